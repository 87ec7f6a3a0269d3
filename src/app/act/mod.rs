//! From events to actions, and what each action does.

mod appearance;
mod coach;
mod code;
mod find;
mod go;
mod inside;
mod line;
mod list;
mod mail;
mod mouse;
mod open;
mod pair;
mod picture;
mod pins;
mod sealed;
mod share;
mod top;
mod travel;
mod views;

use crate::app::coach::COACH;
use crate::app::coach::{Cue, Said};
use crate::app::keys::{Action, Scope, command, types, written};
use crate::app::order::{Control, Deed, Note, Order};
use crate::app::overlay::Overlay;
use crate::app::parameters::PARAMETERS;
use crate::app::state::{App, Choice};
use crate::lab::scene::Code;
use crate::lab::{Act, Recipe, Verb};
use crate::lessons;
use crate::say;
use crate::words::{printable, text};
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, MouseEventKind};

/// Lessons that a page key moves down the list.
const AT_ONCE: i32 = 5;

impl App {
    /// Something happened at the terminal.
    pub fn handle_event(&mut self, event: Event) {
        let leaves = |key| self.keys.action(key, Scope::Line) == Some(Action::Leave);
        let gives_up = self.pending.long() && matches!(event, Event::Key(key) if leaves(key));
        if gives_up {
            self.give_up();
        } else if self.must_wait(&event) || (self.pending.holds() && !happens_anyway(&event)) {
            if !self.pending.hold(event) {
                self.note = Some(Note::bad(text(
                    "So many keys at once: those that found no room were dropped.",
                    "按键来得太多：放不下的按键已被丢弃。",
                )));
            }
        } else {
            self.carry_out(event);
        }
        self.read_mail();
    }

    /// Whether an event has to wait for answers that may change what it means: keys are read as if every
    /// order before them were carried out at once.
    pub(in crate::app) fn must_wait(&self, event: &Event) -> bool {
        if happens_anyway(event) {
            return false;
        }
        let drags = matches!(event, Event::Mouse(mouse) if matches!(mouse.kind, MouseEventKind::Drag(_)));
        if drags {
            return self.pending.crowded();
        }
        let moves = || {
            matches!(event, Event::Key(key)
                if self.keys.action(command(*key), self.screen).is_some_and(Action::only_moves))
        };
        let unsettled = self.screen == Scope::Lesson && self.overlay.is_none() && !self.pending.settled();
        self.pending.decides()
            || self.overlay.as_ref().is_some_and(Overlay::waits)
            || self.pending.crowded()
            || (unsettled && !moves())
    }

    /// Carries out what happened, now that it is known what it means.
    pub(in crate::app) fn carry_out(&mut self, event: Event) {
        match event {
            Event::Key(key) => self.handle_key(key),
            Event::Mouse(mouse) => self.handle_mouse(mouse),
            Event::Paste(words) => self.paste(&words),
            Event::Resize(columns, rows) => {
                let known = std::mem::replace(&mut self.size, (columns, rows));
                self.inside = None;
                self.dirty = true;
                if known != self.size {
                    self.order(Order::Detail(columns, rows.saturating_mul(2)));
                }
            }
            Event::FocusGained | Event::FocusLost => {}
        }
    }

    /// Out of something that takes long: it is stopped, and what was typed behind it is forgotten.
    fn give_up(&mut self) {
        self.pending.forget();
        self.order(Order::Stop);
        if let Some(opening) = self.opening.take() {
            match opening.back {
                Some(_) => self.go_home(),
                None => self.exit = Some(0),
            }
        }
        self.overlay = None;
    }

