//! From numbers to colours.

mod few;

use super::Pen;
use super::colours::{BASIC, luminance, mix, rgb_of};
use super::theme::{Background, ColourDepth, Theme};
use crate::lab::scene::{Ink, Palette};
use ratatui::style::Color;
use std::borrow::Cow;

/// The colour of one pixel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Tone {
    /// Colour.
    pub(super) rgb: [u8; 3],
    /// How much, where there are no colours: 0 … 1, or −1 … 1 of a diverging palette, or the number
    /// of a class.
    pub(super) level: f32,
    /// What `level` is.
    pub(super) kind: Palette,
    /// How strong; `None` for a colour by itself, of a photograph or in the light of a relief.
    pub(super) strength: Option<Strength>,
}

impl Tone {
    /// The tone of a colour by itself.
    pub(super) fn of_rgb(rgb: [u8; 3], theme: Theme) -> Tone {
        let light = luminance(rgb).sqrt();
        let level = if theme.background == Background::Dark { light } else { 1.0 - light };
        Tone { rgb, level, kind: Palette::Grey, strength: None }
    }

    /// Half of each.
    pub(super) fn between(self, other: Tone) -> Tone {
        let level = match self.kind {
            Palette::Classes => self.level,
            _ => f32::midpoint(self.level, other.level),
        };
        Tone { rgb: mix(self.rgb, other.rgb, 0.5), level, ..self }
    }

    /// What the terminal shows of the tone.
    pub(super) fn colour(self, theme: Theme) -> Color {
        let Some(strength) = self.strength else { return theme.colour(self.rgb) };
        match (theme.depth, self.kind) {
            (ColourDepth::TrueColour, _) | (_, Palette::Grey) => theme.colour(self.rgb),
            (ColourDepth::Mono, _) => Color::Reset,
            (ColourDepth::Palette256, kind) => {
                Color::Indexed(pick(few::of_256(kind, theme, strength), self.level, kind))
            }
            (ColourDepth::Palette16, kind) => {
                BASIC[usize::from(pick(few::of_16(kind, theme, strength), self.level, kind))].0
            }
        }
    }

    /// What is seen of the tone, for whatever is drawn over it.
    pub(super) fn seen(self, theme: Theme) -> [u8; 3] {
        rgb_of(self.colour(theme)).unwrap_or(self.rgb)
    }

    /// What stands for the tone where there are no colours.
    pub(super) fn glyph(self, ascii: bool) -> char {
        let pick = |ramp: &[char], share: f32| {
            let last = ramp.len() - 1;
            ramp[((share * ramp.len() as f32) as usize).min(last)]
        };
        let dot = if ascii { '.' } else { '·' };
        // Where things are drawn over it a picture keeps to the light glyphs.
        let light = if self.strength == Some(Strength::Soft) { 0.5 * self.level } else { self.level };
        match self.kind {
            Palette::Classes => pick(&[' ', '-', '+', '=', '#', '%', '*', '@', 'o', 'x'], self.level / 10.0),
            Palette::Diverging if self.level < 0.0 => pick(&[' ', dot, '-', '='], -self.level),
            Palette::Diverging => pick(&[' ', dot, '+', '#'], self.level),
            Palette::Sequential | Palette::Grey if ascii => {
                pick(&[' ', '.', ':', '-', '=', '+', '*', '#', '%', '@'], light)
            }
            Palette::Sequential | Palette::Grey => pick(&[' ', '·', '░', '▒', '▓', '█'], light),
        }
    }
}

/// The colour of a level among a few that were chosen for the whole range.
fn pick(colours: &[u8], level: f32, kind: Palette) -> u8 {
    let last = colours.len() - 1;
    let at = match kind {
        Palette::Classes => level as usize % colours.len(),
        Palette::Diverging => ((0.5 + 0.5 * level) * colours.len() as f32) as usize,
        Palette::Sequential | Palette::Grey => (level * colours.len() as f32) as usize,
    };
    colours[at.min(last)]
}

