//! A frame as a picture for web pages.

use super::shapes::{Block, CELL, shade, shape};
use super::{columns, escaped, place, row};
use crate::view::colours::{mix, rgb_of_256};
use crate::view::theme::{Background, Theme};
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use std::collections::BTreeMap;
use std::fmt::Write as _;

type Rgb = [u8; 3];

/// Pixels around the frame.
const MARGIN: u32 = 8;
/// From the top of a cell to the line that letters stand on.
const BASELINE: u32 = 12;
/// Fonts by whether they have what a lab draws; the last is any.
pub(super) const FONTS: &str = "'Cascadia Mono','JetBrains Mono','DejaVu Sans Mono',Menlo,Consolas,\
    'Noto Sans Mono CJK SC','Microsoft YaHei','PingFang SC',monospace";
/// Fonts for what is two columns wide.
const WIDE: &str = "'Noto Sans Mono CJK SC','Noto Sans CJK SC','Source Han Sans SC','PingFang SC',\
    'Microsoft YaHei','WenQuanYi Micro Hei',sans-serif";

/// The frame as SVG. Every character stands at the place of its cell, so that wide ones do not shift
/// what follows; blocks, lines and braille are rectangles on whole pixels.
#[must_use]
pub fn svg(buffer: &Buffer, theme: Theme) -> String {
    let paper = Paper::of(theme);
    let mut drawing = Drawing::default();
    for y in 0..buffer.area.height {
        drawing.row(buffer, y, &paper);
    }
    let size = (u32::from(buffer.area.width) * CELL.0, u32::from(buffer.area.height) * CELL.1);
    let (width, height) = (size.0 + 2 * MARGIN, size.1 + 2 * MARGIN);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\">\n\
         <title>{}</title>\n\
         <style>text{{font:13px {FONTS}}}.b{{font-weight:700}}.i{{font-style:italic}}.w{{font-family:{WIDE}}}</style>\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"6\" fill=\"{}\"/>\n\
         <g transform=\"translate({MARGIN} {MARGIN})\">\n<g shape-rendering=\"crispEdges\">\n",
        escaped(&title(buffer)),
        hex(paper.back)
    );
    for layer in [&drawing.behind, &drawing.shapes] {
        for (colour, blocks) in layer {
            let _ = write!(out, "<path fill=\"{}\" d=\"", hex(*colour));
            for (x, y, w, h) in blocks {
                let _ = write!(out, "M{x} {y}h{w}v{h}h-{w}z");
            }
            out.push_str("\"/>\n");
        }
    }
    out.push_str("</g>\n");
    out.push_str(&drawing.words);
    out.push_str("</g>\n</svg>\n");
    out
}

