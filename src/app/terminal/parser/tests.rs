//! Spellings of many terminals, and laws.

use super::*;
use proptest::prelude::*;
use ratatui::crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

/// What bytes mean when nothing follows them.
fn read(bytes: &[u8]) -> Vec<Event> {
    let (mut parser, mut events) = (Parser::new(), Vec::new());
    parser.feed(bytes, &mut events);
    while parser.patience().is_some() {
        parser.give_up(&mut events);
    }
    events
}

fn key(code: KeyCode) -> Event {
    Event::Key(code.into())
}

fn mouse(kind: MouseEventKind, column: u16, row: u16) -> MouseEvent {
    MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }
}

/// Spellings from xterm's "PC-Style Function Keys", terminfo `linux` and `rxvt`, and kitty's protocol.
#[test]
fn keys_of_all_common_terminals_are_known() {
    use KeyCode::*;
    let plain: [(&[u8], KeyCode); 30] = [
        (b"q", Char('q')),
        ("é".as_bytes(), Char('é')),
        ("猫".as_bytes(), Char('猫')),
        ("🐈".as_bytes(), Char('🐈')),
        (b"\r", Enter),
        (b"\n", Enter),
        (b"\t", Tab),
        (b"\x7f", Backspace),
        (b"\x08", Backspace),
        (b"\x1b", Esc),
        (b"\x1b[A", Up),
        (b"\x1bOB", Down),
        (b"\x1b[1;1C", Right),
        (b"\x1b[D", Left),
        (b"\x1b[H", Home),
        (b"\x1b[1~", Home),
        (b"\x1b[7~", Home),
        (b"\x1b[F", End),
        (b"\x1b[4~", End),
        (b"\x1b[2~", Insert),
        (b"\x1b[3~", Delete),
        (b"\x1b[5~", PageUp),
        (b"\x1b[6~", PageDown),
        (b"\x1bOP", F(1)),
        (b"\x1b[[E", F(5)),
        (b"\x1b[15~", F(5)),
        (b"\x1b[21~", F(10)),
        (b"\x1b[24~", F(12)),
        (b"\x1b[27u", Esc),
        (b"\x1bOM", Enter),
    ];
    for (bytes, code) in plain {
        assert_eq!(read(bytes), [key(code)], "{bytes:?}");
    }
    let held: [(&[u8], KeyCode, &str); 18] = [
        (b"\x03", Char('c'), "ctrl"),
        (b"\x00", Char(' '), "ctrl"),
        (b"\x1f", Char('_'), "ctrl"),
        (b"\x1bx", Char('x'), "alt"),
        ("\x1bé".as_bytes(), Char('é'), "alt"),
        (b"\x1b\r", Enter, "alt"),
        (b"\x1b[", Char('['), "alt"),
        (b"\x1b]", Char(']'), "alt"),
        (b"\x1b\x01", Char('a'), "ctrl alt"),
        (b"\x1b[Z", BackTab, "shift"),
        (b"\x1b[1;2C", Right, "shift"),
        (b"\x1b[5;5~", PageUp, "ctrl"),
        (b"\x1b[122;5u", Char('z'), "ctrl"),
        (b"\x1b[27;5;9~", Tab, "ctrl"),
        (b"\x1b[1;8D", Left, "ctrl alt shift"),
        (b"\x1b[9;2u", BackTab, "shift"),
        (b"\x1b[1076::108u", Char('д'), ""),
        (b"\x1b[1089::99;5u", Char('c'), "ctrl"),
    ];
    for (bytes, code, with) in held {
        let modifiers =
            [("ctrl", KeyModifiers::CONTROL), ("alt", KeyModifiers::ALT), ("shift", KeyModifiers::SHIFT)];
        let modifiers = modifiers.into_iter().filter(|(name, _)| with.contains(name)).map(|(_, it)| it);
        assert_eq!(read(bytes), [Event::Key(KeyEvent::new(code, modifiers.collect()))], "{bytes:?}");
    }
    assert_eq!(read(b"\x1b[113;2u"), [key(Char('Q'))], "Shift is in the character");
    assert_eq!(read(b"\x1b[113;1:3u"), [], "letting go of a key");
    assert_eq!(read(b"\x1b\x1b"), [key(Esc), key(Esc)]);
    assert_eq!(read(b"\x1b[I\x1b[O"), [Event::FocusGained, Event::FocusLost]);
}

#[test]
fn the_mouse_is_understood_and_counted_from_zero() {
    let left = MouseButton::Left;
    let reports: [(&[u8], MouseEvent); 8] = [
        (b"\x1b[<0;10;5M", mouse(MouseEventKind::Down(left), 9, 4)),
        (b"\x1b[<0;10;5m", mouse(MouseEventKind::Up(left), 9, 4)),
        (b"\x1b[<32;1;1M", mouse(MouseEventKind::Drag(left), 0, 0)),
        (b"\x1b[<35;0;0M", mouse(MouseEventKind::Moved, 0, 0)),
        (b"\x1b[<65;300;200M", mouse(MouseEventKind::ScrollDown, 299, 199)),
        (b"\x1b[<2;99999999;7M", mouse(MouseEventKind::Down(MouseButton::Right), u16::MAX, 6)),
        (b"\x1b[M !!", mouse(MouseEventKind::Down(left), 0, 0)),
        (b"\x1b[32;10;5M", mouse(MouseEventKind::Down(left), 9, 4)),
    ];
    for (bytes, expected) in reports {
        assert_eq!(read(bytes), [Event::Mouse(expected)], "{bytes:?}");
    }
    let modifiers = KeyModifiers::SHIFT | KeyModifiers::CONTROL;
    let shifted = MouseEvent { modifiers, ..mouse(MouseEventKind::ScrollUp, 0, 0) };
    assert_eq!(read(b"\x1b[<84;1;1M"), [Event::Mouse(shifted)]);
}