/// What the ends of a diverging ramp are called where there are no colours: by the glyphs, and of a line by how it is
/// drawn.
const GLYPHS: [(&str, &str); 13] = [
    ("solid orange", "solid wires"),
    ("dashed blue", "dashed"),
    ("Orange wires", "Solid wires"),
    ("橙实线", "实线"),
    ("蓝虚线", "虚线"),
    ("orange", "(+, #)"),
    ("Orange", "(+, #)"),
    ("blue", "(-=)"),
    ("Blue", "(-=)"),
    ("橙色", "+#"),
    ("蓝色", "-="),
    ("橙", "+#"),
    ("蓝", "-="),
];

/// Words that name the colours of a ramp, as this theme shows them. They are written with orange above zero and blue
/// below.
#[must_use]
pub(super) fn colours_named<'a>(words: &'a str, theme: Theme) -> Cow<'a, str> {
    let Some([below, above]) = theme.ends() else {
        return GLYPHS.iter().fold(Cow::Borrowed(words), |told, (name, glyphs)| match told.contains(name) {
            true => Cow::Owned(told.replace(name, glyphs)),
            false => told,
        });
    };
    if (below.en.as_ref(), above.en.as_ref()) == ("blue", "orange") {
        return Cow::Borrowed(words);
    }
    let names = [
        ("orange", above.en.to_string()),
        ("Orange", capital(&above.en)),
        ("橙", above.zh.to_string()),
        ("blue", below.en.to_string()),
        ("Blue", capital(&below.en)),
        ("蓝", below.zh.to_string()),
    ];
    let (mut told, mut rest) = (String::new(), words);
    // At once, from the left: a name that was put in is not looked at again.
    while let Some((at, name, other)) = names
        .iter()
        .filter_map(|(name, other)| Some((rest.find(name)?, *name, other)))
        .min_by_key(|(at, ..)| *at)
    {
        told += &rest[..at];
        told += other;
        rest = &rest[at + name.len()..];
    }
    if told.is_empty() { Cow::Borrowed(words) } else { Cow::Owned(told + rest) }
}

/// The words with a capital letter first.
fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Colours of a range of values in few enough steps that a moving picture stays small on the wire.
#[derive(Debug)]
pub(super) struct Ramp {
    tones: Vec<Tone>,
    from: f64,
    to: f64,
    classes: bool,
}

/// How strong the colours of a ramp are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strength {
    /// The picture is the colours.
    Full,
    /// Other things are drawn over them.
    Soft,
}

impl Ramp {
    const LEVELS: usize = 33;

    pub(super) fn new(palette: Palette, range: (f64, f64), pen: &Pen, strength: Strength) -> Ramp {
        let theme = pen.theme;
        let count = if palette == Palette::Classes { 12 } else { Ramp::LEVELS };
        let fade = match strength {
            Strength::Full => 0.0,
            Strength::Soft => 0.5,
        };
        let tones = (0..count)
            .map(|step| {
                let share = step as f32 / (count - 1) as f32;
                let level = match palette {
                    Palette::Diverging => 2.0 * share - 1.0,
                    Palette::Classes => step as f32,
                    Palette::Sequential | Palette::Grey => share,
                };
                Tone {
                    rgb: mix(colour(palette, step, share, theme), theme.backdrop(), fade),
                    level,
                    kind: palette,
                    strength: Some(strength),
                }
            })
            .collect();
        let (from, to) = sensible(palette, range);
        Ramp { tones, from, to, classes: palette == Palette::Classes }
    }

    /// The tone of a value; none where it is not a number.
    pub(super) fn tone(&self, value: f64) -> Option<Tone> {
        if value.is_nan() {
            return None;
        }
        let last = self.tones.len() - 1;
        let step = if self.classes {
            value.round().max(0.0) as usize % self.tones.len()
        } else {
            let share = ((value - self.from) / (self.to - self.from)).clamp(0.0, 1.0);
            ((share * last as f64).round() as usize).min(last)
        };
        Some(self.tones[step])
    }

    /// The tone at a share of the range, 0 … 1.
    pub(super) fn at(&self, share: f64) -> Tone {
        let last = self.tones.len() - 1;
        self.tones[((share.clamp(0.0, 1.0) * last as f64).round() as usize).min(last)]
    }
}

/// The range with two different finite ends; zero in the middle of a diverging one stays there.
fn sensible(palette: Palette, (from, to): (f64, f64)) -> (f64, f64) {
    let finite = from.is_finite() && to.is_finite() && (to - from).is_finite();
    match (finite && to > from, palette) {
        (true, _) => (from, to),
        (false, Palette::Diverging) => (-1.0, 1.0),
        (false, _) if from.is_finite() => (from, from + 1.0),
        (false, _) => (0.0, 1.0),
    }
}

