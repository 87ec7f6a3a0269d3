//! An update rule: one formula, two uses.
//!
//! A rule is written once, as a [`Law`] over any [`Scalar`]. Run on `f64` it trains; run on traced numbers
//! it explains. [`Rule::of`] turns a law into a row of the registry.

use super::hyper::{Convention, Hyper, Preset};
use super::memory::{CLOCKS, Memory};
use super::scalar::Scalar;
use super::trace::{Line, Tape, Traced};
use crate::nn::both;
use crate::words::Text;
use pulp::{Arch, Simd, WithSimd};
use std::array;
use std::marker::PhantomData;

/// The largest number of hyper-parameters that a rule has.
pub(super) const HYPERS: usize = 6;

/// Parameters that are updated together.
pub(super) const AT_ONCE: usize = 32;

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
    pub(super) update: fn(Convention, &[f64; HYPERS], &mut Memory, &[f64], &mut [f64]),
    pub(super) update_in_halves: fn(Convention, &[f64; HYPERS], &mut Memory, [Half<'_>; 2]),
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
            update_in_halves: update_in_halves::<L, H, N>,
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
    gradient: &[f64],
    parameters: &mut [f64],
) {
    let length = memory.len();
    let (values, clocks, steps) = memory.parts();
    *steps += 1;
    // Taken apart inside the vector code, where the compiler sees that they do not overlap.
    let slots = move || {
        let values = values;
        slots_of(values, length)
    };
    let update =
        Update::<L, _, H, N> { convention, hyper, clocks, slots, gradient, parameters, law: PhantomData };
    if length >= WIDE { Arch::new().dispatch(update) } else { update.run() }
}

/// Some of the parameters, and their gradients as the sum of two, which ends in the first.
pub(super) struct Half<'a> {
    pub(super) parameters: &'a mut [f64],
    pub(super) gradient: &'a mut [f64],
    pub(super) more: &'a [f64],
}

/// The same as [`update`], on two threads.
fn update_in_halves<L: Law<H, N>, const H: usize, const N: usize>(
    convention: Convention,
    hyper: &[f64; HYPERS],
    memory: &mut Memory,
    [first, second]: [Half<'_>; 2],
) {
    let length = memory.len();
    let (values, clocks, steps) = memory.parts();
    *steps += 1;
    let mut others: [&mut [f64]; N] = array::from_fn(|_| <&mut [f64]>::default());
    let mut places = others.iter_mut();
    let own = slots_of::<N>(values, length).map(|slot| {
        let (own, other) = slot.split_at_mut(first.parameters.len());
        if let Some(place) = places.next() {
            *place = other;
        }
        own
    });
    let before = *clocks;
    let run = |(half, slots): (Half<'_>, [&mut [f64]; N])| {
        let Half { parameters, gradient, more } = half;
        gradient.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
        let (mut clocks, slots) = (before, || slots);
        let clocks_now = &mut clocks;
        Arch::new().dispatch(Update::<L, _, H, N> {
            convention,
            hyper,
            clocks: clocks_now,
            slots,
            gradient,
            parameters,
            law: PhantomData,
        });
        clocks
    };
    // What all coordinates share moves on alike in both.
    *clocks = both([Some((first, own)), Some((second, others))], run, run).0;
}

/// Slot after slot, each of `length` numbers.
#[inline(always)]
fn slots_of<const N: usize>(values: &mut [f64], length: usize) -> [&mut [f64]; N] {
    let mut rest = values;
    array::from_fn(|_| {
        let (slot, others) = std::mem::take(&mut rest).split_at_mut(length);
        rest = others;
        slot
    })
}

/// An update of some parameters.
struct Update<'a, L, M, const H: usize, const N: usize> {
    convention: Convention,
    hyper: &'a [f64; HYPERS],
    clocks: &'a mut [f64; CLOCKS],
    /// What is remembered of them.
    slots: M,
    gradient: &'a [f64],
    parameters: &'a mut [f64],
    law: PhantomData<L>,
}

impl<'a, L, M, const H: usize, const N: usize> WithSimd for Update<'a, L, M, H, N>
where
    L: Law<H, N>,
    M: FnOnce() -> [&'a mut [f64]; N],
{
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        self.run();
    }
}

impl<'a, L, M, const H: usize, const N: usize> Update<'a, L, M, H, N>
where
    L: Law<H, N>,
    M: FnOnce() -> [&'a mut [f64]; N],
{
    /// The same loop three times, each with its convention known to the compiler: no branch inside.
    #[inline(always)]
    fn run(self) {
        let Update { convention, hyper, clocks, slots, gradient, parameters, .. } = self;
        match convention {
            Convention::PyTorch => {
                sweep::<L, M, H, N>(Convention::PyTorch, hyper, clocks, slots, gradient, parameters);
            }
            Convention::Keras => {
                sweep::<L, M, H, N>(Convention::Keras, hyper, clocks, slots, gradient, parameters);
            }
            Convention::Tf1 => {
                sweep::<L, M, H, N>(Convention::Tf1, hyper, clocks, slots, gradient, parameters);
            }
        }
    }
}

#[inline(always)]
#[expect(clippy::needless_range_loop, reason = "constant indices stay in registers")]
fn sweep<'a, L, M, const H: usize, const N: usize>(
    convention: Convention,
    hyper: &[f64; HYPERS],
    clocks: &mut [f64; CLOCKS],
    slots: M,
    gradient: &[f64],
    parameters: &mut [f64],
) where
    L: Law<H, N>,
    M: FnOnce() -> [&'a mut [f64]; N],
{
    let length = parameters.len();
    let law = L::law(convention, array::from_fn(|k| hyper[k]), clocks);
    let slots = slots();
    // Some parameters at a time in arrays whose length the compiler knows: it makes vectors of them.
    let whole = length - length % AT_ONCE;
    for first in (0..whole).step_by(AT_ONCE) {
        let some = first..first + AT_ONCE;
        let mut block = Block { p: [0.0; AT_ONCE], g: [0.0; AT_ONCE], slots: [[0.0; AT_ONCE]; N] };
        block.p.copy_from_slice(&parameters[some.clone()]);
        block.g.copy_from_slice(&gradient[some.clone()]);
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
        let mut remembered = [0.0; N];
        for k in 0..N {
            remembered[k] = slots[k][i];
        }
        let (moved, remembered) = law(parameters[i], gradient[i], remembered);
        parameters[i] = moved;
        for k in 0..N {
            slots[k][i] = remembered[k];
        }
    }
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
