//! The keys in the configuration file: how they stand there, and how they are read.

use crate::app::keys::{BINDINGS, Keymap, read as read_key, written};
use crate::say;
use crate::words::{Language, Problem, Text, printable, text};
use ratatui::crossterm::event::KeyEvent;
use toml::de::{DeTable, DeValue};

/// The keys as they stand in the file, in a table of their own behind everything else.
pub(super) fn template(language: Language) -> String {
    let head = say!(
        "\n# What keys do. To use others, remove the # before [keys] and before the line; several stand in brackets,\n# none is []. Help and hints follow.\n\n# [keys]\n",
        "\n# 按键的作用。要改用别的键，请去掉 [keys] 和该行前的 #；多个按键写在方括号中，[] 表示没有。\n# 帮助与提示随之改变。\n\n# [keys]\n"
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
        match keys_of(value.get_ref()).and_then(|keys| keymap.rebind(id, keys)) {
            Ok(()) => changed.push((id, at)),
            Err(problem) => problems.push(Problem::usage(at.then(&problem))),
        }
    }
    let ids: Vec<&str> = changed.iter().map(|(id, _)| *id).collect();
    for (id, problem) in keymap.settle(&ids) {
        let at = changed.iter().find(|(known, _)| *known == id).map(|(_, at)| at.clone());
        problems.push(Problem::usage(at.unwrap_or_default().then(&problem)));
    }
    problems
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
