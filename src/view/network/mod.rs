//! Networks of layers, left to right.

mod layout;
mod wires;

use super::image::{fit, rasterise};
use super::palette::{Ramp, Strength};
use super::text::{mark, put_right};
use super::theme::ColourDepth;
use super::{Pen, put, width};
use crate::lab::Spot;
use crate::lab::scene::{Flowing, Ink, Network, Neuron, Palette, Selected};
use crate::words::{Language, figure};
use layout::{Detail, Layout};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::widgets::{Block, BorderType, Widget};
use std::borrow::Cow;
use wires::Wires;

pub(super) fn draw(network: &Network, area: Rect, buf: &mut Buffer, pen: &Pen) {
    let Some(layout) = Layout::new(network, area) else { return };
    let wires = Wires::new(network, &layout, area);
    wires.draw(network, &layout, area, buf, pen);
    for (layer, boxes) in layout.boxes.iter().enumerate() {
        let neurons = &network.layers[layer].neurons;
        let most = neurons.iter().filter_map(|n| n.value).fold(1.0, |most: f64, v| most.max(v.abs()));
        for (index, place) in boxes.iter().enumerate() {
            let look = Look {
                chosen: network.selected == Selected::Neuron { layer, index },
                lit: lights(network.flowing, layer),
                most,
            };
            draw_neuron(&neurons[index], layout.details[layer], *place, look, buf, pen);
        }
        let more = neurons.len() - boxes.len();
        if let Some(last) = boxes.last().filter(|_| more > 0) {
            put(buf, last.x, area.bottom() - 1, last.width, &format!("⋮ +{more}"), pen.theme.quiet());
        }
    }
    if let Some(row) = layout.head {
        headings(network, &layout.boxes, Rect { y: row, height: 1, ..area }, buf, pen);
    }
    let bundled = wires.bundled();
    let all =
        layout.boxes.iter().zip(&network.layers).all(|(boxes, layer)| boxes.len() == layer.neurons.len());
    if bundled > 0 && all && area.height > 8 {
        let words = match pen.language {
            Language::English => format!("{bundled} weak wires bundled"),
            Language::Chinese => format!("{bundled} 条弱连接并成一束"),
        };
        put_right(buf, area.x, area.right(), area.bottom() - 1, &words, pen.theme.quiet());
    }
}

/// Whether a layer is where something flows.
fn lights(flowing: Flowing, layer: usize) -> bool {
    match flowing {
        Flowing::Still => false,
        Flowing::Forward(at) => layer == at,
        Flowing::Backward(at) => layer + 1 == at,
        Flowing::Update => true,
    }
}

/// The headings of the layers in a row, each above its layer as far as the others let it: whole, or where that is too
/// much their first words; where even those have no room, none.
fn headings(network: &Network, boxes: &[Vec<Rect>], row: Rect, buf: &mut Buffer, pen: &Pen) {
    const GAP: u16 = 2;
    let titles = || network.layers.iter().map(|layer| layer.title.get(pen.language));
    let first_words = || titles().map(|title| title.split(' ').next().unwrap_or_default());
    let wide = |titles: &[&str]| titles.iter().map(|title| width(title) as u16 + GAP).sum::<u16>() - GAP;
    let mut titles: Vec<&str> = titles().collect();
    if titles.is_empty() || wide(&titles) > row.width {
        titles = first_words().collect();
    }
    if titles.is_empty() || wide(&titles) > row.width {
        return;
    }
    let spare = row.width - wide(&titles);
    let signed = |(layer, title): (usize, &&str)| {
        let sign = match network.flowing {
            Flowing::Forward(at) if at == layer => "→ ",
            Flowing::Backward(at) if at == layer + 1 => "← ",
            _ => "",
        };
        // The colour says it too, so the arrow goes before the words do.
        format!("{}{title}", if width(sign) as u16 > spare { "" } else { sign })
    };
    let words: Vec<String> = titles.iter().enumerate().map(signed).collect();
    let mut from = row.x;
    let mut places: Vec<u16> = Vec::new();
    for (words, boxes) in words.iter().zip(boxes) {
        let wide = width(words) as u16;
        let centre = boxes.first().map_or(from, |first| first.x + first.width / 2);
        let x = centre.saturating_sub(wide / 2).max(from);
        places.push(x);
        from = x + wide + GAP;
    }
    let mut to = row.right();
    for (x, words) in places.iter_mut().zip(&words).rev() {
        let wide = width(words) as u16;
        *x = (*x).min(to.saturating_sub(wide));
        to = x.saturating_sub(GAP);
    }
    for (layer, (x, words)) in places.into_iter().zip(&words).enumerate() {
        let lit = lights(network.flowing, layer);
        let style = if lit { pen.theme.accent() } else { pen.theme.quiet() };
        put(buf, x, row.y, row.right().saturating_sub(x), words, style);
    }
}

