//! From Markdown to a story.

use super::read_task::read_task;
use super::sections::{Known, Section, one_line, sections};
use super::{Card, Chapter, Deed, Drill, Fault, Quantity, Sentence, Story};
use crate::lab::Recipe;
use crate::say;
use crate::words::{Language, Text, printable, text};

/// Headings of the long text.
const MORE: [&str; 2] = ["More", "更多"];

/// The fields of a file's head, of a chapter and of a card.
const HEAD: Known = Known { once: &["language", "title"], often: &[] };
const CHAPTER: Known = Known { once: &["lesson"], often: &["hide", "lock", "let"] };
const CARD: Known = Known { once: &["scene", "views", "do", "given"], often: &[] };

impl Story {
    /// Reads a story.
    ///
    /// # Errors
    /// All that is wrong with how it is written, in the order of the lines. Whether its lessons, scenes and names
    /// exist is a question for [`check`](super::check).
    pub fn read(source: &str) -> Result<Story, Vec<Fault>> {
        let source = source.replace("\r\n", "\n");
        let mut reader = Reader { faults: Vec::new(), chapters: Vec::new() };
        let (mut head, sections) = sections(&source, &mut reader.faults);
        head.sift(HEAD, &mut reader.faults);
        let language = head.take("language").and_then(|(code, line)| reader.keep(line, spoken(&code)));
        let language = language.unwrap_or_default();
        let title = head.take("title").map(|(title, _)| title);
        for section in sections {
            reader.section(section);
        }
        let Reader { mut faults, chapters } = reader;
        if chapters.is_empty() {
            faults.push(Fault::new(
                1,
                text(
                    "no chapter: write # Title and under it lesson: NAME",
                    "没有章节：请写 # 标题，下一行写 lesson: 课程代号",
                ),
            ));
        }
        for chapter in chapters.iter().filter(|chapter| chapter.cards.is_empty()) {
            faults.push(Fault::new(
                chapter.line,
                text("a chapter without a card: write ## Title", "这一章没有卡片：请写 ## 标题"),
            ));
        }
        if !faults.is_empty() {
            faults.sort_by_key(|fault| fault.line);
            return Err(faults);
        }
        let title = title.unwrap_or_else(|| chapters[0].title.clone());
        Ok(Story { title, language, chapters })
    }
}

/// The language that a code names: `en`, `zh`, also with a country.
fn spoken(code: &str) -> Result<Language, Text> {
    let short = code.split(['-', '_', '.']).next().unwrap_or_default().to_lowercase();
    [Language::English, Language::Chinese].into_iter().find(|known| known.code() == short).ok_or_else(|| {
        let code = printable(code);
        say!(
            "nnlab does not speak \"{code}\": write language: en or language: zh. It is the language around your cards; they may be in any",
            "nnlab 不会说“{code}”：应写 language: zh 或 language: en。这是卡片以外的界面语言；卡片本身可用任何语言"
        )
    })
}

/// What has been read so far.
struct Reader {
    faults: Vec<Fault>,
    chapters: Vec<Chapter>,
}

impl Reader {
    fn fault(&mut self, line: usize, why: Text) {
        self.faults.push(Fault::new(line, why));
    }

    /// Takes over what could be read, and keeps the fault otherwise.
    fn keep<T>(&mut self, line: usize, read: Result<T, Text>) -> Option<T> {
        read.map_err(|why| self.fault(line, why)).ok()
    }

    fn named(&self) -> Vec<(String, Quantity)> {
        self.chapters.last().map(|chapter| chapter.named.clone()).unwrap_or_default()
    }

    fn section(&mut self, section: Section) {
        let line = section.line;
        if section.level > 1 && self.chapters.is_empty() {
            return self.fault(
                line,
                text(
                    "a card before the first chapter: begin with # Title",
                    "第一章之前不能有卡片：请先写 # 标题",
                ),
            );
        }
        match section.level {
            1 => self.chapter(section),
            2 if section.fields.has("vary") => self.drill(section),
            2 => self.card(section),
            _ if MORE.contains(&section.title.as_str()) => self.more(section),
            _ => self.task(section),
        }
    }

    fn chapter(&mut self, mut section: Section) {
        let line = section.line;
        section.fields.sift(CHAPTER, &mut self.faults);
        CHAPTER.meant(&section.body, section.begins, &mut self.faults);
        let lesson = section.fields.take("lesson").map(|(lesson, _)| lesson).unwrap_or_else(|| {
            self.faults.push(Fault::new(
                line,
                text("a chapter says its lesson: lesson: NAME", "每一章都要写明课程：lesson: 课程代号"),
            ));
            String::new()
        });
        let words = |fields: Vec<(String, usize)>| {
            let lists = fields.into_iter().map(|(list, _)| list);
            lists.flat_map(|list| list.split_whitespace().map(str::to_string).collect::<Vec<_>>()).collect()
        };
        let hidden = words(section.fields.take_all("hide"));
        let locked = words(section.fields.take_all("lock"));
        let mut named = Vec::new();
        for (definition, line) in section.fields.take_all("let") {
            let read = definition
                .split_once('=')
                .ok_or_else(|| text("let: NAME = FORMULA", "应写 let: 名称 = 公式"))
                .and_then(|(name, formula)| {
                    Ok((name.trim().to_string(), Quantity::parse_with(formula, &named)?))
                });
            named.extend(self.keep(line, read));
        }
        let (title, foreword) = (section.title, one_line(&section.body));
        let (cards, drills) = (Vec::new(), Vec::new());
        self.chapters.push(Chapter { lesson, title, foreword, hidden, locked, cards, drills, named, line });
    }

