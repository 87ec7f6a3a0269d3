//! What is seen: the points on the probability map, the example's graph, the cost, the curves, the table.

use super::{COST, Logistic, Pane, Weights, curves, graph, is_right, written};
use crate::lab::scene::{
    Axis, Band, Cell, Chart, Column, Contour, Curve, Dot, Field, Ink, Palette, Panel, Picture, Place, Plane,
    Table,
};
use crate::lab::{Look, Panes, Scene};
use crate::lessons::side::Side;
use crate::lessons::trouble;
use crate::math::surface::{Grid, contour};
use crate::nn::logistic::{Cost, sigmoid};
use crate::say;
use crate::words::{Text, figure, same, text, whole};

/// At most so many points are drawn; of more, every second, third …
const MOST_DOTS: usize = 2000;

/// Rows of the table that are shown at once.
const PAGE: usize = 200;

/// A wrong answer is sure of itself beyond this |z| (a below 2 % or above 98 %).
const SURE: f64 = 4.0;

/// The scene of one state.
pub(super) fn scene(of: &Logistic, lr: f64, weights: &Weights, look: &Look<'_>) -> Scene {
    let z = of.logits(weights);
    Scene {
        panels: vec![
            plane(of, weights, &z, look),
            graph::panel(of, weights, look),
            cost(of, look),
            curves::loss_panel(of, &z, look),
            curves::pull_panel(of, &z, look),
            curves::sigmoid_panel(of, &z, look),
            table(of, &z, look),
        ],
        arithmetic: written::arithmetic(of, lr, weights, &z, look),
        verdict: Some(verdict(of, lr, weights, &z, look)),
    }
}

/// The examples that are drawn as points: all of them, or evenly many.
pub(super) fn sampled(of: &Logistic) -> impl Iterator<Item = usize> {
    let count = of.examples.count();
    (0..count).step_by(count.div_ceil(MOST_DOTS))
}

/// The first row of the table's page on which an example is.
pub(super) fn page(example: usize) -> usize {
    example / PAGE * PAGE
}

/// The points over the probability of class 1, with the line a = ½.
fn plane(of: &Logistic, weights: &Weights, z: &[f64], look: &Look<'_>) -> Panel {
    let window = of.examples.window;
    let height = |x: f64, y: f64| {
        let [x1, x2] = of.examples.seen(x, y);
        weights[0] * x1 + weights[1] * x2 + weights[2]
    };
    let (cols, rows) = (usize::from(look.detail.0.clamp(8, 160)), usize::from(look.detail.1.clamp(8, 120)));
    let field = Field {
        cols,
        rows,
        values: Grid::of_cells(window, cols, rows, |x, y| sigmoid(height(x, y))).values.into(),
        range: (0.0, 1.0),
        palette: Palette::Diverging,
        label: text("a", "a"),
    };
    // z is linear, so four corners tell where z = 0.
    let corners = Grid::of_points(window, 2, 2, height);
    let line = Contour { level: 0.5, segments: contour(&corners, 0.0).into(), ink: Ink::Plain };
    let mut shown: Vec<usize> = sampled(of).filter(|i| *i != of.chosen).collect();
    shown.push(of.chosen);
    let [x1, x2] = &of.examples.features;
    let (wide, high) = (window.x.1 - window.x.0, window.y.1 - window.y.0);
    let dots: Vec<Dot> = shown.into_iter().map(|i| dot(of, z, i)).collect();
    let caption = plane_caption(of, weights, z, &dots);
    let picture = Plane {
        x: Axis::new(same(x1.clone())).range(window.x.0, window.x.1),
        y: Axis::new(same(x2.clone())).range(window.y.0, window.y.1),
        field: Some(field),
        contours: vec![line],
        dots,
        square: (0.4..2.5).contains(&(wide / high)),
        ..Plane::default()
    };
    let title = text("How likely is class 1, where?", "哪里更可能是第 1 类？");
    Pane::Plane
        .panel(title, Place::Main, Picture::Plane(picture))
        .caption(caption)
        .active(look.reveal.explains(0) || look.reveal.explains(3))
        .pick(text("click or `key:up``key:down`: look at an example", "点击或 `key:up``key:down`：查看样本"))
}

