//! Pinned runs on the screen: the view that lists them, the page that compares one with the present run.

use super::order::{Order, Pinning};
use super::overlay::{Ask, Overlay, Purpose};
use super::progress::Kept;
use super::state::App;
use crate::lab::scene::{Cell, Column, Ink, Line, Panel, Picture, Place, Table};
use crate::lab::{Act, Metric, Parting, Recipe, Spot};
use crate::lessons::Difference;
use crate::say;
use crate::words::{Text, figure, same, signed, text, whole};

/// Name of the view that lists them.
pub(super) const PINS: &str = "pins";

/// A value of a setting is told with at most so many characters.
const LONGEST: usize = 40;

/// A pinned run, compared with the present one.
#[derive(Debug, Clone, PartialEq)]
pub struct Pinned {
    /// Its number, which its curves bear.
    pub number: usize,
    /// What it is called; nothing where nothing was set in it.
    pub name: String,
    /// Number and name.
    pub title: Text,
    /// It is the present run.
    pub is_this: bool,
    /// The settings that differ: here, and there.
    pub differences: Vec<Difference>,
    /// Where the present run parts from it.
    pub parting: Option<Parting>,
    /// The metrics of both at the latest step up to the present one that both were measured at.
    pub values: Option<(u64, Vec<(Metric, [f64; 2])>)>,
    /// The whole run, as far as it was seen.
    pub run: Recipe,
}

impl Pinned {
    /// At which step they part, for a column.
    fn parts(&self) -> Text {
        match &self.parting {
            None => text("–", "–"),
            Some(parting) if parting.exact() => same(whole(parting.t)),
            Some(parting) => {
                let (after, t) = (whole(parting.after.unwrap_or(0)), whole(parting.t));
                same(format!("{after}–{t}"))
            }
        }
    }

    fn row(&self) -> Vec<Cell> {
        let mut row = vec![Cell::Words(self.title.clone()), Cell::Words(self.parts())];
        match self.values.as_ref().and_then(|(_, values)| values.first()) {
            Some((_, [here, there])) => row.extend([
                Cell::Number(*there, 6),
                Cell::Coloured(same(signed(here - there, 4)), Ink::Accent),
            ]),
            None => row.extend([Cell::Empty, Cell::Empty]),
        }
        row
    }

    /// Where they part, in a sentence.
    fn told(&self) -> Text {
        let Some(Parting { metric, after, t, values: [here, there] }) = &self.parting else {
            return match &self.values {
                Some((t, _)) => {
                    let t = whole(*t);
                    say!("No metric differs up to step {t}.", "到第 {t} 步为止，所有指标都相同。")
                }
                None => text("There is no step yet that both were measured at.", "还没有两者都测量过的步。"),
            };
        };
        let (here, there, at) = (figure(*here, 8), figure(*there, 8), whole(*t));
        let (en, zh) = (&metric.label.en, &metric.label.zh);
        let part = match after {
            Some(after) if after + 1 < *t => {
                let after = whole(*after);
                say!(
                    "They part between step {after} and step {at}",
                    "两次运行在第 {after} 步与第 {at} 步之间分开"
                )
            }
            _ => say!("They part at step {at}", "两次运行从第 {at} 步起分开"),
        };
        part.then(&say!(
            ": {en} is {here} here, {there} pinned.",
            "：{zh}在这里是 {here}，在固定的运行中是 {there}。"
        ))
    }

