//! The smallest complete lesson, as ARCHITECTURE.md shows it: it compiles, is short, and has all that a lesson has.

#[path = "smallest/lesson.rs"]
mod lesson;

use lesson::Shrink;
use nnlab::lab::{Keep, Recipe, Reveal, Run, Session};
use std::time::Duration;

fn open(line: &str) -> Run<Shrink> {
    let recipe = Recipe::parse(line).expect("a line");
    Run::open(&recipe, Keep::default(), || Duration::ZERO).expect("it opens")
}

#[test]
fn the_guide_to_the_house_shows_it_whole() {
    let lesson = include_str!("smallest/lesson.rs");
    assert!(lesson.lines().count() <= 50, "{} lines", lesson.lines().count());
    assert!(include_str!("../ARCHITECTURE.md").contains(lesson), "ARCHITECTURE.md shows another lesson");
}

#[test]
fn it_steps_goes_back_is_shared_and_changes_while_it_runs() {
    let mut run = open("shrink");
    run.seek(3, &mut || true);
    assert_eq!(run.measure(), [0.125]);
    run.nudge("factor", true).expect("in range");
    run.seek(4, &mut || true);
    assert_eq!(run.recipe().line(), "shrink?factor@3=0.51&step=4");
    let mut again = open(&run.recipe().line());
    again.seek(4, &mut || true);
    assert_eq!((again.measure(), run.measure()), (vec![0.125 * 0.51], vec![0.125 * 0.51]));
    run.seek(1, &mut || true);
    assert_eq!(run.measure(), [0.5]);
    let problem = run.set("factor", "3").expect_err("too large");
    assert_eq!(problem.to_string(), "Factor takes a number from 0 to 2, not \"3\".");
    assert_eq!(run.scene(Reveal::Whole, &[], (40, 20)).panels[0].id, "picture");
}
