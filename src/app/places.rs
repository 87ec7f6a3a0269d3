//! Where the program keeps its files, and where it looks for the learner's.

use etcetera::{AppStrategy, AppStrategyArgs};
use std::env;
use std::path::PathBuf;

/// Where files are kept: `NNLAB_HOME` if it is set, else the places of the XDG base directory
/// specification, on every system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    config: Option<PathBuf>,
    state: Option<PathBuf>,
    data: Option<PathBuf>,
}

impl Places {
    /// Looks at the environment.
    #[must_use]
    pub fn find() -> Places {
        if let Some(home) = env::var_os("NNLAB_HOME").filter(|home| !home.is_empty()) {
            let home = PathBuf::from(home);
            return Places { config: Some(home.clone()), data: Some(home.join("data")), state: Some(home) };
        }
        let name = AppStrategyArgs { app_name: "nnlab".into(), ..AppStrategyArgs::default() };
        match etcetera::app_strategy::Xdg::new(name) {
            Ok(xdg) => {
                Places { config: Some(xdg.config_dir()), state: xdg.state_dir(), data: Some(xdg.data_dir()) }
            }
            Err(_) => Places { config: None, state: None, data: None },
        }
    }

    /// The configuration file, whether or not it exists; `None` without a home directory.
    #[must_use]
    pub fn config_file(&self) -> Option<PathBuf> {
        self.config.as_ref().map(|folder| folder.join("config.toml"))
    }

    /// The file of what the learner chose in the program; `None` without a home directory.
    #[must_use]
    pub fn chosen_file(&self) -> Option<PathBuf> {
        self.state.as_ref().map(|folder| folder.join("chosen.toml"))
    }

    /// The file of progress marks, whether or not it exists; `None` without a home directory.
    #[must_use]
    pub fn progress_file(&self) -> Option<PathBuf> {
        self.state.as_ref().map(|folder| folder.join("progress.toml"))
    }

    /// The folder of the learner's data, whose sets are offered where data are opened; `None` without a home directory.
    #[must_use]
    pub fn data_folder(&self) -> Option<PathBuf> {
        self.data.clone()
    }
}
