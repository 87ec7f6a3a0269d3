//! What the lines of the script make.

use super::Dreamer;
use super::learning::Learning;
use crate::lab::Made;

/// The values of the next step.
pub(super) fn made(lesson: &Dreamer, state: &Learning) -> Vec<Made> {
    let trace = lesson.trace(state);
    let machine = &trace.next.machine;
    let (batch, visible, hidden, width) =
        (lesson.batch(), machine.visible(), machine.hidden(), machine.width());
    let rows = |h: &[f64]| h.chunks(width).flat_map(|row| row[..hidden].to_vec()).collect::<Vec<f64>>();
    let (data, dream) = (&trace.data, trace.room.imagined());
    let (h, h_dream) = (rows(trace.room.data_hidden()), rows(&trace.answers));
    let column = |rows: &[f64], width: usize, at: usize| -> f64 { rows.iter().skip(at).step_by(width).sum() };
    // Σ h vᵀ over the batch, a number at a time: only the first are asked for.
    let together = |h: &[f64], v: &[f64], j: usize, i: usize| -> f64 {
        (0..batch).map(|row| h[row * hidden + j] * v[row * visible + i]).sum()
    };
    let places = || (0..hidden).flat_map(|j| (0..visible).map(move |i| (j, i)));
    let dw = places().map(|(j, i)| together(&h, data, j, i) - together(&h_dream, dream, j, i));
    vec![
        Made::array("h", &[batch, hidden], h.iter().copied()),
        Made::array("v_dream", &[batch, visible], dream.iter().copied()),
        Made::array("h_dream", &[batch, hidden], h_dream.iter().copied()),
        Made::array("dW", &[hidden, visible], dw),
        Made::array(
            "db",
            &[visible],
            (0..visible).map(|i| column(data, visible, i) - column(dream, visible, i)),
        ),
        Made::array(
            "dc",
            &[hidden],
            (0..hidden).map(|j| column(&h, hidden, j) - column(&h_dream, hidden, j)),
        ),
        Made::array("W", &[hidden, visible], places().map(|(j, i)| machine.weight(i, j))),
        Made::array("b", &[visible], machine.visible_biases().iter().copied()),
        Made::array("c", &[hidden], machine.hidden_biases().iter().copied()),
    ]
}
