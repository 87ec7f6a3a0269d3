//! The handful of array functions that a beginner needs, each evaluated on a small array.

use super::Pane;
use crate::lab::Panes;
use crate::lab::scene::{Cell, Column, Panel, Picture, Place, Table};
use crate::say;
use crate::words::{Text, figure, same, text};
use ndarray::{Array, Array1, Array2, Axis, Dimension, array};

/// A function in three spellings, with what it gives.
struct Function {
    mathematics: &'static str,
    numpy: &'static str,
    ndarray: &'static str,
    result: String,
}

/// v and M, on which everything is evaluated.
fn arrays() -> (Array1<f64>, Array2<f64>) {
    (array![-1.0, 0.5, 2.0], array![[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
}

/// Numbers in brackets, rows separated by semicolons.
fn shown<D: Dimension>(numbers: &Array<f64, D>, digits: usize) -> String {
    let columns = numbers.shape().last().copied().unwrap_or(1).max(1);
    let cells: Vec<String> = numbers.iter().map(|x| figure(*x, digits)).collect();
    let rows: Vec<String> = cells.chunks(columns).map(|row| row.join(" ")).collect();
    format!("[{}]", rows.join("; "))
}

fn functions() -> Vec<Function> {
    let (v, m) = arrays();
    let row = |mathematics, numpy, ndarray, result| Function { mathematics, numpy, ndarray, result };
    vec![
        row("1₂ₓ₃", "np.ones((2, 3))", "Array2::ones((2, 3))", shown(&Array2::<f64>::ones((2, 3)), 1)),
        row("0₃", "np.zeros(3)", "Array1::zeros(3)", shown(&Array1::<f64>::zeros(3), 1)),
        row("eᵛ", "np.exp(v)", "v.exp()", shown(&v.exp(), 2)),
        row("|v|", "np.abs(v)", "v.abs()", shown(&v.abs(), 3)),
        row("ln v²", "np.log(v**2)", "v.pow2().ln()", shown(&v.pow2().ln(), 2)),
        row("vᵀv", "np.dot(v, v)", "v.dot(&v)", figure(v.dot(&v), 3)),
        row("Mv", "np.dot(M, v)", "m.dot(&v)", shown(&m.dot(&v), 3)),
        row("Σᵢ Mᵢⱼ", "M.sum(axis=0)", "m.sum_axis(Axis(0))", shown(&m.sum_axis(Axis(0)), 3)),
        row("Σⱼ Mᵢⱼ", "M.sum(axis=1)", "m.sum_axis(Axis(1))", shown(&m.sum_axis(Axis(1)), 3)),
        row("Σ Mᵢⱼ", "M.sum()", "m.sum()", figure(m.sum(), 3)),
    ]
}

/// The table of functions.
pub(super) fn panel() -> Panel {
    let column = |title: Text| Column { title, ..Column::default() };
    let columns = vec![
        column(text("formula", "数学")),
        column(same("NumPy")),
        column(text("gives", "结果")),
        column(same("ndarray (Rust)")),
    ];
    let words = |words: &str| Cell::Words(same(words));
    let row = |f: Function| vec![words(f.mathematics), words(f.numpy), words(&f.result), words(f.ndarray)];
    let table = Table { columns, rows: functions().into_iter().map(row).collect(), selected: None };
    let (v, m) = arrays();
    let (v, m) = (shown(&v, 3), shown(&m, 3));
    Pane::Functions
        .panel(text("Array functions", "数组函数"), Place::Detail, Picture::Table(table))
        .caption(say!("evaluated here on v = {v}, M = {m}", "就地求值：v = {v}，M = {m}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// NumPy 2: the same expressions with v = [-1, .5, 2], M = [[1, 2, 3], [4, 5, 6]].
    #[test]
    fn functions_give_what_numpy_gives() {
        let results: Vec<String> = functions().into_iter().map(|f| f.result).collect();
        let expected = [
            "[1 1 1; 1 1 1]",
            "[0 0 0]",
            "[0.37 1.6 7.4]",
            "[1 0.5 2]",
            "[0 −1.4 1.4]",
            "5.25",
            "[6 10.5]",
            "[5 7 9]",
            "[6 15]",
            "21",
        ];
        assert_eq!(results, expected);
    }
}
