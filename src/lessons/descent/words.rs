//! What the numbers mean, in sentences.

use super::theory::Bends;
use super::{Descent, Here};
use crate::lab::Reveal;
use crate::say;
use crate::words::{Text, figure, text};

impl Descent {
    /// The sentence about this step.
    pub(super) fn verdict(&self, here: &Here, reveal: Reveal) -> Text {
        if !reveal.shows(1) {
            let cost = figure(here.cost, 5);
            return say!("J is {cost} here. Which way is down?", "此处 J = {cost}。哪边是下坡？");
        }
        if !reveal.shows(2) {
            return text(
                "The gradient points straight uphill. The step goes the other way, α times as far.",
                "梯度正对着上坡。这一步朝反方向走，长度是它的 α 倍。",
            );
        }
        let alpha = figure(here.lr, 4);
        if here.steepness() < 1e-9 {
            return self.about_rest(here);
        }
        let limit = here.bends.limit();
        let limit_text = limit.map_or(String::new(), |limit| figure(limit, 4));
        // A change below the last digit of J says nothing.
        let rises = here.next_cost - here.cost > 1e-12 * here.cost.abs();
        match limit {
            Some(limit) if rises && here.lr > limit => say!(
                "Overshoot: α = {alpha} is above 2/λmax = {limit_text}; the step lands higher.",
                "越过了头：α = {alpha} 大于 2/λmax = {limit_text}，这一步落在对面更高处。"
            ),
            _ if rises => say!(
                "The step with α = {alpha} lands higher than it began: the hill bends more on the way.",
                "α = {alpha} 的这一步反而走高了：途中弯曲得更厉害。"
            ),
            Some(limit) if here.lr > limit => say!(
                "J falls, but α = {alpha} is above 2/λmax = {limit_text}: the steep direction grows each step.",
                "J 还在下降，但 α = {alpha} 大于 2/λmax = {limit_text}：陡的方向每步都在放大。"
            ),
            Some(limit) if here.lr > 0.5 * limit * (1.0 + 1e-9) => say!(
                "Zigzag: each step jumps across the valley. That is fine below 2/λmax = {limit_text}.",
                "之字形：每一步都跳到谷的另一侧。只要小于 2/λmax = {limit_text} 就没有问题。"
            ),
            _ => self.about_pace(here),
        }
    }

    /// The slope is all but zero.
    fn about_rest(&self, here: &Here) -> Text {
        let cost = figure(here.cost, 6);
        if here.bends.least() < -1e-9 {
            return say!(
                "The slope is 0, but this is no minimum: the hill falls away to the side. J = {cost}.",
                "这里斜率为 0，但不是极小点：旁边还能往下走。J = {cost}。"
            );
        }
        let lower = self.hill.minima().into_iter().map(|at| self.hill.value(at)).reduce(f64::min);
        match lower {
            Some(lowest) if here.cost > lowest + 1e-6 => {
                let lowest = figure(lowest, 4);
                say!(
                    "Arrived: J = {cost}, a minimum, but not the lowest ({lowest}). The start decides.",
                    "到达 J = {cost}：是极小点，却不是最低点；别处 J 可低至 {lowest}。走到哪里由起点决定。"
                )
            }
            _ => say!("Arrived: the slope is 0 and J = {cost}.", "到达：斜率为 0，J = {cost}。"),
        }
    }

    fn about_pace(&self, here: &Here) -> Text {
        let (before, after) = (figure(here.cost, 5), figure(here.next_cost, 5));
        let slowest = here.bends.factors(here.lr).fold(f64::NEG_INFINITY, f64::max);
        if here.bends.least() > 1e-12 && slowest > 0.97 {
            let share = figure(100.0 * (1.0 - slowest), 2);
            return say!(
                "Slow: in the flattest direction a step covers {share} % of the way. J {before} → {after}.",
                "很慢：在最平的方向上，一步只走完剩余路程的 {share}%。J {before} → {after}。"
            );
        }
        say!("Downhill: J falls from {before} to {after}.", "下坡：J 从 {before} 降到 {after}。")
    }

    /// Why the step from `at` cannot be taken: it leads to where a formula has no value, or J
    /// has grown without bound.
    pub(super) fn breakdown(&self, at: [f64; 2], lr: f64, t: u64) -> Text {
        let (alpha, after, next) = (figure(lr, 4), t + 1, self.hill.next(at, lr));
        let grown = self.hill.value(at).abs() > 1e9;
        if let (false, Some(trouble)) = (grown, self.hill.trouble(next)) {
            let [w, b] = next.map(|x| figure(x, 4));
            let head = say!(
                "Step {after} would lead to w = {w}, b = {b}. ",
                "第 {after} 步会走到 w = {w}、b = {b}。"
            );
            let tail = say!(
                " A learning rate smaller than {alpha} may stay clear of it.",
                " 学习率小于 {alpha} 也许就能避开。"
            );
            return head.then(&trouble).then(&tail);
        }
        let cost = figure(self.hill.value(at), 3);
        let head = say!(
            "J = {cost} is about to leave the range of 64-bit numbers at step {after}.",
            "到第 {after} 步，J = {cost} 即将超出 64 位浮点数的范围。"
        );
        let limit = Bends::at(&self.hill, self.start).limit().filter(|limit| lr > *limit);
        let tail = match limit.map(|limit| figure(limit, 4)) {
            Some(limit) => say!(
                " The learning rate {alpha} is above 2/λmax = {limit}: every step overshot farther. Try a smaller one.",
                " 学习率 {alpha} 大于 2/λmax = {limit}：每一步都越跳越远。请试试更小的值。"
            ),
            None => say!(
                " The learning rate {alpha} is too large for this hill. Try a smaller one.",
                " 学习率 {alpha} 对这座山来说太大。请试试更小的值。"
            ),
        };
        head.then(&tail)
    }
}
