//! What is seen: a picture or the drawing, the ten answers, the curves, and what the network makes of them all.

mod flow;
mod insight;
mod reading;

use super::answers::likeliest;
use super::view::{Part, Subject};
use super::{Digits, Reader, written};
use crate::lab::scene::{Image, Palette, Pixels};
use crate::lab::{Look, Scene};
use crate::lessons::networks::diagram::subscript;
use crate::lessons::networks::{Silent, silent};
use crate::nn::mlp::Trace;
use crate::say;
use crate::words::{Text, fixed, text, whole};
use std::sync::Arc;

/// Answers that are listed at most.
const LISTED: usize = 10;

/// A picture with everything that the network computes of it.
pub(super) struct Reading {
    pub(super) subject: Subject,
    pub(super) trace: Trace,
}

impl Reading {
    pub(super) fn new(lesson: &Digits, reader: &Reader) -> Reading {
        let subject = lesson.subject();
        let mut target = vec![0.0; lesson.classes.len()];
        if let Some(label) = subject.label {
            target[label] = 1.0;
        }
        let trace = lesson.training.mlp.trace(&reader.trained.parameters, &subject.pixels, &target);
        Reading { subject, trace }
    }

    /// The probabilities of the classes.
    pub(super) fn p(&self) -> &[f64] {
        self.trace.a.last().map_or(&[], Vec::as_slice)
    }

    /// The likeliest class.
    pub(super) fn said(&self) -> usize {
        likeliest(self.p())
    }

    /// The classes whose answers are listed: all where they are few, else the likeliest and the right one.
    pub(super) fn listed(&self) -> Vec<usize> {
        let mut classes: Vec<usize> = (0..self.p().len()).collect();
        classes.sort_by(|a, b| self.p()[*b].total_cmp(&self.p()[*a]));
        if let Some(label) = self.subject.label {
            classes.sort_by_key(|class| *class != label);
        }
        classes.truncate(LISTED);
        classes.sort_unstable();
        classes
    }
}

/// The scene of one state.
pub(super) fn scene(lesson: &Digits, reader: &Reader, look: &Look<'_>) -> Scene {
    let reading = Reading::new(lesson, reader);
    let answers = lesson.answers(reader);
    Scene {
        panels: vec![
            flow::flow(lesson, reader, &reading, look),
            reading::picture(lesson, &reading, look),
            reading::sheet(lesson, look),
            reading::says(lesson, &reading, look),
            reading::loss(lesson, reader, look),
            insight::hidden(lesson, reader, look),
            insight::confusion(lesson, answers),
            insight::gallery(lesson, answers),
            reading::accuracy(lesson, answers, look),
            insight::unit(lesson, reader, &reading, look),
        ],
        arithmetic: written::arithmetic(lesson, reader, &reading, look),
        verdict: Some(verdict(lesson, reader, &reading)),
    }
}

/// A grey picture of the lesson's size.
fn grey(lesson: &Digits, values: Arc<[f64]>) -> Image {
    let pixels = Pixels::Values { values, range: (0.0, 1.0), palette: Palette::Grey };
    Image { width: lesson.side, height: lesson.side, pixels, pins: Vec::new(), crisp: false }
}

/// Numbers, one for each pixel, from blue to orange: a scale that stands still while they grow.
fn coloured(lesson: &Digits, values: Vec<f64>, most: f64) -> Image {
    let pixels = Pixels::Values { values: values.into(), range: (-most, most), palette: Palette::Diverging };
    Image { width: lesson.side, height: lesson.side, pixels, pins: Vec::new(), crisp: false }
}

/// The next power of two from the largest of some numbers: a scale that stands still while they grow.
fn scale<'a>(numbers: impl Iterator<Item = &'a f64>) -> f64 {
    let most = numbers.fold(0.0, |most: f64, x| most.max(x.abs()));
    most.max(1e-6).log2().ceil().exp2()
}

