//! Made-up panels of every kind, for tests and for the gallery of engineers. Their numbers mean
//! nothing; their shapes are those of the lessons.

use nnlab::lab::Scene;
use nnlab::lab::scene::*;
use nnlab::words::{Text, same, text};
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
            formula: "w₁₄₂ ← w₁₄₂ − α·dw₁₄₂".to_string(),
            numbers: "0.00412 − 0.005·(−0.01873)".to_string(),
            result: "0.00421".to_string(),
            check: Some(Check {
                formula: "(J(w+ε)−J(w−ε))/2ε".to_string(),
                numeric: -0.018_73,
                relative_error: 3e-10,
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

fn cats() -> Scene {
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
    .least(26, 8)
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
    .least(20, 8)
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
    )
    .least(30, 4);
    scene(vec![picture, weights, cost(), confusion, parameters(), guide()])
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
            marks: vec![Mark {
                x: now.0,
                y: now.1,
                glyph: '●',
                label: text("0.5113 at 400", "第 400 步 0.5113"),
                ink: Ink::Accent,
            }],
            bands: vec![],
            steps: true,
        }),
    )
    .least(24, 6)
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
    .least(28, 4)
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
    Panel::new("guide", text("Guide", "指南"), Place::Detail, Picture::Prose(lines)).least(24, 5)
}

fn node(name: &str, expression: &str, value: f64, gradient: Option<f64>) -> Node {
    Node {
        name: name.to_string(),
        expression: expression.to_string(),
        value: Some(value),
        gradient,
        gradient_name: format!("dJ/d{name}"),
        forward: Stage::Done,
        backward: if gradient.is_some() { Stage::Done } else { Stage::Waiting },
        ..Node::default()
    }
}

fn wire(from: usize, to: usize, (label, slope): (&str, Option<f64>), active: bool) -> Wire {
    Wire { from, to, label: label.to_string(), slope, active }
}

fn chain() -> Panel {
    let mut nodes = vec![
        node("a", "", 7.0, Some(3.0)),
        node("b", "", 4.0, Some(6.0)),
        node("c", "", 2.0, None),
        node("u", "b·c", 8.0, Some(3.0)),
        node("v", "a + u", 15.0, Some(3.0)),
        node("J", "3·v", 45.0, Some(1.0)),
    ];
    nodes[1].backward = Stage::Active;
    nodes[1].selected = true;
    let wires = vec![
        wire(1, 3, ("du/db", Some(2.0)), true),
        wire(2, 3, ("du/dc", None), false),
        wire(0, 4, ("dv/da", Some(1.0)), false),
        wire(3, 4, ("dv/du", Some(1.0)), false),
        wire(4, 5, ("dJ/dv", Some(3.0)), false),
    ];
    Panel::new(
        "graph",
        text("Computation graph", "计算图"),
        Place::Main,
        Picture::Graph(Graph { nodes, wires }),
    )
    .least(40, 10)
    .active(true)
}

/// The logistic loss of two features, as the expression lesson would make it.
fn loss_graph() -> Panel {
    let list: [(&str, &str, &[usize]); 19] = [
        ("w1", "", &[]),
        ("x1", "", &[]),
        ("w2", "", &[]),
        ("x2", "", &[]),
        ("b", "", &[]),
        ("y", "", &[]),
        ("t1", "w1·x1", &[0, 1]),
        ("t2", "w2·x2", &[2, 3]),
        ("t3", "t1 + t2", &[6, 7]),
        ("z", "t3 + b", &[8, 4]),
        ("p", "sigmoid(z)", &[9]),
        ("t4", "log(p)", &[10]),
        ("t5", "y·t4", &[5, 11]),
        ("t6", "1 − y", &[5]),
        ("t7", "1 − p", &[10]),
        ("t8", "log(t7)", &[14]),
        ("t9", "t6·t8", &[13, 15]),
        ("t10", "t5 + t9", &[12, 16]),
        ("L", "−t10", &[17]),
    ];
    let mut nodes = Vec::new();
    let mut wires = Vec::new();
    for (at, (name, expression, inputs)) in list.iter().enumerate() {
        let mut it = node(name, expression, at as f64 * 0.37 - 1.0, (at > 8).then_some(0.25 * at as f64));
        it.forward = if at < 14 { Stage::Done } else { Stage::Waiting };
        if at == 14 {
            it.forward = Stage::Active;
        }
        nodes.push(it);
        for from in *inputs {
            wires.push(wire(*from, at, ("", None), at == 14));
        }
    }
    Panel::new(
        "graph",
        text("Computation graph", "计算图"),
        Place::Main,
        Picture::Graph(Graph { nodes, wires }),
    )
    .least(40, 10)
}

