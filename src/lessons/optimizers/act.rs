//! What keys and gestures do.

use super::contender::Contender;
use super::parameters::{Divergence, Rates, Settings};
use super::problem::About;
use super::race::Race;
use super::scene::absent;
use super::task::{Hill, Task};
use super::training::{Sight, Training};
use super::view::{Eye, FAR, Kind, ZOOM, aim};
use super::{Optimizers, Pane};
use crate::lab::{Act, Now, Nth, Offer, Panes as _, Response, Spot, Verb};
use crate::words::{rounded, text};

/// The lesson's own keys.
pub(super) const VERBS: &[Offer] = &[
    Offer::new(
        Verb::Next,
        text("next contender", "下一个参赛者"),
        text("Choose the next contender: its update is written out.", "选中下一个参赛者，写出它的更新。"),
    ),
    Offer::new(
        Verb::Show,
        text("show/hide", "显示/隐藏"),
        text("Draw the chosen contender or not; it races on.", "画出或不画选中的参赛者；它照常比赛。"),
    ),
    Offer::new(
        Verb::View,
        text("map/3-D", "地图/三维"),
        text("See the hill as a map or as a surface.", "以地图或曲面来看这座山。"),
    ),
    Offer::new(Verb::Turn, text("turn", "转动"), text("Turn the surface by 20°.", "把曲面转 20°。")),
    Offer::new(
        Verb::Tilt,
        text("tilt", "倾斜"),
        text(
            "See the surface from a little higher; from the side again after the top.",
            "俯视角调高一些；到顶后回到侧面。",
        ),
    ),
    Offer::new(Verb::ZoomIn, text("zoom in", "拉近"), text("Magnify the map.", "放大地图。")),
    Offer::new(
        Verb::ZoomOut,
        text("zoom out", "拉远"),
        text("Show more of the map.", "显示更大范围的地图。"),
    ),
    Offer::new(
        Verb::Follow,
        text("go to it", "移到它那里"),
        text(
            "Bring the chosen contender into the middle of the map; once more, back to the whole hill.",
            "把选中的参赛者移到地图中央；再按一次回到全图。",
        ),
    ),
    Offer::new(
        Verb::Bench,
        text("sweep rates", "扫描学习率"),
        text(
            "Run everyone at 19 learning rates and compare where they end.",
            "让每个参赛者以 19 种学习率各跑一遍，比较终点的代价。",
        ),
    ),
    Offer::new(
        Verb::Time,
        text("time steps", "测速"),
        text("Measure how long a step of each contender takes.", "测量每个参赛者一步所需的时间。"),
    ),
    Offer::new(
        Verb::Contrast,
        text("on without it", "其余继续"),
        text(
            "Who leaves the finite numbers is out and the others go on; once more, it stops the race.",
            "超出数的范围者出局、其余继续；再按一次则恢复为停下比赛。",
        ),
    ),
];

/// One of the verbs.
pub(super) fn act(lesson: &Optimizers, now: Now<'_, Optimizers>, verb: Verb) -> Vec<Response> {
    let (set, chosen) = (now.settings, lesson.view.chosen);
    let on_hills = match verb {
        Verb::Next => return choose(lesson, set, (chosen + 1) % lesson.track.contenders.len()),
        Verb::Show => return toggle(lesson, set, chosen),
        Verb::Bench => return vec![Response::Work("sweep".to_string())],
        Verb::Time => {
            let said = text(
                "The times come into the last column of the view numbers.",
                "用时写在视图“数值”的最后一列。",
            );
            return vec![Response::Work("speed".to_string()), Pane::Table.forward(), Response::Say(said)];
        }
        Verb::Contrast => {
            return vec![set.divergence.to(if set.go_on() { Divergence::Stop } else { Divergence::Out })];
        }
        verb => verb,
    };
    let (Some(hill), Some(eye)) = (lesson.hill(), &set.seen.hill) else {
        return vec![Response::Say(text(
            "A model has more than two numbers, so there is no map of it; choose a hill as the problem.",
            "模型的参数不止两个，没有地图可看；请把问题换成一座山。",
        ))];
    };
    match on_hills {
        Verb::View => vec![eye.view.to(if *eye.view == Kind::Relief { Kind::Map } else { Kind::Relief })],
        Verb::Turn => turn(eye, 20.0, 0.0),
        Verb::Tilt => turn(eye, 0.0, if *eye.pitch >= 85.0 { -75.0 } else { 15.0 }),
        Verb::ZoomIn => zoom(eye, 1.5),
        Verb::ZoomOut => zoom(eye, 1.0 / 1.5),
        Verb::Follow => follow(lesson, hill, eye, now.state),
        _ => Vec::new(),
    }
}

