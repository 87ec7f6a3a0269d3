//! Keeps from the screen what a question asks for: the future that is drawn already, the numbers that give the answer
//! away, and what the state means.

use crate::lab::scene::{Bars, Cell, Chart, Curve, Graph, Matrix, Network, Panel, Picture, Plane, Table};
use crate::lab::{Made, Scene};
use crate::story::{Question, Secrets};
use crate::words::{Text, same, text};

/// A scene as it may be seen at step `now` while a question waits for its answer: curves end here, what the next step
/// brings is not drawn, numbers that would give the answer away are a `?`, and what the state means is not said yet.
pub(super) fn veil(scene: &mut Scene, now: u64, question: &Question) {
    for panel in &mut scene.panels {
        end_at(panel, now as f64);
    }
    if question.is_to_be_done() {
        return;
    }
    scene.panels.iter_mut().for_each(hide_what_comes);
    if let Some(meaning) = &mut scene.verdict {
        *meaning = text(
            "What this state means is said here after your answer.",
            "这个状态说明什么，回答之后会写在这里。",
        );
    }
    let secrets = question.secrets();
    for (panel, place) in &secrets.cells {
        scene.panels.iter_mut().filter(|known| known.id == panel).for_each(|panel| blot(panel, place));
    }
    for panel in &mut scene.panels {
        hide_curves(panel, secrets);
    }
    for number in &secrets.numbers {
        hide(scene, Secret { number: *number, room: secrets.room });
    }
}

/// Ends curves at a step.
fn end_at(panel: &mut Panel, now: f64) {
    if let Picture::Chart(chart) = &mut panel.picture
        && chart.steps
    {
        // What was pinned was seen before.
        for curve in chart.curves.iter_mut().filter(|curve| curve.ghost.is_none()) {
            curve.points.retain(|(step, _)| *step <= now);
        }
        chart.marks.retain(|mark| mark.x <= now);
    }
}

/// Takes away what the next step brings.
fn hide_what_comes(panel: &mut Panel) {
    match &mut panel.picture {
        Picture::Chart(chart) => {
            let comes = chart.curves.iter().any(|curve| curve.ahead);
            chart.curves.retain(|curve| !curve.ahead);
            chart.marks.retain(|mark| !mark.ahead);
            // Limits and the line below would speak of what is not drawn.
            if comes {
                chart.bands.clear();
                let after = text("what comes is drawn after your answer", "之后的情形，回答之后画出");
                panel.caption = panel.caption.take().map(|_| after);
            }
        }
        Picture::Plane(plane) => plane.arrows.retain(|arrow| !arrow.ahead),
        Picture::Network(network) => network.next.clear(),
        _ => {}
    }
}

/// Takes away the curves whose present end is a secret.
fn hide_curves(panel: &mut Panel, secrets: &Secrets) {
    if let Picture::Chart(chart) = &mut panel.picture
        && chart.steps
    {
        let tells = |curve: &Curve| curve.points.last().is_some_and(|(_, y)| secrets.has(*y));
        chart.curves.retain(|curve| !tells(curve));
    }
}

/// Puts a `?` into a cell.
fn blot(panel: &mut Panel, place: &[usize]) {
    match (&mut panel.picture, place) {
        (Picture::Table(table), &[row, column]) => {
            let row = row.checked_sub(1).and_then(|row| table.rows.get_mut(row));
            if let Some(cell) = column.checked_sub(1).zip(row).and_then(|(column, row)| row.get_mut(column)) {
                *cell = Cell::Words(same("?"));
            }
        }
        (Picture::Matrix(Matrix { cols, values, .. }), &[row, column]) if (1..=*cols).contains(&column) => {
            let at = row.checked_sub(1).map(|row| row * *cols + column - 1);
            *values =
                values.iter().enumerate().map(|(k, x)| if Some(k) == at { f64::NAN } else { *x }).collect();
        }
        (Picture::Bars(bars), &[bar]) => {
            if let Some(bar) = bar.checked_sub(1).and_then(|bar| bars.bars.get_mut(bar)) {
                (bar.value, bar.note) = (f64::NAN, same("?"));
            }
        }
        _ => {}
    }
}

