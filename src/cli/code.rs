//! `nnlab code`: a run as a script or a notebook.

use super::grammar::Speaker;
use super::output::{Output, Stop};
use super::run::Headless;
use crate::app::clock;
use crate::code::{self, Course};
use crate::data::files::{free, write_atomically};
use crate::words::Language;
use clap::{Arg, Command, ValueHint, value_parser};
use std::io::Write as _;
use std::path::PathBuf;

/// What to write, and where to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Code {
    /// The run.
    pub(super) headless: Headless,
    /// As a notebook.
    pub(super) notebook: bool,
    /// The file; standard output when there is none.
    pub(super) out: Option<PathBuf>,
    /// Replace what is there.
    pub(super) force: bool,
}

/// `--force`: what is there may be replaced.
pub(super) fn force(s: Speaker) -> Arg {
    s.flag("force", s.say("replace files that are there", "替换已有的文件"))
}

/// The words of the command.
pub(super) fn command(s: Speaker) -> Command {
    let about = s.say(
        "write a run as a NumPy script that prints the same table",
        "把一次运行写成 NumPy 脚本，输出相同的表格",
    );
    let lesson = s.say("a lesson or a share line", "课程或分享链接");
    let every = s.say("a row every K steps, as in run", "每 K 步输出一行，与 run 相同");
    let format = s.say("a script or a notebook (default: py)", "脚本或笔记本（默认 py）");
    let out = s.option("out", s.say("FILE", "文件"), s.say("write to a file", "写到文件")).short('o');
    s.command("code", about)
        .arg(s.lesson(lesson).required(true))
        .args([s.set(), s.seed(), s.steps()])
        .arg(s.option("every", s.say("K", "步数"), every).allow_negative_numbers(true))
        .arg(s.choice("format", "py|ipynb", format).default_value("py"))
        .arg(out.value_parser(value_parser!(PathBuf)).value_hint(ValueHint::FilePath))
        .args([force(s), s.data()])
        .args(s.about_data())
        .after_help(
            "nnlab code neuron | python3
nnlab code 'descent?cost=twin&lr=0.3' -o twin.py
nnlab code cats --data catvnoncat/ --format ipynb -o cats.ipynb",
        )
}

/// Writes it.
pub(super) fn write(code: &Code, language: Language, out: &mut Output) -> Result<(), Stop> {
    let course = Course::take(&code.headless.asked()?, clock)?;
    let script = code::write(&course, language)?;
    let text = if code.notebook { code::notebook(&course, &script, language)? } else { script.to_string() };
    match &code.out {
        None => out.write_all(text.as_bytes())?,
        Some(file) => {
            free(file, code.force)?;
            write_atomically(file, text.as_bytes())?;
        }
    }
    Ok(())
}
