//! What the present weights say about the students, for the logistic cost.

use super::cost::STUDENTS;
use super::{Descent, Here, Pane};
use crate::lab::Panes;
use crate::lab::scene::{Axis, Chart, Curve, Ink, Panel, Picture, Place, Stroke};
use crate::math::activation::sigmoid;
use crate::math::curve::sample;
use crate::say;
use crate::words::{Text, figure, text};

impl Descent {
    /// The S-curve of the present weights over the data; only the logistic cost has one.
    pub(super) fn model_panel(&self, here: &Here) -> Option<Panel> {
        if self.hill.typed != "logistic" {
            return None;
        }
        let curve = |[w, b]: [f64; 2], name: Text, ink: Ink, stroke: Stroke| {
            let points = sample(|x| sigmoid(w * x + b), 0.0, 6.0, 120).into_iter().flatten().collect();
            Curve::new(name, points, ink).stroke(stroke)
        };
        let group = |class: f64, name: Text, ink: Ink, letter: char| {
            let points = STUDENTS.iter().filter(|(_, y)| *y == class).copied().collect();
            Curve::new(name, points, ink).stroke(Stroke::Dots).letter(letter)
        };
        let chart = Chart {
            x: Axis::new(text("hours of study x", "学习时数 x")).range(0.0, 6.0),
            y: Axis::new(text("probability", "概率")).range(-0.05, 1.05),
            curves: vec![
                curve(here.at, text("ŷ = σ(wx + b)", "ŷ = σ(wx + b)"), Ink::Accent, Stroke::Line),
                curve(here.next, text("after the step", "这一步之后"), Ink::Quiet, Stroke::Dashed).ahead(),
                group(1.0, text("passed", "通过"), Ink::Positive, '●'),
                group(0.0, text("failed", "未通过"), Ink::Negative, '○'),
            ],
            ..Chart::default()
        };
        let [w, b] = here.at;
        let caption = if w > 0.0 {
            let half = figure(-b / w, 3);
            say!("an even chance to pass at {half} hours", "学习 {half} 小时，通过的机会是一半")
        } else {
            text("the curve does not rise with the hours yet", "曲线还没有随时数上升")
        };
        let title = text("What w and b say about the students", "w 和 b 对学生的预测");
        Some(Pane::Model.panel(title, Place::Beside, Picture::Chart(chart)).caption(caption))
    }
}
