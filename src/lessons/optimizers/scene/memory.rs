//! What the chosen contender makes of the gradients it has seen: how large they were, and what it divides by.

use super::super::race::Race;
use super::super::{Optimizers, Pane};
use crate::lab::scene::{Axis, Band, Chart, Curve, Ink, Line, Panel, Picture, Place, Stroke};
use crate::lab::{Look, Panes};
use crate::say;
use crate::words::{Text, figure, same, text, whole};

/// Orders of the norms that lead from L² to L^∞.
const ORDERS: [i32; 3] = [2, 8, 32];

/// How a rule remembers sizes.
enum Memory {
    /// √Σg².
    Sum,
    /// √ of a running mean of g², with its decay; corrected for its beginning at 0, or not.
    Window(f64, bool),
    /// The largest, fading by a factor.
    Largest(f64),
    /// It divides by nothing.
    Nothing,
}

fn memory(lesson: &Optimizers) -> Memory {
    let optimizer = &lesson.track.contenders[lesson.view.chosen].optimizer;
    let get = |name: &str| optimizer.get(name);
    match optimizer.rule().name {
        "adagrad" => Memory::Sum,
        "adadelta" | "rmsprop" => get("rho").map_or(Memory::Nothing, |rho| Memory::Window(rho, false)),
        "adamax" => get("beta2").map_or(Memory::Nothing, Memory::Largest),
        "adam" | "adamw" | "nadam" | "amsgrad" => {
            get("beta2").map_or(Memory::Nothing, |beta2| Memory::Window(beta2, true))
        }
        _ => Memory::Nothing,
    }
}

/// The panel, where there is a hill: only there every place of the way is kept.
pub(super) fn panel(lesson: &Optimizers, race: &Race, look: &Look<'_>) -> Option<Panel> {
    lesson.hill()?;
    let (k, i) = (lesson.view.chosen, lesson.view.coordinate);
    let contender = &lesson.track.contenders[k];
    let name = contender.name();
    let coordinate = lesson.track.task.coordinate(i);
    let title = say!("{name}: |∂f/∂{coordinate}| and its memory", "{name}：|∂f/∂{coordinate}| 与对它的记忆");
    let (picture, caption) = match sizes(lesson, race, look) {
        Some(sizes) => drawn(&sizes, &memory(lesson), contender.ink()),
        None => (Picture::Prose(vec![Line::plain(missing(lesson, race))]), Text::default()),
    };
    let panel = Pane::Memory.panel(title, Place::Detail, picture).caption(caption);
    Some(
        panel
            .active(look.reveal.explains(1))
            .pick(text("`key:up``key:down` in the table choose", "在表格中用 `key:up``key:down` 选择")),
    )
}

/// Why nothing is drawn.
fn missing(lesson: &Optimizers, race: &Race) -> Text {
    if race.out[lesson.view.chosen].is_some() {
        text("It is out of the race.", "它已出局。")
    } else {
        text("The way is too long: not every step of it is kept.", "路程太长：不是每一步都留有记录。")
    }
}

/// |g| of the chosen coordinate at every step so far, without the noise; `None` where steps are missing.
fn sizes(lesson: &Optimizers, race: &Race, look: &Look<'_>) -> Option<Vec<f64>> {
    let (k, i) = (lesson.view.chosen, lesson.view.coordinate);
    if race.out[k].is_some() {
        return None;
    }
    let mut way = look.history.path(&lesson.columns[k][0], &lesson.columns[k][1], look.t);
    way.truncate(look.t as usize);
    if way.len() as u64 != look.t {
        return None;
    }
    way.push((race.place(k)[0], race.place(k)[1]));
    let mut g = [0.0; 2];
    let size = |(t, (x, y)): (usize, &(f64, f64))| {
        lesson.track.task.gradient(&[*x, *y], t as u64, &mut g);
        g[i].abs()
    };
    Some(way.iter().enumerate().map(size).collect())
}

