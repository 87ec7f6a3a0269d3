//! What is seen: the hill from above and at an angle, the cost, theory beside measurement, basins.

use super::map::{Map, holding};
use super::settings::Settings;
use super::{B, COST, Descent, Here, Pane, W, basins};
use crate::lab::scene::{
    Arrow, Axis, Cell, Chart, Column, Curve, Dot, Ink, Mark, Panel, Picture, Place, Plane, Relief, Stroke,
    Table, Trail,
};
use crate::lab::{Look, Panes, Scene};
use crate::math::curve::{range_of, sample};
use crate::math::surface::Window;
use crate::say;
use crate::words::{Text, figure, same, text};
use std::borrow::Cow;

impl Descent {
    pub(super) fn draw(&self, settings: &Settings, at: [f64; 2], look: &Look<'_>) -> Scene {
        let here = Here::new(&self.hill, at, *settings.lr);
        let map = self.map_around(&here);
        let mut panels = Vec::new();
        if self.hill.flat {
            panels.push(self.curve_panel(&here, look));
        } else {
            panels.push(self.plane_panel(&here, &map, look));
            panels.push(self.relief_panel(settings, &here, &map, look));
        }
        panels.push(cost_panel(look));
        panels.extend(self.model_panel(&here));
        panels.push(self.theory_panel(&here, look));
        if !self.hill.flat {
            panels.push(basins::panel(&self.hill, here.lr, at, look.results(basins::NAME)));
        }
        Scene {
            panels,
            arithmetic: self.arithmetic(&here, look.reveal),
            verdict: Some(self.verdict(&here, look.reveal)),
        }
    }

