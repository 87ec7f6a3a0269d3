//! Made-up panels of every kind, for tests and for the gallery of engineers. Their numbers mean
//! nothing; their shapes are those of the lessons.

mod graphs;
mod networks;
mod pictures;
mod planes;

use graphs::{chain, loss_graph};
use networks::{deep, network, playground};
use nnlab::lab::Scene;
use nnlab::lab::scene::*;
use nnlab::math::measured::{Measured, Verdict};
use nnlab::words::{Text, same, text};
use pictures::{cats, digits, hopfield};
use planes::{optimizers, relief};
use std::sync::Arc;

/// All samples by name.
pub(crate) fn all() -> Vec<(&'static str, Scene)> {
    vec![
        ("cats", cats()),
        ("chain", scene(vec![chain()])),
        ("loss", scene(vec![loss_graph()])),
        ("optimizers", optimizers()),
        ("playground", playground()),
        ("network", scene(vec![network(false), cost(), parameters(), guide()])),
        ("deep", scene(vec![deep(), cost(), parameters()])),
        ("relief", scene(vec![relief(), cost(), parameters()])),
        ("digits", digits()),
        ("hopfield", hopfield()),
    ]
}

/// The sample with a name.
pub(crate) fn named(name: &str) -> Option<Scene> {
    all().into_iter().find(|(id, _)| *id == name).map(|(_, scene)| scene)
}

fn scene(panels: Vec<Panel>) -> Scene {
    Scene {
        panels,
        arithmetic: vec![Arithmetic {
            name: text("weight 142", "权重 142"),
            formula: same("w₁₄₂ ← w₁₄₂ − α·dw₁₄₂"),
            numbers: "0.00412 − 0.005·(−0.01873)".to_string(),
            result: "0.00421".to_string(),
            check: Some(Check {
                formula: same("(J(w+ε)−J(w−ε))/2ε"),
                measured: Measured { slope: -0.018_73, bound: 1e-10, verdict: Verdict::Agrees(9) },
                corner: None,
            }),
            active: true,
        }],
        verdict: None,
    }
}

/// A cheap hash of a place, 0 … 1: grain that is the same everywhere.
fn grain(x: usize, y: usize) -> f64 {
    let n = (x.wrapping_mul(374_761_393) ^ y.wrapping_mul(668_265_263)).wrapping_mul(1_274_126_177);
    ((n >> 13) & 0xffff) as f64 / 65_535.0
}

fn cost() -> Panel {
    let points: Vec<(f64, f64)> =
        (0..=2000).map(|t| (f64::from(t), 0.693 * (-f64::from(t) / 700.0).exp() + 0.12)).collect();
    let now = points[400];
    Panel::new(
        "cost",
        text("Cost J against step", "代价 J 随步数变化"),
        Place::Cost,
        Picture::Chart(Chart {
            x: Axis::new(text("step", "步")).range(0.0, 2000.0),
            y: Axis::new(same("J")),
            curves: vec![Curve { name: same("J"), points, ink: Ink::Series(0), ..Curve::default() }],
            marks: vec![Mark::new(now, '●', text("0.5113 at 400", "第 400 步 0.5113"), Ink::Accent)],
            bands: vec![],
            steps: true,
        }),
    )
    .pick(text("Enter goes to this step", "Enter 跳到这一步"))
}

fn parameters() -> Panel {
    let row = |name: Text, value: &str, hint: Text| {
        vec![Cell::Words(name), Cell::Coloured(same(value), Ink::Accent), Cell::Coloured(hint, Ink::Quiet)]
    };
    Panel::new(
        "parameters",
        text("Parameters", "参数"),
        Place::Detail,
        Picture::Table(Table {
            columns: vec![Column::default(), Column::default(), Column::default()],
            rows: vec![
                row(text("learning rate α", "学习率 α"), "0.005", text("0 … 10", "0 … 10")),
                row(text("iterations", "迭代次数"), "2000", text("restarts", "会重新开始")),
                row(text("threshold", "阈值"), "0.5", text("0 … 1", "0 … 1")),
                row(text("pictures", "图片"), "drawn", text("course, drawn", "课程照片、绘制")),
            ],
            selected: Some(1),
        }),
    )
}

fn guide() -> Panel {
    let lines = vec![
        Line::strong(text("What you see", "你看到什么")),
        Line::plain(text(
            "One neuron multiplies each of the 12 288 numbers of a picture by a weight and adds them up. The weights begin at zero and form, step by step, a picture of what counts for a cat.",
            "一个神经元把图片的 12 288 个数各乘以一个权重再相加。权重从零开始,一步一步形成一幅图:哪里支持“是猫”,哪里反对。",
        )),
        Line::plain(Text::default()),
        Line::strong(text("Try", "试一试")),
        Line::plain(text(
            "Set the rate to 0.05 and watch the cost jump.",
            "把学习率设为 0.05,看看代价如何跳动。",
        ))
        .indented(2),
        Line::inked(text("J falls, so the step was downhill.", "J 下降了,说明这一步是下坡。"), Ink::Good),
    ];
    Panel::new("guide", text("Guide", "指南"), Place::Detail, Picture::Prose(lines))
}
