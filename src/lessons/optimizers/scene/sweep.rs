//! Cost after so many steps against the learning rate.

use super::super::sweep::best;
use super::super::task::{Hill, Task};
use super::super::{Optimizers, Pane};
use crate::lab::scene::{Axis, Band, Chart, Curve, Ink, Mark, Panel, Picture, Place};
use crate::lab::{JobResults, Look, Panes};
use crate::say;
use crate::words::{Text, figure, same, text, whole};

/// Costs nearer to the lowest than this are one and the same.
const LEAST: f64 = 1e-8;

/// The sweep, once there is one.
pub(super) fn panel(lesson: &Optimizers, look: &Look<'_>) -> Option<Panel> {
    let title = text("Which learning rate is best?", "哪个学习率最好？");
    let found = look.results("sweep").filter(|found| !found.rows.is_empty()).or(lesson.swept.as_ref())?;
    let panel = Pane::Sweep
        .panel(title, Place::Detail, Picture::Chart(chart(lesson, found)))
        .caption(caption(lesson, found))
        .pick(text("`key:press`: best rates race", "`key:press`：以最佳学习率比赛"));
    Some(panel)
}

fn lowest(task: &Task) -> Option<f64> {
    match task {
        Task::Hill(Hill { lowest, .. }) => *lowest,
        Task::Training(_) => Some(0.0),
    }
}

fn chart(lesson: &Optimizers, found: &JobResults) -> Chart {
    let task = &lesson.track.task;
    let lowest = lowest(task);
    let above = |cost: f64| lowest.map_or(cost, |lowest| (cost - lowest).max(LEAST));
    let rates = found.column("rate");
    let shown = || lesson.track.contenders.iter().zip(&lesson.view.shown).filter(|(_, shown)| **shown);
    let curves: Vec<Curve> = shown()
        .map(|(contender, _)| Curve {
            name: same(format!("{} {}", contender.letter(), contender.name())),
            points: rates
                .iter()
                .copied()
                .zip(found.column(contender.name()).into_iter().map(above))
                .filter(|(_, cost)| cost.is_finite())
                .collect(),
            ink: contender.ink(),
            ..Curve::default()
        })
        .collect();
    let marks = shown()
        .filter_map(|(contender, _)| {
            let (rate, cost) = best(found, contender.name())?;
            let (y, glyph) = (above(cost), contender.letter());
            Some(Mark::new((rate, y), glyph, Text::default(), contender.ink()))
        })
        .collect();
    let chosen = &lesson.track.contenders[lesson.view.chosen];
    let (name, rate) = (chosen.name(), chosen.optimizer.rate());
    let label = say!("{name} now", "{name} 当前");
    let bands = vec![Band { at: rate, vertical: true, label, ink: Ink::Quiet }];
    let first = above(task.cost(task.start()));
    let values = || curves.iter().flat_map(|curve| &curve.points).map(|point| point.1);
    let low = values().fold(f64::INFINITY, f64::min);
    let steps = whole(lesson.sweep_steps);
    let mut y = Axis::new(say!("cost after {steps} steps", "{steps} 步后的代价"));
    if lowest.is_some() || values().all(|value| value > 0.0) {
        y = y.log();
    }
    // Rates that make it worse than the start lie above the picture.
    let top = if first > 0.0 { 10.0 * first } else { first + 10.0 };
    if low < top && values().any(|value| value > top) {
        y = y.range(low, top);
    }
    let x = Axis::new(text("learning rate α", "学习率 α")).log();
    Chart { x, y, curves, marks, bands, steps: false }
}

fn caption(lesson: &Optimizers, found: &JobResults) -> Text {
    if !found.done() {
        let (done, all) = (found.rows.len(), found.total);
        return say!("{done} of {all} rates", "已完成 {done} / {all} 种学习率");
    }
    let contenders = lesson.track.contenders.iter();
    let bests = contenders.map(|contender| match best(found, contender.name()) {
        Some((rate, _)) => format!("{} {}", contender.letter(), figure(rate, 3)),
        None => format!("{} –", contender.letter()),
    });
    let bests = bests.collect::<Vec<_>>().join("  ");
    say!("best α: {bests}", "最佳 α：{bests}")
}
