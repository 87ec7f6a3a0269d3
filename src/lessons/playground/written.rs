//! The arithmetic of the chosen connection or neuron, with the current numbers.

use super::feature::Feature;
use super::scene::Sight;
use super::tables::sources;
use super::{Playground, moved};
use crate::lab::scene::{Arithmetic, Check, Selected};
use crate::lab::{Look, Reveal};
use crate::math::derivative::numeric_gradient;
use crate::math::{Activation, loss::Loss};
use crate::nn::mlp::{Head, Workspace};
use crate::say;
use crate::words::{Text, figure, text};

/// Digits of a number inside a formula.
const DIGITS: usize = 5;

/// Most terms of a sum that are written out.
const TERMS: usize = 6;

/// The number the lines are about: weight or bias of layer `layer` ≥ 1.
pub(super) struct Subject {
    layer: usize,
    to: usize,
    /// The neuron before among the weights; none for the bias.
    pub(super) from: Option<usize>,
    /// Its place among the parameters.
    pub(super) k: usize,
    /// What it is called: "weight h₁ → ŷ".
    pub(super) name: Text,
    /// w or b.
    pub(super) letter: char,
}

/// What each phase computes: the one being explained first, otherwise the last.
pub(super) fn arithmetic(sight: &Sight<'_>, look: &Look<'_>) -> Vec<Arithmetic> {
    let Some(subject) = subject(sight) else { return vec![input(sight)] };
    let mut lines = Vec::new();
    for phase in (0..4).rev().filter(|phase| look.reveal.shows(*phase)) {
        let mut written = match phase {
            0 => forward(sight, &subject),
            1 => loss(sight),
            2 => backward(sight, &subject),
            _ => moved::update(sight, &subject, look.reveal == Reveal::Whole),
        };
        written.iter_mut().for_each(|line| line.active = look.reveal.explains(phase));
        lines.extend(written);
    }
    lines
}

fn subject(sight: &Sight<'_>) -> Option<Subject> {
    let (layer, to) = sight.neuron();
    let neuron = sight.name(layer, to);
    if let Selected::Edge { from, .. } = sight.selected {
        let k = sight.of.parameter(layer, to, Some(from))?;
        let source = sight.name(layer - 1, from);
        let (_, at) = sources(sight, layer).into_iter().find(|(drawn, _)| *drawn == from)?;
        let place = super::shape::place(sight.selected);
        let name = say!("weight {place}, {source} → {neuron}", "权重 {place}，{source} → {neuron}");
        return Some(Subject { layer, to, from: Some(at), k, name, letter: 'w' });
    }
    let k = sight.of.parameter(layer, to, None)?;
    let name = say!("bias of {neuron}", "{neuron} 的偏置");
    Some(Subject { layer, to, from: None, k, name, letter: 'b' })
}

/// A number as a factor or summand: negative ones in parentheses.
pub(super) fn part(x: f64) -> String {
    let number = figure(x, DIGITS);
    if number.starts_with('−') { format!("({number})") } else { number }
}

/// An input has no parameters.
fn input(sight: &Sight<'_>) -> Arithmetic {
    let (_, index) = sight.neuron();
    let feature = Feature::ALL[index];
    let point = sight.of.world.scaled(sight.of.world.points.features[sight.of.example()]);
    let [x1, x2] = point.map(part);
    Arithmetic {
        name: say!("input {}", "输入 {}", feature.symbol()),
        formula: feature.symbol().to_string(),
        numbers: feature
            .symbol()
            .replace("x₁", &x1)
            .replace("x₂", &format!("·{x2}"))
            .trim_start_matches('·')
            .to_string(),
        result: figure(feature.value(point), DIGITS),
        ..Arithmetic::default()
    }
}

