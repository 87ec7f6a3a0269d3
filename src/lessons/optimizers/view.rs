//! What is looked at: which contender, which part of the map, from where. None of it changes the race.

use super::contender::Contender;
use super::parameters::names;
use super::task::{Hill, Task};
use crate::lab::scene::{Contour, Field, Ink, Palette};
use crate::lab::{Kind, Parameter, Parameters, Value};
use crate::math::surface::{Grid, Spacing, Window, contour, levels, spacing_for};
use crate::nn::optimizer::find;
use crate::words::{Problem, Text, same, text};

/// How far the map can be magnified.
const ZOOM: (f64, f64) = (0.01, 1e6);

/// The parameters of the view; `window` is what the map shows at first, where there is one.
pub(super) fn parameters(window: Option<Window>) -> Vec<Parameter> {
    let chosen = Kind::Choice(names());
    let mut all = vec![
        Parameter::new(
            "chosen",
            text("chosen contender", "选中的参赛者"),
            text("Whose update is written out below.", "下方逐步写出谁的更新。"),
            chosen,
            Value::Words("adam".to_string()),
        ),
        Parameter::words(
            "hidden",
            text("not shown", "不显示"),
            text("Contenders that race but are not drawn.", "参赛但不画出的参赛者。"),
            text("a comma list of optimizers", "以逗号分隔的优化器名单"),
            "",
        ),
        Parameter::whole(
            "coordinate",
            text("coordinate", "坐标"),
            text(
                "The coordinate or weight whose arithmetic is written out, counted from 1; 0 is one that tells much.",
                "写出哪个坐标（或权重）的算式，从 1 数起；0 表示一个有代表性的。",
            ),
            0,
            0,
            1_000_000_000,
        ),
    ];
    if let Some(window) = window {
        let middle = |(from, to): (f64, f64)| 0.5 * (from + to);
        let far = 1e5;
        all.extend([
            Parameter::choice(
                "view",
                text("view", "视图"),
                text("The hill as a map or as a surface that turns.", "以地图或可转动的曲面来看这座山。"),
                vec![("map", text("map", "地图")), ("relief", text("3-D", "三维"))],
            ),
            number("zoom", text("zoom", "放大"), true, (1.0, ZOOM.0, ZOOM.1)),
            number("cx", text("middle of the map, x", "地图中心 x"), false, (middle(window.x), -far, far)),
            number("cy", text("middle of the map, y", "地图中心 y"), false, (middle(window.y), -far, far)),
            number("yaw", text("turned by, °", "水平转角，°"), false, (30.0, -3600.0, 3600.0)),
            number("pitch", text("seen from above by, °", "俯视角，°"), false, (35.0, 0.0, 90.0)),
        ]);
    }
    all.into_iter().map(Parameter::view).map(unlisted).collect()
}

fn number(name: &str, label: Text, log: bool, (default, min, max): (f64, f64, f64)) -> Parameter {
    let help = text("Only what is seen changes.", "只改变所看到的画面。");
    Parameter::new(name, label, help, Kind::Number { min, max, log }, Value::Number(default))
}

/// Keys and gestures set these, so the panel lists only the chosen contender.
fn unlisted(parameter: Parameter) -> Parameter {
    if parameter.name == "chosen" { parameter } else { parameter.unlisted() }
}

/// The view's parameters, read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct View {
    /// Place of the chosen contender in the list.
    pub(super) chosen: usize,
    /// Which contenders are drawn.
    pub(super) shown: Vec<bool>,
    /// The coordinate that is written out, from 0.
    pub(super) coordinate: usize,
    /// The surface instead of the map.
    pub(super) relief: bool,
    /// What the map shows.
    pub(super) window: Option<Window>,
    /// How much it is magnified.
    pub(super) zoom: f64,
    /// Turned and tilted, in degrees.
    pub(super) yaw: f64,
    pub(super) pitch: f64,
}

