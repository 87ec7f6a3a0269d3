//! What the rooms below list, as something that a learner chooses from.

use crate::data::plane_points::PlaneSet;
use crate::lab::{OneOf, Rows};
use crate::math::{Activation, Initialisation};
use crate::nn::optimizer::{Convention, Rule, Schedule};
use crate::words::Text;

impl OneOf for Activation {
    fn id(self) -> &'static str {
        self.name()
    }

    fn label(self) -> Text {
        self.label()
    }
}

impl OneOf for Initialisation {
    fn id(self) -> &'static str {
        self.name()
    }

    fn label(self) -> Text {
        self.label()
    }
}

impl OneOf for PlaneSet {
    fn id(self) -> &'static str {
        self.name()
    }

    fn label(self) -> Text {
        self.label()
    }
}

impl OneOf for &'static Rule {
    fn id(self) -> &'static str {
        self.name
    }

    fn label(self) -> Text {
        self.label.clone()
    }
}

impl OneOf for Convention {
    fn id(self) -> &'static str {
        self.code()
    }

    fn label(self) -> Text {
        self.label()
    }
}

impl Rows for Schedule {
    const ROWS: &'static [(Schedule, &'static str, Text)] = &Schedule::ALL;
}
