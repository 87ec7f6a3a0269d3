//! The hill as a map or as a surface, with everyone's trail.

use super::super::contender::Contender;
use super::super::parameters::Rates;
use super::super::race::Race;
use super::super::task::{Hill, norm};
use super::super::view::Ground;
use super::super::{Optimizers, Pane};
use crate::lab::scene::{Arrow, Axis, Dot, Ink, Panel, Picture, Place, Plane, Relief, Trail};
use crate::lab::{Look, Panes};
use crate::math::surface::Window;
use crate::nn::optimizer::Optimizer;
use crate::say;
use crate::words::{Text, figure, same, text};

/// The main picture of a race down a hill.
pub(super) fn panel(lesson: &Optimizers, hill: &Hill, race: &Race, look: &Look<'_>) -> Panel {
    let window = lesson.view.window.unwrap_or_else(|| hill.window());
    let trails = trails(lesson, race, look, window);
    let dots = dots(lesson, hill, race, look, window);
    let active = look.reveal.explains(0) || look.reveal.explains(4);
    let ground = lesson.ground.as_ref();
    let (pane, title, picture, pick) = if let Some(ground) = ground.filter(|_| lesson.view.relief) {
        let relief = relief(lesson, ground, window, trails, dots);
        let title = text("The hill and the ways down", "山与下山的路");
        (Pane::Relief, title, Picture::Relief(relief), text("arrows turn it · v map", "方向键转动 · v 地图"))
    } else {
        let plane = Plane {
            x: Axis::new(same("x")).range(window.x.0, window.x.1),
            y: Axis::new(same("y")).range(window.y.0, window.y.1),
            field: ground.map(|ground| ground.field.clone()),
            contours: ground.map(|ground| ground.contours.clone()).unwrap_or_default(),
            dots,
            trails,
            arrows: arrows(lesson, race, look, window),
            square: true,
        };
        let title = text("Map of the hill, seen from above", "从上方看这座山");
        let pick = text(
            "`key:press` starts there · `key:erase` looks there",
            "`key:press`：从这里出发 · `key:erase`：移到中央",
        );
        (Pane::Map, title, Picture::Plane(plane), pick)
    };
    pane.panel(title, Place::Main, picture).caption(caption(lesson, hill)).active(active).pick(pick)
}

/// What the marks mean, and what makes the race fair.
fn caption(lesson: &Optimizers, hill: &Hill) -> Text {
    let [x, y] = hill.start.map(|at| figure(at, 4));
    let star = match hill.surface.minima().len() {
        0 => Text::default(),
        _ => text(" · ★ minimum", " · ★ 极小点"),
    };
    let rates = rates(lesson);
    let start = match lesson.track.contenders.len() {
        1 => say!("start ({x}, {y})", "起点 ({x}, {y})"),
        _ => say!("start ({x}, {y}) for all", "共同起点 ({x}, {y})"),
    };
    let noise = match lesson.track.noise {
        0.0 => Text::default(),
        deviation => {
            let deviation = figure(deviation, 3);
            say!(" · same noise {deviation}", " · 相同噪声 {deviation}")
        }
    };
    let library = &lesson.convention;
    Text {
        en: format!("○ {}{}{} · {} ({})", start.en, star.en, noise.en, rates.en, library.en).into(),
        zh: format!("○ {}{}{} · {}（{}）", start.zh, star.zh, noise.zh, rates.zh, library.zh).into(),
    }
}

/// Whether everyone runs at the learning rate that its rule has by default.
pub(super) fn at_defaults(lesson: &Optimizers) -> bool {
    let usual = |contender: &Contender| {
        let optimizer = &contender.optimizer;
        let usual = Optimizer::new(optimizer.rule().name, optimizer.convention());
        usual.is_ok_and(|usual| usual.rate() == optimizer.rate())
    };
    lesson.rates == Rates::Default && lesson.track.contenders.iter().all(usual)
}

/// The learning rates in force.
fn rates(lesson: &Optimizers) -> Text {
    let rate = |contender: &Contender| contender.optimizer.rate();
    let all = &lesson.track.contenders;
    let first = all.first().map_or(f64::NAN, rate);
    match lesson.rates {
        Rates::Swept => text("each at its best rate", "各取最佳学习率"),
        _ if at_defaults(lesson) => text("default rates", "默认学习率"),
        _ if all.iter().all(|contender| rate(contender) == first) => {
            let alpha = figure(first, 3);
            if all.len() == 1 {
                same(format!("α = {alpha}"))
            } else {
                say!("all at α = {alpha}", "α 都是 {alpha}")
            }
        }
        _ => text("rates as in the table", "学习率见表"),
    }
}

