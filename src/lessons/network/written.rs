//! The arithmetic of an iteration, layer by layer, with the current numbers.

use super::scene::{Phase, names::name};
use super::{Choice, Layers};
use crate::lab::scene::{Arithmetic, Check};
use crate::lab::{Look, Reveal};
use crate::math::derivative::{best_step, numeric_gradient};
use crate::math::loss::Loss;
use crate::nn::mlp::{Head, Trace};
use crate::say;
use crate::words::{Text, figure, text};

/// Digits of a number inside a formula.
const DIGITS: usize = 4;
/// Digits of the factors in a sum over rows.
const FEW: usize = 3;
/// Terms of a sum that are written out.
const TERMS: usize = 6;

/// The numbers that the lines are made of.
struct Now<'a> {
    of: &'a Layers,
    numbers: &'a [f64],
    gradient: &'a [f64],
    /// The chosen row of the table.
    trace: &'a Trace,
    /// All rows.
    traces: &'a [Trace],
    /// L.
    loss: f64,
}

/// What each phase computes: the one being explained first, otherwise what the chosen weight or neuron is about.
pub(super) fn arithmetic(
    of: &Layers,
    numbers: &[f64],
    gradient: &[f64],
    (trace, traces, loss): (&Trace, &[Trace], f64),
    look: &Look<'_>,
) -> Vec<Arithmetic> {
    let now = Now { of, numbers, gradient, trace, traces, loss };
    let phases = Phase::all(&of.mlp);
    let (layer, _) = of.choice.subject();
    let Reveal::Upto(last) = look.reveal else {
        let backward = now.backward(layer);
        let (delta, slopes) = backward.split_at(1);
        let mut lines = now.update();
        lines.truncate(1);
        return [&slopes[..1], &lines, delta, &slopes[1..], &now.forward(layer), &now.loss()].concat();
    };
    let mut lines = Vec::new();
    for (at, phase) in phases.into_iter().enumerate().rev().filter(|(at, _)| *at <= last) {
        let mut written = match phase {
            Phase::Forward(layer) => now.forward(layer),
            Phase::Loss => now.loss(),
            Phase::Backward(layer) => now.backward(layer),
            Phase::Update => now.update(),
        };
        written.iter_mut().for_each(|line| line.active = at == last);
        lines.extend(written);
    }
    lines
}

/// A number as a factor or summand: negative ones in parentheses.
fn part(x: f64) -> String {
    bracketed(figure(x, DIGITS))
}

fn few(x: f64) -> String {
    bracketed(figure(x, FEW))
}

fn bracketed(number: String) -> String {
    if number.starts_with('−') { format!("({number})") } else { number }
}

/// A sum with its first terms.
fn sum(terms: impl Iterator<Item = String>) -> String {
    let all: Vec<String> = terms.collect();
    if all.len() <= TERMS + 1 { all.join(" + ") } else { format!("{} + …", all[..TERMS].join(" + ")) }
}

