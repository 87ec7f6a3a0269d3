//! Two runs of one lesson, compared: what differs in them, where they part, what both come to.

use crate::lab::{Metric, Parting, Session, SideBySide};
use crate::lessons::{Difference, differences};
use crate::say;
use crate::words::{Text, figure, text, whole};

/// Two runs, the one first and the other second.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Comparison {
    /// The settings that differ.
    pub differences: Vec<Difference>,
    /// Where they part.
    pub parting: Option<Parting>,
    /// The metrics of both at the latest step up to the present one that both were measured at.
    pub values: Option<SideBySide>,
}

/// Which run is which, as it is said in a sentence.
pub(super) type Whose = [Text; 2];

impl Comparison {
    /// Compares two open runs at a step.
    pub(super) fn of(first: &dyn Session, second: &dyn Session, t: u64) -> Comparison {
        let runs = [first, second].map(|session| session.bookmark().run());
        Comparison {
            differences: differences(&runs[0], &runs[1]).unwrap_or_default(),
            parting: first.history().parting(second.history()),
            values: first.history().side_by_side(second.history(), t),
        }
    }

    /// The metric that tells most: the cost, where there is one.
    pub(super) fn told_of(&self) -> Option<&(Metric, [f64; 2])> {
        let (_, values) = self.values.as_ref()?;
        let cost =
            |(metric, _): &&(Metric, [f64; 2])| metric.name.contains("cost") || metric.name.contains("loss");
        values.iter().find(cost).or_else(|| values.first())
    }

    /// Where they part, in a sentence.
    pub(super) fn told(&self, whose: &Whose) -> Text {
        let Some(Parting { metric, after, t, values: [here, there] }) = &self.parting else {
            return match &self.values {
                Some((t, _)) => {
                    let t = whole(*t);
                    say!("No metric differs up to step {t}.", "到第 {t} 步为止，所有指标都相同。")
                }
                None => text("There is no step yet that both were measured at.", "还没有两者都测量过的步。"),
            };
        };
        let (here, there, at) = (figure(*here, 8), figure(*there, 8), whole(*t));
        let part = match after {
            Some(after) if after + 1 < *t => {
                let after = whole(*after);
                say!(
                    "They part between step {after} and step {at}",
                    "两次运行在第 {after} 步与第 {at} 步之间分开"
                )
            }
            _ => say!("They part at step {at}", "两次运行从第 {at} 步起分开"),
        };
        let (label, [one, other]) = (&metric.label, whose);
        part.then(&Text {
            en: format!(": {} is {here} {}, {there} {}.", label.en, one.en, other.en).into(),
            zh: format!("：{}{}是 {here}，{}是 {there}。", label.zh, one.zh, other.zh).into(),
        })
    }
}
