//! The numbers in rows: prediction and target, what makes a neuron, the layers.

use super::{Phase, names::name};
use crate::lab::scene::{Bar, Bars, Cell, Column, Ink, Panel, Picture, Place, Table};
use crate::lab::{Look, Panes};
use crate::lessons::network::{Choice, Layers, Pane};
use crate::lessons::side::Side;
use crate::nn::mlp::Trace;
use crate::say;
use crate::words::{Text, figure, fixed, same, text};

fn column(title: Text, help: Text) -> Column {
    Column { title, name: String::new(), help }
}

/// Prediction | target | difference, a line an answer.
pub(super) fn answers(of: &Layers, answers: &[f64], look: &Look<'_>) -> Panel {
    let outputs = of.mlp.outputs();
    let mut columns = vec![column(text("row", "行"), text("the inputs", "输入"))];
    if outputs > 1 {
        columns.push(column(Text::default(), text("which output", "哪个输出")));
    }
    columns.extend([
        column(text("says ŷ", "输出 ŷ"), text("what the network says", "网络的输出")),
        column(text("wants y", "目标 y"), text("the answer wanted", "应有的答案")),
        column(same("y − ŷ"), text("target minus prediction", "目标减去预测")),
        column(
            Text::default(),
            text("on the right side of ½; – on neither", "是否在 ½ 的正确一侧；– 两侧都不是"),
        ),
    ]);
    let last = of.mlp.layers().len();
    let known = Phase::Forward(last).known(&of.mlp, look);
    let row = |k: usize| {
        let (a, y) = (answers[k], of.table.examples.targets[k]);
        let mut cells = vec![Cell::Words(of.table.label(k / outputs))];
        if outputs > 1 {
            cells.push(Cell::Words(same(name(of, last, k % outputs))));
        }
        let ink = if y > a { Ink::Positive } else { Ink::Negative };
        match known {
            true => cells.extend([
                Cell::Number(a, 5),
                Cell::Number(y, 4),
                Cell::Inked(y - a, 4, ink),
                Side::of(a, y).cell(),
            ]),
            false => cells.extend([Cell::Empty, Cell::Number(y, 4), Cell::Empty, Cell::Empty]),
        }
        cells
    };
    let listed = of.listed(answers);
    let rows = listed.iter().flat_map(|&i| (i * outputs..(i + 1) * outputs).map(row)).collect();
    // A chosen row among the worst is listed on its page as well.
    let selected = listed.iter().rposition(|&i| i == of.example).map(|at| at * outputs);
    let table = Table { columns, rows, selected };
    let title = match of.long() {
        true => {
            say!("The {} worst answers, then a page", "最差的 {} 个答案，然后是一页", super::super::WORST)
        }
        false => text("Prediction, target, difference", "预测、目标、差"),
    };
    Pane::Answers
        .panel(title, Place::Beside, Picture::Table(table))
        .active(Phase::explained(&of.mlp, look) == Some(Phase::Loss))
        .pick(text("look at a row", "查看一行"))
}

/// What flows into the chosen neuron: forwards w·a from the layer before, backwards w·δ from the one behind.
pub(super) fn terms(of: &Layers, numbers: &[f64], trace: &Trace, look: &Look<'_>) -> Panel {
    let (layer, index) = of.choice.subject();
    let neuron = name(of, layer, index);
    let last = of.mlp.layers().len();
    let back = matches!(Phase::explained(&of.mlp, look), Some(Phase::Backward(_))) && layer < last;
    let mut bars: Vec<Bar> = if back {
        let next = &of.mlp.layers()[layer];
        let term = |to: usize| {
            let (w, error) = (numbers[next.weight(to, index)], trace.error[layer][to]);
            bar(name(of, layer + 1, to), w * error, &format!("{}·{}", figure(w, 3), bracketed(error)))
        };
        (0..next.outputs).map(term).collect()
    } else {
        let shape = &of.mlp.layers()[layer - 1];
        let term = |from: usize| {
            let (w, a) = (numbers[shape.weight(index, from)], trace.a[layer - 1][from]);
            bar(name(of, layer - 1, from), w * a, &format!("{}·{}", figure(w, 3), bracketed(a)))
        };
        let bias = shape.biases.clone().nth(index).map(|at| bar("b".to_string(), numbers[at], ""));
        (0..shape.inputs).map(term).chain(bias).collect()
    };
    let sum: f64 = bars.iter().map(|bar| bar.value).sum();
    bars.push(Bar { ink: Ink::Accent, ..bar("Σ".to_string(), sum, "") });
    let most = bars.iter().fold(1e-9, |most: f64, bar| most.max(bar.value.abs()));
    let (z, a) = (trace.z[layer - 1][index], trace.a[layer][index]);
    let (title, caption) = if back {
        let error = figure(trace.error[layer - 1][index], 4);
        let slope = figure(a * (1.0 - a), 4);
        (
            say!("Errors that come back to {neuron}", "传回 {neuron} 的误差"),
            say!(
                "Σ w·δ, times a(1 − a) = {slope}: δ = {error}",
                "Σ w·δ，乘以 a(1 − a) = {slope}：δ = {error}"
            ),
        )
    } else {
        let (z, a) = (figure(z, 4), fixed(a, 4));
        (
            say!("What makes {neuron}", "{neuron} 由什么组成"),
            say!("w · input; σ({z}) = {a}", "w · 输入；σ({z}) = {a}"),
        )
    };
    let selected = match of.choice {
        Choice::Weight { from, .. } if !back => Some(from),
        _ => None,
    };
    let picture = Picture::Bars(Bars { bars, range: (-most, most), selected });
    Pane::Terms
        .panel(title, Place::Detail, picture)
        .caption(caption)
        .active(
            Phase::explained(&of.mlp, look).is_some_and(
                |phase| matches!(phase, Phase::Forward(at) | Phase::Backward(at) if at == layer),
            ),
        )
        .pick(text("choose a weight", "选一个权重"))
}

