//! The arithmetic of the chosen connection or neuron, with the current numbers.

use super::feature::Feature;
use super::scene::Sight;
use super::tables::sources;
use super::{Playground, moved};
use crate::lab::scene::{Arithmetic, Formula, Selected};
use crate::lab::{Look, Reveal};
use crate::math::measured::measure;
use crate::math::term::{Term, call, number, sum};
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

/// An input has no parameters.
fn input(sight: &Sight<'_>) -> Arithmetic {
    let (_, index) = sight.neuron();
    let feature = Feature::ALL[index];
    let point = sight.of.world.scaled(sight.of.world.points.features[sight.example]);
    let [x1, x2] = point.map(number);
    let square = |x: Term| Term::Square(Box::new(x));
    let term = match feature {
        Feature::X1 => x1,
        Feature::X2 => x2,
        Feature::X1Squared => square(x1),
        Feature::X2Squared => square(x2),
        Feature::Product => x1 * x2,
        Feature::SinX1 => call("sin", f64::sin, x1),
        Feature::SinX2 => call("sin", f64::sin, x2),
    };
    Arithmetic::worked(
        say!("input {}", "输入 {}", feature.symbol()),
        feature.symbol(),
        term.comes_to(feature.value(point), DIGITS, DIGITS),
    )
}

fn forward(sight: &Sight<'_>, subject: &Subject) -> Vec<Arithmetic> {
    let (of, layer, to) = (sight.of, subject.layer, subject.to);
    let there = &of.mlp().layers()[layer - 1];
    let terms = (0..there.inputs).map(|at| {
        number(sight.state.parameters[there.weight(to, at)]) * number(sight.trace.a[layer - 1][at])
    });
    let bias = number(sight.state.parameters[there.biases.start + to]);
    let all = sum(terms.collect(), TERMS) + bias;
    let (z, a) = (sight.trace.z[layer - 1][to], sight.trace.a[layer][to]);
    let name = neuron_name(sight, subject);
    let (formula, term) = match answer(of, layer) {
        Some(activation) => (format!("a = {}", activation.formulas()[0]), activated(activation, z)),
        None => {
            let all = sight.trace.z[layer - 1].iter().map(|z| exponential(number(*z))).collect();
            ("a = e^z / Σ e^z".to_string(), exponential(number(z)) / Term::Sum(all))
        }
    };
    vec![
        Arithmetic::worked(name.clone(), "z = Σ w·a + b", all.comes_to(z, DIGITS, DIGITS)),
        Arithmetic::worked(name, formula, term.comes_to(a, DIGITS, DIGITS)),
    ]
}

/// e to the power of this.
fn exponential(of: Term) -> Term {
    Term::Power(Box::new([Term::Word(std::f64::consts::E, "e".into()), of]))
}

/// What an activation makes of z, with its number.
fn activated(activation: Activation, z: f64) -> Term {
    let z = number(z);
    match activation {
        Activation::Linear => z,
        Activation::Sigmoid => call("σ", crate::math::activation::sigmoid, z),
        Activation::Tanh => call("tanh", f64::tanh, z),
        Activation::Relu => Term::Both("max".into(), f64::max, Box::new([number(0.0), z])),
        Activation::LeakyRelu => {
            Term::Both("max".into(), f64::max, Box::new([Term::Word(0.01, "0.01".into()) * z.clone(), z]))
        }
        Activation::Elu if z.value() > 0.0 => z,
        Activation::Elu => exponential(z) - Term::Word(1.0, "1".into()),
        Activation::Gelu => z.clone() * call("Φ", crate::math::activation::normal_distribution, z),
        Activation::Swish => z.clone() * call("σ", crate::math::activation::sigmoid, z),
    }
}

fn neuron_name(sight: &Sight<'_>, subject: &Subject) -> Text {
    let (name, point) = (sight.name(subject.layer, subject.to), sight.example + 1);
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
    let wanted = of.point(sight.example).1;
    let (one, half) = (Term::Word(1.0, "1".into()), Term::Word(0.5, "½".into()));
    let ln = |term: Term| -call("ln", f64::ln, term);
    let (formula, term) = match of.mlp().head() {
        Head::Softmax => {
            let right = wanted.iter().position(|y| *y == 1.0).unwrap_or(0);
            ("L = −ln a of the class", ln(number(answers[right])))
        }
        Head::Apart { loss: Loss::CrossEntropy, .. } => match wanted[0] {
            1.0 => ("L = −ln a", ln(number(answers[0]))),
            _ => ("L = −ln (1 − a)", ln(one - number(answers[0]))),
        },
        Head::Apart { .. } => {
            let square = |(a, y): (&f64, &f64)| Term::Square(Box::new(number(*a) - number(*y)));
            let terms = answers.iter().zip(&wanted).map(|pair| half.clone() * square(pair));
            let formula = if answers.len() > 1 { "L = Σ ½·(a − y)²" } else { "L = ½·(a − y)²" };
            (formula, Term::Sum(terms.collect()))
        }
    };
    let point = sight.example + 1;
    let chosen = sight.state.batches.next(of.training.batch);
    let j = batch_loss(of, &sight.state.parameters, chosen, &mut Workspace::new(of.mlp()));
    let n = chosen.len() as f64;
    vec![
        by_answer(say!("point {point}", "点 {point}"), formula, &term, sight.trace.loss),
        Arithmetic::worked(
            text("next batch", "下一个小批量"),
            "J = 1/n · Σ L",
            (number(j * n) / number(n)).comes_to(j, DIGITS, 7),
        ),
    ]
}

