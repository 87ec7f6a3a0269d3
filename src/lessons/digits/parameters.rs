//! The settings.

use super::sheet::Sheet;
use super::view::Part;
use crate::lab::{Form, Nth, Rows, Setting};
use crate::lessons::hyper;
use crate::lessons::networks::rule;
use crate::lessons::own_table::Own;
use crate::math::{Activation, Initialisation};
use crate::nn::optimizer::{Convention, Optimizer, Rule};
use crate::say;
use crate::words::{Problem, Text, text};

/// Hidden layers, and neurons in one, at most.
const LAYERS: usize = 4;
const NEURONS: usize = 512;

/// What is set.
pub(in crate::lessons) struct Settings {
    /// Neurons of each hidden layer.
    pub(super) hidden: Setting<Vec<usize>>,
    pub(super) activation: Setting<Activation>,
    pub(super) init: Setting<Initialisation>,
    pub(super) optimizer: Optimizer,
    pub(super) batch: Setting<usize>,
    pub(super) epochs: Setting<u64>,
    pub(super) seen: Seen,
    /// Pictures of one's own.
    pub(super) own: Own,
}

/// What is set about what is looked at.
pub(super) struct Seen {
    pub(super) part: Setting<Part>,
    pub(super) picture: Setting<Nth>,
    pub(super) unit: Setting<Nth>,
    /// None is the middle one.
    pub(super) pixel: Setting<Option<Nth>>,
    /// A cell of the table of mistakes: is, taken for.
    pub(super) cell: Setting<Option<(usize, usize)>>,
    pub(super) drawing: Setting<Sheet>,
}

impl Settings {
    /// In the order in which the panel lists them.
    pub(super) fn fill(form: &mut Form<'_>) -> Result<Settings, Problem> {
        let hidden = hidden(form)?;
        let help = text("What a hidden neuron makes of its weighted sum.", "隐藏神经元怎样处理它的加权和。");
        let activation = form.choice("activation", text("activation", "激活函数"), help, Activation::ALL);
        let activation = activation.usually(Activation::Relu).restarts()?;
        let help = text("How the weights are drawn before the first step.", "第一步之前怎样抽取权重。");
        let init = form.choice("init", text("first weights", "初始权重"), help, Initialisation::ALL);
        let init = init.usually(Initialisation::He).restarts()?;
        let optimizer = rule::fill(form, "adam", usual_rate)?;
        let help = text("Pictures that one step learns from together.", "每一步同时学习多少张图片。");
        let batch = form.whole("batch", text("mini-batch", "小批量"), help, 32, 1..=100_000).restarts()?;
        let help = text(
            "Where a run stops by itself; in an epoch every training picture is seen once.",
            "自动运行到第几轮为止；一轮中每张训练图片各看一次。",
        );
        let epochs = form.whole("epochs", text("epochs", "轮数"), help, 40, 1..=100_000).live()?;
        let (seen, own) = (Seen::fill(form)?, Own::fill(form)?);
        Ok(Settings { hidden, activation, init, optimizer, batch, epochs, seen, own })
    }
}

/// Rates at which each rule reads the shipped digits well within the default number of epochs.
fn usual_rate(rule: &Rule) -> f64 {
    match rule.name {
        "sgd" => 0.1,
        "momentum" | "nesterov" | "adagrad" => 0.02,
        "adam" | "adamw" | "nadam" | "amsgrad" | "adamax" => 0.003,
        "lion" => 0.0003,
        _ => hyper::preset(&rule.hyper[0], Convention::PyTorch),
    }
}

fn hidden(form: &mut Form<'_>) -> Result<Setting<Vec<usize>>, Problem> {
    let help = text(
        "Neurons of each hidden layer, with commas between layers; none for a linear model.",
        "每个隐藏层的神经元数，层间用逗号隔开；none 表示线性模型。",
    );
    let expected = say!(
        "up to {LAYERS} numbers from 1 to {NEURONS} with commas between them, or none",
        "至多 {LAYERS} 个 1 到 {NEURONS} 的整数，用逗号隔开，或 none"
    );
    let hidden = form.words("hidden", text("hidden neurons", "隐藏神经元"), help, expected, "64");
    hidden.read(|words| sizes(words.trim()).ok_or_else(Text::default)).restarts()
}

