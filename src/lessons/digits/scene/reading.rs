//! What is read and what comes out: picture, sheet, answers, curves.

use super::super::sheet::{SIDE, centre_of_mass};
use super::super::view::Part;
use super::super::{
    Digits, Pane, Reader, TEST_ACCURACY, TEST_LOSS, TRAIN_ACCURACY, TRAIN_LOSS, answers::Answers,
};
use super::{Reading, grey, of_pictures};
use crate::lab::scene::{
    Axis, Band, Bar, Bars, Chart, Curve, Image, Ink, Palette, Panel, Picture, Pin, Pixels, Place,
};
use crate::lab::{Look, Metric, Panes, Reveal};
use crate::lessons::networks::best::{Best, best, with_here};
use crate::say;
use crate::words::{Text, figure, fixed, same, text, whole};

/// The picture that is read, or the drawing as the network sees it.
pub(super) fn picture(lesson: &Digits, reading: &Reading, look: &Look<'_>) -> Panel {
    let mut image = grey(lesson, reading.subject.pixels.clone());
    if lesson.view.part == Part::Drawing && !lesson.view.sheet.is_blank() {
        let (x, y) = centre_of_mass(&reading.subject.pixels, lesson.side);
        image.pins.push(Pin { row: y as usize, col: x as usize, ink: Ink::Accent, glyph: '+' });
    } else if look.reveal != Reveal::Whole {
        let pixel = lesson.pixel();
        let (row, col) = (pixel / lesson.side, pixel % lesson.side);
        image.pins.push(Pin { row, col, ink: Ink::Accent, glyph: '+' });
    }
    let (count, at) = lesson.chosen();
    let (number, count) = (whole(at as u64 + 1), whole(count as u64));
    let title = match lesson.view.part {
        Part::Test => say!("Test picture {number}/{count}", "测试图片 {number}/{count}"),
        Part::Train => say!("Training picture {number}/{count}", "训练图片 {number}/{count}"),
        Part::Drawing => text("What the network sees of it", "网络看到的样子"),
    };
    let said = reading.said();
    let sure = fixed(100.0 * reading.p()[said], 0);
    let caption = match reading.subject.label {
        Some(label) => {
            let mark = if label == said { "✓" } else { "✗" };
            let (label, said) = (&lesson.classes[label], &lesson.classes[said]);
            say!("is {label} · says {said} ({sure} %) {mark}", "是 {label} · 认成 {said}（{sure}%）{mark}")
                .then(&same(" · "))
                .then(&lesson.origin)
        }
        None if lesson.view.sheet.is_blank() => text("nothing yet", "还没有内容"),
        None => text(
            "as large and thick as the training digits, centre of mass + in the middle",
            "与训练数字一样大、一样粗，重心 + 移到中央",
        ),
    };
    Pane::Picture
        .panel(title, Place::Beside, Picture::Image(image))
        .caption(caption)
        .active(look.reveal.explains(0))
        .pick(text("`key:up``key:down` leaf through", "`key:up``key:down` 翻看"))
}

/// The sheet to draw on.
pub(super) fn sheet(lesson: &Digits, look: &Look<'_>) -> Panel {
    let values = lesson.view.sheet.shown().into();
    let pixels = Pixels::Values { values, range: (0.0, 1.0), palette: Palette::Grey };
    let mut image = Image { width: SIDE, height: SIDE, pixels, pins: Vec::new(), crisp: false };
    if !lesson.view.sheet.is_blank() {
        let (row, col) = lesson.view.sheet.centre();
        image.pins.push(Pin { row, col, ink: Ink::Accent, glyph: '+' });
    }
    let caption = if lesson.view.sheet.is_blank() {
        text(
            "drag, or `key:enter` and `key:cursor_left``key:cursor_up``key:cursor_down``key:cursor_right`",
            "拖动，或 `key:enter` 加 `key:cursor_left``key:cursor_up``key:cursor_down``key:cursor_right`",
        )
    } else {
        text("+ centre of mass · x clears · right click erases", "+ 重心 · x 清空 · 右键擦除")
    };
    Pane::Sheet
        .panel(text("Draw a digit here", "在这里画一个数字"), Place::Beside, Picture::Image(image))
        .caption(caption)
        .active(lesson.view.part == Part::Drawing && look.reveal.explains(0))
        .pick(text("drag to draw", "拖动即可画"))
        .sheet()
}