/// Of which pictures the numbers on the screen are.
fn of_pictures(lesson: &Digits, count: usize) -> Text {
    let all = whole(lesson.test.count as u64);
    if count == lesson.test.count {
        say!("{all} test pictures", "{all} 张测试图片")
    } else {
        let count = whole(count as u64);
        say!("the first {count} of {all} test pictures", "{all} 张测试图片的前 {count} 张")
    }
}

fn verdict(lesson: &Digits, reader: &Reader, reading: &Reading) -> Text {
    if lesson.view.part == Part::Drawing {
        return drawn(lesson, reading);
    }
    let answers = lesson.answers(reader);
    let right = answers.right(&lesson.test_labels);
    let count = answers.count();
    let percent = fixed(100.0 * right as f64 / count as f64, 1);
    let (right, all) = (whole(right as u64), whole(count as u64));
    let read = say!(
        "Reads {right} of {all} test pictures right ({percent} %).",
        "{all} 张测试图片认对 {right} 张（{percent}%）。"
    );
    let table = answers.confusion(&lesson.test_labels);
    let training = &lesson.training;
    let stopped = silent(&training.mlp, &reader.trained.parameters, &training.examples);
    if let Some(silent) = stopped.filter(Silent::many) {
        return if silent.whole() {
            silent.sentence()
        } else {
            read.then(&text(" ", "")).then(&silent.sentence())
        };
    }
    if let Some(label) = reading.subject.label.filter(|label| !reading.p()[*label].is_normal()) {
        let (name, index) = (&lesson.classes[label], subscript(label));
        return read.then(&say!(
            " The probability of {name} is rounded to 0: −log p{index} would be ∞ in NumPy; here L is computed from z.",
            "{name} 的概率被舍入成 0：NumPy 里 −log p{index} 会是 ∞；这里由 z 直接计算 L。"
        ));
    }
    if let Some(only) =
        (0..table.len()).find(|said| table.iter().map(|row| row[*said]).sum::<usize>() == count)
    {
        let only = &lesson.classes[only];
        return read.then(&say!(" It answers {only} to every picture.", "它对每张图片都回答 {only}。"));
    }
    let worst = (0..table.len())
        .flat_map(|is| (0..table.len()).map(move |said| (is, said)))
        .filter(|(is, said)| is != said)
        .max_by_key(|&(is, said)| (table[is][said], usize::MAX - is * table.len() - said));
    let Some((is, said)) = worst.filter(|&(is, said)| table[is][said] > 0) else { return read };
    let times = table[is][said];
    // The commonest of several mistakes, not one of many that happened once.
    let ties = (0..table.len())
        .flat_map(|is| (0..table.len()).map(move |said| (is, said)))
        .filter(|&(is, said)| is != said && table[is][said] == times)
        .count();
    if times < 2 || ties > 1 {
        return read;
    }
    let (is, said) = (&lesson.classes[is], &lesson.classes[said]);
    read.then(&say!(
        " Its most frequent mistake: a {is} taken for a {said}, {times} times.",
        "最常见的错误：把 {is} 认成 {said}，{times} 次。"
    ))
}

/// What is said about the drawing.
fn drawn(lesson: &Digits, reading: &Reading) -> Text {
    if lesson.view.sheet.is_blank() {
        return say!(
            "The sheet is blank: draw a digit, with the mouse or with `key:enter` and `key:cursor_left``key:cursor_up``key:cursor_down``key:cursor_right`.",
            "画板是空的：用鼠标，或按 `key:enter` 后用 `key:cursor_left``key:cursor_up``key:cursor_down``key:cursor_right`，画一个数字。"
        );
    }
    let p = reading.p();
    let first = reading.said();
    let mut rest = p.to_vec();
    rest[first] = f64::NEG_INFINITY;
    let second = likeliest(&rest);
    let (sure, less) = (fixed(100.0 * p[first], 1), fixed(100.0 * p[second], 1));
    let (first, second) = (&lesson.classes[first], &lesson.classes[second]);
    say!(
        "Your drawing looks most like a {first} ({sure} %), then like a {second} ({less} %).",
        "你画的最像 {first}（{sure}%），其次像 {second}（{less}%）。"
    )
}