/// Curves over the steps, and what they show.
fn drawn(sizes: &[f64], memory: &Memory, ink: Ink) -> (Picture, Text) {
    let last = sizes.len().saturating_sub(1) as f64;
    let curve = |name: Text, values: Vec<f64>, ink: Ink| {
        let points = values.into_iter().enumerate().map(|(t, value)| (t as f64, value)).collect();
        Curve::new(name, points, ink)
    };
    let mut curves = vec![curve(same("|g|"), sizes.to_vec(), Ink::Quiet).stroke(Stroke::Dots)];
    let mut bands = Vec::new();
    let now = sizes.last().copied().unwrap_or_default();
    let size = figure(now, 3);
    let caption = match memory {
        Memory::Sum => {
            let all = sum(sizes);
            let below = figure(all.last().copied().unwrap_or_default(), 3);
            curves.push(curve(same("√Σg²"), all, ink).letter('Σ'));
            say!(
                "|g| is {size}, it divides by {below}: a sum never forgets, so steps only shrink",
                "|g| 为 {size}，除以 {below}：和从不遗忘，步子只会变小"
            )
        }
        Memory::Window(decay, corrected) => {
            let means = window(sizes, *decay, *corrected);
            let below = figure(means.last().copied().unwrap_or_default(), 3);
            curves.push(curve(same("RMS"), means, ink).letter('R'));
            curves.push(curve(same("√Σg²"), sum(sizes), Ink::Quiet).letter('Σ').stroke(Stroke::Dashed));
            let steps = 1.0 / (1.0 - decay);
            if *decay < 1.0 && last > steps {
                let label = text("window", "窗口");
                bands.push(Band { at: last - steps, vertical: true, label, ink: Ink::Quiet });
            }
            let steps = whole(steps.round().min(1e9) as u64);
            say!(
                "|g| is {size}, it divides by {below}: the root mean square of about {steps} steps, not of all (Σ)",
                "|g| 为 {size}，除以 {below}：约 {steps} 步的均方根，而不是全部（Σ）"
            )
        }
        Memory::Largest(decay) => {
            for (at, order) in ORDERS.into_iter().enumerate() {
                let values = norm(sizes, *decay, order);
                curves.push(curve(same(format!("L{}", raised(order))), values, Ink::Series(at as u8 + 2)));
            }
            let most = largest(sizes, *decay);
            let below = figure(most.last().copied().unwrap_or_default(), 3);
            curves.push(curve(same("L^∞"), most, ink).letter('∞'));
            say!(
                "|g| is {size}, it divides by {below}: the higher the power, the nearer to the largest",
                "|g| 为 {size}，除以 {below}：次数越高，越接近最大值"
            )
        }
        Memory::Nothing => {
            say!(
                "|g| is {size}: this rule divides by nothing it remembers",
                "|g| 为 {size}：这种规则不除以任何记忆"
            )
        }
    };
    let mut y = Axis::new(same("|g|"));
    if curves.iter().flat_map(|curve| &curve.points).all(|point| point.1 > 0.0) {
        y = y.log();
    }
    let x = Axis::new(text("step", "步")).range(0.0, last.max(10.0));
    (Picture::Chart(Chart { x, y, curves, bands, steps: true, ..Chart::default() }), caption)
}

/// A number set high.
fn raised(number: i32) -> String {
    const HIGH: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    number.to_string().chars().filter_map(|c| c.to_digit(10)).map(|d| HIGH[d as usize]).collect()
}

/// √Σg² so far.
fn sum(sizes: &[f64]) -> Vec<f64> {
    let mut all = 0.0;
    let add = |g: &f64| {
        all += g * g;
        f64::sqrt(all)
    };
    sizes.iter().map(add).collect()
}

/// √a with a ← ρ·a + (1 − ρ)·g²; `corrected` divides a by 1 − ρᵗ.
fn window(sizes: &[f64], decay: f64, corrected: bool) -> Vec<f64> {
    let (mut a, mut power) = (0.0, 1.0);
    let mean = |g: &f64| {
        a = decay * a + (1.0 - decay) * g * g;
        power *= decay;
        f64::sqrt(if corrected && power < 1.0 { a / (1.0 - power) } else { a })
    };
    sizes.iter().map(mean).collect()
}

/// u of order p: v ← β₂ᵖ·v + (1 − β₂ᵖ)·|g|ᵖ, u = v^(1/p) (Kingma & Ba 2015, section 7.1). Sizes are taken as shares of
/// the largest, so that their powers stay finite.
fn norm(sizes: &[f64], decay: f64, order: i32) -> Vec<f64> {
    let most = sizes.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
    let (fade, mut v) = (decay.powi(order), 0.0_f64);
    let root = |g: &f64| {
        v = fade * v + (1.0 - fade) * (g / most).powi(order);
        most * v.powf(1.0 / f64::from(order))
    };
    sizes.iter().map(root).collect()
}

/// u ← max(β₂·u, |g|).
fn largest(sizes: &[f64], decay: f64) -> Vec<f64> {
    let mut u = 0.0;
    let most = |g: &f64| {
        u = f64::max(decay * u, *g);
        u
    };
    sizes.iter().map(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memories_are_those_of_the_rules() {
        let sizes = [3.0, 4.0, 0.0];
        assert_eq!(sum(&sizes), [3.0, 5.0, 5.0]);
        let close = |a: &[f64], b: &[f64]| a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-12);
        let (one, two) = (0.5 * 9.0, 0.25 * 9.0 + 0.5 * 16.0);
        assert!(close(&window(&sizes, 0.5, false)[..2], &[f64::sqrt(one), f64::sqrt(two)]));
        assert!(
            close(&window(&sizes, 0.5, true)[..1], &[3.0]),
            "corrected, the first mean is the first size"
        );
        assert_eq!(largest(&sizes, 0.5), [3.0, 4.0, 2.0]);
    }

    /// With the power the norm goes to the largest size, from below.
    #[test]
    fn high_orders_come_near_the_largest() {
        let sizes = [1.0, 5.0, 2.0, 0.1];
        let end = |values: Vec<f64>| values.last().copied().unwrap_or_default();
        let most = end(largest(&sizes, 0.9));
        let gaps = ORDERS.map(|order| (most - end(norm(&sizes, 0.9, order))).abs());
        assert!(gaps[0] > gaps[1] && gaps[1] > gaps[2], "{gaps:?}");
    }
}
