//! The settings: the cost with its learning rate, where the walk begins, how the surface is turned.

use super::FAR;
use super::cost::{Hill, NAMES};
use crate::lab::{Form, Setting};
use crate::words::{Problem, Text, text};

/// What is set.
pub(in crate::lessons) struct Settings {
    /// A name or a formula.
    pub(super) cost: Setting<String>,
    pub(super) lr: Setting<f64>,
    /// Where the walk begins.
    pub(super) w: Setting<f64>,
    pub(super) b: Setting<f64>,
    /// From where the surface is seen, in degrees.
    pub(super) yaw: Setting<f64>,
    pub(super) pitch: Setting<f64>,
    /// The cost, read.
    pub(super) hill: Hill,
}

impl Settings {
    /// In the order in which the panel lists them.
    pub(super) fn fill(form: &mut Form<'_>) -> Result<Settings, Problem> {
        let cost = cost(form)?;
        let help = text("How far a step goes along the slope.", "沿梯度走多远。");
        let lr = form.rate("lr", text("learning rate α", "学习率 α"), help, 0.1, 1e-6..=100.0).live()?;
        let kappa = if cost.trim() == "bowl" { *kappa(form)? } else { 1.0 };
        let hill = Hill::new(cost.trim(), kappa)?;
        let mut start = |name, label, default, listed| {
            let help = text(
                "Where the walk begins; also by mouse or arrow keys in the picture.",
                "从哪里出发；也可在图中用鼠标或方向键设定。",
            );
            form.number(name, label, help, default, -FAR..=FAR).listed_if(listed).restarts()
        };
        let [w, b] = hill.start();
        let w = start("w", text("start w", "起点 w"), w, true)?;
        // A cost of w alone does not listen to b.
        let b = start("b", text("start b", "起点 b"), b, !hill.flat)?;
        let help = text("How far the surface is turned, in degrees.", "曲面旋转的角度。");
        let yaw = form.number("yaw", text("turned", "旋转"), help, 30.0, -180.0..=180.0);
        let yaw = yaw.unlisted().view()?;
        let help = text(
            "From how high the surface is seen: 0 from the side, 90 from above.",
            "俯视角度：0 为侧视，90 为正上方。",
        );
        let pitch = form.number("pitch", text("tilt", "俯仰"), help, 35.0, 0.0..=90.0).unlisted().view()?;
        Ok(Settings { cost, lr, w, b, yaw, pitch, hill })
    }
}

fn cost(form: &mut Form<'_>) -> Result<Setting<String>, Problem> {
    let help = text(
        "bowl, parabola, twin, logistic, or any formula in w and b.",
        "bowl（碗）、parabola（抛物线）、twin（双谷）、logistic（逻辑回归），或任何含 w、b 的公式。",
    );
    let expected = text(
        "bowl, parabola, twin, logistic or a formula in w and b",
        "bowl、parabola、twin、logistic 或含 w、b 的公式",
    );
    form.words("cost", text("cost J", "代价 J"), help, expected, NAMES[0]).restarts()
}

fn kappa(form: &mut Form<'_>) -> Result<Setting<f64>, Problem> {
    let help: Text =
        text("How many times steeper the bowl is along b than along w.", "碗在 b 方向比 w 方向陡多少倍。");
    form.rate("kappa", text("steepness κ", "陡峭度 κ"), help, 10.0, 0.01..=1e4).restarts()
}
