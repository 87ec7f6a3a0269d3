//! Room for a pop-up.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

/// Empties the cells of a pop-up, and the halves of wide characters that its edges cut: without
/// that a terminal shows the whole character over the pop-up's border. Called in every frame in
/// which the pop-up is seen.
pub fn overlay(area: Rect, buf: &mut Buffer) {
    let area = area.intersection(buf.area);
    for y in area.top()..area.bottom() {
        if area.left() > buf.area.left() && !area.is_empty() {
            let before = &mut buf[(area.left() - 1, y)];
            if before.symbol().width() > 1 {
                before.set_symbol(" ");
            }
        }
        for x in area.left()..area.right() {
            buf[(x, y)].reset();
        }
    }
}

/// Takes away wide characters whose right half something else covers. Called when a frame is drawn.
pub fn mend(buf: &mut Buffer) {
    let area = buf.area;
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            let covered = || x + 1 == area.right() || buf[(x + 1, y)].symbol() != " ";
            if buf[(x, y)].symbol().width() > 1 && covered() {
                buf[(x, y)].set_symbol(" ");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Style;

    #[test]
    fn half_covered_characters_are_taken_away() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 7, 1));
        buf.set_string(0, 0, "梯度很", Style::new());
        buf[(1, 0)].set_symbol("●");
        buf[(6, 0)].set_symbol("大");
        mend(&mut buf);
        let symbols: Vec<&str> = buf.content.iter().map(ratatui::buffer::Cell::symbol).collect();
        assert_eq!(symbols, [" ", "●", "度", " ", "很", " ", " "]);
    }

    #[test]
    fn a_wide_character_at_the_edge_is_taken_away() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 10, 1));
        buf.set_string(0, 0, "背景文字很", Style::new());
        overlay(Rect::new(3, 0, 4, 1), &mut buf);
        let symbols: Vec<&str> = buf.content.iter().map(ratatui::buffer::Cell::symbol).collect();
        assert_eq!(symbols[0], "背");
        assert_eq!(&symbols[2..7], [" "; 5]);
        assert_eq!(symbols[8], "很");
    }

    #[test]
    fn a_pop_up_beyond_the_screen_does_no_harm() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 5, 2));
        overlay(Rect::new(3, 1, 40, 40), &mut buf);
        overlay(Rect::new(9, 9, 4, 4), &mut buf);
    }
}
