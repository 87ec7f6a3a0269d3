//! Hyper-parameters: each is declared once, in the table of its rule.

use crate::words::{Text, text};

/// Whose defaults and formulas a rule follows. They differ where papers left room: ε inside or outside
/// the root, what an accumulator starts from, whether the learning rate enters the velocity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Convention {
    /// `torch.optim` (2.x).
    #[default]
    PyTorch,
    /// `keras.optimizers` (3.x).
    Keras,
    /// `tf.train.*Optimizer` of TensorFlow 1 (`tf.compat.v1.train`).
    Tf1,
}

impl Convention {
    /// All of them, in the order of every [`Hyper::presets`].
    pub const ALL: [Convention; 3] = [Convention::PyTorch, Convention::Keras, Convention::Tf1];

    /// The name that parameters take: `pytorch`, `keras`, `tf1`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Convention::PyTorch => "pytorch",
            Convention::Keras => "keras",
            Convention::Tf1 => "tf1",
        }
    }

    /// The library, for a reader.
    #[must_use]
    pub fn label(self) -> Text {
        match self {
            Convention::PyTorch => text("PyTorch", "PyTorch"),
            Convention::Keras => text("Keras", "Keras"),
            Convention::Tf1 => text("TensorFlow 1", "TensorFlow 1"),
        }
    }

    /// The convention of that name.
    #[must_use]
    pub fn find(code: &str) -> Option<Convention> {
        Convention::ALL.into_iter().find(|c| c.code() == code)
    }
}

/// What a convention says about a hyper-parameter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Preset {
    /// This default, free to be changed.
    Open(f64),
    /// This value, built in: the convention has no such setting.
    Fixed(f64),
    /// The convention does not have the rule at all.
    Absent,
}

use Preset::{Absent, Fixed, Open};

/// One hyper-parameter of a rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Hyper {
    /// The name in `<rule>.<name>`.
    pub name: &'static str,
    /// The symbol in formulas.
    pub symbol: &'static str,
    /// What a reader calls it.
    pub label: Text,
    /// The smallest and the largest value it may take.
    pub bounds: (f64, f64),
    /// 0 or 1, nothing between.
    pub switch: bool,
    /// It sets how the memory starts, so a change of it needs a restart.
    pub at_start: bool,
    /// Default by convention, in the order of [`Convention::ALL`].
    pub presets: [Preset; 3],
}

impl Hyper {
    /// What a convention says about it.
    #[must_use]
    pub fn preset(&self, convention: Convention) -> Preset {
        self.presets[convention as usize]
    }
}

/// Running averages keep less than all of the past.
const SHARE: (f64, f64) = (0.0, 0.999_999);

const fn hyper(
    name: &'static str,
    symbol: &'static str,
    label: Text,
    bounds: (f64, f64),
    presets: [Preset; 3],
) -> Hyper {
    Hyper { name, symbol, label, bounds, switch: false, at_start: false, presets }
}

/// The learning rate: the first hyper-parameter of every rule.
pub(super) const fn lr(presets: [Preset; 3]) -> Hyper {
    hyper("lr", "α", text("learning rate", "学习率"), (0.0, 10_000.0), presets)
}

pub(super) const fn momentum(presets: [Preset; 3]) -> Hyper {
    hyper("momentum", "µ", text("momentum", "动量"), (0.0, 1.0), presets)
}

pub(super) const fn rho(presets: [Preset; 3]) -> Hyper {
    hyper("rho", "ρ", text("decay of the averages", "滑动平均的衰减率"), SHARE, presets)
}

pub(super) const fn beta1(presets: [Preset; 3]) -> Hyper {
    hyper("beta1", "β₁", text("decay of the first moment", "一阶矩衰减率"), SHARE, presets)
}

pub(super) const fn beta2(presets: [Preset; 3]) -> Hyper {
    hyper("beta2", "β₂", text("decay of the second moment", "二阶矩衰减率"), SHARE, presets)
}

pub(super) const fn eps(presets: [Preset; 3]) -> Hyper {
    hyper("eps", "ε", text("guard against dividing by zero", "防止除以零的小量"), (0.0, 1.0), presets)
}

pub(super) const fn acc0(presets: [Preset; 3]) -> Hyper {
    let label = text("accumulator at the start", "累加器初值");
    let mut hyper = hyper("acc0", "a₀", label, (0.0, 1e6), presets);
    hyper.at_start = true;
    hyper
}

pub(super) const fn centered(presets: [Preset; 3]) -> Hyper {
    let label = text("subtract the squared mean", "减去均值的平方（中心化）");
    let mut hyper = hyper("centered", "centered", label, (0.0, 1.0), presets);
    hyper.switch = true;
    hyper
}

/// A switch that is on in every library: what a rule looks like without one of its ideas.
const fn idea(name: &'static str, label: Text) -> Hyper {
    let mut hyper = hyper(name, name, label, (0.0, 1.0), everywhere(1.0));
    hyper.switch = true;
    hyper
}

pub(super) const fn bias_correction() -> Hyper {
    idea("bias_correction", text("bias correction of the moments", "修正矩从零开始的偏差"))
}

pub(super) const fn root() -> Hyper {
    idea("root", text("divide by the root of the sum", "除以平方和的平方根"))
}

pub(super) const fn weight_decay(presets: [Preset; 3]) -> Hyper {
    hyper("weight_decay", "λ", text("weight decay", "权重衰减"), (0.0, 1.0), presets)
}

pub(super) const fn momentum_decay(presets: [Preset; 3]) -> Hyper {
    let label = text("growth of the momentum schedule", "动量日程的增长速度");
    hyper("momentum_decay", "ψ", label, (0.0, 1.0), presets)
}

/// The same default in all three.
pub(super) const fn everywhere(value: f64) -> [Preset; 3] {
    [Open(value), Open(value), Open(value)]
}

/// A default for each.
pub(super) const fn each(pytorch: f64, keras: f64, tf1: f64) -> [Preset; 3] {
    [Open(pytorch), Open(keras), Open(tf1)]
}

/// TensorFlow 1 does not have the rule.
pub(super) const fn not_in_tf1(pytorch: f64, keras: f64) -> [Preset; 3] {
    [Open(pytorch), Open(keras), Absent]
}

/// Only PyTorch leaves it open.
pub(super) const fn fixed_outside_pytorch(pytorch: f64, elsewhere: f64) -> [Preset; 3] {
    [Open(pytorch), Fixed(elsewhere), Fixed(elsewhere)]
}

/// TensorFlow 1 has it built in.
pub(super) const fn fixed_in_tf1(pytorch: f64, keras: f64, tf1: f64) -> [Preset; 3] {
    [Open(pytorch), Open(keras), Fixed(tf1)]
}

/// Only TensorFlow 1 leaves it open.
pub(super) const fn only_in_tf1(elsewhere: f64, tf1: f64) -> [Preset; 3] {
    [Fixed(elsewhere), Fixed(elsewhere), Open(tf1)]
}
