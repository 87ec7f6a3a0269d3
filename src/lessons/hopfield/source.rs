//! Where patterns come from: words, files, chance, and the learner's hand.
//!
//! A drawing is one word: `10x10:` and its cells row by row, four to a hexadecimal digit.

use super::parameters::Settings;
use crate::data::text_patterns::read_patterns;
use crate::math::NumpyRng;
use crate::nn::hopfield::{LARGEST, Pattern, spell};
use crate::say;
use crate::words::{Problem, Text, printable, same, text};
use std::path::{Path, PathBuf};

/// The word that asks for patterns, or a cue, drawn at random.
pub(super) const RANDOM: &str = "random";
/// Patterns when nothing else is said.
pub(super) const BUILT_IN: &str = "AXZ heart";
/// Random patterns stored when the number is left open.
const SOME: usize = 10;
/// Cells of all patterns together that a line of text still holds.
const MOST_WRITTEN: usize = 1 << 16;

/// The state a run begins with.
pub(super) struct Cue {
    /// Its cells, damage done.
    pub(super) pattern: Pattern,
    /// What it was made of.
    pub(super) name: Text,
    /// Its number, counted from 1, when it is one of the patterns.
    pub(super) number: Option<usize>,
}

/// All patterns that the settings and data files speak of. Random ones are the first draws of `rng`.
pub(super) fn patterns(
    settings: &Settings,
    data: &[PathBuf],
    rng: &mut NumpyRng,
) -> Result<Vec<Pattern>, Problem> {
    let words = settings.patterns.trim();
    if words == RANDOM {
        let (width, height) = sides(*settings.n);
        let count = Some(*settings.stored).filter(|&count| count > 0).unwrap_or(SOME);
        return Ok((1..=count).map(|k| Pattern::random(numbered(k), width, height, rng)).collect());
    }
    if words == BUILT_IN && !data.is_empty() {
        let files = data.iter().map(|path| from_file(path)).collect::<Result<Vec<_>, _>>()?;
        return Ok(files.into_iter().flatten().collect());
    }
    if is_file(words) { from_file(Path::new(words)) } else { from_words(words) }
}

/// Width and height of a picture of `n` cells, as square as `n` allows.
fn sides(n: usize) -> (usize, usize) {
    let root = n.isqrt();
    let height = (1..=root).rev().find(|rows| n.is_multiple_of(*rows)).unwrap_or(1);
    (n / height, height)
}

fn numbered(k: usize) -> Text {
    same(k.to_string())
}

/// Whether a value names a file rather than patterns.
fn is_file(words: &str) -> bool {
    words.contains(['/', '\\']) || words.to_ascii_lowercase().ends_with(".txt")
}

fn from_file(path: &Path) -> Result<Vec<Pattern>, Problem> {
    let read = read_patterns(path)?;
    let pattern = |(k, cells): (usize, &Vec<i8>)| {
        let drawn: Vec<bool> = cells.iter().map(|&cell| cell > 0).collect();
        Pattern::new(numbered(k + 1), read.columns, &drawn)
    };
    Ok(read.patterns.iter().enumerate().map(pattern).collect())
}

/// Patterns for words and drawings, each once.
pub(super) fn from_words(words: &str) -> Result<Vec<Pattern>, Problem> {
    let mut list: Vec<Pattern> = Vec::new();
    for word in words.split([' ', ',', '，', '、', '\u{3000}']).filter(|word| !word.is_empty()) {
        let found = if word.contains(':') { vec![from_drawing(word, list.len() + 1)?] } else { spell(word)? };
        for pattern in found {
            if !list.iter().any(|known| alike(known, &pattern)) {
                list.push(pattern);
            }
        }
    }
    if list.is_empty() {
        return Err(Problem::usage(text(
            "There is nothing to remember. Type letters such as AXZ, or pictures such as heart.",
            "没有可记忆的图案。请输入字母（如 AXZ）或图画名（如 heart）。",
        )));
    }
    Ok(list)
}

fn alike(one: &Pattern, other: &Pattern) -> bool {
    one.width() == other.width() && one.spins() == other.spins()
}

fn from_drawing(word: &str, number: usize) -> Result<Pattern, Problem> {
    let cells = || -> Option<(usize, Vec<bool>)> {
        let (size, digits) = word.split_once(':')?;
        let (width, height) = size.split_once('x')?;
        let (width, height): (usize, usize) = (width.parse().ok()?, height.parse().ok()?);
        let count = width.checked_mul(height).filter(|count| (1..=LARGEST).contains(count))?;
        let digits: Vec<u32> = digits.chars().map(|c| c.to_digit(16)).collect::<Option<_>>()?;
        let mut drawn: Vec<bool> =
            digits.iter().flat_map(|digit| (0..4).rev().map(move |bit| digit >> bit & 1 == 1)).collect();
        drawn.truncate(count);
        (digits.len() == count.div_ceil(4)).then_some((width, drawn))
    };
    let Some((width, drawn)) = cells() else {
        let word = printable(word);
        return Err(Problem::usage(say!(
            "\"{word}\" is not a drawing. One looks like 4x4:0ff0: width x height, then four cells a digit.",
            "“{word}”不是图案。正确写法如 4x4:0ff0：宽x高，随后每个十六进制数字表示四格。"
        )));
    };
    Ok(Pattern::new(say!("drawing {number}", "手绘 {number}"), width, &drawn))
}

