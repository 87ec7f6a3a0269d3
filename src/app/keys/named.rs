//! Keys in the words of the screen: `` `key:step` `` is the key that takes a step, whichever that is.

use super::Keymap;
use super::written::written;
use crate::lab::Scene;
use crate::lab::scene::{Cell, Panel, Picture};
use crate::story;
use crate::words::Text;

impl Keymap {
    /// Words with every key in them as it is bound.
    #[must_use]
    pub fn named(&self, words: &Text) -> Text {
        if !story::names_keys(&words.en) && !story::names_keys(&words.zh) {
            return words.clone();
        }
        let keys =
            self.all().map(|(binding, keys)| (binding.id, keys.iter().copied().map(written).collect()));
        let keys = story::Keys::new(keys);
        Text { en: keys.spelled_in(&words.en).into(), zh: keys.spelled_in(&words.zh).into() }
    }

    /// Names the keys in what a lesson shows.
    pub(in crate::app) fn name_in_scene(&self, scene: &mut Scene) {
        scene.panels.iter_mut().for_each(|panel| self.name_in_panel(panel));
        scene.verdict.iter_mut().for_each(|words| self.name_in(words));
    }

    /// Names the keys in what stands around a picture, in tables and in lines of text.
    pub(in crate::app) fn name_in_panel(&self, panel: &mut Panel) {
        self.name_in(&mut panel.title);
        panel.caption.iter_mut().chain(&mut panel.pick).for_each(|words| self.name_in(words));
        match &mut panel.picture {
            Picture::Prose(lines) => lines.iter_mut().for_each(|line| self.name_in(&mut line.text)),
            Picture::Table(table) => {
                for cell in table.rows.iter_mut().flatten() {
                    if let Cell::Words(words) | Cell::Coloured(words, _) = cell {
                        self.name_in(words);
                    }
                }
            }
            _ => {}
        }
    }

