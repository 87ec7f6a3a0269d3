//! The coach on the screen: a heading, and below it the card's words, its question, and what came of the answer.

use super::{Answering, Asked, Form, Said};
use crate::app::keys::{Action, Keymap, Scope};
use crate::lab::scene::Ink;
use crate::say;
use crate::story::{Verdict, without_backticks};
use crate::view::{Pen, cut, put, told, width, wrap};
use crate::words::{Text, same, text};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

/// From so many columns on, words and question stand side by side.
const SIDE_BY_SIDE: u16 = 150;

/// A line is read without losing the next one up to so many columns.
const READABLE: u16 = 118;

/// Around what is typed.
const BOX: [&str; 2] = ["▏", "▕"];

/// What is seen of the coach besides its words.
#[derive(Debug, Clone, Copy)]
pub(in crate::app) struct Seen<'a> {
    pub(in crate::app) answering: &'a Answering,
    /// It has the keys.
    pub(in crate::app) focused: bool,
    /// A panel has them, and the cursor is inside it.
    pub(in crate::app) inside: bool,
}

/// Instead of a card's words, which would be untrue of another state than the card's.
static ELSEWHERE: Text = text(
    "The screen shows another state than the one that this card tells of, so its words wait for you there. Look around as you like: everything else speaks of what you see.",
    "画面上的状态与本卡片所讲的不同，因此卡片的话先留着，回到那里再说。你可以随意探索：其余各处说的都是眼前的画面。",
);

/// Some rows that stand together or not at all.
#[derive(Default)]
struct Block {
    rows: Vec<Row>,
}

/// What is asked, with its options or the box for the answer; and what came of it.
#[derive(Default)]
struct Question {
    ask: Block,
    outcome: Block,
}

/// One row: pieces with their styles; the column of the cursor, if it is here.
#[derive(Clone, Default)]
struct Row {
    pieces: Vec<(String, Style)>,
    cursor: Option<usize>,
}

impl Row {
    fn width(&self) -> usize {
        self.pieces.iter().map(|(words, _)| width(words)).sum()
    }
}

/// Draws the coach; returns where the text cursor belongs.
pub(in crate::app) fn draw(
    said: &Said,
    seen: Seen<'_>,
    area: Rect,
    buf: &mut Buffer,
    pen: &Pen,
    keys: &Keymap,
) -> Option<Position> {
    let bar = if seen.focused { pen.theme.accent() } else { pen.theme.quiet() };
    for y in area.top()..area.bottom() {
        put(buf, area.x, y, 1, "▌", bar);
    }
    let inside = Rect { x: area.x + 2, width: area.width.saturating_sub(3), ..area };
    let waits = said.open().is_some() && !seen.answering.asks && said.practice.is_none();
    let turns = waits && !together(said, area, pen);
    let right = beside_heading(said, seen, turns, keys);
    heading(said, turns, right, Rect { height: 1, ..inside }, buf, pen);
    let below = Rect { y: inside.y + 1, height: inside.height.saturating_sub(1), ..inside };
    let mut cursor = None;
    for (rows, place) in columns(said, seen, below, pen) {
        for (y, row) in (place.top()..place.bottom()).zip(rows) {
            let mut x = place.x;
            if let Some(column) = row.cursor {
                cursor =
                    Some(Position::new((place.x + column as u16).min(place.right().saturating_sub(1)), y));
            }
            for (words, style) in &row.pieces {
                x = put(buf, x, y, place.right().saturating_sub(x), words, *style);
            }
        }
    }
    cursor
}

/// What stands below the heading: in one column, or on a wide screen words and question side by side.
fn columns(said: &Said, seen: Seen<'_>, area: Rect, pen: &Pen) -> Vec<(Vec<Row>, Rect)> {
    let rows = usize::from(area.height);
    if area.width >= SIDE_BY_SIDE && said.asked.is_some() && said.practice.is_none() {
        let half = area.width / 2;
        let left = Rect { width: half.saturating_sub(2), ..area };
        let right = Rect { x: area.x + half, width: area.width - half, ..area };
        let question = question(said, seen, right.width, pen);
        return vec![(words(said, left.width, pen).rows, left), (question.within(rows), right)];
    }
    let column = Rect { width: area.width.min(READABLE), ..area };
    let (words, question) = (words(said, column.width, pen), question(said, seen, column.width, pen));
    let turned = seen.answering.asks
        || seen.answering.writes()
        || said.practice.is_some()
        || !question.outcome.rows.is_empty();
    let shown = if words.rows.len() + question.rows() <= rows {
        [words.rows, question.within(rows)].concat()
    } else if turned {
        question.within(rows)
    } else {
        words.rows
    };
    vec![(shown, column)]
}

