//! Where panels stand.
//!
//! A few ways to divide the area are tried, and the one in which most panels are seen well wins. A
//! way is a tree of rows and columns whose leaves are slots; a slot shows one panel, further panels
//! in it are tabs. Nothing is ever left out.

use crate::lab::scene::{Panel, Picture, Place};
use ratatui::layout::Rect;

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

    /// All panels in the order in which Tab visits them: as they are read, tabs included.
    #[must_use]
    pub fn order(&self) -> Vec<usize> {
        self.slots.iter().flat_map(|slot| slot.panels.iter().copied()).collect()
    }
}

/// Gives every panel its place; `focus` is the name of the focused panel, which is seen before
/// other tabs and takes everything when `zoom` is set.
#[must_use]
pub fn arrange(panels: &[Panel], area: Rect, focus: Option<&str>, zoom: bool) -> Arrangement {
    if panels.is_empty() {
        return Arrangement::default();
    }
    let focused = focus.and_then(|name| panels.iter().position(|panel| panel.id == name));
    let all: Vec<usize> = (0..panels.len()).collect();
    let best = if zoom {
        Tree::Slot(all)
    } else {
        let mut best: Option<(f64, Tree)> = None;
        for tree in divisions(panels, &all) {
            let score = score(&tree, panels, area);
            if best.as_ref().is_none_or(|(most, _)| score > *most) {
                best = Some((score, tree));
            }
        }
        best.map_or(Tree::Slot(all), |(_, tree)| tree)
    };
    let mut slots = Vec::new();
    best.place(panels, area, &mut |slot, area| {
        let shown = focused.filter(|at| slot.contains(at)).or(slot.first().copied()).unwrap_or(0);
        slots.push(Slot { area, panels: slot.to_vec(), shown });
    });
    Arrangement { slots }
}

/// A way to divide an area.
#[derive(Debug, Clone)]
enum Tree {
    /// Panels that share one rectangle.
    Slot(Vec<usize>),
    /// Side by side, with their shares of the width.
    Row(Vec<(f64, Tree)>),
    /// One above the other, with their shares of the height.
    Column(Vec<(f64, Tree)>),
}

impl Tree {
    /// Fewest columns and rows, borders included.
    fn least(&self, panels: &[Panel]) -> (u16, u16) {
        let sum = |sizes: &mut dyn Iterator<Item = u16>| sizes.fold(0, u16::saturating_add);
        match self {
            Tree::Slot(slot) => slot.iter().fold((4, 3), |(w, h), at| {
                let panel = &panels[*at];
                (w.max(panel.least.0.saturating_add(2)), h.max(panel.least.1.saturating_add(2)))
            }),
            Tree::Row(parts) => {
                let least: Vec<_> = parts.iter().map(|(_, part)| part.least(panels)).collect();
                (sum(&mut least.iter().map(|l| l.0)), least.iter().map(|l| l.1).max().unwrap_or(0))
            }
            Tree::Column(parts) => {
                let least: Vec<_> = parts.iter().map(|(_, part)| part.least(panels)).collect();
                (least.iter().map(|l| l.0).max().unwrap_or(0), sum(&mut least.iter().map(|l| l.1)))
            }
        }
    }

    /// Most rows that are of use, borders included.
    fn enough(&self, panels: &[Panel]) -> u16 {
        match self {
            Tree::Slot(slot) => slot.iter().map(|at| appetite(&panels[*at])).max().unwrap_or(0),
            Tree::Row(parts) => parts.iter().map(|(_, part)| part.enough(panels)).max().unwrap_or(0),
            Tree::Column(parts) => {
                parts.iter().map(|(_, part)| part.enough(panels)).fold(0, u16::saturating_add)
            }
        }
    }

    fn place(&self, panels: &[Panel], area: Rect, found: &mut dyn FnMut(&[usize], Rect)) {
        match self {
            Tree::Slot(slot) => found(slot, area),
            Tree::Row(parts) => {
                let wishes: Vec<Wish> = parts
                    .iter()
                    .map(|(share, part)| Wish { share: *share, least: part.least(panels).0, most: u16::MAX })
                    .collect();
                let mut x = area.x;
                for (width, (_, part)) in divide(area.width, &wishes).into_iter().zip(parts) {
                    part.place(panels, Rect { x, width, ..area }, found);
                    x += width;
                }
            }
            Tree::Column(parts) => {
                let wishes: Vec<Wish> = parts
                    .iter()
                    .map(|(share, part)| Wish {
                        share: *share,
                        least: part.least(panels).1,
                        most: part.enough(panels),
                    })
                    .collect();
                let mut y = area.y;
                for (height, (_, part)) in divide(area.height, &wishes).into_iter().zip(parts) {
                    part.place(panels, Rect { y, height, ..area }, found);
                    y += height;
                }
            }
        }
    }
}

/// What a part of a row or column asks for.
struct Wish {
    share: f64,
    least: u16,
    most: u16,
}

