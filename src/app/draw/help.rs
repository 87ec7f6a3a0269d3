//! All keys, from the key table, and those of the open lesson.

use crate::app::keys::{Action, Binding, Scope, Topic, written_all};
use crate::app::overlay::open_box;
use crate::app::state::App;
use crate::lab::scene::Place;
use crate::view;
use crate::words::text;
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Widget};
use unicode_width::UnicodeWidthStr;

/// Columns for the keys.
const KEYS: usize = 13;

/// Draws the help over the area.
pub(super) fn draw(app: &App, scroll: u16, area: Rect, buf: &mut Buffer) {
    let pen = &app.pen;
    let width = area.width.saturating_sub(4).min(104);
    let lines = lines(app, usize::from(width.saturating_sub(5)));
    let height = lines.len() as u16 + 4;
    let title = text("Help · any other key closes it", "帮助 · 按其他任意键关闭");
    let size = (width, height.min(area.height.saturating_sub(2)));
    let inside = open_box(pen, title.get(pen.language), size, area, buf);
    let room = inside.height.saturating_sub(1);
    let most = (lines.len() as u16).saturating_sub(room);
    let scroll = scroll.min(most);
    Paragraph::new(lines).scroll((scroll, 0)).render(Rect { height: room, ..inside }, buf);
    let rest = if scroll < most {
        text("`key:box_down` more", "`key:box_down` 下面还有")
    } else if most > 0 {
        text("`key:box_up` back up", "`key:box_up` 回到上面")
    } else {
        text("nnlab run --help explains the headless runs", "nnlab run --help 说明命令行模式")
    };
    let foot = Rect { y: inside.bottom().saturating_sub(1), height: 1, ..inside };
    Line::styled(app.keys.named(&rest).get(pen.language).to_string(), pen.theme.quiet()).render(foot, buf);
}

/// Whether one of these keys does something in the lesson that is open, and its story does not do without it.
fn is_of_use(app: &App, binding: &Binding, keys: &[KeyEvent]) -> bool {
    let Some(snapshot) = app.snapshot.as_ref().filter(|_| app.screen == Scope::Lesson) else { return true };
    let said = app.said();
    let offered = match binding.action {
        Action::Practice => said.is_some_and(|said| said.drills),
        Action::Reseed => snapshot.card.seeded,
        Action::Axis => snapshot.scene.panels.iter().any(|panel| panel.place == Place::Cost),
        _ => true,
    };
    let told = |key: &KeyEvent| match key.code {
        KeyCode::Char(letter) => said.is_none_or(|said| !said.forbids(&format!("key:{letter}"))),
        _ => true,
    };
    offered && keys.iter().any(told)
}

/// Everything the help says, in lines of at most so many columns.
fn lines(app: &App, columns: usize) -> Vec<Line<'static>> {
    let pen = &app.pen;
    let mut lines = Vec::new();
    let entry = |lines: &mut Vec<Line<'static>>, keys: &str, help: &str| {
        for (row, words) in view::wrap(help, columns.saturating_sub(KEYS + 1)).into_iter().enumerate() {
            let keys = if row == 0 { keys } else { "" };
            let gap = " ".repeat(KEYS.saturating_sub(keys.width()).max(1));
            lines.push(Line::from(vec![
                Span::styled(format!(" {keys}{gap}"), pen.theme.accent()),
                Span::styled(words.to_string(), Style::new()),
            ]));
        }
    };
    if app.screen == Scope::Lesson
        && let Some(snapshot) = &app.snapshot
        && !snapshot.card.verbs.is_empty()
    {
        lines.push(Line::styled(snapshot.card.title.get(pen.language).to_string(), pen.theme.strong()));
        let told = |letter| app.said().is_none_or(|said| !said.forbids(&format!("key:{letter}")));
        for offer in snapshot.card.verbs.iter().filter(|offer| told(offer.verb.key())) {
            entry(&mut lines, &offer.verb.key().to_string(), offer.help.get(pen.language));
        }
        lines.push(Line::default());
    }
    for topic in Topic::ALL {
        let elsewhere = if app.screen == Scope::Lesson { Scope::Home } else { Scope::Lesson };
        let here =
            |scope: Scope| scope.covers(app.screen) || (!scope.covers(elsewhere) && topic.helps(app.screen));
        let of_topic = app.keys.all().filter(|(binding, keys)| {
            binding.topic == topic && here(binding.scope) && is_of_use(app, binding, keys)
        });
        let mut of_topic = of_topic.peekable();
        if of_topic.peek().is_none() {
            continue;
        }
        lines.push(Line::styled(topic.title().get(pen.language).to_string(), pen.theme.strong()));
        for (binding, keys) in of_topic {
            entry(&mut lines, &written_all(keys), app.keys.named(&binding.help).get(pen.language));
        }
        lines.push(Line::default());
    }
    let mouse = text(
        "The mouse works too: click a panel, a parameter, a lesson, a step in the cost chart, a line of a list, or a term on a card for what it means; the wheel scrolls.",
        "也可以用鼠标：点击面板、参数、课程、代价曲线上的某一步、列表中的一行，或点击卡片上的术语看它的含义；滚轮用于滚动。",
    );
    let mouse = view::wrap(mouse.get(pen.language), columns);
    lines.extend(mouse.into_iter().map(|words| Line::styled(words.to_string(), pen.theme.quiet())));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::coach::tests::lesson;
    use crate::words::Language;

    #[test]
    fn keys_that_do_nothing_in_a_lesson_are_not_listed() {
        let helps = |id| {
            let app = lesson(id, (120, 40), Language::English);
            lines(&app, 90).iter().map(|line| line.to_string() + "\n").collect::<String>()
        };
        let (cats, slope, playground) = (helps("cats"), helps("slope"), helps("playground"));
        for (help, practice, seed) in
            [(&cats, false, false), (&slope, true, false), (&playground, false, true)]
        {
            assert_eq!(help.contains("Exercises without end"), practice, "{help}");
            assert_eq!(help.contains("next random seed"), seed, "{help}");
            assert!(help.contains("Backspace Delete "), "keys and words stand apart");
        }
    }
}
