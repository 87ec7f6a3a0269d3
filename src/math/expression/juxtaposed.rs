//! Products without a sign, as they are written by hand: `2a`, `3(a+bc)`, `ab sin c`.

use super::error::Place;
use super::parse::{CONSTANTS, is_reserved};
use super::scan::{Kind, Token};

/// Letters of a word that can be a product of as many variables.
const MOST_LETTERS: usize = 3;

/// Whether this follows that as the next factor of a product, with no sign between them. A number never does (`a2` is a
/// name, `2 3` a slip), nor does a word after a word, unless both are single letters or the second is a function.
pub(super) fn multiplies(left: &Token, right: &Token) -> bool {
    let after = match &left.kind {
        Kind::Number(_) | Kind::Symbol(')') => true,
        Kind::Name(name) => is_letter(name) && !is_function(name),
        _ => false,
    };
    let word = matches!(left.kind, Kind::Name(_));
    match &right.kind {
        Kind::Symbol('(') => after,
        Kind::Name(name) if is_function(name) => after || word,
        Kind::Name(name) => after && (!word || is_letter(name)),
        _ => false,
    }
}

/// The tokens with words taken apart into the variables they multiply: in a formula that leaves out a sign elsewhere,
/// `bc` is b·c. In any other it is a variable of that name.
pub(super) fn taken_apart(tokens: Vec<Token>) -> Vec<Token> {
    if !tokens.windows(2).any(|pair| multiplies(&pair[0], &pair[1]) || multiplies_word(&pair[0], &pair[1])) {
        return tokens;
    }
    let given = |name: &str| {
        tokens.windows(2).any(|pair| pair[0].kind.is_name(name) && pair[1].kind == Kind::Symbol('='))
    };
    let apart = |token: &Token| match &token.kind {
        Kind::Name(name) if is_product(name) && !given(name) => letters(name, token.place),
        _ => vec![token.clone()],
    };
    tokens.iter().flat_map(apart).collect()
}

/// A number or a parenthesis right before a word: `2ab`.
fn multiplies_word(left: &Token, right: &Token) -> bool {
    let word = matches!(&right.kind, Kind::Name(name) if !is_function(name));
    word && matches!(left.kind, Kind::Number(_) | Kind::Symbol(')'))
}

fn is_letter(name: &str) -> bool {
    name.trim_end_matches(|digit: char| digit.is_ascii_digit() || digit == '_').chars().count() == 1
}

fn is_function(name: &str) -> bool {
    is_reserved(name) && !CONSTANTS.contains(&name)
}

fn is_product(name: &str) -> bool {
    let plain = name.bytes().all(|letter| letter.is_ascii_lowercase());
    plain && (2..=MOST_LETTERS).contains(&name.len()) && !is_reserved(name)
}

fn letters(name: &str, place: Place) -> Vec<Token> {
    let one = |(at, letter): (usize, char)| Token {
        kind: Kind::Name(letter.to_string()),
        place: Place { byte: place.byte + at, column: place.column + at },
    };
    name.chars().enumerate().map(one).collect()
}
