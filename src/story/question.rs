//! A task put to a learner at one state: asked before, checked after.

use super::truth::{Secrets, Truth, direction, secrets};
use super::{Deed, Kind, Lookahead, Task, Tolerance, Watch};
use crate::lab::{Session, Spot};
use crate::math::Expression;
use crate::say;
use crate::words::{Problem, Text, figure, printable, same, text};
use std::cmp::Ordering;

/// What a learner answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// `Greater`: it rises; `Less`: it falls; `Equal`: it stays.
    Direction(Ordering),
    /// A number.
    Number(f64),
    /// The option or item at this place, from 0.
    Which(usize),
    /// A place in the panel.
    Place(f64, f64),
    /// "Look at what I have done."
    Done,
}

impl Answer {
    /// A press in a panel as an answer.
    #[must_use]
    pub fn at(spot: Spot) -> Answer {
        match spot {
            Spot::Point { x, y } => Answer::Place(x, y),
            Spot::Cell { row, col } => Answer::Place(col as f64, row as f64),
            Spot::Item(item) => Answer::Which(item),
            Spot::Neuron { index, .. } => Answer::Which(index),
            Spot::Edge { from, .. } => Answer::Which(from),
        }
    }
}

/// What came of an answer: guess and truth side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Whether it was right.
    pub right: bool,
    /// The answer that was given.
    pub guess: Text,
    /// The true one; empty while it is kept.
    pub truth: Text,
    /// The arithmetic; may be empty.
    pub because: String,
    /// What was wrong, while the true answer is kept for another try ([`Trial`](super::Trial)).
    pub amiss: Option<Text>,
    /// It is right, and had been told.
    pub copied: bool,
}

/// A task at a state, with its answer computed and kept to itself.
#[derive(Debug, Clone)]
pub struct Question {
    task: Task,
    words: String,
    options: Vec<String>,
    because: String,
    truth: Truth,
    watch: Watch,
    hints: Vec<String>,
    given: usize,
    /// What brings a goal about, as instructions.
    way: Text,
    secrets: Secrets,
}

impl Question {
    /// Puts a task at the state where the learner is.
    ///
    /// # Errors
    /// A sentence when it has no answer at this state.
    pub fn ask(task: &Task, here: &dyn Session, ahead: &mut Lookahead) -> Result<Question, Problem> {
        let truth = Truth::of(&task.kind, here, ahead)?;
        let options = match &task.kind {
            Kind::Choice(options) => options.iter().map(|(words, _)| words.say(here, ahead)).collect(),
            Kind::Item { items, .. } => items.iter().map(|(name, _)| name.clone()).collect(),
            _ => Vec::new(),
        };
        let deeds: &[Deed] = match &task.kind {
            Kind::Do { deeds, .. } => deeds,
            _ => &[],
        };
        let words = task.ask.say(here, ahead);
        let hints = task.hints.iter().map(|hint| hint.say(here, ahead)).collect();
        let because = task.because.say(here, ahead);
        let watch = Watch::over(deeds);
        let way = Deed::instructions(task.demonstration(), here);
        let secrets = secrets(&task.kind, &truth, here, ahead);
        let task = task.clone();
        Ok(Question { task, words, options, because, truth, watch, hints, given: 0, way, secrets })
    }

    /// The task.
    #[must_use]
    pub fn task(&self) -> &Task {
        &self.task
    }

    /// What would give the answer away where it is seen before it is given.
    #[must_use]
    pub fn secrets(&self) -> &Secrets {
        &self.secrets
    }

    /// Whether it is answered by doing something, so that what a state means is no answer to it.
    #[must_use]
    pub fn is_to_be_done(&self) -> bool {
        self.truth == Truth::Later
    }

    /// The question, with its live numbers.
    #[must_use]
    pub fn words(&self) -> &str {
        &self.words
    }

    /// The arithmetic beside the answer; may be empty. Of what was asked at the state at which it was asked, of what
    /// was to be done at the state that it led to.
    #[must_use]
    pub fn because(&self, here: &dyn Session, ahead: &mut Lookahead) -> String {
        match self.truth {
            Truth::Later => self.task.because.say(here, ahead),
            _ => self.because.clone(),
        }
    }

