//! The chosen contender's update, line by line.

use super::super::Optimizers;
use super::super::race::Race;
use super::super::task::Task;
use crate::lab::scene::Arithmetic;
use crate::lab::{Look, Reveal};
use crate::math::measured::measure;
use crate::math::term::number;
use crate::nn::optimizer::{Line, Phase};
use crate::say;
use crate::words::{Text, figure, same, text};

/// The place of a rule's phase among the lesson's, where the gradient comes first.
fn place(phase: Phase) -> usize {
    match phase {
        Phase::Accumulate => 1,
        Phase::Correct => 2,
        Phase::Scale => 3,
        Phase::Move => 4,
    }
}

/// The lines of the phase being explained, then those before it; of a whole step the last first.
pub(super) fn arithmetic(lesson: &Optimizers, race: &Race, look: &Look<'_>) -> Vec<Arithmetic> {
    let k = lesson.view.chosen;
    if race.out[k].is_some() {
        return Vec::new();
    }
    let contender = &lesson.track.contenders[k];
    let gradient = lesson.track.gradient(race, k, look.t);
    let i = lesson.view.coordinate;
    let coordinate = lesson.track.task.coordinate(i);
    let lines = lesson.track.optimizer(k, look.t).explain(
        &race.memories[k],
        &gradient,
        race.place(k),
        i,
        &coordinate,
    );
    let phase_name = |phase: usize| -> Text {
        let what = match phase {
            1 => text("accumulates", "累积"),
            2 => text("corrects", "修正"),
            3 => text("scales", "缩放"),
            _ => text("moves", "移动"),
        };
        let name = contender.name();
        Text { en: format!("{name} {}", what.en).into(), zh: format!("{name} {}", what.zh).into() }
    };
    let mut all: Vec<(usize, Arithmetic)> = vec![(0, slope(lesson, race, look.t, gradient[i]))];
    all.extend(lines.iter().map(|line| {
        let phase = place(line.phase);
        (phase, written(line, phase_name(phase)))
    }));
    match look.reveal {
        Reveal::Whole => {
            // Moving and scaling say most, then the gradient with its check; how the memory changed follows.
            const ORDER: [usize; 5] = [2, 3, 4, 1, 0];
            all.sort_by_key(|(phase, _)| ORDER[*phase]);
            all.into_iter().map(|(_, line)| line).collect()
        }
        Reveal::Upto(last) => {
            let last = last.min(4);
            if all.iter().all(|(phase, _)| *phase != last) {
                all.push((last, nothing(contender.name(), last)));
            }
            all.retain(|(phase, _)| *phase <= last);
            all.sort_by_key(|(phase, _)| last - phase);
            let explained = |(phase, line): (usize, Arithmetic)| Arithmetic { active: phase == last, ..line };
            all.into_iter().map(explained).collect()
        }
    }
}

fn written(line: &Line, name: Text) -> Arithmetic {
    Arithmetic::worked(name, format!("{} ← {}", line.target, line.formula), line.worked.clone())
}

/// A phase in which this rule does nothing.
fn nothing(name: &str, phase: usize) -> Arithmetic {
    let name = match phase {
        1 => say!("{name} remembers nothing", "{name} 不保留任何记忆"),
        _ => say!("{name} has nothing to correct", "{name} 没有需要修正的量"),
    };
    Arithmetic { name, formula: same("–"), ..Arithmetic::default() }
}

/// The gradient by the chosen coordinate, with its check.
fn slope(lesson: &Optimizers, race: &Race, t: u64, met: f64) -> Arithmetic {
    let (task, k, i) = (&*lesson.track.task, lesson.view.chosen, lesson.view.coordinate);
    let place = race.place(k).to_vec();
    let mut gradient = vec![0.0; place.len()];
    task.gradient(&place, t, &mut gradient);
    let exact = gradient[i];
    let (letter, name) = (if lesson.hill().is_some() { 'f' } else { 'J' }, task.coordinate(i));
    let corner = match task {
        Task::Hill(hill) if !hill.surface.is_smooth_at(place[0], place[1]) => {
            Some(text("a corner", "有折点"))
        }
        _ => None,
    };
    let mut moved = place.clone();
    let value = |x: f64| {
        moved[i] = x;
        task.gradient(&moved, t, &mut gradient)
    };
    let measured = measure(value, place[i], exact, None, 0.0);
    let noisy = lesson.track.noise > 0.0;
    let formula = format!("g = ∂{letter}/∂{name}");
    let line = if noisy {
        let sum = number(exact) + number(met - exact);
        Arithmetic::worked(
            say!("slope in {name}", "{name} 方向的斜率"),
            format!("{formula} + ξ"),
            sum.comes_to(met, 5, 6),
        )
    } else {
        // The slope follows from the place and the formula of the function: there is nothing to put into it.
        let at = match task {
            Task::Hill(_) => format!("({}, {})", figure(place[0], 6), figure(place[1], 6)),
            Task::Training(_) => format!("({name} = {})", figure(place[i], 6)),
        };
        Arithmetic {
            name: say!("slope in {name}", "{name} 方向的斜率"),
            formula: same(format!("{formula}{at}")),
            result: figure(met, 6),
            ..Arithmetic::default()
        }
    };
    line.checked(format!("({letter}({name}+ε) − {letter}({name}−ε)) / 2ε"), measured, corner)
}
