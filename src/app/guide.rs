//! The guide beside the picture: Markdown turned into lines.

use super::state::GUIDE;
use crate::lab::Card;
use crate::lab::scene::{Ink, Line, Panel, Picture, Place};
use crate::words::{Language, same, text};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// The panel with the guide of a lesson in one language.
pub(super) fn panel(card: &'static Card, language: Language) -> Panel {
    let lines = lines(card.guide.get(language));
    Panel::new(GUIDE, text("Guide", "说明"), Place::Detail, Picture::Prose(lines)).least(28, 6)
}

/// Paragraphs, headings and list items as lines; the panel wraps them.
fn lines(markdown: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut words = String::new();
    let mut strong = false;
    let mut item = 0u16;
    for event in Parser::new(markdown) {
        match event {
            Event::Start(Tag::Heading { .. }) => strong = true,
            Event::Start(Tag::Item) => {
                flush(&mut lines, &mut words, false, item.saturating_sub(1) * 2);
                item += 1;
                words.push_str("• ");
            }
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            Event::SoftBreak => words.push(' '),
            Event::HardBreak => flush(&mut lines, &mut words, strong, item.saturating_sub(1) * 2),
            Event::End(TagEnd::Heading(_)) => {
                flush(&mut lines, &mut words, true, 0);
                strong = false;
            }
            Event::End(TagEnd::Item) => {
                flush(&mut lines, &mut words, false, item.saturating_sub(1) * 2);
                item -= 1;
            }
            Event::End(TagEnd::Paragraph) if item == 0 => {
                flush(&mut lines, &mut words, false, 0);
                lines.push(Line::default());
            }
            Event::End(TagEnd::List(_)) if item == 0 => lines.push(Line::default()),
            _ => {}
        }
    }
    flush(&mut lines, &mut words, false, 0);
    while lines.last().is_some_and(|line| line.text.is_empty()) {
        lines.pop();
    }
    lines
}

fn flush(lines: &mut Vec<Line>, words: &mut String, strong: bool, indent: u16) {
    if words.is_empty() {
        return;
    }
    let text = same(std::mem::take(words));
    let ink = if strong { Ink::Accent } else { Ink::Plain };
    lines.push(Line { text, ink, strong, indent });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_becomes_lines() {
        let lines = lines("# See\n\nThe *curve*\nand `f`.\n\n- one\n- two\n");
        let words: Vec<&str> = lines.iter().map(|line| &*line.text.en).collect();
        assert_eq!(words, ["See", "The curve and f.", "", "• one", "• two"]);
        assert!(lines[0].strong && !lines[1].strong);
    }
}
