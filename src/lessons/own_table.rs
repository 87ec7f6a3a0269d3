//! What a learner can say about a table of their own: the same parameters in every lesson that reads tables.

use crate::data::digits::{DigitSet, Sideways, Told};
use crate::data::table::{Meter, QUESTIONS, Reading, Scaling};
use crate::lab::{Form, Loading, Rows, Setting};
use crate::words::{Problem, Text, text};
use std::path::PathBuf;

/// What is said about a table: a parameter for each question.
///
/// # Errors
/// A sentence for a word that a question does not take.
pub(super) fn reading(form: &mut Form<'_>) -> Result<Reading, Problem> {
    let mut answers = Vec::new();
    for question in &QUESTIONS {
        let (label, help, expected) =
            (question.label.clone(), question.help.clone(), question.expected.clone());
        answers.push(form.words(question.name, label, help, expected, "").unlisted().restarts()?);
    }
    let at = |name: &str| QUESTIONS.iter().position(|question| question.name == name);
    Reading::of(|name| at(name).map(|at| answers[at].as_str()))
}

impl Rows for Scaling {
    const ROWS: &'static [(Scaling, &'static str, Text)] = &Scaling::ALL;
}

/// How features of a table are brought to like sizes.
///
/// # Errors
/// A sentence when it is none of these ways.
pub(super) fn scaling(form: &mut Form<'_>) -> Result<Setting<Scaling>, Problem> {
    let help = text(
        "How the features of your table are brought to like sizes; axes show them as they were.",
        "怎样把表格的各个特征缩放到相近的大小；坐标轴仍显示原来的数值。",
    );
    form.choice("scale", text("scaling", "特征缩放"), help, Scaling::all()).unlisted().restarts()
}

/// Which class is told from all others.
///
/// # Errors
/// None.
pub(super) fn class(form: &mut Form<'_>) -> Result<Setting<String>, Problem> {
    let help = text(
        "Which class of your data is told from all others; not needed where there are two.",
        "把数据中的哪个类别与其余区分开；只有两类时不需要。",
    );
    let expected = text("the name of a class", "类别名称");
    form.words("class", text("class", "类别"), help, expected, "").unlisted().restarts()
}

/// What is said about pictures of digits of one's own.
pub(super) struct Own {
    reading: Reading,
    sideways: Setting<Sideways>,
}

impl Rows for Sideways {
    const ROWS: &'static [(Sideways, &'static str, Text)] = &[
        (Sideways::Auto, "auto", text("by the file's name", "按文件名判断")),
        (Sideways::Yes, "yes", text("on their side", "颠倒")),
        (Sideways::No, "no", text("upright", "直立")),
    ];
}

impl Own {
    /// How tables are read, and whether pictures lie on their side.
    ///
    /// # Errors
    /// A sentence for a word that does not fit.
    pub(super) fn fill(form: &mut Form<'_>) -> Result<Own, Problem> {
        let reading = reading(form)?;
        let help = text(
            "Whether rows and columns of your pictures are exchanged, as in EMNIST's files.",
            "你的图片是否行列颠倒（如 EMNIST 的文件）。",
        );
        let label = text("sideways", "行列颠倒");
        let sideways = form.choice("sideways", label, help, Sideways::all()).unlisted().restarts()?;
        Ok(Own { reading, sideways })
    }

    /// The pictures of digits that the learner gives, or the shipped ones.
    ///
    /// # Errors
    /// A sentence when they cannot be read.
    pub(super) fn digits(&self, data: &[PathBuf], seed: u32, loading: &Loading) -> Result<DigitSet, Problem> {
        let (done, all) = loading.counters();
        let reading = Reading { meter: Meter::new(done, all), ..self.reading.clone() };
        DigitSet::load_as(data, seed, &reading, *self.sideways)
    }

    /// How these pictures are read; nothing for the shipped ones.
    ///
    /// # Errors
    /// As [`Own::digits`].
    pub(super) fn told(&self, data: &[PathBuf]) -> Result<Option<Told>, Problem> {
        DigitSet::told(data, &self.reading, *self.sideways)
    }
}
