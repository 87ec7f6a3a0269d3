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

/// Where two runs stand side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Places {
    /// The pictures of A, and of B.
    pub(super) runs: [Rect; 2],
    /// The cost of both in one chart; without height where there is no room.
    pub(super) chart: Rect,
    /// What both came to.
    pub(super) table: Rect,
}

/// The places of two runs in the body of the screen: side by side, or in a narrow and high one below each other.
pub(super) fn places_of_two(body: Rect) -> Places {
    let strip = match body.height {
        0..=19 => 3,
        height => (height * 3 / 10).clamp(7, 14),
    };
    let strip = Rect { y: body.bottom().saturating_sub(strip), height: strip.min(body.height), ..body };
    let above = Rect { height: body.height - strip.height, ..body };
    let low = body.height < 20;
    let left = Rect { width: strip.width / 2, ..strip };
    let right = Rect { x: left.right(), width: strip.width - left.width, ..strip };
    let runs = if body.width < 100 && above.height > 24 {
        let upper = Rect { height: above.height / 2, ..above };
        [upper, Rect { y: upper.bottom(), height: above.height - upper.height, ..above }]
    } else {
        [Rect { width: left.width, ..above }, Rect { x: right.x, width: right.width, ..above }]
    };
    let chart = if low { Rect { height: 0, ..left } } else { left };
    Places { runs, chart, table: if low { strip } else { right } }
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
