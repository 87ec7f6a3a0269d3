//! The arithmetic of a step: cost, gradient with its check, update.

use super::{Descent, Here};
use crate::lab::Reveal;
use crate::lab::scene::Arithmetic;
use crate::math::measured::measure;
use crate::math::term::{Worked, number, settled};
use crate::say;
use crate::words::{Text, figure, read_figure, text};

/// Digits of a number inside a formula.
const DIGITS: usize = 6;
/// The names of the two weights.
const NAMES: [&str; 2] = ["w", "b"];

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
        let at = |digits: usize| here.at.map(|x| figure(x, digits));
        let numbers = |digits: usize| {
            let [w, b] = at(digits);
            if self.hill.flat { format!("J({w})") } else { format!("J({w}, {b})") }
        };
        let by_hand = |digits: usize| {
            let read = at(digits).map(|x| read_figure(&x).unwrap_or(f64::NAN));
            self.hill.value(read)
        };
        let worked = settled(numbers, by_hand, here.cost, DIGITS, DIGITS);
        Arithmetic::worked(text("cost", "代价"), format!("J = {}", self.hill.formula()), worked)
    }

    fn slope(&self, here: &Here, i: usize) -> Arithmetic {
        let name = NAMES[i];
        let [first, second] = self.hill.slopes(here.at);
        let (formula, term) = if i == 0 { first } else { second };
        let worked = term.map_or_else(
            || Worked { numbers: String::new(), result: figure(here.slope[i], DIGITS) },
            |term| term.comes_to(here.slope[i], DIGITS, DIGITS),
        );
        let left = format!("∂J/∂{name}");
        let value = |x: f64| {
            let mut at = here.at;
            at[i] = x;
            self.hill.value(at)
        };
        let measured = measure(value, here.at[i], here.slope[i], None, 0.0);
        let smooth = self.hill.surface.is_smooth_at(here.at[0], here.at[1]);
        let corner: Option<Text> = (!smooth).then(|| {
            text(
                "J has a corner, the slopes on its two sides differ, and the gradient is a convention",
                "J 有折点，两侧斜率不同，梯度只是一种约定",
            )
        });
        Arithmetic::worked(
            say!("slope along {name}", "{name} 方向的斜率"),
            if formula.is_empty() { left } else { format!("{left} = {formula}") },
            worked,
        )
        .checked(
            match (self.hill.flat, i) {
                (true, _) => "(J(w+ε) − J(w−ε)) / 2ε",
                (false, 0) => "(J(w+ε, b) − J(w−ε, b)) / 2ε",
                (false, _) => "(J(w, b+ε) − J(w, b−ε)) / 2ε",
            },
            measured,
            corner,
        )
    }

    /// w ← w − α·∂J/∂w = −4 − 0.1·(−4) = −3.6
    fn update(&self, here: &Here, i: usize) -> Arithmetic {
        let name = NAMES[i];
        let next = number(here.at[i]) - number(here.lr) * number(here.slope[i]);
        Arithmetic::worked(
            say!("step of {name}", "{name} 的一步"),
            format!("{name} ← {name} − α·∂J/∂{name}"),
            next.comes_to(here.next[i], DIGITS, DIGITS),
        )
    }
}
