//! The parameters, in the order in which the panel lists them.

use super::feature::Feature;
use crate::data::plane_points::PlaneSet;
use crate::lab::{Parameter, Settings, Value};
use crate::lessons::networks::rule;
use crate::math::{Activation, Initialisation};
use crate::nn::optimizer::Rule;
use crate::words::{Problem, Text, text};

/// The rule when nothing else is said.
const USUAL: &str = "sgd";

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

/// All parameters under these settings.
pub(super) fn parameters(settings: &Settings) -> Result<Vec<Parameter>, Problem> {
    let set = PlaneSet::from_name(settings.get_or("data", "circle"));
    let values = settings.get("target") == Some("values") || set.is_some_and(|set| set.classes().is_none());
    let [set_of_points, noise, share, points, target, scale] = data();
    let [inputs, hidden, activation, init] = network();
    let [penalty, penalty_rate, batch, shuffle, weight] = training(settings);
    // What is changed most stands first.
    let mut list = vec![set_of_points, hidden, activation];
    list.extend(rule::parameters(settings, USUAL, rate));
    list.extend([noise, share, inputs, batch, penalty, penalty_rate]);
    if !values {
        list.push(loss(set.and_then(PlaneSet::classes)));
    }
    list.extend([init, points, shuffle]);
    list.extend(view());
    list.extend([scale, target, weight]);
    Ok(list)
}

fn data() -> [Parameter; 6] {
    let sets = PlaneSet::ALL.iter().map(|set| (set.name(), set.label())).collect();
    let help = text(
        "The points to be told apart or predicted; your own come with --data points.csv.",
        "要区分或预测的点；自己的点用 --data points.csv 打开。",
    );
    let percent =
        |name, label, help, default, min, max| Parameter::number(name, label, help, default, min, max);
    [
        Parameter::choice("data", text("data", "数据"), help, sets),
        percent(
            "noise",
            text("noise, %", "噪声，%"),
            text("How blurred the border between the classes is.", "类别之间的边界有多模糊。"),
            0.0,
            0.0,
            50.0,
        ),
        percent(
            "share",
            text("training share, %", "训练占比，%"),
            text(
                "How many of the points are learnt from; the others only test. At 100 there is no test.",
                "有多少点用于学习；其余只用于测试。100 表示不留测试点。",
            ),
            50.0,
            10.0,
            100.0,
        ),
        Parameter::whole(
            "points",
            text("points", "点数"),
            text(
                "How many points are drawn; your own are all taken.",
                "生成多少个点；自己的数据会全部使用。",
            ),
            1000,
            10,
            10_000,
        ),
        Parameter::choice(
            "target",
            text("third column", "第三列"),
            text(
                "What the third column of your own file is: classes, or values to be predicted.",
                "自己文件的第三列是什么：类别，还是要预测的数值。",
            ),
            vec![("classes", text("classes", "类别")), ("values", text("values", "数值"))],
        )
        .unlisted(),
        Parameter::switch(
            "scale",
            text("fit to ±5", "缩放到 ±5"),
            text(
                "Bring the coordinates to ±5 before anything is computed from them: for your own points.",
                "计算之前先把坐标缩放到 ±5：用于自己的点。",
            ),
            false,
        ),
    ]
}

fn network() -> [Parameter; 4] {
    let activations =
        [Activation::Tanh].into_iter().chain(Activation::ALL.into_iter().filter(|a| *a != Activation::Tanh));
    // ±½ as the browser playground: of 31 seeds 29 end the spiral's 300 epochs of Adam above 97 %, of Xavier's
    // three quarters.
    let first = [Initialisation::Uniform];
    let others = Initialisation::ALL.into_iter().filter(|rule| *rule != Initialisation::Uniform);
    [
        Parameter::words(
            "inputs",
            text("inputs", "输入"),
            text(
                "What is computed from a point before the network sees it.",
                "在网络看到一个点之前，先由它算出哪些量。",
            ),
            say_inputs(),
            "x1,x2",
        ),
        Parameter::words(
            "hidden",
            text("hidden layers", "隐藏层"),
            text("Neurons of each hidden layer.", "每个隐藏层的神经元数。"),
            text("up to six numbers from 1 to 16, or none", "最多六个 1 到 16 的数，或 none"),
            "4,2",
        ),
        Parameter::choice(
            "activation",
            text("activation", "激活函数"),
            text("What a hidden neuron makes of its weighted sum.", "隐藏神经元如何处理加权和。"),
            activations.map(|activation| (activation.name(), activation.label())).collect(),
        ),
        Parameter::choice(
            "init",
            text("first weights", "初始权重"),
            text("How the weights begin; biases begin at 0.", "权重如何开始；偏置从 0 开始。"),
            first.into_iter().chain(others).map(|rule| (rule.name(), rule.label())).collect(),
        ),
    ]
}

fn say_inputs() -> Text {
    let known = Feature::write(&Feature::ALL);
    crate::say!("some of {known}", "以下的一部分：{known}")
}

