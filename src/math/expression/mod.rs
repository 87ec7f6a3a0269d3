//! The learner's own formulas: `3*(a+b*c)`, `z = w*x + b; p = sigmoid(z); -log(p)`.
//!
//! An [`Expression`] is read once. Its [`Graph`] shows every operation with value and derivative, for the lesson on the
//! chain rule; its [`Function`] is evaluated quickly, for curves, surfaces and optimizers.
//!
//! The language: `+ - * / ^` (a power binds tighter than a sign before it and associates to the right), parentheses, the
//! functions of [`Op::functions`], the constants `pi` and `e`, any other word as a variable, and named intermediates
//! before the last part, separated by `;`. Full-width characters of an input method are taken as their narrow ones.
//! What people write by hand is understood: `2a`, `3(a+bc)`, `a**2`, `a²`, `sin a`, `|a|`, `½`, `√2`, and every number as it is
//! printed on the screen.

mod build;
mod error;
mod function;
mod graph;
mod juxtaposed;
mod op;
mod parse;
mod probe;
mod scan;
mod trouble;
mod write;

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;

pub use error::ExpressionError;
pub use function::Function;
pub use graph::{Edge, Graph, Node, NodeId, Operand};
pub use op::Op;
pub use write::Style;

use crate::say;
use error::Place;

/// A formula that was read without an error. Two are equal when their sources are.
#[derive(Debug, Clone)]
pub struct Expression {
    source: String,
    graph: Graph,
    variables: Vec<(String, Place)>,
    intermediates: Vec<String>,
}

impl Expression {
    /// Reads a formula.
    ///
    /// # Errors
    /// The first place at which it cannot go on, with what was expected there. A source has at most 2,000
    /// characters and 200 levels of nesting.
    pub fn parse(source: &str) -> Result<Expression, ExpressionError> {
        let parse::Parsed { graph, variables, intermediates } = parse::parse(source)?;
        Ok(Expression { source: source.to_owned(), graph, variables, intermediates })
    }

    /// Whether a number can be written that begins so: a digit, a sign, a bracket, the name of a constant or a function.
    #[must_use]
    pub fn begins_number(c: char) -> bool {
        let is_number = |rest: &str| {
            Expression::parse(&format!("{c}{rest}")).is_ok_and(|whole| whole.variables().len() == 0)
        };
        let separates = c == ';' || c.is_whitespace();
        parse::CONSTANTS.into_iter().chain(Op::functions()).any(|name| name.starts_with(c))
            || !separates && ["", "1", "1)", "1|", "(1)"].into_iter().any(is_number)
    }

    /// The formula as it was typed.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The names of the variables in the order in which they first appear.
    pub fn variables(&self) -> impl ExactSizeIterator<Item = &str> {
        self.variables.iter().map(|(name, _)| name.as_str())
    }

    /// The names that were given to intermediate results, in their order.
    #[must_use]
    pub fn intermediates(&self) -> &[String] {
        &self.intermediates
    }

    /// The same formula with another name for one of its variables.
    ///
    /// # Errors
    /// As [`Expression::parse`], when the new name has a meaning of its own in it.
    pub fn renamed(&self, from: &str, to: &str) -> Result<Expression, ExpressionError> {
        let mut source = String::new();
        let mut copied = 0;
        for token in scan::scan(&self.source)?.into_iter().filter(|token| token.kind.is_name(from)) {
            source.push_str(&self.source[copied..token.place.byte]);
            source.push_str(to);
            let written = self.source[token.place.byte..].chars().take(from.chars().count());
            copied = token.place.byte + written.map(char::len_utf8).sum::<usize>();
        }
        Expression::parse(&(source + &self.source[copied..]))
    }

    /// The computation graph.
    #[must_use]
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// The formula as a function of these variables in this order. Some of them may not occur in it.
    ///
    /// # Errors
    /// The place of the first variable that is not among them.
    pub fn compile(&self, variables: &[&str]) -> Result<Function, ExpressionError> {
        let place = |(name, place): &(String, Place)| {
            variables.iter().position(|known| known == name).ok_or_else(|| {
                let only = variables.join(", ");
                place.error(
                    say!("the variable {name}", "变量 {name}"),
                    say!("a formula in {only} only", "只含 {only} 的公式"),
                )
            })
        };
        let argument: Vec<usize> = self.variables.iter().map(place).collect::<Result<_, _>>()?;
        Ok(Function::new(&self.graph, &argument, variables.len()))
    }
}

impl PartialEq for Expression {
    fn eq(&self, other: &Expression) -> bool {
        self.source == other.source
    }
}

impl Eq for Expression {}
