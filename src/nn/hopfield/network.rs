//! The memory itself: what is stored, and how a state moves.

use super::order::Order;
use super::pattern::Pattern;
use super::rule::Rule;
use super::weights::Weights;
use crate::words::Problem;
use std::ops::Range;
use std::sync::Arc;

/// Stored patterns and the weights made of them. Cheap to clone; never changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Hopfield {
    patterns: Arc<[Pattern]>,
    rule: Rule,
    weights: Arc<Weights>,
    /// What N·w is divided by: N if normalised, else 1.
    divisor: f64,
    /// Below which every neuron's field is 0 but for rounding, for N·w.
    slack: Arc<[f64]>,
}

/// What moves: the spins sᵢ = ±1 and, kept up to date with them, every neuron's field.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    spins: Vec<i8>,
    /// Σⱼ N·wᵢⱼ sⱼ: whole numbers for Hebbian weights.
    fields: Vec<f64>,
}

impl State {
    /// The spins, +1 or −1, row after row of the picture.
    #[must_use]
    pub fn spins(&self) -> &[i8] {
        &self.spins
    }
}

/// What happens when a neuron is asked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Update {
    /// Which one.
    pub neuron: usize,
    /// Its local field.
    pub field: f64,
    /// Its spin before.
    pub before: i8,
    /// Its spin after: the sign of the field, or as before if the field is 0.
    pub after: i8,
    /// The energy after minus the energy before: 2·s·h if it flips, never positive.
    pub energy_change: f64,
}

impl Update {
    /// The neuron changes its mind.
    #[must_use]
    pub fn flipped(&self) -> bool {
        self.before != self.after
    }
}

/// What one neuron adds to another one's field.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contribution {
    /// The neuron that adds.
    pub neuron: usize,
    /// The weight between the two.
    pub weight: f64,
    /// Its spin.
    pub spin: i8,
}

impl Hopfield {
    /// Learn patterns of one size. `normalise`: w = (1/N) Σ …, else without 1/N.
    pub fn store(patterns: Vec<Pattern>, rule: Rule, normalise: bool) -> Result<Hopfield, Problem> {
        let weights = Arc::new(rule.learn(&patterns)?);
        let neurons = patterns[0].spins().len();
        let divisor = if normalise { neurons as f64 } else { 1.0 };
        let slack = weights.rounding(neurons).into();
        Ok(Hopfield { patterns: patterns.into(), rule, weights, divisor, slack })
    }

    /// What is stored.
    #[must_use]
    pub fn patterns(&self) -> &[Pattern] {
        &self.patterns
    }

    /// How it was stored.
    #[must_use]
    pub fn rule(&self) -> Rule {
        self.rule
    }

    /// N.
    #[must_use]
    pub fn neurons(&self) -> usize {
        self.patterns[0].spins().len()
    }

    /// The state of these spins; missing ones are −1, extra ones are left out. O(N²) for the fields.
    #[must_use]
    pub fn state(&self, spins: &[i8]) -> State {
        let mut spins = spins.to_vec();
        spins.resize(self.neurons(), -1);
        let fields = self.weights.fields(&spins);
        State { spins, fields }
    }

    /// The local field hᵢ = Σⱼ wᵢⱼ sⱼ; 0 where only the rounding of real weights keeps it from 0.
    #[must_use]
    pub fn field(&self, state: &State, i: usize) -> f64 {
        self.whole_field(state, i) / self.divisor
    }

    fn whole_field(&self, state: &State, i: usize) -> f64 {
        let field = state.fields[i];
        if field.abs() <= self.slack[i] { 0.0 } else { field }
    }

    /// E = −½ Σᵢⱼ wᵢⱼ sᵢ sⱼ = −½ Σᵢ sᵢ hᵢ.
    #[must_use]
    pub fn energy(&self, state: &State) -> f64 {
        let sum: f64 = state.spins.iter().zip(&state.fields).map(|(&s, &f)| f64::from(s) * f).sum();
        -0.5 * sum / self.divisor
    }

    /// ΔE if neuron `i` were turned over: 2·sᵢ·hᵢ.
    #[must_use]
    pub fn flip_energy(&self, state: &State, i: usize) -> f64 {
        2.0 * f64::from(state.spins[i]) * self.field(state, i)
    }

    /// What neuron `i` would do. O(1).
    #[must_use]
    pub fn ask(&self, state: &State, i: usize) -> Update {
        let (before, field) = (state.spins[i], self.field(state, i));
        let after = spin_of(field, before);
        let energy_change = if after == before { 0.0 } else { self.flip_energy(state, i) };
        Update { neuron: i, field, before, after, energy_change }
    }

    /// Ask neuron `i` and do as it says. O(1), or O(N) if it flips.
    pub fn update(&self, state: &mut State, i: usize) -> Update {
        let update = self.ask(state, i);
        if update.flipped() {
            self.flip(state, i);
        }
        update
    }

