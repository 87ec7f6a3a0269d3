//! The networks to choose from: layers, table, loss, start, learning rate.

use crate::lab::{OneOf, Rows};
use crate::math::NumpyRng;
use crate::math::loss::Loss;
use crate::nn::mlp::Mlp;
use crate::words::{Text, text};

/// rows 001, 011, 101, 111 → 0, 1, 1, 0: x₁ xor x₂, with an input that is always 1.
const XOR_AND_ONE: &str = "0,0,1:0; 0,1,1:1; 1,0,1:1; 1,1,1:0";
const XOR: &str = "0,0:0; 0,1:1; 1,0:1; 1,1:0";
/// How many inputs are 1, in binary; with one answer: is their number odd?
pub(super) const ONES: &str = "ones";
const WORKED: &str = "0.05,0.1:0.01,0.99";

/// The numbers of the hand-calculated example (M. Mazur, "A step by step backpropagation example"), in the order of
/// [`Mlp::layers`]: w₁ … w₄, b₁ twice, w₅ … w₈, b₂ twice.
const WORKED_START: [f64; 12] = [0.15, 0.2, 0.25, 0.3, 0.35, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.6];

/// What the biases do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Biases {
    /// There are none.
    None,
    /// They stay as they begin.
    Fixed,
    /// They learn.
    Learn,
}

/// How weights begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// random() in [0, 1).
    Unit,
    /// 2·random() − 1.
    Signed,
    /// All 0: nothing flows back.
    Zeros,
    /// All ½: every neuron of a layer stays the twin of every other.
    Equal,
    /// As the hand-calculated example has them.
    Worked,
}

/// A network to choose.
#[derive(Debug, PartialEq)]
pub(super) struct Preset {
    pub(super) id: &'static str,
    pub(super) label: Text,
    /// Inputs, hidden layers, outputs.
    pub(super) layers: &'static [usize],
    /// Its table as it is typed.
    pub(super) table: &'static str,
    pub(super) biases: Biases,
    pub(super) loss: Loss,
    pub(super) start: Start,
    pub(super) lr: f64,
    pub(super) iterations: u64,
    /// Layers, table and biases are the learner's.
    pub(super) own: bool,
}

/// All of them, in the order in which they are offered.
pub(super) static PRESETS: [Preset; 5] = [
    Preset {
        id: "two-layer",
        label: text("two layers without the inputs, 3-4-1", "两层（不计输入层）3-4-1"),
        layers: &[3, 4, 1],
        table: XOR_AND_ONE,
        biases: Biases::None,
        loss: Loss::Squared,
        start: Start::Unit,
        lr: 1.0,
        iterations: 1500,
        own: false,
    },
    Preset {
        id: "three-layer",
        label: text("three layers with the inputs, 3-4-1", "三层（计入输入层）3-4-1"),
        layers: &[3, 4, 1],
        table: XOR_AND_ONE,
        biases: Biases::None,
        loss: Loss::HalfSquared,
        start: Start::Signed,
        lr: 1.0,
        iterations: 60_000,
        own: false,
    },
    Preset {
        id: "worked",
        label: text("worked by hand, 2-2-2", "手算示例 2-2-2"),
        layers: &[2, 2, 2],
        table: WORKED,
        biases: Biases::Fixed,
        loss: Loss::HalfSquared,
        start: Start::Worked,
        lr: 0.5,
        iterations: 10_000,
        own: false,
    },
    Preset {
        id: "xor",
        label: text("either-or, 2-2-1", "异或 2-2-1"),
        layers: &[2, 2, 1],
        table: XOR,
        biases: Biases::Learn,
        loss: Loss::HalfSquared,
        start: Start::Signed,
        lr: 1.0,
        iterations: 5000,
        own: false,
    },
    Preset {
        id: "own",
        label: text("your own", "自定义"),
        layers: &[3, 5, 4, 1],
        table: ONES,
        biases: Biases::Learn,
        loss: Loss::HalfSquared,
        start: Start::Signed,
        lr: 1.0,
        iterations: 5000,
        own: true,
    },
];

impl OneOf for &'static Preset {
    fn id(self) -> &'static str {
        self.id
    }

    fn label(self) -> Text {
        self.label.clone()
    }
}

impl Rows for Biases {
    const ROWS: &'static [(Biases, &'static str, Text)] = &[
        (Biases::Learn, "learn", text("learn", "参与学习")),
        (Biases::Fixed, "fixed", text("stay as they are", "保持不变")),
        (Biases::None, "none", text("none", "没有")),
    ];
}

/// Another start than the preset's.
impl Rows for Option<Start> {
    const ROWS: &'static [(Option<Start>, &'static str, Text)] = &[
        (None, "preset", text("as the network has them", "按所选网络")),
        (Some(Start::Unit), "unit", text("random 0 to 1", "随机 0 到 1")),
        (Some(Start::Signed), "signed", text("random −1 to 1", "随机 −1 到 1")),
        (Some(Start::Zeros), "zeros", text("all zero", "全零")),
        (Some(Start::Equal), "equal", text("all one half", "全为 ½")),
    ];
}

impl Start {
    /// The first weights, drawn layer after layer, each as NumPy draws a matrix of inputs × outputs; biases begin
    /// at 0.
    ///
    /// ```python
    /// np.random.seed(seed); W1 = np.random.random((3, 4)); W2 = np.random.random((4, 1))   # Unit
    /// W1 = 2 * np.random.random((3, 4)) - 1; …                                             # Signed
    /// ```
    pub(super) fn draw(self, mlp: &Mlp, seed: u32) -> Vec<f64> {
        let mut rng = NumpyRng::new(seed);
        let mut parameters = vec![0.0; mlp.parameters()];
        if self == Start::Worked && parameters.len() == WORKED_START.len() {
            return WORKED_START.to_vec();
        }
        for layer in mlp.layers() {
            for from in 0..layer.inputs {
                for to in 0..layer.outputs {
                    parameters[layer.weight(to, from)] = match self {
                        Start::Unit => rng.random(),
                        Start::Signed => 2.0 * rng.random() - 1.0,
                        Start::Equal => 0.5,
                        Start::Zeros | Start::Worked => 0.0,
                    };
                }
            }
        }
        parameters
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two ways of counting the same layers: each says which one it is, and counts right.
    #[test]
    fn layers_are_counted_as_the_label_says() {
        let numbers = [("one", "一层"), ("two", "两层"), ("three", "三层"), ("four", "四层")];
        let mut counted = 0;
        for preset in &PRESETS {
            let Some(count) = numbers.iter().position(|(en, _)| preset.label.en.starts_with(en)) else {
                continue;
            };
            let inputs = match &*preset.label.en {
                en if en.contains("without the inputs") => 0,
                en if en.contains("with the inputs") => 1,
                en => panic!("{en} does not say whether the inputs count"),
            };
            assert_eq!(count + 1, preset.layers.len() - 1 + inputs, "{}", preset.label.en);
            let zh = (numbers[count].1, ["不计输入层", "计入输入层"][inputs]);
            assert!(
                preset.label.zh.starts_with(zh.0) && preset.label.zh.contains(zh.1),
                "{}",
                preset.label.zh
            );
            let sizes = preset.layers.iter().map(ToString::to_string).collect::<Vec<_>>().join("-");
            assert!(preset.label.en.ends_with(&sizes) && preset.label.zh.ends_with(&sizes));
            counted += 1;
        }
        assert_eq!(counted, 2);
    }
}
