//! What keys and gestures do.

use super::Optimizers;
use super::race::Race;
use super::view::aim;
use crate::lab::{Act, Gesture, Offer, Response, Spot, Verb};
use crate::words::text;

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

fn set(name: &str, value: &dyn std::fmt::Display) -> Response {
    Response::Set { name: name.to_string(), value: value.to_string().into() }
}

/// One of the verbs.
pub(super) fn act(lesson: &Optimizers, race: &Race, verb: Verb) -> Vec<Response> {
    let view = &lesson.view;
    let on_a_hill = lesson.hill().is_some();
    let only_on_hills = || {
        vec![Response::Say(text(
            "A model has more than two numbers, so there is no map of it; choose a hill as the problem.",
            "模型的参数不止两个，没有地图可看；请把问题换成一座山。",
        ))]
    };
    match verb {
        Verb::Next => choose(lesson, (view.chosen + 1) % lesson.track.contenders.len()),
        Verb::Show => toggle(lesson, view.chosen),
        Verb::Bench => vec![Response::Work("sweep".to_string())],
        Verb::Time => vec![Response::Work("speed".to_string())],
        Verb::Contrast => vec![set("divergence", if lesson.go_on { &"stop" } else { &"out" })],
        _ if !on_a_hill => only_on_hills(),
        Verb::View => vec![set("view", if view.relief { &"map" } else { &"relief" })],
        Verb::Turn => turn(lesson, 20.0, 0.0),
        Verb::Tilt => turn(lesson, 0.0, if view.pitch >= 85.0 { -75.0 } else { 15.0 }),
        Verb::ZoomIn => zoom(lesson, 1.5),
        Verb::ZoomOut => zoom(lesson, 1.0 / 1.5),
        Verb::Follow => follow(lesson, race),
        _ => Vec::new(),
    }
}

/// Something done in a panel.
pub(super) fn respond(lesson: &Optimizers, gesture: &Gesture) -> Vec<Response> {
    let last = lesson.track.contenders.len() - 1;
    let on_a_hill = lesson.hill().is_some();
    match (gesture.panel.as_str(), gesture.act) {
        ("map" | "relief", _) if !on_a_hill => Vec::new(),
        ("map", Act::Press(Spot::Point { x, y }) | Act::Drag(Spot::Point { x, y })) => start_at(lesson, x, y),
        ("map", Act::Erase(Spot::Point { x, y })) => look_at(lesson, x, y),
        ("map", Act::Move { dy, .. }) => zoom(lesson, 1.25f64.powi(-dy.clamp(-8, 8))),
        ("relief", Act::Move { dx, dy }) => {
            turn(lesson, 10.0 * f64::from(dx.clamp(-36, 36)), 5.0 * f64::from(dy.clamp(-18, 18)))
        }
        ("table", Act::Press(Spot::Item(k))) if k <= last => choose(lesson, k),
        ("table", Act::Erase(Spot::Item(k))) if k <= last => toggle(lesson, k),
        ("table", Act::Move { dx, dy }) => {
            let k = lesson.view.chosen.saturating_add_signed(dy as isize).min(last);
            let length = lesson.track.task.len();
            let coordinate = lesson.view.coordinate.saturating_add_signed(dx as isize).min(length - 1);
            let mut all = choose(lesson, k);
            all.push(set("coordinate", &(coordinate + 1)));
            all
        }
        ("weights", Act::Press(Spot::Cell { row, col }) | Act::Drag(Spot::Cell { row, col })) => {
            weight(lesson, row, col)
        }
        ("sweep", Act::Press(_)) => vec![set("rates", &"swept")],
        _ => Vec::new(),
    }
}

fn choose(lesson: &Optimizers, k: usize) -> Vec<Response> {
    vec![set("chosen", &lesson.track.contenders[k].name())]
}

fn toggle(lesson: &Optimizers, k: usize) -> Vec<Response> {
    let shown = |i: usize| lesson.view.shown[i] != (i == k);
    let contenders = lesson.track.contenders.iter().enumerate();
    let hidden: Vec<&str> = contenders.filter(|(i, _)| !shown(*i)).map(|(_, c)| c.name()).collect();
    vec![set("hidden", &hidden.join(","))]
}

fn turn(lesson: &Optimizers, yaw: f64, pitch: f64) -> Vec<Response> {
    let view = &lesson.view;
    vec![
        set("yaw", &(view.yaw + yaw).rem_euclid(360.0)),
        set("pitch", &(view.pitch + pitch).clamp(0.0, 90.0)),
    ]
}

fn zoom(lesson: &Optimizers, by: f64) -> Vec<Response> {
    let zoom = (lesson.view.zoom * by).clamp(0.01, 1e6);
    vec![set("zoom", if (zoom - 1.0).abs() < 1e-9 { &1.0 } else { &zoom })]
}

/// A number with about as many digits as the map can show.
fn on_map(lesson: &Optimizers, value: f64) -> String {
    let width = lesson.view.window.map_or(1.0, |window| window.x.1 - window.x.0);
    let digits = (3.0 - width.max(1e-12).log10().floor()).clamp(0.0, 15.0) as usize;
    let written = format!("{value:.digits$}");
    if written.parse() == Ok(0.0) { "0".to_string() } else { written }
}

fn start_at(lesson: &Optimizers, x: f64, y: f64) -> Vec<Response> {
    if !(x.is_finite() && y.is_finite()) {
        return Vec::new();
    }
    vec![set("x0", &on_map(lesson, x)), set("y0", &on_map(lesson, y))]
}

fn look_at(lesson: &Optimizers, x: f64, y: f64) -> Vec<Response> {
    let Some(hill) = lesson.hill().filter(|_| x.is_finite() && y.is_finite()) else { return Vec::new() };
    let (cx, cy) = aim(hill, (x, y));
    vec![set("cx", &cx.clamp(-1e5, 1e5)), set("cy", &cy.clamp(-1e5, 1e5))]
}

/// To the chosen contender; from there back to the whole hill.
fn follow(lesson: &Optimizers, race: &Race) -> Vec<Response> {
    let (Some(hill), Some(window)) = (lesson.hill(), lesson.view.window) else { return Vec::new() };
    let place = race.place(lesson.view.chosen);
    let middle = (0.5 * (window.x.0 + window.x.1), 0.5 * (window.y.0 + window.y.1));
    let near = (middle.0 - place[0]).hypot(middle.1 - place[1]) < 0.02 * (window.x.1 - window.x.0);
    if near {
        let whole = hill.window();
        let mut all = look_at(lesson, 0.5 * (whole.x.0 + whole.x.1), 0.5 * (whole.y.0 + whole.y.1));
        all.push(set("zoom", &1));
        all
    } else {
        look_at(lesson, place[0], place[1])
    }
}

/// The weight behind a pixel.
fn weight(lesson: &Optimizers, row: usize, col: usize) -> Vec<Response> {
    use super::task::Task;
    use super::training::{Sight, Training};
    match &*lesson.track.task {
        Task::Training(Training { sight: Sight::Pictures(height, width, channels), .. })
            if row < *height && col < *width =>
        {
            vec![set("coordinate", &((row * width + col) * channels + 1))]
        }
        _ => Vec::new(),
    }
}
