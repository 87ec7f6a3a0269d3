//! `slope`: a derivative is the slope that a difference quotient tends to, until rounding spoils it.
//!
//! The state is how often h has been divided by ten; everything else follows from f, a and the first h.

mod arithmetic;
mod examples;
mod far;
mod lines;
mod near;
mod scene;
mod study;
mod valley;
mod words;

use crate::lab::{
    Act, Card, Flow, Form, Group, Lesson, Look, Made, Metric, Now, Offer, Panes, Recipe, Response, Row,
    Scene, Setting, Setup, Spot, Verb,
};
use crate::words::{Problem, Text, rounded, same, text};
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
    preview: "h=1",
    verbs: &[Offer::new(
        Verb::Example,
        text("next function", "换一个函数"),
        text("Another function worth looking at.", "换一个值得一看的函数。"),
    )],
    guide: text(
        include_str!("../../../assets/lessons/slope.en.md"),
        include_str!("../../../assets/lessons/slope.zh.md"),
    ),
};

/// How often h has been divided by ten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Divisions(u64);

/// The lesson: everything follows from the settings.
pub(super) struct Slope;

/// f, the point, the first h, and f near the point.
pub(super) struct Settings {
    f: Setting<String>,
    a: Setting<f64>,
    study: Study,
}

/// What is seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Pane {
    Magnifier,
    Valley,
    Curve,
    Table,
}

impl Panes for Pane {
    const ALL: &'static [(Pane, &'static str, Text)] = &[
        (Pane::Magnifier, "magnifier", text("magnifier", "放大镜")),
        (Pane::Valley, "valley", text("error against h", "误差与 h")),
        (Pane::Curve, "curve", text("whole curve", "整条曲线")),
        (Pane::Table, "table", text("quotients", "差商表")),
    ];
}

const H: Metric = Metric::new("h", text("h", "h"));
const F_A: Metric = Metric::new("f_a", text("f(a)", "f(a)"));
const F_AH: Metric = Metric::new("f_ah", text("f(a+h)", "f(a+h)"));
const QUOTIENT: Metric = Metric::new("quotient", text("quotient", "差商"));
const DERIVATIVE: Metric = Metric::new("derivative", text("derivative", "导数"));
const ERROR: Metric = Metric::new("error", text("error", "误差"));

/// How far from 0 the point may be.
const FAR: f64 = 1e6;

fn function(form: &mut Form<'_>) -> Result<Setting<String>, Problem> {
    let help = text(
        "Any formula in a: 4*a, a^2, a^3, log(a), sigmoid(a), tanh(a), relu(a), abs(a), sqrt(a), sin(a)*exp(-a) …",
        "任何含 a 的公式：4*a、a^2、a^3、log(a)、sigmoid(a)、tanh(a)、relu(a)、abs(a)、sqrt(a)、sin(a)*exp(-a) ……",
    );
    let expected = text("a formula in a, such as a^2", "含 a 的公式，例如 a^2");
    let f = form.words("f", text("function f", "函数 f"), help, expected, examples::EXAMPLES[0].formula);
    f.read(|formula| read(formula).map(|_| formula.to_string())).live()
}

/// The function, as the script of a run is told.
///
/// # Errors
/// A sentence when a setting does not fit.
pub(crate) fn told(recipe: &Recipe) -> Result<String, Problem> {
    Ok(Slope::read(&recipe.settings)?.0.f.to_string())
}

impl Lesson for Slope {
    type Settings = Settings;
    type State = Divisions;
    type Pane = Pane;

    fn card() -> &'static Card {
        &CARD
    }

    fn settings(form: &mut Form<'_>) -> Result<Settings, Problem> {
        let f = function(form)?;
        let help = text(
            "The point whose slope is asked for; also by mouse on the curve.",
            "求哪一点的斜率；也可用鼠标在曲线上选。",
        );
        let a = form.number("a", text("point a", "点 a"), help, 2.0, -FAR..=FAR).live()?;
        let help = text("How far the second point is away at the first step.", "第一步时第二个点离得多远。");
        let h = form.rate("h", text("first h", "最初的 h"), help, 0.001, 1e-15..=10.0).restarts()?;
        Ok(Settings { study: Study::new(&f, *a, *h)?, f, a })
    }

    fn open(_: &Setup<'_, Settings>) -> Result<(Slope, Divisions), Problem> {
        Ok((Slope, Divisions(0)))
    }

    fn step(&self, settings: &Settings, state: &mut Divisions, _: u64) -> Flow {
        state.0 += 1;
        let study = &settings.study;
        if state.0 >= study.length() { Flow::Finished(study.last_word()) } else { Flow::Going }
    }

    fn length(&self, settings: &Settings) -> Option<u64> {
        Some(settings.study.length())
    }

    fn made(&self, now: Now<'_, Self>) -> Vec<Made> {
        lines::made(&now.settings.study, now.state.0)
    }

    fn phases(&self, _: Now<'_, Self>) -> Vec<Text> {
        vec![
            same("f(a)"),
            same("f(a+h)"),
            text("rise / run", "纵向 / 横向"),
            text("tangent", "切线"),
            same("h ← h/10"),
        ]
    }

    fn measure(&self, now: Now<'_, Self>, row: &mut Row) {
        let study = &now.settings.study;
        let secant = study.secant(study.h(now.state.0));
        row.put(&H, secant.h);
        row.put(&F_A, study.height);
        row.put(&F_AH, secant.height);
        row.put(&QUOTIENT, secant.quotient);
        row.put(&DERIVATIVE, study.derivative);
        row.put(&ERROR, secant.error);
    }

    fn scene(&self, now: Now<'_, Self>, look: &Look<'_>) -> Scene {
        scene::draw(&now.settings.study, now.state.0, look.reveal)
    }

    fn respond(&self, now: Now<'_, Self>, pane: Pane, act: Act) -> Vec<Response> {
        let Settings { a, study, .. } = now.settings;
        let (left, right) = far::window(study);
        let wanted = match (pane, act) {
            (Pane::Curve, Act::Press(Spot::Point { x, .. }) | Act::Drag(Spot::Point { x, .. })) => x,
            (Pane::Curve, Act::Move { dx, .. }) => **a + f64::from(dx) * (right - left) / 60.0,
            _ => return Vec::new(),
        };
        if !(-FAR..=FAR).contains(&wanted) {
            return Vec::new();
        }
        // As many decimals as a place on the screen is worth.
        let digits = (2.0 - (right - left).log10()).ceil().clamp(0.0, 9.0) as usize;
        vec![a.to(rounded(wanted, digits))]
    }

    fn act(&self, now: Now<'_, Self>, verb: Verb) -> Vec<Response> {
        match verb {
            Verb::Example => next_example(now.settings),
            _ => Vec::new(),
        }
    }
}

fn next_example(settings: &Settings) -> Vec<Response> {
    let list = &examples::EXAMPLES;
    let shown = list.iter().position(|example| example.formula == *settings.f);
    let example = &list[shown.map_or(0, |at| (at + 1) % list.len())];
    let mut responses = vec![settings.f.to(example.formula), settings.a.to(example.a)];
    // One of the two comes first, and has to make sense beside what is there.
    if Study::new(example.formula, *settings.a, 1.0).is_err() {
        responses.reverse();
    }
    responses.push(Response::Say(example.shows.clone()));
    responses
}
