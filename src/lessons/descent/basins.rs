//! Which minimum a start leads to: computed in the background, drawn as a map.

use super::Pane;
use super::cost::Hill;
use crate::lab::scene::{Axis, Dot, Field, Ink, Line, Palette, Panel, Picture, Place, Plane};
use crate::lab::{Job, JobResults, Panes};
use crate::math::Surface;
use crate::math::surface::Window;
use crate::say;
use crate::words::{Text, figure, same, text};

/// Starts along w and along b.
const COLS: usize = 72;
const ROWS: usize = 48;
/// Steps a walk may take.
const MOST: usize = 4000;
/// More different ends than this are shown as one.
const ENDS: usize = 8;

/// The name of the job and of the panel.
pub(super) const NAME: &str = "basins";

/// The place of start `index`, row by row from below.
fn start(window: Window, index: usize) -> [f64; 2] {
    let share = |(low, high): (f64, f64), at: usize, count: usize| {
        low + (high - low) * (at as f64 + 0.5) / count as f64
    };
    [share(window.x, index % COLS, COLS), share(window.y, index / COLS, ROWS)]
}

/// Walks from a point until it hardly moves; NaN when it leaves for good.
fn end(surface: &Surface, lr: f64, [mut w, mut b]: [f64; 2]) -> [f64; 2] {
    for _ in 0..MOST {
        let [dw, db] = surface.gradient(w, b);
        (w, b) = (w - lr * dw, b - lr * db);
        if !(w.abs() < 1e9 && b.abs() < 1e9) {
            return [f64::NAN; 2];
        }
        if (lr * dw).abs().max((lr * db).abs()) < 1e-9 {
            break;
        }
    }
    [w, b]
}

/// A walk from every start of the window.
pub(super) fn job(hill: &Hill, lr: f64) -> Job {
    let (surface, window) = (hill.surface.clone(), hill.window());
    let rows = (0..COLS * ROWS).map(move |index| {
        let from = start(window, index);
        let [w, b] = end(&surface, lr, from);
        vec![from[0], from[1], w, b, lr]
    });
    let columns = ["w", "b", "end_w", "end_b", "lr"].map(String::from).to_vec();
    Job { name: NAME.into(), columns, titles: Vec::new(), total: COLS * ROWS, rows: Box::new(rows) }
}

/// Different ends, and for every row which of them it reached.
fn sorted(results: &JobResults, near: f64) -> (Vec<[f64; 2]>, Vec<Option<usize>>) {
    let mut ends: Vec<[f64; 2]> = Vec::new();
    let (ws, bs) = (results.column("end_w"), results.column("end_b"));
    let mut reached = Vec::with_capacity(ws.len());
    for (w, b) in ws.into_iter().zip(bs) {
        let known = ends.iter().position(|[x, y]| (x - w).hypot(y - b) < near);
        reached.push(match known {
            Some(end) => Some(end),
            None if w.is_finite() && b.is_finite() && ends.len() < ENDS => {
                ends.push([w, b]);
                Some(ends.len() - 1)
            }
            None => None,
        });
    }
    (ends, reached)
}

/// The map, or what would fill it.
pub(super) fn panel(hill: &Hill, lr: f64, here: [f64; 2], results: Option<&JobResults>) -> Panel {
    let title = text("Where does each start end?", "从每个起点会走到哪里？");
    let Some(results) = results.filter(|results| !results.rows.is_empty()) else {
        let invitation = text(
            "Starts are points of the plane, minima are where they end. b walks from 3456 starts and colours each by its end.",
            "平面上的每个点都是一个起点，极小点是终点。按 b 会从 3456 个起点各走一遍，并按终点着色。",
        );
        return Pane::Basins.panel(title, Place::Detail, Picture::Prose(vec![Line::plain(invitation)]));
    };
    let window = hill.window();
    let near = 0.02 * (window.x.1 - window.x.0).hypot(window.y.1 - window.y.0);
    let (ends, reached) = sorted(results, near);
    let mut values = vec![f64::NAN; COLS * ROWS];
    for (value, end) in values.iter_mut().zip(&reached) {
        *value = end.map_or(f64::NAN, |end| end as f64);
    }
    let share = |end: usize| {
        let count = reached.iter().filter(|reached| **reached == Some(end)).count();
        figure(100.0 * count as f64 / results.rows.len() as f64, 2)
    };
    let mut dots: Vec<Dot> = ends
        .iter()
        .enumerate()
        .map(|(end, [w, b])| Dot {
            x: *w,
            y: *b,
            ink: Ink::Series(end as u8),
            glyph: '★',
            selected: false,
            label: same(format!("{} %", share(end))),
        })
        .collect();
    dots.push(Dot {
        x: here[0],
        y: here[1],
        ink: Ink::Accent,
        glyph: '●',
        selected: false,
        label: Text::default(),
    });
    let plane = Plane {
        x: Axis::new(same("w")).range(window.x.0, window.x.1),
        y: Axis::new(same("b")).range(window.y.0, window.y.1),
        field: Some(Field {
            cols: COLS,
            rows: ROWS,
            values: values.into(),
            range: (0.0, ENDS as f64 - 1.0),
            palette: Palette::Classes,
            label: Text::default(),
        }),
        dots,
        ..Plane::default()
    };
    let used = results.column("lr").first().copied().unwrap_or(lr);
    let rate = figure(used, 4);
    let caption = if used == lr {
        say!(
            "one colour for each minimum ★ reached with α = {rate}; blank: none",
            "每种颜色对应一个到达的极小点 ★（α = {rate}）；空白：没有到达"
        )
    } else {
        say!(
            "made with α = {rate}; ask again for the present rate",
            "此图用 α = {rate} 算出；请为当前学习率重新计算"
        )
    };
    Pane::Basins
        .panel(title, Place::Detail, Picture::Plane(plane))
        .caption(caption)
        .pick(text("start here", "从这里出发"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twin_has_two_basins_that_meet_at_its_ridge() {
        let hill = Hill::new("twin", 1.0).expect("known");
        let job = job(&hill, 0.1);
        let results = JobResults {
            name: job.name.clone(),
            columns: job.columns.clone(),
            total: job.total,
            rows: job.rows.collect(),
            stopped: false,
        };
        assert!(results.done());
        let (ends, reached) = sorted(&results, 0.1);
        assert_eq!(ends.len(), 2);
        // ∂J/∂w = w(w − 1)(w + 2): left of 0 to −2, right of it to 1.
        for (index, end) in reached.into_iter().enumerate() {
            let [w, _] = start(hill.window(), index);
            let [x, y] = ends[end.expect("both basins are stable")];
            let minimum = if w < 0.0 { -2.0 } else { 1.0 };
            assert!((x - minimum).abs() < 1e-6 && y.abs() < 1e-6, "from {w} to {x}");
        }
        assert!(end(&hill.surface, 3.0, [2.0, 1.0])[0].is_nan(), "too large a rate leaves for good");
    }
}
