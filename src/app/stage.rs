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

use crate::lab::Reveal;
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
    pub(super) chosen: Option<String>,
    pub(super) at: Option<(u64, Reveal)>,
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
