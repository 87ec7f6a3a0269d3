//! The parameters, in the order in which the panel lists them.

use super::source::{BUILT_IN, RANDOM};
use crate::lab::{Parameter, Settings};
use crate::nn::hopfield::Rule;
use crate::words::{same, text};

/// All parameters under these settings.
pub(super) fn parameters(settings: &Settings) -> Vec<Parameter> {
    let random = settings.get("patterns").is_some_and(|words| words.trim() == RANDOM);
    let bench = settings.get("bench").is_some_and(|bench| bench == "capacity");
    let mut list = stored();
    list.push(listed_if(random || bench, size()));
    list.extend(dynamics());
    list.extend(cue(settings.get("hide").is_some_and(|hide| hide != "0")));
    list.push(normalise());
    list.push(listed_if(bench, capacity()));
    list.extend(view());
    list
}

fn listed_if(listed: bool, parameter: Parameter) -> Parameter {
    if listed { parameter } else { parameter.unlisted() }
}

fn stored() -> Vec<Parameter> {
    let patterns = Parameter::words(
        "patterns",
        text("patterns", "图案"),
        text(
            "What is remembered: letters and pictures (AXZ heart), a file of # and ., random, or drawings.",
            "记住什么：字母和图画（AXZ heart）、由 # 和 . 组成的文件、random（随机），或手绘图案。",
        ),
        text("letters, pictures, a file, or random", "字母、图画名、文件或 random"),
        BUILT_IN,
    );
    let count = Parameter::whole(
        "stored",
        text("how many stored", "存入几个"),
        text(
            "How many of them are stored, from the first; 0 stores all (of random ones 10).",
            "从第一个起存入几个；0 表示全部（随机图案则为 10 个）。",
        ),
        0,
        0,
        512,
    );
    vec![patterns, count]
}

fn size() -> Parameter {
    let help = text(
        "Neurons of random patterns, and of the capacity bench.",
        "随机图案的神经元数，也是容量实验的神经元数。",
    );
    Parameter::whole("n", text("neurons N", "神经元数 N"), help, 100, 2, 4096)
}

fn dynamics() -> Vec<Parameter> {
    let rule = Parameter::choice(
        "rule",
        text("learning rule", "学习规则"),
        text("How patterns become weights.", "图案如何变成权重。"),
        Rule::ALL.iter().map(|rule| (rule.code(), rule.label())).collect(),
    );
    let update = Parameter::choice(
        "update",
        text("update", "更新方式"),
        text(
            "One neuron after the other, or all at the same moment.",
            "一次只问一个神经元，或所有神经元同时更新。",
        ),
        vec![("async", text("one at a time", "逐个（异步）")), ("sync", text("all at once", "同时（同步）"))],
    );
    vec![rule, update.live()]
}

fn cue(hidden: bool) -> Vec<Parameter> {
    let cue = Parameter::words(
        "cue",
        text("cue", "线索"),
        text(
            "Where recall starts: the number of a pattern, a letter or picture, a file, or random.",
            "回忆从哪里开始：图案编号、字母或图画名、文件，或 random（随机）。",
        ),
        text(
            "a number from 1, a letter or picture, a file, or random",
            "编号（从 1 起）、字母或图画名、文件或 random",
        ),
        "1",
    );
    let noise = Parameter::number(
        "noise",
        text("noise, % flipped", "噪声（翻转 %）"),
        text(
            "How much of the cue is flipped; a file or a drawing is taken as it is.",
            "线索中有多少格被翻转；文件和手绘线索保持原样。",
        ),
        20.0,
        0.0,
        100.0,
    );
    let hide = Parameter::number(
        "hide",
        text("hidden part, %", "遮住的部分（%）"),
        text("How much of the cue is covered, from one side.", "线索从一侧起被遮住多少。"),
        0.0,
        0.0,
        100.0,
    );
    let side = Parameter::choice(
        "side",
        text("hidden from", "从哪侧遮"),
        text("The side from which the cue is covered.", "从哪一侧开始遮住线索。"),
        vec![
            ("top", text("top", "上")),
            ("bottom", text("bottom", "下")),
            ("left", text("left", "左")),
            ("right", text("right", "右")),
        ],
    );
    vec![cue, noise, hide, listed_if(hidden, side)]
}

fn normalise() -> Parameter {
    let help = text(
        "Divide the weights by N; energies then compare between sizes.",
        "权重除以 N，这样不同大小的网络能量可以比较。",
    );
    Parameter::switch("normalise", text("weights / N", "权重除以 N"), help, true)
}

fn capacity() -> Parameter {
    let help = text(
        "What a run without a screen prints: every update, or recall against load.",
        "无界面运行时输出什么：逐次更新，还是回忆效果与负载的关系。",
    );
    Parameter::choice(
        "bench",
        text("bench", "实验"),
        help,
        vec![("none", text("none", "无")), ("capacity", text("capacity", "容量"))],
    )
}

fn view() -> Vec<Parameter> {
    let neuron = Parameter::whole(
        "neuron",
        text("neuron looked at", "查看的神经元"),
        text(
            "The neuron whose field is written out, from 0; -1 follows the one that is asked next.",
            "写出哪个神经元的局部场，从 0 数起；-1 表示下一个被问的。",
        ),
        -1,
        -1,
        4095,
    );
    let pattern = Parameter::whole(
        "pattern",
        text("pattern looked at", "查看的图案"),
        text(
            "The stored pattern shown large, from 1; 0 is the nearest.",
            "放大显示哪个已存图案，从 1 数起；0 表示最近的。",
        ),
        0,
        0,
        512,
    );
    let zoom = Parameter::whole(
        "zoom",
        text("zoom of the weights", "权重矩阵放大"),
        text("The weight matrix is shown 2 to this power times larger.", "权重矩阵放大到 2 的几次方倍。"),
        0,
        0,
        9,
    );
    let place = |name: &str, label| {
        let help =
            text("The weight in the middle when zoomed; -1 for none.", "放大时居中的权重；-1 表示未选。");
        Parameter::whole(name, label, help, -1, -1, 4095).view().unlisted()
    };
    let spin = Parameter::words(
        "spin",
        same("s"),
        text(
            "Sets a neuron of the state by hand: 37+, 37-, 37~ turns it over, invert all of them.",
            "手动设定状态中的神经元：37+、37-，37~ 表示翻转，invert 翻转全部。",
        ),
        text("37+, 37-, 37~ or invert", "37+、37-、37~ 或 invert"),
        "",
    );
    vec![
        neuron.view(),
        pattern.view(),
        zoom.view(),
        place("row", text("weight row", "权重行")),
        place("col", text("weight column", "权重列")),
        spin.touch(),
    ]
}
