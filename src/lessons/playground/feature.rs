//! What is computed from a point before the network sees it.

use crate::say;
use crate::words::{Text, printable, text};

/// One input of the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Feature {
    X1,
    X2,
    X1Squared,
    X2Squared,
    Product,
    SinX1,
    SinX2,
}

use Feature::{Product, SinX1, SinX2, X1, X1Squared, X2, X2Squared};

impl Feature {
    /// All of them, in the order in which they are drawn.
    pub(super) const ALL: [Feature; 7] = [X1, X2, X1Squared, X2Squared, Product, SinX1, SinX2];

    /// Its name in parameters and share lines.
    pub(super) fn name(self) -> &'static str {
        ["x1", "x2", "x1^2", "x2^2", "x1x2", "sin(x1)", "sin(x2)"][self as usize]
    }

    /// Its name on the screen.
    pub(super) fn symbol(self) -> &'static str {
        ["x₁", "x₂", "x₁²", "x₂²", "x₁x₂", "sin x₁", "sin x₂"][self as usize]
    }

    /// Its value at a point.
    pub(super) fn value(self, [x1, x2]: [f64; 2]) -> f64 {
        match self {
            X1 => x1,
            X2 => x2,
            X1Squared => x1 * x1,
            X2Squared => x2 * x2,
            Product => x1 * x2,
            SinX1 => x1.sin(),
            SinX2 => x2.sin(),
        }
    }

    /// Reads a list in any of the usual spellings: `x1, x2^2, x₁·x₂, sin x1`. Each counts once, in the order in which
    /// they are drawn.
    ///
    /// # Errors
    /// Which one does not exist, or that there is none.
    pub(super) fn read(list: &str) -> Result<Vec<Feature>, Text> {
        let mut wanted = Vec::new();
        for name in list.split([',', ';', '，', '、']).filter(|name| !name.trim().is_empty()) {
            let Some(feature) = Feature::ALL.into_iter().find(|feature| plain(feature.name()) == plain(name))
            else {
                let name = printable(name.trim());
                return Err(say!("there is no input \"{name}\"", "没有名为“{name}”的输入"));
            };
            wanted.push(feature);
        }
        if wanted.is_empty() {
            return Err(text("the network needs at least one input", "网络至少需要一个输入"));
        }
        Ok(Feature::ALL.into_iter().filter(|feature| wanted.contains(feature)).collect())
    }

    /// The list as it is read.
    pub(super) fn write(features: &[Feature]) -> String {
        features.iter().map(|feature| feature.name()).collect::<Vec<_>>().join(",")
    }
}

/// A spelling without what may be written in several ways.
fn plain(name: &str) -> String {
    let plain: String = name
        .chars()
        .filter_map(|c| match c {
            '₁' => Some('1'),
            '₂' => Some('2'),
            '²' => Some('q'),
            'X' | 'S' | 'I' | 'N' => Some(c.to_ascii_lowercase()),
            '^' | '*' | '·' | '(' | ')' | '_' => None,
            c if c.is_whitespace() => None,
            c => Some(c),
        })
        .collect();
    // `x1^2` and `x1**2` have lost their sign and look like `x12`.
    let plain = if name.contains('^') || name.contains("**") {
        plain.strip_suffix('2').map(|start| format!("{start}q")).unwrap_or(plain)
    } else {
        plain
    };
    match plain.as_str() {
        "x1x1" | "x1sq" => "x1q".to_string(),
        "x2x2" | "x2sq" => "x2q".to_string(),
        "x2x1" => "x1x2".to_string(),
        _ => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_are_read_in_any_spelling() {
        assert_eq!(Feature::read(&Feature::write(&Feature::ALL)), Ok(Feature::ALL.to_vec()));
        let list = "sin x2, X1, x1*x2, x1**2, x₂²";
        assert_eq!(Feature::read(list), Ok(vec![X1, X1Squared, X2Squared, Product, SinX2]));
        assert_eq!(Feature::read("x1,x1"), Ok(vec![X1]));
        for wrong in ["", " , ", "x3", "x1^3", "cos(x1)"] {
            assert!(Feature::read(wrong).is_err(), "{wrong}");
        }
    }
}