#[test]
fn a_paste_is_one_piece_of_text() {
    let paste = |text: &str| [Event::Paste(text.to_owned())];
    assert_eq!(read(b"\x1b[200~q\r\nw\re\x07\x1b[1m\x1b\x1b[201~"), paste("q\nw\ne[1m"));
    assert_eq!(read(b"\x1b[200~cut off"), paste("cut off"), "an end that got lost");
    assert_eq!(read("\x1b[200~猫\x1b[201~".as_bytes()), paste("猫"));
    assert_eq!(read(b"\x1b[201~x"), [key(KeyCode::Char('x'))], "an end without a beginning");
}

#[test]
fn a_huge_paste_is_cut_between_characters() {
    let text = "猫".repeat(PASTE_KEPT);
    let events = read(format!("\x1b[200~{text}\x1b[201~q").as_bytes());
    assert_eq!(events, [Event::Paste("猫".repeat(PASTE_KEPT / 3)), key(KeyCode::Char('q'))]);
}

#[test]
fn replies_and_broken_sequences_are_dropped_and_the_next_key_counts() {
    let noise: [&[u8]; 10] = [
        b"\x1bP1$r0m\x1b\\",
        b"\x1b_Gi=1;OK\x1b\\",
        b"\x1b]10;rgb:0/0/0\x07",
        b"\x1b[?1;2c",
        b"\x1b[24;80R",
        b"\x1b[99999999999999999999~",
        b"\x1b[<0;;M",
        b"\x1b[M\xff\xff\xff",
        b"\xff\xfe\xc3\x28\xe2\x82",
        b"\x1b[1;2;3;4;5:6:7;;;;;;y",
    ];
    for bytes in noise {
        let events = read(&[bytes, b"q"].concat());
        assert_eq!(events.last(), Some(&key(KeyCode::Char('q'))), "{bytes:?}");
        assert!(events.len() <= 2, "{bytes:?} is {events:?}");
    }
    let (mut parser, mut events) = (Parser::new(), Vec::new());
    parser.feed(b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\q", &mut events);
    assert_eq!((parser.background(), parser.background()), (Some(Background::Light), None));
    assert_eq!(events, [key(KeyCode::Char('q'))]);
}

#[test]
fn a_reply_without_an_end_does_not_swallow_keys_for_ever() {
    let endless = [b"\x1bPx".as_slice(), &[b'a'; LONGEST_REPLY]].concat();
    assert_eq!(read(&endless).len(), 1);
    let mut parser = Parser::new();
    parser.feed(b"\x1b]unended", &mut Vec::new());
    assert_eq!(parser.patience(), Some(SEQUENCE));
}

/// Bytes as terminals send them: mostly sequences and pieces of them.
fn input() -> impl Strategy<Value = Vec<u8>> {
    let pieces = prop_oneof![
        prop::collection::vec(any::<u8>(), 1..6),
        prop::sample::select(vec![
            b"\x1b".to_vec(),
            b"\x1b[".to_vec(),
            b"\x1b[A".to_vec(),
            b"\x1bO".to_vec(),
            b"\x1b[<0;5;5M".to_vec(),
            b"\x1b[200~".to_vec(),
            b"\x1b[201~".to_vec(),
            b"\x1b]11;rgb:0/0/0\x1b\\".to_vec(),
            b"\x1bP".to_vec(),
            "猫é🐈".as_bytes().to_vec(),
            b"\x1b[M".to_vec(),
            b"\x1b[[".to_vec(),
            b"\x1b[1;5u".to_vec(),
        ]),
        "[ -~]{1,8}".prop_map(String::into_bytes),
    ];
    prop::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn how_the_bytes_are_cut_does_not_matter(bytes in input(), cuts in prop::collection::vec(1_usize..9, 1..20)) {
        let (mut parser, mut events) = (Parser::new(), Vec::new());
        let (mut rest, mut cuts) = (&bytes[..], cuts.iter().cycle());
        while !rest.is_empty() {
            let (piece, after) = rest.split_at(rest.len().min(*cuts.next().expect("a cycle has no end")));
            parser.feed(piece, &mut events);
            rest = after;
        }
        while parser.patience().is_some() {
            parser.give_up(&mut events);
        }
        prop_assert_eq!(events, read(&bytes));
    }

    #[test]
    fn after_any_noise_and_a_pause_a_key_is_a_key(bytes in input()) {
        let (mut parser, mut events) = (Parser::new(), Vec::new());
        parser.feed(&bytes, &mut events);
        if parser.patience().is_some() {
            parser.give_up(&mut events);
        }
        prop_assert_eq!(parser.patience(), None, "one pause is enough");
        events.clear();
        parser.feed(b"\x1b[5~", &mut events);
        prop_assert_eq!(events, [key(KeyCode::PageUp)]);
    }
}
