//! The arithmetic of a step, with the current numbers.

use super::scene::Reading;
use super::{Digits, Reader};
use crate::lab::scene::{Arithmetic, Check};
use crate::lab::{Look, Reveal};
use crate::lessons::networks::diagram::subscript;
use crate::math::derivative::{best_step, numeric_gradient};
use crate::nn::Rows;
use crate::nn::mlp::{Samples, Workspace};
use crate::nn::optimizer::Phase;
use crate::say;
use crate::words::{Text, figure, text};

/// Digits of a number inside a formula.
const FIGURES: usize = 5;

/// The phase being explained first, then what led to it; of a whole step the story from the start.
pub(super) fn arithmetic(
    lesson: &Digits,
    reader: &Reader,
    reading: &Reading,
    look: &Look<'_>,
) -> Vec<Arithmetic> {
    let shows_gradient = look.reveal.shows(2);
    let gradient = if shows_gradient { lesson.training.gradient(&reader.trained) } else { Vec::new() };
    let phase = |phase: usize| {
        let mut written = match phase {
            0 => forward(lesson, reader, reading),
            1 => loss(reading),
            2 => backward(lesson, reader, reading, &gradient),
            _ => update(lesson, reader, &gradient),
        };
        written.iter_mut().for_each(|line| line.active = look.reveal.explains(phase));
        written
    };
    match look.reveal {
        Reveal::Whole => {
            // A drawing has no right answer: all there is to say of it is how its probability came about.
            let about = if reading.subject.label.is_some() { 1 } else { 2 };
            let mut lines: Vec<Arithmetic> = phase(0).into_iter().take(about).collect();
            lines.extend((1..4).flat_map(phase));
            lines
        }
        Reveal::Upto(last) => (0..=last.min(3)).rev().flat_map(phase).collect(),
    }
}

/// A number as a factor or summand: negative ones in parentheses.
fn part(x: f64) -> String {
    let number = figure(x, FIGURES);
    if number.starts_with('−') { format!("({number})") } else { number }
}

/// The digit that is written about: the right one, or where nobody knows it the likeliest.
fn subject(reading: &Reading) -> usize {
    reading.subject.label.unwrap_or_else(|| reading.said())
}

fn forward(lesson: &Digits, reader: &Reader, reading: &Reading) -> Vec<Arithmetic> {
    let k = subject(reading);
    let layers = lesson.training.mlp.layers();
    let Some((layer, z)) = layers.last().zip(reading.trace.z.last()) else { return Vec::new() };
    let b = reader.trained.parameters[layer.biases.start + k];
    let index = subscript(k);
    let from = if layers.len() == 1 { "x" } else { "h" };
    let total: f64 = z.iter().map(|z| z.exp()).sum();
    vec![
        Arithmetic {
            name: say!("probability of {k}", "{k} 的概率"),
            formula: format!("p{index} = e^z{index} / Σ e^z"),
            numbers: format!("e^{} / {}", part(z[k]), figure(total, FIGURES)),
            result: figure(reading.p()[k], FIGURES),
            ..Arithmetic::default()
        },
        Arithmetic {
            name: say!("sum for {k}", "{k} 的加权和"),
            formula: format!("z{index} = Σ w·{from} + b{index}"),
            numbers: format!("{} + {}", part(z[k] - b), part(b)),
            result: figure(z[k], FIGURES),
            ..Arithmetic::default()
        },
    ]
}

fn loss(reading: &Reading) -> Vec<Arithmetic> {
    let Some(k) = reading.subject.label else { return Vec::new() };
    vec![Arithmetic {
        name: text("loss of this picture", "这张图片的损失"),
        formula: format!("L = −ln p{}", subscript(k)),
        numbers: format!("−ln {}", figure(reading.p()[k], FIGURES)),
        result: figure(reading.trace.loss, FIGURES),
        ..Arithmetic::default()
    }]
}

/// The name of the weight that is written out.
fn weight_name(lesson: &Digits) -> Text {
    let (unit, pixel) = (lesson.unit() + 1, lesson.pixel());
    let (row, col) = (pixel / lesson.side + 1, pixel % lesson.side + 1);
    say!("weight of neuron {unit}, row {row}, column {col}", "神经元 {unit} 第 {row} 行第 {col} 列的权重")
}

/// Place of that weight among the parameters.
fn weight(lesson: &Digits) -> usize {
    lesson.training.mlp.layers()[0].weight(lesson.unit(), lesson.pixel())
}

