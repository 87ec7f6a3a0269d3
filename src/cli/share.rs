//! `nnlab share`: the line that opens exactly a state.

use super::grammar::Speaker;
use super::output::{Output, Stop};
use super::request::{count, names_a_file, recipe};
use super::run::Headless;
use super::weights::sealed;
use crate::say;
use crate::words::{Problem, text};
use clap::{ArgMatches, Command};
use std::io::Write as _;

/// The words of the command.
pub(super) fn command(s: Speaker) -> Command {
    let about = s.say("print the line that opens exactly a state", "输出能打开某个确切状态的分享命令");
    s.command("share", about)
        .arg(s.lesson(s.say("a lesson or a share line", "课程或分享命令")).required(true))
        .args([s.set(), s.seed(), s.steps(), s.data()])
        .args(s.about_data())
        .args(s.out())
        .after_help(
            "nnlab share cats --set lr=0.01 --steps 400
nnlab share cats --data train.h5 --data test.h5 --steps 100",
        )
}

/// A state whose line is asked for. What a line could not open again is refused.
pub(super) fn asked(matches: &ArgMatches) -> Result<Headless, Problem> {
    let recipe = recipe(matches)?;
    if let Some((name, value)) = names_a_file(&recipe) {
        return Err(Problem::usage(say!(
            "{name} is the file \"{value}\", and no line opens a file by itself: no line can open this state again.",
            "{name} 是文件“{value}”，而链接不会自行打开文件：因此没有链接能再次打开这个状态。"
        )));
    }
    Ok(Headless { steps: count(matches, "steps")?, ..Headless::of(recipe) })
}

/// Prints the share line of a state, its data by path, size and checksum.
pub(super) fn share(headless: &Headless, out: &mut Output) -> Result<(), Stop> {
    // What was said about a length is part of the line, as it is of the run.
    let mut recipe = headless.lengthened()?;
    recipe.step = headless.said().unwrap_or(0);
    let session = headless.open()?;
    if !session.repeatable() {
        return Err(Problem::usage(text(
            "No line can open this run again: it measures times, which are others each time.",
            "没有链接能再次打开这次运行：它测量的是时间，每次都不同。",
        ))
        .into());
    }
    if let Some(length) = session.length().filter(|length| recipe.step > *length) {
        let step = recipe.step;
        return Err(Problem::usage(say!(
            "There is no step {step}: this run has {length} steps.",
            "没有第 {step} 步：本次运行共 {length} 步。"
        ))
        .into());
    }
    Ok(writeln!(out, "{}", sealed(recipe)?.line())?)
}
