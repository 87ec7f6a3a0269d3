//! The pictures that are learned from: as they are, or each with its four neighbours one pixel away.

use crate::data::Pictures;
use crate::data::digits::DigitSet;

/// Rows down and columns to the right by which a picture is moved.
const SHIFTS: [(i8, i8); 5] = [(0, 0), (-1, 0), (1, 0), (0, -1), (0, 1)];
/// Pictures at most that a measurement is made on.
const PROBE: usize = 500;
/// Pixels flipped in each of them: with 64 pixels the mean is then within 0.2 of that over all, most of the time.
const FLIPS: usize = 16;

/// Training or test pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Train,
    Test,
}

/// The data with what is done to every picture before it is seen.
pub(super) struct Source {
    pub(super) set: DigitSet,
    /// Every picture is there five times: as it is, and moved up, down, left, right by one pixel.
    pub(super) nudged: bool,
    /// Pixels are 0 or 1; otherwise the probability that they are.
    pub(super) binary: bool,
}

impl Source {
    pub(super) fn pictures(&self, part: Part) -> &Pictures {
        match part {
            Part::Train => &self.set.train,
            Part::Test => &self.set.test,
        }
    }

    /// How many pictures a part has, moved ones included; those that are not moved come first.
    pub(super) fn count(&self, part: Part) -> usize {
        self.pictures(part).len() * if self.nudged { SHIFTS.len() } else { 1 }
    }

    /// Visible units.
    pub(super) fn visible(&self) -> usize {
        self.set.side * self.set.side
    }

    /// What is written on picture `at`.
    pub(super) fn name(&self, part: Part, at: usize) -> &str {
        &self.set.classes[usize::from(self.label(part, at))]
    }

    /// The class of picture `at`.
    pub(super) fn label(&self, part: Part, at: usize) -> u8 {
        let pictures = self.pictures(part);
        pictures.labels[at % pictures.len()]
    }

    /// Picture `at` as visible units.
    pub(super) fn row(&self, part: Part, at: usize, row: &mut [f64]) {
        let pictures = self.pictures(part);
        pictures.fractions(at % pictures.len(), row);
        shift(row, self.set.side, SHIFTS[at / pictures.len()]);
        if self.binary {
            row.iter_mut().for_each(|pixel| *pixel = f64::from(u8::from(*pixel >= 0.5)));
        }
    }

    /// Pictures one after the other.
    pub(super) fn rows(&self, part: Part, chosen: impl ExactSizeIterator<Item = usize>) -> Vec<f64> {
        let visible = self.visible();
        let mut rows = vec![0.0; chosen.len() * visible];
        for (row, at) in rows.chunks_exact_mut(visible).zip(chosen) {
            self.row(part, at, row);
        }
        rows
    }
}

/// Moves a square picture; what comes in from outside is empty.
fn shift(row: &mut [f64], side: usize, (down, right): (i8, i8)) {
    let all = row.len();
    match down {
        -1 => {
            row.copy_within(side.., 0);
            row[all - side..].fill(0.0);
        }
        1 => {
            row.copy_within(..all - side, side);
            row[..side].fill(0.0);
        }
        _ => {}
    }
    for line in row.chunks_exact_mut(side) {
        match right {
            -1 => {
                line.copy_within(1.., 0);
                line[side - 1] = 0.0;
            }
            1 => {
                line.copy_within(..side - 1, 1);
                line[0] = 0.0;
            }
            _ => return,
        }
    }
}

/// Training pictures that pseudo-likelihood and reconstruction error are measured on, always the same ones.
pub(super) struct Probe {
    pub(super) rows: Vec<f64>,
    pub(super) count: usize,
    /// The pixels flipped in each.
    pub(super) flips: Vec<usize>,
}

impl Probe {
    /// Pictures evenly spread over the training set; all pixels are flipped equally often.
    pub(super) fn of(source: &Source) -> Probe {
        let (all, visible) = (source.count(Part::Train), source.visible());
        let count = all.min(PROBE);
        let rows = source.rows(Part::Train, (0..count).map(|k| k * all / count));
        let stride = stride(visible);
        let flips = (0..count * FLIPS).map(|n| n * stride % visible).collect();
        Probe { rows, count, flips }
    }
}

/// Steps of about the golden section, with no factor in common with the number of pixels, reach every pixel once before
/// any twice, and lie far apart.
pub(super) fn stride(visible: usize) -> usize {
    (visible * 618 / 1000..visible).find(|s| coprime(*s, visible)).unwrap_or(1)
}

fn coprime(a: usize, b: usize) -> bool {
    let (mut a, mut b) = (a, b);
    while b > 0 {
        (a, b) = (b, a % b);
    }
    a == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Pixels;
    use crate::words::Text;

    fn source(nudged: bool, binary: bool) -> Source {
        let pixels = Pixels::Bytes(vec![255, 0, 0, 0, 51, 0, 0, 0, 204]);
        let train = Pictures { pixels, features: 9, labels: vec![7] };
        let classes = (0..10).map(|digit: u8| digit.to_string()).collect();
        let (origin, notes) = (Text::default(), Vec::new());
        let set = DigitSet { test: train.clone(), train, side: 3, classes, origin, notes };
        Source { set, nudged, binary }
    }

    #[test]
    fn a_picture_is_moved_by_one_pixel_in_four_directions() {
        let source = source(true, false);
        assert_eq!(source.count(Part::Train), 5);
        let rows = source.rows(Part::Train, 0..5);
        let rows: Vec<&[f64]> = rows.chunks(9).collect();
        assert_eq!(rows[0], [1.0, 0.0, 0.0, 0.0, 0.2, 0.0, 0.0, 0.0, 0.8]);
        assert_eq!(rows[1], [0.0, 0.2, 0.0, 0.0, 0.0, 0.8, 0.0, 0.0, 0.0], "up");
        assert_eq!(rows[2], [0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.2, 0.0], "down");
        assert_eq!(rows[3], [0.0, 0.0, 0.0, 0.2, 0.0, 0.0, 0.0, 0.8, 0.0], "left");
        assert_eq!(rows[4], [0.0, 1.0, 0.0, 0.0, 0.0, 0.2, 0.0, 0.0, 0.0], "right");
    }

    #[test]
    fn binary_pixels_are_white_from_a_half_on() {
        assert_eq!(source(false, true).rows(Part::Test, 0..1), [1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0]);
    }

    #[test]
    fn all_pixels_are_flipped_equally_often() {
        let set = DigitSet::shipped().expect("the shipped set");
        let probe = Probe::of(&Source { set, nudged: true, binary: false });
        let mut times = vec![0_usize; 256];
        probe.flips.iter().for_each(|&i| times[i] += 1);
        let (least, most) = (times.iter().min(), times.iter().max());
        assert_eq!((probe.count, probe.flips.len(), least, most), (500, 8000, Some(&31), Some(&32)));
    }
}
