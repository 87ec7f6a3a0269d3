//! Which neuron is asked next.

use crate::math::NumpyRng;

/// A seeded random order: every sweep asks each neuron once, in the order of the next `permutation(n)`.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    rng: NumpyRng,
    sweep: Vec<u16>,
    next: usize,
}

impl Order {
    /// The order of `n` neurons (at most 65,536) drawn from this stream from here on.
    #[must_use]
    pub fn new(rng: NumpyRng, n: usize) -> Order {
        let mut order = Order { rng, sweep: (0..=u16::MAX).take(n).collect(), next: 0 };
        order.shuffle();
        order
    }

    /// The neuron that is asked next.
    #[must_use]
    pub fn peek(&self) -> usize {
        usize::from(self.sweep[self.next])
    }

    /// The neuron that is asked now; the one after it comes next. `None` of no neurons.
    pub fn take(&mut self) -> Option<usize> {
        let neuron = usize::from(*self.sweep.get(self.next)?);
        self.next += 1;
        if self.next == self.sweep.len() {
            self.shuffle();
        }
        Some(neuron)
    }

    /// The stream, to draw something else from.
    #[must_use]
    pub fn into_rng(self) -> NumpyRng {
        self.rng
    }

    fn shuffle(&mut self) {
        self.sweep.iter_mut().zip(0..).for_each(|(neuron, k)| *neuron = k);
        self.rng.shuffle(&mut self.sweep);
        self.next = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sweep_is_the_next_permutation() {
        let mut order = Order::new(NumpyRng::new(3), 7);
        let mut rng = NumpyRng::new(3);
        for _ in 0..4 {
            let sweep: Vec<usize> = (0..7).map(|_| order.take().unwrap()).collect();
            assert_eq!(sweep, rng.permutation(7));
        }
    }
}
