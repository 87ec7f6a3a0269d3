//! The themes that come with the lab. `tests` below hold them to what WCAG 2.1 asks of text.

use super::{FewRamps, Inks, Places, Ramps, Shade};
use ratatui::style::Color as C;
use std::borrow::Cow;

/// A colour as a place in the palette of 256, which is what it is with 24 bits too, and as one of sixteen.
const fn shade(place: u8, named: C) -> Shade {
    Shade { full: C::Indexed(place), few: C::Indexed(place), named }
}

const fn places(places: &'static [u8]) -> Places {
    Cow::Borrowed(places)
}

const fn few(full: &'static [u8], soft: &'static [u8]) -> FewRamps {
    FewRamps { full: places(full), soft: places(soft) }
}

/// Curves, contenders and classes: told apart by colour-blind eyes as far as twelve can be, and by letter or mark
/// beyond that. With sixteen colours they repeat.
const fn series(places: [u8; 12], named: [C; 6]) -> [Shade; 12] {
    let mut series = [shade(0, C::Reset); 12];
    let mut at = 0;
    while at < 12 {
        series[at] = shade(places[at], named[at % 6]);
        at += 1;
    }
    series
}

/// On dark terminals.
pub(in crate::view) static DARK: Inks = Inks {
    text: None,
    paper: None,
    usual: ([220, 220, 220], [14, 16, 20]),
    quiet: shade(246, C::Gray),
    accent: shade(177, C::LightMagenta),
    negative: shade(75, C::LightBlue),
    positive: shade(215, C::Yellow),
    good: shade(114, C::LightGreen),
    bad: shade(210, C::LightRed),
    series: series(
        [75, 215, 79, 212, 228, 141, 209, 87, 155, 180, 147, 203],
        [C::LightBlue, C::Yellow, C::LightGreen, C::LightMagenta, C::LightCyan, C::LightRed],
    ),
    ramps: Ramps {
        signs: [[112, 190, 255], [33, 113, 200], [17, 22, 30], [196, 98, 16], [255, 186, 92]],
        signs_256: few(
            &[117, 75, 32, 25, 18, 17, 233, 52, 58, 94, 130, 208, 222],
            &[25, 24, 18, 17, 233, 52, 58, 94, 130],
        ),
        signs_16: few(&[12, 4, 0, 3, 11], &[4, 4, 0, 3, 3]),
        classes_256: few(
            &[75, 215, 79, 212, 228, 141, 209, 87, 155, 180, 147, 203],
            &[25, 94, 29, 90, 100, 55, 88, 30, 64, 95, 61, 131],
        ),
        classes_16: few(&[12, 11, 10, 13, 14, 9], &[4, 3, 2, 5, 6, 1]),
    },
};

/// On light terminals. Above zero is red where there are sixteen colours: their yellow cannot be read on white.
pub(in crate::view) static LIGHT: Inks = Inks {
    text: None,
    paper: None,
    usual: ([30, 30, 30], [252, 252, 250]),
    quiet: shade(241, C::DarkGray),
    accent: shade(91, C::Magenta),
    negative: shade(25, C::Blue),
    positive: shade(130, C::Red),
    good: shade(22, C::Green),
    bad: shade(160, C::Red),
    series: series(
        [25, 130, 23, 126, 94, 55, 124, 24, 58, 88, 61, 90],
        [C::Blue, C::Red, C::Green, C::Magenta, C::Cyan, C::Black],
    ),
    ramps: Ramps {
        signs: [[8, 62, 138], [88, 150, 214], [247, 247, 245], [240, 160, 84], [168, 72, 0]],
        signs_256: few(
            &[18, 25, 68, 75, 117, 195, 231, 230, 223, 215, 172, 130, 88],
            &[111, 117, 153, 195, 231, 230, 223, 216, 215],
        ),
        signs_16: few(&[4, 12, 15, 9, 1], &[12, 14, 15, 9, 9]),
        classes_256: few(
            &[25, 130, 23, 126, 94, 55, 124, 24, 58, 88, 61, 90],
            &[153, 223, 158, 218, 187, 183, 217, 159, 186, 181, 189, 219],
        ),
        classes_16: few(&[4, 3, 2, 5, 6, 1], &[12, 11, 10, 13, 14, 9]),
    },
};

/// High contrast on black.
pub(in crate::view) static HIGH_DARK: Inks = Inks {
    text: Some(shade(231, C::White)),
    paper: Some(shade(16, C::Black)),
    usual: ([255; 3], [0; 3]),
    quiet: shade(250, C::Gray),
    accent: shade(219, C::LightMagenta),
    negative: shade(117, C::LightCyan),
    positive: shade(214, C::LightYellow),
    good: shade(120, C::LightGreen),
    bad: shade(210, C::LightRed),
    series: series(
        [117, 214, 120, 213, 228, 147, 209, 87, 155, 180, 37, 204],
        [C::LightCyan, C::LightYellow, C::LightGreen, C::LightMagenta, C::LightRed, C::White],
    ),
    ramps: Ramps {
        signs: [[175, 220, 255], [50, 125, 225], [0, 0, 0], [205, 105, 0], [255, 205, 110]],
        signs_256: few(
            &[117, 75, 32, 25, 18, 17, 16, 52, 58, 94, 130, 208, 222],
            &[25, 24, 18, 17, 16, 52, 58, 94, 130],
        ),
        signs_16: few(&[14, 6, 0, 3, 11], &[6, 6, 0, 3, 3]),
        classes_256: few(
            &[117, 214, 120, 213, 228, 147, 209, 87, 155, 180, 37, 204],
            &[25, 94, 29, 90, 100, 55, 88, 30, 64, 95, 61, 131],
        ),
        classes_16: few(&[14, 11, 10, 13, 9, 15], &[6, 3, 2, 5, 1, 8]),
    },
};

