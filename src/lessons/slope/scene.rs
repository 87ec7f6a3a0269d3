//! What is seen: the two points under a magnifier, the curve as a whole, the valley of errors, the table.

use super::study::{Secant, Study};
use crate::lab::scene::{
    Arithmetic, Axis, Band, Cell, Chart, Check, Column, Curve, Ink, Mark, Panel, Picture, Place, Stroke,
    Table,
};
use crate::lab::{Reveal, Scene};
use crate::math::curve::{range_of, sample};
use crate::math::derivative::{numeric_gradient, relative_error};
use crate::say;
use crate::words::{Text, figure, same, text};

/// The phases of a step.
const POINT: usize = 0;
const SECOND: usize = 1;
const RISE: usize = 2;
const TANGENT: usize = 3;
const NEXT: usize = 4;

/// Points of a curve.
const SAMPLES: usize = 240;

pub(super) fn draw(study: &Study, t: u64, reveal: Reveal) -> Scene {
    let secant = study.secant(study.h(t));
    let panels = vec![
        magnifier(study, &secant, reveal),
        valley(study, t, reveal),
        whole(study, &secant, reveal),
        table(study, t, reveal),
    ];
    let verdict = if reveal.shows(TANGENT) { study.verdict(&secant) } else { question(&secant, reveal) };
    Scene { panels, arithmetic: arithmetic(study, t, &secant, reveal), verdict: Some(verdict) }
}

/// What to think about before the next phase.
fn question(secant: &Secant, reveal: Reveal) -> Text {
    let h = figure(secant.h, 3);
    if reveal.shows(RISE) {
        text(
            "That is the slope of the secant. How steep is the curve at a itself?",
            "这是割线的斜率。曲线在 a 处本身有多陡？",
        )
    } else if reveal.shows(SECOND) {
        say!("How far up does it go for {h} to the right?", "向右 {h}，升高多少？")
    } else {
        say!("The second point stands {h} to the right.", "第二个点在右边 {h} 处。")
    }
}

/// First and last x of the curve as a whole.
pub(super) fn window(study: &Study) -> (f64, f64) {
    let half = (0.75 * study.a.abs()).max(2.0);
    (study.a - half, study.a + half)
}