/// The probabilities.
pub(super) fn says(lesson: &Digits, reading: &Reading, look: &Look<'_>) -> Panel {
    let said = reading.said();
    let bar = |&k: &usize| Bar {
        name: same(lesson.classes[k].clone()),
        value: reading.p()[k],
        note: same(format!("{:>5} %", fixed(100.0 * reading.p()[k], 1))),
        ink: match reading.subject.label {
            Some(label) if label == k => Ink::Good,
            Some(_) if said == k => Ink::Bad,
            None if said == k => Ink::Accent,
            _ => Ink::Quiet,
        },
    };
    let listed = reading.listed();
    let bars = listed.iter().map(bar).collect();
    let title = if lesson.view.part == Part::Drawing {
        text("It takes your drawing for", "它认为你画的是")
    } else {
        text("It takes the picture for", "它认为图片是")
    };
    let chosen = reading.subject.label.unwrap_or(said);
    let selected = listed.iter().position(|k| *k == chosen);
    Pane::Says
        .panel(title, Place::Beside, Picture::Bars(Bars { bars, range: (0.0, 1.0), selected }))
        .active(look.reveal.explains(0) || look.reveal.explains(1))
}

/// The horizontal axis of the curves: steps, up to somewhat more than were taken.
fn steps(lesson: &Digits, look: &Look<'_>) -> Axis {
    let seen = look.history.next() as f64;
    let whole_run = lesson.epochs.saturating_mul(lesson.epoch()) as f64;
    let last = whole_run.max(seen).min((seen * 1.6).max(100.0));
    let epoch = whole(lesson.epoch());
    Axis::new(say!("step; an epoch has {epoch}", "步；一轮有 {epoch} 步")).range(0.0, last)
}

/// Both parts, and the best point of the test; `here` is what the test comes to at this step.
fn curves(look: &Look<'_>, train: &Metric, test: &Metric, here: Option<f64>, which: Best) -> Vec<Curve> {
    let training = Curve::new(text("training", "训练"), look.history.curve(train), Ink::Series(0));
    let points = with_here(look.history.curve(test), look, here.unwrap_or(f64::NAN));
    let test = Curve::new(text("test", "测试"), points, Ink::Series(1)).letter('t');
    let best = best(&test.points, look, which, |value| match which {
        Best::Lowest => figure(value, 3),
        Best::Highest => format!("{} %", fixed(value, 1)),
    });
    [training, test].into_iter().chain(best).collect()
}

fn now(look: &Look<'_>) -> Vec<Band> {
    vec![Band { at: look.t as f64, vertical: true, label: Text::default(), ink: Ink::Accent }]
}

/// The loss on both parts.
pub(super) fn loss(lesson: &Digits, reader: &Reader, look: &Look<'_>) -> Panel {
    let answers = lesson.answers(reader);
    // The curve measures the first pictures alone where there are many.
    let here = Some(answers.loss).filter(|_| answers.count() == lesson.sample.test);
    let chart = Chart {
        x: steps(lesson, look),
        y: Axis::new(text("mean loss L", "平均损失 L")),
        curves: curves(look, &TRAIN_LOSS, &TEST_LOSS, here, Best::Lowest),
        bands: now(look),
        steps: true,
        ..Chart::default()
    };
    let (value, epoch) = (figure(answers.loss, 4), reader.trained.batches.epoch());
    let now = say!("test loss {value} in epoch {epoch}", "第 {epoch} 轮：测试损失 {value}");
    let caption = if lesson.sample.train < lesson.training.examples.count {
        let (train, test) = (whole(lesson.sample.train as u64), whole(lesson.sample.test as u64));
        now.then(&say!(
            " · curves: first {train} training, {test} test pictures",
            " · 曲线：前 {train} 张训练、{test} 张测试图片"
        ))
    } else {
        now
    };
    Pane::Loss
        .panel(text("Loss against step", "损失随步数的变化"), Place::Cost, Picture::Chart(chart))
        .caption(caption)
        .active(look.reveal.explains(1))
        .pick(text("click: go to that step", "点击：跳到该步"))
}

/// The accuracy on both parts.
pub(super) fn accuracy(lesson: &Digits, answers: &Answers, look: &Look<'_>) -> Panel {
    // The curve measures the first pictures alone where there are many.
    let percent = 100.0 * answers.right(&lesson.test_labels) as f64 / answers.count() as f64;
    let here = Some(percent).filter(|_| answers.count() == lesson.sample.test);
    let chart = Chart {
        x: steps(lesson, look),
        y: Axis::new(text("read right, %", "认对，%")),
        curves: curves(look, &TRAIN_ACCURACY, &TEST_ACCURACY, here, Best::Highest),
        bands: now(look),
        steps: true,
        ..Chart::default()
    };
    let (percent, of) = (fixed(percent, 1), of_pictures(lesson, answers.count()));
    let caption =
        Text { en: format!("{percent} % of {}", of.en).into(), zh: format!("{}：{percent}%", of.zh).into() };
    Pane::Accuracy
        .panel(text("Accuracy against step", "准确率随步数的变化"), Place::Detail, Picture::Chart(chart))
        .caption(caption)
        .pick(text("click: go to that step", "点击：跳到该步"))
}
