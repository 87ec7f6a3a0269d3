//! Laws over all lessons, on all cores.

use nnlab::lab::Card;
use nnlab::lessons::ALL;

/// Holds every lesson to a law, all at once: each in a thread of its own, whose panic is the test's.
pub(crate) fn every_lesson(law: impl Fn(&'static Card) + Sync) {
    std::thread::scope(|scope| {
        for entry in ALL {
            scope.spawn(|| law((entry.card)()));
        }
    });
}
