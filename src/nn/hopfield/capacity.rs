//! How much fits: recall against load.

use super::network::{Hopfield, overlap};
use super::order::Order;
use super::pattern::Pattern;
use super::rule::Rule;
use crate::math::NumpyRng;
use crate::words::{Problem, Text};

/// The experiment: for every load P/N, store P random patterns, start at damaged ones, let the state settle and
/// see how much of the pattern is left. An iterator over [`Load`]s, so it can be stopped between any two.
///
/// For N → ∞ Hebbian recall breaks down at P/N = 0.138 (Amit, Gutfreund & Sompolinsky 1985); finite N blurs it.
#[derive(Debug, Clone)]
pub struct Capacity {
    /// N.
    pub neurons: usize,
    /// How patterns are stored.
    pub rule: Rule,
    /// Percent of the cue that is flipped.
    pub noise: f64,
    /// Networks per load, each with its own patterns.
    pub networks: u32,
    /// Patterns of a network that recall is tried on, at most.
    pub cues: usize,
    /// Network k of a load draws from the stream of seed + k.
    pub seed: u32,
    loads: std::vec::IntoIter<f64>,
}

/// Recall at one load.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Load {
    /// P.
    pub patterns: usize,
    /// P/N.
    pub load: f64,
    /// The mean overlap of what was recalled with what was stored.
    pub overlap: f64,
    /// Its standard deviation from cue to cue.
    pub spread: f64,
    /// The share of cues recalled with an overlap of at least 0.95.
    pub recalled: f64,
}

/// Sweeps after which an unsettled state is taken as it is; settling takes about ten.
const SWEEPS: usize = 100;

impl Capacity {
    /// The experiment at these loads, with 10 networks a load and 5 undamaged cues a network.
    #[must_use]
    pub fn new(neurons: usize, rule: Rule, loads: Vec<f64>, seed: u32) -> Capacity {
        Capacity { neurons, rule, noise: 0.0, networks: 10, cues: 5, seed, loads: loads.into_iter() }
    }

    /// The overlaps after recall in one network.
    fn try_network(&self, count: usize, seed: u32) -> Result<Vec<f64>, Problem> {
        let mut rng = NumpyRng::new(seed);
        let draw = |_| Pattern::random(Text::default(), self.neurons, 1, &mut rng);
        let patterns: Vec<Pattern> = (0..count).map(draw).collect();
        let network = Hopfield::store(patterns, self.rule, true)?;
        let mut overlaps = Vec::new();
        for stored in network.patterns().iter().take(self.cues) {
            let mut cue = stored.clone();
            cue.flip(self.noise, &mut rng);
            let mut state = network.state(cue.spins());
            let mut order = Order::new(rng, self.neurons);
            network.settle(&mut state, &mut order, SWEEPS);
            rng = order.into_rng();
            overlaps.push(overlap(stored.spins(), state.spins()));
        }
        Ok(overlaps)
    }
}

impl Iterator for Capacity {
    type Item = Result<Load, Problem>;

    fn next(&mut self) -> Option<Result<Load, Problem>> {
        let wanted = self.loads.next()?;
        let patterns = ((wanted * self.neurons as f64).round() as usize).max(1);
        let mut overlaps = Vec::new();
        for k in 0..self.networks {
            match self.try_network(patterns, self.seed.wrapping_add(k)) {
                Ok(more) => overlaps.extend(more),
                Err(problem) => return Some(Err(problem)),
            }
        }
        let count = overlaps.len().max(1) as f64;
        let mean = overlaps.iter().sum::<f64>() / count;
        let variance = overlaps.iter().map(|m| (m - mean).powi(2)).sum::<f64>() / count;
        let recalled = overlaps.iter().filter(|&&m| m >= 0.95).count() as f64 / count;
        let load = patterns as f64 / self.neurons as f64;
        Some(Ok(Load { patterns, load, overlap: mean, spread: variance.sqrt(), recalled }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Amit, Gutfreund & Sompolinsky: nearly perfect recall below 0.138, collapse to about 0.35 above it. Bands
    /// wide enough for N = 500.
    #[test]
    fn hebbian_recall_collapses_beyond_0_138() {
        let loads = vec![0.05, 0.10, 0.20, 0.30];
        let rows: Vec<Load> = Capacity::new(500, Rule::Hebbian, loads, 1).map(|row| row.unwrap()).collect();
        let overlap = |k: usize| rows[k].overlap;
        assert!(overlap(0) > 0.998, "{rows:?}");
        assert!(overlap(1) > 0.96, "{rows:?}");
        assert!((0.2..0.7).contains(&overlap(2)), "{rows:?}");
        assert!((0.15..0.5).contains(&overlap(3)), "{rows:?}");
        assert_eq!(rows[0].recalled, 1.0);
        assert!(rows[2].spread > 10.0 * rows[0].spread);
    }

    #[test]
    fn the_other_rules_hold_more() {
        for rule in [Rule::PseudoInverse, Rule::Storkey] {
            let row =
                Capacity { networks: 2, ..Capacity::new(200, rule, vec![0.2], 1) }.next().unwrap().unwrap();
            assert!(row.overlap > 0.95, "{rule:?} {row:?}");
        }
    }
}
