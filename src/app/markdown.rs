//! Markdown turned into lines: the long text of a card.

use crate::lab::scene::{Ink, Line};
use crate::words::same;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use unicode_width::UnicodeWidthChar;

/// Paragraphs, headings and list items as lines; the panel wraps them.
pub(super) fn lines(markdown: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut words = String::new();
    let mut strong = false;
    let mut code = false;
    let mut soft = false;
    let mut item = 0u16;
    for event in Parser::new(markdown) {
        match event {
            Event::Start(Tag::Heading { .. }) => strong = true,
            Event::Start(Tag::Item) => {
                flush(&mut lines, &mut words, false, item.saturating_sub(1) * 2);
                item += 1;
                words.push_str("• ");
            }
            Event::Start(Tag::CodeBlock(_)) => code = true,
            Event::End(TagEnd::CodeBlock) => {
                code = false;
                lines.push(Line::default());
            }
            // A formula stands alone, a line as it is.
            Event::Text(text) if code => {
                for line in text.lines() {
                    lines.push(Line { text: same(line.to_string()), indent: 4, ..Line::default() });
                }
            }
            Event::Text(text) | Event::Code(text) => {
                if std::mem::take(&mut soft) {
                    words.push_str(joint(&words, &text));
                }
                words.push_str(&text);
            }
            Event::SoftBreak => soft = true,
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

/// What stands where a line of the source was broken: a blank, but nothing between Chinese characters.
fn joint(before: &str, after: &str) -> &'static str {
    let wide = |letter: Option<char>| letter.is_some_and(|letter| letter.width() == Some(2));
    if wide(before.chars().next_back()) && wide(after.chars().next()) { "" } else { " " }
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
        let lines =
            lines("# See\n\nThe *curve*\nand `f`:\n\n    f = 1\n\nThen:\n\n- one\n- two\n\n斜率，\n导数\n");
        let words: Vec<&str> = lines.iter().map(|line| &*line.text.en).collect();
        let expected =
            ["See", "The curve and f:", "", "f = 1", "", "Then:", "", "• one", "• two", "", "斜率，导数"];
        assert_eq!(words, expected);
        assert!(lines[0].strong && !lines[1].strong);
        let chinese = super::lines("割线变成\n切线，\n**导数**是\nf 的斜率。");
        assert_eq!(chinese[0].text.en, "割线变成切线，导数是 f 的斜率。");
    }
}
