//! The home screen: the curriculum on the left, the chosen lesson on the right.

use super::hints;
use super::keys::{Action, Scope};
use super::state::App;
use crate::lab::scene::Panel;
use crate::lab::{Card, Group};
use crate::lessons;
use crate::say;
use crate::view::{self, Mood};
use crate::words::{Text, text};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Paragraph, Widget};
use unicode_width::UnicodeWidthStr;

/// A line of the list: a heading or a lesson.
enum Row {
    Heading(Group),
    Lesson(usize, &'static Card),
}

/// The list: headings with their lessons.
fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    for group in Group::ALL {
        let of_group = lessons::ALL.iter().enumerate().map(|(at, entry)| (at, (entry.card)()));
        let mut of_group = of_group.filter(|(_, card)| card.group == group).peekable();
        if of_group.peek().is_some() {
            rows.push(Row::Heading(group));
            rows.extend(of_group.map(|(at, card)| Row::Lesson(at, card)));
        }
    }
    rows
}

/// The frames of the list and of the preview.
fn regions(area: Rect) -> (Rect, Rect) {
    let body = Rect { y: area.y + 1, height: area.height.saturating_sub(2), ..area };
    let left = (area.width * 9 / 20).clamp(38, 64);
    (Rect { width: left, ..body }, Rect { x: body.x + left, width: body.width - left, ..body })
}

/// The lesson under a cell of the list, for the mouse.
pub(super) fn lesson_at(app: &App, column: u16, row: u16) -> Option<usize> {
    let (list, _) = regions(Rect::new(0, 0, app.size.0, app.size.1));
    if !list.contains((column, row).into()) || row == list.y {
        return None;
    }
    let rows = rows();
    match rows.get(usize::from(row - list.y - 1) + first_row(&rows, app.chosen, list.height))? {
        Row::Lesson(at, _) => Some(*at),
        Row::Heading(_) => None,
    }
}

/// The first row shown so that the chosen lesson is in sight.
fn first_row(rows: &[Row], chosen: usize, height: u16) -> usize {
    let at =
        rows.iter().position(|row| matches!(row, Row::Lesson(lesson, _) if *lesson == chosen)).unwrap_or(0);
    let room = usize::from(height.saturating_sub(2)).max(1);
    (at + 2).saturating_sub(room).min(rows.len().saturating_sub(room))
}

/// Draws the home screen.
pub(super) fn draw(app: &App, area: Rect, buf: &mut Buffer) {
    let (list, preview) = regions(area);
    draw_title(app, Rect { height: 1, ..area }, buf);
    draw_list(app, list, buf);
    draw_preview(app, preview, buf);
    let foot = Rect { y: area.bottom().saturating_sub(1), height: 1, ..area };
    let actions = [
        Action::Down,
        Action::Enter,
        Action::Continue,
        Action::Palette,
        Action::Language,
        Action::Help,
        Action::Quit,
    ];
    hints::draw(&app.pen, &hints::of(&actions, Scope::Home), app.note.as_ref(), foot, buf);
}

fn draw_title(app: &App, line: Rect, buf: &mut Buffer) {
    let pen = &app.pen;
    let words = text("see how neural networks learn, one step at a time", "一步一步，看神经网络如何学习");
    Line::from(vec![
        Span::styled(" nnlab ", pen.theme.strong()),
        Span::styled("· ", pen.theme.quiet()),
        Span::styled(words.get(pen.language), Style::new()),
    ])
    .render(line, buf);
    let languages = "English · 中文 ";
    let width = languages.width() as u16;
    if line.width > width + 60 {
        let right = Rect { x: line.right() - width, width, ..line };
        Line::styled(languages, pen.theme.quiet()).render(right, buf);
    }
}