/// The window around both points, in distances from (a, f(a)), as wide as 2.4 h.
fn magnifier(study: &Study, secant: &Secant, reveal: Reveal) -> Panel {
    let h = secant.h;
    let (from, to) = (-0.6 * h, 1.8 * h);
    let pieces = sample(|x| study.f(study.a + x) - study.height, from, to, SAMPLES);
    let (mut low, mut high) = range_of(&pieces, 0.0);
    // So close that 64-bit numbers are seen one by one, the curve is a staircase.
    let stairs = (to - from) / (SAMPLES as f64) < f64::EPSILON * study.a.abs();
    let stroke = if stairs { Stroke::Steps } else { Stroke::Line };
    let mut curves: Vec<Curve> =
        pieces.into_iter().map(|points| Curve { points, stroke, ..Curve::default() }).collect();
    if let Some(first) = curves.first_mut() {
        first.name = text("the curve f", "曲线 f");
    }
    let line = |slope: f64| vec![(from, slope * from), (to, slope * to)];
    if reveal.shows(TANGENT) && study.smooth() {
        let slope = figure(study.derivative, 6);
        let name = say!("tangent, slope {slope}", "切线，斜率 {slope}");
        curves.push(Curve {
            name,
            points: line(study.derivative),
            ink: Ink::Good,
            stroke: Stroke::Dashed,
            letter: Some('t'),
        });
    }
    let mut marks = vec![mark(0.0, 0.0, '●', same("a"))];
    if secant.rise.is_finite() {
        (low, high) = (low.min(1.1 * secant.rise), high.max(1.1 * secant.rise));
        if reveal.shows(RISE) {
            let slope = figure(secant.quotient, 8);
            let name = say!("secant, slope {slope}", "割线，斜率 {slope}");
            curves.push(Curve {
                name,
                points: line(secant.quotient),
                ink: Ink::Accent,
                stroke: Stroke::Line,
                letter: Some('s'),
            });
            let corner = vec![(0.0, 0.0), (h, 0.0), (h, secant.rise)];
            let name = text("run and rise", "前进与升高");
            curves.push(Curve { name, points: corner, ink: Ink::Quiet, stroke: Stroke::Line, letter: None });
            let (run, rise) = (figure(h, 3), figure(secant.rise, 7));
            marks.push(quiet(0.5 * h, 0.0, say!("run {run}", "前进 {run}")));
            marks.push(quiet(h, 0.5 * secant.rise, say!("rise {rise}", "升高 {rise}")));
        }
        if reveal.shows(SECOND) {
            marks.push(mark(h, secant.rise, '◆', same("a+h")));
        }
    }
    let chart = Chart {
        x: Axis::new(text("distance from a", "与 a 的距离")).range(from, to),
        y: Axis::new(text("height above f(a)", "相对 f(a) 的高度")).range(low, high),
        curves,
        marks,
        ..Chart::default()
    };
    let (whole_from, whole_to) = window(study);
    let (times, width) = (figure((whole_to - whole_from) / (to - from), 2), figure(to - from, 2));
    let formula = study.formula();
    let title = say!(
        "f(a) = {formula} around a, magnified {times} times",
        "a 附近的 f(a) = {formula}，放大 {times} 倍"
    );
    let caption = if stairs {
        text("so close that the steps between 64-bit numbers are seen", "近到能看见 64 位浮点数之间的台阶")
    } else {
        say!("window {width} wide; the nearer, the straighter the curve", "窗口宽 {width}；越近，曲线越直")
    };
    let active = (0..NEXT).any(|phase| reveal.explains(phase));
    Panel::new("magnifier", title, Place::Main, Picture::Chart(chart))
        .caption(caption)
        .least(36, 12)
        .active(active)
}

fn mark(x: f64, y: f64, glyph: char, label: Text) -> Mark {
    Mark { x, y, glyph, label, ink: Ink::Accent }
}

fn quiet(x: f64, y: f64, label: Text) -> Mark {
    Mark { x, y, glyph: '·', label, ink: Ink::Quiet }
}

/// The whole curve, with the place of the magnifier.
fn whole(study: &Study, secant: &Secant, reveal: Reveal) -> Panel {
    let (left, right) = window(study);
    let pieces = sample(|x| study.f(x), left, right, SAMPLES);
    let (low, high) = range_of(&pieces, study.height);
    let mut curves: Vec<Curve> =
        pieces.into_iter().map(|points| Curve { points, ..Curve::default() }).collect();
    if let Some(first) = curves.first_mut() {
        first.name = same("f");
    }
    let line = |slope: f64| {
        let height = |x: f64| study.height + slope * (x - study.a);
        vec![(left, height(left)), (right, height(right))]
    };
    if reveal.shows(RISE) && secant.quotient.is_finite() {
        let name = text("secant", "割线");
        curves.push(Curve { name, points: line(secant.quotient), ink: Ink::Accent, ..Curve::default() });
    }
    if reveal.shows(TANGENT) && study.smooth() {
        let name = text("tangent", "切线");
        curves.push(Curve {
            name,
            points: line(study.derivative),
            ink: Ink::Good,
            stroke: Stroke::Dashed,
            letter: None,
        });
    }
    let mut marks = vec![mark(study.a, study.height, '●', same("a"))];
    if reveal.shows(SECOND) && secant.height.is_finite() && secant.h > 0.02 * (right - left) {
        marks.push(mark(study.a + secant.h, secant.height, '◆', same("a+h")));
    }
    let chart = Chart {
        x: Axis::new(same("a")).range(left, right),
        y: Axis::new(same("f")).range(low, high),
        curves,
        marks,
        ..Chart::default()
    };
    let here = figure(study.a, 5);
    Panel::new("curve", text("The whole curve", "整条曲线"), Place::Beside, Picture::Chart(chart))
        .caption(say!("a = {here}; the magnifier stands at ●", "a = {here}；放大镜在 ● 处"))
        .least(28, 8)
        .pick(text("move the point a", "移动点 a"))
}

