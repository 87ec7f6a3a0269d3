//! What is drawn lies where its value is, and the legend is complete.

use super::*;
use crate::lab::scene::{Axis, Band, Mark};
use crate::view::Theme;
use crate::words::same;
use proptest::prelude::*;

/// A chart with axes of given lengths.
fn framed(curves: Vec<Curve>) -> Chart {
    let [x, y] = ["step", "J"].map(|name| Axis::new(same(name)).range(-3.0, 7.0));
    Chart { x, y, curves, ..Chart::default() }
}

fn drawn(chart: &Chart, area: Rect) -> Buffer {
    let mut buf = Buffer::empty(area);
    draw(chart, area, &mut buf, &Pen::plain(), None);
    buf
}

/// Legends are neither short of a curve nor have one too many.
#[test]
fn the_legend_names_every_curve_and_nothing_else() {
    let named = |name: &'static str, stroke| Curve {
        name: same(name),
        stroke,
        points: vec![(0.0, 1.0)],
        ..Curve::default()
    };
    let curves = vec![named("f", Stroke::Line), named("", Stroke::Line), named("g", Stroke::Dashed)];
    let buf = drawn(&framed(curves), Rect::new(0, 0, 40, 12));
    let head: String = (0..40).map(|x| buf[(x, 0)].symbol()).collect();
    let words: Vec<&str> = head.split_whitespace().collect();
    assert_eq!(words, ["J", "─", "f", "╌", "g"]);
}

/// Entries of the legend, curves, marks and their words have the colour of their own ink.
#[test]
fn what_belongs_together_has_one_colour() {
    let level = |name: &'static str, y: f64, ink| Curve {
        name: same(name),
        ink,
        points: vec![(-2.0, y), (6.0, y)],
        ..Curve::default()
    };
    let mut chart = framed(vec![level("f", 0.0, Ink::Good), level("g", 5.0, Ink::Bad)]);
    let mark = |name: &'static str, y: f64, ink| Mark {
        x: 2.0,
        y,
        glyph: '●',
        ink,
        label: same(name),
        ahead: false,
    };
    chart.marks = vec![mark("here", -2.0, Ink::Accent), mark("there", 3.0, Ink::Positive)];
    let pen = Pen { theme: Theme::DARK, ..Pen::plain() };
    let area = Rect::new(0, 0, 60, 20);
    let mut buf = Buffer::empty(area);
    draw(&chart, area, &mut buf, &pen, None);
    let place = plot(&chart, area, head_rows(&chart, area, &pen));
    let row = |y: u16| (0..area.width).map(|x| buf[(x, y)].symbol()).collect::<String>();
    let colour = |ink| pen.theme.ink(ink).fg;
    let at = |y: u16, words: &str| {
        let start = row(y).find(words).unwrap_or_else(|| panic!("no {words} in {}", row(y)));
        (row(y)[..start].chars().count() as u16, y)
    };
    for (name, y, ink) in [("f", 0.0, Ink::Good), ("g", 5.0, Ink::Bad)] {
        assert_eq!(buf[at(0, name)].style().fg, colour(ink), "{name} in the legend");
        let (x, row) = place.cell(-1.0, y).expect("a cell");
        assert_eq!(buf[(x, row)].style().fg, colour(ink), "{name}");
    }
    for (name, y, ink) in [("here", -2.0, Ink::Accent), ("there", 3.0, Ink::Positive)] {
        let cell = place.cell(2.0, y).expect("a cell");
        assert_eq!((buf[cell].symbol(), buf[cell].style().fg), ("●", colour(ink)), "the mark of {name}");
        let words = at(cell.1, name);
        assert_eq!(words.0, cell.0 + 2, "{name} stands beside its mark");
        assert_eq!(buf[words].style().fg, colour(ink), "{name}");
    }
}