/// High contrast on white; with sixteen colours it is drawn on black, where more of them can be read.
pub(in crate::view) static HIGH_LIGHT: Inks = Inks {
    text: Some(shade(16, C::Black)),
    paper: Some(shade(231, C::White)),
    usual: ([0; 3], [255; 3]),
    quiet: shade(238, C::Black),
    accent: shade(91, C::Blue),
    negative: shade(20, C::Blue),
    positive: shade(124, C::Red),
    good: shade(22, C::Black),
    bad: shade(89, C::Red),
    series: series(
        [21, 124, 22, 90, 23, 55, 52, 89, 24, 17, 240, 91],
        [C::Blue, C::Red, C::Black, C::Blue, C::Red, C::Black],
    ),
    ramps: Ramps {
        signs: [[0, 0, 120], [70, 110, 225], [255, 255, 255], [225, 95, 70], [120, 0, 0]],
        signs_256: few(
            &[18, 20, 27, 69, 111, 195, 231, 224, 217, 210, 203, 160, 88],
            &[111, 153, 195, 231, 224, 217, 210],
        ),
        signs_16: few(&[4, 12, 15, 9, 1], &[12, 14, 15, 9, 9]),
        classes_256: few(
            &[21, 124, 22, 90, 23, 55, 52, 89, 24, 17, 240, 91],
            &[153, 223, 158, 218, 187, 183, 217, 159, 186, 181, 189, 219],
        ),
        classes_16: few(&[4, 1, 0, 5, 6, 8], &[12, 9, 7, 13, 14, 8]),
    },
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::scene::Ink;
    use crate::view::colours::rgb_of;
    use palette::Srgb;
    use palette::color_difference::Wcag21RelativeContrast as _;

    /// The contrast ratio of WCAG 2.1, by a crate that is not ours.
    fn contrast(a: [u8; 3], b: [u8; 3]) -> f32 {
        let srgb = |rgb: [u8; 3]| Srgb::from(rgb).into_format::<f32>();
        srgb(a).relative_contrast(srgb(b))
    }

    /// Every ink draws text somewhere: titles, numbers, letters of curves, marks in sentences.
    fn inks() -> impl Iterator<Item = Ink> {
        [Ink::Plain, Ink::Quiet, Ink::Accent, Ink::Negative, Ink::Positive, Ink::Good, Ink::Bad]
            .into_iter()
            .chain((0..12).map(Ink::Series))
    }

    #[test]
    fn every_ink_reaches_what_wcag_asks_of_text() {
        for (name, theme, least) in [
            ("dark", &DARK, 4.5),
            ("light", &LIGHT, 4.5),
            ("high contrast, dark", &HIGH_DARK, 7.0),
            ("high contrast, light", &HIGH_LIGHT, 7.0),
        ] {
            for ink in inks() {
                let ratio = contrast(theme.rgb(ink), theme.backdrop());
                assert!(ratio >= least, "{name}, {ink:?}: {ratio:.2}, and it takes {least}");
            }
        }
    }

    /// Sixteen colours are the terminal's; these are held to what most make of them. A light terminal has no more than
    /// five that can be read as text, so that its curves and marks reach 3, and its letters are drawn bold.
    #[test]
    fn sixteen_colours_can_be_read_as_most_terminals_show_them() {
        for (theme, paper, least) in
            [(&DARK, [0; 3], 4.5), (&LIGHT, [255; 3], 3.0), (&HIGH_DARK, [0; 3], 7.0)]
        {
            let of_16 = |shade: Option<Shade>| shade.and_then(|shade| rgb_of(shade.named));
            for ink in inks() {
                let ratio = contrast(of_16(theme.shade(ink)).unwrap_or(theme.usual.0), paper);
                assert!(ratio >= least, "{ink:?}: {ratio:.2}");
            }
        }
    }

    /// The tinted backgrounds that people use are near enough to black and white.
    #[test]
    fn tinted_backgrounds_do_as_well() {
        for (theme, grounds) in [
            (&DARK, [[0, 0, 0], [40, 44, 52], [0, 43, 54]]),
            (&LIGHT, [[255, 255, 255], [253, 246, 227], [250, 244, 237]]),
        ] {
            for (ink, ground) in inks().flat_map(|ink| grounds.map(|ground| (ink, ground))) {
                let ratio = contrast(theme.rgb(ink), ground);
                assert!(ratio >= 4.2, "{ink:?} on {ground:?}: {ratio:.2}");
            }
        }
    }

    /// The quick formula for every pixel agrees with the one that is right.
    #[test]
    fn the_quick_contrast_is_the_right_one() {
        for n in 0..4096_u32 {
            let rgb = [n % 16, n / 16 % 16, n / 256].map(|v| (v * 17) as u8);
            for other in [[0; 3], [255; 3], [110, 118, 130]] {
                let (quick, right) = (crate::view::colours::contrast(rgb, other), contrast(rgb, other));
                assert!((quick / right - 1.0).abs() < 0.04, "{rgb:?} {other:?}: {quick} {right}");
            }
        }
    }
}
