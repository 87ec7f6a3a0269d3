//! The lesson screen: header, coach, panels, the arithmetic and what it means, parameters, views, key hints.

use super::hints::{self, Hint};
use super::pair;
use super::shelf;
use super::verdict;
use crate::app::coach::COACH;
use crate::app::coach::{self, Form, Said, Seen};
use crate::app::keys::{Action, Scope};
use crate::app::motion::Whose;
use crate::app::snapshot::Snapshot;
use crate::app::state::App;
use crate::app::{stage, views};
use crate::lab::Reveal;
use crate::lab::scene::Ink;
use crate::lab::scene::Panel;
use crate::say;
use crate::view::{self, PanelState, Pen};
use crate::words::{Text, about, text, whole};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use std::time::{Duration, Instant};
use unicode_width::UnicodeWidthStr;

/// A journey shorter than this says only where it goes.
const LONG: Duration = Duration::from_secs(5);

/// Draws the lesson screen.
pub(super) fn draw(app: &App, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let regions = stage::regions(area);
    let pen = &app.pen;
    let opens = app.opens() && app.pending.long();
    let Some(snapshot) = app.snapshot.as_ref().filter(|_| !opens) else {
        draw_opening(app, &regions, buf);
        return None;
    };
    draw_header(app, snapshot, regions.header, buf);
    let panels = app.panels();
    draw_panels(app, &panels, buf);
    draw_numbers(pen, snapshot, regions.numbers, buf);
    shelf::draw_parameters(app, regions.parameters, buf);
    shelf::draw_views(app, &panels, regions.views, buf);
    hints::draw(app, &hints(app), regions.hints, buf);
    let said = app.said()?;
    let inside = app.inside.is_some();
    let seen = Seen { answering: &app.coaching, focused: app.focus == COACH, inside };
    coach::draw(said, seen, regions.coach, buf, pen, &app.keys)
        .filter(|_| app.overlay.is_none() && app.answerable().is_some())
}

/// The arithmetic, and below it what the state means.
fn draw_numbers(pen: &Pen, snapshot: &Snapshot, area: Rect, buf: &mut Buffer) {
    let meaning =
        u16::from(verdict::draw(pen, snapshot, Rect { y: area.bottom() - 1, height: 1, ..area }, buf));
    let area = Rect { x: area.x + 1, width: area.width - 1, height: area.height - meaning, ..area };
    view::arithmetic(&snapshot.scene.arithmetic, area, buf, pen);
}

/// What is seen until the lesson is there.
fn draw_opening(app: &App, regions: &stage::Regions, buf: &mut Buffer) {
    let pen = &app.pen;
    let card = app.chosen_card();
    let title = vec![
        Span::styled(format!(" {} ", card.number), pen.theme.chosen()),
        Span::styled(format!(" {} ", card.title.get(pen.language)), pen.theme.strong()),
    ];
    Line::from(title).render(regions.header, buf);
    let words = match app.loading {
        Some(percent) => {
            say!(
                "Reading the data: {percent} %. `key:lessons` leaves.",
                "正在读取数据：{percent}%。按 `key:lessons` 离开。"
            )
        }
        None => text("Opening the lesson … `key:lessons` leaves.", "正在打开课程……按 `key:lessons` 离开。"),
    };
    let middle = Rect { y: regions.body.y + regions.body.height / 3, height: 1, ..regions.body };
    Line::styled(app.keys.named(&words).get(pen.language).to_string(), pen.theme.quiet())
        .centered()
        .render(middle.intersection(regions.body), buf);
    hints::draw(app, &hints::of(&app.keys, &[Action::Home], Scope::Lesson), regions.hints, buf);
}

