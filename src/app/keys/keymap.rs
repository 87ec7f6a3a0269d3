//! The keys in force: those of the table, or those that a learner put in their place.

use super::action::{Action, Scope, Topic};
use super::table::{BINDINGS, Binding};
use super::written::written;
use crate::lab::Verb;
use crate::say;
use crate::story;
use crate::words::{Text, did_you_mean, printable, text};
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// The keys of every binding, in the order of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap {
    keys: Vec<Vec<KeyEvent>>,
}

impl Default for Keymap {
    fn default() -> Keymap {
        Keymap { keys: BINDINGS.iter().map(|binding| binding.keys.to_vec()).collect() }
    }
}

impl Keymap {
    /// All bindings with their keys.
    pub fn all(&self) -> impl Iterator<Item = (&'static Binding, &[KeyEvent])> {
        BINDINGS.iter().zip(self.keys.iter().map(Vec::as_slice))
    }

    /// The bindings in force at a place, with their keys.
    pub fn at(&self, place: Scope) -> impl Iterator<Item = (&'static Binding, &[KeyEvent])> {
        self.all().filter(move |(binding, _)| binding.scope.covers(place))
    }

    /// What a key means at a place. Shift beside a key that means nothing with it is as if it were not held.
    #[must_use]
    pub fn action(&self, pressed: KeyEvent, place: Scope) -> Option<Action> {
        let bound = |pressed: KeyEvent| {
            self.at(place).find(|(_, keys)| keys.contains(&pressed)).map(|(binding, _)| binding.action)
        };
        let bare = KeyEvent::new(pressed.code, pressed.modifiers - KeyModifiers::SHIFT);
        let pressed = KeyEvent::new(pressed.code, pressed.modifiers);
        bound(pressed).or_else(|| Some(bare).filter(|bare| *bare != pressed).and_then(bound))
    }

    /// The words of an action at a place: how its first key is written and what it is called in a hint.
    #[must_use]
    pub fn hint(&self, action: Action, place: Scope) -> Option<(String, &'static Text)> {
        let (binding, keys) = self.at(place).find(|(binding, _)| binding.action == action)?;
        Some((written(*keys.first()?), &binding.name))
    }

    /// How the first key of an action is written at a place; what the action is called where it has none.
    #[must_use]
    pub fn name_of(&self, action: Action, place: Scope) -> String {
        let called = || BINDINGS.iter().find(|binding| binding.action == action).map(|binding| binding.id);
        let key = self.hint(action, place).map(|(key, _)| key);
        key.unwrap_or_else(|| called().unwrap_or_default().to_string())
    }

    /// The keys that stories speak of, with the letters of lessons.
    #[must_use]
    pub fn told(&self) -> story::Keys {
        let told = |binding: &Binding| {
            !matches!(binding.topic, Topic::Boxes | Topic::Typing) && !binding.action.reads_its_key()
        };
        let bound = self.all().filter(|(binding, _)| told(binding));
        let bound = bound.map(|(binding, keys)| (binding.id, keys.iter().copied().map(written).collect()));
        story::Keys::new(bound.chain(Verb::all().map(|verb| (verb.id(), vec![verb.key().to_string()]))))
    }

    /// Puts other keys in the place of those of a binding.
    ///
    /// # Errors
    /// There is no such binding, its keys carry their own meaning, or it could not be reached any more.
    pub fn rebind(&mut self, id: &str, keys: Vec<KeyEvent>) -> Result<(), Text> {
        let Some(at) = BINDINGS.iter().position(|binding| binding.id == id) else {
            let id = printable(id);
            let like = did_you_mean(&id, BINDINGS.iter().map(|binding| binding.id));
            let unknown = say!(
                "there is nothing called \"{id}\" that keys do; nnlab config lists all of it.",
                "没有名为“{id}”的按键操作；nnlab config 列出全部操作。"
            );
            return Err(unknown.then(&like));
        };
        let binding = &BINDINGS[at];
        if binding.action.reads_its_key() {
            return Err(text(
                "digits are what they say and cannot be other keys.",
                "数字键代表它自身的数字，不能换成别的键。",
            ));
        }
        if keys.is_empty() && matches!(binding.action, Action::Interrupt | Action::Leave) {
            return Err(text("a way out has to stay: give it a key.", "必须保留一个出口：请给它一个按键。"));
        }
        self.keys[at] = keys;
        Ok(())
    }

    /// Takes back what was put in the place of the table's keys and takes a key twice; says each of them.
    pub fn settle(&mut self, changed: &[&str]) -> Vec<(String, Text)> {
        let mut refused = Vec::new();
        for id in changed.iter().rev() {
            let Some(at) = BINDINGS.iter().position(|binding| binding.id == *id) else { continue };
            if let Some(problem) = self.conflict(at) {
                self.keys[at] = BINDINGS[at].keys.to_vec();
                refused.push(((*id).to_string(), problem));
            }
        }
        refused.reverse();
        refused
    }

