//! The ways to divide an area that are tried.

use super::need::Need;
use super::tree::Tree;
use crate::lab::scene::Place;

/// Ways to divide, best guesses first.
pub(super) fn divisions(needs: &[Need], all: &[usize]) -> Vec<Tree> {
    let of = |place: Place| all.iter().copied().filter(|at| needs[*at].place == place).collect::<Vec<_>>();
    let (main, beside) = (of(Place::Main), of(Place::Beside));
    let mut rest = of(Place::Cost);
    rest.extend(of(Place::Detail));
    let mut pictures = main.clone();
    pictures.extend(&beside);
    if pictures.is_empty() || rest.is_empty() {
        let only = if pictures.is_empty() { rest } else { pictures };
        return stacks(needs, &only, false).into_iter().chain(stacks(needs, &only, true)).collect();
    }
    let mut trees = Vec::new();
    for left in blocks(needs, &main, &beside) {
        for right in stacks(needs, &rest, false) {
            for share in [0.5, 0.58, 0.66] {
                trees.push(Tree::Row(vec![(share, left.clone()), (1.0 - share, right.clone())]));
            }
        }
        for below in stacks(needs, &rest, true) {
            for share in [0.5, 0.6, 0.7, 0.78] {
                trees.push(Tree::Column(vec![(share, left.clone()), (1.0 - share, below.clone())]));
            }
        }
        // The pictures and the cost above, details below.
        if rest.len() > 1 {
            for below in stacks(needs, &rest[1..], true) {
                let above = Tree::Row(vec![(0.62, left.clone()), (0.38, Tree::Slot(vec![rest[0]]))]);
                trees.push(Tree::Column(vec![(0.62, above), (0.38, below)]));
            }
        }
    }
    if !beside.is_empty() && !main.is_empty() {
        // Three columns for wide screens.
        let mut middle: Vec<usize> = beside.clone();
        let (first, later) = rest.split_at(rest.len().div_ceil(2));
        for left in stacks(needs, &main, false) {
            for m in stacks(needs, &beside, false) {
                for right in stacks(needs, &rest, false) {
                    trees.push(Tree::Row(vec![(0.5, left.clone()), (0.22, m.clone()), (0.28, right)]));
                }
            }
        }
        middle.extend(later);
        for left in stacks(needs, &main, false) {
            for m in stacks(needs, &middle, false) {
                for right in stacks(needs, first, false) {
                    trees.push(Tree::Row(vec![(0.5, left.clone()), (0.24, m.clone()), (0.26, right)]));
                }
            }
        }
    }
    // The first picture beside the second, everything else being tabs of that one.
    let (first, others) = pictures.split_at(1);
    let second: Vec<usize> = others.iter().chain(&rest).copied().collect();
    for share in [0.5, 0.58, 0.64] {
        let parts = vec![(share, Tree::Slot(first.to_vec())), (1.0 - share, Tree::Slot(second.clone()))];
        trees.push(Tree::Row(parts));
    }
    trees.push(Tree::Slot(all.to_vec()));
    trees
}

/// Main pictures with what stands beside them.
fn blocks(needs: &[Need], main: &[usize], beside: &[usize]) -> Vec<Tree> {
    if main.is_empty() || beside.is_empty() {
        let only = if main.is_empty() { beside } else { main };
        return stacks(needs, only, true).into_iter().chain(stacks(needs, only, false)).collect();
    }
    let mut trees = Vec::new();
    for across in [true, false] {
        for m in stacks(needs, main, across) {
            let both = [stacks(needs, beside, !across), stacks(needs, beside, across)];
            let tries = if beside.len() > 1 { 2 } else { 1 };
            for b in both.iter().take(tries).flatten() {
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
fn stacks(needs: &[Need], list: &[usize], across: bool) -> Vec<Tree> {
    const MOST: usize = 4;
    (1..=list.len().min(MOST))
        .map(|count| {
            let parts: Vec<(f64, Tree)> = (0..count)
                .map(|at| {
                    let slot = if at + 1 == count { list[at..].to_vec() } else { vec![list[at]] };
                    let share = match (across, at) {
                        (true, _) => slot.iter().map(|at| needs[*at].wish()).max().unwrap_or(1).into(),
                        (false, 0) => 1.25,
                        (false, _) => 1.0,
                    };
                    (share, Tree::Slot(slot))
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