    /// The page that compares it with the present run.
    fn page(&self) -> Vec<Line> {
        let quiet = |words: Text| Line::inked(words, Ink::Quiet);
        let mut lines = vec![Line::plain(self.told()), Line::default()];
        if self.differences.is_empty() {
            lines.push(Line::plain(text("All settings are the same.", "所有设定都相同。")));
        } else {
            lines.push(Line::strong(text("Settings that differ", "不同的设定")));
        }
        for Difference { label, values: [here, there], .. } in &self.differences {
            let cut = |value: &String| value.chars().take(LONGEST).collect::<String>();
            let (here, there) = (cut(here), cut(there));
            lines.push(
                Line::plain(
                    label
                        .clone()
                        .then(&say!(": {here} here, {there} pinned", "：这里 {here}，固定的运行 {there}")),
                )
                .indented(2),
            );
        }
        if let Some((t, values)) = &self.values {
            let t = whole(*t);
            lines.extend([Line::default(), Line::strong(say!("At step {t}", "第 {t} 步"))]);
            for (metric, [here, there]) in values {
                let (a, b, apart) = (figure(*here, 8), figure(*there, 8), signed(here - there, 4));
                let words = say!(
                    ": {a} here, {b} pinned, apart by {apart}",
                    "：这里 {a}，固定的运行 {b}，相差 {apart}"
                );
                lines.push(Line::plain(metric.label.clone().then(&words)).indented(2));
            }
        }
        lines.extend([
            Line::default(),
            quiet(text("The pinned run:", "固定的运行：")),
            quiet(same(self.run.line())),
        ]);
        lines
    }
}

/// The view that lists them, with one chosen.
pub(super) fn panel(all: &[Pinned], chosen: usize) -> Panel {
    let first = all.iter().find_map(|pinned| Some(pinned.values.as_ref()?.1.first()?.0.label.clone()));
    let column = |title: Text| Column { title, ..Column::default() };
    let columns = vec![
        column(text("pinned run", "固定的运行")),
        column(text("parts at step", "分开于第几步")),
        column(first.unwrap_or_default()),
        column(text("here − pinned", "这里 − 固定")),
    ];
    let chosen = chosen.min(all.len().saturating_sub(1));
    let rows = all.iter().map(Pinned::row).collect();
    let table = Picture::Table(Table { columns, rows, selected: Some(chosen) });
    let panel = Panel::new(PINS, text("Pinned runs", "固定的运行"), Place::Detail, table);
    let panel = panel.pick(text("Enter compares · Backspace removes", "Enter 比较 · Backspace 取消固定"));
    match all.get(chosen).filter(|pinned| !pinned.differences.is_empty()) {
        Some(pinned) => {
            let apart =
                pinned.differences.iter().map(|Difference { name, values: [here, there], .. }| {
                    say!("{name} {here} here, {there} pinned", "{name} 这里 {here}，固定 {there}")
                });
            let apart = apart.reduce(|all, next| all.then(&text("; ", "；")).then(&next));
            panel.caption(apart.unwrap_or_default())
        }
        None => panel,
    }
}

impl App {
    /// Pins the present run; where it is pinned already, asks what it is to be called.
    pub(super) fn pin(&mut self) {
        let pinned = self.snapshot.as_ref().and_then(|snapshot| {
            let known =
                snapshot.pins.iter().find(|pinned| pinned.is_this && pinned.run.step >= snapshot.head)?;
            Some((known.number, known.name.clone()))
        });
        match pinned {
            None => {
                self.order(Order::Pin(Pinning::Here));
            }
            Some((number, name)) => {
                let prompt = say!("Name of pinned run {number}", "固定的运行 {number} 的名称");
                let hint = text("Enter names it, Esc leaves it as it is", "Enter 确认，Esc 放弃");
                self.overlay = Some(Overlay::ask(Ask::new(prompt, hint, name, Purpose::Name(number))));
            }
        }
    }

    /// Keeps the pinned runs of the open lesson for the next session; those whose data are gone are not kept.
    pub(super) fn keep_pins(&mut self) {
        let Some(snapshot) = self.snapshot.as_ref().filter(|snapshot| !snapshot.preview) else { return };
        let (lesson, pins) = (snapshot.card.id, snapshot.pins.clone());
        let mut kept = Vec::with_capacity(pins.len());
        for Pinned { name, run, .. } in pins {
            let sealed = if run.seals.is_empty() { self.sealed(&run) } else { run.clone() };
            if sealed.data.len() == run.data.len() {
                kept.push(Kept { name, line: sealed.line() });
            }
        }
        self.progress.pin(lesson, kept);
    }