    /// What else a key of this binding means where the binding is in force.
    fn conflict(&self, at: usize) -> Option<Text> {
        let scope = BINDINGS[at].scope;
        for key in &self.keys[at] {
            let name = written(*key);
            if scope.covers(Scope::Lesson)
                && let KeyCode::Char(letter) = key.code
                && key.modifiers.is_empty()
                && Verb::of_key(letter).is_some()
            {
                return Some(say!(
                    "{name} is a key of lessons and cannot be taken from them.",
                    "{name} 是课程自己的按键，不能占用。"
                ));
            }
            let writes = matches!(key.code, KeyCode::Char(_)) && super::types(*key);
            if writes && [Scope::Search, Scope::Line, Scope::Answer].iter().any(|place| scope.covers(*place))
            {
                return Some(say!(
                    "{name} writes its character there and can be no command.",
                    "{name} 在那里用于输入文字，不能用作命令。"
                ));
            }
            let other = BINDINGS.iter().zip(&self.keys).enumerate().find(|(other, (binding, keys))| {
                *other != at && binding.scope.meets(scope) && keys.contains(key)
            });
            if let Some((_, (binding, _))) = other {
                let id = binding.id;
                return Some(say!("{name} already is the key of {id}.", "{name} 已是 {id} 的按键。"));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::keys::{ctrl, key, letter, read};

    fn rebound(changes: &[(&str, &[&str])]) -> (Keymap, Vec<String>) {
        let mut keymap = Keymap::default();
        let mut said = Vec::new();
        for (id, keys) in changes {
            let keys = keys.iter().map(|key| read(key).expect("a key")).collect();
            said.extend(keymap.rebind(id, keys).err().map(|problem| problem.en.to_string()));
        }
        let ids: Vec<&str> = changes.iter().map(|(id, _)| *id).collect();
        said.extend(keymap.settle(&ids).into_iter().map(|(id, problem)| format!("{id}: {}", problem.en)));
        (keymap, said)
    }

    #[test]
    fn a_key_means_what_the_learner_says() {
        let (keymap, said) = rebound(&[("step", &["F2"]), ("find", &["Ctrl-F"])]);
        assert_eq!(said, Vec::<String>::new());
        assert_eq!(keymap.action(key(KeyCode::F(2)), Scope::Lesson), Some(Action::Step));
        assert_eq!(keymap.action(letter('l'), Scope::Lesson), None);
        assert_eq!(keymap.hint(Action::Palette, Scope::Home).map(|(key, _)| key).as_deref(), Some("Ctrl-F"));
    }

    #[test]
    fn stories_speak_of_the_keys_in_force() {
        let (keymap, _) = rebound(&[("step", &["F2"])]);
        let words = "`key:step` and `key:bench`";
        assert_eq!(keymap.told().named_in(words), "`F2` and `b`");
        assert_eq!(Keymap::default().told().named_in(words), "`→` and `b`");
        for verb in Verb::all() {
            assert!(BINDINGS.iter().all(|b| b.id != verb.id() || b.action.reads_its_key()), "{}", verb.id());
        }
    }

    #[test]
    fn two_keys_can_change_places() {
        let (keymap, said) = rebound(&[("step", &["h"]), ("back", &["l"])]);
        assert_eq!(said, Vec::<String>::new());
        assert_eq!(keymap.action(letter('h'), Scope::Lesson), Some(Action::Step));
        assert_eq!(keymap.action(letter('l'), Scope::Lesson), Some(Action::Back));
    }

    #[test]
    fn what_cannot_be_is_refused_and_the_table_holds() {
        let verb = Verb::all().next().expect("a verb").key().to_string();
        for (id, keys, words) in [
            ("step", vec!["n"], "next_card"),
            ("step", vec![verb.as_str()], "a key of lessons"),
            ("stepp", vec!["x"], "nothing called"),
            ("view", vec!["x"], "digits"),
            ("leave", vec![], "a way out"),
            ("leave", vec!["x"], "writes its character"),
            ("erase_word", vec!["w"], "writes its character"),
        ] {
            let (keymap, said) = rebound(&[(id, &keys)]);
            assert_eq!(said.len(), 1, "{id} {keys:?}");
            assert!(said[0].contains(words), "{said:?}");
            assert!(keymap == Keymap::default(), "{id} {keys:?}");
        }
    }

    #[test]
    fn shift_counts_where_it_means_something() {
        let keymap = Keymap::default();
        let shift = |code| KeyEvent::new(code, KeyModifiers::SHIFT);
        assert_eq!(keymap.action(shift(KeyCode::Right), Scope::Lesson), Some(Action::Ten));
        assert_eq!(keymap.action(shift(KeyCode::Up), Scope::Lesson), Some(Action::Up));
        assert_eq!(keymap.action(key(KeyCode::Esc), Scope::Line), Some(Action::Leave));
        assert_eq!(keymap.action(ctrl('c'), Scope::Lesson), Some(Action::Interrupt));
    }
}
