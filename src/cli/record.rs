//! `nnlab record`: a run as a film, for terminals or for browsers.

use super::drawn::{self, Drawn};
use super::grammar::Speaker;
use super::output::{Output, Stop};
use super::request::{Flags, headless, one, said_or_named};
use super::run::Headless;
use super::screen;
use super::watch::Watch;
use crate::app::Film;
use crate::code::stride;
use crate::lab::Recipe;
use crate::say;
use crate::view::print::{self, Shot};
use crate::words::{Language, Problem, printable};
use clap::{ArgMatches, Command};
use std::io::Write as _;

/// A frame takes memory; more of them are rather a run to be watched.
const MOST: usize = 2000;

/// What kind of film.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// An asciicast, version 2.
    Cast,
    /// A page with buttons.
    Page,
    /// A picture that plays by itself.
    Moving,
}

/// Which run, and how it is shown.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Record {
    pub(super) headless: Headless,
    pub(super) drawn: Drawn,
    /// Every phase of a step has a frame of its own.
    pub(super) phases: bool,
    /// Seconds for which a frame stands.
    pub(super) pause: f64,
    pub(super) kind: Kind,
}

/// The words of the command.
pub(super) fn command(s: Speaker) -> Command {
    let about =
        s.say("draw a run as a film for terminals or browsers", "把一次运行做成影片，供终端或浏览器播放");
    let format = s.say(
        "cast (asciicast 2), html (a page with buttons) or\nsvg (plays by itself);\ndefault: as the file's name ends, else cast",
        "cast（asciicast 2）、html（带按钮的网页）\n或 svg（自动播放）；默认看文件名的结尾，否则为 cast",
    );
    let every = s.say("a frame every K steps (default: about 20 frames)", "每 K 步一帧（默认约 20 帧）");
    let phases = s.say("a frame for every phase of a step, too", "每个阶段也各有一帧");
    let pause = s.say("how long a frame stands (default: 0.5)", "每帧停留多久（默认 0.5）");
    s.command("record", about)
        .arg(s.lesson(s.say("a lesson or a share line", "课程或分享命令")).required(true))
        .args([s.set(), s.seed(), s.steps()])
        .arg(s.option("every", s.say("K", "步数"), every).allow_negative_numbers(true))
        .arg(s.flag("phases", phases))
        .args(drawn::options(s))
        .arg(s.option("pause", s.say("SECONDS", "秒"), pause).allow_negative_numbers(true))
        .args([s.choice("format", "cast|html|svg", format), s.data()])
        .args(s.about_data())
        .args(s.out())
        .after_help(
            "nnlab record neuron --steps 100 -o neuron.html
nnlab record cats --steps 400 --every 20 -o cats.svg
nnlab record 'cats?lr=0.005' --beside 'cats?lr=0.002' -o pair.html
nnlab record chain --phases -o chain.cast && asciinema play chain.cast",
        )
}

/// A film: its kind as said, or as the name of the file says.
pub(super) fn asked(matches: &ArgMatches) -> Result<Record, Problem> {
    let kind = match said_or_named(matches).as_deref() {
        Some("html" | "htm") => Kind::Page,
        Some("svg") => Kind::Moving,
        _ => Kind::Cast,
    };
    let typed = one(matches, "pause").unwrap_or("0.5");
    let pause = typed.trim().parse().ok().filter(|seconds| (0.01..=60.0).contains(seconds));
    let pause = pause.ok_or_else(|| {
        let typed = printable(typed);
        Problem::usage(say!(
            "--pause takes seconds from 0.01 to 60, not \"{typed}\".",
            "--pause 应为 0.01 到 60 之间的秒数，而不是“{typed}”。"
        ))
    })?;
    let headless = headless(matches)?;
    Ok(Record {
        drawn: Drawn::asked(matches, Some(&headless.recipe))?,
        headless,
        phases: matches.get_flag("phases"),
        pause,
        kind,
    })
}

/// Draws the run at every step asked for, and writes the film.
pub(super) fn record(
    record: &Record,
    flags: &Flags,
    language: Language,
    out: &mut Output,
) -> Result<(), Stop> {
    let mut watch = Watch::begin()?;
    let recipe = Recipe { step: 0, ..record.headless.lengthened()? };
    let (pen, keys) = screen::drawn(flags);
    let mut film = record.drawn.film(Some(&recipe), pen, &keys)?;
    let last = record.last(&film);
    let every = record.headless.every.unwrap_or_else(|| stride(last));
    watch.show(last / every + 1, out);
    let mut shots = Vec::new();
    let mut t = 0;
    loop {
        film.go(t)?;
        shots.push(record.shot(&film, None, language)?);
        let phases = film.now().filter(|_| record.phases).map(|now| now.phases.clone()).unwrap_or_default();
        for phase in phases {
            film.phase();
            shots.push(record.shot(&film, Some(phase.get(language)), language)?);
        }
        if shots.len() > MOST {
            return Err(too_many().into());
        }
        let ended = film.now().is_none_or(|now| now.now < t || now.ending.is_some());
        if t >= last || ended || !watch.go_on() {
            break;
        }
        t = (t + every).min(last);
    }
    watch.end()?;
    let line = Recipe { step: t, ..recipe }.line();
    let title = match &record.drawn.beside {
        Some(beside) => format!("nnlab show '{line}' --beside '{}'", beside.line()),
        None => format!("nnlab '{line}'"),
    };
    let words = match record.kind {
        Kind::Cast => print::cast(&title, &shots, record.pause),
        Kind::Moving => print::moving(&shots, record.pause, pen.theme),
        Kind::Page => print::page(&title, &shots, record.pause, pen.theme, pen.language),
    };
    Ok(out.write_all(words.as_bytes())?)
}

impl Record {
    /// The last step: as said, else the lesson's whole run.
    fn last(&self, film: &Film) -> u64 {
        let whole = || film.now().map_or(0, |now| now.length.unwrap_or(now.card.steps));
        self.headless.said().unwrap_or_else(whole)
    }

    fn shot(&self, film: &Film, phase: Option<&str>, language: Language) -> Result<Shot, Problem> {
        let frame = film.seen(self.drawn.view.as_deref())?;
        let t = film.now().map_or(0, |now| now.now);
        let step = say!("step {t}", "第 {t} 步").get(language).to_string();
        let words = phase.map_or(step.clone(), |phase| format!("{step} · {phase}"));
        Ok(Shot { words, frame })
    }
}

fn too_many() -> Problem {
    Problem::usage(say!(
        "That is a film of more than {MOST} frames. Ask for fewer with --every K or --steps N.",
        "这段影片超过 {MOST} 帧。请用 --every K 或 --steps N 减少帧数。"
    ))
}
