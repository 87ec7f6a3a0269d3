//! The numbers: what flows into a neuron, how good the answers are, the points.

use super::scene::Sight;
use super::world::Goal;
use super::{Asked, Pane, shape};
use crate::lab::scene::{Cell, Column, Ink, Panel, Picture, Place, Selected, Table};
use crate::lab::{Look, Panes};
use crate::lessons::side::Side;
use crate::say;
use crate::words::{Text, fixed, same, text, whole};

/// Rows of the table of points on one page.
pub(super) const PAGE: usize = 50;

fn column(title: Text, help: Text) -> Column {
    Column { title, name: String::new(), help }
}

fn number(x: f64) -> Cell {
    Cell::Number(x, 4)
}

/// The neurons before the chosen one: place as drawn (of inputs all seven) and among the weights.
pub(super) fn sources(sight: &Sight<'_>, layer: usize) -> Vec<(usize, usize)> {
    match layer {
        0 => Vec::new(),
        1 => {
            sight.of.world.features.iter().enumerate().map(|(at, feature)| (*feature as usize, at)).collect()
        }
        _ => (0..sight.of.mlp().layers()[layer - 1].inputs).map(|at| (at, at)).collect(),
    }
}

/// The weighted sum of the chosen neuron, term by term, with the gradient of every weight.
pub(super) fn neuron(sight: &Sight<'_>, look: &Look<'_>) -> Panel {
    let (layer, index) = sight.neuron();
    if layer == 0 {
        return input(sight, index);
    }
    let of = sight.of;
    let name = sight.name(layer, index);
    let (forward, backward) = (look.reveal.shows(0), look.reveal.shows(2));
    let shown = |shown: bool, x: f64| if shown { number(x) } else { Cell::Empty };
    let there = &of.mlp().layers()[layer - 1];
    let columns = vec![
        column(text("from", "来自"), text("the neuron before", "前一层的神经元")),
        column(same("a"), text("its answer to the chosen point", "它对所选点的输出")),
        column(same("w"), text("the weight", "权重")),
        column(same("w·a"), text("what it adds to the sum", "它对加权和的贡献")),
        column(same("∂J/∂w"), text("gradient over the next batch", "下一个小批量上的梯度")),
    ];
    let mut rows: Vec<Vec<Cell>> = sources(sight, layer)
        .into_iter()
        .map(|(drawn, at)| {
            let (a, k) = (sight.trace.a[layer - 1][at], there.weight(index, at));
            let w = sight.state.parameters[k];
            let ink = if w < 0.0 { Ink::Negative } else { Ink::Positive };
            let from = Cell::Words(same(sight.name(layer - 1, drawn)));
            vec![
                from,
                shown(forward, a),
                Cell::Inked(w, 4, ink),
                shown(forward, w * a),
                shown(backward, sight.gradient[k]),
            ]
        })
        .collect();
    let bias = there.biases.start + index;
    let b = sight.state.parameters[bias];
    rows.push(vec![
        Cell::Words(text("bias", "偏置")),
        Cell::Empty,
        Cell::Inked(b, 4, if b < 0.0 { Ink::Negative } else { Ink::Positive }),
        shown(forward, b),
        shown(backward, sight.gradient[bias]),
    ]);
    let selected = match sight.selected {
        Selected::Edge { from, .. } => sources(sight, layer).iter().position(|(drawn, _)| *drawn == from),
        _ => Some(rows.len() - 1),
    };
    let (z, a) = (fixed(sight.trace.z[layer - 1][index], 4), fixed(sight.trace.a[layer][index], 4));
    let caption = if forward {
        say!("sum z = {z}, answer a = {a}", "加权和 z = {z}，输出 a = {a}")
    } else {
        text("The sum is computed in the forward phase.", "加权和在前向阶段计算。")
    };
    let title = say!("What flows into {name} (layer {layer})", "流入 {name} 的量（第 {layer} 层）");
    let table = Table { columns, rows, selected };
    Pane::Neuron
        .panel(title, Place::Detail, Picture::Table(table))
        .caption(caption)
        .active(look.reveal.explains(0) || look.reveal.explains(2))
        .pick(text("`key:press` chooses, then types", "`key:press`：选中；再按：输入数值"))
}

