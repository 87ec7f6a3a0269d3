//! The costs: three hills with a formula, the logistic cost of a small data set, and the learner's own.

use crate::math::loss::{cross_entropy_of_logit, cross_entropy_of_logit_slope};
use crate::math::surface::{Cost, Window};
use crate::math::term::{Term, number};
use crate::math::{Expression, Surface};
use crate::say;
use crate::words::{Problem, Text, printable, text};
use std::sync::Arc;

/// Names of the costs that are not formulas, in the order in which they are offered.
pub(super) const NAMES: [&str; 4] = ["bowl", "parabola", "twin", "logistic"];

/// A formula of one's own, to begin with.
pub(super) const OWN: &str = "(w^2 + b^2)/20 - cos(w)*cos(b)";

/// Hours of study and whether the exam was passed, for twenty students. The cost of logistic
/// regression on them is least at w = 1.5046, b = −4.0777 (Wikipedia, "Logistic regression", whose
/// worked example this is).
pub(super) static STUDENTS: [(f64, f64); 20] = [
    (0.5, 0.0),
    (0.75, 0.0),
    (1.0, 0.0),
    (1.25, 0.0),
    (1.5, 0.0),
    (1.75, 0.0),
    (1.75, 1.0),
    (2.0, 0.0),
    (2.25, 1.0),
    (2.5, 0.0),
    (2.75, 1.0),
    (3.0, 0.0),
    (3.25, 1.0),
    (3.5, 0.0),
    (4.0, 1.0),
    (4.25, 1.0),
    (4.5, 1.0),
    (4.75, 1.0),
    (5.0, 1.0),
    (5.5, 1.0),
];

/// The mean cross-entropy of ŷ = σ(wx + b) over the students.
struct Exam;

impl Cost for Exam {
    fn value(&self, w: f64, b: f64) -> f64 {
        let sum: f64 = STUDENTS.iter().map(|(x, y)| cross_entropy_of_logit(w * x + b, *y)).sum();
        sum / STUDENTS.len() as f64
    }

    fn gradient(&self, w: f64, b: f64) -> [f64; 2] {
        let mut sum = [0.0; 2];
        for (x, y) in STUDENTS {
            let error = cross_entropy_of_logit_slope(w * x + b, y);
            sum[0] += error * x;
            sum[1] += error;
        }
        sum.map(|total| total / STUDENTS.len() as f64)
    }
}

/// A cost with all that is said about it.
#[derive(Clone)]
pub(super) struct Hill {
    /// As it was typed: a name or a formula.
    pub(super) typed: String,
    pub(super) surface: Surface,
    /// The learner's own formula.
    pub(super) expression: Option<Expression>,
    /// Only w matters.
    pub(super) flat: bool,
    kappa: f64,
}

impl Hill {
    /// The cost of this name or formula, with κ for the bowl.
    pub(super) fn new(typed: &str, kappa: f64) -> Result<Hill, Problem> {
        let named = |surface| Hill {
            typed: typed.to_string(),
            surface,
            expression: None,
            flat: typed == "parabola",
            kappa,
        };
        if typed == "logistic" {
            return Ok(named(Surface::Own(Arc::new(Exam))));
        }
        if NAMES.contains(&typed)
            && let Some(surface) = Surface::named(typed, Some(kappa))
        {
            return Ok(named(surface));
        }
        let spoil = |sentence: Text| {
            let names = NAMES.join(", ");
            let before = say!(
                "The cost is none of {names}, and as a formula in w and b it cannot be read: ",
                "代价不是 {names} 之一，作为含 w、b 的公式也无法读懂："
            );
            Problem::usage(before.then(&sentence).then(&text(".", "。")))
        };
        let expression = Expression::parse(typed).map_err(|error| spoil(error.text()))?;
        let surface = Surface::formula(&expression, ["w", "b"]).map_err(|error| spoil(error.text()))?;
        let flat = !expression.variables().any(|name| name == "b");
        Ok(Hill { typed: typed.to_string(), surface, expression: Some(expression), flat, kappa })
    }

    pub(super) fn value(&self, [w, b]: [f64; 2]) -> f64 {
        self.surface.value(w, b)
    }

    pub(super) fn gradient(&self, [w, b]: [f64; 2]) -> [f64; 2] {
        self.surface.gradient(w, b)
    }

    /// The point after one step from `at`.
    pub(super) fn next(&self, at: [f64; 2], lr: f64) -> [f64; 2] {
        let slope = self.gradient(at);
        [at[0] - lr * slope[0], at[1] - lr * slope[1]]
    }

    /// Why a formula has no value at a point.
    pub(super) fn trouble(&self, [w, b]: [f64; 2]) -> Option<Text> {
        let expression = self.expression.as_ref()?;
        let inputs: Vec<f64> = expression.variables().map(|name| if name == "w" { w } else { b }).collect();
        let graph = expression.graph();
        graph.trouble(&graph.values(&inputs)).map(|(_, why)| why)
    }

    /// Where walks begin.
    pub(super) fn start(&self) -> [f64; 2] {
        match self.typed.as_str() {
            "logistic" => [0.0, 0.0],
            _ if self.expression.is_some() => [2.0, 1.5],
            _ => self.surface.start(),
        }
    }

    /// The part of the plane worth drawing.
    pub(super) fn window(&self) -> Window {
        match self.typed.as_str() {
            "logistic" => Window { x: (-1.0, 4.0), y: (-9.0, 3.0) },
            _ => self.surface.window(),
        }
    }

    /// The minima that are known.
    pub(super) fn minima(&self) -> Vec<[f64; 2]> {
        match self.typed.as_str() {
            "logistic" => vec![[1.504_6, -4.077_7]],
            _ => self.surface.minima().to_vec(),
        }
    }

    /// J as a formula.
    pub(super) fn formula(&self) -> String {
        match self.typed.as_str() {
            "bowl" => "½(w² + κb²)".into(),
            "parabola" => "w²".into(),
            "twin" => "¼w⁴ + ⅓w³ − w² + ½b² + 8/3".into(),
            "logistic" => "−1/m Σ (y·log ŷ + (1−y)·log(1−ŷ))".into(),
            own => printable(own),
        }
    }

    /// ∂J/∂w and ∂J/∂b as formulas with the same in numbers; empty where nothing shorter than the name
    /// can be said.
    pub(super) fn slopes(&self, [w, b]: [f64; 2]) -> [(&'static str, Option<Term>); 2] {
        let (two, one) = (number(2.0), number(1.0));
        let (w, b) = (number(w), number(b));
        match self.typed.as_str() {
            "bowl" => [("w", None), ("κ·b", Some(number(self.kappa) * b))],
            "parabola" => [("2·w", Some(two * w)), ("0", None)],
            "twin" => {
                let product = w.clone() * (w.clone() - one) * (w + two);
                [("w·(w − 1)·(w + 2)", Some(product)), ("b", None)]
            }
            "logistic" => [("1/m Σ (ŷ − y)·x", None), ("1/m Σ (ŷ − y)", None)],
            _ => Default::default(),
        }
    }

    /// A line about what this hill shows.
    pub(super) fn about(&self) -> Text {
        match (self.typed.as_str(), self.surface.terrain()) {
            ("logistic", _) => text(
                "twenty students: hours studied, exam passed or not; a long narrow valley",
                "二十名学生：学习时数与是否通过考试；一条又长又窄的谷",
            ),
            (_, Some(terrain)) => terrain.about.clone(),
            _ => text("your own cost", "你自己的代价函数"),
        }
    }
}
