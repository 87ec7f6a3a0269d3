//! What a story names has to exist, and what it says has to fit its place.

use super::quantity::Quantity;
use super::{
    Aim, Card, Chapter, Condition, Deed, Fault, Keys, Kind, Lookahead, Question, Sentence, Story, Task,
};
use crate::lab::scene::Code;
use crate::lab::{Recipe, Reveal, Session, Verb};
use crate::lessons;
use crate::say;
use crate::words::{Problem, Text, did_you_mean, printable, wrap_whole};

/// Columns of a text on a small screen, inside its frame.
const COLUMNS: usize = 78;

/// Words of a coach's text, at most.
const WORDS: usize = 60;

/// Exercises that are tried of each kind.
const TRIED: u32 = 12;

/// All that is wrong with a story that could be read, in the order of the lines. `keys` are those that it may name.
pub fn check(story: &Story, keys: &Keys, ahead: &mut Lookahead) -> Vec<Fault> {
    let mut faults = Vec::new();
    for chapter in &story.chapters {
        match lessons::find(&chapter.lesson) {
            Ok(_) => Lint { chapter, keys, faults: &mut faults }.chapter(ahead),
            Err(problem) => faults.push(Fault::new(chapter.line, problem.text)),
        }
    }
    faults.sort_by_key(|fault| fault.line);
    faults.dedup();
    faults
}

/// What two files of one story have to have in common, whatever the language: cards, tasks, scenes, views.
#[must_use]
pub fn agree(one: &Story, other: &Story) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut differ = |line: usize, what: &str| {
        faults
            .push(Fault::new(line, say!("{what} differs in the other language", "{what} 与另一种语言不同")));
    };
    if one.chapters.len() != other.chapters.len() {
        differ(1, "chapters");
    }
    for (a, b) in one.chapters.iter().zip(&other.chapters) {
        if (&a.lesson, &a.hidden, &a.locked, &a.named) != (&b.lesson, &b.hidden, &b.locked, &b.named) {
            differ(a.line, "lesson, hide, lock, let");
        }
        if a.cards.len() != b.cards.len() {
            differ(a.line, "cards");
        }
        for (a, b) in a.cards.iter().zip(&b.cards) {
            if (&a.id, &a.scene, &a.views, &a.deeds) != (&b.id, &b.scene, &b.views, &b.deeds) {
                differ(a.line, &a.id);
            }
            let shape = |card: &Card| card.task.as_ref().map(shape);
            if shape(a) != shape(b) || a.more.is_empty() != b.more.is_empty() {
                differ(a.line, &a.id);
            }
        }
        for pair in a.drills.iter().zip(&b.drills) {
            let shape =
                |drill: &super::Drill| drill.exercise(7).ok().map(|(scene, task)| (scene, shape(&task)));
            if pair.0.id() != pair.1.id() || shape(pair.0) != shape(pair.1) {
                differ(pair.0.line(), pair.0.id());
            }
        }
        if a.drills.len() != b.drills.len() {
            differ(a.line, "vary");
        }
    }
    faults
}

/// A task without its words.
fn shape(task: &Task) -> (String, Kind, Vec<Deed>, usize) {
    let kind = match task.kind.clone() {
        Kind::Choice(options) => {
            Kind::Choice(options.into_iter().map(|(_, when)| (Sentence::default(), when)).collect())
        }
        Kind::Item { panel, items, most } => {
            Kind::Item { panel, items: items.into_iter().map(|(_, of)| (String::new(), of)).collect(), most }
        }
        kind => kind,
    };
    (task.id.clone(), kind, task.show.clone(), task.hints.len())
}

struct Lint<'a> {
    chapter: &'a Chapter,
    keys: &'a Keys,
    faults: &'a mut Vec<Fault>,
}

