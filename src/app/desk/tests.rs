//! What the desk promises, one sentence a test.

use super::*;
use crate::app::coach::{Cue, Telling};
use crate::app::order::{Control, Deed, Outcome};
use crate::app::snapshot::Snapshot;
use crate::lab::{Recipe, Verb};
use crate::words::Language;
use proptest::prelude::*;

/// So many rows of a job are enough for a test.
const ROWS: usize = 4;

/// A desk whose errands are done when a test says so.
struct Bench {
    desk: Desk,
    ticket: Ticket,
}

impl Bench {
    /// A desk with a lesson on it.
    fn with(line: &str) -> Bench {
        let mut bench = Bench { desk: Desk::new(1 << 20), ticket: Ticket::default() };
        let recipe = Recipe::parse(line).expect("a share line");
        bench.order(Order::Open { recipe, preview: false });
        bench.settle();
        bench.desk.report();
        bench
    }

    fn order(&mut self, order: Order) -> Ticket {
        self.ticket = self.ticket.next();
        self.desk.execute(self.ticket, order);
        self.ticket
    }

    fn control(&mut self, control: Control) -> Outcome {
        let ticket = self.order(Order::Control(control));
        self.settle();
        self.answer(ticket)
    }

    fn set(&mut self, name: &str, value: &str) -> Ticket {
        self.order(Order::Deed(Deed::Set { name: name.into(), value: value.into() }))
    }

    fn verb(&mut self, verb: Verb) -> Ticket {
        assert!(self.now().card.verbs.iter().any(|offer| offer.verb == verb), "{verb:?} is not offered");
        self.order(Order::Deed(Deed::Verb(verb)))
    }

    /// Does all errands, and all steps that were ordered.
    fn settle(&mut self) {
        loop {
            while self.desk.travels() {
                self.desk.work(Instant::now() + Duration::from_secs(600));
            }
            let errands = self.desk.errands();
            if errands.is_empty() {
                return;
            }
            for errand in errands {
                let mut count = 0;
                errand.run(|brought| {
                    self.desk.receive(brought);
                    count += 1;
                    count < ROWS
                });
            }
        }
    }

    /// What the errands that are there would bring first.
    fn bring(&mut self) -> Vec<Brought> {
        let mut all = Vec::new();
        for errand in self.desk.errands() {
            errand.run(|brought| {
                all.push(brought);
                all.len() < ROWS
            });
        }
        all
    }

    fn answer(&mut self, ticket: Ticket) -> Outcome {
        let answers = self.desk.report().answers;
        let mut of_it = answers.into_iter().filter(|answer| answer.ticket == ticket);
        let answer = of_it.next().expect("an answer");
        assert!(of_it.next().is_none(), "one order is answered twice");
        answer.outcome
    }

    fn now(&self) -> Snapshot {
        let session = self.desk.session.as_deref().expect("a lesson");
        self.desk.snapshot(session, Beside::closed(), self.desk.scene(session))
    }
}

fn said(outcome: &Outcome) -> &str {
    match outcome {
        Outcome::Accepted { said: Some(said), .. } => &said.en,
        _ => "",
    }
}

#[test]
fn back_over_the_start_of_a_step_is_the_last_phase_of_the_step_before() {
    let mut bench = Bench::with("descent?step=3");
    bench.control(Control::Phase(true));
    assert_eq!((bench.now().now, bench.now().reveal), (3, Reveal::Upto(0)));
    bench.control(Control::Phase(false));
    let last = bench.now().phases.len() - 1;
    assert!(last > 0);
    assert_eq!((bench.now().now, bench.now().reveal), (2, Reveal::Upto(last)));
    bench.control(Control::Phase(true));
    assert_eq!((bench.now().now, bench.now().reveal), (3, Reveal::Upto(0)));
}

#[test]
fn a_step_over_the_end_stays_there_and_says_so() {
    for line in ["slope?step=9999", "neuron?iterations=12&step=12", "cats?iterations=3&step=3"] {
        let mut bench = Bench::with(line);
        let end = bench.now().now;
        for (control, t) in [
            (Control::Step(1), end),
            (Control::Step(100), end),
            (Control::Seek(10u64.pow(18)), end),
            (Control::Last, end),
            (Control::Step(-1), end - 1),
        ] {
            let outcome = bench.control(control);
            assert!(!bench.desk.busy(), "{line}: {control:?} goes on for ever");
            assert_eq!(bench.now().now, t, "{line}: {control:?}");
            let further = !matches!(control, Control::Step(-1) | Control::Last);
            assert_eq!(further, said(&outcome).contains("ends at step"), "{line}: {control:?}: {outcome:?}");
        }
    }
    let mut bench = Bench::with("descent?step=4");
    assert_eq!(said(&bench.control(Control::Step(-10))), "The run begins at step 0.");
    assert_eq!(said(&bench.control(Control::Step(7))), "");
    assert_eq!(bench.now().now, 7);
}

