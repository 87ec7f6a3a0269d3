//! The lesson's parameters: declared from the tables of rules, hills and training problems.

use super::contender::{Contender, rules, usual};
use super::sweep;
use super::task::{Hill, Task};
use super::training::Training;
use crate::lab::{Choice, Findings, Parameter, Parameters, Settings, Value};
use crate::lessons::hyper;
use crate::math::surface::{TERRAINS, Window};
use crate::math::{Expression, Surface};
use crate::nn::optimizer::{Convention, Hyper, Optimizer, RULES, Rule, Schedule};
use crate::say;
use crate::words::{Problem, Text, figure, same, text};

/// Hills to race on: those of the table in x and y.
const HILLS: usize = 6;

/// Training problems: name, words, samples a batch (0: all), steps of a sweep.
static TRAININGS: [(&str, Text, i64, i64); 3] = [
    ("train:logistic", text("train: two clouds of points", "训练：两团点"), 0, 200),
    ("train:cats", text("train: one neuron looks at cats", "训练：一个神经元看猫"), 0, 15),
    ("train:spiral", text("train: a network learns a spiral", "训练：网络学习螺旋"), 20, 200),
];

/// Where a start may lie, and how far the map may be moved.
const FAR: f64 = 10_000.0;

/// The problem that the settings ask for; a formula alone asks for itself.
fn problem(settings: &Settings) -> &str {
    let usual = if settings.get("cost").is_some() { "expression" } else { TERRAINS[0].name };
    settings.get_or("problem", usual)
}

fn training(problem: &str) -> Option<&'static (&'static str, Text, i64, i64)> {
    TRAININGS.iter().find(|row| row.0 == problem)
}

/// All parameters under these settings.
///
/// # Errors
/// A sentence when the list of contenders or the formula cannot be read.
pub(super) fn declare(settings: &Settings) -> Result<Vec<Parameter>, Problem> {
    let problem = problem(settings);
    let convention = Convention::find(settings.get_or("convention", "pytorch")).unwrap_or_default();
    let usual = usual(convention);
    let contenders = rules(settings.get_or("contenders", &usual), convention)?;
    let rates = settings.get_or("rates", if settings.get("lr").is_some() { "equal" } else { "default" });
    let mut all =
        vec![list_of_contenders(&usual), problems().with_default(Value::Words(problem_or_first(problem)))];
    all.extend(about_the_problem(problem, settings)?);
    let own_rate = |rule: &&Rule| settings.get(&format!("{}.lr", rule.name)).is_some();
    let stops = settings.get("lr").is_some() || contenders.iter().any(own_rate);
    all.extend(about_fairness(problem, rates, stops));
    all.extend(about_the_schedule(settings.get_or("schedule", "constant")));
    let shared = match shared_rate().read(settings.get_or("lr", "0.01")) {
        Ok(Value::Number(rate)) if rates == "equal" => Some(rate),
        _ => None,
    };
    for rule in contenders {
        all.extend(hypers(rule, convention, rates, shared));
    }
    all.extend(super::view::parameters(window(problem, settings)));
    Ok(all)
}

fn problem_or_first(problem: &str) -> String {
    if problem == "expression" { problem } else { TERRAINS[0].name }.to_string()
}

fn list_of_contenders(usual: &str) -> Parameter {
    Parameter::words(
        "contenders",
        text("contenders", "参赛者"),
        text(
            "Who races: names with commas between them, or all for all twelve.",
            "谁参赛：用逗号分隔的名称，或 all 表示全部十二种。",
        ),
        text("a comma list of optimizers", "以逗号分隔的优化器名单"),
        usual,
    )
}

fn problems() -> Parameter {
    let mut choices: Vec<(&str, Text)> =
        TERRAINS[..HILLS].iter().map(|terrain| (terrain.name, terrain.label.clone())).collect();
    choices.push((SPARSE, text("sparse: y is seldom seen", "稀疏：很少看到 y")));
    choices.push(("expression", text("a formula of your own", "自己的公式")));
    choices.extend(TRAININGS.iter().map(|row| (row.0, row.1.clone())));
    Parameter::choice(
        "problem",
        text("problem", "问题"),
        text("The hill to walk down, or a model to train.", "要走下的山，或要训练的模型。"),
        choices,
    )
}

/// The surface of a hill, from the problem's name, κ and formula.
fn surface(problem: &str, kappa: Option<f64>, cost: &str) -> Result<Surface, Problem> {
    if problem == "expression" {
        let expression = Expression::parse(cost).map_err(|error| Problem::usage(error.text()))?;
        return Surface::formula(&expression, ["x", "y"]).map_err(|error| Problem::usage(error.text()));
    }
    let kappa = if problem == SPARSE { Some(1.0) } else { kappa };
    let known = Surface::named(problem, kappa).or_else(|| Surface::named(TERRAINS[0].name, kappa));
    known.ok_or_else(|| Problem::usage(same(problem)))
}

