//! Leaving lessons and coming back to them; undo and redo.

use crate::app::keys::Scope;
use crate::app::order::{Control, Note, Order};
use crate::app::state::App;
use crate::app::trail::Left;
use crate::lab::Recipe;
use crate::lessons;
use crate::say;
use crate::words::{Text, text, whole};

impl App {
    /// The key of the open lesson.
    fn open_key(&self) -> Option<String> {
        let snapshot = self.snapshot.as_ref().filter(|snapshot| !snapshot.preview)?;
        Some(self.said().map_or_else(|| snapshot.card.id.to_string(), |said| said.key.clone()))
    }

    /// Keeps the place in the open lesson.
    pub(in crate::app) fn remember(&mut self) {
        let Some(key) = self.open_key() else { return };
        let Some(snapshot) = &self.snapshot else { return };
        let (recipe, over) = (snapshot.recipe.clone(), snapshot.at_end());
        let sealed = self.sealed(&recipe);
        self.progress.visit(&key, &sealed, over);
        self.keep_beside(&key);
        self.keep_pins();
        let card = self.said().map_or(0, |said| said.place);
        self.trail.places.insert(key, Left { recipe, card, own: self.own.chosen() });
    }

    /// Leaves the open lesson, as it is.
    pub(in crate::app) fn leave(&mut self) {
        self.remember();
        if self.screen == Scope::Lesson
            && let Some(key) = self.open_key()
        {
            self.trail.forth.clear();
            self.trail.back.push(key);
        }
    }

    /// A lesson is opened: no way leads back to it any more.
    pub(in crate::app) fn arrive_at(&mut self, lesson: &str) {
        let key = self.key_of(lesson);
        self.trail.back.retain(|left| *left != key);
        self.trail.forth.retain(|left| *left != key);
    }

    /// The key of a lesson, or of the chapter that is chosen and plays in it.
    fn key_of(&self, lesson: &str) -> String {
        self.own.open(lesson).map_or_else(|| lesson.to_string(), |(_, _, key)| key)
    }

    /// Opens a lesson as it was left, or from its beginning.
    pub(in crate::app) fn go_on_with(&mut self, lesson: &str) {
        let key = self.key_of(lesson);
        match self.trail.places.get(&key).cloned() {
            Some(left) => self.come_back(left),
            None => self.open(Recipe::of(lesson)),
        }
    }

    fn come_back(&mut self, left: Left) {
        self.own.choose(left.own);
        let t = left.recipe.step;
        self.open_at(left.recipe, Some(left.card));
        if t > 0 {
            let t = whole(t);
            self.note = Some(Note::plain(say!(
                "As you left it, at step {t}; `key:reset` begins again.",
                "与离开时一样，第 {t} 步；按 `key:reset` 重新开始。"
            )));
        }
    }

    /// On the list nothing was undone: that is in the lesson which was left; whether there is one.
    fn say_where_to_redo(&mut self) -> bool {
        let left = self.trail.back.last().and_then(|key| self.trail.places.get(key));
        let Some(entry) = left.and_then(|left| lessons::find(&left.recipe.lesson).ok()) else { return false };
        let Text { en, zh } = &(entry.card)().title;
        self.note = Some(Note::plain(say!(
            "`key:undo` goes back to “{en}”; there `key:redo` does again what was undone.",
            "按 `key:undo` 回到“{zh}”；在那里按 `key:redo` 重做撤销的操作。"
        )));
        true
    }

    /// Undoes what was done last, or does again what was undone. Where nothing was done in a lesson, it is leaving
    /// the one before that is undone.
    pub(in crate::app) fn undo(&mut self, undo: bool) {
        let open = self.snapshot.as_ref().filter(|_| self.screen == Scope::Lesson);
        let (done, undone) = open.map_or((0, 0), |snapshot| snapshot.undo);
        if if undo { done } else { undone } > 0 {
            self.order(Order::Control(if undo { Control::Undo } else { Control::Redo }));
            return;
        }
        if !undo && open.is_none() && self.trail.forth.is_empty() && self.say_where_to_redo() {
            return;
        }
        let way = if undo { &mut self.trail.back } else { &mut self.trail.forth };
        let Some(left) = way.pop().and_then(|key| self.trail.places.get(&key).cloned()) else {
            self.note = Some(Note::plain(if undo {
                text("There is nothing to undo.", "没有可以撤销的操作。")
            } else {
                text("There is nothing to do again.", "没有可以重做的操作。")
            }));
            return;
        };
        self.remember();
        if let Some(key) = self.open_key().filter(|_| self.screen == Scope::Lesson) {
            let way = if undo { &mut self.trail.forth } else { &mut self.trail.back };
            way.push(key);
        }
        let t = whole(left.recipe.step);
        self.come_back(left);
        let title = self.chosen_card().title.clone();
        let (en, zh) = (&title.en, &title.zh);
        self.note = Some(Note::plain(crate::words::Text {
            en: format!("Back in “{en}”, at step {t}.").into(),
            zh: format!("回到“{zh}”，第 {t} 步。").into(),
        }));
    }
}
