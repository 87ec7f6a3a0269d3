//! Lesson 5: the same sum element by element and as one array expression, timed here and now.

mod functions;
mod lines;
mod numbers;
mod scene;
mod shapes;
mod timing;
mod work;
mod written;

use crate::lab::{
    Card, Flow, Form, Group, Job, Lesson, Look, Made, Metric, Now, Offer, Panes, Recipe, Response, Row, Rows,
    Scene, Setting, Setup, Verb,
};
use crate::words::{Problem, Text, text};
use std::time::Duration;
use timing::Trial;
use work::{Kind, Work};

static CARD: Card = Card {
    number: 5,
    id: "vectorize",
    group: Group::Neuron,
    title: text("The same sum without a loop", "不写循环的求和"),
    line: text(
        "A loop and an array expression compute the same numbers: watch their times on your own machine.",
        "循环和数组表达式算出同样的数：在你自己的机器上看它们各花多少时间。",
    ),
    goal: text(
        "turn nested loops into wᵀX + b and X(A − Y)ᵀ/m, check the shapes, and measure what it brings",
        "把嵌套循环改写成 wᵀX + b 和 X(A − Y)ᵀ/m，核对形状，并测出快了多少",
    ),
    minutes: 15,
    step: text("trial", "次试验"),
    seeded: true,
    steps: 25,
    preview: "step=12",
    verbs: &[Offer::new(
        Verb::Bench,
        text("measure sizes", "测各种规模"),
        text(
            "Measure the ratio of the two times for small and large arrays, in the background.",
            "在后台测量数组从小到大时两种写法的耗时之比。",
        ),
    )],
    guide: text(
        include_str!("../../../assets/lessons/vectorize.en.md"),
        include_str!("../../../assets/lessons/vectorize.zh.md"),
    ),
};

/// The background job: times over sizes.
const RATIO: &str = "ratio";

/// What is computed, and the clock it is timed by.
pub(super) struct Vectorize {
    work: Work,
    seed: u32,
    clock: fn() -> Duration,
}

/// Which computation, and how large each of them is.
pub(super) struct Settings {
    work: Setting<Kind>,
    n: Setting<f64>,
    m: Setting<f64>,
}

/// What is seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Pane {
    Bars,
    Ratio,
    Trials,
    Rewritten,
    Shapes,
    Speeds,
    Numbers,
    Functions,
}

impl Panes for Pane {
    const ALL: &'static [(Pane, &'static str, Text)] = &[
        (Pane::Bars, "bars", text("times", "用时")),
        (Pane::Ratio, "ratio", text("ratio", "倍数")),
        (Pane::Trials, "trials", text("trials", "试验")),
        (Pane::Rewritten, "rewritten", text("code", "代码")),
        (Pane::Shapes, "shapes", text("shapes", "形状")),
        (Pane::Speeds, "speeds", text("speed", "速度")),
        (Pane::Numbers, "numbers", text("numbers", "各数")),
        (Pane::Functions, "functions", text("functions", "函数")),
    ];
}

const LOOP: Metric = Metric::new("loop_us", text("loop, µs", "循环，µs"));
const ARRAY: Metric = Metric::new("vector_us", text("array, µs", "数组，µs"));
const FASTER: Metric = Metric::new("ratio", text("loop / array", "循环 / 数组"));
const DIFFERENCE: Metric = Metric::new("difference", text("difference of the results", "结果之差"));

impl Rows for Kind {
    const ROWS: &'static [(Kind, &'static str, Text)] = &[
        (Kind::Dot, "dot", text("Σ aᵢbᵢ", "Σ aᵢbᵢ")),
        (Kind::Gradient, "gradient", text("dw, db of logistic regression", "逻辑回归的 dw、db")),
    ];
}

/// How many products, and how many examples: as the script of a run is told.
///
/// # Errors
/// A sentence when a setting does not fit.
pub(crate) fn told(recipe: &Recipe) -> Result<(u64, u64), Problem> {
    let (settings, _) = Vectorize::read(&recipe.settings)?;
    Ok((settings.n.round() as u64, settings.m.round() as u64))
}

impl Lesson for Vectorize {
    type Settings = Settings;
    type State = Trial;
    type Pane = Pane;

    /// A time cannot be measured again alike: every trial is kept.
    const REPEATABLE: bool = false;

    fn card() -> &'static Card {
        &CARD
    }

    fn settings(form: &mut Form<'_>) -> Result<Settings, Problem> {
        let help = text(
            "What is computed: a sum of products, or one gradient of logistic regression.",
            "计算什么：一个乘积之和，或逻辑回归的一次梯度。",
        );
        let work = form.choice("work", text("work", "任务"), help, Kind::all()).forgets(&[]).restarts()?;
        let help = text("How many products the sum has.", "求和中有多少个乘积。");
        let n = form
            .rate("n", text("numbers n", "数的个数 n"), help, 1e5, 1.0..=1e7)
            .listed_if(*work == Kind::Dot)
            .restarts()?;
        let help = text(
            "How many examples the gradient is a mean of; each has 256 features.",
            "梯度是多少个样本的平均；每个样本有 256 个特征。",
        );
        let m = form
            .rate("m", text("examples m", "样本数 m"), help, 1e3, 1.0..=2e4)
            .listed_if(*work == Kind::Gradient)
            .restarts()?;
        Ok(Settings { work, n, m })
    }

    fn open(setup: &Setup<'_, Settings>) -> Result<(Vectorize, Trial), Problem> {
        let Settings { work, n, m } = setup.settings;
        let size = match **work {
            Kind::Dot => n,
            Kind::Gradient => m,
        };
        let work = Work::new(**work, size.round() as usize, setup.seed);
        // Trial 0 warms caches and pages up; it is shown, but counts in no median.
        let warm_up = Trial::measure(&work, setup.clock, false);
        Ok((Vectorize { work, seed: setup.seed, clock: setup.clock }, warm_up))
    }

    fn step(&self, _: &Settings, state: &mut Trial, t: u64) -> Flow {
        *state = Trial::measure(&self.work, self.clock, t.is_multiple_of(2));
        Flow::Going
    }

    fn made(&self, now: Now<'_, Self>) -> Vec<Made> {
        lines::made(&self.work, now.state)
    }

    fn phases(&self, _: Now<'_, Self>) -> Vec<Text> {
        vec![text("loop", "循环"), text("array", "数组"), text("compare", "比较")]
    }

    fn counter() -> Metric {
        Metric::new("trial", text("trial", "试验"))
    }

    fn measure(&self, now: Now<'_, Self>, row: &mut Row) {
        let trial = now.state;
        row.put(&LOOP, trial.loop_us);
        row.put(&ARRAY, trial.array_us);
        row.put(&FASTER, trial.loop_us / trial.array_us);
        row.put(&DIFFERENCE, trial.difference);
    }

    fn scene(&self, now: Now<'_, Self>, look: &Look<'_>) -> Scene {
        scene::scene(self, now.state, look)
    }

    fn act(&self, _: Now<'_, Self>, verb: Verb) -> Vec<Response> {
        if verb == Verb::Bench { vec![Response::Work(RATIO.into())] } else { Vec::new() }
    }

    fn job(&self, _: Now<'_, Self>, name: &str) -> Option<Job> {
        (name == RATIO).then(|| timing::over_sizes(RATIO, self.work.kind(), self.seed, self.clock))
    }
}
