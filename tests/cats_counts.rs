//! Lesson `cats` counts: every number of photos on the screen, in sentences, titles and the table, is counted anew here
//! from the other ones and from what is measured.

use nnlab::lab::scene::{Cell, Panel, Picture, Scene};
use nnlab::lab::{Keep, Recipe, Reveal};
use nnlab::words::{Language, read_figure};
use std::time::Duration;

/// Photos, and how many of the test photos are cats: `datasets/README.md` says so of the shipped set.
const TRAIN: usize = 209;
const TEST: usize = 50;
const TEST_CATS: usize = 33;

fn panel<'a>(scene: &'a Scene, id: &str) -> &'a Panel {
    scene.panels.iter().find(|panel| panel.id == id).expect("a panel")
}

/// The numbers of a sentence, in their order.
fn numbers(words: &str) -> Vec<f64> {
    let figures = words.split(|c: char| !(c.is_ascii_digit() || c == '.' || c == '\u{202f}'));
    figures.filter_map(|figure| read_figure(figure.trim_end_matches('.'))).collect()
}

fn counts(table: &Panel) -> [[usize; 2]; 2] {
    let Picture::Table(table) = &table.picture else { panic!("a table") };
    let count = |row: usize, column: usize| match &table.rows[row][column] {
        Cell::Coloured(words, _) => words.en.parse().expect("a count"),
        cell => panic!("{cell:?}"),
    };
    [[count(0, 1), count(0, 2)], [count(1, 1), count(1, 2)]]
}

fn spoken(panel: &Panel, language: Language) -> Vec<f64> {
    let Picture::Prose(lines) = &panel.picture else { panic!("prose") };
    lines.iter().flat_map(|line| numbers(line.text.get(language))).collect()
}

#[test]
fn what_is_counted_is_there() {
    for (step, line) in [(0, "cats"), (3, "cats"), (40, "cats?lr=0.001"), (9, "cats?threshold=0.7")] {
        let recipe = Recipe::parse(line).expect("a line");
        let mut session =
            nnlab::lessons::open(&recipe, Keep::default(), || Duration::ZERO).expect("the lesson opens");
        assert!(session.seek(step, &mut || true));
        let measured = session.measure();
        let scene = session.scene(Reveal::Whole, &[], (60, 40));
        let [[hit, missed], [alarm, passed]] = counts(panel(&scene, "quality"));
        let wrong = missed + alarm;
        assert_eq!((hit + missed, alarm + passed), (TEST_CATS, TEST - TEST_CATS), "{line} {step}");
        let share = |count: usize| 100.0 * count as f64 / TEST as f64;
        assert!((share(hit + passed) - measured[2]).abs() < 1e-9, "{line} {step}: {measured:?}");
        let mistakes = panel(&scene, "wrong");
        if let Picture::Gallery { thumbs, .. } = &mistakes.picture {
            assert_eq!(thumbs.len(), wrong, "{line} {step}");
        }
        for language in [Language::English, Language::Chinese] {
            let title = numbers(mistakes.title.get(language));
            assert_eq!(title, [wrong as f64, TEST as f64], "{line} {step}");
            let caption = panel(&scene, "quality").caption.as_ref().expect("a caption").get(language);
            let close = |(said, is): (&f64, f64)| (said - is).abs() <= 0.05 + 1e-9;
            let is = [measured[1], measured[2], share(TEST_CATS)];
            assert!(numbers(caption).iter().zip(is).all(close), "{caption} is {is:?}");
            assert_eq!(numbers(caption).len(), 3, "{caption}");
            let verdict = scene.verdict.as_ref().expect("a verdict").get(language);
            let said = numbers(verdict);
            let order = match language {
                Language::English => [wrong as f64, TEST as f64],
                Language::Chinese => [TEST as f64, wrong as f64],
            };
            assert_eq!(said[..2], order, "{verdict}");
            if !verdict.contains('α') && !verdict.contains('J') {
                assert_eq!(said[2], (TEST - TEST_CATS) as f64, "{verdict}");
            }
            let title = numbers(panel(&scene, "picture").title.get(language));
            assert_eq!(title, [1.0, TRAIN as f64]);
            let journey = spoken(panel(&scene, "journey"), language);
            // (209, 64, 64, 3) and the same in words; the numbers of a photo; as a column.
            let many = journey.iter().filter(|number| **number == TRAIN as f64).count();
            assert_eq!(many, 5, "{journey:?}");
            assert_eq!(journey.iter().filter(|number| **number == TEST as f64).count(), 1, "{journey:?}");
            assert_eq!(journey.iter().filter(|number| **number == 12_288.0).count(), 2, "{journey:?}");
        }
    }
}
