//! Pictures of pixels, with what belongs to them.

use super::networks::small_map;
use super::*;

pub(super) fn cats() -> Scene {
    let side = 64;
    let mut rgb = Vec::new();
    let mut weights = Vec::new();
    for y in 0..side {
        for x in 0..side {
            let (u, v) = (x as f64 / 32.0 - 1.0, y as f64 / 32.0 - 1.1);
            let face = (u * u + v * v).sqrt() < 0.62;
            let ear = (u.abs() - 0.42).abs() < 0.2 && v < -0.25 && v > -0.95 + (u.abs() - 0.42).abs() * 2.0;
            let eye = ((u.abs() - 0.25).powi(2) + (v + 0.1).powi(2)).sqrt() < 0.1;
            let nose = u.abs() < 0.06 && (v - 0.15).abs() < 0.05;
            let base: [f64; 3] = if eye || nose {
                [30.0, 60.0, 40.0]
            } else if face || ear {
                [215.0, 150.0, 80.0]
            } else {
                [90.0, 120.0 + 50.0 * v, 150.0]
            };
            for c in base {
                rgb.push((c * (0.85 + 0.3 * grain(x, y))).clamp(0.0, 255.0) as u8);
            }
            weights.push((4.0 * u).sin() * (3.0 * v).cos() * 0.8 + 0.4 * (grain(y, x) - 0.5));
        }
    }
    let picture = Panel::new(
        "picture",
        text("Picture 7 of 209", "第 7 张图片,共 209 张"),
        Place::Main,
        Picture::Image(Image {
            width: side,
            height: side,
            pixels: Pixels::Rgb(rgb.into()),
            pins: vec![],
            crisp: false,
        }),
    )
    .caption(text("label cat · the neuron says cat, 0.87", "标签:猫 · 神经元认为是猫,0.87"));
    let weights = Panel::new(
        "weights",
        text("What the weights look like", "权重的样子"),
        Place::Beside,
        Picture::Image(Image {
            width: side,
            height: side,
            pixels: Pixels::Values {
                values: weights.into(),
                range: (-1.0, 1.0),
                palette: Palette::Diverging,
            },
            pins: vec![],
            crisp: false,
        }),
    )
    .caption(text("blue pulls to non-cat, orange to cat", "蓝色偏向非猫,橙色偏向猫"))
    .active(true);
    let confusion = Panel::new(
        "confusion",
        text("How good is it?", "效果如何?"),
        Place::Detail,
        Picture::Matrix(Matrix {
            rows: 2,
            cols: 2,
            values: vec![24.0, 9.0, 7.0, 10.0].into(),
            range: (0.0, 33.0),
            palette: Palette::Sequential,
            row_names: vec![text("is cat", "是猫"), text("is non-cat", "非猫")],
            col_names: vec![text("said cat", "判为猫"), text("said non-cat", "判为非猫")],
            axes: (Text::default(), Text::default()),
            decimals: Some(0),
            selected: Some((0, 1)),
        }),
    );
    scene(vec![picture, weights, cost(), confusion, parameters(), guide()])
}

pub(super) fn digits() -> Scene {
    let thumbs: Vec<Thumb> = (0..20)
        .map(|n| Thumb {
            image: small_map(n, n + 1),
            label: text("says 3", "认为 3"),
            ink: if n % 3 == 0 { Ink::Bad } else { Ink::Plain },
        })
        .collect();
    let gallery = Panel::new(
        "wrong",
        text("Hardest mistakes", "最难的错误"),
        Place::Main,
        Picture::Gallery { thumbs, selected: Some(3) },
    );
    let bars = (0..10)
        .map(|n| Bar {
            name: same(n.to_string()),
            value: if n == 3 { 0.83 } else { 0.02 * f64::from(n) },
            note: Text::default(),
            ink: if n == 3 { Ink::Accent } else { Ink::Plain },
        })
        .collect();
    let bars = Panel::new(
        "answer",
        text("What it reads", "读成什么"),
        Place::Beside,
        Picture::Bars(Bars { bars, range: (0.0, 1.0), selected: Some(3) }),
    );
    let confusion: Vec<f64> =
        (0..100).map(|at| if at / 10 == at % 10 { 42.0 } else { f64::from(at % 7 / 3) }).collect();
    let confusion = Panel::new(
        "confusion",
        text("Confusion", "混淆矩阵"),
        Place::Detail,
        Picture::Matrix(Matrix {
            rows: 10,
            cols: 10,
            values: confusion.into(),
            range: (0.0, 42.0),
            palette: Palette::Sequential,
            row_names: (0..10).map(|n| same(n.to_string())).collect(),
            col_names: (0..10).map(|n| same(n.to_string())).collect(),
            axes: (text("is", "实际"), text("said", "判为")),
            decimals: Some(0),
            selected: Some((4, 9)),
        }),
    );
    scene(vec![gallery, bars, cost(), confusion, parameters()])
}

pub(super) fn hopfield() -> Scene {
    let n = 20;
    let cells: Vec<f64> = (0..n * n).map(|at| if (at / n + at % n) % 5 < 2 { 1.0 } else { -1.0 }).collect();
    let state = Panel::new(
        "state",
        text("The state", "当前状态"),
        Place::Main,
        Picture::Image(Image {
            width: n,
            height: n,
            pixels: Pixels::Values { values: cells.into(), range: (-1.0, 1.0), palette: Palette::Grey },
            pins: vec![
                Pin { row: 7, col: 9, ink: Ink::Accent, glyph: '?' },
                Pin { row: 2, col: 3, ink: Ink::Bad, glyph: '×' },
            ],
            crisp: true,
        }),
    );
    let big = 128;
    let weights: Vec<f64> = (0..big * big)
        .map(|at| (((at / big) as f64 * 0.2).sin() * ((at % big) as f64 * 0.2).sin()).round())
        .collect();
    let matrix = Panel::new(
        "weights",
        text("Weights between neurons", "神经元之间的权重"),
        Place::Detail,
        Picture::Matrix(Matrix {
            rows: big,
            cols: big,
            values: weights.into(),
            range: (-1.0, 1.0),
            palette: Palette::Diverging,
            row_names: vec![],
            col_names: vec![],
            axes: (text("to neuron", "到神经元"), text("from neuron", "来自神经元")),
            decimals: None,
            selected: None,
        }),
    );
    let overlaps = [("A", 1.0), ("B", -0.31), ("C", 0.12)]
        .into_iter()
        .map(|(name, value)| Bar {
            name: same(name),
            value,
            note: Text::default(),
            ink: if value < 0.0 { Ink::Negative } else { Ink::Positive },
        })
        .collect();
    let overlaps = Panel::new(
        "overlaps",
        text("Overlap with each pattern", "与各模式的重叠"),
        Place::Beside,
        Picture::Bars(Bars { bars: overlaps, range: (-1.0, 1.0), selected: None }),
    );
    let energy = (0..60).map(|t| (f64::from(t), -20.0 - (f64::from(t) / 6.0).floor() * 2.0)).collect();
    let energy = Panel::new(
        "energy",
        text("Energy against updates", "能量随更新变化"),
        Place::Cost,
        Picture::Chart(Chart {
            x: Axis::new(text("update", "更新")),
            y: Axis::new(same("E")),
            curves: vec![Curve {
                points: energy,
                stroke: Stroke::Steps,
                ink: Ink::Series(2),
                ..Curve::default()
            }],
            ..Chart::default()
        }),
    );
    scene(vec![state, overlaps, energy, matrix, parameters()])
}
