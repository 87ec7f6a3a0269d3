//! A program run for real: in a pseudo-terminal, seen by an independent emulator (the vt100 crate).

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::fmt::Display;
use std::io::{Read as _, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

/// Longer than anything takes, even on a machine that has much else to do.
const PATIENCE: Duration = Duration::from_secs(60);

/// Set where a test of the binary is run as a program of its own; see [`itself`].
pub(crate) const INSIDE: &str = "NNLAB_TEST_INSIDE_PTY";

/// A command of the shell.
pub(crate) fn command(program: &Path) -> String {
    format!("'{}'", program.display())
}

/// The command that runs an ignored test of this binary as a program of its own.
pub(crate) fn itself(test: &str) -> String {
    let binary = std::env::current_exe().expect("the path of this test");
    format!("{} --ignored --exact {test} --nocapture --test-threads=1", command(&binary))
}

/// The program in its pseudo-terminal, and what is seen of it.
pub(crate) struct Session {
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    seen: Arc<Mutex<vt100::Parser>>,
    /// All that it has sent.
    sent: Arc<Mutex<Vec<u8>>>,
    /// The line settings before the program started.
    before: String,
}

impl Session {
    /// Runs a line of the shell on 80 × 24 cells, with `program` for the `$PROGRAM` in it.
    pub(crate) fn start(line: &str, program: &str, variables: &[(&str, &str)]) -> Session {
        let pair = native_pty_system().openpty(size(80, 24)).expect("a pseudo-terminal");
        let mut command = CommandBuilder::new("sh");
        command.args(["-c", &line.replace("$PROGRAM", program)]);
        for name in ["NO_COLOR", "COLORFGBG", "LANGUAGE"] {
            command.env_remove(name);
        }
        command.env("TERM", "xterm-256color");
        command.env("LC_ALL", "en_US.UTF-8");
        command.env(INSIDE, "1");
        for (name, value) in variables {
            command.env(name, value);
        }
        let before = settings(&*pair.master);
        let child = pair.slave.spawn_command(command).expect("a shell");
        drop(pair.slave);
        let seen = Arc::new(Mutex::new(vt100::Parser::new(side(24), side(80), 0)));
        let (mut reader, screen) = (pair.master.try_clone_reader().expect("a reader"), Arc::clone(&seen));
        let sent = Arc::new(Mutex::new(Vec::new()));
        let all = Arc::clone(&sent);
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(length @ 1..) = reader.read(&mut bytes) {
                all.lock().expect("no panic above").extend_from_slice(&bytes[..length]);
                screen.lock().expect("no panic above").process(&bytes[..length]);
            }
        });
        let keys = pair.master.take_writer().expect("a writer");
        Session { master: pair.master, keys, child, seen, sent, before }
    }

    /// What the terminal shows now.
    pub(crate) fn seen(&self) -> MutexGuard<'_, vt100::Parser> {
        self.seen.lock().expect("no panic in the reader")
    }

    /// Its characters.
    pub(crate) fn text(&self) -> String {
        self.seen().screen().contents()
    }

    /// Waits until the screen is as `is` wants it.
    pub(crate) fn wait_for(&self, what: impl Display, is: impl Fn(&vt100::Screen) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !is(self.seen().screen()) {
            assert!(Instant::now() < end, "never {what}; the screen shows:\n{}", self.text());
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits until the screen shows the words.
    pub(crate) fn shows(&self, words: &str) {
        self.wait_for(words, |screen| screen.contents().contains(words));
    }

    /// How often these bytes were sent.
    pub(crate) fn sends(&self, bytes: &str) -> usize {
        let sent = self.sent.lock().expect("no panic in the reader");
        sent.windows(bytes.len()).filter(|piece| *piece == bytes.as_bytes()).count()
    }

    /// The program owns the whole screen and gets keys one by one.
    pub(crate) fn is_taken(&self) {
        assert!(self.seen().screen().alternate_screen());
        assert_ne!(settings(&*self.master), self.before, "keys are read one by one");
    }

    /// Types keys as the bytes a terminal sends for them.
    pub(crate) fn type_in(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("the program reads");
    }

    /// Gives the window another size.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) {
        self.seen().screen_mut().set_size(side(rows), side(columns));
        self.master.resize(size(columns, rows)).expect("a new size");
    }

    /// Sends a signal by its name.
    pub(crate) fn signal(&self, name: &str) {
        let id = self.child.process_id().expect("it runs").to_string();
        let sent = std::process::Command::new("kill").args(["-s", name, &id]).status().expect("kill");
        assert!(sent.success());
    }

    /// Waits until the terminal is as it was before the program.
    pub(crate) fn is_given_back(&self) {
        self.wait_for("given back", |screen| {
            !screen.alternate_screen()
                && !screen.hide_cursor()
                && !screen.bracketed_paste()
                && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
        });
        let end = Instant::now() + PATIENCE;
        while settings(&*self.master) != self.before && Instant::now() < end {
            thread::sleep(Duration::from_millis(5));
        }
        assert_eq!(settings(&*self.master), self.before);
    }

    /// The line of the shell ends with this exit code, and the terminal is as it was.
    pub(crate) fn ends_with(mut self, code: u32) {
        let status = self.child.wait().expect("an exit status");
        assert_eq!(status.exit_code(), code, "the screen shows:\n{}", self.text());
        self.is_given_back();
    }
}

fn settings(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().expect("a pseudo-terminal has settings"))
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

fn side(cells: u16) -> NonZero<u16> {
    NonZero::new(cells).expect("no window is that small")
}