fn draw_panels(app: &App, panels: &[Panel], buf: &mut Buffer) {
    let arrangement = app.arrangement(panels);
    let now = Instant::now();
    let pair = app.pair();
    for slot in &arrangement.slots {
        let lettered = pair.map(|pair| pair::lettered(pair, true, &panels[slot.shown]));
        let panel = lettered.as_ref().map_or(&panels[slot.shown], |(panel, _)| panel);
        let name = lettered.as_ref().map_or(views::name(panel), |(_, name)| name);
        let focused = panel.id == app.focus;
        let scroll = app.scroll.get(panel.id).copied().unwrap_or(0);
        let mut state = PanelState { focused, scroll, cursor: None, name: Some(name) };
        if let Some(cell) = app.inside.filter(|_| focused && App::spatial(panel)) {
            state.cursor = view::locate(panel, slot.area, cell, &app.pen, &state);
        }
        let moved = app.motion.on_its_way(Whose::Learner, panel, now);
        view::draw_panel(moved.as_ref().unwrap_or(panel), slot.area, buf, &app.pen, &state);
        if let Some(before) = app.motion.before(Whose::Learner, panel.id) {
            view::mark_changes(before, panel, slot.area, buf, &app.pen, &state);
        }
    }
    if let Some(pair) = pair {
        let shown = arrangement.slots.first().map(|slot| panels[slot.shown].id);
        pair::draw(app, pair, shown, buf);
    }
}

/// Lesson, step, phases, seed, run state.
fn draw_header(app: &App, snapshot: &Snapshot, line: Rect, buf: &mut Buffer) {
    let pen = &app.pen;
    let right = app.keys.named(&state_words(snapshot, beginning(app).as_ref()));
    let right = format!("{} ", right.get(pen.language));
    let right_width = right.width() as u16;
    let (title, step) = (title_words(snapshot), step_words(snapshot));
    let mut spans = vec![
        Span::styled(format!(" {} ", snapshot.card.number), pen.theme.chosen()),
        Span::styled(format!(" {} ", title.get(pen.language)), pen.theme.strong()),
        Span::styled(format!("  {}  ", step.get(pen.language)), Style::new()),
    ];
    let used: u16 = spans.iter().map(|span| span.width() as u16).sum();
    spans.extend(phase_spans(pen, snapshot, line.width.saturating_sub(used + right_width + 1)));
    Line::from(spans).render(line, buf);
    if right_width < line.width {
        let area = Rect { x: line.right() - right_width, width: right_width, ..line };
        let style = if snapshot.broken { pen.theme.ink(Ink::Bad) } else { Style::new() };
        Line::styled(right, style).render(area, buf);
    }
}

fn title_words(snapshot: &Snapshot) -> Text {
    snapshot.card.title.clone()
}

fn step_words(snapshot: &Snapshot) -> Text {
    let now = whole(snapshot.now);
    match snapshot.length {
        Some(length) => {
            let length = whole(length);
            say!("step {now} / {length}", "第 {now} / {length} 步")
        }
        None => say!("step {now}", "第 {now} 步"),
    }
}

/// The phases of the step with the one being explained; only that one where there is no room.
fn phase_spans(pen: &Pen, snapshot: &Snapshot, room: u16) -> Vec<Span<'static>> {
    let at = match snapshot.reveal {
        Reveal::Whole => None,
        Reveal::Upto(at) => Some(at),
    };
    let mut spans = Vec::new();
    for (index, phase) in snapshot.phases.iter().enumerate() {
        if index > 0 {
            spans.push(Span::styled(" → ", pen.theme.quiet()));
        }
        let words = phase.get(pen.language).to_string();
        spans.push(match at {
            Some(at) if at == index => Span::styled(format!("▸{words}"), pen.theme.accent()),
            Some(at) if at > index => Span::styled(words, Style::new()),
            _ => Span::styled(words, pen.theme.quiet()),
        });
    }
    let width: usize = spans.iter().map(Span::width).sum();
    if width <= usize::from(room) {
        return spans;
    }
    let current = at.and_then(|at| snapshot.phases.get(at)).map(|phase| phase.get(pen.language).to_string());
    let shown = |words: String| view::cut(&format!("▸{words}"), usize::from(room)).into_owned();
    current.map(|words| vec![Span::styled(shown(words), pen.theme.accent())]).unwrap_or_default()
}

/// What is said while a run begins, where that takes long enough to be said.
fn beginning(app: &App) -> Option<Text> {
    let words = match app.loading {
        Some(percent) => {
            say!("⋯ reading {percent} %, `key:lessons` stops", "⋯ 已读取 {percent}%，`key:lessons` 停止")
        }
        None => text("⋯ beginning, `key:lessons` stops", "⋯ 正在准备，`key:lessons` 停止"),
    };
    app.pending.long().then_some(words)
}