/// The dots of a drawing that are lit, counted from its top left.
fn lit(buf: &Buffer, inner: Rect) -> Vec<(u16, u16)> {
    const BITS: [[u32; 4]; 2] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]];
    let mut dots = Vec::new();
    for at in inner.positions() {
        let mask = buf[at].symbol().chars().next().map_or(0, u32::from).wrapping_sub(0x2800);
        for (x, y) in (0..2u16).flat_map(|x| (0..4u16).map(move |y| (x, y))) {
            if mask < 0x100 && mask & BITS[usize::from(x)][usize::from(y)] != 0 {
                dots.push(((at.x - inner.x) * 2 + x, (at.y - inner.y) * 4 + y));
            }
        }
    }
    dots
}

/// The dot of a point, worked out from the axes alone.
fn dot(place: &Plot, (x, y): (f64, f64)) -> (u16, u16) {
    let across = place.x.at(x) * f64::from(place.inner.width) * 2.0;
    let down = (1.0 - place.y.at(y)) * f64::from(place.inner.height) * 4.0;
    (across as u16, down as u16)
}

proptest! {
    /// A line goes straight from point to point, stairs go along and then up or down, and neither goes beyond.
    #[test]
    fn a_curve_passes_through_its_points(
        (a, b) in ((-2.9..1.0f64, -2.9..6.9f64), (2.0..6.9f64, -2.9..6.9f64)),
        stairs in any::<bool>(),
    ) {
        let area = Rect::new(0, 0, 60, 20);
        let stroke = if stairs { Stroke::Steps } else { Stroke::Line };
        let chart = framed(vec![Curve { points: vec![a, b], stroke, ..Curve::default() }]);
        let place = plot(&chart, area, head_rows(&chart, area, &Pen::plain()));
        let lit = lit(&drawn(&chart, area), place.inner);
        let (from, to) = (dot(&place, a), dot(&place, b));
        let middle = (f64::midpoint(a.0, b.0), f64::midpoint(a.1, b.1));
        let between = if stairs { (to.0, from.1) } else { dot(&place, middle) };
        for wanted in [from, between, to] {
            let near = |dot: &(u16, u16)| dot.0.abs_diff(wanted.0) <= 1 && dot.1.abs_diff(wanted.1) <= 1;
            prop_assert!(lit.iter().any(near), "no dot at {:?}", wanted);
        }
        prop_assert!(lit.contains(&from) && lit.contains(&to));
        let rows = [from.1.min(to.1), from.1.max(to.1)];
        prop_assert!(lit.iter().all(|(x, y)| (from.0..=to.0).contains(x) && (rows[0]..=rows[1]).contains(y)));
    }

    /// A band lies at its value and nowhere else.
    #[test]
    fn a_band_lies_at_its_value(at in -2.9..6.9f64, vertical in any::<bool>()) {
        let area = Rect::new(0, 0, 60, 20);
        let mut chart = framed(Vec::new());
        chart.bands = vec![Band { at, vertical, ink: Ink::Quiet, label: same("") }];
        let place = plot(&chart, area, head_rows(&chart, area, &Pen::plain()));
        let lit = lit(&drawn(&chart, area), place.inner);
        let wanted = dot(&place, (at, at));
        prop_assert!(lit.len() > 10);
        for (x, y) in lit {
            prop_assert_eq!(if vertical { x } else { y }, if vertical { wanted.0 } else { wanted.1 });
        }
    }

    /// A column reaches from zero to its value.
    #[test]
    fn a_column_reaches_its_value(value in -2.9..6.9f64) {
        let area = Rect::new(0, 0, 60, 20);
        let points = vec![(0.0, 0.0), (2.0, value), (4.0, 0.0)];
        let chart = framed(vec![Curve { points, stroke: Stroke::Columns, ..Curve::default() }]);
        let place = plot(&chart, area, head_rows(&chart, area, &Pen::plain()));
        let middle = dot(&place, (2.0, value));
        let zero = dot(&place, (2.0, 0.0));
        let lit = lit(&drawn(&chart, area), place.inner);
        let rows: Vec<u16> = lit.iter().filter(|(x, _)| *x == middle.0).map(|(_, y)| *y).collect();
        let ends = (rows.iter().min().copied(), rows.iter().max().copied());
        prop_assert_eq!(ends, (Some(middle.1.min(zero.1)), Some(middle.1.max(zero.1))));
    }

    /// The dot of a curve lies where its value is, worked out here anew, and a mark of the same point in its cell.
    #[test]
    fn a_mark_sits_on_its_curve(x in -2.9..6.9f64, y in -2.9..6.9f64, wide in 30..90u16, high in 8..30u16) {
        let area = Rect::new(0, 0, wide, high);
        let mut chart = framed(vec![Curve { points: vec![(x, y)], ..Curve::default() }]);
        let place = plot(&chart, area, head_rows(&chart, area, &Pen::plain()));
        let is_dot = |symbol: &str| symbol.chars().all(|c| ('\u{2801}'..='\u{28ff}').contains(&c));
        let dots = |buf: &Buffer| -> Vec<(u16, u16)> {
            place.inner.positions().map(|at| (at.x, at.y)).filter(|at| is_dot(buf[*at].symbol())).collect()
        };
        let buf = drawn(&chart, area);
        let [cell] = dots(&buf)[..] else { panic!("{:?}", dots(&buf)) };
        let across = place.x.at(x) * f64::from(place.inner.width) * 2.0;
        let down = (1.0 - place.y.at(y)) * f64::from(place.inner.height) * 4.0;
        let dot = (across as u16, down as u16);
        prop_assert_eq!(cell, (place.inner.x + dot.0 / 2, place.inner.y + dot.1 / 4));
        let bits = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]];
        let bit = bits[usize::from(dot.0 % 2)][usize::from(dot.1 % 4)];
        prop_assert_eq!(buf[cell].symbol().chars().next().map(u32::from), Some(0x2800 + bit));
        chart.marks = vec![Mark { x, y, glyph: '●', ink: Ink::Accent, label: same(""), ahead: false }];
        let buf = drawn(&chart, area);
        prop_assert_eq!(buf[cell].symbol(), "●");
    }
}

