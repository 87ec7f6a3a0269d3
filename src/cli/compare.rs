//! `nnlab compare`: two runs of one lesson side by side.

use super::output::{Output, Stop};
use super::run::Headless;
use super::sheet::{Format, Sheet, Value, heading};
use super::watch::Watch;
use crate::lab::{Recipe, Session, differ};
use crate::lessons::{self, Difference};
use crate::say;
use crate::words::{Language, Problem, printable};
use std::io::Write as _;

/// Which runs of one lesson, and of which metric.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Compare {
    /// The two runs.
    pub(super) runs: [Headless; 2],
    /// The metric that is printed; the lesson's first unless told.
    pub(super) metric: Option<String>,
}

/// The step at which two runs part: a metric and its two values.
struct Parting {
    step: u64,
    name: String,
    values: [f64; 2],
}

/// Runs both step by step and prints the metric of each, their difference, the settings that differ and where they
/// part.
pub(super) fn compare(compare: &Compare, language: Language, out: &mut Output) -> Result<(), Stop> {
    let [a, b] = &compare.runs;
    let mut watch = Watch::begin()?;
    let mut sessions = [a.open()?, b.open()?];
    let last = a.last(sessions[0].as_ref()).max(b.last(sessions[1].as_ref()));
    let every = a.every.unwrap_or_else(|| crate::code::stride(last));
    let at = place(sessions[0].as_ref(), compare.metric.as_deref())?;
    let metric = &sessions[0].metrics()[at];
    let (name, label) = (metric.name.to_string(), metric.label.clone());
    if a.format == Format::Table {
        say_settings(&a.recipe, &b.recipe, language, out)?;
    }
    let counter = sessions[0].counter();
    let both = |end: &str| (format!("{name}_{end}"), format!("{} · {end}", label.get(language)));
    let difference = say!("B − A", "B − A");
    let headings = vec![
        heading(&counter.name, &counter.label, language),
        both("A"),
        both("B"),
        (format!("{name}_difference"), difference.get(language).to_string()),
    ];
    watch.show(last, out);
    let mut sheet = Sheet::begin(&mut *out, a.format, headings)?;
    let mut parting = None;
    for step in 0..=last {
        for session in &mut sessions {
            session.seek(step, &mut || !watch.interrupted());
        }
        let measured = [sessions[0].measure(), sessions[1].measure()];
        let ended = sessions.iter().all(|session| session.now() < step || session.ending().is_some());
        if parting.is_none() {
            parting = part(step, sessions[0].as_ref(), &measured);
        }
        if step % every == 0 || step == last || ended {
            let [x, y] = [measured[0].get(at), measured[1].get(at)].map(|x| x.copied().unwrap_or(f64::NAN));
            sheet.row(vec![Value::Whole(step), Value::Number(x), Value::Number(y), Value::Number(y - x)])?;
        }
        sheet.keep_up()?;
        if ended || !watch.go_on() {
            break;
        }
    }
    let interrupted = watch.end();
    sheet.end()?;
    if a.format == Format::Table {
        say_parting(parting.as_ref(), language, out)?;
    }
    interrupted
}

/// The place of the metric that is asked for.
fn place(session: &dyn Session, asked: Option<&str>) -> Result<usize, Problem> {
    let metrics = session.metrics();
    let Some(asked) = asked else { return Ok(0) };
    metrics.iter().position(|metric| metric.name == asked).ok_or_else(|| {
        let list = metrics.iter().map(|metric| metric.name.to_string()).collect::<Vec<_>>().join(", ");
        let asked = printable(asked);
        Problem::usage(say!(
            "There is no metric \"{asked}\" here. There are: {list}.",
            "这里没有指标“{asked}”。可用的有：{list}。"
        ))
    })
}

fn part(step: u64, session: &dyn Session, measured: &[Vec<f64>; 2]) -> Option<Parting> {
    let pairs = measured[0].iter().zip(&measured[1]).zip(session.metrics());
    let mut parted = pairs.filter(|((a, b), _)| differ(**a, **b));
    let ((a, b), metric) = parted.next()?;
    Some(Parting { step, name: metric.name.to_string(), values: [*a, *b] })
}

/// The settings in which two recipes differ, defaults included.
fn say_settings(a: &Recipe, b: &Recipe, language: Language, out: &mut Output) -> Result<(), Stop> {
    let differ = lessons::differences(a, b)?;
    if differ.is_empty() {
        let same = say!("All settings are the same.", "所有设定都相同。");
        writeln!(out, "{}", same.get(language))?;
    }
    for Difference { name, values: [a, b], .. } in differ {
        writeln!(out, "{name}: A = {a}, B = {b}")?;
    }
    writeln!(out)?;
    Ok(())
}

fn say_parting(parting: Option<&Parting>, language: Language, out: &mut Output) -> Result<(), Stop> {
    let what = match parting {
        None => say!("No metric differs at any step.", "所有步的所有指标都相同。"),
        Some(Parting { step, name, values: [a, b] }) => say!(
            "They part at step {step}: {name} is {a} in A, {b} in B.",
            "两次运行从第 {step} 步开始不同：{name} 在 A 中是 {a}，在 B 中是 {b}。"
        ),
    };
    writeln!(out, "\n{}", what.get(language))?;
    Ok(())
}
