//! The stage of a lesson: which panel stands where.
//!
//! ```text
//! hero │ companion        from 20 rows on:   hero │ companion
//!      │                                          ├──────────
//!      │                                          │ strip
//! ```
//!
//! Places depend on the size of the area alone, never on what the panels hold: a learner who looks at a place
//! finds the same thing there at every step, in every phase and language. The hero is the lesson's first picture,
//! the strip its cost chart; every other panel is a *view* and shares the companion's place.

use crate::lab::scene::{Panel, Place};
use ratatui::layout::Rect;

/// One rectangle of the stage and the panels that share it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// Where it is, border included.
    pub area: Rect,
    /// Places in the list of panels, in order; more than one take turns.
    pub panels: Vec<usize>,
    /// The one that is seen.
    pub shown: usize,
}

/// Where everything stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Arrangement {
    /// Slots that do not overlap and cover the area, in reading order.
    pub slots: Vec<Slot>,
}

impl Arrangement {
    /// The slot that a cell belongs to.
    #[must_use]
    pub fn slot_at(&self, column: u16, row: u16) -> Option<&Slot> {
        self.slots.iter().find(|slot| slot.area.contains((column, row).into()))
    }

    /// The slot in which a panel stands, seen or waiting.
    #[must_use]
    pub fn slot_of(&self, panel: usize) -> Option<&Slot> {
        self.slots.iter().find(|slot| slot.panels.contains(&panel))
    }

    /// Whether a panel is seen.
    #[must_use]
    pub fn shows(&self, panel: usize) -> bool {
        self.slots.iter().any(|slot| slot.shown == panel)
    }

    /// The same places with other panels brought forward: in each slot the first of `wanted` that stands there.
    #[must_use]
    pub fn forward(&self, wanted: &[usize]) -> Arrangement {
        let mut arrangement = self.clone();
        for slot in &mut arrangement.slots {
            if let Some(at) = wanted.iter().find(|at| slot.panels.contains(at)) {
                slot.shown = *at;
            }
        }
        arrangement
    }

    /// All panels in the order in which Tab visits them: as they are read, the ones that wait included.
    #[must_use]
    pub fn order(&self) -> Vec<usize> {
        self.slots.iter().flat_map(|slot| slot.panels.iter().copied()).collect()
    }
}

/// The panels in the order in which the digit keys choose them: the hero, then as the lesson lists them, details
/// last.
#[must_use]
pub fn views(panels: &[Panel]) -> Vec<usize> {
    let hero = hero(panels);
    let mut others: Vec<usize> = (0..panels.len()).filter(|at| Some(*at) != hero).collect();
    others.sort_by_key(|at| panels[*at].place == Place::Detail);
    hero.into_iter().chain(others).collect()
}

/// The picture that is the lesson.
fn hero(panels: &[Panel]) -> Option<usize> {
    let first = |place: Place| panels.iter().position(|panel| panel.place == place);
    first(Place::Main).or_else(|| first(Place::Beside)).or((!panels.is_empty()).then_some(0))
}

/// Gives every panel its place. `lead` is the panel that takes the hero's place for once; with `zoom` all share one
/// place, and the one brought [`forward`](Arrangement::forward) takes everything.
#[must_use]
pub fn arrange(panels: &[Panel], area: Rect, lead: Option<&str>, zoom: bool) -> Arrangement {
    let views = views(panels);
    let slot =
        |area: Rect, panels: Vec<usize>| panels.first().copied().map(|shown| Slot { area, panels, shown });
    let lead = lead.and_then(|id| panels.iter().position(|panel| panel.id == id));
    let Some(hero) = lead.or(views.first().copied()) else { return Arrangement::default() };
    let mut waiting: Vec<usize> = views.into_iter().filter(|at| *at != hero).collect();
    if zoom || waiting.is_empty() {
        waiting.insert(0, hero);
        return Arrangement { slots: slot(area, waiting).into_iter().collect() };
    }
    let places = Places::of(area);
    let mut slots = vec![Slot { area: places.hero, panels: vec![hero], shown: hero }];
    // A lesson without a cost chart shows its second view there.
    let cost = waiting.iter().position(|at| panels[*at].place == Place::Cost);
    match places.strip {
        Some(strip) if waiting.len() > 1 => {
            let below = waiting.remove(cost.unwrap_or(1));
            slots.extend(slot(places.companion, waiting));
            slots.extend(slot(strip, vec![below]));
        }
        _ => slots.extend(slot(places.right, waiting)),
    }
    Arrangement { slots }
}