    fn handle_key(&mut self, key: KeyEvent) {
        self.note = None;
        self.told = self.pending.last();
        self.dirty = true;
        if self.overlay.is_some() {
            self.key_in_overlay(key);
            return;
        }
        let key = command(key);
        let writes = self.screen == Scope::Lesson && self.coaching.writes();
        if writes && self.key_for_answer(key) {
            return;
        }
        if self.inside.is_some() && self.key_inside(key) {
            return;
        }
        if self.screen == Scope::Lesson && (self.key_for_answer(key) || self.key_is_forbidden(key)) {
            return;
        }
        match self.keys.action(key, self.screen) {
            Some(Action::View) => self.view_by_digit(key),
            Some(Action::LessonNumber) => self.open_number(key),
            Some(action) => self.act(action),
            None => self.verb(key),
        }
    }

    /// A key of the lesson's own.
    fn verb(&mut self, key: KeyEvent) {
        let KeyCode::Char(letter) = key.code else { return };
        if !types(key) {
            return;
        }
        if self.screen != Scope::Lesson {
            return self.say_unknown(key);
        }
        let offered = |verb: &Verb| {
            self.snapshot.as_ref().is_some_and(|s| s.card.verbs.iter().any(|offer| offer.verb == *verb))
        };
        match Verb::of_key(letter).filter(offered) {
            Some(verb) => {
                self.order(Order::Deed(Deed::Verb(verb)));
            }
            None => self.say_unknown(key),
        }
    }

    fn say_unknown(&mut self, key: KeyEvent) {
        let key = printable(&written(key));
        self.note = Some(Note::plain(say!(
            "{key} does nothing here; `key:help` shows all keys.",
            "{key} 在这里没有作用；按 `key:help` 查看所有按键。"
        )));
    }

    /// Carries out an action.
    pub(in crate::app) fn act(&mut self, action: Action) {
        match action {
            Action::Run if self.tick() => {}
            Action::Run => self.control(Control::Run),
            Action::Step => self.control(Control::Step(1)),
            Action::Back => self.control(Control::Step(-1)),
            Action::Phase => self.control(Control::Phase(true)),
            Action::PhaseBack => self.control(Control::Phase(false)),
            Action::Ten => self.control(Control::Step(10)),
            Action::TenBack => self.control(Control::Step(-10)),
            Action::Hundred => self.control(Control::Step(100)),
            Action::HundredBack => self.control(Control::Step(-100)),
            Action::First => self.control(Control::Seek(0)),
            Action::Last => self.control(Control::Last),
            Action::Faster => self.control(Control::Faster),
            Action::Slower => self.control(Control::Slower),
            Action::Reset => self.control(Control::Reset),
            Action::Reseed => self.control(Control::Reseed),
            Action::Undo => self.undo(true),
            Action::Redo => self.undo(false),
            Action::Axis => self.control(Control::Axis),
            Action::GoTo => self.ask_for_step(),
            Action::NextPanel => self.next_panel(true),
            Action::PreviousPanel => self.next_panel(false),
            Action::Up => self.choose(-1),
            Action::Down => self.choose(1),
            Action::Top => self.move_on_list(i32::MIN),
            Action::Bottom => self.move_on_list(i32::MAX),
            Action::PageUp => self.move_on_list(-AT_ONCE),
            Action::PageDown => self.move_on_list(AT_ONCE),
            Action::More => self.nudge(true),
            Action::Less => self.nudge(false),
            Action::Enter => self.enter(),
            Action::Zoom => self.zoom = !self.zoom,
            Action::NextCard => self.next_card(),
            Action::CardBefore => self.card_before(),
            Action::Details => self.more(),
            Action::Hint => self.hint(),
            Action::ShowMe => self.show_me(),
            Action::Practice => self.cue(Cue::Practice),
            Action::Glossary => {
                let words = self.said().map(Said::all_words).unwrap_or_default();
                self.overlay = Some(Overlay::glossary(&words));
            }
            Action::NextLesson => self.neighbour(1),
            Action::PreviousLesson => self.neighbour(-1),
            Action::Home => self.escape(),
            Action::Continue => self.resume(),
            Action::Palette => self.overlay = Some(Overlay::palette(find::everything(self))),
            Action::Help => self.overlay = Some(Overlay::help()),
            Action::Language => self.other_language(),
            Action::Theme => self.next_theme(),
            Action::Share => self.share(),
            Action::Save => self.save_place(),
            Action::Data => self.ask_for_data(),
            Action::Code => self.copy_code(),
            Action::Pin => self.pin(),
            Action::Pair => self.turn_pair(),
            Action::Swap => self.swap(),
            Action::Weights => self.control(Control::Weights),
            Action::Metrics => self.control(Control::Metrics),
            Action::Load => self.ask_for_weights(),
            Action::Picture => self.save_picture(),
            Action::Quit => self.quit(),
            Action::Interrupt => self.interrupt(),
            // What needs the digit in the key was carried out with it; the others have a meaning in panels, boxes
            // and answers alone, which read them themselves.
            Action::View
            | Action::LessonNumber
            | Action::Left
            | Action::Right
            | Action::Press
            | Action::Erase
            | Action::Leave
            | Action::Edit(_)
            | Action::EditUndo
            | Action::EditRedo
            | Action::Complete => {}
        }
    }

