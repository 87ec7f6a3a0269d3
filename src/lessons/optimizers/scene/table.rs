//! Everyone's numbers, a row a contender.

use super::super::contender::Contender;
use super::super::race::{Exit, Race};
use super::super::task::{Goal, Task, norm};
use super::super::{Optimizers, Pane};
use crate::lab::scene::{Cell, Column, Ink, Panel, Picture, Place, Table};
use crate::lab::{Look, Panes};
use crate::nn::optimizer::{Memory, RULES, Rule};
use crate::say;
use crate::words::{Text, figure, same, text};

/// Above so many numbers a step, only the chosen contender's gradient is computed for the table.
const HEAVY: usize = 1_000_000;

/// What the table and the verdict tell about a contender.
pub(super) struct Row<'a> {
    pub(super) contender: &'a Contender,
    pub(super) cost: f64,
    /// With the noise of the coming step.
    gradient: Option<Vec<f64>>,
    pub(super) arrived: Option<u64>,
    pub(super) out: Option<Exit>,
    /// The coming step would leave the finite numbers.
    breaks: bool,
}

/// The rows at step `t`.
pub(super) fn rows<'a>(lesson: &'a Optimizers, race: &Race, t: u64) -> Vec<Row<'a>> {
    let track = &lesson.track;
    let heavy = track.task.work() > HEAVY;
    let contenders = track.contenders.iter().enumerate();
    contenders
        .map(|(k, contender)| {
            let place = race.place(k);
            let (out, cost) = (race.out[k], track.task.cost(place));
            let here = out.is_none() && (!heavy || k == lesson.view.chosen);
            let gradient = here.then(|| track.gradient(race, k, t));
            let now = gradient.as_ref().is_some_and(|gradient| track.task.goal().reached(cost, gradient));
            Row {
                contender,
                cost,
                arrived: race.reached[k].or((out.is_none() && now).then_some(t)),
                breaks: here && !heavy && breaks(lesson, race, k, t),
                gradient,
                out,
            }
        })
        .collect()
}

fn breaks(lesson: &Optimizers, race: &Race, k: usize, t: u64) -> bool {
    let next = lesson.track.next_place(race, k, t);
    !next.iter().all(|value| value.is_finite()) || !lesson.track.task.finite_at(&next)
}

/// The table.
pub(super) fn panel(lesson: &Optimizers, race: &Race, rows: &[Row<'_>], look: &Look<'_>) -> Panel {
    let contender = &lesson.track.contenders[lesson.view.chosen];
    let rule = contender.optimizer.rule();
    let title = text("Who races, and everyone's numbers", "谁在参赛，各自的数值");
    let columns = columns(lesson);
    let racing = rows.iter().enumerate().map(|(k, row)| cells(lesson, race, row, k, look));
    let absent = absent(lesson);
    let apart = absent.iter().position(|absent| *absent == lesson.view.rule);
    let waiting = absent.iter().map(|rule| {
        let name = Cell::Coloured(same(format!("+ {}", rule.name)), Ink::Quiet);
        let mut cells = vec![Cell::Empty; columns.len()];
        cells[0] = name;
        cells
    });
    let rows_of_all = racing.chain(waiting).collect();
    let selected = apart.map_or(lesson.view.chosen, |apart| rows.len() + apart);
    let table = Table { columns, rows: rows_of_all, selected: Some(selected) };
    let source = Text {
        en: format!("{}: {}", rule.label.en, rule.source.en).into(),
        zh: format!("{}：{}", rule.label.zh, rule.source.zh).into(),
    };
    let caption = text(
        "✓ drawn · `key:run` ticks; + joins, and all begin again · ",
        "✓ 已画出 · `key:run` 切换；+ 加入比赛，全部重新开始 · ",
    );
    let caption = caption.then(&source);
    Pane::Table
        .panel(title, Place::Detail, Picture::Table(table))
        .caption(caption)
        .active((1..=3).any(|phase| look.reveal.explains(phase)))
        .ticks()
        .pick(text("`key:up``key:down` choose · `key:run` ticks", "`key:up``key:down` 选择 · `key:run` 勾选"))
}

/// The rules that could race as well.
pub(in super::super) fn absent(lesson: &Optimizers) -> Vec<&'static Rule> {
    let racing = |rule: &&Rule| lesson.track.contenders.iter().any(|it| it.optimizer.rule() == *rule);
    let convention = lesson.track.contenders[0].optimizer.convention();
    RULES.iter().filter(|rule| rule.exists_in(convention) && !racing(rule)).collect()
}

