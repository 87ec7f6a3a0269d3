//! What is drawn says what it means: equal intervals look equal, every mark is explained, nothing covers a number.
//!
//! `NNLAB_STATES=1000 cargo test --release --test drawn` looks at so many states of every lesson.

mod states;

use nnlab::lab::Reveal;
use nnlab::lab::scene::{Bars, Chart, Matrix, Panel, Picture, Scale};
use nnlab::lessons::ALL;
use nnlab::view::{PanelState, Pen, draw_panel};
use nnlab::words::read_figure;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use states::{Dice, count};

/// Sizes of panels: of the smallest window to a large one.
const SIZES: [(u16, u16); 4] = [(34, 9), (46, 12), (75, 26), (118, 40)];

fn drawn(panel: &Panel, (columns, rows): (u16, u16)) -> Buffer {
    let area = Rect::new(0, 0, columns, rows);
    let mut buf = Buffer::empty(area);
    draw_panel(panel, area, &mut buf, &Pen::plain(), &PanelState { focused: true, ..PanelState::default() });
    buf
}

fn row(buf: &Buffer, y: u16) -> String {
    (0..buf.area.width).map(|x| buf[(x, y)].symbol()).collect()
}

fn words(buf: &Buffer) -> String {
    (0..buf.area.height).map(|y| row(buf, y) + "\n").collect()
}

/// Rows of the values that the vertical axis names, with the values, from the top.
fn ticks(buf: &Buffer) -> Vec<(u16, f64)> {
    let column = (1..buf.area.width).find(|x| (0..buf.area.height).any(|y| buf[(*x, y)].symbol() == "┤"));
    let Some(x) = column else { return Vec::new() };
    let rows = (0..buf.area.height).filter(|y| buf[(x, *y)].symbol() == "┤");
    rows.filter_map(|y| {
        let words: String = (1..x).map(|x| buf[(x, y)].symbol()).collect();
        read_figure(words.trim()).map(|value| (y, value))
    })
    .collect()
}

/// Whether equal intervals (on a logarithmic axis equal factors) are equally many rows.
fn is_even(ticks: &[(u16, f64)], scale: Scale) -> bool {
    let place = |value: f64| if scale == Scale::Log { value.log10() } else { value };
    let gaps: Vec<(f64, u16)> =
        ticks.windows(2).map(|pair| (place(pair[0].1) - place(pair[1].1), pair[1].0 - pair[0].0)).collect();
    gaps.iter().all(|(value, rows)| {
        let same = (value - gaps[0].0).abs() < 1e-6 * gaps[0].0.abs();
        !same || *rows == gaps[0].1
    })
}

/// Marks without words of their own that neither caption, title nor legend names.
fn unexplained(panel: &Panel) -> Vec<char> {
    let (marks, names): (Vec<char>, Vec<String>) = match &panel.picture {
        Picture::Chart(Chart { marks, curves, .. }) => (
            marks.iter().filter(|mark| mark.label.is_empty()).map(|mark| mark.glyph).collect(),
            curves.iter().map(|curve| curve.name.en.to_string()).collect(),
        ),
        Picture::Plane(plane) => {
            let bare = plane.dots.iter().filter(|dot| dot.label.is_empty() && !dot.selected);
            (
                bare.map(|dot| dot.glyph).collect(),
                plane.trails.iter().map(|trail| trail.name.en.to_string()).collect(),
            )
        }
        _ => return Vec::new(),
    };
    let caption = panel.caption.as_ref().map_or("", |caption| &caption.en);
    let said = format!("{} {caption} {}", panel.title.en, names.join(" "));
    let mut marks: Vec<char> = marks.into_iter().filter(|glyph| !said.contains(*glyph)).collect();
    marks.sort_unstable();
    marks.dedup();
    marks
}

/// Marks of points that a caption explains and nobody draws.
fn absent(panel: &Panel) -> Vec<char> {
    let Picture::Plane(plane) = &panel.picture else { return Vec::new() };
    let caption = panel.caption.as_ref().map_or("", |caption| &caption.en);
    let drawn = |glyph: char| plane.dots.iter().any(|dot| dot.glyph == glyph);
    caption.chars().filter(|c| "○●□■◇◆★".contains(*c) && !drawn(*c)).collect()
}

/// Letters of trails, and the start and the minima beside them, that nobody sees.
fn hidden(panel: &Panel, buf: &Buffer) -> Vec<char> {
    let Picture::Plane(plane) = &panel.picture else { return Vec::new() };
    // Points of data lie on each other, as points do.
    if plane.trails.is_empty() || plane.dots.len() > 8 {
        return Vec::new();
    }
    let cells: String = (1..buf.area.height).map(|y| row(buf, y) + "\n").collect();
    let picture = cells.split("└").next().unwrap_or_default();
    let inside = |x: f64, y: f64| {
        let within = |(from, to): (f64, f64), value: f64| (from..=to).contains(&value);
        within(plane.x.range.unwrap_or_default(), x) && within(plane.y.range.unwrap_or_default(), y)
    };
    let walked = plane.trails.iter().filter(|trail| trail.points.iter().any(|(x, y)| inside(*x, *y)));
    let dots = plane.dots.iter().filter(|dot| inside(dot.x, dot.y));
    let marks = walked.map(|trail| trail.letter).chain(dots.map(|dot| dot.glyph));
    marks.filter(|mark| !picture.contains(*mark)).collect()
}