    fn control(&mut self, control: Control) {
        self.order(Order::Control(control));
    }

    fn next_panel(&mut self, forwards: bool) {
        let panels = self.panels();
        if panels.is_empty() {
            return;
        }
        // The coach, the panels as they are read, the parameters.
        let order = self.arrangement(&panels).order();
        let views = order.iter().map(|at| panels[*at].id).filter(|id| *id != PARAMETERS);
        let stops: Vec<&str> = std::iter::once(COACH).chain(views).chain([PARAMETERS]).collect();
        let at = stops.iter().position(|id| *id == self.focus).unwrap_or(0);
        let next = stops[if forwards { at + 1 } else { at + stops.len() - 1 } % stops.len()];
        if next == COACH || next == PARAMETERS {
            (self.focus, self.inside) = (next.to_string(), None);
        } else {
            self.choose_view(next);
        }
    }

    /// ↑ and ↓: the lesson on the home screen, the row or item in the focused panel.
    fn choose(&mut self, by: i32) {
        if self.screen == Scope::Home {
            self.move_on_list(by);
            return;
        }
        match self.focus.as_str() {
            // From the coach the arrows lead to the parameters.
            COACH => self.focus = PARAMETERS.to_string(),
            PARAMETERS => {
                let rows = self.snapshot.as_deref().map_or(0, |s| crate::app::parameters::listed(s).count());
                self.row = self.row.saturating_add_signed(by as isize).min(rows.saturating_sub(1));
            }
            Code::PANEL => self.scroll_code(by),
            _ => self.gesture(Act::Move { dx: 0, dy: by }),
        }
    }

    /// A key that the story hides or locks; says so.
    fn key_is_forbidden(&mut self, key: KeyEvent) -> bool {
        let KeyCode::Char(letter) = key.code else { return false };
        let forbidden = self.said().is_some_and(|said| said.forbids(&format!("key:{letter}")));
        if forbidden {
            self.note = Some(Note::plain(say!(
                "This story does without the key {letter}.",
                "本故事不使用 {letter} 键。"
            )));
        }
        forbidden
    }

    fn nudge(&mut self, up: bool) {
        if let Some(name) = self.chosen_parameter() {
            self.order(Order::Deed(Deed::Nudge { name, up }));
        }
    }

    /// Enter: open the lesson, edit the parameter, go inside the panel.
    fn enter(&mut self) {
        if self.screen == Scope::Home {
            let id = self.chosen_card().id;
            self.go_on_with(id);
            return;
        }
        match self.focus.as_str() {
            COACH => return self.go_on(),
            PARAMETERS => return self.edit_parameter(),
            Code::PANEL => return self.save_code(),
            _ => {}
        }
        self.pen_down = false;
        let panels = self.panels();
        let Some(panel) = self.focused(&panels) else { return };
        if App::spatial(panel) {
            let area = self.area_of(panel.id, &panels);
            self.inside = area.map(|area| (area.x + area.width / 2, area.y + area.height / 2));
        } else if panel.pick.is_some() {
            self.inside = Some((0, 0));
        }
    }