impl Question {
    fn rows(&self) -> usize {
        self.ask.rows.len() + self.outcome.rows.len()
    }

    /// Both where there is room; else what came of it, and of what is asked as much as has room above it: its end,
    /// where it is answered.
    fn within(self, rows: usize) -> Vec<Row> {
        let Question { mut ask, outcome } = self;
        let over = (ask.rows.len() + outcome.rows.len()).saturating_sub(rows);
        ask.rows.drain(..over.min(ask.rows.len()));
        [ask.rows, outcome.rows].concat()
    }
}

/// Whether the open question is on the screen without being turned to: beside the words, or with what came of it.
pub(in crate::app) fn together(said: &Said, area: Rect, pen: &Pen) -> bool {
    if said.asked.as_ref().is_some_and(|asked| !outcome(asked, area.width, pen).rows.is_empty()) {
        return true;
    }
    let below = usize::from(area.height.saturating_sub(1));
    let inside = area.width.saturating_sub(3);
    if inside >= SIDE_BY_SIDE {
        return true;
    }
    let seen = Seen { answering: &Answering::default(), focused: false, inside: false };
    let column = inside.min(READABLE);
    words(said, column, pen).rows.len() + question(said, seen, column, pen).rows() <= below
}

/// What does not stand whole on the screen, neither beside the words nor on a page of its own: the words, the question,
/// and from 100 columns on the question with what came of the answer.
#[cfg(test)]
pub(super) fn not_whole(said: &Said, area: Rect, pen: &Pen) -> Option<String> {
    let rows = usize::from(area.height.saturating_sub(1));
    let inside = area.width.saturating_sub(3);
    let column = if inside >= SIDE_BY_SIDE { inside / 2 - 2 } else { inside.min(READABLE) };
    let told = words(said, column, pen).rows.len();
    let mut turned = Answering::default();
    turned.asks = true;
    let asked = question(said, Seen { answering: &turned, focused: true, inside: false }, column, pen);
    let beside = if area.width < 100 { asked.ask.rows.len() } else { asked.rows() };
    match (told > rows, beside > rows) {
        (true, _) => Some(format!("{told} of {rows} rows: {}", said.words)),
        (_, true) => Some(format!("{beside} of {rows} rows: {:?}", said.asked)),
        _ => None,
    }
}

/// Words in rows, code as the keys are shown elsewhere.
fn paragraph(words: &str, columns: u16, style: Style, pen: &Pen) -> Block {
    let words = told(words, pen);
    let (plain, code) = without_backticks(&words);
    let is_code = |at: usize| code.iter().any(|range| range.contains(&at));
    let mut at = 0;
    let rows = wrap(&plain, usize::from(columns)).into_iter().map(|line| {
        at += plain[at..].find(line).unwrap_or_default();
        let mut pieces: Vec<(String, Style)> = Vec::new();
        let mut last = None;
        for (offset, c) in line.char_indices() {
            let inside = is_code(at + offset);
            let style = if inside { pen.theme.accent() } else { style };
            match pieces.last_mut() {
                Some((piece, _)) if last == Some(inside) => piece.push(c),
                _ => pieces.push((c.to_string(), style)),
            }
            last = Some(inside);
        }
        at += line.len();
        Row { pieces, cursor: None }
    });
    Block { rows: rows.collect() }
}

/// The card's words, and why its question cannot be asked here.
fn words(said: &Said, columns: u16, pen: &Pen) -> Block {
    let mut words = match said.words.as_str() {
        "" if said.elsewhere && said.practice.is_none() => {
            paragraph(ELSEWHERE.get(pen.language), columns, pen.theme.quiet(), pen)
        }
        "" => Block::default(),
        words => paragraph(words, columns, Style::new(), pen),
    };
    if let Some(trouble) = &said.trouble {
        words.rows.extend(paragraph(trouble.get(pen.language), columns, pen.theme.quiet(), pen).rows);
    }
    words
}

