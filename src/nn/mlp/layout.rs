//! How a batch lies in memory.
//!
//! Examples are taken [`BLOCK`] at a time and laid side by side in the lanes of vectors, each feature a row, filled up
//! with zeros to a multiple of [`LANES`]. Wide layers have their inputs the other way round as well, each example a row.

use super::{Layer, Mlp};
use crate::math::fraction;
use crate::nn::Rows;

/// Most examples side by side: the rows of a 64-neuron layer then stay in the first-level cache.
pub(super) const BLOCK: usize = 32;
/// Examples in the widest vector.
pub(super) const LANES: usize = 8;
/// One number of eight examples, or of another fixed count.
pub(super) type Lanes<const L: usize = LANES> = [f64; L];

/// Examples to learn from or to ask about: rows of features and of wanted answers.
#[derive(Debug, Clone, Copy)]
pub struct Samples<'a> {
    /// m × inputs.
    pub inputs: Rows<'a>,
    /// m × outputs.
    pub targets: &'a [f64],
}

/// Room for the numbers of a pass, so that training allocates nothing.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// rows\[l\] the inputs of a wide layer l, each example a row, filled up with zeros to whole [`Lanes`].
    pub(super) rows: Vec<Vec<Lanes>>,
    /// a\[0\] the features, a\[l + 1\] the answers of layer l; each neuron a row of a block.
    pub(super) a: Vec<Vec<Lanes>>,
    /// z\[l\] the weighted sums of layer l.
    pub(super) z: Vec<Vec<Lanes>>,
    /// error\[l\] = ∂L/∂z\[l\].
    pub(super) error: Vec<Vec<Lanes>>,
    /// The wanted answers.
    pub(super) y: Vec<Lanes>,
}

impl Workspace {
    /// Room for passes through `mlp`.
    #[must_use]
    pub fn new(mlp: &Mlp) -> Workspace {
        let room = |neurons: usize| vec![[0.0; LANES]; neurons * (BLOCK / LANES)];
        let outputs = || mlp.layers().iter().map(|layer| room(layer.outputs));
        let row = |layer: &Layer| {
            vec![[0.0; LANES]; if layer.is_wide() { BLOCK * layer.inputs.div_ceil(LANES) } else { 0 }]
        };
        Workspace {
            rows: mlp.layers().iter().map(row).collect(),
            a: std::iter::once(room(mlp.inputs())).chain(outputs()).collect(),
            z: outputs().collect(),
            error: outputs().collect(),
            y: room(mlp.outputs()),
        }
    }
}

impl Layer {
    /// It has inputs enough to fill vectors with those of one example, when its gradient is summed.
    #[inline(always)]
    pub(super) fn is_wide(&self) -> bool {
        self.inputs >= 2 * LANES
    }
}

/// Lay out the chosen examples (at most [`BLOCK`]); returns how many [`Lanes`] a row has.
#[inline(always)]
pub(super) fn load(mlp: &Mlp, samples: Samples<'_>, chosen: &[usize], room: &mut Workspace) -> usize {
    let width = chosen.len().div_ceil(LANES);
    lay_out_all(mlp, samples.inputs, chosen, room);
    spread(samples.targets, mlp.outputs(), chosen, &mut room.y, |value| value);
    width
}

/// The features of the chosen examples, as the first layer wants them.
#[inline(always)]
pub(super) fn lay_out_all(mlp: &Mlp, inputs: Rows<'_>, chosen: &[usize], room: &mut Workspace) {
    let layer = &mlp.layers()[0];
    match inputs {
        Rows::Reals(rows) => lay_out(layer, rows, chosen, room, |value| value),
        Rows::Bytes(rows) => lay_out(layer, rows, chosen, room, fraction),
    }
}

/// The same of features of one type.
#[inline(always)]
fn lay_out<T: Copy>(
    first: &Layer,
    all: &[T],
    chosen: &[usize],
    room: &mut Workspace,
    real: impl Fn(T) -> f64,
) {
    let inputs = first.inputs;
    if !first.is_wide() {
        return spread(all, inputs, chosen, &mut room.a[0], real);
    }
    let stride = inputs.div_ceil(LANES);
    for (row, &sample) in room.rows[0].chunks_exact_mut(stride).zip(chosen) {
        for (place, &value) in row.as_flattened_mut().iter_mut().zip(&all[sample * inputs..][..inputs]) {
            *place = real(value);
        }
    }
    turn((&room.rows[0], stride), chosen.len(), (&mut room.a[0], chosen.len().div_ceil(LANES)), inputs);
}

/// Rows of `n` numbers become columns: the chosen examples side by side, zeros beside them.
#[inline(always)]
fn spread<T: Copy>(rows: &[T], n: usize, chosen: &[usize], columns: &mut [Lanes], real: impl Fn(T) -> f64) {
    let width = chosen.len().div_ceil(LANES);
    for (block, eight) in chosen.chunks(LANES).enumerate() {
        let columns = &mut columns[block..];
        if eight.len() < LANES {
            columns.iter_mut().step_by(width).take(n).for_each(|lanes| *lanes = [0.0; LANES]);
        }
        for (lane, &sample) in eight.iter().enumerate() {
            let row = &rows[sample * n..(sample + 1) * n];
            for (lanes, &value) in columns.iter_mut().step_by(width).zip(row) {
                lanes[lane] = real(value);
            }
        }
    }
}

/// `from` has `rows` rows of `stride` lanes each; its columns become the rows of `to`, each as many lanes as stands
/// beside it, filled up with zeros. The first `columns` of them are written.
#[inline(always)]
pub(super) fn turn(
    (from, stride): (&[Lanes], usize),
    rows: usize,
    (to, lanes): (&mut [Lanes], usize),
    columns: usize,
) {
    for block in 0..rows.div_ceil(LANES) {
        let count = LANES.min(rows - block * LANES);
        for v in 0..stride {
            let mut tile = [[0.0; LANES]; LANES];
            for (row, numbers) in tile.iter_mut().enumerate().take(count) {
                *numbers = from[(block * LANES + row) * stride + v];
            }
            let mut turned = [[0.0; LANES]; LANES];
            for row in 0..LANES {
                for column in 0..LANES {
                    turned[column][row] = tile[row][column];
                }
            }
            let columns = LANES.min(columns - v * LANES);
            for (column, numbers) in turned.iter().enumerate().take(columns) {
                to[(v * LANES + column) * lanes + block] = *numbers;
            }
        }
    }
}
