//! A surface sampled on a regular grid.

/// A rectangle of the plane.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window {
    /// Left and right end.
    pub x: (f64, f64),
    /// Lower and upper end.
    pub y: (f64, f64),
}

impl Window {
    /// Whether a point is in it or on its border.
    #[must_use]
    pub fn contains(&self, x: f64, y: f64) -> bool {
        (self.x.0..=self.x.1).contains(&x) && (self.y.0..=self.y.1).contains(&y)
    }
}

/// Values at regular places of a window, row by row, the lowest row first.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// Values in a row.
    pub cols: usize,
    /// Rows.
    pub rows: usize,
    /// `rows × cols` values.
    pub values: Vec<f64>,
    /// Place of the first value.
    first: (f64, f64),
    /// Distance of neighbours.
    step: (f64, f64),
}

impl Grid {
    /// The values at the centres of cols × rows equal cells: for a heat map.
    #[must_use]
    pub fn of_cells(window: Window, cols: usize, rows: usize, f: impl Fn(f64, f64) -> f64) -> Grid {
        let step = ((window.x.1 - window.x.0) / cols as f64, (window.y.1 - window.y.0) / rows as f64);
        Grid::sample((window.x.0 + 0.5 * step.0, window.y.0 + 0.5 * step.1), step, cols, rows, f)
    }

    /// The values at cols × rows points whose outermost lie on the border: for contours that reach it.
    #[must_use]
    pub fn of_points(window: Window, cols: usize, rows: usize, f: impl Fn(f64, f64) -> f64) -> Grid {
        let between = |(low, high): (f64, f64), count: usize| (high - low) / (count.max(2) - 1) as f64;
        let step = (between(window.x, cols), between(window.y, rows));
        Grid::sample((window.x.0, window.y.0), step, cols, rows, f)
    }

    fn sample(
        first: (f64, f64),
        step: (f64, f64),
        cols: usize,
        rows: usize,
        f: impl Fn(f64, f64) -> f64,
    ) -> Grid {
        let mut grid = Grid { cols, rows, values: Vec::with_capacity(cols * rows), first, step };
        for row in 0..rows {
            for col in 0..cols {
                let (x, y) = grid.place(col as f64, row as f64);
                grid.values.push(f(x, y));
            }
        }
        grid
    }

    /// The point of the plane at a column and row, also between two.
    #[must_use]
    pub fn place(&self, col: f64, row: f64) -> (f64, f64) {
        (self.first.0 + col * self.step.0, self.first.1 + row * self.step.1)
    }

    /// The lowest and the highest finite value, if there is one.
    #[must_use]
    pub fn range(&self) -> Option<(f64, f64)> {
        let finite = || self.values.iter().copied().filter(|value| value.is_finite());
        Some((finite().reduce(f64::min)?, finite().reduce(f64::max)?))
    }
}