/// A factor behind a product's point.
fn bracketed(factor: f64) -> String {
    let written = figure(factor, 3);
    if factor < 0.0 { format!("({written})") } else { written }
}

fn bar(name: String, value: f64, note: &str) -> Bar {
    let ink = if value < 0.0 { Ink::Negative } else { Ink::Positive };
    let result = figure(value, 3);
    let note = if note.is_empty() { result } else { format!("{note} = {result}") };
    Bar { name: same(name), value, note: same(note), ink }
}

/// Layer by layer: how many neurons are really different, how large weights, errors and slopes are.
pub(super) fn layers(
    of: &Layers,
    numbers: &[f64],
    gradient: &[f64],
    traces: &[Trace],
    look: &Look<'_>,
) -> Panel {
    let columns = vec![
        column(text("layer", "层"), text("from the input", "从输入端数起")),
        column(text("unlike", "互异"), text("neurons that are not twins", "不是双胞胎的神经元")),
        column(same("|w|"), text("mean size of the weights", "权重的平均大小")),
        column(same("|δ|"), text("mean size of the errors", "误差的平均大小")),
        column(text("|dL/dw|", "|dL/dw|"), text("length of the gradient", "梯度长度")),
    ];
    let length = |x: &[f64]| x.iter().map(|x| x * x).sum::<f64>().sqrt();
    let mean = |x: &mut dyn Iterator<Item = f64>, count: usize| x.map(f64::abs).sum::<f64>() / count as f64;
    let row = |(l, shape): (usize, &crate::nn::mlp::Layer)| {
        let (w, slopes) = (&numbers[shape.weights.clone()], &gradient[shape.weights.clone()]);
        let errors = mean(
            &mut traces.iter().flat_map(|trace| trace.error[l].iter().copied()),
            traces.len() * shape.outputs,
        );
        let different = different(of, numbers, l);
        let ink = if different < shape.outputs { Ink::Bad } else { Ink::Good };
        let known = Phase::Backward(l + 1).known(&of.mlp, look);
        let number = |x: f64| if known { Cell::Number(x, 3) } else { Cell::Empty };
        vec![
            Cell::Words(Phase::Forward(l + 1).name(&of.mlp)),
            Cell::Coloured(say!("{different} of {}", "{different}/{}", shape.outputs), ink),
            Cell::Number(mean(&mut w.iter().copied(), w.len()), 3),
            number(errors),
            number(length(slopes)),
        ]
    };
    let rows = of.mlp.layers().iter().enumerate().map(row).collect();
    let chosen = of.choice.subject().0 - 1;
    let table = Table { columns, rows, selected: Some(chosen) };
    Pane::Layers
        .panel(text("Layer by layer", "逐层来看"), Place::Detail, Picture::Table(table))
        .caption(text("means of |w| and |δ|; length of dL/dw", "|w| 与 |δ| 取平均；dL/dw 取长度"))
}

/// How many neurons of a layer differ in what comes in or in what goes out.
fn different(of: &Layers, numbers: &[f64], l: usize) -> usize {
    let shape = &of.mlp.layers()[l];
    let alike = |a: usize, b: usize| {
        let incoming =
            (0..shape.inputs).all(|from| numbers[shape.weight(a, from)] == numbers[shape.weight(b, from)]);
        let mut biases = shape.biases.clone();
        let (first, second) = (biases.clone().nth(a), biases.nth(b));
        let bias = first.map(|at| numbers[at]) == second.map(|at| numbers[at]);
        let outgoing = of.mlp.layers().get(l + 1).is_none_or(|next| {
            (0..next.outputs).all(|to| numbers[next.weight(to, a)] == numbers[next.weight(to, b)])
        });
        incoming && bias && outgoing
    };
    // Outputs with different targets are different whatever their weights.
    if l + 1 == of.mlp.layers().len() {
        return shape.outputs;
    }
    (0..shape.outputs).filter(|&a| !(0..a).any(|b| alike(a, b))).count()
}

/// How many hidden neurons there are, when in every hidden layer of several neurons all are the same.
pub(super) fn twins(of: &Layers, numbers: &[f64]) -> Option<usize> {
    let hidden = &of.mlp.layers()[..of.mlp.layers().len() - 1];
    let mut several = hidden.iter().enumerate().filter(|(_, layer)| layer.outputs > 1).peekable();
    several.peek()?;
    let same = several.all(|(l, _)| different(of, numbers, l) == 1);
    same.then(|| hidden.iter().map(|layer| layer.outputs).sum())
}