/// The question with its options, and what came of it.
fn question(said: &Said, seen: Seen<'_>, columns: u16, pen: &Pen) -> Question {
    let Some(asked) = &said.asked else { return Question::default() };
    let mut ask = paragraph(&asked.words, columns, pen.theme.strong(), pen);
    // The next try takes the place of what came of the last one.
    let again = asked.is_unsolved() && seen.answering.writes();
    match &asked.form {
        _ if !asked.is_open() && !again => {}
        Form::Line | Form::LineOrSetting => answer_line(&mut ask, seen.answering, columns, pen),
        Form::Options(options) => ask.rows.extend(option_rows(options, seen.answering, columns, pen).rows),
        Form::Doing => {}
    }
    let last = if again && asked.verdict.is_some() { Block::default() } else { outcome(asked, columns, pen) };
    Question { ask, outcome: last }
}

/// The box for what is typed, behind the question or below it.
fn answer_line(ask: &mut Block, answering: &Answering, columns: u16, pen: &Pen) {
    let typed = answering.typed();
    let style = if answering.away { pen.theme.quiet() } else { pen.theme.accent() };
    let room = usize::from(columns);
    let needs = width(typed).max(6) + 4;
    if ask.rows.last().is_none_or(|row| row.width() + needs > room) {
        ask.rows.push(Row::default());
    }
    let Some(row) = ask.rows.last_mut() else { return };
    let gap = if row.pieces.is_empty() { "" } else { "  " };
    let before = row.width() + gap.len() + 1;
    let blank = " ".repeat(6_usize.saturating_sub(width(typed)));
    let inside = Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED);
    row.pieces.extend([
        (format!("{gap}{}", BOX[0]), style),
        (format!("{typed}{blank}"), inside),
        (BOX[1].to_string(), style),
    ]);
    row.cursor = (!answering.away).then_some(before + answering.cursor());
}

/// Options with their digits, side by side where they fit.
fn option_rows(options: &[Text], answering: &Answering, columns: u16, pen: &Pen) -> Block {
    const GAP: &str = "   ";
    let mut block = Block { rows: vec![Row::default()] };
    for (at, option) in options.iter().enumerate() {
        let digit = at + 1;
        let marked = answering.mark == Some(at);
        let words = format!(" {digit} {} ", option.get(pen.language));
        let style = if marked { pen.theme.chosen() } else { Style::new() };
        let used = block.rows.last().map_or(0, Row::width);
        if used > 0 && used + GAP.len() + width(&words) > usize::from(columns) {
            block.rows.push(Row::default());
        }
        let Some(row) = block.rows.last_mut() else { continue };
        if !row.pieces.is_empty() {
            row.pieces.push((GAP.to_string(), Style::new()));
        }
        row.pieces.push((words, style));
    }
    block
}

/// Right or wrong, guess and truth side by side, and why; or the hint; or the answer that was shown.
fn outcome(asked: &Asked, columns: u16, pen: &Pen) -> Block {
    let (sentence, ink) = if let Some((truth, because)) = &asked.told {
        let shown = if asked.form == Form::Doing {
            text("Shown: ", "演示：")
        } else {
            text("The answer: ", "答案：")
        };
        (shown.then(truth).then(&text(". ", "。")).then(&same(because.clone())), Ink::Accent)
    } else if let Some(verdict) = &asked.verdict {
        verdict_words(verdict, asked)
    } else if let Some(hint) = &asked.hint {
        (text("Hint: ", "提示：").then(&same(hint.clone())), Ink::Accent)
    } else {
        return Block::default();
    };
    paragraph(sentence.get(pen.language), columns, pen.theme.ink(ink), pen)
}

fn verdict_words(verdict: &Verdict, asked: &Asked) -> (Text, Ink) {
    let Text { en: guess_en, zh: guess_zh } = &verdict.guess;
    let Text { en, zh } = &verdict.truth;
    let because = same(verdict.because.clone());
    if verdict.right && asked.form == Form::Doing {
        return (text("✓ Done. ", "✓ 做到了。").then(&because), Ink::Good);
    }
    if verdict.right && verdict.copied {
        let words = say!(
            "✓ Right: {en}. You had been told, so it counts when you come back to this card.",
            "✓ 正确：{zh}。答案已经告诉过你，下次回到这张卡片时答对才算数。"
        );
        return (words, Ink::Good);
    }
    if verdict.right {
        return (say!("✓ Right: {en}. ", "✓ 正确：{zh}。").then(&because), Ink::Good);
    }
    if let Some(Text { en, zh }) = &verdict.amiss {
        let words = say!(
            "✗ You said {guess_en}; that is {en}. Try once more.",
            "✗ 你的回答：{guess_zh}，{zh}。请再试一次。"
        );
        return (words, Ink::Bad);
    }
    if asked.form == Form::Doing {
        let gap = if verdict.truth.is_empty() { "" } else { " " };
        let words = say!("Not yet. {en}{gap}", "还没有做到。{zh}");
        return (words.then(&because), Ink::Bad);
    }
    let words = say!("✗ You said {guess_en}; it is {en}. ", "✗ 你的回答：{guess_zh}；正确答案：{zh}。");
    (words.then(&because), Ink::Bad)
}