/// Something done in a panel.
pub(super) fn respond(lesson: &Optimizers, set: &Settings, pane: Pane, act: Act) -> Vec<Response> {
    let last = lesson.track.contenders.len() - 1;
    match (pane, act) {
        (Pane::Map | Pane::Relief, act) => match (lesson.hill(), &set.seen.hill) {
            (Some(hill), Some(eye)) => on_hill(lesson, set, (hill, eye), pane, act),
            _ => Vec::new(),
        },
        (Pane::Table, Act::Press(Spot::Item(k))) => choose(lesson, set, k),
        (Pane::Table, Act::Erase(Spot::Item(k))) if k <= last => toggle(lesson, set, k),
        (Pane::Table, Act::Erase(Spot::Item(k))) => join(lesson, set, k - last - 1),
        (Pane::Table, Act::Move { dx, dy }) => {
            let absent = absent(lesson);
            let apart = absent.iter().position(|rule| *rule == lesson.view.rule);
            let at = apart.map_or(lesson.view.chosen, |apart| last + 1 + apart);
            let k = at.saturating_add_signed(dy as isize).min(last + absent.len());
            let length = lesson.track.task.len();
            let coordinate = lesson.view.coordinate.saturating_add_signed(dx as isize).min(length - 1);
            let mut all = choose(lesson, set, k);
            all.push(set.seen.coordinate.to(Nth(coordinate)));
            all
        }
        (Pane::Weights, Act::Press(Spot::Cell { row, col }) | Act::Drag(Spot::Cell { row, col })) => {
            weight(lesson, set, row, col)
        }
        (Pane::Sweep, Act::Press(_)) => vec![set.rates.to(Rates::Swept)],
        _ => Vec::new(),
    }
}

/// Something done on the map or the surface.
fn on_hill(
    lesson: &Optimizers,
    set: &Settings,
    (hill, eye): (&Hill, &Eye),
    pane: Pane,
    act: Act,
) -> Vec<Response> {
    match (pane, act) {
        (Pane::Map, Act::Press(Spot::Point { x, y }) | Act::Drag(Spot::Point { x, y })) => {
            start_at(lesson, set, x, y)
        }
        (Pane::Map, Act::Erase(Spot::Point { x, y })) => look_at(hill, eye, x, y),
        (Pane::Map, Act::Move { dy, .. }) => zoom(eye, 1.25f64.powi(-dy.clamp(-8, 8))),
        (_, Act::Move { dx, dy }) => {
            turn(eye, 10.0 * f64::from(dx.clamp(-36, 36)), 5.0 * f64::from(dy.clamp(-18, 18)))
        }
        _ => Vec::new(),
    }
}

/// Chooses a row of the table: a contender, or a rule behind them that does not race.
fn choose(lesson: &Optimizers, set: &Settings, k: usize) -> Vec<Response> {
    let contenders = &lesson.track.contenders;
    let racing = contenders.get(k).map(|contender| contender.optimizer.rule());
    let rule = racing.or_else(|| absent(lesson).get(k.checked_sub(contenders.len())?).copied());
    rule.map(|rule| set.seen.chosen.to(rule)).into_iter().collect()
}

