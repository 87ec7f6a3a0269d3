//! A story on paper: Markdown with its tasks, and the answers at the end when they are wanted.

use super::{Chapter, Keys, Lookahead, Question};
use crate::lab::Recipe;
use crate::words::{Language, Problem, text};
use std::fmt::Write as _;

/// Writes a handout of a chapter; with `answers`, the true ones stand behind the last card.
///
/// # Errors
/// A sentence when a scene cannot be opened or a task has no answer there.
pub fn handout(
    chapter: &Chapter,
    language: Language,
    answers: bool,
    keys: &Keys,
    mut ahead: Lookahead,
) -> Result<String, Problem> {
    let say = |en: &'static str, zh: &'static str| text(en, zh).get(language).to_string();
    let mut page = format!("# {}\n\n", chapter.title);
    if !chapter.foreword.is_empty() {
        let _ = write!(page, "{}\n\n", chapter.foreword);
    }
    let mut key = format!("## {}\n\n", say("Answers", "答案"));
    let mut at = Recipe::of(&chapter.lesson);
    for (place, card) in chapter.cards.iter().enumerate() {
        at = card.scene.clone().unwrap_or(at);
        let mut session = ahead.open(&at)?;
        let number = place + 1;
        let _ = write!(
            page,
            "## {number}. {}\n\n{}\n\n",
            card.title,
            card.coach.say(session.as_ref(), &mut ahead)
        );
        let _ = write!(page, "    nnlab '{}'\n\n", at.line());
        for deed in &card.deeds {
            deed.perform(session.as_mut())?;
        }
        if let Some(task) = &card.task {
            let question = Question::ask(task, session.as_ref(), &mut ahead)?;
            let _ = write!(page, "**{}** {}\n\n", task.title, question.words());
            for (at, option) in question.options().iter().enumerate() {
                let _ = writeln!(page, "{}. {option}", at + 1);
            }
            let _ = writeln!(page, "\n{}: ____________________\n", say("Answer", "回答"));
            for deed in task.demonstration().iter().filter(|_| question.right_answer() == super::Answer::Done)
            {
                deed.perform(session.as_mut())?;
            }
            let because = task.because.say(session.as_ref(), &mut ahead);
            let truth = question.truth();
            let _ = writeln!(key, "{number}. {}: **{}**. {because}", task.title, truth.get(language));
        }
        if !card.more.is_empty() {
            let _ = write!(page, "{}\n\n", card.more.say(session.as_ref(), &mut ahead));
        }
    }
    Ok(keys.named_in(&if answers { page + &key } else { page }))
}
