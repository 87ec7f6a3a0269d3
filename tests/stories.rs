//! Every story that ships: what it names exists, its tasks can be answered, and only rightly.

use nnlab::lab::{Recipe, Session};
use nnlab::math::Expression;
use nnlab::story::{Answer, Card, Chapter, Deed, Kind, Lookahead, Question, Story, Task, Tour, agree, check};
use nnlab::words::Language;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

fn no_clock() -> Duration {
    Duration::ZERO
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/stories")
}

/// The lessons that have a story.
fn told() -> Vec<String> {
    let files =
        fs::read_dir(folder()).expect("the stories").map(|entry| entry.expect("an entry").file_name());
    let mut lessons: Vec<String> =
        files.filter_map(|name| Some(name.to_str()?.strip_suffix(".en.md")?.to_string())).collect();
    lessons.sort();
    assert!(!lessons.is_empty());
    lessons
}

fn story(lesson: &str, language: &str) -> Story {
    let file = format!("{lesson}.{language}.md");
    let source = fs::read_to_string(folder().join(&file)).expect("a story in each language");
    Story::read(&source).unwrap_or_else(|faults| {
        panic!(
            "{}",
            faults.iter().map(|fault| fault.problem(&file).to_string()).collect::<Vec<_>>().join("\n")
        )
    })
}

/// One story a lesson: that the other language asks the same is held by the first test.
fn all() -> Vec<Story> {
    told().iter().map(|lesson| story(lesson, "en")).collect()
}

/// What looks ahead in a lesson, one for all tests, languages and sizes: what one has computed the others find there.
fn ahead(lesson: &str) -> MutexGuard<'static, Lookahead> {
    static AHEAD: OnceLock<BTreeMap<String, Mutex<Lookahead>>> = OnceLock::new();
    let all = AHEAD.get_or_init(|| {
        let one = |lesson: String| (lesson, Mutex::new(Lookahead::keeping(4, no_clock)));
        told().into_iter().map(one).collect()
    });
    // A test that failed with it has left nothing half done in it.
    all[lesson].lock().unwrap_or_else(PoisonError::into_inner)
}

/// Every card with the state that it is told at: the scene, with the card's deeds done.
fn cards<'a>(chapter: &'a Chapter, ahead: &mut Lookahead) -> Vec<(&'a Card, Box<dyn Session>)> {
    let mut at = Recipe::of(&chapter.lesson);
    let mut told = Vec::new();
    for card in &chapter.cards {
        at = card.scene.clone().unwrap_or(at);
        let mut session = ahead.open(&at).unwrap_or_else(|problem| panic!("{}: {problem}", card.id));
        for deed in &card.deeds {
            deed.perform(session.as_mut()).unwrap_or_else(|problem| panic!("{}: {problem}", card.id));
        }
        told.push((card, session));
    }
    told
}

/// A task as it is asked: the question, the words before it, and the state, opened once for all tests.
struct Asked {
    lesson: String,
    task: Task,
    question: Question,
    said: String,
    session: Mutex<Box<dyn Session>>,
}

/// Every task of every story.
fn asked() -> &'static [Asked] {
    static ASKED: OnceLock<Vec<Asked>> = OnceLock::new();
    ASKED.get_or_init(|| {
        let mut asked = Vec::new();
        for chapter in all().into_iter().flat_map(|story| story.chapters) {
            let mut ahead = ahead(&chapter.lesson);
            for (card, session) in cards(&chapter, &mut ahead) {
                let Some(task) = card.task.clone() else { continue };
                let question = ask(&task, session.as_ref(), &mut ahead);
                let said = format!("{} {}", card.coach.say(session.as_ref(), &mut ahead), question.words());
                let (lesson, session) = (chapter.lesson.clone(), Mutex::new(session));
                asked.push(Asked { lesson, task, question, said, session });
            }
        }
        asked
    })
}

