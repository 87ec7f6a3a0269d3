//! What the network has learned: what its neurons look for, what it mistakes.

use super::super::view::{LEAFED, SHOWN};
use super::super::{Digits, Pane, Reader, answers::Answers};
use super::{Reading, coloured, grey, of_pictures, scale};
use crate::lab::scene::{Ink, Line, Matrix, Palette, Panel, Picture, Pin, Place, Thumb};
use crate::lab::{Look, Panes};
use crate::lessons::networks::diagram::subscript;
use crate::say;
use crate::words::{Text, figure, fixed, same, text};

/// What the neurons of the first layer are called: h₁, h₂ … or, in a linear model, as the classes.
pub(super) fn unit_name(lesson: &Digits, unit: usize) -> String {
    if linear(lesson) { lesson.classes[unit].clone() } else { format!("h{}", subscript(unit + 1)) }
}

pub(super) fn linear(lesson: &Digits) -> bool {
    lesson.training.mlp.layers().len() == 1
}

/// The weights of one neuron of the first layer.
pub(super) fn weights<'a>(lesson: &Digits, reader: &'a Reader, unit: usize) -> &'a [f64] {
    let layer = &lesson.training.mlp.layers()[0];
    &reader.trained.parameters[layer.weight(unit, 0)..][..layer.inputs]
}

/// The weights of all neurons of the first layer as small pictures.
pub(super) fn hidden(lesson: &Digits, reader: &Reader, look: &Look<'_>) -> Panel {
    let layer = &lesson.training.mlp.layers()[0];
    let most = scale(reader.trained.parameters[layer.weights.clone()].iter());
    let (count, chosen) = (layer.outputs, lesson.unit());
    let first = lesson.first_unit();
    let thumb = |unit: usize| Thumb {
        image: coloured(lesson, weights(lesson, reader, unit).to_vec(), 0.7 * most),
        label: if linear(lesson) { same(lesson.classes[unit].clone()) } else { Text::default() },
        ink: Ink::Quiet,
    };
    let thumbs = (first..count.min(first + SHOWN)).map(thumb).collect();
    let title = match (linear(lesson), count > SHOWN) {
        (true, _) => text("What each digit looks for", "每个数字在找什么"),
        (false, false) => say!("What {count} neurons look for", "{count} 个隐藏神经元在找什么"),
        (false, true) => {
            let (from, to) = (first + 1, (first + SHOWN).min(count));
            say!(
                "What neurons {from}–{to} of {count} look for",
                "{count} 个隐藏神经元中第 {from}–{to} 个在找什么"
            )
        }
    };
    Pane::Hidden
        .panel(title, Place::Beside, Picture::Gallery { thumbs, selected: Some(chosen - first) })
        .caption(text("orange wants ink, blue none", "橙：希望有墨 · 蓝：希望没有"))
        .active(look.reveal.explains(2) || look.reveal.explains(3))
        .pick(text("`key:up``key:down` choose one", "`key:up``key:down` 选一个"))
}

/// The chosen neuron, large.
pub(super) fn unit(lesson: &Digits, reader: &Reader, reading: &Reading, look: &Look<'_>) -> Panel {
    let unit = lesson.unit();
    let own = weights(lesson, reader, unit);
    let mut image = coloured(lesson, own.to_vec(), scale(own.iter()));
    let (row, col) = (lesson.pixel() / lesson.side, lesson.pixel() % lesson.side);
    image.pins.push(Pin { row, col, ink: Ink::Accent, glyph: '+' });
    let name = unit_name(lesson, unit);
    let (z, a) = (figure(reading.trace.z[0][unit], 3), figure(reading.trace.a[1][unit], 3));
    let caption = match lesson.training.mlp.layers().get(1) {
        None => say!("this picture: z = {z}, p = {a}", "这张图片：z = {z}，p = {a}"),
        Some(next) => {
            let to = |k: usize| reader.trained.parameters[next.weight(k, unit)];
            let best = |sign: f64| {
                (0..next.outputs).fold(0, |best, k| if sign * to(k) > sign * to(best) { k } else { best })
            };
            if lesson.training.mlp.layers().len() == 2 {
                let (most, least) = (best(1.0), best(-1.0));
                let (plus, minus) = (figure(to(most), 2), figure(to(least), 2));
                let (most, least) = (&lesson.classes[most], &lesson.classes[least]);
                say!(
                    "here z = {z}, answer {a} · speaks for {most} ({plus}), against {least} ({minus})",
                    "此图：z = {z}，输出 {a} · 支持 {most}（{plus}），反对 {least}（{minus}）"
                )
            } else {
                say!("here z = {z}, answer {a}", "此图：z = {z}，输出 {a}")
            }
        }
    };
    let title = say!("Neuron {name}, its weights", "神经元 {name} 的权重");
    Pane::Unit
        .panel(title, Place::Detail, Picture::Image(image))
        .caption(caption)
        .active(look.reveal.explains(2) || look.reveal.explains(3))
        .pick(text("`key:enter`, then choose a weight", "`key:enter` 进入，选一个权重"))
}

