//! What only some lessons can do, and the one table of their letters.

use crate::words::Text;

/// Something that a lesson may offer. A letter means the same in every lesson that has it.
///
/// General keys (`app::keys`) use none of these letters; `n N p P u U C H m` are kept free for the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verb {
    /// The next example or preset.
    Example,
    /// Look at the next one: a row, a picture, a contender.
    Next,
    /// Write out the next weight.
    Weight,
    /// Wipe clean, begin anew.
    Clear,
    /// Draw, or look at pictures again.
    Draw,
    /// Measure in the background.
    Bench,
    /// Measure how long it takes.
    Time,
    /// Everything once: an epoch, a sweep.
    Epoch,
    /// Go on a long way.
    GoOn,
    /// One step of a dream.
    Dream,
    /// The other case to compare with, and back.
    Contrast,
    /// The other way to see it, and back.
    View,
    /// Turn the surface.
    Turn,
    /// Tilt the surface.
    Tilt,
    /// Magnify.
    ZoomIn,
    /// Show more around.
    ZoomOut,
    /// Go to what is chosen, and back.
    Follow,
    /// Show or hide.
    Show,
    /// Where neurons change sides.
    Borders,
    /// The decision alone, or how sure it is.
    Decision,
    /// Type a value for what is chosen.
    Value,
    /// One more: a neuron, a pattern.
    Add,
    /// One less.
    Remove,
    /// A layer more.
    Deepen,
    /// A layer less.
    Flatten,
    /// Save the points.
    SavePoints,
    /// Save the weights.
    SaveWeights,
}

/// Every verb with its letter and its name.
#[rustfmt::skip]
const TABLE: [(Verb, char, &str); 27] = [
    (Verb::Example, 'e', "example"),
    (Verb::Next, 'f', "next"),
    (Verb::Weight, 'w', "weight"),
    (Verb::Clear, 'x', "clear"),
    (Verb::Draw, 'd', "draw"),
    (Verb::Bench, 'b', "bench"),
    (Verb::Time, 'B', "time"),
    (Verb::Epoch, 'E', "epoch"),
    (Verb::GoOn, 'G', "go-on"),
    (Verb::Dream, 'D', "dream"),
    (Verb::Contrast, 'X', "contrast"),
    (Verb::View, 'v', "view"),
    (Verb::Turn, 't', "turn"),
    (Verb::Tilt, 'i', "tilt"),
    (Verb::ZoomIn, 'I', "zoom-in"),
    (Verb::ZoomOut, 'O', "zoom-out"),
    (Verb::Follow, 'F', "follow"),
    (Verb::Show, 'Y', "show"),
    (Verb::Borders, 'M', "borders"),
    (Verb::Decision, 'Q', "decision"),
    (Verb::Value, 'V', "value"),
    (Verb::Add, 'A', "add"),
    (Verb::Remove, 'R', "remove"),
    (Verb::Deepen, 'J', "deepen"),
    (Verb::Flatten, 'K', "flatten"),
    (Verb::SavePoints, 'Z', "save-points"),
    (Verb::SaveWeights, 'W', "save-weights"),
];

impl Verb {
    /// All verbs.
    pub fn all() -> impl Iterator<Item = Verb> {
        TABLE.iter().map(|row| row.0)
    }

    /// Its letter.
    #[must_use]
    pub fn key(self) -> char {
        TABLE[self as usize].1
    }

    /// Its name in stories.
    #[must_use]
    pub fn id(self) -> &'static str {
        TABLE[self as usize].2
    }

    /// The verb of that name.
    #[must_use]
    pub fn named(id: &str) -> Option<Verb> {
        TABLE.iter().find(|row| row.2 == id).map(|row| row.0)
    }

    /// The verb of a letter.
    #[must_use]
    pub fn of_key(letter: char) -> Option<Verb> {
        TABLE.iter().find(|row| row.1 == letter).map(|row| row.0)
    }
}

/// A verb as a lesson offers it.
#[derive(Debug)]
pub struct Offer {
    /// What is offered.
    pub verb: Verb,
    /// A word or two for the key hint.
    pub name: Text,
    /// One sentence for help and palette.
    pub help: Text,
}

impl Offer {
    /// A verb with the lesson's words for it.
    #[must_use]
    pub const fn new(verb: Verb, name: Text, help: Text) -> Offer {
        Offer { verb, name, help }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_means_one_thing() {
        for (at, (verb, letter, id)) in TABLE.iter().enumerate() {
            assert_eq!(*verb as usize, at, "the table has the order of the verbs");
            assert_eq!((verb.key(), Verb::of_key(*letter)), (*letter, Some(*verb)));
            assert_eq!((verb.id(), Verb::named(id)), (*id, Some(*verb)));
            assert!(!"nNpPuUCHm".contains(*letter), "{letter} is kept for the program");
        }
    }
}
