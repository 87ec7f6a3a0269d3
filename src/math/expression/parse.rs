//! From characters to a graph: a scanner and a recursive-descent parser.
//!
//! ```text
//! program   = { name "=" sum ";" } ( sum | name "=" sum )
//! sum       = product { ("+" | "-") product }
//! product   = signed { ("*" | "/") signed | power }          a power right after a value multiplies it: 2a
//! signed    = ("-" | "+") signed | power
//! power     = atom [ "^" signed ]                      right associative, tighter than a sign before it
//! atom      = number | name | function "(" sum [ "," sum ] ")" | function factors | "(" sum ")" | "|" sum "|"
//! factors   = [ "-" ] power { power }                       sin 2a
//! ```

use super::build::Builder;
use super::error::{ExpressionError, Place};
use super::graph::{Graph, Operand};
use super::juxtaposed::{multiplies, taken_apart};
use super::op::Op;
use super::scan::{Kind, Token, scan};
use crate::say;
use crate::words::{Text, same, text};
use std::collections::HashMap;

/// Parentheses, functions, signs and powers inside one another, at most.
const MOST_LEVELS: usize = 200;

/// An expression read: its graph, the variables with their first places, the intermediates' names.
pub(super) struct Parsed {
    pub(super) graph: Graph,
    pub(super) variables: Vec<(String, Place)>,
    pub(super) intermediates: Vec<String>,
}

/// Reads a program of named intermediates and a last expression.
pub(super) fn parse(source: &str) -> Result<Parsed, ExpressionError> {
    let tokens = taken_apart(scan(source)?);
    let mut parser = Parser {
        tokens,
        next: 0,
        levels: 0,
        builder: Builder::default(),
        meanings: HashMap::new(),
        variables: Vec::new(),
        intermediates: Vec::new(),
    };
    let result = parser.program()?;
    let Parser { builder, variables, intermediates, .. } = parser;
    Ok(Parsed { graph: builder.finish(result), variables, intermediates })
}

struct Parser {
    tokens: Vec<Token>,
    next: usize,
    levels: usize,
    builder: Builder,
    /// What each name stands for: a variable or an intermediate.
    meanings: HashMap<String, Operand>,
    variables: Vec<(String, Place)>,
    intermediates: Vec<String>,
}

type Parse<T> = Result<T, ExpressionError>;

impl Parser {
    fn program(&mut self) -> Parse<Operand> {
        let mut result = None;
        loop {
            while self.take(';') {}
            if self.peek().kind == Kind::End {
                break;
            }
            let start = self.next;
            let name = self.name_before_equals()?;
            let value = self.sum()?;
            if !matches!(self.peek().kind, Kind::Symbol(';') | Kind::End) {
                let expected = text("an operator or the end", "运算符，或到此结束");
                return Err(self.unexpected(&with_multiplication(self.peek(), expected)));
            }
            match name {
                Some(name) => self.define(name, value),
                None if self.more_follows() => return Err(self.unnamed_in_the_middle(start)),
                None => {}
            }
            result = Some(value);
        }
        result
            .ok_or_else(|| self.unexpected(&text("an expression, such as 3*(a+b*c)", "公式，例如 3*(a+b*c)")))
    }

    /// `name =`, if the next part begins so, with a name that is still free.
    fn name_before_equals(&mut self) -> Parse<Option<String>> {
        let token = self.peek().clone();
        let Kind::Name(name) = token.kind else { return Ok(None) };
        if self.tokens[self.next + 1].kind != Kind::Symbol('=') {
            return Ok(None);
        }
        let refuse = |found: Text, expected: Text| Err(token.place.error(found, expected));
        if is_reserved(&name) {
            return refuse(
                same(format!(" `{name}` ")),
                text("another name: this one is a constant or a function", "别的名字：这是常数或函数的名字"),
            );
        }
        if self.variables.iter().any(|(known, _)| *known == name) {
            return refuse(
                say!(
                    "`{name} =` after `{name}` was used as a variable",
                    "“{name} =”，而 {name} 前面已作为变量使用"
                ),
                text("a new name", "新的名字"),
            );
        }
        if self.meanings.contains_key(&name) {
            return refuse(
                say!("`{name} =` a second time", "第二次的“{name} =”"),
                text("a new name", "新的名字"),
            );
        }
        self.next += 2;
        Ok(Some(name))
    }

