//! What the environment tells of a terminal, in a pseudo-terminal: GNU screen, the bare console, Chinese locales.
#![cfg(unix)]

#[allow(dead_code, reason = "these tests need a part of it")]
mod pty;

use pty::Session;
use std::path::Path;

/// A lesson with a coloured map, as this environment shows it, once its header is there.
fn shown(home: &Path, environment: &[(&str, &str)], header: &str) -> Session {
    let program = pty::command(Path::new(env!("CARGO_BIN_EXE_nnlab")));
    let home = ("NNLAB_HOME", home.to_str().expect("a path of letters"));
    let unset = "unset LC_ALL LC_CTYPE LANG LANGUAGE COLORTERM TERM_PROGRAM STY TMUX WT_SESSION;";
    let set: String = environment.iter().map(|(name, value)| format!(" {name}='{value}'")).collect();
    let line = format!("{unset} export{set}; exec $PROGRAM 'logistic?step=3'");
    let session = Session::start(&line, &program, &[home]);
    session.wait_for(format!("{header} with {environment:?}"), |screen| {
        screen.contents().lines().next().is_some_and(|first| first.contains(header))
            && screen.contents().lines().any(|line| line.contains("0.5") || line.contains("b"))
    });
    session
}

/// All colours of the screen.
fn colours(screen: &vt100::Screen) -> Vec<vt100::Color> {
    let cells = (0..24).flat_map(|row| (0..80).map(move |column| (row, column)));
    let cells = cells.filter_map(|(row, column)| screen.cell(row, column).cloned());
    let mut colours: Vec<vt100::Color> = cells.flat_map(|cell| [cell.fgcolor(), cell.bgcolor()]).collect();
    colours.retain(|colour| *colour != vt100::Color::Default);
    colours
}

fn leaves(mut session: Session) {
    session.type_in("\x03");
    session.ends_with(0);
}

/// GNU screen passes on what the terminal around it says of 24 bits; it is not believed.
#[test]
fn gnu_screen_is_not_believed_when_it_says_24_bits() {
    let home = tempfile::tempdir().expect("a place for files");
    let rgb = |colour: &vt100::Color| matches!(colour, vt100::Color::Rgb(..));
    let title = "Logistic regression";
    let utf8 = ("LANG", "en_US.UTF-8");
    let all = ("COLORTERM", "truecolor");
    let plain = shown(home.path(), &[("TERM", "xterm-256color"), utf8, all], title);
    plain.wait_for("24 bits", |screen| colours(screen).iter().any(rgb));
    leaves(plain);
    for (environment, most) in [
        (vec![("TERM", "screen"), utf8, all], 15),
        (vec![("TERM", "screen.xterm-256color"), utf8, all], 255),
        (vec![("TERM", "xterm-256color"), ("STY", "1.pts-0.host"), utf8, all], 255),
    ] {
        let session = shown(home.path(), &environment, title);
        session.wait_for("colours", |screen| colours(screen).len() > 40);
        let colours = colours(session.seen().screen());
        let known = |colour: &vt100::Color| matches!(colour, vt100::Color::Idx(index) if *index <= most);
        assert!(colours.iter().all(known), "{environment:?}: {:?}", colours.iter().find(|it| !known(it)));
        leaves(session);
    }
}

/// A Chinese character set is that of files: a terminal of today reads UTF-8. Where Chinese cannot be shown, English
/// is, in ASCII and with a sentence.
#[test]
fn chinese_is_shown_where_it_can_be() {
    let home = tempfile::tempdir().expect("a place for files");
    let young = [("TERM", "xterm-256color"), ("COLORTERM", "truecolor")];
    for locale in ["zh_CN.UTF-8", "zh_CN.GBK", "zh_CN.GB18030"] {
        leaves(shown(home.path(), &[young[0], young[1], ("LANG", locale)], "逻辑回归"));
    }
    for environment in [
        [("TERM", "linux"), ("LANG", "zh_CN.UTF-8")],
        [("TERM", "xterm"), ("LANG", "zh_CN.GBK")],
        [("TERM", "vt220"), ("LANG", "zh_CN.UTF-8")],
    ] {
        let session = shown(home.path(), &environment, "Logistic regression");
        session.shows("This terminal cannot show Chinese");
        assert!(session.text().is_ascii(), "{environment:?}\n{}", session.text());
        assert!(!session.text().contains("??"), "{environment:?}\n{}", session.text());
        leaves(session);
    }
}
