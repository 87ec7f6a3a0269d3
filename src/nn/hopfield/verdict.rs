//! What a state turned out to be.

use super::network::{Hopfield, State, overlap};
use crate::say;
use crate::words::{Text, fixed, same, text};

/// How neurons are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// One at a time: the energy never rises, so the state settles.
    #[default]
    Asynchronous,
    /// All at once: the state settles or ends in a cycle of two.
    Synchronous,
}

/// What a state turned out to be.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// Exactly this stored pattern.
    Stored(usize),
    /// Exactly the inverse of this one: E(−s) = E(s), so it is a valley too.
    Inverse(usize),
    /// Settled beside this pattern (or, with a negative overlap, beside its inverse).
    Near(usize, f64),
    /// A spurious valley: the sign of the sum of these patterns, each with its sign, and how well that fits.
    Mixture(Vec<(usize, i8)>, f64),
    /// A spurious valley of no such form; the nearest pattern and its overlap.
    Spurious(usize, f64),
    /// Asked all at once, it swings between two states.
    Cycle,
    /// So many neurons would still flip.
    Moving(usize),
}

/// From this overlap on, a settled state counts as the pattern with some cells wrong.
const NEAR: f64 = 0.9;
/// From this overlap on, a settled state counts as the mixture that it resembles.
const MIXED: f64 = 0.95;

impl Hopfield {
    /// What the state is, if its neurons go on being asked in this way.
    #[must_use]
    pub fn verdict(&self, state: &State, mode: Mode) -> Verdict {
        let restless = self.restless(state).count();
        if restless > 0 {
            return if mode == Mode::Synchronous && self.swings(state) {
                Verdict::Cycle
            } else {
                Verdict::Moving(restless)
            };
        }
        let (nearest, m) = self.nearest(state);
        if m == 1.0 {
            return Verdict::Stored(nearest);
        }
        if m == -1.0 {
            return Verdict::Inverse(nearest);
        }
        match self.mixture(state) {
            Some((parts, fit)) if fit >= MIXED && fit > m.abs() => Verdict::Mixture(parts, fit),
            _ if m.abs() >= NEAR => Verdict::Near(nearest, m),
            _ => Verdict::Spurious(nearest, m),
        }
    }

    /// Two steps of all neurons lead back to the same spins.
    fn swings(&self, state: &State) -> bool {
        let mut later = state.clone();
        self.update_all(&mut later);
        self.update_all(&mut later);
        later.spins() == state.spins()
    }

    /// The best of the mixtures of the 3, 5 or 7 patterns that overlap most: odd numbers, so that the sign of
    /// the sum is never open. (Amit, Gutfreund & Sompolinsky 1985.)
    fn mixture(&self, state: &State) -> Option<(Vec<(usize, i8)>, f64)> {
        let mut ranked: Vec<(usize, f64)> = self.overlaps(state).into_iter().enumerate().collect();
        ranked.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
        let signed: Vec<(usize, i8)> =
            ranked.iter().map(|&(k, m)| (k, if m < 0.0 { -1 } else { 1 })).collect();
        let mixtures = [3, 5, 7].into_iter().filter_map(|count| {
            let parts = signed.get(..count)?;
            let sum =
                |i: usize| -> i8 { parts.iter().map(|&(k, s)| s * self.patterns()[k].spins()[i]).sum() };
            let mixed: Vec<i8> = (0..self.neurons()).map(|i| sum(i).signum()).collect();
            Some((parts.to_vec(), overlap(&mixed, state.spins())))
        });
        mixtures.fold(None, |best: Option<(Vec<(usize, i8)>, f64)>, next| match best {
            Some(best) if best.1 >= next.1 => Some(best),
            _ => Some(next),
        })
    }
}

