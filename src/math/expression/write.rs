//! How numbers and operations are spelled: for the learner, for the eye, for NumPy.

use super::op::Op;

/// A spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// As it is typed, and can be typed again: `a+u`, `b*c`, `sigmoid(z)`.
    Plain,
    /// As in a book: `a + u`, `b·c`, `σ(z)`.
    Pretty,
    /// As in a NumPy program, where `sigmoid` and `relu` are functions of its own: `a + u`, `x**2`, `np.exp(z)`.
    Python,
}

/// How strongly a piece of text holds together, from loose to tight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Binding {
    Sum,
    Product,
    Negation,
    Power,
    Atom,
}

/// A piece of text that can stand inside a larger one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) text: String,
    pub(super) binding: Binding,
}

impl Written {
    pub(super) fn atom(text: impl Into<String>) -> Written {
        Written { text: text.into(), binding: Binding::Atom }
    }

    /// A number as short as it can be without losing a bit.
    pub(super) fn number(value: f64, style: Style) -> Written {
        let text = number(value);
        let binding = if text.starts_with('-') { Binding::Negation } else { Binding::Atom };
        Written { text: if style == Style::Pretty { text.replace('-', "−") } else { text }, binding }
    }

    /// The same with another text that binds alike: a number rounded.
    pub(super) fn respelled(self, text: String) -> Written {
        Written { text, ..self }
    }

    /// The text as a part that must hold together at least as `least` does.
    pub(super) fn within(&self, least: Binding) -> String {
        if self.binding < least { format!("({})", self.text) } else { self.text.clone() }
    }

    /// The text as a part that holds together under any operation.
    pub(super) fn tight(&self) -> String {
        self.within(Binding::Atom)
    }

    /// An operation on one or two written values.
    pub(super) fn operation(op: Op, inputs: &[Written], style: Style) -> Written {
        let Some(rule) = op.rule() else {
            return inputs.first().cloned().unwrap_or_else(|| Written::atom(""));
        };
        let name = match style {
            Style::Plain => rule.name,
            Style::Pretty => rule.pretty,
            Style::Python => rule.python,
        };
        let infix = |binding: Binding, left: Binding, right: Binding| {
            let [a, b] = inputs else { return Written::atom(name) };
            let signed = b.text.starts_with(['-', '−']);
            let b = if signed { format!("({})", b.text) } else { b.within(right) };
            Written { text: format!("{}{name}{b}", a.within(left)), binding }
        };
        match op {
            Op::Add | Op::Subtract => infix(Binding::Sum, Binding::Sum, Binding::Product),
            Op::Multiply | Op::Divide => infix(Binding::Product, Binding::Product, Binding::Power),
            Op::Power => infix(Binding::Power, Binding::Atom, Binding::Power),
            Op::Negate => {
                let inside = inputs.first().map_or_else(String::new, |a| a.within(Binding::Power));
                Written { text: format!("{name}{inside}"), binding: Binding::Negation }
            }
            _ => {
                let inside: Vec<&str> = inputs.iter().map(|input| input.text.as_str()).collect();
                let comma = if style == Style::Plain { "," } else { ", " };
                Written::atom(format!("{name}({})", inside.join(comma)))
            }
        }
    }
}

/// A number as short as it can be without losing a bit: plain, or with an exponent when that is shorter.
pub(super) fn number(value: f64) -> String {
    let (plain, scientific) = (format!("{value}"), format!("{value:e}"));
    if plain.len() <= 12 || plain.len() <= scientific.len() { plain } else { scientific }
}
