//! Words in lines of a given width.
//!
//! A line ends between words. A formula is read as one word as long as it fits into a line: not between its operators and
//! what they join (`w = 3`, `001 → 0`), and not inside its brackets (`v/(1 − β₂ᵗ)`); a per cent sign stays with its
//! number. One that is longer than a line is broken in front of a relation, else behind an operator, where no minus begins
//! a line as if it were a sign.

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

/// Lines of at most so many columns. Words and formulas are kept whole where they fit; Chinese breaks between
/// any two characters, but no closing mark begins a line and no opening one ends it.
#[must_use]
pub fn wrap(words: &str, columns: usize) -> Vec<&str> {
    if columns == 0 {
        return Vec::new();
    }
    words.split('\n').flat_map(|paragraph| lines(paragraph, columns, true)).collect()
}

/// The same for lines that nobody's screen holds: a word that is longer than a line stands alone.
#[must_use]
pub fn wrap_whole(words: &str, columns: usize) -> Vec<&str> {
    words.split('\n').flat_map(|paragraph| lines(paragraph, columns, false)).collect()
}

/// A place where a line may end.
#[derive(Debug, Clone, Copy)]
struct Gap {
    /// Where the next line begins.
    at: usize,
    /// Columns from the beginning to the end of this line, without blanks, and to the beginning of the next one.
    columns: [usize; 2],
    rank: Rank,
}

/// How well a line ends at a place, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// Between words.
    Free,
    /// In a formula, in front of a relation.
    Relation,
    /// Behind an operator that goes on.
    Behind,
    /// Anywhere else in a formula.
    Inside,
    /// In its brackets.
    Bracket,
}

fn lines(words: &str, columns: usize, tears: bool) -> Vec<&str> {
    let all = words.trim_end();
    let end = all.width();
    if end <= columns {
        return vec![all];
    }
    let gaps = gaps(words);
    let (mut lines, mut start, mut used) = (Vec::new(), 0, 0);
    while end > used + columns {
        let fits = |gap: &&Gap| gap.at > start && gap.columns[0] <= used + columns;
        let free = gaps.iter().filter(fits).rfind(|gap| gap.rank == Rank::Free);
        // What stands behind it: kept whole if it has room in a line of its own.
        let from = free.map_or(start, |gap| gap.at);
        let begins = free.map_or(used, |gap| gap.columns[1]);
        let next = gaps.iter().find(|gap| gap.at > from && gap.rank == Rank::Free);
        let whole = next.map_or(end, |gap| gap.columns[0]) <= begins + columns;
        let inside = || {
            let inside = || gaps.iter().filter(fits).filter(|gap| gap.at > from);
            let best = inside().map(|gap| gap.rank).min()?;
            inside().rfind(|gap| gap.rank == best)
        };
        let gap = if whole && free.is_some() { free } else { inside().or(free) };
        let later = || gaps.iter().find(|gap| gap.at > start);
        let (at, columns) = match gap.or_else(|| if tears { None } else { later() }) {
            Some(gap) => (gap.at, gap.columns[1]),
            None if tears => torn(words, start, used, columns),
            None => break,
        };
        lines.push(words[start..at].trim_end());
        (start, used) = (at, columns);
    }
    lines.push(words[start..].trim_end());
    lines
}

/// Where a word ends that is longer than a line: at least one character further.
fn torn(words: &str, start: usize, used: usize, columns: usize) -> (usize, usize) {
    let (mut at, mut wide) = (start, 0);
    for grapheme in words[start..].graphemes(true) {
        if at > start && wide + grapheme.width() > columns {
            break;
        }
        (at, wide) = (at + grapheme.len(), wide + grapheme.width());
    }
    (at, used + wide)
}

fn gaps(words: &str) -> Vec<Gap> {
    let brackets = brackets(words);
    let (mut gaps, mut used, mut solid, mut before) = (Vec::new(), 0, 0, "");
    for (at, grapheme) in words.grapheme_indices(true) {
        if at > 0 && may_break(before, grapheme) {
            let inside = brackets.iter().any(|(open, close)| *open < at && at <= *close);
            let rank = if inside { Rank::Bracket } else { rank(&words[..at], &words[at..]) };
            gaps.push(Gap { at, columns: [solid, used], rank });
        }
        used += grapheme.width();
        if grapheme != " " {
            solid = used;
        }
        before = grapheme;
    }
    gaps
}

