//! Every screen as it is drawn, compared with the pictures in `snapshots/` and held to laws that no
//! picture may break. `cargo insta review` shows what changed.

mod at_once;

use nnlab::app::progress::Progress;
use nnlab::app::{App, Desk, Inline};
use nnlab::lab::{Card, Recipe};
use nnlab::lessons::ALL;
use nnlab::view::{ColourDepth, Glyphs, Pen, Theme, print};
use nnlab::words::Language;
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{Event, KeyCode};
use ratatui::layout::Rect;
use ratatui::style::Color;
use std::collections::HashSet;
use std::path::Path;
use unicode_width::UnicodeWidthStr;

type Size = (u16, u16);

const SMALL: Size = (80, 24);
const MIDDLE: Size = (120, 40);
const LARGE: Size = (200, 60);

const ENGLISH: Pen = pen(Language::English, ColourDepth::TrueColour, Glyphs::Braille);
const CHINESE: Pen = pen(Language::Chinese, ColourDepth::TrueColour, Glyphs::Braille);

const fn pen(language: Language, depth: ColourDepth, glyphs: Glyphs) -> Pen {
    Pen { theme: Theme { depth, ..Theme::DARK }, glyphs, language }
}

/// The whole program without a terminal and without threads.
struct Screen {
    app: App,
    size: Size,
    pen: Pen,
}

impl Screen {
    /// The home screen.
    fn home(size: Size, pen: Pen) -> Screen {
        let engine = Inline::new(Desk::new(64 << 20));
        let mut app = App::new(Box::new(engine), pen, Progress::load(None).0);
        app.handle_event(Event::Resize(size.0, size.1));
        app.preview();
        Screen { app, size, pen }.read()
    }

    /// A lesson at a step.
    fn lesson(id: &str, step: u64, size: Size, pen: Pen) -> Screen {
        let mut screen = Screen::home(size, pen);
        screen.app.open(Recipe { step, ..Recipe::of(id) });
        screen.read()
    }

    /// Lets the program read what its desk has to say.
    fn read(mut self) -> Screen {
        self.app.handle_event(Event::FocusGained);
        self
    }

    fn key(mut self, code: KeyCode) -> Screen {
        self.app.handle_event(Event::Key(code.into()));
        self
    }

    fn keys(self, letters: &str) -> Screen {
        letters.chars().fold(self, |screen, letter| screen.key(KeyCode::Char(letter)))
    }

    fn resize(mut self, size: Size) -> Screen {
        self.app.handle_event(Event::Resize(size.0, size.1));
        self.size = size;
        self
    }

    fn frame(&self) -> Buffer {
        let mut frame = Buffer::empty(Rect::new(0, 0, self.size.0, self.size.1));
        self.app.draw_into(&mut frame);
        frame
    }

    /// Holds the screen to the laws; `open` when something lies on top and cuts what is below.
    fn check(&self, name: &str, open: bool) -> Buffer {
        let frame = self.frame();
        let whole = print::text(&frame);
        let lines: Vec<&str> = whole.lines().collect();
        characters_are_whole(&frame, name);
        if !open && self.pen.language == Language::English {
            // In ASCII a Greek letter becomes part of the word behind it, and in the race the letters of
            // the contenders stand side by side.
            let race = name.contains("optimizers") || name == "home, lesson 11";
            if self.pen.glyphs != Glyphs::Ascii && !race {
                words_are_whole(&whole, name);
            }
            let foreign = whole.replace("中文", "").chars().find(|c| ('\u{3400}'..='\u{9fff}').contains(c));
            assert_eq!(foreign, None, "{name}: Chinese on an English screen\n{whole}");
        }
        if self.pen.glyphs == Glyphs::Ascii {
            assert!(whole.is_ascii(), "{name}: more than ASCII\n{whole}");
        }
        if self.pen.theme.depth == ColourDepth::Mono {
            let plain = |cell: &ratatui::buffer::Cell| cell.fg == Color::Reset && cell.bg == Color::Reset;
            assert!(frame.content.iter().all(plain), "{name}: a colour without colours");
        }
        if self.size.1 >= SMALL.1 {
            for (row, what) in [(0, "header"), (lines.len() - 1, "hints")] {
                assert!(lines[row].trim().width() > 12, "{name}: no {what}\n{whole}");
            }
        }
        frame
    }

