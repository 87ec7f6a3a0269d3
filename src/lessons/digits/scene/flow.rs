//! The network at work on one picture: pixels → the neurons that say most about it → ten answers, and the way back.
//!
//! ```text
//! forward, loss   pixels              what the neurons answer      probabilities
//! backward        ∂L/∂x of the pixels their errors δ               p − y
//! update          pixels              how their weights move       probabilities
//! ```

use super::super::{Digits, Pane, Reader};
use super::insight::{linear, unit_name, weights};
use super::{Reading, coloured, grey, scale};
use crate::lab::scene::{Bar, Bars, Flow, Ink, Light, Panel, Passage, Picture, Place, Station, Thumb, Way};
use crate::lab::{Look, Panes, Reveal};
use crate::lessons::networks::diagram::subscript;
use crate::say;
use crate::words::{Text, figure, fixed, same, text};

/// The phases, by their places.
const LOSS: usize = 1;
const BACKWARD: usize = 2;
const UPDATE: usize = 3;
/// Neurons shown.
const STRONGEST: usize = 4;

/// The panel.
pub(super) fn flow(lesson: &Digits, reader: &Reader, reading: &Reading, look: &Look<'_>) -> Panel {
    let phase = match look.reveal {
        Reveal::Upto(phase) => Some(phase.min(UPDATE)),
        Reveal::Whole => None,
    };
    let pass = Pass { lesson, reader, reading, phase };
    let flow = Flow {
        columns: vec![(8, 4), (8, 6), (12, 3)],
        rows: 1,
        stations: vec![pass.pixels(), pass.neurons(), pass.answers()],
        passages: pass.passages(),
    };
    let title = match pass.phase {
        Some(BACKWARD) => text("From the loss back to the pixels", "从损失回到像素"),
        Some(UPDATE) => text("What the step changes", "这一步改变了什么"),
        _ => text("From pixels to an answer", "从像素到答案"),
    };
    Pane::Flow
        .panel(title, Place::Main, Picture::Flow(flow))
        .caption(pass.caption())
        .active(look.reveal != Reveal::Whole)
        .pick(text("`key:up``key:down` leaf through", "`key:up``key:down` 翻看"))
}

/// One picture's way through the network, in a phase or at rest.
struct Pass<'a> {
    lesson: &'a Digits,
    reader: &'a Reader,
    reading: &'a Reading,
    phase: Option<usize>,
}

