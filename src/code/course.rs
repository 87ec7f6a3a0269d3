//! A run with all that its script depends on.

use crate::lab::{Card, Edit, Keep, Parameters, Recipe, Session, Settings};
use crate::lessons;
use crate::words::Problem;
use std::time::Duration;

/// What is asked for: a run, and which of its rows are printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The run.
    pub recipe: Recipe,
    /// Its last step.
    pub last: u64,
    /// Every how many steps a row is printed.
    pub every: u64,
}

/// A run, gone through once: what it begins with, what is changed on the way, where it ends.
pub struct Course {
    /// The lesson's card.
    pub card: &'static Card,
    /// The recipe as it was carried out, at its last step.
    pub recipe: Recipe,
    /// The seed in force.
    pub seed: u32,
    /// The parameters before the first step.
    pub start: Parameters,
    /// The parameters at the last step.
    pub end: Parameters,
    /// The last step as it was asked for, if the run ended before it.
    pub wanted: u64,
    /// The last step.
    pub last: u64,
    /// Every how many steps a row is printed.
    pub every: u64,
    /// The columns of the table.
    pub columns: Vec<String>,
    /// Whether the last row has holes.
    pub holes: bool,
    /// For lessons that measure time.
    pub clock: fn() -> Duration,
}

impl Course {
    /// The whole of a run that is open, without going through it: with the changes made up to its step.
    ///
    /// # Errors
    /// A sentence when the settings do not fit.
    pub(super) fn beside(session: &dyn Session, clock: fn() -> Duration) -> Result<Course, Problem> {
        let recipe = Recipe { step: 0, ..session.recipe() };
        let last = whole(session);
        Ok(Course {
            card: session.card(),
            start: (lessons::find(&recipe.lesson)?.parameters)(&recipe.settings)?,
            end: session.parameters().clone(),
            seed: session.seed(),
            wanted: last,
            last,
            every: stride(last),
            columns: columns(session),
            holes: session.measure().iter().any(|value| value.is_nan()),
            recipe,
            clock,
        })
    }

    /// The settings at the last step: those of the start with the changes on the way.
    pub(super) fn at_end(&self) -> Settings {
        let mut settings = self.recipe.settings.clone();
        for edit in self.edits() {
            settings.set(&edit.name, &*edit.value);
        }
        settings
    }

    /// The changes on the way that are made until the last step.
    pub(super) fn edits(&self) -> impl Iterator<Item = &Edit> {
        self.recipe.edits.iter().filter(|edit| edit.t <= self.last)
    }

    /// Goes through a run. A run that breaks off ends at the step where it does.
    ///
    /// # Errors
    /// A sentence when the lesson cannot be opened with these settings.
    pub fn take(asked: &Asked, clock: fn() -> Duration) -> Result<Course, Problem> {
        let mut session = lessons::open(&asked.recipe, Keep::Nothing, clock)?;
        let start = session.parameters().clone();
        let columns = columns(session.as_ref());
        session.seek(asked.last, &mut || true);
        Ok(Course {
            card: session.card(),
            recipe: session.recipe(),
            seed: session.seed(),
            start,
            end: session.parameters().clone(),
            wanted: asked.last,
            last: session.now(),
            every: asked.every,
            columns,
            holes: session.measure().iter().any(|value| value.is_nan()),
            clock,
        })
    }
}

/// The last step of an open run: its length, or what its lesson usually takes, doubled until it holds the present step.
pub(super) fn whole(session: &dyn Session) -> u64 {
    let usual = session.length().unwrap_or(session.card().steps).max(1);
    std::iter::successors(Some(usual), |last| last.checked_mul(2))
        .find(|last| *last >= session.now())
        .unwrap_or(u64::MAX)
}

fn columns(session: &dyn Session) -> Vec<String> {
    let all = std::iter::once(session.counter()).chain(session.metrics());
    all.map(|metric| metric.name.to_string()).collect()
}

/// The command that prints the run's table, on lines of a script's width.
pub(super) fn command(course: &Course) -> String {
    let mut words = vec![format!("nnlab run {}", course.card.id)];
    let mut set =
        |name: &str, value: &str| words.push(format!("--set {}", quoted(&format!("{name}={value}"))));
    for (name, value) in course.recipe.settings.iter() {
        set(name, value);
    }
    for edit in &course.recipe.edits {
        set(&format!("{}@{}", edit.name, edit.t), &edit.value);
    }
    words.extend(course.recipe.seed.map(|seed| format!("--seed {seed}")));
    words.extend(
        course.recipe.data.iter().map(|path| format!("--data {}", quoted(&path.display().to_string()))),
    );
    words.push(format!("--steps {}", course.wanted));
    words.push(format!("--every {}", course.every));
    words.push("--format csv".into());
    let mut lines = vec![String::new()];
    for word in words {
        let last = lines.last_mut().expect("there is one");
        if last.is_empty() {
            last.push_str(&word);
        } else if last.chars().count() + word.chars().count() < 84 {
            last.push(' ');
            last.push_str(&word);
        } else {
            lines.push(format!("    {word}"));
        }
    }
    lines.join(" \\\\\n")
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "=.,-_/@:+".contains(letter);
    if word.chars().all(plain) { word.to_string() } else { format!("'{}'", word.replace('\'', "'\\\\''")) }
}

/// Every how many steps a run of `last` steps prints a row unless told: 1, 2, 5, 10, 20, 50 …, the
/// first that gives no more than 25 rows after the start.
#[must_use]
pub fn stride(last: u64) -> u64 {
    let mut power = 1_u64;
    loop {
        for rung in [1, 2, 5] {
            let stride = power.saturating_mul(rung);
            if last / stride <= 25 {
                return stride;
            }
        }
        power = power.saturating_mul(10);
    }
}