    /// What can be chosen from; empty for other kinds.
    #[must_use]
    pub fn options(&self) -> &[String] {
        &self.options
    }

    /// The panel in which the answer can be pressed.
    #[must_use]
    pub fn panel(&self) -> Option<&str> {
        match &self.task.kind {
            Kind::Item { panel, .. } | Kind::Place { panel, .. } => Some(panel),
            _ => None,
        }
    }

    /// What kind of answer is expected, in a few words.
    #[must_use]
    pub fn expects(&self) -> Text {
        match &self.task.kind {
            Kind::Direction { .. } => text("rise, fall or stay", "升、降或不变"),
            Kind::Number { .. } | Kind::Break { .. } => {
                text("a number, or arithmetic such as 3*2", "一个数，或算式，如 3*2")
            }
            Kind::Choice(_) | Kind::Item { .. } => {
                let count = self.options.len();
                say!("1 to {count}", "1 到 {count}")
            }
            Kind::Place { y: None, .. } => text("a place on the axis", "横轴上的位置"),
            Kind::Place { .. } => text("two numbers: x, y", "两个数：x, y"),
            Kind::Reach { .. } | Kind::Do { .. } => text("do it", "动手做"),
        }
    }

    /// The next hint, the vague one first; `None` when there is no more: then it can be shown.
    pub fn hint(&mut self) -> Option<&str> {
        let hint = self.hints.get(self.given)?;
        self.given += 1;
        Some(hint)
    }

    /// Whether all hints are given.
    #[must_use]
    pub fn out_of_hints(&self) -> bool {
        self.given >= self.hints.len()
    }

    /// Takes notice of what was done; the session is where it led to.
    pub fn notice(&mut self, deed: &Deed, after: &dyn Session) {
        self.watch.notice(deed, after);
    }

    /// Whether the task is solved by what was done: a goal that is reached, deeds that are done. Others wait for
    /// an answer.
    ///
    /// # Errors
    /// A sentence when the state cannot be asked about.
    pub fn reached(&self, here: &dyn Session, ahead: &mut Lookahead) -> Result<bool, Problem> {
        match &self.task.kind {
            Kind::Reach { goal, within, .. } => {
                Ok(within.is_none_or(|last| here.now() <= last) && goal.holds(here, ahead)?)
            }
            Kind::Do { then, .. } => {
                let there = then.as_ref().map_or(Ok(true), |then| then.holds(here, ahead))?;
                Ok(self.watch.complete() && there)
            }
            _ => Ok(false),
        }
    }

    /// Whether it can be answered without a word: by what was done, or by what a parameter is set to.
    #[must_use]
    pub fn takes_nothing(&self) -> bool {
        self.is_to_be_done() || matches!(self.task.kind, Kind::Break { .. })
    }

    /// Reads an answer as it was typed.
    ///
    /// # Errors
    /// A sentence that says what can be answered; nothing is counted.
    pub fn read(&self, typed: &str) -> Result<Answer, Problem> {
        let word = typed.trim().to_lowercase();
        let answer = match &self.task.kind {
            Kind::Direction { .. } => heading(&word).map(Answer::Direction),
            Kind::Break { .. } if word.is_empty() => Some(Answer::Done),
            Kind::Number { .. } | Kind::Break { .. } => calculated(&word).map(Answer::Number),
            Kind::Choice(_) | Kind::Item { .. } => {
                let word = plain_indices(&word);
                let by_name =
                    self.options.iter().position(|option| plain_indices(&option.to_lowercase()) == word);
                let by_number = || word.parse::<usize>().ok()?.checked_sub(1);
                by_name.or_else(by_number).filter(|at| *at < self.options.len()).map(Answer::Which)
            }
            Kind::Place { y: None, .. } => calculated(&word).map(|x| Answer::Place(x, f64::NAN)),
            Kind::Place { .. } => word
                .split_once([',', '，', ' '])
                .and_then(|(x, y)| Some(Answer::Place(calculated(x)?, calculated(y)?))),
            Kind::Reach { .. } | Kind::Do { .. } => Some(Answer::Done),
        };
        answer.ok_or_else(|| {
            let (typed, expects) = (printable(typed), self.expects());
            let Text { en, zh } = expects;
            Problem::usage(say!("Answer with {en}, not \"{typed}\".", "请回答{zh}，而不是“{typed}”。"))
        })
    }

