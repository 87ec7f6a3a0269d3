//! What the learner looks at.

use super::shape;
use crate::lab::scene::Selected;
use crate::lab::{Form, Nth, Rows, Setting};
use crate::words::{Problem, Text, text};

/// What the learner looks at.
pub(super) struct View {
    /// What the large map shows.
    pub(super) map: Setting<Map>,
    pub(super) lines: Setting<Lines>,
    pub(super) discrete: Setting<bool>,
    /// Whether test points are drawn.
    pub(super) test: Setting<bool>,
    pub(super) format: Setting<Format>,
    pub(super) example: Setting<Nth>,
    pub(super) selected: Setting<Selected>,
}

/// What the large map shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Map {
    Output,
    Neuron,
}

impl Rows for Map {
    const ROWS: &'static [(Map, &'static str, Text)] = &[
        (Map::Output, "output", text("the output", "输出")),
        (Map::Neuron, "neuron", text("the chosen neuron", "选中的神经元")),
    ];
}

/// Whose borders are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lines {
    Nobody,
    Layer,
    Neuron,
}

impl Rows for Lines {
    const ROWS: &'static [(Lines, &'static str, Text)] = &[
        (Lines::Nobody, "none", text("none", "无")),
        (Lines::Layer, "layer", text("the chosen layer", "选中的层")),
        (Lines::Neuron, "neuron", text("the chosen neuron", "选中的神经元")),
    ];
}

/// How weights are saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Csv,
    Json,
    Hdf5,
}

impl Rows for Format {
    const ROWS: &'static [(Format, &'static str, Text)] = &[
        (Format::Csv, "csv", text("CSV", "CSV")),
        (Format::Json, "json", text("JSON", "JSON")),
        (Format::Hdf5, "hdf5", text("HDF5", "HDF5")),
    ];
}

impl View {
    pub(super) fn fill(form: &mut Form<'_>) -> Result<View, Problem> {
        let help = text("What the large map shows.", "大图显示什么。");
        let map = form.choice("map", text("large map", "大图显示"), help, Map::all()).view()?;
        let help = text(
            "The lines along which neurons of the chosen layer change sides.",
            "选中层的神经元在哪里改变符号。",
        );
        let lines = form.choice("lines", text("borders of", "分界线"), help, Lines::all()).view()?;
        let help = text("Colour by the class alone, not by how sure.", "只按类别着色，不显示把握大小。");
        let discrete =
            form.switch("discrete", text("only the decision", "只显示判定"), help, false).view()?;
        let help = text("Draw the points that are not learnt from as well.", "同时画出不参与学习的点。");
        let test = form.switch("test", text("show test points", "显示测试点"), help, false).view()?;
        let help = text("The file format for weights (key W).", "保存权重的文件格式（键 W）。");
        let format = form.choice("format", text("save weights as", "权重保存格式"), help, Format::all());
        let format = format.view()?;
        let help = text(
            "The point whose numbers are shown, counted from 1; training points come first.",
            "显示哪个点的数值，从 1 数起；训练点在前。",
        );
        let range = Nth(0)..=Nth(99_999);
        let example = form.whole("example", text("example", "样本编号"), help, Nth(0), range).view()?;
        let help = text(
            "What the arithmetic is about: 2.1 a neuron, 2.1.3 the connection to it from the third before.",
            "算式针对什么：2.1 是神经元，2.1.3 是来自前一层第 3 个的连接。",
        );
        let expected = text("layer.neuron or layer.neuron.from", "层.神经元 或 层.神经元.来源");
        let selected = form.words("selected", text("chosen", "选中"), help, expected, "").unlisted();
        let selected = selected.read(|words| Ok(shape::read_place(words))).view()?;
        Ok(View { map, lines, discrete, test, format, example, selected })
    }
}
