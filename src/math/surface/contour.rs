//! Lines of equal height: which heights, and where they run.

use super::Grid;

/// A straight piece of a line, from one point of the plane to another.
pub type Segment = ((f64, f64), (f64, f64));

/// How heights are spread.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Spacing {
    /// Equal steps of 1, 2 or 5 times a power of ten.
    Linear,
    /// Equal factors above a floor, the lowest cost: shows a valley's ground and its walls at once.
    Log {
        /// The height that the factors count from.
        floor: f64,
    },
}

/// The spacing that shows most of a surface: by factors where half of it lies in the lowest sixth of its range.
/// `lowest` is its lowest value, if that is known to be lower than the grid's.
#[must_use]
pub fn spacing_for(grid: &Grid, lowest: Option<f64>) -> Spacing {
    let heights = sorted(grid);
    let (Some(&low), Some(&high)) = (heights.first(), heights.last()) else { return Spacing::Linear };
    let floor = lowest.map_or(low, |lowest| lowest.min(low));
    let middle = heights[heights.len() / 2];
    if (middle - floor) * 6.0 < high - floor { Spacing::Log { floor } } else { Spacing::Linear }
}

/// At most `most` heights, rising, strictly inside the range of the grid's values: rungs of 1, 2 or 5 times a power of ten,
/// or a factor apart, as `spacing` says.
#[must_use]
pub fn levels(grid: &Grid, spacing: Spacing, most: usize) -> Vec<f64> {
    let heights = sorted(grid);
    let (Some(&low), Some(&high)) = (heights.first(), heights.last()) else { return Vec::new() };
    if most == 0 || low >= high {
        return Vec::new();
    }
    let mut levels = match spacing {
        Spacing::Linear => linear(low, high, most),
        Spacing::Log { floor } => {
            // What lies below the lowest hundredth is the ground itself.
            let ground = heights[heights.len() / 100] - floor;
            let ground = ground.max((high - floor) * 1e-9);
            logarithmic(ground, high - floor, most).into_iter().map(|height| floor + height).collect()
        }
    };
    levels.retain(|&level| low < level && level < high);
    levels
}

fn sorted(grid: &Grid) -> Vec<f64> {
    let mut heights: Vec<f64> = grid.values.iter().copied().filter(|value| value.is_finite()).collect();
    heights.sort_by(f64::total_cmp);
    heights
}

/// Multiples of the smallest step of 1, 2 or 5 · 10ᵏ that gives at most `most` of them.
fn linear(low: f64, high: f64, most: usize) -> Vec<f64> {
    let rough = (high - low) / most as f64;
    let power = 10f64.powf(rough.log10().floor());
    for factor in [1.0, 2.0, 5.0, 10.0] {
        let step = factor * power;
        let (first, last) = ((low / step).ceil(), (high / step).floor());
        if last - first < most as f64 && step.is_finite() && step > 0.0 {
            return (0..=(last - first).max(0.0) as usize).map(|k| (first + k as f64) * step).collect();
        }
    }
    Vec::new()
}

/// Heights 10ᵏ, with 2 and 5 between or every other power, whichever gives the most that are not more than `most`.
fn logarithmic(low: f64, high: f64, most: usize) -> Vec<f64> {
    let (first, last) = (low.log10().floor() as i32, high.log10().ceil() as i32);
    let ladder = |factors: &[f64], stride: usize| -> Vec<f64> {
        let powers = (first..=last).rev().step_by(stride).collect::<Vec<_>>().into_iter().rev();
        let all = powers.flat_map(|power| factors.iter().map(move |factor| factor * 10f64.powi(power)));
        all.filter(|&height| low <= height && height < high).collect()
    };
    let by_factors: [&[f64]; 3] = [&[1.0, 2.0, 5.0], &[1.0, 3.0], &[1.0]];
    let finer = by_factors.into_iter().map(|factors| ladder(factors, 1));
    let coarser = (2..=400).map(|stride| ladder(&[1.0], stride));
    finer.chain(coarser).find(|heights| heights.len() <= most).unwrap_or_default()
}

