//! From a section to a task.

use super::quantity::Named;
use super::sections::{Fields, Known, Section, one_line};
use super::{Aim, Condition, Deed, Fault, Kind, Quantity, Sentence, Task, Tolerance};
use crate::say;
use crate::words::{Text, text};

/// The fields of a task, of whatever kind.
const TASK: Known = Known {
    once: &[
        "direction",
        "number",
        "choice",
        "point",
        "reach",
        "break",
        "do",
        "within",
        "after",
        "steps",
        "items",
        "want",
        "x",
        "y",
        "over",
        "when",
        "range",
        "solution",
        "then",
        "show",
        "because",
    ],
    often: &["hint"],
};

/// Reads a task; what is wrong is added to the faults.
pub(super) fn read_task(section: Section, named: &Named, faults: &mut Vec<Fault>) -> Option<Task> {
    let Section { title, id, mut fields, body, line, begins, .. } = section;
    let before = faults.len();
    fields.sift(TASK, faults);
    TASK.meant(&body, begins, faults);
    let mut keep = |line: usize, why: Text| faults.push(Fault::new(line, why));
    let mut sentences = |fields: Vec<(String, usize)>| {
        let read = fields
            .into_iter()
            .filter_map(|(words, line)| Sentence::parse(&words, named).map_err(|why| keep(line, why)).ok());
        read.collect::<Vec<_>>()
    };
    let hints = sentences(fields.take_all("hint"));
    let because = sentences(fields.take_all("because")).pop().unwrap_or_default();
    let show =
        fields.take("show").and_then(|(deeds, at)| Deed::list(&deeds).map_err(|why| keep(at, why)).ok());
    let (question, options) = question(&body);
    let ask = Sentence::parse(&question, named).map_err(|why| keep(line, why)).unwrap_or_default();
    if ask.is_empty() {
        keep(line, text("a task without a question", "任务里没有问题"));
    }
    let kind = kind(&mut fields, &options, named, line).map_err(|(at, why)| keep(at, why)).ok();
    fields.left_over(faults);
    if faults.len() > before {
        return None;
    }
    let show = show.unwrap_or_default();
    Some(Task { id: id.unwrap_or_default(), title, ask, kind: kind?, hints, show, because, line })
}

/// The question, and the list behind it.
fn question(body: &str) -> (String, Vec<String>) {
    let is_item = |line: &&str| line.trim_start().starts_with("- ");
    let question: String = body.lines().take_while(|line| !is_item(line)).collect::<Vec<_>>().join("\n");
    let items = body.lines().filter(is_item).map(|line| line.trim_start()[2..].trim().to_string());
    (one_line(&question), items.collect())
}

/// What may go wrong: the line and the sentence.
type Wrong = (usize, Text);

fn kind(fields: &mut Fields, options: &[String], named: &Named, line: usize) -> Result<Kind, Wrong> {
    let quantity =
        |(source, at): (String, usize)| Quantity::parse_with(&source, named).map_err(|why| (at, why));
    let condition = |(source, at): (String, usize)| Condition::parse(&source, named).map_err(|why| (at, why));
    let deeds = |(source, at): (String, usize)| Deed::list(&source).map_err(|why| (at, why));
    if let Some(of) = fields.take("direction") {
        let after = whole(fields.take("after"))?.unwrap_or(1);
        return Ok(Kind::Direction { of: quantity(of)?, after });
    }
    if let Some(of) = fields.take("number") {
        return Ok(Kind::Number { of: quantity(of)?, within: tolerance(fields.take("within"))? });
    }
    if let Some((word, at)) = fields.take("choice") {
        if word != "yes" {
            return Err((
                at,
                text(
                    "write choice: yes, and the options as a list below",
                    "应写 choice: yes，选项在下面列出",
                ),
            ));
        }
        return choice(options, named, line);
    }
    if let Some((panel, at)) = fields.take("point") {
        return point(fields, panel, at, named);
    }
    if let Some(goal) = fields.take("reach") {
        let within = whole(fields.take("steps"))?;
        let missing =
            (line, text("a goal keeps what reaches it: solution: DEEDS", "目标要附上做法：solution: 步骤"));
        let solution = deeds(fields.take("solution").ok_or(missing)?)?;
        return Ok(Kind::Reach { goal: condition(goal)?, within, solution });
    }
    if let Some((parameter, _)) = fields.take("break") {
        let need = |name: &'static str, found: Option<(String, usize)>| {
            found.ok_or_else(|| (line, say!("a breaking point says {name}:", "临界值任务要写 {name}:")))
        };
        let when = condition(need("when", fields.take("when"))?)?;
        let range = range(need("range", fields.take("range"))?)?;
        let Tolerance::Share(within) = tolerance(fields.take("within"))? else {
            return Err((
                line,
                text("a breaking point is found to a share, such as 5%", "临界值的误差应写成百分比，如 5%"),
            ));
        };
        return Ok(Kind::Break { parameter, when, range, within });
    }
    if let Some(list) = fields.take("do") {
        let then = fields.take("then").map(condition).transpose()?;
        return Ok(Kind::Do { deeds: deeds(list)?, then });
    }
    Err((
        line,
        text(
            "a task says what it asks for: direction, number, choice, point, reach, break or do",
            "任务要写明类型：direction、number、choice、point、reach、break 或 do",
        ),
    ))
}

