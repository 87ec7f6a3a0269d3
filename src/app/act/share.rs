//! The share line of the run, shown whole and copied.

use crate::app::order::Note;
use crate::app::overlay::Overlay;
use crate::app::state::App;
use crate::lab::in_ascii;
use crate::view::Glyphs;
use crate::words::{Text, text};

impl App {
    /// Shows the line that opens exactly this state, and copies it.
    pub(in crate::app) fn share(&mut self) {
        let Some(recipe) = self.snapshot.as_ref().map(|snapshot| snapshot.recipe.clone()) else { return };
        let sealed = self.sealed(&recipe);
        if sealed.data.len() < recipe.data.len() {
            self.note = Some(Note::bad(text(
                "The data of this run cannot be read any more, so no line can open it again.",
                "已无法读取本次运行的数据，因此没有链接能再次打开它。",
            )));
            return;
        }
        // What a terminal cannot show could not be typed again.
        let line = match self.pen.glyphs {
            Glyphs::Console => in_ascii(&sealed.line()),
            _ => sealed.line(),
        };
        let line = format!("nnlab '{line}'");
        let about = text(
            "This line, typed at a prompt, opens exactly this state:",
            "在命令行输入下面这一行，即可打开与现在完全相同的状态：",
        );
        self.overlay = Some(Overlay::line(text("Share", "分享"), about, &line, self.copied()));
        self.clipboard = Some(line);
    }

    /// What became of words that were copied.
    pub(in crate::app) fn copied(&self) -> Text {
        if self.copies.is_sure() {
            text("It is in the clipboard.", "已复制到剪贴板。")
        } else {
            text(
                "It was sent to the terminal for its clipboard; not every terminal takes it. With Shift held the mouse selects it here.",
                "已发送给终端的剪贴板，但并非每个终端都接受。按住 Shift 可用鼠标在此选取。",
            )
        }
    }
}
