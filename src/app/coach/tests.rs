//! The coach on the screen, with the whole program and no terminal.

use super::Form;
use crate::app::keys::{key, letter};
use crate::app::progress::Progress;
use crate::app::stage::regions;
use crate::app::state::App;
use crate::app::{Desk, Inline, Own};
use crate::lab::{Card, Recipe};
use crate::lessons::ALL;
use crate::story::{Story, chapters};
use crate::view::{self, Pen, print};
use crate::words::Language;
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Rect;

pub(in crate::app) const SIZES: [(u16, u16); 5] = [(80, 24), (100, 30), (120, 40), (160, 50), (200, 60)];
pub(in crate::app) const LANGUAGES: [Language; 2] = [Language::English, Language::Chinese];

pub(in crate::app) fn lesson(id: &str, size: (u16, u16), language: Language) -> App {
    let pen = Pen { language, ..Pen::plain() };
    let mut app = App::new(Box::new(Inline::new(Desk::new(8 << 20))), pen, Progress::load(None).0);
    resize(&mut app, size);
    app.open(Recipe::of(id));
    look(&mut app);
    app
}

pub(in crate::app) fn resize(app: &mut App, size: (u16, u16)) {
    app.handle_event(Event::Resize(size.0, size.1));
}

/// Lets the program read what its desk has to say.
pub(in crate::app) fn look(app: &mut App) {
    app.handle_event(Event::FocusGained);
}

pub(in crate::app) fn press(app: &mut App, code: KeyCode) {
    app.handle_event(Event::Key(key(code)));
}

pub(in crate::app) fn types(app: &mut App, words: &str) {
    for c in words.chars() {
        app.handle_event(Event::Key(letter(c)));
    }
}

pub(in crate::app) fn screen(app: &App) -> String {
    let mut buf = Buffer::empty(Rect::new(0, 0, app.size.0, app.size.1));
    app.draw_into(&mut buf);
    print::text(&buf)
}

/// Goes to the card of this name.
pub(super) fn card(app: &mut App, id: &str) {
    let lesson = app.chosen_card().id;
    let chapter = crate::story::chapter(lesson, app.pen.language).expect("told");
    let place = chapter.place(id).expect("a card");
    while app.said().expect("told").place != place {
        app.cue(super::Cue::Next);
        look(app);
    }
    app.coaching.asks = true;
}

pub(in crate::app) fn cards() -> impl Iterator<Item = &'static Card> {
    ALL.iter().map(|entry| (entry.card)())
}

/// Where the panels stand in a window of this size; names are whole from 100 columns on.
fn places(app: &App, size: (u16, u16), moment: &str) -> Vec<Rect> {
    let panels = app.panels();
    let body = regions(Rect::new(0, 0, size.0, size.1)).body;
    let arrangement = view::arrange(&panels, body, app.lead(), false);
    for slot in arrangement.slots.iter().filter(|_| size.0 >= 100) {
        for panel in slot.panels.iter().map(|at| &panels[*at]) {
            let room = usize::from(slot.area.width) - 7;
            let names = [&panel.title, crate::app::views::name(panel)];
            let fits = names.iter().any(|words| view::width(words.get(app.pen.language)) <= room);
            assert!(fits, "{moment} {}: {:?}", panel.id, panel.title);
        }
    }
    arrangement.slots.iter().map(|slot| slot.area).collect()
}

/// Whatever is looked at, places stay where they are.
#[test]
fn places_stay_through_a_lesson() {
    for card in cards() {
        for language in LANGUAGES {
            let mut app = lesson(card.id, SIZES[0], language);
            let all = |app: &App, moment: &str| {
                SIZES.map(|size| places(app, size, &format!("{} {moment}", card.id)))
            };
            let known = all(&app, "start");
            let phases = app.snapshot.as_ref().map_or(0, |snapshot| snapshot.phases.len());
            for phase in 0..=phases {
                types(&mut app, ".");
                assert_eq!(known, all(&app, "phase"), "{} {language:?} phase {phase}", card.id);
            }
            press(&mut app, KeyCode::Right);
            assert_eq!(known, all(&app, "step"), "{} {language:?} a step", card.id);
            if app.snapshot.as_ref().and_then(|s| s.length).is_some_and(|length| length <= 40) {
                press(&mut app, KeyCode::End);
                assert_eq!(known, all(&app, "end"), "{} {language:?} the end", card.id);
            }
        }
    }
}

