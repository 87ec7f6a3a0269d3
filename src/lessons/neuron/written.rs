//! The arithmetic of an iteration, with the current numbers.

use super::parameters::Settings;
use super::pass::{INPUTS, Pass, Weights};
use crate::lab::scene::{Arithmetic, Check};
use crate::lab::{Look, Reveal};
use crate::math::derivative::{best_step, numeric_gradient};
use crate::say;
use crate::words::{Text, figure, text};

/// Digits of a number inside a formula.
const DIGITS: usize = 4;

/// What each phase computes: the one being explained first, otherwise the last.
pub(super) fn arithmetic(of: &Settings, weights: &Weights, pass: &Pass, look: &Look<'_>) -> Vec<Arithmetic> {
    if look.reveal == Reveal::Whole {
        let (adjustments, updates) = (adjustments(of, weights, pass), updates(of, weights, pass));
        let (chosen, others) = adjustments.split_at(2);
        let forward = [sum(of, weights, pass), squeeze(of, pass)];
        return [&chosen[..1], &updates[..1], &chosen[1..], &forward, &updates[1..], others].concat();
    }
    let mut lines = Vec::new();
    for phase in (0..5).rev().filter(|phase| look.reveal.shows(*phase)) {
        let mut written = match phase {
            0 => vec![sum(of, weights, pass)],
            1 => vec![squeeze(of, pass)],
            2 => error(of, pass),
            3 => adjustments(of, weights, pass),
            _ => updates(of, weights, pass),
        };
        written.iter_mut().for_each(|line| line.active = look.reveal.explains(phase));
        lines.extend(written);
    }
    lines
}

/// `w₁`, `x₃` …
pub(super) fn name(letter: char, k: usize) -> String {
    format!("{letter}{}", ['₁', '₂', '₃', '₄'][k.min(3)])
}

/// The inputs of an example as its name: `101`.
pub(super) fn bits(i: usize) -> String {
    INPUTS[i].iter().map(f64::to_string).collect()
}

/// A number as a factor or summand: negative ones in parentheses.
fn part(x: f64) -> String {
    let number = figure(x, DIGITS);
    if number.starts_with('−') { format!("({number})") } else { number }
}

fn example(of: &Settings) -> Text {
    let bits = bits(of.example.0);
    say!("example {bits}", "例子 {bits}")
}

fn sum(of: &Settings, weights: &Weights, pass: &Pass) -> Arithmetic {
    let x = INPUTS[of.example.0];
    let terms: Vec<String> = weights.iter().zip(x).map(|(w, x)| format!("{}·{x}", part(*w))).collect();
    Arithmetic {
        name: example(of),
        formula: "z = w₁x₁ + w₂x₂ + w₃x₃".to_string(),
        numbers: terms.join(" + "),
        result: figure(pass.z[of.example.0], DIGITS),
        ..Arithmetic::default()
    }
}

fn squeeze(of: &Settings, pass: &Pass) -> Arithmetic {
    Arithmetic {
        name: example(of),
        formula: "o = σ(z) = 1 / (1 + e⁻ᶻ)".to_string(),
        numbers: format!("σ({})", figure(pass.z[of.example.0], DIGITS)),
        result: figure(pass.o[of.example.0], 5),
        ..Arithmetic::default()
    }
}

fn error(of: &Settings, pass: &Pass) -> Vec<Arithmetic> {
    let (i, y) = (of.example.0, of.targets[of.example.0]);
    let sizes: Vec<String> = pass.error.iter().map(|error| figure(error.abs(), DIGITS)).collect();
    vec![
        Arithmetic {
            name: example(of),
            formula: "error = y − o".to_string(),
            numbers: format!("{y} − {}", figure(pass.o[i], DIGITS)),
            result: figure(pass.error[i], DIGITS),
            ..Arithmetic::default()
        },
        Arithmetic {
            name: text("all four", "全部四个"),
            formula: "¼·Σ |y − o|".to_string(),
            numbers: format!("¼·({})", sizes.join(" + ")),
            result: figure(pass.mean_error(), 6),
            ..Arithmetic::default()
        },
    ]
}

/// The chosen weight first, then the others.
fn order(of: &Settings) -> impl Iterator<Item = usize> {
    let chosen = of.weight.0;
    std::iter::once(chosen).chain((0..3).filter(move |k| *k != chosen))
}

/// All four terms of every adjustment, and E falling the other way: Δw = −dE/dw of E = ½ Σ (y − o)².
fn adjustments(of: &Settings, weights: &Weights, pass: &Pass) -> Vec<Arithmetic> {
    let (i, slope) = (of.example.0, pass.slope[of.example.0]);
    let mut lines: Vec<Arithmetic> = order(of)
        .map(|k| {
            let factors = (0..4).map(|i| format!("{}·{}", INPUTS[i][k], part(pass.pull(i))));
            let loss = |w: &[f64]| of.pass(&[w[0], w[1], w[2]]).loss();
            let numeric = -numeric_gradient(loss, &mut weights.clone(), k, Some(best_step(1.0)));
            let (w, x) = (name('w', k), name('x', k));
            Arithmetic {
                name: say!("weight {w}", "权重 {w}"),
                formula: format!("Δ{w} = Σ {x}·(y − o)·o(1 − o)"),
                numbers: factors.collect::<Vec<_>>().join(" + "),
                result: figure(pass.adjustment[k], 5),
                check: check(format!("−(E({w}+ε) − E({w}−ε)) / 2ε"), pass, k, numeric),
                ..Arithmetic::default()
            }
        })
        .collect();
    let o = figure(pass.o[i], DIGITS);
    lines.insert(
        1,
        Arithmetic {
            name: example(of),
            formula: "(y − o)·o(1 − o)".to_string(),
            numbers: format!(
                "{}·{o}·(1 − {o}) = {}·{}",
                part(pass.error[i]),
                part(pass.error[i]),
                figure(slope, DIGITS)
            ),
            result: figure(pass.pull(i), DIGITS),
            ..Arithmetic::default()
        },
    );
    lines
}

/// The four terms may cancel, and a flat E is rounded: the error is relative to what enters where that is larger.
fn check(formula: String, pass: &Pass, k: usize, numeric: f64) -> Option<Check> {
    let scale = pass.parts(k).iter().fold(1e-4, |most: f64, part| most.max(part.abs()));
    let exact = pass.adjustment[k];
    let relative_error = (exact - numeric).abs() / scale.max(exact.abs()).max(numeric.abs());
    Some(Check { formula, numeric, relative_error, corner: None })
}

fn updates(of: &Settings, weights: &Weights, pass: &Pass) -> Vec<Arithmetic> {
    let line = |k: usize| {
        let (w, adjustment) = (name('w', k), pass.adjustment[k]);
        Arithmetic {
            name: say!("weight {w}", "权重 {w}"),
            formula: format!("{w} ← {w} + α·Δ{w}"),
            numbers: format!("{} + {}·{}", figure(weights[k], 6), figure(*of.lr, 4), part(adjustment)),
            result: figure(weights[k] + *of.lr * adjustment, 6),
            ..Arithmetic::default()
        }
    };
    order(of).map(line).collect()
}