impl Verdict {
    /// In words.
    #[must_use]
    pub fn text(&self, network: &Hopfield) -> Text {
        let name = |k: usize| &network.patterns()[k].name;
        match self {
            Verdict::Stored(k) => named("the stored pattern ", "记住的图案：", name(*k)),
            Verdict::Inverse(k) => named("the inverse of ", "反相图案：", name(*k)),
            Verdict::Near(k, m) => {
                let overlap = say!(", with errors (overlap {})", "，有差错（重叠度 {}）", fixed(*m, 2));
                let near = if *m < 0.0 {
                    named("the inverse of ", "反相图案：", name(*k))
                } else {
                    named("the stored pattern ", "记住的图案：", name(*k))
                };
                near.then(&overlap)
            }
            Verdict::Mixture(parts, fit) => {
                let mut sum = Text::default();
                for (at, &(k, sign)) in parts.iter().enumerate() {
                    let joint = match (at, sign) {
                        (0, 1) => "",
                        (0, _) => "−",
                        (_, 1) => " + ",
                        (_, _) => " − ",
                    };
                    sum = sum.then(&same(joint)).then(name(k));
                }
                let fit = fixed(*fit, 2);
                named("a mixture of ", "混合态：", &sum)
                    .then(&say!(", a spurious memory (fit {fit})", "，属于伪稳态（吻合度 {fit}）"))
            }
            Verdict::Spurious(k, m) => {
                let m = fixed(*m, 2);
                named(
                    "a spurious memory, nothing that was stored (nearest: ",
                    "伪稳态，从未存过（最近：",
                    name(*k),
                )
                .then(&say!(", overlap {m})", "，重叠度 {m}）"))
            }
            Verdict::Cycle => text("a cycle of two states", "在两个状态之间循环"),
            Verdict::Moving(count) => match count {
                1 => text("1 neuron still wants to flip", "还有 1 个神经元想翻转"),
                _ => say!("{count} neurons still want to flip", "还有 {count} 个神经元想翻转"),
            },
        }
    }
}

fn named(en: &'static str, zh: &'static str, name: &Text) -> Text {
    text(en, zh).then(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::NumpyRng;
    use crate::nn::hopfield::{Order, Pattern, Rule};

    fn stored(count: usize, rule: Rule) -> Hopfield {
        let mut rng = NumpyRng::new(11);
        let pattern = |k: usize| Pattern::random(same(["A", "B", "C", "D"][k]), 20, 20, &mut rng);
        Hopfield::store((0..count).map(pattern).collect(), rule, true).unwrap()
    }

    fn judged(network: &Hopfield, spins: &[i8]) -> Verdict {
        network.verdict(&network.state(spins), Mode::Asynchronous)
    }

    #[test]
    fn patterns_inverses_and_mixtures_are_told_apart() {
        let network = stored(3, Rule::Hebbian);
        let spins = |k: usize| network.patterns()[k].spins();
        assert_eq!(judged(&network, spins(2)), Verdict::Stored(2));
        let inverse: Vec<i8> = spins(0).iter().map(|s| -s).collect();
        assert_eq!(judged(&network, &inverse), Verdict::Inverse(0));
        let mixed: Vec<i8> = (0..400).map(|i| (spins(0)[i] - spins(1)[i] + spins(2)[i]).signum()).collect();
        let mut state = network.state(&mixed);
        network.settle(&mut state, &mut Order::new(NumpyRng::new(1), 400), 50);
        let verdict = network.verdict(&state, Mode::Asynchronous);
        let Verdict::Mixture(mut parts, fit) = verdict.clone() else { panic!("{verdict:?}") };
        parts.sort_unstable();
        assert_eq!(parts, [(0, 1), (1, -1), (2, 1)]);
        assert!(fit > 0.95);
        assert!(verdict.text(&network).en.starts_with("a mixture of "));
    }

    #[test]
    fn a_restless_state_is_moving() {
        let network = stored(3, Rule::Hebbian);
        let mut cue = network.patterns()[0].clone();
        (0..25).for_each(|i| cue.toggle(i));
        assert_eq!(judged(&network, cue.spins()), Verdict::Moving(25));
    }

    /// Two neurons that excite each other, asked at once from opposite spins, swap for ever.
    #[test]
    fn asked_at_once_two_neurons_swing() {
        let network = Hopfield::store(Pattern::read("##\n").unwrap(), Rule::Hebbian, true).unwrap();
        let mut state = network.state(&[1, -1]);
        assert_eq!(network.verdict(&state, Mode::Synchronous), Verdict::Cycle);
        assert_eq!(network.update_all(&mut state), 2);
        assert_eq!(state.spins(), [-1, 1]);
        assert_eq!(network.verdict(&state, Mode::Asynchronous), Verdict::Moving(2));
    }

    #[test]
    fn too_many_patterns_leave_errors() {
        let mut rng = NumpyRng::new(2);
        let patterns = (0..25).map(|_| Pattern::random(same("p"), 10, 10, &mut rng)).collect();
        let network = Hopfield::store(patterns, Rule::Hebbian, true).unwrap();
        let mut seen = Vec::new();
        for pattern in network.patterns() {
            let mut state = network.state(pattern.spins());
            assert!(network.settle(&mut state, &mut Order::new(NumpyRng::new(3), 100), 50));
            seen.push(network.verdict(&state, Mode::Asynchronous));
        }
        assert!(seen.iter().any(|v| matches!(v, Verdict::Near(_, m) if *m < 1.0)), "{seen:?}");
        assert!(seen.iter().any(|v| matches!(v, Verdict::Spurious(..))), "{seen:?}");
    }
}