/// An input has no weights: what it is worth at the chosen point.
fn input(sight: &Sight<'_>, index: usize) -> Panel {
    let of = sight.of;
    let name = sight.name(0, index);
    let on = shape::active(&of.world.features, index);
    let line = match on {
        Some(at) => {
            let value = fixed(sight.trace.a[0][at], 4);
            say!("{name} = {value} at the chosen point.", "在所选点上 {name} = {value}。")
        }
        None => say!("{name} is off; `key:press` switches it on.", "{name} 已关闭；按 `key:press` 打开。"),
    };
    let lines = vec![crate::lab::scene::Line::plain(line)];
    Pane::Neuron.panel(say!("Input {name}", "输入 {name}"), Place::Detail, Picture::Prose(lines))
}

/// How good the answers are on points that were not learnt from.
pub(super) fn quality(sight: &Sight<'_>) -> Panel {
    let tests = sight.of.test.count > 0;
    if sight.of.world.goal == Goal::Number {
        return errors(sight);
    }
    let asked = if tests { &sight.test } else { &sight.train };
    let title = if tests {
        text("Said and true: test points", "测试点：判定与真实")
    } else {
        text("Said and true: all points", "全部点：判定与真实")
    };
    let table = confusion(sight, asked, if tests { sight.of.world.train } else { 0 });
    let (train, test) = (fixed(sight.train.accuracy, 1), fixed(sight.test.accuracy, 1));
    let caption = if tests {
        say!("right: training {train} %, test {test} %", "正确率：训练 {train}%，测试 {test}%")
    } else {
        say!("right: {train} %", "正确率：{train}%")
    };
    Pane::Quality.panel(title, Place::Detail, Picture::Table(table)).caption(caption)
}

/// A row a true class, a column a class said, and the part of the row that is right.
fn confusion(sight: &Sight<'_>, asked: &Asked, first: usize) -> Table {
    let of = sight.of;
    let classes = of.world.goal.classes();
    let mut counts = vec![vec![0usize; classes]; classes];
    for (i, answer) in asked.answers.chunks(of.world.goal.outputs()).enumerate() {
        counts[of.world.class(first + i)][of.says(answer)] += 1;
    }
    let name = |class: usize| of.world.class_name(class);
    let mut columns = vec![Column::default()];
    columns.extend(
        (0..classes)
            .map(|class| Column { title: say!("says {}", "判为 {}", name(class)), ..Column::default() }),
    );
    columns.push(column(text("right", "正确"), text("part of the class that is right", "该类中判对的比例")));
    let row = |truth: usize| {
        let total: usize = counts[truth].iter().sum();
        let cell = |said: usize| {
            let ink = match (counts[truth][said], truth == said) {
                (0, false) => Ink::Quiet,
                (_, true) => Ink::Good,
                _ => Ink::Bad,
            };
            Cell::Coloured(same(counts[truth][said].to_string()), ink)
        };
        let share = 100.0 * counts[truth][truth] as f64 / total as f64;
        let share = if total == 0 { same("–") } else { same(format!("{} %", fixed(share, 1))) };
        let mut row = vec![Cell::Words(say!("is {}", "实为 {}", name(truth)))];
        row.extend((0..classes).map(cell));
        row.push(Cell::Words(share));
        row
    };
    Table { columns, rows: (0..classes).map(row).collect(), selected: None }
}

