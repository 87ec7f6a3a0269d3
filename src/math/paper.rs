//! Sums worked out as with pencil and paper: in 30 digits, of which rounding to 64 bits would leave 16.

use super::wide::Wide;

/// What a sum of printed numbers comes to; `None` where it is more than + − · / ² and brackets.
#[must_use]
pub fn worked_out(piece: &str) -> Option<f64> {
    let mut left = Left { chars: piece.chars().filter(|c| !matches!(c, ' ' | '\u{202f}')).collect(), at: 0 };
    let value = left.sum()?;
    (left.at == left.chars.len()).then(|| value.near()).filter(|value| value.is_finite())
}

/// What is still to be read.
struct Left {
    chars: Vec<char>,
    at: usize,
}

impl Left {
    fn next(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn takes(&mut self, sign: char) -> bool {
        let here = self.next() == Some(sign);
        self.at += usize::from(here);
        here
    }

    fn sum(&mut self) -> Option<Wide> {
        let mut value = self.product()?;
        loop {
            value = match self.next() {
                Some('+') if self.takes('+') => value + self.product()?,
                Some('−') if self.takes('−') => value - self.product()?,
                _ => return Some(value),
            };
        }
    }

    fn product(&mut self) -> Option<Wide> {
        let mut value = self.power()?;
        loop {
            value = match self.next() {
                Some('·') if self.takes('·') => value * self.power()?,
                Some('/') if self.takes('/') => value / self.power()?,
                _ => return Some(value),
            };
        }
    }

    fn power(&mut self) -> Option<Wide> {
        if self.takes('−') {
            return Some(Wide::of(0.0) - self.power()?);
        }
        let value = self.atom()?;
        Some(if self.takes('²') { value * value } else { value })
    }

    fn atom(&mut self) -> Option<Wide> {
        if self.takes('(') {
            let value = self.sum()?;
            return self.takes(')').then_some(value);
        }
        let start = self.at;
        while self.next().is_some_and(|c| c.is_ascii_digit() || c == '.') {
            self.at += 1;
        }
        if self.at > start && self.next() == Some('e') {
            self.at += 1;
            self.takes('−');
            while self.next().is_some_and(|c| c.is_ascii_digit()) {
                self.at += 1;
            }
        }
        let word: String =
            self.chars[start..self.at].iter().map(|c| if *c == '−' { '-' } else { *c }).collect();
        Wide::read(&word)
    }
}

#[cfg(test)]
mod tests {
    use super::worked_out;

    #[test]
    fn sums_come_to_what_they_come_to_on_paper() {
        let cases = [
            ("(4.000000004 − 4) / 1e−9", Some(4.0)),
            ("0.0231018 − (−0.00101295)", Some(0.02411475)),
            ("0.1 + 0.2 − 0.3", Some(0.0)),
            ("−2² / 8 − 3·(1 − 0.5)", Some(-2.0)),
            ("12\u{202f}000·2", Some(24_000.0)),
            ("σ(2) − 1", None),
            ("2 +", None),
            ("[95 …: 0.4]", None),
        ];
        for (sum, value) in cases {
            let found = worked_out(sum);
            let near = match (found, value) {
                (Some(found), Some(value)) => (found - value).abs() < 1e-30,
                (found, value) => found == value,
            };
            assert!(near, "{sum}: {found:?}, not {value:?}");
        }
    }
}