/// A parameter that is words has no notches; that is said, in both languages and with the key that edits it.
#[test]
fn words_are_not_nudged_and_say_how_they_are_edited() {
    for (line, name) in [("descent?cost=w^2", "cost"), ("chain", "f")] {
        let mut bench = Bench::with(line);
        let before = bench.now().recipe;
        for up in [true, false] {
            let ticket = bench.order(Order::Deed(Deed::Nudge { name: name.into(), up }));
            let Outcome::Accepted { said: Some(said), .. } = bench.answer(ticket) else {
                panic!("{line}: nothing is said")
            };
            let said = crate::app::keys::Keymap::default().named(&said);
            assert!(
                said.en.contains("is words and has no notches") && said.en.contains("Enter edits it"),
                "{said:?}"
            );
            assert!(said.zh.contains("是文字") && said.zh.contains("Enter 编辑"), "{said:?}");
        }
        assert_eq!(bench.now().recipe, before);
        assert_eq!(bench.now().undo, (0, 0), "there is nothing to undo");
    }
}

/// The chapter of a lesson, from its first card on.
fn telling(lesson: &str) -> Telling {
    let chapter = crate::story::chapter(lesson, Language::English).expect("a story");
    Telling {
        chapter: std::sync::Arc::new(chapter.clone()),
        language: Language::English,
        key: lesson.into(),
        solved: Default::default(),
        place: 0,
        moves: true,
        keys: Default::default(),
    }
}

/// While the coach's words are still to come its picture is not made again, unless something happens.
#[test]
fn a_picture_is_kept_until_something_happens() {
    let set = Order::Deed(Deed::Set { name: "noise".into(), value: "0.1".into() });
    for change in [None, Some(Order::Control(Control::Step(1))), Some(Order::Detail(60, 40)), Some(set)] {
        let mut bench = Bench::with("hopfield");
        bench.order(Order::Coach(Cue::Begin(telling("hopfield"))));
        bench.settle();
        bench.desk.report();
        // A mark on what is kept shows where it goes.
        bench.desk.made.as_mut().expect("it will speak").panels.clear();
        if let Some(change) = change.clone() {
            bench.order(change);
            bench.desk.report(); // on the way
            bench.settle();
        } else {
            bench.desk.look_up();
        }
        let told = bench.desk.report().snapshot.expect("a picture").scene;
        assert_eq!(told == bench.now().scene, change.is_some(), "{change:?}");
        bench.order(Order::Coach(Cue::Return));
        bench.desk.report();
        bench.desk.receive(Brought::Row(0, Vec::new()));
        assert!(bench.desk.made.is_none(), "a row may have come");
    }
}

/// Keys that are typed behind "next card" are read by what the next card says.
#[test]
fn what_the_coach_says_is_a_part_of_its_answer() {
    let mut bench = Bench::with("neuron");
    for (cue, place) in [(Cue::Begin(telling("neuron")), 0), (Cue::Next, 1), (Cue::Card(4), 4)] {
        let ticket = bench.order(Order::Coach(cue));
        assert!(bench.desk.report().answers.is_empty(), "card {place}: answered before it is told");
        bench.settle();
        bench.desk.look_up();
        let mail = bench.desk.report();
        assert_eq!(mail.answers.iter().map(|answer| answer.ticket).collect::<Vec<_>>(), [ticket]);
        let said = mail.snapshot.and_then(|snapshot| snapshot.coach.clone());
        assert_eq!(said.map(|said| said.place), Some(place));
    }
}

/// The next seed repeats what was changed on the way up to here.
#[test]
fn another_seed_takes_the_changes_along() {
    let mut bench = Bench::with("descent?lr@3=0.05&step=5");
    bench.control(Control::Reseed);
    assert_eq!((bench.now().now, bench.now().seed), (0, 2));
    bench.control(Control::Seek(5));
    assert_eq!(bench.now().recipe.line(), "descent?lr@3=0.05&seed=2&step=5");
    bench.control(Control::Reset);
    bench.control(Control::Seek(5));
    assert_eq!(bench.now().recipe.line(), "descent?seed=2&step=5");
}

