//! The places of the lesson screen, and what the learner has put on its stage.
//!
//! ```text
//! header
//! coach          its heading and 3 to 6 lines
//! hero │ companion
//! numbers        the arithmetic, and what the state means
//! parameters     one line
//! views          one line
//! keys
//! ```

use super::code::is_code;
use super::state::{App, PARAMETERS};
use crate::lab::Reveal;
use crate::lab::scene::Panel;
use crate::view::{self, Arrangement};
use ratatui::layout::Rect;

/// Where the parts of the screen stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Regions {
    pub(super) header: Rect,
    pub(super) coach: Rect,
    pub(super) body: Rect,
    pub(super) numbers: Rect,
    pub(super) parameters: Rect,
    pub(super) views: Rect,
    pub(super) hints: Rect,
}

/// The parts of a screen of this size, which depend on nothing else.
pub(super) fn regions(area: Rect) -> Regions {
    let (coach, numbers) = match area.height {
        0..=27 => (4, 2),
        28..=35 => (5, 3),
        36..=47 => (6, 3),
        48..=55 => (6, 4),
        _ => (7, 5),
    };
    let mut y = area.y;
    let mut rows = |height: u16| {
        let part = Rect { x: area.x, y, width: area.width, height }.intersection(area);
        y = y.saturating_add(height);
        part
    };
    Regions {
        header: rows(1),
        coach: rows(coach),
        body: rows(area.height.saturating_sub(coach + numbers + 4)),
        numbers: rows(numbers),
        parameters: rows(1),
        views: rows(1),
        hints: rows(1),
    }
}

/// The view that the learner chose, and when: a phase that comes later brings its own forward.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Stage {
    chosen: Option<String>,
    at: Option<(u64, Reveal)>,
}

impl App {
    /// The parts of the lesson screen as large as the window is.
    pub(super) fn regions(&self) -> Regions {
        regions(Rect::new(0, 0, self.size.0, self.size.1))
    }

    /// Brings a view forward and gives it the keys.
    pub(super) fn choose_view(&mut self, id: &str) {
        self.focus = id.to_string();
        self.inside = None;
        let at = self.snapshot.as_ref().map(|snapshot| (snapshot.now, snapshot.reveal));
        self.stage = Stage { chosen: Some(id.to_string()), at };
    }

    /// Forgets what was chosen: another lesson, another card.
    pub(super) fn clear_stage(&mut self) {
        self.stage = Stage::default();
    }

    /// Where the panels stand, with those in front that the learner, the phase or the card puts there.
    pub(super) fn arrangement(&self, panels: &[Panel]) -> Arrangement {
        let place = |id: &str| panels.iter().position(|panel| panel.id == id);
        let chosen = self.stage.chosen.as_deref().and_then(place);
        let active = (0..panels.len()).filter(|at| panels[*at].active);
        let now = self.snapshot.as_ref().map(|snapshot| (snapshot.now, snapshot.reveal));
        let phase = now.is_some_and(|(_, reveal)| reveal != Reveal::Whole) && now != self.stage.at;
        let card = self.card_views().iter().filter_map(|id| place(id));
        let zoomed = self.zoom.then(|| place(&self.focus)).flatten();
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
    pub(super) fn lead(&self) -> Option<&str> {
        let views = self.card_views();
        let panels = self.panels();
        let hero = view::views(&panels).first().map(|at| panels[*at].id)?;
        let known = |id: &str| panels.iter().any(|panel| panel.id == id);
        let leads = views.len() > 1 && views.iter().all(|id| id != hero);
        views.first().filter(|id| leads && known(id)).map(String::as_str)
    }

    /// The panel behind a digit key: 1 the hero, then the views as the line below the stage lists them, 0 all
    /// parameters. The script has a letter.
    pub(super) fn view_of_digit(&self, digit: u32) -> Option<&'static str> {
        let panels = self.panels();
        if digit == 0 {
            return Some(PARAMETERS).filter(|_| !panels.is_empty());
        }
        let at = usize::try_from(digit - 1).ok()?;
        let mut digits = view::views(&panels).into_iter().filter(|at| !is_code(&panels[*at]));
        digits.nth(at).map(|at| panels[at].id).filter(|id| *id != PARAMETERS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The hero has its share, and nothing is lost or covered twice.
    #[test]
    fn parts_cover_the_screen_and_the_hero_has_its_share() {
        for (w, h) in [(80, 24), (100, 30), (120, 40), (160, 50), (200, 60), (81, 33), (300, 24), (80, 90)] {
            let parts = regions(Rect::new(0, 0, w, h));
            let Regions { header, coach, body, numbers, parameters, views, hints } = parts;
            let all = [header, coach, body, numbers, parameters, views, hints];
            assert_eq!(all.iter().map(|part| part.height).sum::<u16>(), h, "{w}×{h}");
            assert!(all.windows(2).all(|pair| pair[0].bottom() == pair[1].y), "{w}×{h}");
            let below = u32::from(w) * u32::from(h - coach.bottom());
            let hero = (u32::from(w) * 62).div_ceil(100) * u32::from(body.height);
            assert!(hero * 100 >= below * 45, "{w}×{h}: the hero has {} %", hero * 100 / below);
        }
    }
}
