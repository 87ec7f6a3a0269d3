//! What is drawn stays where it is while values come and change.

use crate::app::coach::tests::{LANGUAGES, lesson, look, screen};
use crate::lab::Recipe;

/// The boxes of a graph stand where they stand from the first step to the last nudge, at every size.
#[test]
fn the_boxes_of_a_graph_stay() {
    for size in [(80, 24), (100, 30), (120, 40)] {
        for language in LANGUAGES {
            let mut app = lesson("chain", size, language);
            let mut known: Option<Vec<(usize, usize)>> = None;
            for step in 0..=12 {
                app.open(Recipe { step, ..Recipe::of("chain") });
                look(&mut app);
                let seen = screen(&app);
                let place = |words: &str| {
                    let found = seen
                        .lines()
                        .enumerate()
                        .skip(5)
                        .find_map(|(y, row)| Some((row[..row.find(words)?].chars().count(), y)));
                    found.unwrap_or_else(|| panic!("no {words}\n{seen}"))
                };
                let places = ["u = b·c", "v = a + u", "J = 3·v"].map(place).to_vec();
                assert_eq!(
                    known.get_or_insert_with(|| places.clone()),
                    &places,
                    "{size:?} step {step}\n{seen}"
                );
            }
        }
    }
}