impl Lint<'_> {
    fn fault(&mut self, line: usize, why: Text) {
        self.faults.push(Fault::new(line, why));
    }

    fn keep<T>(&mut self, line: usize, done: Result<T, Problem>) -> Option<T> {
        done.map_err(|problem| self.fault(line, problem.text)).ok()
    }

    fn chapter(&mut self, ahead: &mut Lookahead) {
        let mut at = Recipe::of(&self.chapter.lesson);
        let opened = ahead.open(&at);
        if let Some(session) = self.keep(self.chapter.line, opened) {
            self.names(session.as_ref());
        }
        for card in &self.chapter.cards {
            if let Some(scene) = &card.scene {
                if scene.lesson != self.chapter.lesson {
                    let lesson = &self.chapter.lesson;
                    self.fault(
                        card.line,
                        say!("the scene is of another lesson than {lesson}", "场景不属于课程 {lesson}"),
                    );
                    continue;
                }
                at = scene.clone();
            }
            let opened = ahead.open(&at);
            if let Some(mut session) = self.keep(card.line, opened) {
                self.card(card, session.as_mut(), ahead);
            }
        }
        for drill in &self.chapter.drills {
            for number in 1..=TRIED {
                match drill.exercise(number) {
                    Err(faults) => self.faults.extend(faults),
                    Ok((scene, task)) => self.exercise(drill.line(), &scene, &task, ahead.another()),
                }
            }
        }
    }

    /// What is hidden and locked exists.
    fn names(&mut self, session: &dyn Session) {
        let views = views(session);
        for name in self.chapter.hidden.iter().chain(&self.chapter.locked) {
            let key = name.strip_prefix("key:").is_some_and(|key| key.chars().count() == 1);
            if !key && session.parameters().declared(name).is_none() && !views.contains(&name.as_str()) {
                self.fault(
                    self.chapter.line,
                    say!(
                        "there is no parameter or view \"{name}\" here; a key is written key:e",
                        "这里没有参数或视图“{name}”；按键应写成 key:e"
                    ),
                );
            }
        }
    }

    fn card(&mut self, card: &Card, session: &mut dyn Session, ahead: &mut Lookahead) {
        let known = views(session);
        for view in card.views.iter().filter(|view| !known.contains(&view.as_str())) {
            let list = known.join(", ");
            self.fault(
                card.line,
                say!(
                    "there is no view \"{view}\" here; there are {list}",
                    "这里没有视图“{view}”；可用的有 {list}"
                ),
            );
        }
        self.sentence(card.line, &card.coach, session, ahead);
        self.sentence(card.line, &card.more, session, ahead);
        let coach = card.coach.say(session, ahead);
        self.fits(card.line, &coach, 3);
        let words = coach.split_whitespace().count();
        if words > WORDS {
            self.fault(card.line, say!("{words} words; at most {WORDS}", "共 {words} 词；至多 {WORDS}"));
        }
        self.literals(card);
        for deed in &card.deeds {
            self.deed(card.line, deed, session);
        }
        if let Some(task) = &card.task {
            self.task(task, session, ahead);
        }
    }

    fn deed(&mut self, line: usize, deed: &Deed, session: &mut dyn Session) {
        if let Deed::Verb(name) = deed
            && !session.card().verbs.iter().any(|offer| offer.verb.id() == name)
        {
            let list =
                session.card().verbs.iter().map(|offer| offer.verb.id()).collect::<Vec<_>>().join(", ");
            self.fault(
                line,
                say!(
                    "there is no verb \"{name}\" here; there are {list}",
                    "这里没有动作“{name}”；可用的有 {list}"
                ),
            );
        }
        let done = deed.perform(session);
        self.keep(line, done);
    }

    fn task(&mut self, task: &Task, session: &mut dyn Session, ahead: &mut Lookahead) {
        let line = task.line;
        for sentence in task.hints.iter().chain([&task.ask, &task.because]) {
            self.sentence(line, sentence, session, ahead);
        }
        for quantity in quantities(&task.kind) {
            let read = quantity.value(session, ahead);
            self.keep(line, read);
        }
        if let Kind::Item { panel, .. } | Kind::Place { panel, .. } = &task.kind
            && !views(session).contains(&panel.as_str())
        {
            self.fault(line, say!("there is no view \"{panel}\" here", "这里没有视图“{panel}”"));
        }
        let asked = Question::ask(task, session, ahead);
        let Some(question) = self.keep(line, asked) else { return };
        let options = question.options().iter().map(|option| format!("· {option} ")).collect::<String>();
        self.fits(line, &format!("{} {options}", question.words()), 3);
        for hint in &task.hints {
            let said = hint.say(session, ahead);
            self.fits(line, &said, 3);
        }
        let because = task.because.say(session, ahead);
        self.fits(line, &because, 3);
        for deed in task.demonstration() {
            self.deed(line, deed, session);
        }
        if let Kind::Reach { solution, .. } = &task.kind
            && !solution.is_empty()
            && !question.reached(session, ahead).unwrap_or(false)
        {
            self.fault(line, say!("the solution does not reach the goal", "这个解法没有达到目标"));
        }
    }

    fn exercise(&mut self, line: usize, scene: &Recipe, task: &Task, mut ahead: Lookahead) {
        let opened = ahead.open(scene);
        if let Some(session) = self.keep(line, opened) {
            let asked = Question::ask(task, session.as_ref(), &mut ahead);
            if let Some(question) = self.keep(line, asked) {
                self.fits(line, question.words(), 3);
            }
        }
    }

    fn sentence(&mut self, line: usize, words: &Sentence, session: &dyn Session, ahead: &mut Lookahead) {
        for quantity in words.quantities() {
            let read = quantity.value(session, ahead);
            self.keep(line, read);
        }
        for name in words.parameters() {
            if session.parameters().value(name).is_none() {
                self.fault(line, say!("there is no parameter \"{name}\" here", "这里没有参数“{name}”"));
            }
        }
        self.keys_of(line, words, session);
    }

    /// Every key that is named does something here, and none is written by hand.
    fn keys_of(&mut self, line: usize, words: &Sentence, session: &dyn Session) {
        for id in words.keys() {
            let offered = session.card().verbs.iter().any(|offer| offer.verb.id() == id);
            if !self.keys.ids().any(|known| known == id) {
                let like = did_you_mean(id, self.keys.ids());
                let id = printable(id);
                let why = say!("there is no key called \"{id}\".", "没有名为“{id}”的按键。");
                self.fault(line, why.then(&like));
            } else if Verb::named(id).is_some() && !offered {
                self.fault(
                    line,
                    say!("the key {id} does nothing in this lesson", "按键 {id} 在本课没有作用"),
                );
            }
        }
        for (key, id) in self.keys.by_hand(words.source()) {
            self.fault(
                line,
                say!(
                    "the key {key} is written by hand, and may be another one for who reads it: write {{key:{id}}}",
                    "按键 {key} 是手写的，读者的按键可能不同：请写 {{key:{id}}}"
                ),
            );
        }
    }

    fn fits(&mut self, line: usize, words: &str, rows: usize) {
        let taken = rows_of(&self.keys.named_in(words));
        if taken > rows {
            self.fault(
                line,
                say!(
                    "{taken} lines on a small screen; there are {rows}",
                    "小屏幕上占 {taken} 行，只有 {rows} 行"
                ),
            );
        }
    }

    /// A number in a text is live, or stands in what the card sets, does or says that it is given.
    fn literals(&mut self, card: &Card) {
        let mut known = card.given.join(" ");
        let scene = card.scene.as_ref().map(Recipe::line).unwrap_or_default();
        let mut texts = vec![&card.coach, &card.more];
        known.push_str(&format!(" {scene} "));
        let deeds = card.task.iter().flat_map(super::Task::demonstration);
        for deed in card.deeds.iter().chain(deeds) {
            known.push_str(&format!("{deed} "));
        }
        if let Some(task) = &card.task {
            texts.extend(task.hints.iter().chain([&task.ask, &task.because]));
            for condition in conditions(&task.kind) {
                known.push_str(&format!("{} ", condition.source()));
            }
            for quantity in quantities(&task.kind) {
                known.push_str(&format!("{} ", quantity.source()));
            }
        }
        let known: Vec<String> = numbers(&known);
        for text in texts {
            for number in numbers(&text.words()) {
                let small = number.parse::<f64>().is_ok_and(|x| x.fract() == 0.0 && x.abs() <= 10.0);
                if !small && !known.contains(&number) {
                    self.fault(
                        card.line,
                        say!("the number {number} is written by hand: make it live ({{name}}), or say given: {number}", "数字 {number} 是手写的：请改为实时数值（{{名称}}），或写明 given: {number}"),
                    );
                }
            }
        }
    }
}

