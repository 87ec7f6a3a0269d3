//! Recipes that outlive the session: with what their data held, so that changed data are never taken for them.

use crate::app::keys::Scope;
use crate::app::order::Note;
use crate::app::state::App;
use crate::data::seal::seal;
use crate::lab::{Recipe, Seal};
use crate::lessons;
use crate::words::whole;

impl App {
    /// The recipe with the whole paths of its data, and what they hold. Where that cannot be read, without data.
    pub(in crate::app) fn sealed(&mut self, recipe: &Recipe) -> Recipe {
        let mut sealed = Recipe { data: Vec::new(), seals: Vec::new(), ..recipe.clone() };
        for path in &recipe.data {
            let path = std::path::absolute(path).unwrap_or_else(|_| path.clone());
            let read = || seal(&path).map(|(bytes, sum)| Seal { bytes, sum }).ok();
            // Read once: what they held when they were opened is what counts.
            if let Some(seal) = *self.seals.entry(path.clone()).or_insert_with(read) {
                sealed.data.push(path);
                sealed.seals.push(seal);
            }
        }
        sealed
    }

    /// Offers to go on where the last session ended: the lesson is chosen on the list.
    pub(in crate::app) fn offer_last_place(&mut self) {
        let latest = self.progress.latest().filter(|line| !line.is_empty()).map(Recipe::parse);
        let Some(Ok(recipe)) = latest else { return };
        let Some(at) = lessons::ALL.iter().position(|entry| (entry.card)().id == recipe.lesson) else {
            return;
        };
        (self.screen, self.chosen) = (Scope::Home, at);
        let (title, t) = (&self.chosen_card().title, whole(recipe.step));
        let (en, zh) = (&title.en, &title.zh);
        self.note = Some(Note::plain(crate::words::Text {
            en: format!("`key:continue` goes on where you left: “{en}”, step {t}.").into(),
            zh: format!("按 `key:continue` 从上次离开处继续：“{zh}”，第 {t} 步。").into(),
        }));
    }
}