fn field(
    side: usize,
    f: impl Fn(f64, f64) -> f64,
    palette: Palette,
    range: (f64, f64),
    label: Text,
) -> Field {
    let mut values = Vec::new();
    for row in 0..side {
        for col in 0..side {
            let place = |at: usize| 2.0 * (at as f64 + 0.5) / side as f64 - 1.0;
            values.push(f(place(col), place(row)));
        }
    }
    Field { cols: side, rows: side, values: values.into(), range, palette, label }
}

fn hill(x: f64, y: f64) -> f64 {
    ((1.0 - 1.5 * x).powi(2) + 8.0 * (1.5 * y - 2.0 * x * x).powi(2) + 0.01).log10()
}

fn trails() -> Vec<Trail> {
    ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam"]
        .iter()
        .enumerate()
        .map(|(n, name)| Trail {
            name: same(*name),
            letter: ['S', 'M', 'N', 'G', 'R', 'A'][n],
            ink: Ink::Series(n as u8),
            points: (0..80)
                .map(|t| {
                    let s = f64::from(t) / 80.0 * (1.0 - 0.08 * n as f64);
                    let x = -0.8 + 1.4 * s;
                    (x, x * x * 1.3 + 0.35 * (1.0 - s) * (9.0 * s + n as f64).sin() * 0.5 + 0.1 * (1.0 - s))
                })
                .collect(),
        })
        .collect()
}

