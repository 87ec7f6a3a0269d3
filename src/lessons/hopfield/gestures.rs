//! What clicks, keys and verbs do.

use super::parameters::{Seen, Settings};
use super::{Memory, Pane, Recall, bench::CAPACITY, source};
use crate::lab::{Act, Now, Nth, Response, Reveal, Spot, Verb};
use crate::nn::hopfield::{Mode, Pattern};
use crate::say;
use crate::words::{Text, text};

/// What a gesture in a panel does.
pub(super) fn respond(memory: &Memory, now: Now<'_, Memory>, pane: Pane, act: Act) -> Vec<Response> {
    let (set, recall) = (now.settings, now.state);
    match pane {
        Pane::State => state(memory, set, recall, act),
        Pane::Hears => hears(memory, &set.seen, recall, act),
        Pane::Parts => parts(memory, &set.seen, recall, act),
        Pane::Stored | Pane::Overlaps => stored(memory, set, recall, act),
        Pane::Pattern => pattern(memory, set, recall, act),
        Pane::Weights => weights(memory, &set.seen, act),
        Pane::Energy | Pane::Capacity => Vec::new(),
    }
}

/// The neuron under a pixel.
fn neuron_at(memory: &Memory, spot: Spot) -> Option<usize> {
    let Spot::Cell { row, col } = spot else { return None };
    let (width, height) = memory.size();
    (row < height && col < width).then_some(row * width + col)
}

/// Painting: a click turns a neuron over, dragging goes on with what it became.
fn state(memory: &Memory, set: &Settings, recall: &Recall, act: Act) -> Vec<Response> {
    let (spot, sign) = match act {
        Act::Press(spot) => (spot, "~"),
        Act::Drag(spot) => (spot, if recall.brush > 0 { "+" } else { "-" }),
        Act::Erase(spot) => (spot, "-"),
        Act::Move { dx, dy } => return other_neuron(memory, &set.seen, recall, dx.saturating_add(dy)),
    };
    let Some(neuron) = neuron_at(memory, spot) else { return Vec::new() };
    let now = recall.state.spins()[neuron];
    let idle = (sign == "+" && now > 0) || (sign == "-" && now < 0);
    if idle { Vec::new() } else { vec![set.spin.to(format!("{neuron}{sign}"))] }
}

fn other_neuron(memory: &Memory, seen: &Seen, recall: &Recall, by: i32) -> Vec<Response> {
    let now = memory.subject(recall, Reveal::Whole);
    vec![seen.neuron.to(Nth(now.saturating_add_signed(by as isize).min(memory.network.neurons() - 1)))]
}

fn hears(memory: &Memory, seen: &Seen, recall: &Recall, act: Act) -> Vec<Response> {
    match act {
        Act::Press(spot) | Act::Drag(spot) => {
            neuron_at(memory, spot).map(|neuron| seen.neuron.to(Nth(neuron))).into_iter().collect()
        }
        Act::Erase(_) => vec![seen.neuron.to(None)],
        Act::Move { dx, dy } => other_neuron(memory, seen, recall, dx.saturating_add(dy)),
    }
}

fn parts(memory: &Memory, seen: &Seen, recall: &Recall, act: Act) -> Vec<Response> {
    let Act::Press(Spot::Item(row)) = act else { return Vec::new() };
    let subject = memory.subject(recall, Reveal::Whole);
    let parts = memory.network.contributions(&recall.state, subject, super::scene::PARTS);
    match parts.get(row) {
        Some(part) => vec![seen.row.to(Nth(subject)), seen.col.to(Nth(part.neuron))],
        None => Vec::new(),
    }
}

fn stored(memory: &Memory, set: &Settings, recall: &Recall, act: Act) -> Vec<Response> {
    let count = memory.network.patterns().len();
    match act {
        Act::Press(Spot::Item(k)) if k < count => vec![set.seen.pattern.to(Nth(k))],
        Act::Erase(Spot::Item(k)) if k < count => forget(memory, set, k),
        Act::Move { dx, dy } => {
            let by = dx.saturating_add(dy) as isize;
            let next = memory.chosen_pattern(recall).saturating_add_signed(by).min(count - 1);
            vec![set.seen.pattern.to(Nth(next))]
        }
        _ => Vec::new(),
    }
}

