//! The program itself, driven as a person drives it: in a pseudo-terminal, key by key.
#![cfg(unix)]

mod plain_digits;
mod pty;

use nnlab::app::progress::Progress;
use nnlab::app::terminal::{ColourDepth, Options, Terminal};
use nnlab::app::{App, Control, Desk, Engine, Inline, Mail, Order, Ticket};
use nnlab::lab::{Card, Recipe};
use nnlab::lessons;
use nnlab::view::Pen;
use plain_digits::{PLAIN, cells, said, sheet, way_to_sheet};
use pty::Session;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// The program on an empty home, begun after a line of the shell that must be there again at the end.
fn start(arguments: &str, home: &Path) -> Session {
    let program = pty::command(Path::new(env!("CARGO_BIN_EXE_nnlab")));
    let home = home.to_str().expect("a path of letters");
    Session::start(&format!("echo before; exec $PROGRAM {arguments}"), &program, &[("NNLAB_HOME", home)])
}

fn home() -> tempfile::TempDir {
    tempfile::tempdir().expect("a place for files")
}

fn card(at: usize) -> &'static Card {
    (lessons::ALL[at].card)()
}

/// The header of the lesson screen shows this lesson.
fn header_shows(session: &Session, words: &str) {
    session.wait_for(format!("{words} in the header"), |screen| {
        screen.contents().lines().next().is_some_and(|header| header.contains(words))
    });
}

#[test]
fn a_learner_looks_around_and_leaves() {
    let home = home();
    let mut session = start("", home.path());
    session.shows("Lessons");
    session.shows(&card(0).line.en[..20]);
    session.is_taken();
    session.type_in("\r");
    header_shows(&session, &card(0).title.en);
    header_shows(&session, "step 0");
    session.type_in("\x1b[C");
    header_shows(&session, "step 1 ");
    session.type_in("\x1b[C");
    header_shows(&session, "step 2 ");
    session.type_in("\x1b[D");
    header_shows(&session, "step 1 ");
    session.type_in("]");
    header_shows(&session, &card(1).title.en);
    session.type_in("]");
    header_shows(&session, &card(2).title.en);
    session.type_in("[");
    header_shows(&session, "Computation graph");
    session.type_in("?");
    session.shows("Cards and questions");
    session.type_in("\x1b[6~");
    session.shows("One step backwards, exactly.");
    session.type_in("\x1b");
    session.wait_for("help closed", |screen| !screen.contents().contains("One step backwards, exactly."));
    session.type_in("q");
    session.shows("before");
    session.ends_with(0);
}

/// The window is called after the lesson, and gets its own title back.
#[test]
fn the_window_has_a_title() {
    let home = home();
    let mut session = start("chain", home.path());
    let titled = |session: &Session, words: &str| {
        session.wait_for(words, |_| session.sends(&format!("\x1b]2;{words}\x1b\\")) == 1);
    };
    titled(&session, "Computation graph and chain rule - nnlab");
    session.type_in("]");
    titled(&session, "Gradient descent - nnlab");
    assert_eq!((session.sends("\x1b[22;2t"), session.sends("\x1b[23;2t")), (1, 0));
    session.type_in("q");
    session.shows("before");
    session.is_given_back();
    assert_eq!(session.sends("\x1b[23;2t"), 1);
    session.ends_with(0);
}

/// What is wrong with the settings can be read to its last word, however long the name of the file.
#[test]
fn a_mistake_in_the_settings_is_read_whole() {
    let home = home();
    std::fs::write(home.path().join("config.toml"), "mouse = true\nspeed = \"fast\"\n").expect("written");
    for (arguments, last) in [("slope", "animation, history_mb."), ("slope --lang zh", "history_mb。")] {
        let mut session = start(arguments, home.path());
        session.shows(last);
        let screen = session.text().split_whitespace().collect::<String>();
        let file = home.path().join("config.toml").display().to_string();
        assert!(screen.contains(&file), "{screen}");
        assert!(
            screen.contains("line2:thereisnosetting\"speed\"") || screen.contains("第2行：没有名为“speed”")
        );
        session.type_in("q");
        session.shows("before");
        session.ends_with(0);
    }
}

#[test]
fn the_palette_finds_a_lesson_and_the_language_changes() {
    let home = home();
    let mut session = start("chain", home.path());
    header_shows(&session, "Computation graph");
    session.type_in(":");
    session.shows("Find anything");
    session.type_in("cats");
    session.shows("› cats");
    session.type_in("\r");
    header_shows(&session, "One neuron looks at cats");
    header_shows(&session, "step 0");
    session.type_in("L");
    header_shows(&session, "第 0");
    session.type_in("L");
    header_shows(&session, "step 0");
    session.type_in("q");
    session.ends_with(0);
}

#[test]
fn it_follows_the_size_of_the_window() {
    let home = home();
    let mut session = start("chain", home.path());
    for (columns, rows) in [(200, 60), (60, 10), (80, 24), (1, 1), (120, 40)] {
        session.resize(columns, rows);
        if columns < 80 {
            if columns > 1 {
                session.shows("nnlab needs a little more room");
                session.shows("now 60×10, at least 80×24");
            }
            continue;
        }
        header_shows(&session, "Computation graph");
        session.wait_for("the hints in the last row", |screen| {
            screen.rows(0, columns).nth(usize::from(rows) - 1).is_some_and(|row| row.contains("? help"))
        });
    }
    session.type_in("q");
    session.ends_with(0);
}