fn forward(sight: &Sight<'_>, subject: &Subject) -> Vec<Arithmetic> {
    let (of, layer, to) = (sight.of, subject.layer, subject.to);
    let there = &of.mlp().layers()[layer - 1];
    let terms = (0..there.inputs).map(|at| {
        let (w, a) = (sight.state.parameters[there.weight(to, at)], sight.trace.a[layer - 1][at]);
        format!("{}·{}", part(w), part(a))
    });
    let mut sum: Vec<String> = terms.take(TERMS).collect();
    if there.inputs > TERMS {
        sum.push("…".to_string());
    }
    sum.push(part(sight.state.parameters[there.biases.start + to]));
    let (z, a) = (sight.trace.z[layer - 1][to], sight.trace.a[layer][to]);
    let name = neuron_name(sight, subject);
    let (formula, numbers) = match answer(of, layer) {
        Some(activation) => {
            let formula = activation.formulas()[0];
            (format!("a = {formula}"), formula.replace('z', &part(z)))
        }
        None => {
            let all = sight.trace.z[layer - 1].iter().map(|z| format!("e^{}", part(*z))).collect::<Vec<_>>();
            ("a = e^z / Σ e^z".to_string(), format!("e^{} / ({})", part(z), all.join(" + ")))
        }
    };
    vec![
        Arithmetic {
            name: name.clone(),
            formula: "z = Σ w·a + b".to_string(),
            numbers: sum.join(" + "),
            result: figure(z, DIGITS),
            ..Arithmetic::default()
        },
        Arithmetic { name, formula, numbers, result: figure(a, DIGITS), ..Arithmetic::default() },
    ]
}

fn neuron_name(sight: &Sight<'_>, subject: &Subject) -> Text {
    let (name, point) = (sight.name(subject.layer, subject.to), sight.of.example() + 1);
    say!("{name}, point {point}", "{name}，点 {point}")
}

/// The activation of a layer; none for softmax, which looks at all outputs.
fn answer(of: &Playground, layer: usize) -> Option<Activation> {
    match of.mlp().head() {
        _ if layer < of.mlp().layers().len() => Some(of.mlp().hidden()),
        Head::Softmax => None,
        Head::Apart { activation, .. } => Some(activation),
    }
}

/// The mean loss over the next mini-batch.
fn batch_loss(of: &Playground, parameters: &[f64], chosen: &[usize], room: &mut Workspace) -> f64 {
    let mut answers = vec![0.0; chosen.len() * of.mlp().outputs()];
    let samples = of.training.examples.samples();
    of.mlp().answer(parameters, samples, chosen, room, &mut answers) / chosen.len() as f64
}

fn loss(sight: &Sight<'_>) -> Vec<Arithmetic> {
    let of = sight.of;
    let answers = &sight.trace.a[of.mlp().layers().len()];
    let wanted = of.point(of.example()).1;
    let (formula, numbers) = match of.mlp().head() {
        Head::Softmax => {
            let right = wanted.iter().position(|y| *y == 1.0).unwrap_or(0);
            ("L = −ln a of the class".to_string(), format!("−ln {}", figure(answers[right], DIGITS)))
        }
        Head::Apart { loss: Loss::CrossEntropy, .. } => {
            let a = figure(answers[0], DIGITS);
            match wanted[0] {
                1.0 => ("L = −ln a".to_string(), format!("−ln {a}")),
                _ => ("L = −ln (1 − a)".to_string(), format!("−ln (1 − {a})")),
            }
        }
        Head::Apart { .. } => {
            let terms = answers
                .iter()
                .zip(&wanted)
                .map(|(a, y)| format!("½·({} − {})²", figure(*a, DIGITS), part(*y)));
            let sum = if answers.len() > 1 { "L = Σ ½·(a − y)²" } else { "L = ½·(a − y)²" };
            (sum.to_string(), terms.collect::<Vec<_>>().join(" + "))
        }
    };
    let point = of.example() + 1;
    let chosen = sight.state.batches.next(of.training.batch);
    let j = batch_loss(of, &sight.state.parameters, chosen, &mut Workspace::new(of.mlp()));
    let n = chosen.len();
    vec![
        Arithmetic {
            name: say!("point {point}", "点 {point}"),
            formula,
            numbers,
            result: figure(sight.trace.loss, DIGITS),
            ..Arithmetic::default()
        },
        Arithmetic {
            name: text("next batch", "下一批"),
            formula: "J = 1/n · Σ L".to_string(),
            numbers: format!("{} / {n}", figure(j * n as f64, DIGITS)),
            result: figure(j, 7),
            ..Arithmetic::default()
        },
    ]
}

