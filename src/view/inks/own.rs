//! Colours of one's own, over those of a theme.

use super::{DARK, FewRamps, HIGH_DARK, HIGH_LIGHT, Inks, LIGHT, Places, Shade};
use crate::lab::scene::Ink;
use crate::say;
use crate::view::colours::{BASIC, contrast, distance, mix, nearest_16, nearest_256, nearest_in_hue, rgb_of};
use crate::view::theme::Background;
use crate::words::{Text, text};
use ratatui::style::Color;

/// So much stands out from the background what can be seen on it (WCAG 2.1 of what is no text).
const LEAST: f32 = 3.0;
/// Two colours that are nearer than this are taken for one (`colours::distance`).
const ALIKE: u32 = 20_000;

/// What can be given a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// What is behind everything.
    Paper,
    /// What a meaning is drawn with.
    Of(Ink),
}

/// Everything that can be given a colour, by its name in the configuration file, and what it is.
static SLOTS: [(&str, Slot, Text); 8] = [
    ("paper", Slot::Paper, text("behind everything", "背景")),
    ("text", Slot::Of(Ink::Plain), text("ordinary text", "普通文字")),
    ("quiet", Slot::Of(Ink::Quiet), text("less important words and lines", "次要的文字和线条")),
    ("accent", Slot::Of(Ink::Accent), text("what is chosen", "选中的东西")),
    ("negative", Slot::Of(Ink::Negative), text("below zero, class 0", "小于零、类别 0")),
    ("positive", Slot::Of(Ink::Positive), text("above zero, class 1", "大于零、类别 1")),
    ("good", Slot::Of(Ink::Good), text("right, reached", "正确、已达到")),
    ("bad", Slot::Of(Ink::Bad), text("wrong, diverged", "错误、发散")),
];

impl Slot {
    /// The one of this name: those of the table, and `series-1` … `series-12`.
    #[must_use]
    pub fn of(name: &str) -> Option<Slot> {
        let series = || {
            let n: u8 = name.strip_prefix("series-")?.parse().ok()?;
            (1..=12).contains(&n).then(|| Slot::Of(Ink::Series(n - 1)))
        };
        SLOTS.iter().find(|(known, _, _)| *known == name).map(|(_, slot, _)| *slot).or_else(series)
    }

    /// All names, each with what it is and the colour that it has in the dark theme.
    pub fn all() -> impl Iterator<Item = (String, Text, String)> {
        let usual = |slot: Slot| {
            let rgb = match slot {
                Slot::Paper => DARK.backdrop(),
                Slot::Of(ink) => DARK.rgb(ink),
            };
            format!("#{:02x}{:02x}{:02x}", rgb[0], rgb[1], rgb[2])
        };
        let fixed =
            SLOTS.iter().map(move |(name, slot, what)| (name.to_string(), what.clone(), usual(*slot)));
        let series = (1..=12).map(move |n| {
            let what = say!("curve, contender or class {n}", "第 {n} 条曲线、选手或类别");
            (format!("series-{n}"), what, usual(Slot::Of(Ink::Series(n - 1))))
        });
        fixed.chain(series)
    }
}

/// Over which theme one's own colours lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Base {
    /// The dark or the light one, by the background.
    #[default]
    Auto,
    /// The dark one.
    Dark,
    /// The light one.
    Light,
    /// High contrast, by the background.
    HighContrast,
}

impl Base {
    fn inks(self, background: Background) -> &'static Inks {
        match (self, background) {
            (Base::HighContrast, Background::Dark) => &HIGH_DARK,
            (Base::HighContrast, Background::Light) => &HIGH_LIGHT,
            (_, Background::Dark) => &DARK,
            (_, Background::Light) => &LIGHT,
        }
    }
}

/// Why a colour is not used.
pub type Fault = (Slot, Text);

/// Colours of one's own over a theme, on dark and on light.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// The only background that they are drawn on, if there is one.
    pub(in crate::view) background: Option<Background>,
    pub(in crate::view) dark: Inks,
    pub(in crate::view) light: Inks,
}

impl Own {
    /// These colours over a theme, and what is wrong with those that are left out: they cannot be read on any
    /// background that comes into question, or look like another one.
    #[must_use]
    pub fn new(base: Base, colours: &[(Slot, Color)]) -> (Own, Vec<Fault>) {
        let paper = colours.iter().find(|(slot, _)| *slot == Slot::Paper).and_then(|(_, it)| rgb_of(*it));
        let background = match (paper, base) {
            (Some(paper), _) => {
                let dark = contrast(paper, [255; 3]) >= contrast(paper, [0; 3]);
                Some(if dark { Background::Dark } else { Background::Light })
            }
            (None, Base::Dark) => Some(Background::Dark),
            (None, Base::Light) => Some(Background::Light),
            (None, Base::Auto | Base::HighContrast) => None,
        };
        let (dark, on_dark) = over(base.inks(Background::Dark), colours);
        let (light, on_light) = over(base.inks(Background::Light), colours);
        let faults = match background {
            Some(Background::Dark) => on_dark,
            Some(Background::Light) => on_light,
            // A colour that one of the two backgrounds takes is used on that one.
            None => {
                on_dark.into_iter().filter(|(slot, _)| on_light.iter().any(|(it, _)| it == slot)).collect()
            }
        };
        (Own { background, dark, light }, faults)
    }
}

