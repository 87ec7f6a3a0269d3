//! A picture on its way from one state to the next: what has a place or a size moves, what is words has arrived.

use super::{PanelState, Pen, draw_panel};
use crate::lab::scene::{
    Bars, Chart, Flow, Image, Light, Matrix, Network, Panel, Picture, Pixels, Plane, Table,
};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use std::sync::Arc;

/// The panel at a share of the way, 0 where it comes from and 1 where it goes. What has no counterpart is there at once.
#[must_use]
pub fn between(from: &Panel, to: &Panel, share: f64) -> Panel {
    let mut panel = to.clone();
    picture(&from.picture, &mut panel.picture, share);
    panel
}

fn picture(from: &Picture, to: &mut Picture, share: f64) {
    match (from, to) {
        (Picture::Plane(from), Picture::Plane(to)) => plane(from, to, share),
        (Picture::Chart(from), Picture::Chart(to)) => chart(from, to, share),
        (Picture::Image(from), Picture::Image(to)) => image(from, to, share),
        (Picture::Matrix(from), Picture::Matrix(to)) => matrix(from, to, share),
        (Picture::Bars(from), Picture::Bars(to)) => bars(from, to, share),
        (Picture::Network(from), Picture::Network(to)) => network(from, to, share),
        (Picture::Flow(from), Picture::Flow(to)) => flow(from, to, share),
        (Picture::Table(from), Picture::Table(to)) => table(from, to, share),
        _ => {}
    }
}

/// Whether a panel tells by words and digits: what is new in it stands out while others move.
fn tells_by_words(panel: &Panel) -> bool {
    matches!(panel.picture, Picture::Table(_) | Picture::Graph(_) | Picture::Network(_) | Picture::Bars(_))
}

/// Makes the cells stand out in which a panel of words differs from how it was.
pub fn mark_changes(
    from: &Panel,
    to: &Panel,
    area: Rect,
    buf: &mut Buffer,
    pen: &Pen,
    state: &PanelState<'_>,
) {
    if !tells_by_words(to) || from == to {
        return;
    }
    let mut before = Buffer::empty(buf.area);
    draw_panel(from, area, &mut before, pen, state);
    let inside = super::content(to, area, pen);
    for (y, x) in
        (inside.top()..inside.bottom()).flat_map(|y| (inside.left()..inside.right()).map(move |x| (y, x)))
    {
        if before[(x, y)].symbol() != buf[(x, y)].symbol() && buf[(x, y)].symbol() != " " {
            let style = pen.theme.accent().add_modifier(Modifier::REVERSED);
            buf[(x, y)].set_style(style);
        }
    }
}

fn mix(from: f64, to: f64, share: f64) -> f64 {
    if from.is_finite() && to.is_finite() { from + (to - from) * share } else { to }
}

fn mix_all(from: &[f64], to: &mut Arc<[f64]>, share: f64) {
    if from.len() == to.len() && from != &to[..] {
        *to = from.iter().zip(to.iter()).map(|(from, to)| mix(*from, *to, share)).collect();
    }
}

fn mix_points(from: &[(f64, f64)], to: &mut [(f64, f64)], share: f64) {
    for (from, to) in from.iter().zip(to) {
        *to = (mix(from.0, to.0, share), mix(from.1, to.1, share));
    }
}

fn plane(from: &Plane, to: &mut Plane, share: f64) {
    if let (Some(from), Some(to)) = (&from.field, &mut to.field) {
        mix_all(&from.values, &mut to.values, share);
    }
    if from.dots.len() == to.dots.len() {
        for (from, to) in from.dots.iter().zip(&mut to.dots) {
            (to.x, to.y) = (mix(from.x, to.x, share), mix(from.y, to.y, share));
        }
    }
    for (from, to) in from.trails.iter().zip(&mut to.trails) {
        // The last stretch grows from where the trail ended.
        if let (Some(end), true) = (from.points.last(), from.points.len() < to.points.len()) {
            let first = from.points.len();
            mix_points(&vec![*end; to.points.len() - first], &mut to.points[first..], share);
        }
    }
    if from.arrows.len() == to.arrows.len() {
        for (from, to) in from.arrows.iter().zip(&mut to.arrows) {
            to.from = (mix(from.from.0, to.from.0, share), mix(from.from.1, to.from.1, share));
            to.to = (mix(from.to.0, to.to.0, share), mix(from.to.1, to.to.1, share));
        }
    }
}

fn chart(from: &Chart, to: &mut Chart, share: f64) {
    for (from, to) in from.curves.iter().zip(&mut to.curves) {
        if from.points.len() == to.points.len() {
            mix_points(&from.points, &mut to.points, share);
        }
    }
    if from.marks.len() == to.marks.len() {
        for (from, to) in from.marks.iter().zip(&mut to.marks) {
            (to.x, to.y) = (mix(from.x, to.x, share), mix(from.y, to.y, share));
        }
    }
    // Axes zoom: a magnifier is seen to magnify.
    for (from, to) in [(&from.x, &mut to.x), (&from.y, &mut to.y)] {
        if let (Some(from), Some(to)) = (from.range, &mut to.range) {
            *to = (mix(from.0, to.0, share), mix(from.1, to.1, share));
        }
    }
}

fn image(from: &Image, to: &mut Image, share: f64) {
    if let (Pixels::Values { values: from, .. }, Pixels::Values { values: to, .. }) =
        (&from.pixels, &mut to.pixels)
    {
        mix_all(from, to, share);
    }
}

fn matrix(from: &Matrix, to: &mut Matrix, share: f64) {
    mix_all(&from.values, &mut to.values, share);
}

fn bars(from: &Bars, to: &mut Bars, share: f64) {
    if from.bars.len() == to.bars.len() {
        for (from, to) in from.bars.iter().zip(&mut to.bars) {
            to.value = mix(from.value, to.value, share);
        }
    }
}

fn network(from: &Network, to: &mut Network, share: f64) {
    let from = from.weights.iter().flatten().flatten();
    for (from, to) in from.zip(to.weights.iter_mut().flatten().flatten()) {
        *to = mix(*from, *to, share);
    }
}

/// The finger goes from row to row; where there was none, it begins at the first.
fn table(from: &Table, to: &mut Table, share: f64) {
    if let Some(end) = to.selected.filter(|_| from.rows.len() == to.rows.len()) {
        let start = from.selected.unwrap_or(0).min(end);
        to.selected = Some(start + (share * (end - start) as f64).round() as usize);
    }
}

/// Stations that show the same thing as before, under the same name.
fn flow(from: &Flow, to: &mut Flow, share: f64) {
    for (from, to) in from.stations.iter().zip(&mut to.stations) {
        if from.name == to.name && from.light != Light::Dark {
            picture(&from.picture, &mut to.picture, share);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::scene::{Dot, Ink, Place};
    use crate::words::{Text, same};

    fn at(x: f64) -> Panel {
        let dot = Dot { x, y: 1.0, ink: Ink::Accent, glyph: '●', selected: false, label: Text::default() };
        let plane = Plane { dots: vec![dot], ..Plane::default() };
        Panel::new("plane", same("a plane"), Place::Main, Picture::Plane(plane))
    }

    #[test]
    fn a_point_slides_and_arrives() {
        let x = |share| match between(&at(1.0), &at(3.0), share).picture {
            Picture::Plane(plane) => plane.dots[0].x,
            _ => f64::NAN,
        };
        assert_eq!([x(0.0), x(0.5), x(1.0)], [1.0, 2.0, 3.0]);
        assert_eq!(between(&at(1.0), &at(3.0), 1.0), at(3.0));
    }
}