    fn define(&mut self, name: String, value: Operand) {
        self.builder.name(value, &name);
        self.meanings.insert(name.clone(), value);
        self.intermediates.push(name);
    }

    fn more_follows(&self) -> bool {
        self.tokens[self.next..].iter().any(|token| !matches!(token.kind, Kind::Symbol(';') | Kind::End))
    }

    fn unnamed_in_the_middle(&self, start: usize) -> ExpressionError {
        let place = self.tokens[start].place;
        place.error(
            text("a part without a name before the last one", "最后一部分之前没有名字的部分"),
            text("a name for it, such as z = …", "带名字的写法，例如 z = …"),
        )
    }

    fn sum(&mut self) -> Parse<Operand> {
        let mut left = self.product()?;
        loop {
            let op = match self.peek().kind {
                Kind::Symbol('+') => Op::Add,
                Kind::Symbol('-') => Op::Subtract,
                _ => return Ok(left),
            };
            self.next += 1;
            let right = self.product()?;
            left = self.builder.apply(op, vec![left, right]);
        }
    }

    fn product(&mut self) -> Parse<Operand> {
        let mut left = self.signed()?;
        loop {
            let op = match self.peek().kind {
                Kind::Symbol('*') => Op::Multiply,
                Kind::Symbol('/') => Op::Divide,
                _ if self.multiplies() => {
                    let right = self.power()?;
                    left = self.builder.apply(Op::Multiply, vec![left, right]);
                    continue;
                }
                _ => return Ok(left),
            };
            self.next += 1;
            let right = self.signed()?;
            left = self.builder.apply(op, vec![left, right]);
        }
    }

    /// Every way into a deeper level leads through here, so here the levels are counted.
    fn signed(&mut self) -> Parse<Operand> {
        if self.levels == MOST_LEVELS {
            let found = say!("more than {MOST_LEVELS} levels of nesting", "超过 {MOST_LEVELS} 层的嵌套");
            let expected = text("fewer", "更少的层数");
            return Err(self.peek().place.error(found, expected));
        }
        self.levels += 1;
        let value = if self.take('-') {
            let value = self.signed()?;
            self.builder.apply(Op::Negate, vec![value])
        } else if self.take('+') {
            self.signed()?
        } else {
            self.power()?
        };
        self.levels -= 1;
        Ok(value)
    }

    fn power(&mut self) -> Parse<Operand> {
        let base = self.atom()?;
        if !self.take('^') {
            return Ok(base);
        }
        let exponent = self.signed()?;
        Ok(self.builder.apply(Op::Power, vec![base, exponent]))
    }

    fn atom(&mut self) -> Parse<Operand> {
        let token = self.peek().clone();
        match token.kind {
            Kind::Number(value) => {
                self.next += 1;
                Ok(self.builder.number(value))
            }
            Kind::Name(name) => {
                self.next += 1;
                self.named(&name, token.place)
            }
            Kind::Symbol('(') => {
                self.next += 1;
                let value = self.sum()?;
                self.close(text("an operator or `)`", "运算符或“)”"))?;
                Ok(value)
            }
            Kind::Symbol('|') => {
                self.next += 1;
                let value = self.sum()?;
                if !self.take('|') {
                    return Err(self.unexpected(&text("an operator or `|`", "运算符或“|”")));
                }
                Ok(self.builder.apply(Op::Abs, vec![value]))
            }
            Kind::Symbol('*') if self.next > 0 && self.tokens[self.next - 1].kind == Kind::Symbol('*') => {
                Err(self.unexpected(&text("one `*` (a power is written a^b)", "一个“*”（乘方写作 a^b）")))
            }
            _ => Err(self.unexpected(&text("a number, a name or `(`", "数字、名字或“(”"))),
        }
    }

