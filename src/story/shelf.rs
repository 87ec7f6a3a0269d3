//! The stories that come with the program.

use super::{Chapter, Story};
use crate::words::Language;
use std::sync::LazyLock;

/// A story's file in each language.
type Files = [&'static str; 2];

/// All files: one line a lesson.
macro_rules! stories {
    ($($lesson:literal),* $(,)?) => {
        &[$([
            include_str!(concat!("../../assets/stories/", $lesson, ".en.md")),
            include_str!(concat!("../../assets/stories/", $lesson, ".zh.md")),
        ]),*]
    };
}

static FILES: &[Files] = stories![
    "slope",
    "chain",
    "descent",
    "logistic",
    "vectorize",
    "cats",
    "neuron",
    "network",
    "playground",
    "digits",
    "rbm",
    "optimizers",
    "hopfield"
];

/// All that are here, read once.
static SHELF: LazyLock<[Vec<Chapter>; 2]> = LazyLock::new(|| {
    [0, 1].map(|language| {
        // That each can be read is held by a test.
        let read = FILES.iter().filter_map(|files| Story::read(files[language]).ok());
        read.flat_map(|story| story.chapters).collect()
    })
});

/// The stories in one language, one a lesson.
#[must_use]
pub fn chapters(language: Language) -> &'static [Chapter] {
    match language {
        Language::English => &SHELF[0],
        Language::Chinese => &SHELF[1],
    }
}

/// The story of a lesson; `None` until one is written.
#[must_use]
pub fn chapter(lesson: &str, language: Language) -> Option<&'static Chapter> {
    chapters(language).iter().find(|chapter| chapter.lesson == lesson)
}
