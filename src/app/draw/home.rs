//! The home screen: the curriculum on the left, the chosen lesson on the right.

use super::hints::{self, Hint};
use crate::app::keys::{Action, Scope};
use crate::app::state::{App, Choice};
use crate::lab::scene::{Panel, Picture};
use crate::lab::{Card, Group};
use crate::lessons;
use crate::say;
use crate::story::glossary::textbook;
use crate::story::{Chapter, chapter};
use crate::view::{self, PanelState};
use crate::words::{Text, same, text};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Paragraph, Widget};
use std::sync::Arc;
use unicode_width::UnicodeWidthStr;

/// A line of the list: a heading, a chapter of a teacher's story, or a lesson.
enum Row {
    Heading(Text),
    Own(usize),
    Lesson(usize, &'static Card),
}

/// The list: the teacher's story, then headings with their lessons.
fn rows(app: &App) -> Vec<Row> {
    let mut rows = Vec::new();
    if !app.own.chapters().is_empty() {
        rows.push(Row::Heading(same(app.own.title().to_string())));
        rows.extend((0..app.own.chapters().len()).map(Row::Own));
    }
    for group in Group::ALL {
        let of_group = lessons::ALL.iter().enumerate().map(|(at, entry)| (at, (entry.card)()));
        let mut of_group = of_group.filter(|(_, card)| card.group == group).peekable();
        if of_group.peek().is_some() {
            rows.push(Row::Heading(group.title()));
            rows.extend(of_group.map(|(at, card)| Row::Lesson(at, card)));
        }
    }
    rows
}

/// The frames of the list and of the preview: the list takes what its longest title needs, where there is room.
fn regions(area: Rect) -> (Rect, Rect) {
    const TITLES: u16 = 47;
    const PREVIEW: u16 = 24;
    let body = Rect { y: area.y + 1, height: area.height.saturating_sub(2), ..area };
    let left = (area.width * 9 / 20).clamp(TITLES, 64).min(area.width.saturating_sub(PREVIEW));
    (Rect { width: left, ..body }, Rect { x: body.x + left, width: body.width - left, ..body })
}

impl Row {
    fn choice(&self) -> Option<Choice> {
        match self {
            Row::Heading(_) => None,
            Row::Own(at) => Some(Choice::Own(*at)),
            Row::Lesson(at, _) => Some(Choice::Lesson(*at)),
        }
    }
}

/// What can be opened, in the order of the list.
pub(in crate::app) fn choices(app: &App) -> Vec<Choice> {
    rows(app).iter().filter_map(Row::choice).collect()
}

/// Tasks of a chapter that are solved, and how many there are.
fn counts(app: &App, row: &Row) -> (usize, usize) {
    let of = |chapter: &Chapter, key: &str| {
        let solved = app.progress.mark(key);
        let done = |id: &str| solved.is_some_and(|mark| mark.tasks.contains(id));
        let all = chapter.tasks().count();
        (chapter.tasks().filter(|(_, task)| done(&task.id)).count(), all)
    };
    match row {
        Row::Heading(_) => (0, 0),
        Row::Own(at) => {
            app.own.chapters().get(*at).map_or((0, 0), |chapter| of(chapter, &app.own.key(chapter)))
        }
        Row::Lesson(_, card) => chapter(card.id, app.pen.language).map_or((0, 0), |it| of(it, card.id)),
    }
}

/// What is under a cell of the list, for the mouse.
pub(in crate::app) fn choice_at(app: &App, column: u16, row: u16) -> Option<Choice> {
    let (list, _) = regions(Rect::new(0, 0, app.size.0, app.size.1));
    if !list.contains((column, row).into()) || row == list.y {
        return None;
    }
    let rows = rows(app);
    rows.get(usize::from(row - list.y - 1) + first_row(&rows, app.choice(), list.height))?.choice()
}

/// The first row shown so that the chosen lesson is in sight.
fn first_row(rows: &[Row], chosen: Choice, height: u16) -> usize {
    let at = rows.iter().position(|row| row.choice() == Some(chosen)).unwrap_or(0);
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
    hints::draw(app, &hints(app), foot, buf);
}

/// The most useful keys now.
pub(super) fn hints(app: &App) -> Vec<Hint> {
    let actions = [
        Action::Down,
        Action::Enter,
        Action::Continue,
        Action::Palette,
        Action::Language,
        Action::Help,
        Action::Quit,
    ];
    let offered: Vec<Action> =
        actions.into_iter().filter(|action| *action != Action::Continue || app.can_resume()).collect();
    hints::of(&app.keys, &offered, Scope::Home)
}

/// Whether the word for the languages stands at a cell, for the mouse.
pub(in crate::app) fn language_at(app: &App, column: u16, row: u16) -> bool {
    row == 0 && column + LANGUAGES.width() as u16 >= app.size.0
}

/// The languages there are, at the end of the title.
const LANGUAGES: &str = "English · 中文 ";

fn draw_title(app: &App, line: Rect, buf: &mut Buffer) {
    let pen = &app.pen;
    let words = text("see how neural networks learn, one step at a time", "一步一步，看神经网络如何学习");
    Line::from(vec![
        Span::styled(" nnlab ", pen.theme.strong()),
        Span::styled("· ", pen.theme.quiet()),
        Span::styled(words.get(pen.language), Style::new()),
    ])
    .render(line, buf);
    let width = LANGUAGES.width() as u16;
    if line.width > width + 60 {
        let right = Rect { x: line.right() - width, width, ..line };
        Line::styled(LANGUAGES, pen.theme.quiet()).render(right, buf);
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
    let rows = rows(app);
    let first = first_row(&rows, app.choice(), area.height);
    for (y, row) in (inside.y..inside.bottom()).zip(rows.iter().skip(first)) {
        let line = Rect { y, height: 1, ..inside };
        match row {
            Row::Heading(words) => {
                Line::styled(
                    format!(" {}", words.get(pen.language)),
                    pen.theme.quiet().add_modifier(Modifier::BOLD),
                )
                .render(line, buf);
            }
            row => draw_row(app, row, line, buf),
        }
    }
    let free = inside.height.saturating_sub(rows.len() as u16);
    if free > 2 {
        draw_legend(app, Rect { y: inside.bottom() - 2, height: 1, ..inside }, buf);
    }
}

/// What the marks mean.
fn draw_legend(app: &App, line: Rect, buf: &mut Buffer) {
    let words =
        text(" ○ not begun   ◐ begun   ● all tasks solved", " ○ 未开始   ◐ 进行中   ● 全部任务已完成");
    let words = view::cut(words.get(app.pen.language), usize::from(line.width));
    Line::styled(words, app.pen.theme.quiet()).render(line, buf);
}

fn draw_row(app: &App, row: &Row, line: Rect, buf: &mut Buffer) {
    let pen = &app.pen;
    let chosen = row.choice() == Some(app.choice());
    let style = if chosen { pen.theme.chosen() } else { Style::new() };
    let mark = if chosen { "▸" } else { " " };
    let (number, title, visited) = match row {
        Row::Heading(_) => return,
        Row::Own(at) => {
            let Some(chapter) = app.own.chapters().get(*at) else { return };
            (at + 1, chapter.title.as_str(), app.progress.mark(&app.own.key(chapter)))
        }
        Row::Lesson(_, card) => {
            (usize::from(card.number), card.title.get(pen.language), app.progress.mark(card.id))
        }
    };
    let (solved, all) = counts(app, row);
    let done = if all > 0 { solved == all } else { visited.is_some_and(|mark| mark.finished) };
    let sign = match visited {
        _ if done => "●",
        None => "○",
        Some(_) => "◐",
    };
    let count = if all > 0 { format!("{solved}/{all} ") } else { String::new() };
    let right = format!("{count}{sign} ");
    let room = usize::from(line.width).saturating_sub(5 + right.width());
    buf.set_style(line, style);
    let title = view::cut(title, room);
    Line::styled(format!("{mark}{number:>2}  {title}"), style).render(line, buf);
    let width = right.width() as u16;
    let place = Rect { x: line.right().saturating_sub(width), width, ..line };
    Line::styled(right, if chosen { style } else { pen.theme.quiet() }).render(place, buf);
}

fn draw_preview(app: &App, area: Rect, buf: &mut Buffer) {
    let pen = &app.pen;
    let card = app.chosen_card();
    let own = app.own.chosen().and_then(|at| app.own.chapters().get(at));
    let title = match own {
        Some(chapter) => format!(" {} ", chapter.title),
        None => format!(" {} {} ", card.number, card.title.get(pen.language)),
    };
    // The list has the title whole; where it is too long here, the lesson is called as on the command line.
    let room = usize::from(area.width.saturating_sub(4));
    let short = format!(" {} · {} ", card.number, card.id);
    let title = if own.is_none() && title.width() > room { short } else { title };
    let block = Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(pen.theme.quiet())
        .title(Line::styled(view::cut(&title, room), pen.theme.strong()));
    let inside = block.inner(area);
    block.render(area, buf);
    let inside = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
    let snapshot = app.snapshot.as_ref().filter(|snapshot| snapshot.card.id == card.id);
    let panel = snapshot.and_then(|snapshot| snapshot.scene.panels.first());
    let layout = Layout::of(app, inside);
    let lines = layout.lines(app, app.choice(), inside);
    let height = (lines.len() as u16).min(inside.height);
    if layout == Layout::Words {
        Paragraph::new(lines).render(inside, buf);
        return;
    }
    let picture = Rect { height: inside.height.saturating_sub(height + 1), ..inside };
    Paragraph::new(lines).render(Rect { y: inside.bottom().saturating_sub(height), height, ..inside }, buf);
    let Some(panel) = panel else { return };
    let panel = Panel { active: false, ..panel.clone() };
    match layout {
        Layout::Framed => view::draw_panel(&panel, picture, buf, pen, &PanelState::default()),
        _ => {
            let plus = view::draw_unframed(&thumbnail(panel), picture, buf, pen);
            let words = plus.map_or("", |plus| plus.get(pen.language));
            view::put(buf, inside.x, picture.bottom(), inside.width, words, pen.theme.quiet());
        }
    }
}

/// A picture without the words around it, which would be cut.
fn thumbnail(mut panel: Panel) -> Panel {
    panel.caption = None;
    if let Picture::Chart(chart) = &mut panel.picture {
        chart.curves.iter_mut().for_each(|curve| curve.name = Text::default());
    }
    panel
}

/// How the chosen lesson is shown: the same for all lessons in a window of one size, so that nothing jumps while one
/// leafs through them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// A picture with its frame, and all words.
    Framed,
    /// A small picture, and the words that say what the lesson is and what to press.
    Bare,
    /// All words, and no picture.
    Words,
}

impl Layout {
    /// The first one that has room for every lesson on the list.
    fn of(app: &App, inside: Rect) -> Layout {
        let has_room = |layout: &Layout| {
            let needs = layout.picture();
            rows(app).iter().filter_map(Row::choice).all(|choice| {
                let words = layout.lines(app, choice, inside).len();
                words + usize::from(needs) <= usize::from(inside.height)
            })
        };
        [Layout::Framed, Layout::Bare].into_iter().find(has_room).unwrap_or(Layout::Words)
    }

