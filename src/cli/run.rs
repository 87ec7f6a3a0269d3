//! `nnlab run`: a lesson without the screen.

use super::output::{Output, Stop};
use super::sheet::{self, Format, Heading, SETTLED, Sheet, heading};
use super::watch::Watch;
use super::weights::{self, sealed};
use crate::app::clock;
use crate::code::{Asked, stride};
use crate::lab::scene::{Cell, Table};
use crate::lab::{Job, Keep, Parameter, Recipe, Report, Session, Value};
use crate::lessons::{self, Loaded};
use crate::say;
use crate::words::{Language, Problem, Text};
use std::io::{self, IsTerminal as _};

/// What to run and how to print it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Headless {
    /// The lesson with its settings; a step in it is where to stop.
    pub(super) recipe: Recipe,
    /// Where to stop, when said.
    pub(super) steps: Option<u64>,
    /// Every how many steps a row is printed, when said.
    pub(super) every: Option<u64>,
    /// How.
    pub(super) format: Format,
    /// The weights that it goes on from.
    pub(super) loaded: Option<Loaded>,
    /// The rows say which run made them.
    pub(super) named: bool,
}

impl Headless {
    /// A whole run of a recipe, as a table.
    pub(super) fn of(recipe: Recipe) -> Headless {
        Headless { recipe, steps: None, every: None, format: Format::Table, loaded: None, named: false }
    }

    /// Begins the sheet of its rows; one that is named says the share line of its last step.
    fn sheet<'a>(
        &self,
        headings: Vec<Heading>,
        last: u64,
        out: &'a mut Output,
    ) -> Result<Sheet<&'a mut Output>, Stop> {
        let line = || sealed(Recipe { step: last, ..self.lengthened()? }).map(|recipe| recipe.line());
        let line = self.named.then(line).transpose()?;
        Sheet::made_by(out, self.format, headings, line.as_deref())
    }

    /// Where to stop, when said by `--steps` or by the share line.
    pub(super) fn said(&self) -> Option<u64> {
        self.steps.or(Some(self.recipe.step).filter(|step| *step > 0))
    }

    /// Opens the lesson. One whose length is a parameter becomes as long as was asked for.
    ///
    /// # Errors
    /// A sentence when it cannot be opened.
    pub(super) fn open(&self) -> Result<Box<dyn Session>, Problem> {
        lessons::open(&self.lengthened()?, Keep::Nothing, clock)
    }

    /// The recipe with a length that holds all the steps asked for.
    ///
    /// # Errors
    /// A sentence when the lesson or a setting does not exist.
    pub(super) fn lengthened(&self) -> Result<Recipe, Problem> {
        let mut recipe = self.recipe.clone();
        let declared = (lessons::find(&recipe.lesson)?.parameters)(&recipe.settings)?;
        let length = declared.iter().find(|(parameter, _)| parameter.length);
        if let (Some((Parameter { name, .. }, Value::Whole(length))), Some(said)) = (length, self.said())
            && recipe.settings.get(name).is_none()
            && u64::try_from(*length).is_ok_and(|length| said > length)
        {
            recipe.settings.set(name, said.to_string());
        }
        Ok(recipe)
    }

    /// Goes to where the file of weights was written, if it goes on from one.
    ///
    /// # Errors
    /// A sentence when the weights are not those of the run, or it was interrupted.
    pub(super) fn go_on_from_file(&self, session: &mut dyn Session, watch: &mut Watch) -> Result<(), Stop> {
        self.loaded.as_ref().map_or(Ok(()), |loaded| weights::take_up(loaded, session, watch))
    }

    /// The run as a script is asked for it.
    ///
    /// # Errors
    /// A sentence when it cannot be opened.
    pub(super) fn asked(&self) -> Result<Asked, Problem> {
        let session = self.open()?;
        let last = self.last(session.as_ref());
        let every = self.every.unwrap_or_else(|| stride(last));
        Ok(Asked { recipe: self.lengthened()?, last, every })
    }

    /// The last step: as said, else the lesson's whole run.
    pub(super) fn last(&self, session: &dyn Session) -> u64 {
        self.said().or_else(|| session.length()).unwrap_or(session.card().steps)
    }
}

