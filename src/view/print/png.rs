//! A frame as a picture of pixels, made of its SVG.

use super::svg::{FONTS, svg};
use crate::say;
use crate::view::theme::Theme;
use crate::words::{Problem, text};
use ratatui::buffer::Buffer;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, Family, Query};
use resvg::usvg::{Options, Tree};
use std::sync::Arc;

/// Frames of more cells are drawn half as large: pixels take memory.
const LARGE: u32 = 60_000;

/// The frame as PNG, its letters in a font of this machine.
///
/// # Errors
/// A sentence where the machine has no font whose letters are equally wide.
pub fn png(buffer: &Buffer, theme: Theme) -> Result<Vec<u8>, Problem> {
    let mut fonts = Database::new();
    fonts.load_system_fonts();
    let Some(family) = fixed(&fonts) else {
        return Err(Problem::run(text(
            "This machine has no font with letters of equal width, so that no .png can be made. Save an .svg: any browser shows it.",
            "本机没有等宽字体，无法生成 .png。请另存为 .svg，任何浏览器都能显示。",
        )));
    };
    fonts.set_monospace_family(family);
    let options = Options { fontdb: Arc::new(fonts), ..Options::default() };
    let failed =
        |why: String| Problem::run(say!("The picture cannot be made: {why}.", "无法生成图片：{why}。"));
    let tree = Tree::from_str(&svg(buffer, theme), &options).map_err(|why| failed(why.to_string()))?;
    // Twice the pixels of the SVG: sharp on screens of today and on paper.
    let scale = if buffer.area.area() > LARGE { 1.0 } else { 2.0 };
    let size = tree.size().to_int_size().scale_by(scale);
    let mut pixels = size
        .and_then(|size| Pixmap::new(size.width(), size.height()))
        .ok_or_else(|| failed(format!("{} × {}", buffer.area.width, buffer.area.height)))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(|why| failed(why.to_string()))
}

/// The first font of the list that is here, else any whose letters are equally wide.
fn fixed(fonts: &Database) -> Option<String> {
    let names = FONTS.split(',').map(|name| name.trim().trim_matches('\''));
    let known = names
        .filter(|name| *name != "monospace")
        .find(|name| fonts.query(&Query { families: &[Family::Name(name)], ..Query::default() }).is_some());
    let any = || {
        let face = fonts.faces().find(|face| face.monospaced)?;
        face.families.first().map(|(name, _)| name.clone())
    };
    known.map(str::to_string).or_else(any)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;
    use ratatui::style::{Color, Style};

    /// Where there is a font, the picture has the size and the colours of its cells; where there is none, the sentence
    /// says what to do.
    #[test]
    fn a_picture_has_the_colours_of_its_cells() {
        let mut frame = Buffer::empty(Rect::new(0, 0, 10, 2));
        frame.set_style(Rect::new(5, 0, 5, 2), Style::new().bg(Color::Rgb(200, 30, 40)));
        frame.set_string(0, 0, "lr 学习", Style::new());
        match png(&frame, Theme::DARK) {
            Ok(bytes) => {
                let picture = image::load_from_memory(&bytes).expect("a PNG").to_rgb8();
                assert_eq!(picture.dimensions(), (2 * (10 * 8 + 16), 2 * (2 * 16 + 16)));
                assert_eq!(picture.get_pixel(2 * (8 + 7 * 8), 2 * (8 + 20)).0, [200, 30, 40]);
                let letters = picture.enumerate_pixels().filter(|(x, _, pixel)| *x < 90 && pixel.0[0] > 150);
                assert!(letters.count() > 20, "no letters");
            }
            Err(problem) => {
                println!("skipped: this machine has no fonts");
                assert!(problem.text.en.contains(".svg"), "{}", problem.text.en);
            }
        }
    }
}
