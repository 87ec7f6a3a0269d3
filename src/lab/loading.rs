//! How far the way to a lesson's first step has been gone.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// The way to a lesson's first step, where files are read on it that take long: who opens the lesson looks at it from
/// another thread. Copies are of the same way.
#[derive(Debug, Clone, Default)]
pub struct Loading {
    done: Arc<AtomicU64>,
    all: Arc<AtomicU64>,
    given_up: Arc<AtomicBool>,
}

impl Loading {
    /// The counters themselves, for whoever reads: bytes that are done, and all there are to do.
    #[must_use]
    pub fn counters(&self) -> (Arc<AtomicU64>, Arc<AtomicU64>) {
        (Arc::clone(&self.done), Arc::clone(&self.all))
    }

    /// Nobody waits for its end any more.
    pub fn give_up(&self) {
        self.given_up.store(true, Ordering::Relaxed);
    }

    /// Whether somebody waits for its end.
    #[must_use]
    pub fn is_wanted(&self) -> bool {
        !self.given_up.load(Ordering::Relaxed)
    }

    /// Hundredths of the way that are behind; `None` where nobody counts.
    #[must_use]
    pub fn percent(&self) -> Option<u64> {
        let (done, all) = (self.done.load(Ordering::Relaxed), self.all.load(Ordering::Relaxed));
        done.saturating_mul(100).checked_div(all).map(|percent| percent.min(100))
    }
}
