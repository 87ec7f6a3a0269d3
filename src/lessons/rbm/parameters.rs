//! The settings, in the order in which the panel lists them.

use super::source::Part;
use super::view::LONGEST_DREAM;
use crate::lab::{Form, Nth, Rows, Setting};
use crate::lessons::own_table::Own;
use crate::words::{Problem, Text, text};

/// What is set.
pub(in crate::lessons) struct Settings {
    pub(super) hidden: Setting<usize>,
    pub(super) lr: Setting<f64>,
    pub(super) batch: Setting<usize>,
    pub(super) epochs: Setting<u64>,
    /// Every picture is there five times, moved by a pixel.
    pub(super) nudged: Setting<bool>,
    pub(super) pixels: Setting<Pixels>,
    /// Whether a run without a screen ends with the comparison.
    pub(super) compare: Setting<bool>,
    pub(super) seen: Seen,
    /// Pictures of one's own.
    pub(super) own: Own,
}

/// What is set about what is looked at.
pub(super) struct Seen {
    pub(super) part: Setting<Part>,
    pub(super) picture: Setting<Nth>,
    pub(super) start: Setting<Start>,
    /// Steps of the dream.
    pub(super) dream: Setting<usize>,
    pub(super) unit: Setting<Nth>,
    /// None is the middle one.
    pub(super) pixel: Setting<Option<Nth>>,
    pub(super) example: Setting<Nth>,
}

/// What a grey pixel is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pixels {
    Probability,
    Binary,
}

impl Rows for Pixels {
    const ROWS: &'static [(Pixels, &'static str, Text)] = &[
        (Pixels::Probability, "probability", text("probabilities", "概率")),
        (Pixels::Binary, "binary", text("black or white", "黑白二值")),
    ];
}

impl Rows for Part {
    const ROWS: &'static [(Part, &'static str, Text)] =
        &[(Part::Test, "test", text("test", "测试集")), (Part::Train, "train", text("training", "训练集"))];
}

/// What a dream begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    Digit,
    Noise,
}

impl Rows for Start {
    const ROWS: &'static [(Start, &'static str, Text)] = &[
        (Start::Digit, "digit", text("the picture", "当前图片")),
        (Start::Noise, "noise", text("noise", "噪声")),
    ];
}

impl Settings {
    pub(super) fn fill(form: &mut Form<'_>) -> Result<Settings, Problem> {
        let help = text("How many features the machine can learn.", "机器最多能学到多少个特征。");
        let hidden =
            form.whole("hidden", text("hidden units", "隐藏单元数"), help, 100, 1..=1024).restarts()?;
        let help = text("How far one mini-batch moves the weights.", "每个小批量把权重移动多远。");
        let lr = form.rate("lr", text("learning rate α", "学习率 α"), help, 0.06, 1e-6..=10.0).live()?;
        let help = text(
            "Pictures of one step, and as many chains that imagine some.",
            "每一步看多少张图片，同时有多少条链在想象图片。",
        );
        let batch = form.whole("batch", text("batch size", "小批量"), help, 10, 1..=10_000).restarts()?;
        let help = text(
            "How often all pictures are shown before a run stops by itself.",
            "自动运行时，全部图片要看几遍才停。",
        );
        let epochs = form.whole("epochs", text("epochs", "轮数"), help, 10, 1..=10_000).live()?;
        let help = text(
            "Show every picture five times: as it is, and moved by one pixel up, down, left, right.",
            "每张图片出现五次：原样，以及向上、下、左、右各移一个像素。",
        );
        let nudged = form.switch("nudged", text("nudged pictures", "平移图片"), help, true).restarts()?;
        let help = text(
            "A grey pixel is the probability of a white one, or it is made black or white.",
            "灰色像素当作“它是白色”的概率，或者一律变成非黑即白。",
        );
        let pixels = form.choice("pixels", text("pixels", "像素"), help, Pixels::all()).restarts()?;
        let (seen, own) = (Seen::fill(form)?, Own::fill(form)?);
        let help = text(
            "End a run without a screen with the accuracies of logistic regression on features and on raw pixels.",
            "命令行模式下运行结束时，给出在特征上和在原始像素上做逻辑回归的准确率。",
        );
        let compare =
            form.switch("compare", text("compare at the end", "结束时比较"), help, true).restarts()?;
        Ok(Settings { hidden, lr, batch, epochs, nudged, pixels, compare, seen, own })
    }
}

impl Seen {
    fn fill(form: &mut Form<'_>) -> Result<Seen, Problem> {
        let help = text(
            "Whether the picture looked at is one it never learned from.",
            "查看的图片来自测试集（没学过）还是训练集。",
        );
        let part = form.choice("part", text("pictures shown", "查看哪些图片"), help, Part::all()).view()?;
        let help = text("The picture shown, counted from 1.", "当前显示的图片，从 1 数起。");
        let range = Nth(0)..=Nth(999_999);
        let picture = form.whole("picture", text("picture", "图片编号"), help, Nth(0), range).view()?;
        let help = text(
            "Where the dream begins: at the picture shown, or at noise.",
            "梦从当前图片开始，还是从噪声开始。",
        );
        let start =
            form.choice("start", text("dream begins with", "梦从何开始"), help, Start::all()).view()?;
        let help = text("How many steps of Gibbs sampling the dream has.", "梦境做多少步吉布斯采样。");
        let dream =
            form.whole("dream", text("dream, steps", "梦的步数"), help, 0, 0..=LONGEST_DREAM).view()?;
        let help = text(
            "The hidden unit whose arithmetic is written out, from 1.",
            "写出哪个隐藏单元的算式，从 1 数起。",
        );
        let range = Nth(0)..=Nth(1023);
        let unit =
            form.whole("unit", text("hidden unit", "隐藏单元"), help, Nth(0), range).unlisted().view()?;
        let help = text(
            "The pixel whose arithmetic is written out, from 1; 0 is the one in the middle.",
            "写出哪个像素的算式，从 1 数起；0 表示中央的那个。",
        );
        let pixel = form
            .whole("pixel", text("pixel", "像素编号"), help, None, None..=Some(Nth(16_383)))
            .unlisted()
            .view()?;
        let help = text(
            "The picture of the batch, and the chain, whose arithmetic is written out, from 1.",
            "写出小批量中第几张图片、第几条链的算式，从 1 数起。",
        );
        let range = Nth(0)..=Nth(9_999);
        let example = form.whole("example", text("example of the batch", "批内第几张"), help, Nth(0), range);
        let example = example.unlisted().view()?;
        Ok(Seen { part, picture, start, dream, unit, pixel, example })
    }
}
