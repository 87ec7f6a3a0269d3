//! The numbers: difference quotients of f at a, and what theory says about their errors.

use crate::math::derivative::best_step;
use crate::math::expression::Style;
use crate::math::{Expression, Function};
use crate::say;
use crate::words::{Problem, Text};

/// The smallest h there is any point in.
const LEAST: f64 = 1e-20;

/// f near a.
pub(super) struct Study {
    pub(super) expression: Expression,
    function: Function,
    /// The point.
    pub(super) a: f64,
    /// h at step 0.
    start: f64,
    /// f(a)
    pub(super) height: f64,
    /// f′(a) by the chain rule; not finite where there is none.
    pub(super) derivative: f64,
    /// f″(a) by a central difference of f′; NaN at a corner.
    pub(super) curvature: f64,
}

/// A difference quotient.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Secant {
    /// The run.
    pub(super) h: f64,
    /// f(a + h)
    pub(super) height: f64,
    /// f(a + h) − f(a)
    pub(super) rise: f64,
    /// rise / h
    pub(super) quotient: f64,
    /// quotient − f′(a)
    pub(super) error: f64,
}

/// Reads f.
///
/// # Errors
/// Why it is no function of a.
pub(super) fn read(formula: &str) -> Result<(Expression, Function), Text> {
    let mut expression = Expression::parse(formula).map_err(|error| error.text())?;
    // A formula in x means the same as one in a.
    let alone =
        expression.variables().next().filter(|name| expression.variables().len() == 1 && *name != "a");
    if let Some(name) = alone.map(str::to_string) {
        expression = expression.renamed(&name, "a").map_err(|error| error.text())?;
    }
    let function = expression.compile(&["a"]).map_err(|error| error.text())?;
    Ok((expression, function))
}

impl Study {
    pub(super) fn new(formula: &str, a: f64, start: f64) -> Result<Study, Problem> {
        let (expression, function) = read(formula).map_err(Problem::usage)?;
        let graph = expression.graph();
        if let Some((_, why)) = graph.trouble(&graph.values(&[a])) {
            let here = say!("f has no value at a = {a}: ", "f 在 a = {a} 处没有值：");
            return Err(Problem::usage(here.then(&why)));
        }
        let mut slope = [0.0];
        let height = function.gradient(&[a], &mut slope);
        let derivative = slope[0];
        let mut study = Study { expression, function, a, start, height, derivative, curvature: f64::NAN };
        if study.smooth() {
            let reach = 10.0 * best_step(a);
            study.curvature = (study.slope(a + reach) - study.slope(a - reach)) / (2.0 * reach);
        }
        Ok(study)
    }

    pub(super) fn f(&self, x: f64) -> f64 {
        self.function.eval(&[x])
    }

    fn slope(&self, x: f64) -> f64 {
        let mut slope = [0.0];
        self.function.gradient(&[x], &mut slope);
        slope[0]
    }

    /// Whether f has a derivative at a.
    pub(super) fn smooth(&self) -> bool {
        self.derivative.is_finite() && self.function.is_smooth_at(&[self.a])
    }

    /// The quotient with the run h.
    pub(super) fn secant(&self, h: f64) -> Secant {
        let height = self.f(self.a + h);
        let rise = height - self.height;
        let quotient = rise / h;
        Secant { h, height, rise, quotient, error: quotient - self.derivative }
    }

    /// h after `t` divisions by ten.
    pub(super) fn h(&self, t: u64) -> f64 {
        // In decimals, so that a power of ten stays one: 1e−11, not 1.0000000000000001e−11.
        let written = format!("{:e}", self.start);
        let (mantissa, exponent) = written.split_once('e').unwrap_or((&written, "0"));
        let exponent = exponent.parse::<i64>().unwrap_or(0) - i64::try_from(t).unwrap_or(i64::MAX / 2);
        format!("{mantissa}e{exponent}").parse().unwrap_or(0.0)
    }

    /// The first step at which nothing is left to see: a + h is rounded to a.
    pub(super) fn length(&self) -> u64 {
        (1..=40).find(|t| self.a + self.h(*t) == self.a || self.h(*t) < LEAST).unwrap_or(40)
    }

    /// The part of the error that comes from the bend of the curve, ½|f″(a)|·h (Taylor's theorem).
    pub(super) fn truncation(&self, h: f64) -> f64 {
        0.5 * self.curvature.abs() * h
    }

    /// The size of the part that comes from rounding: f(a), f(a + h) and a + h are known to about one
    /// part in 2⁵², and the division by h magnifies that.
    pub(super) fn rounding(&self, h: f64) -> f64 {
        self.noise() / h
    }

    fn noise(&self) -> f64 {
        f64::EPSILON * self.height.abs().max((self.a * self.derivative).abs())
    }

    /// Where the two parts are equal, which makes their sum least: √(2·noise / |f″|). None on a straight
    /// line, where a larger h is always better, and where there is no derivative.
    pub(super) fn best(&self) -> Option<f64> {
        let best = (2.0 * self.noise() / self.curvature.abs()).sqrt();
        (self.smooth() && !self.straight() && best.is_finite() && best > 0.0).then_some(best)
    }

    /// Whether the curve does not bend at a as far as can be measured.
    pub(super) fn straight(&self) -> bool {
        self.curvature.abs() * self.a.abs().max(1.0)
            < 1e-9 * self.derivative.abs().max(self.height.abs()).max(1e-3)
    }

    /// f′(a) as a formula where f is a single operation on a: `2·a`.
    pub(super) fn derivative_formula(&self) -> Option<String> {
        let graph = self.expression.graph();
        let uses = graph.uses(0);
        (graph.variables() == 1 && graph.nodes().len() == 2 && uses.len() == 1)
            .then(|| graph.formula(uses[0].into, uses[0].input))
    }

    /// f as it is set in a book.
    pub(super) fn formula(&self) -> String {
        let graph = self.expression.graph();
        if graph.nodes().len() - graph.variables() == 1 && graph.variables() == 1 {
            graph.text(graph.result(), Style::Pretty)
        } else {
            crate::words::printable(self.expression.source())
        }
    }
}
