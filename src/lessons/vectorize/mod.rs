//! Lesson 5: the same sum element by element and as one array expression, timed here and now.

mod functions;
mod numbers;
mod scene;
mod shapes;
mod timing;
mod work;
mod written;

use crate::lab::bridge::{OldLesson, OldSetup};
use crate::lab::{
    Card, Flow, Group, Job, Look, Metric, Offer, Parameter, Parameters, Response, Scene, Settings, Verb,
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
    preview: 12,
    verbs: &[Offer {
        verb: Verb::Bench,
        name: text("measure sizes", "测各种规模"),
        help: text(
            "Measure the ratio of the two times for small and large arrays, in the background.",
            "在后台测量数组从小到大时两种写法的耗时之比。",
        ),
    }],
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

impl OldLesson for Vectorize {
    type State = Trial;

    /// A time cannot be measured again alike: every trial is kept.
    const REPEATABLE: bool = false;

    fn card() -> &'static Card {
        &CARD
    }

    fn parameters(_: &Settings) -> Result<Vec<Parameter>, Problem> {
        Ok(vec![
            Parameter::choice(
                "work",
                text("work", "任务"),
                text(
                    "What is computed: a sum of products, or one gradient of logistic regression.",
                    "计算什么：一个乘积之和，或逻辑回归的一次梯度。",
                ),
                vec![
                    ("dot", text("Σ aᵢbᵢ", "Σ aᵢbᵢ")),
                    ("gradient", text("dw, db of logistic regression", "逻辑回归的 dw、db")),
                ],
            ),
            Parameter::rate(
                "n",
                text("numbers n", "数的个数 n"),
                text("How many products the sum has.", "求和中有多少个乘积。"),
                1e5,
                1.0,
                1e7,
            ),
            Parameter::rate(
                "m",
                text("examples m", "样本数 m"),
                text(
                    "How many examples the gradient is a mean of; each has 256 features.",
                    "梯度是多少个样本的平均；每个样本有 256 个特征。",
                ),
                1e3,
                1.0,
                2e4,
            ),
        ])
    }

    fn open(setup: &OldSetup<'_>) -> Result<(Vectorize, Trial), Problem> {
        let kind = Kind::named(setup.parameters.word("work"));
        let size = setup.parameters.number(kind.size_name()).round() as usize;
        let work = Work::new(kind, size, setup.seed);
        // Trial 0 warms caches and pages up; it is shown, but counts in no median.
        let warm_up = Trial::measure(&work, setup.clock, false);
        Ok((Vectorize { work, seed: setup.seed, clock: setup.clock }, warm_up))
    }

    fn tune(&mut self, _: &Parameters) -> Result<(), Problem> {
        Ok(())
    }

    fn step(&self, state: &mut Trial, t: u64) -> Flow {
        *state = Trial::measure(&self.work, self.clock, t.is_multiple_of(2));
        Flow::Going
    }

    fn bytes(&self, _: &Trial) -> usize {
        size_of::<Trial>()
    }

    fn phases(&self, _: &Trial) -> Vec<Text> {
        vec![text("loop", "循环"), text("array", "数组"), text("compare", "比较")]
    }

    fn counter() -> Metric {
        Metric::new("trial", text("trial", "试验"))
    }

    fn metrics(&self) -> Vec<Metric> {
        vec![
            Metric::new("loop_us", text("loop, µs", "循环，µs")),
            Metric::new("vector_us", text("array, µs", "数组，µs")),
            Metric::new("ratio", text("loop / array", "循环 / 数组")),
            Metric::new("difference", text("difference of the results", "结果之差")),
        ]
    }

    fn measure(&self, state: &Trial, _: u64) -> Vec<f64> {
        vec![state.loop_us, state.array_us, state.loop_us / state.array_us, state.difference]
    }

    fn scene(&self, state: &Trial, look: &Look<'_>) -> Scene {
        scene::scene(self, state, look)
    }

    fn act(&self, _: &Trial, verb: Verb) -> Vec<Response> {
        if verb == Verb::Bench { vec![Response::Work(RATIO.into())] } else { Vec::new() }
    }

    fn job(&self, _: &Trial, name: &str) -> Option<Job> {
        (name == RATIO).then(|| timing::over_sizes(RATIO, self.work.kind(), self.seed, self.clock))
    }
}
