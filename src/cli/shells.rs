//! The scripts that complete nnlab's words in a shell.
//!
//! `clap_complete` writes them. Of what stands by its place its script for fish knows no values, and the one for
//! PowerShell none at all: these are put in here.

use super::commands::completed;
use crate::lessons;
use crate::words::Language;
use clap::{Arg, Command};
use clap_complete::Shell;
use std::collections::BTreeSet;

/// The script for a shell.
pub(super) fn script(shell: Shell, language: Language) -> String {
    let mut written = Vec::new();
    clap_complete::generate(shell, &mut completed(language), "nnlab", &mut written);
    let script = String::from_utf8_lossy(&written).into_owned();
    match shell {
        Shell::Fish => fish(script, &completed(language)),
        Shell::PowerShell => powershell(&script, &completed(language)),
        _ => script,
    }
}

/// The values that an argument can be completed to.
fn values(argument: &Arg) -> impl Iterator<Item = String> {
    argument.get_possible_values().into_iter().map(|value| value.get_name().to_string())
}

/// With what can stand behind each command.
fn fish(mut script: String, program: &Command) -> String {
    let mut add = |condition: &str, command: &Command| {
        let known: BTreeSet<String> = command.get_positionals().flat_map(values).collect();
        if !known.is_empty() {
            let known = known.into_iter().collect::<Vec<_>>().join(" ");
            script.push_str(&format!("complete -c nnlab -n \"{condition}\" -f -a \"{known}\"\n"));
        }
    };
    add("__fish_nnlab_needs_command", program);
    for command in program.get_subcommands() {
        let using = format!("__fish_nnlab_using_subcommand {}", command.get_name());
        add(&using, command);
        for below in command.get_subcommands() {
            add(&format!("{using}; and __fish_seen_subcommand_from {}", below.get_name()), below);
        }
    }
    script
}

/// With the values of all arguments in the list of their command, behind a lesson too.
fn powershell(script: &str, program: &Command) -> String {
    let mut here: Option<&Command> = None;
    let mut whole = String::new();
    for line in script.lines() {
        let inner = line.trim();
        if let Some(path) = inner.strip_prefix("'nnlab").and_then(|rest| rest.strip_suffix("' {")) {
            let mut names = path.split(';').filter(|name| !name.is_empty());
            here = names.try_fold(program, |command, name| command.find_subcommand(name));
        }
        if inner == "break" && line.starts_with("            break") {
            let known: BTreeSet<String> =
                here.iter().flat_map(|command| command.get_arguments()).flat_map(values).collect();
            for value in known {
                whole.push_str(&format!(
                    "            [CompletionResult]::new('{value}', '{value}', [CompletionResultType]::ParameterValue, '{value}')\n"
                ));
            }
        }
        whole.push_str(line);
        whole.push('\n');
        if inner == "}) -join ';'" {
            let ids = lessons::ALL.iter().map(|entry| (entry.card)().id).collect::<Vec<_>>().join("|");
            whole.push_str(&format!("    $command = $command -replace '(;({ids})(\\?[^;]*)?)+$', ''\n"));
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shell_completes_lessons_parameters_and_values() {
        for shell in [Shell::Bash, Shell::Zsh, Shell::Fish, Shell::PowerShell] {
            let script = script(shell, Language::English);
            for word in ["hopfield", "lr=", "data=spiral", "gradient-descent", "momentum"] {
                assert!(script.contains(word), "{shell}: {word}");
            }
        }
    }

    #[test]
    fn fish_completes_a_lesson_behind_a_command() {
        let script = script(Shell::Fish, Language::English);
        let behind = |command: &str| {
            let start = format!("complete -c nnlab -n \"{command}\" -f -a \"");
            script.lines().find_map(|line| line.strip_prefix(&start)).map(str::to_string)
        };
        for command in ["__fish_nnlab_needs_command", "__fish_nnlab_using_subcommand run"] {
            assert!(behind(command).is_some_and(|list| list.starts_with("cats chain")), "{command}");
        }
        assert_eq!(behind("__fish_nnlab_using_subcommand doctor"), None);
    }

    #[test]
    fn powershell_offers_values_in_the_list_of_their_command() {
        let script = script(Shell::PowerShell, Language::English);
        let list = |command: &str| {
            let from = script.split_once(&format!("        '{command}' {{\n")).map(|(_, rest)| rest);
            from.and_then(|rest| rest.split_once("            break\n")).map(|(list, _)| list.to_string())
        };
        let offers = |command: &str, value: &str| {
            list(command).is_some_and(|list| list.contains(&format!("::new('{value}', '{value}',")))
        };
        assert!(offers("nnlab", "cats") && offers("nnlab;run", "cats") && offers("nnlab;run", "jsonl"));
        assert!(offers("nnlab;run", "data=spiral") && !offers("nnlab;doctor", "cats"));
        assert!(script.contains("$command = $command -replace '(;(slope|chain|"), "also behind a lesson");
        assert!(
            script.contains("break\n        }\n        $element.Value"),
            "the loop above it is as it was"
        );
    }
}