/// The problem whose second coordinate has a gradient in one step of ten only.
const SPARSE: &str = "sparse";

/// The formula that stands there until the learner types one.
const FORMULA: &str = "x^2 + 3*y^2 + 2*sin(3*x)*cos(2*y)";

/// The part of the plane that the map shows at first; nothing for training.
fn window(problem: &str, settings: &Settings) -> Option<Window> {
    let surface = surface(problem, None, settings.get_or("cost", FORMULA)).ok()?;
    training(problem).is_none().then(|| surface.window())
}

fn about_the_problem(problem: &str, settings: &Settings) -> Result<Vec<Parameter>, Problem> {
    if let Some((_, _, batch, _)) = training(problem) {
        let help = text(
            "Samples a step looks at, the same for everyone; 0: all of them.",
            "每步所用的样本数，所有参赛者相同；0 表示全部。",
        );
        return Ok(vec![Parameter::whole("batch", text("batch", "批大小"), help, *batch, 0, 100_000)]);
    }
    let mut all = Vec::new();
    if problem == "expression" {
        all.push(Parameter::words(
            "cost",
            text("cost f(x, y)", "代价 f(x, y)"),
            text("The hill as a formula in x and y.", "用 x 和 y 的公式表示的山。"),
            text("a formula in x and y", "含 x 和 y 的公式"),
            FORMULA,
        ));
    }
    if problem == "quadratic" {
        let help = text("How many times steeper the valley is in y than in x.", "y 方向比 x 方向陡多少倍。");
        all.push(Parameter::rate("kappa", text("condition number κ", "条件数 κ"), help, 25.0, 1e-3, 1e6));
    }
    let [x, y] = surface(problem, None, settings.get_or("cost", FORMULA))?.start();
    for (name, at) in [("x0", x), ("y0", y)] {
        let label = say!("start {name}", "起点 {name}");
        let help = text(
            "Where everyone starts; a click on the map sets it too.",
            "所有参赛者的起点；在地图上点一下也可以设定。",
        );
        all.push(Parameter::number(name, label, help, at, -FAR, FAR));
    }
    Ok(all)
}

/// `stops`: the learner has set a rate, so that a contender who breaks is news; with rates nobody chose, some
/// rule or other breaks on every steep hill and the race is to go on.
fn about_fairness(problem: &str, rates: &str, stops: bool) -> Vec<Parameter> {
    let steps = training(problem).map_or(500, |row| row.3);
    let usual = Value::Words(if rates == "equal" { "equal" } else { "default" }.to_string());
    vec![
        Parameter::choice(
            "rates",
            text("learning rates", "学习率的取法"),
            text(
                "Each its own default, all equal, or the best of a sweep for each.",
                "各用默认值、全部相同，或各取扫描得到的最佳值。",
            ),
            vec![
                ("default", text("each its default", "各用默认值")),
                ("equal", text("all equal", "全部相同")),
                ("swept", text("best of a sweep", "扫描取最佳")),
            ],
        )
        .with_default(usual),
        shared_rate(),
        Parameter::choice(
            "convention",
            text("convention", "约定"),
            text(
                "Whose formulas and defaults: libraries differ in where ε stands and what accumulators start from.",
                "采用哪个库的公式与默认值：各库在 ε 的位置、累加器初值等处有所不同。",
            ),
            Convention::ALL.map(|convention| (convention.code(), convention.label())).to_vec(),
        ),
        Parameter::number(
            "noise",
            text("gradient noise", "梯度噪声"),
            text(
                "Standard deviation of what is added to every gradient: the same numbers for everyone.",
                "加在每个梯度上的噪声的标准差：所有参赛者得到同样的随机数。",
            ),
            0.0,
            0.0,
            1e6,
        )
        .live(),
        Parameter::choice(
            "divergence",
            text("who breaks", "发散时"),
            text(
                "When a contender leaves the finite numbers: stop the race and say so (usual once you set a rate), or label it and go on without it.",
                "有参赛者超出数的范围时：停下并说明（自己设过学习率时默认如此），或标记它出局、其余继续。",
            ),
            vec![("stop", text("stops the race", "比赛停下")), ("out", text("is out", "出局"))],
        )
        .with_default(Value::Words(if stops { "stop" } else { "out" }.to_string()))
        .live(),
        Parameter::whole(
            "sweep_steps",
            text("steps of a sweep", "扫描步数"),
            text("How far the sweep runs before it compares costs.", "扫描在比较代价之前走多少步。"),
            steps,
            1,
            100_000,
        ),
    ]
}

