//! How text gets into the learner's clipboard, and whether that is known to work.

use std::env;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// A program of this machine that fills the clipboard from its standard input, with its arguments.
type Program = &'static [&'static str];

/// The programs, each with the variable that says that its clipboard is there; macOS and Windows always have one.
const PROGRAMS: [(&str, Program); 3] = [
    ("WAYLAND_DISPLAY", &["wl-copy"]),
    ("DISPLAY", &["xclip", "-selection", "clipboard"]),
    ("DISPLAY", &["xsel", "--input", "--clipboard"]),
];

/// Terminals that take OSC 52 as they are delivered, by `TERM`, `TERM_PROGRAM` and variables of their own.
const TAKE_TERMS: [&str; 5] = ["alacritty", "foot", "ghostty", "kitty", "wezterm"];
const TAKE_PROGRAMS: [&str; 4] = ["ghostty", "rio", "vscode", "WezTerm"];

/// The way into the clipboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Clipboard {
    /// Through a program of this machine.
    Program(Program),
    /// Through the terminal (OSC 52), which is known to take it.
    Terminal,
    /// Through the terminal, which may ignore it.
    #[default]
    Perhaps,
}

impl Clipboard {
    /// The way on this machine; `variable` looks up the environment, `present` tells whether a program is there.
    #[must_use]
    pub fn find(variable: impl Fn(&str) -> Option<String>, present: impl Fn(&str) -> bool) -> Clipboard {
        let far = ["SSH_CONNECTION", "SSH_TTY"].iter().any(|name| variable(name).is_some());
        let system: &[Program] = match env::consts::OS {
            "macos" => &[&["pbcopy"]],
            "windows" => &[&["clip.exe"]],
            _ => &[],
        };
        let here = PROGRAMS.iter().filter(|(name, _)| variable(name).is_some()).map(|(_, program)| *program);
        let program = system.iter().copied().chain(here).find(|program| present(program[0]));
        let wrapped = variable("TMUX").is_some() || variable("STY").is_some();
        let is = |name: &str, known: &[&str]| {
            variable(name).is_some_and(|it| known.iter().any(|known| it.contains(known)))
        };
        match program {
            Some(program) if !far => Clipboard::Program(program),
            _ if wrapped => Clipboard::Perhaps,
            _ if is("TERM", &TAKE_TERMS) || is("TERM_PROGRAM", &TAKE_PROGRAMS) => Clipboard::Terminal,
            _ if variable("WT_SESSION").is_some() => Clipboard::Terminal,
            _ => Clipboard::Perhaps,
        }
    }

    /// Whether what is copied certainly arrives.
    #[must_use]
    pub fn is_sure(self) -> bool {
        self != Clipboard::Perhaps
    }

    /// Gives the words to a program of this machine; `false` where there is none or it does not start, so that the
    /// terminal has to be asked.
    pub(super) fn fill(self, words: &str) -> bool {
        let Clipboard::Program([name, arguments @ ..]) = self else { return false };
        let started = Command::new(name)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let Ok(mut child) = started else { return false };
        let words = words.to_string();
        // The program may keep the clipboard for as long as it lives: nobody waits for it here.
        std::thread::spawn(move || {
            if let Some(mut input) = child.stdin.take() {
                let _ = input.write_all(words.as_bytes());
            }
            let _ = child.wait();
        });
        true
    }
}

/// Whether a program stands in a folder of `PATH`.
#[must_use]
pub(super) fn on_path(name: &str) -> bool {
    let folders = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&folders).any(|folder| Path::new(&folder).join(name).is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(variables: &[(&str, &str)], programs: &[&str]) -> Clipboard {
        let variable = |name: &str| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_string())
        };
        Clipboard::find(variable, |name| programs.contains(&name))
    }

    #[test]
    fn a_program_of_this_machine_goes_before_the_terminal_unless_the_learner_is_elsewhere() {
        let wayland = ("WAYLAND_DISPLAY", "wayland-0");
        assert_eq!(found(&[wayland], &["wl-copy"]), Clipboard::Program(&["wl-copy"]));
        let far = [wayland, ("SSH_CONNECTION", "1 2 3 4"), ("TERM", "xterm-kitty")];
        assert_eq!(found(&far, &["wl-copy"]), Clipboard::Terminal);
        assert_eq!(found(&[("DISPLAY", ":0")], &["xsel"]), Clipboard::Program(PROGRAMS[2].1));
    }

    #[test]
    fn only_terminals_that_take_it_are_believed() {
        assert!(found(&[("TERM_PROGRAM", "WezTerm")], &[]).is_sure());
        assert!(found(&[("WT_SESSION", "x")], &[]).is_sure());
        assert!(!found(&[("TERM", "xterm-256color")], &[]).is_sure());
        assert!(!found(&[("TERM", "xterm-kitty"), ("TMUX", "/tmp/x")], &[]).is_sure());
        assert!(!Clipboard::Perhaps.fill("words"));
    }
}
