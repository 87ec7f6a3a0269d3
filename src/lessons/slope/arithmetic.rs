//! Each phase written out.

use super::scene::{NEXT, POINT, RISE, SECOND, TANGENT};
use super::study::{Secant, Study};
use crate::lab::Reveal;
use crate::lab::scene::{Arithmetic, Check};
use crate::math::derivative::{numeric_gradient, relative_error};
use crate::words::{Text, figure, text};

/// The one being explained first, else the quotient.
pub(super) fn arithmetic(study: &Study, t: u64, secant: &Secant, reveal: Reveal) -> Vec<Arithmetic> {
    let (a, h) = (figure(study.a, 6), figure(secant.h, 3));
    let (fa, fah) = (figure(study.height, 12), figure(secant.height, 12));
    let formula = study.formula();
    let line = |name: Text, formula: String, numbers: String, result: f64, digits: usize| Arithmetic {
        name,
        formula,
        numbers,
        result: figure(result, digits),
        ..Arithmetic::default()
    };
    let minus = if study.height < 0.0 { format!("({fa})") } else { fa };
    let mut lines = [
        (
            POINT,
            line(
                text("first point", "第一点"),
                format!("f(a) = {formula}"),
                format!("f({a})"),
                study.height,
                12,
            ),
        ),
        (
            SECOND,
            line(text("second point", "第二点"), "f(a+h)".into(), format!("f({a} + {h})"), secant.height, 12),
        ),
        (
            RISE,
            line(
                text("rise / run", "升高 / 前进"),
                "(f(a+h) − f(a)) / h".into(),
                format!("({fah} − {minus}) / {h}"),
                secant.quotient,
                10,
            ),
        ),
        (TANGENT, tangent(study)),
        (NEXT, line(text("next h", "下一个 h"), "h ← h / 10".into(), format!("{h} / 10"), study.h(t + 1), 3)),
    ];
    let mut shown: Vec<(usize, Arithmetic)> = lines
        .iter_mut()
        .filter(|(phase, _)| reveal.shows(*phase))
        .map(|(phase, line)| (*phase, std::mem::take(line)))
        .collect();
    for (phase, line) in &mut shown {
        line.active = reveal.explains(*phase);
    }
    shown.sort_by_key(|(phase, line)| (!line.active, [2, 3, 0, 1, 4][*phase]));
    shown.into_iter().map(|(_, line)| line).collect()
}

/// f′(a) with its central difference.
fn tangent(study: &Study) -> Arithmetic {
    let numeric = numeric_gradient(|x| study.f(x[0]), &mut [study.a], 0, None);
    let corner = (!study.smooth()).then(|| {
        text(
            "f has a corner here: left and right of it the slopes differ",
            "f 在此处是拐点：左右两侧斜率不同",
        )
    });
    let check = Check {
        formula: "(f(a+ε) − f(a−ε)) / 2ε".into(),
        numeric,
        relative_error: relative_error(study.derivative, numeric),
        corner,
    };
    let formula =
        study.derivative_formula().map_or("f′(a)".to_string(), |formula| format!("f′(a) = {formula}"));
    Arithmetic {
        name: text("tangent", "切线"),
        formula,
        numbers: String::new(),
        result: figure(study.derivative, 10),
        check: study.derivative.is_finite().then_some(check),
        active: false,
    }
}
