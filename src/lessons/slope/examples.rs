//! Functions worth looking at, offered one after the other.

use crate::words::{Text, text};

/// A function with a point.
pub(super) struct Example {
    /// The function of a.
    pub(super) formula: &'static str,
    /// The point.
    pub(super) a: f64,
    /// What it shows.
    pub(super) shows: Text,
}

/// In the order in which they are offered; the first is there from the start.
pub(super) static EXAMPLES: [Example; 10] = [
    Example {
        formula: "a^2",
        a: 2.0,
        shows: text("a²: twice as far out, twice as steep.", "a²：a 越大越陡，a 加倍，斜率也加倍。"),
    },
    Example {
        formula: "4*a",
        a: 2.0,
        shows: text("A straight line has the same slope 4 everywhere.", "直线处处斜率相同，都是 4。"),
    },
    Example {
        formula: "a^3",
        a: 2.0,
        shows: text("a³: the slope 3a² grows faster than the point moves.", "a³：斜率 3a² 比点移动得更快。"),
    },
    Example {
        formula: "log(a)",
        a: 2.0,
        shows: text("The logarithm: its slope is 1/a.", "对数函数：斜率是 1/a。"),
    },
    Example {
        formula: "sigmoid(a)",
        a: 1.0,
        shows: text(
            "The S-curve of a neuron: steep in the middle, flat far out, where it hardly learns.",
            "神经元的 S 形曲线：中间陡，两端平，平处几乎学不动。",
        ),
    },
    Example {
        formula: "tanh(a)",
        a: 1.0,
        shows: text(
            "tanh: an S-curve around 0, with slope 1 − tanh².",
            "tanh：以 0 为中心的 S 形曲线，斜率为 1 − tanh²。",
        ),
    },
    Example {
        formula: "relu(a)",
        a: 0.0,
        shows: text(
            "ReLU at its corner: slope 0 on the left, 1 on the right, and no derivative at 0.",
            "ReLU 的折点：左侧斜率 0，右侧斜率 1，在 0 处没有导数。",
        ),
    },
    Example {
        formula: "abs(a)",
        a: 0.0,
        shows: text(
            "The absolute value at its corner: −1 on the left, 1 on the right.",
            "绝对值的折点：左侧 −1，右侧 1。",
        ),
    },
    Example {
        formula: "sqrt(a)",
        a: 0.0,
        shows: text(
            "The root at 0: the tangent is vertical, the quotients grow without end.",
            "平方根在 0 处：切线竖直，差商无限增大。",
        ),
    },
    Example {
        formula: "sin(5*a)*exp(-a)",
        a: 0.5,
        shows: text("A wave that dies away: slide the point along it.", "逐渐衰减的波：让点沿着它滑动。"),
    },
];
