//! From changed cells to the fewest bytes that show them.
//!
//! Unlike ratatui's own backend this one writes nothing when nothing changed, changes only the colour
//! that differs, keeps bold and reverse under `NO_COLOR`, and never asks the terminal anything.

use crate::view::{ColourDepth, Theme};
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};
use std::convert::Infallible;
use std::io::Write as _;
use unicode_width::UnicodeWidthStr as _;

/// The look of what is written next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Pen {
    fg: Color,
    bg: Color,
    underline: Color,
    modifier: Modifier,
}

const PLAIN: Pen =
    Pen { fg: Color::Reset, bg: Color::Reset, underline: Color::Reset, modifier: Modifier::empty() };

/// A ratatui backend that collects bytes.
#[derive(Debug)]
pub(super) struct Encoder {
    bytes: Vec<u8>,
    size: Size,
    depth: ColourDepth,
    pen: Pen,
    /// Where the terminal's cursor is, if known.
    at: Option<Position>,
    cursor_shown: bool,
}

impl Encoder {
    pub(super) fn new(size: (u16, u16), depth: ColourDepth) -> Encoder {
        Encoder { bytes: Vec::new(), size: size.into(), depth, pen: PLAIN, at: None, cursor_shown: false }
    }

    /// What has been collected; it is empty afterwards.
    pub(super) fn bytes(&mut self) -> &mut Vec<u8> {
        &mut self.bytes
    }

    /// The terminal is as [`Guard::enter`](super::guard::Guard::enter) leaves it, in this size.
    pub(super) fn restart(&mut self, size: (u16, u16)) {
        *self = Encoder { bytes: std::mem::take(&mut self.bytes), ..Encoder::new(size, self.depth) };
        self.bytes.extend_from_slice(b"\x1b[0m\x1b[?25l");
    }

    fn put(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing to memory does not fail.
        let _ = self.bytes.write_fmt(text);
    }

    fn go(&mut self, to: Position) {
        match self.at {
            Some(at) if at == to => {}
            Some(at) if at.y == to.y && at.x < to.x => match to.x - at.x {
                1 => self.put(format_args!("\x1b[C")),
                columns => self.put(format_args!("\x1b[{columns}C")),
            },
            Some(at) if to.x == 0 && at.y + 1 == to.y => self.put(format_args!("\r\n")),
            _ => self.put(format_args!("\x1b[{};{}H", to.y + 1, to.x + 1)),
        }
        self.at = Some(to);
    }

    fn take(&mut self, pen: Pen) {
        if pen == self.pen {
            return;
        }
        let mut codes = Codes::new();
        if !pen.modifier.contains(self.pen.modifier) {
            codes.add(format_args!("0"));
            self.pen = PLAIN;
        }
        for (flag, code) in MODIFIERS {
            if (pen.modifier - self.pen.modifier).contains(flag) {
                codes.add(format_args!("{code}"));
            }
        }
        for (old, new, base) in [
            (self.pen.fg, pen.fg, 30),
            (self.pen.bg, pen.bg, 40),
            (self.pen.underline, pen.underline, UNDERLINE),
        ] {
            if old != new {
                codes.colour(new, base);
            }
        }
        self.put(format_args!("\x1b[{}m", codes.0));
        self.pen = pen;
    }

    /// What the terminal can show of a colour.
    fn shown(&self, colour: Color) -> Color {
        match (self.depth, colour) {
            (ColourDepth::TrueColour, _) => colour,
            (ColourDepth::Mono, _) => Color::Reset,
            (depth, Color::Rgb(r, g, b)) => Theme { depth, ..Theme::default() }.colour([r, g, b]),
            _ => colour,
        }
    }

    fn cell(&mut self, x: u16, y: u16, cell: &Cell) {
        self.go(Position { x, y });
        let [fg, bg, underline] = [cell.fg, cell.bg, cell.underline_color].map(|it| self.shown(it));
        self.take(Pen { fg, bg, underline, modifier: cell.modifier });
        let symbol = cell.symbol();
        let clean = if symbol.chars().any(char::is_control) { " " } else { symbol };
        self.bytes.extend_from_slice(clean.as_bytes());
        self.at = advance(clean).map(|columns| Position { x: x + columns, y });
    }
}