    /// The same, and compares the frame with its picture.
    fn snapshot(&self, name: &str, open: bool) {
        let (columns, rows) = self.size;
        let language = self.pen.language.code();
        let name = format!("{name}-{columns}x{rows}-{language}");
        let mut frame = self.check(&name, open);
        without_digits_agreed(&mut frame);
        // Large screens have the styles of the others; their characters are enough.
        let printed = if columns > MIDDLE.0 { print::text(&frame) } else { print::styled(&frame) };
        insta::assert_snapshot!(name, printed);
    }
}

/// Takes away in how many digits a derivative and its measurement agree: that depends on the last bits of both, and these on
/// how many numbers the machine adds at once. The words stand at the end of their line.
fn without_digits_agreed(frame: &mut Buffer) {
    for y in 0..frame.area.height {
        for x in 0..frame.area.width {
            let from = |x: u16| (x..frame.area.width).map(|x| frame[(x, y)].symbol()).collect::<String>();
            let english = from(x).starts_with("agrees to");
            // A wide character has two cells.
            let chinese =
                from(x).split_once(" 位 数 字 一 致").is_some_and(|(number, _)| number.parse::<u8>().is_ok())
                    || from(x).starts_with("完 全 一 致");
            if english || chinese {
                (x..frame.area.width).for_each(|x| frame[(x, y)].reset());
                break;
            }
        }
    }
}

/// A cell holds one character; a wide one has the cell to its right for itself.
fn characters_are_whole(frame: &Buffer, name: &str) {
    let area = frame.area;
    for (y, x) in (area.top()..area.bottom()).flat_map(|y| (area.left()..area.right()).map(move |x| (y, x))) {
        let symbol = frame[(x, y)].symbol();
        let width = symbol.width();
        assert!((1..=2).contains(&width), "{name}: {symbol:?} at {x}, {y}");
        if width == 2 {
            assert!(x + 1 < area.right(), "{name}: half of {symbol:?} at the edge, row {y}");
            let next = frame[(x + 1, y)].symbol();
            assert_eq!(next, " ", "{name}: {symbol:?} at {x}, {y} is half covered");
        }
    }
}

/// Words that stand on the screen stand in the sources: one that was cut without `…` does not.
fn words_are_whole(screen: &str, name: &str) {
    let known = known_words();
    let mut halves = Vec::new();
    for line in screen.lines() {
        let mut rest = line;
        while let Some(start) = rest.find(|c: char| c.is_ascii_alphabetic()) {
            rest = &rest[start..];
            let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            if word.len() >= 3 && !after.starts_with('…') && !known.contains(word) {
                halves.push(word);
            }
            rest = after;
        }
    }
    assert!(halves.is_empty(), "{name}: half a word: {halves:?}\n{screen}");
}

/// All words of the program: of its code, of the guides, and of the scripts that it writes.
fn known_words() -> &'static HashSet<String> {
    static KNOWN: std::sync::OnceLock<HashSet<String>> = std::sync::OnceLock::new();
    KNOWN.get_or_init(|| {
        let mut words = HashSet::new();
        for folder in ["src", "assets"] {
            collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut words);
        }
        words
    })
}

fn collect(folder: &Path, words: &mut HashSet<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder of this package") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, words);
        } else if path.extension().is_some_and(|kind| kind == "rs" || kind == "md" || kind == "j2") {
            let written = std::fs::read_to_string(&path).expect("text");
            words.extend(written.split(|c: char| !c.is_ascii_alphabetic()).map(str::to_string));
        }
    }
}

/// A step at which there is something to see.
fn telling_step(card: &Card) -> u64 {
    let preview = Recipe::parse(&format!("{}?{}", card.id, card.preview)).expect("a share line");
    if preview.step == 0 { 3 } else { preview.step }
}

#[test]
fn home() {
    for (size, pen) in [(SMALL, ENGLISH), (MIDDLE, ENGLISH), (LARGE, ENGLISH), (MIDDLE, CHINESE)] {
        Screen::home(size, pen).snapshot("home", false);
    }
    Screen::home(SMALL, ENGLISH).key(KeyCode::Down).snapshot("home-second", false);
    for (size, pen) in [(SMALL, ENGLISH), (SMALL, CHINESE), (LARGE, CHINESE)] {
        let mut screen = Screen::home(size, pen);
        for at in 0..ALL.len() {
            screen.check(&format!("home, lesson {at}"), false);
            screen = screen.key(KeyCode::Down);
        }
    }
}