fn dot(of: &Logistic, z: &[f64], i: usize) -> Dot {
    let (row, y) = (of.examples.place(i), of.examples.set.targets()[i]);
    let (glyph, ink) = match (y > 0.5, Side::of(sigmoid(z[i]), y)) {
        (false, Side::Right | Side::Neither) => ('○', Ink::Negative),
        (true, Side::Right | Side::Neither) => ('●', Ink::Positive),
        (false, Side::Wrong) => ('□', Ink::Bad),
        (true, Side::Wrong) => ('■', Ink::Bad),
    };
    Dot { x: row[0], y: row[1], ink, glyph, selected: i == of.chosen, label: Text::default() }
}

/// The marks that are there, and how many are right.
fn plane_caption(of: &Logistic, weights: &Weights, z: &[f64], dots: &[Dot]) -> Text {
    let [no, yes] = &of.examples.classes;
    let (right, all) = (whole(of.right(z) as u64), whole(z.len() as u64));
    let marks = [
        ('○', say!("○ class {no}", "○ 类 {no}")),
        ('●', say!("● class {yes}", "● 类 {yes}")),
        ('□', say!("□ class {no}, answered wrong", "□ 类 {no}，判错")),
        ('■', say!("■ class {yes}, answered wrong", "■ 类 {yes}，判错")),
    ];
    let there = marks.iter().filter(|(glyph, _)| dots.iter().any(|dot| dot.glyph == *glyph));
    let list = there.fold(Text::default(), |list, (_, words)| {
        let list = if list.is_empty() { list } else { list.then(&same(" · ")) };
        list.then(words)
    });
    list.then(&if weights[..2] == [0.0, 0.0] {
        text("; no line yet: the answer is the same everywhere", "；还没有分界线：各处输出都相同")
    } else {
        say!("; line: a = ½; {right} of {all} right", "；线：a = ½；{right}/{all} 正确")
    })
}

fn cost(of: &Logistic, look: &Look<'_>) -> Panel {
    let points = look.history.curve(&COST);
    let now = points.iter().rev().find(|(t, _)| *t <= look.t as f64).map_or(f64::NAN, |(_, cost)| *cost);
    let (value, t) = (figure(now, 6), whole(look.t));
    let last = (look.history.next() as f64 * 1.5).max(50.0);
    let chart = Chart {
        x: Axis::new(text("iteration", "迭代")).range(0.0, last),
        y: Axis::new(text("cost J", "代价 J")),
        curves: vec![Curve {
            name: text("cost J", "代价 J"),
            points,
            ink: Ink::Series(0),
            ..Curve::default()
        }],
        bands: vec![Band { at: look.t as f64, vertical: true, label: Text::default(), ink: Ink::Accent }],
        steps: true,
        ..Chart::default()
    };
    let title = match of.cost {
        Cost::CrossEntropy => text("Cost J: mean cross-entropy", "代价 J：平均交叉熵"),
        Cost::Squared => text("Cost J: mean squared error, halved", "代价 J：平方误差均值的一半"),
    };
    Pane::Cost
        .panel(title, Place::Cost, Picture::Chart(chart))
        .caption(say!("J = {value} at iteration {t}", "第 {t} 次迭代：J = {value}"))
        .active(look.reveal.explains(1))
        .pick(text("click: go to that step", "点击：跳到该步"))
}

