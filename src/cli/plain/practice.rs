//! Exercises, line by line.

use super::{Order, Plain, Turn, order};
use crate::cli::output::Stop;
use crate::lab::Recipe;
use crate::story::{Drill, Question, Tally, Trial};
use crate::words::text;

/// How an exercise ended.
enum Ended {
    /// It is answered: at once and rightly, or not.
    Counted(bool),
    /// The learner goes back to the card, or leaves.
    Left(Option<Turn>),
}

impl Plain<'_> {
    /// Exercises until an empty line or `back`.
    pub(super) fn practice(&mut self) -> Result<Option<Turn>, Stop> {
        let drills: &[Drill] = &self.chapter.drills;
        if drills.is_empty() {
            self.say(&text("This chapter has no exercises.", "这一章没有练习。"))?;
            return Ok(None);
        }
        let here = std::mem::replace(&mut self.session, self.ahead.open(&Recipe::of(&self.chapter.lesson))?);
        let mut tally = Tally::default();
        let turn = loop {
            let drill = &drills[tally.answered as usize % drills.len()];
            let Ok((scene, task)) = drill.exercise(tally.answered + 1) else { break None };
            self.session = self.ahead.open(&scene)?;
            let mut question = Question::ask(&task, self.session.as_ref(), &mut self.ahead)?;
            self.question(&question)?;
            match self.exercise(&mut question)? {
                Ended::Counted(right) => tally.count(right),
                Ended::Left(turn) => break turn,
            }
            self.say(&tally.text())?;
        };
        self.session = here;
        Ok(turn)
    }

    /// Reads until the exercise is answered, or its answer told; it solves no task.
    fn exercise(&mut self, question: &mut Question) -> Result<Ended, Stop> {
        let (mut trial, solved) = (Trial::default(), self.solved.len());
        loop {
            let Some(line) = self.line()? else { return Ok(Ended::Left(Some(Turn::Quit))) };
            match order(&line) {
                Some(Order::Quit) => return Ok(Ended::Left(Some(Turn::Quit))),
                Some(Order::Hint) => match question.hint().map(str::to_string) {
                    Some(hint) => self.words(&hint)?,
                    None => self.no_more_hints()?,
                },
                Some(Order::Show) => {
                    self.tell_answer(question)?;
                    return Ok(Ended::Counted(false));
                }
                None if !line.is_empty() => {
                    if self.check(question, &mut trial, &line)? {
                        self.solved.truncate(solved);
                        return Ok(Ended::Counted(trial.is_untouched()));
                    }
                }
                _ => return Ok(Ended::Left(None)),
            }
        }
    }
}
