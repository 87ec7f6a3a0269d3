//! An update rule explains itself: its own arithmetic, run on numbers that write down what is done to them.

use super::scalar::Scalar;
use crate::math::Expression;
use crate::math::term::{Worked, settled};
use crate::words::figure;
use std::cell::RefCell;
use std::ops::{Add, Div, Mul, Neg, Sub};

/// The part of an update that a line belongs to, in the order of the lesson.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// The gradient enters the memory.
    Accumulate,
    /// The memory is corrected for its start at zero.
    Correct,
    /// The length and direction of the step.
    Scale,
    /// The parameter moves.
    Move,
}

/// One line of an explanation: `target ← formula = substituted = result`.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// What the line does.
    pub phase: Phase,
    /// The symbol that is computed; a slot's symbol if the line changes the memory.
    pub target: String,
    /// In symbols: `β₁·m + (1 − β₁)·g`.
    pub formula: String,
    /// The same with the numbers of this step and what it comes to, true as printed: `0.9·0 + (1 − 0.9)·10`.
    pub worked: Worked,
    /// What came out, to the bit what the update computes.
    pub result: f64,
}

/// Where traced numbers write their lines.
#[derive(Default)]
pub(super) struct Tape {
    nodes: RefCell<Vec<Node>>,
    /// The numbers that entered; in written figures each is a placeholder until its digits are known.
    numbers: RefCell<Vec<f64>>,
    lines: RefCell<Vec<Line>>,
}

/// How a number is written, in symbols and in figures.
struct Node {
    symbols: Written,
    figures: Written,
}

#[derive(Clone)]
struct Written {
    text: String,
    binding: Binding,
}

/// How tightly the outermost operation of a written term holds its parts together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Sum,
    Product,
    Atom,
}

/// A number on a tape.
#[derive(Clone, Copy)]
pub(super) struct Traced<'t> {
    value: f64,
    node: usize,
    tape: &'t Tape,
}

impl Tape {
    /// A number that enters the calculation under a symbol.
    pub(super) fn enter(&self, symbol: &str, value: f64) -> Traced<'_> {
        let figures = self.place(value);
        self.push(value, Written::atom(symbol), figures)
    }

    /// A number in figures: its sign and a placeholder.
    fn place(&self, value: f64) -> Written {
        let mut numbers = self.numbers.borrow_mut();
        numbers.push(value.abs());
        let sign = if value < 0.0 { "−" } else { "" };
        Written::atom(&format!("{sign}{OPEN}{}{CLOSE}", numbers.len() - 1))
    }

    /// The figures with so many digits of every number.
    fn with_digits(&self, template: &str, digits: usize) -> String {
        let numbers = self.numbers.borrow();
        let mut parts = template.split(OPEN);
        let mut text = parts.next().unwrap_or_default().to_string();
        for part in parts {
            let (place, rest) = part.split_once(CLOSE).unwrap_or(("", part));
            let number = place.parse().ok().and_then(|at: usize| numbers.get(at));
            text += &figure(number.copied().unwrap_or(f64::NAN), digits);
            text += rest;
        }
        text
    }

    pub(super) fn into_lines(self) -> Vec<Line> {
        self.lines.into_inner()
    }

    fn push(&self, value: f64, symbols: Written, figures: Written) -> Traced<'_> {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node { symbols, figures });
        Traced { value, node: nodes.len() - 1, tape: self }
    }
}

impl Written {
    fn atom(text: &str) -> Written {
        Written { text: text.to_owned(), binding: Binding::Atom }
    }

    fn bracketed(&self, when: bool) -> String {
        if when { format!("({})", self.text) } else { self.text.clone() }
    }

    /// This and another term around an operation sign. `strict`: the right side of − and /, which
    /// needs brackets already when it binds no tighter than the sign itself.
    fn join(&self, sign: &str, right: &Written, binding: Binding, strict: bool) -> Written {
        let loose = right.binding < binding || (strict && right.binding == binding);
        let left = self.bracketed(self.binding < binding);
        let right = right.bracketed(loose || right.text.starts_with('−'));
        Written { text: format!("{left}{sign}{right}"), binding }
    }

    fn squared(&self) -> Written {
        let loose = self.binding < Binding::Atom || self.text.starts_with('−');
        Written::atom(&format!("{}²", self.bracketed(loose)))
    }

    fn root(&self) -> Written {
        Written::atom(&format!("√{}", self.bracketed(self.binding < Binding::Atom)))
    }
}

impl<'t> Traced<'t> {
    fn unary(self, value: f64, write: impl Fn(&Written) -> Written) -> Traced<'t> {
        let (symbols, figures) = {
            let node = &self.tape.nodes.borrow()[self.node];
            (write(&node.symbols), write(&node.figures))
        };
        self.tape.push(value, symbols, figures)
    }

    fn binary(
        self,
        other: Traced<'t>,
        value: f64,
        write: impl Fn(&Written, &Written) -> Written,
    ) -> Traced<'t> {
        let (symbols, figures) = {
            let nodes = self.tape.nodes.borrow();
            let (left, right) = (&nodes[self.node], &nodes[other.node]);
            (write(&left.symbols, &right.symbols), write(&left.figures, &right.figures))
        };
        self.tape.push(value, symbols, figures)
    }
}

