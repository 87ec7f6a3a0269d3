//! Two runs side by side.

use crate::app::order::{Order, Pairing};
use crate::app::state::App;
use crate::lab::Recipe;

impl App {
    /// Brings a second run beside this one, or leaves this one alone.
    pub(in crate::app) fn turn_pair(&mut self) {
        self.order(Order::Pair(Pairing::Turn));
    }

    /// Works on the other one of two runs.
    pub(in crate::app) fn swap(&mut self) {
        self.inside = None;
        self.order(Order::Pair(Pairing::Swap));
    }

    /// Keeps what stands beside the run of a lesson for the next session.
    pub(in crate::app) fn keep_beside(&mut self, key: &str) {
        let snapshot = self.snapshot.as_ref().filter(|snapshot| !snapshot.preview);
        let run = snapshot.and_then(|snapshot| snapshot.pair.as_ref()).map(|pair| pair.run.clone());
        let line = run.map(|run| {
            let sealed = if run.seals.is_empty() { self.sealed(&run) } else { run.clone() };
            // Without its data it would be another run.
            if sealed.data.len() == run.data.len() { sealed.line() } else { String::new() }
        });
        self.progress.put_beside(key, line.unwrap_or_default());
    }

    /// Brings back what stood beside the run of a lesson in an earlier session.
    pub(in crate::app) fn recall_beside(&mut self, key: &str) {
        let line = self.progress.mark(key).map(|mark| mark.beside.clone());
        if let Some(Ok(run)) = line.filter(|line| !line.is_empty()).map(|line| Recipe::parse(&line)) {
            self.order(Order::Pair(Pairing::Recall(run)));
        }
    }
}
