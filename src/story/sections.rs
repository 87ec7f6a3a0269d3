//! A Markdown file taken apart at its headings: what stands under each, as fields and text.

use super::Fault;
use crate::say;
use crate::words::printable;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// A heading with what stands under it.
#[derive(Debug, Clone)]
pub(super) struct Section {
    /// 1 a chapter, 2 a card, 3 a task or the long text.
    pub(super) level: u8,
    pub(super) title: String,
    /// `{#id}` behind the heading.
    pub(super) id: Option<String>,
    pub(super) fields: Fields,
    /// The text behind the fields.
    pub(super) body: String,
    /// Line of the heading, from 1.
    pub(super) line: usize,
}

/// `name: value` lines. What is taken is gone, so that what is left over was not understood.
#[derive(Debug, Clone, Default)]
pub(super) struct Fields(Vec<(String, String, usize)>);

impl Fields {
    /// The lines at the beginning of a text that are fields, and the rest. A line that begins with blanks goes on
    /// with the one before.
    fn split(text: &str, first_line: usize) -> (Fields, &str) {
        let (mut fields, mut rest, mut line) = (Vec::new(), text, first_line);
        loop {
            let (this, after) = rest.split_once('\n').unwrap_or((rest, ""));
            let blank = this.trim().is_empty();
            if blank && fields.is_empty() && !after.is_empty() {
                (rest, line) = (after, line + 1);
                continue;
            }
            if let (true, Some((_, value, _))) = (!blank && this.starts_with("  "), fields.last_mut()) {
                let value: &mut String = value;
                let gap = if ends_wide(value) { "" } else { " " };
                *value = format!("{value}{gap}{}", this.trim());
            } else if let Some((name, value)) = field(this) {
                fields.push((name.to_string(), value.to_string(), line));
            } else {
                return (Fields(fields), rest);
            }
            if after.is_empty() {
                return (Fields(fields), "");
            }
            (rest, line) = (after, line + 1);
        }
    }

    /// Takes the only field of a name.
    pub(super) fn take(&mut self, name: &str) -> Option<(String, usize)> {
        let at = self.0.iter().position(|(known, _, _)| known == name)?;
        let (_, value, line) = self.0.remove(at);
        Some((value, line))
    }

    /// Takes all fields of a name.
    pub(super) fn take_all(&mut self, name: &str) -> Vec<(String, usize)> {
        std::iter::from_fn(|| self.take(name)).collect()
    }

    /// Whether there is one.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _, _)| known == name)
    }

    /// A fault for every field that nobody took.
    pub(super) fn left_over(&self, known: &str, faults: &mut Vec<Fault>) {
        for (name, _, line) in &self.0 {
            let name = printable(name);
            faults.push(Fault::new(
                *line,
                say!(
                    "\"{name}:\" means nothing here; there are {known}",
                    "“{name}:”在这里没有意义；可用的有 {known}"
                ),
            ));
        }
    }

    /// The same with every value changed.
    pub(super) fn map(&self, change: impl Fn(&str) -> String) -> Fields {
        Fields(self.0.iter().map(|(name, value, line)| (name.clone(), change(value), *line)).collect())
    }
}

/// `name: value`, where the name is one lower-case word.
fn field(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    let word = !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase());
    (word && (value.is_empty() || value.starts_with(' '))).then(|| (name, value.trim()))
}

/// The head between `---` lines, the text before the first heading being nothing else, and the sections.
pub(super) fn sections(source: &str) -> (Fields, Vec<Section>) {
    let (head, skipped) = head(source);
    let text = &source[skipped..];
    let line_of = |byte: usize| source[..skipped + byte].matches('\n').count() + 1;
    let mut headings = Vec::new();
    let mut open: Option<(u8, Option<String>, String)> = None;
    for (event, range) in Parser::new_ext(text, Options::ENABLE_HEADING_ATTRIBUTES).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, id, .. }) => {
                open = Some((depth(level), id.map(|id| id.to_string()), String::new()));
            }
            Event::Text(words) | Event::Code(words) => {
                if let Some((_, _, title)) = &mut open {
                    title.push_str(&words);
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                if let Some((level, id, title)) = open.take() {
                    headings.push((level, id, title, range));
                }
            }
            _ => {}
        }
    }
    let ends = headings.iter().skip(1).map(|heading| heading.3.start).chain([text.len()]).collect::<Vec<_>>();
    let sections = headings.into_iter().zip(ends).map(|((level, id, title, range), end)| {
        let below = &text[range.end..end];
        let (fields, body) = Fields::split(below, line_of(range.end));
        let body = body.trim_matches('\n').to_string();
        Section { level, title: title.trim().to_string(), id, fields, body, line: line_of(range.start) }
    });
    (head, sections.collect())
}

fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        _ => 3,
    }
}

/// The fields of the head, and how many bytes it takes.
fn head(source: &str) -> (Fields, usize) {
    let begin = source.strip_prefix('\u{feff}').unwrap_or(source);
    let skipped = source.len() - begin.len();
    let Some(inside) = begin.strip_prefix("---\n") else { return (Fields::default(), skipped) };
    let Some(end) = inside.find("\n---\n") else { return (Fields::default(), skipped) };
    let (fields, _) = Fields::split(&inside[..=end], 2);
    (fields, skipped + 4 + end + 5)
}

/// The lines of a paragraph as one: a blank between words, nothing between Chinese characters.
pub(super) fn one_line(text: &str) -> String {
    let mut whole = String::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let glued = whole.is_empty()
            || whole.ends_with(['，', '。', '：', '；', '？', '！', '、', '）', '”'])
            || (ends_wide(&whole) && line.chars().next().is_some_and(is_wide));
        if !glued {
            whole.push(' ');
        }
        whole.push_str(line);
    }
    whole
}

fn ends_wide(words: &str) -> bool {
    words.chars().next_back().is_some_and(is_wide)
}

/// Chinese characters and full-width punctuation.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ff60}' | '“' | '”' | '—' | '…')
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "---\nlanguage: en\n---\n\n# One {#one}\nlesson: slope\n\nWords\nof it.\n\n## Two\n\nscene: slope?h=1\nhint: a long\n  one\n\n```\n# no heading\n```\n";

    #[test]
    fn a_file_falls_apart_at_its_headings() {
        let (mut head, mut sections) = sections(FILE);
        assert_eq!(head.take("language"), Some(("en".into(), 2)));
        assert_eq!(sections.len(), 2);
        let one = &mut sections[0];
        assert_eq!((one.level, one.title.as_str(), one.id.as_deref(), one.line), (1, "One", Some("one"), 5));
        assert_eq!(one.fields.take("lesson"), Some(("slope".into(), 6)));
        assert_eq!(one_line(&one.body), "Words of it.");
        let two = &mut sections[1];
        assert_eq!(two.fields.take("hint"), Some(("a long one".into(), 14)));
        assert!(two.body.contains("# no heading"));
    }

    #[test]
    fn chinese_lines_are_joined_without_a_blank() {
        assert_eq!(one_line("导数就是\n斜率，\nh 很小"), "导数就是斜率，h 很小");
    }
}
