//! The order in which mini-batches take the examples.

use crate::math::NumpyRng;
use std::sync::Arc;

/// The examples of the epoch under way, shuffled, and how many of them have been taken.
///
/// The first epoch's order is NumPy's `order = numpy.random.permutation(m)`, every later one what
/// `numpy.random.shuffle(order)` makes of it, from the stream it was given; without a stream always 0 … m − 1.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Batches {
    order: Arc<Vec<usize>>,
    taken: usize,
    epoch: u64,
    rng: Option<NumpyRng>,
}

impl Batches {
    /// Before the first batch of `examples`.
    pub(crate) fn new(examples: usize, mut rng: NumpyRng) -> Batches {
        Batches { order: Arc::new(rng.permutation(examples)), taken: 0, epoch: 0, rng: Some(rng) }
    }

    /// The same, always in the same order.
    pub(crate) fn in_order(examples: usize) -> Batches {
        Batches { order: Arc::new((0..examples).collect()), taken: 0, epoch: 0, rng: None }
    }

    /// Whole epochs behind.
    pub(crate) fn epoch(&self) -> u64 {
        self.epoch
    }

    /// The examples of the next step: `size` of them, fewer at the end of an epoch.
    pub(crate) fn next(&self, size: usize) -> &[usize] {
        let end = self.taken.saturating_add(size.max(1)).min(self.order.len());
        &self.order[self.taken..end]
    }

    /// Goes on to the batch after [`next`](Batches::next).
    pub(crate) fn advance(&mut self, size: usize) {
        self.taken += self.next(size).len();
        if self.taken == self.order.len() {
            self.taken = 0;
            self.epoch += 1;
            if let Some(rng) = &mut self.rng {
                let order: &mut Vec<usize> = Arc::make_mut(&mut self.order);
                rng.shuffle(order);
            }
        }
    }

    /// Steps from here to the end of the epoch.
    pub(crate) fn left(&self, size: usize) -> u64 {
        (self.order.len() - self.taken).div_ceil(size.max(1)) as u64
    }

    /// Whether no batch of this epoch has been taken.
    pub(crate) fn fresh(&self) -> bool {
        self.taken == 0
    }

    /// About how many bytes a copy takes, the order included.
    pub(crate) fn bytes(&self) -> usize {
        2600 + self.order.len() * size_of::<usize>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By NumPy 2.4.6: `numpy.random.seed(1); o = numpy.random.permutation(7)`, then `numpy.random.shuffle(o)`.
    #[test]
    fn the_order_is_numpys() {
        let mut batches = Batches::new(7, NumpyRng::new(1));
        assert_eq!(batches.next(7), FIRST);
        assert_eq!((batches.next(3), batches.left(3)), (&FIRST[..3], 3));
        batches.advance(3);
        batches.advance(3);
        assert_eq!((batches.next(3), batches.left(3), batches.epoch()), (&FIRST[6..], 1, 0));
        batches.advance(3);
        assert_eq!((batches.next(7), batches.epoch(), batches.fresh()), (&SECOND[..], 1, true));
    }

    const FIRST: [usize; 7] = [6, 2, 1, 0, 4, 3, 5];
    const SECOND: [usize; 7] = [1, 0, 4, 2, 5, 6, 3];
}
