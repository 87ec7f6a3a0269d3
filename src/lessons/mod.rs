//! The lessons and their registry: a new lesson is one folder and one line in [`ALL`].

pub(crate) mod cats;
pub(crate) mod chain;
mod choices;
pub(crate) mod descent;
mod differences;
pub(crate) mod digits;
pub(crate) mod hopfield;
mod hyper;
pub(crate) mod logistic;
pub(crate) mod network;
mod networks;
pub(crate) mod neuron;
pub(crate) mod optimizers;
mod own_table;
pub(crate) mod playground;
pub(crate) mod rbm;
mod side;
pub(crate) mod slope;
mod trouble;
pub(crate) mod vectorize;
mod weights;

pub use differences::{Difference, differences};
pub(crate) use networks::method::Method;
pub use weights::Loaded;

use crate::lab::{Card, Keep, Lesson, Loading, Parameters, Recipe, Run, Session, Settings};
use crate::say;
use crate::words::{Problem, Text, did_you_mean, printable};
use std::time::Duration;

type Open = fn(&Recipe, Keep, fn() -> Duration, &Loading) -> Result<Box<dyn Session>, Problem>;

/// A lesson that can be opened.
pub struct Entry {
    /// Its card.
    pub card: fn() -> &'static Card,
    /// Its parameters under some settings.
    pub parameters: fn(&Settings) -> Result<Parameters, Problem>,
    open: Open,
}

/// All lessons in teaching order.
#[rustfmt::skip]
pub static ALL: &[Entry] = &[
    entry::<slope::Slope>(),
    entry::<chain::Chain>(),
    entry::<descent::Descent>(),
    entry::<logistic::Logistic>(),
    entry::<vectorize::Vectorize>(),
    entry::<cats::Cats>(),
    entry::<neuron::Neuron>(),
    entry::<network::Layers>(),
    entry::<playground::Playground>(),
    entry::<digits::Digits>(),
    entry::<rbm::Dreamer>(),
    entry::<optimizers::Optimizers>(),
    entry::<hopfield::Memory>(),
];

const fn entry<L: Lesson>() -> Entry {
    Entry { card: L::card, parameters: L::parameters, open: open_run::<L> }
}

fn open_run<L: Lesson>(
    recipe: &Recipe,
    keep: Keep,
    clock: fn() -> Duration,
    loading: &Loading,
) -> Result<Box<dyn Session>, Problem> {
    Ok(Box::new(Run::<L>::open_watched(recipe, keep, clock, loading)?))
}

/// The lesson with this id (or number).
///
/// # Errors
/// A sentence with all the ids when there is none.
pub fn find(id: &str) -> Result<&'static Entry, Problem> {
    let wanted = |entry: &&Entry| (entry.card)().id == id || (entry.card)().number.to_string() == id;
    ALL.iter().find(wanted).ok_or_else(|| {
        let id = printable(id);
        let file = if id.contains(['.', '/', '\\']) {
            say!(
                " A file of your own is opened by a lesson: nnlab logistic --data FILE.",
                "自己的文件由课程打开：nnlab logistic --data 文件。"
            )
        } else {
            Text::default()
        };
        let list = ALL.iter().map(|entry| (entry.card)().id).collect::<Vec<_>>().join(", ");
        Problem::usage(
            say!(
                "There is no lesson \"{id}\". There are: {list}.",
                "没有名为“{id}”的课程。可用的有：{list}。"
            )
            .then(&did_you_mean(&id, ALL.iter().map(|entry| (entry.card)().id)))
            .then(&file),
        )
    })
}

/// Opens the lesson of a recipe at step 0; [`Session::seek`] goes to the recipe's step.
///
/// # Errors
/// A sentence when the lesson, a setting or the data cannot be used, or the data are no longer what they were.
pub fn open(recipe: &Recipe, keep: Keep, clock: fn() -> Duration) -> Result<Box<dyn Session>, Problem> {
    open_watched(recipe, keep, clock, &Loading::default())
}

/// [`open`], telling how far it has come where files take long to read.
///
/// # Errors
/// As [`open`].
pub fn open_watched(
    recipe: &Recipe,
    keep: Keep,
    clock: fn() -> Duration,
    loading: &Loading,
) -> Result<Box<dyn Session>, Problem> {
    for (path, seal) in recipe.data.iter().zip(&recipe.seals) {
        crate::data::seal::check(path, (seal.bytes, seal.sum))?;
    }
    (find(&recipe.lesson)?.open)(recipe, keep, clock, loading)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The home screen writes "You will be able to {goal}." around them.
    #[test]
    fn goals_are_the_end_of_a_sentence() {
        for entry in ALL {
            let goal = &(entry.card)().goal;
            assert!(!goal.en.ends_with('.') && !goal.zh.ends_with('。'), "{goal:?}");
            assert!(goal.en.starts_with(char::is_lowercase), "{goal:?}");
        }
    }
}
