//! The arithmetic of one update, with the memory's own numbers.

use super::{Memory, Recall, indexed, place, spin};
use crate::lab::scene::Arithmetic;
use crate::lab::{Look, Reveal};
use crate::nn::hopfield::{Mode, Rule};
use crate::say;
use crate::words::{Text, figure, fixed, same, signed, text, whole};

/// Terms of a field that are written out.
const TERMS: usize = 4;
/// Patterns up to which a Hebbian weight is written out as a sum.
const FEW: usize = 8;

/// Choose, field, decide, energy. What is being explained stands first.
pub(super) fn arithmetic(memory: &Memory, recall: &Recall, look: &Look<'_>) -> Vec<Arithmetic> {
    let steps: Vec<Arithmetic> = match memory.mode {
        Mode::Asynchronous => one(memory, recall, look),
        Mode::Synchronous => all(memory, recall, look),
    };
    let mut lines: Vec<Arithmetic> = steps
        .into_iter()
        .enumerate()
        .filter(|(at, _)| look.reveal.shows(*at))
        .map(|(_, line)| line)
        .collect();
    match look.reveal {
        // The field says most, then the decision, the energy, the choice.
        Reveal::Whole => lines.rotate_left(1),
        Reveal::Upto(_) => {
            lines.reverse();
            if let Some(first) = lines.first_mut() {
                first.active = true;
            }
        }
    }
    lines
}

fn line(name: Text, formula: String, numbers: String, result: String) -> Arithmetic {
    Arithmetic { name, formula, numbers, result, ..Arithmetic::default() }
}

/// The update of one neuron.
fn one(memory: &Memory, recall: &Recall, look: &Look<'_>) -> Vec<Arithmetic> {
    let network = &memory.network;
    let i = memory.subject(recall, look.reveal);
    let ask = network.ask(&recall.state, i);
    let (s, h) = (indexed("s", &[i]), indexed("h", &[i]));
    let field = signed(ask.field, 4);
    let decided = match (ask.field == 0.0, ask.flipped()) {
        (true, _) => format!("{} (h = 0)", spin(ask.before)),
        (false, false) => spin(ask.after).to_string(),
        (false, true) => format!("{} → {}", spin(ask.before), spin(ask.after)),
    };
    let energy = network.energy(&recall.state);
    let change = figure(ask.energy_change, 4);
    // With nothing left to reveal, the first line tells the whole update.
    let sum = match look.reveal {
        Reveal::Whole => format!("{field} → {s}: {decided}, ΔE = {change}"),
        Reveal::Upto(_) => field.clone(),
    };
    vec![
        line(place(i, memory.size().0), "i".to_string(), String::new(), i.to_string()),
        line(
            text("local field", "局部场"),
            format!("{h} = Σⱼ {}ⱼ·sⱼ", indexed("w", &[i])),
            terms(memory, recall, i),
            sum,
        ),
        line(text("decide", "决定"), format!("{s} ← sign({h})"), format!("sign({field})"), decided),
        line(
            text("energy", "能量"),
            if ask.flipped() { format!("ΔE = 2·{s}·{h}") } else { format!("ΔE = −{h}·Δ{s}") },
            if ask.flipped() {
                format!("2·({})·({field})", spin(ask.before))
            } else {
                format!("−({field})·0")
            },
            format!("{change},  E: {} → {}", figure(energy, 6), figure(energy + ask.energy_change, 6)),
        ),
    ]
}

/// The beginning of the sum of a field, its largest terms first.
fn terms(memory: &Memory, recall: &Recall, i: usize) -> String {
    let parts = memory.network.contributions(&recall.state, i, TERMS);
    let written: Vec<String> =
        parts.iter().map(|part| format!("({})·({})", figure(part.weight, 3), spin(part.spin))).collect();
    let rest = memory.network.neurons() - 1 - parts.len();
    let more = if rest > 0 { format!(" + … ({})", whole(rest as u64)) } else { String::new() };
    written.join(" + ") + &more
}

/// The update of all neurons at once.
fn all(memory: &Memory, recall: &Recall, look: &Look<'_>) -> Vec<Arithmetic> {
    let network = &memory.network;
    let n = network.neurons();
    let i = memory.subject(recall, look.reveal);
    let flipping = network.restless(&recall.state).count();
    let before = network.energy(&recall.state);
    let mut later = recall.state.clone();
    network.update_all(&mut later);
    let after = network.energy(&later);
    vec![
        line(text("choose all", "选中全部"), "i".to_string(), String::new(), format!("0 … {}", n - 1)),
        line(
            text("local field", "局部场"),
            format!("h = W·s,  {} = Σⱼ {}ⱼ·sⱼ", indexed("h", &[i]), indexed("w", &[i])),
            terms(memory, recall, i),
            signed(network.field(&recall.state, i), 4),
        ),
        line(text("decide", "决定"), "s ← sign(h)".to_string(), String::new(), format!("{flipping} / {n} ↕")),
        line(
            text("energy", "能量"),
            "ΔE = E(s′) − E(s)".to_string(),
            format!("{} − ({})", figure(after, 6), figure(before, 6)),
            signed(after - before, 4),
        ),
    ]
}

/// A weight and, where it is a short sum, what it is made of.
pub(super) fn weight(memory: &Memory, (i, j): (usize, usize)) -> Text {
    let network = &memory.network;
    let w = indexed("w", &[i, j]);
    let value = fixed(network.weight(i, j), 4);
    if i == j {
        return say!("{w} = 0: no neuron hears itself", "{w} = 0：神经元不听自己");
    }
    let patterns = network.patterns();
    if network.rule() != Rule::Hebbian || patterns.len() > FEW {
        let rule = network.rule().label();
        return same(format!("{w} = {value} (")).then(&rule).then(&same(")"));
    }
    let products: Vec<&str> = patterns.iter().map(|p| spin(p.spins()[i] * p.spins()[j])).collect();
    let by = network.neurons();
    let divided = if (network.weight(i, j) * by as f64).abs() <= patterns.len() as f64 + 0.5 {
        format!(" / {by}")
    } else {
        String::new()
    };
    same(format!(
        "{w} = Σ {}·{} = ({}){divided} = {value}",
        indexed("ξ", &[i]),
        indexed("ξ", &[j]),
        products.join(" ")
    ))
}