/// A phase brings its own view forward, and a chosen one stays until the next phase.
#[test]
fn a_phase_brings_its_view_and_a_digit_chooses() {
    let mut app = lesson("neuron", (120, 40), Language::English);
    let companion = |app: &App| {
        let panels = app.panels();
        panels[app.arrangement(&panels).slots[1].shown].id
    };
    types(&mut app, "..");
    assert_eq!(companion(&app), "curve");
    // The question of the card takes digits until Esc leaves it.
    press(&mut app, KeyCode::Esc);
    types(&mut app, "4");
    assert_eq!(companion(&app), "examples");
    types(&mut app, ".");
    assert_ne!(companion(&app), "examples", "the next phase brings its own");
    press(&mut app, KeyCode::Right);
    types(&mut app, "5");
    assert_eq!(companion(&app), "adjust");
    assert_eq!(
        app.snapshot.as_ref().map(|s| (s.card.id, s.now)),
        Some(("neuron", 1)),
        "no digit leaves the lesson"
    );
}

#[test]
fn a_number_is_typed_checked_and_kept() {
    let mut app = lesson("chain", (120, 40), Language::English);
    assert!(app.said().expect("told").open().is_some());
    types(&mut app, "7+8*3");
    assert!(screen(&app).contains("▏7+8*3 ▕"), "{}", screen(&app));
    press(&mut app, KeyCode::Enter);
    let seen = screen(&app);
    assert!(seen.contains("✗ You said 31; that is too small. Try once more."), "{seen}");
    assert!(
        !seen.contains("45") && app.progress.mark("chain").is_none_or(|mark| mark.tasks.is_empty()),
        "{seen}"
    );
    types(&mut app, "3*15");
    press(&mut app, KeyCode::Enter);
    let seen = screen(&app);
    assert!(seen.contains("✓ Right: 45.") && seen.contains("3·15 = 45"), "{seen}");
    assert!(seen.contains("●○○○○○○○"), "{seen}");
    assert!(app.progress.mark("chain").is_some_and(|mark| mark.tasks.contains("forward-j")));
    press(&mut app, KeyCode::Enter);
    assert_eq!(app.said().map(|said| said.place), Some(1), "Enter goes on");
}

#[test]
fn hints_come_one_by_one_and_show_me_does_it_without_a_tick() {
    let mut app = lesson("chain", (120, 40), Language::English);
    types(&mut app, "H");
    assert!(screen(&app).contains("Hint: Begin with u = b·c"), "{}", screen(&app));
    types(&mut app, "H");
    assert!(screen(&app).contains("Hint: u = 8"), "{}", screen(&app));
    types(&mut app, "HU");
    let seen = screen(&app);
    assert!(seen.contains("The answer: 45.") && seen.contains("step 3 / 12"), "{seen}");
    assert!(app.progress.mark("chain").is_none_or(|mark| mark.tasks.is_empty()));
}

/// What is shown reaches its goal from wherever the learner has come to.
#[test]
fn the_way_that_is_shown_begins_where_the_goal_was_set() {
    for id in ["neuron", "descent", "logistic", "cats"] {
        let reaches = |card: &&crate::story::Card| {
            card.task.as_ref().is_some_and(|task| matches!(task.kind, crate::story::Kind::Reach { .. }))
        };
        let chapter = crate::story::chapter(id, Language::English).expect("a story");
        let goal = chapter.cards.iter().find(reaches).expect("a goal").id.clone();
        let shown = |astray: bool| {
            let mut app = lesson(id, (120, 40), Language::English);
            card(&mut app, &goal);
            if astray {
                types(&mut app, "<");
                (0..3).for_each(|_| press(&mut app, KeyCode::Right));
                types(&mut app, "<");
            }
            types(&mut app, "U");
            look(&mut app);
            app.snapshot.as_ref().map(|snapshot| snapshot.recipe.clone()).expect("a lesson")
        };
        assert_eq!(shown(true), shown(false), "{id} {goal}");
    }
}

