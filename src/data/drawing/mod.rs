//! The shipped set of pictures, drawn: cats, and things that are no cats.

mod animals;
mod canvas;
mod cat;
mod objects;
mod scenery;

use super::cats::PictureSet;
use super::pictures::{Pictures, Pixels};
use crate::math::NumpyRng;
use crate::say;
use canvas::{Canvas, Frame, Ink};

/// The seed of the set that is part of the program.
pub const SHIPPED_SEED: u32 = 4;
/// Pixels along each side, as in the course's files.
const SIDE: usize = 64;
/// (cats, others) to train on and to test with, as many as in the course's files.
const TRAIN: (usize, usize) = (72, 137);
const TEST: (usize, usize) = (33, 17);

/// Draws a whole set, 209 + 50 pictures of 64 × 64 × 3, the same for the same seed on every machine.
#[must_use]
pub fn generate_cats(seed: u32) -> PictureSet {
    let mut rng = NumpyRng::new(seed);
    let train = draw_part(&mut rng, TRAIN);
    let test = draw_part(&mut rng, TEST);
    PictureSet {
        train,
        test,
        classes: vec!["non-cat".into(), "cat".into()],
        values: vec![0.0, 1.0],
        unit: 255.0,
        notes: Vec::new(),
        height: SIDE,
        width: SIDE,
        channels: 3,
        origin: say!("drawn from seed {seed}", "由种子 {seed} 画出"),
    }
}

fn draw_part(rng: &mut NumpyRng, (cats, others): (usize, usize)) -> Pictures {
    let mut labels = [vec![1; cats], vec![0; others]].concat();
    rng.shuffle(&mut labels);
    let mut bytes = Vec::with_capacity(labels.len() * SIDE * SIDE * 3);
    let mut other = 0;
    for &label in &labels {
        if label == 1 {
            bytes.extend(draw_cat(rng).bytes());
        } else {
            bytes.extend(draw_other(rng, other).bytes());
            other += 1;
        }
    }
    Pictures { pixels: Pixels::Bytes(bytes), features: SIDE * SIDE * 3, labels }
}

fn draw_cat(rng: &mut NumpyRng) -> Canvas {
    let mut canvas = match rng.randint(0, 5) {
        0 | 1 => scenery::room(rng, SIDE),
        _ => scenery::anywhere(rng, SIDE),
    };
    cat::draw(&mut canvas, rng, SIDE);
    grain(&mut canvas, rng);
    canvas
}

/// What is no cat: the kinds take turns, so that each part holds some of every kind.
fn draw_other(rng: &mut NumpyRng, turn: usize) -> Canvas {
    let s = SIDE as f64;
    let (x, y) = (s * rng.uniform(0.38, 0.62), s * rng.uniform(0.42, 0.6));
    let at = Frame::at(x, y, s * rng.uniform(0.2, 0.33)).mirrored(rng.bernoulli(0.5));
    type Draw = fn(&mut Canvas, &mut NumpyRng, Frame);
    type Scene = fn(&mut NumpyRng, usize) -> Canvas;
    const KINDS: [(Scene, Draw); 17] = [
        (scenery::anywhere, animals::dog),
        (scenery::meadow, objects::house),
        (scenery::anywhere, animals::rabbit),
        (scenery::meadow, objects::tree),
        (scenery::anywhere, objects::ball),
        (scenery::meadow, objects::car),
        (scenery::sky, animals::bird),
        (scenery::anywhere, objects::flower),
        (scenery::room, animals::dog),
        (scenery::sea, objects::boat),
        (scenery::room, objects::cup),
        (scenery::sky, objects::balloon),
        (scenery::paper, objects::shapes),
        (scenery::room, animals::mouse),
        (scenery::deep, animals::fish),
        (scenery::anywhere, animals::butterfly),
        (scenery::sky, objects::rocket),
    ];
    let mut canvas = if turn % 18 == 17 {
        scenery::mountains(rng, SIDE)
    } else {
        let (scene, draw) = KINDS[turn % 18];
        let mut canvas = scene(rng, SIDE);
        draw(&mut canvas, rng, at);
        canvas
    };
    grain(&mut canvas, rng);
    canvas
}

/// Light and contrast of a camera that nobody set.
fn grain(canvas: &mut Canvas, rng: &mut NumpyRng) {
    let (light, contrast) = (rng.uniform(-0.07, 0.07), rng.uniform(0.85, 1.08));
    canvas.each(|ink| Ink(ink.0.map(|v| (v - 0.5) * contrast + 0.5 + light)));
}

/// One of some colours.
fn pick(rng: &mut NumpyRng, codes: &[u32]) -> Ink {
    Ink::hex(codes[rng.randint(0, codes.len() as i64) as usize])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The file in the repository is what the generator draws, on this machine as on the one it was made on.
    #[test]
    fn the_shipped_file_can_be_drawn_again_bit_for_bit() {
        let drawn = generate_cats(SHIPPED_SEED).to_hdf5().unwrap();
        assert!(
            drawn == include_bytes!("../../../datasets/cats.h5"),
            "datasets/cats.h5 differs: run `nnlab data make`"
        );
    }

    #[test]
    fn another_seed_draws_other_pictures() {
        let mut one = NumpyRng::new(1);
        let mut two = NumpyRng::new(2);
        assert!(draw_cat(&mut one).bytes().ne(draw_cat(&mut two).bytes()));
    }
}
