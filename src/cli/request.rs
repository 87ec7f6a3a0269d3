//! What was asked for on the command line.

use super::code::Code;
use super::compare::Compare;
use super::data::{self, Work};
use super::drawn::Drawn;
use super::learn::Learn;
use super::record::{self, Record};
use super::run::Headless;
use super::screen::{Printed, Still};
use super::sheet::Format;
use super::sweep::{Range, Sweep};
use super::{progress, share, story, weights};
use crate::data::tensor_file::Format as TensorFormat;
use crate::lab::{Recipe, seed};
use crate::lessons;
use crate::say;
use crate::words::{Problem, nearest, printable, read_whole, text};
use clap::ArgMatches;
use clap_complete::Shell;
use std::path::PathBuf;

/// What to do and under which settings.
pub(super) struct Request {
    /// What to do.
    pub(super) task: Task,
    /// Settings of the whole program as said by flags, by name.
    pub(super) flags: Flags,
    /// Where the output goes, if not to the standard output.
    pub(super) target: Option<Target>,
    /// Nothing is said beside the output.
    pub(super) quiet: bool,
}

/// A file that takes the output.
pub(super) struct Target {
    /// The file.
    pub(super) file: PathBuf,
    /// Replace what is there.
    pub(super) force: bool,
}

/// Settings said by flags: name and value as in the configuration file.
pub(super) type Flags = Vec<(&'static str, String)>;

/// What to do.
pub(super) enum Task {
    /// Open the full-screen program, at a recipe or at home, perhaps with a story of one's own.
    Open(Option<Recipe>, Option<PathBuf>),
    /// List the lessons.
    List(Format),
    /// Run one without a screen.
    Run(Headless),
    /// Write one as a script.
    Code(Code),
    /// Train lesson `cats` and ask it about these pictures.
    Predict(Headless, Vec<String>),
    /// Print the frame the program would draw.
    Show(Still),
    /// Make, describe or pack data.
    Data(Work),
    /// Draw one as a film.
    Record(Record),
    /// Write what one has learnt.
    Weights(Headless, TensorFormat),
    /// Print the share line of a state.
    Share(Headless),
    /// Print the version, and how the program was built.
    Version {
        /// All that is known.
        verbose: bool,
    },
    /// Print completions.
    Completions(Shell),
    /// Print a manual page.
    Man(Vec<String>),
    /// Run two and set them side by side.
    Compare(Box<Compare>),
    /// Run one with many values.
    Sweep(Sweep),
    /// Say where things are kept.
    Paths {
        /// As JSON.
        json: bool,
    },
    /// Print the configuration file with every default.
    Config,
    /// Say what is found about this terminal.
    Doctor,
    /// Print the help of a command.
    Help(Vec<String>),
    /// Tell a story.
    Learn(Learn),
    /// Check or print a story.
    Story(story::Work),
    /// Print the glossary, or the entries that a term finds.
    Glossary(Option<String>),
    /// Print progress, or begin it anew.
    Progress(progress::Work),
}

/// Reads what clap has understood.
pub(super) fn read(matches: &ArgMatches) -> Result<Request, Problem> {
    if matches.get_flag("version") {
        return Ok(request(Task::Version { verbose: matches.get_flag("verbose") }, matches));
    }
    let opens = matches.contains_id("lesson") || matches.contains_id("data");
    let Some((name, mut below)) = matches.subcommand() else {
        let recipe = if opens { Some(recipe(matches)?) } else { None };
        let story = paths(matches, "story")?.pop();
        return Ok(request(Task::Open(recipe, story), matches));
    };
    if opens {
        return Err(Problem::usage(say!(
            "A lesson or --data belongs behind \"{name}\".",
            "课程和 --data 应写在“{name}”之后。"
        )));
    }
    let task = match name {
        "list" => Task::List(format(below)),
        "run" => Task::Run(headless(below)?),
        "code" => {
            let notebook = said_or_named(below).is_some_and(|format| format == "ipynb");
            Task::Code(Code { headless: headless(below)?, notebook })
        }
        "predict" => Task::Predict(headless(below)?, pictures(below)?),
        "show" => Task::Show(still(below)?),
        "record" => Task::Record(record::asked(below)?),
        "weights" => weights::asked(below)?,
        "share" => Task::Share(share::asked(below)?),
        "data" => {
            let Some((name, deeper)) = below.subcommand() else { return Err(missing("make|info|pack")) };
            below = deeper;
            Task::Data(data::asked(name, below)?)
        }
        "learn" => Task::Learn(Learn {
            lesson: one(below, "lesson").map(str::to_string),
            story: paths(below, "story")?.pop(),
            plain: below.get_flag("plain"),
        }),
        "story" => {
            let Some((name, deeper)) = below.subcommand() else { return Err(missing("check|print")) };
            below = deeper;
            Task::Story(told(name, below)?)
        }
        "glossary" => Task::Glossary(one(below, "term").map(str::to_string)),
        "progress" => {
            let reset = one(below, "reset").map(str::to_string);
            Task::Progress(progress::Work { format: format(below), reset })
        }
        "completions" => Task::Completions(*below.get_one("shell").unwrap_or(&Shell::Bash)),
        "compare" => Task::Compare(Box::new(compared(below)?)),
        "sweep" => Task::Sweep(swept(below)?),
        "config" => Task::Config,
        "doctor" => Task::Doctor,
        "help" => Task::Help(named(below)),
        "man" => Task::Man(named(below)),
        _ => Task::Paths { json: one(below, "format") == Some("json") },
    };
    Ok(request(task, below))
}

/// A command by its words.
fn named(matches: &ArgMatches) -> Vec<String> {
    matches.get_many::<String>("command").unwrap_or_default().cloned().collect()
}

/// A task with what is said about all of them.
fn request(task: Task, matches: &ArgMatches) -> Request {
    let file = matches.try_get_one::<PathBuf>("out").ok().flatten().filter(|file| **file != *"-");
    let target = file.map(|file| Target { file: file.clone(), force: matches.get_flag("force") });
    Request { task, flags: flags(matches), target, quiet: matches.get_flag("quiet") }
}

/// The flags that stand for settings of the configuration file.
fn flags(matches: &ArgMatches) -> Flags {
    let mut flags = Flags::new();
    for (option, setting) in [("lang", "language"), ("color", "color"), ("theme", "theme")] {
        if let Some(value) = one(matches, option) {
            flags.push((setting, value.to_string()));
        }
    }
    for (flag, setting, value) in
        [("ascii", "glyphs", "ascii"), ("no-mouse", "mouse", "false"), ("no-animation", "animation", "false")]
    {
        if matches.get_flag(flag) {
            flags.push((setting, value.to_string()));
        }
    }
    flags
}

/// Files that are named take the place of those in the line.
fn open_instead(recipe: &mut Recipe, data: Vec<PathBuf>) {
    if !data.is_empty() {
        (recipe.data, recipe.seals) = (data, Vec::new());
    }
}

pub(super) fn headless(matches: &ArgMatches) -> Result<Headless, Problem> {
    let (every, steps, format) = (every(matches)?, count(matches, "steps")?, format(matches));
    let (recipe, loaded) = match weights::loaded(matches)? {
        Some(loaded) => (loaded.recipe.clone(), Some(loaded)),
        None => (recipe(matches)?, None),
    };
    let named = matches.try_get_one("recipe").ok().flatten().copied().unwrap_or(false);
    Ok(Headless { steps, every, format, loaded, named, ..Headless::of(recipe) })
}

/// Two share lines of one lesson, run as long and printed as often as each other.
fn compared(matches: &ArgMatches) -> Result<Compare, Problem> {
    let (every, steps, format) = (every(matches)?, count(matches, "steps")?, format(matches));
    let run = |recipe: Recipe| Headless { steps, every, format, ..Headless::of(recipe) };
    let first = line(matches, "first")?;
    let second = second(matches, "second", &first)?;
    Ok(Compare { runs: [run(first), run(second)], metric: one(matches, "metric").map(str::to_string) })
}

/// A share line behind one of the words of a command.
fn line(matches: &ArgMatches, name: &str) -> Result<Recipe, Problem> {
    let mut recipe = Recipe::parse(one(matches, name).unwrap_or_default())?;
    lessons::find(&recipe.lesson)?;
    names_no_files(&recipe)?;
    open_instead(&mut recipe, paths(matches, "data")?);
    Ok(recipe)
}

/// Another run of the lesson of `first`.
pub(super) fn second(matches: &ArgMatches, name: &str, first: &Recipe) -> Result<Recipe, Problem> {
    let second = line(matches, name)?;
    if first.lesson == second.lesson {
        return Ok(second);
    }
    let (a, b) = (printable(&first.lesson), printable(&second.lesson));
    Err(Problem::usage(say!(
        "Runs of one lesson can be compared; these are {a} and {b}.",
        "只能比较同一课的两次运行；这里是 {a} 和 {b}。"
    )))
}

/// A lesson with ranges among its settings.
fn swept(matches: &ArgMatches) -> Result<Sweep, Problem> {
    let mut recipe = recipe_without_settings(matches)?;
    let mut ranges = Vec::new();
    for setting in matches.get_many::<String>("set").unwrap_or_default() {
        match Range::parse(setting)? {
            Some(range) => ranges.push(range),
            None => set(&mut recipe, setting)?,
        }
    }
    if ranges.is_empty() {
        return Err(Problem::usage(text(
            "A sweep needs at least one range, such as --set lr=0.001..0.1:log:9 or --set lr=0.1,0.2.",
            "扫描至少需要一个取值范围，例如 --set lr=0.001..0.1:log:9 或 --set lr=0.1,0.2。",
        )));
    }
    let steps = count(matches, "steps")?;
    Ok(Sweep { headless: Headless { steps, format: format(matches), ..Headless::of(recipe) }, ranges })
}

/// `--every`.
fn every(matches: &ArgMatches) -> Result<Option<u64>, Problem> {
    let every = count(matches, "every")?;
    if every == Some(0) {
        return Err(Problem::usage(text(
            "--every 0 would never print a row; the smallest is 1.",
            "--every 0 不会输出任何一行；最小为 1。",
        )));
    }
    Ok(every)
}

fn still(matches: &ArgMatches) -> Result<Still, Problem> {
    let recipe = if matches.contains_id("lesson") { Some(recipe(matches)?) } else { None };
    let format = said_or_named(matches).map(|name| Printed::asked(&name)).transpose()?;
    Ok(Still { drawn: Drawn::asked(matches, recipe.as_ref())?, recipe, format })
}

fn told(name: &str, matches: &ArgMatches) -> Result<story::Work, Problem> {
    match name {
        "check" => Ok(story::Work::Check(paths(matches, "path")?.pop().unwrap_or_default())),
        _ => {
            let what = one(matches, "lesson").unwrap_or_default().to_string();
            Ok(story::Work::Print { what, answers: matches.get_flag("answers") })
        }
    }
}

/// Options that are parameters of lessons about the learner's own data.
const ABOUT_DATA: [&str; 11] = [
    "columns",
    "label",
    "missing",
    "separator",
    "decimal",
    "header",
    "skip",
    "encoding",
    "scale",
    "class",
    "sideways",
];

fn missing(words: &str) -> Problem {
    Problem::usage(say!("Say which one: {words}.", "请指明哪一个：{words}。"))
}

/// The pictures to ask about.
fn pictures(matches: &ArgMatches) -> Result<Vec<String>, Problem> {
    Ok(paths(matches, "path")?.iter().map(|path| path.to_string_lossy().into_owned()).collect())
}

/// The recipe of a lesson or share line with what `--set`, `--seed` and `--data` say besides.
pub(super) fn recipe(matches: &ArgMatches) -> Result<Recipe, Problem> {
    let mut recipe = recipe_without_settings(matches)?;
    if let Ok(Some(settings)) = matches.try_get_many::<String>("set") {
        for setting in settings {
            set(&mut recipe, setting)?;
        }
    }
    Ok(recipe)
}

/// [`recipe`] before `--set` is looked at.
fn recipe_without_settings(matches: &ArgMatches) -> Result<Recipe, Problem> {
    let mut recipe = Recipe::parse(one(matches, "lesson").unwrap_or("cats"))?;
    lessons::find(&recipe.lesson).map_err(|problem| not_a_command(&recipe.lesson).unwrap_or(problem))?;
    names_no_files(&recipe)?;
    for name in ABOUT_DATA {
        if let Some(value) = one(matches, name) {
            recipe.take(name, value.to_string())?;
        }
    }
    if let Some(value) = one(matches, "seed") {
        recipe.seed = Some(seed(value)?);
    }
    open_instead(&mut recipe, paths(matches, "data")?);
    Ok(recipe)
}

/// The sentence about a word that is rather a slip of a command's name than of a lesson's.
fn not_a_command(word: &str) -> Option<Problem> {
    let lessons: Vec<&str> = lessons::ALL.iter().map(|entry| (entry.card)().id).collect();
    let meant = nearest(word, super::grammar::COMMANDS.into_iter().chain(lessons.iter().copied()))?;
    let word = printable(word);
    (!lessons.contains(&meant)).then(|| {
        Problem::usage(say!(
            "There is no lesson or command \"{word}\". Did you mean {meant}?",
            "没有名为“{word}”的课程或命令。是不是 {meant}？"
        ))
    })
}

/// A line that comes from elsewhere opens no file by itself.
fn names_no_files(line: &Recipe) -> Result<(), Problem> {
    match names_a_file(line) {
        None => Ok(()),
        Some((name, value)) => Err(Problem::usage(say!(
            "The line asks for the file \"{value}\", and no line opens a file by itself. If you want it opened, say so: --set {name}={value}",
            "这行链接要求打开文件“{value}”，而链接不会自行打开文件。如果确实要打开，请写明：--set {name}={value}"
        ))),
    }
}

/// The first setting that is a file, and the file, as they can be printed.
pub(super) fn names_a_file(recipe: &Recipe) -> Option<(String, String)> {
    let settings = recipe.settings.iter();
    let mut values = settings.chain(recipe.edits.iter().map(|edit| (&*edit.name, &*edit.value)));
    values.find(|(_, value)| is_path(value)).map(|(name, value)| (printable(name), printable(value)))
}

/// Whether a value names a file: as an absolute path, from here or from home, or one that is there.
fn is_path(value: &str) -> bool {
    let value = value.trim();
    let begins = ["/", "./", "../", "~"].iter().any(|start| value.starts_with(start));
    let ends = value.to_ascii_lowercase().ends_with(".txt");
    begins || ends || value.contains('\\') || (value.contains('/') && PathBuf::from(value).exists())
}

/// Takes over `name=value`.
fn set(recipe: &mut Recipe, setting: &str) -> Result<(), Problem> {
    let Some((name, value)) = setting.split_once('=') else {
        let setting = printable(setting);
        return Err(Problem::usage(say!(
            "--set takes NAME=VALUE, not \"{setting}\".",
            "--set 应写成 名称=值，而不是“{setting}”。"
        )));
    };
    recipe.take(name.trim(), value.to_string())
}

/// Paths given for an argument, none of them with a name that could steer a terminal.
pub(super) fn paths(matches: &ArgMatches, argument: &str) -> Result<Vec<PathBuf>, Problem> {
    let paths = matches.try_get_many(argument).ok().flatten().unwrap_or_default();
    let paths: Vec<PathBuf> = paths
        .map(|path: &PathBuf| path.to_str().map_or_else(|| path.clone(), crate::data::paths::path))
        .collect();
    for path in &paths {
        let name = path.to_string_lossy();
        if name.is_empty() {
            return Err(Problem::usage(text(
                "The name of a file or folder is empty.",
                "文件或文件夹的名称是空的。",
            )));
        }
        if name.chars().any(char::is_control) {
            let name = printable(&name);
            return Err(Problem::usage(say!(
                "The file name \"{name}\" holds control characters; rename the file.",
                "文件名“{name}”含有控制字符；请先改名。"
            )));
        }
    }
    Ok(paths)
}

fn format(matches: &ArgMatches) -> Format {
    Format::named(&said_or_named(matches).unwrap_or_default())
}

/// What `--format` says, else how the name of the file ends that takes the output.
pub(super) fn said_or_named(matches: &ArgMatches) -> Option<String> {
    let file = || matches.try_get_one::<PathBuf>("out").ok().flatten()?.extension();
    let named = || file().map(|end| end.to_string_lossy().to_lowercase());
    one(matches, "format").map(str::to_string).or_else(named)
}

/// A whole number from 0.
pub(super) fn count(matches: &ArgMatches, option: &str) -> Result<Option<u64>, Problem> {
    let Some(typed) = one(matches, option) else { return Ok(None) };
    read_whole(typed).map(Some).ok_or_else(|| {
        let typed = printable(typed);
        Problem::usage(say!(
            "--{option} takes a whole number, not \"{typed}\".",
            "--{option} 应为整数，而不是“{typed}”。"
        ))
    })
}

pub(super) fn one<'a>(matches: &'a ArgMatches, name: &str) -> Option<&'a str> {
    matches.try_get_one::<String>(name).ok().flatten().map(String::as_str)
}
