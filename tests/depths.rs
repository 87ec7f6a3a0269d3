//! Every lesson on every kind of terminal: what differs in meaning differs in looks, with 256 colours, with
//! sixteen, without any, and in ASCII.

mod at_once;

use nnlab::app::clock;
use nnlab::app::keys::Keymap;
use nnlab::lab::scene::{Palette, Panel, Picture, Pixels};
use nnlab::lab::{Keep, Recipe, Reveal};
use nnlab::lessons::{self, ALL};
use nnlab::view::{
    Background, Base, ColourDepth, Glyphs, InkSlot, Own, PanelState, Pen, Theme, draw_panel, print,
    transliterate,
};
use nnlab::words::Language;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;
use std::collections::{HashMap, HashSet};

/// Terminals from the best to the least.
fn pens() -> Vec<Pen> {
    use ColourDepth::{Mono, Palette16, Palette256, TrueColour};
    let mut pens = Vec::new();
    for depth in [TrueColour, Palette256, Palette16, Mono] {
        for background in [Background::Dark, Background::Light] {
            for glyphs in [Glyphs::Braille, Glyphs::Ascii, Glyphs::Console] {
                let theme = Theme { depth, background, ground: background, ..Theme::DARK };
                for theme in [theme, Theme::high_contrast(depth, background), own(depth, background)] {
                    pens.push(Pen { theme, glyphs, language: Language::English });
                }
            }
        }
    }
    pens
}

/// Colours that somebody may like: signs of neighbouring hues, and a background of their own.
fn own(depth: ColourDepth, ground: Background) -> Theme {
    let rgb = |slot, r, g, b| (InkSlot::of(slot).expect("a name"), Color::Rgb(r, g, b));
    let colours = [
        rgb("paper", 30, 24, 40),
        rgb("negative", 70, 210, 160),
        rgb("positive", 240, 220, 90),
        rgb("series-1", 255, 180, 180),
    ];
    let (own, faults) = Own::new(Base::Auto, &colours);
    assert_eq!(faults, []);
    Theme::own(Box::leak(Box::new(own)), depth, ground)
}

/// Steps at which lessons are looked at: the beginning, and some way into a run.
const STEPS: [u64; 3] = [0, 3, 12];

/// The panels of a lesson at each of these steps, as a whole and in its first phase.
fn panels(id: &str) -> Vec<Panel> {
    let mut session = lessons::open(&Recipe::of(id), Keep::Bytes(1 << 20), clock).expect("it opens");
    let at = |step| {
        session.seek(step, &mut || true);
        [Reveal::Whole, Reveal::Upto(0)].map(|reveal| session.scene(reveal, &[], (120, 80)).panels)
    };
    STEPS.into_iter().flat_map(at).flatten().collect()
}

fn drawn(panel: &Panel, pen: &Pen) -> Buffer {
    let area = Rect::new(0, 0, 70, 24);
    let mut buf = Buffer::empty(area);
    draw_panel(panel, area, &mut buf, pen, &PanelState::default());
    if pen.glyphs.ascii() {
        transliterate(&mut buf, pen);
    }
    buf
}

/// The panel with this share of its range, −1 … 1, in every place of its signed maps; `None` if there is none.
fn filled(panel: &Panel, share: f64) -> Option<Panel> {
    let mut panel = panel.clone();
    let signed = match &mut panel.picture {
        Picture::Plane(plane) => plane.field.as_mut().map(|it| (&mut it.values, it.range, it.palette)),
        Picture::Matrix(it) => Some((&mut it.values, it.range, it.palette)),
        Picture::Image(image) => match &mut image.pixels {
            Pixels::Values { values, range, palette } => Some((values, *range, *palette)),
            Pixels::Rgb(_) => None,
        },
        _ => None,
    };
    let (values, range, palette) = signed?;
    let value = f64::midpoint(range.0, range.1) + share * (range.1 - range.0) / 2.0;
    *values = vec![value; values.len()].into();
    (palette == Palette::Diverging && range.0 < range.1).then_some(panel)
}

