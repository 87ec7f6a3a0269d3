//! Values as Python writes them.

use unicode_width::UnicodeWidthStr as _;

/// A number as short as it can be without losing a bit: `0.1`, `1e-8`, `2.0`.
pub(super) fn number(x: f64) -> String {
    if x.is_nan() {
        "float(\"nan\")".into()
    } else if x.is_infinite() {
        format!("float(\"{}inf\")", if x < 0.0 { "-" } else { "" })
    } else {
        format!("{x:?}")
    }
}

/// A string in double quotes.
pub(super) fn string(words: &str) -> String {
    let mut literal = String::from('"');
    for letter in words.chars() {
        match letter {
            '"' | '\\' => literal.extend(['\\', letter]),
            '\n' => literal.push_str("\\n"),
            '\t' => literal.push_str("\\t"),
            '\r' => literal.push_str("\\r"),
            letter if letter.is_control() => literal.push_str(&format!("\\u{:04x}", u32::from(letter))),
            letter => literal.push(letter),
        }
    }
    literal.push('"');
    literal
}

/// The lines that give a name to a string: one, or where it is too long pieces in brackets.
pub(super) fn assigned(name: &str, words: &str) -> Vec<String> {
    let line = format!("{name} = {}", string(words));
    if line.width() <= 88 {
        return vec![line];
    }
    let mut pieces = vec![String::new()];
    for letter in words.chars() {
        let last = pieces.len() - 1;
        if string(&pieces[last]).width() > 78 {
            pieces.push(String::new());
        }
        if let Some(last) = pieces.last_mut() {
            last.push(letter);
        }
    }
    let pieces = pieces.iter().map(|piece| format!("    {}", string(piece)));
    [format!("{name} = (")].into_iter().chain(pieces).chain([")".to_string()]).collect()
}

/// A list between brackets: one line, or where it is too long several.
pub(super) fn wrapped(begin: &str, items: &[String], end: &str) -> Vec<String> {
    let line = format!("{begin}{}{end}", items.join(", "));
    if line.width() <= 88 {
        return vec![line];
    }
    let mut lines = vec![begin.to_string()];
    for item in items {
        match lines.last_mut() {
            Some(last) if last.starts_with("    ") && last.width() + item.width() + 2 <= 88 => {
                last.push_str(&format!(" {item},"));
            }
            _ => lines.push(format!("    {item},")),
        }
    }
    lines.push(end.to_string());
    lines
}

/// A list of numbers, whole ones without a point where all are whole.
pub(super) fn numbers(list: &[f64]) -> String {
    let whole = list.iter().all(|x| x.fract() == 0.0 && x.abs() < 1e15);
    let one = |x: &f64| if whole { format!("{x:.0}") } else { number(*x) };
    format!("[{}]", list.iter().map(one).collect::<Vec<_>>().join(", "))
}
