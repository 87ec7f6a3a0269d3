//! The command line and the headless runs.
//!
//! [`grammar`] says which words exist and what they mean, in one language; [`request`] turns what was
//! typed into a [`request::Request`]; one file a command carries it out and writes to [`Output`].

mod code;
mod commands;
mod compare;
mod data;
mod drawn;
mod glossary;
mod grammar;
mod help;
mod learn;
mod list;
mod output;
mod place;
mod plain;
mod predict;
mod progress;
mod record;
mod refusal;
mod request;
mod run;
mod screen;
mod share;
mod sheet;
mod shells;
mod story;
mod sweep;
mod watch;
mod weights;

use crate::app::Own;
use crate::app::config::Config;

use crate::words::{Blame, Language, Problem, printable_start};
use learn::Learn;
use output::{Output, Stop};
use request::{Flags, Request, Target, Task};
use std::ffi::OsString;
use std::io::Write as _;
use std::process::ExitCode;

/// The program: reads the command line, does what it asks for, says what went wrong.
///
/// Exit codes: 0 done, 1 failed, 2 asked for something that cannot be asked for, 130 interrupted.
#[must_use]
pub fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let (config, mistakes) = config(&arguments);
    let language = config.language;
    let ended = ask(&arguments, language, &mistakes);
    ExitCode::from(match ended {
        Ok(code) => code,
        Err(Stop::Closed) => 0,
        Err(Stop::Interrupted) => 130,
        Err(Stop::Problem(problem)) => {
            complain(&problem, language);
            match problem.blame {
                Blame::Usage => 2,
                Blame::Run => 1,
            }
        }
    })
}

/// The settings, for the language that help and errors are in: it has to be known before the command line is read. And
/// what is wrong with them.
fn config(arguments: &[OsString]) -> (Config, Vec<Problem>) {
    let mut words = arguments.iter().skip(1).filter_map(|word| word.to_str());
    let mut said = None;
    while let Some(word) = words.next() {
        match word.strip_prefix("--lang") {
            Some("") => said = words.next(),
            Some(value) => said = value.strip_prefix('=').or(said),
            None => {}
        }
    }
    let flags = said.map(|value| ("language", value.to_string()));
    Config::load(flags.as_slice())
}

/// Reads the command line and does what it asks for.
fn ask(arguments: &[OsString], language: Language, mistakes: &[Problem]) -> Result<u8, Stop> {
    let mut out = Output::stdout();
    let read = grammar::words(language).try_get_matches_from(arguments);
    let matches = match read.or_else(|_| grammar::command(language).try_get_matches_from(arguments)) {
        Ok(matches) => matches,
        Err(error) if !error.use_stderr() => {
            write!(out, "{}", error.render())?;
            out.flush()?;
            return Ok(0);
        }
        Err(error) => return Err(refusal::problem(&error, arguments).into()),
    };
    let Request { task, flags, target, quiet } = request::read(&matches)?;
    if let Some(Target { file, force }) = target {
        out = Output::file(&file, force)?;
    }
    out = out.quiet(quiet);
    if works(&task) {
        mistakes.iter().for_each(|mistake| complain(mistake, language));
    }
    let code = perform(task, &flags, language, &mut out)?;
    out.flush()?;
    Ok(code)
}

/// Whether a task is one of those that work under the settings without reading them, so that somebody else has to say
/// what is wrong with them.
fn works(task: &Task) -> bool {
    match task {
        Task::Open(..)
        | Task::Show(_)
        | Task::Record(_)
        | Task::Doctor
        | Task::Config
        | Task::Paths { .. }
        | Task::Version { .. }
        | Task::Completions(_)
        | Task::Man(_)
        | Task::Help(_) => false,
        Task::Learn(learn) => learn.plain,
        _ => true,
    }
}

/// Carries out a request.
fn perform(task: Task, flags: &Flags, language: Language, out: &mut Output) -> Result<u8, Stop> {
    match task {
        Task::Open(recipe, story) => {
            let mut own = story.map(|file| story::own(&file)).transpose()?.unwrap_or_default();
            if let Some(recipe) = &recipe {
                own.choose_for(recipe)?;
            }
            return screen::open(recipe, own, flags);
        }
        Task::List(format) => list::list(format, language, out)?,
        Task::Run(headless) => run::run(&headless, language, out)?,
        Task::Code(code) => code::write(&code, language, out)?,
        Task::Predict(headless, pictures) => predict::predict(&headless, &pictures, language, out)?,
        Task::Show(still) => screen::show(&still, flags, out)?,
        Task::Record(film) => record::record(&film, flags, language, out)?,
        Task::Weights(headless, format) => weights::weights(&headless, format, out)?,
        Task::Share(state) => share::share(&state, out)?,
        Task::Version { verbose } => place::version(verbose, language, out)?,
        Task::Data(work) => data::work(&work, language, out)?,
        Task::Completions(shell) => out.write_all(shells::script(shell, language).as_bytes())?,
        Task::Man(command) => help::manual(commands::found(&command, language)?, language, out)?,
        Task::Compare(runs) => compare::compare(&runs, language, out)?,
        Task::Sweep(runs) => sweep::sweep(&runs, language, out)?,
        Task::Config => place::config(language, out)?,
        Task::Doctor => place::doctor(flags, language, out)?,
        Task::Help(command) => write!(out, "{}", commands::found(&command, language)?.render_help())?,
        Task::Paths { json } => place::paths(json, language, out)?,
        Task::Learn(learn) if learn.plain => learn::learn(&learn, language, out)?,
        Task::Learn(Learn { story: Some(file), .. }) => {
            return screen::open(None, story::own(&file)?, flags);
        }
        Task::Learn(learn) => return screen::open(Some(learn.lesson()?), Own::default(), flags),
        Task::Story(work) => story::work(&work, language, out)?,
        Task::Glossary(term) => glossary::glossary(term.as_deref(), language, out)?,
        Task::Progress(work) => progress::work(&work, language, out)?,
    }
    Ok(0)
}

/// Says on standard error what went wrong. When even that cannot be written, the exit code still tells.
fn complain(problem: &Problem, language: Language) {
    // Whatever a message quotes, a terminal gets nothing that it would execute.
    let lines = problem.get(language).lines().map(|line| printable_start(line, usize::MAX));
    let _ = writeln!(std::io::stderr(), "nnlab: {}", lines.collect::<Vec<_>>().join("\n"));
}
