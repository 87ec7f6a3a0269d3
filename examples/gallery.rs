//! Every widget with made-up data, to look at: `cargo run --example gallery -- NAME [light] [mono]
//! [256] [16] [ascii] [blocks] [zh]`. Tab moves the focus, z zooms, any other key ends.

#[path = "../tests/samples/mod.rs"]
mod samples;

use nnlab::lab::Spot;
use nnlab::view::{
    Background, ColourDepth, Glyphs, PanelState, Pen, Theme, arithmetic, arrange, draw_panel, transliterate,
};
use nnlab::words::Language;
use ratatui::crossterm::event::{self, Event, KeyCode};
use ratatui::layout::Rect;

fn main() -> std::io::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let has = |word: &str| words.iter().any(|w| w == word);
    let Some(scene) = words.iter().find_map(|word| samples::named(word)) else {
        let names: Vec<&str> = samples::all().into_iter().map(|(name, _)| name).collect();
        return Err(std::io::Error::other(format!("say one of: {}", names.join(" "))));
    };
    ratatui::crossterm::style::force_color_output(true);
    let depth = match () {
        () if has("mono") => ColourDepth::Mono,
        () if has("16") => ColourDepth::Palette16,
        () if has("256") => ColourDepth::Palette256,
        () => ColourDepth::TrueColour,
    };
    let background = if has("light") { Background::Light } else { Background::Dark };
    let glyphs = match () {
        () if has("ascii") => Glyphs::Ascii,
        () if has("blocks") => Glyphs::Blocks,
        () => Glyphs::Braille,
    };
    let language = if has("zh") { Language::Chinese } else { Language::English };
    let pen = Pen { theme: Theme { depth, background, ground: background, ..Theme::DARK }, glyphs, language };
    let (mut focus, mut zoom) = (0, false);
    let cursor = has("cursor").then_some(Spot::Point { x: 0.3, y: 0.2 });
    let mut terminal = ratatui::init();
    loop {
        terminal.draw(|frame| {
            let area = frame.area();
            let lines = 1.max(area.height / 20);
            let body = Rect { height: area.height.saturating_sub(lines), ..area };
            let arrangement = arrange(&scene.panels, body, None, zoom).forward(&[focus]);
            for slot in &arrangement.slots {
                let panel = &scene.panels[slot.shown];
                let state = PanelState { focused: slot.shown == focus, cursor, ..PanelState::default() };
                draw_panel(panel, slot.area, frame.buffer_mut(), &pen, &state);
            }
            let below = Rect { y: body.bottom(), height: lines, ..area };
            arithmetic(&scene.arithmetic, below, frame.buffer_mut(), &pen);
            if glyphs.ascii() {
                transliterate(frame.buffer_mut(), &pen);
            }
        })?;
        if let Event::Key(key) = event::read()? {
            match key.code {
                KeyCode::Tab => focus = (focus + 1) % scene.panels.len(),
                KeyCode::Char('z') => zoom = !zoom,
                _ => break,
            }
        }
    }
    ratatui::restore();
    Ok(())
}
