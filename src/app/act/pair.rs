//! Two runs side by side.

use crate::app::order::{Order, Pairing};
use crate::app::state::App;
use crate::lab::Recipe;

impl App {
    /// Brings a second run beside this one, or leaves this one alone.
    pub(in crate::app) fn turn_pair(&mut self) {
        self.order(Order::Pair(Pairing::Turn));
    }

    /// Works on the other one of two runs.
    pub(in crate::app) fn swap(&mut self) {
        self.inside = None;
        self.order(Order::Pair(Pairing::Swap));
    }

    /// Keeps what stands beside the run of a lesson for the next session.
    pub(in crate::app) fn keep_beside(&mut self, key: &str) {
        let snapshot = self.snapshot.as_ref().filter(|snapshot| !snapshot.preview);
        let run = snapshot.and_then(|snapshot| snapshot.pair.as_ref()).map(|pair| pair.run.clone());
        let line = run.map(|run| {
            let sealed = if run.seals.is_empty() { self.sealed(&run) } else { run.clone() };
            // Without its data it would be another run.
            if sealed.data.len() == run.data.len() { sealed.line() } else { String::new() }
        });
        self.progress.put_beside(key, line.unwrap_or_default());
    }

    /// Brings back what stood beside the run of a lesson in an earlier session.
    pub(in crate::app) fn recall_beside(&mut self, key: &str) {
        let line = self.progress.mark(key).map(|mark| mark.beside.clone());
        if let Some(Ok(run)) = line.filter(|line| !line.is_empty()).map(|line| Recipe::parse(&line)) {
            self.order(Order::Pair(Pairing::Recall(run)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::desk::Desk;
    use crate::app::keys::{Action, key, letter};
    use crate::app::motion::Motion;
    use crate::app::order::Deed;
    use crate::app::progress::Progress;
    use crate::app::stage::places_of_two;
    use crate::app::{Inline, Pair};
    use crate::view::{Pen, print};
    use crate::words::Language;
    use ratatui::buffer::Buffer;
    use ratatui::crossterm::event::{Event, KeyCode, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
    use ratatui::layout::Rect;

    fn app(line: Option<&str>, size: (u16, u16), progress: Progress) -> App {
        let mut app = App::new(Box::new(Inline::new(Desk::new(8 << 20))), Pen::default(), progress);
        app.handle_event(Event::Resize(size.0, size.1));
        app.begin(line.map(|line| Recipe::parse(line).expect("a share line")));
        app.read_mail();
        app
    }

    fn press(app: &mut App, keys: &str) {
        for c in keys.chars() {
            app.handle_event(Event::Key(if c == '→' { key(KeyCode::Right) } else { letter(c) }));
            app.read_mail();
        }
    }

    fn frame(app: &App) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, app.size.0, app.size.1));
        app.draw_into(&mut buffer);
        print::text(&buffer)
    }

    fn pair(app: &App) -> Option<&Pair> {
        app.snapshot.as_ref().expect("a lesson is open").pair.as_deref()
    }

    fn set(app: &mut App, name: &str, value: &str) {
        app.order(Order::Deed(Deed::Set { name: name.into(), value: value.into() }));
        app.read_mail();
    }

    /// A pinned run with another rate beside the present one, at step 3.
    fn two(size: (u16, u16), progress: Progress) -> App {
        let mut app = app(Some("descent?lr=0.1"), size, progress);
        press(&mut app, "*");
        set(&mut app, "lr", "0.05");
        press(&mut app, "|→→→");
        app
    }

    #[test]
    fn both_are_seen_with_their_costs_at_every_size_in_both_languages() {
        for size in [(80, 24), (90, 60), (100, 30), (120, 40), (200, 60)] {
            let mut app = two(size, Progress::load(None).0);
            let words = frame(&app);
            for wanted in [
                "A learning rate α 0.05",
                "B learning rate α 0.1",
                "They part at step 1: ",
                "B − A",
                "cost J",
            ] {
                assert!(words.contains(wanted), "{size:?}: {wanted}\n{words}");
            }
            app.pen.language = Language::Chinese;
            let words = frame(&app).replace(' ', "");
            for wanted in ["A学习率α0.05", "B学习率α0.1", "两次运行从第1步起分开"] {
                assert!(words.contains(wanted), "{size:?}: {wanted}\n{words}");
            }
        }
    }

    #[test]
    fn edits_go_to_the_one_that_is_worked_on() {
        let mut app = two((120, 40), Progress::load(None).0);
        press(&mut app, "\\");
        assert!(pair(&app).is_some_and(|pair| pair.learner_is_b));
        set(&mut app, "lr", "0.02");
        let titles = pair(&app).map(|pair| pair.titles.each_ref().map(|title| title.en.to_string()));
        assert_eq!(titles, Some(["learning rate α 0.05".into(), "learning rate α 0.02".into()]));
        // A click on the other picture does the same.
        let kind = MouseEventKind::Down(MouseButton::Left);
        let click = MouseEvent { kind, column: 10, row: 12, modifiers: KeyModifiers::NONE };
        app.handle_event(Event::Mouse(click));
        app.read_mail();
        assert!(pair(&app).is_some_and(|pair| !pair.learner_is_b));
    }

    /// Where ● stands in the pictures of both runs, A's first.
    fn marks(app: &App) -> [Option<(u16, u16)>; 2] {
        let mut buffer = Buffer::empty(Rect::new(0, 0, app.size.0, app.size.1));
        app.draw_into(&mut buffer);
        places_of_two(app.regions().body).runs.map(|area| {
            // Title and caption speak of it too.
            let rows = area.top() + 1..area.bottom() - 3;
            let mut cells = rows.flat_map(|y| (area.left()..area.right()).map(move |x| (x, y)));
            cells.find(|cell| buffer[*cell].symbol() == "●")
        })
    }

    /// A step is seen to move in both pictures: each begins where its own run was, and arrives where that is now.
    #[test]
    fn a_step_moves_both_pictures() {
        let mut app = two((120, 40), Progress::load(None).0);
        app.act(Action::First);
        app.read_mail();
        app.motion = Motion::new(true);
        press(&mut app, "→");
        app.motion = Motion::new(true);
        let before = marks(&app);
        press(&mut app, "→");
        app.motion.hold();
        let begun = marks(&app);
        app.motion = Motion::new(true);
        let there = marks(&app);
        for run in 0..2 {
            let [before, begun, there] = [before[run], begun[run], there[run]];
            assert!(before.is_some() && there.is_some(), "run {run}: no mark");
            assert_eq!(begun, before, "run {run} does not begin where it was");
            assert_ne!(there, before, "run {run}: nothing is to be seen of the step");
        }
    }

    #[test]
    fn the_one_that_goes_stays_pinned() {
        let mut app = two((120, 40), Progress::load(None).0);
        press(&mut app, "\\|");
        assert!(pair(&app).is_none());
        let pins: Vec<String> =
            app.snapshot.iter().flat_map(|s| &s.pins).map(|pin| pin.name.clone()).collect();
        assert_eq!(pins.len(), 2, "{pins:?}");
        press(&mut app, "||");
        assert_eq!(
            app.snapshot.as_ref().map(|snapshot| snapshot.pins.len()),
            Some(2),
            "it is pinned already"
        );
    }

    #[test]
    fn both_are_there_again_after_the_list_and_after_the_program() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("progress.toml");
        let mut before = two((120, 40), Progress::load(Some(path.clone())).0);
        press(&mut before, "z");
        assert!(before.pair().is_none(), "one panel takes everything");
        press(&mut before, "z");
        let seen = frame(&before);
        before.go_home();
        before.read_mail();
        before.go_on_with("chain");
        before.read_mail();
        assert!(pair(&before).is_none(), "another lesson");
        before.go_on_with("descent");
        before.read_mail();
        before.note = None;
        assert_eq!(frame(&before), seen);
        before.act(Action::Quit);
        assert_eq!(before.progress.save(), Ok(()));
        let mut again = app(None, (120, 40), Progress::load(Some(path)).0);
        press(&mut again, "c");
        again.note = None;
        let (was, is) = (pair(&before), pair(&again));
        assert_eq!(is.map(|pair| &pair.titles), was.map(|pair| &pair.titles));
        let scene =
            |pair: Option<&Pair>| pair.and_then(|pair| Some(format!("{:?}", pair.beside.as_ref()?.scene)));
        assert_eq!(scene(is), scene(was));
        assert!(scene(is).is_some());
    }
}
