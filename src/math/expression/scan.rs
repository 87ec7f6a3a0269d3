//! From characters to tokens.

use super::error::{ExpressionError, Place};
use crate::say;
use crate::words::{Text, narrow, printable, text};

/// Characters in an expression, at most.
const MOST_CHARACTERS: usize = 2000;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    Number(f64),
    Name(String),
    /// One of `+ - * / ^ ( ) | , ; =`.
    Symbol(char),
    End,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) place: Place,
}

impl Kind {
    /// Whether it is this name.
    pub(super) fn is_name(&self, name: &str) -> bool {
        matches!(self, Kind::Name(known) if known == name)
    }

    /// The token as it is named in a sentence.
    pub(super) fn text(&self) -> Text {
        match self {
            Kind::Number(value) => {
                let value = super::write::number(*value);
                say!("the number {value}", "数字 {value}")
            }
            Kind::Name(name) => say!("the name {name}", "名字 {name}"),
            Kind::Symbol(symbol) => say!("`{symbol}`", "“{symbol}”"),
            Kind::End => text("the end", "结尾"),
        }
    }
}

/// The character that was meant: an input method types full-width forms, books print other signs.
fn meant(character: char) -> char {
    match character {
        '·' | '⋅' | '∙' | '×' | '∗' => '*',
        '÷' | '∕' => '/',
        '−' | '–' | '—' => '-',
        '、' => ',',
        '₀'..='₉' => char::from_u32(character as u32 - '₀' as u32 + '0' as u32).unwrap_or(character),
        '\n' => ';',
        other => narrow(other),
    }
}

/// All tokens of the source, the last one `End`.
pub(super) fn scan(source: &str) -> Result<Vec<Token>, ExpressionError> {
    let characters: Vec<(usize, char)> = source
        .char_indices()
        .map(|(byte, character)| (byte, meant(character)))
        .take(MOST_CHARACTERS + 1)
        .collect();
    let place = |index: usize| Place {
        byte: characters.get(index).map_or(source.len(), |&(byte, _)| byte),
        column: index + 1,
    };
    if characters.len() > MOST_CHARACTERS {
        let found = text("a longer expression", "更长的公式");
        return Err(place(MOST_CHARACTERS)
            .error(found, say!("at most {MOST_CHARACTERS} characters", "至多 {MOST_CHARACTERS} 个字符")));
    }
    let letter = |index: usize| characters.get(index).map_or('\0', |&(_, character)| character);
    let mut tokens = Vec::new();
    let mut start = 0;
    while start < characters.len() {
        let first = letter(start);
        let mut end = start + 1;
        let kind = match first {
            _ if first.is_whitespace() => {
                start += 1;
                continue;
            }
            '*' if letter(end) == '*' => {
                end += 1;
                Kind::Symbol('^')
            }
            '+' | '-' | '*' | '/' | '^' | '(' | ')' | '|' | ',' | ';' | '=' => Kind::Symbol(first),
            '½' => Kind::Number(0.5),
            '¼' => Kind::Number(0.25),
            '√' => Kind::Name(first.to_string()),
            '0'..='9' | '.' => {
                end = end_of_number(start, letter);
                let digits: String = (start..end).map(letter).filter(|digit| *digit != THIN).collect();
                number(&digits, place(start))?
            }
            _ if raised(first).is_some() => {
                end = (start..).find(|&index| raised(letter(index)).is_none()).unwrap_or(end);
                let power: Vec<char> = (start..end).filter_map(|index| raised(letter(index))).collect();
                let sign = usize::from(power[0] == '-');
                let digits: String = power[sign..].iter().collect();
                let signs = ['^', '-'].into_iter().take(1 + sign);
                tokens.extend(signs.map(|sign| Token { kind: Kind::Symbol(sign), place: place(start) }));
                number(&digits, place(start))?
            }
            _ if first.is_alphabetic() => {
                while (letter(end).is_alphabetic() && raised(letter(end)).is_none())
                    || letter(end).is_ascii_digit()
                    || letter(end) == '_'
                {
                    end += 1;
                }
                Kind::Name((start..end).map(letter).collect())
            }
            other => {
                let found = if printable(&other.to_string()).trim().is_empty() {
                    let code = u32::from(other);
                    say!("the invisible character U+{code:04X}", "不可见字符 U+{code:04X}")
                } else {
                    say!("`{other}`", "“{other}”")
                };
                return Err(place(start).error(
                    found,
                    text("a number, a name, + - * / ^ or a parenthesis", "数字、名字、+ - * / ^ 或括号"),
                ));
            }
        };
        tokens.push(Token { kind, place: place(start) });
        start = end;
    }
    tokens.push(Token { kind: Kind::End, place: place(characters.len()) });
    Ok(tokens)
}

/// The thin space between groups of three digits, as numbers are printed.
const THIN: char = '\u{202f}';

/// The sign or digit that is set high: `a²`, `10⁻³`.
fn raised(character: char) -> Option<char> {
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"
        .chars()
        .zip("0123456789-".chars())
        .find(|(high, _)| *high == character)
        .map(|(_, plain)| plain)
}

/// Digits, a point, digits, and an exponent if digits follow its e.
fn end_of_number(start: usize, letter: impl Fn(usize) -> char) -> usize {
    let digits = |mut index: usize| {
        while letter(index).is_ascii_digit() || (letter(index) == THIN && letter(index + 1).is_ascii_digit())
        {
            index += 1;
        }
        index
    };
    let mut end = digits(start);
    if letter(end) == '.' {
        end = digits(end + 1);
    }
    if matches!(letter(end), 'e' | 'E') {
        let sign = usize::from(matches!(letter(end + 1), '+' | '-'));
        if letter(end + 1 + sign).is_ascii_digit() {
            end = digits(end + 1 + sign);
        }
    }
    end
}

fn number(digits: &str, place: Place) -> Result<Kind, ExpressionError> {
    match digits.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(Kind::Number(value)),
        Ok(_) => {
            Err(place
                .error(say!("{digits}", "{digits}"), text("a number below 1.8e308", "小于 1.8e308 的数")))
        }
        Err(_) => {
            Err(place
                .error(say!("`{digits}`", "“{digits}”"), text("a number, such as 0.5", "数字，例如 0.5")))
        }
    }
}