    /// Brings the runs back that were pinned in a lesson in an earlier session.
    pub(super) fn recall_pins(&mut self, lesson: &str) {
        let kept = self.progress.pins(lesson).iter();
        let kept: Vec<(String, Recipe)> =
            kept.filter_map(|pin| Some((pin.name.clone(), Recipe::parse(&pin.line).ok()?))).collect();
        if !kept.is_empty() {
            self.order(Order::Pin(Pinning::Recall(kept)));
        }
    }

    /// Something was done in the list of pinned runs.
    pub(super) fn act_on_pins(&mut self, act: Act) {
        let Some(snapshot) = &self.snapshot else { return };
        match act {
            Act::Move { dy, .. } => {
                self.order(Order::Pin(Pinning::Choose(dy)));
            }
            Act::Press(Spot::Item(row)) => {
                let Some(pinned) = snapshot.pins.get(row) else { return };
                let page = Overlay::lines(pinned.title.clone(), pinned.page());
                self.overlay = Some(page);
            }
            Act::Erase(Spot::Item(row)) => {
                let Some(number) = snapshot.pins.get(row).map(|pinned| pinned.number) else { return };
                self.order(Order::Pin(Pinning::Remove(number)));
            }
            Act::Press(_) | Act::Erase(_) | Act::Drag(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Inline;
    use crate::app::desk::Desk;
    use crate::app::keys::{Action, letter};
    use crate::app::order::Deed;
    use crate::app::progress::Progress;
    use crate::lab::scene::Curve;
    use crate::view::{Glyphs, Pen};
    use ratatui::buffer::Buffer;
    use ratatui::crossterm::event::Event;
    use ratatui::layout::Rect;

    fn app(line: &str) -> App {
        let mut app =
            App::new(Box::new(Inline::new(Desk::new(8 << 20))), Pen::default(), Progress::load(None).0);
        app.handle_event(Event::Resize(120, 40));
        app.begin(Some(Recipe::parse(line).expect("a share line")));
        app.read_mail();
        app
    }

    fn press(app: &mut App, key: char) {
        app.handle_event(Event::Key(letter(key)));
    }

    fn set(app: &mut App, name: &str, value: &str) {
        app.order(Order::Deed(Deed::Set { name: name.into(), value: value.into() }));
        app.read_mail();
    }

    fn act(app: &mut App, action: Action) {
        app.act(action);
        app.read_mail();
    }

    /// The run with another learning rate over the pinned one, at step 20.
    fn two_rates() -> App {
        let mut app = app("descent?lr=0.1&step=20");
        press(&mut app, '*');
        act(&mut app, Action::First);
        set(&mut app, "lr", "0.3");
        act(&mut app, Action::Ten);
        act(&mut app, Action::Ten);
        app
    }

    fn pins(app: &App) -> &[Pinned] {
        &app.snapshot.as_ref().expect("a lesson is open").pins
    }

    fn ghosts(app: &App) -> Vec<Curve> {
        let panels = app.panels();
        let charts = panels.iter().filter_map(|panel| match &panel.picture {
            Picture::Chart(chart) => Some(chart),
            _ => None,
        });
        charts.flat_map(|chart| chart.curves.iter().filter(|curve| curve.ghost.is_some()).cloned()).collect()
    }

    fn frame(app: &App) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 120, 40));
        app.draw_into(&mut buffer);
        crate::view::print::text(&buffer)
    }