    /// Checks an answer. `here` is where the learner is now, which matters for what was to be done.
    ///
    /// # Errors
    /// A sentence when the state cannot be asked about.
    pub fn check(
        &self,
        answer: &Answer,
        here: &dyn Session,
        ahead: &mut Lookahead,
    ) -> Result<Verdict, Problem> {
        let (right, guess) = match (&self.truth, answer, &self.task.kind) {
            (Truth::Direction(before, after), Answer::Direction(guess), _) => {
                (direction(*before, *after) == *guess, way(*guess))
            }
            (Truth::Number(truth), Answer::Number(guess), Kind::Number { within, .. }) => {
                (within.accepts(*truth, *guess), same(figure(*guess, 8)))
            }
            (Truth::Which(truth), Answer::Which(guess), _) => {
                (truth == guess, same(self.options.get(*guess).cloned().unwrap_or_default()))
            }
            (Truth::Place(x, y), Answer::Place(px, py), Kind::Place { within, .. }) => {
                let near = |a: f64, b: f64| (a - b).abs() <= *within;
                (near(*x, *px) && y.is_none_or(|y| near(y, *py)), spot(*px, y.map(|_| *py)))
            }
            (Truth::Breaks(truth), answer, Kind::Break { parameter, within, .. }) => {
                let guess = match answer {
                    Answer::Number(guess) => *guess,
                    _ => here.parameters().number(parameter),
                };
                (Tolerance::Share(*within).accepts(*truth, guess), same(figure(guess, 5)))
            }
            (Truth::Later, _, _) => {
                let reached = self.reached(here, ahead)?;
                (reached, if reached { text("done", "已做到") } else { text("not yet", "还没有") })
            }
            _ => (false, text("another kind of answer", "另一类回答")),
        };
        let truth = if right || self.truth != Truth::Later { self.truth() } else { self.missing(here) };
        let because = self.because(here, ahead);
        Ok(Verdict { right, guess, truth, because, amiss: None, copied: false })
    }

    /// What is still missing from what was to be done, as a sentence; empty where the numbers say it.
    fn missing(&self, here: &dyn Session) -> Text {
        match &self.task.kind {
            Kind::Reach { within: Some(last), .. } if here.now() > *last => {
                say!("Only what is reached by step {last} counts.", "第 {last} 步之前达到才算。")
            }
            Kind::Do { deeds, .. } if !self.watch.complete() => {
                let Text { en, zh } = Deed::instructions(&deeds[self.watch.done()..], here);
                say!("Still to do: {en}.", "还要做：{zh}。")
            }
            _ => Text::default(),
        }
    }

    /// The right answer in words, for the verdict and for who gives up.
    #[must_use]
    pub fn truth(&self) -> Text {
        match (&self.truth, &self.task.kind) {
            (Truth::Direction(before, after), _) => {
                let (from, to) = (figure(*before, 6), figure(*after, 6));
                way(direction(*before, *after)).then(&say!(": {from} → {to}", "：{from} → {to}"))
            }
            (Truth::Number(truth), _) => same(figure(*truth, 8)),
            (Truth::Breaks(truth), _) => same(figure(*truth, 4)),
            (Truth::Which(at), _) => same(self.options.get(*at).cloned().unwrap_or_default()),
            (Truth::Place(x, y), _) => spot(*x, *y),
            (Truth::Later, _) => self.way.clone(),
        }
    }

    /// An answer that is right, where one can be given without doing anything.
    #[must_use]
    pub fn right_answer(&self) -> Answer {
        match self.truth {
            Truth::Direction(before, after) => Answer::Direction(direction(before, after)),
            Truth::Number(truth) | Truth::Breaks(truth) => Answer::Number(truth),
            Truth::Which(at) => Answer::Which(at),
            Truth::Place(x, y) => Answer::Place(x, y.unwrap_or(f64::NAN)),
            Truth::Later => Answer::Done,
        }
    }
}

