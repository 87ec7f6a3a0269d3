//! Numbers set for reading.

/// `x` with `digits` significant digits, a true minus sign, and scientific notation only when the
/// plain form would be longer than it is clear: below 1e-4 and from 1e7.
#[must_use]
pub fn figure(x: f64, digits: usize) -> String {
    if x.is_nan() {
        return "NaN".to_string();
    }
    if x.is_infinite() {
        return if x > 0.0 { "∞".to_string() } else { "−∞".to_string() };
    }
    let digits = digits.max(1);
    let rounded = format!("{:.*e}", digits - 1, x.abs());
    let (mantissa, exponent) = rounded.split_once('e').unwrap_or((&rounded, "0"));
    let power: i32 = exponent.parse().unwrap_or(0);
    let plain = if x == 0.0 {
        "0".to_string()
    } else if (-4..7).contains(&power) {
        let decimals = usize::try_from(digits as i32 - 1 - power).unwrap_or(0);
        thin(trim(&format!("{:.decimals$}", x.abs())))
    } else {
        format!("{}e{}", trim(mantissa), exponent.replace('-', "−"))
    };
    if x < 0.0 && plain != "0" { format!("−{plain}") } else { plain }
}

/// A number with as few digits as tell it from every other one: at most 17.
#[must_use]
pub fn exact(x: f64) -> String {
    let same = |figure: &String| read_figure(figure) == Some(x);
    (1..=17).map(|digits| figure(x, digits)).find(same).unwrap_or_else(|| figure(x, 17))
}

/// The number that a figure says; `None` where it is not one.
#[must_use]
pub fn read_figure(figure: &str) -> Option<f64> {
    match figure {
        "∞" => return Some(f64::INFINITY),
        "−∞" => return Some(f64::NEG_INFINITY),
        _ => {}
    }
    let plain: String =
        figure.chars().filter(|c| *c != '\u{202f}').map(|c| if c == '−' { '-' } else { c }).collect();
    plain.parse().ok()
}

/// Like [`figure`], with a `+` in front of what is not negative.
#[must_use]
pub fn signed(x: f64, digits: usize) -> String {
    let plain = figure(x, digits);
    if x >= 0.0 { format!("+{plain}") } else { plain }
}

/// `x` with exactly `decimals` digits after the point and a true minus sign: for columns whose
/// points stand under each other and for values that must not jitter while they change.
#[must_use]
pub fn fixed(x: f64, decimals: usize) -> String {
    if !x.is_finite() {
        return figure(x, 3);
    }
    if x.abs() >= 1e9 {
        return figure(x, 4);
    }
    let plain = thin(&format!("{:.decimals$}", x.abs()));
    let zero = plain.chars().all(|c| matches!(c, '0' | '.'));
    if x < 0.0 && !zero { format!("−{plain}") } else { plain }
}

/// A whole number with thin thousands separators: `12 288`.
#[must_use]
pub fn whole(n: u64) -> String {
    thin(&n.to_string())
}

/// Takes away zeros at the end of a decimal fraction.
fn trim(number: &str) -> &str {
    if number.contains('.') { number.trim_end_matches('0').trim_end_matches('.') } else { number }
}

/// Sets thin spaces between groups of three digits of a whole part of five digits or more.
fn thin(number: &str) -> String {
    let (whole, fraction) = match number.find('.') {
        Some(point) => number.split_at(point),
        None => (number, ""),
    };
    if whole.len() < 5 {
        return number.to_string();
    }
    let mut out = String::with_capacity(number.len() + 6);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out + fraction
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_well() {
        let cases = [
            (0.584_508_363_7, 4, "0.5845"),
            (-0.005, 3, "−0.005"),
            (45.0, 4, "45"),
            (12_288.0, 6, "12\u{202f}288"),
            (1e-9, 3, "1e−9"),
            (-2.5e12, 3, "−2.5e12"),
            (0.0, 3, "0"),
            (-0.0, 3, "0"),
            (99.99, 3, "100"),
            (0.000_12, 2, "0.00012"),
            (f64::NAN, 3, "NaN"),
            (f64::NEG_INFINITY, 3, "−∞"),
        ];
        for (x, digits, expected) in cases {
            assert_eq!(figure(x, digits), expected, "{x} with {digits} digits");
        }
        assert_eq!(signed(0.5, 2), "+0.5");
        assert_eq!(fixed(-0.0001, 2), "0.00");
        assert_eq!(fixed(1234.5678, 2), "1234.57");
        assert_eq!(whole(1_000_000), "1\u{202f}000\u{202f}000");
    }
}
