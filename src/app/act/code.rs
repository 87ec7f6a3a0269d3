//! The script of the run: whether it is looked at, where it is scrolled to, copying and saving it.

use crate::app::order::{Note, Order};
use crate::app::overlay::{Ask, Overlay, Purpose};
use crate::app::state::App;
use crate::lab::scene::{Code, Picture};
use crate::say;
use crate::view;
use crate::words::text;

impl App {
    /// Tells the desk whether the script is looked at: it is written, and its values are computed, only then. Whether
    /// that is news.
    pub(in crate::app) fn follow_code(&mut self) -> bool {
        let panels = self.panels();
        let at = panels.iter().position(|panel| panel.id == Code::PANEL);
        let seen = at.is_some_and(|at| self.arrangement(&panels).shows(at));
        if seen == self.code_seen {
            return false;
        }
        self.code_seen = seen;
        self.order(Order::Code(seen));
        true
    }

    /// ↑, ↓ and the wheel in the script.
    pub(in crate::app) fn scroll_code(&mut self, by: i32) {
        let panels = self.panels();
        let Some(panel) = panels.iter().find(|panel| panel.id == Code::PANEL) else { return };
        let Some(area) = self.area_of(panel.id, &panels) else { return };
        let row = match self.scroll.get(panel.id) {
            Some(scroll) => scroll - 1,
            None => view::first_row(panel, area, &self.pen),
        };
        let row = row.saturating_add_signed(by as i16).min(view::scroll_limit(panel, area, &self.pen));
        self.scroll.insert(panel.id.to_string(), row + 1);
    }

    /// Copies the script; one that is not looked at comes forward first.
    pub(in crate::app) fn copy_code(&mut self) {
        let Some(script) = self.script() else {
            self.choose_view(Code::PANEL);
            return;
        };
        let lines = script.lines().count();
        self.note = Some(Note::plain(if self.copies.is_sure() {
            say!("Copied: {lines} lines of Python.", "已复制：{lines} 行 Python。")
        } else {
            say!(
                "{lines} lines of Python sent to the terminal's clipboard, if it takes them; `key:enter` saves them.",
                "已把 {lines} 行 Python 发送给终端的剪贴板（若它接受）；按 `key:enter` 可存为文件。"
            )
        }));
        self.clipboard = Some(script);
    }

    /// Asks for the file into which the script goes; a file that is there stays as it is.
    pub(in crate::app) fn save_code(&mut self) {
        let (Some(script), Some(snapshot)) = (self.script(), &self.snapshot) else { return };
        let hint = text("name of the file to write", "要写入的文件名");
        let file = format!("{}.py", snapshot.card.id);
        self.overlay = Some(Overlay::ask(Ask::new(
            text("Save the script as", "脚本另存为"),
            hint,
            file,
            Purpose::Write(script.into_bytes()),
        )));
    }

    /// The script that is looked at, as it is printed.
    fn script(&self) -> Option<String> {
        let panels = self.panels();
        let code = panels.iter().find_map(|panel| match &panel.picture {
            Picture::Code(code) if panel.id == Code::PANEL => Some(code),
            _ => None,
        })?;
        let lines = code.lines(self.pen.language);
        (!lines.is_empty()).then(|| lines.iter().map(|line| format!("{}\n", line.text)).collect())
    }
}
