//! What is made smaller, as it is asked for: a hill of the table, a formula, or a model to train.

use super::task::{Hill, Task};
use super::training::Training;
use crate::lab::{Form, OneOf, Setting};
use crate::math::surface::{TERRAINS, Window};
use crate::math::{Expression, Surface};
use crate::say;
use crate::words::{self, Text, figure, text};

/// Hills to race on: those of the table in x and y.
const HILLS: usize = 6;

/// Training problems: name, words, samples a batch (0: all), steps of a sweep.
static TRAININGS: [(&str, Text, usize, u64); 3] = [
    ("train:logistic", text("train: two clouds of points", "训练：两团点"), 0, 200),
    ("train:cats", text("train: one neuron looks at cats", "训练：一个神经元看猫"), 0, 15),
    ("train:spiral", text("train: a network learns a spiral", "训练：网络学习螺旋"), 20, 200),
];

/// Where a start may lie.
const FAR: f64 = 10_000.0;

/// The formula that stands there until the learner types one.
const FORMULA: &str = "x^2 + 3*y^2 + 2*sin(3*x)*cos(2*y)";

/// What can be raced on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Problem {
    /// A hill of the table.
    Terrain(usize),
    /// A round hill whose second coordinate has a gradient in one step of ten only.
    Sparse,
    /// A formula of one's own.
    Formula,
    /// A training problem of the table.
    Training(usize),
}

impl OneOf for Problem {
    fn id(self) -> &'static str {
        match self {
            Problem::Terrain(at) => TERRAINS[at].name,
            Problem::Sparse => "sparse",
            Problem::Formula => "expression",
            Problem::Training(at) => TRAININGS[at].0,
        }
    }

    fn label(self) -> Text {
        match self {
            Problem::Terrain(at) => TERRAINS[at].label.clone(),
            Problem::Sparse => text("sparse: y is seldom seen", "稀疏：很少看到 y"),
            Problem::Formula => text("a formula of your own", "自己的公式"),
            Problem::Training(at) => TRAININGS[at].1.clone(),
        }
    }
}

impl Problem {
    /// Which one; who writes a cost alone asks for it.
    pub(super) fn ask(form: &mut Form<'_>) -> Result<Setting<Problem>, words::Problem> {
        let help = text("The hill to walk down, or a model to train.", "要走下的山，或要训练的模型。");
        let usual = if form.gives("cost") { Problem::Formula } else { Problem::Terrain(0) };
        let hills = (0..HILLS).map(Problem::Terrain).chain([Problem::Sparse, Problem::Formula]);
        let list = hills.chain((0..TRAININGS.len()).map(Problem::Training));
        let problem = form.choice("problem", text("problem", "问题"), help, list).usually(usual).first();
        problem.forgets(&["x0", "y0", "kappa", "batch", "sweep_steps"]).restarts()
    }
}

/// The problem with all that is said about it.
pub(super) enum About {
    /// A surface over x and y, the formula of one's own that it is made of, and where everyone starts.
    Hill {
        surface: Surface,
        formula: Option<Box<Expression>>,
        sparse: bool,
        x: Setting<f64>,
        y: Setting<f64>,
    },
    /// A row of the training problems, and samples a batch (0: all).
    Training { row: usize, batch: usize },
}

impl About {
    pub(super) fn fill(form: &mut Form<'_>, problem: Problem) -> Result<About, words::Problem> {
        let mut formula = None;
        let surface = match problem {
            Problem::Training(row) => {
                let help = text(
                    "Samples a step looks at, the same for everyone; 0: all of them.",
                    "每步所用的样本数，所有参赛者相同；0 表示全部。",
                );
                let batch = form.whole("batch", text("batch", "小批量"), help, TRAININGS[row].2, 0..=100_000);
                return Ok(About::Training { row, batch: *batch.first().restarts()? });
            }
            Problem::Formula => {
                let own = cost(form)?;
                formula = Some(Box::new(own.0.clone()));
                own.1.clone()
            }
            Problem::Sparse => named("sparse", Some(1.0)),
            Problem::Terrain(at) if TERRAINS[at].name == "quadratic" => {
                let help =
                    text("How many times steeper the valley is in y than in x.", "y 方向比 x 方向陡多少倍。");
                let kappa =
                    form.rate("kappa", text("condition number κ", "条件数 κ"), help, 25.0, 1e-3..=1e6);
                named("quadratic", Some(*kappa.first().restarts()?))
            }
            Problem::Terrain(at) => named(TERRAINS[at].name, None),
        };
        let start = surface.start();
        let (x, y) = (coordinate(form, "x0", start[0])?, coordinate(form, "y0", start[1])?);
        Ok(About::Hill { surface, formula, sparse: problem == Problem::Sparse, x, y })
    }

    /// The part of the plane that the map shows at first; nothing for training.
    pub(super) fn window(&self) -> Option<Window> {
        match self {
            About::Hill { surface, .. } => Some(surface.window()),
            About::Training { .. } => None,
        }
    }

    /// How far a sweep runs.
    pub(super) fn sweep(&self) -> u64 {
        match self {
            About::Hill { .. } => 500,
            About::Training { row, .. } => TRAININGS[*row].3,
        }
    }

    /// The problem, ready to race on.
    ///
    /// # Errors
    /// A sentence when there is no cost at the start, or the pictures cannot be read.
    pub(super) fn task(&self, seed: u32) -> Result<Task, words::Problem> {
        let (surface, sparse, start) = match self {
            About::Hill { surface, sparse, x, y, .. } => (surface, *sparse, [**x, **y]),
            About::Training { row, batch } => {
                return Ok(Task::Training(Training::open(TRAININGS[*row].0, *batch, seed)?));
            }
        };
        let cost = surface.value(start[0], start[1]);
        if !cost.is_finite() {
            let ([x, y], cost) = (start.map(|at| figure(at, 5)), figure(cost, 3));
            return Err(words::Problem::usage(say!(
                "The cost at the start ({x}, {y}) is {cost}: choose another x0 or y0.",
                "起点 ({x}, {y}) 处的代价为 {cost}：请换一个 x0 或 y0。"
            )));
        }
        let surface = surface.clone();
        Ok(Task::Hill(if sparse { Hill::sparse(surface, start) } else { Hill::new(surface, start) }))
    }
}

/// A surface of the table; one that is not there is the first.
fn named(name: &str, kappa: Option<f64>) -> Surface {
    Surface::named(name, kappa).unwrap_or(Surface::Terrain(&TERRAINS[0], kappa.unwrap_or(1.0)))
}

fn cost(form: &mut Form<'_>) -> Result<Setting<(Expression, Surface)>, words::Problem> {
    let help = text("The hill as a formula in x and y.", "用 x 和 y 的公式表示的山。");
    let expected = text("a formula in x and y", "含 x 和 y 的公式");
    let cost = form.words("cost", text("cost f(x, y)", "代价 f(x, y)"), help, expected, FORMULA);
    let read = |formula: &str| {
        let expression = Expression::parse(formula).map_err(|error| error.text())?;
        let surface = Surface::formula(&expression, ["x", "y"]).map_err(|error| error.text())?;
        Ok((expression, surface))
    };
    cost.first().read(read).restarts()
}

fn coordinate(form: &mut Form<'_>, name: &'static str, at: f64) -> Result<Setting<f64>, words::Problem> {
    let help = text(
        "Where everyone starts; a click on the map sets it too.",
        "所有参赛者的起点；在地图上点一下也可以设定。",
    );
    form.number(name, say!("start {name}", "起点 {name}"), help, at, -FAR..=FAR).first().restarts()
}