const MODIFIERS: [(Modifier, u8); 9] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::RAPID_BLINK, 6),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

/// The base of the codes for the colour of underlines, which has no short forms.
const UNDERLINE: u8 = 50;

/// The parameters of one SGR sequence.
struct Codes(String);

impl Codes {
    fn new() -> Codes {
        Codes(String::new())
    }

    fn add(&mut self, code: std::fmt::Arguments<'_>) {
        use std::fmt::Write as _;
        if !self.0.is_empty() {
            self.0.push(';');
        }
        // Writing to memory does not fail.
        let _ = self.0.write_fmt(code);
    }

    fn colour(&mut self, colour: Color, base: u8) {
        let index = match colour {
            Color::Reset => return self.add(format_args!("{}", base + 9)),
            Color::Rgb(r, g, b) => return self.add(format_args!("{};2;{r};{g};{b}", base + 8)),
            Color::Indexed(index) => index,
            Color::Black => 0,
            Color::Red => 1,
            Color::Green => 2,
            Color::Yellow => 3,
            Color::Blue => 4,
            Color::Magenta => 5,
            Color::Cyan => 6,
            Color::Gray => 7,
            Color::DarkGray => 8,
            Color::LightRed => 9,
            Color::LightGreen => 10,
            Color::LightYellow => 11,
            Color::LightBlue => 12,
            Color::LightMagenta => 13,
            Color::LightCyan => 14,
            Color::White => 15,
        };
        match index {
            0..=7 if base != UNDERLINE => self.add(format_args!("{}", base + index)),
            8..=15 if base != UNDERLINE => self.add(format_args!("{}", base + 60 + index - 8)),
            _ => self.add(format_args!("{};5;{index}", base + 8)),
        }
    }
}

/// How far a symbol moves the cursor, where all terminals agree: characters of one column, and Chinese,
/// Japanese and Korean ones of two. Of emoji and combined characters they do not.
fn advance(symbol: &str) -> Option<u16> {
    let mut characters = symbol.chars();
    match (characters.next()?, characters.next(), symbol.width()) {
        (_, None, 1) => Some(1),
        ('\u{2e80}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{ff60}', None, 2) => Some(2),
        _ => None,
    }
}

impl Backend for Encoder {
    type Error = Infallible;

