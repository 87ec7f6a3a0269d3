//! Laws of undoing: whatever was done, undoing it is as if it had never been done, and doing it again as if it had
//! never been undone.

use super::*;
use crate::app::engine::{Engine, Inline};
use crate::app::snapshot::Snapshot;
use crate::lab::{Act, Gesture, Parameters, Recipe, Scene, Spot, Verb};
use crate::words::Text;
use proptest::prelude::*;
use std::rc::Rc;

/// Lessons whose steps cost little and whose runs can be repeated.
pub(super) const LESSONS: [&str; 7] =
    ["slope", "chain", "descent", "neuron?iterations=40", "logistic", "network", "hopfield"];

/// A desk that does at once what it is told.
pub(super) struct Bench {
    engine: Inline,
    ticket: Ticket,
    pub(super) snapshot: Rc<Snapshot>,
}

/// Everything that is seen of a run, and the recipe.
#[derive(Clone)]
struct Seen(Rc<Snapshot>);

impl Seen {
    /// Whether it is the same run at the same step.
    fn place(&self) -> (&Recipe, u64, Reveal) {
        (&self.0.recipe, self.0.now, self.0.reveal)
    }

    fn rest(&self) -> (&Parameters, &Option<Text>, bool, u64, Option<u64>, u32, &Scene) {
        let it = &self.0;
        (&it.parameters, &it.ending, it.broken, it.head, it.length, it.seed, &it.scene)
    }

    /// Whether it is as it was; otherwise where that begins to differ.
    fn is_as(&self, was: &Seen) -> Result<(), String> {
        if self.place() == was.place() && self.rest() == was.rest() {
            return Ok(());
        }
        // Numbers that are none are never equal; written they are.
        let (is_written, was_written) = (format!("{:?}", self.rest()), format!("{:?}", was.rest()));
        if self.place() == was.place() && is_written == was_written {
            return Ok(());
        }
        let same = is_written.bytes().zip(was_written.bytes()).take_while(|(is, was)| is == was).count();
        let near = |words: &str| {
            words
                .chars()
                .skip(words[..same].chars().count().saturating_sub(300))
                .take(420)
                .collect::<String>()
        };
        let (is, was) = ((self.place(), near(&is_written)), (was.place(), near(&was_written)));
        Err(format!("{:?}\n{}\nand not\n{:?}\n{}", is.0, is.1, was.0, was.1))
    }
}

impl Bench {
    pub(super) fn with(line: &str) -> Bench {
        let recipe = Recipe::parse(line).expect("a share line");
        let mut engine = Inline::new(Desk::new(1 << 16));
        engine.order(Ticket::default(), Order::Detail(6, 6));
        let ticket = Ticket::default().next();
        engine.order(ticket, Order::Open { recipe, preview: false });
        let snapshot = engine.mail().and_then(|mail| mail.snapshot).expect("a lesson").into();
        Bench { engine, ticket, snapshot }
    }

    pub(super) fn order(&mut self, order: Order) {
        self.ticket = self.ticket.next();
        self.engine.order(self.ticket, order);
        let Some(mail) = self.engine.mail() else { return };
        self.snapshot = mail.snapshot.expect("a lesson").into();
    }

    fn undo(&mut self) {
        self.order(Order::Control(Control::Undo));
    }

    fn redo(&mut self) {
        self.order(Order::Control(Control::Redo));
    }

    fn seen(&self) -> Seen {
        Seen(Rc::clone(&self.snapshot))
    }
}

