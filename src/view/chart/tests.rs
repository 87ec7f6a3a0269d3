//! What is drawn lies where its value is, and the legend is complete.

use super::*;
use crate::lab::scene::{Axis, Mark};
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

proptest! {
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
