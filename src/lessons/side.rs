//! On which side of ½ an answer lies.

use crate::lab::scene::{Cell, Ink};
use crate::words::same;

/// An answer beside the one that is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// On the side that is wanted.
    Right,
    /// On the other side.
    Wrong,
    /// Exactly in the middle: for neither.
    Neither,
}

impl Side {
    /// Of an answer between 0 and 1.
    pub(crate) fn of(answer: f64, wanted: f64) -> Side {
        match answer {
            0.5 => Side::Neither,
            _ if (answer > 0.5) == (wanted > 0.5) => Side::Right,
            _ => Side::Wrong,
        }
    }

    /// Its mark in a table.
    pub(crate) fn cell(self) -> Cell {
        let (mark, ink) = match self {
            Side::Right => ("✓", Ink::Good),
            Side::Wrong => ("✗", Ink::Bad),
            Side::Neither => ("–", Ink::Quiet),
        };
        Cell::Coloured(same(mark), ink)
    }
}

#[cfg(test)]
mod tests {
    use super::Side;

    /// What says nothing is neither right for one class nor wrong for the other.
    #[test]
    fn the_middle_is_on_neither_side() {
        let sides = |answer: f64| [0.0, 1.0].map(|wanted| Side::of(answer, wanted));
        assert_eq!(sides(0.5), [Side::Neither; 2]);
        assert_eq!(sides(0.500_000_1), [Side::Wrong, Side::Right]);
        assert_eq!(sides(0.499_999_9), [Side::Right, Side::Wrong]);
    }
}
