//! What `nnlab show` and `nnlab record` draw: how large, one view or all of them, which run beside.

use super::grammar::Speaker;
use super::request::{one, second};
use crate::app::Film;
use crate::app::keys::Keymap;
use crate::lab::Recipe;
use crate::say;
use crate::view::Pen;
use crate::words::{Problem, printable};
use clap::{Arg, ArgMatches};

/// How a run is drawn.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Drawn {
    /// Columns and rows.
    size: (u16, u16),
    /// One view alone.
    pub(super) view: Option<String>,
    /// A second run of the same lesson, which takes every step too.
    pub(super) beside: Option<Recipe>,
}

/// The words for it.
pub(super) fn options(s: Speaker) -> [Arg; 3] {
    let size = s.say("columns and rows (default: 120x40)", "列数和行数（默认 120x40）");
    let view = s.say(
        "one view alone: cost, table … (a wrong name lists them)",
        "只要一个视图：cost、table……（名称不对时会列出）",
    );
    let beside = s.say(
        "a second run beside it, at the same step:\na share line of the same lesson",
        "并排显示同一步的第二次运行：\n同一课的分享命令",
    );
    [
        s.option("size", s.say("WxH", "宽x高"), size),
        s.option("view", s.say("NAME", "名称"), view),
        s.option("beside", s.say("LINE", "分享命令"), beside).requires("lesson").conflicts_with("view"),
    ]
}

impl Drawn {
    /// As it is asked for, of this run.
    ///
    /// # Errors
    /// A sentence when the size is none, or the second run is of another lesson.
    pub(super) fn asked(matches: &ArgMatches, run: Option<&Recipe>) -> Result<Drawn, Problem> {
        let beside = run.filter(|_| one(matches, "beside").is_some());
        Ok(Drawn {
            size: size(one(matches, "size").unwrap_or("120x40"))?,
            view: one(matches, "view").map(str::to_string),
            beside: beside.map(|run| second(matches, "beside", run)).transpose()?,
        })
    }

    /// The program without a terminal, at the run; at home without one.
    ///
    /// # Errors
    /// One of the runs cannot be opened, or its step is too far away.
    pub(super) fn film(&self, run: Option<&Recipe>, pen: Pen, keys: &Keymap) -> Result<Film, Problem> {
        let mut film = Film::open(run, self.size, pen, keys)?;
        if let Some(beside) = &self.beside {
            film.put_beside(beside)?;
        }
        Ok(film)
    }
}

/// Columns and rows: `120x40`.
fn size(typed: &str) -> Result<(u16, u16), Problem> {
    let sides = typed.split_once(['x', '×']).map(|(columns, rows)| (columns.parse(), rows.parse()));
    match sides {
        Some((Ok(columns @ 1..=1000), Ok(rows @ 1..=1000))) => Ok((columns, rows)),
        _ => {
            let typed = printable(typed);
            Err(Problem::usage(say!(
                "--size takes columns and rows from 1x1 to 1000x1000, such as 120x40, not \"{typed}\".",
                "--size 应为 1x1 到 1000x1000 之间的 列数x行数，例如 120x40，而不是“{typed}”。"
            )))
        }
    }
}