/// Whoever does what the hints of a goal say, by the keys that they name, reaches it.
#[test]
fn the_keys_that_a_hint_names_reach_the_goal() {
    let mut app = lesson("cats", (120, 40), Language::English);
    card(&mut app, "early");
    types(&mut app, "HH");
    let hint =
        "< and > leave 0.003 out, so type it: ↓, Enter, 0.003. Then look at steps 60 to 120 (Shift-→).";
    assert!(screen(&app).split_whitespace().collect::<Vec<_>>().join(" ").contains(hint), "{}", screen(&app));
    press(&mut app, KeyCode::Down);
    press(&mut app, KeyCode::Enter);
    types(&mut app, "0.003");
    press(&mut app, KeyCode::Enter);
    for _ in 0..6 {
        let ten = KeyEvent::new(KeyCode::Right, KeyModifiers::SHIFT);
        app.handle_event(Event::Key(ten));
    }
    look(&mut app);
    assert!(screen(&app).contains("✓ Done."), "{}", screen(&app));
}

#[test]
fn what_was_done_is_noticed_and_elsewhere_is_said() {
    let mut app = lesson("chain", (120, 40), Language::English);
    types(&mut app, "n");
    assert_eq!(app.said().map(|said| (said.place, said.deeds[0].1)), Some((1, false)));
    assert!(app.said().expect("told").asked.is_none(), "asked after the step");
    press(&mut app, KeyCode::Right);
    let said = app.said().expect("told");
    assert!(said.deeds[0].1 && said.open().is_some() && !said.elsewhere);
    // Away, and back.
    press(&mut app, KeyCode::Down);
    types(&mut app, ">");
    types(&mut app, "e");
    assert!(app.said().expect("told").elsewhere, "another example");
    assert!(screen(&app).contains("you are elsewhere: Esc Enter brings you back"), "{}", screen(&app));
    press(&mut app, KeyCode::Esc);
    press(&mut app, KeyCode::Enter);
    assert!(!app.said().expect("told").elsewhere);
}

/// Of another state than its own a card says nothing: its words would be untrue there.
#[test]
fn a_card_says_nothing_of_another_state_than_its_own() {
    for (line, untrue) in [
        ("descent?cost=twin&lr=0.19&step=20", "to the right it goes up"),
        ("logistic?w1=1&w2=-94&step=8", "everywhere"),
        ("network?preset=xor&start=zeros", "It got stuck"),
    ] {
        let recipe = crate::lab::Recipe::parse(line).expect("a share line");
        let pen = crate::view::Pen::plain();
        let keys = crate::app::keys::Keymap::default();
        let frame = crate::app::Film::open(Some(&recipe), (160, 50), pen, &keys).expect("it opens").frame();
        let seen = crate::view::print::text(&frame);
        assert!(!seen.contains(untrue) && seen.contains("everything else speaks of what you see"), "{seen}");
    }
}

#[test]
fn a_choice_is_marked_by_its_digit_and_an_item_can_be_pressed() {
    let mut app = lesson("chain", (120, 40), Language::English);
    card(&mut app, "strongest");
    let form = app.said().and_then(|said| said.open()).map(|asked| asked.form.clone());
    assert!(matches!(form, Some(Form::Options(ref options)) if options.len() == 3), "{form:?}");
    types(&mut app, "3");
    press(&mut app, KeyCode::Enter);
    assert!(screen(&app).contains("✓ Right: c."), "{}", screen(&app));
}

