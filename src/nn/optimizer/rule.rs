//! An update rule: one formula, two uses.
//!
//! A rule is written once, as a [`Law`] over any [`Scalar`]. Run on `f64` it trains; run on traced numbers
//! it explains. [`Rule::of`] turns a law into a row of the registry.

use super::hyper::{Convention, Hyper, Preset};
use super::memory::{CLOCKS, Memory};
use super::scalar::Scalar;
use super::trace::{Line, Tape, Traced};
use crate::nn::{both, middle};
use crate::words::Text;
use pulp::{Arch, Simd, WithSimd};
use std::array;
use std::marker::PhantomData;

/// The largest number of hyper-parameters that a rule has.
pub(super) const HYPERS: usize = 6;

/// Parameters that are updated together.
const AT_ONCE: usize = 32;

/// Multiplications that take about as long as the update of a parameter.
const PRODUCTS: usize = 40;

/// From so many parameters on the machine's widest vectors are worth asking for.
const WIDE: usize = 16;

/// One quantity that a rule remembers for every parameter.
#[derive(Debug, Clone, PartialEq)]
pub struct Slot {
    /// The symbol in formulas.
    pub symbol: &'static str,
    /// What a reader calls it.
    pub label: Text,
    /// The hyper-parameter it starts from; 0 without one.
    pub start: Option<&'static str>,
}

pub(super) const fn slot(symbol: &'static str, label: Text) -> Slot {
    Slot { symbol, label, start: None }
}

/// The formula of a rule with `H` hyper-parameters and `N` slots.
pub(super) trait Law<const H: usize, const N: usize> {
    /// The name in parameters and the registry.
    const NAME: &'static str;
    /// What a reader calls it.
    const LABEL: Text;
    /// Author, year and where to read it.
    const SOURCE: Text;
    const HYPER: &'static [Hyper; H];
    const SLOTS: &'static [Slot; N];
    /// Symbols of the running powers in `clocks`, all of which start from 1.
    const POWERS: &'static [&'static str] = &[];

    /// One step. First, once, what all coordinates share: the running powers move on and the correction
    /// factors are computed. Then the update of one coordinate, as a function of parameter, gradient and
    /// slots; it gives the new parameter and the new slots.
    fn law<S: Scalar>(
        convention: Convention,
        hyper: [S; H],
        clocks: &mut [S; CLOCKS],
    ) -> impl Fn(S, S, [S; N]) -> (S, [S; N]);
}

/// Updates all coordinates by a gradient that is the sum of two, the second of which may be empty.
type AllCoordinates = fn(Convention, &[f64; HYPERS], &mut Memory, [&[f64]; 2], &mut [f64]);

/// Looks at the next update of one coordinate: from its gradient, its parameter and its index.
type OneCoordinate<T> = fn(Convention, &[f64; HYPERS], &Memory, f64, f64, usize) -> T;

/// A row of the registry.
pub struct Rule {
    /// The name in parameters: `adam`.
    pub name: &'static str,
    /// What a reader calls it: Adam.
    pub label: Text,
    /// Author, year and where to read it.
    pub source: Text,
    /// Its hyper-parameters; the first is the learning rate.
    pub hyper: &'static [Hyper],
    /// What it remembers of every parameter.
    pub slots: &'static [Slot],
    /// Symbols of the running powers that it keeps.
    pub powers: &'static [&'static str],
    pub(super) update: AllCoordinates,
    pub(super) preview: OneCoordinate<f64>,
    pub(super) explain: OneCoordinate<Vec<Line>>,
}

impl Rule {
    pub(super) const fn of<L: Law<H, N>, const H: usize, const N: usize>() -> Rule {
        Rule {
            name: L::NAME,
            label: L::LABEL,
            source: L::SOURCE,
            hyper: L::HYPER,
            slots: L::SLOTS,
            powers: L::POWERS,
            update: update::<L, H, N>,
            preview: preview::<L, H, N>,
            explain: explain::<L, H, N>,
        }
    }

    /// The convention has this rule.
    #[must_use]
    pub fn exists_in(&self, convention: Convention) -> bool {
        self.hyper[0].preset(convention) != Preset::Absent
    }