fn loss(classes: Option<usize>) -> Parameter {
    let choices = vec![
        ("squared", text("squared error, tanh", "平方误差，tanh")),
        ("cross-entropy", text("cross-entropy", "交叉熵")),
    ];
    let help = text(
        "What a wrong answer costs: ½(a − y)² with y = ±1, or the surprise −ln of the right class's probability.",
        "答错的代价：½(a − y)²（y = ±1），或正确类别概率的 −ln。",
    );
    let usual = if classes.is_some_and(|classes| classes > 2) { "cross-entropy" } else { "squared" };
    Parameter::choice("loss", text("loss", "损失"), help, choices)
        .with_default(Value::Words(usual.to_string()))
}

fn training(settings: &Settings) -> [Parameter; 5] {
    let penalised = settings.get("regularisation").is_some_and(|penalty| penalty != "none");
    let rate = Parameter::rate(
        "reg_rate",
        text("penalty rate", "惩罚强度"),
        text("How much the penalty counts.", "惩罚的权重有多大。"),
        0.001,
        1e-6,
        10.0,
    )
    .live();
    [
        Parameter::choice(
            "regularisation",
            text("penalty on weights", "权重惩罚"),
            text(
                "What large weights cost: L1 switches connections off, L2 keeps all of them small.",
                "大权重的代价：L1 会关掉连接，L2 让所有权重都变小。",
            ),
            vec![
                ("none", text("none", "无")),
                ("l1", text("L1: |w|", "L1：|w|")),
                ("l2", text("L2: ½w²", "L2：½w²")),
            ],
        )
        .live(),
        if penalised { rate } else { rate.unlisted() },
        Parameter::whole(
            "batch",
            text("batch size", "批大小"),
            text("How many points are learnt from in one step.", "每一步从多少个点学习。"),
            10,
            1,
            10_000,
        )
        .live(),
        Parameter::switch(
            "shuffle",
            text("shuffle", "打乱顺序"),
            text(
                "Take the points in another order in each epoch; the browser playground does not.",
                "每轮换一种顺序取点；浏览器版 playground 不换。",
            ),
            true,
        ),
        Parameter::words(
            "weight",
            text("weight", "权重"),
            text(
                "Sets weights and biases by hand: layer.neuron.from=value, from = b for the bias.",
                "手动设置权重和偏置：层.神经元.来源=值，来源写 b 表示偏置。",
            ),
            text("such as 1.2.1=0.5 or 1.2.b=0.1", "如 1.2.1=0.5 或 1.2.b=0.1"),
            "",
        )
        .touch(),
    ]
}

fn view() -> Vec<Parameter> {
    let choice = |name: &str, label, help, choices| Parameter::choice(name, label, help, choices).view();
    vec![
        choice(
            "map",
            text("large map", "大图显示"),
            text("What the large map shows.", "大图显示什么。"),
            vec![
                ("output", text("the output", "输出")),
                ("neuron", text("the chosen neuron", "选中的神经元")),
            ],
        ),
        choice(
            "lines",
            text("borders of", "分界线"),
            text(
                "The lines along which neurons of the chosen layer change sides.",
                "选中层的神经元在哪里改变符号。",
            ),
            vec![
                ("none", text("none", "无")),
                ("layer", text("the chosen layer", "选中的层")),
                ("neuron", text("the chosen neuron", "选中的神经元")),
            ],
        ),
        Parameter::switch(
            "discrete",
            text("only the decision", "只显示判定"),
            text("Colour by the class alone, not by how sure.", "只按类别着色，不显示把握大小。"),
            false,
        )
        .view(),
        Parameter::switch(
            "test",
            text("show test points", "显示测试点"),
            text("Draw the points that are not learnt from as well.", "同时画出不参与学习的点。"),
            false,
        )
        .view(),
        choice(
            "format",
            text("save weights as", "权重保存格式"),
            text("The file format for weights (key W).", "保存权重的文件格式（键 W）。"),
            vec![("csv", text("CSV", "CSV")), ("json", text("JSON", "JSON")), ("hdf5", text("HDF5", "HDF5"))],
        ),
        Parameter::whole(
            "example",
            text("example", "样本编号"),
            text(
                "The point whose numbers are shown, counted from 1; training points come first.",
                "显示哪个点的数值，从 1 数起；训练点在前。",
            ),
            1,
            1,
            100_000,
        )
        .view(),
        Parameter::words(
            "selected",
            text("chosen", "选中"),
            text(
                "What the arithmetic is about: 2.1 a neuron, 2.1.3 the connection to it from the third before.",
                "算式针对什么：2.1 是神经元，2.1.3 是来自前一层第 3 个的连接。",
            ),
            text("layer.neuron or layer.neuron.from", "层.神经元 或 层.神经元.来源"),
            "",
        )
        .view()
        .unlisted(),
    ]
}