/// The schedule, and where it is not constant its length and factor.
fn about_the_schedule(schedule: &str) -> Vec<Parameter> {
    let help = text(
        "How every learning rate changes over the steps: stairs, half a cosine, or a slow start.",
        "各学习率如何随步数变化：阶梯下降、余弦退火，或慢慢预热。",
    );
    let label = text("schedule", "学习率日程");
    let mut all = vec![Parameter::choice("schedule", label, help, Schedule::NAMES.to_vec()).live()];
    if schedule != "constant" {
        let help = text(
            "Steps of a stair, until the cosine is at 0, or until the full rate is reached.",
            "一级阶梯的步数、余弦降到 0 的步数，或升到全速的步数。",
        );
        let label = text("steps of the schedule", "日程步数");
        all.push(Parameter::whole("schedule_steps", label, help, 100, 1, 1_000_000).live());
    }
    if ["step", "warmup"].contains(&schedule) {
        let help = text(
            "By which a stair multiplies the rate, or the fraction it starts from.",
            "每级阶梯乘上的因子，或预热起点所占的比例。",
        );
        let label = text("factor of the schedule", "日程因子");
        all.push(Parameter::number("schedule_factor", label, help, 0.1, 0.0, 1.0).live());
    }
    all
}

/// The rate of everyone.
fn shared_rate() -> Parameter {
    let help = text(
        "Sets all rates at once; works with equal rates.",
        "一次设定所有参赛者的学习率；在“全部相同”时起作用。",
    );
    Parameter::rate("lr", text("rate of all α", "统一学习率 α"), help, 0.01, 1e-9, 1e4).live()
}

/// The hyper-parameters of one contender.
fn hypers(rule: &'static Rule, convention: Convention, rates: &str, shared: Option<f64>) -> Vec<Parameter> {
    let all = rule.open_hyper(convention);
    // What the sweep finds is not for the learner to set.
    all.filter(|hyper| rates != "swept" || hyper.name != "lr")
        .map(|hyper| hyper_parameter(rule, hyper, convention, shared))
        .collect()
}

fn hyper_parameter(rule: &Rule, hyper: &Hyper, convention: Convention, shared: Option<f64>) -> Parameter {
    let name = format!("{}.{}", rule.name, hyper.name);
    let label = same(format!("{} {}", rule.name, hyper.symbol));
    let (low, high) = hyper.bounds;
    let shared = shared.filter(|rate| hyper.name == "lr" && (low..=high).contains(rate));
    let preset = shared.unwrap_or_else(|| hyper::preset(hyper, convention));
    hyper::parameter(name, label, rule, hyper, preset)
}

/// The problem that the parameters describe.
///
/// # Errors
/// A sentence when there is no cost at the start, or the pictures cannot be read.
pub(super) fn task(parameters: &Parameters, seed: u32) -> Result<Task, Problem> {
    let problem = parameters.word("problem");
    if training(problem).is_some() {
        return Ok(Task::Training(Training::open(problem, parameters.count("batch"), seed)?));
    }
    let kappa = parameters.number("kappa");
    let surface = surface(problem, (!kappa.is_nan()).then_some(kappa), parameters.word("cost"))?;
    let start = [parameters.number("x0"), parameters.number("y0")];
    let cost = surface.value(start[0], start[1]);
    if !cost.is_finite() {
        let ([x, y], cost) = (start.map(|at| figure(at, 5)), figure(cost, 3));
        return Err(Problem::usage(say!(
            "The cost at the start ({x}, {y}) is {cost}: choose another x0 or y0.",
            "起点 ({x}, {y}) 处的代价为 {cost}：请换一个 x0 或 y0。"
        )));
    }
    let hill = if problem == SPARSE { Hill::sparse(surface, start) } else { Hill::new(surface, start) };
    Ok(Task::Hill(hill))
}

/// The contenders that the parameters describe; rates from a sweep where there is one.
///
/// # Errors
/// A sentence when a value does not suit a rule.
pub(super) fn contenders(
    parameters: &Parameters,
    swept: Option<&Findings>,
) -> Result<Vec<Contender>, Problem> {
    let convention = convention(parameters);
    let equip = |rule: &'static Rule| {
        let mut optimizer = Optimizer::new(rule.name, convention)?;
        for hyper in rule.open_hyper(convention) {
            let set = parameters.value(&format!("{}.{}", rule.name, hyper.name));
            if let Some(value) = hyper::number(set) {
                optimizer.set(hyper.name, value)?;
            }
        }
        if let Some((rate, _)) = swept.and_then(|swept| sweep::best(swept, rule.name)) {
            optimizer = optimizer.with_rate(rate);
        }
        Ok(Contender { optimizer })
    };
    rules(parameters.word("contenders"), convention)?.into_iter().map(equip).collect()
}

/// How all rates change over the steps.
pub(super) fn schedule(parameters: &Parameters) -> Schedule {
    let over = parameters.count("schedule_steps") as u64;
    Schedule::named(parameters.word("schedule"), over, parameters.number("schedule_factor"))
}

/// Whose formulas are in force.
pub(super) fn convention(parameters: &Parameters) -> Convention {
    Convention::find(parameters.word("convention")).unwrap_or_default()
}

/// The chosen contender's name for every rule there is, so that a choice outlives a change of the list.
pub(super) fn names() -> Vec<Choice> {
    RULES.iter().map(|rule| Choice { id: rule.name.to_string(), label: rule.label.clone() }).collect()
}