fn columns(lesson: &Optimizers) -> Vec<Column> {
    let column = |name: &str, title: Text, help: Text| Column { title, name: name.to_string(), help };
    let mut all = vec![
        column("name", text("who", "参赛者"), text("Letter on the map and name.", "地图上的字母与名称。")),
        column("rate", same("α"), text("Its learning rate.", "它的学习率。")),
    ];
    if lesson.hill().is_some() {
        all.extend([
            column("x", same("x"), text("Where it stands.", "它的位置。")),
            column("y", same("y"), text("Where it stands.", "它的位置。")),
        ]);
    }
    all.extend([
        column("cost", text("cost", "代价"), text("The cost where it stands.", "所在处的代价。")),
        column("slope", same("‖g‖"), text("Length of its gradient.", "梯度的长度。")),
    ]);
    let effective = text(
        "Its coming step divided by the gradient: the rate that plain descent would need for that step.",
        "下一步的位移除以梯度：普通梯度下降走出同样一步所需的学习率。",
    );
    match lesson.hill() {
        Some(_) => all.extend([
            column("rate_x", text("eff. αx", "有效 αx"), effective.clone()),
            column("rate_y", text("eff. αy", "有效 αy"), effective),
        ]),
        None => {
            let name = lesson.track.task.coordinate(lesson.view.coordinate);
            all.push(column("rate_x", say!("eff. α of {name}", "{name} 有效 α"), effective));
        }
    }
    let goal = match lesson.track.task.goal() {
        Goal::Slope(_) => text("to ‖g‖ 1e−6", "达 ‖g‖ 1e−6"),
        Goal::Cost(_) if lesson.hill().is_some() => text("to 1e−6", "达 1e−6"),
        Goal::Cost(_) => text("to J₀/10", "达 J₀/10"),
    };
    let coordinate = lesson.track.task.coordinate(lesson.view.coordinate);
    all.extend([
        column("arrived", goal, text("The first step at which it had arrived.", "首次到达目标的步数。")),
        column(
            "memory",
            say!("memory of {coordinate}", "对 {coordinate} 的记忆"),
            text("Moments and accumulators.", "各阶矩与累加器。"),
        ),
        column(
            "ns",
            text("ns/step", "纳秒/步"),
            text("Measured by B, gradient included.", "按 B 测得，含梯度计算。"),
        ),
    ]);
    all
}

fn cells(lesson: &Optimizers, race: &Race, row: &Row<'_>, k: usize, look: &Look<'_>) -> Vec<Cell> {
    let (contender, task) = (row.contender, &*lesson.track.task);
    let (name, letter) = (contender.name(), contender.letter());
    let who = if lesson.view.shown[k] {
        Cell::Coloured(same(format!("✓ {letter} {name}")), contender.ink())
    } else {
        Cell::Coloured(same(format!("· {letter} {name}")), Ink::Quiet)
    };
    let cost = match row.out {
        Some(exit) => {
            let t = exit.t;
            Cell::Coloured(say!("out at {t}", "第 {t} 步出局"), Ink::Bad)
        }
        None if row.breaks => Cell::Coloured(text("breaks now", "即将发散"), Ink::Bad),
        None => Cell::Inked(row.cost, 3, tone(task, row)),
    };
    let optimizer = lesson.track.optimizer(k, look.t);
    let slope = row.gradient.as_deref().map_or(Cell::Empty, |g| Cell::Number(norm(g), 3));
    let mut all = vec![who, Cell::Number(optimizer.rate(), 3)];
    let effective = |i: usize| {
        let gradient = row.gradient.as_deref();
        let rate = gradient.and_then(|g| optimizer.effective_rate(&race.memories[k], g, race.place(k), i));
        rate.map_or(Cell::Empty, |rate| Cell::Number(rate, 2))
    };
    if lesson.hill().is_some() {
        let stands = |i: usize| row.out.map_or(Cell::Number(race.place(k)[i], 3), |_| Cell::Empty);
        all.extend([stands(0), stands(1)]);
    }
    all.extend([cost, slope]);
    match (lesson.hill(), row.out) {
        (Some(_), None) => all.extend([effective(0), effective(1)]),
        (Some(_), Some(_)) => all.extend([const { Cell::Empty }; 2]),
        (None, _) => all.push(effective(lesson.view.coordinate)),
    }
    all.push(row.arrived.map_or(Cell::Empty, |t| Cell::Inked(t as f64, 7, Ink::Good)));
    all.push(Cell::Words(same(memory(contender, &race.memories[k], lesson.view.coordinate))));
    all.push(speed(look, k));
    all
}

/// Much worse than at the start, arrived, or ordinary.
fn tone(task: &Task, row: &Row<'_>) -> Ink {
    let first = task.cost(task.start()).abs().max(1e-9);
    match row.arrived {
        _ if row.cost > 100.0 * first => Ink::Bad,
        Some(_) => Ink::Good,
        None => Ink::Plain,
    }
}

/// What a contender remembers of a coordinate: `m −0.01  v 3e−4`; a dash for nothing.
fn memory(contender: &Contender, memory: &Memory, i: usize) -> String {
    let rule = contender.optimizer.rule();
    let slots = rule.slots.iter().map(|slot| {
        let value = memory.slot(rule, slot.symbol).get(i).copied().unwrap_or_default();
        format!("{} {}", slot.symbol, figure(value, 3))
    });
    let written = slots.collect::<Vec<_>>().join("  ");
    if written.is_empty() { "–".to_string() } else { written }
}

fn speed(look: &Look<'_>, k: usize) -> Cell {
    let Some(found) = look.results("speed") else { return Cell::Empty };
    let row = found.rows.iter().find(|row| row.first() == Some(&(k as f64)));
    row.and_then(|row| row.get(1)).map_or(Cell::Empty, |ns| Cell::Number(*ns, 3))
}