/// `vectorize` shows times, which are others every time: it is only held to the laws.
#[test]
fn every_lesson() {
    at_once::every_lesson(|card| {
        let id = card.id;
        if id == "vectorize" {
            return;
        }
        let mut start = Screen::lesson(id, 0, SMALL, ENGLISH);
        let mut later = Screen::lesson(id, telling_step(card), SMALL, ENGLISH);
        for size in [SMALL, MIDDLE, LARGE] {
            start = start.resize(size);
            start.snapshot(&format!("{id}-start"), false);
            let first_line = print::text(&start.frame());
            let header = first_line.lines().next().unwrap_or_default();
            assert!(header.contains(&*card.title.en) && header.contains("step 0"), "{header}");
            later = later.resize(size);
            later.snapshot(&format!("{id}-later"), false);
        }
        Screen::lesson(id, telling_step(card), MIDDLE, CHINESE).snapshot(&format!("{id}-later"), false);
    });
}

/// What is not worth a picture still keeps the laws: phases, panels alone, odd sizes, fewer colours
/// and glyphs.
#[test]
fn every_lesson_keeps_the_laws() {
    let mono = pen(Language::English, ColourDepth::Mono, Glyphs::Blocks);
    let ascii = pen(Language::English, ColourDepth::Palette16, Glyphs::Ascii);
    at_once::every_lesson(|card| {
        let id = card.id;
        let step = telling_step(card).min(20);
        for (pen, sizes) in [
            (CHINESE, &[SMALL, LARGE, (300, 24)][..]),
            (mono, &[SMALL]),
            (ascii, &[MIDDLE]),
            (ENGLISH, &[(81, 33), (80, 90)]),
        ] {
            let mut screen = Screen::lesson(id, step, sizes[0], pen);
            for &size in sizes {
                screen = screen.resize(size);
                for phase in 0..5 {
                    screen.check(&format!("{id} {size:?} phase {phase}"), false);
                    screen = screen.keys(".");
                }
                screen = screen.keys("z");
                for panel in 0..8 {
                    screen.check(&format!("{id} {size:?} alone {panel}"), false);
                    screen = screen.key(KeyCode::Tab);
                }
                screen = screen.keys("z");
            }
        }
    });
}

#[test]
fn with_little_to_draw_with() {
    let mono = pen(Language::English, ColourDepth::Mono, Glyphs::Braille);
    let ascii = pen(Language::English, ColourDepth::Palette16, Glyphs::Ascii);
    Screen::lesson("cats", 300, SMALL, mono).snapshot("cats-mono", false);
    Screen::lesson("chain", 8, SMALL, ascii).snapshot("chain-ascii", false);
}

#[test]
fn what_opens_on_top() {
    for (size, pen) in [(SMALL, ENGLISH), (MIDDLE, CHINESE)] {
        let lesson = || Screen::lesson("cats", 3, size, pen);
        lesson().keys("?").snapshot("help", true);
        lesson().keys(":").snapshot("palette", true);
        lesson().keys(":cats").snapshot("palette-found", true);
        lesson().keys(":zzqq").check("nothing found", true);
        lesson().keys("g").snapshot("go-to", true);
        let parameter = || lesson().keys(":rate").key(KeyCode::Enter);
        parameter().snapshot("parameter", true);
        parameter().keys("x").snapshot("parameter-wrong", true);
        lesson().keys(":weights").key(KeyCode::Enter).check("a choice", true);
    }
    Screen::home(SMALL, ENGLISH).keys("?").snapshot("home-help", true);
    // Whatever lies on top, and wherever it cuts what is below.
    at_once::every_lesson(|card| {
        for pen in [ENGLISH, CHINESE] {
            let mut screen = Screen::lesson(card.id, 1, SMALL, pen);
            for keys in ["?", ":", "g", "o", "y", "s"] {
                screen = screen.keys(keys);
                for size in [SMALL, (81, 25), MIDDLE] {
                    screen = screen.resize(size);
                    screen.check(&format!("{} {keys} {size:?}", card.id), true);
                }
                screen = screen.key(KeyCode::Esc);
            }
        }
    });
}

#[test]
fn a_window_that_is_too_small() {
    for pen in [ENGLISH, CHINESE] {
        Screen::lesson("chain", 3, (60, 10), pen).snapshot("too-small", false);
        for size in [(1, 1), (2, 1), (1, 40), (79, 24), (80, 23), (3, 3)] {
            let frame = Screen::lesson("chain", 3, size, pen).frame();
            characters_are_whole(&frame, "too small");
        }
    }
}
