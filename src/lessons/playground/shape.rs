//! The hidden layers as words, and places in the network as words.

use super::feature::Feature;
use crate::lab::scene::Selected;
use crate::say;
use crate::words::{Text, printable};

/// Hidden layers at most, and neurons in one of them.
pub(super) const MOST_LAYERS: usize = 6;
pub(super) const MOST_NEURONS: usize = 16;

/// Reads hidden layers: `4,2`, or `none`.
///
/// # Errors
/// Nothing to say besides what is expected.
pub(super) fn read(words: &str) -> Result<Vec<usize>, Text> {
    let list = words.trim();
    if matches!(list, "" | "none" | "0" | "无") {
        return Ok(Vec::new());
    }
    let parts = list.split([',', ' ', '-', ';', '，']).filter(|part| !part.is_empty());
    let sizes = parts.map(|part| part.parse().ok().filter(|size| (1..=MOST_NEURONS).contains(size)));
    let sizes = sizes.collect::<Option<Vec<usize>>>();
    sizes.filter(|sizes| sizes.len() <= MOST_LAYERS).ok_or_else(Text::default)
}

/// The list as it is read.
pub(super) fn write(hidden: &[usize]) -> String {
    match hidden {
        [] => "none".to_string(),
        hidden => hidden.iter().map(ToString::to_string).collect::<Vec<_>>().join(","),
    }
}

/// How a place is written: `2.1` the first neuron of layer 2, `2.1.3` the connection to it from the third neuron of the
/// layer before, `2.1.b` its bias. Layer 0 are the inputs, of which all seven count.
pub(super) fn place(selected: Selected) -> String {
    match selected {
        Selected::Nothing => String::new(),
        Selected::Neuron { layer, index } => format!("{layer}.{}", index + 1),
        Selected::Edge { layer, from, to } => format!("{layer}.{}.{}", to + 1, from + 1),
    }
}

/// Reads a place that [`place`] has written; nothing where it is none.
pub(super) fn read_place(words: &str) -> Selected {
    let parts: Option<Vec<usize>> = words.split('.').map(|part| part.trim().parse().ok()).collect();
    match parts.as_deref() {
        Some(&[layer, index]) if index >= 1 => Selected::Neuron { layer, index: index - 1 },
        Some(&[layer, to, from]) if layer >= 1 && to >= 1 && from >= 1 => {
            Selected::Edge { layer, from: from - 1, to: to - 1 }
        }
        _ => Selected::Nothing,
    }
}

/// One number to be set by hand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Weight {
    /// Layer of the neuron, from 1, and its place in it.
    pub(super) layer: usize,
    pub(super) to: usize,
    /// The neuron before, of inputs all seven counted; none for the bias.
    pub(super) from: Option<usize>,
    pub(super) value: f64,
}

/// Reads `layer.to.from=value`, several of them apart by commas.
///
/// # Errors
/// Which of several does not fit; nothing to say where it is the only one.
pub(super) fn read_weights(words: &str) -> Result<Vec<Weight>, Text> {
    let one = |part: &str| {
        let (place, value) = part.split_once(['=', ':'])?;
        let value: f64 = value.trim().replace('−', "-").parse().ok()?;
        let [layer, to, from] = place.split('.').map(str::trim).collect::<Vec<_>>().try_into().ok()?;
        let number = |word: &str| word.parse::<usize>().ok().filter(|number| *number >= 1);
        let from = if matches!(from, "b" | "0") { None } else { Some(number(from)? - 1) };
        let weight = Weight { layer: number(layer)?, to: number(to)? - 1, from, value };
        (value.abs() <= 1e6).then_some(weight)
    };
    let parts: Vec<&str> = words.split([',', ';']).filter(|part| !part.trim().is_empty()).collect();
    let wrong = |part: &str| match parts.len() {
        1 => Text::default(),
        _ => say!("\"{}\" is none", "“{}”不是", printable(part.trim())),
    };
    parts.iter().map(|part| one(part).ok_or_else(|| wrong(part))).collect()
}

/// Input features counted as all seven, to the place among those that are on, and back.
pub(super) fn active(features: &[Feature], at: usize) -> Option<usize> {
    let feature = Feature::ALL.get(at)?;
    features.iter().position(|on| on == feature)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_layers_are_read_back() {
        for (words, sizes) in
            [("4,2", vec![4, 2]), ("none", vec![]), (" 8 8 1", vec![8, 8, 1]), ("16", vec![16])]
        {
            assert_eq!(read(words), Ok(sizes.clone()));
            assert_eq!(read(&write(&sizes)), Ok(sizes));
        }
        for wrong in ["17", "4,x", "1,1,1,1,1,1,1", "0,3", "-"] {
            assert!(read(wrong).is_err() || wrong == "-", "{wrong}");
        }
    }

    #[test]
    fn places_and_settings_are_read_back() {
        for place_of in [
            Selected::Nothing,
            Selected::Neuron { layer: 0, index: 6 },
            Selected::Edge { layer: 2, from: 3, to: 0 },
        ] {
            assert_eq!(read_place(&place(place_of)), place_of);
        }
        assert_eq!(read_place("1.0"), Selected::Nothing);
        let set = |to, from, value| Weight { layer: 1, to, from, value };
        assert_eq!(read_weights("1.2.1=0.5, 1.1.b:−2"), Ok(vec![set(1, Some(0), 0.5), set(0, None, -2.0)]));
        for wrong in ["1.2=3", "1.2.1", "0.1.1=1", "1.1.1=nan", "1.1.1=1e9", "a.b.c=1"] {
            assert!(read_weights(wrong).is_err(), "{wrong}");
        }
    }
}