#[test]
fn an_edit_that_makes_the_run_shorter_on_the_way_ends_the_journey() {
    let mut bench = Bench::with("neuron?iterations=100");
    bench.order(Order::Control(Control::Seek(90)));
    bench.desk.work(Instant::now());
    bench.set("iterations", "12");
    bench.settle();
    assert!(!bench.desk.busy());
    assert!(bench.now().now <= 12);
}

#[test]
fn every_epoch_that_is_asked_for_is_trained() {
    for (line, epoch) in [("playground", 50), ("rbm", 0)] {
        let mut bench = Bench::with(line);
        bench.verb(Verb::Epoch);
        bench.settle();
        let one = bench.now().now;
        assert!(one > 1 && (epoch == 0 || one == epoch), "{line}: {one}");
        for _ in 0..3 {
            bench.verb(Verb::Epoch);
        }
        bench.settle();
        assert_eq!(bench.now().now, 4 * one, "{line}");
        let tickets = bench.desk.report().answers.len();
        assert_eq!(tickets, 4, "{line}");
    }
}

#[test]
fn what_waits_behind_an_epoch_is_done_after_it_and_dropped_with_it() {
    let mut bench = Bench::with("playground");
    bench.verb(Verb::Epoch);
    bench.verb(Verb::Epoch);
    let step = bench.order(Order::Control(Control::Step(1)));
    bench.settle();
    assert_eq!(bench.now().now, 101);
    assert_eq!(bench.answer(step), Outcome::DONE);
    bench.verb(Verb::Epoch);
    bench.verb(Verb::Epoch);
    let step = bench.order(Order::Control(Control::Step(1)));
    bench.order(Order::Stop);
    bench.settle();
    assert_eq!(bench.now().now, 101);
    assert_eq!(bench.answer(step), Outcome::Dropped);
}

#[test]
fn a_run_that_begins_again_has_found_nothing() {
    let restarts: [fn(&mut Bench); 4] = [
        |bench| {
            bench.order(Order::Control(Control::Reset));
        },
        |bench| {
            bench.order(Order::Control(Control::Reseed));
        },
        |bench| {
            bench.set("kappa", "7");
        },
        |bench| {
            let recipe = Recipe::of("descent");
            bench.order(Order::Open { recipe, preview: false });
        },
    ];
    for restart in restarts {
        let mut bench = Bench::with("descent?cost=bowl");
        bench.verb(Verb::Bench);
        let rows = bench.bring();
        assert!(rows.len() > 2, "{} rows", rows.len());
        let mut rows = rows.into_iter();
        bench.desk.receive(rows.next().expect("a row"));
        assert_eq!(bench.now().working.map(|(done, _)| done), Some(1));
        restart(&mut bench);
        bench.settle();
        assert!(bench.desk.research.results().is_empty(), "old results in a new run");
        // What was on its way belongs to nobody, also when the same job is begun again.
        bench.verb(Verb::Bench);
        for row in rows {
            bench.desk.receive(row);
        }
        assert_eq!(bench.now().working.map(|(done, _)| done), Some(0), "a row of another run was taken");
    }
}

#[test]
fn a_job_that_is_stopped_takes_no_more_rows() {
    let mut bench = Bench::with("descent?cost=bowl");
    bench.verb(Verb::Bench);
    let rows = bench.bring();
    bench.order(Order::Stop);
    for row in rows {
        bench.desk.receive(row);
    }
    assert_eq!(bench.desk.research.results()[0].rows.len(), 0);
    assert_eq!(bench.now().working, None);
}

#[test]
fn beginning_again_tells_the_jobs_to_stop() {
    let mut bench = Bench::with("descent?cost=bowl");
    bench.verb(Verb::Bench);
    let Some(Errand::Find { stop, .. }) = bench.desk.errands().pop() else { panic!("no job") };
    bench.set("kappa", "7");
    bench.settle();
    assert!(stop.load(std::sync::atomic::Ordering::Relaxed), "the job goes on for nobody");
}

