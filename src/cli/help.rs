//! The help of every command, set in columns of a terminal whatever the language.

use crate::words::{Language, Text, text, wrap_whole};
use clap::{Arg, ArgAction, Command};
use unicode_width::UnicodeWidthStr;

/// Columns of a page.
const WIDTH: usize = 80;

/// Gives a command and all below it their help.
pub(super) fn write(command: Command, language: Language) -> Command {
    write_below(command, "", &[], language)
}

/// `above` is the path to the command, `everywhere` the sections of what it inherits: clap hands global
/// arguments down only later.
fn write_below(mut command: Command, above: &str, everywhere: &[Section], language: Language) -> Command {
    let path = format!("{above}{}", command.get_name());
    let everywhere = if above.is_empty() { headed(&command, true) } else { everywhere.to_vec() };
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_string()).collect();
    for name in names {
        let above = format!("{path} ");
        command = command.mut_subcommand(name, |sub| write_below(sub, &above, &everywhere, language));
    }
    let help = page(&command, &path, &everywhere, language);
    // So its manual page is called.
    command.display_name(path.replace(' ', "-")).bin_name(path).override_help(help)
}

/// The help of one command.
fn page(command: &Command, path: &str, everywhere: &[Section], language: Language) -> String {
    let say = |words: Text| words.get(language).to_string();
    let mut page = String::new();
    if let Some(about) = command.get_about() {
        page += &format!("{about}\n");
    }
    page += &format!("\n{}\n  {}\n", say(text("Usage", "用法")), usage(command, path, language));
    let sections = [own(command, language), headed(command, false), everywhere.to_vec()].concat();
    for (title, rows) in sections.iter().filter(|(_, rows)| !rows.is_empty()) {
        page += &format!("\n{title}\n{}", columns(rows));
    }
    if let Some(examples) = command.get_after_help() {
        let examples = examples.to_string().lines().map(|line| format!("  {line}\n")).collect::<String>();
        page += &format!("\n{}\n{examples}", say(text("Examples", "示例")));
    }
    page
}

/// `nnlab run [OPTIONS] <LESSON>`.
fn usage(command: &Command, path: &str, language: Language) -> String {
    let mut words = vec![path.to_string()];
    if command.get_subcommands().next().is_some() {
        words.push(text("[COMMAND]", "[命令]").get(language).to_string());
    }
    if path.contains(' ') || options(command).next().is_some() {
        words.push(text("[OPTIONS]", "[选项]").get(language).to_string());
    }
    words.extend(command.get_positionals().map(left));
    words.join(" ")
}

/// Titles with rows of what is typed and what it means.
type Section = (String, Vec<(String, String)>);

/// The sections of a command's own words.
fn own(command: &Command, language: Language) -> Vec<Section> {
    let say = |words: Text| words.get(language).to_string();
    let commands = command.get_subcommands().map(|sub| {
        (sub.get_name().to_string(), sub.get_about().map(ToString::to_string).unwrap_or_default())
    });
    let options = options(command).filter(|argument| argument.get_help_heading().is_none());
    vec![
        (say(text("Commands", "命令")), commands.collect()),
        (say(text("Arguments", "参数")), command.get_positionals().map(row).collect()),
        (say(text("Options", "选项")), options.map(row).collect()),
    ]
}

/// The sections with a heading of their own: of what all commands below take too, or of what this one takes alone.
fn headed(command: &Command, global: bool) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for argument in options(command).filter(|argument| argument.is_global_set() == global) {
        let Some(heading) = argument.get_help_heading() else { continue };
        match sections.iter_mut().find(|(title, _)| title == heading) {
            Some((_, rows)) => rows.push(row(argument)),
            None => sections.push((heading.to_string(), vec![row(argument)])),
        }
    }
    sections
}

fn options(command: &Command) -> impl Iterator<Item = &Arg> {
    command.get_arguments().filter(|argument| !argument.is_positional())
}

fn row(argument: &Arg) -> (String, String) {
    (left(argument), argument.get_help().map(ToString::to_string).unwrap_or_default())
}

/// What is typed: `-o, --out FILE`, `<LESSON>`, `[LESSON]`.
fn left(argument: &Arg) -> String {
    let values = argument.get_value_names().unwrap_or_default();
    let values = values.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    if argument.is_positional() {
        return if argument.is_required_set() { format!("<{values}>") } else { format!("[{values}]") };
    }
    let short = argument.get_short().map_or("    ".into(), |short| format!("-{short}, "));
    let long = argument.get_long().unwrap_or_default();
    let takes = matches!(argument.get_action(), ArgAction::Set | ArgAction::Append);
    format!("{short}--{long}{}", if takes { format!(" {values}") } else { String::new() })
}

/// Two columns, the second of which is broken into lines so that none is wider than [`WIDTH`].
fn columns(rows: &[(String, String)]) -> String {
    let width = rows.iter().map(|(left, _)| left.width()).max().unwrap_or(0);
    let mut out = String::new();
    for (left, right) in rows {
        let lines = right.lines().flat_map(|line| wrap_whole(line, WIDTH.saturating_sub(width + 4).max(20)));
        for (at, line) in lines.enumerate() {
            let left = if at == 0 { left } else { "" };
            let space = " ".repeat(width - left.width());
            out += &format!("  {left}{space}  {line}\n");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::grammar;
    use super::*;
    use std::collections::BTreeSet;

    fn pages(command: &mut Command) -> Vec<String> {
        let mut pages = vec![command.render_help().to_string()];
        for sub in command.get_subcommands_mut() {
            pages.extend(self::pages(sub));
        }
        pages
    }

    /// Whatever a page lists, the command takes, and the other way round.
    #[test]
    fn every_page_lists_what_its_command_takes() {
        fn check(command: &Command, global: &[String]) {
            let help = command.clone().render_help().to_string();
            let rows = help.lines().filter_map(|line| {
                line.trim_start().split("--").nth(1).filter(|_| {
                    let line = line.trim_start();
                    line.starts_with("--") || line.starts_with('-') && line.get(2..6) == Some(", --")
                })
            });
            let listed: BTreeSet<String> =
                rows.filter_map(|row| row.split_whitespace().next()).map(str::to_string).collect();
            let own = options(command).filter_map(|it| it.get_long().map(str::to_string));
            let taken: BTreeSet<String> = own.chain(global.iter().cloned()).collect();
            assert_eq!(listed, taken, "{}", command.get_name());
            command.get_subcommands().for_each(|below| check(below, global));
        }
        let command = grammar::command(Language::English);
        let global = options(&command).filter(|it| it.is_global_set());
        let global: Vec<String> = global.filter_map(|it| it.get_long().map(str::to_string)).collect();
        assert!(global.len() > 4, "{global:?}");
        check(&command, &global);
    }

    #[test]
    fn every_page_fits_a_terminal_of_80_columns() {
        for language in [Language::English, Language::Chinese] {
            for page in pages(&mut grammar::command(language)) {
                for line in page.lines() {
                    assert!(line.width() <= 80, "{line}");
                }
            }
        }
    }

    #[test]
    fn chinese_help_has_no_english_frame() {
        for page in pages(&mut grammar::command(Language::Chinese)) {
            for word in ["Usage", "Options", "Print", "Commands", "Arguments", "default", "possible"] {
                assert!(!page.contains(word), "{word} in\n{page}");
            }
        }
    }

    #[test]
    fn the_grammar_holds_together() {
        grammar::command(Language::English).debug_assert();
        grammar::command(Language::Chinese).debug_assert();
    }
}
