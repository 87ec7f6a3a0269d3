//! What clicks, keys and verbs do.

use super::parameters::{Seen, cell_words};
use super::sheet::Sheet;
use super::view::Part;
use super::{Digits, Pane};
use crate::lab::{Act, Now, Nth, Offer, Panes as _, Response, Spot, Verb};
use crate::words::text;

/// The lesson's own keys.
pub(super) const VERBS: &[Offer] = &[
    Offer::new(
        Verb::Epoch,
        text("epoch", "一轮"),
        text(
            "Go on to the end of the epoch: every training picture once.",
            "进行到本轮结束：每张训练图片各看一次。",
        ),
    ),
    Offer::new(
        Verb::Draw,
        text("draw / pictures", "手绘 / 图片"),
        text(
            "Let the network read your drawing, or the pictures again.",
            "让网络识别你画的数字，或回到图片。",
        ),
    ),
    Offer::new(
        Verb::Clear,
        text("clear the sheet", "清空画板"),
        text("Take all ink off the sheet.", "擦掉画板上的全部笔迹。"),
    ),
    Offer::new(
        Verb::Next,
        text("next mistake", "下一个错误"),
        text("Look at the next of the pictures that are read wrongly.", "查看下一张认错的图片。"),
    ),
];

/// One of the verbs.
pub(super) fn act(lesson: &Digits, now: Now<'_, Digits>, verb: Verb) -> Vec<Response> {
    let Seen { part, drawing, .. } = &now.settings.seen;
    match verb {
        Verb::Epoch => vec![Response::Advance(now.state.trained.batches.left(lesson.training.batch))],
        Verb::Draw => vec![part.to(if **part == Part::Drawing { Part::Test } else { Part::Drawing })],
        Verb::Clear => vec![drawing.to_words(""), part.to(Part::Drawing), Pane::Sheet.forward()],
        Verb::Next => [leaf_gallery(lesson, now, 1), vec![Pane::Gallery.forward()]].concat(),
        _ => Vec::new(),
    }
}

/// Something done in a panel.
pub(super) fn respond(lesson: &Digits, now: Now<'_, Digits>, pane: Pane, act: Act) -> Vec<Response> {
    let Seen { unit, pixel, cell, .. } = &now.settings.seen;
    match (pane, act) {
        (Pane::Sheet, act) => draw(&now.settings.seen, act),
        (Pane::Picture | Pane::Flow, Act::Move { dx, dy }) => {
            leaf(lesson, &now.settings.seen, dx.saturating_add(dy))
        }
        (
            Pane::Picture | Pane::Unit,
            Act::Press(Spot::Cell { row, col }) | Act::Drag(Spot::Cell { row, col }),
        ) if row < lesson.side && col < lesson.side => {
            vec![pixel.to(Nth(row * lesson.side + col))]
        }
        (Pane::Hidden | Pane::Unit, Act::Move { dx, dy }) => {
            let last = lesson.training.mlp.layers()[0].outputs - 1;
            let by = dx.saturating_add(dy) as isize;
            vec![unit.to(Nth(lesson.unit().saturating_add_signed(by).min(last)))]
        }
        (Pane::Hidden, Act::Press(Spot::Item(at))) => {
            vec![unit.to(Nth(lesson.first_unit() + at.min(99_999)))]
        }
        (Pane::Confusion, Act::Press(Spot::Cell { row, col })) if row.max(col) < lesson.classes.len() => {
            let again = **cell == Some((row, col));
            vec![cell.to_words(if again { String::new() } else { cell_words((row, col)) })]
        }
        (Pane::Confusion | Pane::Gallery, Act::Erase(_)) => vec![cell.to_words("")],
        (Pane::Gallery, Act::Press(Spot::Item(at))) => {
            let pictures = lesson.gallery(lesson.answers(now.state));
            open(&now.settings.seen, pictures.iter().skip(lesson.leafed(&pictures).0).nth(at))
        }
        (Pane::Gallery, Act::Move { dx, dy }) => leaf_gallery(lesson, now, dx.saturating_add(dy)),
        _ => Vec::new(),
    }
}

/// The pen on the sheet.
fn draw(seen: &Seen, act: Act) -> Vec<Response> {
    let mut sheet = Sheet::clone(&seen.drawing);
    match act {
        Act::Press(Spot::Cell { row, col }) => sheet.dot(row, col),
        Act::Drag(Spot::Cell { row, col }) => sheet.line(row, col),
        Act::Erase(Spot::Cell { row, col }) => sheet.erase(row, col),
        _ => return Vec::new(),
    }
    vec![seen.drawing.to_words(sheet.write()), seen.part.to(Part::Drawing)]
}

/// Another picture; from the drawing back to the pictures.
fn leaf(lesson: &Digits, seen: &Seen, by: i32) -> Vec<Response> {
    if *seen.part == Part::Drawing {
        return vec![seen.part.to(Part::Test)];
    }
    let (count, at) = lesson.chosen();
    vec![seen.picture.to(Nth(at.saturating_add_signed(by as isize).min(count - 1)))]
}

/// Another picture of the gallery; past the end, the first again.
fn leaf_gallery(lesson: &Digits, now: Now<'_, Digits>, by: i32) -> Vec<Response> {
    let pictures = lesson.gallery(lesson.answers(now.state));
    if pictures.is_empty() {
        return vec![Response::Say(text("There is no such picture.", "没有这样的图片。"))];
    }
    let next = match lesson.leafed(&pictures).1 {
        None => 0,
        Some(at) if by == 1 => (at + 1) % pictures.len(),
        Some(at) => at.saturating_add_signed(by as isize).min(pictures.len() - 1),
    };
    open(&now.settings.seen, pictures.get(next))
}

/// Looks at a test picture.
fn open(seen: &Seen, picture: Option<&usize>) -> Vec<Response> {
    picture.map_or_else(Vec::new, |at| vec![seen.part.to(Part::Test), seen.picture.to(Nth(*at))])
}
