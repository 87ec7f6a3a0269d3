//! The numbers in rows: examples, adjustments, the new situation.

use super::Pane;
use super::curves::wanted;
use super::parameters::Settings;
use super::pass::{Pass, Weights, answer, sum};
use super::written::{bits, name};
use crate::lab::Look;
use crate::lab::Panes;
use crate::lab::scene::{Bar, Bars, Cell, Column, Ink, Panel, Picture, Place, Table};
use crate::say;
use crate::words::{Text, figure, fixed, same, text};

fn column(title: Text, help: Text) -> Column {
    Column { title, name: String::new(), help }
}

/// Orange above zero, blue below.
fn sign(x: f64) -> Ink {
    match x {
        x if x > 0.0 => Ink::Positive,
        x if x < 0.0 => Ink::Negative,
        _ => Ink::Quiet,
    }
}

/// The four examples with every number of the iteration.
pub(super) fn examples(of: &Settings, pass: &Pass, look: &Look<'_>) -> Panel {
    let columns = vec![
        column(same("x"), text("the three inputs", "三个输入")),
        column(same("y"), text("the answer wanted", "应有的答案")),
        column(same("z"), text("weighted sum", "加权和")),
        column(same("o"), text("the answer σ(z)", "输出 σ(z)")),
        column(same("y − o"), text("error: wanted minus answered", "误差：应有的减去输出")),
        column(same("o(1−o)"), text("slope of the S-curve there", "该处 Sigmoid 曲线的斜率")),
        column(text("pull", "拉力"), text("error times slope", "误差乘以斜率")),
    ];
    let cell = |phase: usize, x: f64, ink: Ink| match look.reveal.shows(phase) {
        true => Cell::Inked(x, 3, ink),
        false => Cell::Empty,
    };
    let row = |i: usize| {
        let y = of.targets[i];
        vec![
            Cell::Words(same(bits(i))),
            Cell::Coloured(same(figure(y, 3)), wanted(y)),
            cell(0, pass.z[i], Ink::Plain),
            cell(1, pass.o[i], Ink::Plain),
            cell(2, pass.error[i], sign(pass.error[i])),
            cell(3, pass.slope[i], Ink::Plain),
            cell(3, pass.pull(i), sign(pass.pull(i))),
        ]
    };
    let table = Table { columns, rows: (0..4).map(row).collect(), selected: Some(of.example.0) };
    let title = text("The four examples", "四个样本");
    Pane::Examples
        .panel(title, Place::Detail, Picture::Table(table))
        .caption(text("pull = (y − o)·o(1 − o)", "拉力 = (y − o)·o(1 − o)"))
        .active(look.reveal.explains(2))
        .pick(text("look at an example", "查看样本"))
}

/// Xᵀ((y − o)·o(1 − o)): what each example adds to each weight.
pub(super) fn adjustments(of: &Settings, weights: &Weights, pass: &Pass, look: &Look<'_>) -> Panel {
    let mut columns = vec![column(Text::default(), text("the weight", "权重"))];
    columns.extend((0..4).map(|i| {
        let bits = bits(i);
        column(same(bits.clone()), say!("what example {bits} adds", "样本 {bits} 带来的部分"))
    }));
    columns.extend([
        column(text("sum Δw", "和 Δw"), text("the adjustment", "调整量")),
        column(text("w now", "w 现在"), text("the weight before", "更新前的权重")),
        column(text("w next", "w 之后"), text("the weight after", "更新后的权重")),
    ]);
    let row = |k: usize| {
        let mut row = vec![Cell::Words(same(name('w', k)))];
        let known = look.reveal.shows(3);
        let cell = |x: f64| if known { Cell::Inked(x, 3, sign(x)) } else { Cell::Empty };
        row.extend(pass.parts(k).map(cell));
        row.push(cell(pass.adjustment[k]));
        row.push(Cell::Number(weights[k], 4));
        let next = weights[k] + *of.lr * pass.adjustment[k];
        row.push(if look.reveal.shows(4) { Cell::Number(next, 4) } else { Cell::Empty });
        row
    };
    let table = Table { columns, rows: (0..3).map(row).collect(), selected: Some(of.weight.0) };
    let title = text("Who moves which weight", "谁推动哪个权重");
    Pane::Adjust
        .panel(title, Place::Detail, Picture::Table(table))
        .caption(text("Δw = Xᵀ(pull): an input of 0 moves nothing", "Δw = Xᵀ·拉力：输入为 0 就推不动"))
        .active(look.reveal.explains(3) || look.reveal.explains(4))
        .pick(text("choose a weight", "选一个权重"))
}

fn bracketed(x: f64) -> String {
    let number = figure(x, 3);
    if x < 0.0 { format!("({number})") } else { number }
}

/// A situation that it has never learnt from.
pub(super) fn probe(of: &Settings, weights: &Weights, pass: &Pass) -> Panel {
    let o = answer(weights, &of.probe);
    let mut bars: Vec<Bar> = (0..3)
        .map(|k| Bar {
            name: same(name('x', k)),
            value: of.probe[k],
            note: same(format!("{} · {}", figure(of.probe[k], 4), bracketed(weights[k]))),
            ink: Ink::Plain,
        })
        .collect();
    bars.push(Bar {
        name: text("answer", "输出"),
        value: o,
        note: same(format!("{} = σ({})", fixed(o, 3), figure(sum(weights, &of.probe), 3))),
        ink: Ink::Good,
    });
    let known = super::pass::INPUTS.iter().position(|x| *x == *of.probe);
    let caption = match known {
        Some(i) => {
            let (y, o) = (figure(of.targets[i], 3), fixed(pass.o[i], 3));
            say!("known: should be {y}, says {o}", "学过：应为 {y}，输出 {o}")
        }
        None => text("new to it; click: 0 or 1", "没学过；点击可翻转"),
    };
    Pane::Probe
        .panel(
            text("A new situation", "新情形"),
            Place::Detail,
            Picture::Bars(Bars { bars, range: (0.0, 1.0), selected: None }),
        )
        .caption(caption)
        .pick(text("click flips an input", "点击：翻转输入；`key:up``key:down` 换一个"))
}
