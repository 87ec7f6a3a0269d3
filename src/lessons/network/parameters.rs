//! The parameters; their defaults are those of the preset.

use super::preset::{Biases, PRESETS, Preset, Start};
use crate::lab::{Parameter, Parameters, Value};
use crate::math::loss::Loss;
use crate::say;
use crate::words::{Problem, printable, same, text};

/// Layers at most, with inputs and outputs: as many as a diagram shows.
const MOST_LAYERS: usize = 8;
/// Neurons of a layer at most.
const MOST_NEURONS: usize = 16;

/// All parameters in the order in which the panel lists them.
pub(super) fn parameters(preset: &Preset) -> Vec<Parameter> {
    let presets = PRESETS.iter().map(|preset| (preset.id, preset.label.clone())).collect();
    let mut list = vec![
        Parameter::choice(
            "preset",
            text("network", "网络"),
            text("Which network learns which table.", "哪个网络学哪张表。"),
            presets,
        )
        .with_default(Value::Words(preset.id.to_string())),
    ];
    if preset.own {
        list.extend(own(preset));
    }
    if preset.biases != Biases::None || preset.own {
        list.push(biases(preset));
    }
    list.push(start());
    list.extend(training(preset));
    list.extend(view());
    list
}

fn own(preset: &Preset) -> Vec<Parameter> {
    let layers = text(
        "Inputs, neurons of each hidden layer, outputs. Rows in the table decide about inputs and outputs.",
        "输入数、各隐藏层的神经元数、输出数。表格里写了行时，输入数和输出数由它决定。",
    );
    let table = text(
        "What is learnt: how many inputs are 1 (ones), or rows of inputs:answers. A CSV file (o, --data) replaces it.",
        "要学的表：有几个输入为 1（ones），或每行写 输入:答案。用 CSV 文件（o 或 --data）可代替它。",
    );
    let loss = text("What a wrong answer costs, summed over all answers.", "答错的代价，对所有答案求和。");
    vec![
        Parameter::words(
            "layers",
            text("layers", "各层"),
            layers,
            text("two to eight sizes like 3-5-4-1", "二到八个数，如 3-5-4-1"),
            preset.layers,
        ),
        Parameter::words(
            "table",
            text("table", "表格"),
            table,
            text("ones, or rows like 0,1:1; 1,1:0", " ones，或若干行，如 0,1:1; 1,1:0"),
            preset.table,
        ),
        Parameter::choice(
            "loss",
            text("loss", "损失"),
            loss,
            vec![("half", same("½·Σ (y − ŷ)²")), ("squared", same("Σ (y − ŷ)²"))],
        ),
    ]
}

fn biases(preset: &Preset) -> Parameter {
    let help = text(
        "Biases move the S-curves to the side: learnt, kept as they begin, or none.",
        "偏置把 S 曲线左右平移：参与学习、保持初值，或没有。",
    );
    let learn = ("learn", text("learn", "参与学习"));
    let fixed = ("fixed", text("stay as they are", "保持不变"));
    let none = ("none", text("none", "没有"));
    let choices = match (preset.own, preset.biases) {
        (true, _) => vec![learn, none],
        (false, Biases::Fixed) => vec![fixed, learn],
        (false, _) => vec![learn, fixed],
    };
    Parameter::choice("biases", text("biases", "偏置"), help, choices)
}

fn start() -> Parameter {
    let help = text(
        "How the weights begin. Zeros stop everything; equal weights keep all neurons of a layer twins.",
        "权重从哪里开始。全零时什么都停住；全部相同时，同一层的神经元永远是孪生的。",
    );
    Parameter::choice(
        "start",
        text("first weights", "初始权重"),
        help,
        vec![
            ("preset", text("as the network has them", "按所选网络")),
            ("unit", text("random 0 to 1", "随机 0 到 1")),
            ("signed", text("random −1 to 1", "随机 −1 到 1")),
            ("zeros", text("all zero", "全零")),
            ("equal", text("all one half", "全为 ½")),
        ],
    )
}