fn table(of: &Logistic, z: &[f64], look: &Look<'_>) -> Panel {
    let column = |title: Text, help: Text| Column { title, name: String::new(), help };
    let [x1, x2] = [0, 1].map(|at| of.examples.seen_name(at));
    let columns = vec![
        column(same("#"), text("number of the example", "样本编号")),
        column(x1, text("first feature", "第一个特征")),
        column(x2, text("second feature", "第二个特征")),
        column(same("y"), text("the answer wanted", "应有的答案")),
        column(same("z"), text("weighted sum wᵀx + b", "加权和 wᵀx + b")),
        column(same("a"), text("the answer σ(z)", "输出 σ(z)")),
        column(same("L"), text("what the answer costs", "这个输出的代价")),
        column(
            Text::default(),
            text("on the right side of ½; – on neither", "是否在 ½ 的正确一侧；– 两侧都不是"),
        ),
    ];
    let first = page(of.chosen);
    let last = (first + PAGE).min(of.examples.count());
    let number = |shown: bool, x: f64, digits: u8| if shown { Cell::Number(x, digits) } else { Cell::Empty };
    let row = |i: usize| {
        let (x, y) = (of.examples.set.row(i), of.examples.set.targets()[i]);
        let (forward, cost) = (look.reveal.shows(0), look.reveal.shows(1));
        let verdict = Side::of(sigmoid(z[i]), y).cell();
        vec![
            Cell::Words(same((i + 1).to_string())),
            Cell::Number(x[0], 4),
            Cell::Number(x[1], 4),
            Cell::Words(same(y.to_string())),
            number(forward, z[i], 4),
            number(forward, sigmoid(z[i]), 4),
            number(cost, of.cost.value(z[i], y), 4),
            if forward { verdict } else { Cell::Empty },
        ]
    };
    let table = Table { columns, rows: (first..last).map(row).collect(), selected: Some(of.chosen - first) };
    let count = whole(of.examples.count() as u64);
    let title = say!("All {count} examples", "全部 {count} 个样本");
    Pane::Examples
        .panel(title, Place::Detail, Picture::Table(table))
        .pick(text("look at an example", "查看样本"))
}

/// What this state means.
fn verdict(of: &Logistic, lr: f64, weights: &Weights, z: &[f64], look: &Look<'_>) -> Text {
    let (right, count) = (of.right(z), z.len());
    let all = whole(count as u64);
    let bend = match of.cost {
        Cost::CrossEntropy => trouble::of(z, of.examples.set.bend(z), lr),
        Cost::Squared => None,
    };
    let rate = bend.or_else(|| trouble::rising(&look.history.curve(&COST), look.t, lr));
    if *weights == [0.0; 3] {
        let (cost, name) = match of.cost {
            Cost::CrossEntropy => ("0.6931", "ln 2"),
            Cost::Squared => ("0.125", "1/8"),
        };
        let start = say!(
            "All weights are 0: the answer is ½ everywhere, and J = {name} = {cost}.",
            "权重全为 0：各处输出都是 ½，J = {name} = {cost}。"
        );
        return start.then(&match rate {
            Some(rate) => text(" ", "").then(&rate).then(&of.examples.uneven()),
            None => text(" Which way will the line come in?", "分界线会从哪个方向出现？"),
        });
    }
    if let Some(rate) = rate {
        let right = say!("{right} of {all} are on the right side. ", "{all} 个中有 {right} 个在正确的一侧。");
        return right.then(&rate).then(&of.examples.uneven());
    }
    let targets = of.examples.set.targets();
    let sure = z.iter().zip(targets).filter(|(z, y)| z.abs() > SURE && !is_right(**z, **y)).count();
    let length = of.gradient(weights).iter().map(|slope| slope * slope).sum::<f64>().sqrt();
    let size = figure(length, 2);
    if 2 * sure >= count && of.cost == Cost::Squared {
        return say!(
            "{sure} of {all} answers are surely wrong, yet the gradient is only {size} long: squared error is flat there, and learning stands still.",
            "{all} 个输出中有 {sure} 个错得很肯定，梯度长度却只有 {size}：平方误差在这里是平的，学习停滞不前。"
        );
    }
    if 2 * sure >= count {
        return say!(
            "{sure} of {all} answers are surely wrong, and the gradient is {size} long: cross-entropy still pulls at them.",
            "{all} 个输出中有 {sure} 个错得很肯定，梯度长度为 {size}：交叉熵仍在把它们往回拉。"
        );
    }
    if right == count {
        return say!(
            "All {all} are on the right side. J can still fall: longer w, surer answers (gradient {size}).",
            "全部 {all} 个都在正确的一侧。J 仍可下降：w 越长，回答越肯定（梯度 {size}）。"
        );
    }
    say!(
        "{right} of {all} are on the right side of the line; the gradient is {size} long.",
        "{all} 个中有 {right} 个在分界线的正确一侧；梯度长度为 {size}。"
    )
}
