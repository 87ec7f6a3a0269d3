//! The line below the numbers: what the state means.

use crate::app::snapshot::Snapshot;
use crate::lab::scene::Ink;
use crate::view::{Pen, cut, width};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::Widget;

/// What the state means: why it ended, or what the lesson says about it. Whether there is anything to say.
pub(super) fn draw(pen: &Pen, snapshot: &Snapshot, line: Rect, buf: &mut Buffer) -> bool {
    let (words, style) = match (&snapshot.ending, &snapshot.scene.verdict) {
        (Some(why), _) if snapshot.broken => (Some(why), pen.theme.ink(Ink::Bad)),
        (_, Some(verdict)) => (Some(verdict), Style::new()),
        (ending, None) => (ending.as_ref(), Style::new()),
    };
    let Some(words) = words else { return false };
    let columns = usize::from(line.width).saturating_sub(1);
    let words = whole(words.get(pen.language), columns);
    Line::styled(format!(" {}", cut(&words, columns)), style).render(line, buf);
    true
}

/// As many whole sentences as have room; where the first one has none, what it says before a semicolon or a colon.
fn whole(words: &str, columns: usize) -> String {
    if width(words) <= columns {
        return words.to_string();
    }
    let sentences = words.match_indices([' ', '。']).filter_map(|(at, end)| match end {
        "。" => Some(at + end.len()),
        _ => words[..at].ends_with(['.', '!', '?']).then_some(at),
    });
    let sentences: Vec<usize> = sentences.collect();
    let fits = |end: &&usize| width(&words[..**end]) <= columns;
    if let Some(end) = sentences.iter().rev().find(fits) {
        return words[..*end].to_string();
    }
    let first = &words[..sentences.first().copied().unwrap_or(words.len())];
    let parts = [("; ", "."), (": ", "."), ("；", "。"), ("：", "。")];
    let ends =
        parts.iter().flat_map(|(part, stop)| first.match_indices(part).map(move |(at, _)| (at, *stop)));
    let last = ends.filter(|(at, stop)| width(&first[..*at]) + width(stop) <= columns).max();
    last.map_or_else(|| first.to_string(), |(at, stop)| format!("{}{stop}", &first[..at]))
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn what_has_no_room_goes_by_whole_sentences() {
        let words = "J = 0.5 now. It falls. Which way?";
        assert_eq!(whole(words, 40), words);
        assert_eq!(whole(words, 30), "J = 0.5 now. It falls.");
        assert_eq!(whole(words, 13), "J = 0.5 now.");
        assert_eq!(whole(words, 5), "J = 0.5 now.");
        assert_eq!(whole("代价下降。很慢。", 12), "代价下降。");
    }

    #[test]
    fn a_verdict_ends_with_a_whole_part() {
        for (words, columns, seen) in [
            ("It falls. All is well.", 30, "It falls. All is well."),
            ("It falls. All is well.", 12, "It falls."),
            (
                "Near its least: a larger h bends; a smaller one is rounded away.",
                60,
                "Near its least: a larger h bends.",
            ),
            ("Near its least: a larger h bends, a smaller one is rounded away.", 60, "Near its least."),
            ("误差接近最小：更大的 h 会弯曲。", 20, "误差接近最小。"),
            ("One part that is longer", 10, "One part that is longer"),
        ] {
            assert_eq!(whole(words, columns), seen);
        }
    }
}