impl Pass<'_> {
    /// Lit in these phases.
    fn light(&self, phases: &[usize]) -> Light {
        Light::of(true, self.phase.is_some_and(|phase| phases.contains(&phase)))
    }

    /// Without a right answer there is no error to send back.
    fn back(&self) -> bool {
        self.phase == Some(BACKWARD) && self.reading.subject.label.is_some()
    }

    /// The picture, or how the loss would change with the ink of each pixel.
    fn pixels(&self) -> Station {
        let (name, image) = if self.back() {
            let slopes = self.slopes();
            let most = scale(slopes.iter());
            (text("∂L/∂x", "∂L/∂x"), coloured(self.lesson, slopes, most))
        } else {
            (text("pixels", "像素"), grey(self.lesson, self.reading.subject.pixels.clone()))
        };
        let picture = Picture::Image(image);
        Station { place: (0, 0), name, picture, light: self.light(&[0, BACKWARD]) }
    }

    /// ∂L/∂x = W₁ᵀ δ₁.
    fn slopes(&self) -> Vec<f64> {
        let mut slopes = vec![0.0; self.reading.subject.pixels.len()];
        for (unit, delta) in self.reading.trace.error[0].iter().enumerate() {
            for (slope, w) in slopes.iter_mut().zip(weights(self.lesson, self.reader, unit)) {
                *slope += delta * w;
            }
        }
        slopes
    }

    /// The digit whose score is explained: the one that is said.
    fn said(&self) -> usize {
        self.reading.said()
    }

    /// What a neuron of the first layer adds to the score of a digit: weight × answer, where it is joined to the
    /// digits; its answer otherwise.
    fn adds(&self, unit: usize) -> f64 {
        let layers = self.lesson.training.mlp.layers();
        let a = self.reading.trace.a[1][unit];
        match layers {
            [_, last] => a * self.reader.trained.parameters[last.weight(self.said(), unit)],
            _ => a,
        }
    }

    /// The neurons that say most about this picture, in their own order.
    fn strongest(&self) -> Vec<usize> {
        let mut units: Vec<usize> = (0..self.lesson.training.mlp.layers()[0].outputs).collect();
        if linear(self.lesson) {
            return units;
        }
        units.sort_by(|a, b| self.adds(*b).abs().total_cmp(&self.adds(*a).abs()));
        units.truncate(STRONGEST);
        units.sort_unstable();
        units
    }

    /// Their weights, and below what they answer, their errors, or how their weights move.
    fn neurons(&self) -> Station {
        let lesson = self.lesson;
        let layer = &lesson.training.mlp.layers()[0];
        let moves = self.moves();
        let most = match &moves {
            Some(moves) => scale(moves.iter()),
            None => 0.7 * scale(self.reader.trained.parameters[layer.weights.clone()].iter()),
        };
        let thumb = |unit: usize| {
            let own = match &moves {
                Some(moves) => moves[unit * layer.inputs..][..layer.inputs].to_vec(),
                None => weights(lesson, self.reader, unit).to_vec(),
            };
            let value = if self.back() { self.reading.trace.error[0][unit] } else { self.adds(unit) };
            let label = match self.phase {
                Some(UPDATE) => same(unit_name(lesson, unit)),
                _ if linear(lesson) => same(unit_name(lesson, unit)),
                _ => same(signed(value)),
            };
            let ink = if value < 0.0 { Ink::Negative } else { Ink::Positive };
            Thumb { image: coloured(lesson, own, most), label, ink }
        };
        let units = self.strongest();
        let selected = units.iter().position(|unit| *unit == lesson.unit());
        let thumbs = units.iter().map(|unit| thumb(*unit)).collect();
        let (shown, all) = (units.len(), layer.outputs);
        let name = match self.phase {
            Some(UPDATE) => same("Δw"),
            Some(BACKWARD) if self.back() => same("δ"),
            _ if linear(lesson) => text("weights", "权重"),
            _ => same(format!("{shown}/{all}")),
        };
        let picture = Picture::Gallery { thumbs, selected };
        Station { place: (0, 1), name, picture, light: self.light(&[0, BACKWARD, UPDATE]) }
    }

    /// How the weights of the first layer move in the step that follows.
    fn moves(&self) -> Option<Vec<f64>> {
        if self.phase != Some(UPDATE) {
            return None;
        }
        let mut next = self.reader.trained.clone();
        self.lesson.training.step(&mut next).ok()?;
        let place = self.lesson.training.mlp.layers()[0].weights.clone();
        let (new, old) = (&next.parameters[place.clone()], &self.reader.trained.parameters[place]);
        Some(new.iter().zip(old).map(|(new, old)| new - old).collect())
    }

    /// The probabilities, or how wrong each is.
    fn answers(&self) -> Station {
        let label = self.reading.subject.label;
        let said = self.said();
        let error = self.reading.trace.error.last().filter(|_| self.back());
        let bar = |k: usize| {
            let (p, value) = (self.reading.p()[k], error.map_or(self.reading.p()[k], |error| error[k]));
            let note = match error {
                Some(_) => same(fixed(value, 2)),
                None => same(format!("{}%", fixed(100.0 * p, 0))),
            };
            let ink = match (error, label) {
                (Some(_), _) if value < 0.0 => Ink::Negative,
                (Some(_), _) => Ink::Positive,
                (None, Some(right)) if right == k => Ink::Good,
                (None, Some(_)) if k == said => Ink::Bad,
                (None, None) if k == said => Ink::Accent,
                _ => Ink::Quiet,
            };
            Bar { name: same(self.lesson.classes[k].clone()), value, note, ink }
        };
        let listed = self.reading.listed();
        let bars = Bars {
            selected: listed.iter().position(|k| *k == label.unwrap_or(said)),
            bars: listed.into_iter().map(bar).collect(),
            range: (if error.is_some() { -1.0 } else { 0.0 }, 1.0),
        };
        let name = match (self.phase, label) {
            (Some(LOSS), Some(_)) => same(format!("L = {}", figure(self.reading.trace.loss, 4))),
            (Some(BACKWARD), Some(_)) => same("p − y"),
            _ => same("p"),
        };
        let light = self.light(&[0, LOSS, BACKWARD]);
        Station { place: (0, 2), name, picture: Picture::Bars(bars), light }
    }

    fn passages(&self) -> Vec<Passage> {
        let way = if self.back() { Way::Back } else { Way::On };
        let last = self.lesson.training.mlp.layers().len();
        // A linear model has one layer of weights, and what follows is softmax alone.
        let second = if last == 1 { "e^z".to_string() } else { format!("W{}", subscript(last)) };
        let passage = |column, words, phases: &[usize]| Passage {
            place: (0, column),
            down: false,
            way,
            words: same(words),
            light: self.light(phases),
        };
        vec![passage(0, "W₁".to_string(), &[0, BACKWARD]), passage(1, second, &[0, BACKWARD])]
    }

    /// What is seen in the phase.
    fn caption(&self) -> Text {
        let (lesson, said) = (self.lesson, &self.lesson.classes[self.said()]);
        match (self.phase, self.reading.subject.label) {
            (Some(LOSS), Some(right)) => {
                let (p, right) = (fixed(self.reading.p()[right], 4), &lesson.classes[right]);
                say!(
                    "the right answer {right} got p = {p}: L = −ln p",
                    "正确答案 {right} 得到 p = {p}：L = −ln p"
                )
            }
            (Some(BACKWARD), Some(right)) => {
                let right = &lesson.classes[right];
                say!(
                    "orange pixels: ink there makes L larger · right: p, and p − 1 for {right}",
                    "橙色像素：那里有墨会使 L 增大 · 右：p，{right} 为 p − 1"
                )
            }
            (Some(UPDATE), _) => {
                let batch = lesson.training.batch;
                let rule = &lesson.training.optimizer.rule().label;
                let words = say!(
                    ": {batch} pictures, one move: orange up, blue down",
                    "：{batch} 张图片移动一次：橙增，蓝减"
                );
                rule.clone().then(&words)
            }
            _ if linear(lesson) => text(
                "each digit has one template: orange wants ink, blue none",
                "每个数字只有一个模板：橙希望有墨，蓝希望没有",
            ),
            _ if lesson.training.mlp.layers().len() == 2 => {
                say!("below each: what it adds to the score of {said}", "图下的数：它给 {said} 的得分加多少")
            }
            _ => text("below each: its answer to this picture", "图下的数：它对这张图的输出"),
        }
    }
}

/// With its sign, in three figures.
fn signed(x: f64) -> String {
    let number = figure(x, 2);
    if x > 0.0 { format!("+{number}") } else { number }
}