impl Now<'_> {
    fn name(&self, layer: usize, index: usize) -> String {
        name(self.of, layer, index)
    }

    /// The neuron of a layer that is written about: the chosen one, else the first.
    fn subject(&self, layer: usize) -> usize {
        let (chosen, index) = self.of.choice.subject();
        if chosen == layer { index } else { 0 }
    }

    fn example(&self) -> Text {
        let row = self.of.table.label(self.of.example);
        say!("row {}", "行 {}", row.en)
    }

    fn bias(&self, layer: usize, index: usize) -> Option<f64> {
        let place = self.of.mlp.layers()[layer - 1].biases.clone().nth(index)?;
        Some(self.numbers[place])
    }

    /// z of a neuron as the sum of its inputs, and its answer.
    fn forward(&self, layer: usize) -> Vec<Arithmetic> {
        let to = self.subject(layer);
        let shape = &self.of.mlp.layers()[layer - 1];
        let before = &self.trace.a[layer - 1];
        let (neuron, z) = (self.name(layer, to), self.trace.z[layer - 1][to]);
        let bias = self.bias(layer, to);
        let from = self.name(layer - 1, 0);
        let from = from.trim_end_matches(['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉']);
        let product = |k: usize| format!("{}·{}", part(self.numbers[shape.weight(to, k)]), part(before[k]));
        let terms = (0..shape.inputs).map(product);
        vec![
            Arithmetic {
                name: self.example(),
                formula: format!("z({neuron}) = Σ w·{from}{}", if bias.is_some() { " + b" } else { "" }),
                numbers: sum(terms.chain(bias.map(part))),
                result: figure(z, 5),
                ..Arithmetic::default()
            },
            Arithmetic {
                name: self.example(),
                formula: format!("{neuron} = σ(z)"),
                numbers: format!("1 / (1 + e^{})", part(-z)),
                result: figure(self.trace.a[layer][to], 6),
                ..Arithmetic::default()
            },
        ]
    }

    fn loss(&self) -> Vec<Arithmetic> {
        let (_, targets) = self.of.table.examples.one(self.of.example);
        let squares = || {
            let answers = &self.trace.a[self.trace.a.len() - 1];
            let pairs = targets.iter().zip(answers);
            sum(pairs.map(|(y, a)| format!("({} − {})²", figure(*y, DIGITS), figure(*a, DIGITS))))
        };
        let half = loss_of(self.of) == Loss::HalfSquared;
        let (formula, numbers) = match half {
            true => ("½·Σ (y − ŷ)²", format!("½·({})", squares())),
            false => ("Σ (y − ŷ)²", squares()),
        };
        let mut lines = vec![Arithmetic {
            name: self.example(),
            formula: formula.to_string(),
            numbers,
            result: figure(self.trace.loss, 6),
            ..Arithmetic::default()
        }];
        if self.traces.len() > 1 {
            lines.push(Arithmetic {
                name: text("all rows", "所有行"),
                formula: "L".to_string(),
                numbers: self.shared(sum(self.traces.iter().map(|trace| figure(trace.loss, DIGITS)))),
                result: figure(self.loss, 7),
                ..Arithmetic::default()
            });
        }
        lines
    }

    /// δ = dL/dz of a neuron by the chain rule, then the slopes of the weights that it is about.
    fn backward(&self, layer: usize) -> Vec<Arithmetic> {
        let to = self.subject(layer);
        let (neuron, a) = (self.name(layer, to), self.trace.a[layer][to]);
        let last = self.of.mlp.layers().len();
        let value = figure(a, DIGITS);
        let (formula, numbers) = if layer == last {
            let (_, targets) = self.of.table.examples.one(self.of.example);
            let y = figure(targets[to], DIGITS);
            let two = if loss_of(self.of) == Loss::Squared { "2·" } else { "" };
            let formula = format!("{two}({neuron} − y)·{neuron}·(1 − {neuron})");
            (formula, format!("{two}({value} − {y})·{value}·(1 − {value})"))
        } else {
            let next = &self.of.mlp.layers()[layer];
            let terms = (0..next.outputs).map(|k| {
                format!("{}·{}", part(self.numbers[next.weight(k, to)]), part(self.trace.error[layer][k]))
            });
            let formula = format!("(Σ w·δ)·{neuron}·(1 − {neuron})");
            (formula, format!("({})·{value}·(1 − {value})", sum(terms)))
        };
        let mut lines = vec![Arithmetic {
            name: self.example(),
            formula: format!("δ({neuron}) = {formula}"),
            numbers,
            result: figure(self.trace.error[layer - 1][to], 5),
            ..Arithmetic::default()
        }];
        lines.extend(self.choices(layer).into_iter().map(|choice| self.slope(choice)));
        lines
    }

    /// The weights (and bias) of a layer that are written about: the chosen ones, else the first.
    fn choices(&self, layer: usize) -> Vec<Choice> {
        let weight = |(layer, to, from)| Choice::Weight { layer, to, from };
        let chosen = self.of.choice.weights(&self.of.mlp);
        let mut choices: Vec<Choice> = match chosen.first() {
            Some((here, ..)) if *here == layer => chosen.into_iter().map(weight).collect(),
            _ => vec![weight((layer, 0, 0))],
        };
        if let neuron @ Choice::Neuron { layer: here, .. } = self.of.choice
            && here == layer
            && neuron.place(&self.of.mlp).is_some()
        {
            choices.insert(0, neuron);
        }
        choices
    }

    /// A sum over the rows as it enters L: of a long table divided by their number.
    fn shared(&self, sum: String) -> String {
        let count = self.of.table.examples.count;
        if self.of.long() { format!("({sum}) / {count}") } else { sum }
    }

    /// dL/dw: what every row adds, and the central difference.
    fn slope(&self, choice: Choice) -> Arithmetic {
        let Some(place) = choice.place(&self.of.mlp) else { return Arithmetic::default() };
        let (layer, to) = choice.subject();
        let error = |trace: &Trace| trace.error[layer - 1][to];
        let neuron = self.name(layer, to);
        let (letter, formula, terms): (char, String, Vec<(f64, String)>) = match choice {
            Choice::Weight { from, .. } => {
                let term = |trace: &Trace| {
                    let a = trace.a[layer - 1][from];
                    (error(trace) * a, format!("{}·{}", few(error(trace)), few(a)))
                };
                let formula = format!("δ({neuron})·{}", self.name(layer - 1, from));
                ('w', formula, self.traces.iter().map(term).collect())
            }
            Choice::Neuron { .. } => {
                let term = |trace: &Trace| (error(trace), few(error(trace)));
                ('b', format!("δ({neuron})"), self.traces.iter().map(term).collect())
            }
        };
        let many = match self.traces.len() {
            0 | 1 => "",
            _ if self.of.long() => "1/m · Σ ",
            _ => "Σ ",
        };
        let exact = self.gradient[place];
        let loss = |numbers: &[f64]| self.of.answers(numbers).1;
        // ε moves z as little for large inputs as for small ones.
        let largest = match choice {
            Choice::Weight { from, .. } => {
                self.traces.iter().fold(1.0, |most: f64, trace| most.max(trace.a[layer - 1][from].abs()))
            }
            Choice::Neuron { .. } => 1.0,
        };
        let step = Some(best_step(1.0) / largest);
        let numeric = numeric_gradient(loss, &mut self.numbers.to_vec(), place, step);
        // Rows may cancel, and a flat loss is rounded: the error is relative to what enters where that is larger.
        let scale = terms.iter().fold(0.0, |most: f64, (term, _)| most.max(term.abs()));
        let size = exact.abs().max(numeric.abs()).max(scale).max(1e-4);
        Arithmetic {
            name: title(self.of, choice),
            formula: format!("dL/d{letter} = {many}{formula}"),
            numbers: self.shared(sum(terms.into_iter().map(|(_, words)| words))),
            result: figure(exact, 5),
            check: Some(Check {
                formula: format!("(L({letter}+ε) − L({letter}−ε)) / 2ε"),
                numeric,
                relative_error: (exact - numeric).abs() / size,
                corner: None,
            }),
            ..Arithmetic::default()
        }
    }

    fn update(&self) -> Vec<Arithmetic> {
        let (layer, _) = self.of.choice.weights(&self.of.mlp).first().map_or((1, 0), |(l, to, _)| (*l, *to));
        let line = |choice: Choice| {
            let place = choice.place(&self.of.mlp)?;
            let letter = if matches!(choice, Choice::Weight { .. }) { 'w' } else { 'b' };
            let (now, next) = (self.numbers[place], self.of.moved(self.numbers, self.gradient, place));
            let stays = letter == 'b' && self.of.biases == super::Biases::Fixed;
            let slope = format!("{}·{}", figure(self.of.lr, 4), part(self.gradient[place]));
            Some(Arithmetic {
                name: title(self.of, choice),
                formula: if stays {
                    "b".to_string()
                } else {
                    format!("{letter} ← {letter} − α·dL/d{letter}")
                },
                numbers: if stays { String::new() } else { format!("{} − {slope}", figure(now, 6)) },
                result: figure(next, 8),
                ..Arithmetic::default()
            })
        };
        self.choices(layer).into_iter().filter_map(line).collect()
    }
}

/// What one answer costs.
pub(super) fn loss_of(of: &Layers) -> Loss {
    match of.mlp.head() {
        Head::Apart { loss, .. } => loss,
        Head::Softmax => Loss::CrossEntropy,
    }
}

/// How a weight or bias is called: by its ends, and in the hand-calculated example by its number there too.
pub(super) fn title(of: &Layers, choice: Choice) -> Text {
    match choice {
        Choice::Weight { layer, to, from } => {
            let ends = format!("{}→{}", name(of, layer - 1, from), name(of, layer, to));
            if of.preset.id != "worked" {
                return say!("weight {ends}", "权重 {ends}");
            }
            let before: usize = of.mlp.layers()[..layer - 1].iter().map(|l| l.weights.len()).sum();
            let number = before + to * of.mlp.layers()[layer - 1].inputs + from + 1;
            let number = crate::lessons::networks::diagram::subscript(number);
            say!("weight w{number} {ends}", "权重 w{number} {ends}")
        }
        Choice::Neuron { layer, index } => {
            let neuron = name(of, layer, index);
            say!("bias of {neuron}", "{neuron} 的偏置")
        }
    }
}
