//! The settings, in the order in which the panel lists them.

use super::feature::Feature;
use super::shape;
use super::view::View;
use crate::data::plane_points::PlaneSet;
use crate::data::table::Reading;
use crate::lab::{ByHand, Form, Rows, Setting};
use crate::lessons::networks::rule;
use crate::lessons::own_table;
use crate::math::{Activation, Initialisation};
use crate::nn::mlp::{Penalty, Regularisation};
use crate::nn::optimizer::{Optimizer, Rule};
use crate::say;
use crate::words::{Problem, Text, text};

/// What is set.
pub(in crate::lessons) struct Settings {
    pub(super) data: Setting<PlaneSet>,
    /// Neurons of each hidden layer.
    pub(super) hidden: Setting<Vec<usize>>,
    pub(super) activation: Setting<Activation>,
    pub(super) optimizer: Optimizer,
    /// Percent.
    pub(super) noise: Setting<f64>,
    /// Percent of the points that are learnt from.
    pub(super) share: Setting<f64>,
    pub(super) inputs: Setting<Vec<Feature>>,
    pub(super) batch: Setting<usize>,
    pub(super) regularisation: Option<Regularisation>,
    pub(super) cross_entropy: bool,
    pub(super) init: Setting<Initialisation>,
    pub(super) points: Setting<usize>,
    pub(super) shuffle: Setting<bool>,
    pub(super) view: View,
    /// Whether coordinates are brought to ±5.
    pub(super) scale: Setting<bool>,
    pub(super) target: Setting<Column>,
    /// A weight or bias.
    pub(super) weight: ByHand,
    /// How a table of one's own is read.
    pub(super) reading: Reading,
}

/// What the third column of a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Classes,
    Values,
}

impl Rows for Column {
    const ROWS: &'static [(Column, &'static str, Text)] = &[
        (Column::Classes, "classes", text("classes", "类别")),
        (Column::Values, "values", text("values", "数值")),
    ];
}

/// What a wrong answer costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cost {
    Squared,
    CrossEntropy,
}

impl Rows for Cost {
    const ROWS: &'static [(Cost, &'static str, Text)] = &[
        (Cost::Squared, "squared", text("squared error, tanh", "平方误差，tanh")),
        (Cost::CrossEntropy, "cross-entropy", text("cross-entropy", "交叉熵")),
    ];
}

impl Rows for Option<Penalty> {
    const ROWS: &'static [(Option<Penalty>, &'static str, Text)] = &[
        (None, "none", text("none", "无")),
        (Some(Penalty::L1), "l1", text("L1: |w|", "L1：|w|")),
        (Some(Penalty::L2), "l2", text("L2: ½w²", "L2：½w²")),
    ];
}

impl Settings {
    /// What is changed most stands first.
    pub(super) fn fill(form: &mut Form<'_>) -> Result<Settings, Problem> {
        let help = text(
            "The points to be told apart or predicted; your own come with --data points.csv.",
            "要区分或预测的点；自己的点用 --data points.csv 打开。",
        );
        let data = form.choice("data", text("data", "数据"), help, PlaneSet::ALL).forgets(&[]).restarts()?;
        let (hidden, activation) = (hidden(form)?, activation(form)?);
        let optimizer = rule::fill(form, "sgd", rate)?;
        let (noise, share) = (noise(form)?, share(form)?);
        let (inputs, batch) = (inputs(form)?, batch(form)?);
        let regularisation = regularisation(form)?;
        let target = target(form)?;
        let cross_entropy = *target == Column::Classes && cross_entropy(form, data.classes())?;
        let (init, points, shuffle) = (init(form)?, points(form)?, shuffle(form)?);
        let view = View::fill(form)?;
        let (scale, weight, reading) = (scale(form)?, weight(form)?, own_table::reading(form)?);
        Ok(Settings {
            data,
            hidden,
            activation,
            optimizer,
            noise,
            share,
            inputs,
            batch,
            regularisation,
            cross_entropy,
            init,
            points,
            shuffle,
            view,
            scale,
            target,
            weight,
            reading,
        })
    }
}

fn hidden(form: &mut Form<'_>) -> Result<Setting<Vec<usize>>, Problem> {
    let help = text("Neurons of each hidden layer.", "每个隐藏层的神经元数。");
    let expected = text("up to six numbers from 1 to 16, or none", "最多六个 1 到 16 的数，或 none");
    form.words("hidden", text("hidden layers", "隐藏层"), help, expected, "4,2").read(shape::read).restarts()
}

fn activation(form: &mut Form<'_>) -> Result<Setting<Activation>, Problem> {
    let help = text("What a hidden neuron makes of its weighted sum.", "隐藏神经元如何处理加权和。");
    let others = Activation::ALL.into_iter().filter(|activation| *activation != Activation::Tanh);
    let list = [Activation::Tanh].into_iter().chain(others);
    form.choice("activation", text("activation", "激活函数"), help, list).restarts()
}

/// A learning rate with which the rule learns these sets in reasonable time: the browser playground's for plain
/// descent; for the others the one of 0.001, 0.003, 0.01 … that took the fewest epochs on `xor` and `spiral` over five
/// seeds.
fn rate(rule: &Rule) -> f64 {
    match rule.name {
        "sgd" | "adamax" => 0.03,
        "adagrad" => 0.1,
        "adadelta" => 1.0,
        "lion" => 0.001,
        _ => 0.01,
    }
}

