//! The settings; their defaults are those of the preset.

use super::choice::Choice;
use super::preset::{Biases, PRESETS, Preset, Start};
use crate::data::table::{Reading, Scaling};
use crate::lab::{ByHand, Form, Nth, Rows, Setting};
use crate::lessons::own_table;
use crate::math::loss::Loss;
use crate::say;
use crate::words::{Problem, Text, same, text};

/// Layers at most, with inputs and outputs: as many as a diagram shows.
const MOST_LAYERS: usize = 8;
/// Neurons of a layer at most.
const MOST_NEURONS: usize = 16;

/// What is set.
pub(in crate::lessons) struct Settings {
    pub(super) preset: Setting<&'static Preset>,
    /// Inputs, hidden layers, outputs.
    pub(super) sizes: Vec<usize>,
    /// What is learnt, as it is typed.
    pub(super) table: String,
    pub(super) loss: Loss,
    pub(super) biases: Biases,
    /// Another start than the preset's.
    pub(super) start: Setting<Option<Start>>,
    pub(super) lr: Setting<f64>,
    pub(super) iterations: Setting<u64>,
    /// The row of the table that is looked at.
    pub(super) example: Setting<Nth>,
    /// The neuron or weight whose arithmetic is written out; none for the usual one.
    pub(super) select: Setting<Option<Choice>>,
    /// A weight or bias.
    pub(super) set: ByHand,
    /// How a table of one's own is read, and brought to like sizes.
    pub(super) reading: Reading,
    pub(super) scale: Setting<Scaling>,
}

/// What belongs to one network alone.
const OWN: [&str; 7] = ["layers", "table", "loss", "biases", "start", "lr", "iterations"];

impl Settings {
    /// In the order in which the panel lists them.
    pub(super) fn fill(form: &mut Form<'_>) -> Result<Settings, Problem> {
        // Who writes layers or a table means a network of their own.
        let own = form.gives("layers") || form.gives("table");
        let usual = &PRESETS[if own { PRESETS.len() - 1 } else { 0 }];
        let help = text("Which network learns which table.", "哪个网络学哪张表。");
        let preset = form
            .choice("preset", text("network", "网络"), help, &PRESETS)
            .usually(usual)
            .forgets(&OWN)
            .restarts()?;
        let (sizes, table, loss) = match preset.own {
            true => (layers(form, *preset)?.to_vec(), table(form, *preset)?.to_string(), loss(form)?),
            false => (preset.layers.to_vec(), preset.table.to_string(), preset.loss),
        };
        let (biases, start) = (biases(form, *preset)?, start(form)?);
        let help = text(
            "How far one iteration moves the weights against the gradient of the loss.",
            "每次迭代让权重沿损失的负梯度方向移动多远。",
        );
        let lr = form.rate("lr", text("learning rate α", "学习率 α"), help, preset.lr, 1e-4..=1e4).live()?;
        let help = text("Where a run stops by itself.", "自动运行到第几次迭代为止。");
        let label = text("iterations", "迭代次数");
        let iterations = form.whole("iterations", label, help, preset.iterations, 1..=10_000_000);
        let iterations = iterations.length().live()?;
        let help =
            text("The row of the table that is looked at, from 1.", "正在查看表格的第几行，从 1 数起。");
        let rows = Nth(0)..=Nth(99_999);
        let example = form.whole("example", text("example", "样本"), help, Nth(0), rows).view()?;
        let (select, set) = (select(form)?, set(form)?);
        let (reading, scale) = (own_table::reading(form)?, own_table::scaling(form)?);
        Ok(Settings {
            preset,
            sizes,
            table,
            loss,
            biases,
            start,
            lr,
            iterations,
            example,
            select,
            set,
            reading,
            scale,
        })
    }

    /// How the weights begin.
    pub(super) fn begins(&self) -> Start {
        self.start.unwrap_or(self.preset.start)
    }
}

fn layers(form: &mut Form<'_>, preset: &Preset) -> Result<Setting<Vec<usize>>, Problem> {
    let help = text(
        "Inputs, neurons of each hidden layer, outputs. Rows in the table decide about inputs and outputs.",
        "输入数、各隐藏层的神经元数、输出数。表格里写了行时，输入数和输出数由它决定。",
    );
    let expected = say!(
        "two to {MOST_LAYERS} sizes from 1 to {MOST_NEURONS} like 3-5-4-1",
        " 2 到 {MOST_LAYERS} 个 1 到 {MOST_NEURONS} 的数，如 3-5-4-1"
    );
    let usual = preset.layers.iter().map(usize::to_string).collect::<Vec<_>>().join("-");
    let layers = form.words("layers", text("layers", "各层"), help, expected, usual);
    layers.read(|words| sizes(words).ok_or_else(Text::default)).restarts()
}

