//! Colours as numbers: what the palettes of terminals hold, what is near to what, and what can be read on what.

use ratatui::style::Color;

/// One channel of the 6 × 6 × 6 cube of the 256-colour palette.
const CUBE: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// What a place of the fixed part of the 256-colour palette looks like.
pub(super) fn rgb_of_256(index: u8) -> [u8; 3] {
    match index {
        0..=15 => BASIC[usize::from(index)].1,
        16..=231 => {
            let at = usize::from(index) - 16;
            [CUBE[at / 36], CUBE[at / 6 % 6], CUBE[at % 6]]
        }
        232..=255 => [8 + (index - 232) * 10; 3],
    }
}

pub(super) fn nearest_256(rgb: [u8; 3]) -> u8 {
    let step = |v: u8| CUBE.iter().enumerate().min_by_key(|(_, c)| c.abs_diff(v)).map_or(0, |(at, _)| at);
    let [r, g, b] = rgb.map(step);
    let cube = (16 + 36 * r + 6 * g + b) as u8;
    let mean = rgb.iter().map(|v| u16::from(*v)).sum::<u16>() / 3;
    let grey = 232 + (mean.saturating_sub(3) / 10).min(23) as u8;
    if distance(rgb_of_256(grey), rgb) < distance(rgb_of_256(cube), rgb) { grey } else { cube }
}

/// The nearest place among those in which the same channels are strongest and weakest as in `hue`: a dim
/// blue stays blue where the nearest of all would be a grey.
pub(super) fn nearest_in_hue(rgb: [u8; 3], hue: [u8; 3]) -> u8 {
    let ends = |c: [u8; 3]| {
        let by = |i: &usize| c[*i];
        ((0..3).max_by_key(by), (0..3).min_by_key(by), c.iter().max() > c.iter().min())
    };
    let places = (16..=231).filter(|place| ends(rgb_of_256(*place)) == ends(hue));
    places.min_by_key(|place| distance(rgb_of_256(*place), rgb)).unwrap_or_else(|| nearest_256(rgb))
}

/// The named colours as most terminals show them.
pub(super) const BASIC: [(Color, [u8; 3]); 16] = [
    (Color::Black, [0, 0, 0]),
    (Color::Red, [170, 0, 0]),
    (Color::Green, [0, 150, 0]),
    (Color::Yellow, [170, 110, 0]),
    (Color::Blue, [0, 0, 190]),
    (Color::Magenta, [170, 0, 170]),
    (Color::Cyan, [0, 150, 170]),
    (Color::Gray, [185, 185, 185]),
    (Color::DarkGray, [90, 90, 90]),
    (Color::LightRed, [255, 95, 95]),
    (Color::LightGreen, [95, 235, 95]),
    (Color::LightYellow, [255, 240, 95]),
    (Color::LightBlue, [100, 130, 255]),
    (Color::LightMagenta, [255, 100, 255]),
    (Color::LightCyan, [90, 240, 250]),
    (Color::White, [255, 255, 255]),
];

pub(super) fn nearest_16(rgb: [u8; 3]) -> Color {
    BASIC.iter().min_by_key(|(_, c)| distance(*c, rgb)).map_or(Color::Reset, |(colour, _)| *colour)
}

/// Squared distance with the eye's weights (about 2 : 4 : 3).
pub(super) fn distance(a: [u8; 3], b: [u8; 3]) -> u32 {
    let d = |i: usize| u32::from(a[i].abs_diff(b[i])).pow(2);
    2 * d(0) + 4 * d(1) + 3 * d(2)
}

/// `share` of `b` in `a`.
pub(super) fn mix(a: [u8; 3], b: [u8; 3], share: f32) -> [u8; 3] {
    std::array::from_fn(|i| {
        (f32::from(a[i]) + (f32::from(b[i]) - f32::from(a[i])) * share).round().clamp(0.0, 255.0) as u8
    })
}

/// Relative luminance of an sRGB colour, 0 … 1 (WCAG 2), with a cubic in place of the power law
/// (error below 0.002): it is asked for every pixel.
pub(super) fn luminance(rgb: [u8; 3]) -> f32 {
    let [r, g, b] = rgb.map(|v| {
        let v = f32::from(v) / 255.0;
        v * (v * (v * 0.305_306 + 0.682_171) + 0.012_523)
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// Contrast ratio, 1 … 21 (WCAG 2).
pub(super) fn contrast(a: [u8; 3], b: [u8; 3]) -> f32 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// About what a terminal shows as this colour; `None` for its own.
pub(super) fn rgb_of(colour: Color) -> Option<[u8; 3]> {
    match colour {
        Color::Reset => None,
        Color::Rgb(r, g, b) => Some([r, g, b]),
        Color::Indexed(place) => Some(rgb_of_256(place)),
        named => BASIC.iter().find(|(known, _)| *known == named).map(|(_, rgb)| *rgb),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fixed_palette_maps_to_itself() {
        for index in 16..=255 {
            let rgb = rgb_of_256(index);
            assert_eq!(rgb_of_256(nearest_256(rgb)), rgb, "{index}");
        }
    }
}