fn ask(task: &Task, here: &dyn Session, ahead: &mut Lookahead) -> Question {
    Question::ask(task, here, ahead).unwrap_or_else(|problem| panic!("{}: {problem}", task.id))
}

#[test]
fn every_story_names_what_exists_and_fits_its_place() {
    let mut wrong = Vec::new();
    for lesson in told() {
        let pair = ["en", "zh"].map(|language| story(&lesson, language));
        assert_eq!(pair.each_ref().map(|story| story.language), [Language::English, Language::Chinese]);
        for (story, language) in pair.iter().zip(["en", "zh"]) {
            let faults = check(story, &nnlab::app::keys::Keymap::default().told(), &mut ahead(&lesson));
            wrong.extend(
                faults.iter().map(|fault| fault.problem(&format!("{lesson}.{language}.md")).to_string()),
            );
        }
        let faults = agree(&pair[0], &pair[1]);
        wrong.extend(faults.iter().map(|fault| fault.problem(&format!("{lesson}.en.md")).to_string()));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a book says, so that the questions are not only right by their own account.
#[test]
fn answers_are_those_of_the_book() {
    let known = [
        ("slope", "rise-run", 7.0),
        ("slope", "next-quotient", 4.1),
        ("slope", "at-five", 10.0),
        ("slope", "by-rule", 0.25),
        ("chain", "forward-j", 45.0),
        ("chain", "db", 6.0),
        ("chain", "nudged-j", 45.006),
        ("chain", "both", 5.0),
        ("chain", "dz", -0.5),
        ("descent", "first-step", 2.4),
        ("descent", "break-rate", 1.0),
        ("logistic", "first-answer", 0.5),
        ("cats", "first-cost", std::f64::consts::LN_2),
        ("cats", "always-cat", 66.0),
        ("neuron", "answer-101", 1.0 / (1.0 + (0.165955990594852f64 + 0.9997712503653102).exp())),
        ("neuron", "new-w1", 0.12025405710936243),
        ("neuron", "all-zeros", 0.5),
        ("vectorize", "v-dot-v", 5.25),
        ("network", "w5", 0.35891647971788465),
        ("network", "count", 16.0),
        ("digits", "know-nothing", std::f64::consts::LN_10),
        ("optimizers", "first-y", -0.5),
        ("optimizers", "adam-first", -3.9),
        ("hopfield", "count", 4950.0),
    ];
    for (lesson, id, expected) in known {
        let found = asked().iter().find(|asked| asked.lesson == lesson && asked.task.id == id);
        let question = &found.unwrap_or_else(|| panic!("{id}")).question;
        let Answer::Number(answer) = question.right_answer() else { panic!("{id} asks for a number") };
        assert!((answer - expected).abs() < 2e-3 * expected.abs(), "{lesson} {id}: {answer}, not {expected}");
    }
}

#[test]
fn every_lesson_is_told_in_ninety_five_cards_and_more() {
    let chapters: Vec<Chapter> = all().into_iter().flat_map(|story| story.chapters).collect();
    let cards: usize = chapters.iter().map(|chapter| chapter.cards.len()).sum();
    let kinds: std::collections::BTreeSet<&str> =
        chapters.iter().flat_map(Chapter::tasks).map(|(_, task)| task.kind_name()).collect();
    let tasks = chapters.iter().flat_map(Chapter::tasks).count();
    assert_eq!(chapters.len(), nnlab::lessons::ALL.len());
    assert!(cards >= 95 && tasks >= 48, "{cards} cards, {tasks} tasks");
    assert!(kinds.len() == 7, "only {kinds:?}");
}

#[test]
fn every_story_is_five_to_nine_cards_with_three_tasks_and_one_that_is_no_choice() {
    for lesson in told() {
        let story = story(&lesson, "en");
        let [chapter] = &story.chapters[..] else { panic!("{lesson}: one chapter a file") };
        assert_eq!(chapter.lesson, lesson);
        assert!((5..=9).contains(&chapter.cards.len()), "{lesson}: {} cards", chapter.cards.len());
        let open = chapter.tasks().filter(|(_, task)| !matches!(task.kind, Kind::Choice(_))).count();
        assert!(chapter.tasks().count() >= 3 && open >= 1, "{lesson}: {} tasks", chapter.tasks().count());
    }
}

/// Answers that are wrong, whatever the question.
fn wrong_answers(question: &Question) -> Vec<Answer> {
    match question.right_answer() {
        Answer::Direction(right) => [Ordering::Less, Ordering::Equal, Ordering::Greater]
            .into_iter()
            .filter(|way| *way != right)
            .map(Answer::Direction)
            .collect(),
        Answer::Number(right) => {
            vec![Answer::Number(right + 0.5 * right.abs() + 0.05), Answer::Number(right + right.abs() + 1.0)]
        }
        Answer::Which(right) => {
            (0..question.options().len()).filter(|at| *at != right).map(Answer::Which).collect()
        }
        Answer::Place(x, y) => vec![Answer::Place(x + 100.0, y)],
        Answer::Done => vec![Answer::Done],
    }
}

#[test]
fn every_task_takes_the_right_answer_and_refuses_wrong_ones() {
    for Asked { lesson, task, question, session, .. } in asked() {
        let mut session = session.lock().expect("no test fails with it");
        let (mut question, mut ahead) = (question.clone(), ahead(lesson));
        for answer in wrong_answers(&question) {
            let verdict = question.check(&answer, session.as_ref(), &mut ahead).expect("checkable");
            assert!(!verdict.right, "{}: {answer:?} is taken", task.id);
        }
        // What is to be done is done by the solution that is kept beside it.
        if question.right_answer() == Answer::Done {
            for deed in task.demonstration() {
                deed.perform(session.as_mut()).unwrap_or_else(|problem| panic!("{}: {problem}", task.id));
                question.notice(deed, session.as_ref());
            }
        }
        let right = question.right_answer();
        let verdict = question.check(&right, session.as_ref(), &mut ahead).expect("checkable");
        assert!(verdict.right, "{}: {right:?} is refused", task.id);
    }
}

#[test]
fn typed_answers_count_as_they_are_meant() {
    for Asked { lesson, task, question, session, .. } in asked() {
        let typed = match question.right_answer() {
            Answer::Direction(Ordering::Greater) => "rise".to_string(),
            Answer::Direction(Ordering::Less) => "降".to_string(),
            Answer::Direction(Ordering::Equal) => "3".to_string(),
            Answer::Number(x) => format!("2*{x}/2"),
            Answer::Which(at) => (at + 1).to_string(),
            Answer::Place(x, y) if y.is_nan() => x.to_string(),
            Answer::Place(x, y) => format!("{x}, {y}"),
            Answer::Done => continue,
        };
        let answer = question.read(&typed).unwrap_or_else(|problem| panic!("{}: {problem}", task.id));
        let session = session.lock().expect("no test fails with it");
        let verdict = question.check(&answer, session.as_ref(), &mut ahead(lesson));
        assert!(verdict.expect("checkable").right, "{}: {typed} is refused", task.id);
        assert!(question.read("?!").is_err(), "{}: nonsense is taken", task.id);
    }
}

/// What is asked about the beginning, or about a step with a number, has the same answer at whatever step it is put.
#[test]
fn the_beginning_stays_the_beginning() {
    let about = [
        "first-answer",
        "first-cost",
        "always-cat",
        "xor",
        "which-loss",
        "which-valley",
        "after-400",
        "first-y",
        "adam-first",
        "u",
    ];
    let mut met = 0;
    for Asked { lesson, task, question, session, .. } in asked() {
        if !about.contains(&task.id.as_str()) {
            continue;
        }
        met += 1;
        let (recipe, mut ahead) = (session.lock().expect("no test fails with it").recipe(), ahead(lesson));
        let mut gone_on = ahead.open(&recipe).unwrap_or_else(|problem| panic!("{}: {problem}", task.id));
        for _ in 0..6 {
            assert!(gone_on.forward(), "{}", task.id);
        }
        let later = ask(task, gone_on.as_ref(), &mut ahead).right_answer();
        assert_eq!(format!("{later:?}"), format!("{:?}", question.right_answer()), "{}", task.id);
    }
    assert_eq!(met, about.len());
}

/// What a card says before the answer does not give it away.
#[test]
fn no_number_that_is_asked_for_stands_in_the_words_before() {
    for Asked { task, question, said, .. } in asked() {
        let (Kind::Number { .. } | Kind::Break { .. }) = &task.kind else { continue };
        let truth = question.truth().en.to_string();
        let digits = truth.chars().filter(char::is_ascii_digit).count();
        assert!(digits < 3 || !said.contains(&truth), "{}: {truth} stands in {said}", task.id);
    }
}

#[test]
fn exercises_are_new_each_time_and_graded_alike() {
    let mut kinds = 0;
    for story in all() {
        for drill in story.chapters.iter().flat_map(|chapter| &chapter.drills) {
            kinds += 1;
            let mut seen = std::collections::BTreeSet::new();
            for number in 1..=30 {
                let (scene, task) = drill.exercise(number).expect("an exercise");
                seen.insert(scene.line());
                let mut ahead = Lookahead::new(no_clock);
                let session = ahead.open(&scene).expect("a scene");
                let question = ask(&task, session.as_ref(), &mut ahead);
                let right = question.right_answer();
                let verdict = question.check(&right, session.as_ref(), &mut ahead).expect("checkable");
                assert!(verdict.right, "{}: exercise {number}", drill.id());
                for answer in wrong_answers(&question) {
                    let verdict = question.check(&answer, session.as_ref(), &mut ahead).expect("checkable");
                    assert!(!verdict.right, "{}: exercise {number} takes {answer:?}", drill.id());
                }
            }
            assert!(seen.len() > 15, "{}: only {} different ones of 30", drill.id(), seen.len());
        }
    }
    assert!(kinds >= 8, "only {kinds} kinds of exercises");
}

/// Does what is asked for, with the tour looking on.
fn follow(deeds: &[Deed], session: &mut dyn Session, tour: &mut Tour, ahead: &mut Lookahead, name: &str) {
    for deed in deeds {
        deed.perform(session).unwrap_or_else(|problem| panic!("{name}: {deed}: {problem}"));
        tour.notice(deed, session, ahead).unwrap_or_else(|problem| panic!("{name}: {deed}: {problem}"));
    }
}

/// One learner goes through a chapter from a fresh start and does all that it asks, card after card: every card finds
/// the state that it expects, its question has an answer there, and what is done for it ticks it.
#[test]
fn every_instruction_followed_in_order_leads_to_the_next_card() {
    for chapter in all().into_iter().flat_map(|story| story.chapters) {
        let mut ahead = ahead(&chapter.lesson);
        let mut session = ahead.open(&Recipe::of(&chapter.lesson)).expect("a fresh start");
        let mut tour = Tour::begin(chapter.clone(), []);
        for (place, card) in chapter.cards.iter().enumerate() {
            let name = format!("{} {}", chapter.lesson, card.id);
            if let Some(scene) = &card.scene {
                session = ahead.open(scene).unwrap_or_else(|problem| panic!("{name}: {problem}"));
            }
            assert!(card.fits(&session.recipe()), "{name} is not told where it belongs");
            follow(&card.deeds, session.as_mut(), &mut tour, &mut ahead, &name);
            let asked = tour.ask(session.as_ref(), &mut ahead);
            let right =
                asked.unwrap_or_else(|problem| panic!("{name}: {problem}")).map(Question::right_answer);
            let shown = card.task.as_ref().map_or(&[][..], Task::demonstration);
            follow(shown, session.as_mut(), &mut tour, &mut ahead, &name);
            assert!(card.fits(&session.recipe()), "{name}: what it asks for leads away from it");
            if let Some(right) = right {
                tour.answer(&right, session.as_ref(), &mut ahead).expect("checkable");
            }
            let last = place + 1 == chapter.cards.len();
            assert!(tour.next_card() || last, "{name} is the last");
            assert!(tour.is_ticked(card) || last && card.task.is_none(), "{name} is not ticked");
        }
    }
}

/// Sums of numbers in some words, `3 − 0.1·6 = 2.4`, with what is wrong in those that do not come out as printed.
fn sums(words: &str) -> (usize, Vec<String>) {
    let plain = words.replace('−', "-").replace(['\u{202f}', '\u{2009}'], "");
    let parts: Vec<&str> = plain.split('=').collect();
    let (mut count, mut wrong) = (0, Vec::new());
    for pair in parts.windows(2) {
        let sum = pair[0].rsplit([':', '：', ';', '；', ',', '，', '←']).next().unwrap_or_default().trim();
        let arithmetic = |c: char| c.is_ascii_digit() || " .+-·*/()e".contains(c);
        let (_, behind) = sum.split_at(sum.chars().next().map_or(0, char::len_utf8));
        if !sum.chars().all(arithmetic) || !behind.contains(['+', '-', '·', '/']) {
            continue;
        }
        let result = pair[1].trim_start();
        let end = result.find(|c: char| !c.is_ascii_digit() && !"-.e".contains(c)).unwrap_or(result.len());
        let digits = result[..end].trim_end_matches(['.', 'e', '-']);
        let function = Expression::parse(&sum.replace('·', "*")).and_then(|sum| sum.compile(&[]));
        let (Ok(function), Ok(printed)) = (function, digits.parse::<f64>()) else { continue };
        let (mantissa, power) = digits.split_once('e').unwrap_or((digits, "0"));
        let decimals = mantissa.split_once('.').map_or(0, |(_, decimals)| decimals.len() as i32);
        let room = 0.5 * 10_f64.powi(power.parse().unwrap_or(0) - decimals);
        count += 1;
        if (function.eval(&[]) - printed).abs() > room * (1.0 + 1e-9) {
            wrong.push(format!("{sum} = {digits}, by hand {}", function.eval(&[])));
        }
    }
    (count, wrong)
}

/// The arithmetic beside an answer comes out as printed, for whoever computes with what stands there.
#[test]
fn sums_beside_answers_are_true_as_printed() {
    assert_eq!(sums("z = 0.1468 + 0.3968 = 0.5435").1.len(), 1);
    assert_eq!(sums("w: 3 − 0.1·6 = 2.4; −2 − 0.1·(−4) = −1.6."), (2, vec![]));
    let (mut count, mut wrong) = (0, Vec::new());
    let mut look = |id: &str, because: &str| {
        let (found, false_ones) = sums(because);
        count += found;
        wrong.extend(false_ones.into_iter().map(|sum| format!("{id}: {sum}")));
    };
    for asked in asked() {
        let session = asked.session.lock().unwrap_or_else(PoisonError::into_inner);
        look(&asked.task.id, &asked.question.because(session.as_ref(), &mut ahead(&asked.lesson)));
    }
    for chapter in all().into_iter().flat_map(|story| story.chapters) {
        let mut ahead = ahead(&chapter.lesson);
        for (drill, number) in chapter.drills.iter().flat_map(|drill| (1..=12).map(move |n| (drill, n))) {
            let (scene, task) = drill.exercise(number).expect("an exercise");
            let session = ahead.open(&scene).expect("its state");
            let question = ask(&task, session.as_ref(), &mut ahead);
            look(&format!("{} {number}", drill.id()), &question.because(session.as_ref(), &mut ahead));
        }
    }
    assert!(count > 60, "{count} sums");
    assert!(wrong.is_empty(), "{} of {count}\n{}", wrong.len(), wrong.join("\n"));
}
