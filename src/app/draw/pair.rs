//! Two runs side by side: the picture of the one that is not worked on, and what both come to.

use crate::app::motion::Whose;
use crate::app::pair::{Beside, Pair};
use crate::app::stage::places_of_two;
use crate::app::state::App;
use crate::app::views;
use crate::lab::scene::{Ink, Panel, Place};
use crate::say;
use crate::view::{self, PanelState};
use crate::words::{Text, same, text, whole};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Block, BorderType, Widget};
use std::time::Instant;

/// A panel of one of two runs, called by the run's letter and by what is set in it, long and short.
pub(super) fn lettered(pair: &Pair, learner: bool, panel: &Panel) -> (Panel, Text) {
    // The one that is worked on is marked without colour too.
    let sign = if learner { "●" } else { "○" };
    let run = same(format!("{sign} {} ", pair.letter(learner))).then(pair.title(learner));
    let named = |words: &Text| run.clone().then(&same(" · ")).then(words);
    let name = named(views::name(panel));
    (Panel { title: named(&panel.title), ..panel.clone() }, name)
}

/// Draws the run that is not worked on, in the view `shown` of the other, and below both what they come to.
pub(super) fn draw(app: &App, pair: &Pair, shown: Option<&str>, buf: &mut Buffer) {
    let places = places_of_two(app.regions().body);
    let area = places.runs[usize::from(!pair.learner_is_b)];
    match &pair.beside {
        Some(beside) => draw_beside(app, pair, beside, shown, area, buf),
        None => draw_opening(app, area, buf),
    }
    if let Some(chart) = pair.chart.as_ref().filter(|_| places.chart.height > 0) {
        let state = PanelState { name: Some(views::name(chart)), ..PanelState::default() };
        view::draw_panel(chart, places.chart, buf, &app.pen, &state);
        view::draw_panel(&pair.table, places.table, buf, &app.pen, &PanelState::default());
    } else if places.chart.height > 0 {
        let whole = places.chart.union(places.table);
        view::draw_panel(&pair.table, whole, buf, &app.pen, &PanelState::default());
    } else {
        view::draw_unframed(&pair.table, places.table, buf, &app.pen);
    }
}

fn draw_beside(app: &App, pair: &Pair, beside: &Beside, shown: Option<&str>, area: Rect, buf: &mut Buffer) {
    let panels = &beside.scene.panels;
    let main = || panels.iter().find(|panel| panel.place == Place::Main).or(panels.first());
    let Some(panel) = panels.iter().find(|panel| Some(panel.id) == shown).or_else(main) else { return };
    let (panel, name) = lettered(pair, false, panel);
    let state = PanelState { name: Some(&name), ..PanelState::default() };
    let panel = Panel { pick: None, ..panel };
    let moved = app.motion.on_its_way(Whose::Beside, &panel, Instant::now());
    view::draw_panel(moved.as_ref().unwrap_or(&panel), area, buf, &app.pen, &state);
    if let Some(before) = app.motion.before(Whose::Beside, panel.id) {
        view::mark_changes(before, &panel, area, buf, &app.pen, &state);
    }
    let Some(words) = stands(app, beside) else { return };
    let words = format!(" {} ", words.get(app.pen.language));
    let room = usize::from(area.width.saturating_sub(4));
    let line = Rect { x: area.x + 2, y: area.bottom().saturating_sub(1), width: room as u16, height: 1 };
    let style = app.pen.theme.ink(Ink::Accent);
    Line::styled(view::cut(&words, room).into_owned(), style).render(line.intersection(area), buf);
}

/// Where it stands, if that is not where the other one does.
fn stands(app: &App, beside: &Beside) -> Option<Text> {
    let now = app.snapshot.as_ref()?.now;
    let t = whole(beside.now);
    match &beside.ending {
        _ if beside.under_way => Some(say!("at step {t}, on its way", "在第 {t} 步，正在赶上")),
        Some(why) if beside.now < now => Some(say!("ended at step {t}: ", "已在第 {t} 步结束：").then(why)),
        _ if beside.now < now => Some(say!("ended at step {t}", "已在第 {t} 步结束")),
        _ => None,
    }
}

fn draw_opening(app: &App, area: Rect, buf: &mut Buffer) {
    let pen = &app.pen;
    let block = Block::bordered().border_type(BorderType::Rounded).border_style(pen.theme.quiet());
    let inside = block.inner(area);
    block.render(area, buf);
    let words = text(
        "Opening the second run … `key:lessons` leaves it.",
        "正在打开第二次运行……按 `key:lessons` 放弃。",
    );
    let words = app.keys.named(&words);
    let middle = Rect { y: inside.y + inside.height / 3, height: 1, ..inside };
    Line::styled(words.get(pen.language).to_string(), pen.theme.quiet())
        .centered()
        .render(middle.intersection(inside), buf);
}