/// A colour at every depth.
fn shade(colour: Color) -> Shade {
    match colour {
        Color::Rgb(r, g, b) => {
            Shade { full: colour, few: Color::Indexed(nearest_256([r, g, b])), named: nearest_16([r, g, b]) }
        }
        Color::Indexed(_) => {
            Shade { full: colour, few: colour, named: rgb_of(colour).map_or(colour, nearest_16) }
        }
        named => Shade { full: named, few: named, named },
    }
}

/// A theme with these colours in it, and what is wrong with those that are left out.
fn over(base: &Inks, colours: &[(Slot, Color)]) -> (Inks, Vec<Fault>) {
    let (mut inks, mut faults) = (base.clone(), Vec::new());
    if let Some((_, paper)) = colours.iter().find(|(slot, _)| *slot == Slot::Paper) {
        inks.paper = Some(shade(*paper));
        // Where the background is painted, so is the text.
        let [r, g, b] = base.usual.0;
        inks.text = inks.text.or(Some(shade(Color::Rgb(r, g, b))));
    }
    let paper = inks.backdrop();
    for (slot, colour) in colours {
        let (Slot::Of(ink), Some(rgb)) = (*slot, rgb_of(*colour)) else { continue };
        let ratio = contrast(rgb, paper);
        if ratio < LEAST {
            let ratio = format!("{ratio:.1}");
            let why = say!(
                "its contrast with the background is {ratio} : 1, and nothing below 3 : 1 can be read.",
                "它与背景的对比度为 {ratio} : 1，低于 3 : 1 无法看清。"
            );
            faults.push((*slot, why));
            continue;
        }
        *place(&mut inks, ink) = shade(*colour);
    }
    tell_apart(base, &mut inks, colours, &mut faults);
    few_of_their_own(base, &mut inks);
    draw_ramps(base, &mut inks);
    (inks, faults)
}

fn place(inks: &mut Inks, ink: Ink) -> &mut Shade {
    match ink {
        Ink::Plain => inks.text.get_or_insert(DARK.quiet),
        Ink::Quiet => &mut inks.quiet,
        Ink::Accent => &mut inks.accent,
        Ink::Negative => &mut inks.negative,
        Ink::Positive => &mut inks.positive,
        Ink::Good => &mut inks.good,
        Ink::Bad => &mut inks.bad,
        Ink::Series(n) => &mut inks.series[usize::from(n) % 12],
    }
}

/// Both signs, and all curves, look different: a colour that looks like the one it is to be told from goes.
fn tell_apart(base: &Inks, inks: &mut Inks, colours: &[(Slot, Color)], faults: &mut Vec<Fault>) {
    let own = |inks: &Inks, ink| {
        colours.iter().any(|(it, _)| *it == Slot::Of(ink)) && inks.shade(ink) != base.shade(ink)
    };
    let mut pairs = vec![(Ink::Positive, Ink::Negative), (Ink::Negative, Ink::Positive)];
    for n in 0..12 {
        pairs.extend((0..12).filter(|m| *m != n).map(|m| (Ink::Series(n), Ink::Series(m))));
    }
    for (ink, other) in pairs {
        let same = match ink {
            Ink::Series(_) => inks.rgb(ink) == inks.rgb(other),
            _ => distance(inks.rgb(ink), inks.rgb(other)) < ALIKE,
        };
        if !(same && own(inks, ink)) {
            continue;
        }
        let called = match other {
            Ink::Positive => "positive".to_string(),
            Ink::Negative => "negative".to_string(),
            Ink::Series(n) => format!("series-{}", n + 1),
            _ => continue,
        };
        if let Some(usual) = base.shade(ink) {
            *place(inks, ink) = usual;
        }
        let why = say!(
            "it looks like {called}, from which it is told by colour.",
            "它与 {called} 看起来一样，两者要靠颜色区分。"
        );
        faults.push((Slot::Of(ink), why));
    }
}