fn backward(lesson: &Digits, reader: &Reader, reading: &Reading, gradient: &[f64]) -> Vec<Arithmetic> {
    let (training, trained) = (&lesson.training, &reader.trained);
    let k = weight(lesson);
    let chosen = trained.batches.next(training.batch);
    let (mut theta, mut answers) = (trained.parameters.clone(), Vec::new());
    // ε moves z, a sum over all pixels, as little as a bias would.
    let j = |theta: &[f64]| training.ask_some(theta, &training.examples, chosen, &mut answers);
    let numeric = numeric_gradient(j, &mut theta, k, Some(best_step(1.0)));
    let count = chosen.len();
    let mut lines = vec![Arithmetic {
        name: weight_name(lesson),
        formula: "∂J/∂w = 1/m · Σ δ·x".to_string(),
        numbers: format!("{} / {count}", figure(gradient[k] * count as f64, FIGURES)),
        result: figure(gradient[k], 7),
        check: Some(check("(J(w+ε) − J(w−ε)) / 2ε", gradient[k], numeric, 1e-3)),
        ..Arithmetic::default()
    }];
    lines.extend(output_error(lesson, reader, reading));
    lines.extend(hidden_error(lesson, reading));
    lines
}

/// δ of the chosen neuron: what comes back to it from the layer after it, times the slope of its activation.
fn hidden_error(lesson: &Digits, reading: &Reading) -> Option<Arithmetic> {
    let (mlp, unit) = (&lesson.training.mlp, lesson.unit());
    if mlp.layers().len() == 1 || reading.subject.label.is_none() {
        return None;
    }
    let trace = &reading.trace;
    let slope = mlp.hidden().derivative(trace.z[0][unit], trace.a[1][unit]);
    let delta = trace.error[0][unit];
    let back = if slope == 0.0 { "…".to_string() } else { part(delta / slope) };
    let number = unit + 1;
    Some(Arithmetic {
        name: say!("error of neuron {number}", "神经元 {number} 的误差"),
        formula: "δ = f′(z)·Σ w·δ".to_string(),
        numbers: format!("{}·{back}", figure(slope, FIGURES)),
        result: figure(delta, FIGURES),
        ..Arithmetic::default()
    })
}

/// δ of the right digit: how wrong its probability is.
fn output_error(lesson: &Digits, reader: &Reader, reading: &Reading) -> Option<Arithmetic> {
    let k = reading.subject.label?;
    let mlp = &lesson.training.mlp;
    let delta = reading.trace.error.last()?[k];
    let bias = mlp.layers().last()?.biases.start + k;
    let mut target = [0.0; super::DIGITS];
    target[k] = 1.0;
    let samples = Samples { inputs: Rows::Reals(&reading.subject.pixels), targets: &target };
    let (mut room, mut answer) = (Workspace::new(mlp), [0.0; super::DIGITS]);
    // A bias is a summand of z: the loss changes by it as by z.
    let l = |theta: &[f64]| mlp.answer(theta, samples, &[0], &mut room, &mut answer);
    let numeric = numeric_gradient(l, &mut reader.trained.parameters.clone(), bias, Some(best_step(1.0)));
    let index = subscript(k);
    Some(Arithmetic {
        name: text("error of this picture", "这张图片的误差"),
        formula: format!("δ{index} = p{index} − y{index}"),
        numbers: format!("{} − 1", figure(reading.p()[k], FIGURES)),
        result: figure(delta, FIGURES),
        check: Some(check(&format!("(L(z{index}+ε) − L(z{index}−ε)) / 2ε"), delta, numeric, 1e-2)),
        ..Arithmetic::default()
    })
}

/// A derivative beside its central difference. Where it is nearly 0 the error is relative to `scale`, the size of
/// the terms that cancel.
fn check(formula: &str, slope: f64, numeric: f64, scale: f64) -> Check {
    let size = slope.abs().max(numeric.abs()).max(scale);
    Check {
        formula: formula.to_string(),
        numeric,
        relative_error: (slope - numeric).abs() / size,
        corner: None,
    }
}

fn update(lesson: &Digits, reader: &Reader, gradient: &[f64]) -> Vec<Arithmetic> {
    let (training, trained) = (&lesson.training, &reader.trained);
    let lines =
        training.optimizer.explain(&trained.memory, gradient, &trained.parameters, weight(lesson), "w");
    let order = |phase: Phase| match phase {
        Phase::Move => 0,
        Phase::Scale => 1,
        Phase::Accumulate => 2,
        Phase::Correct => 3,
    };
    let mut lines: Vec<_> = lines.into_iter().map(|line| (order(line.phase), line)).collect();
    lines.sort_by_key(|(order, _)| *order);
    let rule = &training.optimizer.rule().label;
    let written = lines.into_iter().map(|(_, line)| Arithmetic {
        name: rule.clone(),
        formula: format!("{} ← {}", line.target, line.formula),
        numbers: line.substituted,
        result: figure(line.result, 6),
        ..Arithmetic::default()
    });
    written.collect()
}