    /// The hyper-parameters that can be set in a convention.
    pub fn open_hyper(&self, convention: Convention) -> impl Iterator<Item = &'static Hyper> + use<> {
        self.hyper.iter().filter(move |h| matches!(h.preset(convention), Preset::Open(_)))
    }
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// Rules are rows of one table, so the name tells them apart.
impl PartialEq for Rule {
    fn eq(&self, other: &Rule) -> bool {
        self.name == other.name
    }
}

fn update<L: Law<H, N>, const H: usize, const N: usize>(
    convention: Convention,
    hyper: &[f64; HYPERS],
    memory: &mut Memory,
    gradient: [&[f64]; 2],
    parameters: &mut [f64],
) {
    let length = memory.len();
    let (mut rest, clocks, steps) = memory.parts();
    *steps += 1;
    let slots = array::from_fn(|_| {
        let (slot, others) = std::mem::take(&mut rest).split_at_mut(length);
        rest = others;
        slot
    });
    let all = Part { parameters, gradient, slots };
    let parts = match middle(length, AT_ONCE, PRODUCTS) {
        None => [Some(all), None],
        Some(middle) => all.split(middle).map(Some),
    };
    let before = *clocks;
    let run = |part: Part<'_, N>| {
        let wide = part.parameters.len() >= WIDE;
        let update = Update::<L, H, N> { convention, hyper, clocks: before, part, law: PhantomData };
        if wide { Arch::new().dispatch(update) } else { update.run() }
    };
    // What all coordinates share moves on alike in every part.
    *clocks = both(parts, run, run).0;
}

/// Some of the parameters, with their gradients and what is remembered of them.
struct Part<'a, const N: usize> {
    parameters: &'a mut [f64],
    /// The sum of these; the second may be empty.
    gradient: [&'a [f64]; 2],
    slots: [&'a mut [f64]; N],
}

impl<const N: usize> Part<'_, N> {
    /// Those before `middle`, and the others.
    fn split(self, middle: usize) -> [Self; 2] {
        let parameters = self.parameters.split_at_mut(middle);
        let gradients = self.gradient.map(|gradient| gradient.split_at(middle.min(gradient.len())));
        let mut others: [&mut [f64]; N] = array::from_fn(|_| <&mut [f64]>::default());
        let mut others_left = others.iter_mut();
        let slots = self.slots.map(|slot| {
            let (own, other) = slot.split_at_mut(middle);
            if let Some(place) = others_left.next() {
                *place = other;
            }
            own
        });
        [
            Part { parameters: parameters.0, gradient: gradients.map(|halves| halves.0), slots },
            Part { parameters: parameters.1, gradient: gradients.map(|halves| halves.1), slots: others },
        ]
    }
}

/// An update of some parameters.
struct Update<'a, L, const H: usize, const N: usize> {
    convention: Convention,
    hyper: &'a [f64; HYPERS],
    clocks: [f64; CLOCKS],
    part: Part<'a, N>,
    law: PhantomData<L>,
}

impl<L: Law<H, N>, const H: usize, const N: usize> WithSimd for Update<'_, L, H, N> {
    /// The running powers after it.
    type Output = [f64; CLOCKS];

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> [f64; CLOCKS] {
        self.run()
    }
}

impl<L: Law<H, N>, const H: usize, const N: usize> Update<'_, L, H, N> {
    /// The same loop three times, each with its convention known to the compiler: no branch inside.
    #[inline(always)]
    fn run(self) -> [f64; CLOCKS] {
        let Update { convention, hyper, clocks, part, .. } = self;
        match convention {
            Convention::PyTorch => sweep::<L, H, N>(Convention::PyTorch, hyper, clocks, part),
            Convention::Keras => sweep::<L, H, N>(Convention::Keras, hyper, clocks, part),
            Convention::Tf1 => sweep::<L, H, N>(Convention::Tf1, hyper, clocks, part),
        }
    }
}