impl Tolerance {
    /// Whether a guess is near enough. Zero has to be met to nine decimals.
    #[must_use]
    pub fn accepts(self, truth: f64, guess: f64) -> bool {
        let room = match self {
            Tolerance::Share(share) => (share * truth.abs()).max(1e-9),
            Tolerance::Absolute(room) => room,
        };
        // A guess at the very edge is not lost to rounding.
        (truth - guess).abs() <= room * (1.0 + 1e-9)
    }
}

/// `rise`, `+`, `升` …, or its digit in the row of options.
fn heading(word: &str) -> Option<Ordering> {
    const RISE: [&str; 10] = ["1", "rise", "rises", "r", "up", "+", "↑", "升", "上升", "增大"];
    const FALL: [&str; 11] = ["2", "fall", "falls", "f", "down", "-", "−", "↓", "降", "下降", "减小"];
    const STAY: [&str; 9] = ["3", "stay", "stays", "s", "same", "=", "不变", "平", "一样"];
    [(&RISE[..], Ordering::Greater), (&FALL[..], Ordering::Less), (&STAY[..], Ordering::Equal)]
        .into_iter()
        .find(|(words, _)| words.contains(&word))
        .map(|(_, way)| way)
}

fn way(way: Ordering) -> Text {
    match way {
        Ordering::Greater => text("a rise", "上升"),
        Ordering::Less => text("a fall", "下降"),
        Ordering::Equal => text("no change", "不变"),
    }
}

/// A number, a fraction, or any arithmetic without variables.
fn calculated(word: &str) -> Option<f64> {
    let (word, scale) = match word.trim().strip_suffix(['%', '％']) {
        Some(percent) => (percent, 0.01),
        None => (word.trim(), 1.0),
    };
    let function = Expression::parse(word).ok()?.compile(&[]).ok()?;
    let value = function.eval(&[]) * scale;
    value.is_finite().then_some(value)
}

/// `w₁` as a keyboard has it: `w1`.
fn plain_indices(words: &str) -> String {
    let digit = |c: char| char::from_digit((c as u32).checked_sub('₀' as u32)?, 10);
    words.chars().map(|c| digit(c).unwrap_or(c)).collect()
}

fn spot(x: f64, y: Option<f64>) -> Text {
    let x = figure(x, 4);
    same(y.map_or(x.clone(), |y| format!("{x}, {}", figure(y, 4))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_may_be_arithmetic() {
        for (typed, value) in
            [("3*2", 6.0), ("1/4", 0.25), ("－０.5", -0.5), ("3×2", 6.0), ("1e-3", 0.001), ("25%", 0.25)]
        {
            assert_eq!(calculated(typed), Some(value), "{typed}");
        }
        for typed in ["", "x", "1/0", "2+", "nan"] {
            assert_eq!(calculated(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_direction_is_a_word_a_sign_or_the_digit_of_its_option() {
        for (way, words) in [
            (Ordering::Greater, ["1", "rise", "+", "升"]),
            (Ordering::Less, ["2", "down", "−", "下降"]),
            (Ordering::Equal, ["3", "stay", "=", "不变"]),
        ] {
            assert!(words.iter().all(|word| heading(word) == Some(way)), "{words:?}");
        }
        assert!(["0", "4", "", "12"].iter().all(|word| heading(word).is_none()));
    }

    #[test]
    fn indices_may_be_typed_as_digits() {
        assert_eq!(plain_indices("w₁ or h₂₉"), "w1 or h29");
        assert_eq!(plain_indices("cost 5 −"), "cost 5 −");
    }

    #[test]
    fn a_tolerance_is_kept() {
        assert!(
            Tolerance::Share(0.01).accepts(100.0, 101.0) && !Tolerance::Share(0.01).accepts(100.0, 101.1)
        );
        assert!(Tolerance::Absolute(0.5).accepts(-3.0, -2.5) && !Tolerance::Absolute(0.5).accepts(-3.0, 3.0));
        assert!(Tolerance::Share(0.01).accepts(0.0, 0.0) && !Tolerance::Share(0.01).accepts(0.0, 1e-3));
    }
}