/// Patterns as a value of the parameter `patterns`; `None` when that would be too long.
pub(super) fn write(patterns: &[Pattern]) -> Option<String> {
    let cells: usize = patterns.iter().map(|pattern| pattern.spins().len()).sum();
    if cells > MOST_WRITTEN {
        return None;
    }
    Some(patterns.iter().map(word).collect::<Vec<_>>().join(" "))
}

/// The name of a pattern that comes with the lab, any other as a drawing.
fn word(pattern: &Pattern) -> String {
    let name = pattern.name.en.as_ref();
    let built_in = spell(name).is_ok_and(|found| found.len() == 1 && alike(&found[0], pattern));
    if built_in && !name.contains(' ') {
        return name.to_string();
    }
    let digit = |cells: &[i8]| -> char {
        let bits = (0..4).fold(0, |bits, at| 2 * bits + u32::from(cells.get(at).is_some_and(|&s| s > 0)));
        char::from_digit(bits, 16).unwrap_or('0')
    };
    let digits: String = pattern.spins().chunks(4).map(digit).collect();
    format!("{}x{}:{digits}", pattern.width(), pattern.height())
}

/// The cue as it is spelled or read, where it is neither a number nor chance.
///
/// # Errors
/// A sentence when it cannot be read.
pub(super) fn undamaged(settings: &Settings) -> Result<Option<Pattern>, Problem> {
    match settings.cue.trim() {
        RANDOM => Ok(None),
        words if words.parse::<usize>().is_ok() => Ok(None),
        words if is_file(words) => Ok(Some(from_file(Path::new(words))?.swap_remove(0))),
        words => Ok(Some(from_words(words)?.swap_remove(0))),
    }
}

/// Whether damage is done to a cue: to a numbered or spelled one, not to a file, a drawing or chance.
pub(crate) fn damaged(words: &str) -> bool {
    words != RANDOM && !is_file(words) && !words.contains(':')
}

/// The cue that the settings ask for. Noise and a hidden part are done to a numbered or spelled
/// pattern alone; a file, a drawing and chance are taken as they are.
pub(super) fn cue(settings: &Settings, patterns: &[Pattern], rng: &mut NumpyRng) -> Result<Cue, Problem> {
    let words = settings.cue.trim();
    let first = &patterns[0];
    if words == RANDOM {
        let name = text("chance", "随机");
        let pattern = Pattern::random(name.clone(), first.width(), first.height(), rng);
        return Ok(Cue { pattern, name, number: None });
    }
    let number: Option<usize> = words.parse().ok();
    let mut pattern = match (number, undamaged(settings)?) {
        (Some(k), _) => numbered_cue(patterns, k)?,
        (None, Some(pattern)) => pattern,
        (None, None) => first.clone(),
    };
    let size = |pattern: &Pattern| (pattern.width(), pattern.height());
    if size(&pattern) != size(first) {
        let ((w, h), (width, height)) = (size(&pattern), size(first));
        return Err(Problem::usage(say!(
            "The cue has {w} × {h} cells, the patterns have {width} × {height}. Give it the same size.",
            "线索为 {w} × {h} 格，而图案为 {width} × {height} 格。请让它们一样大。"
        )));
    }
    if damaged(words) {
        pattern.flip(*settings.noise, rng);
        pattern.hide(*settings.side, *settings.hide);
    }
    Ok(Cue { name: pattern.name.clone(), pattern, number })
}

fn numbered_cue(patterns: &[Pattern], k: usize) -> Result<Pattern, Problem> {
    k.checked_sub(1).and_then(|at| patterns.get(at)).cloned().ok_or_else(|| {
        let count = patterns.len();
        Problem::usage(say!(
            "There is no pattern {k} to start from. The cue takes a number from 1 to {count}, a letter or picture, a file, or random.",
            "没有第 {k} 个图案可作线索。线索可为 1 到 {count} 的编号、字母或图画名、文件，或 random。"
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawings_survive_being_written() {
        let mut list = from_words("AX 3x2:b4").expect("readable");
        assert_eq!((list[2].width(), list[2].spins()), (3, &[1, -1, 1, 1, -1, 1][..]));
        list.truncate(2);
        list[1].toggle(37);
        let written = write(&list).expect("short");
        assert!(written.starts_with("A 10x10:"), "{written}");
        let again = from_words(&written).expect("own words");
        assert!(list.iter().zip(&again).all(|(one, other)| alike(one, other)));
    }

    #[test]
    fn broken_words_get_sentences() {
        for word in ["", "4x4:0ff", "4x4:0fg0", "x:", "0x4:", "99999999999x9999999999:0", "100x100:0", "é"] {
            assert!(from_words(word).is_err(), "{word}");
        }
    }

    #[test]
    fn any_number_of_neurons_is_a_rectangle() {
        for (n, expected) in [(2, (2, 1)), (100, (10, 10)), (500, (25, 20)), (4096, (64, 64)), (97, (97, 1))]
        {
            assert_eq!(sides(n), expected);
        }
    }
}
