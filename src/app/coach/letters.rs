//! No letter of an answer is a key of the program: whoever has turned to a question and types keeps lesson and question.

use super::Form;
use super::tests::{LANGUAGES, cards, lesson, look, press, screen, types};
use crate::app::state::App;
use crate::math::NumpyRng;
use ratatui::crossterm::event::KeyCode;

/// Letters, digits and signs as somebody types them who knows no keys.
fn scribble(rng: &mut NumpyRng, count: usize) -> String {
    const SIGNS: &[u8] =
        b"qabcdefghijklmnopqrstuvwxyzqABCDEFGHIJKLMNOPQRSTUVWXYZq0123456789()*+-/.,^ []<>%#@!:;=&|~'\"_";
    (0..count).map(|_| char::from(SIGNS[(rng.random() * SIGNS.len() as f64) as usize])).collect()
}

/// Goes to the question of the card by Enter, as whoever reads does; whether it is one whose answer is typed.
fn turns_to_a_line(app: &mut App) -> bool {
    let line = app.said().and_then(|said| said.open()).is_some_and(|asked| asked.form == Form::Line);
    if line {
        press(app, KeyCode::Enter);
        look(app);
    }
    line
}

#[test]
fn no_letter_of_an_answer_leaves_the_question() {
    let mut rng = NumpyRng::new(7);
    let mut questions = 0;
    for card in cards() {
        for size in [(80, 24), (120, 40)] {
            let mut app = lesson(card.id, size, LANGUAGES[questions % 2]);
            let count = app.said().map_or(0, |said| said.ticks.len());
            for place in 0..count.min(4) {
                app.cue(super::Cue::Card(place));
                look(&mut app);
                if !turns_to_a_line(&mut app) {
                    continue;
                }
                let recipe = |app: &App| app.snapshot.as_ref().map(|snapshot| snapshot.recipe.clone());
                let known = recipe(&app);
                let same = |app: &App, typed: &str| {
                    assert_eq!(app.exit, None, "{} {place}: {typed}", card.id);
                    assert_eq!(recipe(app), known, "{} {place}: {typed}", card.id);
                    assert_eq!(app.said().map(|said| said.place), Some(place), "{}: {typed}", card.id);
                    assert!(app.overlay.is_none(), "{} {place}: {typed}", card.id);
                    assert_eq!(app.coaching.typed(), typed, "{} {place}", card.id);
                };
                for _ in 0..3 {
                    // Before the first letter a few keys still help.
                    let words = format!("e{}", scribble(&mut rng, 39));
                    types(&mut app, &words);
                    look(&mut app);
                    same(&app, &words);
                    (0..40).for_each(|_| press(&mut app, KeyCode::Backspace));
                    same(&app, "");
                }
                questions += 1;
            }
        }
    }
    assert!(questions >= 20, "{questions} questions");
}

/// A wrong answer, Enter to be asked again, and the next one may begin with a letter; before it the keys of help still
/// help, and Esc gives all others back.
#[test]
fn a_question_that_is_put_again_is_typed_to() {
    let mut app = lesson("chain", (80, 24), LANGUAGES[0]);
    assert!(turns_to_a_line(&mut app));
    let seen = screen(&app);
    assert!(seen.contains("Enter type, then check   H hint   U show me   n next   Esc other keys"), "{seen}");
    types(&mut app, "exp(2)");
    assert!(screen(&app).contains("▏exp(2)▕"), "{}", screen(&app));
    press(&mut app, KeyCode::Enter);
    look(&mut app);
    assert!(
        screen(&app).contains("✗ You said 7.3890561; that is too small. Try once more."),
        "{}",
        screen(&app)
    );
    press(&mut app, KeyCode::Enter);
    look(&mut app);
    types(&mut app, "q");
    assert_eq!((app.exit, app.coaching.typed()), (None, "q"), "{}", screen(&app));
    press(&mut app, KeyCode::Backspace);
    types(&mut app, "H");
    assert!(screen(&app).contains("Hint: "), "{}", screen(&app));
    press(&mut app, KeyCode::Enter);
    press(&mut app, KeyCode::Esc);
    types(&mut app, "n");
    look(&mut app);
    assert_eq!(app.said().map(|said| said.place), Some(1), "Esc gives the keys back: {}", screen(&app));
}
