//! What is looked at: which contender, which part of the map, from where. None of it changes the race.

use super::contender::{Contender, some};
use super::task::{Hill, Task};
use crate::lab::scene::{Contour, Field, Ink, Palette};
use crate::lab::{Form, Nth, Rows, Setting};
use crate::math::surface::{Grid, Spacing, Window, contour, levels, spacing_for};
use crate::nn::optimizer::{RULES, Rule, find};
use crate::words::{Problem, Text, same, text};
use std::ops::RangeInclusive;

/// How far the map can be magnified.
pub(super) const ZOOM: (f64, f64) = (0.01, 1e6);

/// How far it can be moved.
pub(super) const FAR: f64 = 1e5;

/// What is set about what is looked at. Keys and gestures set it, so the panel lists only the chosen contender.
pub(super) struct Seen {
    pub(super) chosen: Setting<&'static Rule>,
    /// Who races but is not drawn.
    pub(super) hidden: Setting<Vec<&'static Rule>>,
    /// None is one that tells much.
    pub(super) coordinate: Setting<Option<Nth>>,
    /// How a hill is looked at.
    pub(super) hill: Option<Eye>,
}

/// From where a hill is looked at.
pub(super) struct Eye {
    pub(super) view: Setting<Kind>,
    pub(super) zoom: Setting<f64>,
    pub(super) cx: Setting<f64>,
    pub(super) cy: Setting<f64>,
    pub(super) yaw: Setting<f64>,
    pub(super) pitch: Setting<f64>,
}

/// As what a hill is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Map,
    Relief,
}

impl Rows for Kind {
    const ROWS: &'static [(Kind, &'static str, Text)] =
        &[(Kind::Map, "map", text("map", "地图")), (Kind::Relief, "relief", text("3-D", "三维"))];
}

impl Seen {
    /// `window` is what the map shows at first, where there is one.
    pub(super) fn fill(form: &mut Form<'_>, window: Option<Window>) -> Result<Seen, Problem> {
        let help = text("Whose update is written out below.", "下方逐步写出谁的更新。");
        // Every rule there is, so that a choice outlives a change of the list.
        let chosen = form.choice("chosen", text("chosen contender", "选中的参赛者"), help, &RULES);
        let chosen = chosen.usually(find("adam")?).view()?;
        let help = text("Contenders that race but are not drawn.", "参赛但不画出的参赛者。");
        let expected = text("a comma list of optimizers", "以逗号分隔的优化器名单");
        let hidden = form.words("hidden", text("not shown", "不显示"), help, expected, "").unlisted();
        let hidden = hidden.read(some).view()?;
        let help = text(
            "The coordinate or weight whose arithmetic is written out, counted from 1; 0 is one that tells much.",
            "写出哪个坐标（或权重）的算式，从 1 数起；0 表示一个有代表性的。",
        );
        let coordinate =
            form.whole("coordinate", text("coordinate", "坐标"), help, None, None..=Some(Nth(999_999_999)));
        let coordinate = coordinate.unlisted().view()?;
        let hill = window.map(|window| Eye::fill(form, window)).transpose()?;
        Ok(Seen { chosen, hidden, coordinate, hill })
    }
}

impl Eye {
    fn fill(form: &mut Form<'_>, window: Window) -> Result<Eye, Problem> {
        let help = text("The hill as a map or as a surface that turns.", "以地图或可转动的曲面来看这座山。");
        let view = form.choice("view", text("view", "视图"), help, Kind::all()).unlisted().view()?;
        let help = || text("Only what is seen changes.", "只改变所看到的画面。");
        let zoom = form.rate("zoom", text("zoom", "放大"), help(), 1.0, ZOOM.0..=ZOOM.1).unlisted().view()?;
        let mut number = |name, label, usual, far: RangeInclusive<f64>| {
            form.number(name, label, help(), usual, far).unlisted().view()
        };
        let middle = |(from, to): (f64, f64)| 0.5 * (from + to);
        Ok(Eye {
            view,
            zoom,
            cx: number("cx", text("middle of the map, x", "地图中心 x"), middle(window.x), -FAR..=FAR)?,
            cy: number("cy", text("middle of the map, y", "地图中心 y"), middle(window.y), -FAR..=FAR)?,
            yaw: number("yaw", text("turned by, °", "水平转角，°"), 30.0, -3600.0..=3600.0)?,
            pitch: number("pitch", text("seen from above by, °", "俯视角，°"), 35.0, 0.0..=90.0)?,
        })
    }
}

/// What is looked at in this race.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct View {
    /// The chosen rule, racing or not.
    pub(super) rule: &'static Rule,
    /// Its place in the list of contenders; the first where it does not race.
    pub(super) chosen: usize,
    /// Which contenders are drawn.
    pub(super) shown: Vec<bool>,
    /// The coordinate that is written out, from 0.
    pub(super) coordinate: usize,
    /// The surface instead of the map.
    pub(super) relief: bool,
    /// What the map shows.
    pub(super) window: Option<Window>,
    /// Turned and tilted, in degrees.
    pub(super) yaw: f64,
    pub(super) pitch: f64,
}

impl View {
    /// What the settings mean in this race.
    pub(super) fn new(seen: &Seen, contenders: &[Contender], task: &Task) -> View {
        let chosen = contenders.iter().position(|contender| contender.optimizer.rule() == *seen.chosen);
        let coordinate = seen.coordinate.map_or_else(|| task.telling(), |nth| nth.0);
        let eye = seen.hill.as_ref();
        View {
            rule: *seen.chosen,
            chosen: chosen.unwrap_or(0),
            shown: contenders.iter().map(|c| !seen.hidden.contains(&c.optimizer.rule())).collect(),
            coordinate: coordinate.min(task.len() - 1),
            relief: eye.is_some_and(|eye| *eye.view == Kind::Relief),
            window: task.hill().zip(eye).map(|(hill, eye)| magnified(hill, (*eye.cx, *eye.cy), *eye.zoom)),
            yaw: eye.map_or(0.0, |eye| *eye.yaw),
            pitch: eye.map_or(0.0, |eye| *eye.pitch),
        }
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