/// What is asked is nowhere on the screen before it is told, and it is told after a second wrong answer: neither beside
/// the question nor in a title, caption, table or formula of what lies ahead, nor in what is said to the first one.
#[test]
fn answers_are_not_seen_before_they_are_given() {
    let mut faults = Vec::new();
    for chapter in chapters(Language::English) {
        let mut app = lesson(&chapter.lesson, (160, 50), Language::English);
        for place in 0..chapter.cards.len() {
            let deeds = chapter.cards[place].deeds.clone();
            for deed in &deeds {
                if let crate::story::Deed::Step(n) = deed {
                    for _ in 0..*n {
                        press(&mut app, KeyCode::Right);
                    }
                }
            }
            let said = app.said().expect("told");
            let number = said.open().is_some_and(|asked| asked.form == Form::Line && asked.panel.is_none());
            if number {
                let mut seen = vec![screen(&app)];
                for _ in 0..2 {
                    types(&mut app, "123456");
                    press(&mut app, KeyCode::Enter);
                    seen.push(screen(&app));
                }
                let asked = app.said().and_then(|said| said.asked.clone()).expect("answered");
                let truth = asked.verdict.expect("a verdict").truth.en.to_string();
                assert!(seen.pop().is_some_and(|told| told.contains(&truth)), "{truth} is told");
                // A small whole number stands on any screen for other reasons.
                let telling = truth.chars().filter(char::is_ascii_digit).count() >= 3;
                let told = |line: &&str| telling && line.contains(&truth);
                let id = &chapter.cards[place].id;
                let lines = seen.iter().flat_map(|screen| screen.lines()).filter(told);
                faults.extend(lines.map(|line| format!("{} {id}: {truth} in {line}", chapter.lesson)));
            }
            app.cue(super::Cue::Next);
            look(&mut app);
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn practice_goes_on_without_end_and_back() {
    let mut app = lesson("chain", (80, 24), Language::English);
    types(&mut app, "P");
    assert!(screen(&app).contains("practice · 0 of 0 right"), "{}", screen(&app));
    types(&mut app, "123456");
    press(&mut app, KeyCode::Enter);
    assert!(screen(&app).contains("practice · 0 of 1 right"), "{}", screen(&app));
    types(&mut app, "n");
    let first = app.said().and_then(|said| said.asked.clone()).map(|asked| asked.words);
    types(&mut app, "n");
    assert_ne!(app.said().and_then(|said| said.asked.clone()).map(|asked| asked.words), first);
    types(&mut app, "p");
    assert!(screen(&app).contains("card 1/8"), "{}", screen(&app));
}

#[test]
fn the_coach_speaks_the_language_of_the_screen() {
    let mut app = lesson("slope", (120, 40), Language::English);
    types(&mut app, "nn");
    let place = app.said().expect("told").place;
    types(&mut app, "L");
    let said = app.said().expect("told");
    assert_eq!(said.place, place);
    assert!(said.words.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{}", said.words);
}

const CLASS: &str = "---\nlanguage: en\ntitle: Monday\n---\n\n# First\nlesson: descent\nhide: kappa\nlock: lr key:e\n\n## Look {#look}\nscene: descent\n\nWatch J = {cost}.\n\n# Second\nlesson: chain\n\n## Say {#say}\nscene: chain\n\nSay it.\n\n### J {#j}\nnumber: value.J@end\n\nWhat is J?\n";

/// A teacher's story on the list of lessons.
fn with_a_class() -> App {
    let story = Story::read(CLASS).expect("readable");
    let app = App::new(Box::new(Inline::new(Desk::new(8 << 20))), Pen::plain(), Progress::load(None).0);
    let mut app = app.with_story(Own::new(story, "monday".into()));
    resize(&mut app, (120, 40));
    app.begin(None);
    look(&mut app);
    app
}

#[test]
fn behind_a_teachers_chapter_comes_the_next_one_and_then_the_lessons() {
    let mut app = with_a_class();
    press(&mut app, KeyCode::Enter);
    for (key, words) in
        [("]", "Say it."), ("]", "Two points make a slope"), ("[", "Say it."), ("[", "Watch J")]
    {
        types(&mut app, key);
        look(&mut app);
        assert!(screen(&app).contains(words), "{key}: {}", screen(&app));
    }
}

/// A learner who has another key for a step reads of that one.
#[test]
fn cards_name_the_keys_in_force() {
    let mut app = with_a_class();
    app.open(Recipe::of("chain"));
    look(&mut app);
    app.keys.rebind("step", vec![key(KeyCode::F(7))]).expect("free");
    app.keys.rebind("next_card", vec![key(KeyCode::F(8))]).expect("free");
    app.open(Recipe::of("chain"));
    look(&mut app);
    let said = app.said().expect("told");
    assert!(said.words.contains("`F7`") && !said.words.contains('→'), "{}", said.words);
    assert!(screen(&app).contains("F8 question") || screen(&app).contains("F8 next"), "{}", screen(&app));
}

#[test]
fn a_teachers_story_stands_first_and_its_rules_hold() {
    let mut app = with_a_class();
    let seen = screen(&app);
    assert!(seen.contains("Monday") && seen.contains("▸ 1  First"), "{seen}");
    press(&mut app, KeyCode::Enter);
    let seen = screen(&app);
    assert!(seen.contains("Watch J = 28"), "{seen}");
    assert!(!seen.contains("steepness κ"), "hidden: {seen}");
    let rate = |app: &App| app.snapshot.as_ref().map(|s| s.parameters.number("lr"));
    let before = rate(&app);
    types(&mut app, "e");
    assert!(screen(&app).contains("does without the key e"), "{}", screen(&app));
    press(&mut app, KeyCode::Down);
    press(&mut app, KeyCode::Down);
    types(&mut app, ">");
    assert_eq!(rate(&app), before, "locked");
    // The second chapter, and its task under a key of its own.
    press(&mut app, KeyCode::Esc);
    press(&mut app, KeyCode::Esc);
    press(&mut app, KeyCode::Down);
    press(&mut app, KeyCode::Enter);
    types(&mut app, "45");
    press(&mut app, KeyCode::Enter);
    assert!(app.progress.mark("monday/chain").is_some_and(|mark| mark.tasks.contains("j")));
}

#[test]
fn nothing_moves_where_motion_is_off() {
    for on in [true, false] {
        let mut app = lesson("descent", (120, 40), Language::English).with_motion(on);
        press(&mut app, KeyCode::Right);
        assert_eq!(app.motion.deadline().is_some(), on);
        press(&mut app, KeyCode::End);
        assert!(app.motion.deadline().is_none(), "a long way is not walked");
    }
}

#[test]
fn the_palette_finds_what_is_meant() {
    for (typed, expected) in [
        ("network", "network"),
        ("10", "digits"),
        ("spiral", "playground"),
        ("受限玻尔兹曼机", "rbm"),
        ("动量", "optimizers"),
        ("netwrok", "network"),
        ("hopfeild", "hopfield"),
        ("ｃａｔｓ", "cats"),
    ] {
        let mut app = lesson("slope", (120, 40), Language::English);
        types(&mut app, ":");
        types(&mut app, typed);
        press(&mut app, KeyCode::Enter);
        look(&mut app);
        let term = app.overlay.is_some();
        let open = app.snapshot.as_ref().map(|snapshot| snapshot.card.id);
        assert!(term || open == Some(expected), "{typed} leads to {open:?}");
    }
    let mut app = lesson("slope", (120, 40), Language::English);
    types(&mut app, ":");
    for typed in ["zqxv", "asdfgh", "elephant", "qwertz"] {
        types(&mut app, typed);
        assert!(screen(&app).contains("Nothing is called that"), "{typed} finds something");
        typed.chars().for_each(|_| press(&mut app, KeyCode::Backspace));
    }
}
