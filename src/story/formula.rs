//! Random formulas that can be differentiated with paper and pencil.

use crate::math::NumpyRng;

/// A formula of two or three operations over all of these variables: `(a+b)*c`, `2*(a*b+c)`.
pub(super) fn formula(names: &[String], random: &mut NumpyRng) -> String {
    let mut parts: Vec<String> = names.to_vec();
    while parts.len() > 1 {
        let at = random.randint(0, parts.len() as i64 - 1) as usize;
        let (left, right) = (parts.remove(at), parts.remove(at));
        parts.insert(
            at,
            match random.randint(0, 3) {
                0 => format!("({left}+{right})"),
                1 => format!("({left}-{right})"),
                _ => format!("{left}*{right}"),
            },
        );
    }
    let inside = parts.pop().unwrap_or_default();
    let whole = inside.starts_with('(') && closes_at_the_end(&inside);
    let bare = if whole { &inside[1..inside.len() - 1] } else { &inside };
    let factor = random.randint(2, 6);
    match random.randint(0, 3) {
        0 => bare.to_string(),
        1 => format!("{factor}*({bare})"),
        _ => format!("({bare})^2"),
    }
}

/// Whether the first parenthesis of a formula is closed by its last character.
fn closes_at_the_end(formula: &str) -> bool {
    let mut depth = 0;
    for (at, c) in formula.char_indices() {
        depth += i32::from(c == '(') - i32::from(c == ')');
        if depth == 0 {
            return at + 1 == formula.len();
        }
    }
    false
}

/// A function of one variable from the list that a first course differentiates.
pub(super) fn function(name: &str, random: &mut NumpyRng) -> String {
    let (k, m, n) = (random.randint(2, 6), random.randint(1, 6), random.randint(2, 4));
    match random.randint(0, 8) {
        0 => format!("{k}*{name}"),
        1 => format!("{name}^{n}"),
        2 => format!("{k}*{name}^2+{m}*{name}"),
        3 => format!("({k}*{name}+{m})^2"),
        4 => format!("log({name})"),
        5 => format!("{m}/{name}"),
        6 => format!("sigmoid({name})"),
        _ => format!("{k}*{name}^{n}-{m}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::Expression;

    #[test]
    fn every_formula_can_be_read_and_uses_all_of_its_variables() {
        let names = ["a", "b", "c"].map(str::to_string);
        for seed in 0..200 {
            let mut random = NumpyRng::new(seed);
            let source = formula(&names, &mut random);
            let expression = Expression::parse(&source).expect(&source);
            assert_eq!(expression.variables().count(), 3, "{source}");
            let source = function("a", &mut random);
            assert_eq!(Expression::parse(&source).expect(&source).variables().count(), 1, "{source}");
        }
    }
}