/// |error| against h, both logarithmic: a valley with the best h at its bottom.
fn valley(study: &Study, t: u64, reveal: Reveal) -> Panel {
    let hs = (0..=102).map(|i| 10f64.powf(1.0 - f64::from(i) / 6.0));
    let measured: Vec<(f64, f64)> = hs
        .clone()
        .map(|h| (h, study.secant(h).error.abs()))
        .filter(|(_, error)| error.is_finite() && *error > 0.0)
        .collect();
    let mut curves = vec![Curve {
        name: text("measured", "实测"),
        points: measured,
        ink: Ink::Quiet,
        stroke: Stroke::Dots,
        letter: None,
    }];
    let best = study.best();
    let theory = |name: Text, part: &dyn Fn(f64) -> f64| {
        let points = hs.clone().map(|h| (h, part(h))).filter(|(_, y)| *y > 0.0 && y.is_finite()).collect();
        Curve { name, points, ink: Ink::Plain, stroke: Stroke::Dashed, letter: None }
    };
    if study.smooth() {
        if best.is_some() {
            curves.push(theory(text("bend ½|f″|h", "弯曲 ½|f″|h"), &|h| study.truncation(h)));
        }
        curves.push(theory(text("rounding ε|f|/h", "舍入 ε|f|/h"), &|h| study.rounding(h)));
    }
    let mut marks = Vec::new();
    let last = if reveal.shows(TANGENT) { t + 1 } else { t };
    for step in 0..last {
        let secant = study.secant(study.h(step));
        let now = step == t;
        let label = if now { say!("h {}", "h {}", figure(secant.h, 1)) } else { Text::default() };
        let (glyph, ink) = if now { ('◆', Ink::Accent) } else { ('○', Ink::Plain) };
        if secant.error.is_finite() && secant.error != 0.0 {
            marks.push(Mark { x: secant.h, y: secant.error.abs(), glyph, label, ink });
        }
    }
    let bands = best
        .map(|at| Band {
            at,
            vertical: true,
            label: say!("best h ≈ {}", "最佳 h ≈ {}", figure(at, 1)),
            ink: Ink::Good,
        })
        .into_iter()
        .collect();
    let chart = Chart {
        x: Axis::new(same("h")).log().range(1e-16, 10.0),
        y: Axis::new(text("|error|", "|误差|")).log(),
        curves,
        marks,
        bands,
        steps: false,
    };
    let caption = if best.is_some() {
        text(
            "right of the valley the curve bends, left of it digits are lost",
            "谷的右边是曲线弯曲，左边是有效数字丢失",
        )
    } else if study.smooth() {
        text(
            "no bend: only rounding is left, and it grows as h shrinks",
            "没有弯曲：只剩舍入误差，h 越小它越大",
        )
    } else {
        text("no derivative here: the error does not go to 0", "这里没有导数：误差不会趋于 0")
    };
    Panel::new(
        "valley",
        text("Error of the quotient against h", "差商的误差与 h"),
        Place::Cost,
        Picture::Chart(chart),
    )
    .caption(caption)
    .least(30, 8)
    .active(reveal.explains(TANGENT))
}

