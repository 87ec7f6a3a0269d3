//! Why a command line was not understood, as a sentence in both languages.

use super::grammar::COMMANDS;
use crate::lessons;
use crate::say;
use crate::words::{Problem, Text, did_you_mean, printable, text};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::ffi::OsString;

/// The sentence for what clap found wrong with these arguments, and where help is.
pub(super) fn problem(error: &clap::Error, arguments: &[OsString]) -> Problem {
    let command = word(error, ContextKind::InvalidSubcommand);
    let nearest = if lessons::find(&command).is_ok() {
        let before = arguments.windows(2).find(|pair| pair[1] == *command).and_then(|pair| pair[0].to_str());
        before.map_or_else(Text::default, |before| did_you_mean(before, COMMANDS))
    } else {
        suggestion(error)
    };
    let sentence = sentence(error).then(&nearest);
    Problem::usage(sentence.then(&text("\nHelp: nnlab --help", "\n帮助：nnlab --help")))
}

fn sentence(error: &clap::Error) -> Text {
    let (argument, value) = (word(error, ContextKind::InvalidArg), word(error, ContextKind::InvalidValue));
    match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => {
            say!("{argument} needs a value.", "{argument} 需要一个值。")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let valid = word(error, ContextKind::ValidValue);
            let expected = if valid.is_empty() {
                Text::default()
            } else {
                say!(" It takes one of: {valid}.", "可用的值：{valid}。")
            };
            say!("{argument} cannot be \"{value}\".", "{argument} 不能是“{value}”。").then(&expected)
        }
        ErrorKind::UnknownArgument => {
            let plain = say!("\"{argument}\" is not understood here.", "这里不认识“{argument}”。");
            if argument != "--set" {
                return plain;
            }
            plain.then(&text(
                " On the screen settings stand in the lesson's line: nnlab 'cats?lr=0.1'.",
                "打开画面时，设置写在课程名之后：nnlab 'cats?lr=0.1'。",
            ))
        }
        ErrorKind::InvalidSubcommand => {
            let command = word(error, ContextKind::InvalidSubcommand);
            if lessons::find(&command).is_ok() {
                return say!(
                    "\"{command}\" is a lesson, and what stands before it is no command.",
                    "“{command}”是课程，而它前面的不是命令。"
                );
            }
            say!("There is no command \"{command}\".", "没有命令“{command}”。")
        }
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            let expected = word(error, ContextKind::ExpectedNumValues) + &word(error, ContextKind::MinValues);
            say!("{argument} takes {expected} values.", "{argument} 需要 {expected} 个值。")
        }
        ErrorKind::ArgumentConflict => {
            let prior = word(error, ContextKind::PriorArg);
            if prior.is_empty() || prior == argument {
                say!("{argument} can be given only once.", "{argument} 只能出现一次。")
            } else {
                say!("{argument} does not go together with {prior}.", "{argument} 不能与 {prior} 同时使用。")
            }
        }
        ErrorKind::MissingRequiredArgument => say!("{argument} is missing.", "缺少 {argument}。"),
        ErrorKind::MissingSubcommand => {
            let valid = word(error, ContextKind::ValidSubcommand);
            say!("Say which one: {valid}.", "请指明哪一个：{valid}。")
        }
        ErrorKind::InvalidUtf8 => {
            text("A word of the command line is not valid UTF-8.", "命令行中有不是有效 UTF-8 的内容。")
        }
        _ => text("The command line is not understood.", "无法理解这条命令。"),
    }
}

/// The nearest word that exists.
fn suggestion(error: &clap::Error) -> Text {
    let kinds = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    match kinds.map(|kind| word(error, kind)).into_iter().find(|word| !word.is_empty()) {
        Some(word) => say!(" Did you mean {word}?", "是不是 {word}？"),
        None => Text::default(),
    }
}

/// One detail of an error, safe to print; empty when it is not there.
fn word(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(word)) => printable(word),
        Some(ContextValue::Strings(words)) => printable(&words.join(", ")),
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}