/// How a neuron is seen.
#[derive(Clone, Copy)]
struct Look {
    chosen: bool,
    lit: bool,
    /// The largest value of its layer.
    most: f64,
}

fn draw_neuron(neuron: &Neuron, detail: Detail, place: Rect, look: Look, buf: &mut Buffer, pen: &Pen) {
    let base = if neuron.off { pen.theme.quiet() } else { pen.theme.ink(Ink::Plain) };
    let name = if look.chosen {
        pen.theme.accent().add_modifier(Modifier::REVERSED)
    } else if look.lit {
        pen.theme.accent()
    } else {
        base.add_modifier(Modifier::BOLD)
    };
    match detail {
        Detail::Map(rows) => {
            put(buf, place.x, place.y, place.width, &named(neuron, place.width), name);
            let below = Rect { y: place.y + 1, height: rows.min(place.height.saturating_sub(1)), ..place };
            if let Some(map) = &neuron.map
                && let Some(fit) = fit(map, Rect { width: below.width.min(2 * rows), ..below })
                && !neuron.off
            {
                rasterise(map, fit, pen).paint(buf, pen);
            } else if let Some(value) = neuron.value {
                put(buf, below.x, below.y, below.width, &short(value, below.width), sign(value, pen));
            }
        }
        Detail::Beside(rows) => {
            if let Some(map) = &neuron.map
                && let Some(fit) = fit(map, Rect { width: place.width.min(layout::beside(rows)), ..place })
                && !neuron.off
            {
                rasterise(map, fit, pen).paint(buf, pen);
            }
            // Without a picture the name has its place as well.
            let x = if neuron.off { place.x } else { place.x + layout::beside(rows) + 1 };
            let room = place.right().saturating_sub(x);
            put(buf, x, place.y, room, &named(neuron, room), name);
        }
        Detail::Boxed(more) if place.height >= 3 => draw_box(neuron, more, place, look, name, buf, pen),
        Detail::Boxed(_) | Detail::Line => {
            let x = put(buf, place.x, place.y, place.width, &named(neuron, place.width), name);
            let room = place.right().saturating_sub(x + 1);
            match neuron.value {
                Some(value) if room >= 4 => {
                    put(buf, x + 1, place.y, room, &short(value, room), sign(value, pen));
                }
                Some(value) if room >= 1 => chip(value / look.most, (x + 1, place.y), buf, pen),
                Some(value) if x < place.right() => chip(value / look.most, (x, place.y), buf, pen),
                _ => {}
            }
        }
    }
}

/// What a neuron is called in so many columns: without the number of its layer, which stands above the column, where the
/// whole name has no room (`h₁` for `h⁶₁`).
fn named(neuron: &Neuron, room: u16) -> Cow<'_, str> {
    if width(&neuron.name) <= usize::from(room) {
        return Cow::Borrowed(&neuron.name);
    }
    Cow::Owned(neuron.name.chars().filter(|c| !"⁰¹²³⁴⁵⁶⁷⁸⁹".contains(*c)).collect())
}

