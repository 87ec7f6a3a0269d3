//! A frame printed somewhere else than on the screen: as text, with escape codes, as SVG or PNG, or with its
//! styles for a test to compare.

mod film;
mod png;
mod shapes;
mod styled;
mod svg;

pub use film::{Shot, cast, moving, page};
pub use png::png;
pub use styled::styled;
pub use svg::svg;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr;

/// The frame as lines of text, without colours and without blanks at line ends.
#[must_use]
pub fn text(buffer: &Buffer) -> String {
    let mut out = String::new();
    for y in 0..buffer.area.height {
        let line: String = row(buffer, y).map(|(_, cell)| cell.symbol()).collect();
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// The frame as lines with the escape codes of ECMA-48, in the colours it has.
#[must_use]
pub fn ansi(buffer: &Buffer) -> String {
    let mut out = String::new();
    for y in 0..buffer.area.height {
        let mut codes = String::new();
        for (_, cell) in row(buffer, y) {
            let wanted = sgr(cell);
            if wanted != codes {
                let _ = write!(out, "\x1b[0{wanted}m");
                codes = wanted;
            }
            out.push_str(cell.symbol());
        }
        out.push_str(if codes.is_empty() { "\n" } else { "\x1b[0m\n" });
    }
    out
}

/// The cells of a row with their columns, without those that a wide character covers.
fn row(buffer: &Buffer, y: u16) -> impl Iterator<Item = (u16, &Cell)> {
    let area = buffer.area;
    let mut next = 0;
    (0..area.width).filter_map(move |x| {
        let cell = &buffer[(area.x + x, area.y + y)];
        let hidden = x < next;
        if !hidden {
            next = x + columns(cell);
        }
        (!hidden).then_some((x, cell))
    })
}

/// Words as they stand in XML and HTML.
fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// How many columns a cell's character takes.
fn columns(cell: &Cell) -> u16 {
    if cell.symbol().width() > 1 { 2 } else { 1 }
}

/// Modifiers with their SGR numbers and their names.
const MODIFIERS: [(Modifier, u8, &str); 8] = [
    (Modifier::BOLD, 1, "bold"),
    (Modifier::DIM, 2, "dim"),
    (Modifier::ITALIC, 3, "italic"),
    (Modifier::UNDERLINED, 4, "underlined"),
    (Modifier::SLOW_BLINK, 5, "blink"),
    (Modifier::REVERSED, 7, "reversed"),
    (Modifier::HIDDEN, 8, "hidden"),
    (Modifier::CROSSED_OUT, 9, "crossed"),
];

/// The SGR parameters of a cell's style after a reset, each with `;` in front.
fn sgr(cell: &Cell) -> String {
    let mut codes = String::new();
    for (modifier, code, _) in MODIFIERS {
        if cell.modifier.contains(modifier) {
            let _ = write!(codes, ";{code}");
        }
    }
    for (colour, base) in [(cell.fg, 30), (cell.bg, 40)] {
        let _ = match (colour, place(colour)) {
            (Color::Rgb(r, g, b), _) => write!(codes, ";{};2;{r};{g};{b}", base + 8),
            (Color::Indexed(index), _) => write!(codes, ";{};5;{index}", base + 8),
            (_, Some(place @ 0..8)) => write!(codes, ";{}", base + place),
            (_, Some(place)) => write!(codes, ";{}", base + 60 + place - 8),
            (_, None) => Ok(()),
        };
    }
    codes
}

/// The place of a named colour among the sixteen.
fn place(colour: Color) -> Option<u8> {
    const NAMED: [Color; 16] = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    NAMED.iter().position(|named| *named == colour).map(|at| at as u8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Style;

    /// A frame with a wide character, a heat map of half blocks, a box and braille.
    pub(super) fn frame() -> Buffer {
        let mut buffer = Buffer::with_lines(["╭─猫──╮", "│⣿ <& │", "╰─────╯"]);
        buffer[(3, 1)]
            .set_symbol("▀")
            .set_style(Style::new().fg(Color::Rgb(255, 0, 0)).bg(Color::Rgb(0, 0, 255)));
        let bold = Style::new().fg(Color::Indexed(75)).add_modifier(Modifier::BOLD);
        buffer[(4, 1)].set_style(bold);
        buffer[(5, 1)].set_style(Style::new().fg(Color::LightRed).add_modifier(Modifier::REVERSED));
        buffer
    }

    #[test]
    fn text_is_what_stands_there() {
        assert_eq!(text(&frame()), "╭─猫──╮\n│⣿ ▀& │\n╰─────╯\n");
    }

    #[test]
    fn an_emulator_reads_back_the_same_cells() {
        let frame = frame();
        let side = |length| std::num::NonZero::new(length).expect("not zero");
        let mut screen = vt100::Parser::new(side(3), side(7), 0);
        screen.process(ansi(&frame).trim_end().replace('\n', "\r\n").as_bytes());
        for y in 0..3 {
            for (x, cell) in row(&frame, y) {
                let shown = screen.screen().cell(y, x).expect("a cell");
                let contents = if shown.has_contents() { shown.contents() } else { " " };
                assert_eq!(contents, cell.symbol(), "at {x}, {y}");
                assert_eq!(shown.bold(), cell.modifier.contains(Modifier::BOLD));
                assert_eq!(shown.inverse(), cell.modifier.contains(Modifier::REVERSED));
            }
        }
        let cell = screen.screen().cell(1, 3).expect("a cell");
        assert_eq!(
            (cell.fgcolor(), cell.bgcolor()),
            (vt100::Color::Rgb(255, 0, 0), vt100::Color::Rgb(0, 0, 255))
        );
        assert_eq!(screen.screen().cell(1, 5).expect("a cell").fgcolor(), vt100::Color::Idx(9));
    }
}