impl Add for Traced<'_> {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        self.binary(other, self.value + other.value, |l, r| l.join(" + ", r, Binding::Sum, false))
    }
}

impl Sub for Traced<'_> {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self.binary(other, self.value - other.value, |l, r| l.join(" − ", r, Binding::Sum, true))
    }
}

impl Mul for Traced<'_> {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        self.binary(other, self.value * other.value, |l, r| l.join("·", r, Binding::Product, false))
    }
}

impl Div for Traced<'_> {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        self.binary(other, self.value / other.value, |l, r| l.join(" / ", r, Binding::Product, true))
    }
}

impl Mul<f64> for Traced<'_> {
    type Output = Self;
    fn mul(self, factor: f64) -> Self {
        let symbol = Written::atom(&figure(factor, FEW_DIGITS));
        let figures = self.tape.place(factor);
        let join = |x: &Written, factor: &Written| x.join("·", factor, Binding::Product, false);
        let (symbols, figures) = {
            let node = &self.tape.nodes.borrow()[self.node];
            (join(&node.symbols, &symbol), join(&node.figures, &figures))
        };
        self.tape.push(self.value * factor, symbols, figures)
    }
}

impl Neg for Traced<'_> {
    type Output = Self;
    fn neg(self) -> Self {
        self.unary(-self.value, |x| Written {
            text: format!("−{}", x.bracketed(x.binding == Binding::Sum || x.text.starts_with('−'))),
            binding: Binding::Product,
        })
    }
}

impl Scalar for Traced<'_> {
    fn value(self) -> f64 {
        self.value
    }
    fn squared(self) -> Self {
        self.unary(self.value.squared(), Written::squared)
    }
    fn sqrt(self) -> Self {
        self.unary(self.value.sqrt(), Written::root)
    }
    fn abs(self) -> Self {
        self.unary(self.value.abs(), |x| Written::atom(&format!("|{}|", x.text)))
    }
    fn max(self, other: Self) -> Self {
        let value = Scalar::max(self.value, other.value);
        self.binary(other, value, |l, r| Written::atom(&format!("max({}, {})", l.text, r.text)))
    }
    fn sign(self) -> Self {
        self.unary(self.value.sign(), |x| Written::atom(&format!("sign({})", x.text)))
    }
    fn complement(self) -> Self {
        let one = Written::atom("1");
        self.unary(self.value.complement(), |x| one.join(" − ", x, Binding::Sum, true))
    }
    fn power_of(self, base: f64) -> Self {
        let symbol = Written::atom(&figure(base, FEW_DIGITS));
        let figures = self.tape.place(base);
        let raise = |base: &Written, x: &Written| {
            Written::atom(&format!("{}^{}", base.text, x.bracketed(x.binding < Binding::Atom)))
        };
        let (symbols, figures) = {
            let node = &self.tape.nodes.borrow()[self.node];
            (raise(&symbol, &node.symbols), raise(&figures, &node.figures))
        };
        self.tape.push(self.value.power_of(base), symbols, figures)
    }
    fn named(self, phase: Phase, symbol: &'static str) -> Self {
        let (formula, template) = {
            let node = &self.tape.nodes.borrow()[self.node];
            (node.symbols.text.clone(), node.figures.text.clone())
        };
        let target = symbol.to_owned();
        let read = |text: &str| {
            Expression::parse(text).and_then(|read| Ok(read.compile(&[])?.eval(&[]))).unwrap_or(f64::NAN)
        };
        let text = |digits: usize| self.tape.with_digits(&template, digits);
        let worked = settled(text, |digits| read(&text(digits)), self.value, FEW_DIGITS, FEW_DIGITS);
        let line = Line { phase, target, formula, worked, result: self.value };
        self.tape.lines.borrow_mut().push(line);
        self.tape.enter(symbol, self.value)
    }
}

/// Digits that a number begins with.
const FEW_DIGITS: usize = 6;
/// What stands around the place of a number.
const OPEN: char = '\u{2}';
const CLOSE: char = '\u{3}';

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_stand_where_they_are_needed() {
        let tape = Tape::default();
        let (a, b, c) = (tape.enter("a", 2.0), tape.enter("b", -3.0), tape.enter("c", 4.0));
        let written = |x: Traced<'_>| {
            let node = &tape.nodes.borrow()[x.node];
            (node.symbols.text.clone(), tape.with_digits(&node.figures.text, 6))
        };
        let pair = |s: &str, f: &str| (s.to_owned(), f.to_owned());
        assert_eq!(written(a - (b - c)), pair("a − (b − c)", "2 − (−3 − 4)"));
        assert_eq!(written(a + b), pair("a + b", "2 + (−3)"));
        assert_eq!(written((a + b) * c), pair("(a + b)·c", "(2 + (−3))·4"));
        assert_eq!(written(a / (b * c)), pair("a / (b·c)", "2 / (−3·4)"));
        assert_eq!(written(b.squared()), pair("b²", "(−3)²"));
        assert_eq!(written((a + c).sqrt()), pair("√(a + c)", "√(2 + 4)"));
        assert_eq!(written(a.complement() * c), pair("(1 − a)·c", "(1 − 2)·4"));
        assert_eq!(written(-(a + c)), pair("−(a + c)", "−(2 + 4)"));
    }
}