/// For numbers: how far the predictions are off.
fn errors(sight: &Sight<'_>) -> Panel {
    let row = |name: Text, examples: &crate::lessons::networks::Examples, asked: &Asked| {
        let m = examples.count as f64;
        let mean = examples.targets.iter().sum::<f64>() / m;
        let misses = || examples.targets.iter().zip(&asked.answers).map(|(y, a)| a - y);
        let squares: f64 = misses().map(|miss| miss * miss).sum();
        let spread: f64 = examples.targets.iter().map(|y| (y - mean) * (y - mean)).sum();
        let absolute = misses().map(f64::abs).sum::<f64>() / m;
        vec![
            Cell::Words(name),
            number(absolute),
            number((squares / m).sqrt()),
            number(1.0 - squares / spread),
        ]
    };
    let mut rows = vec![row(text("training", "训练"), &sight.of.training.examples, &sight.train)];
    if sight.of.test.count > 0 {
        rows.push(row(text("test", "测试"), &sight.of.test, &sight.test));
    }
    let columns = vec![
        Column::default(),
        column(
            text("mean |a − y|", "平均 |a − y|"),
            text("mean distance from the target", "与目标的平均距离"),
        ),
        column(text("root mean square", "均方根误差"), text("large misses count more", "大误差的影响更大")),
        column(same("R²"), text("part of the spread that is explained", "解释了多少离散程度")),
    ];
    let table = Table { columns, rows, selected: None };
    Pane::Quality
        .panel(text("How far off?", "预测差多少？"), Place::Detail, Picture::Table(table))
        .caption(text("R² = 1 is perfect, 0 no better than the mean", "R² = 1 完美，0 不比平均值好"))
}

/// The first point of the table's page on which a point is.
pub(super) fn page(point: usize) -> usize {
    point / PAGE * PAGE
}

/// Points with their answers.
pub(super) fn points(sight: &Sight<'_>) -> Panel {
    let of = sight.of;
    let [x1, x2, y] = of.world.points.columns.clone();
    // What the lab itself calls a column has two names, what a file calls it has one.
    let y = match y.as_str() {
        "label" => text("label", "类别"),
        "target" => text("target", "目标"),
        _ => same(y),
    };
    let mut columns = vec![
        column(same("#"), text("number of the point", "点的编号")),
        column(Text::default(), text("learnt from, or tested", "用于学习还是测试")),
        column(same(x1), text("first coordinate", "第一个坐标")),
        column(same(x2), text("second coordinate", "第二个坐标")),
        column(y, text("the answer wanted", "应有的答案")),
    ];
    let outputs = of.world.goal.outputs();
    columns.extend((0..outputs).map(|at| {
        let name = sight.name(of.mlp().layers().len(), at);
        column(same(name), text("the network's answer", "网络的输出"))
    }));
    columns.push(column(Text::default(), text("right or wrong", "对或错")));
    let first = page(sight.example);
    let last = (first + PAGE).min(of.world.count());
    let rows = (first..last).map(|i| row(sight, i)).collect();
    let table = Table { columns, rows, selected: Some(sight.example - first) };
    let count = whole(of.world.count() as u64);
    Pane::Points
        .panel(say!("{count} points", "全部 {count} 个点"), Place::Detail, Picture::Table(table))
        .pick(text("look at a point", "查看这个点"))
}

fn row(sight: &Sight<'_>, i: usize) -> Vec<Cell> {
    let of = sight.of;
    let outputs = of.world.goal.outputs();
    let (asked, at) = if i < of.world.train { (&sight.train, i) } else { (&sight.test, i - of.world.train) };
    let answer = &asked.answers[at * outputs..(at + 1) * outputs];
    let part = if i < of.world.train { text("train", "训练") } else { text("test", "测试") };
    let point = of.world.points.features[i];
    let mut cells = vec![
        Cell::Words(same((i + 1).to_string())),
        Cell::Words(part),
        number(point[0]),
        number(point[1]),
        match of.world.goal {
            Goal::Number => number(of.point(i).1[0]),
            _ => Cell::Words(same(of.world.class_name(of.world.class(i)))),
        },
    ];
    cells.extend(answer.iter().map(|a| number(*a)));
    cells.push(match of.world.goal {
        Goal::Number => Cell::Empty,
        _ if of.world.is_tie(answer, of.cross_entropy) => Side::Neither.cell(),
        _ if of.says(answer) == of.world.class(i) => Side::Right.cell(),
        _ => Side::Wrong.cell(),
    });
    cells
}
