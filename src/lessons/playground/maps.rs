//! What every neuron answers over the plane.

use super::Playground;
use super::feature::Feature;
use super::world::World;
use crate::lab::scene::{Image, Palette, Pixels};
use crate::lessons::networks::Trained;
use crate::math::Activation;
use crate::nn::mlp::{Head, Workspace};

/// Answers at the centres of equal cells of the plane, the lowest row first.
pub(super) struct Maps {
    pub(super) cols: usize,
    pub(super) rows: usize,
    /// One map a neuron, layer by layer, outputs included.
    values: Vec<f64>,
    /// Where each layer begins among the neurons.
    first: Vec<usize>,
}

/// The features at the centres of `cols` × `rows` cells: a row a feature.
fn features(of: &[Feature], world: &World, cols: usize, rows: usize) -> Vec<f64> {
    let centres = |(low, high): (f64, f64), count: usize| -> Vec<f64> {
        (0..count).map(|i| low + (high - low) * (i as f64 + 0.5) / count as f64).collect()
    };
    let scaled = |x: f64, y: f64| world.scaled([x, y]);
    let xs: Vec<f64> = centres(world.window.x, cols).into_iter().map(|x| scaled(x, 0.0)[0]).collect();
    let ys: Vec<f64> = centres(world.window.y, rows).into_iter().map(|y| scaled(0.0, y)[1]).collect();
    let mut all = Vec::with_capacity(of.len() * cols * rows);
    for feature in of {
        // All but the product depend on one coordinate.
        let along: Vec<f64> = xs.iter().map(|&x| feature.value([x, 0.0])).collect();
        for &y in &ys {
            match feature {
                Feature::X1 | Feature::X1Squared | Feature::SinX1 => all.extend_from_slice(&along),
                Feature::Product => all.extend(xs.iter().map(|x| x * y)),
                _ => all.resize(all.len() + cols, feature.value([0.0, y])),
            }
        }
    }
    all
}

impl Maps {
    pub(super) fn new(of: &Playground, state: &Trained, cols: usize, rows: usize) -> Maps {
        let features = features(&of.world.features, &of.world, cols, rows);
        Maps::answered(of, state, &features, cols, rows)
    }

    fn answered(of: &Playground, state: &Trained, features: &[f64], cols: usize, rows: usize) -> Maps {
        let (mlp, points) = (of.mlp(), cols * rows);
        let mut values = vec![0.0; mlp.neurons() * points];
        mlp.maps(&state.parameters, features, points, &mut Workspace::new(mlp), &mut values);
        let first = mlp.layers().iter().scan(0, |before, layer| {
            let first = *before;
            *before += layer.outputs;
            Some(first)
        });
        Maps { cols, rows, values, first: first.collect() }
    }

    /// The map of a neuron of layer `layer` ≥ 1.
    pub(super) fn of(&self, layer: usize, index: usize) -> &[f64] {
        let (points, at) = (self.cols * self.rows, self.first[layer - 1] + index);
        &self.values[at * points..(at + 1) * points]
    }

    /// The answers of all outputs at each place.
    pub(super) fn answers(&self, outputs: usize) -> impl Iterator<Item = Vec<f64>> + '_ {
        let points = self.cols * self.rows;
        let first = self.first.last().copied().unwrap_or(0);
        (0..points).map(move |p| (0..outputs).map(|o| self.values[(first + o) * points + p]).collect())
    }

    /// A small picture, the highest row first.
    pub(super) fn image(&self, layer: usize, index: usize, range: (f64, f64)) -> Image {
        picture(self.of(layer, index), self.cols, self.rows, range)
    }
}

/// The small picture of an input.
pub(super) fn input(feature: Feature, world: &World, side: usize) -> Image {
    let values = features(&[feature], world, side, side);
    let most = values.iter().fold(1e-9, |most: f64, value| most.max(value.abs()));
    picture(&values, side, side, (-most, most))
}

fn picture(values: &[f64], cols: usize, rows: usize, range: (f64, f64)) -> Image {
    let turned: Vec<f64> = values.rchunks(cols).flatten().copied().collect();
    let pixels = Pixels::Values { values: turned.into(), range, palette: Palette::Diverging };
    Image { width: cols, height: rows, pixels, pins: Vec::new(), crisp: false }
}

/// The answers between which the colours of a neuron's map run. Unbounded ones end at ±1 as in the browser
/// playground, or where the map does, rounded up so that colours do not flicker while it grows.
pub(super) fn range(of: &Playground, layer: usize, map: &[f64]) -> (f64, f64) {
    let activation = match of.mlp().head() {
        _ if layer < of.mlp().layers().len() => of.mlp().hidden(),
        Head::Softmax => Activation::Sigmoid,
        Head::Apart { activation, .. } => activation,
    };
    match activation {
        Activation::Tanh => (-1.0, 1.0),
        Activation::Sigmoid => (0.0, 1.0),
        _ => {
            let least = if layer == of.mlp().layers().len() { of.world.most() } else { 1.0 };
            let most = map.iter().filter(|a| a.is_finite()).fold(least, |most: f64, a| most.max(a.abs()));
            let rung = round_up(most);
            (-rung, rung)
        }
    }
}

/// The next of 1, 2, 5, 10, 20 ….
fn round_up(x: f64) -> f64 {
    let power = 10f64.powf(x.max(1e-6).log10().floor());
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|rung| rung * power).find(|rung| *rung >= x).unwrap_or(10.0 * power)
}

/// The answer at which a neuron changes sides; just above 0 for ReLU, which is 0 on the whole of one side.
pub(super) fn border(activation: Activation) -> f64 {
    match activation {
        Activation::Sigmoid => 0.5,
        Activation::Relu => 1e-6,
        _ => 0.0,
    }
}

impl Maps {
    /// The answers to the points learnt from, or evenly many of them, in one row.
    pub(super) fn of_points(of: &Playground, state: &Trained) -> Maps {
        const MOST: usize = 512;
        let stride = of.world.train.div_ceil(MOST);
        let points: Vec<[f64; 2]> =
            of.world.points.features[..of.world.train].iter().step_by(stride).copied().collect();
        let features: Vec<f64> = (of.world.features.iter())
            .flat_map(|feature| points.iter().map(|point| feature.value(of.world.scaled(*point))))
            .collect();
        Maps::answered(of, state, &features, points.len(), 1)
    }
}