    fn open_number(&mut self, key: KeyEvent) {
        let KeyCode::Char(digit) = key.code else { return };
        match lessons::find(&digit.to_string()) {
            Ok(entry) => {
                self.own.choose(None);
                self.go_on_with((entry.card)().id);
            }
            Err(problem) => self.note = Some(Note::bad(problem.text)),
        }
    }

    /// To the one so many further on the list: a teacher's chapters first, then the lessons.
    fn neighbour(&mut self, by: isize) {
        let own = (0..self.own.chapters().len()).map(Choice::Own);
        let all: Vec<Choice> = own.chain((0..lessons::ALL.len()).map(Choice::Lesson)).collect();
        let here = all.iter().position(|choice| *choice == self.choice()).unwrap_or(0);
        let next = all[(here + all.len()).saturating_add_signed(by) % all.len()];
        self.leave();
        if self.screen == Scope::Home {
            self.choose_on_list(next);
        } else {
            self.point_at(next);
            self.go_on_with(self.chosen_card().id);
        }
    }

    /// Esc: out of the innermost thing that is open.
    fn escape(&mut self) {
        let busy = self.snapshot.as_ref().is_some_and(|s| s.under_way());
        if self.screen == Scope::Home {
            return;
        }
        if busy {
            self.order(Order::Stop);
        } else if self.zoom {
            self.zoom = false;
        } else if self.answerable().is_some() && !self.coaching.away && self.focus == COACH {
            // Out of the question: digits choose views again, until Enter.
            self.coaching.away = true;
        } else if self.focus != COACH {
            self.focus = COACH.to_string();
        } else {
            self.go_home();
        }
    }

    fn resume(&mut self) {
        let id = self.chosen_card().id;
        let key = self.chosen_key();
        if self.trail.knows(&key) {
            return self.go_on_with(id);
        }
        let mark = self.progress.mark(&key).filter(|mark| !mark.last.is_empty());
        let recipe = mark.map(|mark| Recipe::parse(&mark.last));
        match recipe {
            Some(Ok(recipe)) => {
                self.open(recipe);
                self.recall_beside(&key);
            }
            Some(Err(problem)) => self.note = Some(Note::bad(problem.text)),
            None => self.open(Recipe::of(id)),
        }
    }

    fn save_place(&mut self) {
        self.remember();
        self.note = Some(match self.progress.save() {
            Ok(()) => Note::plain(text(
                "Saved: `key:continue` on the list of lessons comes back here.",
                "已保存：在目录中按 `key:continue` 可回到这里。",
            )),
            Err(problem) => Note::bad(problem.text),
        });
    }

    fn quit(&mut self) {
        self.remember();
        self.exit = Some(0);
    }

    /// Stops what is going on; where nothing is, leaves.
    fn interrupt(&mut self) {
        if self.snapshot.as_ref().is_some_and(|s| s.running || s.under_way()) {
            self.order(Order::Stop);
        } else {
            self.quit();
        }
    }

    fn paste(&mut self, words: &str) {
        self.dirty = true;
        let form = self.answerable();
        match (&mut self.overlay, form) {
            (Some(Overlay::Ask(ask)), _) => ask.insert(words),
            (Some(Overlay::Palette(palette)), _) => palette.insert(words),
            (None, Some(form)) => self.coaching.paste(words, &form),
            _ => {}
        }
    }
}

/// What concerns only the screen, whatever is under way.
fn happens_anyway(event: &Event) -> bool {
    match event {
        Event::Key(_) | Event::Paste(_) => false,
        Event::Mouse(mouse) => matches!(mouse.kind, MouseEventKind::Moved | MouseEventKind::Up(_)),
        Event::Resize(..) | Event::FocusGained | Event::FocusLost => true,
    }
}