/// The digits of a panel.
fn digits(buf: &Buffer) -> String {
    words(buf).chars().filter(char::is_ascii_digit).collect()
}

/// The panel with nothing chosen, if something is.
fn unchosen(panel: &Panel) -> Option<Panel> {
    let mut panel = panel.clone();
    let chosen = match &mut panel.picture {
        Picture::Matrix(Matrix { selected, .. }) => selected.take().is_some(),
        Picture::Bars(Bars { selected, .. }) => selected.take().is_some(),
        _ => false,
    };
    chosen.then_some(panel)
}

fn faults(panel: &Panel, found: &mut Vec<String>, axes: &mut u64) {
    let mut say = |what: String| found.push(format!("{}: {what}", panel.id));
    for glyph in unexplained(panel) {
        say(format!("{glyph} is not explained"));
    }
    for glyph in absent(panel) {
        say(format!("{glyph} is explained and not drawn"));
    }
    for size in SIZES {
        let buf = drawn(panel, size);
        for mark in hidden(panel, &buf) {
            say(format!("at {size:?} {mark} is hidden\n{}", words(&buf)));
        }
        let scale = match &panel.picture {
            Picture::Chart(chart) => chart.y.scale,
            _ => Scale::Linear,
        };
        let ticks = ticks(&buf);
        *axes += u64::from(ticks.len() > 2);
        if !is_even(&ticks, scale) {
            say(format!("at {size:?} equal intervals are unequal: {ticks:?}\n{}", words(&buf)));
        }
        if let Picture::Chart(chart) = &panel.picture
            && size.0 > 100
        {
            let named = chart.curves.iter().filter(|curve| !curve.name.is_empty());
            let missing: Vec<_> = named.filter(|curve| !words(&buf).contains(&*curve.name.en)).collect();
            if chart.curves.iter().filter(|curve| !curve.name.is_empty()).count() > 1 && !missing.is_empty() {
                say(format!("the legend lacks {}\n{}", missing[0].name.en, words(&buf)));
            }
        }
        if let Some(bare) = unchosen(panel)
            && digits(&drawn(&bare, size)) != digits(&buf)
        {
            say(format!(
                "at {size:?} the choice covers digits\n{}\n{}",
                words(&drawn(&bare, size)),
                words(&buf)
            ));
        }
    }
}

#[test]
fn what_is_drawn_says_what_it_means() {
    let mut found = Vec::new();
    let mut axes = 0;
    for entry in ALL {
        let id = (entry.card)().id;
        let mut dice = Dice::of(id);
        let few = if matches!(id, "digits" | "rbm" | "cats") { 2 } else { 6 };
        for _ in 0..count(few) {
            let (recipe, session) = states::random(id, &mut dice);
            let phases = session.phases().len();
            let phase = match dice.below(phases as u64 + 1) as usize {
                phase if phase < phases => Reveal::Upto(phase),
                _ => Reveal::Whole,
            };
            for panel in session.scene(phase, &[], (60, 40)).panels {
                let mut here = Vec::new();
                faults(&panel, &mut here, &mut axes);
                found.extend(here.into_iter().map(|fault| format!("{} {phase:?} {fault}", recipe.line())));
            }
        }
    }
    assert!(axes > 100, "only {axes} axes");
    assert!(found.is_empty(), "{} faults\n{}", found.len(), found.join("\n"));
}

/// All twelve contenders where a race begins: on one cell, and at the start.
#[test]
fn who_stands_on_one_cell_is_seen() {
    let all = "sgd,momentum,nesterov,adagrad,adadelta,rmsprop,adam,adamax,nadam,amsgrad,adamw,lion";
    let mut found = Vec::new();
    for (contenders, step) in [(all, 0), (all, 3), ("momentum,nesterov", 40), (all, 2000)] {
        let mut recipe = nnlab::lab::Recipe::of("optimizers");
        recipe.settings.set("contenders", contenders);
        recipe.settings.set("rates", "swept");
        let mut session =
            nnlab::lessons::open(&recipe, nnlab::lab::Keep::default(), || std::time::Duration::ZERO)
                .expect("opens");
        session.seek(step, &mut || true);
        for panel in session.scene(Reveal::Whole, &[], (60, 40)).panels {
            let mut here = Vec::new();
            faults(&panel, &mut here, &mut 0);
            found.extend(here.into_iter().map(|fault| format!("step {step}: {fault}")));
        }
    }
    assert!(found.is_empty(), "{} faults\n{}", found.len(), found.join("\n"));
}