    fn draw<'a, I>(&mut self, content: I) -> Result<(), Infallible>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        content.for_each(|(x, y, cell)| self.cell(x, y, cell));
        Ok(())
    }

    fn hide_cursor(&mut self) -> Result<(), Infallible> {
        if std::mem::take(&mut self.cursor_shown) {
            self.put(format_args!("\x1b[?25l"));
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> Result<(), Infallible> {
        if !std::mem::replace(&mut self.cursor_shown, true) {
            self.put(format_args!("\x1b[?25h"));
        }
        Ok(())
    }

    fn get_cursor_position(&mut self) -> Result<Position, Infallible> {
        Ok(self.at.unwrap_or_default())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> Result<(), Infallible> {
        self.go(position.into());
        Ok(())
    }

    fn clear(&mut self) -> Result<(), Infallible> {
        const CLEAR: &[u8] = b"\x1b[0m\x1b[2J";
        if !self.bytes.ends_with(CLEAR) {
            self.bytes.extend_from_slice(CLEAR);
        }
        self.pen = PLAIN;
        Ok(())
    }

    /// Only the whole screen is ever cleared: the viewport is the whole screen.
    fn clear_region(&mut self, _: ClearType) -> Result<(), Infallible> {
        self.clear()
    }

    fn size(&self) -> Result<Size, Infallible> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> Result<WindowSize, Infallible> {
        Ok(WindowSize { columns_rows: self.size, pixels: Size::default() })
    }

    fn flush(&mut self) -> Result<(), Infallible> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::screen::Uncovered;
    use super::*;
    use proptest::prelude::*;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;
    use ratatui::{Frame, Terminal};

    const WIDTH: u16 = 12;
    const HEIGHT: u16 = 4;

    fn terminal(depth: ColourDepth) -> Terminal<Encoder> {
        let Ok(terminal) = Terminal::new(Encoder::new((WIDTH, HEIGHT), depth));
        terminal
    }

    fn frame(terminal: &mut Terminal<Encoder>, picture: impl FnOnce(&mut Frame<'_>)) -> String {
        let Ok(_) = terminal.draw(picture);
        String::from_utf8(std::mem::take(terminal.backend_mut().bytes())).expect("cells are text")
    }

    #[test]
    fn a_frame_that_changes_nothing_is_nothing() {
        let mut terminal = terminal(ColourDepth::TrueColour);
        let picture = |frame: &mut Frame<'_>| frame.buffer_mut().set_string(1, 1, "猫", Style::new().bold());
        assert_eq!(frame(&mut terminal, picture), "\x1b[2;2H\x1b[1m猫");
        assert_eq!(frame(&mut terminal, picture), "");
    }

    #[test]
    fn without_colours_bold_and_reverse_remain() {
        let style = Style::new().fg(Color::Red).bg(Color::Rgb(1, 2, 3)).bold().reversed();
        let picture = |frame: &mut Frame<'_>| frame.buffer_mut().set_string(0, 0, "x", style);
        assert_eq!(frame(&mut terminal(ColourDepth::Mono), picture), "\x1b[1;1H\x1b[1;7mx");
        let codes = "\x1b[1;1H\x1b[1;7;31;48;5;16mx";
        assert_eq!(frame(&mut terminal(ColourDepth::Palette256), picture), codes);
    }

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        let mut encoder = Encoder::new((WIDTH, HEIGHT), ColourDepth::Mono);
        for (x, symbol) in [(0, "\x1b[2J"), (1, "\u{9b}"), (2, "x")] {
            encoder.cell(x, 0, Cell::default().set_symbol(symbol));
        }
        assert_eq!(encoder.bytes(), b"\x1b[1;1H  x");
    }

    /// A row of symbols with styles, from the left.
    fn rows() -> impl Strategy<Value = Vec<Vec<(&'static str, Style)>>> {
        let symbol = prop::sample::select(vec!["a", " ", "猫", "─", "⣿", "e\u{301}", "🐈", "▀"]);
        let colour = prop::sample::select(vec![
            Color::Reset,
            Color::Red,
            Color::LightBlue,
            Color::Indexed(99),
            Color::Rgb(1, 200, 3),
        ]);
        let modifier = prop::sample::select(vec![
            Modifier::empty(),
            Modifier::BOLD,
            Modifier::REVERSED | Modifier::UNDERLINED,
            Modifier::DIM | Modifier::ITALIC,
        ]);
        let look = (colour.clone(), colour, modifier)
            .prop_map(|(fg, bg, modifier)| Style::new().fg(fg).bg(bg).add_modifier(modifier));
        prop::collection::vec(
            prop::collection::vec((symbol, look), 0..usize::from(WIDTH)),
            usize::from(HEIGHT),
        )
    }

    fn paint(rows: &[Vec<(&'static str, Style)>], buffer: &mut Buffer) {
        for (y, row) in (0..).zip(rows) {
            let mut x = 0;
            for (symbol, style) in row {
                (x, _) = buffer.set_stringn(x, y, symbol, usize::from(WIDTH - x), *style);
            }
        }
    }

    /// How a terminal names the colours above.
    fn shown(colour: Color) -> vt100::Color {
        match colour {
            Color::Red => vt100::Color::Idx(1),
            Color::LightBlue => vt100::Color::Idx(12),
            Color::Indexed(index) => vt100::Color::Idx(index),
            Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
            _ => vt100::Color::Default,
        }
    }

    /// What the encoder is for: ratatui's own backend over the same frames of real lessons, in bytes.
    #[test]
    fn it_sends_less_than_ratatuis_own_backend() {
        use crate::app::progress::Progress;
        use crate::app::{App, Desk, Inline};
        use crate::lab::Recipe;
        use crate::view::Pen;
        use ratatui::backend::CrosstermBackend;
        use ratatui::crossterm::event::{Event, KeyCode};

        let size = (120, 40);
        let (mut all, mut all_theirs) = (0, 0);
        for lesson in ["slope", "logistic", "neuron", "playground", "digits", "rbm"] {
            let Ok(mut ours) = Terminal::new(Encoder::new(size, ColourDepth::TrueColour));
            let area = Rect::new(0, 0, size.0, size.1);
            let (mut sent, mut theirs, mut before) = (0, Vec::new(), Buffer::empty(area));
            let engine = Box::new(Inline::new(Desk::new(64 << 20)));
            let mut app = App::new(engine, Pen::plain(), Progress::load(None).0).with_motion(false);
            app.handle_event(Event::Resize(size.0, size.1));
            app.open(Recipe::of(lesson));
            app.handle_event(Event::FocusGained);
            for step in 0..5 {
                if step > 0 {
                    app.handle_event(Event::Key(KeyCode::Right.into()));
                }
                let mut now = Buffer::empty(area);
                app.draw_into(&mut now);
                for _ in 0..2 {
                    let bytes = frame(&mut ours, |frame| frame.buffer_mut().clone_from(&now)).len();
                    let mut written = Vec::new();
                    let mut backend = CrosstermBackend::new(&mut written);
                    backend.draw(before.diff(&now).into_iter()).expect("memory");
                    if step > 0 {
                        (sent, theirs) = (sent + bytes, [theirs, written].concat());
                    }
                    before.clone_from(&now);
                }
            }
            println!("{lesson}: {} bytes a frame, ratatui's backend {}", sent / 8, theirs.len() / 8);
            (all, all_theirs) = (all + sent, all_theirs + theirs.len());
        }
        println!("all: {:.2} of ratatui's backend", f64::from(all as u32) / f64::from(all_theirs as u32));
        assert!(all * 10 < all_theirs * 9, "{all} and {all_theirs}");
    }

    proptest! {
        /// An independent terminal (the vt100 crate) shows after every frame what was drawn last.
        #[test]
        fn a_terminal_shows_what_was_drawn(frames in prop::collection::vec(rows(), 1..5)) {
            let mut terminal = terminal(ColourDepth::TrueColour);
            let mut emulator = vt100::Parser::new(HEIGHT.try_into().expect("not 0"), WIDTH.try_into().expect("not 0"), 0);
            let mut uncovered = Uncovered::default();
            for rows in &frames {
                let bytes = frame(&mut terminal, |frame| {
                    paint(rows, frame.buffer_mut());
                    uncovered.send(frame.buffer_mut());
                });
                emulator.process(bytes.as_bytes());
                let mut wanted = Buffer::empty(Rect::new(0, 0, WIDTH, HEIGHT));
                paint(rows, &mut wanted);
                for y in 0..HEIGHT {
                    let mut x = 0;
                    while x < WIDTH {
                        let (want, got) = (&wanted[(x, y)], emulator.screen().cell(y, x).expect("inside"));
                        let text = if got.has_contents() { got.contents() } else { " " };
                        prop_assert_eq!((text, got.fgcolor(), got.bgcolor()), (want.symbol(), shown(want.fg), shown(want.bg)));
                        let looks = [(got.bold(), Modifier::BOLD), (got.inverse(), Modifier::REVERSED), (got.italic(), Modifier::ITALIC),
                            (got.dim(), Modifier::DIM), (got.underline(), Modifier::UNDERLINED)];
                        for (has, flag) in looks {
                            prop_assert_eq!(has, want.modifier.contains(flag));
                        }
                        x += (want.symbol().width() as u16).max(1);
                    }
                }
            }
        }
    }
}