    /// Ask all neurons at once, each looking at the same state; how many flipped.
    pub fn update_all(&self, state: &mut State) -> usize {
        let flipping: Vec<usize> = self.restless(state).collect();
        flipping.iter().for_each(|&i| self.flip(state, i));
        flipping.len()
    }

    /// Ask neurons in this order until all agree with their fields, at most `sweeps` times N of them;
    /// whether they do.
    pub fn settle(&self, state: &mut State, order: &mut Order, sweeps: usize) -> bool {
        for _ in 0..sweeps {
            if self.restless(state).next().is_none() {
                return true;
            }
            for _ in 0..self.neurons() {
                if let Some(i) = order.take() {
                    self.update(state, i);
                }
            }
        }
        self.restless(state).next().is_none()
    }

    /// Turn neuron `i` over, whatever its field says. O(N).
    pub fn flip(&self, state: &mut State, i: usize) {
        state.spins[i] = -state.spins[i];
        self.weights.carry_flip(&mut state.fields, i, state.spins[i]);
    }

    /// Neurons that would flip if they were asked now.
    pub fn restless(&self, state: &State) -> impl Iterator<Item = usize> {
        let spins = state.spins.iter().enumerate();
        spins.filter(|&(i, &s)| spin_of(self.whole_field(state, i), s) != s).map(|(i, _)| i)
    }

    /// m = (1/N) Σᵢ ξᵢ sᵢ of every stored pattern: 1 the pattern itself, −1 its inverse.
    #[must_use]
    pub fn overlaps(&self, state: &State) -> Vec<f64> {
        self.patterns.iter().map(|pattern| overlap(pattern.spins(), &state.spins)).collect()
    }

    /// The stored pattern that is nearest in size of overlap, and that overlap.
    #[must_use]
    pub fn nearest(&self, state: &State) -> (usize, f64) {
        let overlaps = self.overlaps(state).into_iter().enumerate();
        overlaps.fold((0, 0.0), |best, next| if next.1.abs() > best.1.abs() { next } else { best })
    }

    /// The `count` largest parts of neuron `i`'s field, largest first.
    #[must_use]
    pub fn contributions(&self, state: &State, i: usize, count: usize) -> Vec<Contribution> {
        let part = |j: usize| Contribution { neuron: j, weight: self.weight(i, j), spin: state.spins[j] };
        let mut parts: Vec<Contribution> = (0..self.neurons()).filter(|&j| j != i).map(part).collect();
        parts.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
        parts.truncate(count);
        parts
    }

    /// wᵢⱼ.
    #[must_use]
    pub fn weight(&self, i: usize, j: usize) -> f64 {
        self.weights.at(i * self.neurons() + j) / self.divisor
    }

    /// A window of the weight matrix in at most `height` × `width` cells, row after row, each the mean of the
    /// weights under it; and the number of rows and columns. O(size of the window): compute it once, not a frame.
    #[must_use]
    pub fn overview(
        &self,
        rows: Range<usize>,
        columns: Range<usize>,
        height: usize,
        width: usize,
    ) -> (Vec<f64>, usize, usize) {
        let n = self.neurons();
        let (rows, columns) = (rows.start.min(n)..rows.end.min(n), columns.start.min(n)..columns.end.min(n));
        let (height, width) = (height.min(rows.len()), width.min(columns.len()));
        let mut cells = Vec::with_capacity(height * width);
        for r in 0..height {
            for c in 0..width {
                let block = self.weights.mean(n, part(&rows, r, height), part(&columns, c, width));
                cells.push(block / self.divisor);
            }
        }
        (cells, height, width)
    }
}

/// The `k`-th of `count` nearly equal parts of a range.
fn part(whole: &Range<usize>, k: usize, count: usize) -> Range<usize> {
    let cut = |k: usize| whole.start + k * whole.len() / count;
    cut(k)..cut(k + 1)
}

/// The sign of the field; at 0 the spin it had.
fn spin_of(field: f64, before: i8) -> i8 {
    if field > 0.0 {
        1
    } else if field < 0.0 {
        -1
    } else {
        before
    }
}