/// Puts a `?` wherever the number stands.
fn hide(scene: &mut Scene, answer: Secret) {
    for line in &mut scene.arithmetic {
        let result = masked(&line.result, answer.number);
        // What was measured is the same number again.
        line.check = line.check.take().filter(|_| result == line.result);
        line.result = result;
    }
    if !is_telling(answer.number) {
        return;
    }
    for panel in &mut scene.panels {
        mask(&mut panel.title, answer.number);
        if let Some(caption) = &mut panel.caption {
            mask(caption, answer.number);
        }
        hide_in(&mut panel.picture, answer);
    }
    for line in &mut scene.arithmetic {
        line.numbers = operands(&line.formula, &line.numbers, answer.number);
    }
}

/// Puts a `?` wherever the number stands in a picture.
fn hide_in(picture: &mut Picture, answer: Secret) {
    match picture {
        Picture::Chart(Chart { marks, bands, .. }) => {
            marks.iter_mut().for_each(|mark| mask(&mut mark.label, answer.number));
            bands.iter_mut().for_each(|band| mask(&mut band.label, answer.number));
        }
        Picture::Plane(Plane { dots, .. }) => {
            dots.iter_mut().for_each(|dot| mask(&mut dot.label, answer.number));
        }
        Picture::Table(table) => mask_table(table, answer),
        Picture::Bars(Bars { bars, .. }) => {
            for bar in bars {
                mask(&mut bar.note, answer.number);
                if answer.is(bar.value) {
                    (bar.value, bar.note) = (f64::NAN, same("?"));
                }
            }
        }
        Picture::Matrix(matrix) if matrix.values.iter().any(|x| answer.is(*x)) => {
            matrix.values = matrix.values.iter().map(|x| if answer.is(*x) { f64::NAN } else { *x }).collect();
        }
        Picture::Network(Network { layers, .. }) => {
            for neuron in layers.iter_mut().flat_map(|layer| &mut layer.neurons) {
                for known in [&mut neuron.value, &mut neuron.error, &mut neuron.bias] {
                    *known = known.filter(|x| !answer.is(*x));
                }
            }
        }
        Picture::Graph(Graph { nodes, wires }) => {
            for node in nodes {
                node.value = node.value.filter(|x| !answer.is(*x));
                node.gradient = node.gradient.filter(|x| !answer.is(*x));
            }
            wires.iter_mut().for_each(|wire| wire.slope = wire.slope.filter(|x| !answer.is(*x)));
        }
        Picture::Flow(flow) => {
            flow.stations.iter_mut().for_each(|station| hide_in(&mut station.picture, answer));
            flow.passages.iter_mut().for_each(|passage| mask(&mut passage.words, answer.number));
        }
        Picture::Code(code) => code.made.retain(|made| !tells(made, answer)),
        Picture::Matrix(_)
        | Picture::Relief(_)
        | Picture::Image(_)
        | Picture::Gallery { .. }
        | Picture::Prose(_) => {}
    }
}

/// A number that gives an answer away, and how far, as a part of it, another one may be and still be the same.
#[derive(Clone, Copy)]
struct Secret {
    number: f64,
    room: f64,
}

impl Secret {
    /// Whether a number is the answer, as computed on another way.
    fn is(self, x: f64) -> bool {
        (x - self.number).abs() <= self.room * self.number.abs()
    }
}

/// Whether the number gives itself away: whole ones of one digit stand everywhere for other reasons.
fn is_telling(answer: f64) -> bool {
    answer.fract() != 0.0 || answer.abs() >= 10.0
}

/// Whether a value of the script is the answer.
fn tells(made: &Made, answer: Secret) -> bool {
    let answer = Secret { room: answer.room.max(1e-6), ..answer };
    made.first.iter().any(|x| answer.is(*x))
}

