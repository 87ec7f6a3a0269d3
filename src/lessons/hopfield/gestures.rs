//! What clicks, keys and verbs do.

use super::{Memory, Recall, bench::CAPACITY, source};
use crate::lab::{Act, Gesture, Response, Reveal, Spot, Verb};
use crate::nn::hopfield::{Mode, Pattern};
use crate::say;
use crate::words::{Text, text};

/// What a gesture in a panel does.
pub(super) fn respond(memory: &Memory, recall: &Recall, gesture: &Gesture) -> Vec<Response> {
    match gesture.panel.as_str() {
        "state" => state(memory, recall, gesture.act),
        "hears" => hears(memory, recall, gesture.act),
        "parts" => parts(memory, recall, gesture.act),
        "stored" | "overlaps" => stored(memory, recall, gesture.act),
        "pattern" => pattern(memory, recall, gesture.act),
        "weights" => weights(memory, gesture.act),
        _ => Vec::new(),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "numbers, names and strings are set alike")]
fn set(name: &str, value: impl ToString) -> Response {
    Response::Set { name: name.to_string(), value: value.to_string().into() }
}

/// The neuron under a pixel.
fn neuron_at(memory: &Memory, spot: Spot) -> Option<usize> {
    let Spot::Cell { row, col } = spot else { return None };
    let (width, height) = memory.size();
    (row < height && col < width).then_some(row * width + col)
}

/// Painting: a click turns a neuron over, dragging goes on with what it became.
fn state(memory: &Memory, recall: &Recall, act: Act) -> Vec<Response> {
    let (spot, sign) = match act {
        Act::Press(spot) => (spot, "~"),
        Act::Drag(spot) => (spot, if recall.brush > 0 { "+" } else { "-" }),
        Act::Erase(spot) => (spot, "-"),
        Act::Move { dx, dy } => return other_neuron(memory, recall, dx.saturating_add(dy)),
    };
    let Some(neuron) = neuron_at(memory, spot) else { return Vec::new() };
    let now = recall.state.spins()[neuron];
    let idle = (sign == "+" && now > 0) || (sign == "-" && now < 0);
    if idle { Vec::new() } else { vec![set("spin", format!("{neuron}{sign}"))] }
}

fn other_neuron(memory: &Memory, recall: &Recall, by: i32) -> Vec<Response> {
    let now = memory.subject(recall, Reveal::Whole);
    vec![set("neuron", now.saturating_add_signed(by as isize).min(memory.network.neurons() - 1))]
}

fn hears(memory: &Memory, recall: &Recall, act: Act) -> Vec<Response> {
    match act {
        Act::Press(spot) | Act::Drag(spot) => {
            neuron_at(memory, spot).map(|neuron| set("neuron", neuron)).into_iter().collect()
        }
        Act::Erase(_) => vec![set("neuron", -1)],
        Act::Move { dx, dy } => other_neuron(memory, recall, dx.saturating_add(dy)),
    }
}

fn parts(memory: &Memory, recall: &Recall, act: Act) -> Vec<Response> {
    let Act::Press(Spot::Item(row)) = act else { return Vec::new() };
    let subject = memory.subject(recall, Reveal::Whole);
    let parts = memory.network.contributions(&recall.state, subject, super::scene::PARTS);
    match parts.get(row) {
        Some(part) => vec![set("row", subject), set("col", part.neuron)],
        None => Vec::new(),
    }
}

fn stored(memory: &Memory, recall: &Recall, act: Act) -> Vec<Response> {
    let count = memory.network.patterns().len();
    match act {
        Act::Press(Spot::Item(k)) if k < count => vec![set("pattern", k + 1)],
        Act::Erase(Spot::Item(k)) if k < count => forget(memory, k),
        Act::Move { dx, dy } => {
            let by = dx.saturating_add(dy) as isize;
            let next = memory.chosen_pattern(recall).saturating_add_signed(by).min(count - 1);
            vec![set("pattern", next + 1)]
        }
        _ => Vec::new(),
    }
}

