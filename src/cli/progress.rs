//! `nnlab progress`: what was visited and solved; to print, to export, to begin anew.

use super::output::{Output, Stop};
use super::sheet::{Format, Sheet, Value, heading};
use crate::app::places::Places;
use crate::app::progress::Progress;
use crate::lessons;
use crate::say;
use crate::story::chapter;
use crate::words::{Language, Problem, printable, text};
use std::io::Write as _;

/// What is done with the marks.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Work {
    /// How they are printed.
    pub(super) format: Format,
    /// A lesson whose marks are forgotten, or `all`.
    pub(super) reset: Option<String>,
}

/// Prints the marks, or forgets them.
pub(super) fn work(work: &Work, language: Language, out: &mut Output) -> Result<(), Stop> {
    let (mut progress, problem) = Progress::load(Places::find().progress_file());
    if let Some(problem) = problem {
        return Err(problem.into());
    }
    let Some(wanted) = &work.reset else { return print(&progress, work.format, language, out) };
    let known = progress.lessons().any(|known| known == wanted) || lessons::find(wanted).is_ok();
    if wanted != "all" && !known {
        let wanted = printable(wanted);
        return Err(Problem::usage(say!(
            "There are no marks of \"{wanted}\". Say a lesson, or all.",
            "没有“{wanted}”的进度。请写课程代号，或 all。"
        ))
        .into());
    }
    progress.reset((wanted != "all").then_some(wanted.as_str()))?;
    let said = text("Done: that begins anew.", "完成：重新开始。");
    writeln!(out, "{}", said.get(language))?;
    Ok(())
}

fn print(progress: &Progress, format: Format, language: Language, out: &mut Output) -> Result<(), Stop> {
    let headings = [
        ("lesson", text("lesson", "课程")),
        ("solved", text("tasks solved", "已解任务")),
        ("tasks", text("of", "共")),
        ("furthest", text("furthest step", "最远步数")),
        ("names", text("which", "哪些")),
    ];
    let headings = headings.iter().map(|(name, title)| heading(name, title, language)).collect();
    let mut sheet = Sheet::begin(out, format, headings)?;
    let shipped = lessons::ALL.iter().map(|entry| (entry.card)().id.to_string());
    let own = progress.lessons().filter(|known| lessons::find(known).is_err()).map(str::to_string);
    for lesson in shipped.chain(own) {
        let mark = progress.mark(&lesson);
        let solved = mark.map(|mark| mark.tasks.iter().cloned().collect::<Vec<_>>()).unwrap_or_default();
        let all = chapter(&lesson, language).map(|chapter| chapter.tasks().count() as u64);
        sheet.row(vec![
            Value::Words(printable(&lesson)),
            Value::Whole(solved.len() as u64),
            all.map_or(Value::Empty, Value::Whole),
            mark.map_or(Value::Empty, |mark| Value::Whole(mark.furthest)),
            Value::Words(printable(&solved.join(" "))),
        ])?;
    }
    sheet.end()
}
