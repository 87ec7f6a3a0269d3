//! The arithmetic of a step, with the numbers of the very batch.

use super::Dreamer;
use super::learning::{Learning, Trace};
use super::source::Part;
use crate::lab::scene::{Arithmetic, Check};
use crate::lab::{Look, Reveal};
use crate::math::derivative::{best_step, numeric_gradient};
use crate::nn::rbm::Rbm;
use crate::say;
use crate::words::{Text, figure, text};

/// Digits of a number inside a formula.
const DIGITS: usize = 4;

/// What each phase computes: the one being explained first, otherwise the last; with nothing left to reveal, also
/// what the chart measures.
pub(super) fn arithmetic(of: &Dreamer, state: &Learning, trace: &Trace, look: &Look<'_>) -> Vec<Arithmetic> {
    let mut lines = Vec::new();
    for phase in (0..5).rev().filter(|phase| look.reveal.shows(*phase)) {
        let mut line = match phase {
            0 => data(of, state, trace),
            1 => fantasy(of, state, trace),
            2 => answer(of, state, trace),
            3 => difference(of, state, trace),
            _ => update(of, state, trace),
        };
        line.active = look.reveal.explains(phase);
        lines.push(line);
    }
    if look.reveal == Reveal::Whole {
        lines.insert(2, pseudo_likelihood(of, state));
    }
    lines
}

/// A number as a factor or summand: negative ones in parentheses.
fn part(x: f64) -> String {
    let number = figure(x, DIGITS);
    if number.starts_with('−') { format!("({number})") } else { number }
}

/// `name` with its index set low: `h₃₇`.
fn indexed(name: &str, index: usize) -> String {
    let low = |digit: char| digit.to_digit(10).and_then(|d| char::from_u32(0x2080 + d)).unwrap_or(digit);
    name.chars().chain(index.to_string().chars().map(low)).collect()
}

/// The row of the example that is written about.
fn row(rows: &[f64], at: usize, length: usize) -> &[f64] {
    &rows[at * length..(at + 1) * length]
}

/// σ(c + Σ v·w) of the chosen hidden unit.
fn hidden(of: &Dreamer, machine: &Rbm, v: &[f64], p: f64) -> (String, String) {
    let unit = of.unit();
    let mut sums = vec![0.0; machine.width()];
    machine.hidden_sums(v, &mut sums);
    let bias = machine.hidden_biases()[unit];
    (format!("σ({} + {})", part(bias), part(sums[unit] - bias)), figure(p, DIGITS))
}

/// p(h | data).
fn data(of: &Dreamer, state: &Learning, trace: &Trace) -> Arithmetic {
    let (at, unit) = (of.example(), of.unit());
    let p = row(trace.room.data_hidden(), at, state.machine.width())[unit];
    let (numbers, result) = hidden(of, &state.machine, row(&trace.data, at, of.source.visible()), p);
    let picture = at + 1;
    Arithmetic {
        name: say!("picture {picture} of the batch", "批内第 {picture} 张"),
        formula: format!("{} = σ(c + Σᵢ vᵢwᵢ)", indexed("h", unit + 1)),
        numbers,
        result,
        ..Arithmetic::default()
    }
}

/// p(v | h) of a chain, and what was drawn.
fn fantasy(of: &Dreamer, state: &Learning, trace: &Trace) -> Arithmetic {
    let (at, pixel, machine) = (of.example(), of.pixel(), &state.machine);
    let mut p = vec![0.0; of.source.visible()];
    machine.visible_probabilities(row(&state.chains.hidden, at, machine.width()), &mut p);
    let p = p[pixel];
    let bias = machine.visible_biases()[pixel];
    let drawn = row(trace.room.imagined(), at, of.source.visible())[pixel];
    let chain = at + 1;
    Arithmetic {
        name: say!("chain {chain} imagines", "第 {chain} 条链想象"),
        formula: format!("p({}) = σ(b + Σⱼ hⱼwⱼ)", indexed("v", pixel + 1)),
        numbers: format!("σ({} + {})", part(bias), part((p / (1.0 - p)).ln() - bias)),
        result: format!("{} ⇒ {drawn}", figure(p, DIGITS)),
        ..Arithmetic::default()
    }
}

/// p(h | fantasy).
fn answer(of: &Dreamer, state: &Learning, trace: &Trace) -> Arithmetic {
    let (at, unit) = (of.example(), of.unit());
    let p = row(&trace.answers, at, state.machine.width())[unit];
    let (numbers, result) =
        hidden(of, &state.machine, row(trace.room.imagined(), at, of.source.visible()), p);
    let chain = at + 1;
    Arithmetic {
        name: say!("chain {chain} answers", "第 {chain} 条链反应"),
        formula: format!("{} = σ(c + Σᵢ vᵢwᵢ)", indexed("h", unit + 1)),
        numbers,
        result,
        ..Arithmetic::default()
    }
}

