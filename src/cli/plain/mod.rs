//! A chapter told line by line: no boxes, no cursor movement, answers as lines of input.

mod numbers;
mod practice;

use super::output::{Output, Stop};
use crate::app::keys::Keymap;
use crate::lab::{Recipe, Reveal, Session};
use crate::say;
use crate::story::{Answer, Card, Chapter, Deed, Keys, Kind, Lookahead, Question, Trial};
use crate::words::{Language, Problem, Text, text, wrap_whole};
use std::io::{self, BufRead as _, Write as _};
use std::time::{Duration, Instant};

/// Columns of a line.
const COLUMNS: usize = 78;

/// What a line of input asks for, when it is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Order {
    Next,
    Back,
    Hint,
    Show,
    More,
    Numbers,
    Practice,
    Help,
    Quit,
    Do(Deed),
}

/// The words of each order, in both languages; none of one letter, which may be an answer.
const ORDERS: [(&[&str], Order); 9] = [
    (&["next", "skip", "下一张", "跳过"], Order::Next),
    (&["back", "上一张"], Order::Back),
    (&["hint", "提示"], Order::Hint),
    (&["show", "演示"], Order::Show),
    (&["more", "更多"], Order::More),
    (&["numbers", "数值"], Order::Numbers),
    (&["practice", "练习"], Order::Practice),
    (&["help", "?", "？", "帮助"], Order::Help),
    (&["quit", "exit", "退出"], Order::Quit),
];

/// What came of a card.
enum Turn {
    Next,
    Back,
    Quit,
}

/// A telling.
pub(super) struct Plain<'a> {
    chapter: &'a Chapter,
    language: Language,
    out: &'a mut Output,
    session: Box<dyn Session>,
    ahead: Lookahead,
    phase: usize,
    solved: Vec<String>,
    /// The number that the card asks for, kept from the lines before the answer.
    secret: Option<f64>,
    /// The keys that cards speak of, as the program on the whole screen has them.
    keys: Keys,
}

fn clock() -> Duration {
    static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}