    /// So many rows a picture needs to say something, with the blank one below it.
    fn picture(self) -> u16 {
        match self {
            Layout::Framed => 8,
            Layout::Bare => 7,
            Layout::Words => 0,
        }
    }

    /// The words, in rows.
    fn lines(self, app: &App, choice: Choice, inside: Rect) -> Vec<Line<'static>> {
        let pen = &app.pen;
        let (card, own) = match choice {
            Choice::Own(at) => {
                let chapter = app.own.chapters().get(at).map(Arc::as_ref);
                let lesson = chapter.and_then(|chapter| lessons::find(&chapter.lesson).ok());
                (lesson.map_or_else(|| app.chosen_card(), |entry| (entry.card)()), chapter)
            }
            Choice::Lesson(at) => ((lessons::ALL[at.min(lessons::ALL.len() - 1)].card)(), None),
        };
        let first = match own {
            Some(chapter) if !chapter.foreword.is_empty() => same(chapter.foreword.clone()),
            _ => card.line.clone(),
        };
        let name = textbook(card.id).map(|name| name.name.clone()).unwrap_or_default();
        let name = (text("In textbooks: ", "教科书名称：").then(&name), pen.theme.quiet());
        let width = usize::from(inside.width);
        let begin = app.keys.named(&where_to_begin(app, card, own, width));
        let (first, begin) = ((first, Style::new()), (begin, pen.theme.accent()));
        let blank = || (Text::default(), Style::new());
        let rows = |words: &[(Text, Style)]| -> Vec<Line<'static>> {
            let rows = words.iter().flat_map(|(words, style)| {
                let wrapped = view::wrap(words.get(pen.language), width);
                wrapped.into_iter().map(|line| Line::styled(line.to_string(), *style)).collect::<Vec<_>>()
            });
            rows.collect()
        };
        let goal = (goal(card), Style::new());
        if self != Layout::Bare {
            return rows(&[name, first, blank(), goal, blank(), begin]);
        }
        // The goal too, where the picture keeps what it needs.
        let all = rows(&[name.clone(), first.clone(), goal, begin.clone()]);
        if all.len() + usize::from(self.picture()) <= usize::from(inside.height) {
            return all;
        }
        rows(&[name, first, (minutes(card), Style::new()), begin])
    }
}

