//! Keeps from the screen what a question asks for: the future that is drawn already, the numbers that give the answer
//! away, and what the state means.

use crate::lab::scene::{Cell, Chart, Picture, Plane, Table};
use crate::lab::{Made, Scene};
use crate::story::Question;
use crate::words::{Text, same, text};

/// A scene as it may be seen at step `now` while a question waits for its answer: curves end here, numbers that would
/// give the answer away are a `?`, and what the state means is not said yet.
pub(super) fn veil(scene: &mut Scene, now: u64, question: &Question) {
    for panel in &mut scene.panels {
        if let Picture::Chart(chart) = &mut panel.picture
            && chart.steps
        {
            end_at(chart, now as f64);
        }
    }
    if let Some(meaning) = scene.verdict.as_mut().filter(|_| !question.is_to_be_done()) {
        *meaning = text(
            "What this state means is said here after your answer.",
            "这个状态说明什么，回答之后会写在这里。",
        );
    }
    for secret in question.secrets() {
        hide(scene, *secret);
    }
}

/// Puts a `?` wherever the number stands.
fn hide(scene: &mut Scene, answer: f64) {
    for line in &mut scene.arithmetic {
        line.result = masked(&line.result, answer);
    }
    if !is_telling(answer) {
        return;
    }
    for panel in &mut scene.panels {
        mask(&mut panel.title, answer);
        if let Some(caption) = &mut panel.caption {
            mask(caption, answer);
        }
        match &mut panel.picture {
            Picture::Chart(Chart { marks, .. }) => {
                marks.iter_mut().for_each(|mark| mask(&mut mark.label, answer));
            }
            Picture::Plane(Plane { dots, .. }) => {
                dots.iter_mut().for_each(|dot| mask(&mut dot.label, answer));
            }
            Picture::Table(table) => mask_table(table, answer),
            Picture::Code(code) => code.made.retain(|made| !tells(made, answer)),
            _ => {}
        }
    }
    for line in &mut scene.arithmetic {
        line.numbers = operands(&line.formula, &line.numbers, answer);
    }
}

/// Ends the curves at a step.
fn end_at(chart: &mut Chart, now: f64) {
    for curve in &mut chart.curves {
        curve.points.retain(|(step, _)| *step <= now);
    }
    chart.marks.retain(|mark| mark.x <= now);
}

/// Whether the number gives itself away: small whole ones stand everywhere for other reasons.
fn is_telling(answer: f64) -> bool {
    answer.fract() != 0.0 || answer.abs() > 99.0
}

/// Whether a value of the script is the answer.
fn tells(made: &Made, answer: f64) -> bool {
    made.first.iter().any(|x| (x - answer).abs() <= 1e-6 * answer.abs())
}

fn mask_table(table: &mut Table, answer: f64) {
    for cell in table.rows.iter_mut().flatten() {
        match cell {
            Cell::Number(x, _) | Cell::Inked(x, _, _) if (*x - answer).abs() <= 1e-9 * answer.abs() => {
                *cell = Cell::Words(same("?"));
            }
            Cell::Words(words) | Cell::Coloured(words, _) => mask(words, answer),
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
        let part = before.is_some_and(char::is_alphanumeric);
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
    }

    #[test]
    fn a_learning_rate_is_no_secret() {
        let formula = "w ← w − α·∂J/∂w";
        assert_eq!(operands(formula, "0.5 − 0.5·(−0.549264)", 0.5), "? − 0.5·(−0.549264)");
        assert_eq!(operands("(a − y)·x", "(0.5 − 1)·2", 0.5), "(? − 1)·2");
    }
}