fn draw_list(app: &App, area: Rect, buf: &mut Buffer) {
    let pen = &app.pen;
    let title = text("Lessons", "课程");
    let block = Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(pen.theme.quiet())
        .title(Line::styled(format!(" {} ", title.get(pen.language)), pen.theme.strong()));
    let inside = block.inner(area);
    block.render(area, buf);
    let rows = rows();
    let first = first_row(&rows, app.chosen, area.height);
    for (y, row) in (inside.y..inside.bottom()).zip(rows.iter().skip(first)) {
        let line = Rect { y, height: 1, ..inside };
        match row {
            Row::Heading(group) => {
                let words = group.title();
                Line::styled(
                    format!(" {}", words.get(pen.language)),
                    pen.theme.quiet().add_modifier(Modifier::BOLD),
                )
                .render(line, buf);
            }
            Row::Lesson(at, card) => draw_lesson_row(app, *at, card, line, buf),
        }
    }
}

fn draw_lesson_row(app: &App, at: usize, card: &Card, line: Rect, buf: &mut Buffer) {
    let pen = &app.pen;
    let chosen = at == app.chosen;
    let style = if chosen { pen.theme.chosen() } else { Style::new() };
    let mark = if chosen { "▸" } else { " " };
    let progress = match app.progress.mark(card.id) {
        None => "○",
        Some(mark) if mark.finished => "●",
        Some(_) => "◐",
    };
    let room = usize::from(line.width).saturating_sub(9);
    let title = view::cut(card.title.get(pen.language), room);
    buf.set_style(line, style);
    Line::styled(format!("{mark}{:>3}  {title}", card.number), style).render(line, buf);
    let right = Rect { x: line.right().saturating_sub(2), width: 2, ..line };
    Line::styled(progress, if chosen { style } else { pen.theme.quiet() }).render(right, buf);
}

fn draw_preview(app: &App, area: Rect, buf: &mut Buffer) {
    let pen = &app.pen;
    let card = app.chosen_card();
    let title = format!(" {} {} ", card.number, card.title.get(pen.language));
    let block = Block::bordered().border_type(BorderType::Rounded).border_style(pen.theme.quiet()).title(
        Line::styled(view::cut(&title, usize::from(area.width.saturating_sub(4))), pen.theme.strong()),
    );
    let inside = block.inner(area);
    block.render(area, buf);
    let inside = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
    let words = [
        (card.line.clone(), Style::new()),
        (Text::default(), Style::new()),
        (goal(card), Style::new()),
        (Text::default(), Style::new()),
        (last_visit(app, card), pen.theme.quiet()),
    ];
    let width = usize::from(inside.width);
    let mut lines = Vec::new();
    for (words, style) in &words {
        let wrapped = view::wrap(words.get(pen.language), width);
        lines.extend(wrapped.into_iter().map(|line| Line::styled(line, *style)));
    }
    let height = (lines.len() as u16).min(inside.height);
    let picture = Rect { height: inside.height.saturating_sub(height + 1), ..inside };
    Paragraph::new(lines).render(Rect { y: inside.bottom().saturating_sub(height), height, ..inside }, buf);
    let snapshot = app.snapshot.as_ref().filter(|snapshot| snapshot.card.id == card.id);
    if let Some(panel) = snapshot.and_then(|snapshot| snapshot.scene.panels.first()) {
        let panel = Panel { active: false, ..panel.clone() };
        view::draw_panel(&panel, picture, buf, pen, &Mood::default());
    }
}

fn goal(card: &Card) -> Text {
    let goal = &card.goal;
    let minutes = card.minutes;
    Text {
        en: format!("You will be able to {}. About {minutes} minutes.", goal.en).into(),
        zh: format!("学完你能够{}。大约 {minutes} 分钟。", goal.zh).into(),
    }
}

fn last_visit(app: &App, card: &Card) -> Text {
    match app.progress.mark(card.id) {
        Some(mark) => {
            let line = &mark.last;
            say!("Last here: {line} – c goes on there.", "上次在这里：{line}，按 c 继续。")
        }
        None => text("Not opened yet: Enter opens it.", "还没有打开过：按 Enter 打开。"),
    }
}
