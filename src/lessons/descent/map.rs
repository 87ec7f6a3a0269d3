//! The hill as it is drawn: heat, lines of equal height, the surface at an angle, all from one grid.

use super::cost::Hill;
use crate::lab::scene::{Contour, Field, Ink, Palette};
use crate::math::surface::{Grid, Spacing, Window, contour, levels, spacing_for};
use crate::words::{Text, same};
use std::sync::Arc;

/// Points of the grid: enough for smooth lines on the largest screens.
const COLS: usize = 121;
const ROWS: usize = 81;
/// At most so many lines of equal height.
const LINES: usize = 11;

/// A hill over a window.
#[derive(Clone)]
pub(super) struct Map {
    pub(super) window: Window,
    grid: Grid,
    heights: Arc<[f64]>,
    heat: Arc<[f64]>,
    /// Heights drawn in the colours of the heat map, by factors where that shows more.
    heat_range: (f64, f64),
    by_factors: bool,
    /// Heights drawn, cut off where only a few corners are higher.
    pub(super) range: (f64, f64),
    contours: Vec<Contour>,
}

impl Map {
    pub(super) fn new(hill: &Hill, window: Window) -> Map {
        let grid = Grid::of_points(window, COLS, ROWS, |w, b| hill.value([w, b]));
        let lowest = hill.minima().into_iter().map(|at| hill.value(at)).reduce(f64::min);
        let spacing = spacing_for(&grid, lowest);
        let range = visible(&grid);
        let colour = |height: f64| match spacing {
            Spacing::Linear => height,
            Spacing::Log { floor } => (height - floor + 1e-3 * (range.1 - floor)).ln(),
        };
        let heat: Arc<[f64]> = grid.values.iter().map(|height| colour(*height)).collect();
        let contours =
            levels(&grid, spacing, LINES).into_iter().map(|level| line(&grid, level, Ink::Quiet)).collect();
        Map {
            window,
            heights: grid.values.as_slice().into(),
            heat,
            heat_range: (colour(range.0), colour(range.1)),
            by_factors: spacing != Spacing::Linear,
            range,
            contours,
            grid,
        }
    }

    /// The heat map; its colours have a scale only where they are spread evenly.
    pub(super) fn heat(&self) -> Field {
        let label = if self.by_factors { Text::default() } else { same("J") };
        self.field(&self.heat, self.heat_range, label)
    }

    /// The heights themselves.
    pub(super) fn heights(&self) -> Field {
        self.field(&self.heights, self.range, same("J"))
    }

    fn field(&self, values: &Arc<[f64]>, range: (f64, f64), label: Text) -> Field {
        let (cols, rows) = (self.grid.cols, self.grid.rows);
        Field { cols, rows, values: values.clone(), range, palette: Palette::Sequential, label }
    }

    /// Lines of equal height, and the one through a point of height `here`.
    pub(super) fn contours(&self, here: f64) -> Vec<Contour> {
        let mut contours = self.contours.clone();
        if here.is_finite() {
            contours.push(line(&self.grid, here, Ink::Plain));
        }
        contours
    }
}

fn line(grid: &Grid, level: f64, ink: Ink) -> Contour {
    Contour { level, segments: contour(grid, level).into(), ink }
}

/// The range of heights worth drawing: all of it, unless the highest tenth is far above the rest.
fn visible(grid: &Grid) -> (f64, f64) {
    let mut heights: Vec<f64> = grid.values.iter().copied().filter(|height| height.is_finite()).collect();
    heights.sort_by(f64::total_cmp);
    let (Some(&low), Some(&high)) = (heights.first(), heights.last()) else { return (0.0, 1.0) };
    let most = heights[(heights.len() - 1) * 9 / 10];
    let top = high.min(low + 2.5 * (most - low));
    if top > low { (low, top) } else { (low, low + 1.0) }
}

/// `window`, doubled about its middle as often as it takes to hold these points.
pub(super) fn holding(window: Window, points: &[[f64; 2]]) -> Window {
    let holds = |window: &Window| {
        points.iter().all(|[w, b]| window.contains(*w, *b) || !(w.is_finite() && b.is_finite()))
    };
    let double = |(low, high): (f64, f64)| (low - 0.5 * (high - low), high + 0.5 * (high - low));
    let mut window = window;
    for _ in 0..1000 {
        if holds(&window) {
            break;
        }
        window = Window { x: double(window.x), y: double(window.y) };
    }
    window
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_grows_around_what_leaves_it() {
        let window = Window { x: (-5.0, 5.0), y: (-3.0, 3.0) };
        assert_eq!(holding(window, &[[1.0, 2.0]]), window);
        let grown = holding(window, &[[1.0, 2.0], [0.0, 11.0]]);
        assert_eq!(grown, Window { x: (-20.0, 20.0), y: (-12.0, 12.0) });
        assert_eq!(holding(window, &[[f64::NAN, 0.0]]), window);
        assert!(holding(window, &[[1e200, 0.0]]).contains(1e200, 0.0));
    }

    #[test]
    fn every_hill_has_lines_and_a_range() {
        for name in ["bowl", "parabola", "twin", "logistic", super::super::cost::OWN, "log(w)", "1/w", "3"] {
            let hill = Hill::new(name, 10.0).expect(name);
            let map = Map::new(&hill, hill.window());
            assert!(map.range.0 < map.range.1 && map.range.1.is_finite(), "{name}: {:?}", map.range);
            let heat = map.heat();
            assert!(heat.range.0 < heat.range.1 && heat.range.1.is_finite(), "{name}: {:?}", heat.range);
            assert!(name == "3" || map.contours.len() >= 3, "{name}: {} lines", map.contours.len());
        }
    }
}
