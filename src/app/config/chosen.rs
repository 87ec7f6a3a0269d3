//! What the learner chose in the program and finds again: the language, the theme.

use super::{Config, SETTINGS};
use crate::app::keep;
use crate::say;
use crate::words::{Problem, printable, same};
use std::path::{Path, PathBuf};

/// Settings chosen in this session, and the file in which they are kept. It stands between the configuration file,
/// which is the learner's own to write, and the environment.
#[derive(Debug, Default)]
pub struct Chosen {
    file: Option<PathBuf>,
    values: toml::Table,
}

impl Chosen {
    /// Nothing chosen yet; what will be is kept in this file.
    #[must_use]
    pub fn kept_in(file: Option<PathBuf>) -> Chosen {
        Chosen { file, values: toml::Table::new() }
    }

    /// The learner chose a value, as it stands in a configuration file.
    pub(in crate::app) fn choose(&mut self, name: &str, value: &str) {
        self.values.insert(name.to_string(), value.into());
    }

    /// Writes what was chosen over what the file said, and leaves everything else in it.
    ///
    /// # Errors
    /// A sentence beginning with "not saved".
    pub(in crate::app) fn save(&self) -> Result<(), Problem> {
        let Some(file) = self.file.as_deref().filter(|_| !self.values.is_empty()) else { return Ok(()) };
        let _lock = keep::hold(file);
        let mut all = read(file).unwrap_or_default();
        all.extend(self.values.clone());
        keep::write(file, &all.to_string())
    }
}

/// What the file holds; nothing where there is none.
fn read(file: &Path) -> Result<toml::Table, Problem> {
    let Some(words) = keep::read(file)? else { return Ok(toml::Table::new()) };
    words.parse().map_err(|error: toml::de::Error| {
        let (file, why) = (printable(&file.to_string_lossy()), printable(error.message()));
        Problem::usage(say!("{file}: this is not TOML: {why}.", "{file}：不是有效的 TOML：{why}。"))
    })
}

/// Takes over what was chosen earlier. Names of a newer version are passed over.
pub(super) fn take(config: &mut Config, file: &Path, problems: &mut Vec<Problem>) {
    let values = match read(file) {
        Ok(values) => values,
        Err(problem) => return problems.push(problem),
    };
    for setting in &SETTINGS {
        if let Some(value) = values.get(setting.name).and_then(toml::Value::as_str) {
            let place = same(format!("{}, {}", printable(&file.to_string_lossy()), setting.name));
            problems.extend(config.take(setting, value, &place).err());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::config::ThemeChoice;
    use crate::words::Language;

    #[test]
    fn what_was_chosen_is_found_again_and_nothing_else_in_the_file_is_lost() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("state/chosen.toml");
        let read_back = || {
            let (mut config, mut problems) = (Config::default(), Vec::new());
            take(&mut config, &file, &mut problems);
            assert_eq!(problems.iter().map(ToString::to_string).collect::<Vec<_>>(), Vec::<String>::new());
            (config.language, config.theme)
        };
        assert_eq!(Chosen::kept_in(Some(file.clone())).save(), Ok(()));
        assert!(!file.exists(), "nothing was chosen");
        let mut one = Chosen::kept_in(Some(file.clone()));
        one.choose("language", "zh");
        assert_eq!(one.save(), Ok(()));
        assert_eq!(read_back(), (Language::Chinese, ThemeChoice::Auto));
        std::fs::write(&file, "language = \"zh\"\nof_a_newer_version = 3\n").expect("written");
        let mut other = Chosen::kept_in(Some(file.clone()));
        other.choose("theme", "light");
        assert_eq!(other.save(), Ok(()));
        assert_eq!(read_back(), (Language::Chinese, ThemeChoice::Light));
        assert!(std::fs::read_to_string(&file).expect("text").contains("of_a_newer_version = 3"));
    }

    #[test]
    fn a_spoilt_file_is_named_and_passed_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("chosen.toml");
        for (words, said) in [("language = ", "not TOML"), ("theme = \"pink\"", "it takes auto, dark")] {
            std::fs::write(&file, words).expect("written");
            let (mut config, mut problems) = (Config::default(), Vec::new());
            take(&mut config, &file, &mut problems);
            assert!(config == Config::default());
            assert_eq!(problems.len(), 1);
            assert!(problems[0].to_string().contains(said), "{}", problems[0]);
        }
    }
}
