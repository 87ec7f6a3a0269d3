//! The panels of a lesson, listed.

use super::scene::{Panel, Picture, Place};
use super::{Act, Response};
use crate::words::{Text, text};

/// The panels that a lesson can show: an enum with a row for each.
///
/// ```
/// use nnlab::lab::Panes;
/// use nnlab::words::{Text, text};
///
/// #[derive(Debug, Clone, Copy, PartialEq)]
/// enum Pane { Curve, Table }
///
/// impl Panes for Pane {
///     const ALL: &'static [(Pane, &'static str, Text)] = &[
///         (Pane::Curve, "curve", text("the curve", "曲线")),
///         (Pane::Table, "table", text("all quotients", "各次差商")),
///     ];
/// }
/// assert_eq!(Pane::named("table"), Some(Pane::Table));
/// assert_eq!(Pane::Curve.id(), "curve");
/// ```
pub trait Panes: Copy + PartialEq + 'static {
    /// Every panel, its name for share lines and its words for menus.
    const ALL: &'static [(Self, &'static str, Text)];

    /// The name for share lines.
    #[must_use]
    fn id(self) -> &'static str {
        row(self).map_or("", |row| row.1)
    }

    /// What it is called in a menu; its title on the screen may say more.
    #[must_use]
    fn name(self) -> Text {
        row(self).map(|row| row.2.clone()).unwrap_or_default()
    }

    /// Brings it forward, where it is not seen.
    #[must_use]
    fn forward(self) -> Response {
        Response::See(self.id().to_string())
    }

    /// The panel of that name.
    #[must_use]
    fn named(id: &str) -> Option<Self> {
        Self::ALL.iter().find(|row| row.1 == id).map(|row| row.0)
    }

    /// The panel with a picture in it.
    #[must_use]
    fn panel(self, title: Text, place: Place, picture: Picture) -> Panel {
        Panel::new(self.id(), title, place, picture)
    }
}

fn row<P: Panes>(pane: P) -> Option<&'static (P, &'static str, Text)> {
    P::ALL.iter().find(|row| row.0 == pane)
}

/// The panels of a lesson that shows one alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OnePane;

impl Panes for OnePane {
    const ALL: &'static [(OnePane, &'static str, Text)] = &[(OnePane, "picture", text("picture", "图"))];
}

/// Something done in a panel, as it comes from the screen.
#[derive(Debug, Clone, PartialEq)]
pub struct Gesture {
    /// The panel's name.
    pub panel: String,
    /// What was done.
    pub act: Act,
}
