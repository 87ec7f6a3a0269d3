//! The full screen, opened in a terminal or printed as a still.

use super::drawn::{self, Drawn};
use super::grammar::Speaker;
use super::output::{Output, Stop};
use super::request::Flags;
use crate::app::config::{Chosen, ColorChoice, Config, GlyphChoice, Looks, ThemeChoice};
use crate::app::keys::Keymap;
use crate::app::places::Places;
use crate::app::progress::Progress;
use crate::app::{self, Own, Start, terminal};
use crate::lab::Recipe;
use crate::say;
use crate::view::{ColourDepth, Glyphs, Pen, print};
use crate::words::{Language, Problem, Text, printable, text};
use clap::Command;
use std::io::Write as _;

/// A frame to be printed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Still {
    /// The state; the home screen when there is none.
    pub(super) recipe: Option<Recipe>,
    pub(super) drawn: Drawn,
    /// How, when said.
    pub(super) format: Option<Printed>,
}

/// How a frame is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Printed {
    /// With escape codes.
    Ansi,
    /// Characters alone.
    Text,
    /// As a picture for web pages.
    Svg,
    /// As a picture of pixels.
    Png,
}

impl Printed {
    /// As said by `--format`, or as the name of a file ends.
    pub(super) fn named(name: &str) -> Option<Printed> {
        match name {
            "ansi" | "ans" => Some(Printed::Ansi),
            "text" | "txt" => Some(Printed::Text),
            "svg" => Some(Printed::Svg),
            "png" => Some(Printed::Png),
            _ => None,
        }
    }

    /// The same of what was asked for.
    ///
    /// # Errors
    /// A sentence when a frame cannot be written like that.
    pub(super) fn asked(name: &str) -> Result<Printed, Problem> {
        Printed::named(name).ok_or_else(|| {
            let name = printable(name);
            Problem::usage(say!(
                "A frame is written as .svg, .png, .txt or .ansi, not as .{name}; or say how with --format.",
                "画面可以写成 .svg、.png、.txt 或 .ansi，不能写成 .{name}；也可用 --format 指明格式。"
            ))
        })
    }
}

/// The words of the command.
pub(super) fn command(s: Speaker) -> Command {
    let about = s.say("print the frame the program would draw", "输出程序会显示的画面");
    let lesson =
        s.say("a lesson or a share line; without it, the home screen", "课程或分享命令；不写则为主屏幕");
    let format = s.say(
        "how (default: as the file's name ends,\nansi on a terminal, else text)",
        "格式（默认看文件名的结尾；终端上为 ansi，否则为 text）",
    );
    s.command("show", about)
        .arg(s.lesson(lesson))
        .args(drawn::options(s))
        .arg(s.choice("format", "ansi|text|svg|png", format))
        .args([s.set(), s.seed(), s.data()])
        .args(s.about_data())
        .args(s.out())
        .after_help(
            "nnlab show 'cats?step=400' --size 120x40
nnlab show 'chain?step=3' --theme light -o chain.svg
nnlab show 'cats?step=400' --view cost --size 60x15 -o cost.png
nnlab show 'cats?lr=0.005&step=400' --beside 'cats?lr=0.002' -o pair.svg",
        )
}

/// Opens the full-screen program and returns its exit code. What was passed over in the configuration
/// is said on standard error, where it is read after the screen is gone.
pub(super) fn open(recipe: Option<Recipe>, own: Own, flags: &Flags) -> Result<u8, Stop> {
    let (config, mut problems) = Config::load(flags);
    let depth = depth(&config);
    // The others bring their background along.
    let asks = !matches!(config.theme, ThemeChoice::Dark | ThemeChoice::Light | ThemeChoice::Mono);
    let options = terminal::Options { mouse: config.mouse, ask_background: asks, depth };
    let (progress, lost) = Progress::load(Places::find().progress_file());
    problems.extend(lost);
    say_all(&problems, config.language);
    let keep = usize::try_from(config.history_mb).unwrap_or(64) << 20;
    let looks = looks(&config, depth);
    let pen = pen(&config, looks);
    let lost = config.chinese_lost || config.language != pen.language;
    let mistake = problems.first().map(|problem| first_of(&problem.text, problems.len()));
    let note = lost.then(app::no_chinese).or(mistake);
    let code = app::run(Start {
        recipe,
        pen,
        looks,
        keys: config.keys,
        chosen: Chosen::kept_in(Places::find().chosen_file()),
        options,
        keep,
        progress,
        note,
        own,
        data_folder: Places::find().data_folder(),
        motion: config.animation,
    })?;
    Ok(u8::try_from(code).unwrap_or(1))
}