/// Which class is taken for which.
pub(super) fn confusion(lesson: &Digits, answers: &Answers) -> Panel {
    let table = answers.confusion(&lesson.test_labels);
    let mistakes = table.iter().enumerate().flat_map(|(is, row)| {
        row.iter().enumerate().filter(move |(said, _)| *said != is).map(|(_, count)| *count)
    });
    // Colours tell mistakes apart; what is right stands on the diagonal anyway.
    let most = (2 * mistakes.max().unwrap_or(0)).max(4) as f64;
    let names: Vec<Text> = lesson.classes.iter().cloned().map(same).collect();
    let matrix = Matrix {
        rows: names.len(),
        cols: names.len(),
        values: table.iter().flatten().map(|&count| count as f64).collect(),
        range: (0.0, most),
        palette: Palette::Sequential,
        row_names: names.clone(),
        col_names: names,
        axes: (text("is", "实为"), text("taken for", "认成")),
        decimals: Some(0),
        selected: lesson.view.cell,
    };
    let of = of_pictures(lesson, answers.count());
    Pane::Confusion
        .panel(text("What it mistakes for what", "它把什么认成什么"), Place::Detail, Picture::Matrix(matrix))
        .caption(of)
        .pick(text("choose a cell: its pictures", "`key:enter` 进入，选一格看图片"))
}

/// The pictures behind the chosen cell, or the hardest mistakes.
pub(super) fn gallery(lesson: &Digits, answers: &Answers) -> Panel {
    let pictures = lesson.gallery(answers);
    let count = pictures.len();
    let (first, at) = lesson.leafed(&pictures);
    let thumb = |&i: &usize| {
        let (is, said) = (usize::from(lesson.test_labels[i]), answers.said(i));
        let sure = fixed(100.0 * answers.of(i)[said], 0);
        let (right, named) = (&lesson.classes[is], &lesson.classes[said]);
        Thumb {
            image: grey(lesson, lesson.test.one(i).0.into()),
            label: same(if is == said {
                format!("{right} {sure}%")
            } else {
                format!("{right}→{named} {sure}%")
            }),
            ink: if is == said { Ink::Good } else { Ink::Bad },
        }
    };
    let thumbs: Vec<Thumb> = pictures.iter().skip(first).take(LEAFED).map(thumb).collect();
    let title = match lesson.view.cell {
        None => say!("Hardest of {count} mistakes", "{count} 个错误，最难的在前"),
        Some((is, said)) if is == said => {
            let is = &lesson.classes[is];
            say!("{count} times a {is} is read right", "{is} 认对 {count} 次")
        }
        Some((is, said)) => {
            let (is, said) = (&lesson.classes[is], &lesson.classes[said]);
            say!("{count} times a {is} is taken for a {said}", "{is} 被认成 {said}：{count} 次")
        }
    };
    let picture = if thumbs.is_empty() {
        let none = match lesson.view.cell {
            None => text("Not a single one is wrong.", "一张都没有认错。"),
            Some(_) => text(
                "No picture is behind this cell; choose another, or `key:erase`.",
                "这一格没有图片；请另选一格，或按 `key:erase`。",
            ),
        };
        Picture::Prose(vec![Line::plain(none)])
    } else {
        Picture::Gallery { thumbs, selected: at.map(|at| at - first) }
    };
    let caption = match lesson.view.cell {
        None => text("is → taken for · f next", "实为 → 认成 · f 下一张"),
        Some(_) => {
            text("how sure · right click in the table: all mistakes", "把握 · 在表格上右击：显示所有错误")
        }
    };
    Pane::Gallery
        .panel(title, Place::Detail, picture)
        .caption(caption)
        .pick(text("`key:up``key:down` leaf through", "`key:up``key:down` 翻看"))
}
