//! What has to be made small: a hill over a plane, or the cost of a model over its data.

use super::training::{Sight, Training};
use crate::math::Surface;
use crate::math::surface::Window;

/// A cost this near to the lowest, or a gradient this short, counts as arrived.
pub(super) const TOLERANCE: f64 = 1e-6;

/// Of the sparse problem, one step in so many sees the second coordinate.
pub(super) const SPARSE: u64 = 10;

/// The problem of a race.
pub(super) enum Task {
    /// A surface over x and y.
    Hill(Hill),
    /// A model that is trained.
    Training(Training),
}

/// A surface with the place where the race begins.
pub(super) struct Hill {
    pub(super) surface: Surface,
    pub(super) start: [f64; 2],
    /// Only every [`SPARSE`]th step sees y.
    pub(super) sparse: bool,
    /// The lowest cost, where it is known.
    pub(super) lowest: Option<f64>,
}

/// When a contender has arrived.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Goal {
    /// The cost is at most this.
    Cost(f64),
    /// The gradient is at most this long.
    Slope(f64),
}

impl Hill {
    pub(super) fn new(surface: Surface, start: [f64; 2]) -> Hill {
        let lowest = surface.lowest();
        Hill { surface, start, lowest, sparse: false }
    }

    /// The same where only one step in [`SPARSE`] sees y, as a feature that is 0 in most samples.
    pub(super) fn sparse(surface: Surface, start: [f64; 2]) -> Hill {
        Hill { sparse: true, ..Hill::new(surface, start) }
    }

    /// The part of the plane worth drawing, widened to hold the start.
    pub(super) fn window(&self) -> Window {
        let [x, y] = self.start;
        let Window { x: (left, right), y: (low, high) } = self.surface.window();
        let (dx, dy) = (0.08 * (right - left), 0.08 * (high - low));
        let reach = |(from, to): (f64, f64), at: f64, margin: f64| {
            (if at < from { at - margin } else { from }, if at > to { at + margin } else { to })
        };
        Window { x: reach((left, right), x, dx), y: reach((low, high), y, dy) }
    }
}

impl Task {
    /// The hill, if it is one.
    pub(super) fn hill(&self) -> Option<&Hill> {
        match self {
            Task::Hill(hill) => Some(hill),
            Task::Training(_) => None,
        }
    }

    /// A coordinate whose arithmetic tells much: that of a weight in the middle of a picture.
    pub(super) fn telling(&self) -> usize {
        match self {
            Task::Training(Training { sight: Sight::Pictures(height, width, channels), .. }) => {
                (height / 2 * width + width / 2) * channels
            }
            _ => 0,
        }
    }

    /// How many numbers are looked for.
    pub(super) fn len(&self) -> usize {
        self.start().len()
    }

    /// Where everyone begins.
    pub(super) fn start(&self) -> &[f64] {
        match self {
            Task::Hill(hill) => &hill.start,
            Task::Training(training) => training.start(),
        }
    }

    /// The cost; of a model over all of its data.
    pub(super) fn cost(&self, at: &[f64]) -> f64 {
        match self {
            Task::Hill(hill) => hill.surface.value(at[0], at[1]),
            Task::Training(training) => training.cost(at),
        }
    }

    /// The cost that step `t` sees and its gradient: of a model over the batch of that step.
    pub(super) fn gradient(&self, at: &[f64], t: u64, gradient: &mut [f64]) -> f64 {
        match self {
            Task::Hill(hill) if !self.is_whole_at(t) => {
                let [slope, _] = hill.surface.gradient(at[0], 0.0);
                gradient.copy_from_slice(&[slope, 0.0]);
                hill.surface.value(at[0], 0.0)
            }
            Task::Hill(hill) => {
                gradient.copy_from_slice(&hill.surface.gradient(at[0], at[1]));
                hill.surface.value(at[0], at[1])
            }
            Task::Training(training) => training.gradient(at, t, gradient),
        }
    }

    /// Whether step `t` sees all coordinates.
    pub(super) fn is_whole_at(&self, t: u64) -> bool {
        self.hill().is_none_or(|hill| !hill.sparse || t.is_multiple_of(SPARSE))
    }

    /// Whether the cost is a finite number. A model's is asked for only where its parameters have become
    /// so large that it might not be: it takes a pass through the data.
    pub(super) fn finite_at(&self, at: &[f64]) -> bool {
        match self {
            Task::Hill(hill) => hill.surface.value(at[0], at[1]).is_finite(),
            Task::Training(training) => {
                at.iter().all(|parameter| parameter.abs() < 1e6) || training.cost(at).is_finite()
            }
        }
    }

    /// When a contender has arrived: near the lowest cost where that is known, where it is level
    /// otherwise; a model at a tenth of the cost it began with.
    pub(super) fn goal(&self) -> Goal {
        match self {
            Task::Hill(Hill { lowest: Some(lowest), .. }) => Goal::Cost(lowest + TOLERANCE),
            Task::Hill(_) => Goal::Slope(TOLERANCE),
            Task::Training(training) => Goal::Cost(0.1 * training.first()),
        }
    }

    /// About how many numbers a step reads.
    pub(super) fn work(&self) -> usize {
        match self {
            Task::Hill(_) => 50,
            Task::Training(training) => training.work(),
        }
    }

    /// What a coordinate is called.
    pub(super) fn coordinate(&self, i: usize) -> String {
        match self {
            Task::Hill(_) => ["x", "y"][i.min(1)].to_string(),
            Task::Training(training) => training.coordinate(i),
        }
    }
}

impl Goal {
    /// Whether it is reached.
    pub(super) fn reached(self, cost: f64, gradient: &[f64]) -> bool {
        match self {
            Goal::Cost(most) => cost <= most,
            Goal::Slope(most) => norm(gradient) <= most,
        }
    }
}

/// √(Σ gᵢ²).
pub(super) fn norm(gradient: &[f64]) -> f64 {
    gradient.iter().map(|g| g * g).sum::<f64>().sqrt()
}
