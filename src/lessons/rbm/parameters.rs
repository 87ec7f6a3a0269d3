//! The parameters, in the order in which the panel lists them.

use super::view::LONGEST_DREAM;
use crate::lab::Parameter;
use crate::words::text;

pub(super) fn parameters() -> Vec<Parameter> {
    let mut list = learning();
    list.extend(data());
    list.extend(looked_at());
    list.extend(chosen());
    list
}

fn learning() -> Vec<Parameter> {
    let hidden = Parameter::whole(
        "hidden",
        text("hidden units", "隐藏单元数"),
        text("How many features the machine can learn.", "机器最多能学到多少个特征。"),
        100,
        1,
        1024,
    );
    let lr = Parameter::rate(
        "lr",
        text("learning rate α", "学习率 α"),
        text("How far one mini-batch moves the weights.", "每个小批次把权重移动多远。"),
        0.06,
        1e-6,
        10.0,
    );
    let batch = Parameter::whole(
        "batch",
        text("batch size", "批大小"),
        text(
            "Pictures of one step, and as many chains that imagine some.",
            "每一步看多少张图片，同时有多少条链在想象图片。",
        ),
        10,
        1,
        1000,
    );
    let epochs = Parameter::whole(
        "epochs",
        text("epochs", "轮数"),
        text(
            "How often all pictures are shown before a run stops by itself.",
            "自动运行时，全部图片要看几遍才停。",
        ),
        10,
        1,
        10_000,
    );
    vec![hidden, lr.live(), batch, epochs.live()]
}

fn data() -> Vec<Parameter> {
    let nudged = Parameter::switch(
        "nudged",
        text("nudged pictures", "平移图片"),
        text(
            "Show every picture five times: as it is, and moved by one pixel up, down, left, right.",
            "每张图片出现五次：原样，以及向上、下、左、右各移一个像素。",
        ),
        true,
    );
    let pixels = Parameter::choice(
        "pixels",
        text("pixels", "像素"),
        text(
            "A grey pixel is the probability of a white one, or it is made black or white.",
            "灰色像素当作“它是白色”的概率，或者一律变成非黑即白。",
        ),
        vec![("probability", text("probabilities", "概率")), ("binary", text("black or white", "黑白二值"))],
    );
    let compare = Parameter::switch(
        "compare",
        text("compare at the end", "结束时比较"),
        text(
            "End a run without a screen with the accuracies of logistic regression on features and on raw pixels.",
            "无界面运行结束时，给出在特征上和在原始像素上做逻辑回归的准确率。",
        ),
        true,
    );
    vec![nudged, pixels, compare.unlisted()]
}

fn looked_at() -> Vec<Parameter> {
    let part = Parameter::choice(
        "part",
        text("pictures shown", "查看哪些图片"),
        text(
            "Whether the picture looked at is one it never learned from.",
            "查看的图片来自测试集（没学过）还是训练集。",
        ),
        vec![("test", text("test", "测试集")), ("train", text("training", "训练集"))],
    );
    let picture = Parameter::whole(
        "picture",
        text("picture", "图片编号"),
        text("The picture shown, counted from 1.", "当前显示的图片，从 1 数起。"),
        1,
        1,
        1_000_000,
    );
    let start = Parameter::choice(
        "start",
        text("dream begins with", "梦从何开始"),
        text(
            "Where the dream begins: at the picture shown, or at noise.",
            "梦从当前图片开始，还是从噪声开始。",
        ),
        vec![("digit", text("the picture", "当前图片")), ("noise", text("noise", "噪声"))],
    );
    let dream = Parameter::whole(
        "dream",
        text("dream, steps", "梦的步数"),
        text("How many steps of Gibbs sampling the dream has.", "梦境做多少步吉布斯采样。"),
        0,
        0,
        LONGEST_DREAM as i64,
    );
    vec![part.view(), picture.view(), start.view(), dream.view()]
}

fn chosen() -> Vec<Parameter> {
    let unit = Parameter::whole(
        "unit",
        text("hidden unit", "隐藏单元"),
        text(
            "The hidden unit whose arithmetic is written out, from 1.",
            "写出哪个隐藏单元的算式，从 1 数起。",
        ),
        1,
        1,
        1024,
    );
    let pixel = Parameter::whole(
        "pixel",
        text("pixel", "像素编号"),
        text(
            "The pixel whose arithmetic is written out, from 1; 0 is the one in the middle.",
            "写出哪个像素的算式，从 1 数起；0 表示中央的那个。",
        ),
        0,
        0,
        16_384,
    );
    let example = Parameter::whole(
        "example",
        text("example of the batch", "批内第几张"),
        text(
            "The picture of the batch, and the chain, whose arithmetic is written out, from 1.",
            "写出小批次中第几张图片、第几条链的算式，从 1 数起。",
        ),
        1,
        1,
        1000,
    );
    vec![unit.view().unlisted(), pixel.view().unlisted(), example.view().unlisted()]
}
