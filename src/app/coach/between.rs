//! From card to card, seen at every moment on the way.

use super::tests::{LANGUAGES, cards};
use super::{Cue, Telling};
use crate::app::Desk;
use crate::app::order::{Order, Ticket};
use crate::app::snapshot::Snapshot;
use crate::lab::Recipe;
use crate::story::{Keys, chapter};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A desk that shows every picture between one order and the next rest.
struct Slow {
    desk: Desk,
    ticket: Ticket,
    seen: Vec<Snapshot>,
}

impl Slow {
    fn order(&mut self, order: Order) {
        self.ticket = self.ticket.next();
        self.desk.execute(self.ticket, order);
        self.look();
        loop {
            let errands = self.desk.errands();
            let moves = self.desk.travels();
            if errands.is_empty() && !moves {
                break;
            }
            for errand in errands {
                errand.run(|brought| {
                    self.desk.receive(brought);
                    self.look();
                    true
                });
            }
            if moves {
                self.desk.work(Instant::now() + Duration::from_micros(200));
                self.look();
            }
        }
        self.desk.look_up();
        self.look();
    }

    fn look(&mut self) {
        self.seen.extend(self.desk.report().snapshot.map(|snapshot| *snapshot));
    }
}

/// Every picture on the way to the next card is the last one's, or says where it goes; words and question come with the
/// state that they speak of.
#[test]
fn no_question_stands_beside_another_cards_state() {
    let mut turns = 0;
    for card in cards() {
        let told = chapter(card.id, LANGUAGES[0]).expect("a story");
        let mut slow = Slow { desk: Desk::new(8 << 20), ticket: Ticket::default(), seen: Vec::new() };
        slow.order(Order::Open { recipe: Recipe::of(card.id), preview: false });
        slow.order(Order::Coach(Cue::Begin(Telling {
            chapter: Arc::new(told.clone()),
            language: LANGUAGES[0],
            key: card.id.to_string(),
            solved: Default::default(),
            place: 0,
            moves: true,
            keys: Keys::default(),
        })));
        for (at, next) in told.cards.iter().enumerate().skip(1).take(5) {
            slow.seen.clear();
            slow.order(Order::Coach(Cue::Next));
            let last = slow.seen.last().and_then(|it| it.coach.clone()).expect("told");
            for seen in &slow.seen {
                let said = seen.coach.as_ref().expect("told");
                let there = next.scene.as_ref().is_none_or(|scene| scene.step == seen.now);
                assert_eq!(said.place, at, "{} {}: the card before, at another state", card.id, next.id);
                assert!(there || said.asked.is_none(), "{} {}: {:?}", card.id, next.id, said.asked);
                assert!(there || said.words != last.words, "{} {}: {}", card.id, next.id, said.words);
            }
            turns += 1;
        }
    }
    assert!(turns >= 60, "{turns} cards");
}