/// Divides a length: by share, but at least what each part needs and not more than it can use,
/// as far as both are possible. The lengths always sum up to the whole.
fn divide(length: u16, wishes: &[Wish]) -> Vec<u16> {
    let mut given = vec![0_u16; wishes.len()];
    let needed: u32 = wishes.iter().map(|wish| u32::from(wish.least)).sum();
    if needed >= u32::from(length) {
        // Not enough for all: in proportion to what they need.
        let mut left = length;
        for (at, wish) in wishes.iter().enumerate() {
            let rest: u32 = wishes[at..].iter().map(|w| u32::from(w.least)).sum();
            let part = (u32::from(left) * u32::from(wish.least)).checked_div(rest).unwrap_or(0) as u16;
            given[at] = if at + 1 == wishes.len() { left } else { part };
            left -= given[at];
        }
        return given;
    }
    // By share; whoever would get too little or too much gets exactly its bound.
    let mut settled: Vec<Option<u16>> = vec![None; wishes.len()];
    loop {
        let taken: u16 = settled.iter().flatten().sum();
        let open = |at: usize| settled[at].is_none();
        let shares: f64 = (0..wishes.len()).filter(|at| open(*at)).map(|at| wishes[at].share).sum();
        let target = |at: usize| f64::from(length - taken) * wishes[at].share / shares.max(1e-9);
        let small = (0..wishes.len()).find(|at| open(*at) && target(*at) < f64::from(wishes[*at].least));
        let large = (0..wishes.len()).find(|at| open(*at) && target(*at) > f64::from(wishes[*at].most));
        if let Some(at) = small {
            settled[at] = Some(wishes[at].least);
        } else if let Some(at) = large {
            settled[at] = Some(wishes[at].most);
        } else {
            let (mut sum, mut given_so_far) = (0.0, 0);
            for at in (0..wishes.len()).filter(|at| open(*at)) {
                sum += target(at);
                given[at] = (sum.round() as u16).saturating_sub(given_so_far);
                given_so_far += given[at];
            }
            break;
        }
    }
    for (at, fixed) in settled.iter().enumerate() {
        given[at] = fixed.unwrap_or(given[at]);
    }
    spend(length, wishes, &mut given);
    given
}

/// Gives what rounding and bounds left over to those who can use it, the last of it to anyone.
fn spend(length: u16, wishes: &[Wish], given: &mut [u16]) {
    let mut left = length - given.iter().sum::<u16>();
    for (have, wish) in given.iter_mut().zip(wishes) {
        let more = wish.most.saturating_sub(*have).min(left);
        *have += more;
        left -= more;
    }
    if let Some(last) = given.last_mut() {
        *last += left;
    }
}

/// Rows a panel can fill, borders included.
fn appetite(panel: &Panel) -> u16 {
    let caption = u16::from(panel.caption.is_some());
    let rows = match &panel.picture {
        Picture::Table(table) => table.rows.len() + 1,
        Picture::Bars(bars) => bars.bars.len(),
        Picture::Matrix(matrix) if matrix.decimals.is_some() => 2 * matrix.rows + 3,
        _ => return u16::MAX,
    };
    u16::try_from(rows).unwrap_or(u16::MAX).saturating_add(2 + caption).max(panel.least.1 + 2)
}

/// Columns over rows at which a picture looks best; a cell is twice as high as wide.
fn best_shape(picture: &Picture) -> f64 {
    match picture {
        Picture::Image(image) => 2.0 * image.width.max(1) as f64 / image.height.max(1) as f64,
        Picture::Plane(plane) if plane.square => 2.1,
        Picture::Plane(_) | Picture::Relief(_) | Picture::Gallery { .. } => 2.6,
        Picture::Matrix(matrix) => {
            2.4 * (matrix.cols.max(1) as f64 / matrix.rows.max(1) as f64).clamp(0.4, 3.0)
        }
        Picture::Chart(_) => 3.4,
        Picture::Network(_) => 2.8,
        Picture::Graph(_) => 4.2,
        Picture::Table(_) | Picture::Bars(_) | Picture::Prose(_) => 3.0,
    }
}

/// How much it matters that a panel is seen, by its place and its turn in the list.
fn weight(panels: &[Panel], at: usize) -> f64 {
    let turn = panels[..at].iter().filter(|panel| panel.place == panels[at].place).count() as i32;
    match panels[at].place {
        Place::Main => 10.0 * 0.7_f64.powi(turn),
        Place::Cost => 5.0,
        Place::Beside => 4.0 * 0.8_f64.powi(turn),
        Place::Detail => 2.4 * 0.8_f64.powi(turn),
    }
}