#[inline(always)]
#[expect(clippy::needless_range_loop, reason = "constant indices stay in registers")]
fn sweep<L: Law<H, N>, const H: usize, const N: usize>(
    convention: Convention,
    hyper: &[f64; HYPERS],
    mut clocks: [f64; CLOCKS],
    part: Part<'_, N>,
) -> [f64; CLOCKS] {
    let law = L::law(convention, array::from_fn(|k| hyper[k]), &mut clocks);
    let Part { parameters, gradient, slots } = part;
    let length = parameters.len();
    // Some parameters at a time in arrays whose length the compiler knows: it makes vectors of them.
    let whole = length - length % AT_ONCE;
    for first in (0..whole).step_by(AT_ONCE) {
        let some = first..first + AT_ONCE;
        let mut block = Block { p: [0.0; AT_ONCE], g: [0.0; AT_ONCE], slots: [[0.0; AT_ONCE]; N] };
        block.p.copy_from_slice(&parameters[some.clone()]);
        block.g.copy_from_slice(&gradient[0][some.clone()]);
        if let Some(more) = gradient[1].get(some.clone()) {
            block.g.iter_mut().zip(more).for_each(|(g, more)| *g += more);
        }
        for k in 0..N {
            block.slots[k].copy_from_slice(&slots[k][some.clone()]);
        }
        block.moved(&law);
        parameters[some.clone()].copy_from_slice(&block.p);
        for k in 0..N {
            slots[k][some.clone()].copy_from_slice(&block.slots[k]);
        }
    }
    for i in whole..length {
        let g = gradient[1].get(i).map_or(gradient[0][i], |more| gradient[0][i] + more);
        let mut remembered = [0.0; N];
        for k in 0..N {
            remembered[k] = slots[k][i];
        }
        let (moved, remembered) = law(parameters[i], g, remembered);
        parameters[i] = moved;
        for k in 0..N {
            slots[k][i] = remembered[k];
        }
    }
    drop(law);
    clocks
}

/// Some parameters, their gradients and what is remembered of them.
struct Block<const N: usize> {
    p: [f64; AT_ONCE],
    g: [f64; AT_ONCE],
    slots: [[f64; AT_ONCE]; N],
}

impl<const N: usize> Block<N> {
    #[inline(always)]
    #[expect(clippy::needless_range_loop, reason = "constant indices stay in registers")]
    fn moved(&mut self, law: &impl Fn(f64, f64, [f64; N]) -> (f64, [f64; N])) {
        for i in 0..AT_ONCE {
            let mut remembered = [0.0; N];
            for k in 0..N {
                remembered[k] = self.slots[k][i];
            }
            let (moved, remembered) = law(self.p[i], self.g[i], remembered);
            self.p[i] = moved;
            for k in 0..N {
                self.slots[k][i] = remembered[k];
            }
        }
    }
}

/// The parameter that the next update would give to coordinate `i`.
fn preview<L: Law<H, N>, const H: usize, const N: usize>(
    convention: Convention,
    hyper: &[f64; HYPERS],
    memory: &Memory,
    gradient: f64,
    parameter: f64,
    i: usize,
) -> f64 {
    let mut clocks = memory.clocks();
    let law = L::law(convention, array::from_fn(|k| hyper[k]), &mut clocks);
    law(parameter, gradient, array::from_fn(|k| memory.at(k, i))).0
}

/// The lines of the next update of coordinate `i`.
fn explain<L: Law<H, N>, const H: usize, const N: usize>(
    convention: Convention,
    hyper: &[f64; HYPERS],
    memory: &Memory,
    gradient: f64,
    parameter: f64,
    i: usize,
) -> Vec<Line> {
    let tape = Tape::default();
    let clocks = memory.clocks();
    let mut clocks: [Traced<'_>; CLOCKS] =
        array::from_fn(|k| tape.enter(L::POWERS.get(k).copied().unwrap_or(""), clocks[k]));
    let hyper = array::from_fn(|k| tape.enter(L::HYPER[k].symbol, hyper[k]));
    let slots = array::from_fn(|k| tape.enter(L::SLOTS[k].symbol, memory.at(k, i)));
    L::law(convention, hyper, &mut clocks)(tape.enter("θ", parameter), tape.enter("g", gradient), slots);
    tape.into_lines()
}
