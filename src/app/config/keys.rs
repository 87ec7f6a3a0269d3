//! The keys in the configuration file: how they stand there, and how they are read.

use crate::app::keys::{BINDINGS, Keymap, read as read_key, written};
use crate::say;
use crate::words::{Language, Problem, Text, printable, text};
use ratatui::crossterm::event::KeyEvent;
use toml::de::{DeTable, DeValue};

/// The keys as they stand in the file, in a table of their own behind everything else.
pub(super) fn template(language: Language) -> String {
    let head = say!(
        "\n# What keys do. To use others, remove the # before [keys] and before the line; several stand in brackets,\n# none is []. Any letter can be one (λ, 学); one of the Russian layout is the key it is typed with.\n# Help and hints follow.\n\n# [keys]\n",
        "\n# 按键的作用。要改用别的键，请去掉 [keys] 和该行前的 #；多个按键写在方括号中，[] 表示没有。\n# 任何字母都可以（λ、学）；俄语布局的字母按它所在的键计。\n# 帮助与提示随之改变。\n\n# [keys]\n"
    );
    let mut lines = head.get(language).to_string();
    for binding in BINDINGS.iter().filter(|binding| !binding.action.reads_its_key()) {
        let keys: Vec<String> =
            binding.keys.iter().map(|key| toml::Value::String(written(*key)).to_string()).collect();
        let help = Keymap::default().named(&binding.help);
        let help = help.get(language);
        lines += &format!("# {} = [{}]  # {help}\n", binding.id, keys.join(", "));
    }
    lines
}

/// Takes over the table of keys; what cannot be is said with its line, and the usual keys stay.
pub(super) fn read(keymap: &mut Keymap, rows: &DeTable<'_>, place: &dyn Fn(usize) -> Text) -> Vec<Problem> {
    let (mut changed, mut problems) = (Vec::new(), Vec::new());
    for (id, value) in rows {
        let at = place(id.span().start).then(&say!(", keys: ", "，按键："));
        let id = id.get_ref().as_ref();
        let elsewhere = other_layout(value.get_ref());
        match keys_of(value.get_ref()).and_then(|keys| keymap.rebind(id, keys)) {
            Ok(()) => changed.push((id, at, elsewhere)),
            Err(problem) => problems.push(Problem::usage(at.then(&problem))),
        }
    }
    let ids: Vec<&str> = changed.iter().map(|(id, ..)| *id).collect();
    for (id, problem) in keymap.settle(&ids) {
        let known = changed.iter().find(|(known, ..)| *known == id);
        let (at, elsewhere) =
            known.map(|(_, at, elsewhere)| (at.clone(), elsewhere.clone())).unwrap_or_default();
        problems.push(Problem::usage(at.then(&problem).then(&elsewhere)));
    }
    problems
}

/// Says of letters that another layout writes which keys they stand on; nothing where there are none. Any letter can be
/// a key: one of the Russian layout, or a full-width one, is the key it is typed with, so that keys are the same in both
/// layouts, and two letters of one key are one key.
fn other_layout(value: &DeValue<'_>) -> Text {
    let words = match value {
        DeValue::Array(several) => several.iter().filter_map(|value| value.get_ref().as_str()).collect(),
        single => Vec::from_iter(single.as_str()),
    };
    let mut said = Text::default();
    for word in words {
        let Some(key) = read_key(word).map(written).filter(|key| !word.is_ascii() && key.is_ascii()) else {
            continue;
        };
        if word.chars().count() > 1 || key.chars().count() > 1 {
            continue;
        }
        let word = printable(word);
        said = said.then(&say!(
            " {word} is on the key {key}: letters of another layout are that key, so that one works in both.",
            "{word} 就是 {key} 键：其他键盘布局的字母按所在的键计，两种布局下同样有效。"
        ));
    }
    said
}

/// One key, or several in a list.
fn keys_of(value: &DeValue<'_>) -> Result<Vec<KeyEvent>, Text> {
    let one = |value: &DeValue<'_>| {
        let words = value.as_str().ok_or_else(|| text("a key stands in quotes.", "按键要写在引号中。"))?;
        read_key(words).ok_or_else(|| {
            let words = printable(words);
            say!(
                "there is no key \"{words}\"; keys are written as in the help: x, →, Space, Ctrl-R, F1.",
                "没有按键“{words}”；按键的写法与帮助中相同：x、→、Space、Ctrl-R、F1。"
            )
        })
    };
    match value {
        DeValue::Array(several) => several.iter().map(|value| one(value.get_ref())).collect(),
        single => Ok(vec![one(single)?]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::config::tests::load;
    use crate::app::keys::{ctrl, key, letter};
    use ratatui::crossterm::event::KeyCode;

    /// Any letter can be a key; one of the Russian layout is the key that it is typed with, and where that is taken the
    /// sentence says so.
    #[test]
    fn letters_of_any_layout_can_be_keys() {
        use crate::app::keys::{Action, Scope, command};
        let file =
            "[keys]\nzoom = '\u{44d}'\nstep = ['\u{e9}', 'λ', '\u{451}']\nrun = '学'\nback = '\u{439}'\n";
        let (config, problems) = load(file, &[], &[]);
        let does = |letter_typed| config.keys.action(command(letter(letter_typed)), Scope::Lesson);
        for (typed, action) in [
            ('\u{44d}', Action::Zoom),
            ('\'', Action::Zoom),
            ('\u{e9}', Action::Step),
            ('λ', Action::Step),
            ('\u{451}', Action::Step),
            ('学', Action::Run),
        ] {
            assert_eq!(does(typed), Some(action), "{typed}");
        }
        assert_eq!(problems.len(), 1, "{problems:?}");
        let words = "line 5, keys: q already is the key of quit. \u{439} is on the key q: letters of another layout are that key";
        assert!(problems[0].contains(words), "{problems:?}");
    }

    #[test]
    fn keys_can_be_others_and_mistakes_in_them_are_named() {
        let file = "mouse = true\n[keys]\nstep = 'F2'\nfind = ['Ctrl-F', '/']\nback = 'n'\nrun = 3\nwalk = 'w'\nzoom = 'Foo'\n";
        let (config, problems) = load(file, &[], &[]);
        let mut keys = Keymap::default();
        keys.rebind("step", vec![key(KeyCode::F(2))]).expect("a key");
        keys.rebind("find", vec![ctrl('f'), letter('/')]).expect("keys");
        assert!(config.keys == keys);
        for (line, words) in
            [(5, "next_card"), (6, "in quotes"), (7, "nothing called"), (8, "no key \"Foo\"")]
        {
            let place = format!("config.toml, line {line}, keys: ");
            let said = problems.iter().any(|said| said.starts_with(&place) && said.contains(words));
            assert!(said, "{line} {words}: {problems:?}");
        }
        assert_eq!(problems.len(), 4, "{problems:?}");
    }
}
