//! Where panels stand.
//!
//! A few ways to divide the area are tried, and the one in which most panels are seen well wins. A
//! way is a tree of rows and columns whose leaves are slots; a slot shows one panel, further panels
//! in it are tabs. Nothing is ever left out.

mod divisions;
mod need;
mod tree;

use crate::lab::scene::{Panel, Place};
use divisions::divisions;
use need::Need;
use ratatui::layout::Rect;
use tree::Tree;

/// One rectangle of the body and the panels that share it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// Where it is, border included.
    pub area: Rect,
    /// Places in the list of panels, in order; more than one are tabs.
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

    /// The slot in which a panel stands, seen or as a tab.
    #[must_use]
    pub fn slot_of(&self, panel: usize) -> Option<&Slot> {
        self.slots.iter().find(|slot| slot.panels.contains(&panel))
    }

    /// The same places with another panel focused, which is seen before other tabs.
    #[must_use]
    pub fn focused(&self, panels: &[Panel], focus: &str) -> Arrangement {
        let focused = panels.iter().position(|panel| panel.id == focus);
        let mut arrangement = self.clone();
        for slot in &mut arrangement.slots {
            let first = slot.panels.first().copied().unwrap_or(0);
            slot.shown = focused.filter(|at| slot.panels.contains(at)).unwrap_or(first);
        }
        arrangement
    }

    /// All panels in the order in which Tab visits them: as they are read, tabs included.
    #[must_use]
    pub fn order(&self) -> Vec<usize> {
        self.slots.iter().flat_map(|slot| slot.panels.iter().copied()).collect()
    }
}

/// Gives every panel its place; with `zoom` the one that is [`focused`](Arrangement::focused) takes everything.
#[must_use]
pub fn arrange(panels: &[Panel], area: Rect, zoom: bool) -> Arrangement {
    if panels.is_empty() {
        return Arrangement::default();
    }
    let all: Vec<usize> = (0..panels.len()).collect();
    let needs: Vec<Need> = all.iter().map(|at| Need::new(panels, *at)).collect();
    let best = if zoom {
        Tree::Slot(all)
    } else {
        let mut best: Option<(f64, Tree)> = None;
        for tree in divisions(&needs, &all) {
            let score = score(&tree, &needs, area);
            if best.as_ref().is_none_or(|(most, _)| score > *most) {
                best = Some((score, tree));
            }
        }
        best.map_or(Tree::Slot(all), |(_, tree)| tree)
    };
    let mut slots = Vec::new();
    best.place(&needs, area, &mut |slot, area| {
        let shown = slot.first().copied().unwrap_or(0);
        slots.push(Slot { area, panels: slot.to_vec(), shown });
    });
    Arrangement { slots }
}

/// How well everything is seen.
fn score(tree: &Tree, needs: &[Need], area: Rect) -> f64 {
    let mut sum = 0.0;
    let (mut main, mut beside, mut whole) = (0.0, 0.0, 0.0);
    tree.place(needs, area, &mut |slot, area| {
        let size = f64::from(area.width) * f64::from(area.height);
        whole += size;
        let Some(shown) = slot.first() else { return };
        let need = &needs[*shown];
        let (w, h) = (f64::from(area.width.max(1)), f64::from(area.height.max(1)));
        let fits = |need: &Need| (w / f64::from(need.least.0)).min(h / f64::from(need.least.1)).min(1.0);
        let seen = if fits(need) >= 1.0 { 1.0 } else { 0.35 * fits(need) };
        let shape = (w / h / need.shape).ln().abs();
        let waste = f64::from(area.height.saturating_sub(need.enough(area.width))) / h;
        let narrow = 1.0 - (w / f64::from(need.natural)).min(1.0);
        sum += need.weight * (seen - 0.2 * shape - 0.7 * waste - 0.6 * narrow);
        // Tabs are better than nothing, if they fit when they are chosen.
        sum += 0.25 * slot[1..].iter().filter(|hidden| fits(&needs[**hidden]) >= 1.0).count() as f64;
        match need.place {
            Place::Main => main += size,
            Place::Beside => beside += size,
            Place::Cost | Place::Detail => {}
        }
    });
    let share = |part: f64| if whole > 0.0 { part / whole } else { 0.0 };
    sum + 6.0 * share(main + beside).min(0.55) + 5.0 * share(main).min(0.4)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::scene::{Chart, Picture};
    use crate::words::same;
    use proptest::prelude::*;

    const IDS: [&str; 9] = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];

    fn panel(id: &'static str, place: Place, least: (u16, u16)) -> Panel {
        Panel::new(id, same(id), place, Picture::Chart(Chart::default())).least(least.0, least.1)
    }

    fn any_panels() -> impl Strategy<Value = Vec<Panel>> {
        let place = prop_oneof![
            Just(Place::Main),
            Just(Place::Beside),
            Just(Place::Cost),
            Just(Place::Detail),
            Just(Place::Detail)
        ];
        proptest::collection::vec((place, 1_u16..60, 1_u16..25), 1..9).prop_map(|list| {
            list.into_iter().zip(IDS).map(|((place, w, h), id)| panel(id, place, (w, h))).collect()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]
        #[test]
        fn slots_cover_the_area_without_overlap(
            panels in any_panels(), w in 0_u16..300, h in 0_u16..300,
            x in 0_u16..9, y in 0_u16..9, focus in 0_usize..9, zoom: bool,
        ) {
            let area = Rect::new(x, y, w, h);
            let arrangement = arrange(&panels, area, zoom).focused(&panels, IDS[focus]);
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
            if zoom {
                prop_assert_eq!(arrangement.slots.len(), 1);
            }
        }
    }

    /// The lesson screen's usual panels at the sizes that matter: body heights without header,
    /// arithmetic and keys.
    #[test]
    fn usual_screens_show_what_they_must() {
        let panels = [
            panel("picture", Place::Main, (30, 10)),
            panel("cost", Place::Cost, (24, 6)),
            panel("weights", Place::Beside, (20, 8)),
            panel("wrong", Place::Detail, (24, 4)),
            panel("parameters", Place::Detail, (26, 5)),
            panel("guide", Place::Detail, (24, 5)),
        ];
        for (w, h, visible) in [(80, 20, 3), (120, 36, 5), (200, 56, 6)] {
            let arrangement = arrange(&panels, Rect::new(0, 0, w, h), false);
            assert!(arrangement.slots.len() >= visible, "{w}×{h}: {arrangement:#?}");
            for slot in &arrangement.slots {
                let least = panels[slot.shown].least;
                assert!(
                    slot.area.width >= least.0 + 2 && slot.area.height >= least.1 + 2,
                    "{w}×{h} {slot:?}"
                );
            }
            assert!(arrangement.slot_of(1).is_some_and(|slot| slot.shown == 1), "the cost is seen");
        }
    }
}