#[test]
fn a_single_peak_among_many_points_survives() {
    let points = (0..100_000).map(|i| (f64::from(i), if i == 54_321 { 9.0 } else { 0.0 })).collect();
    let chart = Chart {
        x: Axis::new(same("step")),
        y: Axis::new(same("J")),
        curves: vec![Curve { points, ..Curve::default() }],
        ..Chart::default()
    };
    let area = Rect::new(0, 0, 60, 12);
    let plot = plot(&chart, area, 0);
    let kept = thinned(&chart.curves[0], &plot, 100);
    assert!(kept.len() <= 400);
    assert!(kept.iter().any(|p| p.1 == 9.0));
}

/// A legend that would lose its last entry takes narrower gaps, then a row more; a tall chart needs neither.
#[test]
fn a_small_chart_has_its_whole_legend() {
    let curve = |name: &'static str| Curve {
        name: same(name),
        points: vec![(0.0, 1.0), (1.0, 2.0)],
        ..Curve::default()
    };
    let chart = framed(["training", "test", "best 1.443", "another", "the last"].map(curve).to_vec());
    for (columns, rows, head) in [(60, 9, 1), (57, 9, 1), (43, 9, 2), (43, 20, 2), (30, 9, 2), (30, 20, 3)] {
        let area = Rect::new(0, 0, columns, rows);
        assert_eq!(head_rows(&chart, area, &Pen::plain()), head, "{columns}×{rows}");
        let seen = crate::view::print::text(&drawn(&chart, area));
        let words: String = seen.lines().take(usize::from(head)).collect::<Vec<_>>().join(" ");
        assert_eq!(words.contains('…'), (columns, rows) == (30, 9), "{seen}");
        assert_eq!(words.contains("the last"), (columns, rows) != (30, 9), "{seen}");
    }
}
