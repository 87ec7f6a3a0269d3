//! The panel of parameters, made from their declarations.

use super::order::Snapshot;
use super::state::PARAMETERS;
use crate::lab::scene::{Cell, Column, Ink, Panel, Picture, Place, Table};
use crate::lab::{Effect, Kind, Parameter, Parameters, Value};
use crate::words::{Text, figure, same, text, whole};

/// How many parameters are listed.
pub(super) fn rows(snapshot: Option<&Snapshot>) -> usize {
    snapshot
        .map_or(0, |snapshot| snapshot.parameters.iter().filter(|(parameter, _)| parameter.listed).count())
}

/// The panel with row `row` chosen.
pub(super) fn panel(parameters: &Parameters, row: usize, focus: &str) -> Panel {
    let listed: Vec<_> = parameters.iter().filter(|(parameter, _)| parameter.listed).collect();
    let restarts = listed.iter().any(|(parameter, _)| parameter.effect == Effect::Restart);
    let rows: Vec<Vec<Cell>> = listed
        .iter()
        .map(|(parameter, value)| {
            let mark = if parameter.effect == Effect::Restart { same("↻") } else { same("") };
            let ink = if **value == parameter.default { Ink::Plain } else { Ink::Accent };
            vec![
                Cell::Words(parameter.label.clone()),
                Cell::Coloured(shown(parameter, value), ink),
                Cell::Coloured(mark, Ink::Quiet),
            ]
        })
        .collect();
    let least = (rows.len() as u16).clamp(3, 8);
    let columns = vec![Column::default(), Column::default(), Column::default()];
    let selected = (focus == PARAMETERS).then_some(row.min(rows.len().saturating_sub(1)));
    let title = text("Parameters", "参数");
    let mut panel =
        Panel::new(PARAMETERS, title, Place::Detail, Picture::Table(Table { columns, rows, selected }))
            .least(24, least)
            .pick(text("Enter edit · < > change", "Enter 编辑 · < > 调整"));
    if restarts {
        panel = panel.caption(text("↻ begins the run again", "↻ 修改后重新开始"));
    }
    panel
}

/// A value for reading.
fn shown(parameter: &Parameter, value: &Value) -> Text {
    match (&parameter.kind, value) {
        (Kind::Choice(choices), Value::Words(id)) => choices
            .iter()
            .find(|choice| choice.id == *id)
            .map_or_else(|| same(id.clone()), |c| c.label.clone()),
        (_, Value::Number(x)) => same(figure(*x, 6)),
        (_, Value::Whole(n)) => same(if *n < 0 { n.to_string() } else { whole(n.unsigned_abs()) }),
        (_, Value::Switch(true)) => text("on", "开"),
        (_, Value::Switch(false)) => text("off", "关"),
        (_, Value::Words(words)) if words.is_empty() => same("–"),
        (_, Value::Words(words)) => same(words.clone()),
    }
}