impl<'a> Plain<'a> {
    /// Opens the lesson.
    pub(super) fn begin(
        chapter: &'a Chapter,
        language: Language,
        out: &'a mut Output,
    ) -> Result<Plain<'a>, Problem> {
        let mut ahead = Lookahead::new(clock);
        let session = ahead.open(&Recipe::of(&chapter.lesson))?;
        Ok(Plain {
            chapter,
            language,
            out,
            session,
            ahead,
            phase: 0,
            solved: Vec::new(),
            secret: None,
            keys: Keymap::default().told(),
        })
    }

    /// Tells all cards. Gives the names of the tasks that were solved, and whether to go on with the next chapter.
    pub(super) fn tell(&mut self) -> Result<(Vec<String>, bool), Stop> {
        let chapter = self.chapter;
        writeln!(self.out, "{}", chapter.title)?;
        self.words(&chapter.foreword)?;
        self.say(&text(
            "Enter goes on; type an answer, or help for the other words.",
            "Enter 继续；直接输入回答，或输入 help 查看其他命令。",
        ))?;
        let mut place = 0;
        while let Some(card) = chapter.cards.get(place) {
            writeln!(self.out, "\n{}/{}  {}", place + 1, chapter.cards.len(), card.title)?;
            match self.card(card)? {
                Turn::Next => place += 1,
                Turn::Back => place = place.saturating_sub(1),
                Turn::Quit => return Ok((std::mem::take(&mut self.solved), false)),
            }
        }
        let (solved, all) = (self.solved.len(), chapter.tasks().count());
        self.say(&say!(
            "\nThe end: {solved} of {all} tasks solved.",
            "\n完：解出 {solved} / {all} 个任务。"
        ))?;
        Ok((std::mem::take(&mut self.solved), true))
    }

    fn card(&mut self, card: &Card) -> Result<Turn, Stop> {
        if let Some(scene) = &card.scene {
            self.session = self.ahead.open(scene)?;
        }
        self.phase = 0;
        let coach = card.coach.say(self.session.as_ref(), &mut self.ahead);
        self.words(&coach)?;
        self.secret = self.asked_number(card);
        self.numbers()?;
        for deed in &card.deeds {
            self.say(&text("Do: ", "操作：").then(&deed.text(self.session.as_ref())))?;
        }
        if let Some(turn) = self.deeds(card)? {
            return Ok(turn);
        }
        let Some(task) = &card.task else { return self.wait(card) };
        let mut question = match Question::ask(task, self.session.as_ref(), &mut self.ahead) {
            Ok(question) => question,
            Err(problem) => {
                self.say(&problem.text)?;
                return self.wait(card);
            }
        };
        self.question(&question)?;
        let ended = self.answer(card, &mut question)?;
        self.secret = None;
        ended.map_or_else(|| self.wait(card), Ok)
    }

    /// The card's deeds: Enter does the next one, and so does typing it.
    fn deeds(&mut self, card: &Card) -> Result<Option<Turn>, Stop> {
        let mut watch = crate::story::Watch::over(&card.deeds);
        while !watch.complete() {
            let Some(line) = self.line()? else { return Ok(Some(Turn::Quit)) };
            let wanted = card.deeds[watch.done()].clone();
            match order(&line) {
                _ if line.is_empty() => {
                    self.perform(&wanted)?;
                    watch.notice(&wanted, self.session.as_ref());
                }
                Some(Order::Do(deed)) => {
                    self.perform(&deed)?;
                    watch.notice(&deed, self.session.as_ref());
                }
                Some(Order::Next) => break,
                Some(order) => {
                    if let Some(turn) = self.execute(&order, card)? {
                        return Ok(Some(turn));
                    }
                }
                None => self.say(&text("Type help for what can be typed.", "输入 help 查看可用命令。"))?,
            }
        }
        Ok(None)
    }

    /// Reads until the question is answered; `None` when the story waits on this card.
    fn answer(&mut self, card: &Card, question: &mut Question) -> Result<Option<Turn>, Stop> {
        let mut trial = Trial::default();
        loop {
            let Some(line) = self.line()? else { return Ok(Some(Turn::Quit)) };
            match order(&line) {
                Some(Order::Hint) => match question.hint().map(str::to_string) {
                    Some(hint) => self.words(&hint)?,
                    None => self.no_more_hints()?,
                },
                Some(Order::Show) => {
                    self.secret = None;
                    // What reaches a goal does so from where the goal was set.
                    if let (Kind::Reach { .. }, Some(scene)) = (&question.task().kind, &card.scene) {
                        self.session = self.ahead.open(scene)?;
                    }
                    for deed in question.task().demonstration() {
                        self.say(&deed.text(self.session.as_ref()))?;
                        self.perform(deed)?;
                    }
                    self.tell_answer(question)?;
                    return Ok(None);
                }
                Some(Order::Next) => return Ok(Some(Turn::Next)),
                Some(Order::Do(deed)) => {
                    self.perform(&deed)?;
                    question.notice(&deed, self.session.as_ref());
                    if question.reached(self.session.as_ref(), &mut self.ahead)? {
                        self.check(question, &mut trial, "")?;
                        return Ok(None);
                    }
                }
                Some(order) => {
                    if let Some(turn) = self.execute(&order, card)? {
                        return Ok(Some(turn));
                    }
                }
                None if line.is_empty() && !question.takes_nothing() => {
                    self.say(&text(
                        "Type an answer; hint helps, show tells it, next goes on.",
                        "请输入回答；hint 给提示，show 给答案，next 到下一张。",
                    ))?;
                }
                None => {
                    if self.check(question, &mut trial, &line)? {
                        return Ok(None);
                    }
                }
            }
        }
    }

    fn no_more_hints(&mut self) -> Result<(), Stop> {
        self.say(&text("No more hints: type show.", "没有更多提示了：输入 show 看演示。"))
    }

    /// The answer with its arithmetic.
    fn tell_answer(&mut self, question: &Question) -> Result<(), Stop> {
        if question.right_answer() != Answer::Done {
            self.say(&text("The answer: ", "答案：").then(&question.truth()))?;
        }
        let because = question.because(self.session.as_ref(), &mut self.ahead);
        self.words(&because)
    }

    /// Checks a typed answer. Whether the question is done with: rightly, or with the truth told.
    fn check(&mut self, question: &Question, trial: &mut Trial, line: &str) -> Result<bool, Stop> {
        let answer = match question.read(line) {
            Ok(answer) => answer,
            Err(problem) => {
                self.say(&problem.text)?;
                return Ok(false);
            }
        };
        let verdict = question.check(&answer, self.session.as_ref(), &mut self.ahead)?;
        let verdict = trial.judge(question, &answer, self.session.as_ref(), verdict);
        let doing = answer == Answer::Done && question.right_answer() == Answer::Done;
        let Text { en: guess_en, zh: guess_zh } = &verdict.guess;
        let Text { en, zh } = &verdict.truth;
        if verdict.right {
            self.solved.push(question.task().id.clone());
            let done = text("Done.", "做到了。");
            self.say(&if doing { done } else { say!("Right: {en}.", "正确：{zh}。") })?;
        } else if doing {
            self.say(&say!("Not yet. {en}", "还没有做到。{zh}"))?;
            self.words(&verdict.because)?;
            return Ok(false);
        } else if let Some(Text { en, zh }) = &verdict.amiss {
            self.say(&say!(
                "Not so. You said {guess_en}; that is {en}. Try once more; hint helps, show tells it.",
                "不对。你的回答：{guess_zh}，{zh}。请再试一次；hint 给提示，show 给答案。"
            ))?;
            return Ok(false);
        } else {
            self.say(&say!(
                "Not so. You said {guess_en}; it is {en}.",
                "不对。你的回答：{guess_zh}；正确答案：{zh}。"
            ))?;
        }
        self.words(&verdict.because)?;
        Ok(true)
    }

    /// After a card: Enter goes on.
    fn wait(&mut self, card: &Card) -> Result<Turn, Stop> {
        loop {
            let Some(line) = self.line()? else { return Ok(Turn::Quit) };
            match order(&line) {
                _ if line.is_empty() => return Ok(Turn::Next),
                Some(Order::Next) => return Ok(Turn::Next),
                Some(Order::Do(deed)) => {
                    self.perform(&deed)?;
                    self.numbers()?;
                }
                Some(order) => {
                    if let Some(turn) = self.execute(&order, card)? {
                        return Ok(turn);
                    }
                }
                None => self.say(&text(
                    "Enter goes on; help says what else.",
                    "Enter 继续；输入 help 查看其他命令。",
                ))?,
            }
        }
    }

    fn execute(&mut self, order: &Order, card: &Card) -> Result<Option<Turn>, Stop> {
        match order {
            Order::Back => return Ok(Some(Turn::Back)),
            Order::Quit => return Ok(Some(Turn::Quit)),
            Order::More => {
                let more = card.more.say(self.session.as_ref(), &mut self.ahead);
                for paragraph in more.split("\n\n") {
                    let raw = paragraph.lines().all(|line| line.starts_with("    "));
                    if raw {
                        writeln!(self.out, "{paragraph}")?;
                    } else {
                        let joined = paragraph.lines().map(str::trim).collect::<Vec<_>>();
                        let gap = if self.language == Language::Chinese { "" } else { " " };
                        self.words(&joined.join(gap))?;
                    }
                }
            }
            Order::Numbers => {
                self.numbers()?;
                if self.secret.is_none() {
                    self.arithmetic(Reveal::Whole)?;
                }
            }
            Order::Practice => return self.practice(),
            _ => self.say(&text(
                "Enter: go on. An answer: a number or arithmetic (3*2), rise, fall, stay, or the number of a choice.\nhint, show, more, numbers, practice, next, back, quit.\nstep 3, back 1, phase, goto 100, end, reset, seed 2, set NAME=VALUE, verb NAME.",
                "Enter：继续。回答：数或算式（3*2）、升、降、不变，或选项的编号。\nhint（提示）、show（演示）、more（更多）、numbers（数值）、practice（练习）、next（下一张）、back（上一张）、quit（退出）。\nstep 3、back 1、phase、goto 100、end、reset、seed 2、set 名称=值、verb 名称。",
            ))?,
        }
        Ok(None)
    }

    fn question(&mut self, question: &Question) -> Result<(), Stop> {
        let words = question.words().to_string();
        self.words(&format!("? {words}"))?;
        for (at, option) in question.options().iter().enumerate() {
            writeln!(self.out, "  {} {option}", at + 1)?;
        }
        self.say(&text("  (", "  （").then(&question.expects()).then(&text(")", "）")))
    }

    fn perform(&mut self, deed: &Deed) -> Result<(), Stop> {
        self.ahead.look_anew();
        if let Deed::Phase(count) = deed {
            for _ in 0..(*count).min(100) {
                self.next_phase()?;
            }
            return Ok(());
        }
        self.phase = 0;
        if let Err(problem) = deed.perform(self.session.as_mut()) {
            self.say(&problem.text)?;
        }
        self.numbers()
    }

    /// One phase of the step that follows; behind the last one the step is taken.
    fn next_phase(&mut self) -> Result<(), Stop> {
        let phases = self.session.phases();
        match phases.get(self.phase) {
            Some(name) => {
                self.say(name)?;
                self.arithmetic(Reveal::Upto(self.phase))?;
                self.phase += 1;
            }
            None => self.perform(&Deed::Step(1))?,
        }
        Ok(())
    }

    fn say(&mut self, words: &Text) -> Result<(), Stop> {
        self.words(words.get(self.language))
    }

    fn words(&mut self, words: &str) -> Result<(), Stop> {
        for line in self.keys.named_in(words).lines().flat_map(|line| wrap_whole(line, COLUMNS)) {
            writeln!(self.out, "{line}")?;
        }
        Ok(())
    }

    /// One line of input; `None` at its end.
    fn line(&mut self) -> Result<Option<String>, Stop> {
        write!(self.out, "> ")?;
        self.out.flush()?;
        let mut line = String::new();
        let read = io::stdin().lock().read_line(&mut line);
        let length = read.map_err(|error| {
            let why = crate::words::printable(&error.to_string());
            Problem::run(say!("The answer cannot be read: {why}.", "无法读取回答：{why}。"))
        })?;
        if length == 0 {
            writeln!(self.out)?;
            return Ok(None);
        }
        Ok(Some(line.trim().to_string()))
    }
}

/// The order in a line; `None` when it is an answer.
fn order(line: &str) -> Option<Order> {
    let found = ORDERS.iter().find(|(words, _)| words.contains(&line.to_lowercase().as_str()));
    found.map(|(_, order)| order.clone()).or_else(|| Deed::parse(line).ok().map(Order::Do))
}