    /// The name behind a heading, which no other has.
    fn id(&mut self, section: &Section) -> String {
        let line = section.line;
        let id = section.id.clone().unwrap_or_default();
        let plain =
            !id.is_empty() && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if !plain {
            self.fault(
                line,
                text(
                    "a heading ends in its name: ## Title {#name}, of a to z, 0 to 9 and -",
                    "标题末尾要写名称：## 标题 {#name}，只用 a–z、0–9 和 -",
                ),
            );
        }
        let twice = self.chapters.last().is_some_and(|chapter| chapter.has(&id));
        if plain && twice {
            self.fault(line, say!("the name {id} is here twice", "名称 {id} 出现了两次"));
        }
        id
    }

    fn card(&mut self, mut section: Section) {
        let (line, named) = (section.line, self.named());
        let id = self.id(&section);
        section.fields.sift(CARD, &mut self.faults);
        CARD.meant(&section.body, section.begins, &mut self.faults);
        let scene = section
            .fields
            .take("scene")
            .and_then(|(scene, line)| self.keep(line, Recipe::parse(&scene).map_err(|problem| problem.text)));
        let list = |words: Option<(String, usize)>| -> Vec<String> {
            words.map(|(words, _)| words.split_whitespace().map(str::to_string).collect()).unwrap_or_default()
        };
        let views = list(section.fields.take("views"));
        let given = section.fields.take("given").and_then(|given| self.given(given)).unwrap_or_default();
        let deeds = section.fields.take("do").and_then(|(deeds, line)| self.keep(line, Deed::list(&deeds)));
        let coach = one_line(&section.body);
        if coach.is_empty() {
            self.fault(line, text("a card without words", "卡片里没有文字"));
        }
        let coach = self.keep(line, Sentence::parse(&coach, &named)).unwrap_or_default();
        let (title, deeds, more) = (section.title, deeds.unwrap_or_default(), Sentence::default());
        let card = Card { id, title, coach, scene, views, deeds, task: None, more, given, line };
        if let Some(chapter) = self.chapters.last_mut() {
            chapter.cards.push(card);
        }
    }

    /// The numbers that come from outside.
    fn given(&mut self, (words, line): (String, usize)) -> Option<Vec<String>> {
        let numbers: Vec<String> = words.split_whitespace().map(str::to_string).collect();
        let stranger = numbers.iter().find(|word| word.parse::<f64>().is_err()).map(|word| printable(word));
        let read = stranger.map_or(Ok(numbers), |word| {
            Err(say!("\"{word}\" is no number; write given: 16 0.25", "“{word}”不是数；应写 given: 16 0.25"))
        });
        self.keep(line, read)
    }

    fn more(&mut self, mut section: Section) {
        let named = self.named();
        section.fields.sift(Known { once: &[], often: &[] }, &mut self.faults);
        let Some(more) = self.keep(section.line, Sentence::parse(&section.body, &named)) else { return };
        match self.chapters.last_mut().and_then(|chapter| chapter.cards.last_mut()) {
            Some(card) => card.more = more,
            None => self
                .fault(section.line, text("a long text before the first card", "第一张卡片之前不能有长文")),
        }
    }

    fn task(&mut self, section: Section) {
        let line = section.line;
        self.id(&section);
        let task = read_task(section, &self.named(), &mut self.faults);
        let Some(card) = self.chapters.last_mut().and_then(|chapter| chapter.cards.last_mut()) else {
            return self.fault(line, text("a task before the first card", "第一张卡片之前不能有任务"));
        };
        if card.task.is_some() {
            let id = printable(&card.id);
            return self.fault(line, say!("card {id} has a task already", "卡片 {id} 已有一个任务"));
        }
        card.task = task;
    }

    fn drill(&mut self, mut section: Section) {
        let line = section.line;
        self.id(&section);
        let vary = section.fields.take_all("vary");
        let scene = section.fields.take("scene").unwrap_or_else(|| {
            self.faults.push(Fault::new(
                line,
                text(
                    "an exercise says its scene: scene: LESSON?NAME=$NAME",
                    "练习要写明场景：scene: 课程?名称=$名称",
                ),
            ));
            (String::new(), line)
        });
        let drill = Drill::read(section, vary, scene.0, self.named());
        let Some(drill) = self.keep(line, drill) else { return };
        // One of them is read now, so that what is wrong is said now.
        match drill.exercise(1) {
            Err(mut faults) => self.faults.append(&mut faults),
            Ok(_) => {
                if let Some(chapter) = self.chapters.last_mut() {
                    chapter.drills.push(drill);
                }
            }
        }
    }
}
