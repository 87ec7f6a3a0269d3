//! `descent`: gradient descent on a cost over two weights, seen from above, at an angle and as numbers.

mod arithmetic;
mod basins;
mod cost;
mod lines;
mod map;
mod model;
mod scene;
mod settings;
mod theory;
mod words;

use crate::lab::{
    Act, Card, Flow, Form, Group, Job, Lesson, Look, Made, Metric, Now, Offer, Panes, Recipe, Response, Row,
    Scene, Setting, Setup, Spot, Verb,
};
use crate::math::Expression;
use crate::say;
use crate::words::{Problem, Text, rounded, text};
use cost::{Hill, NAMES};
use map::Map;
use settings::Settings;
use theory::Bends;

static CARD: Card = Card {
    number: 3,
    id: "descent",
    group: Group::Slopes,
    title: text("Gradient descent", "梯度下降"),
    line: text(
        "A point walks down a hill of costs, always straight against the slope.",
        "一个点沿着代价的山坡往下走，每步都正对着梯度的反方向。",
    ),
    goal: text(
        "take a gradient step by hand, choose a learning rate, and say when a rate is too large and why",
        "手算一步梯度下降，选好学习率，并说明学习率何时过大、为什么",
    ),
    minutes: 15,
    step: text("step downhill", "下降一步"),
    seeded: false,
    steps: 100,
    preview: "step=12",
    verbs: &[
        Offer::new(
            Verb::Example,
            text("next cost", "换一个代价"),
            text("Another hill to walk down.", "换一座山往下走。"),
        ),
        Offer::new(
            Verb::Turn,
            text("turn", "旋转"),
            text("Turn the surface by 15 degrees.", "把曲面旋转 15 度。"),
        ),
        Offer::new(
            Verb::Tilt,
            text("tilt", "俯仰"),
            text(
                "Look at the surface from higher up, then from the side again.",
                "从更高处俯视曲面，再回到侧面。",
            ),
        ),
        Offer::new(
            Verb::Bench,
            text("basins", "吸引域"),
            text(
                "Walk from 3456 starts and colour each by the minimum it reaches.",
                "从 3456 个起点各走一遍，按到达的极小点着色。",
            ),
        ),
    ],
    guide: text(
        include_str!("../../../assets/lessons/descent.en.md"),
        include_str!("../../../assets/lessons/descent.zh.md"),
    ),
};

/// Bounds of a start.
const FAR: f64 = 1e6;

/// Where the point is: [w, b].
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Point([f64; 2]);

/// The hill and where the walk begins.
pub(super) struct Descent {
    hill: Hill,
    map: Map,
    start: [f64; 2],
}

/// What is seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Pane {
    Plane,
    Relief,
    Curve,
    Cost,
    Model,
    Theory,
    Basins,
}

impl Panes for Pane {
    const ALL: &'static [(Pane, &'static str, Text)] = &[
        (Pane::Plane, "plane", text("from above", "从上方看")),
        (Pane::Relief, "relief", text("at an angle", "斜看")),
        (Pane::Curve, "curve", text("cost against w", "代价与 w")),
        (Pane::Cost, "cost", text("cost", "代价")),
        (Pane::Model, "model", text("students", "学生")),
        (Pane::Theory, "theory", text("theory", "理论")),
        (Pane::Basins, basins::NAME, text("basins", "吸引域")),
    ];
}

const W: Metric = Metric::new("w", text("w", "w"));
const B: Metric = Metric::new("b", text("b", "b"));
const COST: Metric = Metric::new("cost", text("cost J", "代价 J"));
const DW: Metric = Metric::new("dw", text("∂J/∂w", "∂J/∂w"));
const DB: Metric = Metric::new("db", text("∂J/∂b", "∂J/∂b"));

impl Descent {
    /// Sets the start, rounded to what a place on the screen is worth.
    fn place(&self, settings: &Settings, [w, b]: [f64; 2]) -> Vec<Response> {
        let window = self.map.window;
        let set = |setting: &Setting<f64>, value: f64, (low, high): (f64, f64)| {
            let digits = (2.0 - (high - low).log10()).ceil().clamp(0.0, 9.0) as usize;
            setting.to(rounded(value.clamp(-FAR, FAR), digits))
        };
        if !(w.is_finite() && b.is_finite()) {
            return Vec::new();
        }
        let mut responses = vec![set(&settings.w, w, window.x)];
        if !self.hill.flat {
            responses.push(set(&settings.b, b, window.y));
        }
        responses
    }
}

/// Looks at the surface from elsewhere.
fn view(settings: &Settings, yaw: f64, pitch: f64) -> Vec<Response> {
    let yaw = (yaw + 180.0).rem_euclid(360.0) - 180.0;
    vec![settings.yaw.to(yaw), settings.pitch.to(pitch.clamp(0.0, 90.0))]
}

/// The next hill of the list, from its own start.
fn next_hill(settings: &Settings) -> Vec<Response> {
    let list = || NAMES.into_iter().chain([cost::OWN]);
    let at = list().position(|name| name == settings.hill.typed).map_or(0, |at| (at + 1) % list().count());
    let next = list().nth(at).unwrap_or(NAMES[0]);
    let Ok(hill) = Hill::new(next, 10.0) else { return Vec::new() };
    let [w, b] = hill.start();
    vec![settings.cost.to(next), settings.w.to(w), settings.b.to(b), Response::Say(hill.about())]
}

