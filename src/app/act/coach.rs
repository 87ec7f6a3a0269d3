//! The coach and the learner: which key asks for what, and which chapter is told.

use crate::app::coach::COACH;
use crate::app::coach::{Answering, Cue, Form, Said, Telling, Typed};
use crate::app::keys::{Action, Scope};
use crate::app::order::{Note, Order};
use crate::app::overlay::Overlay;
use crate::app::state::App;
use crate::lab::{Act, Parameter, Recipe};
use crate::say;
use crate::story::{Chapter, chapter, first_scene};
use crate::words::{Language, Text, text};
use ratatui::crossterm::event::KeyEvent;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

/// So long "show me" waits before each thing that it does.
const PAUSE: Duration = Duration::from_millis(700);

impl App {
    /// Tells the chapter of the lesson that was just opened. A lesson opened plainly begins at the first card's own
    /// state; one opened at a certain state stays there, at this card or the one that speaks of it.
    pub(in crate::app) fn tell(&mut self, recipe: &Recipe, card: Option<usize>) {
        let (chapter, language, key) = self.chapter(&recipe.lesson);
        let moves = card.is_none() && *recipe == Recipe::of(&recipe.lesson);
        let speaks = |card: &crate::story::Card| {
            card.scene.as_ref().is_some_and(|scene| scene.step <= recipe.step) && card.fits(recipe)
        };
        let fitting = || chapter.cards.iter().rposition(speaks).unwrap_or(0);
        let place = if moves { 0 } else { card.unwrap_or_else(fitting) };
        self.coaching = Answering::default();
        self.clear_stage();
        self.begin_telling(Telling {
            chapter,
            language,
            solved: self.solved(&key),
            key,
            place,
            moves,
            keys: self.keys.told(),
        });
    }

    /// The run that the first card of a lesson that is opened plainly brings the learner to, at its start. A teacher's own
    /// card may name one that cannot be opened: the lesson itself opens before it.
    pub(in crate::app) fn first_run(&self, recipe: &Recipe) -> Option<Recipe> {
        let shipped = self.own.open(&recipe.lesson).is_none();
        if !shipped || *recipe != Recipe::of(&recipe.lesson) {
            return None;
        }
        let scene = first_scene(&recipe.lesson, self.pen.language)?;
        Some(Recipe { step: 0, ..scene })
    }

    /// Tells the same card in the other language.
    pub(in crate::app) fn tell_in_other_language(&mut self) {
        let Some((place, key)) = self.said().map(|said| (said.place, said.key.clone())) else { return };
        let Some(lesson) = self.snapshot.as_ref().map(|snapshot| snapshot.card.id) else { return };
        let (chapter, language, _) = self.chapter(lesson);
        let solved = self.solved(&key);
        self.begin_telling(Telling {
            chapter,
            language,
            solved,
            key,
            place,
            moves: false,
            keys: self.keys.told(),
        });
    }

    fn begin_telling(&mut self, telling: Telling) {
        self.order(Order::Coach(Cue::Begin(telling)));
    }

    fn solved(&self, key: &str) -> BTreeSet<String> {
        self.progress.mark(key).map(|mark| mark.tasks.clone()).unwrap_or_default()
    }

    /// The chapter of a lesson: the teacher's own that is open, the one that comes with the program, or the guide.
    fn chapter(&self, lesson: &str) -> (Arc<Chapter>, Language, String) {
        if let Some(own) = self.own.open(lesson) {
            return own;
        }
        let language = self.pen.language;
        let told = chapter(lesson, language).cloned().unwrap_or_else(|| {
            let card =
                crate::lessons::find(lesson).map_or_else(|_| self.chosen_card(), |entry| (entry.card)());
            Chapter::of_guide(card, language)
        });
        (Arc::new(told), language, lesson.to_string())
    }

    /// Takes notice of what the coach says now: another card, a solved task.
    pub(in crate::app) fn follow_coach(&mut self) {
        let Some(said) = self.snapshot.as_ref().and_then(|snapshot| snapshot.coach.clone()) else { return };
        // A view that was chosen before the first card came is no card's to take away.
        let turned = self.coaching.turned(&said);
        let first = self.coaching.is_new();
        self.coaching.follow(&said);
        if turned {
            self.clear_stage();
            (self.focus, self.inside) = (COACH.to_string(), None);
        }
        if turned || first {
            self.choose_what_turns(&said);
        }
        for task in &said.solved {
            if self.progress.mark(&said.key).is_none_or(|mark| !mark.tasks.contains(task)) {
                self.progress.solve(&said.key, task);
            }
        }
    }

    /// The parameter that a card asks to turn is the one that < and > turn.
    fn choose_what_turns(&mut self, said: &Said) {
        let Some(snapshot) = self.snapshot.as_deref() else { return };
        let asked = |parameter: &Parameter| said.turns.contains(&parameter.name);
        let row = crate::app::parameters::listed(snapshot).position(|(parameter, _)| asked(parameter));
        self.row = row.unwrap_or(self.row);
    }

    /// A key that may belong to an answer; whether it did.
    pub(in crate::app) fn key_for_answer(&mut self, key: KeyEvent) -> bool {
        let Some(form) = self.answerable() else { return false };
        let moves = || matches!(self.keys.action(key, Scope::Options), Some(Action::Up | Action::Down));
        // After a wrong answer the options are seen again once a digit has marked one.
        let seen = || self.focus == COACH && (self.asks() || self.coaching.writes());
        if matches!(form, Form::Options(_)) && moves() && !seen() {
            return false;
        }
        match self.coaching.key(&self.keys, key, &form) {
            Typed::Nothing => false,
            Typed::Taken => true,
            Typed::Ready(answer) => {
                self.cue(Cue::Answer(answer));
                true
            }
        }
    }

