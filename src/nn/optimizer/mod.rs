//! Update rules: how a gradient becomes a step.
//!
//! Each rule is one formula in one file, a row in [`RULES`], and works unchanged in every lesson that trains.
//! An [`Optimizer`] holds a rule, a [`Convention`] and values for the rule's hyper-parameters, nothing that
//! changes from step to step; that is the [`Memory`], which is passed in, can be drawn, kept and compared.
//!
//! ```text
//! scalar   the arithmetic that rules are written in: f64, or a number that writes down its own history
//! trace    that number, and the lines of an explanation
//! hyper    hyper-parameters and conventions
//! memory   slots and running powers
//! schedule how the learning rate changes over the steps
//! rule     a law (formula) and how it becomes a row of the registry
//! sgd …    the laws
//! ```

mod adadelta;
mod adagrad;
mod adam;
mod adamax;
mod adamw;
mod amsgrad;
mod hyper;
mod lion;
mod memory;
mod momentum;
mod nadam;
mod nesterov;
mod rmsprop;
mod rule;
mod scalar;
mod schedule;
mod sgd;
mod trace;

pub use hyper::{Convention, Hyper, Preset};
pub use memory::Memory;
pub use rule::{Rule, Slot};
pub use schedule::Schedule;
pub use trace::{Line, Phase};

use crate::say;
use crate::words::{Problem, printable};
use rule::{AT_ONCE, HYPERS, Half};

/// Every rule there is, in teaching order.
pub static RULES: [Rule; 12] = [
    Rule::of::<sgd::Sgd, 1, 0>(),
    Rule::of::<momentum::Momentum, 2, 1>(),
    Rule::of::<nesterov::Nesterov, 2, 1>(),
    Rule::of::<adagrad::Adagrad, 4, 1>(),
    Rule::of::<adadelta::Adadelta, 3, 2>(),
    Rule::of::<rmsprop::RmsProp, 6, 3>(),
    Rule::of::<adam::Adam, 5, 2>(),
    Rule::of::<adamax::Adamax, 4, 2>(),
    Rule::of::<nadam::Nadam, 5, 2>(),
    Rule::of::<amsgrad::AmsGrad, 4, 3>(),
    Rule::of::<adamw::AdamW, 5, 2>(),
    Rule::of::<lion::Lion, 4, 1>(),
];

/// The rule of that name, or a sentence with the names there are.
pub fn find(name: &str) -> Result<&'static Rule, Problem> {
    RULES.iter().find(|rule| rule.name == name).ok_or_else(|| {
        let name = printable(name);
        let names = RULES.each_ref().map(|rule| rule.name).join(", ");
        Problem::usage(say!(
            "There is no optimizer `{name}`. Choose one of: {names}.",
            "没有名为 `{name}` 的优化器。可选：{names}。"
        ))
    })
}

/// A rule with values for its hyper-parameters. It never changes during a step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Optimizer {
    rule: &'static Rule,
    convention: Convention,
    values: [f64; HYPERS],
}

impl Optimizer {
    /// The rule of that name with the convention's defaults; a sentence if the convention does not have it.
    pub fn new(name: &str, convention: Convention) -> Result<Optimizer, Problem> {
        let rule = find(name)?;
        if !rule.exists_in(convention) {
            let (name, library) = (rule.name, convention.label());
            let others = Convention::ALL.into_iter().filter(|&c| rule.exists_in(c));
            let others = others.map(|c| format!("`{}`", c.code())).collect::<Vec<_>>();
            return Err(Problem::usage(say!(
                "{} has no `{name}`. Choose convention {}, or leave `{name}` out.",
                "{} 没有 `{name}`。请把 convention 改为 {}，或去掉 `{name}`。",
                library.en,
                others.join(" / ")
            )));
        }
        let mut values = [0.0; HYPERS];
        for (value, hyper) in values.iter_mut().zip(rule.hyper) {
            if let Preset::Open(preset) | Preset::Fixed(preset) = hyper.preset(convention) {
                *value = preset;
            }
        }
        Ok(Optimizer { rule, convention, values })
    }

