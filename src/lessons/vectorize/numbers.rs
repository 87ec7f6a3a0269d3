//! The first numbers themselves: factor by factor, product by product, and how the sum grows.

use super::work::Work;
use super::{Pane, Vectorize};
use crate::lab::scene::{Cell, Column, Ink, Panel, Picture, Place, Table};
use crate::lab::{Panes, Reveal};
use crate::say;
use crate::words::{Text, same, text};

/// Rows at most.
const ROWS: usize = 8;

/// What a row has: two factors, their product, and the sum so far.
pub(super) fn panel(of: &Vectorize, reveal: Reveal) -> Panel {
    let names = match of.work {
        Work::Dot(..) => ["i", "aᵢ", "bᵢ", "aᵢ·bᵢ", "s"],
        Work::Gradient(_) => ["j", "wⱼ", "xⱼ", "wⱼ·xⱼ", "z"],
    };
    let mut sum = 0.0;
    let row = |(at, (a, b)): (usize, (f64, f64))| {
        sum += a * b;
        let number = |x, lit| if lit { Cell::Inked(x, 4, Ink::Accent) } else { Cell::Number(x, 4) };
        let (turn, whole) = (reveal.explains(0), reveal.explains(1));
        vec![
            Cell::Words(same((at + 1).to_string())),
            number(a, whole),
            number(b, whole),
            number(a * b, whole),
            number(sum, turn),
        ]
    };
    let rows: Vec<_> = of.work.factors().enumerate().take(ROWS).map(row).collect();
    let column = |title: &str| Column { title: same(title.to_string()), ..Column::default() };
    let (shown, all) = (rows.len(), of.work.factors().count());
    let caption: Text = if reveal.explains(1) && shown == all {
        text("whole columns at once, then one sum over all products", "整列一次相乘，再把所有乘积一次求和")
    } else if shown < all {
        say!("the first {shown} of {all}", "共 {all} 个，显示前 {shown} 个")
    } else {
        text(
            "the loop goes down row by row; the array expression takes whole columns",
            "循环逐行往下走；数组表达式一次取整列",
        )
    };
    // In the loop's phase its finger goes down row by row.
    let selected = if reveal.explains(0) { shown.checked_sub(1) } else { None };
    let columns = names.into_iter().map(column).collect();
    Pane::Numbers
        .panel(
            text("The numbers, and the sum as it grows", "参与计算的数，以及逐步累加的和"),
            Place::Detail,
            Picture::Table(Table { columns, rows, selected }),
        )
        .caption(caption)
        .active(reveal.explains(0) || reveal.explains(1))
}
