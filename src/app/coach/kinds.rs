//! Every kind of task from the key to the verdict, and what a learner meets on the way.

use super::tests::{card, lesson, look, press, resize, screen, types};
use crate::app::coach::COACH;
use crate::app::keys::{key, letter};
use crate::app::progress::Progress;
use crate::app::state::App;
use crate::app::{Desk, Inline, Own};
use crate::story::Story;
use crate::view::Pen;
use crate::words::Language;
use ratatui::crossterm::event::{
    Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

const SCENE: &str = "scene: descent?cost=parabola&lr=0.1\n\nPress `n`: w is {w}.\n\n";

/// One card a kind of task, all of them at the same place.
fn story() -> Story {
    let tasks = [
        "direction: cost\nbecause: {cost} and {cost@+1}\n\nWhat will J do?",
        "number: w@+1\nbecause: it was {w}\n\nWhere is w then?",
        "choice: yes\n\nOn which side?\n\n- left | w@+1 < 0\n- right | w@+1 > 0",
        "point: curve\nx: w@+1\nwithin: 0.2\n\nWhere will it be?",
        "reach: cost < 1\nsteps: 10\nsolution: set lr=0.2; goto 9\nbecause: rate {lr}, J {cost:2}, step {t}\n\nBring J below 1.",
        "break: lr\nwhen: cost@+1 > cost\nrange: 0.01 to 10\nwithin: 5%\n\nFrom which rate on does J grow?",
        "do: step 2; back\n\nGo two steps and one back.",
    ];
    let card = |(at, task): (usize, &&str)| {
        format!("## Card {at} {{#card{at}}}\n{SCENE}### Task {at} {{#task{at}}}\nhint: softly\n{task}\n\n")
    };
    let cards: String = tasks.iter().enumerate().map(card).collect();
    let source = format!("---\nlanguage: en\ntitle: Kinds\n---\n\n# Kinds\nlesson: descent\n\n{cards}");
    Story::read(&source).unwrap_or_else(|faults| panic!("{faults:?}"))
}

/// The story at its card of this place.
fn at_card(place: usize) -> App {
    at_card_in(Language::English, place)
}

fn at_card_in(language: Language, place: usize) -> App {
    let pen = Pen { language, ..Pen::plain() };
    let app = App::new(Box::new(Inline::new(Desk::new(8 << 20))), pen, Progress::load(None).0);
    let mut app = app.with_story(Own::new(story(), "kinds".into()));
    resize(&mut app, (100, 30));
    app.begin(None);
    look(&mut app);
    press(&mut app, KeyCode::Enter);
    for _ in 0..place {
        app.cue(super::Cue::Next);
        look(&mut app);
    }
    app
}

fn answers(app: &mut App, typed: &str) -> String {
    types(app, typed);
    press(app, KeyCode::Enter);
    screen(app)
}

fn is_solved(app: &App, place: usize) -> bool {
    app.progress.mark("kinds/descent").is_some_and(|mark| mark.tasks.contains(&format!("task{place}")))
}

/// Sets the parameter that the card asks to turn, and gives the keys back to the coach.
fn sets(app: &mut App, value: &str) {
    press(app, KeyCode::Down);
    press(app, KeyCode::Enter);
    app.handle_event(Event::Key(KeyEvent::new(KeyCode::Char('u'), KeyModifiers::CONTROL)));
    types(app, value);
    press(app, KeyCode::Enter);
    press(app, KeyCode::Esc);
}

/// The place of a card, two wrong answers, what is said to the first and to the second one, the right one, its praise.
type Judged = (usize, [&'static str; 2], &'static str, &'static str, &'static str, &'static str);

/// What is answered by typing or choosing: the place of the card, two wrong answers with what is said to the first and
/// to the second one, and the right one with its praise. Where two options are one is left after a wrong answer, so that
/// the truth is told at once.
const JUDGED: [Judged; 5] = [
    (
        0,
        ["1", "3"],
        "✗ You said a rise; that is not it. Try once more.",
        "✗ You said no change; it is a fall: 9 → 5.76. 9 and 5.76",
        "2",
        "✓ Right: a fall: 9 → 5.76. 9 and 5.76",
    ),
    (
        1,
        ["7", "2.42"],
        "✗ You said 7; that is too large. Try once more.",
        "✗ You said 2.42; it is 2.4. it was 3",
        "3-0.1*6",
        "✓ Right: 2.4. it was 3",
    ),
    (2, ["1", "1"], "✗ You said left; it is right.", "✗ You said left; it is right.", "2", "✓ Right: right."),
    (
        3,
        ["-2", "0"],
        "✗ You said −2; that is too far to the left. Try once more.",
        "✗ You said 0; it is 2.4.",
        "2.5",
        "✓ Right: 2.4.",
    ),
    (
        5,
        ["0.5", "-1"],
        "✗ You said 0.5; that is too small. Try once more.",
        "✗ You said −1; it is 1.",
        "1",
        "✓ Right: 1.",
    ),
];

/// After a first wrong answer it is said what was wrong, the question stays open, and whoever finds the answer then has
/// solved it.
#[test]
fn a_second_try_is_one() {
    for (place, [wrong, _], refused, _, right, praised) in
        JUDGED.into_iter().filter(|(place, ..)| *place != 2)
    {
        let mut app = at_card(place);
        let asked = app.said().and_then(|said| said.open()).cloned().expect("asked");
        let seen = answers(&mut app, wrong);
        assert!(seen.contains(refused) && seen.contains(&asked.words), "{seen}");
        let open = app.said().and_then(|said| said.open()).cloned().expect("still open");
        let verdict = open.verdict.expect("a verdict");
        assert!(
            verdict.truth.is_empty() && verdict.because.is_empty(),
            "nothing is known of it: {verdict:?}"
        );
        types(&mut app, "H");
        assert!(screen(&app).contains("Hint: softly"), "{}", screen(&app));
        let seen = answers(&mut app, right);
        assert!(seen.contains(praised) && seen.contains(&asked.words), "{seen}");
        assert!(is_solved(&app, place), "{place}");
    }
}

/// After a second wrong answer the truth stands beside the guess with its arithmetic; to give it then solves nothing, and
/// on another visit it does.
#[test]
fn who_was_told_the_answer_has_not_found_it() {
    for (place, [first, second], _, told, right, praised) in JUDGED {
        let mut app = at_card(place);
        answers(&mut app, first);
        let seen = answers(&mut app, second);
        assert!(seen.contains(told) && seen.contains("Enter ask again"), "{seen}");
        press(&mut app, KeyCode::Enter);
        let seen = answers(&mut app, right);
        assert!(seen.contains("You had been told") && !is_solved(&app, place), "{seen}");
        app.cue(super::Cue::Next);
        look(&mut app);
        app.cue(super::Cue::Before);
        look(&mut app);
        let seen = answers(&mut app, right);
        assert!(seen.contains(praised) && is_solved(&app, place), "{seen}");
    }
    let mut app = at_card(1);
    types(&mut app, "U");
    press(&mut app, KeyCode::Enter);
    assert!(
        answers(&mut app, "2.4").contains("You had been told") && !is_solved(&app, 1),
        "{}",
        screen(&app)
    );
}

/// An exercise is told after the second wrong answer, and counts by the first.
#[test]
fn an_exercise_has_a_second_try() {
    let mut app = lesson("chain", (100, 30), Language::English);
    types(&mut app, "P");
    let seen = answers(&mut app, "123456");
    assert!(
        seen.contains("that is too large. Try once more.") && seen.contains("0 of 1 right at once"),
        "{seen}"
    );
    let seen = answers(&mut app, "123456");
    assert!(
        seen.contains("✗ You said 123")
            && seen.contains("; it is 5.")
            && seen.contains("0 of 1 right at once"),
        "{seen}"
    );
    types(&mut app, "n");
    answers(&mut app, "123456");
    let question = app.said().and_then(|said| said.open()).map(|asked| asked.id.clone());
    assert!(question.is_some() && !screen(&app).contains("it is "), "{}", screen(&app));
}

/// Who answers wrongly simply types the next try: no key of it chooses a view, what is typed is seen beside the question
/// in the place of the last verdict, Esc brings that back, and a second Esc gives the digits to the views.
#[test]
fn the_next_try_is_typed_at_once() {
    let says = |language, en, zh| if language == Language::English { en } else { zh };
    for (language, place, wrong, right) in
        [Language::English, Language::Chinese].into_iter().flat_map(|language| {
            let kinds = [(0, "1", "2"), (1, "7", "2.4"), (2, "1", "2"), (3, "-2", "2.5"), (5, "0.5", "1")];
            kinds.map(|(place, wrong, right)| (language, place, wrong, right))
        })
    {
        let mut app = at_card_in(language, place);
        let options = matches!(place, 0 | 2);
        let refused = answers(&mut app, wrong);
        let key = if options { format!("1…{}", 3 - place / 2) } else { "0…9".to_string() };
        let name = match place {
            0 => says(language, "choose", "选择"),
            2 => says(language, "another answer", "再答一次"),
            _ => says(language, "type it", "输入"),
        };
        assert!(refused.contains('✗') && refused.contains(&format!("{key} {name}")), "{refused}");
        let view = app.lead().map(str::to_string);
        types(&mut app, right);
        let seen = screen(&app);
        let asks = says(language, "check", "检查");
        assert!(seen.contains(asks) && !seen.contains('✗'), "{seen}");
        let typed = if options { format!(" {right} ") } else { format!("▏{right}") };
        assert!(seen.contains(&typed) && app.lead().map(str::to_string) == view, "{typed} {seen}");
        press(&mut app, KeyCode::Esc);
        assert!(screen(&app).contains('✗'), "{}", screen(&app));
        types(&mut app, right);
        press(&mut app, KeyCode::Enter);
        assert!(screen(&app).contains('✓') && is_solved(&app, place) == (place != 2), "{}", screen(&app));
    }
    let mut app = at_card(1);
    answers(&mut app, "7");
    press(&mut app, KeyCode::Esc);
    types(&mut app, "2");
    assert!(app.coaching.typed().is_empty(), "a view: {}", screen(&app));
    press(&mut app, KeyCode::Esc);
    press(&mut app, KeyCode::Enter);
    types(&mut app, "2.4");
    press(&mut app, KeyCode::Enter);
    assert!(is_solved(&app, 1), "{}", screen(&app));
}

/// An answer may begin with a letter, once Enter has opened its box; the last row says so.
#[test]
fn an_answer_may_begin_with_a_letter() {
    let mut app = at_card(1);
    assert!(screen(&app).contains("0…9 type it   Enter formula"), "{}", screen(&app));
    press(&mut app, KeyCode::Enter);
    assert!(screen(&app).contains("Type a number, or arithmetic"), "{}", screen(&app));
    types(&mut app, "s");
    assert!(screen(&app).contains("▏s") && screen(&app).contains("Esc empty the box"), "{}", screen(&app));
    types(&mut app, "qrt(5.76)");
    press(&mut app, KeyCode::Enter);
    assert!(is_solved(&app, 1), "{}", screen(&app));
}

/// What is no answer stays in its box to be mended.
#[test]
fn what_cannot_be_read_stays() {
    let mut app = at_card(1);
    let seen = answers(&mut app, "3-0.1*");
    assert!(seen.contains("▏3-0.1*▕") && seen.contains("Answer with a number"), "{seen}");
    types(&mut app, "n");
    let seen = screen(&app);
    assert!(
        seen.contains("▏3-0.1*n▕") && seen.contains("Esc empty the box") && !seen.contains("n next   →"),
        "{seen}"
    );
    press(&mut app, KeyCode::Backspace);
    types(&mut app, "6");
    press(&mut app, KeyCode::Enter);
    assert!(is_solved(&app, 1) && !app.coaching.writes(), "{}", screen(&app));
}

/// A goal, and a series of deeds: "not yet" says what is missing, and what was done is noticed without being told.
#[test]
fn what_is_to_be_done_is_noticed() {
    let mut app = at_card(4);
    press(&mut app, KeyCode::Enter);
    assert!(screen(&app).contains("Not yet. rate 0.1, J 9, step 0"), "{}", screen(&app));
    press(&mut app, KeyCode::PageDown);
    assert!(!screen(&app).contains("Not yet"), "it speaks of another state: {}", screen(&app));
    press(&mut app, KeyCode::Enter);
    assert!(screen(&app).contains("Not yet. Only what is reached by step 10 counts."), "{}", screen(&app));
    press(&mut app, KeyCode::Home);
    sets(&mut app, "0.2");
    app.handle_event(Event::Key(KeyEvent::new(KeyCode::Right, KeyModifiers::SHIFT)));
    let seen = screen(&app);
    assert!(
        seen.contains("✓ Done. rate 0.2, J 0.00033, step 10") && seen.contains("Bring J below 1."),
        "{seen}"
    );
    assert!(is_solved(&app, 4));

    let mut app = at_card(6);
    press(&mut app, KeyCode::Enter);
    assert!(
        screen(&app).contains("Not yet. Still to do: take 2 steps; go one step back."),
        "{}",
        screen(&app)
    );
    press(&mut app, KeyCode::Right);
    press(&mut app, KeyCode::Right);
    press(&mut app, KeyCode::Enter);
    assert!(screen(&app).contains("Still to do: go one step back."), "{}", screen(&app));
    press(&mut app, KeyCode::Left);
    assert!(screen(&app).contains("✓ Done.") && is_solved(&app, 6), "{}", screen(&app));
}

/// The value that a parameter is set to answers a question about it; < and > turn that one.
#[test]
fn a_rate_that_breaks_is_found_by_turning_it() {
    let mut app = at_card(5);
    press(&mut app, KeyCode::Enter);
    assert!(screen(&app).contains("✗ You said 0.1; that is too small."), "{}", screen(&app));
    let rate = |app: &App| app.snapshot.as_ref().map(|snapshot| snapshot.parameters.number("lr"));
    let before = rate(&app);
    types(&mut app, ">");
    assert!(rate(&app) > before, "the learning rate, not the first parameter");
    assert!(!screen(&app).contains('✗'), "what is turned is the next try: {}", screen(&app));
    press(&mut app, KeyCode::Enter);
    assert!(screen(&app).contains("✗ You said 0.2; it is 1."), "what is set is tried: {}", screen(&app));
    assert!(rate(&app) > before, "and kept");
    let mut app = at_card(5);
    press(&mut app, KeyCode::Enter);
    sets(&mut app, "1");
    press(&mut app, KeyCode::Enter);
    assert!(screen(&app).contains("✓ Right: 1.") && is_solved(&app, 5), "{}", screen(&app));
}

/// Who gives up is shown how it is done, beside the question, and told what came of it.
#[test]
fn a_goal_is_shown_with_its_result() {
    let mut app = at_card(4);
    types(&mut app, "U");
    let seen = screen(&app);
    assert!(
        seen.contains("Shown: set learning rate α = 0.2; go to step 9. rate 0.2, J 0.00091, step 9"),
        "{seen}"
    );
    assert!(seen.contains("Bring J below 1.") && !is_solved(&app, 4), "{seen}");
    press(&mut app, KeyCode::Enter);
    assert!(app.said().is_some_and(|said| said.open().is_some()), "asked again");
}

/// The words of a card speak of the state at which its question was put, whatever is done after it; keys in them are
/// set apart by their colour.
#[test]
fn the_words_stay_those_of_the_question() {
    let mut app = at_card(1);
    assert!(screen(&app).contains("Press n: w is 3."), "{}", screen(&app));
    press(&mut app, KeyCode::Right);
    assert!(screen(&app).contains("Press n: w is 3."), "{}", screen(&app));
}

/// What is written belongs to the question, also from inside a panel; another card leaves the panel.
#[test]
fn an_answer_is_given_from_inside_a_panel() {
    let mut app = at_card(1);
    press(&mut app, KeyCode::Tab);
    press(&mut app, KeyCode::Enter);
    assert!(app.inside.is_some(), "inside");
    let seen = answers(&mut app, "2.4");
    assert!(seen.contains("✓ Right: 2.4."), "{seen}");
    types(&mut app, "n");
    assert!(app.inside.is_none() && app.focus == COACH, "another card");
}

/// Where a question does not fit beside its words, its options are not seen without it, and digits choose views.
#[test]
fn a_question_is_seen_with_its_options_or_not_at_all() {
    let mut app = lesson("slope", (80, 24), Language::English);
    card(&mut app, "too-small");
    app.coaching.asks = false;
    let seen = screen(&app);
    assert!(seen.contains("n question") && !seen.contains("Will the error rise"), "{seen}");
    types(&mut app, "n");
    let seen = screen(&app);
    assert!(seen.contains("Will the error rise") && seen.contains("1 rise"), "{seen}");
    types(&mut app, "H");
    assert!(screen(&app).contains("Hint: ") && screen(&app).contains("1 rise"), "{}", screen(&app));
}

/// A click on a term of the card tells what it means; `;` lists the terms of the card first.
#[test]
fn a_term_on_the_card_is_explained() {
    let mut app = lesson("descent", (100, 30), Language::English);
    let row = screen(&app).lines().position(|line| line.contains("slope is ∂J/∂w")).expect("the card") as u16;
    let column = |app: &App| {
        screen(app).lines().nth(usize::from(row)).and_then(|line| {
            let at = line.find("slope")?;
            Some(line[..at].chars().count() as u16)
        })
    };
    let click = MouseEvent {
        kind: MouseEventKind::Down(MouseButton::Left),
        column: column(&app).expect("the word") + 1,
        row,
        modifiers: KeyModifiers::NONE,
    };
    app.handle_event(Event::Mouse(click));
    let seen = screen(&app);
    assert!(seen.contains("any other key closes"), "{seen}");
    app.handle_event(Event::Key(key(KeyCode::Esc)));
    app.handle_event(Event::Key(letter(';')));
    let seen = screen(&app);
    let first = seen.lines().find(|line| line.contains('▸')).unwrap_or_default();
    assert!(
        ["cost", "weight", "slope", "derivative", "learning rate", "gradient"]
            .iter()
            .any(|term| first.contains(term)),
        "{seen}"
    );
}

/// Two questions at once are one too many: beside that of the card no other one stands.
#[test]
fn nothing_else_is_asked_beside_a_question() {
    for (language, asks, says) in [
        (Language::English, "Which weight will grow most?", "2 of 4 on the right side of ½"),
        (Language::Chinese, "哪个权重会增加得最多？", "4 个中 2 个在 ½ 的正确一侧"),
    ] {
        let mut app = lesson("neuron", (80, 24), language);
        card(&mut app, "faster");
        let seen = screen(&app);
        assert!(seen.contains(says) && !seen.contains(asks), "to be done: {seen}");
        card(&mut app, "either-or");
        let seen = answers(&mut app, "1");
        assert!(seen.contains('✗') && !seen.contains(says) && !seen.contains(asks), "another try: {seen}");
        let seen = answers(&mut app, "1");
        assert!(seen.contains('✗') && seen.contains(says) && !seen.contains(asks), "answered: {seen}");
    }
}
