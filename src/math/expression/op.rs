//! The operations: each row holds an operation's value, its local derivatives and their formulas.

/// What a node does with its inputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Op {
    /// A value that is given, not computed: no inputs.
    Variable,
    /// A whole expression without variables: its one input is a constant.
    Constant,
    /// a + b
    Add,
    /// a − b
    Subtract,
    /// a · b
    Multiply,
    /// a / b
    Divide,
    /// a ^ b
    Power,
    /// −a
    Negate,
    /// eᵃ
    Exp,
    /// The natural logarithm.
    Log,
    /// √a
    Sqrt,
    /// |a|
    Abs,
    /// −1, 0 or 1
    Sign,
    /// The sine of a in radians.
    Sin,
    /// The cosine of a in radians.
    Cos,
    /// The tangent of a in radians.
    Tan,
    /// The hyperbolic tangent.
    Tanh,
    /// 1 / (1 + e⁻ᵃ)
    Sigmoid,
    /// max(0, a)
    Relu,
    /// The larger of two.
    Max,
    /// The smaller of two.
    Min,
}

/// Everything there is to know about an operation on a, or on a and b.
///
/// Where a derivative does not exist (a corner), a convention stands in, that of PyTorch:
/// abs′(0) = 0, relu′(0) = 0, and at a tie `max` and `min` share the derivative evenly.
pub(super) struct Rule {
    pub(super) op: Op,
    /// How the learner writes it.
    pub(super) name: &'static str,
    /// How a mathematician writes it.
    pub(super) pretty: &'static str,
    /// How NumPy writes it.
    pub(super) python: &'static str,
    /// One or two.
    pub(super) inputs: usize,
    /// y from a, b (an operation on one value is called with b = a).
    pub(super) value: fn(f64, f64) -> f64,
    /// ∂y/∂a and ∂y/∂b from a, b and y.
    pub(super) local: [fn(f64, f64, f64) -> f64; 2],
    /// The same two as formulas; `[…]` is 1 when true, else 0.
    pub(super) formula: [&'static str; 2],
    /// Whether (a, b) is a corner, where the derivative is a convention.
    pub(super) corner: fn(f64, f64) -> bool,
}

const fn function(
    op: Op,
    [name, pretty, python]: [&'static str; 3],
    value: fn(f64, f64) -> f64,
    slope: fn(f64, f64, f64) -> f64,
    formula: &'static str,
) -> Rule {
    let corner: fn(f64, f64) -> bool = |_, _| false;
    Rule {
        op,
        name,
        pretty,
        python,
        inputs: 1,
        value,
        local: [slope, |_, _, _| 0.0],
        formula: [formula, "0"],
        corner,
    }
}

const fn operator(
    op: Op,
    [name, pretty, python]: [&'static str; 3],
    value: fn(f64, f64) -> f64,
    local: [fn(f64, f64, f64) -> f64; 2],
    formula: [&'static str; 2],
) -> Rule {
    Rule { op, name, pretty, python, inputs: 2, value, local, formula, corner: |_, _| false }
}

impl Rule {
    const fn with_corner(self, corner: fn(f64, f64) -> bool) -> Rule {
        Rule { corner, ..self }
    }
}

#[rustfmt::skip]
static RULES: [Rule; 19] = [
    operator(Op::Add, ["+", " + ", " + "], |a, b| a + b,
        [|_, _, _| 1.0, |_, _, _| 1.0], ["1", "1"]),
    operator(Op::Subtract, ["-", " − ", " - "], |a, b| a - b,
        [|_, _, _| 1.0, |_, _, _| -1.0], ["1", "−1"]),
    operator(Op::Multiply, ["*", "·", " * "], |a, b| a * b,
        [|_, b, _| b, |a, _, _| a], ["{b}", "{a}"]),
    operator(Op::Divide, ["/", "/", " / "], |a, b| a / b,
        [|_, b, _| 1.0 / b, |a, b, _| -a / (b * b)], ["1/{b}", "−{a}/{b}^2"]),
    operator(Op::Power, ["^", "^", "**"], power,
        [power_by_base, power_by_exponent], ["{b}·{a}^({b} − 1)", "{a}^{b}·ln({a})"]),
    function(Op::Negate, ["-", "−", "-"], |a, _| -a, |_, _, _| -1.0, "−1"),
    function(Op::Exp, ["exp", "exp", "np.exp"], |a, _| a.exp(), |_, _, y| y, "exp({a})"),
    function(Op::Log, ["log", "ln", "np.log"], |a, _| a.ln(), |a, _, _| 1.0 / a, "1/{a}"),
    function(Op::Sqrt, ["sqrt", "sqrt", "np.sqrt"], |a, _| a.sqrt(), |_, _, y| 0.5 / y, "1/(2·sqrt({a}))"),
    function(Op::Abs, ["abs", "abs", "np.abs"], |a, _| a.abs(), |a, _, _| sign(a), "sign({a})")
        .with_corner(|a, _| a == 0.0),
    function(Op::Sign, ["sign", "sign", "np.sign"], |a, _| if a.is_nan() { a } else { sign(a) }, |_, _, _| 0.0, "0")
        .with_corner(|a, _| a == 0.0),
    function(Op::Sin, ["sin", "sin", "np.sin"], |a, _| a.sin(), |a, _, _| a.cos(), "cos({a})"),
    function(Op::Cos, ["cos", "cos", "np.cos"], |a, _| a.cos(), |a, _, _| -a.sin(), "−sin({a})"),
    function(Op::Tan, ["tan", "tan", "np.tan"], |a, _| a.tan(), |_, _, y| 1.0 + y * y, "1 + tan({a})^2"),
    function(Op::Tanh, ["tanh", "tanh", "np.tanh"], |a, _| a.tanh(), |_, _, y| 1.0 - y * y, "1 − tanh({a})^2"),
    function(Op::Sigmoid, ["sigmoid", "σ", "sigmoid"], |a, _| 1.0 / (1.0 + (-a).exp()), |_, _, y| y * (1.0 - y), "σ({a})·(1 − σ({a}))"),
    function(Op::Relu, ["relu", "relu", "relu"], |a, _| if a <= 0.0 { 0.0 } else { a }, |a, _, _| step(a > 0.0), "[{a} > 0]")
        .with_corner(|a, _| a == 0.0),
    operator(Op::Max, ["max", "max", "np.maximum"], |a, b| if b > a || b.is_nan() { b } else { a },
        [|a, b, _| share(a, b), |a, b, _| share(b, a)], ["[{a} > {b}] + [{a} = {b}]/2", "[{b} > {a}] + [{a} = {b}]/2"])
        .with_corner(|a, b| a == b),
    operator(Op::Min, ["min", "min", "np.minimum"], |a, b| if b < a || b.is_nan() { b } else { a },
        [|a, b, _| share(b, a), |a, b, _| share(a, b)], ["[{a} < {b}] + [{a} = {b}]/2", "[{b} < {a}] + [{a} = {b}]/2"])
        .with_corner(|a, b| a == b),
];

/// aᵇ; the square as NumPy makes it, by one multiplication.
fn power(a: f64, b: f64) -> f64 {
    if b == 2.0 { a * a } else { a.powf(b) }
}

/// b · aᵇ⁻¹, and 0 for the constant a⁰ even at a = 0.
fn power_by_base(a: f64, b: f64, _: f64) -> f64 {
    if b == 0.0 { 0.0 } else { b * power(a, b - 1.0) }
}

/// aᵇ · ln a, and its limit 0 at a = 0 for positive b.
fn power_by_exponent(a: f64, b: f64, y: f64) -> f64 {
    if a == 0.0 && b > 0.0 { 0.0 } else { y * a.ln() }
}

fn sign(a: f64) -> f64 {
    if a == 0.0 { 0.0 } else { a.signum() }
}

/// The part of the derivative that goes to the larger of two: all of it, or half at a tie.
fn share(larger: f64, smaller: f64) -> f64 {
    if larger == smaller { 0.5 } else { step(larger > smaller) }
}

fn step(holds: bool) -> f64 {
    if holds { 1.0 } else { 0.0 }
}

impl Op {
    /// The operation's row; a variable and a constant have none.
    pub(super) fn rule(self) -> Option<&'static Rule> {
        RULES.iter().find(|rule| rule.op == self)
    }

    /// The function of this name, as the learner writes it: `exp`, `max` …
    pub(super) fn function(name: &str) -> Option<Op> {
        let name = match name {
            "σ" => "sigmoid",
            "ln" => "log",
            "√" => "sqrt",
            name => name,
        };
        RULES.iter().find(|rule| rule.name == name && rule.is_function()).map(|rule| rule.op)
    }

    /// The names of all functions, in the order of the table.
    pub fn functions() -> impl Iterator<Item = &'static str> {
        RULES.iter().filter(|rule| rule.is_function()).map(|rule| rule.name)
    }
}

impl Rule {
    pub(super) fn is_function(&self) -> bool {
        self.name.starts_with(|letter: char| letter.is_ascii_alphabetic())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::derivative::{numeric_gradient, relative_error};
    use proptest::prelude::*;

    proptest! {
        /// Every local derivative is the slope that is measured, wherever there is one.
        #[test]
        fn local_derivatives_are_slopes(a in -3.0..3.0, b in -3.0..3.0) {
            for rule in &RULES {
                let y = (rule.value)(a, b);
                let near_corner = (a - b).abs() < 1e-3 || a.abs() < 1e-2 || b.abs() < 1e-2;
                if !y.is_finite() || near_corner || (rule.op == Op::Tan && a.cos().abs() < 0.05) {
                    continue;
                }
                for input in 0..rule.inputs {
                    let slope = (rule.local[input])(a, b, y);
                    let measured = numeric_gradient(|x| (rule.value)(x[0], x[1]), &mut [a, b], input, None);
                    if measured.is_finite() {
                        let close = relative_error(slope, measured) < 1e-6 || (slope - measured).abs() < 1e-7;
                        prop_assert!(close, "{:?} in {input} at {a}, {b}: {slope} and {measured}", rule.op);
                    }
                }
            }
        }
    }

    #[test]
    fn conventions_hold_at_corners() {
        let local = |op: Op, input: usize, a: f64, b: f64| {
            let rule = op.rule().expect("an operation");
            assert!((rule.corner)(a, b), "{op:?} has a corner at {a}, {b}");
            (rule.local[input])(a, b, (rule.value)(a, b))
        };
        assert_eq!(local(Op::Abs, 0, 0.0, 0.0), 0.0);
        assert_eq!(local(Op::Relu, 0, 0.0, 0.0), 0.0);
        assert_eq!((local(Op::Max, 0, 2.0, 2.0), local(Op::Max, 1, 2.0, 2.0)), (0.5, 0.5));
        assert_eq!((local(Op::Min, 0, 2.0, 2.0), local(Op::Min, 1, 2.0, 2.0)), (0.5, 0.5));
    }

    #[test]
    fn powers_of_nothing_and_of_negative_numbers() {
        assert_eq!(power(-3.0, 2.0), 9.0);
        assert_eq!(power_by_base(-3.0, 2.0, 9.0), -6.0);
        assert_eq!(power_by_base(0.0, 0.0, 1.0), 0.0);
        assert_eq!(power_by_base(0.0, 1.0, 0.0), 1.0);
        assert_eq!(power_by_exponent(0.0, 2.0, 0.0), 0.0);
        assert!(power(-3.0, 0.5).is_nan());
    }

    #[test]
    fn not_a_number_passes_through_every_operation() {
        for rule in &RULES {
            assert!((rule.value)(f64::NAN, f64::NAN).is_nan(), "{:?}", rule.op);
            if rule.inputs == 2 {
                assert!((rule.value)(f64::NAN, 1.5).is_nan() && (rule.value)(1.5, f64::NAN).is_nan());
            }
        }
    }
}
