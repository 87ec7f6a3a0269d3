//! What the numbers mean, in sentences.

use super::study::{Secant, Study};
use crate::say;
use crate::words::{Text, figure, text};

impl Study {
    /// The sentence about the secant of this step.
    pub(super) fn verdict(&self, secant: &Secant) -> Text {
        let h = figure(secant.h, 3);
        if !secant.quotient.is_finite() {
            return say!(
                "f(a+h) has no value: f is not defined there. A smaller h may do.",
                "f(a+h) 没有值：f 在那里没有定义。试试更小的 h。"
            );
        }
        if !self.smooth() {
            return self.about_corner(secant);
        }
        if self.a + secant.h == self.a {
            return say!(
                "h = {h} is too small: a + h is rounded to a, and the rise is 0.",
                "h = {h} 太小：a + h 被舍入成 a，纵向增量为 0。"
            );
        }
        let error = figure(secant.error.abs(), 2);
        let Some(best) = self.best() else {
            return self.about_line(secant);
        };
        let best_text = figure(best, 1);
        if secant.h > 10.0 * best {
            self.about_bend(secant)
        } else if secant.h > best / 10.0 {
            say!(
                "Error {error}, near its least: a larger h bends, a smaller one is rounded away (best ≈ {best_text}).",
                "误差 {error}，已接近最小：h 再大曲线就弯，再小则被舍入淹没（最佳约 {best_text}）。"
            )
        } else {
            let lost = self.digits_lost(secant);
            say!(
                "Worse again: error {error}. f(a+h) and f(a) agree in {lost} of 16 digits; the rest is all there is.",
                "又变差了：误差 {error}。f(a+h) 与 f(a) 的 16 位数字有 {lost} 位相同，只剩其余几位可用。"
            )
        }
    }

    fn about_bend(&self, secant: &Secant) -> Text {
        let (error, quotient) = (figure(secant.error.abs(), 2), figure(secant.quotient, 6));
        let off = say!(
            "Quotient {quotient}, off by {error}: the curve bends between the points.",
            "差商 {quotient}，误差 {error}：曲线在两点之间是弯的。"
        );
        let closer = self.secant(secant.h / 10.0).error.abs();
        let times = secant.error.abs() / closer;
        if !times.is_finite() || times < 1.05 {
            return off;
        }
        let times = figure(times, 3);
        off.then(&say!(
            " With h 10 times smaller the error is {times} times smaller.",
            "h 缩小到十分之一，误差缩小到 1/{times}。"
        ))
    }

    /// A straight line, or a place where the curve does not bend.
    fn about_line(&self, secant: &Secant) -> Text {
        let error = figure(secant.error.abs(), 2);
        if secant.error.abs() > 30.0 * self.rounding(secant.h).max(f64::MIN_POSITIVE) {
            return self.about_bend(secant);
        }
        if secant.error == 0.0 {
            return text(
                "No bend here: secant and tangent are the same line, and the quotient is exact.",
                "这里没有弯曲：割线与切线重合，差商完全准确。",
            );
        }
        say!(
            "No bend here: secant and tangent are the same line. The error {error} is rounding; a smaller h is worse.",
            "这里没有弯曲：割线与切线重合。误差 {error} 全部来自舍入，h 越小越糟。"
        )
    }

    fn about_corner(&self, secant: &Secant) -> Text {
        let right = figure(secant.quotient, 4);
        let left = (self.height - self.f(self.a - secant.h)) / secant.h;
        if !self.derivative.is_finite() {
            return say!(
                "There is no derivative here: the closer, the steeper the secant, now {right}.",
                "这里没有导数：两点越近割线越陡，现在是 {right}。"
            );
        }
        let (left, convention) = (figure(left, 4), figure(self.derivative, 4));
        say!(
            "A corner: slope {left} on the left, {right} on the right, no derivative. Programs use {convention}.",
            "这是折点：左侧斜率 {left}，右侧斜率 {right}，所以导数不存在。程序约定取 {convention}。"
        )
    }

    /// Leading digits that f(a) and f(a + h) have in common.
    fn digits_lost(&self, secant: &Secant) -> u32 {
        let share = self.height.abs() / secant.rise.abs();
        if secant.rise == 0.0 { 16 } else { share.log10().clamp(0.0, 16.0).round() as u32 }
    }

    /// The last word of a run.
    pub(super) fn last_word(&self) -> Text {
        let why = if self.a + self.h(self.length()) == self.a {
            text(
                "a + h is now the same number as a, so the rise is 0.",
                "a + h 与 a 已是同一个数，纵向增量为 0。",
            )
        } else {
            text("h cannot tell us more.", "再小的 h 已没有意义。")
        };
        match self.best() {
            Some(best) => {
                let best = figure(best, 1);
                why.then(&say!(" The best h was about {best}.", "最好的 h 约为 {best}。"))
            }
            None => why,
        }
    }
}