/// The cost as it was typed, and read if it is a formula of one's own: as the script of a run is told.
///
/// # Errors
/// A sentence when a setting does not fit.
pub(crate) fn told(recipe: &Recipe) -> Result<(String, Option<Expression>), Problem> {
    let (settings, _) = Descent::read(&recipe.settings)?;
    Ok((settings.hill.typed, settings.hill.expression))
}

impl Lesson for Descent {
    type Settings = Settings;
    type State = Point;
    type Pane = Pane;

    fn card() -> &'static Card {
        &CARD
    }

    fn settings(form: &mut Form<'_>) -> Result<Settings, Problem> {
        Settings::fill(form)
    }

    fn open(setup: &Setup<'_, Settings>) -> Result<(Descent, Point), Problem> {
        let hill = setup.settings.hill.clone();
        let start = [*setup.settings.w, *setup.settings.b];
        if !hill.value(start).is_finite() {
            let [w, b] = start;
            let here = say!(
                "J has no value at the start w = {w}, b = {b}. ",
                "J 在起点 w = {w}、b = {b} 处没有值。"
            );
            let why = hill.trouble(start).unwrap_or_default();
            return Err(Problem::usage(here.then(&why)));
        }
        let map = Map::new(&hill, map::holding(hill.window(), &[start]));
        Ok((Descent { hill, map, start }, Point(start)))
    }

    fn step(&self, settings: &Settings, state: &mut Point, t: u64) -> Flow {
        let next = self.hill.next(state.0, *settings.lr);
        if !self.hill.value(next).is_finite() {
            return Flow::Broken(self.breakdown(state.0, *settings.lr, t));
        }
        state.0 = next;
        Flow::Going
    }

    fn made(&self, now: Now<'_, Self>) -> Vec<Made> {
        let at = now.state.0;
        lines::made(&self.hill, at, self.hill.next(at, *now.settings.lr))
    }

    fn phases(&self, _: Now<'_, Self>) -> Vec<Text> {
        vec![text("cost", "代价"), text("gradient", "梯度"), text("update", "更新")]
    }

    fn measure(&self, now: Now<'_, Self>, row: &mut Row) {
        let ([w, b], [dw, db]) = (now.state.0, self.hill.gradient(now.state.0));
        row.put(&W, w);
        row.put(&B, b);
        row.put(&COST, self.hill.value(now.state.0));
        row.put(&DW, dw);
        row.put(&DB, db);
    }

    fn scene(&self, now: Now<'_, Self>, look: &Look<'_>) -> Scene {
        self.draw(now.settings, now.state.0, look)
    }

    fn respond(&self, now: Now<'_, Self>, pane: Pane, act: Act) -> Vec<Response> {
        let (settings, window) = (now.settings, self.map.window);
        match (pane, act) {
            (Pane::Relief, Act::Move { dx, dy }) => {
                view(settings, *settings.yaw + 5.0 * f64::from(dx), *settings.pitch - 5.0 * f64::from(dy))
            }
            (
                Pane::Plane | Pane::Basins,
                Act::Press(Spot::Point { x, y }) | Act::Drag(Spot::Point { x, y }),
            ) => self.place(settings, [x, y]),
            (Pane::Curve, Act::Press(Spot::Point { x, .. }) | Act::Drag(Spot::Point { x, .. })) => {
                self.place(settings, [x, *settings.b])
            }
            (Pane::Plane | Pane::Curve | Pane::Basins, Act::Move { dx, dy }) => {
                let stride = |(low, high): (f64, f64), count: i32| f64::from(count) * (high - low) / 50.0;
                let [w, b] = self.start;
                self.place(settings, [w + stride(window.x, dx), b - stride(window.y, dy)])
            }
            _ => Vec::new(),
        }
    }

    fn act(&self, now: Now<'_, Self>, verb: Verb) -> Vec<Response> {
        let Settings { yaw, pitch, .. } = now.settings;
        match verb {
            Verb::Example => next_hill(now.settings),
            Verb::Turn => view(now.settings, **yaw + 15.0, **pitch),
            Verb::Tilt => {
                let higher = if **pitch >= 90.0 { 20.0 } else { (**pitch + 15.0).min(90.0) };
                view(now.settings, **yaw, higher)
            }
            Verb::Bench if self.hill.flat => vec![Response::Say(text(
                "Basins are areas of a plane, and this cost has one weight alone; choose a cost J of two.",
                "吸引域是平面上的区域，而这个代价只有一个权重；请选一个有两个权重的代价 J。",
            ))],
            Verb::Bench => vec![Response::Work(basins::NAME.into())],
            _ => Vec::new(),
        }
    }

    fn job(&self, now: Now<'_, Self>, name: &str) -> Option<Job> {
        (name == basins::NAME).then(|| basins::job(&self.hill, *now.settings.lr))
    }
}

/// A point of the walk with all that is known about it.
struct Here {
    at: [f64; 2],
    lr: f64,
    cost: f64,
    slope: [f64; 2],
    next: [f64; 2],
    next_cost: f64,
    bends: Bends,
}

impl Here {
    fn new(hill: &Hill, at: [f64; 2], lr: f64) -> Here {
        let next = hill.next(at, lr);
        Here {
            at,
            lr,
            cost: hill.value(at),
            slope: hill.gradient(at),
            next,
            next_cost: hill.value(next),
            bends: Bends::at(hill, at),
        }
    }

    /// The length of the gradient.
    fn steepness(&self) -> f64 {
        self.slope[0].hypot(self.slope[1])
    }
}