fn may_break(before: &str, next: &str) -> bool {
    if next == " " {
        return false;
    }
    if before == " " {
        return true;
    }
    (before.width() > 1 || next.width() > 1) && !closes(next) && !opens(before)
}

fn closes(grapheme: &str) -> bool {
    const MARKS: &str =
        ",.!?;:)]}%°、。》」』〉〕”’…—·\u{ff0c}\u{ff1b}\u{ff1a}\u{ff1f}\u{ff01}\u{ff09}\u{ff05}\u{ff5e}";
    MARKS.contains(grapheme)
}

fn opens(grapheme: &str) -> bool {
    const MARKS: &str = "([{《「『〈〔“‘\u{ff08}";
    MARKS.contains(grapheme)
}

/// Signs of relations and operators between blanks. The first ones are nothing else; the others are names of keys, too,
/// or dashes, and join only what is no word of a sentence.
const RELATIONS: [&[&str]; 2] =
    [&["=", "≈", "≠", "≤", "≥", "∈"], &["→", "←", "<", ">", "->", "<-", "<=", ">="]];
const OPERATORS: &[&str] = &["+", "−", "-", "×", "÷", "±", "/", "*"];

fn rank(before: &str, after: &str) -> Rank {
    if !before.ends_with(' ') {
        return Rank::Free;
    }
    let (mut left, mut right) = (before.split_whitespace().rev(), after.split_whitespace());
    let (last, next) = (left.next().unwrap_or_default(), right.next().unwrap_or_default());
    if next.starts_with('%') && last.ends_with(|c: char| c.is_ascii_digit()) {
        return Rank::Inside;
    }
    let in_front = joins(next, last, right.next().unwrap_or_default());
    let behind = joins(last, left.next().unwrap_or_default(), next);
    match (in_front, behind) {
        _ if in_front && is_relation(next) => Rank::Relation,
        (_, true) if OPERATORS.contains(&last) => Rank::Behind,
        (false, false) => Rank::Free,
        _ => Rank::Inside,
    }
}

/// Whether a sign joins what stands beside it.
fn joins(sign: &str, left: &str, right: &str) -> bool {
    let both = !left.is_empty() && !right.is_empty();
    if RELATIONS[0].contains(&sign) {
        return both;
    }
    let signs = RELATIONS[1].contains(&sign) || OPERATORS.contains(&sign);
    let wide = |c: char| c >= '\u{2e80}';
    let left = left.rsplit(wide).next().unwrap_or_default();
    let right = right.split(wide).next().unwrap_or_default();
    both && signs && !is_word(left) && !is_word(right)
}

/// Whether it stands in a sentence, not in a formula.
fn is_word(token: &str) -> bool {
    const SHORT: [&str; 13] = ["or", "to", "of", "is", "in", "at", "on", "by", "it", "as", "if", "no", "an"];
    let word = token.trim_matches(|c: char| ",.;:!?()\"".contains(c));
    let letters = !word.is_empty() && word.chars().all(|c| c.is_ascii_alphabetic() || c == '-' || c == '’');
    word.is_empty() || SHORT.contains(&word) || letters && word.len() > 2
}

/// The brackets that belong to formulas, from the opening to the closing one.
fn brackets(words: &str) -> Vec<(usize, usize)> {
    let (mut open, mut found) = (Vec::new(), Vec::new());
    for (at, c) in words.char_indices() {
        match c {
            '(' | '[' | '{' => open.push(at),
            ')' | ']' | '}' => {
                let Some(start) = open.pop() else { continue };
                let inside = &words[start + 1..at];
                let is_formula = inside.chars().all(|c| c < '\u{2e80}')
                    && inside.split_whitespace().all(|token| !is_word(token) || is_sign(token));
                if is_formula {
                    found.push((start, at));
                }
            }
            _ => {}
        }
    }
    found
}

fn is_sign(token: &str) -> bool {
    OPERATORS.contains(&token) || is_relation(token)
}

