//! A second try that is one: after a first wrong answer it is said what was wrong with it, and the true one is kept.
//!
//! Whoever has been told the answer, after a second wrong one or by "show me", can give it, but has not found it: that
//! solves no task until the card is told anew.

use super::{Answer, Kind, Question, Tolerance, Verdict};
use crate::lab::Session;
use crate::words::{Text, text};

/// How the question that stands has been answered so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trial {
    /// The true answer, in words: where it is another one, the question is another one.
    truth: Option<Text>,
    wrong: u32,
    told: bool,
}

impl Trial {
    /// What may be said of an answer: the truth with its arithmetic, or as long as there is another try what was wrong.
    pub fn judge(
        &mut self,
        question: &Question,
        answer: &Answer,
        here: &dyn Session,
        verdict: Verdict,
    ) -> Verdict {
        if question.is_to_be_done() {
            return verdict;
        }
        self.follow(question);
        if verdict.right {
            return Verdict { copied: self.told, ..verdict };
        }
        self.wrong += 1;
        self.told |= self.wrong >= tries(question);
        if self.told {
            return verdict;
        }
        let amiss = Some(amiss(question, answer, here));
        Verdict { amiss, truth: Text::default(), because: String::new(), ..verdict }
    }

    /// The answer is told without a try.
    pub fn tell(&mut self, question: &Question) {
        self.follow(question);
        self.told = !question.is_to_be_done();
    }

    /// Whether no answer was wrong so far, and none was told.
    #[must_use]
    pub fn is_untouched(&self) -> bool {
        self.wrong == 0 && !self.told
    }

    fn follow(&mut self, question: &Question) {
        let truth = Some(question.truth());
        if self.truth != truth {
            *self = Trial { truth, ..Trial::default() };
        }
    }
}

/// Of two options the other one is left after a wrong answer: that would be no try.
fn tries(question: &Question) -> u32 {
    if question.options().len() == 2 { 1 } else { 2 }
}

/// What is wrong with an answer, without the right one; it goes on "that is …".
fn amiss(question: &Question, answer: &Answer, here: &dyn Session) -> Text {
    let kind = &question.task().kind;
    match (question.right_answer(), answer, kind) {
        (Answer::Number(truth), Answer::Number(guess), Kind::Number { within, .. }) => {
            number(truth, *guess, *within)
        }
        (Answer::Number(truth), answer, Kind::Break { parameter, within, .. }) => {
            let guess = match answer {
                Answer::Number(guess) => *guess,
                _ => here.parameters().number(parameter),
            };
            number(truth, guess, Tolerance::Share(*within))
        }
        (Answer::Place(x, y), Answer::Place(px, py), Kind::Place { within, .. }) => {
            place((x, y), (*px, *py), *within)
        }
        _ => text("not it", "不对"),
    }
}

/// Too large or too small; below zero, where these words mislead, too far from it or too near to it.
fn number(truth: f64, guess: f64, within: Tolerance) -> Text {
    /// So many times as far off as it may be is still near.
    const NEAR: f64 = 4.0;
    if truth * guess < 0.0 {
        return text("of the wrong sign", "符号不对");
    }
    let wide = match within {
        Tolerance::Share(share) => Tolerance::Share(share * NEAR),
        Tolerance::Absolute(room) => Tolerance::Absolute(room * NEAR),
    };
    let below_zero = truth < 0.0 && guess < 0.0;
    match (wide.accepts(truth, guess), below_zero, guess.abs() > truth.abs()) {
        (false, true, true) => text("too far below zero", "比零小得太多"),
        (false, true, false) => text("too near to zero", "离零太近"),
        (true, true, true) => text("nearly it, but a little too far below zero", "很接近，但比零小得略多"),
        (true, true, false) => text("nearly it, but a little too near to zero", "很接近，但离零略近"),
        (true, false, _) if guess > truth => text("nearly it, but a little too large", "很接近，但略偏大"),
        (true, false, _) => text("nearly it, but a little too small", "很接近，但略偏小"),
        (false, false, _) if guess > truth => text("too large", "偏大"),
        (false, false, _) => text("too small", "偏小"),
    }
}

/// In which direction the place lies from the one that was named.
fn place((x, y): (f64, f64), (px, py): (f64, f64), within: f64) -> Text {
    let off = |truth: f64, guess: f64| (truth - guess).abs() > within;
    let across = off(x, px).then(|| match px > x {
        true => text("too far to the right", "太靠右"),
        false => text("too far to the left", "太靠左"),
    });
    let along = off(y, py).then(|| match py > y {
        true => text("too high", "太靠上"),
        false => text("too low", "太靠下"),
    });
    match (across, along) {
        (Some(across), Some(along)) => across.then(&text(" and ", "，也")).then(&along),
        (across, along) => across.or(along).unwrap_or_else(|| text("not it", "不对")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_a_number_is_its_side() {
        for (truth, guess, words) in [
            (45.0, 31.0, "too small"),
            (45.0, 60.0, "too large"),
            (45.0, 46.0, "nearly it, but a little too large"),
            (3.0, -3.0, "of the wrong sign"),
            (-3.0, -9.0, "too far below zero"),
            (-3.0, -1.0, "too near to zero"),
            (0.0, 1.0, "too large"),
            (-2.0, 0.0, "too large"),
        ] {
            assert_eq!(number(truth, guess, Tolerance::Share(0.01)).en, words, "{guess} for {truth}");
        }
    }

    #[test]
    fn a_place_lies_on_a_side() {
        let words = |guess| place((1.0, 2.0), guess, 0.5).en.to_string();
        assert_eq!(words((3.0, 2.0)), "too far to the right");
        assert_eq!(words((1.2, 0.0)), "too low");
        assert_eq!(words((0.0, 9.0)), "too far to the left and too high");
        assert_eq!(place((1.0, f64::NAN), (0.0, f64::NAN), 0.5).zh, "太靠左");
    }
}