    /// The map, drawn anew when the walk has left its window.
    fn map_around(&self, here: &Here) -> Cow<'_, Map> {
        let window = holding(self.map.window, &[here.at, here.next]);
        if window == self.map.window {
            Cow::Borrowed(&self.map)
        } else {
            Cow::Owned(Map::new(&self.hill, window))
        }
    }

    /// By how much the gradient is shortened to fit the picture: a power of ten, or 2 or 5 times one,
    /// that suits the slope at the start and stays through the run.
    fn arrow_scale(&self) -> f64 {
        let [dw, db] = self.hill.gradient(self.start);
        let window = self.map.window;
        let room = 0.3 * (window.x.1 - window.x.0).min(window.y.1 - window.y.0);
        let wanted = room / dw.hypot(db);
        if !(wanted.is_finite() && wanted < 1.0) {
            return 1.0;
        }
        let power = 10f64.powf(wanted.log10().floor());
        [5.0, 2.0, 1.0].map(|digit| digit * power).into_iter().find(|scale| *scale <= wanted).unwrap_or(power)
    }

    fn dots(&self, here: &Here) -> Vec<Dot> {
        let dot = |[x, y]: [f64; 2], glyph: char, ink: Ink, label: Text| Dot {
            x,
            y,
            ink,
            glyph,
            selected: false,
            label,
        };
        let mut dots: Vec<Dot> =
            self.hill.minima().into_iter().map(|at| dot(at, '★', Ink::Good, Text::default())).collect();
        dots.push(dot(self.start, '○', Ink::Plain, text("start", "起点")));
        dots.push(dot(here.at, '●', Ink::Accent, Text::default()));
        dots
    }

    fn trail(&self, here: &Here, look: &Look<'_>) -> Trail {
        let mut points = look.history.path(&W, &B, look.t);
        points.push((here.at[0], here.at[1]));
        Trail { name: text("path", "路径"), letter: '●', ink: Ink::Accent, points }
    }

    fn plane_panel(&self, here: &Here, map: &Map, look: &Look<'_>) -> Panel {
        let Window { x, y } = map.window;
        let [w, b] = here.at;
        let mut arrows = Vec::new();
        let scale = self.arrow_scale();
        // An arrow too short for its word goes without.
        let least = 0.12 * (x.1 - x.0);
        let mut arrow = |to: [f64; 2], ink: Ink, label: Text, ahead: bool| {
            let long = (to[0] - w).hypot(to[1] - b) > least;
            let label = if long { label } else { Text::default() };
            arrows.push(Arrow { from: (w, b), to: (to[0], to[1]), ink, label, ahead });
        };
        if look.reveal.shows(1) {
            let uphill = [w + scale * here.slope[0], b + scale * here.slope[1]];
            let times = figure(scale, 2);
            let label = if scale == 1.0 {
                text("gradient", "梯度")
            } else {
                say!("gradient × {times}", "梯度 × {times}")
            };
            arrow(uphill, Ink::Bad, label, false);
        }
        if look.reveal.shows(2) {
            arrow(here.next, Ink::Good, text("step", "一步"), true);
        }
        let plane = Plane {
            x: Axis::new(same("w")).range(x.0, x.1),
            y: Axis::new(same("b")).range(y.0, y.1),
            field: Some(map.heat()),
            contours: map.contours(here.cost),
            dots: self.dots(here),
            trails: vec![self.trail(here, look)],
            arrows,
            square: (1.0..=3.0).contains(&((x.1 - x.0) / (y.1 - y.0))),
        };
        let formula = self.hill.formula();
        let title = say!("The hill from above: J = {formula}", "从上方看：J = {formula}");
        let caption = match look.reveal {
            reveal if !reveal.shows(1) => {
                text("● here, ★ minimum; on one line J is the same", "● 现在，★ 极小点；同一条线上 J 相等")
            }
            _ => text(
                "the gradient crosses the line through ● at a right angle; the step goes against it; ★ minimum",
                "梯度与过 ● 的等高线垂直；这一步正对着它走；★ 极小点",
            ),
        };
        Pane::Plane
            .panel(title, Place::Main, Picture::Plane(plane))
            .caption(caption)
            .active((0..3).any(|phase| look.reveal.explains(phase)))
            .pick(text("start here", "从这里出发"))
    }

    fn relief_panel(&self, settings: &Settings, here: &Here, map: &Map, look: &Look<'_>) -> Panel {
        let relief = Relief {
            x: map.window.x,
            y: map.window.y,
            axes: [same("w"), same("b"), same("J")],
            field: map.heights(),
            trails: vec![self.trail(here, look)],
            dots: self.dots(here),
            yaw: *settings.yaw,
            pitch: *settings.pitch,
        };
        Pane::Relief
            .panel(text("The same hill at an angle", "斜看同一座山"), Place::Beside, Picture::Relief(relief))
            .caption(self.hill.about())
            .pick(text("arrows turn it", "方向键转动"))
    }

    /// A cost of w alone: its curve, the tangent, the walk on it.
    fn curve_panel(&self, here: &Here, look: &Look<'_>) -> Panel {
        let window = holding(self.map.window, &[[here.at[0], 0.0], [here.next[0], 0.0]]);
        let (left, right) = window.x;
        let [w, b] = here.at;
        let pieces = sample(|x| self.hill.value([x, b]), left, right, 200);
        let (low, high) = range_of(&pieces, here.cost);
        let mut curves = Curve::pieces(same("J"), pieces, Ink::Plain);
        if look.reveal.shows(1) {
            let slope = here.slope[0];
            let figure = figure(slope, 5);
            let points = [left, right].map(|x| (x, here.cost + slope * (x - w))).to_vec();
            let tangent =
                Curve::new(say!("tangent, slope {figure}", "切线，斜率 {figure}"), points, Ink::Bad);
            curves.push(tangent.stroke(Stroke::Dashed));
        }
        let mut path = look.history.path(&W, &COST, look.t);
        path.push((w, here.cost));
        curves.push(Curve::new(text("path", "路径"), path, Ink::Accent));
        let mut marks = vec![Mark::new((w, here.cost), '●', Text::default(), Ink::Accent)];
        if look.reveal.shows(2) {
            let [next, _] = here.next;
            let step = vec![(w, here.cost), (next, here.cost), (next, here.next_cost)];
            curves.push(Curve::new(text("step −α·∂J/∂w", "一步 −α·∂J/∂w"), step, Ink::Good).ahead());
            marks.push(Mark::new((next, here.next_cost), '◆', Text::default(), Ink::Good).ahead());
        }
        let chart = Chart {
            x: Axis::new(same("w")).range(left, right),
            y: Axis::new(same("J")).range(low, high),
            curves,
            marks,
            ..Chart::default()
        };
        let formula = self.hill.formula();
        let title = say!("The cost J = {formula} against the weight", "代价 J = {formula} 随权重的变化");
        Pane::Curve
            .panel(title, Place::Main, Picture::Chart(chart))
            .caption(if look.reveal.shows(2) {
                text("from ● to ◆: the steeper the slope, the longer the step", "从 ● 到 ◆：坡越陡，步子越长")
            } else {
                text("● here: the steeper the slope, the longer the step", "● 现在：坡越陡，步子越长")
            })
            .active((0..3).any(|phase| look.reveal.explains(phase)))
            .pick(text("start here", "从这里出发"))
    }

    /// The learning rate's limits from the curvature at this point, and what the step does.
    fn theory_panel(&self, here: &Here, look: &Look<'_>) -> Panel {
        let bends = &here.bends;
        let words = |words: Text| Cell::Words(words);
        let number = |x: Option<f64>| x.map_or(Cell::Empty, |x| Cell::Number(x, 6));
        let mut rows = vec![vec![
            words(text("limit: 2/λmax", "上限 2/λmax")),
            number(bends.limit()),
            Cell::Inked(
                here.lr,
                6,
                if bends.limit().is_some_and(|limit| here.lr > limit) { Ink::Bad } else { Ink::Good },
            ),
        ]];
        if let Some((rate, factor)) = bends.best() {
            rows.push(vec![words(text("best α", "最佳 α")), number(Some(rate)), Cell::Empty]);
            rows.push(vec![words(text("way left by it", "走后剩余路程")), number(Some(factor)), Cell::Empty]);
        }
        let after = self.hill.gradient(here.next);
        for ((bend, axis), factor) in bends.0.iter().zip(bends.factors(here.lr)) {
            let along = |slope: [f64; 2]| {
                let parts = [slope[0] * axis[0], slope[1] * axis[1]];
                // What is left of two parts that cancel is rounding.
                let noise = 4.0 * f64::EPSILON * (parts[0].abs() + parts[1].abs());
                Some(parts[0] + parts[1]).filter(|sum| sum.abs() > noise).unwrap_or(0.0)
            };
            let measured = along(after) / along(here.slope);
            let known = look.reveal.shows(2) && along(here.slope).abs() > 1e-12;
            let bend = figure(*bend, 5);
            rows.push(vec![
                words(same(format!("1−αλ, λ={bend}"))),
                Cell::Inked(factor, 6, if factor.abs() > 1.0 { Ink::Bad } else { Ink::Plain }),
                number(Some(measured).filter(|x| known && x.is_finite())),
            ]);
        }
        let column =
            |name: &str, title: Text| Column { title, name: name.to_string(), help: Text::default() };
        let columns = vec![
            column("quantity", same("α")),
            column("theory", text("theory", "理论")),
            column("measured", text("here", "实际")),
        ];
        let table = Table { columns, rows, selected: None };
        Pane::Theory
            .panel(text("Theory beside measurement", "理论与实测"), Place::Detail, Picture::Table(table))
            .caption(if bends.best().is_some() {
                text(
                    "λ: how the hill bends at ●; a step multiplies the slope by 1−αλ; best α = 2/(λmin+λmax)",
                    "λ：● 处的曲率；一步使斜率乘以 1−αλ；最佳 α = 2/(λmin+λmax)",
                )
            } else {
                text(
                    "λ: how the hill bends at ●; a step multiplies the slope by 1−αλ",
                    "λ：● 处的曲率；一步使斜率乘以 1−αλ",
                )
            })
    }
}

/// The cost against the step.
fn cost_panel(look: &Look<'_>) -> Panel {
    let curve = Curve::new(same("J"), look.history.curve(&COST), Ink::Accent);
    let chart = Chart {
        x: Axis::new(text("step", "步数")),
        y: Axis::new(same("J")),
        curves: vec![curve],
        steps: true,
        ..Chart::default()
    };
    Pane::Cost
        .panel(text("Cost J against step", "代价 J 随步数的变化"), Place::Cost, Picture::Chart(chart))
        .active(look.reveal.explains(0))
}
