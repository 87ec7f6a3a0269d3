//! A Markdown file taken apart at its headings: what stands under each, as fields and text.

use super::Fault;
use crate::say;
use crate::words::{Text, printable, text};
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
    /// Line of the text.
    pub(super) begins: usize,
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

    /// Leaves only fields that are known, have a value, and stand there once where they may; a fault for every other.
    pub(super) fn sift(&mut self, known: Known, faults: &mut Vec<Fault>) {
        let mut seen: Vec<(String, usize)> = Vec::new();
        self.0.retain(|(name, value, line)| {
            let before = seen.iter().find(|(other, _)| other == name).map(|(_, line)| *line);
            let why = match before {
                _ if !known.has(name) => known.stranger(name),
                _ if value.is_empty() => {
                    say!(
                        "\"{name}:\" has no value: write it behind the colon",
                        "“{name}:”没有值：请写在冒号后面"
                    )
                }
                Some(first) if known.once.contains(&name.as_str()) => say!(
                    "\"{name}:\" stands here twice, first in line {first}: leave one of them out",
                    "“{name}:”写了两次，第一次在第 {first} 行：请去掉一处"
                ),
                _ => {
                    seen.push((name.clone(), *line));
                    return true;
                }
            };
            faults.push(Fault::new(*line, why));
            false
        });
    }

    /// Whether there is one.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _, _)| known == name)
    }

    /// A fault for every field that nobody took: it is one of another kind of task.
    pub(super) fn left_over(&self, faults: &mut Vec<Fault>) {
        for (name, _, line) in &self.0 {
            faults.push(Fault::new(
                *line,
                say!(
                    "\"{name}:\" does not belong to this kind of task: leave it out",
                    "“{name}:”不属于这一类任务：请去掉"
                ),
            ));
        }
    }

    /// The same with every value changed, by the field's name.
    pub(super) fn map(&self, change: impl Fn(&str, &str) -> String) -> Fields {
        let changed =
            |(name, value, line): &(String, String, usize)| (name.clone(), change(name, value), *line);
        Fields(self.0.iter().map(changed).collect())
    }
}

/// The fields that may stand under a heading.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    /// Those that stand there once.
    pub(super) once: &'static [&'static str],
    /// Those that may stand there several times.
    pub(super) often: &'static [&'static str],
}

impl Known {
    fn has(self, name: &str) -> bool {
        self.once.contains(&name) || self.often.contains(&name)
    }

    /// The sentence about a name that is none of them.
    fn stranger(self, name: &str) -> Text {
        let (name, list) = (printable(name), self.once.iter().chain(self.often).copied().collect::<Vec<_>>());
        if list.is_empty() {
            return say!(
                "\"{name}:\" means nothing here; there are no fields",
                "“{name}:”在这里没有意义；这里没有字段"
            );
        }
        let list = list.join(", ");
        say!("\"{name}:\" means nothing here; there are {list}", "“{name}:”在这里没有意义；可用的有 {list}")
    }

    /// A fault where the text behind the fields begins with what was meant to be one: `Scene: …`, `scene:…`.
    pub(super) fn meant(self, body: &str, line: usize, faults: &mut Vec<Fault>) {
        let first = body.lines().next().and_then(|first| first.split_once([':', '：']));
        let Some(name) = first.map(|(name, _)| name.trim().to_lowercase()).filter(|name| self.has(name))
        else {
            return;
        };
        faults.push(Fault::new(
            line,
            say!(
                "a field is written {name}: VALUE, with small letters and a blank behind the colon",
                "字段应写成 {name}: 值，用小写字母，冒号后空一格"
            ),
        ));
    }
}

/// `name: value`, where the name is one lower-case word.
fn field(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    let word = !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase());
    (word && (value.is_empty() || value.starts_with(' '))).then(|| (name, value.trim()))
}

/// The head between `---` lines, the text before the first heading being nothing else, and the sections.
///
/// What stands before the first heading and is no field is a fault.
pub(super) fn sections(source: &str, faults: &mut Vec<Fault>) -> (Fields, Vec<Section>) {
    let (head, skipped) = head(source, faults);
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
    let first = headings.first().map_or(text.len(), |heading| heading.3.start);
    if let Some(at) = text[..first].find(|c: char| !c.is_whitespace()).filter(|_| !headings.is_empty()) {
        let why = text_before_the_first_chapter();
        faults.push(Fault::new(line_of(at), why));
    }
    let ends = headings.iter().skip(1).map(|heading| heading.3.start).chain([text.len()]).collect::<Vec<_>>();
    let sections = headings.into_iter().zip(ends).map(|((level, id, title, range), end)| {
        let below = &text[range.end..end];
        let (fields, body) = Fields::split(below, line_of(range.end));
        let begins = line_of(end - body.trim_start_matches('\n').len());
        let body = body.trim_matches('\n').to_string();
        let line = line_of(range.start);
        Section { level, title: title.trim().to_string(), id, fields, body, line, begins }
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
fn head(source: &str, faults: &mut Vec<Fault>) -> (Fields, usize) {
    let begin = source.strip_prefix('\u{feff}').unwrap_or(source);
    let skipped = source.len() - begin.len();
    let Some(inside) = begin.strip_prefix("---\n") else { return (Fields::default(), skipped) };
    let mut length = 0;
    for line in inside.split_inclusive('\n') {
        if line.trim_end() == "---" {
            let (fields, rest) = Fields::split(&inside[..length], 2);
            let strange = |c: char| !c.is_whitespace();
            if let Some(at) = rest.find(strange) {
                let at = 2 + inside[..length - rest.len() + at].matches('\n').count();
                faults.push(Fault::new(at, no_field(rest.trim_start().lines().next().unwrap_or_default())));
            }
            return (fields, skipped + 4 + length + line.len());
        }
        length += line.len();
    }
    faults.push(Fault::new(
        1,
        text(
            "the head does not end: write --- in a line below its fields",
            "文件头没有结束：请在字段下面另起一行写 ---",
        ),
    ));
    (Fields::default(), skipped + 4)
}

/// The sentence about a line of the head that is no field.
fn no_field(line: &str) -> Text {
    let line = printable(line.trim());
    say!(
        "\"{line}\" is no field: the head has lines such as language: en and title: Monday, with small letters and a blank behind the colon",
        "“{line}”不是字段：文件头的每一行应如 language: zh、title: 星期一，用小写字母，冒号后空一格"
    )
}

fn text_before_the_first_chapter() -> Text {
    text("text before the first chapter: begin with # Title", "第一章之前不能有文字：请先写 # 标题")
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
        let (mut head, mut sections) = sections(FILE, &mut Vec::new());
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
