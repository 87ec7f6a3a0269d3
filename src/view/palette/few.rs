//! Ramps for terminals with few colours, chosen by hand: the nearest colours of a dimmed ramp are greys, in
//! which one end of a scale looks like the other.

use super::Strength;
use crate::lab::scene::Palette;
use crate::view::theme::Background;

/// A ramp as places in the palette of 256, from the lowest value to the highest. In a diverging one the
/// middle place is 0, blue is below and orange above.
pub(super) fn of_256(kind: Palette, background: Background, strength: Strength) -> &'static [u8] {
    use Background::{Dark, Light};
    use Strength::{Full, Soft};
    match (kind, background, strength) {
        (Palette::Diverging, Dark, Full) => &[117, 75, 32, 25, 18, 17, 233, 52, 58, 94, 130, 208, 222],
        (Palette::Diverging, Dark, Soft) => &[25, 24, 18, 17, 233, 52, 58, 94, 130],
        (Palette::Diverging, Light, Full) => &[18, 25, 68, 75, 117, 195, 231, 230, 223, 215, 172, 130, 88],
        (Palette::Diverging, Light, Soft) => &[111, 117, 153, 195, 231, 230, 223, 216, 215],
        (Palette::Classes, Dark, Full) => &super::super::theme::SERIES_DARK,
        (Palette::Classes, Light, Full) => &super::super::theme::SERIES_LIGHT,
        (Palette::Classes, Dark, Soft) => &[25, 94, 29, 90, 100, 55, 88, 30, 64, 95, 61, 131],
        (Palette::Classes, Light, Soft) => &[153, 223, 158, 218, 187, 183, 217, 159, 186, 181, 189, 219],
        (_, Dark, Full) => &[53, 54, 24, 30, 36, 77, 148, 184, 227],
        (_, Dark, Soft) => &[53, 54, 23, 24, 29, 64, 100, 142],
        (_, Light, Full) => &[227, 192, 150, 114, 72, 66, 60, 54],
        (_, Light, Soft) => &[230, 193, 151, 116, 109, 103, 97],
    }
}

/// A ramp as places among the sixteen named colours.
pub(super) fn of_16(kind: Palette, background: Background, strength: Strength) -> &'static [u8] {
    use Background::{Dark, Light};
    use Strength::{Full, Soft};
    match (kind, background, strength) {
        (Palette::Diverging, Dark, Full) => &[12, 4, 0, 3, 11],
        (Palette::Diverging, Dark, Soft) => &[4, 4, 0, 3, 3],
        (Palette::Diverging, Light, Full) => &[4, 12, 15, 11, 3],
        (Palette::Diverging, Light, Soft) => &[12, 14, 15, 11, 11],
        (Palette::Classes, Dark, Full) | (Palette::Classes, Light, Soft) => &[12, 11, 10, 13, 14, 9],
        (Palette::Classes, Light, Full) | (Palette::Classes, Dark, Soft) => &[4, 3, 2, 5, 6, 1],
        (_, Dark, Full) => &[4, 6, 10, 11],
        (_, Dark, Soft) => &[0, 4, 6],
        (_, Light, Full) => &[11, 10, 6, 4],
        (_, Light, Soft) => &[15, 11, 10],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::theme::{BASIC, contrast, rgb_of_256};

    const GROUNDS: [(Background, [u8; 3]); 2] = [(Background::Dark, [0; 3]), (Background::Light, [255; 3])];
    type Rgb = [u8; 3];

    /// Every ramp of a kind as colours.
    fn ramps(kind: Palette) -> Vec<(Rgb, Vec<Rgb>)> {
        let mut ramps = Vec::new();
        for (background, ground) in GROUNDS {
            for strength in [Strength::Full, Strength::Soft] {
                let of_256 = of_256(kind, background, strength).iter().map(|place| rgb_of_256(*place));
                let of_16 = of_16(kind, background, strength).iter().map(|at| BASIC[usize::from(*at)].1);
                ramps.extend([(ground, of_256.collect()), (ground, of_16.collect())]);
            }
        }
        ramps
    }

    #[test]
    fn below_zero_is_blue_and_above_is_warm_at_every_depth() {
        for (_, ramp) in ramps(Palette::Diverging) {
            let middle = ramp.len() / 2;
            assert_eq!(ramp.len() % 2, 1, "zero has a place of its own");
            for rgb in &ramp[..middle] {
                assert!(rgb[2] > rgb[0], "{rgb:?} in {ramp:?}");
            }
            for rgb in &ramp[middle + 1..] {
                assert!(rgb[0] > rgb[2], "{rgb:?} in {ramp:?}");
            }
        }
    }

    #[test]
    fn more_is_farther_from_the_background() {
        for (ground, ramp) in ramps(Palette::Sequential) {
            for pair in ramp.windows(2) {
                assert!(
                    contrast(pair[0], ground) <= contrast(pair[1], ground) + 0.35,
                    "{pair:?} in {ramp:?}"
                );
            }
            assert!(contrast(ramp[ramp.len() - 1], ground) > contrast(ramp[0], ground) + 0.4);
        }
    }

    #[test]
    fn classes_are_different_colours() {
        for (_, ramp) in ramps(Palette::Classes) {
            let different: std::collections::HashSet<_> = ramp.iter().collect();
            assert_eq!(different.len(), ramp.len(), "{ramp:?}");
        }
    }
}
