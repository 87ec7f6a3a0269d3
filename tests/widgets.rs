//! Every widget at every size, with sense and without it.

mod samples;

use nnlab::lab::Spot;
use nnlab::lab::scene::*;
use nnlab::view::*;
use nnlab::words::{Language, Text, same};
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use std::fmt::Write;

fn pens() -> Vec<Pen> {
    let mut pens = Vec::new();
    for depth in [ColourDepth::TrueColour, ColourDepth::Palette256, ColourDepth::Palette16, ColourDepth::Mono]
    {
        for (glyphs, language, background) in [
            (Glyphs::Braille, Language::English, Background::Dark),
            (Glyphs::Blocks, Language::Chinese, Background::Light),
            (Glyphs::Ascii, Language::English, Background::Dark),
        ] {
            pens.push(Pen {
                theme: Theme { depth, background, ground: background, ..Theme::DARK },
                glyphs,
                language,
            });
        }
    }
    pens
}

fn drawn(panel: &Panel, width: u16, height: u16, pen: &Pen, state: &PanelState<'_>) -> Buffer {
    let area = Rect::new(0, 0, width, height);
    let mut buf = Buffer::empty(area);
    draw_panel(panel, area, &mut buf, pen, state);
    buf
}

/// The words of a buffer, then a map of its styles: one letter for each style that occurs, `·` for
/// none, and what the letters mean.
fn printed(buf: &Buffer) -> String {
    let mut styles: Vec<(Color, Color, Modifier)> = Vec::new();
    let (mut text, mut map) = (String::new(), String::new());
    for y in 0..buf.area.height {
        let mut skip = 0;
        for x in 0..buf.area.width {
            let cell = &buf[(x, y)];
            if skip == 0 {
                text.push_str(cell.symbol());
                skip = width(cell.symbol()).saturating_sub(1);
            } else {
                skip -= 1;
            }
            let style = (cell.fg, cell.bg, cell.modifier);
            if style == (Color::Reset, Color::Reset, Modifier::empty()) {
                map.push('·');
                continue;
            }
            let at = styles.iter().position(|s| *s == style).unwrap_or_else(|| {
                styles.push(style);
                styles.len() - 1
            });
            map.push(char::from_u32('a' as u32 + at as u32).unwrap_or('?'));
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
        map.push('\n');
    }
    let mut out = format!("{text}\n{map}\n");
    for (at, (fg, bg, modifier)) in styles.iter().enumerate() {
        let letter = char::from_u32('a' as u32 + at as u32).unwrap_or('?');
        let _ = writeln!(out, "{letter}: {fg} on {bg} {modifier:?}");
    }
    out
}

#[test]
fn samples_are_drawn_at_every_size() {
    let sizes = [0, 1, 2, 3, 4, 5, 7, 9, 12, 16, 23, 40, 81];
    for (_, scene) in samples::all() {
        for panel in &scene.panels {
            for (turn, pen) in pens().iter().enumerate() {
                for width in sizes {
                    for height in
                        sizes.iter().copied().filter(|h| (h + width + turn as u16).is_multiple_of(3))
                    {
                        let state = PanelState { focused: turn % 2 == 0, scroll: 3, ..PanelState::default() };
                        drawn(panel, width, height, pen, &state);
                    }
                }
            }
        }
    }
}

#[test]
fn nothing_is_drawn_outside_the_area() {
    for (name, scene) in samples::all() {
        for panel in &scene.panels {
            for (w, h) in [(9, 5), (33, 11), (60, 20)] {
                let mut buf = Buffer::empty(Rect::new(0, 0, 80, 30));
                let area = Rect::new(5, 4, w, h);
                draw_panel(panel, area, &mut buf, &Pen::default(), &PanelState::default());
                for y in 0..30 {
                    for x in 0..80 {
                        let clean = buf[(x, y)] == ratatui::buffer::Cell::EMPTY;
                        assert!(
                            area.contains((x, y).into()) || clean,
                            "{name}/{} wrote to {x},{y}",
                            panel.id
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn without_colours_nothing_is_coloured() {
    let theme = Theme { depth: ColourDepth::Mono, ..Theme::default() };
    for (name, scene) in samples::all() {
        for panel in &scene.panels {
            for glyphs in [Glyphs::Braille, Glyphs::Ascii] {
                let pen = Pen { theme, glyphs, ..Pen::default() };
                let state = PanelState { focused: true, ..PanelState::default() };
                let mut buf = drawn(panel, 60, 20, &pen, &state);
                let plain = buf.content.iter().all(|c| c.fg == Color::Reset && c.bg == Color::Reset);
                assert!(plain, "{name}/{}", panel.id);
                if glyphs == Glyphs::Ascii {
                    transliterate(&mut buf, &pen);
                    assert!(buf.content.iter().all(|c| c.symbol().is_ascii()));
                }
            }
        }
    }
}

/// A place that is seen leads to a cell, and that cell back to a place in the same or the next cell.
#[test]
fn cells_and_places_lead_to_each_other() {
    let pen = Pen::default();
    let state = PanelState::default();
    for (name, scene) in samples::all() {
        for panel in &scene.panels {
            for (w, h) in [(20, 8), (41, 15), (90, 33)] {
                let area = Rect::new(2, 1, w, h);
                for y in area.top()..area.bottom() {
                    for x in area.left()..area.right() {
                        let Some(spot) = locate(panel, area, (x, y), &pen, &state) else { continue };
                        let Some(cell) = spot_cell(panel, area, spot, &pen, &state) else {
                            panic!("{name}/{}: {spot:?} at {x},{y} has no cell", panel.id);
                        };
                        assert!(area.contains(cell.into()));
                        match spot {
                            Spot::Point { .. } => assert_eq!(cell, (x, y), "{name}/{}", panel.id),
                            // Large things have one cell for many places: it leads to the same thing.
                            Spot::Edge { .. } => {}
                            _ => {
                                let again = locate(panel, area, cell, &pen, &state);
                                let back = again.and_then(|spot| spot_cell(panel, area, spot, &pen, &state));
                                assert_eq!(back, Some(cell), "{name}/{}: {spot:?} → {again:?}", panel.id);
                                let small =
                                    matches!(panel.picture, Picture::Image(Image { crisp: false, .. }));
                                let close = cell.0.abs_diff(x) <= 1 && cell.1.abs_diff(y) <= 1;
                                assert!(!small || close, "{name}/{}: {x},{y} → {cell:?}", panel.id);
                            }
                        }
                    }
                }
            }
        }
    }
}

fn odd_number() -> impl Strategy<Value = f64> {
    prop_oneof![
        Just(f64::NAN),
        Just(f64::INFINITY),
        Just(f64::NEG_INFINITY),
        Just(0.0),
        Just(1e308),
        Just(-1e308),
        Just(5e-324),
        -10.0..10.0,
    ]
}

fn odd_axis() -> impl Strategy<Value = Axis> {
    (proptest::option::of((odd_number(), odd_number())), any::<bool>()).prop_map(|(range, log)| {
        let axis = Axis { range, ..Axis::new(same("x")) };
        if log { axis.log() } else { axis }
    })
}

fn odd_picture() -> impl Strategy<Value = Picture> {
    let numbers = proptest::collection::vec(odd_number(), 0..30);
    let stroke = prop_oneof![
        Just(Stroke::Line),
        Just(Stroke::Dashed),
        Just(Stroke::Steps),
        Just(Stroke::Dots),
        Just(Stroke::Columns)
    ];
    let palette = prop_oneof![
        Just(Palette::Sequential),
        Just(Palette::Diverging),
        Just(Palette::Grey),
        Just(Palette::Classes)
    ];
    (numbers, odd_axis(), odd_axis(), stroke, palette, 0_usize..7, 0_usize..8).prop_map(
        |(numbers, x, y, stroke, palette, n, kind)| {
            let points: Vec<(f64, f64)> =
                numbers.iter().copied().zip(numbers.iter().rev().copied()).collect();
            let range = points.first().copied().unwrap_or((0.0, 0.0));
            let dots = points.iter().map(|(x, y)| Dot {
                x: *x,
                y: *y,
                ink: Ink::Series(200),
                glyph: 'x',
                selected: true,
                label: same("here"),
            });
            let rows = numbers.len() / n.max(1);
            let field =
                Field { cols: n, rows, values: numbers.clone().into(), range, palette, label: same("f") };
            let trails =
                vec![Trail { name: Text::default(), letter: 'A', ink: Ink::Bad, points: points.clone() }];
            match kind {
                0 => Picture::Chart(Chart {
                    curves: vec![
                        Curve {
                            points: points.clone(),
                            stroke,
                            letter: Some('A'),
                            name: same("a"),
                            ..Curve::default()
                        },
                        Curve { points: points.clone(), name: same("b"), ..Curve::default() },
                    ],
                    marks: points
                        .iter()
                        .map(|(x, y)| Mark::new((*x, *y), '●', same("m"), Ink::Good))
                        .collect(),
                    bands: numbers
                        .iter()
                        .map(|at| Band { at: *at, vertical: *at > 0.0, label: same("b"), ink: Ink::Quiet })
                        .collect(),
                    x,
                    y,
                    steps: false,
                }),
                1 => Picture::Plane(Plane {
                    x,
                    y,
                    contours: vec![Contour {
                        level: 0.0,
                        segments: points.windows(2).map(|p| (p[0], p[1])).collect(),
                        ink: Ink::Quiet,
                    }],
                    dots: dots.collect(),
                    trails,
                    arrows: points
                        .windows(2)
                        .map(|p| Arrow {
                            from: p[0],
                            to: p[1],
                            ink: Ink::Accent,
                            label: same("g"),
                            ahead: false,
                        })
                        .collect(),
                    field: Some(field),
                    square: n % 2 == 0,
                }),
                2 => Picture::Relief(Relief {
                    x: range,
                    y: (0.0, 1.0),
                    axes: [same("x"), same("y"), same("z")],
                    field,
                    trails,
                    dots: dots.collect(),
                    yaw: numbers.first().copied().unwrap_or(0.0),
                    pitch: numbers.last().copied().unwrap_or(0.0),
                }),
                3 => Picture::Matrix(Matrix {
                    rows,
                    cols: n,
                    values: numbers.into(),
                    range,
                    palette,
                    row_names: vec![same("row")],
                    col_names: vec![same("column"); 9],
                    axes: (same("r"), same("c")),
                    decimals: (rows % 2 == 0).then_some(3),
                    selected: Some((n, rows)),
                }),
                4 => Picture::Image(Image {
                    width: n,
                    height: rows,
                    pixels: Pixels::Values { values: numbers.into(), range, palette },
                    pins: vec![Pin { row: n, col: rows, ink: Ink::Accent, glyph: '?' }],
                    crisp: n % 2 == 0,
                }),
                5 => Picture::Bars(Bars {
                    bars: numbers
                        .iter()
                        .map(|v| Bar { name: same("b"), value: *v, ..Bar::default() })
                        .collect(),
                    range,
                    selected: Some(n * 9),
                }),
                6 => Picture::Graph(Graph {
                    nodes: numbers
                        .iter()
                        .map(|v| Node { name: "n".into(), value: Some(*v), ..Node::default() })
                        .collect(),
                    wires: (0..2 * numbers.len())
                        .map(|w| Wire {
                            from: w % (n + 1),
                            to: w * 7 % 13,
                            label: "d".into(),
                            slope: numbers.get(w).copied(),
                            active: w % 2 == 0,
                        })
                        .collect(),
                }),
                _ => Picture::Network(Network {
                    next: Vec::new(),
                    layers: (0..n)
                        .map(|l| Neurons {
                            title: same("layer"),
                            neurons: vec![
                                Neuron { value: numbers.get(l).copied(), ..Neuron::default() };
                                (l * 7) % 18
                            ],
                        })
                        .collect(),
                    weights: vec![vec![numbers.clone(); 5]; n],
                    flowing: Flowing::Backward(n),
                    selected: Selected::Edge { layer: n, from: 0, to: 0 },
                }),
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]
    #[test]
    fn nonsense_is_drawn_without_harm(
        picture in odd_picture(), width in 0_u16..90, height in 0_u16..40, pen in 0_usize..12,
        column in 0_u16..90, row in 0_u16..40, x in odd_number(), y in odd_number(),
    ) {
        let pen = pens()[pen];
        let panel = Panel::new("odd", same("odd"), Place::Main, picture).pick(same("hint")).caption(same("words under it"));
        let state = PanelState { focused: true, cursor: Some(Spot::Point { x, y }), ..PanelState::default() };
        drawn(&panel, width, height, &pen, &state);
        let area = Rect::new(0, 0, width, height);
        if let Some(spot) = locate(&panel, area, (column, row), &pen, &state) {
            prop_assert!(spot_cell(&panel, area, spot, &pen, &state).is_none_or(|cell| area.contains(cell.into())));
        }
        for spot in [Spot::Point { x, y }, Spot::Item(usize::from(column)), Spot::Cell { row: 3, col: 2 }] {
            prop_assert!(spot_cell(&panel, area, spot, &pen, &state).is_none_or(|cell| area.contains(cell.into())));
        }
        prop_assert!(scroll_limit(&panel, area, &pen) <= 40);
    }
}

/// Reviewed by eye; a change shows what it moves and what it recolours.
#[test]
fn widgets_look_as_they_did() {
    let pen = Pen { theme: Theme { depth: ColourDepth::Palette256, ..Theme::default() }, ..Pen::default() };
    let chinese = Pen { language: Language::Chinese, ..pen };
    for (name, scene) in samples::all() {
        for panel in scene.panels.iter().filter(|panel| name != "relief" && panel.id != "relief") {
            let state = PanelState { focused: panel.pick.is_some(), ..PanelState::default() };
            insta::assert_snapshot!(
                format!("{name}_{}", panel.id),
                printed(&drawn(panel, 56, 15, &pen, &state))
            );
        }
    }
    let scene = samples::named("cats").expect("a sample");
    for panel in scene.panels.iter().filter(|panel| panel.id == "guide" || panel.id == "parameters") {
        let buf = drawn(panel, 40, 12, &chinese, &PanelState::default());
        insta::assert_snapshot!(format!("cats_{}_zh", panel.id), printed(&buf));
    }
}

/// Far above what a frame takes, far below what would be felt: catches a mistake of an order of
/// magnitude on a busy machine in an unoptimised build.
#[test]
fn a_large_frame_takes_milliseconds() {
    let area = Rect::new(0, 0, 200, 60);
    for (name, scene) in samples::all() {
        let mut best = std::time::Duration::MAX;
        for _ in 0..5 {
            let start = std::time::Instant::now();
            let mut buf = Buffer::empty(area);
            let arrangement = arrange(&scene.panels, area, None, false);
            for slot in &arrangement.slots {
                draw_panel(
                    &scene.panels[slot.shown],
                    slot.area,
                    &mut buf,
                    &Pen::default(),
                    &PanelState::default(),
                );
            }
            best = best.min(start.elapsed());
        }
        println!("{name}: {best:?}");
        assert!(best.as_millis() < 40, "{name} took {best:?}");
    }
}
