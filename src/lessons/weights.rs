//! Weights of a run, read from a file to go on from.

use crate::data::tensor_file::Weights;
use crate::lab::{Recipe, Session};
use crate::math::Tensor;
use crate::say;
use crate::words::{Problem, printable, text};
use std::path::Path;

/// The weights of a file, and the run that they are of.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    /// The run, from its start.
    pub recipe: Recipe,
    /// The step that the weights are of.
    pub step: u64,
    tensors: Vec<Tensor>,
}

impl Loaded {
    /// Reads a file of weights, and the recipe of their run.
    ///
    /// # Errors
    /// A sentence when it cannot be read.
    pub fn read(path: &Path) -> Result<Loaded, Problem> {
        let Weights { tensors, line } = Weights::read(path)?;
        let mut recipe = Recipe::parse(&line)?;
        let step = std::mem::take(&mut recipe.step);
        Ok(Loaded { recipe, step, tensors })
    }

    /// That they are of this lesson.
    ///
    /// # Errors
    /// A sentence when they are of another one.
    pub fn is_of(&self, lesson: &str) -> Result<(), Problem> {
        if self.recipe.lesson == lesson {
            return Ok(());
        }
        let (lesson, of) = (printable(lesson), printable(&self.recipe.lesson));
        Err(Problem::usage(say!(
            "The file holds weights of {of}, not of {lesson}.",
            "文件中是 {of} 的权重，不是 {lesson} 的。"
        )))
    }

    /// Goes to the step of the weights, as long as `go_on` says so; whether it was reached or the run ends before. A run
    /// is a function of its recipe, so all that is no weight (what an optimizer remembers, the random stream, the order
    /// of the examples) is there as it was; and the weights must be these, bit by bit.
    ///
    /// # Errors
    /// A sentence when they are others.
    pub fn take_up(
        &self,
        session: &mut dyn Session,
        go_on: &mut dyn FnMut() -> bool,
    ) -> Result<bool, Problem> {
        let mut stopped = false;
        session.seek(self.step, &mut || {
            stopped = !go_on();
            !stopped
        });
        if stopped {
            return Ok(false);
        }
        let mut mine = session.weights();
        mine.sort_by(|a, b| a.name.cmp(&b.name));
        if mine.len() == self.tensors.len() && mine.iter().zip(&self.tensors).all(|(a, b)| a.is(b)) {
            return Ok(true);
        }
        Err(Problem::run(text(
            "The weights in the file are not those of the run that it names: they were changed, or computed on another kind of machine. They are not gone on from.",
            "文件中的权重与它写明的运行不符：权重被改过，或是在另一种机器上算出的。因此不从它们继续。",
        )))
    }
}
