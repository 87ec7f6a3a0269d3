//! Exercises without end, each made anew.

use crate::lab::{Recipe, Session};
use crate::story::{Answer, Deed, Drill, Lookahead, Question, Tally, Task, Trial, Verdict};
use crate::words::{Problem, Text};

/// An exercise, and how the ones before it went.
#[derive(Debug, Clone)]
pub(super) struct Practice {
    number: u32,
    title: String,
    scene: Recipe,
    task: Task,
    question: Option<Question>,
    trial: Trial,
    tally: Tally,
    /// The exercise has been counted.
    counted: bool,
}

impl Practice {
    /// The first exercise.
    pub(super) fn begin(drills: &[Drill]) -> Option<Practice> {
        Practice::make(drills, 1, Tally::default())
    }

    /// The exercise after this one; one that was passed over does not count.
    pub(super) fn next(self, drills: &[Drill]) -> Option<Practice> {
        Practice::make(drills, self.number + 1, self.tally)
    }

    fn make(drills: &[Drill], number: u32, tally: Tally) -> Option<Practice> {
        let drill = &drills[(number as usize - 1) % drills.len()];
        let (scene, task) = drill.exercise(number).ok()?;
        let title = drill.title().to_string();
        let (question, trial) = (None, Trial::default());
        Some(Practice { number, title, scene, task, question, trial, tally, counted: false })
    }

    pub(super) fn number(&self) -> u32 {
        self.number
    }

    pub(super) fn title(&self) -> &str {
        &self.title
    }

    pub(super) fn scene(&self) -> &Recipe {
        &self.scene
    }

    pub(super) fn question(&self) -> Option<&Question> {
        self.question.as_ref()
    }

    /// The parameters that whoever answers it will turn.
    pub(super) fn turns(&self) -> impl Iterator<Item = &str> {
        self.task.turns()
    }

    pub(super) fn tally(&self) -> Text {
        self.tally.text()
    }

    /// Whether a state is the one that the exercise speaks of, at whatever step.
    pub(super) fn fits(&self, at: &Recipe) -> bool {
        at.lesson == self.scene.lesson && at.settings == self.scene.settings
    }

    /// Puts the question at the exercise's own state.
    pub(super) fn ask(&mut self, here: &dyn Session, ahead: &mut Lookahead) -> Result<bool, Problem> {
        if self.question.is_none() {
            self.question = Some(Question::ask(&self.task, here, ahead)?);
        }
        Ok(true)
    }

    pub(super) fn hint(&mut self) -> Option<String> {
        self.question.as_mut()?.hint().map(str::to_string)
    }

    /// Counts as not answered rightly.
    pub(super) fn give_up(&mut self) {
        self.count(false);
        if let Some(question) = self.question.take() {
            self.trial.tell(&question);
        }
    }

    pub(super) fn notice(
        &mut self,
        deed: &Deed,
        after: &dyn Session,
        ahead: &mut Lookahead,
    ) -> Result<bool, Problem> {
        let Some(question) = &mut self.question else { return Ok(false) };
        question.notice(deed, after);
        let reached = question.reached(after, ahead)?;
        if reached {
            self.count(true);
        }
        Ok(reached)
    }

    /// Checks an answer; the first one counts.
    pub(super) fn answer(
        &mut self,
        answer: &Answer,
        here: &dyn Session,
        ahead: &mut Lookahead,
    ) -> Result<Option<Verdict>, Problem> {
        let Some(question) = &self.question else { return Ok(None) };
        let verdict = self.trial.judge(question, answer, here, question.check(answer, here, ahead)?);
        self.count(verdict.right);
        // It was counted when it was told.
        Ok(Some(Verdict { copied: false, ..verdict }))
    }

    fn count(&mut self, right: bool) {
        if !std::mem::replace(&mut self.counted, true) {
            self.tally.count(right);
        }
    }
}