/// Every h so far.
fn table(study: &Study, t: u64, reveal: Reveal) -> Panel {
    let column = |name: &str, title: Text| Column { title, name: name.to_string(), help: Text::default() };
    let columns = vec![
        column("h", same("h")),
        column("f_ah", same("f(a+h)")),
        column("quotient", text("quotient", "差商")),
        column("error", text("error", "误差")),
    ];
    let row = |step: u64| {
        let secant = study.secant(study.h(step));
        let now = step == t;
        let number = |shown: bool, x: f64, digits: u8, ink: Ink| {
            if now && !shown { Cell::Empty } else { Cell::Inked(x, digits, ink) }
        };
        let better = step > 0 && secant.error.abs() < study.secant(study.h(step - 1)).error.abs();
        let ink = match step {
            0 => Ink::Plain,
            _ if better => Ink::Good,
            _ => Ink::Bad,
        };
        vec![
            Cell::Number(secant.h, 3),
            number(reveal.shows(SECOND), secant.height, 16, Ink::Plain),
            number(reveal.shows(RISE), secant.quotient, 10, Ink::Plain),
            number(reveal.shows(TANGENT), secant.error, 3, ink),
        ]
    };
    let table = Table { columns, rows: (0..=t).map(row).collect(), selected: usize::try_from(t).ok() };
    let slope = figure(study.derivative, 10);
    let title = if study.smooth() {
        say!("Quotients; the derivative is {slope}", "各次差商；导数为 {slope}")
    } else {
        text("Quotients; there is no derivative", "各次差商；导数不存在")
    };
    Panel::new("table", title, Place::Detail, Picture::Table(table))
        .least(50, 6)
        .active(reveal.explains(RISE) || reveal.explains(NEXT))
}

/// Each phase written out; the one being explained first, else the quotient.
fn arithmetic(study: &Study, t: u64, secant: &Secant, reveal: Reveal) -> Vec<Arithmetic> {
    let (a, h) = (figure(study.a, 6), figure(secant.h, 3));
    let (fa, fah) = (figure(study.height, 12), figure(secant.height, 12));
    let formula = study.formula();
    let line = |name: Text, formula: String, numbers: String, result: f64, digits: usize| Arithmetic {
        name,
        formula,
        numbers,
        result: figure(result, digits),
        ..Arithmetic::default()
    };
    let minus = if study.height < 0.0 { format!("({fa})") } else { fa };
    let mut lines = [
        (
            POINT,
            line(
                text("first point", "第一点"),
                format!("f(a) = {formula}"),
                format!("f({a})"),
                study.height,
                12,
            ),
        ),
        (
            SECOND,
            line(text("second point", "第二点"), "f(a+h)".into(), format!("f({a} + {h})"), secant.height, 12),
        ),
        (
            RISE,
            line(
                text("rise / run", "升高 / 前进"),
                "(f(a+h) − f(a)) / h".into(),
                format!("({fah} − {minus}) / {h}"),
                secant.quotient,
                10,
            ),
        ),
        (TANGENT, tangent(study)),
        (NEXT, line(text("next h", "下一个 h"), "h ← h / 10".into(), format!("{h} / 10"), study.h(t + 1), 3)),
    ];
    let mut shown: Vec<(usize, Arithmetic)> = lines
        .iter_mut()
        .filter(|(phase, _)| reveal.shows(*phase))
        .map(|(phase, line)| (*phase, std::mem::take(line)))
        .collect();
    for (phase, line) in &mut shown {
        line.active = reveal.explains(*phase);
    }
    shown.sort_by_key(|(phase, line)| (!line.active, [2, 3, 0, 1, 4][*phase]));
    shown.into_iter().map(|(_, line)| line).collect()
}

/// f′(a) with its central difference.
fn tangent(study: &Study) -> Arithmetic {
    let numeric = numeric_gradient(|x| study.f(x[0]), &mut [study.a], 0, None);
    let corner = (!study.smooth()).then(|| {
        text(
            "f has a corner here: left and right of it the slopes differ",
            "f 在此处是拐点：左右两侧斜率不同",
        )
    });
    let check = Check {
        formula: "(f(a+ε) − f(a−ε)) / 2ε".into(),
        numeric,
        relative_error: relative_error(study.derivative, numeric),
        corner,
    };
    let formula =
        study.derivative_formula().map_or("f′(a)".to_string(), |formula| format!("f′(a) = {formula}"));
    Arithmetic {
        name: text("tangent", "切线"),
        formula,
        numbers: String::new(),
        result: figure(study.derivative, 10),
        check: study.derivative.is_finite().then_some(check),
        active: false,
    }
}
