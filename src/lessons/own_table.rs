//! What a learner can say about a table of their own: the same parameters in every lesson that reads tables.

use crate::data::digits::{DigitSet, Sideways};
use crate::data::table::{QUESTIONS, Reading, Scaling};
use crate::lab::bridge::OldSetup;
use crate::lab::{Parameter, Parameters};
use crate::words::{Problem, text};

/// One parameter for each question about a table.
pub(super) fn parameters() -> Vec<Parameter> {
    let words = |question: &crate::data::table::Question| {
        let (label, help, expected) =
            (question.label.clone(), question.help.clone(), question.expected.clone());
        Parameter::words(question.name, label, help, expected, "").unlisted()
    };
    QUESTIONS.iter().map(words).collect()
}

/// How features of a table are brought to like sizes.
pub(super) fn scaling() -> Parameter {
    let help = text(
        "How the features of your table are brought to like sizes; axes show them as they were.",
        "怎样把表格的各个特征缩放到相近的大小；坐标轴仍显示原来的数值。",
    );
    let choices = Scaling::ALL.into_iter().map(|(id, _, label)| (id, label)).collect();
    Parameter::choice("scale", text("scaling", "特征缩放"), help, choices).unlisted()
}

/// Which class is told from all others.
pub(super) fn class() -> Parameter {
    let help = text(
        "Which class of your table is told from all others; not needed where there are two.",
        "把表格中的哪个类别与其余区分开；只有两类时不需要。",
    );
    Parameter::words("class", text("class", "类别"), help, text("the name of a class", "类别名称"), "")
        .unlisted()
}

/// What was said.
pub(super) fn reading(parameters: &Parameters) -> Result<Reading, Problem> {
    Reading::of(|name| Some(parameters.word(name)))
}

/// Whether pictures lie on their side.
pub(super) fn sideways() -> Parameter {
    let help = text(
        "Whether rows and columns of your pictures are exchanged, as in EMNIST's files.",
        "你的图片是否行列颠倒（如 EMNIST 的文件）。",
    );
    let choices = vec![
        ("auto", text("by the file's name", "按文件名判断")),
        ("yes", text("on their side", "颠倒")),
        ("no", text("upright", "直立")),
    ];
    Parameter::choice("sideways", text("sideways", "行列颠倒"), help, choices).unlisted()
}

/// The pictures of digits that the learner gives, or the shipped ones.
pub(super) fn digits(setup: &OldSetup<'_>) -> Result<DigitSet, Problem> {
    let sideways = match setup.parameters.word("sideways") {
        "yes" => Sideways::Yes,
        "no" => Sideways::No,
        _ => Sideways::Auto,
    };
    let set = DigitSet::load_as(setup.data, setup.seed, &reading(setup.parameters)?, sideways)?;
    set.check_digits(&set.origin.en)?;
    Ok(set)
}