/// Where there are few colours, two of one's own may become one, or that of the background: then those of the theme
/// are used there.
fn few_of_their_own(base: &Inks, inks: &mut Inks) {
    let paper = inks.backdrop();
    let paper_16 = inks.paper.map_or_else(|| nearest_16(paper), |it| it.named);
    let seen = |colour: Color| rgb_of(colour).is_some_and(|rgb| contrast(rgb, paper) >= LEAST - 0.5);
    for ink in [Ink::Plain, Ink::Quiet, Ink::Accent, Ink::Good, Ink::Bad] {
        if let (Some(own), Some(usual)) = (inks.shade(ink), base.shade(ink)) {
            let bad = own.named == paper_16 || !seen(own.named);
            let place = place(inks, ink);
            place.named = if bad { usual.named } else { own.named };
        }
    }
    let hue = |colour: Color| BASIC.iter().position(|(it, _)| *it == colour).map(|at| at % 8);
    let (n, p) = (inks.negative.named, inks.positive.named);
    if hue(n) == hue(p) || !seen(n) || !seen(p) {
        (inks.negative.named, inks.positive.named) = (base.negative.named, base.positive.named);
    }
    if inks.negative.few == inks.positive.few {
        (inks.negative.few, inks.positive.few) = (base.negative.few, base.positive.few);
    }
    let distinct = |pick: fn(&Shade) -> Color, count: usize| {
        let mut all: Vec<Color> = inks.series[..count].iter().map(pick).collect();
        let fits = all.iter().all(|colour| seen(*colour));
        all.sort_by_key(|colour| format!("{colour:?}"));
        all.dedup();
        fits && all.len() == count
    };
    let (of_16, of_256) = (distinct(|it| it.named, 6), distinct(|it| it.few, 12));
    for (own, usual) in inks.series.iter_mut().zip(&base.series) {
        if !of_16 {
            own.named = usual.named;
        }
        if !of_256 {
            own.few = usual.few;
        }
    }
}

/// The ramps of maps, from the colours of the signs and the classes.
fn draw_ramps(base: &Inks, inks: &mut Inks) {
    let paper = inks.backdrop();
    let (low, high) = (inks.rgb(Ink::Negative), inks.rgb(Ink::Positive));
    let same = |one: &[Shade], other: &[Shade]| one == other;
    if inks.paper != base.paper || !same(&[inks.negative, inks.positive], &[base.negative, base.positive]) {
        let (far_low, far_high) = (far(low, paper), far(high, paper));
        inks.ramps.signs = [far_low, mix(low, paper, 0.4), paper, mix(high, paper, 0.4), far_high];
        let levels = |ends: [([u8; 3], [u8; 3]); 2], fades: &[f32]| -> Places {
            let side = |(far, hue): ([u8; 3], [u8; 3]), fade: f32| {
                let wanted = if fade < 0.0 { far } else { mix(hue, paper, fade) };
                nearest_in_hue(wanted, hue)
            };
            let below = fades.iter().map(|fade| side(ends[0], *fade));
            let above = fades.iter().rev().map(|fade| side(ends[1], *fade));
            below.chain([nearest_256(paper)]).chain(above).collect::<Vec<u8>>().into()
        };
        let ends = [(far_low, low), (far_high, high)];
        inks.ramps.signs_256 = FewRamps {
            full: levels(ends, &[-1.0, 0.0, 0.3, 0.55, 0.75]),
            soft: levels(ends, &[0.4, 0.55, 0.7]),
        };
        let at = |colour: Color| BASIC.iter().position(|(it, _)| *it == colour).unwrap_or(7) as u8;
        let (low, high, middle) = (at(inks.negative.named), at(inks.positive.named), at(nearest_16(paper)));
        let places = |all: [u8; 5]| Places::from(all.to_vec());
        inks.ramps.signs_16 = FewRamps {
            full: places([low, low, middle, high, high]),
            soft: places([low ^ 8, low ^ 8, middle, high ^ 8, high ^ 8]),
        };
    }
    if !same(&inks.series, &base.series) {
        let rgb = |ink: &Shade| rgb_of(ink.few).unwrap_or(paper);
        let full: Vec<u8> = inks.series.iter().map(|it| nearest_256(rgb(it))).collect();
        let soft: Vec<u8> =
            inks.series.iter().map(|it| nearest_in_hue(mix(rgb(it), paper, 0.5), rgb(it))).collect();
        if full.iter().collect::<std::collections::HashSet<_>>().len() == 12 {
            inks.ramps.classes_256 = FewRamps { full: full.into(), soft: soft.into() };
        }
    }
}

/// The end of a ramp: farther from the background than the colour itself.
fn far(rgb: [u8; 3], paper: [u8; 3]) -> [u8; 3] {
    let goal = if contrast(paper, [255; 3]) >= contrast(paper, [0; 3]) { [255; 3] } else { [0; 3] };
    mix(rgb, goal, 0.3)
}