    fn name_in(&self, words: &mut Text) {
        if story::names_keys(&words.en) || story::names_keys(&words.zh) {
            *words = self.named(words);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::app::coach::tests::{LANGUAGES, cards, lesson, look, screen};
    use crate::app::keys::{Action, BINDINGS, Keymap};
    use crate::app::overlay::Overlay;
    use crate::app::state::App;
    use crate::lab::{Recipe, Verb};
    use crate::words::{Language, text};
    use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
    use std::fs;
    use std::path::Path;

    /// Names of keys that mean nothing else on a screen.
    const NAMES: [&str; 12] =
        ["Enter", "Esc", "Backspace", "Space", "Tab", "PgUp", "PgDn", "Home", "↑↓", "↓↑", "←→", "←↑↓→"];

    /// Every action has another key than in the table, one that is on no keyboard.
    fn all_others() -> Keymap {
        let held = [KeyModifiers::CONTROL, KeyModifiers::ALT, KeyModifiers::SHIFT];
        let of = |bits: usize| {
            (0..3).filter(|bit| bits >> bit & 1 == 1).fold(KeyModifiers::NONE, |all, bit| all | held[bit])
        };
        let mut keys = Keymap::default();
        let bindings = BINDINGS.iter().filter(|binding| !binding.action.reads_its_key());
        for (at, binding) in bindings.enumerate() {
            let other = KeyEvent::new(KeyCode::F(13 + (at % 12) as u8), of(at / 12));
            keys.rebind(binding.id, vec![other]).expect("free");
        }
        keys
    }

    /// The keys of the table that are told: names, and letters behind `press` or `按`, except those of lessons.
    fn of_the_table(words: &str) -> Option<String> {
        let name = NAMES.iter().find(|name| {
            words.match_indices(**name).any(|(at, _)| {
                let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
                !letter(words[..at].chars().next_back()) && !letter(words[at + name.len()..].chars().next())
            })
        });
        let pressed = ["press ", "Press ", "按 ", "按"].iter().flat_map(|press| words.match_indices(press));
        let pressed = pressed.filter_map(|(at, press)| {
            let mut after = words[at + press.len()..].chars();
            let key = after.next().filter(|c| c.is_ascii_graphic() && !['`', '{', '"'].contains(c))?;
            let alone = after.next().is_none_or(|c| !c.is_alphanumeric() || c >= '一');
            (alone && Verb::of_key(key).is_none()).then(|| key.to_string())
        });
        name.map(ToString::to_string).or_else(|| pressed.last())
    }

    fn told(app: &App, moment: &str, wrong: &mut Vec<String>) {
        for line in screen(app).lines() {
            wrong.extend(of_the_table(line).map(|key| format!("{moment}: {key} in {}", line.trim())));
            if line.contains("`key:") {
                wrong.push(format!("{moment}: no key has its name in {}", line.trim()));
            }
        }
    }

    /// The list of lessons and what opens on top of it.
    fn on_the_list(language: Language, wrong: &mut Vec<String>) {
        let mut app = lesson("descent", (200, 60), language);
        app.keys = all_others();
        app.go_home();
        look(&mut app);
        told(&app, "the list", wrong);
        app.overlay = Some(Overlay::help());
        told(&app, "help on the list", wrong);
    }

    fn in_a_lesson(id: &str, language: Language, wrong: &mut Vec<String>) {
        let mut app = lesson(id, (200, 60), language);
        app.keys = all_others();
        app.open(Recipe::of(id));
        look(&mut app);
        for action in [Action::Phase, Action::Phase, Action::Phase, Action::Step, Action::First] {
            app.act(action);
            look(&mut app);
            told(&app, &format!("{id} {action:?}"), wrong);
        }
        app.zoom = true;
        for panel in app.panels().iter() {
            app.choose_view(panel.id);
            look(&mut app);
            told(&app, &format!("{id} {}", panel.id), wrong);
            app.act(Action::Enter);
            told(&app, &format!("{id} inside {}", panel.id), wrong);
            (app.overlay, app.inside) = (None, None);
        }
        for scroll in [0, 40, 80] {
            app.overlay = Some(Overlay::Help { scroll });
            told(&app, &format!("{id} help"), wrong);
        }
        app.act(Action::Palette);
        told(&app, &format!("{id} palette"), wrong);
        app.act(Action::Data);
        told(&app, &format!("{id} data"), wrong);
    }

    /// Whoever has other keys reads of no other ones, in any lesson, panel or box.
    #[test]
    fn the_screen_names_the_keys_in_force() {
        let mut wrong = Vec::new();
        for language in LANGUAGES {
            on_the_list(language, &mut wrong);
            for card in cards() {
                in_a_lesson(card.id, language, &mut wrong);
            }
        }
        assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
    }

    #[test]
    fn a_key_has_the_name_of_the_one_that_is_bound() {
        let words = text("`key:enter` edits, `key:up``key:down` choose", "按 `key:enter` 编辑");
        let named = Keymap::default().named(&words);
        assert_eq!((&*named.en, &*named.zh), ("Enter edits, ↑↓ choose", "按 Enter 编辑"));
        let named = all_others().named(&words);
        assert!(!named.en.contains("Enter") && !named.zh.contains("Enter"), "{named:?}");
    }

    /// No string of the program writes a key by hand. Chinese ones are looked at: an English one stands beside each.
    #[test]
    fn no_string_writes_a_key_by_hand() {
        // How keys are written, and where a line is typed at a prompt.
        const LITERAL: [&str; 3] = ["src/app/keys/", "src/app/config/", "src/cli/"];
        let mut wrong = Vec::new();
        let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
        while let Some(folder) = folders.pop() {
            for path in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
                let name = path.display().to_string();
                if path.is_dir() {
                    folders.push(path);
                } else if !LITERAL.iter().any(|place| name.contains(place)) && !name.ends_with("tests.rs") {
                    let source = fs::read_to_string(&path).expect("source");
                    let source = source.split("#[cfg(test)]").next().unwrap_or_default();
                    let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
                    let strings = code.flat_map(|line| line.split('"').skip(1).step_by(2));
                    let chinese = strings.filter(|words| words.chars().any(|c| ('一'..='鿿').contains(&c)));
                    wrong
                        .extend(chinese.filter_map(|words| {
                            Some(format!("{name}: {} in {words}", of_the_table(words)?))
                        }));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