fn relief(
    lesson: &Optimizers,
    ground: &Ground,
    window: Window,
    trails: Vec<Trail>,
    dots: Vec<Dot>,
) -> Relief {
    Relief {
        x: window.x,
        y: window.y,
        axes: [same("x"), same("y"), ground.heights.label.clone()],
        field: ground.heights.clone(),
        trails,
        dots,
        yaw: lesson.view.yaw,
        pitch: lesson.view.pitch,
    }
}

/// Everyone's way up to this step, the chosen contender's last so that it lies on top.
fn trails(lesson: &Optimizers, race: &Race, look: &Look<'_>, window: Window) -> Vec<Trail> {
    let view = &lesson.view;
    let mut order: Vec<usize> = (0..lesson.track.contenders.len()).filter(|&k| view.shown[k]).collect();
    order.sort_by_key(|&k| k == view.chosen);
    let trail = |k: usize| {
        let contender = &lesson.track.contenders[k];
        let name = contender.name();
        let mut points = look.history.path(&lesson.columns[k][0], &lesson.columns[k][1], look.t);
        if race.out[k].is_none() {
            points.push((race.place(k)[0], race.place(k)[1]));
        }
        Trail {
            name: same(name),
            letter: contender.letter(),
            ink: contender.ink(),
            points: thinned(&points, window),
        }
    };
    order.into_iter().map(trail).collect()
}

/// The points of a path that can be told apart on the map, and the last.
fn thinned(points: &[(f64, f64)], window: Window) -> Vec<(f64, f64)> {
    let size = (window.x.1 - window.x.0, window.y.1 - window.y.0);
    let mut kept: Vec<(f64, f64)> = Vec::new();
    for (at, &(x, y)) in points.iter().enumerate() {
        let apart = |&(a, b): &(f64, f64)| ((x - a) / size.0).hypot((y - b) / size.1) > 1.0 / 600.0;
        if at + 1 == points.len() || kept.last().is_none_or(apart) {
            kept.push((x, y));
        }
    }
    kept
}

/// Minima, start, the chosen contender, and where those who are out were last.
fn dots(lesson: &Optimizers, hill: &Hill, race: &Race, look: &Look<'_>, window: Window) -> Vec<Dot> {
    let dot = |x: f64, y: f64, glyph: char, ink: Ink| Dot {
        x,
        y,
        ink,
        glyph,
        selected: false,
        label: Text::default(),
    };
    let mut dots: Vec<Dot> = hill.surface.minima().iter().map(|&[x, y]| dot(x, y, '★', Ink::Good)).collect();
    dots.push(dot(hill.start[0], hill.start[1], '○', Ink::Plain));
    for (k, contender) in lesson.track.contenders.iter().enumerate() {
        let name = contender.name();
        if race.out[k].is_some() && lesson.view.shown[k] {
            let path = look.history.path(&lesson.columns[k][0], &lesson.columns[k][1], look.t);
            // The last place on the map: what came after lies far outside.
            if let Some(&(x, y)) = path.iter().rev().find(|(x, y)| window.contains(*x, *y)) {
                dots.push(Dot { label: say!("{name} out", "{name} 出局"), ..dot(x, y, '✗', Ink::Bad) });
            }
        }
    }
    dots.retain(|dot| window.contains(dot.x, dot.y));
    dots
}

/// Downhill, as the chosen contender feels it, and the step that it takes.
fn arrows(lesson: &Optimizers, race: &Race, look: &Look<'_>, window: Window) -> Vec<Arrow> {
    let k = lesson.view.chosen;
    if race.out[k].is_some() || !lesson.view.shown[k] {
        return Vec::new();
    }
    let from = (race.place(k)[0], race.place(k)[1]);
    let gradient = lesson.track.gradient(race, k, look.t);
    let longest = 0.15 * (window.x.1 - window.x.0).min(window.y.1 - window.y.0);
    let slope = norm(&gradient);
    let mut arrows = Vec::new();
    if look.reveal.shows(0) && slope.is_finite() && slope > 0.0 {
        let share = (longest / slope).min(1.0);
        arrows.push(Arrow {
            from,
            to: (from.0 - share * gradient[0], from.1 - share * gradient[1]),
            ink: Ink::Quiet,
            label: if look.reveal.explains(0) { same("−g") } else { Text::default() },
            ahead: false,
        });
    }
    let next = lesson.track.next_place(race, k, look.t);
    if look.reveal.shows(4) && next.iter().all(|value| value.is_finite()) {
        arrows.push(Arrow {
            from,
            to: (next[0], next[1]),
            ink: Ink::Accent,
            label: text("next step", "下一步"),
            ahead: true,
        });
    }
    arrows
}
