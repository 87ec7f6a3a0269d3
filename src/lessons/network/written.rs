//! The arithmetic of an iteration, layer by layer, with the current numbers.

use super::scene::{Phase, names::name};
use super::{Choice, Layers, Settings};
use crate::lab::scene::Arithmetic;
use crate::lab::{Look, Reveal};
use crate::math::derivative::best_step;
use crate::math::loss::Loss;
use crate::math::measured::measure;
use crate::math::term::{Term, number, sum};
use crate::nn::mlp::{Head, Trace};
use crate::say;
use crate::words::{Text, figure, same, text};

/// Digits of a number inside a formula.
const DIGITS: usize = 4;
/// Digits of the factors in a sum over rows.
const FEW: usize = 3;
/// Terms of a sum that are written out.
const TERMS: usize = 6;

/// The numbers that the lines are made of.
struct Now<'a> {
    of: &'a Layers,
    lr: f64,
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
    (of, set): (&Layers, &Settings),
    numbers: &[f64],
    gradient: &[f64],
    (trace, traces, loss): (&Trace, &[Trace], f64),
    look: &Look<'_>,
) -> Vec<Arithmetic> {
    let now = Now { of, lr: *set.lr, numbers, gradient, trace, traces, loss };
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
        let product = |k: usize| number(self.numbers[shape.weight(to, k)]) * number(before[k]);
        let mut terms: Vec<Term> = (0..shape.inputs).map(product).collect();
        // The bias comes last, also where not all products are written.
        let products = terms.len();
        let all = match bias {
            Some(b) if products > TERMS + 1 => sum(terms, TERMS) + number(b),
            Some(b) => {
                terms.push(number(b));
                Term::Sum(terms)
            }
            None => sum(terms, TERMS),
        };
        let answer = one() / (one() + exponential(-number(z)));
        vec![
            Arithmetic::worked(
                self.example(),
                format!("z({neuron}) = Σ w·{from}{}", if bias.is_some() { " + b" } else { "" }),
                all.comes_to(z, DIGITS, 5),
            ),
            Arithmetic::worked(
                self.example(),
                format!("{neuron} = σ(z)"),
                answer.comes_to(self.trace.a[layer][to], DIGITS, 6),
            ),
        ]
    }

    fn loss(&self) -> Vec<Arithmetic> {
        let (_, targets) = self.of.table.examples.one(self.of.example);
        let answers = &self.trace.a[self.trace.a.len() - 1];
        let pairs = targets.iter().zip(answers);
        let squares = pairs.map(|(y, a)| Term::Square(Box::new(number(*y) - number(*a)))).collect();
        let squares = sum(squares, TERMS);
        let (formula, term) = match loss_of(self.of) == Loss::HalfSquared {
            true => ("½·Σ (y − ŷ)²", Term::Word(0.5, "½".into()) * squares),
            false => ("Σ (y − ŷ)²", squares),
        };
        let one = term.comes_to(self.trace.loss, DIGITS, 6);
        let many = self.traces.len() > 1;
        // L is what all rows come to.
        let subject = if many { "Lᵢ" } else { "L" };
        let mut lines = vec![Arithmetic::worked(self.example(), format!("{subject} = {formula}"), one)];
        if many {
            let all = self.shared(self.traces.iter().map(|trace| number(trace.loss)).collect());
            let all = all.comes_to(self.loss, DIGITS, 7);
            let formula = if self.of.long() { "L = 1/m · Σ Lᵢ" } else { "L = Σ Lᵢ" };
            lines.push(Arithmetic::worked(text("all rows", "所有行"), formula, all));
        }
        lines
    }

    /// δ = dL/dz of a neuron by the chain rule, then the slopes of the weights that it is about.
    fn backward(&self, layer: usize) -> Vec<Arithmetic> {
        let to = self.subject(layer);
        let (neuron, a) = (self.name(layer, to), self.trace.a[layer][to]);
        let last = self.of.mlp.layers().len();
        let (formula, back) = if layer == last {
            let (_, targets) = self.of.table.examples.one(self.of.example);
            let miss = number(a) - number(targets[to]);
            let two = loss_of(self.of) == Loss::Squared;
            let formula = format!("({neuron} − y)·{neuron}·(1 − {neuron})");
            if two { (format!("2·{formula}"), number(2.0) * miss) } else { (formula, miss) }
        } else {
            let next = &self.of.mlp.layers()[layer];
            let terms = (0..next.outputs)
                .map(|k| number(self.numbers[next.weight(k, to)]) * number(self.trace.error[layer][k]));
            (format!("(Σ w·δ)·{neuron}·(1 − {neuron})"), sum(terms.collect(), TERMS))
        };
        let delta = back * number(a) * (one() - number(a));
        let mut lines = vec![Arithmetic::worked(
            self.example(),
            format!("δ({neuron}) = {formula}"),
            delta.comes_to(self.trace.error[layer - 1][to], DIGITS, 5),
        )];
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
    fn shared(&self, terms: Vec<Term>) -> Term {
        let sum = sum(terms, TERMS);
        if self.of.long() { sum / number(self.of.table.examples.count as f64) } else { sum }
    }

    /// dL/dw: what every row adds, and the central difference.
    fn slope(&self, choice: Choice) -> Arithmetic {
        let Some(place) = choice.place(&self.of.mlp) else { return Arithmetic::default() };
        let (layer, to) = choice.subject();
        let error = |trace: &Trace| trace.error[layer - 1][to];
        let neuron = self.name(layer, to);
        let (letter, formula, terms): (char, String, Vec<Term>) = match choice {
            Choice::Weight { from, .. } => {
                let term = |trace: &Trace| number(error(trace)) * number(trace.a[layer - 1][from]);
                let formula = format!("δ({neuron})·{}", self.name(layer - 1, from));
                ('w', formula, self.traces.iter().map(term).collect())
            }
            Choice::Neuron { .. } => {
                let term = |trace: &Trace| number(error(trace));
                ('b', format!("δ({neuron})"), self.traces.iter().map(term).collect())
            }
        };
        let many = match self.traces.len() {
            0 | 1 => "",
            _ if self.of.long() => "1/m · Σ ",
            _ => "Σ ",
        };
        let exact = self.gradient[place];
        let loss = |x: f64| {
            let mut moved = self.numbers.to_vec();
            moved[place] = x;
            self.of.answers(&moved).1
        };
        // ε moves z as little for large inputs as for small ones.
        let largest = match choice {
            Choice::Weight { from, .. } => {
                self.traces.iter().fold(1.0, |most: f64, trace| most.max(trace.a[layer - 1][from].abs()))
            }
            Choice::Neuron { .. } => 1.0,
        };
        let step = Some(best_step(1.0) / largest);
        // Rows may cancel: what is rounded is as large as the largest of them, or as an answer near 1 times its error.
        let scale = terms.iter().fold(0.0, |most: f64, term| most.max(term.value().abs()));
        let scale = self.traces.iter().fold(scale, |most, trace| most.max((2.0 * trace.loss).sqrt()));
        let measured = measure(loss, self.numbers[place], exact, step, scale);
        Arithmetic::worked(
            title(self.of, choice),
            format!("dL/d{letter} = {many}{formula}"),
            self.shared(terms).comes_to(exact, FEW, 5),
        )
        .checked(format!("(L({letter}+ε) − L({letter}−ε)) / 2ε"), measured, None)
    }

    fn update(&self) -> Vec<Arithmetic> {
        let (layer, _) = self.of.choice.weights(&self.of.mlp).first().map_or((1, 0), |(l, to, _)| (*l, *to));
        let line = |choice: Choice| {
            let place = choice.place(&self.of.mlp)?;
            let letter = if matches!(choice, Choice::Weight { .. }) { 'w' } else { 'b' };
            let (now, next) =
                (self.numbers[place], self.of.moved(self.lr, self.numbers, self.gradient, place));
            let stays = letter == 'b' && self.of.biases == super::Biases::Fixed;
            if stays {
                return Some(Arithmetic {
                    name: title(self.of, choice),
                    formula: same("b"),
                    result: figure(next, 8),
                    ..Arithmetic::default()
                });
            }
            let moved = number(now) - number(self.lr) * number(self.gradient[place]);
            Some(Arithmetic::worked(
                title(self.of, choice),
                format!("{letter} ← {letter} − α·dL/d{letter}"),
                moved.comes_to(next, 6, 8),
            ))
        };
        self.choices(layer).into_iter().filter_map(line).collect()
    }
}

/// 1, as it is written in formulas.
fn one() -> Term {
    Term::Word(1.0, "1".into())
}

/// e to the power of this.
fn exponential(of: Term) -> Term {
    Term::Power(Box::new([Term::Word(std::f64::consts::E, "e".into()), of]))
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
