//! What the network says to the test pictures, and what becomes of it.

use std::cmp::Ordering;
use std::sync::OnceLock;

/// The answers to the first pictures of the test set.
#[derive(Debug)]
pub(super) struct Answers {
    /// Probabilities, a row with one for each class for each picture.
    p: Vec<f64>,
    classes: usize,
    /// The class that each picture is taken for.
    said: Vec<usize>,
    /// The mean loss.
    pub(super) loss: f64,
}

impl Answers {
    pub(super) fn new(p: Vec<f64>, classes: usize, loss: f64) -> Answers {
        let said = p.chunks_exact(classes).map(likeliest).collect();
        Answers { p, classes, said, loss }
    }

    /// How many pictures were asked about.
    pub(super) fn count(&self) -> usize {
        self.said.len()
    }

    /// The probabilities of picture `i`.
    pub(super) fn of(&self, i: usize) -> &[f64] {
        &self.p[i * self.classes..(i + 1) * self.classes]
    }

    /// The class that picture `i` is taken for.
    pub(super) fn said(&self, i: usize) -> usize {
        self.said[i]
    }

    /// How many of them are right.
    pub(super) fn right(&self, labels: &[u8]) -> usize {
        (0..self.count()).filter(|&i| self.said(i) == usize::from(labels[i])).count()
    }

    /// Percent of them that are right.
    pub(super) fn accuracy(&self, labels: &[u8]) -> f64 {
        100.0 * self.right(labels) as f64 / self.count() as f64
    }

    /// How often each class (rows) is taken for each (columns).
    pub(super) fn confusion(&self, labels: &[u8]) -> Vec<Vec<usize>> {
        let mut table = vec![vec![0; self.classes]; self.classes];
        for (i, &label) in labels.iter().enumerate().take(self.count()) {
            table[usize::from(label)][self.said(i)] += 1;
        }
        table
    }

    /// The wrong ones, those first whose right answer was held least likely.
    pub(super) fn mistakes(&self, labels: &[u8]) -> Vec<usize> {
        let mut wrong: Vec<usize> =
            (0..self.count()).filter(|&i| self.said(i) != usize::from(labels[i])).collect();
        let p = |i: usize| self.of(i)[usize::from(labels[i])];
        wrong.sort_by(|&a, &b| p(a).partial_cmp(&p(b)).unwrap_or(Ordering::Equal));
        wrong
    }

    /// Pictures of one class that are taken for another (or itself), the surest first.
    pub(super) fn taken_for(&self, labels: &[u8], (is, said): (usize, usize)) -> Vec<usize> {
        let here = |&i: &usize| usize::from(labels[i]) == is && self.said(i) == said;
        let mut found: Vec<usize> = (0..self.count()).filter(here).collect();
        found.sort_by(|&a, &b| self.of(b)[said].partial_cmp(&self.of(a)[said]).unwrap_or(Ordering::Equal));
        found
    }
}

/// The place of the largest of some probabilities; the first of equals.
pub(super) fn likeliest(p: &[f64]) -> usize {
    (0..p.len()).fold(0, |best, k| if p[k] > p[best] { k } else { best })
}

/// Answers that belong to a state and are worked out when first looked at. They say nothing new about it: a copy
/// begins without them, and any two are equal.
#[derive(Debug, Default)]
pub(super) struct Seen(OnceLock<Answers>);

impl Seen {
    pub(super) fn get(&self, ask: impl FnOnce() -> Answers) -> &Answers {
        self.0.get_or_init(ask)
    }

    pub(super) fn forget(&mut self) {
        self.0.take();
    }
}

impl Clone for Seen {
    fn clone(&self) -> Seen {
        Seen::default()
    }
}

impl PartialEq for Seen {
    fn eq(&self, _: &Seen) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistakes_are_counted_and_sorted() {
        let row = |sure: &[(usize, f64)]| {
            let mut p = vec![0.0; 10];
            sure.iter().for_each(|&(k, x)| p[k] = x);
            p
        };
        let rows =
            [row(&[(3, 0.9)]), row(&[(5, 0.6), (3, 0.3)]), row(&[(5, 0.9), (3, 0.1)]), row(&[(0, 1.0)])];
        let answers = Answers::new(rows.concat(), 10, 0.0);
        let labels = [3, 3, 3, 0];
        assert_eq!((answers.right(&labels), answers.mistakes(&labels)), (2, vec![2, 1]));
        assert_eq!(answers.taken_for(&labels, (3, 5)), [2, 1]);
        let table = answers.confusion(&labels);
        assert_eq!((table[3][5], table[3][3], table[0][0]), (2, 1, 1));
        assert_eq!(answers.accuracy(&labels), 50.0);
    }
}
