//! Jobs that run the race for every contender alone: which rate is best, and how long a step takes.

use super::contender::Contender;
use super::race::Track;
use crate::lab::{Job, JobResults};
use crate::words::text;
use std::time::Duration;

/// The rates that are tried.
pub(super) const RATES: [f64; 19] = [
    1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0,
    10.0,
];

/// The costs after `steps` steps, a row a rate: column `rate`, then one a contender, NaN where it broke.
pub(super) fn job(track: Track, steps: u64) -> Job {
    let names = track.contenders.iter().map(|contender| contender.name().to_string());
    let columns = std::iter::once("rate".to_string()).chain(names).collect();
    let row = move |rate: f64| {
        let cost = |contender: &Contender| cost_after(&track, contender.optimizer.with_rate(rate), steps);
        std::iter::once(rate).chain(track.contenders.iter().map(cost)).collect()
    };
    let titles = vec![text("rate α", "学习率 α")];
    let rows = Box::new(RATES.into_iter().map(row));
    Job { name: "sweep".to_string(), columns, titles, total: RATES.len(), rows }
}

/// The whole sweep at once.
pub(super) fn sweep(track: Track, steps: u64) -> JobResults {
    let Job { name, columns, total, rows, .. } = job(track, steps);
    JobResults { name, columns, total, rows: rows.collect(), stopped: false }
}

/// The rate at which a contender came lowest, with that cost; of two equal ones the smaller.
pub(super) fn best(sweep: &JobResults, contender: &str) -> Option<(f64, f64)> {
    let tried = sweep.column("rate").into_iter().zip(sweep.column(contender));
    tried.filter(|(_, cost)| cost.is_finite()).min_by(|a, b| a.1.total_cmp(&b.1))
}

fn cost_after(track: &Track, optimizer: crate::nn::optimizer::Optimizer, steps: u64) -> f64 {
    let alone = Track { contenders: vec![Contender { optimizer }], ..track.clone() };
    let mut race = alone.start();
    let broke = (0..steps).any(|t| alone.step(&mut race, t, false).is_some());
    if broke { f64::NAN } else { alone.task.cost(race.place(0)) }
}

/// Nanoseconds a step of every contender alone, gradient included: the best of three tries.
pub(super) fn speed(track: Track, clock: fn() -> Duration) -> Job {
    let steps = (10_000_000 / track.task.work()).clamp(3, 200_000) as u64;
    let total = track.contenders.len();
    let row = move |k: usize| {
        let alone = Track { contenders: vec![track.contenders[k]], ..track.clone() };
        let time = || {
            let mut race = alone.start();
            let begin = clock();
            let taken = (0..steps).take_while(|&t| alone.step(&mut race, t, false).is_none()).count();
            (clock().saturating_sub(begin)).as_nanos() as f64 / taken.max(1) as f64
        };
        let best = (0..3).map(|_| time()).fold(f64::INFINITY, f64::min);
        vec![k as f64, best]
    };
    Job {
        name: "speed".to_string(),
        columns: vec!["contender".to_string(), "ns".to_string()],
        titles: vec![text("contender", "选手"), text("time of a step, ns", "每步用时（ns）")],
        total,
        rows: Box::new((0..total).map(row)),
    }
}