/// The line of a height, in pieces: marching squares with linear interpolation along the grid's edges.
///
/// A square with high corners on one diagonal only is divided by the mean of the four. Squares with a corner that is not
/// finite are left out.
#[must_use]
pub fn contour(grid: &Grid, level: f64) -> Vec<Segment> {
    let mut segments = Vec::new();
    for row in 1..grid.rows {
        for col in 1..grid.cols {
            square(grid, col - 1, row - 1, level, &mut segments);
        }
    }
    segments
}

fn square(grid: &Grid, col: usize, row: usize, level: f64, segments: &mut Vec<Segment>) {
    // Corners counter-clockwise from the lower left; edge i runs from corner i to corner i + 1.
    let corners = [(col, row), (col + 1, row), (col + 1, row + 1), (col, row + 1)];
    let heights = corners.map(|(col, row)| grid.values[row * grid.cols + col]);
    if heights.iter().any(|height| !height.is_finite()) {
        return;
    }
    let high = heights.map(|height| height > level);
    let crossing = |edge: usize| {
        let (from, to) = (edge, (edge + 1) % 4);
        // From the lower left corner of the edge always, so that neighbours compute the same point.
        let (from, to) = if corners[from] <= corners[to] { (from, to) } else { (to, from) };
        let share = (level - heights[from]) / (heights[to] - heights[from]);
        let along = |a: usize, b: usize| a as f64 + share * (b as f64 - a as f64);
        grid.place(along(corners[from].0, corners[to].0), along(corners[from].1, corners[to].1))
    };
    let crossed: Vec<usize> = (0..4).filter(|&edge| high[edge] != high[(edge + 1) % 4]).collect();
    match crossed[..] {
        [a, b] => segments.push((crossing(a), crossing(b))),
        [a, b, c, d] => {
            // Cut off the corners that differ from the middle: corner 0 lies between edges 3 and 0.
            let middle = heights.iter().sum::<f64>() / 4.0 > level;
            let pairs = if middle == high[0] { [(a, b), (c, d)] } else { [(d, a), (b, c)] };
            segments.extend(pairs.map(|(from, to)| (crossing(from), crossing(to))));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::surface::{Surface, TERRAINS, Window};
    use std::collections::HashMap;

    const SQUARE: Window = Window { x: (-2.0, 2.0), y: (-2.0, 2.0) };

    #[test]
    fn the_contours_of_a_cone_are_circles() {
        let grid = Grid::of_points(SQUARE, 81, 81, f64::hypot);
        let line = contour(&grid, 1.5);
        let length: f64 = line.iter().map(|(a, b)| (a.0 - b.0).hypot(a.1 - b.1)).sum();
        assert!((length - 3.0 * std::f64::consts::PI).abs() < 0.01, "{length}");
        for ((x, y), _) in line {
            assert!((x.hypot(y) - 1.5).abs() < 1e-3);
        }
        assert!(contour(&grid, -0.1).is_empty() && contour(&grid, 9.0).is_empty());
    }

    #[test]
    fn a_line_ends_only_at_the_border() {
        let bumpy = |x: f64, y: f64| (3.0 * x).sin() * (2.0 * y).cos() + 0.3 * x * y;
        let grid = Grid::of_points(SQUARE, 40, 30, bumpy);
        for level in [-0.7, -0.2, 0.0, 0.35] {
            let mut ends: HashMap<(u64, u64), usize> = HashMap::new();
            let line = contour(&grid, level);
            assert!(line.len() > 20);
            for (x, y) in line.into_iter().flat_map(|(a, b)| [a, b]) {
                *ends.entry((x.to_bits(), y.to_bits())).or_default() += 1;
            }
            for ((x, y), count) in ends {
                let (x, y) = (f64::from_bits(x), f64::from_bits(y));
                let border = (x.abs() - 2.0).abs() < 1e-12 || (y.abs() - 2.0).abs() < 1e-12;
                assert!(count == 2 || (count == 1 && border), "{count} ends at {x}, {y}");
            }
        }
    }

    #[test]
    fn a_saddle_is_divided_by_its_middle() {
        let corners = |values: [f64; 4]| {
            let at = |x: f64, y: f64| values[usize::from(x > 0.0) + 2 * usize::from(y > 0.0)];
            contour(&Grid::of_points(SQUARE, 2, 2, at), 0.0)
        };
        // High on the rising diagonal with a high middle: the low corners are cut off.
        let line = corners([3.0, -1.0, -1.0, 3.0]);
        assert_eq!(line, [((1.0, -2.0), (2.0, -1.0)), ((-1.0, 2.0), (-2.0, 1.0))]);
        // With a low middle: the high ones.
        let line = corners([1.0, -3.0, -3.0, 1.0]);
        assert_eq!(line, [((-2.0, -1.0), (-1.0, -2.0)), ((2.0, 1.0), (1.0, 2.0))]);
    }

    #[test]
    fn what_is_not_finite_is_left_out() {
        let grid = Grid::of_points(SQUARE, 21, 21, |x, y| if x < 0.0 { f64::NAN } else { x + y });
        let line = contour(&grid, 1.0);
        assert!(!line.is_empty() && line.iter().all(|&((x, _), (to, _))| x >= 0.0 && to >= 0.0));
        assert_eq!(grid.range(), Some((-2.0, 4.0)));
        let nothing = Grid::of_cells(SQUARE, 3, 3, |_, _| f64::NAN);
        assert_eq!((levels(&nothing, spacing_for(&nothing, None), 9), nothing.range()), (Vec::new(), None));
        let flat = Grid::of_cells(SQUARE, 3, 3, |_, _| 1.0);
        assert!(levels(&flat, Spacing::Linear, 9).is_empty());
        assert!(levels(&flat, Spacing::Log { floor: 1.0 }, 9).is_empty());
    }

    #[test]
    fn heights_are_round_numbers() {
        let ramp = Grid::of_points(Window { x: (-0.3, 9.7), y: (0.0, 1.0) }, 101, 3, |x, _| x);
        assert_eq!(levels(&ramp, Spacing::Linear, 6), [0.0, 2.0, 4.0, 6.0, 8.0]);
        assert_eq!(levels(&ramp, Spacing::Linear, 3), [0.0, 5.0]);
        let rosenbrock = Surface::named("rosenbrock", None).expect("known");
        let grid = Grid::of_cells(rosenbrock.window(), 60, 60, |x, y| rosenbrock.value(x, y));
        let spacing = spacing_for(&grid, rosenbrock.lowest());
        assert_eq!(spacing, Spacing::Log { floor: 0.0 });
        assert_eq!(levels(&grid, spacing, 6), [1.0, 10.0, 100.0, 1000.0]);
        assert_eq!(levels(&grid, spacing, 4), [1.0, 10.0, 100.0, 1000.0]);
        assert_eq!(levels(&grid, spacing, 12).len(), 11);
    }

    #[test]
    fn every_terrain_gets_heights_and_lines() {
        for terrain in &TERRAINS {
            let surface = Surface::named(terrain.name, None).expect("known");
            let grid = Grid::of_points(surface.window(), 60, 40, |x, y| surface.value(x, y));
            let chosen = levels(&grid, spacing_for(&grid, surface.lowest()), 12);
            assert!((4..=12).contains(&chosen.len()), "{}: {chosen:?}", terrain.name);
            assert!(chosen.windows(2).all(|pair| pair[0] < pair[1]));
            for level in chosen {
                assert!(!contour(&grid, level).is_empty(), "{}: nothing at {level}", terrain.name);
            }
        }
    }
}
