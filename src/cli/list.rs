//! `nnlab list`: the lessons.

use super::output::{Output, Stop};
use super::sheet::{Format, Sheet, Value, heading};
use crate::lessons;
use crate::words::{Language, text};

/// Prints a row a lesson, in teaching order.
pub(super) fn list(format: Format, language: Language, out: &mut Output) -> Result<(), Stop> {
    let headings = [
        ("number", text("no.", "序号")),
        ("id", text("id", "代号")),
        ("title", text("lesson", "课程")),
        ("group", text("part", "部分")),
        ("minutes", text("minutes", "分钟")),
    ];
    let headings = headings.iter().map(|(name, title)| heading(name, title, language)).collect();
    let mut sheet = Sheet::begin(out, format, headings)?;
    for entry in lessons::ALL {
        let card = (entry.card)();
        sheet.row(vec![
            Value::Whole(card.number.into()),
            Value::Words(card.id.into()),
            Value::Words(card.title.get(language).into()),
            Value::Words(card.group.title().get(language).into()),
            Value::Whole(card.minutes.into()),
        ])?;
    }
    sheet.end()
}
