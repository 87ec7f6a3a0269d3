//! The arithmetic of a step, with the current numbers.

use super::scene::Reading;
use super::{Digits, Reader};
use crate::lab::scene::Arithmetic;
use crate::lab::{Look, Reveal};
use crate::lessons::networks::diagram::subscript;
use crate::math::derivative::best_step;
use crate::math::measured::measure;
use crate::math::term::{Term, call, number};
use crate::nn::Rows;
use crate::nn::mlp::{Samples, Workspace};
use crate::nn::optimizer::Phase;
use crate::say;
use crate::words::{Text, text};

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

/// The class that is written about: the right one, or where nobody knows it the likeliest.
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
    let (p, name) = (reading.p()[k], &lesson.classes[k]);
    let power = |of: Term| Term::Power(Box::new([Term::Word(std::f64::consts::E, "e".into()), of]));
    let (formula, share) = if total.is_normal() {
        (format!("p{index} = e^z{index} / Σ e^z"), power(number(z[k])) / number(total))
    } else {
        // Powers beyond 64 bits: all are divided by the largest, which changes no share.
        let (top, largest, total) = above(z);
        let power = power(number(z[k]) - number(largest));
        (format!("p{index} = e^(z{index} − z{top}) / Σ e^(z − z{top})"), power / number(total))
    };
    vec![
        Arithmetic::worked(
            say!("probability of {name}", "{name} 的概率"),
            formula,
            share.comes_to(p, FIGURES, FIGURES),
        ),
        Arithmetic::worked(
            say!("sum for {name}", "{name} 的加权和"),
            format!("z{index} = Σ w·{from} + b{index}"),
            (number(z[k] - b) + number(b)).comes_to(z[k], FIGURES, FIGURES),
        ),
    ]
}

/// The subscript of the largest sum, that sum, and Σ e^(z − largest).
fn above(z: &[f64]) -> (String, f64, f64) {
    let top = (0..z.len()).max_by(|a, b| z[*a].total_cmp(&z[*b])).unwrap_or_default();
    (subscript(top), z[top], z.iter().map(|each| (each - z[top]).exp()).sum())
}

fn loss(reading: &Reading) -> Vec<Arithmetic> {
    let Some((k, z)) = reading.subject.label.zip(reading.trace.z.last()) else { return Vec::new() };
    let (index, p, loss) = (subscript(k), reading.p()[k], reading.trace.loss);
    let (formula, term) = if p.is_normal() {
        (format!("L = −ln p{index}"), -call("ln", f64::ln, number(p)))
    } else {
        // The logarithm of a probability that is rounded to 0 would be infinite: the loss is computed from z.
        let (top, largest, total) = above(z);
        let miss = number(largest) - number(z[k]) + call("ln", f64::ln, number(total));
        (format!("L = −ln p{index} = z{top} − z{index} + ln Σ e^(z − z{top})"), miss)
    };
    let name = text("loss of this picture", "这张图片的损失");
    vec![Arithmetic::worked(name, formula, term.comes_to(loss, FIGURES, FIGURES))]
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
    let mut room = Workspace::new(&training.mlp);
    // ε moves z, a sum over all pixels, as little as a bias would.
    let j = |w: f64| {
        theta[k] = w;
        training.ask_again(&theta, (&training.examples, chosen), &mut room, &mut answers)
    };
    let size = training.largest_sums(&trained.parameters, chosen);
    let measured = measure(j, trained.parameters[k], gradient[k], Some(best_step(1.0)), size);
    let count = chosen.len() as f64;
    let mean = number(gradient[k] * count) / number(count);
    let mut lines = vec![
        Arithmetic::worked(
            weight_name(lesson),
            "∂J/∂w = 1/m · Σ δ·x",
            mean.comes_to(gradient[k], FIGURES, 7),
        )
        .checked("(J(w+ε) − J(w−ε)) / 2ε", measured, None),
    ];
    lines.extend(output_error(lesson, reader, reading));
    lines.extend(hidden_error(lesson, reader, reading));
    lines
}

/// δ of the chosen neuron: what comes back to it from the layer after it, times the slope of its activation.
fn hidden_error(lesson: &Digits, reader: &Reader, reading: &Reading) -> Option<Arithmetic> {
    let (mlp, unit) = (&lesson.training.mlp, lesson.unit());
    if mlp.layers().len() == 1 || reading.subject.label.is_none() {
        return None;
    }
    let trace = &reading.trace;
    let slope = mlp.hidden().derivative(trace.z[0][unit], trace.a[1][unit]);
    let delta = trace.error[0][unit];
    let next = mlp.layers().get(1)?;
    let number_of = unit + 1;
    let back: f64 = (0..next.outputs)
        .map(|to| reader.trained.parameters[next.weight(to, unit)] * trace.error[1][to])
        .sum();
    Some(Arithmetic::worked(
        say!("error of neuron {number_of}", "神经元 {number_of} 的误差"),
        "δ = f′(z)·Σ w·δ",
        (number(slope) * number(back)).comes_to(delta, FIGURES, FIGURES),
    ))
}

/// δ of the right class: how wrong its probability is.
fn output_error(lesson: &Digits, reader: &Reader, reading: &Reading) -> Option<Arithmetic> {
    let k = reading.subject.label?;
    let mlp = &lesson.training.mlp;
    let delta = reading.trace.error.last()?[k];
    let bias = mlp.layers().last()?.biases.start + k;
    let classes = lesson.classes.len();
    let mut target = vec![0.0; classes];
    target[k] = 1.0;
    let samples = Samples { inputs: Rows::Reals(&reading.subject.pixels), targets: &target };
    let (mut room, mut answer) = (Workspace::new(mlp), vec![0.0; classes]);
    // A bias is a summand of z: the loss changes by it as by z.
    let mut theta = reader.trained.parameters.clone();
    let now = theta[bias];
    let l = |b: f64| {
        theta[bias] = b;
        mlp.answer(&theta, samples, &[0], &mut room, &mut answer)
    };
    // What is rounded in L = ln Σ e^z − z is as large as the sums.
    let size = reading.trace.z.last()?.iter().fold(0.0, |most: f64, z| most.max(z.abs()));
    let measured = measure(l, now, delta, Some(best_step(1.0)), size);
    let index = subscript(k);
    let miss = number(reading.p()[k]) - Term::Word(1.0, "1".into());
    Some(
        Arithmetic::worked(
            text("error of this picture", "这张图片的误差"),
            format!("δ{index} = p{index} − y{index}"),
            miss.comes_to(delta, FIGURES, FIGURES),
        )
        .checked(format!("(L(z{index}+ε) − L(z{index}−ε)) / 2ε"), measured, None),
    )
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
    let written = lines.into_iter().map(|(_, line)| {
        Arithmetic::worked(rule.clone(), format!("{} ← {}", line.target, line.formula), line.worked)
    });
    written.collect()
}
