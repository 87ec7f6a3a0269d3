//! Standard output, and the ways a command ends early.

use crate::say;
use crate::words::{Problem, printable};
use std::io::{self, BufWriter, IsTerminal as _, Stdout, Write};
use std::time::{Duration, Instant};

/// Why a command did not come to its end.
#[derive(Debug)]
pub(super) enum Stop {
    /// Something went wrong.
    Problem(Problem),
    /// Whoever read the output has seen enough (`nnlab … | head`): not an error.
    Closed,
    /// Ctrl-C.
    Interrupted,
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Stop {
        Stop::Problem(problem)
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Stop::Closed;
        }
        let why = printable(&error.to_string());
        Stop::Problem(Problem::run(say!("The output cannot be written: {why}.", "无法写出结果：{why}。")))
    }
}

/// Standard output with a large buffer; a person at a terminal still sees lines as they come.
pub(super) struct Output {
    inner: BufWriter<Stdout>,
    watched: bool,
    flushed: Instant,
}

impl Output {
    /// The program's standard output.
    pub(super) fn stdout() -> Output {
        let stdout = io::stdout();
        let watched = stdout.is_terminal();
        Output { inner: BufWriter::with_capacity(1 << 16, stdout), watched, flushed: Instant::now() }
    }

    /// Whether a person watches: it is a terminal.
    pub(super) fn watched(&self) -> bool {
        self.watched
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        if self.watched && self.flushed.elapsed() > Duration::from_millis(50) {
            self.flush()?;
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.flushed = Instant::now();
        self.inner.flush()
    }
}
