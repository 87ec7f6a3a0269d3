//! A small program on the terminal layer, run for real: in a pseudo-terminal, against an independent
//! emulator (the vt100 crate). Whatever ends or stops it, the terminal must be as it was.
#![cfg(unix)]

use nnlab::app::terminal::{ColourDepth, Event, Key, KeyCode, Options, Program, Terminal};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use ratatui::Frame;
use ratatui::widgets::Paragraph;
use std::io::{Read as _, Write};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// Names the program inside the test binary; see [`program`].
const INSIDE: &str = "NNLAB_TEST_INSIDE_PTY";

struct Counter {
    count: i64,
    size: (u16, u16),
    pasted: String,
    dirty: bool,
    exit: Option<i32>,
}

impl Program for Counter {
    fn handle(&mut self, event: Event) {
        self.dirty = true;
        match event {
            Event::Key(Key { code: KeyCode::Char(letter), .. }) => match letter {
                'q' => self.exit = Some(7),
                '+' => self.count += 1,
                'p' => panic!("a panic on purpose"),
                'b' => drop(thread::spawn(|| panic!("a panic on purpose, elsewhere"))),
                _ => {}
            },
            Event::Resize(columns, rows) => self.size = (columns, rows),
            Event::Paste(text) => self.pasted = text,
            _ => {}
        }
    }

    fn dirty(&self) -> bool {
        self.dirty
    }

    fn draw(&mut self, frame: &mut Frame<'_>) {
        self.dirty = false;
        let text = format!("count {} 猫 size {:?} pasted {:?}", self.count, self.size, self.pasted);
        frame.render_widget(Paragraph::new(text), frame.area());
    }

    fn exit(&self) -> Option<i32> {
        self.exit
    }

    fn save(&mut self) {
        writeln!(std::io::stdout(), "saved {}", self.count).expect("the screen is back");
    }
}

/// Not a test of its own: the program that the tests run in a pseudo-terminal.
#[test]
#[ignore = "run by the other tests of this file"]
fn program() {
    if std::env::var_os(INSIDE).is_none() {
        return;
    }
    let options = Options { mouse: true, ask_background: false, depth: ColourDepth::TrueColour };
    let mut counter = Counter { count: 0, size: (0, 0), pasted: String::new(), dirty: true, exit: None };
    let ended = Terminal::open(options).and_then(|terminal| terminal.run(&mut counter));
    std::process::exit(ended.unwrap_or_else(|problem| {
        println!("{problem}");
        2
    }));
}

/// The program in its pseudo-terminal, and what is seen of it.
struct Session {
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    seen: Arc<Mutex<vt100::Parser>>,
    /// The line settings before the program started.
    before: String,
}

impl Session {
    /// Runs a line of the shell, with `$PROGRAM` in it.
    fn start(line: &str) -> Session {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let binary = std::env::current_exe().expect("the path of this test");
        let program =
            format!("'{}' --ignored --exact program --nocapture --test-threads=1", binary.display());
        let mut command = CommandBuilder::new("sh");
        command.args(["-c", &line.replace("$PROGRAM", &program)]);
        command.env("TERM", "xterm-256color");
        command.env(INSIDE, "1");
        let before = settings(&*pair.master);
        let child = pair.slave.spawn_command(command).expect("a shell");
        drop(pair.slave);
        let rows = 24.try_into().expect("not 0");
        let seen = Arc::new(Mutex::new(vt100::Parser::new(rows, 80.try_into().expect("not 0"), 0)));
        let (mut reader, screen) = (pair.master.try_clone_reader().expect("a reader"), Arc::clone(&seen));
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(length @ 1..) = reader.read(&mut bytes) {
                screen.lock().expect("no panic above").process(&bytes[..length]);
            }
        });
        let keys = pair.master.take_writer().expect("a writer");
        Session { master: pair.master, keys, child, seen, before }
    }

    fn text(&self) -> String {
        self.seen.lock().expect("no panic").screen().contents()
    }

    fn wait_for(&self, what: &str, is: impl Fn(&vt100::Screen) -> bool) {
        let end = Instant::now() + Duration::from_secs(20);
        while !is(self.seen.lock().expect("no panic").screen()) {
            assert!(Instant::now() < end, "never {what}; the screen shows:\n{}", self.text());
            thread::sleep(Duration::from_millis(5));
        }
    }

    fn shows(&self, text: &str) {
        self.wait_for(text, |screen| screen.contents().contains(text));
    }

    fn type_in(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("the program reads");
    }

    fn is_given_back(&self) {
        self.wait_for("given back", |screen| {
            !screen.alternate_screen()
                && !screen.hide_cursor()
                && !screen.bracketed_paste()
                && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
        });
        let end = Instant::now() + Duration::from_secs(5);
        while settings(&*self.master) != self.before && Instant::now() < end {
            thread::sleep(Duration::from_millis(5));
        }
        assert_eq!(settings(&*self.master), self.before);
    }

    fn ends_with(mut self, code: u32) {
        let status = self.child.wait().expect("an exit status");
        assert_eq!(status.exit_code(), code, "the screen shows:\n{}", self.text());
        self.is_given_back();
    }
}

