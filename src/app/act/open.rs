//! Opening lessons, and the list of them.

use crate::app::coach::COACH;
use crate::app::keys::Scope;
use crate::app::order::Order;
use crate::app::state::{App, Choice, Opening};
use crate::lab::Recipe;
use crate::lessons;

impl App {
    /// Begins with a lesson, or with the list of lessons.
    pub fn begin(&mut self, recipe: Option<Recipe>) {
        match recipe {
            Some(recipe) => {
                self.open(recipe);
                self.opening = self.opening.map(|opening| Opening { back: None, ..opening });
            }
            None if self.own.chapters().is_empty() => {
                self.offer_last_place();
                self.preview();
            }
            None => self.choose_on_list(Choice::Own(0)),
        }
    }

    /// Opens a lesson at the recipe's step, as the lesson screen.
    pub fn open(&mut self, recipe: Recipe) {
        self.open_at(recipe, None);
    }

    /// The same, at a card.
    pub(in crate::app) fn open_at(&mut self, recipe: Recipe, card: Option<usize>) {
        let back = Some((self.screen, self.chosen));
        self.arrive_at(&recipe.lesson);
        self.enter_lesson(&recipe.lesson);
        let told = recipe.clone();
        // Where the first card has a run of its own, that one is opened, not the plain one before it.
        let recipe = if card.is_none() { self.first_run(&told).unwrap_or(recipe) } else { recipe };
        let ticket = self.order(Order::Open { recipe, preview: false });
        self.opening = Some(Opening { ticket, back });
        self.recall_pins(&told.lesson);
        self.tell(&told, card);
    }

    fn enter_lesson(&mut self, id: &str) {
        if let Some(at) = lessons::ALL.iter().position(|entry| (entry.card)().id == id) {
            self.chosen = at;
        }
        self.screen = Scope::Lesson;
        self.zoom = false;
        self.inside = None;
        self.row = 0;
        self.focus = COACH.to_string();
        self.scroll.clear();
        self.overlay = None;
    }

    /// Shows the list of lessons with the chosen one beside it.
    pub(in crate::app) fn go_home(&mut self) {
        self.leave();
        self.screen = Scope::Home;
        self.inside = None;
        self.zoom = false;
        self.order(Order::Stop);
        self.preview();
    }

    /// Asks for the picture of the chosen lesson, unless it is the one that is open.
    pub fn preview(&mut self) {
        let card = self.chosen_card();
        if self.snapshot.as_ref().is_none_or(|snapshot| snapshot.card.id != card.id) {
            let line = format!("{}?{}", card.id, card.preview);
            let recipe = Recipe::parse(&line).unwrap_or_else(|_| Recipe::of(card.id));
            self.order(Order::Open { recipe, preview: true });
        }
    }
}
