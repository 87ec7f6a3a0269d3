//! The step is seen: for a moment after a single step the pictures are on their way from old to new.

use super::snapshot::Snapshot;
use crate::lab::scene::Panel;
use crate::view;
use std::rc::Rc;
use std::time::{Duration, Instant};

/// So long a step is on its way.
const WAY: Duration = Duration::from_millis(280);

/// Between two pictures of it.
const FRAME: Duration = Duration::from_millis(33);

/// Motion on the screen, as the settings allow it.
#[derive(Debug, Default)]
pub(super) struct Motion {
    on: bool,
    moving: Option<Moving>,
}

/// Whose picture it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose {
    /// The learner's.
    Learner,
    /// That of the second run beside it.
    Beside,
}

/// A step on its way.
#[derive(Debug)]
struct Moving {
    from: Rc<Vec<Panel>>,
    /// The pictures of the run beside, where there is one.
    beside: Vec<Panel>,
    began: Instant,
    /// When the next picture is due.
    next: Instant,
}

impl Motion {
    /// Allowed or not.
    pub(super) fn new(on: bool) -> Motion {
        Motion { on, moving: None }
    }

    /// Whether it is allowed.
    pub(super) fn is_on(&self) -> bool {
        self.on
    }

    /// A new state has come in: one step or phase away from the old one at rest, it is gone to; anything else is there.
    pub(super) fn follow(
        &mut self,
        old: Option<&Snapshot>,
        panels: &Rc<Vec<Panel>>,
        new: &Snapshot,
        now: Instant,
    ) {
        let Some(old) = old.filter(|_| self.on) else { return };
        let side = |snapshot: &Snapshot| snapshot.pair.as_ref().is_some_and(|pair| pair.learner_is_b);
        let same = old.card.id == new.card.id && !old.preview && !new.preview && side(old) == side(new);
        let changed = old.now != new.now || old.reveal != new.reveal;
        let rests = |snapshot: &Snapshot| !snapshot.running && snapshot.goal.is_none();
        if same && changed && old.now.abs_diff(new.now) <= 1 && rests(old) && rests(new) {
            let beside = old.pair.as_ref().and_then(|pair| pair.beside.as_ref());
            let beside = beside.map(|beside| beside.scene.panels.clone()).unwrap_or_default();
            self.moving = Some(Moving { from: Rc::clone(panels), beside, began: now, next: now + FRAME });
        } else if changed || !same {
            self.moving = None;
        }
    }

    /// Holds a step where it began, however slow the test is.
    #[cfg(test)]
    pub(super) fn hold(&mut self) {
        if let Some(moving) = &mut self.moving {
            moving.began += Duration::from_secs(3600);
        }
    }

    /// When the next picture is due.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.moving.as_ref().map(|moving| moving.next)
    }

    /// Goes on; whether there is another picture to be drawn.
    pub(super) fn go_on(&mut self, now: Instant) -> bool {
        let Some(moving) = self.moving.as_mut().filter(|moving| moving.next <= now) else { return false };
        moving.next = now + FRAME;
        if now >= moving.began + WAY {
            self.moving = None;
        }
        true
    }

    /// How a panel of a run was before the step.
    pub(super) fn before(&self, whose: Whose, id: &str) -> Option<&Panel> {
        let moving = self.moving.as_ref()?;
        let from = match whose {
            Whose::Learner => moving.from.as_slice(),
            Whose::Beside => moving.beside.as_slice(),
        };
        from.iter().find(|panel| panel.id == id)
    }

    /// A panel of a run where it is on its way; `None` when it has arrived.
    pub(super) fn on_its_way(&self, whose: Whose, panel: &Panel, now: Instant) -> Option<Panel> {
        let moving = self.moving.as_ref()?;
        let gone = now.saturating_duration_since(moving.began).as_secs_f64() / WAY.as_secs_f64();
        let eased = 1.0 - (1.0 - gone.clamp(0.0, 1.0)).powi(2);
        Some(view::between(self.before(whose, panel.id)?, panel, eased))
    }
}
