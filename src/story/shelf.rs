//! The stories that come with the program.

use super::{Chapter, Story};
use crate::lab::Recipe;
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

/// What a card begins with.
const CARD: &str = "\n## ";

/// What was read, in both languages: each once, when it is first asked for.
static SHELF: [[OnceLock<Option<Chapter>>; FILES.len()]; 2] =
    [const { [const { OnceLock::new() }; FILES.len()] }; 2];

fn place(lesson: &str) -> Option<usize> {
    FILES.iter().position(|(told, _)| *told == lesson)
}

const fn side(language: Language) -> usize {
    match language {
        Language::English => 0,
        Language::Chinese => 1,
    }
}

fn read(at: usize, language: Language) -> Option<&'static Chapter> {
    let side = side(language);
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
    read(place(lesson)?, language)
}

/// The run that the first card of a lesson speaks of, known before the rest of its story is read.
#[must_use]
pub fn first_scene(lesson: &str, language: Language) -> Option<Recipe> {
    let (at, side) = (place(lesson)?, side(language));
    match SHELF[side][at].get() {
        Some(read) => read.as_ref()?.cards.first()?.scene.clone(),
        None => scene_at_start(FILES[at].1[side]),
    }
}

/// The run of the first card: the scene among the fields under its title.
fn scene_at_start(file: &str) -> Option<Recipe> {
    let (_, card) = file.split_once(CARD)?;
    let mut fields = card.lines().skip(1).take_while(|line| !line.is_empty());
    Recipe::parse(fields.find_map(|field| field.strip_prefix("scene: "))?).ok()
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
            let story = Story::read(files[side(language)]).expect("a story");
            assert_eq!(story.chapters.len(), 1, "{lesson}");
        }
    }

    #[test]
    fn the_first_card_read_alone_speaks_of_the_same_run() {
        for ((lesson, files), language) in
            FILES.iter().flat_map(|file| [(file, Language::English), (file, Language::Chinese)])
        {
            let alone = scene_at_start(files[side(language)]);
            let whole = Story::read(files[side(language)]).expect("a story");
            assert_eq!(alone, whole.chapters[0].cards[0].scene, "{lesson}");
        }
    }
}