/// ⟨v·h⟩ under the data and under the chains, of the chosen weight.
fn correlations(of: &Dreamer, state: &Learning, trace: &Trace) -> (f64, f64) {
    let (unit, pixel) = (of.unit(), of.pixel());
    let mean = |v: &[f64], h: &[f64]| {
        let rows = v.chunks_exact(of.source.visible()).zip(h.chunks_exact(state.machine.width()));
        rows.map(|(v, h)| v[pixel] * h[unit]).sum::<f64>() / of.batch() as f64
    };
    (mean(&trace.data, trace.room.data_hidden()), mean(trace.room.imagined(), &trace.answers))
}

fn weight_name(of: &Dreamer) -> Text {
    let (unit, pixel) = (of.unit() + 1, of.pixel() + 1);
    say!("pixel {pixel} – unit {unit}", "像素 {pixel} – 单元 {unit}")
}

/// The gradient of the log-likelihood as the step estimates it: −F̄ rises with ⟨v·h⟩ of the data and falls with that
/// of the fantasies, so it is the slope of F̄(fantasies) − F̄(data).
fn difference(of: &Dreamer, state: &Learning, trace: &Trace) -> Arithmetic {
    let (seen, imagined) = correlations(of, state, trace);
    let slope = seen - imagined;
    let (unit, pixel) = (of.unit(), of.pixel());
    // All other units stay as they are, and so does their part of the free energy.
    let mut alone = state.machine.alone(unit);
    let mut mean = |w: f64| {
        alone.set_weight(pixel, 0, w);
        let energy = |rows: &[f64]| {
            let rows = rows.chunks_exact(of.source.visible());
            rows.map(|v| alone.free_energy(v)).sum::<f64>() / of.batch() as f64
        };
        energy(trace.room.imagined()) - energy(&trace.data)
    };
    let w = state.machine.weight(pixel, unit);
    let numeric = numeric_gradient(|w| mean(w[0]), &mut [w], 0, Some(best_step(1.0)));
    // Two means may cancel: the error is relative to what enters.
    let size = seen.max(imagined);
    let relative_error = if size == 0.0 { 0.0 } else { (slope - numeric).abs() / size };
    Arithmetic {
        name: weight_name(of),
        formula: "g = ⟨v·h⟩data − ⟨v·h⟩fantasy".to_string(),
        numbers: format!("{} − {}", figure(seen, DIGITS), figure(imagined, DIGITS)),
        result: figure(slope, DIGITS),
        check: Some(Check {
            formula: "∂(F̄fantasy − F̄data)/∂w".to_string(),
            numeric,
            relative_error,
            corner: None,
        }),
        ..Arithmetic::default()
    }
}

fn update(of: &Dreamer, state: &Learning, trace: &Trace) -> Arithmetic {
    let (unit, pixel) = (of.unit(), of.pixel());
    let (seen, imagined) = correlations(of, state, trace);
    Arithmetic {
        name: weight_name(of),
        formula: "w ← w + α·(⟨v·h⟩data − ⟨v·h⟩fantasy)".to_string(),
        numbers: format!(
            "{} + {}·({} − {})",
            figure(state.machine.weight(pixel, unit), DIGITS),
            figure(of.lr, 3),
            figure(seen, DIGITS),
            figure(imagined, DIGITS)
        ),
        result: figure(trace.next.machine.weight(pixel, unit), DIGITS),
        ..Arithmetic::default()
    }
}

/// What flipping the chosen pixel of the picture looked at says about the machine.
fn pseudo_likelihood(of: &Dreamer, state: &Learning) -> Arithmetic {
    let (v, pixel, machine) = (of.digit(), of.pixel(), &state.machine);
    let mut flipped = v.clone();
    flipped[pixel] = 1.0 - v[pixel];
    let (before, after) = (machine.free_energy(&v), machine.free_energy(&flipped));
    let value = machine.pseudo_likelihood_at(&v, &[pixel]);
    let (number, n) = (pixel + 1, v.len());
    let picture = of.picture() + 1;
    let name = match of.view.part {
        Part::Train => text("training picture", "训练图片"),
        Part::Test => text("test picture", "测试图片"),
    };
    Arithmetic {
        name: name.then(&say!(" {picture}, pixel {number} flipped", " {picture}，翻转像素 {number}")),
        formula: "PL = n·ln σ(F(flipped) − F(v))".to_string(),
        numbers: format!("{n}·ln σ({} − {})", figure(after, 5), part(before)),
        result: figure(value, DIGITS),
        ..Arithmetic::default()
    }
}