fn optimizers() -> Scene {
    let levels = [-1.0, -0.4, 0.2, 0.6, 1.0];
    let contours = levels
        .iter()
        .map(|level| Contour { level: *level, segments: ring(*level), ink: Ink::Quiet })
        .collect();
    let map = Panel::new(
        "map",
        text("The hill from above", "从上方看这座山"),
        Place::Main,
        Picture::Plane(Plane {
            x: Axis::new(same("x")).range(-1.0, 1.0),
            y: Axis::new(same("y")).range(-1.0, 1.0),
            field: Some(field(80, hill, Palette::Sequential, (-2.0, 1.6), same("log₁₀ f"))),
            contours,
            dots: vec![
                Dot {
                    x: 0.66,
                    y: 0.58,
                    ink: Ink::Good,
                    glyph: '★',
                    selected: false,
                    label: text("minimum", "最小值"),
                },
                Dot {
                    x: -0.8,
                    y: 0.93,
                    ink: Ink::Plain,
                    glyph: '○',
                    selected: true,
                    label: text("start", "起点"),
                },
            ],
            trails: trails(),
            arrows: vec![Arrow {
                from: (0.0, -0.5),
                to: (0.3, -0.1),
                ink: Ink::Accent,
                label: text("step", "一步"),
            }],
            square: true,
        }),
    )
    .least(30, 10)
    .pick(text("Enter starts here", "Enter 从这里出发"));
    let curves = trails()
        .iter()
        .enumerate()
        .map(|(n, trail)| Curve {
            name: trail.name.clone(),
            points: (0..200)
                .map(|t| (f64::from(t), 10_f64.powf(1.0 - f64::from(t) * 0.012 * (n + 1) as f64)))
                .collect(),
            ink: trail.ink,
            stroke: if n == 1 { Stroke::Dashed } else { Stroke::Line },
            letter: Some(trail.letter),
        })
        .collect();
    let cost = Panel::new(
        "cost",
        text("Cost against step", "代价随步数变化"),
        Place::Cost,
        Picture::Chart(Chart {
            x: Axis::new(text("step", "步")),
            y: Axis::new(text("f (log)", "f(对数)")).log(),
            curves,
            marks: vec![],
            bands: vec![Band {
                at: 1e-6, vertical: false, label: text("tolerance", "容差"), ink: Ink::Good
            }],
            steps: true,
        }),
    )
    .least(28, 7);
    let rows = trails()
        .iter()
        .enumerate()
        .map(|(n, trail)| {
            let n = n as f64;
            vec![
                Cell::Coloured(same(trail.letter.to_string()), trail.ink),
                Cell::Words(trail.name.clone()),
                Cell::Number(0.01 * 3_f64.powf(n - 2.0), 3),
                Cell::Number(0.123_456 * n - 0.3, 4),
                Cell::Inked(-1.0 / (n + 1.0), 4, Ink::Negative),
                Cell::Number(10_f64.powf(3.0 - 2.5 * n), 3),
                if n > 3.0 { Cell::Words(text("not yet", "尚未")) } else { Cell::Number(1200.0 * n, 4) },
            ]
        })
        .collect();
    let column = |title: Text| Column { title, ..Column::default() };
    let table = Panel::new(
        "table",
        text("Contenders", "选手"),
        Place::Detail,
        Picture::Table(Table {
            columns: vec![
                column(Text::default()),
                column(text("rule", "规则")),
                column(same("α")),
                column(same("x")),
                column(same("y")),
                column(text("cost", "代价")),
                column(text("steps to 1e−6", "到 1e−6 的步数")),
            ],
            rows,
            selected: Some(2),
        }),
    )
    .least(40, 6);
    let mut scene = scene(vec![map, cost, table, parameters(), guide()]);
    scene.panels.push(relief());
    scene
}

/// Straight pieces of a line of equal height of the hill, by marching over small squares.
fn ring(level: f64) -> Arc<[Segment]> {
    let n = 60;
    let at = |i: usize| 2.0 * i as f64 / n as f64 - 1.0;
    let mut pieces = Vec::new();
    for row in 0..n {
        for col in 0..n {
            let corners =
                [(col, row), (col + 1, row), (col + 1, row + 1), (col, row + 1)].map(|(c, r)| (at(c), at(r)));
            let mut crossings = Vec::new();
            for side in 0..4 {
                let (a, b) = (corners[side], corners[(side + 1) % 4]);
                let (fa, fb) = (hill(a.0, a.1) - level, hill(b.0, b.1) - level);
                if (fa > 0.0) != (fb > 0.0) {
                    let s = fa / (fa - fb);
                    crossings.push((a.0 + (b.0 - a.0) * s, a.1 + (b.1 - a.1) * s));
                }
            }
            for pair in crossings.chunks_exact(2) {
                pieces.push((pair[0], pair[1]));
            }
        }
    }
    pieces.into()
}

fn relief() -> Panel {
    Panel::new(
        "relief",
        text("The hill at an angle", "斜着看这座山"),
        Place::Main,
        Picture::Relief(Relief {
            x: (-1.0, 1.0),
            y: (-1.0, 1.0),
            axes: [same("x"), same("y"), same("log f")],
            field: field(56, hill, Palette::Sequential, (-2.0, 1.6), Text::default()),
            trails: trails(),
            dots: vec![],
            yaw: 30.0,
            pitch: 40.0,
        }),
    )
    .least(30, 10)
}

