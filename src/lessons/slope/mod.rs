//! `slope`: a derivative is the slope that a difference quotient tends to, until rounding spoils it.
//!
//! The state is how often h has been divided by ten; everything else follows from f, a and the first h.

mod arithmetic;
mod examples;
mod far;
mod near;
mod scene;
mod study;
mod valley;
mod words;

use crate::lab::{
    Act, Card, Flow, Gesture, Group, Lesson, Look, Metric, Parameter, Parameters, Response, Scene, Settings,
    Setup, Spot, Verb,
};
use crate::words::{Problem, Text, same, text};
use study::{Study, read};

static CARD: Card = Card {
    number: 1,
    id: "slope",
    group: Group::Slopes,
    title: text("A derivative is a slope", "导数就是斜率"),
    line: text(
        "Two points on a curve, one moving towards the other: their secant becomes the tangent.",
        "曲线上的两点，一点向另一点靠近：割线变成切线。",
    ),
    goal: text(
        "say what a derivative is, measure one with a small h, and say why h must not be too small",
        "说出导数是什么，用一个小的 h 量出它，并解释 h 为什么不能太小",
    ),
    minutes: 10,
    step: text("h ← h/10", "h ← h/10"),
    seeded: false,
    steps: 13,
    preview: 0,
    verbs: &[Verb {
        id: "example",
        key: 'e',
        name: text("next function", "换一个函数"),
        help: text("Another function worth looking at.", "换一个值得一看的函数。"),
    }],
    guide: text(
        include_str!("../../../assets/lessons/slope.en.md"),
        include_str!("../../../assets/lessons/slope.zh.md"),
    ),
};

/// How often h has been divided by ten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Divisions(u64);

/// The lesson: f near a.
pub(super) struct Slope(Study);

fn study(parameters: &Parameters) -> Result<Study, Problem> {
    Study::new(parameters.word("f"), parameters.number("a"), parameters.number("h"))
}

impl Lesson for Slope {
    type State = Divisions;

    fn card() -> &'static Card {
        &CARD
    }

    fn parameters(settings: &Settings) -> Result<Vec<Parameter>, Problem> {
        let first = examples::EXAMPLES[0].formula;
        read(settings.get_or("f", first))?;
        let f = Parameter::words(
            "f",
            text("function f", "函数 f"),
            text(
                "Any formula in a: 4*a, a^2, a^3, log(a), sigmoid(a), tanh(a), relu(a), abs(a), sqrt(a), sin(a)*exp(-a) …",
                "任何含 a 的式子：4*a、a^2、a^3、log(a)、sigmoid(a)、tanh(a)、relu(a)、abs(a)、sqrt(a)、sin(a)*exp(-a) ……",
            ),
            text("a formula in a, such as a^2", "含 a 的式子，例如 a^2"),
            first,
        );
        let help = text(
            "The point whose slope is asked for; also by mouse on the curve.",
            "求哪一点的斜率；也可用鼠标在曲线上选。",
        );
        let a = Parameter::number("a", text("point a", "点 a"), help, 2.0, -1e6, 1e6);
        let help = text("How far the second point is away at the first step.", "第一步时第二个点离得多远。");
        let h = Parameter::rate("h", text("first h", "最初的 h"), help, 0.001, 1e-15, 10.0);
        Ok(vec![f.live(), a.live(), h])
    }

    fn open(setup: &Setup<'_>) -> Result<(Slope, Divisions), Problem> {
        Ok((Slope(study(setup.parameters)?), Divisions(0)))
    }

    fn tune(&mut self, parameters: &Parameters) -> Result<(), Problem> {
        self.0 = study(parameters)?;
        Ok(())
    }

    fn step(&self, state: &mut Divisions, _: u64) -> Flow {
        state.0 += 1;
        if state.0 >= self.0.length() { Flow::Finished(self.0.last_word()) } else { Flow::Going }
    }

    fn length(&self) -> Option<u64> {
        Some(self.0.length())
    }

    fn bytes(&self, _: &Divisions) -> usize {
        size_of::<Divisions>()
    }

    fn phases(&self, _: &Divisions) -> Vec<Text> {
        vec![
            same("f(a)"),
            same("f(a+h)"),
            text("rise / run", "升高 / 前进"),
            text("tangent", "切线"),
            same("h ← h/10"),
        ]
    }

    fn metrics(&self) -> Vec<Metric> {
        vec![
            Metric::new("h", same("h")),
            Metric::new("f_a", same("f(a)")),
            Metric::new("f_ah", same("f(a+h)")),
            Metric::new("quotient", text("quotient", "差商")),
            Metric::new("derivative", text("derivative", "导数")),
            Metric::new("error", text("error", "误差")),
        ]
    }

    fn measure(&self, state: &Divisions, _: u64) -> Vec<f64> {
        let secant = self.0.secant(self.0.h(state.0));
        vec![secant.h, self.0.height, secant.height, secant.quotient, self.0.derivative, secant.error]
    }

    fn scene(&self, state: &Divisions, look: &Look<'_>) -> Scene {
        scene::draw(&self.0, state.0, look.reveal)
    }

    fn respond(&self, _: &Divisions, gesture: &Gesture) -> Vec<Response> {
        let (left, right) = far::window(&self.0);
        let wanted = match gesture.act {
            Act::Press(Spot::Point { x, .. }) | Act::Drag(Spot::Point { x, .. }) => x,
            Act::Move { dx, .. } => self.0.a + f64::from(dx) * (right - left) / 60.0,
            _ => return Vec::new(),
        };
        if gesture.panel != "curve" || !(-1e6..=1e6).contains(&wanted) {
            return Vec::new();
        }
        // As many decimals as a place on the screen is worth.
        let digits = (2.0 - (right - left).log10()).ceil().clamp(0.0, 9.0) as usize;
        vec![Response::Set { name: "a".into(), value: format!("{wanted:.digits$}") }]
    }

    fn act(&self, _: &Divisions, verb: &str) -> Vec<Response> {
        if verb != "example" {
            return Vec::new();
        }
        let list = &examples::EXAMPLES;
        let shown = list.iter().position(|example| example.formula == self.0.expression.source());
        let example = &list[shown.map_or(0, |at| (at + 1) % list.len())];
        let set = |name: &str, value: String| Response::Set { name: name.to_string(), value };
        let mut responses = vec![set("f", example.formula.into()), set("a", example.a.to_string())];
        // One of the two comes first, and has to make sense beside what is there.
        if Study::new(example.formula, self.0.a, 1.0).is_err() {
            responses.reverse();
        }
        responses.push(Response::Say(example.shows.clone()));
        responses
    }
}
