//! Pictures of `#` and `.`, or of other signs, or 1 and −1, in text files, for a memory to store: +1 and −1.

use super::files::{MB, about, read_text, shown};
use crate::say;
use crate::words::{Problem, text};
use std::path::Path;

/// Cells of one pattern at most: as many neurons as a memory may have.
pub const MOST_CELLS: usize = 4096;
/// Patterns in a file at most.
const MOST_PATTERNS: usize = 4096;
/// The longest file.
const MOST_BYTES: u64 = 20 * MB;

/// Patterns of one size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patterns {
    /// Lines of a pattern.
    pub rows: usize,
    /// Cells in a line.
    pub columns: usize,
    /// The cells of each pattern, row-major: +1 for `#`, −1 for `.`.
    pub patterns: Vec<Vec<i8>>,
}

/// Reads the patterns of a text file; blank lines stand between them.
///
/// # Errors
/// A sentence that names the file, line and column, what was found and what was expected.
pub fn read_patterns(path: &Path) -> Result<Patterns, Problem> {
    parse_patterns(&shown(path), &read_text(path, MOST_BYTES)?)
}

/// [`read_patterns`] of a text that is already in memory; `name` is what messages call it.
///
/// # Errors
/// As [`read_patterns`].
pub fn parse_patterns(name: &str, words: &str) -> Result<Patterns, Problem> {
    let words = words.strip_prefix('\u{feff}').unwrap_or(words);
    let signs = Signs::of(words);
    let (mut found, mut rows, mut current) =
        (Patterns { rows: 0, columns: 0, patterns: Vec::new() }, 0, Vec::new());
    for (i, line) in words.lines().chain([""]).enumerate() {
        let number = i + 1;
        let cells = signs.cells(line).map_err(|(column, sign)| {
            let sign = crate::words::printable(&sign);
            let (ink, blank) = signs.names();
            about(
                name,
                &say!(
                    "line {number}, column {column}: “{sign}” is neither {ink} nor {blank}",
                    "第 {number} 行第 {column} 列：“{sign}”既不是 {ink} 也不是 {blank}"
                ),
            )
        })?;
        if cells.is_empty() {
            if rows > 0 {
                found.close(name, number - 1, rows, std::mem::take(&mut current))?;
                rows = 0;
            }
            continue;
        }
        let (width, first) = (cells.len(), found.columns);
        current.extend(cells);
        if first == 0 {
            found.columns = width;
        } else if width != first {
            return Err(about(
                name,
                &say!(
                    "line {number} has {width} cells, the lines before have {first}; all need the same width",
                    "第 {number} 行有 {width} 格，前面各行有 {first} 格；宽度必须相同"
                ),
            ));
        }
        rows += 1;
        if rows * found.columns > MOST_CELLS {
            return Err(about(
                name,
                &say!(
                    "line {number}: the pattern has more than {MOST_CELLS} cells; make it smaller",
                    "第 {number} 行：图案超过 {MOST_CELLS} 格；请缩小"
                ),
            ));
        }
    }
    if found.patterns.is_empty() {
        return Err(about(
            name,
            &text("holds no pattern; draw one with # and .", "没有图案；请用 # 和 . 画一个"),
        ));
    }
    Ok(found)
}

/// What stands for +1 and for −1.
enum Signs {
    /// Two characters.
    Pair(char, char),
    /// The numbers 1 and −1, or 1 and 0, with blanks or commas between them.
    Numbers,
}

impl Signs {
    /// The signs of a file: numbers if it holds nothing else, else the two that the first lines draw with.
    fn of(words: &str) -> Signs {
        const INK: [char; 14] = ['#', '*', 'X', 'x', '@', '█', '■', '●', '+', '1', '%', '＃', '▓', '黑'];
        const BLANK: [char; 12] = ['.', '-', '_', '0', '□', '○', '·', '．', '－', '░', '~', '白'];
        let parts =
            || words.split(|c: char| c.is_whitespace() || c == ',' || c == ';').filter(|w| !w.is_empty());
        let separated = words.lines().any(|line| line.trim().contains([' ', ',', ';', '\t']));
        if separated && parts().take(100).all(|part| value(part).is_some()) {
            return Signs::Numbers;
        }
        let drawn = || words.chars().filter(|c| !c.is_whitespace()).take(MOST_CELLS);
        let ink = drawn().find(|c| INK.contains(c));
        let blank = drawn().find(|c| BLANK.contains(c) && Some(*c) != ink);
        // The letter o draws where something else is empty, and is empty where something else draws.
        let letter = drawn().find(|c| ['o', 'O'].contains(c));
        match (ink, blank, letter) {
            (Some(ink), Some(blank), _) => Signs::Pair(ink, blank),
            (Some(ink), None, Some(letter)) => Signs::Pair(ink, letter),
            (None, Some(blank), Some(letter)) => Signs::Pair(letter, blank),
            (Some(ink), None, None) => Signs::Pair(ink, if ink == '#' { '.' } else { ' ' }),
            (None, Some(blank), None) => Signs::Pair('#', blank),
            _ => Signs::Pair('#', '.'),
        }
    }