    #[test]
    fn a_later_run_is_drawn_over_the_pinned_one_and_parts_from_it_at_the_first_step() {
        let app = two_rates();
        let [pinned] = pins(&app) else { panic!("one is pinned: {:?}", pins(&app)) };
        let alone = super::tests::app("descent?lr=0.1&step=20");
        let curve = |app: &App| {
            let panels = app.panels();
            let charts = panels.iter().filter_map(|panel| match &panel.picture {
                Picture::Chart(chart) if chart.steps => Some(chart.curves[0].points.clone()),
                _ => None,
            });
            charts.collect::<Vec<_>>()
        };
        assert_eq!(vec![ghosts(&app)[0].points.clone()], curve(&alone), "the pinned run's own curve");
        assert_ne!(curve(&app), curve(&alone));
        let parting = pinned.parting.as_ref().expect("they part");
        assert_eq!((parting.t, parting.exact()), (1, true));
        let apart: Vec<_> = pinned.differences.iter().map(|d| (d.name.as_str(), d.values.clone())).collect();
        assert_eq!(apart, [("lr", ["0.3".to_string(), "0.1".to_string()])]);
        assert!(frame(&app).contains("1 lr=0.1"), "{}", frame(&app));
    }

    #[test]
    fn ghosts_stay_while_the_run_goes_back_and_begins_again() {
        let mut app = two_rates();
        let before = ghosts(&app);
        for action in [Action::Back, Action::First, Action::Reset, Action::Step, Action::Undo] {
            act(&mut app, action);
            assert_eq!(ghosts(&app), before, "{action:?}");
        }
        app.open(Recipe::of("slope"));
        app.read_mail();
        assert!(pins(&app).is_empty() && ghosts(&app).is_empty(), "another lesson has pins of its own");
        app.open(Recipe::of("descent"));
        app.read_mail();
        assert_eq!(ghosts(&app), before);
    }

    #[test]
    fn pins_are_named_compared_and_removed() {
        let mut app = two_rates();
        press(&mut app, '*');
        assert_eq!(pins(&app).len(), 2);
        assert_eq!(pins(&app)[1].parting, None, "a run does not part from itself");
        press(&mut app, '*');
        press(&mut app, '!');
        app.handle_event(Event::Key(crate::app::keys::key(ratatui::crossterm::event::KeyCode::Enter)));
        app.read_mail();
        assert_eq!((pins(&app)[1].name.as_str(), pins(&app).len()), ("lr=0.3!", 2));
        app.choose_view(PINS);
        app.act_on_pins(Act::Press(Spot::Item(0)));
        let page = frame(&app);
        for words in
            ["They part at step 1", "learning rate α: 0.3 here, 0.1 pinned", "descent?lr=0.1&step=20"]
        {
            assert!(page.contains(words), "{words}\n{page}");
        }
        app.overlay = None;
        app.act_on_pins(Act::Erase(Spot::Item(0)));
        app.read_mail();
        assert_eq!(pins(&app).iter().map(|pinned| pinned.number).collect::<Vec<_>>(), [2]);
        app.act_on_pins(Act::Erase(Spot::Item(0)));
        app.read_mail();
        assert!(pins(&app).is_empty() && ghosts(&app).is_empty());
    }

    #[test]
    fn pins_are_there_again_after_leaving() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("progress.toml");
        let mut before = two_rates();
        before.progress = Progress::load(Some(path.clone())).0;
        before.act(Action::Quit);
        assert_eq!(before.progress.save(), Ok(()));
        let engine = Inline::new(Desk::new(8 << 20));
        let mut again = App::new(Box::new(engine), Pen::default(), Progress::load(Some(path)).0);
        again.handle_event(Event::Resize(120, 40));
        again.begin(Some(Recipe::parse("descent?lr=0.3&step=20").expect("a share line")));
        again.read_mail();
        assert_eq!(pins(&again), pins(&before));
        assert_eq!(ghosts(&again), ghosts(&before));
    }

    #[test]
    fn a_ghost_is_told_apart_without_colour_and_in_chinese() {
        let mut app = two_rates();
        app.pen.glyphs = Glyphs::Ascii;
        let head = |app: &App| frame(app).lines().any(|line| line.contains("1 lr=0.1"));
        assert!(head(&app), "{}", frame(&app));
        app.pen.glyphs = Glyphs::Braille;
        app.pen.language = crate::words::Language::Chinese;
        app.choose_view(PINS);
        app.read_mail();
        assert!(
            frame(&app).contains("固 定 的 运 行") || frame(&app).contains("固定的运行"),
            "{}",
            frame(&app)
        );
    }
}
