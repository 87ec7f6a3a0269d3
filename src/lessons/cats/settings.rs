//! The settings: the rate, the length, when an answer is yes, and what is looked at.

use crate::lab::{Form, Nth, Rows, Setting};
use crate::lessons::own_table;
use crate::words::{Problem, Text, text};

/// What is set.
pub(in crate::lessons) struct Settings {
    pub(super) lr: Setting<f64>,
    pub(super) iterations: Setting<u64>,
    /// The answer above which the neuron says the second class.
    pub(super) threshold: Setting<f64>,
    /// The class that is told from the rest, where there are more than two.
    pub(super) class: Setting<String>,
    pub(super) part: Setting<Part>,
    pub(super) picture: Setting<Nth>,
    /// The weight that is looked at, counted from 1; 0 is one in the middle.
    pub(super) weight: Setting<usize>,
    /// The file with a picture of the learner's own; empty for none.
    pub(super) predict: Setting<String>,
}

/// Which pictures are leafed through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Train,
    Test,
}

impl Rows for Part {
    const ROWS: &'static [(Part, &'static str, Text)] =
        &[(Part::Train, "train", text("training", "训练集")), (Part::Test, "test", text("test", "测试集"))];
}

impl Settings {
    /// In the order in which the panel lists them.
    pub(super) fn fill(form: &mut Form<'_>) -> Result<Settings, Problem> {
        let help = text(
            "How far one iteration moves the weights against the gradient.",
            "每次迭代沿负梯度方向移动多远。",
        );
        let lr = form.rate("lr", text("learning rate α", "学习率 α"), help, 0.005, 1e-6..=1e6).live()?;
        let help = text("Where a run stops by itself.", "自动运行到第几次迭代为止。");
        let label = text("iterations", "迭代次数");
        let iterations = form.whole("iterations", label, help, 2000, 1..=1_000_000).length().live()?;
        let help = text(
            "The neuron says the second class when its answer is above this.",
            "输出高于该值时，神经元判为第二类。",
        );
        let label = text("threshold", "判定阈值");
        let threshold = form.number("threshold", label, help, 0.5, 0.0..=1.0).live()?;
        let class = own_table::class(form)?;
        let help = text("Which pictures are leafed through.", "翻看训练图片还是测试图片。");
        let part = form.choice("part", text("pictures shown", "查看哪些图片"), help, Part::all()).view()?;
        let help = text("The picture shown, counted from 1.", "当前显示的图片，从 1 数起。");
        let (label, all) = (text("picture", "图片编号"), Nth(0)..=Nth(999_999));
        let picture = form.whole("picture", label, help, Nth(0), all).view()?;
        let help = text(
            "The weight whose arithmetic is written out, counted from 1; 0 is one in the middle.",
            "在下方写出算式的权重，从 1 数起；0 表示图片中央的那个。",
        );
        let weight = form.whole("weight", text("weight", "权重编号"), help, 0, 0..=1_000_000_000);
        let weight = weight.unlisted().view()?;
        let help = text("Ask the neuron about a picture of your own.", "让神经元看一张你自己的图片。");
        let paths = text("the path of a PNG or JPEG file, or nothing", " PNG 或 JPEG 文件的路径，或留空");
        let predict = form.words("predict", text("own picture", "自己的图片"), help, paths, "").view()?;
        Ok(Settings { lr, iterations, threshold, class, part, picture, weight, predict })
    }
}