/// The loss from the answer a. Where a is rounded to 0 or 1 its logarithm says nothing, and the loss is computed from z.
fn by_answer(name: Text, formula: &str, term: &Term, loss: f64) -> Arithmetic {
    if (term.value() - loss).abs() <= 1e-6 * loss.abs() {
        return Arithmetic::worked(name, formula, term.comes_to(loss, DIGITS, DIGITS));
    }
    let formula = say!("{formula}, from z", "{formula}（由 z 直接计算）");
    Arithmetic { name, formula, result: figure(loss, DIGITS), ..Arithmetic::default() }
}

fn backward(sight: &Sight<'_>, subject: &Subject) -> Vec<Arithmetic> {
    let mut lines = vec![error(sight, subject)];
    let delta = sight.trace.error[subject.layer - 1][subject.to];
    let letter = subject.letter;
    if let Some(from) = subject.from {
        let a = sight.trace.a[subject.layer - 1][from];
        let product = number(delta) * number(a);
        let worked = product.comes_to(delta * a, DIGITS, DIGITS);
        lines.push(Arithmetic::worked(subject.name.clone(), "∂L/∂w = δ·a", worked));
    }
    let of = sight.of;
    let chosen = sight.state.batches.next(of.training.batch);
    let (slope, n) = (sight.gradient[subject.k], chosen.len());
    let mut room = Workspace::new(of.mlp());
    let mut parameters = sight.state.parameters.clone();
    let now = parameters[subject.k];
    let loss = |x: f64| {
        parameters[subject.k] = x;
        batch_loss(of, &parameters, chosen, &mut room)
    };
    let measured = measure(loss, now, slope, None, rounded(of, &sight.state.parameters, chosen));
    let mean = number(slope * n as f64) / number(n as f64);
    let line = Arithmetic::worked(
        subject.name.clone(),
        format!("∂J/∂{letter} = 1/n · Σ ∂L/∂{letter}"),
        mean.comes_to(slope, DIGITS, 7),
    );
    lines.insert(0, line.checked(format!("(J({letter}+ε) − J({letter}−ε)) / 2ε"), measured, None));
    lines
}

/// How large what is rounded in a batch's mean loss is: an answer's last digit, times its error; with a softmax its sums.
/// The loss of one probability is computed from z without such parts.
fn rounded(of: &Playground, parameters: &[f64], chosen: &[usize]) -> f64 {
    match of.mlp().head() {
        Head::Softmax => return of.training.largest_sums(parameters, chosen),
        Head::Apart { loss: Loss::Squared | Loss::HalfSquared, .. } => {}
        Head::Apart { .. } => return 0.0,
    }
    let mut answers = Vec::new();
    of.training.ask_some(parameters, &of.training.examples, chosen, &mut answers);
    let (outputs, targets) = (of.mlp().outputs(), of.training.examples.samples().targets);
    let wanted = chosen.iter().flat_map(|at| &targets[at * outputs..(at + 1) * outputs]);
    let parts = answers.iter().zip(wanted).map(|(a, y)| (a - y).abs() * (a.abs() + y.abs()));
    parts.sum::<f64>() / chosen.len() as f64
}

/// δ = ∂L/∂z of the subject's neuron.
fn error(sight: &Sight<'_>, subject: &Subject) -> Arithmetic {
    let (layer, to) = (subject.layer, subject.to);
    let of = sight.of;
    let (z, a) = (sight.trace.z[layer - 1][to], sight.trace.a[layer][to]);
    let delta = sight.trace.error[layer - 1][to];
    let last = of.mlp().layers().len();
    let (formula, term): (Formula, Term) = if layer == last {
        let miss = number(a) - number(of.point(sight.example).1[to]);
        match of.mlp().head() {
            Head::Softmax | Head::BINARY | Head::Apart { activation: Activation::Linear, .. } => {
                ("δ = a − y".into(), miss)
            }
            Head::Apart { activation, .. } => {
                let slope = activation.derivative(z, a);
                (format!("δ = (a − y)·({})", activation.formulas()[1]).into(), miss * number(slope))
            }
        }
    } else {
        let next = &of.mlp().layers()[layer];
        let back: f64 = (0..next.outputs)
            .map(|after| sight.state.parameters[next.weight(after, to)] * sight.trace.error[layer][after])
            .sum();
        let slope = of.mlp().hidden().derivative(z, a);
        let bend = of.mlp().hidden().formulas()[1];
        let formula = say!("δ = Σ w·δ(next) · ({bend})", "δ = Σ w·δ(后一层) · ({bend})");
        (formula.into(), number(back) * number(slope))
    };
    Arithmetic::worked(neuron_name(sight, subject), formula, term.comes_to(delta, DIGITS, DIGITS))
}