/// Runs a lesson to its last step and prints its rows.
pub(super) fn run(headless: &Headless, language: Language, out: &mut Output) -> Result<(), Stop> {
    let mut watch = Watch::begin()?;
    let mut session = headless.open()?;
    let session = session.as_mut();
    let last = headless.last(session);
    headless.go_on_from_file(session, &mut watch)?;
    if let Some(remark) = session.remark().filter(|_| !out.is_quiet()) {
        super::complain(&Problem::run(remark), language);
    }
    match session.report() {
        Report::Steps | Report::StepsThen(_) => {
            let every = headless.every.unwrap_or_else(|| stride(last));
            let rows_are_seen =
                out.watched() && (headless.format != Format::Table || last / every >= SETTLED);
            if let Some(job) = conclusion(session).filter(|_| io::stderr().is_terminal() && !out.is_quiet()) {
                super::complain(&Problem::run(takes_long(&job, session)), language);
            }
            if !rows_are_seen {
                watch.show(last.saturating_add(conclusion(session).map_or(0, |job| job.total as u64)), out);
            }
            print_steps(session, (last, every), headless, &mut watch, language, out)?;
        }
        Report::Table(_) => {
            // A table says what is known, also where the run broke off.
            go(session, last, &mut watch, out)?;
            if let Report::Table(table) = session.report() {
                print_table(&table, headless, last, language, out)?;
            }
        }
        Report::Job(_) => {
            travel(session, last, &mut watch, out)?;
            if let Report::Job(job) = session.report() {
                print_job(job, headless, last, &mut watch, language, out)?;
            }
        }
    }
    verdict(session)
}

/// Prints the metrics of steps 0, `every`, 2·`every` … and `last`, each before that step's update.
fn print_steps(
    session: &mut dyn Session,
    (last, every): (u64, u64),
    headless: &Headless,
    watch: &mut Watch,
    language: Language,
    out: &mut Output,
) -> Result<(), Stop> {
    let columns = std::iter::once(session.counter()).chain(session.metrics());
    let mut headings: Vec<_> = columns.map(|metric| heading(&metric.name, &metric.label, language)).collect();
    let mut found = conclusion(session).map(|job| job.headings()).unwrap_or_default();
    found.retain(|(name, _)| headings.iter().all(|(known, _)| known != name));
    headings.extend(found.iter().map(|(name, title)| heading(name, title, language)));
    let found: Vec<String> = found.into_iter().map(|(name, _)| name).collect();
    let mut sheet = headless.sheet(headings, last, out)?;
    loop {
        let t = session.now();
        let mut row = vec![sheet::Value::Whole(t)];
        row.extend(session.measure().into_iter().map(sheet::Value::Number));
        let last = session.length().map_or(last, |length| last.min(length));
        let ended = t >= last || session.ending().is_some();
        row.extend(conclude(session, ended, &found, watch));
        sheet.row(row)?;
        if ended {
            break;
        }
        let next = (t / every).saturating_add(1).saturating_mul(every).min(last);
        let mut closed = None;
        session.seek(next, &mut || {
            closed = closed.take().or_else(|| sheet.keep_up().err());
            closed.is_none() && watch.go_on()
        });
        if let Some(stop) = closed {
            return Err(stop);
        }
        // A run can end before the step asked for; one that broke has a row where it did.
        if watch.interrupted() || session.now() == t {
            break;
        }
    }
    let interrupted = watch.end();
    sheet.end()?;
    interrupted
}

/// The job that ends the last row, if there is one.
fn conclusion(session: &dyn Session) -> Option<Job> {
    match session.report() {
        Report::StepsThen(job) => Some(job),
        _ => None,
    }
}

