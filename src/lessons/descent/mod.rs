//! `descent`: gradient descent on a cost over two weights, seen from above, at an angle and as numbers.

mod arithmetic;
mod basins;
mod cost;
mod map;
mod model;
mod scene;
mod theory;
mod words;

use crate::lab::bridge::{OldLesson, OldSetup};
use crate::lab::{
    Act, Card, Flow, Gesture, Group, Job, Look, Metric, Offer, Parameter, Parameters, Response, Scene,
    Settings, Spot, Verb,
};
use crate::say;
use crate::words::{Problem, Text, same, text};
use cost::{Hill, NAMES};
use map::Map;
use theory::Bends;

static CARD: Card = Card {
    number: 3,
    id: "descent",
    group: Group::Slopes,
    title: text("Gradient descent", "梯度下降"),
    line: text(
        "A point walks down a hill of costs, always straight against the slope.",
        "一个点沿着代价的山坡往下走，每步都正对着坡度的反方向。",
    ),
    goal: text(
        "take a gradient step by hand, choose a learning rate, and say when a rate is too large and why",
        "手算一步梯度下降，选好学习率，并说明学习率何时过大、为什么",
    ),
    minutes: 15,
    step: text("step downhill", "下降一步"),
    seeded: false,
    steps: 100,
    preview: 12,
    verbs: &[
        Offer {
            verb: Verb::Example,
            name: text("next cost", "换一个代价"),
            help: text("Another hill to walk down.", "换一座山往下走。"),
        },
        Offer {
            verb: Verb::Turn,
            name: text("turn", "旋转"),
            help: text("Turn the surface by 15 degrees.", "把曲面旋转 15 度。"),
        },
        Offer {
            verb: Verb::Tilt,
            name: text("tilt", "俯仰"),
            help: text(
                "Look at the surface from higher up, then from the side again.",
                "从更高处俯视曲面，再回到侧面。",
            ),
        },
        Offer {
            verb: Verb::Bench,
            name: text("basins", "吸引域"),
            help: text(
                "Walk from 3456 starts and colour each by the minimum it reaches.",
                "从 3456 个起点各走一遍，按到达的极小点着色。",
            ),
        },
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

/// The hill, where the walk begins, and how it is looked at.
pub(super) struct Descent {
    hill: Hill,
    map: Map,
    start: [f64; 2],
    lr: f64,
    yaw: f64,
    pitch: f64,
}

/// The cost of these settings, as it is typed.
fn typed(settings: &Settings) -> &str {
    settings.get_or("cost", NAMES[0]).trim()
}

impl Descent {
    /// The point after one step from `at`.
    fn next(&self, at: [f64; 2]) -> [f64; 2] {
        let slope = self.hill.gradient(at);
        [at[0] - self.lr * slope[0], at[1] - self.lr * slope[1]]
    }

    /// Sets the start, rounded to what a place on the screen is worth.
    fn place(&self, [w, b]: [f64; 2]) -> Vec<Response> {
        let window = self.map.window;
        let set = |name: &str, value: f64, (low, high): (f64, f64)| {
            let digits = (2.0 - (high - low).log10()).ceil().clamp(0.0, 9.0) as usize;
            let value = format!("{:.digits$}", value.clamp(-FAR, FAR));
            Response::Set { name: name.to_string(), value: value.into() }
        };
        if !(w.is_finite() && b.is_finite()) {
            return Vec::new();
        }
        let mut responses = vec![set("w", w, window.x)];
        if !self.hill.flat {
            responses.push(set("b", b, window.y));
        }
        responses
    }

    fn view(&self, yaw: f64, pitch: f64) -> Vec<Response> {
        let set = |name: &str, value: f64| Response::Set {
            name: name.to_string(),
            value: value.to_string().into(),
        };
        let yaw = (yaw + 180.0).rem_euclid(360.0) - 180.0;
        vec![set("yaw", yaw), set("pitch", pitch.clamp(0.0, 90.0))]
    }

    /// The next hill of the list, from its own start.
    fn next_hill(&self) -> Vec<Response> {
        let list = || NAMES.into_iter().chain([cost::OWN]);
        let at = list().position(|name| name == self.hill.typed).map_or(0, |at| (at + 1) % list().count());
        let next = list().nth(at).unwrap_or(NAMES[0]);
        let Ok(hill) = Hill::new(next, 10.0) else { return Vec::new() };
        let set = |name: &str, value: String| Response::Set { name: name.to_string(), value: value.into() };
        let [w, b] = hill.start();
        vec![
            set("cost", next.to_string()),
            set("w", w.to_string()),
            set("b", b.to_string()),
            Response::Say(hill.about()),
        ]
    }
}

impl OldLesson for Descent {
    type State = Point;

    fn card() -> &'static Card {
        &CARD
    }

    fn parameters(settings: &Settings) -> Result<Vec<Parameter>, Problem> {
        let hill = Hill::new(typed(settings), 10.0)?;
        let [w, b] = hill.start();
        let help = text(
            "bowl, parabola, twin, logistic, or any formula in w and b.",
            "bowl（碗）、parabola（抛物线）、twin（双谷）、logistic（逻辑回归），或任何含 w、b 的式子。",
        );
        let expected = text(
            "bowl, parabola, twin, logistic or a formula in w and b",
            "bowl、parabola、twin、logistic 或含 w、b 的式子",
        );
        let mut parameters =
            vec![Parameter::words("cost", text("cost J", "代价 J"), help, expected, NAMES[0])];
        let help = text("How far a step goes along the slope.", "沿坡度走多远。");
        parameters
            .push(Parameter::rate("lr", text("learning rate α", "学习率 α"), help, 0.1, 1e-6, 100.0).live());
        if hill.typed == "bowl" {
            let help = text(
                "How many times steeper the bowl is along b than along w.",
                "碗在 b 方向比 w 方向陡多少倍。",
            );
            parameters.push(Parameter::rate("kappa", text("steepness κ", "陡峭度 κ"), help, 10.0, 0.01, 1e4));
        }
        let help = || {
            text(
                "Where the walk begins; also by mouse or arrow keys in the picture.",
                "从哪里出发；也可在图中用鼠标或方向键设定。",
            )
        };
        parameters.push(Parameter::number("w", text("start w", "起点 w"), help(), w, -FAR, FAR));
        parameters.push(Parameter::number("b", text("start b", "起点 b"), help(), b, -FAR, FAR));
        let help = text("How far the surface is turned, in degrees.", "曲面旋转的角度。");
        parameters.push(
            Parameter::number("yaw", text("turned", "旋转"), help, 30.0, -180.0, 180.0).view().unlisted(),
        );
        let help = text(
            "From how high the surface is seen: 0 from the side, 90 from above.",
            "俯视角度：0 为侧视，90 为正上方。",
        );
        parameters
            .push(Parameter::number("pitch", text("tilt", "俯仰"), help, 35.0, 0.0, 90.0).view().unlisted());
        Ok(parameters)
    }

    fn open(setup: &OldSetup<'_>) -> Result<(Descent, Point), Problem> {
        let parameters = setup.parameters;
        let hill = Hill::new(parameters.word("cost").trim(), parameters.number("kappa"))?;
        let start = [parameters.number("w"), parameters.number("b")];
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
        let mut lesson = Descent { hill, map, start, lr: 0.0, yaw: 0.0, pitch: 0.0 };
        lesson.tune(parameters)?;
        Ok((lesson, Point(start)))
    }

    fn tune(&mut self, parameters: &Parameters) -> Result<(), Problem> {
        self.lr = parameters.number("lr");
        self.yaw = parameters.number("yaw");
        self.pitch = parameters.number("pitch");
        Ok(())
    }

    fn step(&self, state: &mut Point, t: u64) -> Flow {
        let next = self.next(state.0);
        if !self.hill.value(next).is_finite() {
            return Flow::Broken(self.breakdown(state.0, next, t));
        }
        state.0 = next;
        Flow::Going
    }

    fn bytes(&self, _: &Point) -> usize {
        size_of::<Point>()
    }

    fn phases(&self, _: &Point) -> Vec<Text> {
        vec![text("cost", "代价"), text("gradient", "梯度"), text("update", "更新")]
    }

    fn metrics(&self) -> Vec<Metric> {
        vec![
            Metric::new("w", same("w")),
            Metric::new("b", same("b")),
            Metric::new("cost", text("cost J", "代价 J")),
            Metric::new("dw", same("∂J/∂w")),
            Metric::new("db", same("∂J/∂b")),
        ]
    }

    fn measure(&self, state: &Point, _: u64) -> Vec<f64> {
        let ([w, b], [dw, db]) = (state.0, self.hill.gradient(state.0));
        vec![w, b, self.hill.value(state.0), dw, db]
    }

    fn scene(&self, state: &Point, look: &Look<'_>) -> Scene {
        self.draw(state.0, look)
    }

    fn respond(&self, _: &Point, gesture: &Gesture) -> Vec<Response> {
        let window = self.map.window;
        match (gesture.panel.as_str(), gesture.act) {
            ("relief", Act::Move { dx, dy }) => {
                self.view(self.yaw + 5.0 * f64::from(dx), self.pitch - 5.0 * f64::from(dy))
            }
            ("plane" | basins::NAME, Act::Press(Spot::Point { x, y }) | Act::Drag(Spot::Point { x, y })) => {
                self.place([x, y])
            }
            ("curve", Act::Press(Spot::Point { x, .. }) | Act::Drag(Spot::Point { x, .. })) => {
                self.place([x, self.start[1]])
            }
            ("plane" | "curve" | basins::NAME, Act::Move { dx, dy }) => {
                let stride = |(low, high): (f64, f64), count: i32| f64::from(count) * (high - low) / 50.0;
                self.place([self.start[0] + stride(window.x, dx), self.start[1] - stride(window.y, dy)])
            }
            _ => Vec::new(),
        }
    }

    fn act(&self, _: &Point, verb: Verb) -> Vec<Response> {
        match verb {
            Verb::Example => self.next_hill(),
            Verb::Turn => self.view(self.yaw + 15.0, self.pitch),
            Verb::Tilt => {
                self.view(self.yaw, if self.pitch >= 90.0 { 20.0 } else { (self.pitch + 15.0).min(90.0) })
            }
            Verb::Bench => vec![Response::Work(basins::NAME.into())],
            _ => Vec::new(),
        }
    }

    fn job(&self, _: &Point, name: &str) -> Option<Job> {
        (name == basins::NAME).then(|| basins::job(&self.hill, self.lr))
    }
}

/// A point of the walk with all that is known about it.
struct Here {
    at: [f64; 2],
    cost: f64,
    slope: [f64; 2],
    next: [f64; 2],
    next_cost: f64,
    bends: Bends,
}

impl Here {
    fn new(lesson: &Descent, at: [f64; 2]) -> Here {
        let (hill, next) = (&lesson.hill, lesson.next(at));
        Here {
            at,
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
