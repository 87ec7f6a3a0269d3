//! The race itself: everyone starts at the same place and meets the same noise and the same batches.

use super::contender::Contender;
use super::task::Task;
use crate::math::NumpyRng;
use crate::nn::optimizer::{Memory, Optimizer, Schedule};
use crate::say;
use crate::words::{Text, figure, text};
use std::sync::Arc;

/// Problem, contenders and noise: what does not change during the race.
#[derive(Clone)]
pub(super) struct Track {
    pub(super) task: Arc<Task>,
    pub(super) contenders: Vec<Contender>,
    /// Standard deviation of what is added to every number of every gradient.
    pub(super) noise: f64,
    pub(super) seed: u32,
    /// How all rates change over the steps.
    pub(super) schedule: Schedule,
}

/// All that changes from step to step.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Race {
    /// Where they are: contender after contender, each `Task::len` numbers.
    pub(super) places: Vec<f64>,
    /// What each remembers.
    pub(super) memories: Vec<Memory>,
    /// The first step at which each had arrived.
    pub(super) reached: Vec<Option<u64>>,
    /// Who is out, and why.
    pub(super) out: Vec<Option<Exit>>,
    /// The noise to come.
    pub(super) noise: NumpyRng,
}

/// How a contender left the finite numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Exit {
    /// The step it could not take.
    pub(super) t: u64,
    /// What would not be finite.
    pub(super) what: Quantity,
    /// Its learning rate then.
    pub(super) rate: f64,
}

/// A quantity of a contender.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Quantity {
    /// A coordinate.
    Place(usize),
    /// The cost.
    Cost,
    /// What it remembers.
    Memory,
}

impl Race {
    /// The place of contender `k`.
    pub(super) fn place(&self, k: usize) -> &[f64] {
        let length = self.places.len() / self.memories.len();
        &self.places[k * length..(k + 1) * length]
    }

    /// Bytes of a copy.
    pub(super) fn bytes(&self) -> usize {
        let remembered: usize = self.memories.iter().map(|memory| memory.len() * 16 + 96).sum();
        size_of::<Race>() + 2600 + self.places.len() * 8 + remembered + self.out.len() * 48
    }
}

impl Track {
    /// Everyone at the start with an empty memory.
    pub(super) fn start(&self) -> Race {
        let length = self.task.len();
        Race {
            places: self.contenders.iter().flat_map(|_| self.task.start()).copied().collect(),
            memories: self.contenders.iter().map(|contender| contender.optimizer.memory(length)).collect(),
            reached: vec![None; self.contenders.len()],
            out: vec![None; self.contenders.len()],
            noise: NumpyRng::new(self.seed),
        }
    }

    /// One step of everyone who is not out. The first who cannot take it stops the race, unless
    /// `go_on`: then the contender is out, who and why is in the state, and only the last one stops it.
    ///
    /// On the plane nothing is allocated.
    pub(super) fn step(&self, race: &mut Race, t: u64, go_on: bool) -> Option<(usize, Exit)> {
        match self.task.len() {
            2 => self.advance(race, t, go_on, &mut [0.0; 2], &mut [0.0; 2]),
            n => self.advance(race, t, go_on, &mut vec![0.0; n], &mut vec![0.0; n]),
        }
    }

