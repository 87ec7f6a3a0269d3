//! The settings: rate and loss, the points that are drawn, the first weights, how an own table is read.

use super::NAMES;
use crate::data::table::{Reading, Scaling};
use crate::lab::{Form, Nth, Rows, Setting};
use crate::lessons::own_table;
use crate::nn::logistic::Cost;
use crate::say;
use crate::words::{Problem, Text, text};

/// What is set.
pub(in crate::lessons) struct Settings {
    pub(super) lr: Setting<f64>,
    pub(super) loss: Setting<Cost>,
    /// How many points are drawn, and how far they scatter.
    pub(super) m: Setting<usize>,
    pub(super) noise: Setting<f64>,
    /// The example that is looked at.
    pub(super) example: Setting<Nth>,
    /// First w₁, w₂, b.
    pub(super) start: [Setting<f64>; 3],
    /// How a table of one's own is read.
    pub(super) reading: Reading,
    pub(super) scale: Setting<Scaling>,
    pub(super) class: Setting<String>,
}

impl Rows for Cost {
    const ROWS: &'static [(Cost, &'static str, Text)] = &[
        (Cost::CrossEntropy, "cross-entropy", text("cross-entropy", "交叉熵")),
        (Cost::Squared, "squared", text("squared error", "平方误差")),
    ];
}

impl Settings {
    /// In the order in which the panel lists them.
    pub(super) fn fill(form: &mut Form<'_>) -> Result<Settings, Problem> {
        let help = text(
            "How far one iteration moves w and b against the gradient.",
            "每次迭代让 w 和 b 沿负梯度方向移动多远。",
        );
        let lr = form.rate("lr", text("learning rate α", "学习率 α"), help, 0.5, 1e-6..=1e6).live()?;
        let help = text(
            "What a wrong answer costs. From surely wrong weights, squared error hardly moves: see why.",
            "答错的代价怎么算。从“错得很肯定”的权重出发，平方误差几乎不动：看看为什么。",
        );
        let loss = form.choice("loss", text("loss", "损失"), help, Cost::all()).restarts()?;
        let help = text(
            "How many points are drawn; not for your own data.",
            "生成多少个点；使用自己的数据时不起作用。",
        );
        let m = form.whole("m", text("examples m", "样本数 m"), help, 60, 2..=2000).restarts()?;
        let help = text(
            "How far points scatter about the centre of their class; not for your own data.",
            "点在各自类中心周围散布多远；使用自己的数据时不起作用。",
        );
        let noise = form.number("noise", text("noise", "噪声"), help, 0.8, 0.0..=10.0).restarts()?;
        let help = text("The example that is looked at, counted from 1.", "正在查看的样本，从 1 数起。");
        let (label, all) = (text("example", "样本编号"), Nth(0)..=Nth(999_999));
        let example = form.whole("example", label, help, Nth(0), all).view()?;
        let [w1, w2, b] = NAMES.map(|name| first(form, name));
        let start = [w1?, w2?, b?];
        let reading = own_table::reading(form)?;
        let (scale, class) = (own_table::scaling(form)?, own_table::class(form)?);
        Ok(Settings { lr, loss, m, noise, example, start, reading, scale, class })
    }
}

fn first(form: &mut Form<'_>, name: &'static str) -> Result<Setting<f64>, Problem> {
    let help = say!("What {name} begins with.", "{name} 的初始值。");
    let label = say!("first {name}", "初始 {name}");
    form.number(name, label, help, 0.0, -1e6..=1e6).unlisted().restarts()
}
