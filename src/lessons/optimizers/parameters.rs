//! The settings: declared from the tables of rules, hills and training problems.

use super::contender::{rules, usual};
use super::problem::{About, Problem};
use super::view::Seen;
use crate::lab::{Form, Rows, Setting};
use crate::lessons::hyper;
use crate::nn::optimizer::{Convention, Optimizer, Rule, Schedule};
use crate::words::{self, Text, same, text};

/// What is set.
pub(in crate::lessons) struct Settings {
    /// Who races.
    pub(super) list: Setting<Vec<&'static Rule>>,
    /// The same, with everyone's hyper-parameters; rates that are swept are not here.
    pub(super) contenders: Vec<Optimizer>,
    pub(super) about: About,
    pub(super) rates: Setting<Rates>,
    pub(super) convention: Setting<Convention>,
    /// Standard deviation of what is added to every gradient.
    pub(super) noise: Setting<f64>,
    pub(super) divergence: Setting<Divergence>,
    pub(super) sweep_steps: Setting<u64>,
    pub(super) schedule: Schedule,
    pub(super) seen: Seen,
}

/// What learning rates are taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rates {
    Default,
    Equal,
    Swept,
}

impl Rows for Rates {
    const ROWS: &'static [(Rates, &'static str, Text)] = &[
        (Rates::Default, "default", text("each its default", "各用默认值")),
        (Rates::Equal, "equal", text("all equal", "全部相同")),
        (Rates::Swept, "swept", text("best of a sweep", "扫描取最佳")),
    ];
}

/// What happens when a contender leaves the finite numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Divergence {
    Stop,
    Out,
}

impl Rows for Divergence {
    const ROWS: &'static [(Divergence, &'static str, Text)] = &[
        (Divergence::Stop, "stop", text("stops the race", "比赛停下")),
        (Divergence::Out, "out", text("is out", "出局")),
    ];
}

impl Settings {
    /// Who can race depends on the convention, which the panel lists after the problem.
    pub(super) fn fill(form: &mut Form<'_>) -> Result<Settings, words::Problem> {
        let convention = convention(form)?;
        let list = contenders(form, *convention)?;
        let problem = Problem::ask(form)?;
        let about = About::fill(form, *problem)?;
        let (rates, shared) = (rates(form)?, shared_rate(form)?);
        let noise = noise(form)?;
        let own_rate = |rule: &&Rule| form.gives(&format!("{}.lr", rule.name));
        let stops = form.gives("lr") || list.iter().any(own_rate);
        let (divergence, sweep_steps) = (divergence(form, stops)?, sweep_steps(form, about.sweep())?);
        let schedule = schedule(form)?;
        let shared = (*rates == Rates::Equal).then_some(*shared);
        let equip = |rule: &&'static Rule| equip(form, rule, *convention, *rates, shared);
        let contenders = list.iter().map(equip).collect::<Result<Vec<_>, _>>()?;
        let seen = Seen::fill(form, about.window())?;
        Ok(Settings {
            list,
            contenders,
            about,
            rates,
            convention,
            noise,
            divergence,
            sweep_steps,
            schedule,
            seen,
        })
    }

    /// Whether whoever leaves the finite numbers is out, and the others go on.
    pub(super) fn go_on(&self) -> bool {
        *self.divergence == Divergence::Out
    }
}

fn convention(form: &mut Form<'_>) -> Result<Setting<Convention>, words::Problem> {
    let help = text(
        "Whose formulas and defaults: libraries differ in where ε stands and what accumulators start from.",
        "采用哪个库的公式与默认值：各库在 ε 的位置、累加器初值等处有所不同。",
    );
    form.choice("convention", text("convention", "框架公式"), help, Convention::ALL).restarts()
}

fn contenders(
    form: &mut Form<'_>,
    convention: Convention,
) -> Result<Setting<Vec<&'static Rule>>, words::Problem> {
    let help = text(
        "Who races: names with commas between them, or all for all twelve.",
        "谁参赛：用逗号分隔的名称，或 all 表示全部十二种。",
    );
    let expected = text("a comma list of optimizers", "以逗号分隔的优化器名单");
    let list = form.words("contenders", text("contenders", "参赛者"), help, expected, usual(convention));
    list.first().read(move |list| rules(list, convention)).restarts()
}

fn rates(form: &mut Form<'_>) -> Result<Setting<Rates>, words::Problem> {
    let help = text(
        "Each its own default, all equal, or the best of a sweep for each.",
        "各用默认值、全部相同，或各取扫描得到的最佳值。",
    );
    // Who sets one rate means it for everyone.
    let usual = if form.gives("lr") { Rates::Equal } else { Rates::Default };
    let rates = form.choice("rates", text("learning rates", "学习率的取法"), help, Rates::all());
    rates.usually(usual).first().restarts()
}

