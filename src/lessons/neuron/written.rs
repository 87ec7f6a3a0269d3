//! The arithmetic of an iteration, with the current numbers.

use super::parameters::Settings;
use super::pass::{INPUTS, Pass, Weights};
use crate::lab::scene::Arithmetic;
use crate::lab::{Look, Reveal};
use crate::math::activation::sigmoid;
use crate::math::derivative::best_step;
use crate::math::measured::measure;
use crate::math::term::{Term, call, number, worked};
use crate::say;
use crate::words::{Text, text};

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

fn example(of: &Settings) -> Text {
    let bits = bits(of.example.0);
    say!("example {bits}", "样本 {bits}")
}

fn sum(of: &Settings, weights: &Weights, pass: &Pass) -> Arithmetic {
    let x = INPUTS[of.example.0];
    let terms = weights.iter().zip(x).map(|(w, x)| number(*w) * number(x));
    Arithmetic::worked(
        example(of),
        "z = w₁x₁ + w₂x₂ + w₃x₃",
        Term::Sum(terms.collect()).comes_to(pass.z[of.example.0], DIGITS, DIGITS),
    )
}

fn squeeze(of: &Settings, pass: &Pass) -> Arithmetic {
    let answer = call("σ", sigmoid, number(pass.z[of.example.0]));
    let worked = answer.comes_to(pass.o[of.example.0], DIGITS, 5);
    Arithmetic::worked(example(of), "o = σ(z) = 1 / (1 + e⁻ᶻ)", worked)
}

fn error(of: &Settings, pass: &Pass) -> Vec<Arithmetic> {
    let (i, y) = (of.example.0, of.targets[of.example.0]);
    let sizes = Term::Sum(pass.error.iter().map(|error| number(error.abs())).collect());
    let quarter = Term::Word(0.25, "¼".into());
    let error = number(y) - number(pass.o[i]);
    vec![
        Arithmetic::worked(
            example(of),
            text("error = y − o", "误差 = y − o"),
            error.comes_to(pass.error[i], DIGITS, DIGITS),
        ),
        Arithmetic::worked(
            text("all four", "全部四个"),
            "¼·Σ |y − o|",
            (quarter * sizes).comes_to(pass.mean_error(), DIGITS, 6),
        ),
    ]
}

/// The chosen weight first, then the others.
fn order(of: &Settings) -> impl Iterator<Item = usize> {
    let chosen = of.weight.0;
    std::iter::once(chosen).chain((0..3).filter(move |k| *k != chosen))
}

/// All four terms of every adjustment, and E falling the other way: Δw = −dE/dw of E = ½ Σ (y − o)².
fn adjustments(of: &Settings, weights: &Weights, pass: &Pass) -> Vec<Arithmetic> {
    let mut lines: Vec<Arithmetic> = order(of).map(|k| adjustment(of, weights, pass, k)).collect();
    let (i, one) = (of.example.0, Term::Word(1.0, "1".into()));
    let (error, o, slope) = (number(pass.error[i]), number(pass.o[i]), number(pass.slope[i]));
    let (long, short) = (error.clone() * o.clone() * (one - o), error * slope);
    let worked = worked(&[&long, &short], pass.pull(i), DIGITS, DIGITS);
    lines.insert(1, Arithmetic::worked(example(of), "(y − o)·o(1 − o)", worked));
    lines
}

/// Δw of one weight with all four terms, and its check.
fn adjustment(of: &Settings, weights: &Weights, pass: &Pass, k: usize) -> Arithmetic {
    let terms = (0..4).map(|i| number(INPUTS[i][k]) * number(pass.pull(i)));
    let loss = |w: f64| {
        let mut moved = *weights;
        moved[k] = w;
        -of.pass(&moved).loss()
    };
    // E is off by what an answer near 1 is rounded by, times its error.
    let scale = pass.error.iter().fold(0.0, |most: f64, error| most.max(error.abs()));
    let exact = pass.adjustment[k];
    let measured = measure(loss, weights[k], exact, Some(best_step(1.0)), scale);
    let (w, x) = (name('w', k), name('x', k));
    Arithmetic::worked(
        say!("weight {w}", "权重 {w}"),
        format!("Δ{w} = Σ {x}·(y − o)·o(1 − o)"),
        Term::Sum(terms.collect()).comes_to(exact, DIGITS, 5),
    )
    .checked(format!("−(E({w}+ε) − E({w}−ε)) / 2ε"), measured, None)
}

fn updates(of: &Settings, weights: &Weights, pass: &Pass) -> Vec<Arithmetic> {
    let line = |k: usize| {
        let (w, adjustment) = (name('w', k), pass.adjustment[k]);
        let next = number(weights[k]) + number(*of.lr) * number(adjustment);
        Arithmetic::worked(
            say!("weight {w}", "权重 {w}"),
            format!("{w} ← {w} + α·Δ{w}"),
            next.comes_to(weights[k] + *of.lr * adjustment, 6, 6),
        )
    };
    order(of).map(line).collect()
}
