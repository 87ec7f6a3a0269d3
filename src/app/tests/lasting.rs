//! Nothing that a learner did is lost: what began again is undone, a lesson is as it was left, the next session goes on.

use super::super::desk::Desk;
use super::super::engine::Inline;
use super::super::keys::{Scope, ctrl, key, letter};
use super::super::progress::Progress;
use super::super::state::App;
use super::{app, at, frame, note, press};
use crate::lab::Recipe;
use crate::view::Pen;
use ratatui::crossterm::event::{Event, KeyCode};

/// A value that begins the run again takes nothing away for good.
#[test]
fn what_was_changed_is_undone_and_done_again() {
    let mut app = app("neuron?step=7");
    let before = app.snapshot.clone().expect("open");
    press(&mut app, letter('S'));
    assert_eq!((at(&app), app.snapshot.as_ref().map(|now| now.seed)), (("neuron", 0), Some(2)));
    press(&mut app, letter('u'));
    assert_eq!(note(&app), "Back: seed 1, at step 7.");
    let after = app.snapshot.clone().expect("open");
    assert_eq!((&before.recipe, &before.scene), (&after.recipe, &after.scene));
    press(&mut app, ctrl('r'));
    assert_eq!((at(&app), note(&app)), (("neuron", 0), "Again: seed 2, at step 0."));
    press(&mut app, letter('u'));
    press(&mut app, letter('r'));
    press(&mut app, letter('u'));
    assert_eq!((at(&app), note(&app)), (("neuron", 7), "Back: the run before the reset, at step 7."));
    press(&mut app, letter('u'));
    assert_eq!((at(&app), note(&app)), (("neuron", 7), "There is nothing to undo."));
}

/// Leaving a lesson loses nothing, whichever way it is left and come back to; nor what can be undone in it.
#[test]
fn a_lesson_is_as_it_was_left() {
    let mut app = app("neuron?step=7");
    press(&mut app, letter('S'));
    press(&mut app, letter('u'));
    for (away, back) in [(']', '['), ('[', ']'), (']', 'u')] {
        press(&mut app, letter(away));
        assert_ne!(at(&app).0, "neuron");
        press(&mut app, letter(back));
        assert_eq!(at(&app), ("neuron", 7), "{away}{back}");
    }
    assert!(note(&app).starts_with("Back in"), "{}", note(&app));
    press(&mut app, ctrl('r'));
    assert_eq!(note(&app), "Again: seed 2, at step 0.");
    press(&mut app, letter('u'));
    for back in [key(KeyCode::Enter), letter('7'), letter('c'), letter('u')] {
        while app.screen == Scope::Lesson {
            press(&mut app, key(KeyCode::Esc));
        }
        // Another lesson is looked at meanwhile.
        press(&mut app, key(KeyCode::Down));
        press(&mut app, key(KeyCode::Up));
        press(&mut app, back);
        assert_eq!(at(&app), ("neuron", 7), "{back:?}");
    }
}

/// The next session goes on exactly where this one ended, with the learner's own data; data that changed meanwhile
/// or are gone are said, and nothing takes their place.
#[test]
fn the_next_session_goes_on_where_this_one_ended() {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, kept) = (folder.path().join("my points.csv"), folder.path().join("progress.toml"));
    let points = "x,y,class\n0,0,0\n1,0,0\n0,1,0\n3,3,1\n4,3,1\n3,4,1\n";
    std::fs::write(&file, points).expect("written");
    let start = || {
        let progress = Progress::load(Some(kept.clone())).0;
        let mut app = App::new(Box::new(Inline::new(Desk::new(1 << 20))), Pen::default(), progress);
        app.handle_event(Event::Resize(120, 40));
        app.begin(None);
        app.read_mail();
        app
    };
    let mut first = start();
    first.open(Recipe { data: vec![file.clone()], step: 9, ..Recipe::of("logistic") });
    first.read_mail();
    let there = first.snapshot.clone().expect("open");
    assert_eq!((there.card.id, there.now), ("logistic", 9));
    press(&mut first, letter('y'));
    let line = first.clipboard.clone().expect("a share line");
    let shown: String = frame(&first).lines().map(|row| row.trim_matches([' ', '│'])).collect();
    assert!(shown.replace(' ', "").contains(&line.replace(' ', "")), "the whole line is on the screen");
    press(&mut first, key(KeyCode::Esc));
    assert!(line.contains("my%20points.csv") && line.contains("seal="), "{line}");
    press(&mut first, letter('q'));
    first.progress.save().expect("saved");
    let goes_on = || {
        let mut next = start();
        assert!(note(&next).contains("step 9"), "{}", note(&next));
        press(&mut next, letter('c'));
        next
    };
    let next = goes_on();
    let here = next.snapshot.as_ref().expect("open");
    assert_eq!((here.now, &here.parameters, &here.scene), (9, &there.parameters, &there.scene));
    std::fs::write(&file, points.replace("4,3,1", "4,4,1")).expect("written");
    assert!(note(&goes_on()).contains("my points.csv: has changed"));
    std::fs::remove_file(&file).expect("removed");
    assert!(note(&goes_on()).contains("my points.csv"));
}

/// Beginning again asks nothing and loses nothing, whatever the lesson; those with many pictures take long to open.
#[test]
fn what_begins_again_is_undone_in_any_lesson() {
    let lines = [
        "vectorize?n=4&step=2",
        "network?preset=xor&start=equal&step=7",
        "playground?hidden=2&step=7",
        "optimizers?x0=1&step=7",
        "hopfield?noise=40&step=7",
    ];
    for line in lines {
        let mut app = app(line);
        let before = app.snapshot.clone().expect("open");
        for again in ['S', 'r'] {
            press(&mut app, letter(again));
            assert_eq!(at(&app).1, 0, "{line}: {again}");
            press(&mut app, letter('u'));
            let after = app.snapshot.clone().expect("open");
            assert_eq!((&before.recipe, before.now), (&after.recipe, after.now), "{line}: {again}");
        }
    }
}
