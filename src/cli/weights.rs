//! `nnlab weights`: what a run has learnt, as a file; and going on from such a file.

use super::grammar::Speaker;
use super::output::{Output, Stop};
use super::request::{Task, headless, one, paths};
use super::run::{Headless, travel};
use super::watch::Watch;
use crate::data::seal::seal;
use crate::data::tensor_file::{Format, Weights};
use crate::lab::{Recipe, Seal, Session};
use crate::lessons::Loaded;
use crate::say;
use crate::words::{Problem, text};
use clap::{ArgMatches, Command};
use std::io::Write as _;
use std::path::PathBuf;

/// The words of the command.
pub(super) fn command(s: Speaker) -> Command {
    let about = s.say("write what a run has learnt to a file", "把一次运行学到的权重写入文件");
    let format = s.say("how (default: as the file's name ends)", "格式（默认看文件名的结尾）");
    s.command("weights", about)
        .arg(s.lesson(s.say("a lesson or a share line", "课程或分享命令")).required_unless_present("load"))
        .args([s.set(), s.seed(), s.steps(), s.load()])
        .args([s.choice("format", "h5|npz|safetensors", format), s.data()])
        .args(s.about_data())
        .args(s.out())
        .after_help(
            "nnlab weights cats --steps 1000 -o cats.h5
nnlab run --load cats.h5 --steps 2000 --format csv
nnlab weights --load cats.h5 --steps 2000 -o cats.npz",
        )
}

/// Which weights to write, and how.
pub(super) fn asked(matches: &ArgMatches) -> Result<Task, Problem> {
    let file = matches.get_one::<PathBuf>("out").filter(|file| **file != *"-");
    let format = match (one(matches, "format"), file) {
        (Some("h5"), _) => Format::Hdf5,
        (Some("npz"), _) => Format::Npz,
        (Some("safetensors"), _) => Format::Safetensors,
        (_, Some(file)) => Format::of(file)?,
        (_, None) => {
            return Err(Problem::usage(text(
                "Say where the weights go: -o FILE.h5, .npz or .safetensors; or which --format the standard output gets.",
                "请指明权重写到哪里：-o 文件.h5、.npz 或 .safetensors；或用 --format 指明标准输出的格式。",
            )));
        }
    };
    Ok(Task::Weights(headless(matches)?, format))
}

/// Runs a lesson to its last step and writes its weights with the share line of that state.
pub(super) fn weights(headless: &Headless, format: Format, out: &mut Output) -> Result<(), Stop> {
    let mut watch = Watch::begin()?;
    let mut session = headless.open()?;
    let session = session.as_mut();
    if session.weights().is_empty() {
        let id = session.card().id;
        return Err(
            Problem::usage(say!("Lesson {id} learns no weights.", "{id} 一课没有要学的权重。")).into()
        );
    }
    let last = headless.last(session);
    headless.go_on_from_file(session, &mut watch)?;
    travel(session, last, &mut watch, out)?;
    let recipe = Recipe { step: session.now(), ..headless.lengthened()? };
    let written = Weights { tensors: session.weights(), line: sealed(recipe)?.line() }.write(format)?;
    Ok(out.write_all(&written)?)
}

/// The recipe with the whole paths of its data and what they hold; seals that are there were checked when it was opened.
///
/// # Errors
/// A sentence when data cannot be read.
pub(super) fn sealed(mut recipe: Recipe) -> Result<Recipe, Problem> {
    if recipe.seals.len() < recipe.data.len() {
        let seals = recipe.data.iter().map(|path| seal(path).map(|(bytes, sum)| Seal { bytes, sum }));
        recipe.seals = seals.collect::<Result<_, _>>()?;
    }
    for path in &mut recipe.data {
        *path = std::path::absolute(&path).unwrap_or_else(|_| path.clone());
    }
    Ok(recipe)
}

/// The run that `--load` goes on with, and its weights; nothing where it is not said.
///
/// # Errors
/// A sentence when the file cannot be read, or something else is said about the run.
pub(super) fn loaded(matches: &ArgMatches) -> Result<Option<Loaded>, Problem> {
    let Some(file) = paths(matches, "load")?.pop() else { return Ok(None) };
    let loaded = Loaded::read(&file)?;
    let said = |name: &&str| matches.try_get_raw(name).is_ok_and(|values| values.is_some());
    if let Some(name) = ["set", "seed", "data"].into_iter().find(said) {
        return Err(Problem::usage(say!(
            "--load goes on with the run as it is, so --{name} cannot be said beside it.",
            "--load 会原样继续那次运行，因此不能同时使用 --{name}。"
        )));
    }
    one(matches, "lesson").map_or(Ok(()), |lesson| loaded.is_of(lesson))?;
    Ok(Some(loaded))
}

/// Goes to the step of the weights, which must be those of the run.
///
/// # Errors
/// A sentence when they are others, or the run was interrupted.
pub(super) fn take_up(loaded: &Loaded, session: &mut dyn Session, watch: &mut Watch) -> Result<(), Stop> {
    match loaded.take_up(session, &mut || !watch.interrupted())? {
        true => Ok(()),
        false => Err(Stop::Interrupted),
    }
}