/// The rectangles of an area.
struct Places {
    hero: Rect,
    /// All that is right of the hero.
    right: Rect,
    companion: Rect,
    /// Below the companion, where there is room.
    strip: Option<Rect>,
}

/// Fewest rows of an area in which the strip has a place of its own.
const STRIP_FROM: u16 = 20;

impl Places {
    fn of(area: Rect) -> Places {
        // The hero has 45 % of all that is below the coach: more than half of the width of what is left for pictures.
        let width = (u32::from(area.width) * 62).div_ceil(100) as u16;
        let hero = Rect { width, ..area };
        let right = Rect { x: area.x + width, width: area.width - width, ..area };
        if area.height < STRIP_FROM {
            return Places { hero, right, companion: right, strip: None };
        }
        let rows = (area.height * 2 / 5).clamp(9, 18);
        let companion = Rect { height: area.height - rows, ..right };
        let strip = Rect { y: companion.bottom(), height: rows, ..right };
        Places { hero, right, companion, strip: Some(strip) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::scene::{Chart, Picture};
    use crate::words::same;
    use proptest::prelude::*;

    const IDS: [&str; 9] = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];

    fn any_panels() -> impl Strategy<Value = Vec<Panel>> {
        let place = prop_oneof![
            Just(Place::Main),
            Just(Place::Beside),
            Just(Place::Cost),
            Just(Place::Detail),
            Just(Place::Detail)
        ];
        proptest::collection::vec(place, 1..9).prop_map(|list| {
            let chart = || Picture::Chart(Chart::default());
            list.into_iter().zip(IDS).map(|(place, id)| Panel::new(id, same(id), place, chart())).collect()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]
        #[test]
        fn slots_cover_the_area_without_overlap(
            panels in any_panels(), w in 0_u16..300, h in 0_u16..300,
            x in 0_u16..9, y in 0_u16..9, focus in 0_usize..9, lead in 0_usize..9, zoom: bool,
        ) {
            let area = Rect::new(x, y, w, h);
            let arrangement = arrange(&panels, area, Some(IDS[lead]), zoom).forward(&[focus]);
            let mut size = 0;
            for (at, slot) in arrangement.slots.iter().enumerate() {
                prop_assert_eq!(slot.area.intersection(area), slot.area);
                size += slot.area.area();
                for other in &arrangement.slots[at + 1..] {
                    prop_assert!(slot.area.intersection(other.area).is_empty());
                }
                prop_assert!(slot.panels.contains(&slot.shown));
            }
            prop_assert_eq!(size, area.area());
            let mut seen = arrangement.order();
            seen.sort_unstable();
            prop_assert_eq!(seen, (0..panels.len()).collect::<Vec<_>>());
            if focus < panels.len() {
                prop_assert_eq!(arrangement.slot_of(focus).map(|slot| slot.shown), Some(focus));
            }
            if lead < panels.len() && !zoom {
                prop_assert_eq!(arrangement.slots[0].shown, if arrangement.slots.len() > 1 { lead } else { focus.min(panels.len() - 1) });
            }
        }

        /// Which panels there are does not move a place, as long as there is more than a hero and a view.
        #[test]
        fn places_depend_on_the_area_alone(one in any_panels(), two in any_panels(), w in 80_u16..300, h in 12_u16..90) {
            let area = Rect::new(0, 6, w, h);
            let places = |panels: &[Panel]| -> Vec<Rect> {
                arrange(panels, area, None, false).slots.iter().map(|slot| slot.area).collect()
            };
            if one.len() > 2 && two.len() > 2 {
                prop_assert_eq!(places(&one), places(&two));
            }
        }
    }
}
