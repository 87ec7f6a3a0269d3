//! The lesson's parameters, and the network that they describe.

use super::{DIGITS, sheet::Sheet};
use crate::lab::{Parameter, Parameters, Settings, Value};
use crate::lessons::hyper;
use crate::lessons::networks::rule;
use crate::math::{Activation, Initialisation};
use crate::nn::mlp::{Head, Mlp};
use crate::nn::optimizer::{Convention, Rule};
use crate::say;
use crate::words::{Problem, Text, printable, text};

/// Hidden layers, and neurons in one, at most.
const LAYERS: usize = 4;
const NEURONS: usize = 512;

/// All parameters under these settings.
pub(super) fn declare(settings: &Settings) -> Vec<Parameter> {
    let mut all = network();
    all.extend(rule::parameters(settings, "adam", usual_rate));
    all.extend(course());
    all.extend(view());
    all
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

fn network() -> Vec<Parameter> {
    let hidden = Parameter::words(
        "hidden",
        text("hidden neurons", "隐藏神经元"),
        text(
            "Neurons of each hidden layer, with commas between layers; none for a linear model.",
            "每个隐藏层的神经元数，层间用逗号隔开；none 表示线性模型。",
        ),
        hidden_words(),
        "64",
    );
    let choices = Activation::ALL.into_iter().map(|f| (f.name(), f.label())).collect();
    let activation = Parameter::choice(
        "activation",
        text("activation", "激活函数"),
        text("What a hidden neuron makes of its weighted sum.", "隐藏神经元怎样处理它的加权和。"),
        choices,
    );
    let choices = Initialisation::ALL.into_iter().map(|rule| (rule.name(), rule.label())).collect();
    let init = Parameter::choice(
        "init",
        text("first weights", "初始权重"),
        text("How the weights are drawn before the first step.", "第一步之前怎样抽取权重。"),
        choices,
    );
    let chosen = |parameter: Parameter, name: &str| parameter.with_default(Value::Words(name.to_string()));
    vec![hidden, chosen(activation, Activation::Relu.name()), chosen(init, Initialisation::He.name())]
}

fn hidden_words() -> Text {
    say!(
        "up to {LAYERS} numbers from 1 to {NEURONS} with commas between them, or none",
        "至多 {LAYERS} 个 1 到 {NEURONS} 的整数，用逗号隔开，或 none"
    )
}

fn course() -> Vec<Parameter> {
    let batch = text("Pictures that one step learns from together.", "每一步同时学习多少张图片。");
    let epochs = text(
        "Where a run stops by itself; in an epoch every training picture is seen once.",
        "自动运行到第几轮为止；一轮中每张训练图片各看一次。",
    );
    vec![
        Parameter::whole("batch", text("mini-batch", "小批量"), batch, 32, 1, 100_000),
        Parameter::whole("epochs", text("epochs", "轮数"), epochs, 40, 1, 100_000).live(),
    ]
}

fn view() -> Vec<Parameter> {
    let part = Parameter::choice(
        "part",
        text("what it reads", "识别什么"),
        text("Test pictures, training pictures, or what you draw.", "测试图片、训练图片，或你画的数字。"),
        vec![
            ("test", text("test pictures", "测试图片")),
            ("train", text("training pictures", "训练图片")),
            ("drawing", text("your drawing", "你画的")),
        ],
    );
    let picture = Parameter::whole(
        "picture",
        text("picture", "图片编号"),
        text("The picture shown, counted from 1.", "当前显示的图片，从 1 数起。"),
        1,
        1,
        1_000_000,
    );
    let unit = Parameter::whole(
        "unit",
        text("neuron", "神经元编号"),
        text(
            "The neuron of the first layer shown large, counted from 1.",
            "放大显示的第一层神经元，从 1 数起。",
        ),
        1,
        1,
        1_000_000,
    );
    let pixel = Parameter::whole(
        "pixel",
        text("pixel", "像素编号"),
        text(
            "The pixel whose weight is written out, counted from 1; 0 is the middle one.",
            "写出哪个像素的权重，从 1 数起；0 表示中央。",
        ),
        0,
        0,
        1_000_000,
    );
    let cell = Parameter::words(
        "cell",
        text("chosen mistake", "选中的错误"),
        text(
            "Shows the pictures behind a cell of the table: 35 are threes taken for fives; nothing for all mistakes.",
            "查看表格某一格背后的图片：35 表示被认成 5 的 3；留空表示所有错误。",
        ),
        text("two digits, or nothing", "两个数字，或留空"),
        "",
    );
    let drawing = Parameter::words(
        "drawing",
        text("drawing", "手绘"),
        text("What is drawn on the sheet.", "画板上的内容。"),
        text("letters that the sheet has written", "由画板写出的字母串"),
        "",
    );
    vec![
        part.view(),
        picture.view().unlisted(),
        unit.view().unlisted(),
        pixel.view().unlisted(),
        cell.view().unlisted(),
        drawing.view().unlisted(),
    ]
}

/// The network for pictures of so many pixels.
///
/// # Errors
/// A sentence when the hidden layers cannot be understood.
pub(super) fn mlp(parameters: &Parameters, pixels: usize) -> Result<Mlp, Problem> {
    let typed = parameters.word("hidden").trim();
    let mut sizes = vec![pixels];
    if !matches!(typed, "" | "none" | "0") {
        for word in typed.split([',', '，']) {
            let size = word.trim().parse().ok().filter(|size| (1..=NEURONS).contains(size));
            sizes.push(size.ok_or_else(|| hidden_problem(typed))?);
        }
    }
    if sizes.len() > LAYERS + 1 {
        return Err(hidden_problem(typed));
    }
    sizes.push(DIGITS);
    let activation = Activation::from_name(parameters.word("activation")).unwrap_or_default();
    Ok(Mlp::new(&sizes, activation, Head::Softmax, true))
}

fn hidden_problem(typed: &str) -> Problem {
    let (typed, expected) = (printable(typed), hidden_words());
    Problem::usage(Text {
        en: format!("hidden takes {}, not \"{typed}\".", expected.en).into(),
        zh: format!("hidden 应为{}，而不是“{typed}”。", expected.zh).into(),
    })
}

/// The cell of the confusion matrix: is, taken for.
///
/// # Errors
/// A sentence when it is not two digits.
pub(super) fn cell(typed: &str) -> Result<Option<(usize, usize)>, Problem> {
    let digits: Vec<usize> =
        typed.chars().filter_map(|c| c.to_digit(10)).map(|digit| digit as usize).collect();
    match (typed.trim(), &digits[..]) {
        ("", _) => Ok(None),
        (word, &[is, said]) if word.len() == 2 => Ok(Some((is, said))),
        (word, _) => {
            let word = printable(word);
            Err(Problem::usage(say!(
                "cell takes two digits, such as 35, or nothing, not \"{word}\".",
                "cell 应为两个数字（如 35）或留空，而不是“{word}”。"
            )))
        }
    }
}

/// The drawing of a share line.
///
/// # Errors
/// A sentence when it is not one.
pub(super) fn drawing(typed: &str) -> Result<Sheet, Problem> {
    Sheet::read(typed.trim()).ok_or_else(|| {
        Problem::usage(text(
            "The drawing in the line cannot be read; draw it again.",
            "无法读出其中的手绘内容；请重新画。",
        ))
    })
}