impl View {
    /// Reads the parameters.
    ///
    /// # Errors
    /// A sentence when a name among the hidden is no optimizer's.
    pub(super) fn read(
        parameters: &Parameters,
        contenders: &[Contender],
        task: &Task,
    ) -> Result<View, Problem> {
        let hidden = parameters.word("hidden").split([',', '，', '、']).map(str::trim);
        let hidden = hidden.filter(|name| !name.is_empty()).map(find).collect::<Result<Vec<_>, _>>()?;
        let name = parameters.word("chosen");
        let zoom = parameters.number("zoom");
        Ok(View {
            chosen: contenders.iter().position(|contender| contender.name() == name).unwrap_or(0),
            shown: contenders.iter().map(|c| !hidden.contains(&c.optimizer.rule())).collect(),
            coordinate: parameters
                .count("coordinate")
                .checked_sub(1)
                .unwrap_or_else(|| task.telling())
                .min(task.len() - 1),
            relief: parameters.word("view") == "relief",
            window: task.hill().map(|hill| {
                let middle = (parameters.number("cx"), parameters.number("cy"));
                magnified(hill, middle, zoom)
            }),
            zoom,
            yaw: parameters.number("yaw"),
            pitch: parameters.number("pitch"),
        })
    }
}

/// The window of a hill (wide enough for its start), moved and magnified. The middle is taken as an offset from
/// where it lies at first, so that a start outside does not move under the learner's hand.
fn magnified(hill: &Hill, middle: (f64, f64), zoom: f64) -> Window {
    let (usual, whole) = (hill.surface.window(), hill.window());
    let axis = |(from, to): (f64, f64), usual: (f64, f64), middle: f64| {
        let moved = middle - 0.5 * (usual.0 + usual.1);
        let (centre, half) = (0.5 * (from + to) + moved, 0.5 * (to - from) / zoom);
        (centre - half, centre + half)
    };
    Window { x: axis(whole.x, usual.x, middle.0), y: axis(whole.y, usual.y, middle.1) }
}

/// The values of `cx` and `cy` that bring a point into the middle of the map.
pub(super) fn aim(hill: &Hill, at: (f64, f64)) -> (f64, f64) {
    let (usual, whole) = (hill.surface.window(), hill.window());
    let axis =
        |usual: (f64, f64), whole: (f64, f64), at: f64| at + 0.5 * (usual.0 + usual.1 - whole.0 - whole.1);
    (axis(usual.x, whole.x, at.0), axis(usual.y, whole.y, at.1))
}

/// The hill inside a window, ready to be drawn.
pub(super) struct Ground {
    /// Colours of the map: by factors above the lowest cost where that shows more.
    pub(super) field: Field,
    /// Heights of the surface: there their fourth root, which keeps the ground of a valley level.
    pub(super) heights: Field,
    /// Lines of equal cost.
    pub(super) contours: Vec<Contour>,
}

impl Ground {
    /// Samples the hill.
    pub(super) fn new(hill: &Hill, window: Window) -> Ground {
        let cost = |x: f64, y: f64| hill.surface.value(x, y);
        let lines = Grid::of_points(window, 161, 121, cost);
        let spacing = spacing_for(&lines, hill.lowest);
        let contours = levels(&lines, spacing, 8)
            .into_iter()
            .map(|level| Contour { level, segments: contour(&lines, level).into(), ink: Ink::Quiet })
            .collect();
        let cells = Grid::of_cells(window, 180, 120, cost);
        let (low, high) = cells.range().unwrap_or((0.0, 1.0));
        match spacing {
            Spacing::Linear => {
                let low = hill.lowest.map_or(low, |lowest| lowest.min(low));
                let field = field(&cells, same("f"), (low, high), |cost| cost);
                Ground { heights: field.clone(), field, contours }
            }
            Spacing::Log { floor } => {
                // What lies below a hundred-thousandth of the range is the ground.
                let ground = (low - floor).max(1e-5 * (high - floor)).max(f64::MIN_POSITIVE);
                let factor = |cost: f64| (cost - floor).max(ground).log10();
                let root = |cost: f64| (cost - floor).max(0.0).sqrt().sqrt();
                let above = if floor == 0.0 { "f" } else { "(f − f*)" };
                let label = same(format!("log₁₀ {above}"));
                Ground {
                    field: field(&cells, label, (factor(low), factor(high)), factor),
                    heights: field(&cells, same(format!("⁴√{above}")), (0.0, root(high)), root),
                    contours,
                }
            }
        }
    }
}

/// Costs as colours or heights; what is not finite stays empty.
fn field(grid: &Grid, label: Text, (low, high): (f64, f64), shown: impl Fn(f64) -> f64) -> Field {
    let value = |&cost: &f64| if cost.is_finite() { shown(cost) } else { f64::NAN };
    Field {
        cols: grid.cols,
        rows: grid.rows,
        values: grid.values.iter().map(value).collect(),
        range: if low < high { (low, high) } else { (low, low + 1.0) },
        palette: Palette::Sequential,
        label,
    }
}
