//! What the models have learnt so far.

use super::super::race::Race;
use super::super::training::{Sight, Training};
use super::super::{Optimizers, Pane};
use crate::lab::Panes;
use crate::lab::scene::{
    Axis, Dot, Field, Image, Ink, Palette, Panel, Picture, Pin, Pixels, Place, Plane, Trail,
};
use crate::say;
use crate::words::{Text, same, text};

/// Columns and rows of the map of answers.
const DETAIL: usize = 64;

/// The main picture of a training problem.
pub(super) fn panel(lesson: &Optimizers, training: &Training, race: &Race) -> Panel {
    let name = lesson.track.contenders[lesson.view.chosen].name();
    let place = race.place(lesson.view.chosen);
    let (pane, picture, caption) = match &training.sight {
        Sight::Points(points) => {
            let plane = answers(lesson, training, points, race);
            let caption = text(
                "ŷ: how sure the chosen one is of ●; letters: where each is undecided",
                "ŷ：选中者判为 ● 的把握；带字母的线是各自的分界",
            );
            let plain = text("ŷ: how sure the chosen one is of ●", "ŷ：选中者判为 ● 的把握");
            let lines = !plane.trails.is_empty();
            (Pane::Answers, Picture::Plane(plane), if lines { caption } else { plain })
        }
        Sight::Pictures(height, width, channels) => (
            Pane::Weights,
            Picture::Image(weights(lesson, place, (*height, *width, *channels))),
            text(
                "its weights as a picture: orange speaks for a cat, blue against",
                "它的权重排成的图：橙色支持“猫”，蓝色反对",
            ),
        ),
    };
    let title = say!("What {name} has learnt", "{name} 学到了什么");
    let panel = pane.panel(title, Place::Main, picture).caption(caption);
    if pane == Pane::Weights {
        panel.pick(text("`key:press` chooses a weight", "`key:press` 选中一个权重"))
    } else {
        panel
    }
}

/// Points and answers; of a neuron also everyone's line ŷ = ½.
fn answers(lesson: &Optimizers, training: &Training, points: &[([f64; 2], bool)], race: &Race) -> Plane {
    let reach = |axis: usize| {
        let all = || points.iter().map(|(point, _)| point[axis]);
        (all().fold(f64::INFINITY, f64::min) - 0.5, all().fold(f64::NEG_INFINITY, f64::max) + 0.5)
    };
    let (x, y) = (reach(0), reach(1));
    let cell = |(from, to): (f64, f64), i: usize| from + (i as f64 + 0.5) / DETAIL as f64 * (to - from);
    let grid: Vec<[f64; 2]> =
        (0..DETAIL * DETAIL).map(|i| [cell(x, i % DETAIL), cell(y, i / DETAIL)]).collect();
    let chosen = lesson.view.chosen;
    let field = Field {
        cols: DETAIL,
        rows: DETAIL,
        values: training.answers(race.place(chosen), &grid).into(),
        range: (0.0, 1.0),
        palette: Palette::Diverging,
        label: same("ŷ"),
    };
    let dots = points
        .iter()
        .map(|&([x, y], class)| Dot {
            x,
            y,
            ink: if class { Ink::Positive } else { Ink::Negative },
            glyph: if class { '●' } else { '○' },
            selected: false,
            label: Text::default(),
        })
        .collect();
    Plane {
        x: Axis::new(same("x₁")).range(x.0, x.1),
        y: Axis::new(same("x₂")).range(y.0, y.1),
        field: Some(field),
        dots,
        trails: if lesson.track.task.len() == 3 { borders(lesson, race, x, y) } else { Vec::new() },
        square: true,
        ..Plane::default()
    }
}

/// The line w₁x₁ + w₂x₂ + b = 0 of every contender that has one on the picture.
fn borders(lesson: &Optimizers, race: &Race, x: (f64, f64), y: (f64, f64)) -> Vec<Trail> {
    let line = |k: usize| {
        let &[w1, w2, b] = race.place(k) else { return None };
        let at_x = |at: f64| (at, -(w1 * at + b) / w2);
        let at_y = |at: f64| (-(w2 * at + b) / w1, at);
        let inside = |(px, py): &(f64, f64)| {
            (x.0 - 1e-9..=x.1 + 1e-9).contains(px) && (y.0 - 1e-9..=y.1 + 1e-9).contains(py)
        };
        let ends: Vec<_> = [at_x(x.0), at_x(x.1), at_y(y.0), at_y(y.1)].into_iter().filter(inside).collect();
        let contender = &lesson.track.contenders[k];
        (ends.len() >= 2).then(|| Trail {
            name: same(contender.name()),
            letter: contender.letter(),
            ink: contender.ink(),
            points: vec![ends[0], ends[1]],
        })
    };
    (0..lesson.track.contenders.len())
        .filter(|&k| lesson.view.shown[k] && race.out[k].is_none())
        .filter_map(line)
        .collect()
}

/// The weights of the chosen contender's neuron, averaged over the colours.
fn weights(lesson: &Optimizers, place: &[f64], (height, width, channels): (usize, usize, usize)) -> Image {
    let mean: Vec<f64> = place[..height * width * channels]
        .chunks_exact(channels)
        .map(|pixel| pixel.iter().sum::<f64>() / channels as f64)
        .collect();
    let most = mean.iter().fold(0.0, |most: f64, value| most.max(value.abs())).max(1e-12);
    let pixel = lesson.view.coordinate / channels;
    let pin = Pin { row: pixel / width, col: pixel % width, ink: Ink::Accent, glyph: '+' };
    Image {
        width,
        height,
        pixels: Pixels::Values { values: mean.into(), range: (-most, most), palette: Palette::Diverging },
        pins: if pixel < height * width { vec![pin] } else { Vec::new() },
        crisp: false,
    }
}
