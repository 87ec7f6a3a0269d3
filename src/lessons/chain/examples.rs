//! Formulas worth looking at, offered one after the other.

use crate::words::{Text, text};

/// A formula with values for its variables.
pub(super) struct Example {
    /// The formula.
    pub(super) formula: &'static str,
    /// Values of its variables.
    pub(super) values: &'static [(&'static str, f64)],
    /// What it shows.
    pub(super) shows: Text,
}

/// The formula when nothing else is said.
pub(super) const FIRST: &str = "3*(a+b*c)";

/// In the order in which they are offered.
pub(super) static EXAMPLES: [Example; 5] = [
    Example {
        formula: FIRST,
        values: &[("a", 7.0), ("b", 4.0), ("c", 2.0)],
        shows: text(
            "J = 3(a + bc): three operations, one after the other.",
            "J = 3(a + bc)：三个运算，一个接一个。",
        ),
    },
    Example {
        formula: "(a+b)*(b+1)",
        values: &[("a", 2.0), ("b", 1.0)],
        shows: text(
            "b acts on the result in two ways: its two contributions add.",
            "b 经由两条路径影响结果：两份贡献相加。",
        ),
    },
    Example {
        formula: "z = w1*x1 + w2*x2 + b; p = sigmoid(z); -(y*log(p) + (1-y)*log(1-p))",
        values: &[("w1", 0.0), ("x1", 1.0), ("w2", 0.0), ("x2", 2.0), ("b", 0.0), ("y", 1.0)],
        shows: text(
            "The loss of logistic regression on one example; its dz is p − y.",
            "逻辑回归在一个样本上的损失；其中 dz 恰好等于 p − y。",
        ),
    },
    Example {
        formula: "z = w*x + b; (relu(z) - y)^2",
        values: &[("w", 0.5), ("x", 2.0), ("b", 1.0), ("y", 3.0)],
        shows: text(
            "A neuron with ReLU and its squared error. With b = −1 it stands exactly at the corner.",
            "一个 ReLU 神经元及其平方误差。当 b = −1 时，它正好处在折点上。",
        ),
    },
    Example {
        formula: "h = tanh(w1*x); p = w2*h; (p - y)^2",
        values: &[("w1", 0.5), ("x", 1.0), ("w2", -1.0), ("y", 1.0)],
        shows: text(
            "Two neurons in a row: the error has to pass the second to reach the first.",
            "两个串联的神经元：误差要先穿过第二个，才能到达第一个。",
        ),
    },
];
