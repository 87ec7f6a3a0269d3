//! Background jobs of the run on the desk, and what they have found.

use super::errand::Errand;
use crate::lab::{Job, JobResults};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The jobs of one run. They belong to it: when it begins again they are stopped and forgotten, and a row
/// that was still on its way finds nobody with its number.
#[derive(Default)]
pub(super) struct Research {
    results: Vec<JobResults>,
    /// The number of the job behind each of the results, and how it is told to stop.
    jobs: Vec<(u64, Arc<AtomicBool>)>,
}

impl Research {
    /// What was found so far, by job.
    pub(super) fn results(&self) -> &[JobResults] {
        &self.results
    }

    /// Puts a job up; one of the same name makes room for it.
    pub(super) fn begin(&mut self, number: u64, job: Job) -> Errand {
        if let Some(at) = self.results.iter().position(|found| found.name == job.name) {
            self.results.remove(at);
            self.jobs.remove(at).1.store(true, Ordering::Relaxed);
        }
        let (name, columns, total) = (job.name.clone(), job.columns.clone(), job.total);
        self.results.push(JobResults { name, columns, total, ..JobResults::default() });
        let stop = Arc::new(AtomicBool::new(false));
        self.jobs.push((number, Arc::clone(&stop)));
        Errand::Find { number, job, stop }
    }

    /// Takes a row; `false` when no job of this run that goes on has this number.
    pub(super) fn take(&mut self, number: u64, row: Vec<f64>) -> bool {
        let at = self.jobs.iter().position(|(known, _)| *known == number);
        let Some(results) = at.map(|at| &mut self.results[at]).filter(|found| !found.stopped) else {
            return false;
        };
        results.rows.push(row);
        true
    }

    /// Stops all jobs; what they found stays.
    pub(super) fn stop(&mut self) {
        for (results, (_, stop)) in self.results.iter_mut().zip(&self.jobs) {
            results.stopped |= !results.done();
            stop.store(true, Ordering::Relaxed);
        }
    }

    /// Rows found and to be found by a job that goes on.
    pub(super) fn working(&self) -> Option<(usize, usize)> {
        let going_on = self.results.iter().find(|found| !found.done() && !found.stopped)?;
        Some((going_on.rows.len(), going_on.total))
    }
}

impl Drop for Research {
    fn drop(&mut self) {
        self.stop();
    }
}
