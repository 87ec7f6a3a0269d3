//! `nnlab code`: a run as a script or a notebook.

use super::grammar::Speaker;
use super::output::{Output, Stop};
use super::run::Headless;
use crate::app::clock;
use crate::app::keys::Keymap;
use crate::code::{self, Course};
use crate::words::Language;
use clap::Command;
use std::io::Write as _;

/// What to write, and where to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Code {
    /// The run.
    pub(super) headless: Headless,
    /// As a notebook.
    pub(super) notebook: bool,
}

/// The words of the command.
pub(super) fn command(s: Speaker) -> Command {
    let about = s.say(
        "write a run as a NumPy script that prints the same table",
        "把一次运行写成 NumPy 脚本，输出相同的表格",
    );
    let lesson = s.say("a lesson or a share line", "课程或分享命令");
    let every = s.say("a row every K steps, as in run", "每 K 步输出一行，与 run 相同");
    let format = s.say(
        "a script or a notebook\n(default: as the file's name ends, else py)",
        "脚本或笔记本（默认看文件名的结尾，否则 py）",
    );
    s.command("code", about)
        .arg(s.lesson(lesson).required(true))
        .args([s.set(), s.seed(), s.steps()])
        .arg(s.option("every", s.say("K", "步数"), every).allow_negative_numbers(true))
        .arg(s.choice("format", "py|ipynb", format))
        .arg(s.data())
        .args(s.about_data())
        .args(s.out())
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
    let keys = Keymap::default().told();
    let text =
        if code.notebook { code::notebook(&course, &script, language, &keys)? } else { script.to_string() };
    Ok(out.write_all(text.as_bytes())?)
}