/// Painting a stored pattern: the memory learns anew.
fn pattern(memory: &Memory, set: &Settings, recall: &Recall, act: Act) -> Vec<Response> {
    let (spot, wanted) = match act {
        Act::Press(spot) => (spot, None),
        Act::Drag(spot) => (spot, Some(1)),
        Act::Erase(spot) => (spot, Some(-1)),
        Act::Move { dx, dy } => return stored(memory, set, recall, Act::Move { dx, dy }),
    };
    let Some(cell) = neuron_at(memory, spot) else { return Vec::new() };
    let chosen = memory.chosen_pattern(recall);
    let mut patterns = memory.network.patterns().to_vec();
    if wanted == Some(patterns[chosen].spins()[cell]) {
        return Vec::new();
    }
    patterns[chosen].toggle(cell);
    let mut responses = store(memory, set, &patterns);
    responses.push(set.seen.pattern.to(Nth(chosen)));
    responses
}

fn weights(memory: &Memory, seen: &Seen, act: Act) -> Vec<Response> {
    match act {
        Act::Press(Spot::Cell { row, col }) | Act::Drag(Spot::Cell { row, col }) => {
            let Some((i, j)) = memory.window.weight_at(row, col) else { return Vec::new() };
            vec![seen.neuron.to(Nth(i)), seen.row.to(Nth(i)), seen.col.to(Nth(j))]
        }
        Act::Erase(_) => {
            vec![seen.zoom.to(0_usize), seen.row.to(None), seen.col.to(None), seen.neuron.to(None)]
        }
        Act::Move { dx, dy } => {
            // Up, or the wheel away from the learner, is closer.
            let by = dx.saturating_add(dy).clamp(-1, 1).saturating_neg() as isize;
            vec![seen.zoom.to(seen.zoom.saturating_add_signed(by).min(9))]
        }
        _ => Vec::new(),
    }
}

/// Makes these the stored patterns.
fn store(memory: &Memory, set: &Settings, patterns: &[Pattern]) -> Vec<Response> {
    let Some(words) = source::write(patterns) else {
        return vec![Response::Say(text(
            "These are too many cells to draw by hand; store fewer patterns.",
            "格子太多，无法手绘；请减少存入的图案。",
        ))];
    };
    let mut responses = Vec::new();
    if memory.cue_number.is_some_and(|number| number > patterns.len()) {
        responses.push(set.cue.to("1"));
    }
    responses.extend([set.patterns.to(words), set.stored.to(0_usize)]);
    responses
}

fn forget(memory: &Memory, set: &Settings, k: usize) -> Vec<Response> {
    let mut patterns = memory.network.patterns().to_vec();
    if patterns.len() == 1 {
        return vec![Response::Say(text("The last pattern stays.", "最后一个图案不能删除。"))];
    }
    let name = patterns.remove(k).name;
    let mut responses = store(memory, set, &patterns);
    responses.extend([set.seen.pattern.to(None), Response::Say(text("Forgotten: ", "已忘掉：").then(&name))]);
    responses
}

fn learn(memory: &Memory, set: &Settings, recall: &Recall) -> Vec<Response> {
    let mut patterns = memory.network.patterns().to_vec();
    if let Some(known) = patterns.iter().find(|pattern| pattern.spins() == recall.state.spins()) {
        let known = text("This is remembered already: ", "已经记住了：").then(&known.name);
        return vec![Response::Say(known)];
    }
    let drawn: Vec<bool> = recall.state.spins().iter().map(|&s| s > 0).collect();
    patterns.push(Pattern::new(Text::default(), memory.size().0, &drawn));
    let number = patterns.len();
    let mut responses = store(memory, set, &patterns);
    if responses.len() > 1 {
        let said = say!("Remembered as number {number}.", "已存为第 {number} 个图案。");
        responses.extend([
            set.cue.to(number.to_string()),
            set.seen.pattern.to(Nth(number - 1)),
            Response::Say(said),
        ]);
    }
    responses
}

/// What one of the card's verbs does.
pub(super) fn act(memory: &Memory, now: Now<'_, Memory>, verb: Verb) -> Vec<Response> {
    let (set, recall) = (now.settings, now.state);
    let n = memory.network.neurons() as u64;
    let one_at_a_time = memory.mode == Mode::Asynchronous;
    match verb {
        Verb::Epoch => vec![Response::Advance(if one_at_a_time { n } else { 1 })],
        Verb::GoOn => vec![Response::Advance(if one_at_a_time { 100 * n } else { 1000 })],
        Verb::Example => {
            let next = memory.cue_number.unwrap_or(0) % memory.known.len() + 1;
            let name = &memory.known[next - 1].name;
            vec![set.cue.to(next.to_string()), Response::Say(text("Cue: ", "线索：").then(name))]
        }
        Verb::Add => learn(memory, set, recall),
        Verb::Remove => forget(memory, set, memory.chosen_pattern(recall)),
        Verb::Contrast => vec![set.spin.to("invert")],
        Verb::Bench => vec![Response::Work(CAPACITY.to_string())],
        _ => Vec::new(),
    }
}