/// (1/N) Σᵢ aᵢ bᵢ of two states of N spins, from −1 to 1.
pub(super) fn overlap(a: &[i8], b: &[i8]) -> f64 {
    let mut sum = 0_i32;
    pulp::Arch::new().dispatch(|| {
        for (&a, &b) in a.iter().zip(b) {
            sum = sum.wrapping_add(i32::from(a) * i32::from(b));
        }
    });
    f64::from(sum) / a.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::NumpyRng;
    use crate::words::Text;

    fn eight(normalise: bool, count: usize) -> Hopfield {
        let mut patterns = Pattern::read("####....\n\n#.#.#.#.\n").unwrap();
        patterns.truncate(count);
        Hopfield::store(patterns, Rule::Hebbian, normalise).unwrap()
    }

    /// N = 8, two patterns, unnormalised (worked out by hand): E = −24 in each, −12 with one spin flipped,
    /// −24 again after that neuron was asked.
    #[test]
    fn energies_of_eight_neurons_are_exact() {
        let network = eight(false, 2);
        for pattern in network.patterns() {
            let mut state = network.state(pattern.spins());
            assert_eq!(network.energy(&state), -24.0);
            for i in 0..8 {
                network.flip(&mut state, i);
                assert_eq!(network.energy(&state), -12.0);
                let update = network.update(&mut state, i);
                assert!(update.flipped());
                assert_eq!((update.energy_change, network.energy(&state)), (-12.0, -24.0));
            }
        }
    }

    #[test]
    fn one_pattern_normalised_lies_at_minus_half_n_minus_1() {
        let network = eight(true, 1);
        let state = network.state(network.patterns()[0].spins());
        assert_eq!(network.energy(&state), -3.5);
        assert_eq!(network.overlaps(&state), [1.0]);
        assert_eq!(network.weight(0, 1), 0.125);
        assert_eq!(network.weight(0, 0), 0.0);
    }

    #[test]
    fn a_field_of_zero_keeps_the_spin() {
        let network = Hopfield::store(Pattern::read("#########").unwrap(), Rule::Hebbian, true).unwrap();
        for own in [1, -1] {
            let state = network.state(&[own, 1, 1, 1, 1, -1, -1, -1, -1]);
            assert_eq!(network.field(&state, 0), 0.0);
            assert!(!network.ask(&state, 0).flipped());
        }
    }

    /// Three patterns whose projection is rational: in exact fractions four of the five fields are 0, the second is not.
    #[test]
    fn a_field_that_rounding_keeps_from_zero_keeps_the_spin() {
        let patterns = Pattern::read(".....\n\n#..#.\n\n.####\n").unwrap();
        let cue = Pattern::read(".#.##\n").unwrap();
        for normalise in [true, false] {
            let network = Hopfield::store(patterns.clone(), Rule::PseudoInverse, normalise).unwrap();
            let mut state = network.state(cue[0].spins());
            let ties = (0..5).filter(|&i| network.field(&state, i) == 0.0).count();
            assert_eq!((ties, network.update_all(&mut state)), (4, 1));
        }
    }

    /// A thousand random cues: the energy never rises, its changes add up, and fields that were carried along
    /// are those computed anew.
    #[test]
    fn energy_never_rises() {
        let mut rng = NumpyRng::new(7);
        for (rule, cues) in [(Rule::Hebbian, 1000), (Rule::PseudoInverse, 100), (Rule::Storkey, 100)] {
            let patterns = (0..8).map(|_| Pattern::random(Text::default(), 8, 8, &mut rng)).collect();
            let network = Hopfield::store(patterns, rule, true).unwrap();
            let exact = if rule == Rule::Hebbian { 0.0 } else { 1e-10 };
            for _ in 0..cues {
                let cue = Pattern::random(Text::default(), 8, 8, &mut rng);
                let mut state = network.state(cue.spins());
                let mut order = Order::new(rng, 64);
                for _ in 0..4 * 64 {
                    let (before, i) = (network.energy(&state), order.take().unwrap());
                    let update = network.update(&mut state, i);
                    assert!(update.energy_change <= 0.0);
                    let after = network.energy(&state);
                    assert!((before + update.energy_change - after).abs() <= exact, "{rule:?}");
                }
                let anew = network.state(state.spins());
                for i in 0..64 {
                    assert!((network.field(&state, i) - network.field(&anew, i)).abs() <= exact);
                }
                rng = order.into_rng();
            }
        }
    }

    #[test]
    fn a_field_is_the_sum_of_its_contributions() {
        let patterns = crate::nn::hopfield::spell("AXZ").unwrap();
        let network = Hopfield::store(patterns, Rule::Storkey, true).unwrap();
        let state = network.state(network.patterns()[1].spins());
        let parts = network.contributions(&state, 37, 1000);
        assert_eq!(parts.len(), 99);
        assert!(parts.windows(2).all(|w| w[0].weight.abs() >= w[1].weight.abs()));
        let sum: f64 = parts.iter().map(|part| part.weight * f64::from(part.spin)).sum();
        assert!((sum - network.field(&state, 37)).abs() < 1e-12);
    }

    #[test]
    fn an_overview_averages_blocks() {
        let network = eight(false, 2);
        let (cells, height, width) = network.overview(0..8, 0..8, 2, 4);
        assert_eq!((height, width, cells.len()), (2, 4, 8));
        let mean: f64 =
            (0..4).flat_map(|i| (2..4).map(move |j| (i, j))).map(|(i, j)| network.weight(i, j)).sum();
        assert_eq!(cells[1], mean / 8.0);
        let (cells, height, width) = network.overview(6..99, 1..3, 50, 50);
        assert_eq!((height, width), (2, 2));
        assert_eq!(cells[1], network.weight(6, 2));
    }
}
