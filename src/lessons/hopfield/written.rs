//! The arithmetic of one update, with the memory's own numbers.

use super::{Memory, Recall, indexed, place, spin};
use crate::lab::scene::Arithmetic;
use crate::lab::{Look, Reveal};
use crate::math::term::{Term, Worked, number};
use crate::nn::hopfield::{Mode, Rule};
use crate::say;
use crate::words::{Text, figure, fixed, same, text};

/// Terms of a field that are written out.
const TERMS: usize = 4;
/// Patterns up to which a Hebbian weight is written out as a sum.
const FEW: usize = 8;

/// Choose, field, decide, energy. What is being explained stands first.
pub(super) fn arithmetic(memory: &Memory, recall: &Recall, look: &Look<'_>) -> Vec<Arithmetic> {
    let steps = match memory.mode {
        Mode::Asynchronous => one(memory, recall, look),
        Mode::Synchronous => all(memory, recall, look),
    };
    let shown = steps.into_iter().filter(|(phase, _)| look.reveal.shows(*phase));
    let mut lines: Vec<Arithmetic> = shown.map(|(_, line)| line).collect();
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

/// Digits of a weight, of a field, of an energy.
const WEIGHT: usize = 3;
const FIELD: usize = 4;
const ENERGY: usize = 6;

/// Phases of an update.
const CHOOSE: usize = 0;
const HEAR: usize = 1;
const DECIDE: usize = 2;
const FALL: usize = 3;

fn line(name: Text, formula: String, numbers: String, result: String) -> Arithmetic {
    Arithmetic { name, formula: same(formula), numbers, result, ..Arithmetic::default() }
}

/// The update of one neuron, each line with the phase that it belongs to.
fn one(memory: &Memory, recall: &Recall, look: &Look<'_>) -> Vec<(usize, Arithmetic)> {
    let network = &memory.network;
    let i = memory.subject(recall, look.reveal);
    let ask = network.ask(&recall.state, i);
    let (s, h) = (indexed("s", &[i]), indexed("h", &[i]));
    let change = figure(ask.energy_change, FIELD);
    let mut heard = terms(memory, recall, i, ask.field);
    let (formula, numbers) = match ask.field == 0.0 {
        true => (format!("{s} ← {s}  ({h} = 0)"), String::new()),
        false => (format!("{s} ← sign({h})"), format!("sign({})", heard.result)),
    };
    let decided = spin(ask.after).to_string();
    if look.reveal == Reveal::Whole {
        // With nothing left to reveal, the first line tells the whole update.
        let moved = if ask.flipped() { format!("{} → ", spin(ask.before)) } else { String::new() };
        heard.result += &format!(" ⇒ {s}: {moved}{decided}, ΔE = {change}");
    }
    let (formula_of_change, fall) = if ask.flipped() {
        (format!("ΔE = 2·{s}·{h}"), number(2.0) * number(f64::from(ask.before)) * number(ask.field))
    } else {
        (format!("ΔE = −{h}·Δ{s}"), -(number(ask.field) * number(0.0)))
    };
    let energy = network.energy(&recall.state);
    let next =
        (number(energy) + number(ask.energy_change)).comes_to(energy + ask.energy_change, ENERGY, ENERGY);
    let name = text("energy", "能量");
    vec![
        (CHOOSE, line(place(i, memory.size().0), "i".to_string(), String::new(), (i + 1).to_string())),
        (HEAR, Arithmetic::worked(text("local field", "局部场"), field_formula(i), heard)),
        (DECIDE, line(text("decide", "决定"), formula, numbers, decided)),
        (FALL, Arithmetic::worked(name.clone(), "E ← E + ΔE", next)),
        (FALL, Arithmetic::worked(name, formula_of_change, fall.comes_to(ask.energy_change, FIELD, FIELD))),
    ]
}

fn field_formula(i: usize) -> String {
    format!("{} = Σⱼ {}ⱼ·sⱼ", indexed("h", &[i]), indexed("w", &[i]))
}

/// The sum of a field, its largest terms first, the others together; a field above zero with its sign.
fn terms(memory: &Memory, recall: &Recall, i: usize, field: f64) -> Worked {
    let parts = memory.network.contributions(&recall.state, i, TERMS);
    let mut sum: Vec<Term> =
        parts.iter().map(|part| number(part.weight) * number(f64::from(part.spin))).collect();
    let left = memory.network.neurons() - 1 - parts.len();
    if left > 0 {
        sum.push(Term::Rest(left, field - sum.iter().map(Term::value).sum::<f64>()));
    }
    let mut worked = Term::Sum(sum).comes_to(field, WEIGHT, FIELD);
    if field > 0.0 {
        worked.result.insert(0, '+');
    }
    worked
}

/// The update of all neurons at once.
fn all(memory: &Memory, recall: &Recall, look: &Look<'_>) -> Vec<(usize, Arithmetic)> {
    let network = &memory.network;
    let n = network.neurons();
    let i = memory.subject(recall, look.reveal);
    let flipping = network.restless(&recall.state).count();
    let before = network.energy(&recall.state);
    let mut later = recall.state.clone();
    network.update_all(&mut later);
    let after = network.energy(&later);
    let fall = (number(after) - number(before)).comes_to(after - before, ENERGY, FIELD);
    let heard = terms(memory, recall, i, network.field(&recall.state, i));
    vec![
        (CHOOSE, line(text("choose all", "选中全部"), "i".to_string(), String::new(), format!("1 … {n}"))),
        (
            HEAR,
            Arithmetic::worked(
                text("local field", "局部场"),
                format!("h = W·s,  {}", field_formula(i)),
                heard,
            ),
        ),
        (
            DECIDE,
            line(
                say!("decide: {flipping} of {n} flip", "决定：{n} 个中翻转 {flipping} 个"),
                "s ← sign(h)".to_string(),
                String::new(),
                String::new(),
            ),
        ),
        (FALL, Arithmetic::worked(text("energy", "能量"), "ΔE = E(s′) − E(s)", fall)),
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
