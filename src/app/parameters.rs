//! The parameters of a lesson for the screen, made from their declarations.

use super::keys::Keymap;
use super::snapshot::Snapshot;
use crate::lab::scene::{Cell, Column, Ink, Panel, Picture, Place, Table};
use crate::lab::{Effect, Kind, Parameter, Value};
use crate::words::{Text, figure, same, text, whole};

/// Name of the panel of parameters.
pub(super) const PARAMETERS: &str = "parameters";

/// A parameter as it is shown.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub(super) label: Text,
    pub(super) value: Text,
    /// It is not what it is by default.
    pub(super) changed: bool,
    restarts: bool,
    locked: bool,
}

/// The parameters that are listed, without those that a story hides.
pub(super) fn listed(snapshot: &Snapshot) -> impl Iterator<Item = (&Parameter, &Value)> {
    let hidden = |name: &str| snapshot.coach.as_ref().is_some_and(|said| said.hides(name));
    snapshot.parameters.iter().filter(move |(parameter, _)| parameter.listed && !hidden(&parameter.name))
}

/// The rows in their order.
pub(super) fn rows(snapshot: &Snapshot) -> Vec<Row> {
    let locked = |name: &str| snapshot.coach.as_ref().is_some_and(|said| said.forbids(name));
    listed(snapshot)
        .map(|(parameter, value)| Row {
            label: parameter.label.clone(),
            value: shown(parameter, value),
            changed: *value != parameter.default,
            restarts: parameter.effect == Effect::Restart,
            locked: locked(&parameter.name),
        })
        .collect()
}

/// The panel of all of them with row `row` chosen.
pub(super) fn panel(snapshot: &Snapshot, row: usize, focus: &str, keys: &Keymap) -> Panel {
    let listed = rows(snapshot);
    let restarts = listed.iter().any(|row| row.restarts);
    let rows: Vec<Vec<Cell>> = listed
        .into_iter()
        .map(|row| {
            let mark = match (row.locked, row.restarts) {
                (true, _) => text("locked", "锁定"),
                (false, true) => same("↻"),
                (false, false) => same(""),
            };
            let ink = if row.changed { Ink::Accent } else { Ink::Plain };
            vec![Cell::Words(row.label), Cell::Coloured(row.value, ink), Cell::Coloured(mark, Ink::Quiet)]
        })
        .collect();
    let columns = vec![Column::default(), Column::default(), Column::default()];
    let selected = (focus == PARAMETERS).then_some(row.min(rows.len().saturating_sub(1)));
    let title = text("Parameters", "参数");
    let table = Picture::Table(Table { columns, rows, selected });
    let pick = text(
        "`key:enter` edit · `key:decrease` `key:increase` change",
        "`key:enter` 编辑 · `key:decrease` `key:increase` 调整",
    );
    let panel = Panel::new(PARAMETERS, title, Place::Detail, table).pick(keys.named(&pick));
    if restarts {
        panel.caption(text("↻ begins the run again", "↻ 修改后重新开始"))
    } else {
        panel
    }
}

/// A value for reading.
pub(super) fn shown(parameter: &Parameter, value: &Value) -> Text {
    match (&parameter.kind, value) {
        (Kind::Choice(choices), Value::Words(id)) => choices
            .iter()
            .find(|choice| choice.id == *id)
            .map_or_else(|| same(id.clone()), |c| c.label.clone()),
        (_, Value::Whole(n)) if parameter.special.as_ref().is_some_and(|(special, _)| special == n) => {
            parameter.special.as_ref().map(|(_, words)| words.clone()).unwrap_or_default()
        }
        (_, Value::Number(x)) => same(figure(*x, 6)),
        (_, Value::Whole(n)) => same(if *n < 0 { n.to_string() } else { whole(n.unsigned_abs()) }),
        (_, Value::Switch(true)) => text("on", "开"),
        (_, Value::Switch(false)) => text("off", "关"),
        (_, Value::Words(words)) if words.is_empty() => same("–"),
        (_, Value::Words(words)) => same(words.clone()),
    }
}