fn mask_table(table: &mut Table, answer: Secret) {
    for cell in table.rows.iter_mut().flatten() {
        match cell {
            Cell::Number(x, _) | Cell::Inked(x, _, _) if answer.is(*x) => {
                *cell = Cell::Words(same("?"));
            }
            Cell::Words(words) | Cell::Coloured(words, _) => mask(words, answer.number),
            _ => {}
        }
    }
}

fn mask(words: &mut Text, answer: f64) {
    let (en, zh) = (masked(&words.en, answer), masked(&words.zh, answer));
    if en != *words.en || zh != *words.zh {
        *words = Text { en: en.into(), zh: zh.into() };
    }
}

/// The operands of a line, with a `?` for the answer; the learning rate, which stands before the first `·` where the
/// formula has `α·`, is no secret even if it happens to be the same number.
fn operands(formula: &str, numbers: &str, answer: f64) -> String {
    let rate = numbers.split_once('·').filter(|_| formula.contains("α·"));
    let Some((before, after)) = rate else { return masked(numbers, answer) };
    let digits = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    let (before, rate) = before.split_at(digits);
    format!("{}{rate}·{}", masked(before, answer), masked(after, answer))
}

/// Words with a `?` for every number in them that is the answer, as exactly as it is written.
fn masked(words: &str, answer: f64) -> String {
    let words = if answer == 0.5 { words.replace('½', "?") } else { words.to_string() };
    let (mut masked, mut rest) = (String::new(), words.as_str());
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let end =
            rest[at..].find(|c: char| !c.is_ascii_digit() && c != '.').map_or(rest.len(), |end| at + end);
        let digits = rest[at..end].trim_end_matches('.');
        let before = rest[..at].chars().next_back();
        let sign = if matches!(before, Some('−' | '-')) { -1.0 } else { 1.0 };
        let decimals = digits.split_once('.').map_or(0, |(_, after)| after.len());
        let power = rest[at + digits.len()..].starts_with(['e', 'E']);
        // A letter before it makes it a part of a name; a Chinese word does not.
        let part = before.is_some_and(|c| c.is_alphanumeric() && c < '\u{2e80}');
        let exact = 0.5 * 10_f64.powi(-(decimals as i32)) * 1.001;
        let long = digits.chars().filter(char::is_ascii_digit).count() > 1 || answer.abs() < 10.0;
        let it = digits.parse::<f64>().is_ok_and(|value| (sign * value - answer).abs() <= exact);
        let whole = decimals > 0 || answer.fract() == 0.0;
        masked.push_str(&rest[..at]);
        if it && whole && long && !power && !part {
            masked.push('?');
        } else {
            masked.push_str(digits);
        }
        rest = &rest[at + digits.len()..];
    }
    masked.push_str(rest);
    masked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answer_is_a_question_mark_wherever_it_stands() {
        assert_eq!(masked("J = 0.693147 at iteration 0", std::f64::consts::LN_2), "J = ? at iteration 0");
        assert_eq!(masked("J = ln 2 = 0.6931. Which", std::f64::consts::LN_2), "J = ln 2 = ?. Which");
        assert_eq!(masked("the answer is ½, a 0.500", 0.5), "the answer is ?, a ?");
        assert_eq!(masked("w1 = 6, x6, 16, 6e5, −6 and 6", 6.0), "w1 = ?, x6, 16, 6e5, −6 and ?");
        assert_eq!(masked("dw = −0.0981", -0.098058), "dw = −?");
        assert_eq!(masked("共66张，x66", 66.0), "共?张，x66");
    }

    #[test]
    fn a_learning_rate_is_no_secret() {
        let formula = "w ← w − α·∂J/∂w";
        assert_eq!(operands(formula, "0.5 − 0.5·(−0.549264)", 0.5), "? − 0.5·(−0.549264)");
        assert_eq!(operands("(a − y)·x", "(0.5 − 1)·2", 0.5), "(? − 1)·2");
    }
}
