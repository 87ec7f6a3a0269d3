//! Two halves of a piece of work on two threads.
//!
//! How the work is halved never depends on the machine, and sums are put together in one order: a result is the same
//! to the bit wherever it was computed.

/// Does the first part here and the second one, if there is one, on a thread of rayon's at the same time.
pub(crate) fn both<T: Send, R: Send + Default>(
    [one, two]: [Option<T>; 2],
    here: impl FnOnce(T) -> R,
    there: impl FnOnce(T) -> R + Send,
) -> (R, R) {
    let here = || one.map(here).unwrap_or_default();
    let Some(two) = two else { return (here(), R::default()) };
    let mut other = R::default();
    let own = rayon::in_place_scope(|scope| {
        scope.spawn(|_| other = there(two));
        here()
    });
    (own, other)
}

/// Where work on `count` examples is halved: at a multiple of `block`, where there is enough of it to be worth a
/// thread (`products` multiplications an example).
pub(crate) fn middle(count: usize, block: usize, products: usize) -> Option<usize> {
    /// Multiplications that take about as long as two threads need to find together.
    const WORTH_IT: usize = 4_000_000;
    let middle = (count / 2).next_multiple_of(block);
    (count.saturating_mul(products) >= WORTH_IT && middle < count).then_some(middle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_halves_are_done() {
        assert_eq!(both([Some(3), Some(4)], |a| a + 1, |b| b * 2), (4, 8));
        assert_eq!(both([Some(3), None], |a| a + 1, |b: i32| b * 2), (4, 0));
    }

    #[test]
    fn small_work_stays_whole() {
        assert_eq!(middle(1000, 32, 4000), Some(512));
        assert_eq!(middle(999, 32, 4000), None);
        assert_eq!(middle(32, 32, 4_000_000), None);
        assert_eq!(middle(33, 32, 4_000_000), Some(32));
    }
}
