//! The arithmetic of a step, with the numbers of the very batch.

use super::Dreamer;
use super::learning::{Learning, Trace};
use super::source::Part;
use crate::lab::scene::Arithmetic;
use crate::lab::{Look, Reveal};
use crate::math::activation::sigmoid;
use crate::math::derivative::best_step;
use crate::math::measured::measure;
use crate::math::term::{Term, Worked, call, number};
use crate::nn::rbm::Rbm;
use crate::say;
use crate::words::{Text, text};

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

/// `name` with its index set low: `h₃₇`.
fn indexed(name: &str, index: usize) -> String {
    let low = |digit: char| digit.to_digit(10).and_then(|d| char::from_u32(0x2080 + d)).unwrap_or(digit);
    name.chars().chain(index.to_string().chars().map(low)).collect()
}

/// The row of the example that is written about.
pub(super) fn row(rows: &[f64], at: usize, length: usize) -> &[f64] {
    &rows[at * length..(at + 1) * length]
}

/// σ(c + Σ v·w) of the chosen hidden unit.
fn hidden(of: &Dreamer, machine: &Rbm, v: &[f64], p: f64) -> Worked {
    let unit = of.unit();
    let mut sums = vec![0.0; machine.width()];
    machine.hidden_sums(v, &mut sums);
    let bias = machine.hidden_biases()[unit];
    call("σ", sigmoid, number(bias) + number(sums[unit] - bias)).comes_to(p, DIGITS, DIGITS)
}

/// p(h | data).
fn data(of: &Dreamer, state: &Learning, trace: &Trace) -> Arithmetic {
    let (at, unit) = (of.example(), of.unit());
    let p = row(trace.room.data_hidden(), at, state.machine.width())[unit];
    let worked = hidden(of, &state.machine, row(&trace.data, at, of.source.visible()), p);
    let picture = at + 1;
    Arithmetic::worked(
        say!("picture {picture} of the batch", "批内第 {picture} 张"),
        format!("{} = σ(c + Σᵢ vᵢwᵢ)", indexed("h", unit + 1)),
        worked,
    )
}

/// p(v | h) of a chain, and what was drawn.
fn fantasy(of: &Dreamer, state: &Learning, trace: &Trace) -> Arithmetic {
    let (at, pixel, machine) = (of.example(), of.pixel(), &state.machine);
    let h = row(&state.chains.hidden, at, machine.width());
    let mut p = vec![0.0; of.source.visible()];
    machine.visible_probabilities(h, &mut p);
    let p = p[pixel];
    let bias = machine.visible_biases()[pixel];
    // Not from p, which is rounded to 0 or 1 where the sum is large.
    let sum: f64 = h.iter().enumerate().map(|(unit, h)| h * machine.weight(pixel, unit)).sum();
    let drawn = row(trace.room.imagined(), at, of.source.visible())[pixel];
    let chain = at + 1;
    let mut worked = call("σ", sigmoid, number(bias) + number(sum)).comes_to(p, DIGITS, DIGITS);
    worked.result += &format!(" ⇒ {drawn}");
    Arithmetic::worked(
        say!("chain {chain} imagines", "第 {chain} 条链想象"),
        format!("p({}) = σ(b + Σⱼ hⱼwⱼ)", indexed("v", pixel + 1)),
        worked,
    )
}

/// p(h | fantasy).
fn answer(of: &Dreamer, state: &Learning, trace: &Trace) -> Arithmetic {
    let (at, unit) = (of.example(), of.unit());
    let p = row(&trace.answers, at, state.machine.width())[unit];
    let worked = hidden(of, &state.machine, row(trace.room.imagined(), at, of.source.visible()), p);
    let chain = at + 1;
    Arithmetic::worked(
        say!("chain {chain} answers", "第 {chain} 条链反应"),
        format!("{} = σ(c + Σᵢ vᵢwᵢ)", indexed("h", unit + 1)),
        worked,
    )
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
    // Two sums of free energies are subtracted: what is rounded is as large as they are.
    let size = row_energy(of, state, &trace.data);
    let measured = measure(&mut mean, w, slope, Some(best_step(1.0)), size);
    Arithmetic::worked(
        weight_name(of),
        text("g = ⟨v·h⟩data − ⟨v·h⟩fantasy", "g = ⟨v·h⟩数据 − ⟨v·h⟩想象"),
        (number(seen) - number(imagined)).comes_to(slope, DIGITS, DIGITS),
    )
    .checked(text("∂(F̄fantasy − F̄data)/∂w", "∂(F̄想象 − F̄数据)/∂w"), measured, None)
}

/// How large the free energies are, on the average, that a check subtracts.
fn row_energy(of: &Dreamer, state: &Learning, rows: &[f64]) -> f64 {
    let rows = rows.chunks_exact(of.source.visible());
    rows.map(|v| state.machine.free_energy(v).abs()).sum::<f64>() / of.batch() as f64
}

fn update(of: &Dreamer, state: &Learning, trace: &Trace) -> Arithmetic {
    let (unit, pixel) = (of.unit(), of.pixel());
    let (seen, imagined) = correlations(of, state, trace);
    let w = state.machine.weight(pixel, unit);
    let term: Term = number(w) + number(of.lr) * (number(seen) - number(imagined));
    Arithmetic::worked(
        weight_name(of),
        text("w ← w + α·(⟨v·h⟩data − ⟨v·h⟩fantasy)", "w ← w + α·(⟨v·h⟩数据 − ⟨v·h⟩想象)"),
        term.comes_to(trace.next.machine.weight(pixel, unit), DIGITS, DIGITS),
    )
}

/// What flipping the chosen pixel of the picture looked at says about the machine.
fn pseudo_likelihood(of: &Dreamer, state: &Learning) -> Arithmetic {
    let (v, pixel, machine) = (of.digit(), of.pixel(), &state.machine);
    let mut flipped = v.clone();
    flipped[pixel] = 1.0 - v[pixel];
    let (before, after) = (machine.free_energy(&v), machine.free_energy(&flipped));
    let value = machine.pseudo_likelihood_at(&v, &[pixel]);
    let (number_of, n) = (pixel + 1, v.len());
    let picture = of.picture() + 1;
    let name = match of.view.part {
        Part::Train => text("training picture", "训练图片"),
        Part::Test => text("test picture", "测试图片"),
    };
    let rise = number(after) - number(before);
    let exact = number(n as f64) * call("ln", f64::ln, call("σ", sigmoid, rise.clone()));
    let formula = text("PL = n·ln σ(F(flipped) − F(v))", "PL = n·ln σ(F(翻转后) − F(v))");
    // Far below 0 the σ of 64 bits is 0 and its logarithm nothing; there ln σ(x) is x to all digits shown.
    let (formula, term) = if exact.value().is_finite() {
        (formula, exact)
    } else {
        (formula.then(&text(" ≈ n·(F(flipped) − F(v))", " ≈ n·(F(翻转后) − F(v))")), number(n as f64) * rise)
    };
    Arithmetic::worked(
        name.then(&say!(" {picture}, pixel {number_of} flipped", " {picture}，翻转像素 {number_of}")),
        formula,
        term.comes_to(value, 5, DIGITS),
    )
}