/// The rate of everyone.
fn shared_rate(form: &mut Form<'_>) -> Result<Setting<f64>, words::Problem> {
    let help = text(
        "Sets all rates at once; works with equal rates.",
        "一次设定所有参赛者的学习率；在“全部相同”时起作用。",
    );
    form.rate("lr", text("rate of all α", "统一学习率 α"), help, 0.01, 1e-9..=1e4).first().live()
}

fn noise(form: &mut Form<'_>) -> Result<Setting<f64>, words::Problem> {
    let help = text(
        "Standard deviation of what is added to every gradient: the same numbers for everyone.",
        "加在每个梯度上的噪声的标准差：所有参赛者得到同样的随机数。",
    );
    form.number("noise", text("gradient noise", "梯度噪声"), help, 0.0, 0.0..=1e6).live()
}

/// `stops`: the learner has set a rate, so that a contender who breaks is news; with rates nobody chose, some
/// rule or other breaks on every steep hill and the race is to go on.
fn divergence(form: &mut Form<'_>, stops: bool) -> Result<Setting<Divergence>, words::Problem> {
    let help = text(
        "When a contender leaves the finite numbers: stop the race and say so (usual once you set a rate), or label it and go on without it.",
        "有参赛者超出数的范围时：停下并说明（自己设过学习率时默认如此），或标记它出局、其余继续。",
    );
    let usual = if stops { Divergence::Stop } else { Divergence::Out };
    let label = text("who breaks", "发散时");
    form.choice("divergence", label, help, Divergence::all()).usually(usual).live()
}

fn sweep_steps(form: &mut Form<'_>, usual: u64) -> Result<Setting<u64>, words::Problem> {
    let help = text("How far the sweep runs before it compares costs.", "扫描在比较代价之前走多少步。");
    form.whole("sweep_steps", text("steps of a sweep", "扫描步数"), help, usual, 1..=100_000).restarts()
}

/// The schedule, and where it is not constant its length and factor.
fn schedule(form: &mut Form<'_>) -> Result<Schedule, words::Problem> {
    let help = text(
        "How every learning rate changes over the steps: stairs, half a cosine, or a slow start.",
        "各学习率如何随步数变化：阶梯下降、余弦退火，或慢慢预热。",
    );
    let label = text("schedule", "学习率日程");
    let schedule = *form.choice("schedule", label, help, Schedule::all()).live()?;
    if schedule == Schedule::Constant {
        return Ok(schedule);
    }
    let help = text(
        "Steps of a stair, until the cosine is at 0, or until the full rate is reached.",
        "一级阶梯的步数、余弦降到 0 的步数，或升到全速的步数。",
    );
    let label = text("steps of the schedule", "日程步数");
    let steps = *form.whole("schedule_steps", label, help, 100, 1..=1_000_000).live()?;
    if matches!(schedule, Schedule::Cosine { .. }) {
        return Ok(schedule.with(steps, 0.0));
    }
    let help = text(
        "By which a stair multiplies the rate, or the fraction it starts from.",
        "每级阶梯乘上的因子，或预热起点所占的比例。",
    );
    let label = text("factor of the schedule", "日程因子");
    let factor = *form.number("schedule_factor", label, help, 0.1, 0.0..=1.0).live()?;
    Ok(schedule.with(steps, factor))
}

/// A contender with its hyper-parameters: `adam.beta1` …
fn equip(
    form: &mut Form<'_>,
    rule: &'static Rule,
    convention: Convention,
    rates: Rates,
    shared: Option<f64>,
) -> Result<Optimizer, words::Problem> {
    let mut optimizer = Optimizer::new(rule.name, convention)?;
    // What the sweep finds is not for the learner to set.
    let open = rule.open_hyper(convention).filter(|hyper| rates != Rates::Swept || hyper.name != "lr");
    for hyper in open {
        let (low, high) = hyper.bounds;
        let shared = shared.filter(|rate| hyper.name == "lr" && (low..=high).contains(rate));
        let preset = shared.unwrap_or_else(|| hyper::preset(hyper, convention));
        let name = format!("{}.{}", rule.name, hyper.name);
        let label = same(format!("{} {}", rule.name, hyper.symbol));
        optimizer.set(hyper.name, hyper::declare(form, name, label, (rule, hyper), preset)?)?;
    }
    Ok(optimizer)
}
