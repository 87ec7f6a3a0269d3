//! Planes and surfaces.

use super::*;

pub(super) fn field(
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

pub(super) fn optimizers() -> Scene {
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
                ahead: true,
            }],
            square: true,
        }),
    )
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
            ..Curve::default()
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
    );
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
    );
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

pub(super) fn relief() -> Panel {
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
}
