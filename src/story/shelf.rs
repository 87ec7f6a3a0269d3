//! The stories that come with the program.

use super::{Chapter, Story};
use crate::words::Language;
use std::sync::OnceLock;

/// A story's file in each language.
type Files = [&'static str; 2];

/// All files: one line a lesson.
macro_rules! stories {
    ($($lesson:literal),* $(,)?) => {
        [$(($lesson, [
            include_str!(concat!("../../assets/stories/", $lesson, ".en.md")),
            include_str!(concat!("../../assets/stories/", $lesson, ".zh.md")),
        ])),*]
    };
}

static FILES: [(&str, Files); 13] = stories![
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

/// What was read, in both languages: each once, when it is first asked for.
static SHELF: [[OnceLock<Option<Chapter>>; FILES.len()]; 2] =
    [const { [const { OnceLock::new() }; FILES.len()] }; 2];

fn read(at: usize, language: Language) -> Option<&'static Chapter> {
    let side = match language {
        Language::English => 0,
        Language::Chinese => 1,
    };
    // That each can be read, and tells of one lesson, is held by a test.
    let read = || Story::read(FILES[at].1[side]).ok()?.chapters.into_iter().next();
    SHELF[side][at].get_or_init(read).as_ref()
}

/// The stories in one language, one a lesson.
pub fn chapters(language: Language) -> impl Iterator<Item = &'static Chapter> {
    (0..FILES.len()).filter_map(move |at| read(at, language))
}

/// The story of a lesson; `None` until one is written.
#[must_use]
pub fn chapter(lesson: &str, language: Language) -> Option<&'static Chapter> {
    read(FILES.iter().position(|(told, _)| *told == lesson)?, language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_tells_of_the_lesson_that_it_is_called_after() {
        for ((lesson, files), language) in
            FILES.iter().flat_map(|file| [(file, Language::English), (file, Language::Chinese)])
        {
            assert_eq!(chapter(lesson, language).map(|told| &*told.lesson), Some(*lesson));
            let story = Story::read(files[usize::from(language == Language::Chinese)]).expect("a story");
            assert_eq!(story.chapters.len(), 1, "{lesson}");
        }
    }
}
