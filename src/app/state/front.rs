//! What stands where on the lesson screen: what the learner, the phase or the card puts in front.

use super::App;
use crate::app::keys::Scope;
use crate::app::pair::Pair;
use crate::app::parameters::PARAMETERS;
use crate::app::stage::{Regions, places_of_two, regions};
use crate::app::views::is_code;
use crate::lab::Reveal;
use crate::lab::scene::Panel;
use crate::view::{self, Arrangement};
use ratatui::layout::Rect;

impl App {
    /// The parts of the lesson screen as large as the window is.
    pub(in crate::app) fn regions(&self) -> Regions {
        regions(Rect::new(0, 0, self.size.0, self.size.1))
    }

    /// A second run that is seen beside the learner's.
    pub(in crate::app) fn pair(&self) -> Option<&Pair> {
        let snapshot = self.snapshot.as_ref().filter(|_| self.screen == Scope::Lesson && !self.zoom)?;
        snapshot.pair.as_deref()
    }

    /// Where the panels of the learner's run stand, and, of two runs, the picture of the other.
    pub(in crate::app) fn stand(&self) -> (Rect, Option<Rect>) {
        let body = self.regions().body;
        let Some(pair) = self.pair() else { return (body, None) };
        let [a, b] = places_of_two(body).runs;
        if pair.learner_is_b { (b, Some(a)) } else { (a, Some(b)) }
    }

    /// Where the panels stand, with those in front that the learner, the phase or the card puts there.
    pub(in crate::app) fn arrangement(&self, panels: &[Panel]) -> Arrangement {
        let place = |id: &str| panels.iter().position(|panel| panel.id == id);
        let chosen = self.stage.chosen.as_deref().and_then(place);
        let active = (0..panels.len()).filter(|at| panels[*at].active);
        let now = self.snapshot.as_ref().map(|snapshot| (snapshot.now, snapshot.reveal));
        let phase = now.is_some_and(|(_, reveal)| reveal != Reveal::Whole) && now != self.stage.at;
        let card = self.card_views().iter().filter_map(|id| place(id));
        let zoomed = self.zoom.then(|| place(&self.focus)).flatten();
        if self.pair().is_some() {
            // Beside the hero, only what the learner chose is worth half of the screen.
            return self.panels.arrangement().forward(&chosen.into_iter().collect::<Vec<_>>());
        }
        let mut wanted: Vec<usize> = zoomed.into_iter().collect();
        // The script shows every phase itself, so it stays.
        wanted.extend(chosen.filter(|at| is_code(&panels[*at])));
        if phase {
            wanted.extend(active);
        }
        wanted.extend(chosen);
        wanted.extend(card);
        self.panels.arrangement().forward(&wanted)
    }

    /// The views that the card puts on stage.
    fn card_views(&self) -> &[String] {
        self.said().map_or(&[], |said| &said.views)
    }

    /// The panel that the card puts in the hero's place: the first of several, when the hero is none of them.
    pub(in crate::app) fn lead(&self) -> Option<&str> {
        let views = self.card_views();
        let panels = self.panels();
        let hero = view::views(&panels).first().map(|at| panels[*at].id)?;
        let known = |id: &str| panels.iter().any(|panel| panel.id == id);
        let leads = views.len() > 1 && views.iter().all(|id| id != hero);
        views.first().filter(|id| leads && known(id)).map(String::as_str)
    }

    /// The panel behind a digit key: 1 the hero, then the views as the line below the stage lists them, 0 all
    /// parameters. The script has a letter.
    pub(in crate::app) fn view_of_digit(&self, digit: u32) -> Option<&'static str> {
        let panels = self.panels();
        if digit == 0 {
            return Some(PARAMETERS).filter(|_| !panels.is_empty());
        }
        let at = usize::try_from(digit - 1).ok()?;
        let mut digits = view::views(&panels).into_iter().filter(|at| !is_code(&panels[*at]));
        digits.nth(at).map(|at| panels[at].id).filter(|id| *id != PARAMETERS)
    }
}