    /// Asks the coach for something.
    pub(in crate::app) fn cue(&mut self, cue: Cue) {
        if self.said().is_some() {
            self.order(Order::Coach(cue));
        }
    }

    /// Enter while the coach has the keys: what comes next.
    pub(in crate::app) fn go_on(&mut self) {
        let Some(said) = self.said() else { return };
        let again = said.asked.as_ref().is_some_and(|asked| !asked.is_open() && !asked.is_right());
        let doing = said.open().map(|asked| asked.form.clone());
        let expects = said.asked.as_ref().map(|asked| asked.expects.clone()).unwrap_or_default();
        if said.elsewhere || again {
            let typed = said.asked.as_ref().is_some_and(|asked| asked.form == Form::Line);
            let puts_again = again && typed && !said.elsewhere;
            self.coaching.away = false;
            if puts_again {
                self.coaching.open();
            }
            self.cue(Cue::Return);
        } else if doing.is_some() && !self.asks() {
            self.coaching.asks = true;
            // Whoever turns to a question to type its answer types: no letter of it is a key of the lesson.
            if doing == Some(Form::Line) {
                self.coaching.open();
            }
        } else if let Some(form) = doing {
            self.coaching.away = false;
            match form {
                Form::Doing | Form::LineOrSetting => self.cue(Cue::Answer(String::new())),
                Form::Line => {
                    self.coaching.open();
                    let (leave, Text { en, zh }) = (self.keys.name_of(Action::Leave, Scope::Answer), expects);
                    self.note = Some(Note::plain(say!(
                        "Type {en}. {leave} gives the other keys back.",
                        "请输入{zh}。按 {leave} 恢复其他按键。"
                    )));
                }
                Form::Options(_) => {
                    let enter = self.keys.name_of(Action::Enter, Scope::Answer);
                    let note =
                        say!("Press the digit of an answer, then {enter}.", "按选项的数字，再按 {enter}。");
                    self.note = Some(Note::plain(note));
                }
            }
        } else {
            self.next_card();
        }
    }

    /// The next card; before it the question of this one, where it could not be seen yet.
    pub(in crate::app) fn next_card(&mut self) {
        let Some(said) = self.said() else { return };
        if said.practice.is_some() {
            self.cue(Cue::Practice);
        } else if said.open().is_some() && !self.asks() {
            self.coaching.asks = true;
        } else if said.place + 1 < said.ticks.len() {
            self.cue(Cue::Next);
        } else {
            let next = self.keys.name_of(Action::NextLesson, Scope::Lesson);
            let practice = self.keys.name_of(Action::Practice, Scope::Lesson);
            self.note = Some(Note::plain(if said.drills {
                say!(
                    "This was the last card. {practice} brings exercises, {next} the next lesson.",
                    "这是最后一张卡片。按 {practice} 做练习，按 {next} 进入下一课。"
                )
            } else {
                say!(
                    "This was the last card. {next} brings the next lesson.",
                    "这是最后一张卡片。按 {next} 进入下一课。"
                )
            }));
        }
    }

    /// The card before; from its question back to its words.
    pub(in crate::app) fn card_before(&mut self) {
        let Some(said) = self.said() else { return };
        let place = said.place;
        if said.practice.is_some() {
            self.cue(Cue::Card(place));
        } else if std::mem::take(&mut self.coaching.asks) && !self.asks() {
            // The words of the same card.
        } else if place > 0 {
            self.cue(Cue::Before);
        }
    }

    /// The long text of the card.
    pub(in crate::app) fn more(&mut self) {
        let Some(said) = self.said() else { return };
        if said.more.is_empty() {
            self.note = Some(Note::plain(text("This card has no more to say.", "这张卡片没有更多说明。")));
            return;
        }
        self.overlay = Some(Overlay::page(said.title.clone(), &said.more));
    }

    /// A hint to the open question.
    pub(in crate::app) fn hint(&mut self) {
        let Some(asked) = self.said().and_then(Said::open) else {
            self.note = Some(Note::plain(text("There is no open question.", "现在没有待回答的问题。")));
            return;
        };
        let more = asked.more_hints;
        self.coaching.asks = true;
        if more {
            self.cue(Cue::Hint);
        } else {
            let key = self.keys.name_of(Action::ShowMe, Scope::Lesson);
            self.note = Some(Note::plain(say!(
                "These were all hints. {key} shows the answer.",
                "提示已经给完。按 {key} 看答案。"
            )));
        }
    }

    /// Shows the answer to the open question.
    pub(in crate::app) fn show_me(&mut self) {
        if self.said().and_then(Said::open).is_none() {
            self.note = Some(Note::plain(text("There is no open question.", "现在没有待回答的问题。")));
            return;
        }
        self.coaching.asks = true;
        let pause = if self.motion.is_on() { PAUSE } else { Duration::ZERO };
        self.cue(Cue::Show(pause));
    }

    /// A press in the panel that the open question is about is an answer; whether it was.
    pub(in crate::app) fn press_for_answer(&mut self, panel: &str, act: Act) -> bool {
        let Act::Press(spot) = act else { return false };
        let asked = self.said().and_then(Said::open).and_then(|asked| asked.panel.as_deref());
        if asked != Some(panel) || !self.asks() {
            return false;
        }
        self.cue(Cue::At(spot));
        true
    }
}