#[test]
fn of_lessons_asked_for_in_a_row_only_the_last_is_opened() {
    let mut bench = Bench::with("slope");
    let mut tickets = Vec::new();
    for id in ["chain", "descent", "neuron"] {
        let recipe = Recipe::of(id);
        tickets.push(bench.order(Order::Open { recipe, preview: true }));
    }
    let errands = bench.desk.errands();
    assert_eq!(errands.len(), 1, "a lesson is opened that nobody wants");
    for errand in errands {
        errand.run(|brought| {
            bench.desk.receive(brought);
            true
        });
    }
    assert_eq!(bench.now().card.id, "neuron");
    let outcomes: Vec<Outcome> = bench.desk.report().answers.into_iter().map(|a| a.outcome).collect();
    assert_eq!(outcomes, [Outcome::Dropped, Outcome::Dropped, Outcome::DONE]);
}

#[test]
fn a_lesson_that_is_no_longer_wanted_is_not_put_on_the_desk() {
    let mut bench = Bench::with("slope");
    let opened = bench.order(Order::Open { recipe: Recipe::of("chain"), preview: false });
    let late = bench.bring();
    bench.order(Order::Stop);
    for brought in late {
        bench.desk.receive(brought);
    }
    assert_eq!(bench.now().card.id, "slope");
    assert_eq!(bench.answer(opened), Outcome::Dropped);
}

#[test]
fn the_size_told_before_the_lesson_is_there_counts() {
    let mut bench = Bench { desk: Desk::new(1 << 20), ticket: Ticket::default() };
    let detail = bench.order(Order::Detail(100, 90));
    bench.order(Order::Open { recipe: Recipe::of("chain"), preview: false });
    let also = bench.order(Order::Detail(100, 100));
    bench.settle();
    assert_eq!(bench.desk.detail, (100, 100));
    let answered: Vec<Ticket> = bench.desk.report().answers.into_iter().map(|a| a.ticket).collect();
    assert!(answered.contains(&detail) && answered.contains(&also));
}

#[test]
fn a_refusal_changes_nothing_and_says_why() {
    let mut bench = Bench::with("chain?step=3");
    let before = bench.now().recipe;
    for (name, value) in [("f", "u = "), ("f", "((("), ("nothing", "1"), ("a", "many")] {
        let ticket = bench.set(name, value);
        bench.settle();
        let Outcome::Refused(problem) = bench.answer(ticket) else { panic!("{name}={value} is taken") };
        assert!(problem.text.en.len() > 10 && !problem.text.zh.is_empty());
        assert_eq!(bench.now().recipe, before);
    }
    let files = vec!["/no/such/file.h5".into()];
    let ticket = bench.order(Order::Deed(Deed::Bring { files, said: Vec::new() }));
    bench.settle();
    let outcome = bench.answer(ticket);
    assert!(matches!(outcome, Outcome::Refused(_)) || bench.now().recipe.data.len() == 1, "{outcome:?}");
}

/// Anything the screen may order, with what errands bring at any later time.
fn order() -> impl Strategy<Value = Option<Order>> {
    let set = |name: &'static str, value: &'static str| {
        Order::Deed(Deed::Set { name: name.into(), value: value.into() })
    };
    prop_oneof![
        5 => Just(None),
        2 => (-9i64..30).prop_map(|by| Some(Order::Control(Control::Step(by)))),
        1 => (0u64..50).prop_map(|t| Some(Order::Control(Control::Seek(t)))),
        1 => prop::bool::ANY.prop_map(|on| Some(Order::Control(Control::Phase(on)))),
        1 => Just(Some(Order::Control(Control::Reset))),
        1 => Just(Some(Order::Control(Control::Reseed))),
        1 => Just(Some(Order::Stop)),
        1 => Just(Some(set("lr", "0.03"))),
        1 => Just(Some(set("cost", "wells"))),
        1 => Just(Some(set("cost", "nothing of that name"))),
        1 => Just(Some(Order::Deed(Deed::Verb(Verb::Bench)))),
        1 => prop::bool::ANY.prop_map(|up| Some(Order::Deed(Deed::Nudge { name: "cost".into(), up }))),
        1 => Just(Some(Order::Open { recipe: Recipe::of("descent"), preview: true })),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever is ordered and whenever errands come back, every ticket is answered once and the desk rests.
    #[test]
    fn every_order_is_answered_once(orders in prop::collection::vec(order(), 1..30)) {
        let mut bench = Bench::with("descent");
        let mut given = Vec::new();
        for order in orders {
            match order {
                Some(order) => given.push(bench.order(order)),
                None => bench.settle(),
            }
        }
        bench.settle();
        prop_assert!(!bench.desk.busy());
        let mut answered: Vec<Ticket> = bench.desk.report().answers.into_iter().map(|a| a.ticket).collect();
        answered.sort_unstable();
        prop_assert_eq!(answered, given);
    }
}