fn backward(sight: &Sight<'_>, subject: &Subject) -> Vec<Arithmetic> {
    let mut lines = vec![error(sight, subject)];
    let delta = sight.trace.error[subject.layer - 1][subject.to];
    let letter = subject.letter;
    if let Some(from) = subject.from {
        let a = sight.trace.a[subject.layer - 1][from];
        lines.push(Arithmetic {
            name: subject.name.clone(),
            formula: "∂L/∂w = δ·a".to_string(),
            numbers: format!("{}·{}", part(delta), part(a)),
            result: figure(delta * a, DIGITS),
            ..Arithmetic::default()
        });
    }
    let of = sight.of;
    let chosen = sight.state.batches.next(of.training.batch);
    let (slope, n) = (sight.gradient[subject.k], chosen.len());
    let mut room = Workspace::new(of.mlp());
    let mut parameters = sight.state.parameters.clone();
    let numeric =
        numeric_gradient(|now| batch_loss(of, now, chosen, &mut room), &mut parameters, subject.k, None);
    // A sum over a batch comes close to 0 by cancellation: the error is relative to the loss where that is larger.
    let scale = slope.abs().max(numeric.abs()).max(1e-3 * batch_loss(of, &parameters, chosen, &mut room));
    let relative_error = if scale == 0.0 { 0.0 } else { (slope - numeric).abs() / scale };
    let bent = matches!(of.mlp().hidden(), Activation::Relu | Activation::LeakyRelu);
    let corner = (bent && relative_error > 1e-5).then(|| {
        text(
            "a neuron of the batch stands at the corner of its activation",
            "批中有神经元正处在激活函数的折点上",
        )
    });
    lines.insert(
        0,
        Arithmetic {
            name: subject.name.clone(),
            formula: format!("∂J/∂{letter} = 1/n · Σ ∂L/∂{letter}"),
            numbers: format!("{} / {n}", figure(slope * n as f64, DIGITS)),
            result: figure(slope, 7),
            check: Some(Check {
                formula: format!("(J({letter}+ε) − J({letter}−ε)) / 2ε"),
                numeric,
                relative_error,
                corner,
            }),
            ..Arithmetic::default()
        },
    );
    lines
}

/// δ = ∂L/∂z of the subject's neuron.
fn error(sight: &Sight<'_>, subject: &Subject) -> Arithmetic {
    let (layer, to) = (subject.layer, subject.to);
    let of = sight.of;
    let (z, a) = (sight.trace.z[layer - 1][to], sight.trace.a[layer][to]);
    let delta = sight.trace.error[layer - 1][to];
    let last = of.mlp().layers().len();
    let (formula, numbers) = if layer == last {
        let y = of.point(of.example()).1[to];
        let miss = format!("{} − {}", figure(a, DIGITS), part(y));
        match of.mlp().head() {
            Head::Softmax | Head::BINARY | Head::Apart { activation: Activation::Linear, .. } => {
                ("δ = a − y".to_string(), miss)
            }
            Head::Apart { activation, .. } => {
                let slope = activation.derivative(z, a);
                (format!("δ = (a − y)·({})", activation.formulas()[1]), format!("({miss})·{}", part(slope)))
            }
        }
    } else {
        let next = &of.mlp().layers()[layer];
        let back: f64 = (0..next.outputs)
            .map(|after| sight.state.parameters[next.weight(after, to)] * sight.trace.error[layer][after])
            .sum();
        let slope = of.mlp().hidden().derivative(z, a);
        (
            format!("δ = Σ w·δ(next) · ({})", of.mlp().hidden().formulas()[1]),
            format!("{}·{}", part(back), part(slope)),
        )
    };
    Arithmetic {
        name: neuron_name(sight, subject),
        formula,
        numbers,
        result: figure(delta, DIGITS),
        ..Arithmetic::default()
    }
}
