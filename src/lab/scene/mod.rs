//! What is seen, as data: the terminal layer decides cells, colours, glyphs and layout.

mod arithmetic;
mod chart;
mod code;
mod flow;
mod graph;
mod image;
mod network;
mod plane;
mod relief;
mod table;

pub use arithmetic::{Arithmetic, Check, Formula, Line};
pub use chart::{Axis, Band, Chart, Curve, Mark, Scale, Stroke};
pub use code::{Code, CodeLine, Moment};
pub use flow::{Flow, Light, Passage, Station, Way};
pub use graph::{Graph, Node, Stage, Wire};
pub use image::{Image, Palette, Pin, Pixels, Thumb};
pub use network::{Flowing, Network, Neuron, Neurons, Selected};
pub use plane::{Arrow, Contour, Dot, Field, Plane, Segment, Trail};
pub use relief::Relief;
pub use table::{Bar, Bars, Cell, Column, Matrix, Table};

use crate::words::Text;

/// What a colour means. The theme decides how it looks; nothing is told by colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Ink {
    /// Ordinary text and lines.
    #[default]
    Plain,
    /// Less important.
    Quiet,
    /// What is selected or explained right now.
    Accent,
    /// Below zero, pulls down, class 0: blue by default.
    Negative,
    /// Above zero, pulls up, class 1: orange by default.
    Positive,
    /// Right, reached, stored.
    Good,
    /// Wrong, diverged, beyond a limit.
    Bad,
    /// One of several things drawn together: curves, contenders, classes.
    Series(u8),
}

/// Everything seen at one step.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scene {
    /// Pictures and numbers, most important first.
    pub panels: Vec<Panel>,
    /// The arithmetic of the selected quantity, most important first; the screen shows as many lines
    /// as fit.
    pub arithmetic: Vec<Arithmetic>,
    /// What this state means, in one sentence: a verdict, an observation.
    pub verdict: Option<Text>,
}

/// Where a panel belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Place {
    /// The main picture: first on the left, largest.
    #[default]
    Main,
    /// Beside the main picture, smaller: a second view of the same thing.
    Beside,
    /// The cost chart: top right.
    Cost,
    /// Details: tables, lists; shown where there is room, a tab otherwise.
    Detail,
}

/// A titled picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    /// Name for gestures and share lines; unique in the scene.
    pub id: &'static str,
    /// What it is, in words a beginner knows.
    pub title: Text,
    /// The picture.
    pub picture: Picture,
    /// A line under the picture: what the colours mean, what it says.
    pub caption: Option<Text>,
    /// Where it belongs.
    pub place: Place,
    /// Belongs to the phase being explained.
    pub active: bool,
    /// What a click or Enter does here, as a short hint; `None` when nothing.
    pub pick: Option<Text>,
    /// A sheet to draw on: with keys, Enter puts a pen down and lifts it, and arrows draw while it is down.
    pub sheet: bool,
    /// A list of which Space ticks and unticks the chosen row: told to the lesson as [`Act::Erase`](crate::lab::Act).
    pub ticks: bool,
}

impl Panel {
    /// A panel with nothing special about it.
    #[must_use]
    pub fn new(id: &'static str, title: Text, place: Place, picture: Picture) -> Panel {
        Panel {
            id,
            title,
            picture,
            caption: None,
            place,
            active: false,
            pick: None,
            sheet: false,
            ticks: false,
        }
    }

    /// With a line under the picture.
    #[must_use]
    pub fn caption(mut self, caption: Text) -> Panel {
        self.caption = Some(caption);
        self
    }

    /// Highlighted when `active`.
    #[must_use]
    pub fn active(mut self, active: bool) -> Panel {
        self.active = active;
        self
    }

    /// Answers clicks, Enter and arrow keys; the hint says with what.
    #[must_use]
    pub fn pick(mut self, hint: Text) -> Panel {
        self.pick = Some(hint);
        self
    }

    /// A list whose rows Space ticks and unticks.
    #[must_use]
    pub fn ticks(mut self) -> Panel {
        self.ticks = true;
        self
    }

    /// A sheet to draw on.
    #[must_use]
    pub fn sheet(mut self) -> Panel {
        self.sheet = true;
        self
    }
}

/// The kinds of pictures; each is drawn by one widget.
#[derive(Debug, Clone, PartialEq)]
pub enum Picture {
    /// Curves over axes.
    Chart(Chart),
    /// A plane seen from above: field, contours, points, trails.
    Plane(Plane),
    /// A surface seen at an angle.
    Relief(Relief),
    /// One picture of pixels.
    Image(Image),
    /// Several small pictures with labels.
    Gallery {
        /// The pictures.
        thumbs: Vec<Thumb>,
        /// The one chosen.
        selected: Option<usize>,
    },
    /// Numbers in rows and columns with heat.
    Matrix(Matrix),
    /// A computation graph.
    Graph(Graph),
    /// A network of layers.
    Network(Network),
    /// Pictures that make one another.
    Flow(Flow),
    /// Rows of words and numbers.
    Table(Table),
    /// Named bars.
    Bars(Bars),
    /// A script with what its lines have just made at their side.
    Code(Code),
    /// Sentences and formulas, wrapped to the panel.
    Prose(Vec<Line>),
}

impl Picture {
    /// The item chosen in a list, gallery, table or set of bars.
    #[must_use]
    pub fn selected(&self) -> Option<usize> {
        match self {
            Picture::Gallery { selected, .. } => *selected,
            Picture::Table(table) => table.selected,
            Picture::Bars(bars) => bars.selected,
            Picture::Graph(graph) => graph.nodes.iter().position(|node| node.selected),
            _ => None,
        }
    }
}