#[test]
fn the_ends_of_every_signed_map_look_different() {
    let mut maps = 0;
    for entry in ALL {
        let id = (entry.card)().id;
        let mut seen = HashSet::new();
        for panel in panels(id) {
            let [Some(low), Some(middle), Some(high)] = [-1.0, 0.0, 1.0].map(|share| filled(&panel, share))
            else {
                continue;
            };
            if !seen.insert(panel.id) {
                continue;
            }
            maps += 1;
            for pen in pens() {
                let [low, middle, high] = [&low, &middle, &high].map(|panel| drawn(panel, &pen).content);
                let mut shown = 0;
                for ((low, middle), high) in low.iter().zip(&middle).zip(&high) {
                    if low != middle {
                        shown += 1;
                        assert_ne!(low, high, "{id}/{} {pen:?}", panel.id);
                    }
                }
                assert!(shown > 0, "{id}/{}: nothing shows the lowest value, {pen:?}", panel.id);
            }
        }
    }
    assert!(maps >= 8, "only {maps} signed maps");
}

#[test]
fn marks_of_different_meaning_are_different_characters() {
    let ascii = Pen { glyphs: Glyphs::Ascii, ..Pen::plain() };
    let mut marks = 0;
    for entry in ALL {
        let id = (entry.card)().id;
        for panel in panels(id) {
            let Picture::Plane(plane) = &panel.picture else { continue };
            let mut meant: HashMap<String, char> = HashMap::new();
            for glyph in plane.dots.iter().map(|dot| dot.glyph) {
                let mut cell = Buffer::empty(Rect::new(0, 0, 1, 1));
                cell.content[0].set_char(glyph);
                transliterate(&mut cell, &ascii);
                let other = *meant.entry(cell.content[0].symbol().to_string()).or_insert(glyph);
                assert_eq!(other, glyph, "{id}/{}: both are {}", panel.id, cell.content[0].symbol());
                marks += 1;
            }
        }
    }
    assert!(marks > 100, "only {marks} marks");
}

#[test]
fn nothing_becomes_a_question_mark() {
    at_once::every_lesson(|card| {
        let id = card.id;
        let recipe = Recipe { step: 3, ..Recipe::of(id) };
        let screen = |glyphs| {
            let pen = Pen { glyphs, ..Pen::plain() };
            print::text(
                &nnlab::app::Film::open(Some(&recipe), (120, 40), pen, &Keymap::default())
                    .expect("it opens")
                    .frame(),
            )
        };
        let asked = screen(Glyphs::Braille).matches('?').count();
        for glyphs in [Glyphs::Ascii, Glyphs::Console] {
            let shown = screen(glyphs);
            assert!(shown.is_ascii(), "{id}: more than ASCII\n{shown}");
            assert_eq!(shown.matches('?').count(), asked, "{id}\n{shown}");
        }
    });
}

/// Words name the colours that are shown: no orange among sixteen colours or where it is one's own green, and none at
/// all where there are none.
#[test]
fn no_colour_is_named_that_is_not_shown() {
    at_once::every_lesson(|card| {
        let id = card.id;
        for (step, language) in
            [(0, Language::English), (3, Language::Chinese), (3, Language::English), (0, Language::Chinese)]
        {
            let recipe = Recipe { step, ..Recipe::of(id) };
            for (depth, mine) in
                [(ColourDepth::Palette16, false), (ColourDepth::Mono, false), (ColourDepth::TrueColour, true)]
            {
                let usual = Theme { depth, ..Theme::DARK };
                let theme = if mine { own(depth, Background::Dark) } else { usual };
                let pen = Pen { theme, language, ..Pen::plain() };
                let frame = nnlab::app::Film::open(Some(&recipe), (160, 50), pen, &Keymap::default())
                    .map(|film| film.frame());
                let shown = print::text(&frame.expect("it opens")).to_lowercase();
                let mono = mine || depth == ColourDepth::Mono;
                for (colour, absent) in [("orange", true), ("橙", true), ("blue", mono), ("蓝", mono)] {
                    assert!(!absent || !shown.contains(colour), "{id} {step} {depth:?}: {colour}\n{shown}");
                }
            }
        }
    });
}

/// A theme that does not suit the terminal brings its own paper.
#[test]
fn a_light_theme_on_a_dark_terminal_is_painted() {
    use ratatui::style::Color;
    for depth in [ColourDepth::TrueColour, ColourDepth::Palette256, ColourDepth::Palette16] {
        let theme = Theme { depth, background: Background::Light, ..Theme::DARK };
        let frame =
            nnlab::app::Film::open(None, (100, 30), Pen { theme, ..Pen::plain() }, &Keymap::default())
                .expect("a frame")
                .frame();
        assert!(frame.content.iter().all(|cell| cell.bg != Color::Reset && cell.fg != Color::Reset));
    }
}