/// The keys at the right of the heading. `turns` when the question stands on a page of its own that was not turned to
/// yet: its key is more than a reminder.
fn beside_heading(said: &Said, seen: Seen<'_>, turns: bool, keys: &Keymap) -> Text {
    let key = |action| keys.name_of(action, Scope::Lesson);
    if said.elsewhere {
        let out_of_the_panel = seen.inside.then(|| keys.name_of(Action::Leave, Scope::Inside));
        let to_the_coach = (!seen.focused).then(|| key(Action::Home));
        let way = [out_of_the_panel, to_the_coach, Some(key(Action::Enter))];
        let keys = way.into_iter().flatten().collect::<Vec<_>>().join(" ");
        return say!("you are elsewhere: {keys} brings you back", "你已离开本卡片的场景：按 {keys} 回来");
    }
    if turns {
        let next = key(Action::NextCard);
        return say!("{next} question", "{next} 看问题");
    }
    if said.practice.is_some() {
        let back = key(Action::CardBefore);
        return say!("{back} to the cards", "{back} 回到卡片");
    }
    if seen.answering.takes_letters() {
        // Letters write.
        return Text::default();
    }
    let more = (!said.more.is_empty()).then_some(Action::Details);
    let known = [Action::NextCard, Action::CardBefore].into_iter().chain(more);
    let hints = known.filter_map(|action| keys.hint(action, Scope::Lesson));
    let all = hints.map(|(key, Text { en, zh })| say!("{key} {en}", "{key} {zh}"));
    all.reduce(|a, b| a.then(&same("   ")).then(&b)).unwrap_or_default()
}

/// Which card, what it is called, and where the learner is; the keys at the right.
fn heading(said: &Said, turns: bool, mut right: Text, line: Rect, buf: &mut Buffer, pen: &Pen) {
    let (place, count) = (said.place + 1, said.ticks.len());
    let which = match &said.practice {
        Some(tally) => text("practice · ", "练习 · ").then(tally),
        None => say!("card {place}/{count}", "卡片 {place}/{count}"),
    };
    let ticks: String = match said.practice {
        Some(_) => String::new(),
        None => said.ticks.iter().map(|done| if *done { '●' } else { '○' }).collect(),
    };
    let which = which.get(pen.language).to_string();
    let room = usize::from(line.width);
    let taken = |ticks: &str, title: &str, right: &str| {
        width(&which) + width(ticks) + width(title) + width(right) + 6
    };
    let (title, mut shown) = (said.title.as_str(), ticks.as_str());
    if taken(shown, title, right.get(pen.language)) > room {
        if !said.elsewhere && !turns && said.practice.is_none() {
            right = Text::default();
        }
        if taken(shown, title, right.get(pen.language)) > room {
            shown = "";
        }
    }
    let right = right.get(pen.language);
    let mut x = put(buf, line.x, line.y, line.width, &which, pen.theme.accent());
    if !shown.is_empty() {
        x = put(buf, x + 1, line.y, line.right().saturating_sub(x + 1), shown, pen.theme.quiet());
    }
    let left = usize::from(line.right().saturating_sub(x + 2)).saturating_sub(width(right) + 1);
    put(buf, x + 2, line.y, line.right().saturating_sub(x + 2), &cut(title, left), pen.theme.strong());
    let style = match (said.elsewhere, turns) {
        (true, _) => pen.theme.ink(Ink::Bad),
        (false, true) => pen.theme.accent(),
        (false, false) => pen.theme.quiet(),
    };
    let at = line.right().saturating_sub(width(right) as u16);
    put(buf, at, line.y, line.right() - at, right, style);
}