/// What a picture is called for those who do not see it: the first row with words, without its frame.
pub(super) fn title(buffer: &Buffer) -> String {
    let words = |y: u16| -> String {
        let letters = row(buffer, y).flat_map(|(_, cell)| cell.symbol().chars());
        let plain: String =
            letters.map(|c| if shape(c).is_some() || shade(c).is_some() { ' ' } else { c }).collect();
        plain.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let rows = (0..buffer.area.height).map(words);
    rows.into_iter().find(|words| words.chars().any(char::is_alphabetic)).unwrap_or_default()
}

/// What the terminal's own colours look like.
struct Paper {
    back: Rgb,
    ink: Rgb,
}

impl Paper {
    fn of(theme: Theme) -> Paper {
        if let Some((ink, back)) = theme.printed() {
            return Paper { back, ink };
        }
        match theme.background {
            Background::Dark => Paper { back: [20, 22, 27], ink: [220, 220, 220] },
            Background::Light => Paper { back: [255, 255, 255], ink: [30, 30, 30] },
        }
    }

    /// The colours of a cell, foreground and background.
    fn colours(&self, cell: &Cell) -> (Rgb, Rgb) {
        let rgb = |colour, own| match colour {
            Color::Rgb(r, g, b) => [r, g, b],
            Color::Indexed(index) => rgb_of_256(index),
            named => place(named).map_or(own, rgb_of_256),
        };
        let (mut front, mut back) = (rgb(cell.fg, self.ink), rgb(cell.bg, self.back));
        if cell.modifier.contains(Modifier::REVERSED) {
            (front, back) = (back, front);
        }
        if cell.modifier.contains(Modifier::DIM) {
            front = mix(front, back, 0.4);
        }
        (front, back)
    }
}

/// Rectangles by colour.
type Layer = BTreeMap<Rgb, Vec<Block>>;

#[derive(Default)]
struct Drawing {
    behind: Layer,
    shapes: Layer,
    words: String,
}

/// Letters of one style in one row, and the left edge of each.
#[derive(Default)]
struct Letters {
    words: String,
    places: Vec<String>,
}

impl Drawing {
    fn row(&mut self, buffer: &Buffer, y: u16, paper: &Paper) {
        let mut letters: BTreeMap<(Rgb, &str), Letters> = BTreeMap::new();
        let top = u32::from(y) * CELL.1;
        for (x, cell) in row(buffer, y) {
            let left = u32::from(x) * CELL.0;
            let width = u32::from(columns(cell)) * CELL.0;
            let (front, mut back) = paper.colours(cell);
            let mut characters = cell.symbol().chars();
            let first = characters.next().unwrap_or(' ');
            if let Some(share) = shade(first) {
                back = mix(back, front, share);
            }
            if back != paper.back {
                add(&mut self.behind, back, (left, top, width, CELL.1));
            }
            if cell.modifier.contains(Modifier::UNDERLINED) {
                add(&mut self.shapes, front, (left, top + BASELINE + 2, width, 1));
            }
            match shape(first) {
                _ if shade(first).is_some() || cell.modifier.contains(Modifier::HIDDEN) => {}
                Some(blocks) => {
                    for (x, y, w, h) in blocks {
                        add(&mut self.shapes, front, (left + x, top + y, w, h));
                    }
                }
                None => letters.entry((front, class(cell))).or_default().add(cell.symbol(), left),
            }
        }
        for ((colour, class), letters) in letters {
            letters.write(&mut self.words, top + BASELINE, colour, class);
        }
    }
}

impl Letters {
    /// Adds a character at its place; of several blanks in a row one is enough.
    fn add(&mut self, symbol: &str, left: u32) {
        if symbol == " " && (self.words.is_empty() || self.words.ends_with(' ')) {
            return;
        }
        for character in symbol.chars().filter(|c| !c.is_control()) {
            self.places.push(left.to_string());
            match character {
                '&' => self.words.push_str("&amp;"),
                '<' => self.words.push_str("&lt;"),
                '>' => self.words.push_str("&gt;"),
                other => self.words.push(other),
            }
        }
    }

    fn write(mut self, out: &mut String, baseline: u32, colour: Rgb, class: &str) {
        if self.words.ends_with(' ') {
            self.words.pop();
            self.places.pop();
        }
        if self.words.is_empty() {
            return;
        }
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        let (places, words) = (self.places.join(" "), self.words);
        let _ = writeln!(
            out,
            "<text y=\"{baseline}\" fill=\"{}\"{class} x=\"{places}\">{words}</text>",
            hex(colour)
        );
    }
}

/// Adds a rectangle; one that continues the last of its colour makes that one longer.
fn add(layer: &mut Layer, colour: Rgb, (x, y, w, h): Block) {
    let blocks = layer.entry(colour).or_default();
    match blocks.last_mut() {
        Some(last) if last.1 == y && last.3 == h && last.0 + last.2 == x => last.2 += w,
        _ => blocks.push((x, y, w, h)),
    }
}

fn class(cell: &Cell) -> &'static str {
    let has = |modifier| cell.modifier.contains(modifier);
    match (has(Modifier::BOLD), has(Modifier::ITALIC), columns(cell) > 1) {
        (true, true, true) => "b i w",
        (true, false, true) => "b w",
        (false, true, true) => "i w",
        (false, false, true) => "w",
        (true, true, false) => "b i",
        (true, false, false) => "b",
        (false, true, false) => "i",
        (false, false, false) => "",
    }
}

fn hex([r, g, b]: Rgb) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

#[cfg(test)]
mod tests {
    use super::super::tests::frame;
    use super::*;

    #[test]
    fn a_frame_is_a_picture_of_its_cells() {
        let picture = svg(&frame(), Theme::DARK);
        assert!(picture.starts_with("<svg xmlns=") && picture.ends_with("</svg>\n"));
        // The wide character stands at column 2, the ampersand at column 4.
        assert!(picture.contains(" x=\"16\">猫</text>"), "{picture}");
        assert!(picture.contains("class=\"b\" x=\"32\">&amp;</text>"), "{picture}");
        // The half block: red above blue, at column 3 of row 1.
        assert!(picture.contains("<path fill=\"#ff0000\" d=\"M24 16h8v8h-8z\"/>"), "{picture}");
        assert!(picture.contains("<path fill=\"#0000ff\" d=\"M24 16h8v16h-8z\"/>"), "{picture}");
        assert!(!picture.contains('─') && !picture.contains('⣿'));
    }

    #[test]
    fn a_picture_is_called_after_its_first_words() {
        let picture = svg(&Buffer::with_lines(["╭──────╮", "│ a < b│"]), Theme::DARK);
        assert!(picture.contains(" role=\"img\">\n<title>a &lt; b</title>"), "{picture}");
    }

    #[test]
    fn neighbours_of_one_colour_are_one_rectangle() {
        let light = Theme { background: Background::Light, ground: Background::Light, ..Theme::DARK };
        let row = Buffer::with_lines(["─".repeat(120)]);
        assert!(svg(&row, light).contains("d=\"M0 8h960v1h-960z\""));
        let blank = Buffer::with_lines([" ".repeat(120)]);
        assert!(!svg(&blank, light).contains("<text"));
    }
}