/// Something that is done with a run; the numbers choose among what there is.
#[derive(Debug, Clone)]
pub(super) enum Doing {
    Nudge(usize, bool),
    Type(usize, &'static str),
    Verb(usize),
    Press(usize, usize, usize),
    Control(Control),
    Open(u64),
}

/// What only moves the run, and is gone back on by moving.
pub(super) fn moves() -> impl Strategy<Value = Control> {
    prop_oneof![
        4 => (1i64..9).prop_map(Control::Step),
        3 => (1i64..9).prop_map(|by| Control::Step(-by)),
        2 => (0u64..30).prop_map(Control::Seek),
        1 => any::<bool>().prop_map(Control::Phase),
    ]
}

pub(super) fn doing() -> impl Strategy<Value = Doing> {
    prop_oneof![
        6 => (0usize..20, any::<bool>()).prop_map(|(at, up)| Doing::Nudge(at, up)),
        2 => (0usize..20, prop::sample::select(vec!["0.3", "2", "xor", "a*b + c", ""]))
            .prop_map(|(at, words)| Doing::Type(at, words)),
        3 => (0usize..20).prop_map(Doing::Verb),
        3 => (0usize..9, 0usize..6, 0usize..6).prop_map(|(panel, row, col)| Doing::Press(panel, row, col)),
        1 => Just(Doing::Control(Control::Reset)),
        1 => Just(Doing::Control(Control::Reseed)),
        1 => (0u64..5).prop_map(Doing::Open),
    ]
}

impl Doing {
    pub(super) fn order(&self, now: &Snapshot) -> Option<Order> {
        let parameter = |at: usize| {
            let count = now.parameters.iter().count();
            now.parameters.iter().nth(at % count.max(1)).map(|(parameter, _)| parameter.name.clone())
        };
        Some(match self {
            Doing::Nudge(at, up) => Order::Deed(Deed::Nudge { name: parameter(*at)?, up: *up }),
            Doing::Type(at, value) => {
                Order::Deed(Deed::Set { name: parameter(*at)?, value: (*value).to_string() })
            }
            Doing::Verb(at) => {
                let verbs: Vec<Verb> = now.card.verbs.iter().map(|offer| offer.verb).collect();
                // What is measured or found beside the run is no part of it.
                let verb = verbs.get(at % verbs.len().max(1)).filter(|verb| !matches!(verb, Verb::Bench))?;
                Order::Deed(Deed::Verb(*verb))
            }
            Doing::Press(panel, row, col) => {
                let panel = now.scene.panels.get(panel % now.scene.panels.len())?.id;
                let spot = if col % 2 == 0 { Spot::Item(*row) } else { Spot::Cell { row: *row, col: *col } };
                Order::Deed(Deed::Gesture(Gesture { panel: panel.to_string(), act: Act::Press(spot) }))
            }
            Doing::Control(control) => Order::Control(*control),
            Doing::Open(step) => {
                let recipe = Recipe { step: *step, ..Recipe::of(now.card.id) };
                Order::Open { recipe, preview: false }
            }
        })
    }
}

/// So many cases; `PROPTEST_CASES` says otherwise. With 2000 there are more than 10⁵ deeds.
pub(super) fn cases(usual: u32) -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|words| words.parse().ok()).unwrap_or(usual)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(150)))]

    /// One deed at a time: undone it is as it was, done again it is as it became; then all of them, one after the
    /// other, back to the beginning.
    #[test]
    fn undoing_is_as_if_nothing_had_been_done(
        line in prop::sample::select(LESSONS.to_vec()),
        deeds in prop::collection::vec((prop::collection::vec(moves(), 0..3), doing()), 30..60),
    ) {
        let mut bench = Bench::with(line);
        let mut stack = Vec::new();
        for (moves, deed) in &deeds {
            for control in moves {
                bench.order(Order::Control(*control));
            }
            let (before, known) = (bench.seen(), bench.snapshot.undo.0);
            let Some(order) = deed.order(&bench.snapshot) else { continue };
            bench.order(order);
            let after = bench.seen();
            if bench.snapshot.undo.0 == known {
                // What cannot be undone has changed nothing but the step.
                let still = |seen: &Recipe| Recipe { step: 0, edits: Vec::new(), ..seen.clone() };
                prop_assert_eq!(still(before.place().0), still(after.place().0), "{}: {:?}", line, deed);
                continue;
            }
            bench.undo();
            prop_assert_eq!(bench.seen().is_as(&before), Ok(()), "{}: {:?} is undone", line, deed);
            bench.redo();
            prop_assert_eq!(bench.seen().is_as(&after), Ok(()), "{}: {:?} is done again", line, deed);
            stack.push((before, after));
        }
        for (before, _) in stack.iter().rev() {
            bench.undo();
            // What was seen further on in the meantime stays known.
            let seen = bench.seen();
            prop_assert_eq!(seen.place(), before.place(), "{}: all is undone", line);
        }
        prop_assert_eq!(bench.snapshot.undo, (0, stack.len()));
    }
}

/// What was undone cannot be done again once something else was done.
#[test]
fn something_new_leaves_nothing_to_do_again() {
    let mut bench = Bench::with("descent");
    let nudge = |up| Order::Deed(Deed::Nudge { name: "lr".to_string(), up });
    bench.order(nudge(true));
    bench.undo();
    assert_eq!(bench.snapshot.undo, (0, 1));
    bench.order(nudge(false));
    assert_eq!(bench.snapshot.undo, (1, 0));
    let before = bench.seen();
    bench.redo();
    assert_eq!(bench.seen().is_as(&before), Ok(()));
}
