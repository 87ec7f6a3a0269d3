//! Values as Python writes them.

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

/// A list of numbers, whole ones without a point where all are whole.
pub(super) fn numbers(list: &[f64]) -> String {
    let whole = list.iter().all(|x| x.fract() == 0.0 && x.abs() < 1e15);
    let one = |x: &f64| if whole { format!("{x:.0}") } else { number(*x) };
    format!("[{}]", list.iter().map(one).collect::<Vec<_>>().join(", "))
}
