//! What fails in logistic regression without exploding.

use crate::nn::logistic::sigmoid;
use crate::say;
use crate::words::{Text, figure, whole};

/// Answers rounded to 0 or 1, whose logarithm a notebook cannot take; else a rate that is too large where the answers are
/// `z` and the cost bends by `bend` (λmax). `None` where all is well.
pub(super) fn of(z: &[f64], bend: Option<f64>, lr: f64) -> Option<Text> {
    let rounded = z.iter().filter(|z| sigmoid(**z) == 0.0 || sigmoid(**z) == 1.0).count();
    if rounded > 0 {
        let (count, are) = (whole(rounded as u64), if rounded == 1 { " is" } else { "s are" });
        return Some(say!(
            "{count} answer{are} rounded to exactly 0 or 1: log(0) makes J NaN in NumPy; here J is computed from z.",
            "{count} 个输出被舍入成恰好 0 或 1：NumPy 里 log(0) 会使 J 变成 NaN；这里由 z 直接计算 J。"
        ));
    }
    let limit = 2.0 / bend?;
    (lr > limit).then(|| {
        let (rate, limit) = (figure(lr, 3), figure(limit, 2));
        say!(
            "α = {rate} is above 2/λmax = {limit}: J can rise; lower α (<).",
            "α = {rate} 大于 2/λmax = {limit}：J 可能上升；请调小 α（<）。"
        )
    })
}

/// That features of one's own data, row by row, are the same in every row; `None` where all of them vary.
pub(super) fn constant(names: &[String], features: &[f64]) -> Option<Text> {
    let first = features.get(..names.len())?;
    let same = |at: &usize| features.chunks_exact(names.len()).all(|row| row[*at] == first[*at]);
    let found: Vec<usize> = (0..names.len()).filter(same).collect();
    let list = |is: &str| {
        found.iter().map(|at| format!("{}{is}{}", names[*at], figure(first[*at], 6))).collect::<Vec<_>>()
    };
    let (english, chinese, it) = (
        list(" is ").join(", "),
        list(" = ").join("，"),
        if found.len() == 1 { "it tells" } else { "they tell" },
    );
    (!found.is_empty()).then(|| {
        say!(
            "{english} in every row: {it} no example from another.",
            "{chinese}：每一行都相同，区分不了任何样本。"
        )
    })
}

/// Steps that are looked back on.
const BACK: u64 = 10;

/// That the last steps made the cost rise, from its values by step: the last one, or some of those before it, between which
/// it fell again.
pub(super) fn rising(costs: &[(f64, f64)], t: u64, lr: f64) -> Option<Text> {
    let at = |t: u64| costs.iter().find(|(step, _)| *step == t as f64).map(|(_, cost)| *cost);
    let rises = |t: &u64| at(t - 1).zip(at(*t)).is_some_and(|(before, now)| now > before);
    let rate = figure(lr, 3);
    if t > 0 && rises(&t) {
        let (before, now) = (figure(at(t - 1)?, 4), figure(at(t)?, 4));
        return Some(say!(
            "The last step made J rise from {before} to {now}: α = {rate} is too large; lower it (<).",
            "上一步使 J 从 {before} 升到 {now}：α = {rate} 太大；请调小（<）。"
        ));
    }
    let back = BACK.min(t);
    let count = (t + 1 - back..=t).filter(rises).count();
    (count > 0).then(|| {
        say!(
            "J rose in {count} of the last {back} steps: α = {rate} is too large; lower it (<).",
            "最近 {back} 步中 J 有 {count} 步上升：α = {rate} 太大；请调小（<）。"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::{constant, of, rising};

    #[test]
    fn a_feature_that_is_the_same_in_every_row_is_named() {
        let names = ["hours", "room"].map(String::from);
        let said = constant(&names, &[1.0, 7.0, 2.0, 7.0]).expect("room");
        assert_eq!(said.en, "room is 7 in every row: it tells no example from another.");
        assert_eq!(said.zh, "room = 7：每一行都相同，区分不了任何样本。");
        assert_eq!(constant(&names, &[1.0, 7.0, 2.0, 7.5]), None);
        let both = constant(&names, &[1.0, 7.0, 1.0, 7.0]).expect("both");
        assert!(both.en.starts_with("hours is 1, room is 7 in every row: they tell"), "{both:?}");
        assert_eq!(constant(&names, &[]), None);
    }

    #[test]
    fn a_step_uphill_is_named() {
        let costs = [(0.0, 0.7), (1.0, 1.05), (2.0, 0.9)];
        assert!(rising(&costs, 1, 0.005).is_some_and(|said| said.en.contains("from 0.7 to 1.05")));
        // It fell since, and will rise again.
        assert!(rising(&costs, 2, 0.005).is_some_and(|said| said.en.contains("1 of the last 2 steps")));
        assert_eq!(rising(&costs, 0, 0.005), None);
        let calm: Vec<(f64, f64)> =
            (0..30).map(|t| (f64::from(t), if t < 9 { 1.0 + f64::from(t) } else { 1.0 })).collect();
        assert!(rising(&calm, 17, 0.005).is_some());
        assert_eq!(rising(&calm, 29, 0.005), None, "long ago");
    }

    #[test]
    fn a_rate_beyond_the_limit_and_an_answer_of_exactly_one_are_named() {
        assert_eq!(of(&[1.0, -2.0], Some(4.0), 0.4), None);
        assert!(of(&[1.0, -2.0], Some(4.0), 0.6).is_some_and(|said| said.en.contains("2/λmax = 0.5")));
        assert!(of(&[40.0, -2.0], Some(4.0), 0.1).is_some_and(|said| said.en.starts_with("1 answer is")));
        assert_eq!(of(&[1.0], None, 1e9), None);
    }
}
