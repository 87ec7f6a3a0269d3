//! A small program on the terminal layer, run for real: in a pseudo-terminal, against an independent
//! emulator (the vt100 crate). Whatever ends or stops it, the terminal must be as it was.
#![cfg(unix)]

#[allow(dead_code, reason = "these tests need a part of it")]
mod pty;

use nnlab::app::terminal::{ColourDepth, Options, Program, Terminal};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use pty::Session;
use ratatui::Frame;
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent};
use ratatui::widgets::Paragraph;
use std::io::{Read as _, Write};
use std::thread;
use std::time::Duration;

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
            Event::Key(KeyEvent { code: KeyCode::Char(letter), .. }) => match letter {
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
        // Where the terminal vanished there is nobody to read it.
        let _ = writeln!(std::io::stdout(), "saved {}", self.count);
    }
}

/// Not a test of its own: the program that the tests run in a pseudo-terminal.
#[test]
#[ignore = "run by the other tests of this file"]
fn program() {
    if std::env::var_os(pty::INSIDE).is_none() {
        return;
    }
    let options = Options { mouse: true, ask_background: false, depth: ColourDepth::TrueColour };
    let mut counter = Counter { count: 0, size: (0, 0), pasted: String::new(), dirty: true, exit: None };
    let ended = Terminal::open(options).and_then(|terminal| terminal.ready().run(&mut counter));
    std::process::exit(ended.unwrap_or_else(|problem| {
        println!("{problem}");
        2
    }));
}

fn start(line: &str) -> Session {
    Session::start(line, &pty::itself("program"), &[])
}

#[test]
fn it_takes_the_screen_answers_and_gives_it_back() {
    let mut session = start("exec $PROGRAM");
    session.shows("count 0 猫 size (80, 24)");
    session.is_taken();
    session.type_in("++\x1b[200~q+\r\n\x1b[201~+");
    session.shows("count 3 猫 size (80, 24) pasted \"q+\\n\"");
    session.resize(60, 10);
    session.shows("count 3 猫 size (60, 10)");
    session.type_in("q");
    session.shows("saved 3");
    session.ends_with(7);
}

/// crossterm 0.29 takes everything that follows for text of the paste, for ever (its issue 1060).
#[test]
fn a_paste_whose_end_got_lost_does_not_make_it_deaf() {
    let mut session = start("exec $PROGRAM");
    session.shows("count 0");
    session.type_in("\x1b[200~lost");
    session.shows("pasted \"lost\"");
    session.type_in("q");
    session.ends_with(7);
}

/// crossterm 0.29 leaves all but the first kilobyte unread until another key is pressed (its issue 1057).
#[test]
fn all_of_a_burst_is_read_at_once() {
    let mut session = start("exec $PROGRAM");
    session.shows("count 0");
    session.type_in(&"+".repeat(3000));
    session.shows("count 3000");
    session.type_in("q");
    session.ends_with(7);
}

/// Below a leader that ignores the hang-up (sudo, the ssh of a script) nobody signals it: crossterm 0.29
/// takes a core for ever (its issue 793).
#[test]
fn a_terminal_that_vanishes_without_a_signal_ends_it() {
    let pair = native_pty_system().openpty(PtySize::default()).expect("a pseudo-terminal");
    let mut shell = CommandBuilder::new("sh");
    shell.args(["-c", &format!("trap '' HUP; {}; exit $?", pty::itself("program"))]);
    shell.env("TERM", "xterm-256color");
    shell.env(pty::INSIDE, "1");
    let mut child = pair.slave.spawn_command(shell).expect("a shell");
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().expect("a reader");
    let (mut seen, mut bytes) = (vt100::Parser::default(), [0; 4096]);
    while !seen.screen().contents().contains("count 0") {
        let length = reader.read(&mut bytes).expect("it draws");
        seen.process(&bytes[..length]);
    }
    drop((reader, pair.master));
    let code = (0..6000).find_map(|_| {
        thread::sleep(Duration::from_millis(10));
        child.try_wait().expect("a child")
    });
    assert_eq!(code.expect("it ends").exit_code(), 129);
}

#[test]
fn signals_save_and_end_with_the_customary_code() {
    for (name, number) in [("HUP", 1), ("INT", 2), ("QUIT", 3), ("TERM", 15)] {
        let mut session = start("exec $PROGRAM");
        session.shows("count 0");
        session.type_in("+");
        session.shows("count 1");
        session.signal(name);
        session.shows("saved 1");
        session.ends_with(128 + number);
    }
}

#[test]
fn a_panic_in_any_thread_is_told_on_the_normal_screen() {
    for key in ["p", "b"] {
        let mut session = start("exec $PROGRAM");
        session.shows("count 0");
        session.type_in(key);
        session.shows("a panic on purpose");
        session.ends_with(101);
    }
}

#[test]
fn the_shell_can_stop_and_continue_it() {
    let mut session = start("set -m; $PROGRAM; echo stopped; read line; fg >/dev/null; exit $?");
    session.shows("count 0");
    session.type_in("+");
    session.shows("count 1");
    session.type_in("\x1a");
    session.shows("stopped");
    session.is_given_back();
    session.type_in("\n");
    session.shows("count 1 猫 size (80, 24)");
    session.is_taken();
    session.type_in("+");
    session.shows("count 2");
    session.type_in("q");
    session.shows("saved 2");
    session.ends_with(7);
}

#[test]
fn without_a_shell_that_could_continue_it_it_does_not_stop() {
    let mut session = start("exec $PROGRAM");
    session.shows("count 0");
    session.type_in("\x1a+");
    session.shows("count 1");
    session.type_in("q");
    session.ends_with(7);
}

#[test]
fn without_a_terminal_it_says_what_to_do_instead() {
    for line in ["exec $PROGRAM < /dev/null", "$PROGRAM | cat; exit 2", "TERM=dumb exec $PROGRAM"] {
        let session = start(line);
        session.shows("nnlab run");
        assert!(!session.seen().screen().alternate_screen());
        session.ends_with(2);
    }
}
