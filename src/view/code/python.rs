//! The parts of a line of Python, as far as they look different.

/// What a part of a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Names, numbers, signs.
    Plain,
    /// `def`, `for`, `return` …
    Keyword,
    /// Words in quotes, documentation too.
    Words,
    /// From `#` to the end.
    Comment,
}

const KEYWORDS: [&str; 22] = [
    "and", "as", "assert", "break", "class", "continue", "def", "elif", "else", "except", "for", "from",
    "if", "import", "in", "lambda", "not", "or", "return", "try", "while", "with",
];

/// What stands around words of several lines.
const TRIPLE: &str = "\"\"\"";

/// The parts of a line in order. `inside` says whether the lines before it have left words of several lines open, and
/// whether this one does.
pub(super) fn parts<'a>(line: &'a str, inside: &mut bool) -> Vec<(Part, &'a str)> {
    let mut parts: Vec<(Part, &str)> = Vec::new();
    let mut rest = line;
    while !rest.is_empty() {
        let (part, length) = first(rest, inside);
        let (taken, left) = rest.split_at(length);
        match parts.last_mut() {
            Some((last, words)) if *last == part => {
                let start = taken.as_ptr() as usize - line.as_ptr() as usize;
                *words = &line[start - words.len()..start + length];
            }
            _ => parts.push((part, taken)),
        }
        rest = left;
    }
    parts
}

/// What a piece of a line begins with, and how many bytes of it.
fn first(rest: &str, inside: &mut bool) -> (Part, usize) {
    if *inside {
        let end = rest.find(TRIPLE);
        *inside = end.is_none();
        return (Part::Words, end.map_or(rest.len(), |end| end + TRIPLE.len()));
    }
    if let Some(words) = rest.strip_prefix(TRIPLE) {
        let end = words.find(TRIPLE);
        *inside = end.is_none();
        return (Part::Words, end.map_or(rest.len(), |end| end + 2 * TRIPLE.len()));
    }
    if rest.starts_with('#') {
        return (Part::Comment, rest.len());
    }
    if rest.starts_with('"') {
        return (Part::Words, quoted(rest));
    }
    let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    if word > 0 {
        let part = if KEYWORDS.contains(&&rest[..word]) { Part::Keyword } else { Part::Plain };
        return (part, word);
    }
    (Part::Plain, rest.chars().next().map_or(1, char::len_utf8))
}

/// Bytes of the words in quotes that a piece begins with.
fn quoted(rest: &str) -> usize {
    let mut escaped = false;
    for (at, letter) in rest.char_indices().skip(1) {
        match letter {
            '"' if !escaped => return at + 1,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    rest.len()
}

/// The line without the comment behind its code; a line that is nothing but a comment keeps it.
pub(super) fn without_comment(line: &str, inside: bool) -> &str {
    let mut inside = inside;
    let parts = parts(line, &mut inside);
    match parts.last() {
        Some((Part::Comment, words)) if line.trim_start().len() > words.len() => {
            line[..line.len() - words.len()].trim_end()
        }
        _ => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_told_apart_and_nothing_is_lost() {
        let line = "    for x in y: print(\"a # b\", format)  # not code";
        let found = parts(line, &mut false);
        assert_eq!(found.iter().map(|(_, words)| *words).collect::<String>(), line);
        let of =
            |part| found.iter().filter(|(it, _)| *it == part).map(|(_, words)| *words).collect::<Vec<_>>();
        assert_eq!(of(Part::Keyword), ["for", "in"]);
        assert_eq!(of(Part::Words), ["\"a # b\""]);
        assert_eq!(of(Part::Comment), ["# not code"]);
        assert_eq!(without_comment(line, false), &line[..line.len() - 12]);
        assert_eq!(without_comment("    # only this", false), "    # only this");
    }

    #[test]
    fn documentation_goes_over_lines() {
        let mut inside = false;
        assert_eq!(parts("\"\"\"Title for all", &mut inside), [(Part::Words, "\"\"\"Title for all")]);
        assert_eq!((inside, parts("from # it", &mut inside)), (true, vec![(Part::Words, "from # it")]));
        let end = parts("end\"\"\"  # noqa", &mut inside);
        assert_eq!(
            end.iter().map(|(part, _)| *part).collect::<Vec<_>>(),
            [Part::Words, Part::Plain, Part::Comment]
        );
        assert!(!inside);
    }
}