    /// A constant, a function with its inputs, an intermediate or a variable.
    fn named(&mut self, name: &str, place: Place) -> Parse<Operand> {
        match name {
            "pi" | "π" => return Ok(self.builder.named_number(std::f64::consts::PI, ["pi", "π", "np.pi"])),
            "e" => return Ok(self.builder.named_number(std::f64::consts::E, ["e", "e", "np.e"])),
            _ => {}
        }
        if let Some(op) = Op::function(name) {
            return self.call(op, name);
        }
        if let Some(&meaning) = self.meanings.get(name) {
            return Ok(meaning);
        }
        if self.peek().kind == Kind::Symbol('(') && !self.multiplies() {
            let known = Op::functions().collect::<Vec<_>>().join(" ");
            return Err(place.error(
                say!("`{name}(`", "“{name}(”"),
                say!(
                    "a function ({known}) or, to multiply, `{name}*(`",
                    "函数名（{known}）；若要相乘，请写“{name}*(”"
                ),
            ));
        }
        let variable = self.builder.variable(name);
        self.meanings.insert(name.to_owned(), variable);
        self.variables.push((name.to_owned(), place));
        Ok(variable)
    }

    /// Whether the next token is a factor of a product without a sign.
    fn multiplies(&self) -> bool {
        self.next > 0 && multiplies(&self.tokens[self.next - 1], self.peek())
    }

    /// What a function without parentheses is taken of: `sin 2a`, `ln −x`.
    fn factors(&mut self) -> Parse<Operand> {
        let negative = self.take('-');
        let mut value = self.signed()?;
        while self.multiplies()
            && !matches!(&self.peek().kind, Kind::Name(name) if Op::function(name).is_some())
        {
            let right = self.power()?;
            value = self.builder.apply(Op::Multiply, vec![value, right]);
        }
        Ok(if negative { self.builder.apply(Op::Negate, vec![value]) } else { value })
    }

    fn call(&mut self, op: Op, name: &str) -> Parse<Operand> {
        let one = op.rule().is_some_and(|rule| rule.inputs == 1);
        let begins = matches!(self.peek().kind, Kind::Number(_) | Kind::Name(_) | Kind::Symbol('-' | '|'));
        if one && begins {
            // A root sign holds what stands right after it: √2·a.
            let value = if name == "√" { self.power()? } else { self.factors()? };
            return Ok(self.builder.apply(op, vec![value]));
        }
        if !self.take('(') {
            return Err(self.unexpected(&say!("`(` after the function {name}", "函数 {name} 后面的“(”")));
        }
        let mut inputs = vec![self.sum()?];
        if op.rule().is_some_and(|rule| rule.inputs == 2) {
            if !self.take(',') {
                let expected = say!("`,` and the second value of {name}", "“,”以及 {name} 的第二个值");
                return Err(self.unexpected(&expected));
            }
            inputs.push(self.sum()?);
        }
        self.close(say!("an operator or the `)` of {name}", "运算符，或 {name} 的“)”"))?;
        Ok(self.builder.apply(op, inputs))
    }

    fn close(&mut self, expected: Text) -> Parse<()> {
        if self.take(')') {
            Ok(())
        } else {
            Err(self.unexpected(&with_multiplication(self.peek(), expected)))
        }
    }

    fn take(&mut self, symbol: char) -> bool {
        let found = self.peek().kind == Kind::Symbol(symbol);
        self.next += usize::from(found);
        found
    }

    /// The next token. The last one is the end, which is never stepped over.
    fn peek(&self) -> &Token {
        &self.tokens[self.next]
    }

    fn unexpected(&self, expected: &Text) -> ExpressionError {
        self.peek().place.error(self.peek().kind.text(), expected.clone())
    }
}

/// Where a value follows a value, multiplication was probably meant.
fn with_multiplication(found: &Token, expected: Text) -> Text {
    match found.kind {
        Kind::Number(_) | Kind::Name(_) | Kind::Symbol('(') => {
            expected.then(&text(" (to multiply, write *)", "（相乘请写 *）"))
        }
        _ => expected,
    }
}

/// The names of numbers.
pub(super) const CONSTANTS: [&str; 3] = ["pi", "π", "e"];

pub(super) fn is_reserved(name: &str) -> bool {
    CONSTANTS.contains(&name) || Op::function(name).is_some()
}