/// A frame with the name in it, and under it the value, the error, the bias: as many as there are lines.
fn draw_box(neuron: &Neuron, more: u16, place: Rect, look: Look, name: Style, buf: &mut Buffer, pen: &Pen) {
    let kind = if look.lit { BorderType::Thick } else { BorderType::Rounded };
    let edge = if look.chosen || look.lit { pen.theme.accent() } else { pen.theme.quiet() };
    Block::bordered().border_type(kind).border_style(edge).render(place, buf);
    put(buf, place.x + 1, place.y, place.width.saturating_sub(2), &format!(" {} ", neuron.name), name);
    let room = place.width.saturating_sub(3);
    let value = neuron.value.map(|value| (short(value, room), sign(value, pen)));
    let letter = room.saturating_sub(2);
    let error = neuron.error.map(|error| (format!("δ {}", short(error, letter)), sign(error, pen)));
    let bias = neuron.bias.map(|bias| (format!("b {}", short(bias, letter)), pen.theme.quiet()));
    let mut lines: Vec<(String, Style)> = match (more, look.lit) {
        // One line: what flows right now.
        (0, true) => error.or(value).into_iter().collect(),
        (0, false) => value.into_iter().collect(),
        (1, _) => value.into_iter().chain(error.or(bias)).collect(),
        _ => value.into_iter().chain(error).chain(bias).collect(),
    };
    lines.truncate(usize::from(more) + 1);
    for (line, (words, style)) in lines.iter().enumerate() {
        put(buf, place.x + 2, place.y + 1 + line as u16, room, words, *style);
    }
}

fn sign(value: f64, pen: &Pen) -> Style {
    pen.theme.ink(if value < 0.0 { Ink::Negative } else { Ink::Positive })
}

/// The number with as many digits as fit, three at most.
fn short(value: f64, room: u16) -> String {
    let fits = |words: &String| width(words) <= usize::from(room);
    let plain = [3, 2, 1].into_iter().map(|digits| figure(value, digits)).find(fits);
    plain.unwrap_or_else(|| format!("{value:.0e}").replace('-', "−"))
}

/// One cell as warm as a value between −1 and 1.
fn chip(value: f64, (x, y): (u16, u16), buf: &mut Buffer, pen: &Pen) {
    let ramp = Ramp::new(Palette::Diverging, (-1.0, 1.0), pen, Strength::Full);
    let Some(tone) = ramp.tone(value) else { return };
    if pen.theme.depth == ColourDepth::Mono {
        mark(buf, x, y, tone.glyph(pen.glyphs.ascii()), Style::new());
    } else {
        mark(buf, x, y, '■', Style::new().fg(tone.colour(pen.theme)));
    }
}

pub(super) fn locate(network: &Network, area: Rect, at: (u16, u16)) -> Option<Spot> {
    let layout = Layout::new(network, area)?;
    for (layer, boxes) in layout.boxes.iter().enumerate() {
        if let Some(index) = boxes.iter().position(|place| place.contains(at.into())) {
            return Some(Spot::Neuron { layer, index });
        }
    }
    let wires = Wires::new(network, &layout, area);
    let near = |wire: &wires::Wire| {
        let (a, b) = layout.ends(wire.layer, wire.from, wire.to)?;
        (a.0..=b.0).contains(&at.0).then(|| {
            let share = f64::from(at.0 - a.0) / f64::from((b.0 - a.0).max(1));
            let y = f64::from(a.1) + (f64::from(b.1) - f64::from(a.1)) * share;
            (y - f64::from(at.1)).abs()
        })
    };
    let measured = wires.single.iter().filter_map(|wire| near(wire).map(|distance| (distance, wire)));
    let (distance, wire) = measured.min_by(|a, b| a.0.total_cmp(&b.0))?;
    (distance <= 1.0).then_some(Spot::Edge { layer: wire.layer, from: wire.from, to: wire.to })
}

pub(super) fn spot_cell(network: &Network, area: Rect, spot: Spot) -> Option<(u16, u16)> {
    let layout = Layout::new(network, area)?;
    match spot {
        Spot::Neuron { layer, index } => {
            let place = layout.boxes.get(layer)?.get(index)?;
            Some((place.x + place.width / 2, place.y + place.height / 2))
        }
        Spot::Edge { layer, from, to } => {
            let (a, b) = layout.ends(layer, from, to)?;
            Some((u16::midpoint(a.0, b.0), u16::midpoint(a.1, b.1)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