    /// The cells of a line, or the column and the sign that is neither.
    fn cells(&self, line: &str) -> Result<Vec<i8>, (usize, String)> {
        match self {
            Signs::Numbers => line
                .split(|c: char| c.is_whitespace() || c == ',' || c == ';')
                .filter(|part| !part.is_empty())
                .enumerate()
                .map(|(at, part)| value(part).ok_or_else(|| (at + 1, part.to_string())))
                .collect(),
            Signs::Pair(ink, blank) => line
                .trim_end()
                .chars()
                .enumerate()
                .map(|(at, c)| match c {
                    c if c == *ink => Ok(1),
                    c if c == *blank => Ok(-1),
                    c => Err((at + 1, c.to_string())),
                })
                .collect(),
        }
    }

    /// What they are called in a message.
    fn names(&self) -> (String, String) {
        match self {
            Signs::Numbers => ("1".into(), "−1".into()),
            Signs::Pair(ink, blank) => (ink.to_string(), blank.to_string()),
        }
    }
}

/// +1 for 1, −1 for −1 and 0.
fn value(part: &str) -> Option<i8> {
    match part.trim_start_matches('+').replace('−', "-").as_str() {
        "1" | "1.0" | "1." => Some(1),
        "-1" | "-1.0" | "-1." | "0" | "0.0" | "0." => Some(-1),
        _ => None,
    }
}

impl Patterns {
    /// Adds the pattern that ends on `line`.
    fn close(&mut self, name: &str, line: usize, rows: usize, cells: Vec<i8>) -> Result<(), Problem> {
        let first = self.rows;
        if first == 0 {
            self.rows = rows;
        } else if rows != first {
            return Err(about(
                name,
                &say!(
                    "line {line}: this pattern has {rows} lines, the first one {first}; all need the same size",
                    "第 {line} 行：这个图案有 {rows} 行，第一个有 {first} 行；大小必须相同"
                ),
            ));
        }
        if self.patterns.len() == MOST_PATTERNS {
            return Err(about(
                name,
                &say!("holds more than {MOST_PATTERNS} patterns", "图案超过 {MOST_PATTERNS} 个"),
            ));
        }
        self.patterns.push(cells);
        Ok(())
    }

    /// The patterns as text again.
    #[must_use]
    pub fn to_text(&self) -> String {
        let draw = |cells: &Vec<i8>| -> String {
            let line = |row: &[i8]| {
                row.iter().map(|&c| if c > 0 { '#' } else { '.' }).chain(['\n']).collect::<String>()
            };
            cells.chunks(self.columns.max(1)).map(line).collect()
        };
        self.patterns.iter().map(draw).collect::<Vec<_>>().join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence(words: &str) -> String {
        parse_patterns("p.txt", words).unwrap_err().to_string()
    }

    #[test]
    fn patterns_between_blank_lines() {
        let text = "#.\n.#\n#.\n\n##\n..\n##\n";
        let patterns = parse_patterns("p.txt", text).unwrap();
        assert_eq!((patterns.rows, patterns.columns), (3, 2));
        assert_eq!(patterns.patterns, [[1, -1, -1, 1, 1, -1], [1, 1, -1, -1, 1, 1]]);
        assert_eq!(patterns.to_text(), text);
        assert_eq!(
            parse_patterns("p.txt", "\r\n#.\r\n.#\r\n#.  \r\n\r\n\r\n##\r\n..\r\n##").unwrap(),
            patterns
        );
    }

    #[test]
    fn what_is_wrong_is_said_with_line_and_column() {
        assert!(sentence("#.\n#x\n").contains("line 2, column 2: “x” is neither # nor ."));
        assert!(sentence("#.\n#\n").contains("line 2 has 1 cells, the lines before have 2"));
        assert!(sentence("#.\n\n#.\n#.\n").contains("line 4: this pattern has 2 lines, the first one 1"));
        assert!(sentence("\n\n").contains("holds no pattern"));
        assert!(
            sentence(&format!("{}\n", "#".repeat(64)).repeat(65))
                .contains("line 65: the pattern has more than 4096")
        );
    }

    #[test]
    fn other_signs_draw_as_well() {
        let read = |words: &str| parse_patterns("p.txt", words).unwrap();
        let plain = read("#.\n.#\n");
        for words in [
            "#-\n-#\n",
            "1 -1\n-1 1\n",
            "1,0\n0,1\n",
            "10\n01\n",
            "+-\n-+\n",
            "■□\n□■\n",
            "xo\nox\n",
            "o.\n.o\n",
            "1\t-1\n-1\t1\n",
        ] {
            assert_eq!(read(words), plain, "{words}");
        }
        assert!(sentence("#-\n#.\n").contains("“.” is neither # nor -"));
        assert!(
            sentence("1 -1\n1 2\n").contains("“1” is neither") || sentence("1 -1\n1 2\n").contains("neither")
        );
    }

    #[test]
    fn the_largest_pattern_fits() {
        let patterns = parse_patterns("p.txt", &format!("{}\n", ".".repeat(64)).repeat(64)).unwrap();
        assert_eq!(patterns.patterns[0].len(), MOST_CELLS);
    }
}