/// The first of some problems as it is said on the screen, where `nnlab doctor` has the others.
fn first_of(problem: &Text, count: usize) -> Text {
    let more = count - 1;
    match more {
        0 => problem.clone(),
        _ => problem.clone().then(&say!(" ({more} more: nnlab doctor)", "（另有 {more} 处：nnlab doctor）")),
    }
}

fn say_all(problems: &[Problem], language: Language) {
    for problem in problems {
        super::complain(problem, language);
    }
}

/// Prints the frame that the program would draw.
pub(super) fn show(still: &Still, flags: &Flags, out: &mut Output) -> Result<(), Stop> {
    if still.format == Some(Printed::Png) && out.watched() {
        return Err(Problem::usage(text(
            "A .png is no text for a terminal: say where it goes, with -o FILE.png.",
            "终端无法显示 .png：请用 -o 文件.png 指明写到哪里。",
        ))
        .into());
    }
    let printed = still.format.unwrap_or(if out.watched() { Printed::Ansi } else { Printed::Text });
    let (pen, keys) = match printed {
        Printed::Svg | Printed::Png => drawn(flags),
        Printed::Ansi | Printed::Text => {
            let config = loaded(flags);
            // Where no colour is printed, characters tell a picture.
            let depth = if printed == Printed::Text { ColourDepth::Mono } else { depth(&config) };
            (pen(&config, looks(&config, depth)), config.keys)
        }
    };
    let film = still.drawn.film(still.recipe.as_ref(), pen, &keys)?;
    let frame = film.seen(still.drawn.view.as_deref())?;
    let bytes = match printed {
        Printed::Ansi => print::ansi(&frame).into_bytes(),
        Printed::Text => print::text(&frame).into_bytes(),
        Printed::Svg => print::svg(&frame, pen.theme).into_bytes(),
        Printed::Png => print::png(&frame, pen.theme)?,
    };
    Ok(out.write_all(&bytes)?)
}

/// With what a picture is drawn that is seen elsewhere: it has all colours and characters, whatever this terminal shows,
/// and its own paper. And the keys in force.
pub(super) fn drawn(flags: &Flags) -> (Pen, Keymap) {
    let config = loaded(flags);
    let depth = if config.color == ColorChoice::Auto { ColourDepth::TrueColour } else { depth(&config) };
    let mut pen = pen(&config, looks(&config, depth));
    if config.glyphs == GlyphChoice::Auto {
        (pen.glyphs, pen.language) = (Glyphs::Braille, config.language);
    }
    pen.theme.ground = pen.theme.background;
    (pen, config.keys)
}

/// The configuration; what was passed over in it is said.
fn loaded(flags: &Flags) -> Config {
    let (config, problems) = Config::load(flags);
    say_all(&problems, config.language);
    config
}

/// How many colours there are, whatever the theme makes of them.
fn depth(config: &Config) -> ColourDepth {
    match config.color {
        ColorChoice::Never => ColourDepth::Mono,
        ColorChoice::Palette16 => ColourDepth::Palette16,
        ColorChoice::Palette256 => ColourDepth::Palette256,
        ColorChoice::Always => ColourDepth::TrueColour,
        ColorChoice::Auto => terminal::colour_depth(terminal::environment),
    }
}

/// The theme, and what it is made of. Colours of one's own are kept for as long as the program runs: a theme is
/// copied with every pen.
fn looks(config: &Config, depth: ColourDepth) -> Looks {
    let own = config.own_colours.clone().map(|own| &*Box::leak(Box::new(own)));
    Looks { choice: config.theme, depth, own }
}

/// With what the screen is drawn.
fn pen(config: &Config, looks: Looks) -> Pen {
    let ground = terminal::background(terminal::environment).unwrap_or_default();
    let glyphs = match config.glyphs {
        GlyphChoice::Unicode => Glyphs::Braille,
        _ if !terminal::speaks_utf8(terminal::environment) => Glyphs::Console,
        GlyphChoice::Ascii => Glyphs::Ascii,
        GlyphChoice::Auto => Glyphs::Braille,
    };
    // Where Chinese was asked for, it is told that the screen cannot show it.
    let language = if glyphs == Glyphs::Console { Language::English } else { config.language };
    Pen { theme: looks.theme(ground), glyphs, language }
}
