//! What clicks, keys and verbs do.

use super::view::Part;
use super::{DIGITS, Digits, Reader};
use crate::lab::{Act, Gesture, Offer, Response, Spot, Verb};
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

#[expect(clippy::needless_pass_by_value, reason = "numbers, names and strings are set alike")]
fn set(name: &str, value: impl ToString) -> Response {
    Response::Set { name: name.to_string(), value: value.to_string().into() }
}

/// One of the verbs.
pub(super) fn act(lesson: &Digits, reader: &Reader, verb: Verb) -> Vec<Response> {
    match verb {
        Verb::Epoch => vec![Response::Advance(reader.trained.batches.left(lesson.training.batch))],
        Verb::Draw => vec![set("part", if lesson.view.part == Part::Drawing { "test" } else { "drawing" })],
        Verb::Clear => vec![set("drawing", ""), set("part", "drawing")],
        Verb::Next => leaf_gallery(lesson, reader, 1),
        _ => Vec::new(),
    }
}

/// Something done in a panel.
pub(super) fn respond(lesson: &Digits, reader: &Reader, gesture: &Gesture) -> Vec<Response> {
    match (gesture.panel.as_str(), gesture.act) {
        ("sheet", act) => draw(lesson, act),
        ("picture", Act::Move { dx, dy }) => leaf(lesson, dx.saturating_add(dy)),
        ("picture" | "unit", Act::Press(Spot::Cell { row, col }) | Act::Drag(Spot::Cell { row, col }))
            if row < lesson.side && col < lesson.side =>
        {
            vec![set("pixel", row * lesson.side + col + 1)]
        }
        ("hidden" | "unit", Act::Move { dx, dy }) => {
            let last = lesson.training.mlp.layers()[0].outputs - 1;
            let by = dx.saturating_add(dy) as isize;
            vec![set("unit", lesson.unit().saturating_add_signed(by).min(last) + 1)]
        }
        ("hidden", Act::Press(Spot::Item(at))) => vec![set("unit", lesson.first_unit() + at.min(99_999) + 1)],
        ("confusion", Act::Press(Spot::Cell { row, col })) if row < DIGITS && col < DIGITS => {
            let again = lesson.view.cell == Some((row, col));
            vec![set("cell", if again { String::new() } else { format!("{row}{col}") })]
        }
        ("confusion" | "gallery", Act::Erase(_)) => vec![set("cell", "")],
        ("gallery", Act::Press(Spot::Item(at))) => {
            let pictures = lesson.gallery(lesson.answers(reader));
            open(pictures.iter().skip(lesson.leafed(&pictures).0).nth(at))
        }
        ("gallery", Act::Move { dx, dy }) => leaf_gallery(lesson, reader, dx.saturating_add(dy)),
        _ => Vec::new(),
    }
}

/// The pen on the sheet.
fn draw(lesson: &Digits, act: Act) -> Vec<Response> {
    let mut sheet = lesson.view.sheet.clone();
    match act {
        Act::Press(Spot::Cell { row, col }) => sheet.dot(row, col),
        Act::Drag(Spot::Cell { row, col }) => sheet.line(row, col),
        Act::Erase(Spot::Cell { row, col }) => sheet.erase(row, col),
        _ => return Vec::new(),
    }
    vec![set("drawing", sheet.write()), set("part", "drawing")]
}

/// Another picture; from the drawing back to the pictures.
fn leaf(lesson: &Digits, by: i32) -> Vec<Response> {
    if lesson.view.part == Part::Drawing {
        return vec![set("part", "test")];
    }
    let (count, at) = lesson.chosen();
    vec![set("picture", at.saturating_add_signed(by as isize).min(count - 1) + 1)]
}

/// Another picture of the gallery; past the end, the first again.
fn leaf_gallery(lesson: &Digits, reader: &Reader, by: i32) -> Vec<Response> {
    let pictures = lesson.gallery(lesson.answers(reader));
    if pictures.is_empty() {
        return vec![Response::Say(text("There is no such picture.", "没有这样的图片。"))];
    }
    let next = match lesson.leafed(&pictures).1 {
        None => 0,
        Some(at) if by == 1 => (at + 1) % pictures.len(),
        Some(at) => at.saturating_add_signed(by as isize).min(pictures.len() - 1),
    };
    open(pictures.get(next))
}

/// Looks at a test picture.
fn open(picture: Option<&usize>) -> Vec<Response> {
    picture.map_or_else(Vec::new, |at| vec![set("part", "test"), set("picture", at + 1)])
}
