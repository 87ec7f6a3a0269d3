//! The script of an open run, beside its picture.

use super::Course;
use super::course::whole;
use crate::lab::scene::{Code, CodeLine, Line, Panel, Picture, Place};
use crate::lab::{Recipe, Reveal, Session};
use crate::words::{Language, Problem, text};
use std::sync::Arc;
use std::time::Duration;

/// The scripts of a run in both languages, kept as long as the run stays the same.
pub struct Beside {
    clock: fn() -> Duration,
    written: Option<Written>,
}

/// What was written, and for which run and last step.
struct Written {
    recipe: Recipe,
    last: u64,
    scripts: Result<Arc<[Vec<CodeLine>; 2]>, Problem>,
}

impl Beside {
    /// Nothing written yet.
    #[must_use]
    pub fn new(clock: fn() -> Duration) -> Beside {
        Beside { clock, written: None }
    }

    /// The panel with the script, and with what the step of an open run makes.
    #[must_use]
    pub fn panel(&mut self, session: &dyn Session, reveal: Reveal) -> Panel {
        match self.scripts(session) {
            Ok(scripts) => panel(Code { scripts, made: session.made(), t: session.now(), reveal }),
            Err(problem) => {
                Panel { picture: Picture::Prose(vec![Line::plain(problem.text)]), ..panel(Code::default()) }
            }
        }
    }

    /// The panel while nobody looks.
    #[must_use]
    pub fn closed() -> Panel {
        panel(Code::default())
    }

    fn scripts(&mut self, session: &dyn Session) -> Result<Arc<[Vec<CodeLine>; 2]>, Problem> {
        let (recipe, last) = (Recipe { step: 0, ..session.recipe() }, whole(session));
        let known = self.written.take().filter(|known| known.recipe == recipe && known.last == last);
        let written = known.unwrap_or_else(|| Written { recipe, last, scripts: self.write(session) });
        self.written.insert(written).scripts.clone()
    }

    fn write(&self, session: &dyn Session) -> Result<Arc<[Vec<CodeLine>; 2]>, Problem> {
        let course = Course::beside(session, self.clock)?;
        let write = |language| super::write(&course, language).map(|script| script.lines);
        Ok(Arc::new([write(Language::English)?, write(Language::Chinese)?]))
    }
}

fn panel(code: Code) -> Panel {
    let title = text("Code: exactly this run in NumPy", "代码：用 NumPy 写的这次运行");
    let pick = text("`key:enter` save · `key:code` copy", "`key:enter` 保存 · `key:code` 复制");
    Panel::new(Code::PANEL, title, Place::Detail, Picture::Code(code)).pick(pick)
}
