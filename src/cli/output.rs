//! Standard output, and the ways a command ends early.

use crate::data::free;
use crate::say;
use crate::words::{Problem, printable};
use std::fs::{File, remove_file};
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::{Path, PathBuf};
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

/// Standard output or a file, with a large buffer; a person at a terminal still sees lines as they come.
pub(super) struct Output {
    inner: BufWriter<Box<dyn Write>>,
    watched: bool,
    quiet: bool,
    flushed: Instant,
}

impl Output {
    /// The program's standard output.
    pub(super) fn stdout() -> Output {
        let stdout = io::stdout();
        let watched = stdout.is_terminal();
        Output::over(Box::new(stdout), watched)
    }

    /// A file, which is written as the output comes. What is there already is only replaced with `force`, and not before
    /// there is something to take its place.
    ///
    /// # Errors
    /// A sentence when something is there, or when it cannot be written.
    pub(super) fn file(path: &Path, force: bool) -> Result<Output, Problem> {
        free(path, force)?;
        Ok(Output::over(Box::new(Replaced::open(path)?), false))
    }

    fn over(inner: Box<dyn Write>, watched: bool) -> Output {
        let inner = BufWriter::with_capacity(1 << 16, inner);
        Output { inner, watched, quiet: false, flushed: Instant::now() }
    }

    /// Says nothing beside the output: no progress bar.
    pub(super) fn quiet(self, quiet: bool) -> Output {
        Output { quiet, ..self }
    }

    /// Whether nothing is to be said beside the output.
    pub(super) fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Whether a person watches: it is a terminal.
    pub(super) fn watched(&self) -> bool {
        self.watched
    }
}

/// A file that stays as it was until the first of its new content comes, and is taken away again if none does.
struct Replaced {
    file: File,
    path: PathBuf,
    /// It was not there.
    fresh: bool,
    begun: bool,
}

impl Replaced {
    fn open(path: &Path) -> Result<Replaced, Problem> {
        let fresh = !path.exists();
        let file = File::options().create(true).truncate(false).write(true).open(path).map_err(|error| {
            let (name, why) = (printable(&path.to_string_lossy()), printable(&error.to_string()));
            Problem::run(say!("{name} cannot be written: {why}.", "无法写入 {name}：{why}。"))
        })?;
        Ok(Replaced { file, path: path.to_path_buf(), fresh, begun: false })
    }

    fn begin(&mut self) -> io::Result<()> {
        if !std::mem::replace(&mut self.begun, true) {
            self.file.set_len(0)?;
        }
        Ok(())
    }
}

impl Write for Replaced {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.begin()?;
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.begin()?;
        self.file.flush()
    }
}

impl Drop for Replaced {
    fn drop(&mut self) {
        if self.fresh && !self.begun {
            // It is empty; should it stay, nothing is lost.
            let _ = remove_file(&self.path);
        }
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
