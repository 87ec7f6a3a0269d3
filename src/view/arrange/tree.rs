//! Rows and columns of slots, and how a length is divided among them.

use super::need::Need;
use ratatui::layout::Rect;

/// A way to divide an area.
#[derive(Debug, Clone)]
pub(super) enum Tree {
    /// Panels that share one rectangle.
    Slot(Vec<usize>),
    /// Side by side, with their shares of the width.
    Row(Vec<(f64, Tree)>),
    /// One above the other, with their shares of the height.
    Column(Vec<(f64, Tree)>),
}

impl Tree {
    /// Fewest columns and rows for what is seen at first, borders included; a tab is seen alone, and may ask for
    /// more than there is.
    pub(super) fn least(&self, needs: &[Need]) -> (u16, u16) {
        let sum = |sizes: &mut dyn Iterator<Item = u16>| sizes.fold(0, u16::saturating_add);
        match self {
            Tree::Slot(slot) => slot.first().map_or((4, 3), |at| {
                let least = needs[*at].least;
                (least.0.max(4), least.1.max(3))
            }),
            Tree::Row(parts) => {
                let least: Vec<_> = parts.iter().map(|(_, part)| part.least(needs)).collect();
                (sum(&mut least.iter().map(|l| l.0)), least.iter().map(|l| l.1).max().unwrap_or(0))
            }
            Tree::Column(parts) => {
                let least: Vec<_> = parts.iter().map(|(_, part)| part.least(needs)).collect();
                (least.iter().map(|l| l.0).max().unwrap_or(0), sum(&mut least.iter().map(|l| l.1)))
            }
        }
    }

    /// Most rows that are of use in a width, borders included.
    pub(super) fn enough(&self, needs: &[Need], columns: u16) -> u16 {
        match self {
            Tree::Slot(slot) => slot.iter().map(|at| needs[*at].enough(columns)).max().unwrap_or(0),
            Tree::Row(parts) => {
                let each = columns / parts.len().max(1) as u16;
                parts.iter().map(|(_, part)| part.enough(needs, each)).max().unwrap_or(0)
            }
            Tree::Column(parts) => {
                parts.iter().map(|(_, part)| part.enough(needs, columns)).fold(0, u16::saturating_add)
            }
        }
    }

    pub(super) fn place(&self, needs: &[Need], area: Rect, found: &mut dyn FnMut(&[usize], Rect)) {
        match self {
            Tree::Slot(slot) => found(slot, area),
            Tree::Row(parts) => {
                let wishes: Vec<Wish> = parts
                    .iter()
                    .map(|(share, part)| Wish { share: *share, least: part.least(needs).0, most: u16::MAX })
                    .collect();
                let mut x = area.x;
                for (width, (_, part)) in divide(area.width, &wishes).into_iter().zip(parts) {
                    part.place(needs, Rect { x, width, ..area }, found);
                    x += width;
                }
            }
            Tree::Column(parts) => {
                let wishes: Vec<Wish> = parts
                    .iter()
                    .map(|(share, part)| Wish {
                        share: *share,
                        least: part.least(needs).1,
                        most: part.enough(needs, area.width),
                    })
                    .collect();
                let mut y = area.y;
                for (height, (_, part)) in divide(area.height, &wishes).into_iter().zip(parts) {
                    part.place(needs, Rect { y, height, ..area }, found);
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
