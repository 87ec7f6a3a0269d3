//! Each phase written out.

use super::scene::{NEXT, POINT, RISE, SECOND, TANGENT};
use super::study::{Secant, Study};
use crate::lab::Reveal;
use crate::lab::scene::Arithmetic;
use crate::math::measured::measure;
use crate::math::term::{Term, Worked, number};
use crate::words::{figure, same, text};

/// Digits that hold every bit of a number.
const ALL: usize = 17;

/// The one being explained first, else the quotient.
pub(super) fn arithmetic(study: &Study, t: u64, secant: &Secant, reveal: Reveal) -> Vec<Arithmetic> {
    let formula = study.formula();
    let (a, h) = (number(study.a), number(secant.h));
    let f =
        |x: Term, value: f64| Worked { numbers: format!("f({})", x.text(ALL)), result: figure(value, 12) };
    let rise = Term::Bits(secant.height) - Term::Bits(study.height);
    let lost = (secant.height.abs().max(study.height.abs()) / secant.rise.abs()).log10();
    // So many digits of the heights that their difference has ten; all when they are equal.
    let digits = if lost.is_finite() { 11 + lost.max(0.0).ceil() as usize } else { ALL };
    let lines = [
        (POINT, (text("first point", "第一点"), format!("f(a) = {formula}"), f(a.clone(), study.height))),
        (SECOND, (text("second point", "第二点"), "f(a+h)".into(), f(a + h.clone(), secant.height))),
        (
            RISE,
            (
                text("rise / run", "纵向增量 / 横向增量"),
                "(f(a+h) − f(a)) / h".into(),
                (rise / h.clone()).comes_to(secant.quotient, digits, 10),
            ),
        ),
        (
            NEXT,
            (
                text("next h", "下一个 h"),
                "h ← h / 10".into(),
                (h / number(10.0)).comes_to(study.h(t + 1), 3, 3),
            ),
        ),
    ];
    let mut lines: Vec<(usize, Arithmetic)> = lines
        .into_iter()
        .map(|(phase, (name, formula, worked))| (phase, Arithmetic::worked(name, formula, worked)))
        .collect();
    lines.push((TANGENT, tangent(study)));
    let mut shown: Vec<(usize, Arithmetic)> =
        lines.into_iter().filter(|(phase, _)| reveal.shows(*phase)).collect();
    for (phase, line) in &mut shown {
        line.active = reveal.explains(*phase);
    }
    shown.sort_by_key(|(phase, line)| (!line.active, [2, 3, 0, 1, 4][*phase]));
    shown.into_iter().map(|(_, line)| line).collect()
}

/// f′(a) with its central difference.
fn tangent(study: &Study) -> Arithmetic {
    let corner = (!study.smooth()).then(|| {
        text(
            "f has a corner, left and right of it the slopes differ, and programs agree on this number",
            "f 有折点，左右两侧斜率不同，程序约定取此值",
        )
    });
    let formula =
        study.derivative_formula().map_or("f′(a)".to_string(), |formula| format!("f′(a) = {formula}"));
    let line = Arithmetic {
        name: text("tangent", "切线"),
        formula: same(formula),
        result: figure(study.derivative, 10),
        ..Arithmetic::default()
    };
    if !study.derivative.is_finite() {
        return line;
    }
    let measured = measure(|x| study.f(x), study.a, study.derivative, None, 0.0);
    line.checked("(f(a+ε) − f(a−ε)) / 2ε", measured, corner)
}