fn colour(palette: Palette, step: usize, share: f32, theme: Theme) -> [u8; 3] {
    let dark = theme.background == Background::Dark;
    match palette {
        // Little is near the background on both kinds of terminal.
        Palette::Sequential => {
            let at = if dark { share } else { 1.0 - share };
            colorous::VIRIDIS.eval_continuous(f64::from(at)).as_array()
        }
        Palette::Diverging => along(&theme.inks().ramps.signs, share),
        Palette::Grey => [(share * 255.0).round() as u8; 3],
        Palette::Classes => theme.rgb(Ink::Series(step as u8)),
    }
}

/// A colour on a chain of colours at equal distances.
fn along(stops: &[[u8; 3]], share: f32) -> [u8; 3] {
    let place = share.clamp(0.0, 1.0) * (stops.len() - 1) as f32;
    let first = (place as usize).min(stops.len() - 2);
    mix(stops[first], stops[first + 1], place - first as f32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::colours::contrast;

    fn pen(background: Background) -> Pen {
        Pen { theme: Theme { background, ..Theme::default() }, ..Pen::default() }
    }

    #[test]
    fn signs_differ_in_colour_and_in_glyph() {
        for background in [Background::Dark, Background::Light] {
            let ramp = Ramp::new(Palette::Diverging, (-2.0, 2.0), &pen(background), Strength::Full);
            let tone = |v: f64| ramp.tone(v).expect("a number has a tone");
            let (low, zero, high) = (tone(-1.5), tone(0.0), tone(1.5));
            assert!(low.rgb[2] > low.rgb[0] && high.rgb[0] > high.rgb[2], "blue below, orange above");
            assert_ne!(low.glyph(true), high.glyph(true));
            assert_eq!(zero.glyph(true), ' ');
            assert!(zero.level.abs() < 1e-6);
        }
    }

    #[test]
    fn little_is_near_the_background() {
        for background in [Background::Dark, Background::Light] {
            let pen = pen(background);
            let ramp = Ramp::new(Palette::Sequential, (0.0, 1.0), &pen, Strength::Full);
            let far = |share| contrast(ramp.at(share).rgb, pen.theme.backdrop());
            assert!(far(0.0) < far(0.5) && far(0.5) < far(1.0));
        }
    }

    #[test]
    fn captions_name_the_colours_that_are_shown() {
        let caption = "orange wants ink, blue none · 橙色、蓝色";
        let told = |depth| colours_named(caption, Theme { depth, ..Theme::DARK });
        assert_eq!(told(ColourDepth::Palette256), caption);
        assert_eq!(told(ColourDepth::Palette16), "yellow wants ink, blue none · 黄色、蓝色");
        assert_eq!(told(ColourDepth::Mono), "(+, #) wants ink, (-=) none · +#、-=");
        let wires =
            |depth| colours_named("solid orange: w > 0; dashed blue: w < 0", Theme { depth, ..Theme::DARK });
        assert_eq!(wires(ColourDepth::Palette16), "solid yellow: w > 0; dashed blue: w < 0");
        assert_eq!(wires(ColourDepth::Mono), "solid wires: w > 0; dashed: w < 0");
        let light = Theme { depth: ColourDepth::Palette16, background: Background::Light, ..Theme::DARK };
        assert_eq!(colours_named(caption, light), "red wants ink, blue none · 红色、蓝色");
        let high = Theme::high_contrast(ColourDepth::Palette16, Background::Dark);
        assert_eq!(colours_named("Orange up, Blue down", high), "Yellow up, Cyan down");
    }

    #[test]
    fn odd_ranges_and_values_have_tones() {
        for range in [(0.0, 0.0), (1.0, -1.0), (f64::NAN, 1.0), (f64::NEG_INFINITY, f64::INFINITY)] {
            let ramp = Ramp::new(Palette::Sequential, range, &Pen::default(), Strength::Soft);
            assert!(ramp.tone(f64::NAN).is_none());
            assert!(ramp.tone(1e308).is_some() && ramp.tone(f64::NEG_INFINITY).is_some());
        }
    }
}
