//! What is seen: the hill with everyone's trail (or what a model has learnt), costs, the table, the sweep.

mod hill;
mod learnt;
mod memory;
mod sweep;
pub(super) mod table;
mod written;

pub(super) use table::absent;

use super::race::Race;
use super::task::Task;
use super::{Optimizers, Pane};
use crate::lab::scene::{Axis, Chart, Curve, Panel, Picture, Place};
use crate::lab::{Look, Metric, Panes, Scene};
use crate::say;
use crate::words::{Text, figure, text};

/// The scene of one state.
pub(super) fn scene(lesson: &Optimizers, race: &Race, look: &Look<'_>) -> Scene {
    let main = match &*lesson.track.task {
        Task::Hill(hill) => hill::panel(lesson, hill, race, look),
        Task::Training(training) => learnt::panel(lesson, training, race),
    };
    let rows = table::rows(lesson, race, look.t);
    Scene {
        panels: [main, costs(lesson, look)]
            .into_iter()
            .chain(memory::panel(lesson, race, look))
            .chain([table::panel(lesson, race, &rows, look)])
            .chain(sweep::panel(lesson, look))
            .collect(),
        arithmetic: written::arithmetic(lesson, race, look),
        verdict: Some(verdict(lesson, race, &rows, look.t)),
    }
}

/// What lies below a curve's ground: costs above the lowest end here on a logarithmic axis.
const GROUND: f64 = 1e-17;

/// Cost against step, everyone's, on a logarithmic axis where costs are above something.
fn costs(lesson: &Optimizers, look: &Look<'_>) -> Panel {
    let task = &lesson.track.task;
    let lowest = match &**task {
        Task::Hill(hill) => hill.lowest,
        Task::Training(_) => Some(0.0),
    };
    let curve = |columns: &[Metric]| {
        let mut points = columns.last().map(|cost| look.history.curve(cost)).unwrap_or_default();
        if let Some(lowest) = lowest {
            points.iter_mut().for_each(|point| point.1 = (point.1 - lowest).max(GROUND));
        }
        points
    };
    let contenders = lesson.track.contenders.iter().zip(&lesson.columns).zip(&lesson.view.shown);
    let curves: Vec<Curve> = contenders
        .filter(|(_, shown)| **shown)
        .map(|((contender, columns), _)| Curve {
            name: crate::words::same(contender.name()),
            points: curve(columns),
            ink: contender.ink(),
            letter: Some(contender.letter()),
            ..Curve::default()
        })
        .collect();
    let label = match lowest {
        Some(0.0) | None => text("cost", "代价"),
        Some(_) => text("cost above the lowest", "高出最低值的代价"),
    };
    let values = || curves.iter().flat_map(|curve| &curve.points).map(|point| point.1);
    let mut y = Axis::new(label);
    if lowest.is_some() || values().all(|value| value > 0.0) {
        y = y.log();
    }
    // Who diverges leaves the picture at the top; it must not press everyone else flat.
    let first = task.cost(task.start()) - lowest.unwrap_or(0.0);
    let (low, high) = values().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| (a.min(v), b.max(v)));
    let top = 1e3 * first.abs().max(1e-9);
    if high > top && low < top {
        y = y.range(low, top);
    }
    let x = Axis::new(text("step", "步")).range(0.0, (look.history.next() as f64 - 1.0).max(20.0));
    let chart = Chart { x, y, curves, steps: true, ..Chart::default() };
    Pane::Cost
        .panel(text("Cost against step", "代价随步数的变化"), Place::Cost, Picture::Chart(chart))
        .pick(text("`key:press` goes to a step", "`key:press` 跳到该步"))
}

/// Who is ahead, who has arrived, who is out.
fn verdict(lesson: &Optimizers, race: &Race, rows: &[table::Row<'_>], t: u64) -> Text {
    let mut words = if t == 0 { departure(lesson) } else { leader(lesson, rows) };
    let arrived = rows.iter().filter(|row| row.arrived.is_some()).count();
    if arrived > 0 {
        let all = rows.len();
        words = words.then(&say!(" Arrived: {arrived} of {all}.", "已到达：{arrived} / {all}。"));
    }
    for (contender, exit) in lesson.track.contenders.iter().zip(&race.out) {
        if let Some(exit) = exit {
            let (name, t, rate) = (contender.name(), exit.t, figure(exit.rate, 3));
            let Text { en, zh } = lesson.track.quantity(exit.what);
            words = words.then(&Text {
                en: format!(" {name} is out since step {t}: {en} was no longer finite at α = {rate}.").into(),
                zh: format!(" {name} 在第 {t} 步出局：α = {rate} 时{zh}不再有限。").into(),
            });
        }
    }
    if !lesson.left_out.is_empty() {
        let (library, names) = (&lesson.convention, lesson.left_out.join(", "));
        words = words.then(&Text {
            en: format!(" {} has no {names}.", library.en).into(),
            zh: format!(" {} 没有 {names}。", library.zh).into(),
        });
    }
    words
}

/// Where the race begins; `b` is named where it has something to sweep.
fn departure(lesson: &Optimizers) -> Text {
    let task = &lesson.track.task;
    let (cost, rates) = (figure(task.cost(task.start()), 4), super::sweep::RATES.len());
    let several = match &lesson.track.contenders[..] {
        [one] => Err(one.name()),
        _ => Ok(()),
    };
    match (lesson.hill().map(|hill| hill.start.map(|at| figure(at, 4))), several) {
        (Some([x, y]), Ok(())) => say!(
            "All start at ({x}, {y}), cost {cost}: who arrives first? b tries {rates} rates on each.",
            "都从 ({x}, {y}) 出发，代价 {cost}：谁先到？按 b 各试 {rates} 种学习率。"
        ),
        (Some([x, y]), Err(name)) => say!(
            "{name} starts at ({x}, {y}) with cost {cost}. b tries {rates} learning rates on it.",
            "{name} 从 ({x}, {y}) 出发，代价 {cost}。按 b 试 {rates} 种学习率。"
        ),
        (None, Ok(())) => say!(
            "All start with the same weights, cost {cost}: who learns fastest?",
            "都从同样的权重出发，代价 {cost}：谁学得最快？"
        ),
        (None, Err(name)) => {
            say!("{name} starts with cost {cost}.", "{name} 出发时的代价是 {cost}。")
        }
    }
}

/// Who is lowest; at default rates that says more about the rates than about the rules, until they are swept.
fn leader(lesson: &Optimizers, rows: &[table::Row<'_>]) -> Text {
    let lowest = lowest(rows);
    if !hill::at_defaults(lesson) || rows.len() < 2 {
        return lowest;
    }
    lowest.then(&text(
        " Each runs at its default rate, not at its best on this hill: b.",
        "各用默认学习率，不是在此处最好的：按 b。",
    ))
}

fn lowest(rows: &[table::Row<'_>]) -> Text {
    let racing = rows.iter().filter(|row| row.out.is_none() && row.cost.is_finite());
    match racing.min_by(|a, b| a.cost.total_cmp(&b.cost)) {
        Some(row) => {
            let (name, cost) = (row.contender.name(), figure(row.cost, 4));
            say!("Lowest now: {name} with {cost}.", "目前最低：{name}，代价 {cost}。")
        }
        None => text("Nobody is left in the race.", "场上已经没有参赛者。"),
    }
}