fn is_relation(token: &str) -> bool {
    RELATIONS.iter().any(|signs| signs.contains(&token))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn wrapping_keeps_words_and_chinese_marks() {
        assert_eq!(wrap("the cost falls slowly", 9), ["the cost", "falls", "slowly"]);
        assert_eq!(wrap("代价下降,然后停止。", 8), ["代价下", "降,然后", "停止。"]);
        assert_eq!(wrap("一(二)三", 4), ["一", "(二)", "三"]);
        assert_eq!(wrap("incomprehensible", 6), ["incomp", "rehens", "ible"]);
        assert_eq!(wrap("one\n\ntwo", 9), ["one", "", "two"]);
        assert_eq!(wrap_whole("an incomprehensible word", 6), ["an", "incomprehensible", "word"]);
        assert_eq!(wrap_whole("导数就是斜率，很陡", 10), ["导数就是斜", "率，很陡"]);
        assert_eq!(wrap("", 7), [""]);
    }

    #[test]
    fn a_formula_is_one_word() {
        assert_eq!(wrap("the answer of 001 → 0", 19), ["the answer of", "001 → 0"]);
        assert_eq!(wrap("v̂ is v/(1 − β₂ᵗ)", 13), ["v̂ is", "v/(1 − β₂ᵗ)"]);
        assert_eq!(wrap("当 h = 0.1 时", 6), ["当 h", "= 0.1", "时"]);
        assert_eq!(wrap("当 h = 0.1 时", 9), ["当", "h = 0.1", "时"]);
        assert_eq!(wrap("it reads 94.28 % of them", 15), ["it reads", "94.28 % of them"]);
        assert_eq!(wrap("press → to go on", 8), ["press →", "to go on"]);
        assert_eq!(wrap("press < or > now", 12), ["press < or >", "now"]);
        assert_eq!(wrap("(this is no formula)", 12), ["(this is no", "formula)"]);
        assert_eq!(wrap("blue − wants none (±0.2)", 18), ["blue − wants none", "(±0.2)"]);
    }

    #[test]
    fn a_long_formula_breaks_where_it_can_be_read() {
        assert_eq!(wrap("J = a·b + c·d = 45", 13), ["J = a·b + c·d", "= 45"]);
        assert_eq!(wrap("0.5 − 0.5·0.25 − 0.125", 16), ["0.5 − 0.5·0.25 −", "0.125"]);
        assert_eq!(wrap("a + f(b − c, d) + e", 12), ["a +", "f(b − c, d)", "+ e"]);
    }

    /// A formula as the lab writes it.
    fn formula() -> impl Strategy<Value = String> {
        let operand =
            prop::sample::select(vec!["w", "0.1", "−3", "β₂ᵗ", "v/(1 − β₂ᵗ)", "f(a, h)", "001", "∂J/∂w"]);
        let sign = prop::sample::select(vec!["=", "≈", "→", "←", "+", "−", "<", "/"]);
        let more = prop::collection::vec((sign, operand.clone()), 1..5);
        (operand, more).prop_map(|(first, more)| {
            more.iter().fold(first.to_string(), |all, (sign, operand)| format!("{all} {sign} {operand}"))
        })
    }

    proptest! {
        #[test]
        fn wrapped_lines_fit_and_lose_nothing(words in "[a-z0-9 ,.()=−+→学习率代价。，（）]{0,60}", columns in 2_usize..40) {
            let lines = wrap(&words, columns);
            for line in &lines {
                prop_assert!(line.width() <= columns, "{line:?}");
            }
            let kept = |s: &str| s.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(kept(&lines.concat()), kept(&words));
            prop_assert_eq!(kept(&wrap_whole(&words, columns).concat()), kept(&words));
        }

        /// A formula that has room in a line stands in one, whatever stands around it.
        #[test]
        fn a_formula_that_fits_is_not_broken(
            before in "([a-z]{3,9} ){0,6}|[学习率代价，]{0,9} ",
            formula in formula(),
            after in "( [a-z]{3,9}){0,4}| [学习率代价，]{1,9}",
            columns in 8_usize..60,
        ) {
            let words = format!("{before}{formula}{after}");
            let lines = wrap(&words, columns);
            let whole = lines.iter().any(|line| line.contains(&formula));
            prop_assert_eq!(whole, formula.width() <= columns, "{:?}", lines);
        }
    }
}