/// Seed, run state and speed.
fn state_words(snapshot: &Snapshot, beginning: Option<&Text>) -> Text {
    let seed = snapshot.seed;
    // What is left to no chance has no seed.
    let seed = if snapshot.card.seeded { say!("seed {seed}  ", "种子 {seed}  ") } else { Text::default() };
    let speed = if snapshot.speed.is_finite() {
        let speed = snapshot.speed;
        say!("{speed}/s", "{speed} 步/秒")
    } else {
        text("full speed", "全速")
    };
    let state = if snapshot.broken {
        text("✗ stopped", "✗ 已停止")
    } else if let Some(beginning) = beginning {
        beginning.clone()
    } else if let Some((goal, left)) = snapshot.goal {
        let goal = whole(goal);
        let left = left.filter(|left| *left >= LONG).map_or(Text::default(), |left| {
            let (en, zh) = (&about(left).en, &about(left).zh);
            Text { en: format!(", {en}").into(), zh: format!("，{zh}").into() }
        });
        say!("▶▶ to {goal}", "▶▶ 前往 {goal}")
            .then(&left)
            .then(&text(", `key:lessons` stops", "，`key:lessons` 停止"))
    } else if let Some((done, total)) = snapshot.working {
        say!("⋯ {done}/{total}, `key:lessons` stops", "⋯ {done}/{total}，`key:lessons` 停止")
    } else if snapshot.running {
        text("▶ ", "▶ ").then(&speed)
    } else if snapshot.at_end() {
        text("■ finished", "■ 已完成")
    } else {
        text("❚❚ ", "❚❚ ").then(&speed)
    };
    seed.then(&state)
}

/// The most useful keys now.
pub(super) fn hints(app: &App) -> Vec<Hint> {
    if app.inside.is_some() {
        let panels = app.panels();
        let sheet = app.focused(&panels).is_some_and(|panel| panel.sheet);
        let (arrows, enter) = match (sheet, app.pen_down) {
            (false, _) => (text("move", "移动"), text("pick", "选取")),
            (true, false) => (text("move the pen", "移动笔"), text("put the pen down", "落笔")),
            (true, true) => (text("draw", "画"), text("lift the pen", "抬笔")),
        };
        let key = |action| app.keys.hint(action, Scope::Inside).map_or_else(String::new, |(key, _)| key);
        let four = [Action::Left, Action::Up, Action::Down, Action::Right].map(key).concat();
        let mut list = vec![(four, arrows), (key(Action::Press), enter)];
        list.extend(hints::of(&app.keys, &[Action::Erase, Action::Leave], Scope::Inside));
        return list;
    }
    let open = app.asks() || app.coaching.writes();
    if let Some(form) = app.answerable().filter(|_| open) {
        return hints_for_answer(app, &form);
    }
    let mut list = hints::of(&app.keys, &[Action::NextCard], Scope::Lesson);
    let waits = |said: &Said| !said.elsewhere && said.practice.is_none() && said.open().is_some();
    if app.said().is_some_and(waits) && !app.asks() {
        // The card's question stands on a page of its own, which comes before the next card.
        list.iter_mut().for_each(|(_, name)| *name = text("question", "看问题"));
    }
    let actions = [Action::Step, Action::Back, Action::Phase, Action::Run, Action::NextPanel];
    list.extend(hints::of(&app.keys, &actions, Scope::Lesson));
    list.splice(0..0, hints_after_answer(app));
    if let Some(offer) = app.snapshot.as_ref().and_then(|snapshot| snapshot.card.verbs.first()) {
        list.push((offer.verb.key().to_string(), offer.name.clone()));
    }
    if app.pair().is_some() {
        let two = hints::of(&app.keys, &[Action::Swap, Action::Pair], Scope::Lesson);
        list.splice(1..1, two);
    }
    if app.snapshot.as_ref().is_some_and(|snapshot| snapshot.undo.0 > 0) {
        let undo = hints::of(&app.keys, &[Action::Undo], Scope::Lesson);
        let at = list.len().min(4);
        list.splice(at..at, undo);
    }
    list.extend(hints::of(&app.keys, &[Action::Palette, Action::Help], Scope::Lesson));
    list
}