fn views(session: &dyn Session) -> Vec<&'static str> {
    let scene = session.scene(Reveal::Whole, &[], (16, 16));
    scene.panels.iter().map(|panel| panel.id).chain([Code::PANEL]).collect()
}

fn conditions(kind: &Kind) -> Vec<&Condition> {
    match kind {
        Kind::Choice(options) => options.iter().map(|(_, condition)| condition).collect(),
        Kind::Reach { goal, .. } => vec![goal],
        Kind::Break { when, .. } => vec![when],
        Kind::Do { then, .. } => then.iter().collect(),
        _ => Vec::new(),
    }
}

fn quantities(kind: &Kind) -> Vec<&Quantity> {
    let mut all: Vec<&Quantity> = conditions(kind).into_iter().flat_map(Condition::quantities).collect();
    match kind {
        Kind::Direction { of, .. } | Kind::Number { of, .. } => all.push(of),
        Kind::Item { items, .. } => all.extend(items.iter().map(|(_, of)| of)),
        Kind::Place { x, y, .. } => {
            for Aim::At(of) | Aim::Best { of, .. } in [Some(x), y.as_ref()].into_iter().flatten() {
                all.push(of);
            }
        }
        _ => {}
    }
    all
}

/// The numbers in words: digits with a point, as long as no letter or digit of an index touches them.
fn numbers(words: &str) -> Vec<String> {
    let letters: Vec<char> = words.chars().collect();
    let (mut found, mut at) = (Vec::new(), 0);
    while at < letters.len() {
        if !letters[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        while at < letters.len() && (letters[at].is_ascii_digit() || letters[at] == '.') {
            at += 1;
        }
        let number: String = letters[start..at].iter().collect();
        let in_a_name = start > 0 && (letters[start - 1].is_ascii_alphabetic() || letters[start - 1] == '_');
        if !in_a_name {
            found.push(number.trim_end_matches('.').to_string());
        }
    }
    found
}

/// How many lines words take on a small screen.
fn rows_of(words: &str) -> usize {
    wrap_whole(words, COLUMNS).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_names_are_no_numbers() {
        assert_eq!(numbers("w1 is 0.25. At 100 steps, x_2 = 3"), ["0.25", "100", "3"]);
    }

    #[test]
    fn rows_are_counted_as_a_screen_has_them() {
        assert_eq!(rows_of(&"word ".repeat(15)), 1);
        assert_eq!(rows_of(&"word ".repeat(17)), 2);
        assert_eq!((rows_of(&"字".repeat(39)), rows_of(&"字".repeat(40))), (1, 2));
    }
}