/// Lets a rule race that does not yet.
fn join(lesson: &Optimizers, set: &Settings, at: usize) -> Vec<Response> {
    let Some(rule) = absent(lesson).get(at).copied() else { return Vec::new() };
    let racing = lesson.track.contenders.iter().map(Contender::name);
    let names: Vec<&str> = racing.chain([rule.name]).collect();
    vec![set.list.to_words(names.join(","))]
}

fn toggle(lesson: &Optimizers, set: &Settings, k: usize) -> Vec<Response> {
    let shown = |i: usize| lesson.view.shown[i] != (i == k);
    let contenders = lesson.track.contenders.iter().enumerate();
    let hidden: Vec<&str> = contenders.filter(|(i, _)| !shown(*i)).map(|(_, c)| c.name()).collect();
    vec![set.seen.hidden.to_words(hidden.join(","))]
}

fn turn(eye: &Eye, yaw: f64, pitch: f64) -> Vec<Response> {
    vec![eye.yaw.to((*eye.yaw + yaw).rem_euclid(360.0)), eye.pitch.to((*eye.pitch + pitch).clamp(0.0, 90.0))]
}

fn zoom(eye: &Eye, by: f64) -> Vec<Response> {
    let zoom = (*eye.zoom * by).clamp(ZOOM.0, ZOOM.1);
    vec![eye.zoom.to(if (zoom - 1.0).abs() < 1e-9 { 1.0 } else { zoom })]
}

/// With about as many digits as the map can show.
fn start_at(lesson: &Optimizers, set: &Settings, x: f64, y: f64) -> Vec<Response> {
    let About::Hill { x: x0, y: y0, .. } = &set.about else { return Vec::new() };
    if !(x.is_finite() && y.is_finite()) {
        return Vec::new();
    }
    let width = lesson.view.window.map_or(1.0, |window| window.x.1 - window.x.0);
    let digits = (3.0 - width.max(1e-12).log10().floor()).clamp(0.0, 15.0) as usize;
    vec![x0.to(rounded(x, digits)), y0.to(rounded(y, digits))]
}

fn look_at(hill: &Hill, eye: &Eye, x: f64, y: f64) -> Vec<Response> {
    if !(x.is_finite() && y.is_finite()) {
        return Vec::new();
    }
    let (cx, cy) = aim(hill, (x, y));
    vec![eye.cx.to(cx.clamp(-FAR, FAR)), eye.cy.to(cy.clamp(-FAR, FAR))]
}

/// To the chosen contender; from there back to the whole hill.
fn follow(lesson: &Optimizers, hill: &Hill, eye: &Eye, race: &Race) -> Vec<Response> {
    let Some(window) = lesson.view.window else { return Vec::new() };
    let place = race.place(lesson.view.chosen);
    let middle = (0.5 * (window.x.0 + window.x.1), 0.5 * (window.y.0 + window.y.1));
    let near = (middle.0 - place[0]).hypot(middle.1 - place[1]) < 0.02 * (window.x.1 - window.x.0);
    if near {
        let whole = hill.window();
        let mut all = look_at(hill, eye, 0.5 * (whole.x.0 + whole.x.1), 0.5 * (whole.y.0 + whole.y.1));
        all.push(eye.zoom.to(1.0));
        all
    } else {
        look_at(hill, eye, place[0], place[1])
    }
}

/// The weight behind a pixel.
fn weight(lesson: &Optimizers, set: &Settings, row: usize, col: usize) -> Vec<Response> {
    match &*lesson.track.task {
        Task::Training(Training { sight: Sight::Pictures(height, width, channels), .. })
            if row < *height && col < *width =>
        {
            vec![set.seen.coordinate.to(Nth((row * width + col) * channels))]
        }
        _ => Vec::new(),
    }
}
