//! Pinning runs, and what is done with those that are pinned.

use crate::app::order::{Order, Pinning};
use crate::app::overlay::{Ask, Overlay, Purpose};
use crate::app::pinned::Pinned;
use crate::app::progress::Kept;
use crate::app::state::App;
use crate::lab::{Act, Recipe, Spot};
use crate::say;
use crate::words::text;

impl App {
    /// Pins the present run; where it is pinned already, asks what it is to be called.
    pub(in crate::app) fn pin(&mut self) {
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
                let hint = text(
                    "`key:confirm` names it, `key:leave` leaves it as it is",
                    "`key:confirm` 确认，`key:leave` 放弃",
                );
                self.overlay = Some(Overlay::ask(Ask::new(prompt, hint, name, Purpose::Name(number))));
            }
        }
    }

    /// Keeps the pinned runs of the open lesson for the next session; those whose data are gone are not kept.
    pub(in crate::app) fn keep_pins(&mut self) {
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
    pub(in crate::app) fn recall_pins(&mut self, lesson: &str) {
        let kept = self.progress.pins(lesson).iter();
        let kept: Vec<(String, Recipe)> =
            kept.filter_map(|pin| Some((pin.name.clone(), Recipe::parse(&pin.line).ok()?))).collect();
        if !kept.is_empty() {
            self.order(Order::Pin(Pinning::Recall(kept)));
        }
    }

    /// Something was done in the list of pinned runs.
    pub(in crate::app) fn act_on_pins(&mut self, act: Act) {
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
    use crate::app::pinned::PINS;
    use crate::app::progress::Progress;
    use crate::app::tests::app;
    use crate::lab::scene::{Curve, Picture};
    use crate::view::{Glyphs, Pen};
    use ratatui::buffer::Buffer;
    use ratatui::crossterm::event::Event;
    use ratatui::layout::Rect;

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
        let parting = pinned.compared.parting.as_ref().expect("they part");
        assert_eq!((parting.t, parting.exact()), (1, true));
        let apart: Vec<_> =
            pinned.compared.differences.iter().map(|d| (d.name.as_str(), d.values.clone())).collect();
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
        assert_eq!(pins(&app)[1].compared.parting, None, "a run does not part from itself");
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