/// `- words | condition`.
fn choice(options: &[String], named: &Named, line: usize) -> Result<Kind, Wrong> {
    let read = options.iter().map(|option| {
        let (words, condition) = option.rsplit_once(" | ").ok_or_else(|| {
            (
                line,
                say!(
                    "\"{option}\" says when it is true: - words | a < b",
                    "“{option}”要写明何时成立：- 文字 | a < b"
                ),
            )
        })?;
        let words = Sentence::parse(words.trim(), named).map_err(|why| (line, why))?;
        Ok((words, Condition::parse(condition, named).map_err(|why| (line, why))?))
    });
    let options = read.collect::<Result<Vec<_>, Wrong>>()?;
    if options.len() < 2 {
        return Err((line, text("a choice has two options at least", "选择题至少要有两个选项")));
    }
    Ok(Kind::Choice(options))
}

fn point(fields: &mut Fields, panel: String, line: usize, named: &Named) -> Result<Kind, Wrong> {
    let most = match fields.take("want") {
        None => true,
        Some((word, _)) if word == "most" => true,
        Some((word, _)) if word == "least" => false,
        Some((_, at)) => return Err((at, text("want: is most or least", "want: 应为 most 或 least"))),
    };
    if let Some((list, at)) = fields.take("items") {
        let read = list.split([';', '；']).map(|item| {
            let (name, source) = item.split_once('=').ok_or_else(|| {
                (
                    at,
                    text("items: NAME = FORMULA; NAME = FORMULA …", "应写 items: 名称 = 公式; 名称 = 公式 …"),
                )
            })?;
            let quantity = Quantity::parse_with(source, named).map_err(|why| (at, why))?;
            Ok((name.trim().to_string(), quantity))
        });
        return Ok(Kind::Item { panel, items: read.collect::<Result<_, Wrong>>()?, most });
    }
    let over = fields.take("over");
    let ends = fields.take("range").map(range).transpose()?;
    if over.is_some() != ends.is_some() {
        return Err((
            line,
            text(
                "over: PARAMETER and range: FROM to TO belong together",
                "“over: 参数”与“range: 起点 to 终点”要一起写",
            ),
        ));
    }
    let aim = |(source, at): (String, usize)| -> Result<Aim, Wrong> {
        let of = Quantity::parse_with(&source, named).map_err(|why| (at, why))?;
        Ok(match (&over, ends) {
            (Some((over, _)), Some(range)) => Aim::Best { of, most, over: over.clone(), range },
            _ => Aim::At(of),
        })
    };
    let x = fields
        .take("x")
        .ok_or_else(|| (line, text("a place says x: FORMULA, or items:", "位置题要写 x: 公式，或 items:")))?;
    let y = fields.take("y").map(&aim).transpose()?;
    let Tolerance::Absolute(within) = tolerance(fields.take("within"))? else {
        return Err((
            line,
            text("a place is found to within: a length", "位置的误差应写成长度：within: 0.2"),
        ));
    };
    Ok(Kind::Place { panel, x: aim(x)?, y, within })
}

fn whole(field: Option<(String, usize)>) -> Result<Option<u64>, Wrong> {
    let read = |(typed, at): (String, usize)| {
        typed.parse().map_err(|_| (at, say!("\"{typed}\" is no whole number", "“{typed}”不是整数")))
    };
    field.map(read).transpose()
}

/// `1%` or `0.01`; half a percent when nothing is said.
fn tolerance(field: Option<(String, usize)>) -> Result<Tolerance, Wrong> {
    let Some((typed, at)) = field else { return Ok(Tolerance::Share(0.005)) };
    let wrong = || {
        (at, say!("\"{typed}\" is no tolerance such as 1% or 0.05", "“{typed}”不是误差范围，应如 1% 或 0.05"))
    };
    let number = |typed: &str| typed.trim().parse().ok().filter(|x: &f64| *x > 0.0 && x.is_finite());
    match typed.strip_suffix('%') {
        Some(percent) => number(percent).map(|percent| Tolerance::Share(percent / 100.0)).ok_or_else(wrong),
        None => number(&typed).map(Tolerance::Absolute).ok_or_else(wrong),
    }
}

/// `0.01 to 10`.
fn range((typed, at): (String, usize)) -> Result<(f64, f64), Wrong> {
    let ends = typed
        .split_once(" to ")
        .and_then(|(low, high)| Some((low.trim().parse().ok()?, high.trim().parse().ok()?)));
    ends.filter(|(low, high): &(f64, f64)| low < high).ok_or_else(|| {
        (at, say!("\"{typed}\" is no range such as 0.01 to 10", "“{typed}”不是范围，应如 0.01 to 10"))
    })
}
