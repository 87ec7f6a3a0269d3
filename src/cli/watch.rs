//! Ctrl-C and the progress bar of a run.

use super::output::{Output, Stop};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use signal_hook::consts::SIGINT;
use signal_hook::flag;
use std::io::{self, IsTerminal as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// A run shorter than this shows no bar.
const PATIENCE: Duration = Duration::from_millis(500);
/// The time between two looks of the bar.
const FRAME: Duration = Duration::from_millis(100);

/// Asked once a step whether to go on.
#[derive(Debug)]
pub(super) struct Watch {
    stop: Arc<AtomicBool>,
    bar: Option<Bar>,
}

#[derive(Debug)]
struct Bar {
    done: u64,
    total: u64,
    next: Instant,
    drawn: Option<ProgressBar>,
}

impl Watch {
    /// From now on Ctrl-C ends the run between two steps; a second one ends the program at once.
    pub(super) fn begin() -> Result<Watch, Stop> {
        let stop = Arc::new(AtomicBool::new(false));
        flag::register_conditional_shutdown(SIGINT, 130, Arc::clone(&stop))?;
        flag::register(SIGINT, Arc::clone(&stop))?;
        Ok(Watch { stop, bar: None })
    }

    /// Shows a bar of `total` parts, if standard error is a terminal, it takes long and silence was not asked for.
    pub(super) fn show(&mut self, total: u64, out: &Output) {
        if io::stderr().is_terminal() && !out.is_quiet() {
            self.bar = Some(Bar { done: 0, total, next: Instant::now() + PATIENCE, drawn: None });
        }
    }

    /// One part is about to be done. Whether to do it.
    pub(super) fn go_on(&mut self) -> bool {
        if let Some(bar) = &mut self.bar {
            bar.advance();
        }
        !self.interrupted()
    }

    /// Whether Ctrl-C was pressed.
    pub(super) fn interrupted(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Takes the bar away.
    pub(super) fn end(&mut self) -> Result<(), Stop> {
        if let Some(Bar { drawn: Some(bar), .. }) = self.bar.take() {
            bar.finish_and_clear();
        }
        if self.interrupted() { Err(Stop::Interrupted) } else { Ok(()) }
    }
}

impl Bar {
    fn advance(&mut self) {
        self.done += 1;
        let now = Instant::now();
        if now < self.next {
            return;
        }
        self.next = now + FRAME;
        let total = self.total;
        let bar = self.drawn.get_or_insert_with(|| {
            let style = ProgressStyle::with_template("{bar:40} {human_pos}/{human_len}  {elapsed} · {eta}");
            let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
            bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        });
        bar.set_position(self.done);
    }
}