/// Reads `3-5-4-1`.
fn sizes(words: &str) -> Option<Vec<usize>> {
    let parts = words.split(['-', ',', ' ', '－', '，']).filter(|part| !part.is_empty());
    let sizes = parts.map(|part| part.parse().ok().filter(|size| (1..=MOST_NEURONS).contains(size)));
    sizes.collect::<Option<Vec<usize>>>().filter(|sizes| (2..=MOST_LAYERS).contains(&sizes.len()))
}

fn table(form: &mut Form<'_>, preset: &Preset) -> Result<Setting<String>, Problem> {
    let help = text(
        "What is learnt: how many inputs are 1 (ones), or rows of inputs:answers. A CSV file (o, --data) replaces it.",
        "要学的表：有几个输入为 1（ones），或每行写 输入:答案。用 CSV 文件（o 或 --data）可代替它。",
    );
    let expected = text("ones, or rows like 0,1:1; 1,1:0", " ones，或若干行，如 0,1:1; 1,1:0");
    form.words("table", text("table", "表格"), help, expected, preset.table).restarts()
}

/// What an answer costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cost {
    Half,
    Whole,
}

impl Rows for Cost {
    const ROWS: &'static [(Cost, &'static str, Text)] = &[
        (Cost::Half, "half", text("½·Σ (y − ŷ)²", "½·Σ (y − ŷ)²")),
        (Cost::Whole, "squared", text("Σ (y − ŷ)²", "Σ (y − ŷ)²")),
    ];
}

fn loss(form: &mut Form<'_>) -> Result<Loss, Problem> {
    let help = text("What a wrong answer costs, summed over all answers.", "答错的代价，对所有答案求和。");
    let cost = form.choice("loss", text("loss", "损失"), help, Cost::all()).restarts()?;
    Ok(if *cost == Cost::Half { Loss::HalfSquared } else { Loss::Squared })
}

fn biases(form: &mut Form<'_>, preset: &Preset) -> Result<Biases, Problem> {
    let help = text(
        "Biases move the S-curves to the side: learnt, kept as they begin, or none.",
        "偏置把 Sigmoid 曲线左右平移：参与学习、保持初值，或没有。",
    );
    let list = match (preset.own, preset.biases) {
        (true, _) => [Biases::Learn, Biases::None],
        (false, Biases::None) => return Ok(Biases::None),
        (false, Biases::Fixed) => [Biases::Fixed, Biases::Learn],
        (false, Biases::Learn) => [Biases::Learn, Biases::Fixed],
    };
    form.choice("biases", text("biases", "偏置"), help, list).restarts().map(|biases| *biases)
}

fn start(form: &mut Form<'_>) -> Result<Setting<Option<Start>>, Problem> {
    let help = text(
        "How the weights begin. Zeros stop everything; equal weights keep all neurons of a layer twins.",
        "权重从哪里开始。全零时什么都停住；全部相同时，同一层的神经元永远是孪生的。",
    );
    form.choice("start", text("first weights", "初始权重"), help, Option::<Start>::all()).restarts()
}

fn select(form: &mut Form<'_>) -> Result<Setting<Option<Choice>>, Problem> {
    let help = text(
        "The neuron (layer.place) or weight (layer.to.from) whose arithmetic is written out.",
        "写出算式的神经元（层.位置）或权重（层.到.从）。",
    );
    let expected = text(
        "a neuron like 1.3 (layer.place) or a weight like 1.3.2 (layer.to.from)",
        "神经元如 1.3（层.位置），或权重如 1.3.2（层.到.从）",
    );
    let select = form.words("select", text("chosen", "选中"), help, expected, "").unlisted();
    let read = |words: &str| match words.trim() {
        "" => Ok(None),
        words => Choice::parse(words).map(Some).ok_or_else(Text::default),
    };
    select.read(read).view()
}

fn set(form: &mut Form<'_>) -> Result<ByHand, Problem> {
    let help = text("Sets a weight or bias by hand: 1.3.2=0.5.", "手动设定权重或偏置：1.3.2=0.5。");
    let expected = text(
        "a weight like 1.3.2=0.5 (layer.to.from) or a bias like 1.3=0.5, up to ±1000000",
        "权重如 1.3.2=0.5（层.到.从），或偏置如 1.3=0.5，绝对值不超过 1000000",
    );
    form.by_hand("set", same("w"), help, expected)
}

/// Refuses a network whose table made its ends too large.
pub(super) fn check(sizes: &[usize]) -> Result<(), Problem> {
    let Some(size) = sizes.iter().find(|size| !(1..=MOST_NEURONS).contains(*size)) else { return Ok(()) };
    Err(Problem::usage(say!(
        "An example has {size} inputs or answers; a network here draws at most {MOST_NEURONS}. Choose fewer columns: in the \
         box that opens data, or with --columns.",
        "每个样本有 {size} 个输入或答案；这里的网络最多画 {MOST_NEURONS} 个。请少选几列：在打开数据的框中，或用 --columns。"
    )))
}
