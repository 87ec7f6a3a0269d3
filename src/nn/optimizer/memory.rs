//! What an optimizer remembers between steps.

use super::Rule;

/// The largest number of per-step scalars that a rule keeps.
pub(super) const CLOCKS: usize = 3;

/// The memory of one optimizer over one set of parameters: a named slot per quantity (first moment,
/// accumulator …), one number per parameter in each; and running powers, one number each.
/// It belongs to the state of a run; the optimizer itself only reads and writes it.
#[derive(Debug, Clone, PartialEq)]
pub struct Memory {
    /// Slot after slot, each of `length` numbers.
    values: Vec<f64>,
    length: usize,
    clocks: [f64; CLOCKS],
    steps: u64,
}

impl Memory {
    /// The memory of `length` parameters, each slot filled with its number of `starts`.
    pub(super) fn new(length: usize, starts: &[f64]) -> Memory {
        let values = starts.iter().flat_map(|&start| std::iter::repeat_n(start, length)).collect();
        Memory { values, length, clocks: [1.0; CLOCKS], steps: 0 }
    }

    /// How many parameters it remembers.
    #[must_use]
    pub fn len(&self) -> usize {
        self.length
    }

    /// It belongs to no parameter at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Updates so far.
    #[must_use]
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// One slot, a number per parameter; empty if the rule has no slot of that symbol.
    #[must_use]
    pub fn slot(&self, rule: &Rule, symbol: &str) -> &[f64] {
        match rule.slots.iter().position(|slot| slot.symbol == symbol) {
            Some(k) => self.values.get(k * self.length..(k + 1) * self.length).unwrap_or(&[]),
            None => &[],
        }
    }

    /// Running powers with their symbols, such as β₁ᵗ: what bias correction divides by is 1 minus these.
    pub fn powers<'a>(&'a self, rule: &'a Rule) -> impl Iterator<Item = (&'static str, f64)> + 'a {
        rule.powers.iter().copied().zip(self.clocks)
    }

    /// Numbers in all slots together.
    #[must_use]
    pub fn values(&self) -> usize {
        self.values.len()
    }

    /// Every number is finite.
    #[must_use]
    pub fn is_finite(&self) -> bool {
        self.values.iter().all(|x| x.is_finite())
    }

    /// All slots one after the other (slots × parameters), the running powers, and the count of updates.
    pub(super) fn parts(&mut self) -> (&mut [f64], &mut [f64; CLOCKS], &mut u64) {
        (&mut self.values, &mut self.clocks, &mut self.steps)
    }

    pub(super) fn clocks(&self) -> [f64; CLOCKS] {
        self.clocks
    }

    /// Slot `k` of parameter `i`.
    pub(super) fn at(&self, k: usize, i: usize) -> f64 {
        self.values[k * self.length + i]
    }
}