fn settings(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().expect("a pseudo-terminal has settings"))
}

#[test]
fn it_takes_the_screen_answers_and_gives_it_back() {
    let mut session = Session::start("exec $PROGRAM");
    session.shows("count 0 猫 size (80, 24)");
    assert!(session.seen.lock().expect("no panic").screen().alternate_screen());
    assert_ne!(settings(&*session.master), session.before, "keys are read one by one");
    session.type_in("++\x1b[200~q+\r\n\x1b[201~+");
    session.shows("count 3 猫 size (80, 24) pasted \"q+\\n\"");
    let size = PtySize { rows: 10, cols: 60, pixel_width: 0, pixel_height: 0 };
    session
        .seen
        .lock()
        .expect("no panic")
        .screen_mut()
        .set_size(10.try_into().expect("not 0"), 60.try_into().expect("not 0"));
    session.master.resize(size).expect("a new size");
    session.shows("count 3 猫 size (60, 10)");
    session.type_in("q");
    session.shows("saved 3");
    session.ends_with(7);
}

#[test]
fn a_paste_whose_end_got_lost_does_not_make_it_deaf() {
    let mut session = Session::start("exec $PROGRAM");
    session.shows("count 0");
    session.type_in("\x1b[200~lost");
    session.shows("pasted \"lost\"");
    session.type_in("q");
    session.ends_with(7);
}

#[test]
fn signals_save_and_end_with_the_customary_code() {
    for (name, number) in [("HUP", 1), ("INT", 2), ("QUIT", 3), ("TERM", 15)] {
        let mut session = Session::start("exec $PROGRAM");
        session.shows("count 0");
        session.type_in("+");
        session.shows("count 1");
        let id = session.child.process_id().expect("it runs").to_string();
        let sent = std::process::Command::new("kill").args(["-s", name, &id]).status().expect("kill");
        assert!(sent.success());
        session.shows("saved 1");
        session.ends_with(128 + number);
    }
}

#[test]
fn a_panic_in_any_thread_is_told_on_the_normal_screen() {
    for key in ["p", "b"] {
        let mut session = Session::start("exec $PROGRAM");
        session.shows("count 0");
        session.type_in(key);
        session.shows("a panic on purpose");
        session.ends_with(101);
    }
}

#[test]
fn the_shell_can_stop_and_continue_it() {
    let mut session = Session::start("set -m; $PROGRAM; echo stopped; read line; fg >/dev/null; exit $?");
    session.shows("count 0");
    session.type_in("+");
    session.shows("count 1");
    session.type_in("\x1a");
    session.shows("stopped");
    session.is_given_back();
    session.type_in("\n");
    session.shows("count 1 猫 size (80, 24)");
    assert!(session.seen.lock().expect("no panic").screen().alternate_screen());
    session.type_in("+");
    session.shows("count 2");
    session.type_in("q");
    session.shows("saved 2");
    session.ends_with(7);
}

#[test]
fn without_a_shell_that_could_continue_it_it_does_not_stop() {
    let mut session = Session::start("exec $PROGRAM");
    session.shows("count 0");
    session.type_in("\x1a+");
    session.shows("count 1");
    session.type_in("q");
    session.ends_with(7);
}

#[test]
fn without_a_terminal_it_says_what_to_do_instead() {
    for line in ["exec $PROGRAM < /dev/null", "$PROGRAM | cat; exit 2", "TERM=dumb exec $PROGRAM"] {
        let session = Session::start(line);
        session.shows("nnlab run");
        assert!(!session.seen.lock().expect("no panic").screen().alternate_screen());
        session.ends_with(2);
    }
}