/// Painting a stored pattern: the memory learns anew.
fn pattern(memory: &Memory, recall: &Recall, act: Act) -> Vec<Response> {
    let (spot, wanted) = match act {
        Act::Press(spot) => (spot, None),
        Act::Drag(spot) => (spot, Some(1)),
        Act::Erase(spot) => (spot, Some(-1)),
        Act::Move { dx, dy } => return stored(memory, recall, Act::Move { dx, dy }),
    };
    let Some(cell) = neuron_at(memory, spot) else { return Vec::new() };
    let chosen = memory.chosen_pattern(recall);
    let mut patterns = memory.network.patterns().to_vec();
    if wanted == Some(patterns[chosen].spins()[cell]) {
        return Vec::new();
    }
    patterns[chosen].toggle(cell);
    let mut responses = store(memory, &patterns);
    responses.push(set("pattern", chosen + 1));
    responses
}

fn weights(memory: &Memory, act: Act) -> Vec<Response> {
    match act {
        Act::Press(Spot::Cell { row, col }) | Act::Drag(Spot::Cell { row, col }) => {
            let Some((i, j)) = memory.window.weight_at(row, col) else { return Vec::new() };
            vec![set("neuron", i), set("row", i), set("col", j)]
        }
        Act::Erase(_) => vec![set("zoom", 0), set("row", -1), set("col", -1), set("neuron", -1)],
        Act::Move { dx, dy } => {
            // Up, or the wheel away from the learner, is closer.
            let by = dx.saturating_add(dy).clamp(-1, 1).saturating_neg() as isize;
            vec![set("zoom", memory.view.zoom.saturating_add_signed(by).min(9))]
        }
        _ => Vec::new(),
    }
}

/// Makes these the stored patterns.
fn store(memory: &Memory, patterns: &[Pattern]) -> Vec<Response> {
    let Some(words) = source::write(patterns) else {
        return vec![Response::Say(text(
            "These are too many cells to draw by hand; store fewer patterns.",
            "格子太多，无法手绘；请减少存入的图案。",
        ))];
    };
    let mut responses = Vec::new();
    if memory.cue_number.is_some_and(|number| number > patterns.len()) {
        responses.push(set("cue", 1));
    }
    responses.extend([set("patterns", words), set("stored", 0)]);
    responses
}

fn forget(memory: &Memory, k: usize) -> Vec<Response> {
    let mut patterns = memory.network.patterns().to_vec();
    if patterns.len() == 1 {
        return vec![Response::Say(text("The last pattern stays.", "最后一个图案不能删除。"))];
    }
    let name = patterns.remove(k).name;
    let mut responses = store(memory, &patterns);
    responses.extend([set("pattern", 0), Response::Say(text("Forgotten: ", "已忘掉：").then(&name))]);
    responses
}

fn learn(memory: &Memory, recall: &Recall) -> Vec<Response> {
    let mut patterns = memory.network.patterns().to_vec();
    if let Some(known) = patterns.iter().find(|pattern| pattern.spins() == recall.state.spins()) {
        let known = text("This is remembered already: ", "已经记住了：").then(&known.name);
        return vec![Response::Say(known)];
    }
    let drawn: Vec<bool> = recall.state.spins().iter().map(|&s| s > 0).collect();
    patterns.push(Pattern::new(Text::default(), memory.size().0, &drawn));
    let number = patterns.len();
    let mut responses = store(memory, &patterns);
    if responses.len() > 1 {
        let said = say!("Remembered as number {number}.", "已存为第 {number} 个图案。");
        responses.extend([set("cue", number), set("pattern", number), Response::Say(said)]);
    }
    responses
}

/// What one of the card's verbs does.
pub(super) fn act(memory: &Memory, recall: &Recall, verb: Verb) -> Vec<Response> {
    let n = memory.network.neurons() as u64;
    let one_at_a_time = memory.mode == Mode::Asynchronous;
    match verb {
        Verb::Epoch => vec![Response::Advance(if one_at_a_time { n } else { 1 })],
        Verb::GoOn => vec![Response::Advance(if one_at_a_time { 100 * n } else { 1000 })],
        Verb::Example => {
            let next = memory.cue_number.unwrap_or(0) % memory.known.len() + 1;
            let name = &memory.known[next - 1].name;
            vec![set("cue", next), Response::Say(text("Cue: ", "线索：").then(name))]
        }
        Verb::Add => learn(memory, recall),
        Verb::Remove => forget(memory, memory.chosen_pattern(recall)),
        Verb::Contrast => vec![set("spin", "invert")],
        Verb::Bench => vec![Response::Work(CAPACITY.to_string())],
        _ => Vec::new(),
    }
}
