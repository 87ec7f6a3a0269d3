//! Text with live numbers: `J is {cost}, at step 100 it is {cost@100:4}`.

use super::emphasis::without_stars;
use super::keys::mark;
use super::quantity::Named;
use super::{Lookahead, Quantity};
use crate::lab::Session;
use crate::words::{Text, figure};

/// Digits of a live number when nothing is said.
const DIGITS: usize = 5;

/// Words and numbers in turn.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sentence {
    source: String,
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, PartialEq)]
enum Piece {
    Words(String),
    Number(Quantity, usize),
    /// The value of a parameter of words: `{f}`.
    Parameter(String),
    /// The key that does this.
    Key(String),
}

impl Sentence {
    /// Reads `{quantity}`, `{quantity:digits}`, `{"parameter"}` and `{key:step}` in words. `{{` is a brace.
    ///
    /// # Errors
    /// A sentence that says what cannot be read.
    pub(super) fn parse(source: &str, named: &Named) -> Result<Sentence, Text> {
        let (mut pieces, mut words) = (Vec::new(), String::new());
        let shown = without_stars(source);
        let mut rest = shown.as_str();
        while let Some(open) = rest.find('{') {
            words.push_str(&rest[..open]);
            let after = &rest[open + 1..];
            if let Some(more) = after.strip_prefix('{') {
                words.push('{');
                rest = more;
                continue;
            }
            let Some(close) = after.find('}') else {
                return Err(crate::say!("a brace is not closed: {after}", "花括号没有闭合：{after}"));
            };
            pieces.push(Piece::Words(std::mem::take(&mut words)));
            pieces.push(Piece::parse(after[..close].trim(), named)?);
            rest = &after[close + 1..];
        }
        words.push_str(rest);
        pieces.push(Piece::Words(words));
        Ok(Sentence { source: source.to_string(), pieces })
    }

    /// Words without numbers that live.
    #[must_use]
    pub fn plain(words: &str) -> Sentence {
        Sentence { source: words.to_string(), pieces: vec![Piece::Words(words.to_string())] }
    }

    /// As it was written.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Nothing to read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.source.trim().is_empty()
    }

    /// The words with the numbers of this state; `?` for what is not known yet. Keys have no name yet
    /// ([`Keys`](super::Keys)): who speaks knows which keys there are.
    #[must_use]
    pub fn say(&self, here: &dyn Session, ahead: &mut Lookahead) -> String {
        let said = self.pieces.iter().map(|piece| match piece {
            Piece::Words(words) => words.clone(),
            Piece::Parameter(name) => {
                here.parameters().value(name).map_or_else(|| "?".into(), ToString::to_string)
            }
            Piece::Key(id) => mark(id),
            Piece::Number(quantity, digits) => match quantity.value(here, ahead) {
                Ok(value) if !value.is_nan() => figure(value, *digits),
                _ => "?".into(),
            },
        });
        said.collect()
    }

    /// The words alone, without the numbers.
    pub(super) fn words(&self) -> String {
        let words = self.pieces.iter().filter_map(|piece| match piece {
            Piece::Words(words) => Some(words.as_str()),
            _ => None,
        });
        words.collect::<Vec<_>>().join(" ")
    }

    /// The live numbers.
    pub(super) fn quantities(&self) -> impl Iterator<Item = &Quantity> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Number(quantity, _) => Some(quantity),
            _ => None,
        })
    }

    /// The ids of the keys in it.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Key(id) => Some(id.as_str()),
            _ => None,
        })
    }

    /// The parameters whose words stand in it.
    pub(super) fn parameters(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Parameter(name) => Some(name.as_str()),
            _ => None,
        })
    }
}

impl Piece {
    fn parse(inside: &str, named: &Named) -> Result<Piece, Text> {
        if let Some(name) = inside.strip_prefix('"').and_then(|inside| inside.strip_suffix('"')) {
            return Ok(Piece::Parameter(name.to_string()));
        }
        if let Some(id) = inside.strip_prefix("key:") {
            return Ok(Piece::Key(id.trim().to_string()));
        }
        let (formula, digits) = match inside.rsplit_once(':') {
            Some((formula, digits)) => (formula, digits.trim().parse().ok()),
            None => (inside, Some(DIGITS)),
        };
        let digits = digits.filter(|digits| (1..=17).contains(digits)).ok_or_else(|| {
            crate::say!("behind : stand 1 to 17 digits, in {inside}", "“:”后应写 1 到 17 的位数：{inside}")
        })?;
        Ok(Piece::Number(Quantity::parse_with(formula, named)?, digits))
    }
}