    fn advance(
        &self,
        race: &mut Race,
        t: u64,
        go_on: bool,
        gradient: &mut [f64],
        noise: &mut [f64],
    ) -> Option<(usize, Exit)> {
        let (task, length) = (&*self.task, gradient.len());
        let goal = task.goal();
        self.draw(&mut race.noise, noise);
        let places = race.places.chunks_exact_mut(length);
        for (k, (contender, place)) in self.contenders.iter().zip(places).enumerate() {
            if race.out[k].is_some() {
                continue;
            }
            let cost = task.gradient(place, t, gradient);
            if race.reached[k].is_none() && task.is_whole_at(t) && goal.reached(cost, gradient) {
                race.reached[k] = Some(t);
            }
            gradient.iter_mut().zip(&*noise).for_each(|(g, noise)| *g += noise);
            let memory = &mut race.memories[k];
            let optimizer = contender.optimizer.scheduled(self.schedule, t);
            optimizer.update(memory, gradient, place);
            if let Some(what) = trouble(task, place, memory) {
                let exit = Exit { t, what, rate: optimizer.rate() };
                if !go_on {
                    return Some((k, exit));
                }
                // Where it would have been means nothing any more.
                place.fill(0.0);
                *memory = contender.optimizer.memory(length);
                race.out[k] = Some(exit);
                if race.out.iter().all(Option::is_some) {
                    return Some((k, exit));
                }
            }
        }
        None
    }

    /// The noise of one step, the same for everyone. Without noise nothing is drawn.
    fn draw(&self, stream: &mut NumpyRng, noise: &mut [f64]) {
        if self.noise > 0.0 {
            noise.iter_mut().for_each(|value| *value = self.noise * stream.randn());
        }
    }

    /// The gradient that contender `k` meets at step `t`, noise and all.
    pub(super) fn gradient(&self, race: &Race, k: usize, t: u64) -> Vec<f64> {
        let mut gradient = vec![0.0; self.task.len()];
        let mut noise = gradient.clone();
        self.task.gradient(race.place(k), t, &mut gradient);
        self.draw(&mut race.noise.clone(), &mut noise);
        gradient.iter_mut().zip(noise).for_each(|(g, noise)| *g += noise);
        gradient
    }

    /// Contender `k` with the rate that the schedule gives it at step `t`.
    pub(super) fn optimizer(&self, k: usize, t: u64) -> Optimizer {
        self.contenders[k].optimizer.scheduled(self.schedule, t)
    }

    /// Where contender `k` will be after step `t`.
    pub(super) fn next_place(&self, race: &Race, k: usize, t: u64) -> Vec<f64> {
        let (mut place, mut memory) = (race.place(k).to_vec(), race.memories[k].clone());
        self.optimizer(k, t).update(&mut memory, &self.gradient(race, k, t), &mut place);
        place
    }

    /// Why contender `k` could not take a step: the sentence that ends a run. `others` could go on.
    pub(super) fn sentence(&self, k: usize, exit: Exit, others: bool) -> Text {
        let (name, t, rate) = (self.contenders[k].name(), exit.t, figure(exit.rate, 4));
        let Text { en, zh } = self.quantity(exit.what);
        let told = Text {
            en: format!(
                "Step {t} of {name} breaks: {en} would no longer be finite. With α = {rate} its steps are too long; lower {name}.lr"
            )
            .into(),
            zh: format!("{name} 的第 {t} 步无法完成：{zh}不再是有限的数。学习率 α = {rate} 使步子过大；请调小 {name}.lr").into(),
        };
        told.then(&if others {
            text(", or press X to let the others go on without it.", "，或按 X 让其他参赛者继续。")
        } else {
            text(".", "。")
        })
    }

    /// A quantity in words.
    pub(super) fn quantity(&self, what: Quantity) -> Text {
        match what {
            Quantity::Place(i) => {
                let name = self.task.coordinate(i);
                say!("its {name}", "它的 {name} ")
            }
            Quantity::Cost => say!("its cost", "它的代价"),
            Quantity::Memory => say!("what it remembers", "它的记忆量"),
        }
    }
}

/// What is no longer finite after an update, the most telling first.
fn trouble(task: &Task, place: &[f64], memory: &Memory) -> Option<Quantity> {
    if let Some(i) = place.iter().position(|value| !value.is_finite()) {
        Some(Quantity::Place(i))
    } else if !memory.is_finite() {
        Some(Quantity::Memory)
    } else {
        (!task.finite_at(place)).then_some(Quantity::Cost)
    }
}
