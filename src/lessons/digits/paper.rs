//! How the training digits stand on their paper: a drawing is brought to the same size and pen.

use crate::lessons::networks::Examples;
use std::sync::OnceLock;

/// Pictures that are measured at most.
const MEASURED: usize = 500;
/// Less than this is noise, not ink.
const FAINT: f64 = 0.25;

/// The size of digits and pen, in pixels of their pictures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Paper {
    /// Pixels along each side of a picture.
    pub(super) side: usize,
    /// Longer side of the strokes' middle line.
    pub(super) length: f64,
    /// Half the width of a stroke.
    pub(super) pen: f64,
    /// How bright full ink is, 0 … 1.
    pub(super) ink: f64,
}

impl Paper {
    /// The means over the first pictures.
    ///
    /// The width of strokes is 2 · area / outline; the outline is the sum of all differences between neighbouring
    /// pixels, which is 4/π times too long for lines in all directions alike.
    fn measure(examples: &Examples, side: usize) -> Paper {
        let (mut count, mut longer, mut width, mut ink) = (0.0, 0.0, 0.0, 0.0);
        // A picture within a frame without ink.
        let wide = side + 2;
        let mut framed = vec![0.0; wide * wide];
        for i in 0..examples.count.min(MEASURED) {
            let pixels = examples.one(i).0;
            for (framed, row) in framed.chunks_exact_mut(wide).skip(1).zip(pixels.chunks_exact(side)) {
                framed[1..=side].copy_from_slice(row);
            }
            let span = |inked: &dyn Fn(usize) -> bool| {
                let first = (1..=side).find(|&k| inked(k))?;
                Some((1..=side).rfind(|&k| inked(k))? + 1 - first)
            };
            let rows = span(&|row| framed[row * wide..][..wide].iter().any(|ink| *ink > FAINT));
            let cols = span(&|col| framed[col..].iter().step_by(wide).any(|ink| *ink > FAINT));
            let (Some(rows), Some(cols)) = (rows, cols) else { continue };
            let mut outline = 0.0;
            for (above, row) in framed.chunks_exact(wide).zip(framed.chunks_exact(wide).skip(1)) {
                let pairs = row.windows(2).zip(&above[1..]);
                outline += pairs.map(|(p, above)| (p[1] - above).abs() + (p[1] - p[0]).abs()).sum::<f64>();
            }
            let most = pixels.iter().copied().fold(0.0, f64::max);
            count += 1.0;
            longer += rows.max(cols) as f64;
            width += 2.0 * pixels.iter().sum::<f64>() / (outline * std::f64::consts::FRAC_PI_4);
            ink += most;
        }
        if count == 0.0 {
            let side_length = side as f64;
            return Paper { side, length: 0.7 * side_length, pen: 0.05 * side_length, ink: 1.0 };
        }
        let pen = 0.5 * width / count;
        let length = (longer / count - 2.0 * pen).max(1.0);
        Paper { side, length, pen, ink: ink / count }
    }
}

/// The paper of a set, measured when the first drawing is looked at.
#[derive(Debug, Default)]
pub(super) struct Measured(OnceLock<Paper>);

impl Measured {
    /// The measures over these pictures, always the same ones.
    pub(super) fn paper(&self, examples: &Examples, side: usize) -> Paper {
        *self.0.get_or_init(|| Paper::measure(examples, side))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons::networks::Inputs;

    /// A bar two pixels wide and twelve long.
    #[test]
    fn a_bar_is_measured() {
        let lit = |at: usize| (2..14).contains(&(at / 16)) && (7..9).contains(&(at % 16));
        let bytes = (0..256).map(|at| if lit(at) { 204 } else { 0 }).collect();
        let examples = Examples { inputs: Inputs::Bytes(bytes), targets: vec![1.0], count: 1 };
        let paper = Paper::measure(&examples, 16);
        // All of its outline is along the axes, so the factor π/4 makes it 4/π too wide.
        let width = 2.0 * 24.0 / 28.0 * 4.0 / std::f64::consts::PI;
        assert!((paper.pen - 0.5 * width).abs() < 1e-12, "{paper:?}");
        assert!((paper.length - (12.0 - width)).abs() < 1e-12 && (paper.ink - 0.8).abs() < 1e-12);
    }
}
