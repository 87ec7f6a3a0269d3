//! What was changed in a lesson, to be undone and done again: a stack of places each way. A lesson is a function
//! of its recipe, so a place is enough to come back.

use super::research::Research;
use crate::lab::{Bookmark, Reveal, Session, Value};
use crate::say;
use crate::words::{Text, same, text, whole};

/// The places of one lesson take at most about so many bytes; the oldest are forgotten first.
const MOST: usize = 16 << 20;

/// A value is told with at most so many characters.
const LONGEST: usize = 40;

/// What was done with a run.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum About {
    /// A parameter was set.
    Parameter(String),
    /// One of the lesson's own keys.
    Verb(Text),
    /// Something in a picture.
    Picture,
    /// Another seed.
    Seed,
    /// Other data.
    Data,
    /// A run was gone on with from its weights.
    Weights,
    /// It began again.
    Reset,
    /// A card brought its own state.
    Card,
    /// The coach showed how something is done.
    Shown,
    /// The lesson was opened at another place.
    Opened,
}

/// A run that is set aside, with what its jobs have found.
pub(super) struct Aside {
    pub(super) session: Box<dyn Session>,
    pub(super) research: Research,
}

impl Aside {
    /// A run that has just been opened.
    pub(super) fn new(session: Box<dyn Session>) -> Aside {
        Aside { session, research: Research::default() }
    }
}

/// A place in a lesson before something was done, or after it.
pub(super) struct Place {
    pub(super) mark: Bookmark,
    pub(super) reveal: Reveal,
    pub(super) about: About,
    /// What is there, in a few words.
    words: Text,
    bytes: usize,
    /// The run itself, where something took its place.
    pub(super) run: Option<Aside>,
}

impl Place {
    /// Where a run stands; `before` what is about to be done with it, or after it.
    pub(super) fn of(session: &dyn Session, reveal: Reveal, about: About, before: bool) -> Place {
        let (words, mark) = (about.words(session, before), session.bookmark());
        Place { bytes: mark.bytes(), mark, reveal, about, words, run: None }
    }

    /// The place with the run that was set aside there.
    pub(super) fn with(self, run: Option<Aside>) -> Place {
        Place { run, ..self }
    }

    /// Nothing was done here yet.
    pub(super) fn untouched(&self) -> bool {
        let run = self.mark.run();
        self.mark.head == 0
            && run.settings.iter().next().is_none()
            && run.edits.is_empty()
            && run.data.is_empty()
    }

    /// Whether it is where the run stands.
    pub(super) fn is_here(&self, session: &dyn Session) -> bool {
        let here = session.bookmark();
        here.same_run(&self.mark)
            && (self.run.is_none() || (here.now, here.head) == (self.mark.now, self.mark.head))
    }

    /// That it is back: what was undone, or done again.
    pub(super) fn said(&self, undone: bool) -> Text {
        let (words, t) = (&self.words, whole(self.mark.now));
        let (en, zh) = (&words.en, &words.zh);
        if undone {
            Text {
                en: format!("Back: {en}, at step {t}.").into(),
                zh: format!("已恢复：{zh}，第 {t} 步。").into(),
            }
        } else {
            Text {
                en: format!("Again: {en}, at step {t}.").into(),
                zh: format!("已重做：{zh}，第 {t} 步。").into(),
            }
        }
    }
}

impl About {
    /// What is there before it or after it.
    fn words(&self, session: &dyn Session, before: bool) -> Text {
        let of_run = |en: &str, zh: &str| Text {
            en: format!("the run {} {en}", if before { "before" } else { "after" }).into(),
            zh: format!("{zh}{}的运行", if before { "之前" } else { "之后" }).into(),
        };
        match self {
            About::Parameter(name) => parameter(session, name)
                .unwrap_or_else(|| of_run(&format!("the change of {name}"), &format!("改动 {name} "))),
            About::Verb(name) => of_run(&format!("“{}”", name.en), &format!("“{}”", name.zh)),
            About::Picture => of_run("the change in the picture", "在图中改动"),
            About::Seed => {
                let seed = session.seed();
                say!("seed {seed}", "种子 {seed}")
            }
            About::Data => data(session),
            About::Weights => of_run("the weights were loaded", "载入权重"),
            About::Reset => of_run("the reset", "重置"),
            About::Card => of_run("the card's own state", "转到卡片自己的状态"),
            About::Shown => of_run("what was shown", "演示"),
            About::Opened => of_run("the lesson was opened at another place", "在别处打开本课"),
        }
    }
}

/// A parameter with its value.
fn parameter(session: &dyn Session, name: &str) -> Option<Text> {
    let (parameter, value) = (session.parameters().declared(name)?, session.parameters().value(name)?);
    let words = match value {
        Value::Switch(true) => text("on", "开"),
        Value::Switch(false) => text("off", "关"),
        value => same(value.to_string().chars().take(LONGEST).collect::<String>()),
    };
    Some(parameter.label.clone().then(&same(" ")).then(&words))
}

/// Which data are open.
fn data(session: &dyn Session) -> Text {
    let files = session.recipe().data;
    match files.first().and_then(|file| file.file_name()) {
        None => text("the data that come with nnlab", "nnlab 自带的数据"),
        Some(name) => {
            let name = crate::words::printable(&name.to_string_lossy());
            say!("the data {name}", "数据 {name}")
        }
    }
}

/// What was done, and what was undone again: the latest last.
#[derive(Default)]
pub(super) struct Past {
    done: Vec<Place>,
    undone: Vec<Place>,
}

impl Past {
    /// Something was done, and this is the place before it: what was undone is gone.
    pub(super) fn record(&mut self, before: Place) {
        self.undone.clear();
        self.put(true, before);
    }

    /// How much there is to undo, and how much to do again.
    pub(super) fn len(&self) -> (usize, usize) {
        (self.done.len(), self.undone.len())
    }

    /// The place to go to next.
    pub(super) fn take(&mut self, undo: bool) -> Option<Place> {
        self.side(undo).pop()
    }

    /// A place to come back to. Only the latest keeps its run; of the others the recipe is enough.
    pub(super) fn put(&mut self, undo: bool, place: Place) {
        let side = self.side(undo);
        if let Some(last) = side.last_mut() {
            last.run = None;
        }
        side.push(place);
        let mut room = MOST;
        let kept = side.iter().rev().take_while(|place| {
            let rest = room.checked_sub(place.bytes);
            room = rest.unwrap_or(0);
            rest.is_some()
        });
        let kept = kept.count().max(1);
        side.drain(..side.len() - kept);
    }

    fn side(&mut self, undo: bool) -> &mut Vec<Place> {
        if undo { &mut self.done } else { &mut self.undone }
    }
}