fn minutes(card: &Card) -> Text {
    let minutes = card.minutes;
    say!("About {minutes} minutes.", "大约 {minutes} 分钟。")
}

fn goal(card: &Card) -> Text {
    let Text { en, zh } = &card.goal;
    say!("You will be able to {en}. ", "学完你能够{zh}。").then(&minutes(card))
}

/// What Enter does: the first visit, the way on, or the beginning.
fn where_to_begin(app: &App, card: &Card, own: Option<&Chapter>, width: usize) -> Text {
    let first = app.progress.lessons().next().is_none();
    let key = match own {
        Some(chapter) => app.own.key(chapter),
        None => card.id.to_string(),
    };
    match app.progress.mark(&key).filter(|mark| !mark.last.is_empty()) {
        Some(mark) => {
            let line = view::cut(&mark.last, width);
            say!(
                "Last here: {line} – `key:continue` goes on there.",
                "上次在这里：{line}，按 `key:continue` 继续。"
            )
        }
        None if first && (card.number == 1 || own.is_some()) => text(
            "New here? Begin with this lesson: press `key:open`. Its cards lead you; `key:next_card` brings the next one.",
            "第一次来？从这一课开始：按 `key:open` 打开。跟着卡片走，按 `key:next_card` 看下一张。",
        ),
        None if first => text(
            "`key:open` opens it. Who is new here begins with lesson 1.",
            "按 `key:open` 打开。初次使用请从第 1 课开始。",
        ),
        None => text("Not opened yet: `key:open` opens it.", "还没有打开过：按 `key:open` 打开。"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::coach::tests::{LANGUAGES, SIZES, lesson, look, press, resize, screen};
    use ratatui::crossterm::event::KeyCode;

    /// Whatever the window: the words of every lesson are whole, and a picture stands above them that fills the rest.
    #[test]
    fn every_lesson_on_the_list_has_its_words_and_a_picture() {
        for language in LANGUAGES {
            let mut app = lesson("slope", SIZES[0], language);
            app.go_home();
            look(&mut app);
            for at in 0..lessons::ALL.len() {
                for size in SIZES {
                    resize(&mut app, size);
                    let (_, preview) = regions(Rect::new(0, 0, size.0, size.1));
                    let inside = Rect { width: preview.width - 4, height: preview.height - 2, ..preview };
                    let layout = Layout::of(&app, inside);
                    let words = layout.lines(&app, app.choice(), inside);
                    assert!(layout != Layout::Words, "{at} {size:?}: no picture");
                    let seen = screen(&app);
                    let rows = seen.lines().filter_map(|row| row.split_once("││"));
                    let empty = rows.filter(|(_, right)| right.trim_end_matches('│').trim().is_empty());
                    let empty = empty.count();
                    let of_words = words.iter().filter(|line| line.width() == 0).count();
                    // Two bars are as high as they are, and small pictures grow by whole factors.
                    let bars = app.snapshot.as_ref().is_some_and(|snapshot| {
                        matches!(
                            snapshot.scene.panels.first().map(|it| &it.picture),
                            Some(Picture::Bars(_) | Picture::Image(_))
                        )
                    });
                    assert!(
                        bars || layout == Layout::Framed || empty <= of_words + 4,
                        "{at} {size:?}: {empty} rows are empty\n{seen}"
                    );
                    let last = words.last().map(ToString::to_string).unwrap_or_default();
                    assert!(seen.contains(last.trim()), "{at} {size:?}: {last} is cut off\n{seen}");
                }
                press(&mut app, KeyCode::Down);
                look(&mut app);
            }
        }
    }
}
