//! The grammar as others take it: the help and the manual page of a command, and what a shell can complete.

use super::grammar;
use crate::lab::{Kind, Parameters, Settings};
use crate::lessons;
use crate::say;
use crate::story::glossary::{self, Entry};
use crate::words::{Language, Problem, did_you_mean, printable};
use clap::Command;
use clap::builder::PossibleValuesParser;
use std::collections::BTreeSet;

/// The command that the words lead to; the program without any.
///
/// # Errors
/// A sentence with the commands that there are, and the one that may be meant.
pub(super) fn found(words: &[String], language: Language) -> Result<Command, Problem> {
    let mut command = grammar::command(language);
    for word in words {
        let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_string()).collect();
        let Some(below) = command.find_subcommand(word) else {
            let known = names.iter().map(String::as_str);
            let (list, meant) = (names.join(", "), did_you_mean(word, known));
            let word = printable(word);
            let what = say!("There is no command \"{word}\".", "没有命令“{word}”。").then(&meant);
            let there = say!(" There are: {list}.", "可用的有：{list}。");
            return Err(Problem::usage(if list.is_empty() { what } else { what.then(&there) }));
        };
        command = below.clone();
    }
    Ok(command)
}

/// The grammar with all that a shell can complete: lessons where a lesson stands, `name=value` behind `--set`, terms
/// of the glossary.
pub(super) fn completed(language: Language) -> Command {
    let (ids, settings, terms) = (ids(), settings(), terms(language));
    let known = |mut command: Command| {
        let lines = ["lesson", "first", "second", "beside"].map(|name| (name, &ids));
        for (name, values) in lines.into_iter().chain([("set", &settings), ("term", &terms)]) {
            if command.get_arguments().any(|argument| argument.get_id() == name) {
                let values = PossibleValuesParser::new(values.iter().cloned());
                command = command.mut_arg(name, |argument| argument.value_parser(values));
            }
        }
        command
    };
    known(grammar::command(language)).mut_subcommands(known)
}

/// The names of all lessons.
fn ids() -> Vec<String> {
    lessons::ALL.iter().map(|entry| (entry.card)().id.to_string()).collect()
}

/// Every term of the glossary in this language, as one word: `gradient-descent`.
fn terms(language: Language) -> Vec<String> {
    let word = |entry: &Entry| entry.term.get(language).replace(' ', "-");
    let plain = |word: &String| word.chars().all(|c| c.is_alphanumeric() || c == '-');
    glossary::ALL.into_iter().flatten().map(word).filter(plain).collect::<BTreeSet<_>>().into_iter().collect()
}

/// Every parameter of every lesson as `name=`, and with each of its values where they can be counted.
fn settings() -> Vec<String> {
    let mut all = BTreeSet::new();
    for entry in lessons::ALL {
        for (parameter, _) in (entry.parameters)(&Settings::default()).iter().flat_map(Parameters::iter) {
            let name = &parameter.name;
            match &parameter.kind {
                Kind::Choice(choices) => {
                    all.extend(choices.iter().map(|choice| format!("{name}={}", choice.id)));
                }
                Kind::Switch => all.extend(["true", "false"].map(|value| format!("{name}={value}"))),
                _ => {
                    all.insert(format!("{name}="));
                }
            }
        }
    }
    all.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_a_manual_page() {
        for name in grammar::COMMANDS {
            let mut page = Vec::new();
            let command = found(&[name.to_string()], Language::English).unwrap_or_default();
            assert!(clap_mangen::Man::new(command).render(&mut page).is_ok());
            assert!(String::from_utf8_lossy(&page).contains(&format!(".TH nnlab-{name}")), "{name}");
        }
    }
}