#[test]
fn a_place_is_found_again() {
    let home = home();
    let mut session = start("'chain?step=3'", home.path());
    header_shows(&session, "step 3 ");
    session.type_in("\x1b[C");
    header_shows(&session, "step 4 ");
    session.type_in("q");
    session.ends_with(0);
    let mut session = start("", home.path());
    session.shows("Lessons");
    session.type_in("c");
    header_shows(&session, "step 4 ");
    session.type_in("q");
    session.ends_with(0);
}

#[test]
fn a_signal_in_the_middle_of_a_run_gives_the_terminal_back() {
    for (name, number) in [("TERM", 15), ("HUP", 1)] {
        let home = home();
        let mut session = start("cats", home.path());
        header_shows(&session, "One neuron looks at cats");
        session.type_in(" ");
        header_shows(&session, "▶");
        session.signal(name);
        session.shows("before");
        session.ends_with(128 + number);
    }
}

/// A terminal tells its background when it is asked; what looks like an answer otherwise changes nothing.
#[test]
fn only_a_background_that_was_asked_for_is_believed() {
    for (theme, asked) in [("dark", false), ("auto", true)] {
        let home = home();
        let mut session = start(&format!("chain --theme {theme}"), home.path());
        header_shows(&session, "step 0");
        let ink = |screen: &vt100::Screen| screen.cell(23, 1).map(vt100::Cell::fgcolor);
        let before = ink(session.seen().screen());
        session.type_in("\x1b]11;rgb:ffff/ffff/ffff\x1b\\");
        session.type_in("\x1b[C");
        header_shows(&session, "step 1 ");
        if asked {
            session.wait_for("the light theme", |screen| ink(screen) != before);
        }
        session.type_in("\x1b[C");
        header_shows(&session, "step 2 ");
        assert_eq!(ink(session.seen().screen()) != before, asked, "theme {theme}");
        session.type_in("q");
        session.ends_with(0);
    }
}

#[test]
fn without_a_terminal_it_names_the_other_way() {
    let home = home();
    for arguments in [&[][..], &["cats"]] {
        let output = Command::new(env!("CARGO_BIN_EXE_nnlab"))
            .args(arguments)
            .env("NNLAB_HOME", home.path())
            .stdin(Stdio::null())
            .output()
            .expect("it runs");
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{complaint}");
        assert!(complaint.contains("nnlab run"), "{complaint}");
        assert!(output.stdout.is_empty());
    }
}

/// What a terminal sends for a pressed, moving or released left button (SGR, from 1).
fn mouse(button: u8, (column, row): (u16, u16), end: char) -> String {
    format!("\x1b[<{button};{};{}{end}", column + 1, row + 1)
}

#[test]
fn digits_drawn_with_the_mouse_are_read() {
    let home = home();
    let mut session = start("'digits?step=500'", home.path());
    session.resize(120, 40);
    session.shows("step 500 / 5000");
    let view = way_to_sheet(&session.text()).expect("the line of views");
    session.type_in(&(mouse(0, view, 'M') + &mouse(0, view, 'm')));
    session.wait_for("the sheet", |screen| sheet(&screen.contents()).is_some());
    let place = sheet(&session.text()).expect("it was there");
    let mut read = Vec::new();
    for (digit, strokes) in PLAIN.iter().enumerate() {
        session.type_in("x");
        session.shows("The sheet is blank");
        for stroke in *strokes {
            let path = cells(stroke, place);
            let drags: String = path[1..].iter().map(|&cell| mouse(32, cell, 'M')).collect();
            session.type_in(&(mouse(0, path[0], 'M') + &drags + &mouse(0, path[path.len() - 1], 'm')));
        }
        // The strokes, and the frame that tells of them, may still be on their way.
        let patience = Instant::now() + Duration::from_secs(8);
        while said(&session.text()) != Some(digit) && Instant::now() < patience {
            thread::sleep(Duration::from_millis(10));
        }
        read.push(said(&session.text()));
    }
    session.type_in("q");
    session.ends_with(0);
    let right = read.iter().enumerate().filter(|(digit, read)| **read == Some(*digit)).count();
    assert!(right >= 8, "{right} of 10: {read:?}");
}

/// A desk that breaks at one order.
struct Fragile(Inline);

impl Engine for Fragile {
    fn order(&mut self, ticket: Ticket, order: Order) {
        assert!(order != Order::Control(Control::Axis), "a panic on purpose");
        self.0.order(ticket, order);
    }

    fn mail(&mut self) -> Option<Mail> {
        self.0.mail()
    }
}

/// Not a test of its own: the lab on a fragile desk, run in a pseudo-terminal by the next test.
#[test]
#[ignore = "run by the test below"]
fn fragile_lab() {
    if std::env::var_os(pty::INSIDE).is_none() {
        return;
    }
    let options = Options { mouse: true, ask_background: false, depth: ColourDepth::TrueColour };
    let engine = Fragile(Inline::new(Desk::new(1 << 20)));
    let mut app = App::new(Box::new(engine), Pen::default(), Progress::load(None).0);
    app.open(Recipe::of("chain"));
    let ended = Terminal::open(options).and_then(|terminal| terminal.ready().run(&mut app));
    std::process::exit(ended.expect("a terminal"));
}

#[test]
fn a_panic_gives_the_terminal_back_and_is_told() {
    let mut session = Session::start("exec $PROGRAM", &pty::itself("fragile_lab"), &[]);
    header_shows(&session, "Computation graph");
    session.is_taken();
    session.type_in("a");
    session.shows("a panic on purpose");
    session.ends_with(101);
}
