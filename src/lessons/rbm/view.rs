//! What the learner looks at: a picture, a hidden unit, a pixel, a dream.

use super::Dreamer;
use super::learning::Learning;
use super::parameters::{Seen, Start};
use super::source::Part;
use crate::math::NumpyRng;
use crate::nn::rbm::Rbm;

/// Steps of the longest dream, which is dreamt anew for every frame.
pub(super) const LONGEST_DREAM: usize = 300;
/// Pictures of a film strip after its first.
const FRAMES: usize = 9;

/// What is looked at, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct View {
    pub(super) part: Part,
    picture: usize,
    unit: usize,
    pixel: Option<usize>,
    example: usize,
    pub(super) dream: usize,
    pub(super) from_noise: bool,
}

impl View {
    /// What the settings say.
    pub(super) fn new(seen: &Seen) -> View {
        View {
            part: *seen.part,
            picture: seen.picture.0,
            unit: seen.unit.0,
            pixel: seen.pixel.map(|nth| nth.0),
            example: seen.example.0,
            dream: *seen.dream,
            from_noise: *seen.start == Start::Noise,
        }
    }
}

impl Dreamer {
    /// The picture looked at, in range; never a moved one.
    pub(super) fn picture(&self) -> usize {
        self.view.picture.min(self.source.pictures(self.view.part).len() - 1)
    }

    /// The picture looked at, as visible units.
    pub(super) fn digit(&self) -> Vec<f64> {
        self.source.rows(self.view.part, std::iter::once(self.picture()))
    }

    /// The hidden unit chosen, in range.
    pub(super) fn unit(&self) -> usize {
        self.view.unit.min(self.hidden - 1)
    }

    /// The pixel chosen, in range.
    pub(super) fn pixel(&self) -> usize {
        let side = self.source.set.side;
        self.view.pixel.unwrap_or(side / 2 * side + side / 2).min(self.source.visible() - 1)
    }

    /// The picture of the batch, and the chain, that is written about.
    pub(super) fn example(&self) -> usize {
        self.view.example.min(self.batch() - 1)
    }
}

/// The dream as a film strip: where it begins, then the probabilities that a step draws its pixels from. A long dream
/// leaves steps out, as evenly as can be; the last is there.
pub(super) fn film(of: &Dreamer, state: &Learning) -> Vec<Vec<f64>> {
    // Chance of its own, so that looking at a dream changes nothing about learning: the stream of seed + 1.
    let mut rng = NumpyRng::new(of.seed.wrapping_add(1));
    let machine: &Rbm = &state.machine;
    let mut v = of.digit();
    if of.view.from_noise {
        v.iter_mut().for_each(|pixel| *pixel = f64::from(u8::from(rng.bernoulli(0.5))));
    }
    let (mut h, mut p) = (vec![0.0; machine.width()], vec![0.0; v.len()]);
    let steps = of.view.dream;
    let kept = steps.min(FRAMES);
    let mut frames = vec![v.clone()];
    for step in 1..=steps {
        machine.gibbs(&mut v, &mut h, &mut p, &mut rng);
        if step * kept / steps > (step - 1) * kept / steps {
            frames.push(p.clone());
        }
    }
    frames
}
