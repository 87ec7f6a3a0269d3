//! Scripts executed by Python, wherever there is one with NumPy (and h5py, for lessons that read pictures).

use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Compares every run, two at a time, in a folder with the shipped sets that `prepare` may add to; `line` is the share
/// line of a run. Gives back what was skipped, and why.
pub(crate) fn compare_all<R: Sync>(
    runs: &[R],
    line: impl Fn(&R) -> &str + Sync,
    prepare: impl FnOnce(&Path),
    compare: impl Fn(&Path, &R, usize) -> Result<(), String> + Sync,
) -> Option<&'static str> {
    if !has("numpy") {
        return Some("skipped: there is no python3 with NumPy here (pip install numpy h5py)");
    }
    let h5py = has("h5py");
    let folder = tempfile::tempdir().expect("a folder");
    let mut nnlab = Command::new(env!("CARGO_BIN_EXE_nnlab"));
    let made = nnlab.args(["data", "make"]).current_dir(folder.path()).output();
    assert!(made.expect("nnlab runs").status.success());
    prepare(folder.path());
    let (next, wrong) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for worker in 0..2 {
            let (next, wrong, folder, line, compare) = (&next, &wrong, folder.path(), &line, &compare);
            scope.spawn(move || {
                while let Some(run) = runs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let pictures =
                        ["cats", "digits", "rbm"].iter().any(|lesson| line(run).starts_with(lesson));
                    if pictures && !h5py {
                        continue;
                    }
                    if let Err(why) = compare(folder, run, worker) {
                        wrong.lock().expect("no panic").push(format!("{}: {why}", line(run)));
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().expect("no panic");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    (!h5py).then_some("skipped in part: python3 has no h5py, so lessons that read pictures are left out")
}

fn has(module: &str) -> bool {
    let done = Command::new("python3").args(["-c", &format!("import {module}")]).output();
    done.is_ok_and(|done| done.status.success())
}
