//! What was done, found out by what has changed: whatever key, click or line of the palette did it.

use crate::lab::{Reveal, Session};
use crate::story::Deed;

/// A state as it was noticed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Noticed {
    seed: u32,
    values: Vec<(String, String)>,
    edits: usize,
    now: u64,
    reveal: Reveal,
}

impl Noticed {
    pub(super) fn of(session: &dyn Session, reveal: Reveal) -> Noticed {
        let parameters = session.parameters().iter();
        let values =
            parameters.map(|(parameter, value)| (parameter.name.clone(), value.to_string())).collect();
        let edits = session.recipe().edits.len();
        Noticed { seed: session.seed(), values, edits, now: session.now(), reveal }
    }

    /// What led from here to a later state.
    pub(super) fn deeds(&self, later: &Noticed) -> Vec<Deed> {
        let mut deeds = Vec::new();
        if later.seed != self.seed {
            deeds.push(Deed::Seed(later.seed));
        }
        for set in &later.values {
            if !self.values.contains(set) {
                deeds.push(Deed::Set(set.0.clone(), set.1.clone()));
            }
        }
        let unchanged = deeds.is_empty();
        if later.now > self.now {
            deeds.push(Deed::Step(later.now - self.now));
        } else if later.now < self.now {
            deeds.push(Deed::Back(self.now - later.now));
        }
        if later.now == 0 && later.edits == 0 && (unchanged && self.now > 0 || self.edits > 0) {
            deeds.push(Deed::Reset);
        }
        let walked = match (self.reveal, later.reveal) {
            (_, Reveal::Whole) => false,
            (Reveal::Upto(before), Reveal::Upto(after)) if self.now == later.now => after > before,
            _ => later.now >= self.now,
        };
        if walked {
            deeds.push(Deed::Phase(1));
        }
        deeds
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::{Keep, Recipe};
    use std::time::Duration;

    #[test]
    fn what_was_done_is_seen_by_what_has_changed() {
        let mut session =
            crate::lessons::open(&Recipe::of("descent"), Keep::default(), || Duration::ZERO).expect("opens");
        let mut before = Noticed::of(session.as_ref(), Reveal::Whole);
        let mut seen = |session: &dyn Session, reveal: Reveal| {
            let later = Noticed::of(session, reveal);
            let deeds = before.deeds(&later);
            before = later;
            deeds.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
        };
        session.seek(3, &mut || true);
        assert_eq!(seen(session.as_ref(), Reveal::Whole), "step 3");
        session.seek(1, &mut || true);
        assert_eq!(seen(session.as_ref(), Reveal::Whole), "back 2");
        assert_eq!(seen(session.as_ref(), Reveal::Upto(0)), "phase 1");
        assert_eq!(seen(session.as_ref(), Reveal::Upto(1)), "phase 1");
        assert_eq!(seen(session.as_ref(), Reveal::Upto(0)), "");
        session.set("lr", "0.2").expect("a rate");
        assert_eq!(seen(session.as_ref(), Reveal::Whole), "set lr=0.2");
        session.reset().expect("resets");
        assert_eq!(seen(session.as_ref(), Reveal::Whole).split("; ").last(), Some("reset"));
        assert_eq!(seen(session.as_ref(), Reveal::Whole), "");
    }
}
