//! What fails in logistic regression without exploding.

use crate::nn::logistic::sigmoid;
use crate::say;
use crate::words::{Text, figure, whole};

/// Answers rounded to 0 or 1, whose logarithm a notebook cannot take; else a rate that is too large where the answers are
/// `z` and the cost bends by `bend` (λmax). `None` where all is well.
pub(super) fn of(z: &[f64], bend: Option<f64>, lr: f64) -> Option<Text> {
    let rounded = z.iter().filter(|z| sigmoid(**z) == 0.0 || sigmoid(**z) == 1.0).count();
    if rounded > 0 {
        let count = whole(rounded as u64);
        return Some(say!(
            "{count} answers are rounded to exactly 0 or 1: log(0) makes J NaN in NumPy; here J is computed from z.",
            "{count} 个输出被舍入成恰好 0 或 1：NumPy 里 log(0) 会使 J 变成 NaN；这里由 z 直接计算 J。"
        ));
    }
    let limit = 2.0 / bend?;
    (lr > limit).then(|| {
        let (rate, limit) = (figure(lr, 3), figure(limit, 2));
        say!(
            "α = {rate} is above 2/λmax = {limit}: steps overshoot and J can rise; lower α (<).",
            "α = {rate} 大于 2/λmax = {limit}：每步都会冲过头，J 可能上升；请调小 α（<）。"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn a_rate_beyond_the_limit_and_an_answer_of_exactly_one_are_named() {
        assert_eq!(of(&[1.0, -2.0], Some(4.0), 0.4), None);
        assert!(of(&[1.0, -2.0], Some(4.0), 0.6).is_some_and(|said| said.en.contains("2/λmax = 0.5")));
        assert!(of(&[40.0, -2.0], Some(4.0), 0.1).is_some_and(|said| said.en.starts_with("1 answers are")));
        assert_eq!(of(&[1.0], None, 1e9), None);
    }
}
