//! Ramps for terminals with few colours, chosen by hand: the nearest colours of a dimmed ramp are greys, in
//! which one end of a scale looks like the other.

use super::Strength;
use crate::lab::scene::Palette;
use crate::view::inks::FewRamps;
use crate::view::theme::{Background, Theme};

/// A ramp as places in the palette of 256, from the lowest value to the highest. In a diverging one the
/// middle place is 0.
pub(super) fn of_256(kind: Palette, theme: Theme, strength: Strength) -> &'static [u8] {
    use Background::{Dark, Light};
    use Strength::{Full, Soft};
    let ramps = &theme.inks().ramps;
    match (kind, theme.background, strength) {
        (Palette::Diverging, ..) => of_strength(&ramps.signs_256, strength),
        (Palette::Classes, ..) => of_strength(&ramps.classes_256, strength),
        (_, Dark, Full) => &[53, 54, 24, 30, 36, 77, 148, 184, 227],
        (_, Dark, Soft) => &[53, 54, 23, 24, 29, 64, 100, 142],
        (_, Light, Full) => &[227, 192, 150, 114, 72, 66, 60, 54],
        (_, Light, Soft) => &[230, 193, 151, 116, 109, 103, 97],
    }
}

/// A ramp as places among the sixteen named colours.
pub(super) fn of_16(kind: Palette, theme: Theme, strength: Strength) -> &'static [u8] {
    use Background::{Dark, Light};
    use Strength::{Full, Soft};
    let ramps = &theme.inks().ramps;
    match (kind, theme.background, strength) {
        (Palette::Diverging, ..) => of_strength(&ramps.signs_16, strength),
        (Palette::Classes, ..) => of_strength(&ramps.classes_16, strength),
        (_, Dark, Full) => &[4, 6, 10, 11],
        (_, Dark, Soft) => &[0, 4, 6],
        (_, Light, Full) => &[11, 10, 6, 4],
        (_, Light, Soft) => &[15, 11, 10],
    }
}

fn of_strength(ramps: &'static FewRamps, strength: Strength) -> &'static [u8] {
    match strength {
        Strength::Full => &ramps.full,
        Strength::Soft => &ramps.soft,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::colours::{BASIC, contrast, rgb_of_256};
    use crate::view::theme::ColourDepth;

    type Rgb = [u8; 3];

    /// The themes that come with the lab, and about what is behind them.
    fn themes() -> impl Iterator<Item = (Theme, Rgb)> {
        [(Background::Dark, [0; 3]), (Background::Light, [255; 3])].into_iter().flat_map(|(ground, rgb)| {
            let usual = Theme { background: ground, ground, ..Theme::DARK };
            [(usual, rgb), (Theme::high_contrast(ColourDepth::TrueColour, ground), rgb)]
        })
    }

    /// Every ramp of a kind as colours.
    fn ramps(kind: Palette) -> Vec<(Rgb, Vec<Rgb>)> {
        let mut ramps = Vec::new();
        for (theme, ground) in themes() {
            for strength in [Strength::Full, Strength::Soft] {
                let of_256 = of_256(kind, theme, strength).iter().map(|place| rgb_of_256(*place));
                let of_16 = of_16(kind, theme, strength).iter().map(|at| BASIC[usize::from(*at)].1);
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
