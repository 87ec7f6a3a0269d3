//! The help of every command, set in columns of a terminal whatever the language.

use crate::words::{Language, Text, text, wrap_whole};
use clap::{Arg, ArgAction, Command};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};
use std::io::Write;
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
    if !path.contains(' ') {
        page += &format!("\n{}\n{}", say(EXIT_CODES), columns(&exits(language)));
    }
    if let Some(examples) = command.get_after_help() {
        let examples = examples.to_string().lines().map(|line| format!("  {line}\n")).collect::<String>();
        page += &format!("\n{}\n{examples}", say(text("Examples", "示例")));
    }
    page
}

const EXIT_CODES: Text = text("Exit codes", "退出码");

/// What the program says by its exit code.
const EXITS: [(&str, Text); 4] = [
    ("0", text("done", "已完成")),
    (
        "1",
        text(
            "it failed, for example at a file; the reason is on standard error",
            "失败，例如文件读写出错；原因写在标准错误输出",
        ),
    ),
    ("2", text("asked for something that there is not, or that cannot be", "请求的内容不存在，或无法办到")),
    (
        "130",
        text(
            "interrupted (Ctrl-C, or ended from outside); rows printed so far are whole",
            "被中断（Ctrl-C 或外部终止）；已输出的行都是完整的",
        ),
    ),
];

fn exits(language: Language) -> Vec<(String, String)> {
    EXITS.iter().map(|(code, means)| ((*code).to_string(), means.get(language).to_string())).collect()
}

/// The manual page of a command. Its examples stand line by line, as they are typed.
pub(super) fn manual(command: Command, language: Language, out: &mut dyn Write) -> std::io::Result<()> {
    let examples: Vec<String> = command
        .get_after_help()
        .map(|help| help.to_string().lines().map(str::to_string).collect())
        .unwrap_or_default();
    let has = (command.get_arguments().next().is_some(), command.get_subcommands().next().is_some());
    let page = Man::new(command).source(concat!("nnlab ", env!("CARGO_PKG_VERSION")));
    page.render_title(out)?;
    page.render_name_section(out)?;
    page.render_synopsis_section(out)?;
    page.render_description_section(out)?;
    if has.0 {
        page.render_options_section(out)?;
    }
    if has.1 {
        page.render_subcommands_section(out)?;
    }
    let mut rest = Roff::default();
    rest.control("SH", [text("EXIT STATUS", "退出码").get(language)]);
    for (code, means) in exits(language) {
        rest.control("TP", []).text([bold(code)]).text([roman(means)]);
    }
    if !examples.is_empty() {
        rest.control("SH", [text("EXAMPLES", "示例").get(language)]).control("nf", []);
        for line in examples {
            rest.text([roman(line)]);
        }
        rest.control("fi", []);
    }
    rest.to_writer(out)?;
    page.render_version_section(out)
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

    /// Every command has an example, of which every line that is one of nnlab's is understood by the grammar.
    #[test]
    fn every_command_shows_an_example_that_is_understood() {
        fn all(command: &Command, path: &str, found: &mut Vec<(String, String)>) {
            let examples = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            found.push((path.to_string(), examples));
            for below in command.get_subcommands() {
                all(below, &format!("{path} {}", below.get_name()), found);
            }
        }
        let mut found = Vec::new();
        for language in [Language::English, Language::Chinese] {
            all(&grammar::command(language), "nnlab", &mut found);
        }
        assert!(found.len() >= 2 * (1 + grammar::COMMANDS.len() + 5), "{}", found.len());
        for (path, examples) in found {
            assert!(examples.lines().any(|line| line.starts_with(&path)), "{path}: {examples:?}");
            for line in examples.lines().filter(|line| line.starts_with("nnlab")) {
                let typed =
                    line.split(" > ").flat_map(|it| it.split(" | ")).flat_map(|it| it.split(" && ")).next();
                let words =
                    typed.into_iter().flat_map(|it| it.split("  ").take(1)).flat_map(|it| it.split(' '));
                let mut words: Vec<String> = words.map(|word| word.replace('\'', "")).collect();
                words.retain(|word| !word.is_empty());
                let asked = grammar::command(Language::English).try_get_matches_from(&words);
                assert!(asked.is_ok(), "{line}: {:?}", asked.err().map(|it| it.to_string()));
            }
        }
    }

    #[test]
    fn exit_codes_stand_in_help_and_manual() {
        for (language, words) in [(Language::English, "EXIT STATUS"), (Language::Chinese, "退出码")] {
            let help = grammar::command(language).render_help().to_string();
            let mut page = Vec::new();
            manual(grammar::command(language), language, &mut page).expect("a page");
            let page = String::from_utf8(page).expect("text").replace("\\-", "-");
            assert!(page.contains(words), "{page}");
            for (code, means) in exits(language) {
                let first = means.split_whitespace().next().expect("words");
                let row = help.lines().find(|line| line.trim_start().starts_with(&format!("{code} ")));
                assert!(row.is_some_and(|row| row.contains(first)), "{code} in {help}");
                assert!(page.contains(first), "{code} in {page}");
            }
            assert!(
                page.contains("\nnnlab cats ") && !page.contains("EXTRA"),
                "each example on a line: {page}"
            );
        }
    }

    #[test]
    fn the_grammar_holds_together() {
        grammar::command(Language::English).debug_assert();
        grammar::command(Language::Chinese).debug_assert();
    }
}