fn training(preset: &Preset) -> Vec<Parameter> {
    let rate = text(
        "How far one iteration moves the weights against the gradient of the loss.",
        "每次迭代让权重沿损失的负梯度方向移动多远。",
    );
    let iterations = text("Where a run stops by itself.", "自动运行到第几次迭代为止。");
    vec![
        Parameter::rate("lr", text("learning rate α", "学习率 α"), rate, preset.lr, 1e-4, 1e4).live(),
        Parameter::whole(
            "iterations",
            text("iterations", "迭代次数"),
            iterations,
            preset.iterations,
            1,
            10_000_000,
        )
        .live(),
    ]
}

fn view() -> Vec<Parameter> {
    let example =
        text("The row of the table that is looked at, from 1.", "正在查看表格的第几行，从 1 数起。");
    let select = text(
        "The neuron (layer.place) or weight (layer.to.from) whose arithmetic is written out.",
        "写出算式的神经元（层.位置）或权重（层.到.从）。",
    );
    let expected = text("a neuron like 1.3 or a weight like 1.3.2", "神经元如 1.3，权重如 1.3.2");
    vec![
        Parameter::whole("example", text("example", "样本"), example, 1, 1, 100_000).view(),
        Parameter::words("select", text("chosen", "选中"), select, expected, "").view().unlisted(),
        Parameter::words(
            "set",
            same("w"),
            text("Sets a weight or bias by hand: 1.3.2=0.5.", "手动设定权重或偏置：1.3.2=0.5。"),
            text("a weight and its value like 1.3.2=0.5", "权重与数值，如 1.3.2=0.5"),
            "",
        )
        .touch(),
    ]
}

/// The network's sizes: of the preset, or the learner's own.
pub(super) fn layers(preset: &Preset, parameters: &Parameters) -> Result<Vec<usize>, Problem> {
    let words = if preset.own { parameters.word("layers") } else { preset.layers };
    let sizes: Option<Vec<usize>> = words
        .split(['-', ',', ' ', '－', '，'])
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().ok().filter(|size| (1..=MOST_NEURONS).contains(size)))
        .collect();
    sizes.filter(|sizes| (2..=MOST_LAYERS).contains(&sizes.len())).ok_or_else(|| {
        let typed = printable(words);
        Problem::usage(say!(
            "layers takes two to {MOST_LAYERS} sizes from 1 to {MOST_NEURONS} like 3-5-4-1, not \"{typed}\".",
            "layers 应为 2 到 {MOST_LAYERS} 个 1 到 {MOST_NEURONS} 的数，如 3-5-4-1，而不是“{typed}”。"
        ))
    })
}

/// Refuses a network whose table made its ends too large.
pub(super) fn check(sizes: &[usize]) -> Result<(), Problem> {
    let Some(size) = sizes.iter().find(|size| !(1..=MOST_NEURONS).contains(*size)) else { return Ok(()) };
    Err(Problem::usage(say!(
        "The table has {size} numbers on one side of its colons; at most {MOST_NEURONS} are drawn.",
        "表格冒号的一侧有 {size} 个数；最多画 {MOST_NEURONS} 个。"
    )))
}

/// What the biases do.
pub(super) fn biases_of(preset: &Preset, parameters: &Parameters) -> Biases {
    match parameters.word("biases") {
        "learn" => Biases::Learn,
        "fixed" => Biases::Fixed,
        "none" => Biases::None,
        _ => preset.biases,
    }
}

/// The loss of one answer.
pub(super) fn loss_of(preset: &Preset, parameters: &Parameters) -> Loss {
    match parameters.word("loss") {
        "squared" => Loss::Squared,
        "half" => Loss::HalfSquared,
        _ => preset.loss,
    }
}

/// How the weights begin.
pub(super) fn start_of(preset: &Preset, parameters: &Parameters) -> Start {
    match parameters.word("start") {
        "unit" => Start::Unit,
        "signed" => Start::Signed,
        "zeros" => Start::Zeros,
        "equal" => Start::Equal,
        _ => preset.start,
    }
}
