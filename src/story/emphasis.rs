//! Emphasis as Markdown writes it, for places that show plain words.

use std::ops::Range;

/// The words without the stars of `*emphasis*` and `**strong emphasis**`; a star between numbers or letters, as in
/// `3*(a+b*c)`, multiplies and stays.
pub(super) fn without_stars(words: &str) -> String {
    let chars: Vec<char> = words.chars().collect();
    let mut gone = vec![false; chars.len()];
    let mut open: Option<(usize, usize)> = None;
    let mut at = 0;
    while at < chars.len() {
        let run = chars[at..].iter().take_while(|c| **c == '*').count();
        if run == 0 {
            at += 1;
            continue;
        }
        let before = at.checked_sub(1).map(|at| chars[at]);
        let after = chars.get(at + run).copied();
        match open {
            Some((start, width)) if width == run && closes(before, after) => {
                gone[start..start + width].fill(true);
                gone[at..at + run].fill(true);
                open = None;
            }
            _ if run <= 2 && opens(before, after) => open = Some((at, run)),
            _ => {}
        }
        at += run;
    }
    chars.iter().zip(gone).filter(|(_, gone)| !gone).map(|(c, _)| *c).collect()
}

/// Words without the backticks of `code`, and where in them the code stands, in bytes. A single backtick stays.
#[must_use]
pub fn without_backticks(words: &str) -> (String, Vec<Range<usize>>) {
    let (mut shown, mut code) = (String::new(), Vec::new());
    let mut rest = words;
    while let Some((before, inside, after)) = rest
        .split_once('`')
        .and_then(|(before, more)| more.split_once('`').map(|(inside, after)| (before, inside, after)))
    {
        shown.push_str(before);
        code.push(shown.len()..shown.len() + inside.len());
        shown.push_str(inside);
        rest = after;
    }
    shown.push_str(rest);
    (shown, code)
}

/// Whether a run of stars between these two may begin emphasis.
fn opens(before: Option<char>, after: Option<char>) -> bool {
    let free = before.is_none_or(|c| c.is_whitespace() || "([“\"'—–".contains(c) || !c.is_ascii());
    free && after.is_some_and(|c| !c.is_whitespace() && c != '(')
}

/// Whether a run of stars between these two may end emphasis.
fn closes(before: Option<char>, after: Option<char>) -> bool {
    let free = after.is_none_or(|c| !c.is_ascii_alphanumeric() && c != '(');
    free && before.is_some_and(|c| !c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emphasis_goes_and_products_stay() {
        for (written, shown) in [
            ("a *mapping* from", "a mapping from"),
            ("Set **hidden neurons** to none", "Set hidden neurons to none"),
            ("就得到*计算图*。左边", "就得到计算图。左边"),
            ("它是*非凸*的。*凸*的山", "它是非凸的。凸的山"),
            ("J = 3*(a+b*c)", "J = 3*(a+b*c)"),
            ("z = w1*x1 + w2*x2", "z = w1*x1 + w2*x2"),
            ("2 * 3 * 4", "2 * 3 * 4"),
            ("(*one*), *two*.", "(one), two."),
        ] {
            assert_eq!(without_stars(written), shown);
        }
    }

    #[test]
    fn code_is_told_by_its_place() {
        assert_eq!(without_backticks("press `o` or `d`."), ("press o or d.".into(), vec![6..7, 11..12]));
        assert_eq!(without_backticks("按 `o` 或 `d`。"), ("按 o 或 d。".into(), vec![4..5, 10..11]));
        assert_eq!(without_backticks("a ` alone"), ("a ` alone".into(), vec![]));
    }
}