/// The keys for an answer, or back to it.
fn hints_for_answer(app: &App, form: &Form) -> Vec<Hint> {
    let hint = |keys: &str, name: Text| (keys.to_string(), name);
    let key = |action| app.keys.name_of(action, Scope::Lesson);
    let enter = key(Action::Enter);
    let at_coach = app.focus == COACH || app.coaching.writes();
    let check = match hints::of(&app.keys, &[Action::Enter], Scope::Answer).pop() {
        Some(check) if at_coach => check,
        _ => hint(&format!("{} {enter}", key(Action::Home)), text("check", "检查")),
    };
    if app.coaching.takes_letters() {
        // All other keys write; before the first one a few still help.
        let leave = app.keys.name_of(Action::Leave, Scope::Answer);
        if !app.coaching.typed().is_empty() {
            return vec![check, hint(&leave, text("empty the box", "清空"))];
        }
        let mut list = vec![hint(&check.0, text("type, then check", "输入后检查"))];
        list.extend(hints::of(&app.keys, &[Action::Hint, Action::ShowMe, Action::NextCard], Scope::Lesson));
        list.push(hint(&leave, text("other keys", "其他按键")));
        return list;
    }
    let mut list = match form {
        _ if app.coaching.away => vec![hint(&enter, text("answer", "作答"))],
        form => {
            let name = if let Form::Options(_) = form {
                text("choose", "选择")
            } else {
                text("type it", "输入")
            };
            // An empty box has nothing to check: Enter opens it to letters.
            let next = match form {
                Form::Line => (check.0, text("formula", "输入算式")),
                _ => check,
            };
            keys_of_answer(form).map(|keys| (keys, name)).into_iter().chain([next]).collect()
        }
    };
    if app.pair().is_some() {
        list.extend(hints::of(&app.keys, &[Action::Swap, Action::Pair], Scope::Lesson));
    }
    if let Some(label) = turned_by_card(app) {
        list.push(hint(&format!("{} {}", key(Action::Less), key(Action::More)), label));
    }
    let actions = [Action::Hint, Action::ShowMe, Action::NextCard, Action::Step, Action::Help];
    list.extend(hints::of(&app.keys, &actions, Scope::Lesson));
    list
}

/// The parameter that < and > turn, where it is one that the card asks to turn.
fn turned_by_card(app: &App) -> Option<Text> {
    let (said, name) = (app.said()?, app.chosen_parameter()?);
    let parameters = &app.snapshot.as_ref()?.parameters;
    let (parameter, _) = parameters.iter().find(|(parameter, _)| parameter.name == name)?;
    said.turns.contains(&name).then(|| parameter.label.clone())
}

/// What begins another answer where the last one was wrong, and what puts the question again: Enter, while the coach has
/// the keys.
fn hints_after_answer(app: &App) -> Vec<Hint> {
    let asked = app.said().and_then(|said| said.asked.as_ref());
    if asked.is_none_or(|asked| asked.is_open() || asked.is_right()) {
        return Vec::new();
    }
    let keys = match app.answerable().filter(|_| !app.coaching.away) {
        Some(form) => keys_of_answer(&form),
        None => None,
    };
    let another = keys.map(|keys| (keys, text("another answer", "再答一次")));
    let again = || (app.keys.name_of(Action::Enter, Scope::Lesson), text("ask again", "重新提问"));
    another.into_iter().chain((app.focus == COACH).then(again)).collect()
}

/// The keys that begin an answer of this form, where it is written.
fn keys_of_answer(form: &Form) -> Option<String> {
    match form {
        Form::Options(options) => Some(format!("1…{}", options.len())),
        Form::Line | Form::LineOrSetting => Some("0…9".to_string()),
        Form::Doing => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::app::coach::tests::{LANGUAGES, lesson, screen, types};

    /// Where a question waits on a page of its own, heading and last row call the key by what it brings.
    #[test]
    fn the_key_of_a_question_is_called_so_twice() {
        let mut app = lesson("chain", (80, 24), LANGUAGES[0]);
        for (question, next) in [(2, 0), (0, 2)] {
            let seen = screen(&app);
            let found = (seen.matches("n question").count(), seen.matches("n next").count());
            assert_eq!(found, (question, next), "{seen}");
            types(&mut app, "n");
        }
    }
}