fn noise(form: &mut Form<'_>) -> Result<Setting<f64>, Problem> {
    let help = text("How blurred the border between the classes is.", "类别之间的边界有多模糊。");
    form.number("noise", text("noise, %", "噪声，%"), help, 0.0, 0.0..=50.0).restarts()
}

fn share(form: &mut Form<'_>) -> Result<Setting<f64>, Problem> {
    let help = text(
        "How many of the points are learnt from; the others only test. At 100 there is no test.",
        "有多少点用于学习；其余只用于测试。100 表示不留测试点。",
    );
    form.number("share", text("training share, %", "训练占比，%"), help, 50.0, 10.0..=100.0).restarts()
}

fn inputs(form: &mut Form<'_>) -> Result<Setting<Vec<Feature>>, Problem> {
    let help = text(
        "What is computed from a point before the network sees it.",
        "在网络看到一个点之前，先由它算出哪些量。",
    );
    let known = Feature::write(&Feature::ALL);
    let expected = say!("some of {known}", "以下的一部分：{known}");
    form.words("inputs", text("inputs", "输入"), help, expected, "x1,x2").read(Feature::read).restarts()
}

fn batch(form: &mut Form<'_>) -> Result<Setting<usize>, Problem> {
    let help = text("How many points are learnt from in one step.", "每一步从多少个点学习。");
    form.whole("batch", text("batch size", "小批量"), help, 10, 1..=10_000).live()
}

fn regularisation(form: &mut Form<'_>) -> Result<Option<Regularisation>, Problem> {
    let help = text(
        "What large weights cost: L1 switches connections off, L2 keeps all of them small.",
        "大权重的代价：L1 会关掉连接，L2 让所有权重都变小。",
    );
    let label = text("penalty on weights", "正则化");
    let penalty = form.choice("regularisation", label, help, Option::<Penalty>::all()).live()?;
    let help = text("How much the penalty counts.", "惩罚的权重有多大。");
    let rate = form.rate("reg_rate", text("penalty rate", "惩罚强度"), help, 0.001, 1e-6..=10.0);
    let rate = rate.listed_if(penalty.is_some()).live()?;
    Ok(penalty.map(|penalty| Regularisation { penalty, rate: *rate }))
}

fn target(form: &mut Form<'_>) -> Result<Setting<Column>, Problem> {
    let help = text(
        "What the third column of your own file is: classes, or values to be predicted.",
        "自己文件的第三列是什么：类别，还是要预测的数值。",
    );
    form.choice("target", text("third column", "第三列"), help, Column::all()).unlisted().restarts()
}

/// Whether answers are probabilities; numbers, which have no classes, know one cost alone.
fn cross_entropy(form: &mut Form<'_>, classes: Option<usize>) -> Result<bool, Problem> {
    let Some(classes) = classes else { return Ok(false) };
    let help = text(
        "What a wrong answer costs: ½(a − y)² with y = ±1, or the surprise −ln of the right class's probability.",
        "答错的代价：½(a − y)²（y = ±1），或正确类别概率的 −ln。",
    );
    let usual = if classes > 2 { Cost::CrossEntropy } else { Cost::Squared };
    let cost = form.choice("loss", text("loss", "损失"), help, Cost::all()).usually(usual).restarts()?;
    Ok(*cost == Cost::CrossEntropy)
}

/// ±½ as the browser playground: of 31 seeds 29 end the spiral's 300 epochs of Adam above 97 %, of Xavier's three
/// quarters.
fn init(form: &mut Form<'_>) -> Result<Setting<Initialisation>, Problem> {
    let help = text("How the weights begin; biases begin at 0.", "权重如何开始；偏置从 0 开始。");
    let others = Initialisation::ALL.into_iter().filter(|rule| *rule != Initialisation::Uniform);
    let list = [Initialisation::Uniform].into_iter().chain(others);
    form.choice("init", text("first weights", "初始权重"), help, list).restarts()
}

fn points(form: &mut Form<'_>) -> Result<Setting<usize>, Problem> {
    let help =
        text("How many points are drawn; your own are all taken.", "生成多少个点；自己的数据会全部使用。");
    form.whole("points", text("points", "点数"), help, 1000, 10..=10_000).restarts()
}

fn shuffle(form: &mut Form<'_>) -> Result<Setting<bool>, Problem> {
    let help = text(
        "Take the points in another order in each epoch; the browser playground does not.",
        "每轮换一种顺序取点；浏览器版 playground 不换。",
    );
    form.switch("shuffle", text("shuffle", "打乱顺序"), help, true).restarts()
}

fn scale(form: &mut Form<'_>) -> Result<Setting<bool>, Problem> {
    let help = text(
        "Bring the coordinates to ±5 before anything is computed from them: for your own points.",
        "计算之前先把坐标缩放到 ±5：用于自己的点。",
    );
    form.switch("scale", text("fit to ±5", "缩放到 ±5"), help, false).restarts()
}

fn weight(form: &mut Form<'_>) -> Result<ByHand, Problem> {
    let help = text(
        "Sets weights and biases by hand: layer.neuron.from=value, from = b for the bias.",
        "手动设置权重和偏置：层.神经元.来源=值，来源写 b 表示偏置。",
    );
    let expected = text(
        "layer.neuron.from=value up to ±1000000, such as 1.2.1=0.5 (from the first input to the second neuron of layer 1), or 1.2.b=0.5 for its bias",
        "层.神经元.来源=值，绝对值不超过 1000000，如 1.2.1=0.5（从第 1 个输入到第 1 层第 2 个神经元），偏置写 1.2.b=0.5",
    );
    form.by_hand("weight", text("weight", "权重"), help, expected)
}