/// How well everything is seen.
fn score(tree: &Tree, panels: &[Panel], area: Rect) -> f64 {
    let mut sum = 0.0;
    let (mut main, mut whole) = (0.0, 0.0);
    tree.place(panels, area, &mut |slot, area| {
        let size = f64::from(area.width) * f64::from(area.height);
        whole += size;
        let Some(shown) = slot.first() else { return };
        let panel = &panels[*shown];
        let weight = weight(panels, *shown);
        let (w, h) = (f64::from(area.width.max(1)), f64::from(area.height.max(1)));
        let room = |have: f64, least: u16| (have / f64::from(least + 2)).min(1.0);
        let fits = room(w, panel.least.0).min(room(h, panel.least.1));
        let seen = if fits >= 1.0 { 1.0 } else { 0.35 * fits };
        let shape = (w / h / best_shape(&panel.picture)).ln().abs();
        let waste = f64::from(area.height.saturating_sub(appetite(panel))) / h;
        sum += weight * (seen - 0.16 * shape - 0.25 * waste);
        // Tabs are better than nothing; those that would not fit when chosen are worse.
        for hidden in &slot[1..] {
            let panel = &panels[*hidden];
            let fits = room(w, panel.least.0).min(room(h, panel.least.1));
            sum += if fits >= 1.0 { 0.25 } else { 0.0 };
        }
        if panel.place == Place::Main {
            main += size;
        }
    });
    let share = if whole > 0.0 { main / whole } else { 0.0 };
    sum + 8.0 * share.min(0.55)
}

/// Ways to divide, best guesses first.
fn divisions(panels: &[Panel], all: &[usize]) -> Vec<Tree> {
    let of = |place: Place| all.iter().copied().filter(|at| panels[*at].place == place).collect::<Vec<_>>();
    let (main, beside) = (of(Place::Main), of(Place::Beside));
    let mut rest = of(Place::Cost);
    rest.extend(of(Place::Detail));
    let mut pictures = main.clone();
    pictures.extend(&beside);
    if pictures.is_empty() || rest.is_empty() {
        let only = if pictures.is_empty() { rest } else { pictures };
        return stacks(&only, false).into_iter().chain(stacks(&only, true)).collect();
    }
    let mut trees = Vec::new();
    for left in blocks(&main, &beside) {
        for right in stacks(&rest, false) {
            for share in [0.5, 0.58, 0.66] {
                trees.push(Tree::Row(vec![(share, left.clone()), (1.0 - share, right.clone())]));
            }
        }
        for below in stacks(&rest, true) {
            for share in [0.5, 0.6, 0.68] {
                trees.push(Tree::Column(vec![(share, left.clone()), (1.0 - share, below.clone())]));
            }
        }
        // The pictures and the cost above, details below.
        if rest.len() > 1 {
            for below in stacks(&rest[1..], true) {
                let above = Tree::Row(vec![(0.62, left.clone()), (0.38, Tree::Slot(vec![rest[0]]))]);
                trees.push(Tree::Column(vec![(0.62, above), (0.38, below)]));
            }
        }
    }
    if !beside.is_empty() && !main.is_empty() {
        // Three columns for wide screens.
        let mut middle: Vec<usize> = beside.clone();
        let (first, later) = rest.split_at(rest.len().div_ceil(2));
        for left in stacks(&main, false) {
            for m in stacks(&beside, false) {
                for right in stacks(&rest, false) {
                    trees.push(Tree::Row(vec![(0.5, left.clone()), (0.22, m.clone()), (0.28, right)]));
                }
            }
        }
        middle.extend(later);
        for left in stacks(&main, false) {
            for m in stacks(&middle, false) {
                for right in stacks(first, false) {
                    trees.push(Tree::Row(vec![(0.5, left.clone()), (0.24, m.clone()), (0.26, right)]));
                }
            }
        }
    }
    trees.push(Tree::Slot(all.to_vec()));
    trees
}

/// Main pictures with what stands beside them.
fn blocks(main: &[usize], beside: &[usize]) -> Vec<Tree> {
    if main.is_empty() || beside.is_empty() {
        let only = if main.is_empty() { beside } else { main };
        return stacks(only, true).into_iter().chain(stacks(only, false)).collect();
    }
    let mut trees = Vec::new();
    for across in [true, false] {
        for m in stacks(main, across) {
            for b in stacks(beside, !across).into_iter().chain(stacks(beside, across)) {
                let parts = |share: f64| vec![(share, m.clone()), (1.0 - share, b.clone())];
                if across {
                    trees.push(Tree::Row(parts(0.5)));
                    trees.push(Tree::Row(parts(0.64)));
                } else {
                    trees.push(Tree::Column(parts(0.5)));
                    trees.push(Tree::Column(parts(0.66)));
                }
            }
        }
    }
    let mut together = main.to_vec();
    together.extend(beside);
    trees.push(Tree::Slot(together));
    trees
}

/// A list as a row or column of 1, 2, … slots, the panels left over being tabs of the last one.
fn stacks(list: &[usize], across: bool) -> Vec<Tree> {
    const MOST: usize = 4;
    (1..=list.len().min(MOST))
        .map(|count| {
            let parts: Vec<(f64, Tree)> = (0..count)
                .map(|at| {
                    let slot = if at + 1 == count { list[at..].to_vec() } else { vec![list[at]] };
                    (if at == 0 { 1.25 } else { 1.0 }, Tree::Slot(slot))
                })
                .collect();
            match (parts.len(), across) {
                (1, _) => Tree::Slot(list.to_vec()),
                (_, true) => Tree::Row(parts),
                (_, false) => Tree::Column(parts),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::scene::Chart;
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
            let arrangement = arrange(&panels, area, Some(IDS[focus]), zoom);
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
            let arrangement = arrange(&panels, Rect::new(0, 0, w, h), None, false);
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
