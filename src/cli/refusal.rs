//! Why a command line was not understood, as a sentence in both languages.

use crate::say;
use crate::words::{Problem, Text, printable, text};
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// The sentence for what clap found wrong, and where help is.
pub(super) fn problem(error: &clap::Error) -> Problem {
    let sentence = sentence(error).then(&suggestion(error));
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
            say!("\"{argument}\" is not understood here.", "这里不认识“{argument}”。")
        }
        ErrorKind::InvalidSubcommand => {
            let command = word(error, ContextKind::InvalidSubcommand);
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