/// That the job takes time, and how it is left out.
fn takes_long(job: &Job, session: &dyn Session) -> Text {
    let name = &job.name;
    let ends = say!(
        "The last row ends with \"{name}\", which can take longer than the steps.",
        "最后一行包含“{name}”的结果，可能比全部步骤还久。"
    );
    match session.parameters().value(name) {
        Some(Value::Switch(_)) => {
            ends.then(&say!(" --set {name}=no leaves it out.", "用 --set {name}=no 可省去。"))
        }
        _ => ends,
    }
}

/// What the job found at the end of the run, by column; nothing before that.
fn conclude(session: &dyn Session, ended: bool, columns: &[String], watch: &mut Watch) -> Vec<sheet::Value> {
    let none = vec![sheet::Value::Empty; columns.len()];
    let asked = ended && !columns.is_empty() && !session.broken();
    let Some(job) = asked.then(|| conclusion(session)).flatten() else { return none };
    let places = columns.iter().map(|name| job.columns.iter().position(|known| known == name));
    let places: Vec<usize> = places.flatten().collect();
    match job.rows.take_while(|_| watch.go_on()).last() {
        Some(row) if !watch.interrupted() => places.iter().map(|at| sheet::Value::Number(row[*at])).collect(),
        _ => none,
    }
}

/// Goes to the last step without printing anything.
pub(super) fn travel(
    session: &mut dyn Session,
    last: u64,
    watch: &mut Watch,
    out: &Output,
) -> Result<(), Stop> {
    go(session, last, watch, out)?;
    verdict(session)
}

/// The same, wherever the run breaks off.
fn go(session: &mut dyn Session, last: u64, watch: &mut Watch, out: &Output) -> Result<(), Stop> {
    watch.show(last, out);
    session.seek(last, &mut || watch.go_on());
    watch.end()
}

/// Prints a lesson's own table about its last state.
fn print_table(
    table: &Table,
    headless: &Headless,
    last: u64,
    language: Language,
    out: &mut Output,
) -> Result<(), Stop> {
    let headings = table.columns.iter().map(|column| heading(&column.name, &column.title, language));
    let mut sheet = headless.sheet(headings.collect(), last, out)?;
    for row in &table.rows {
        let values = row.iter().map(|cell| match cell {
            Cell::Empty => sheet::Value::Empty,
            Cell::Number(x, _) | Cell::Inked(x, _, _) => sheet::Value::Number(*x),
            Cell::Words(words) | Cell::Coloured(words, _) => {
                sheet::Value::Words(words.get(language).to_string())
            }
        });
        sheet.row(values.collect())?;
    }
    sheet.end()
}

/// Prints the rows of a job as they are found.
fn print_job(
    job: Job,
    headless: &Headless,
    last: u64,
    watch: &mut Watch,
    language: Language,
    out: &mut Output,
) -> Result<(), Stop> {
    let headings = job.headings().iter().map(|(name, title)| heading(name, title, language)).collect();
    if !out.watched() || (headless.format == Format::Table && (job.total as u64) < SETTLED) {
        watch.show(job.total as u64, out);
    }
    let mut sheet = headless.sheet(headings, last, out)?;
    for row in job.rows {
        sheet.row(row.into_iter().map(sheet::Value::Number).collect())?;
        sheet.keep_up()?;
        if !watch.go_on() {
            break;
        }
    }
    let interrupted = watch.end();
    sheet.end()?;
    interrupted
}

/// A run that broke off has failed.
fn verdict(session: &dyn Session) -> Result<(), Stop> {
    match session.ending() {
        Some(why) if session.broken() => {
            let t = session.now();
            Err(Problem::run(say!("Stopped at step {t}: ", "在第 {t} 步停止：").then(why)).into())
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use crate::code::stride;

    #[test]
    fn a_run_prints_about_twenty_rows() {
        let expected =
            [(0, 1), (13, 1), (25, 1), (26, 2), (100, 5), (1500, 100), (2000, 100), (60_000, 5000)];
        for (last, every) in expected {
            assert_eq!(stride(last), every, "{last} steps");
        }
        for last in (1..10_000_000).step_by(9973).chain([u64::MAX]) {
            assert!((last / stride(last)) <= 25);
        }
    }
}
