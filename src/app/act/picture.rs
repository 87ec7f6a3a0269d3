//! What is seen, saved as a picture or as text.

use crate::app::overlay::{Ask, Overlay, Purpose};
use crate::app::state::App;
use crate::view::print;
use crate::words::{Problem, text};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::path::Path;

impl App {
    /// Asks for the file into which the present screen goes.
    pub(in crate::app) fn save_picture(&mut self) {
        let mut frame = Buffer::empty(Rect::new(0, 0, self.size.0, self.size.1));
        self.draw_into(&mut frame);
        let file = match &self.snapshot {
            Some(snapshot) if !snapshot.preview => format!("{}-{}.svg", snapshot.card.id, snapshot.now),
            _ => "nnlab.svg".to_string(),
        };
        let prompt = text("Save the picture as", "图片另存为");
        let hint = text(
            "name of the file to write: .svg and .png are pictures, .txt is text, .ans is text with colours",
            "要写入的文件名：.svg 和 .png 是图片，.txt 是文本，.ans 是带颜色的文本",
        );
        self.overlay = Some(Overlay::ask(Ask::new(prompt, hint, file, Purpose::Picture(Box::new(frame)))));
    }

    /// A frame as the name of a file wants it.
    ///
    /// # Errors
    /// A sentence with the kinds of pictures that there are.
    pub(in crate::app) fn printed(&self, frame: &Buffer, file: &str) -> Result<Vec<u8>, Problem> {
        let end = Path::new(file.trim()).extension().map(|end| end.to_string_lossy().to_lowercase());
        match end.as_deref() {
            Some("svg") => Ok(print::svg(frame, self.pen.theme).into_bytes()),
            Some("png") => print::png(frame, self.pen.theme),
            Some("txt") => Ok(print::text(frame).into_bytes()),
            Some("ans") => Ok(print::ansi(frame).into_bytes()),
            _ => Err(Problem::usage(text(
                "The name ends with .svg, .png, .txt or .ans.",
                "文件名应以 .svg、.png、.txt 或 .ans 结尾。",
            ))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Inline;
    use crate::app::desk::Desk;
    use crate::app::keys::{key, letter};
    use crate::app::progress::Progress;
    use crate::lab::Recipe;
    use crate::view::Pen;
    use ratatui::crossterm::event::{Event, KeyCode};

    #[test]
    fn what_is_seen_is_saved_and_nothing_is_replaced() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut app =
            App::new(Box::new(Inline::new(Desk::new(1 << 20))), Pen::default(), Progress::load(None).0);
        app.folder = folder.path().to_path_buf();
        app.begin(Some(Recipe::parse("chain?step=2").expect("a share line")));
        app.read_mail();
        let mut save = || {
            app.handle_event(Event::Key(letter('!')));
            app.handle_event(Event::Key(key(KeyCode::Enter)));
            app.overlay.is_none()
        };
        assert!(save());
        let picture = std::fs::read_to_string(folder.path().join("chain-2.svg")).expect("a picture");
        assert!(picture.starts_with("<svg") && !picture.contains("Save the picture"));
        assert!(!save(), "a file that is there stays");
        assert_eq!(std::fs::read_to_string(folder.path().join("chain-2.svg")).ok(), Some(picture));
    }

    /// The metrics of the steps so far go into a file with the line that makes them again; a name that says no kind
    /// keeps the line of input.
    #[test]
    fn metrics_are_saved_with_the_line_that_makes_them() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut app =
            App::new(Box::new(Inline::new(Desk::new(1 << 20))), Pen::default(), Progress::load(None).0);
        app.folder = folder.path().to_path_buf();
        app.begin(Some(Recipe::parse("slope?step=3").expect("a share line")));
        app.read_mail();
        app.handle_event(Event::Key(letter('%')));
        app.read_mail();
        app.handle_event(Event::Key(letter('x')));
        app.handle_event(Event::Key(key(KeyCode::Enter)));
        assert!(app.overlay.is_some(), "slope-3.csvx says no kind");
        app.handle_event(Event::Key(key(KeyCode::Backspace)));
        app.handle_event(Event::Key(key(KeyCode::Enter)));
        assert!(app.overlay.is_none());
        let csv = std::fs::read_to_string(folder.path().join("slope-3.csv")).expect("rows");
        let lines: Vec<&str> = csv.lines().collect();
        assert!(lines[0].ends_with(": slope?step=3"), "{csv}");
        assert!(lines[1].starts_with("step,h,"), "{csv}");
        let steps: Vec<&str> = lines[2..].iter().filter_map(|line| line.split(',').next()).collect();
        assert_eq!(steps, ["0", "1", "2", "3"]);
    }

    #[test]
    fn the_name_says_what_kind_it_is() {
        let app = App::new(Box::new(Inline::new(Desk::new(1 << 20))), Pen::default(), Progress::load(None).0);
        let frame = Buffer::empty(Rect::new(0, 0, 4, 1));
        assert!(app.printed(&frame, "a.TXT").is_ok_and(|words| words == b"\n"));
        assert!(app.printed(&frame, "a.gif").is_err_and(|problem| problem.text.en.contains(".svg")));
    }
}
