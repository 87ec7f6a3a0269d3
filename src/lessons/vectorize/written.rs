//! The arithmetic of a trial.

use super::Vectorize;
use super::scene::{span, unit};
use super::timing::{Times, Trial};
use super::work::Kind;
use crate::lab::Look;
use crate::lab::scene::Arithmetic;
use crate::math::term::{number, settled};
use crate::say;
use crate::words::{figure, same, text, whole};

/// The loop, the array expression and their comparison; the one being explained first.
pub(super) fn arithmetic(
    of: &Vectorize,
    trial: &Trial,
    both: &[Option<Times>; 2],
    look: &Look<'_>,
) -> Vec<Arithmetic> {
    let size = whole(of.work.size() as u64);
    let (looped, expressed) = match of.work.kind() {
        Kind::Dot => (say!("s ← s + aᵢ·bᵢ  for i = 1 … {size}", "s ← s + aᵢ·bᵢ，i = 1 … {size}"), "s = aᵀb"),
        Kind::Gradient => (
            say!("db ← db + (σ(z) − yᵢ)/m  for i = 1 … {size}", "db ← db + (σ(z) − yᵢ)/m，i = 1 … {size}"),
            "db = Σ(A − Y)/m",
        ),
    };
    let [one, other] = trial.results;
    let mut lines = vec![
        Arithmetic {
            name: text("loop", "循环"),
            formula: looped,
            result: format!("{}   {}", figure(one, 12), span(trial.loop_us)),
            ..Arithmetic::default()
        },
        Arithmetic {
            name: text("array", "数组"),
            formula: same(expressed),
            result: format!("{}   {}", figure(other, 12), span(trial.array_us)),
            ..Arithmetic::default()
        },
    ];
    if let [Some(by_loop), Some(by_arrays)] = both {
        // Both in one unit, so that they can be divided as they stand.
        let (factor, unit) = unit(by_loop.median.min(by_arrays.median));
        let times = [by_loop.median * factor, by_arrays.median * factor];
        let text_of =
            |digits: usize| times.map(|time| format!("{} {unit}", figure(time, digits))).join(" / ");
        let read = |digits: usize| (number(times[0]) / number(times[1])).by_hand(digits);
        let ratio = settled(text_of, read, times[0] / times[1], 3, 3);
        let name = text("compare medians", "比较中位数");
        lines.push(Arithmetic::worked(name, text("t_loop / t_array", "t（循环）/ t（数组）"), ratio));
    }
    for (phase, line) in lines.iter_mut().enumerate() {
        line.active = look.reveal.explains(phase);
    }
    // Without phases the comparison, the last of the three, stands first.
    lines.reverse();
    lines.sort_by_key(|line| !line.active);
    lines
}
