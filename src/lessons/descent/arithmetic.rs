//! The arithmetic of a step: cost, gradient with its check, update.

use super::{Descent, Here};
use crate::lab::Reveal;
use crate::lab::scene::{Arithmetic, Check};
use crate::math::derivative::{numeric_gradient, relative_error};
use crate::say;
use crate::words::{Text, figure, text};

/// Digits of a number inside a formula.
const DIGITS: usize = 6;
/// The names of the two weights.
const NAMES: [&str; 2] = ["w", "b"];

fn factor(x: f64) -> String {
    let number = figure(x, DIGITS);
    if number.starts_with('−') { format!("({number})") } else { number }
}

impl Descent {
    /// The phase being explained first; of a whole step the update.
    pub(super) fn arithmetic(&self, here: &Here, reveal: Reveal) -> Vec<Arithmetic> {
        let weights = if self.hill.flat { 1 } else { 2 };
        let mut lines: Vec<(usize, Arithmetic)> = Vec::new();
        lines.extend((0..weights).map(|i| (2, self.update(here, i))));
        lines.extend((0..weights).map(|i| (1, self.slope(here, i))));
        lines.push((0, self.cost(here)));
        lines.retain(|(phase, _)| reveal.shows(*phase));
        for (phase, line) in &mut lines {
            line.active = reveal.explains(*phase);
        }
        lines.into_iter().map(|(_, line)| line).collect()
    }

    fn cost(&self, here: &Here) -> Arithmetic {
        let [w, b] = here.at.map(|x| figure(x, DIGITS));
        Arithmetic {
            name: text("cost", "代价"),
            formula: format!("J = {}", self.hill.formula()),
            numbers: if self.hill.flat { format!("J({w})") } else { format!("J({w}, {b})") },
            result: figure(here.cost, DIGITS),
            ..Arithmetic::default()
        }
    }

    fn slope(&self, here: &Here, i: usize) -> Arithmetic {
        let name = NAMES[i];
        let (formula, numbers) = self.hill.slopes(here.at)[i].clone();
        let left = format!("∂J/∂{name}");
        let value = |p: &[f64]| self.hill.value([p[0], p[1]]);
        let numeric = numeric_gradient(value, &mut here.at.clone(), i, None);
        let smooth = self.hill.surface.is_smooth_at(here.at[0], here.at[1]);
        let corner: Option<Text> = (!smooth).then(|| {
            text(
                "J has a corner here: the slopes on its two sides differ, and the gradient is a convention",
                "J 在此处是拐点：两侧斜率不同，梯度只是一种约定",
            )
        });
        Arithmetic {
            name: say!("slope along {name}", "{name} 方向的坡度"),
            formula: if formula.is_empty() { left } else { format!("{left} = {formula}") },
            numbers,
            result: figure(here.slope[i], DIGITS),
            check: Some(Check {
                formula: if i == 0 {
                    "(J(w+ε, b) − J(w−ε, b)) / 2ε"
                } else {
                    "(J(w, b+ε) − J(w, b−ε)) / 2ε"
                }
                .into(),
                numeric,
                relative_error: relative_error(here.slope[i], numeric),
                corner,
            }),
            active: false,
        }
    }

    /// w ← w − α·∂J/∂w = −4 − 0.1·(−4) = −3.6
    fn update(&self, here: &Here, i: usize) -> Arithmetic {
        let name = NAMES[i];
        let (at, alpha, slope) = (figure(here.at[i], DIGITS), figure(self.lr, DIGITS), factor(here.slope[i]));
        Arithmetic {
            name: say!("step of {name}", "{name} 的一步"),
            formula: format!("{name} ← {name} − α·∂J/∂{name}"),
            numbers: format!("{at} − {alpha}·{slope}"),
            result: figure(here.next[i], DIGITS),
            check: None,
            active: false,
        }
    }
}