/// A network with small maps in its neurons, as in the playground.
pub(crate) fn network(maps: bool) -> Panel {
    let sizes = if maps { vec![3, 6, 5, 1] } else { vec![3, 4, 1] };
    let layers = sizes
        .iter()
        .enumerate()
        .map(|(l, size)| Neurons {
            title: match l {
                0 => text("inputs", "输入"),
                l if l + 1 == sizes.len() => text("output", "输出"),
                _ => text("hidden layer", "隐藏层"),
            },
            neurons: (0..*size)
                .map(|i| Neuron {
                    name: if l == 0 {
                        ["x₁", "x₂", "sin x₁"][i].to_string()
                    } else {
                        format!("h{}", i + 1)
                    },
                    value: Some((l * 7 + i * 3) as f64 * 0.07 - 0.4),
                    error: (l > 0).then_some(0.02 * i as f64 - 0.03),
                    bias: (l > 0).then_some(0.1),
                    map: maps.then(|| small_map(l, i)),
                    off: false,
                })
                .collect(),
        })
        .collect();
    let weights = sizes
        .windows(2)
        .map(|pair| {
            (0..pair[1])
                .map(|to| (0..pair[0]).map(|from| 2.0 * grain(from + 3 * pair[0], to + 5) - 1.0).collect())
                .collect()
        })
        .collect();
    Panel::new(
        "network",
        text("The network", "网络"),
        Place::Main,
        Picture::Network(Network {
            layers,
            weights,
            flowing: if maps { Flowing::Still } else { Flowing::Forward(1) },
            selected: Selected::Edge { layer: 1, from: 1, to: 2 },
        }),
    )
    .least(36, 10)
    .pick(text("Enter edits the weight", "Enter 编辑权重"))
}

fn small_map(layer: usize, index: usize) -> Image {
    let n = 16;
    let values = (0..n * n)
        .map(|at| {
            let (x, y) = ((at % n) as f64 / 8.0 - 1.0, (at / n) as f64 / 8.0 - 1.0);
            ((1 + index) as f64 * x + (layer as f64) * y * 1.3).sin()
        })
        .collect::<Vec<_>>();
    Image {
        width: n,
        height: n,
        pixels: Pixels::Values { values: values.into(), range: (-1.0, 1.0), palette: Palette::Diverging },
        pins: vec![],
        crisp: false,
    }
}

fn playground() -> Scene {
    let spiral = |t: f64, turn: f64| (0.9 * t * (5.0 * t + turn).cos(), 0.9 * t * (5.0 * t + turn).sin());
    let dots = (0..80)
        .map(|n| {
            let class = n % 2;
            let (x, y) = spiral(f64::from(n) / 80.0, std::f64::consts::PI * f64::from(class));
            Dot {
                x,
                y,
                ink: if class == 0 { Ink::Negative } else { Ink::Positive },
                glyph: if class == 0 { 'o' } else { '×' },
                selected: n == 33,
                label: Text::default(),
            }
        })
        .collect();
    let output = Panel::new(
        "output",
        text("What the network answers", "网络的回答"),
        Place::Beside,
        Picture::Plane(Plane {
            x: Axis::new(same("x₁")).range(-1.0, 1.0),
            y: Axis::new(same("x₂")).range(-1.0, 1.0),
            field: Some(field(
                100,
                |x, y| ((x * x + y * y).sqrt() * 5.0 - y.atan2(x)).sin(),
                Palette::Diverging,
                (-1.0, 1.0),
                text("output", "输出"),
            )),
            dots,
            square: true,
            ..Plane::default()
        }),
    )
    .least(24, 10);
    scene(vec![network(true), output, cost(), parameters(), guide()])
}

fn digits() -> Scene {
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
    )
    .least(24, 8);
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
    )
    .least(22, 10);
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
    )
    .least(34, 12);
    scene(vec![gallery, bars, cost(), confusion, parameters()])
}

fn hopfield() -> Scene {
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
    )
    .least(24, 10);
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
    )
    .least(24, 10);
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
    )
    .least(24, 3);
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
    )
    .least(24, 6);
    scene(vec![state, overlaps, energy, matrix, parameters()])
}