    /// The row of the registry.
    #[must_use]
    pub fn rule(&self) -> &'static Rule {
        self.rule
    }

    /// Whose formula and defaults it follows.
    #[must_use]
    pub fn convention(&self) -> Convention {
        self.convention
    }

    /// The learning rate.
    #[must_use]
    pub fn rate(&self) -> f64 {
        self.values[0]
    }

    /// The same optimizer with another learning rate, unchecked: schedules and sweeps.
    #[must_use]
    pub fn with_rate(mut self, rate: f64) -> Optimizer {
        self.values[0] = rate;
        self
    }

    /// The same optimizer as it is at step `t` of a schedule.
    #[must_use]
    pub fn scheduled(self, schedule: Schedule, t: u64) -> Optimizer {
        match schedule {
            Schedule::Constant => self,
            _ => self.with_rate(self.rate() * schedule.factor(t)),
        }
    }

    /// A hyper-parameter by name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<f64> {
        self.rule.hyper.iter().position(|hyper| hyper.name == name).map(|k| self.values[k])
    }

    /// Set a hyper-parameter by name; what cannot be set gets a sentence, and nothing changes.
    pub fn set(&mut self, name: &str, value: f64) -> Result<(), Problem> {
        let k = self.position(name)?;
        let hyper = &self.rule.hyper[k];
        let (low, high) = hyper.bounds;
        if !(low..=high).contains(&value) {
            let rule = self.rule.name;
            return Err(Problem::usage(say!(
                "{rule}.{name} is {value}; it must lie between {low} and {high}.",
                "{rule}.{name} 为 {value}，应在 {low} 与 {high} 之间。"
            )));
        }
        if hyper.switch && value != 0.0 && value != 1.0 {
            let rule = self.rule.name;
            return Err(Problem::usage(say!(
                "{rule}.{name} is a switch: 0 for off, 1 for on, not {value}.",
                "{rule}.{name} 是开关：0 关，1 开，不能是 {value}。"
            )));
        }
        self.values[k] = value;
        Ok(())
    }

    fn position(&self, name: &str) -> Result<usize, Problem> {
        let open = || self.rule.open_hyper(self.convention).map(|h| h.name).collect::<Vec<_>>().join(", ");
        let rule = self.rule.name;
        let Some(k) = self.rule.hyper.iter().position(|hyper| hyper.name == name) else {
            let name = printable(name);
            return Err(Problem::usage(say!(
                "{rule} has no hyper-parameter `{name}`. It has: {}.",
                "{rule} 没有超参数 `{name}`。它有：{}。",
                open()
            )));
        };
        match self.rule.hyper[k].preset(self.convention) {
            Preset::Open(_) => Ok(k),
            Preset::Fixed(_) | Preset::Absent => Err(Problem::usage(say!(
                "In {} `{name}` of {rule} cannot be set. What can: {}.",
                "在 {} 中 {rule} 的 `{name}` 不可设置。可设置：{}。",
                self.convention.label().en,
                open()
            ))),
        }
    }

    /// The memory before the first step of `length` parameters.
    #[must_use]
    pub fn memory(&self, length: usize) -> Memory {
        let starts = self.rule.slots.iter().map(|slot| slot.start.and_then(|name| self.get(name)));
        Memory::new(length, &starts.map(Option::unwrap_or_default).collect::<Vec<_>>())
    }

    /// One step: `parameters` move, `memory` takes in the gradient. All three have the length that the
    /// memory was made for. Nothing is allocated.
    ///
    /// # Panics
    /// If `gradient` or `parameters` is shorter than the memory, or the memory is another rule's.
    pub fn update(&self, memory: &mut Memory, gradient: &[f64], parameters: &mut [f64]) {
        (self.rule.update)(self.convention, &self.values, memory, gradient, parameters);
    }

    /// [`Optimizer::update`] by the sum of two gradients, which ends in the first; on two threads. What becomes of a
    /// parameter does not depend on it.
    ///
    /// # Panics
    /// As `update`, for either part.
    pub fn update_by_sum(
        &self,
        memory: &mut Memory,
        (gradient, more): (&mut [f64], &[f64]),
        parameters: &mut [f64],
    ) {
        let middle = (parameters.len() / 2).next_multiple_of(AT_ONCE).min(parameters.len());
        let (parameters, gradient) = (parameters.split_at_mut(middle), gradient.split_at_mut(middle));
        let more = more.split_at(middle);
        let halves = [
            Half { parameters: parameters.0, gradient: gradient.0, more: more.0 },
            Half { parameters: parameters.1, gradient: gradient.1, more: more.1 },
        ];
        (self.rule.update_in_halves)(self.convention, &self.values, memory, halves);
    }

    /// The next update of coordinate `i` line by line, calculated as [`Optimizer::update`] calculates it.
    /// `name` is what the parameter is called, θ in the formulas of the files.
    #[must_use]
    pub fn explain(
        &self,
        memory: &Memory,
        gradient: &[f64],
        parameters: &[f64],
        i: usize,
        name: &str,
    ) -> Vec<Line> {
        let (g, p) = (gradient[i], parameters[i]);
        let mut lines = (self.rule.explain)(self.convention, &self.values, memory, g, p, i);
        for line in &mut lines {
            line.target = line.target.replace('θ', name);
            line.formula = line.formula.replace('θ', name);
        }
        lines
    }

    /// The step that the next update makes with coordinate `i`, divided by its gradient: the learning rate
    /// that plain gradient descent would need for the same step. Negative while momentum carries it uphill;
    /// `None` where the gradient is 0.
    #[must_use]
    pub fn effective_rate(
        &self,
        memory: &Memory,
        gradient: &[f64],
        parameters: &[f64],
        i: usize,
    ) -> Option<f64> {
        let (g, p) = (gradient[i], parameters[i]);
        let next = (self.rule.preview)(self.convention, &self.values, memory, g, p, i);
        (g != 0.0).then(|| (p - next) / g)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> impl Iterator<Item = Optimizer> {
        let pairs = RULES.iter().flat_map(|r| Convention::ALL.map(|c| (r, c)));
        pairs.filter(|(r, c)| r.exists_in(*c)).map(|(r, c)| Optimizer::new(r.name, c).unwrap())
    }

    #[test]
    fn every_table_starts_with_the_learning_rate_and_its_defaults_are_allowed() {
        for rule in &RULES {
            assert_eq!(rule.hyper[0].name, "lr");
            assert!(rule.hyper.len() <= HYPERS);
        }
        for mut optimizer in all() {
            for hyper in optimizer.rule().open_hyper(optimizer.convention()) {
                let value = optimizer.get(hyper.name).unwrap();
                optimizer.set(hyper.name, value).unwrap();
            }
        }
    }

    /// At gradient 10 the first step is lr for Adam and Adamax; 10·lr for RMSprop in PyTorch (ρ 0.99: the root
    /// of 0.01·100 is 1), √10·lr in Keras (ρ 0.9).
    #[test]
    fn first_steps_are_those_of_the_course() {
        let first = |name, convention| {
            let optimizer = Optimizer::new(name, convention).unwrap();
            let mut x = [0.0];
            optimizer.update(&mut optimizer.memory(1), &[10.0], &mut x);
            -x[0] / optimizer.rate()
        };
        for (name, convention, step) in [
            ("adam", Convention::PyTorch, 1.0),
            ("adam", Convention::Keras, 1.0),
            ("adamax", Convention::PyTorch, 1.0),
            ("rmsprop", Convention::PyTorch, 10.0),
            ("rmsprop", Convention::Keras, 10.0_f64.sqrt()),
        ] {
            assert!((first(name, convention) - step).abs() < 1e-6, "{name} {convention:?}");
        }
    }

    /// The explanation's last line is the update, to the bit, and its slots are the memory after it.
    #[test]
    fn an_explanation_is_the_update_itself() {
        for mut optimizer in all() {
            if optimizer.rule().name == "rmsprop" {
                optimizer.set("momentum", 0.5).unwrap();
                optimizer.set("centered", 1.0).unwrap();
            }
            let mut memory = optimizer.memory(2);
            let mut x = [-1.5, 2.0];
            for _ in 0..50 {
                let gradient = [3.0 * x[0] + x[1], 0.5 * x[1] - x[0]];
                let before = memory.clone();
                let lines = optimizer.explain(&before, &gradient, &x, 1, "y");
                let rate = optimizer.effective_rate(&before, &gradient, &x, 1).unwrap();
                let start = x[1];
                optimizer.update(&mut memory, &gradient, &mut x);
                let last = lines.last().unwrap();
                assert_eq!((last.target.as_str(), last.phase), ("y", Phase::Move));
                assert_eq!(last.result.to_bits(), x[1].to_bits(), "{optimizer:?}");
                assert_eq!(rate.to_bits(), ((start - x[1]) / gradient[1]).to_bits());
                for slot in optimizer.rule().slots {
                    let line = lines.iter().find(|line| line.target == slot.symbol).unwrap();
                    assert_eq!(line.result, memory.slot(optimizer.rule(), slot.symbol)[1], "{optimizer:?}");
                }
                for (symbol, power) in memory.powers(optimizer.rule()) {
                    let line = lines.iter().find(|line| line.target == symbol).unwrap();
                    assert_eq!(line.result, power);
                }
            }
        }
    }

    /// Many parameters are updated in vectors, a few one by one: to the bit the same.
    #[test]
    fn many_parameters_move_as_each_does_alone() {
        const MANY: usize = 75;
        for optimizer in all() {
            let start = |i: usize| (i * 7 % 13) as f64 / 3.0 - 2.0;
            let slope = |x: f64, i: usize| (1.0 + i as f64) * x - 0.3;
            let (mut x, mut memory) = ((0..MANY).map(start).collect::<Vec<f64>>(), optimizer.memory(MANY));
            for _ in 0..9 {
                let gradient: Vec<f64> = x.iter().enumerate().map(|(i, &x)| slope(x, i)).collect();
                optimizer.update(&mut memory, &gradient, &mut x);
            }
            for i in [0, 31, 32, 63, 64, MANY - 1] {
                let (mut alone, mut its) = ([start(i)], optimizer.memory(1));
                for _ in 0..9 {
                    let gradient = [slope(alone[0], i)];
                    optimizer.update(&mut its, &gradient, &mut alone);
                }
                assert_eq!(alone[0].to_bits(), x[i].to_bits(), "{optimizer:?} {i}");
                for slot in optimizer.rule().slots {
                    let both = [&memory, &its].map(|memory| memory.slot(optimizer.rule(), slot.symbol));
                    assert_eq!(
                        both[0][i].to_bits(),
                        both[1][0].to_bits(),
                        "{optimizer:?} {i} {}",
                        slot.symbol
                    );
                }
            }
        }
    }

    /// Parameters that two threads share, moved by a gradient in two parts: each as it does alone.
    #[test]
    fn two_threads_and_two_parts_of_a_gradient_change_nothing() {
        const MANY: usize = 1045;
        let part = |i: usize, k: usize| ((i * 7 + k * 31) % 13) as f64 / 7.0 - 0.9;
        for name in ["sgd", "adam", "rmsprop", "lion"] {
            let optimizer = Optimizer::new(name, Convention::PyTorch).unwrap();
            let (mut x, mut memory) = (vec![0.5; MANY], optimizer.memory(MANY));
            for step in 0..3 {
                let [mut one, two] =
                    [0, 1].map(|k| (0..MANY).map(|i| part(i, k + step)).collect::<Vec<f64>>());
                optimizer.update_by_sum(&mut memory, (&mut one, &two), &mut x);
            }
            for i in [0, 1, 511, 522, 543, 544, 545, MANY - 1] {
                let (mut alone, mut its) = ([0.5], optimizer.memory(1));
                for step in 0..3 {
                    optimizer.update(&mut its, &[part(i, step) + part(i, 1 + step)], &mut alone);
                }
                assert_eq!(alone[0].to_bits(), x[i].to_bits(), "{name} {i}");
            }
            assert_eq!(memory.steps(), 3);
            assert_eq!(memory.clocks(), {
                let mut its = optimizer.memory(1);
                (0..3).for_each(|_| optimizer.update(&mut its, &[1.0], &mut [0.0]));
                its.clocks()
            });
        }
    }

    #[test]
    fn an_explanation_reads_like_the_textbook() {
        let optimizer = Optimizer::new("adam", Convention::PyTorch).unwrap();
        let lines = optimizer.explain(&optimizer.memory(1), &[10.0], &[-4.0], 0, "x");
        let read = |k: usize| {
            let Line { target, formula, worked, .. } = &lines[k];
            format!("{target} ← {formula} = {}", worked.numbers)
        };
        assert_eq!(read(2), "m ← β₁·m + (1 − β₁)·g = 0.9·0 + (1 − 0.9)·10");
        assert_eq!(read(3), "v ← β₂·v + (1 − β₂)·g² = 0.999·0 + (1 − 0.999)·10²");
        assert_eq!(read(5), "v̂ ← v / (1 − β₂ᵗ) = 0.1 / (1 − 0.999)");
        assert_eq!(read(6), "Δ ← α·m̂ / (√v̂ + ε) = 0.001·10 / (√100 + 1e−8)");
        assert_eq!(read(7), "x ← x − Δ = −4 − 0.001");
        assert_eq!(lines.len(), 8);
    }

    #[test]
    fn what_cannot_be_asked_for_gets_a_sentence() {
        let problem = |r: Result<Optimizer, Problem>| r.unwrap_err().to_string();
        assert!(problem(Optimizer::new("adan", Convention::Keras)).contains("adam"));
        let missing = problem(Optimizer::new("nadam", Convention::Tf1));
        assert_eq!(
            missing,
            "TensorFlow 1 has no `nadam`. Choose convention `pytorch` / `keras`, or leave `nadam` out."
        );
        let mut adagrad = Optimizer::new("adagrad", Convention::Tf1).unwrap();
        for (name, value) in [("eps", 1e-8), ("beta", 0.9), ("lr", -1.0), ("lr", f64::NAN)] {
            let before = adagrad;
            assert!(adagrad.set(name, value).is_err(), "{name} {value}");
            assert_eq!(adagrad, before);
        }
        let mut rmsprop = Optimizer::new("rmsprop", Convention::PyTorch).unwrap();
        assert!(rmsprop.set("centered", 0.5).is_err());
    }

    #[test]
    fn a_kept_memory_goes_on_where_it_was() {
        for optimizer in all() {
            let (mut memory, mut x) = (optimizer.memory(3), [1.0, -2.0, 0.5]);
            for _ in 0..5 {
                let gradient = x.map(|v| 2.0 * v);
                optimizer.update(&mut memory, &gradient, &mut x);
            }
            let (mut kept, mut y) = (memory.clone(), x);
            assert_eq!(kept.steps(), 5);
            for _ in 0..5 {
                optimizer.update(&mut memory, &x.map(|v| 2.0 * v), &mut x);
                optimizer.update(&mut kept, &y.map(|v| 2.0 * v), &mut y);
            }
            assert_eq!((memory, x), (kept, y));
        }
    }
}