/// Reads `64,32`, or `none`.
fn sizes(words: &str) -> Option<Vec<usize>> {
    if matches!(words, "" | "none" | "0") {
        return Some(Vec::new());
    }
    let size = |word: &str| word.trim().parse().ok().filter(|size| (1..=NEURONS).contains(size));
    let sizes = words.split([',', '，']).map(size).collect::<Option<Vec<usize>>>();
    sizes.filter(|sizes| sizes.len() <= LAYERS)
}

impl Seen {
    fn fill(form: &mut Form<'_>) -> Result<Seen, Problem> {
        let help =
            text("Test pictures, training pictures, or what you draw.", "测试图片、训练图片，或你画的数字。");
        let part = form.choice("part", text("what it reads", "识别什么"), help, Part::all()).view()?;
        let all = Nth(0)..=Nth(999_999);
        let help = text("The picture shown, counted from 1.", "当前显示的图片，从 1 数起。");
        let picture = form.whole("picture", text("picture", "图片编号"), help, Nth(0), all.clone());
        let picture = picture.unlisted().view()?;
        let help = text(
            "The neuron of the first layer shown large, counted from 1.",
            "放大显示的第一层神经元，从 1 数起。",
        );
        let unit = form.whole("unit", text("neuron", "神经元编号"), help, Nth(0), all).unlisted().view()?;
        let help = text(
            "The pixel whose weight is written out, counted from 1; 0 is the middle one.",
            "写出哪个像素的权重，从 1 数起；0 表示中央。",
        );
        let pixel = form.whole("pixel", text("pixel", "像素编号"), help, None, None..=Some(Nth(999_999)));
        let pixel = pixel.unlisted().view()?;
        let help = text(
            "Shows the pictures behind a cell of the table: 35 are threes taken for fives; nothing for all mistakes.",
            "查看表格某一格背后的图片：35 表示被认成 5 的 3；留空表示所有错误。",
        );
        let expected = text(
            "two digits, such as 35, two places from 0 with a comma, such as 12,40, or nothing",
            "两个数字（如 35）、逗号隔开的两个从 0 起的序号（如 12,40），或留空",
        );
        let cell = form.words("cell", text("chosen mistake", "选中的错误"), help, expected, "").unlisted();
        let cell = cell.read(|words| cell_of(words.trim()).ok_or_else(Text::default)).view()?;
        let help = text("What is drawn on the sheet.", "画板上的内容。");
        let expected = text("letters that the sheet has written", "由画板写出的字母串");
        let drawing = form.words("drawing", text("drawing", "手绘"), help, expected, "").unlisted();
        let unread = || text("it cannot be read; draw it again", "无法读出，请重新画");
        let drawing = drawing.read(move |words| Sheet::read(words.trim()).ok_or_else(unread)).view()?;
        Ok(Seen { part, picture, unit, pixel, cell, drawing })
    }
}

/// The cell of the confusion matrix: is, taken for.
fn cell_of(words: &str) -> Option<Option<(usize, usize)>> {
    let digits: Option<Vec<usize>> = match words.split_once([',', '，']) {
        Some((is, said)) => [is, said].iter().map(|word| word.trim().parse().ok()).collect(),
        None => words.chars().map(|c| c.to_digit(10).map(|digit| digit as usize)).collect(),
    };
    match digits?[..] {
        [] => Some(None),
        [is, said] => Some(Some((is, said))),
        _ => None,
    }
}

/// What [`cell_of`] reads.
pub(super) fn cell_words((is, said): (usize, usize)) -> String {
    if is.max(said) < 10 { format!("{is}{said}") } else { format!("{is},{said}") }
}
