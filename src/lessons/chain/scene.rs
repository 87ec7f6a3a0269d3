//! What is seen: the graph, the table, the nudges; the result against one node stands in `curve`.

use super::plan::{Moment, Task};
use super::words::digits_apart;
use super::{Chain, Pane};
use crate::lab::scene::{
    Cell, Column, Graph as Drawing, Ink, Node, Panel, Picture, Place, Stage, Table, Wire,
};
use crate::lab::{Panes, Scene};
use crate::math::expression::{NodeId, Style};
use crate::say;
use crate::words::{Text, figure, same, text};

/// The graph with one input nudged.
struct Nudged {
    /// The values with the nudge.
    values: Vec<f64>,
    /// The nodes that show it: the input, then all that depend on it.
    moved: Vec<bool>,
}

impl Nudged {
    fn new(chain: &Chain, input: NodeId, arrived: bool) -> Nudged {
        let mut moved = vec![false; chain.values.len()];
        moved[input] = true;
        if arrived {
            for node in input..moved.len() {
                for edge in chain.graph().uses(node) {
                    moved[edge.into] |= moved[node];
                }
            }
        }
        Nudged { values: chain.nudged(input), moved }
    }
}

impl Chain {
    pub(super) fn draw(&self, moment: &Moment<'_>) -> Scene {
        let mut panels = vec![self.graph_panel(moment)];
        panels.extend(self.curve_panel(moment));
        panels.push(self.table_panel(moment));
        panels.extend(self.nudge_panel(moment));
        Scene { panels, arithmetic: self.arithmetic(moment), verdict: Some(self.verdict(moment)) }
    }

    fn graph_panel(&self, moment: &Moment<'_>) -> Panel {
        let (formula, result) = (self.formula(), self.result_name());
        let title = say!("Computation graph of {formula}", "{formula} 的计算图");
        let caption = match moment.now {
            Some((Task::Nudge(node), _)) => {
                let arrow = self.arrow(node);
                say!("{arrow}: follow the change to {result}", "{arrow}：看变化如何传到 {result}")
            }
            Some((Task::Backward(_), _)) => say!(
                "derivatives flow back: + raises {result}, − lowers it",
                "导数往回流：+ 使 {result} 增大，− 使它减小"
            ),
            _ => text("values flow forwards, left to right", "数值从左向右流"),
        };
        Pane::Graph
            .panel(title, Place::Main, Picture::Graph(self.drawing(moment)))
            .caption(caption)
            .active(moment.now.is_some())
            .pick(text("look at a node; an input twice: change it", "查看节点；对输入再选一次可改值"))
    }

    fn drawing(&self, moment: &Moment<'_>) -> Drawing {
        let graph = self.graph();
        let nudged = moment.nudged().map(|input| Nudged::new(self, input, moment.phase > 0));
        let rooms = self.rooms();
        let nodes =
            rooms.into_iter().enumerate().map(|(node, room)| self.node(moment, node, nudged.as_ref(), room));
        let nodes = nodes.collect();
        let mut wires = Vec::new();
        for from in 0..self.values.len() {
            for edge in graph.uses(from) {
                let known = moment.knows(Task::Backward(from)) || moment.explains(Task::Backward(from));
                let (into_name, from_name) = (self.name(edge.into), self.name(from));
                let label = format!("d{into_name}/d{from_name}");
                let active = match moment.now {
                    Some((Task::Forward(node), _)) => edge.into == node,
                    Some((Task::Backward(node), _)) => from == node,
                    Some((Task::Nudge(_), _)) => {
                        nudged.as_ref().is_some_and(|nudged| nudged.moved[from] && nudged.moved[edge.into])
                    }
                    None => false,
                };
                let slope = known.then(|| self.local(&edge));
                wires.push(Wire { from, to: edge.into, label, slope, active });
            }
        }
        Drawing { nodes, wires }
    }

    /// How long the longest value of each node is in the whole run, nudged ones included, and its derivative.
    fn rooms(&self) -> Vec<(usize, usize)> {
        let long = |value: f64, digits: usize| figure(value, digits).chars().count();
        let own = self.values.iter().zip(&self.gradients);
        let mut rooms: Vec<(usize, usize)> =
            own.map(|(value, slope)| (long(*value, 4), long(*slope, 4))).collect();
        for input in 0..self.graph().variables() {
            let nudged = self.nudged(input);
            for (room, (old, new)) in rooms.iter_mut().zip(self.values.iter().zip(nudged)) {
                if *old != new {
                    room.0 = room.0.max(long(new, digits_apart(*old, new, 2).clamp(4, 12)));
                }
            }
        }
        rooms
    }

    fn node(&self, moment: &Moment<'_>, node: NodeId, nudged: Option<&Nudged>, room: (usize, usize)) -> Node {
        let is_variable = self.is_variable(node);
        let known = is_variable || moment.knows(Task::Forward(node));
        let gradient = moment.knows(Task::Backward(node)).then_some(self.gradients[node]);
        let moved = nudged.filter(|nudged| nudged.moved[node]);
        let stage = |task: Task, done: bool| {
            if moment.explains(task) {
                Stage::Active
            } else if done {
                Stage::Done
            } else {
                Stage::Waiting
            }
        };
        Node {
            name: self.name(node).to_string(),
            expression: if is_variable { String::new() } else { self.graph().text(node, Style::Pretty) },
            value: known.then(|| moved.map_or(self.values[node], |nudged| nudged.values[node])),
            digits: moved.map_or(0, |nudged| {
                digits_apart(self.values[node], nudged.values[node], 2).clamp(4, 12) as u8
            }),
            gradient,
            gradient_name: format!("d{}/d{}", self.result_name(), self.name(node)),
            room,
            forward: if moved.is_some() { Stage::Active } else { stage(Task::Forward(node), known) },
            backward: stage(Task::Backward(node), gradient.is_some()),
            selected: self.chosen == Some(node),
            ink: match gradient {
                Some(slope) if slope > 0.0 => Ink::Positive,
                Some(slope) if slope < 0.0 => Ink::Negative,
                _ => Ink::Plain,
            },
        }
    }

    fn table_panel(&self, moment: &Moment<'_>) -> Panel {
        let table = self.table(moment, Style::Pretty);
        Pane::Nodes
            .panel(text("Every node", "所有节点"), Place::Detail, Picture::Table(table))
            .pick(text("look at a node", "查看节点"))
    }

    /// What each nudge did; empty rows are still to come.
    fn nudge_panel(&self, moment: &Moment<'_>) -> Option<Panel> {
        let inputs = self.graph().variables();
        if inputs == 0 {
            return None;
        }
        let result = self.result_name();
        let at = self.graph().result();
        let nudge = figure(self.nudge, 4);
        let column =
            |title: Text, name: &str| Column { title, name: name.to_string(), help: Text::default() };
        let columns = vec![
            column(text("input", "输入"), "input"),
            column(text("nudged to", "微调到"), "nudged"),
            column(say!("new {result}", "新的 {result}"), "result"),
            column(text("change / nudge", "变化 / 微调量"), "quotient"),
            column(text("chain rule", "链式法则"), "gradient"),
        ];
        let row = |node: NodeId| {
            let tried = moment.knows(Task::Nudge(node));
            let number =
                |shown: bool, x: f64, digits: u8| if shown { Cell::Number(x, digits) } else { Cell::Empty };
            vec![
                Cell::Words(same(self.name(node))),
                number(tried, self.values[node] + self.nudge, 8),
                number(tried, self.nudged(node)[at], 8),
                number(tried, self.quotient(node), 6),
                number(moment.knows(Task::Backward(node)), self.gradients[node], 6),
            ]
        };
        let table = Table {
            columns,
            rows: (0..inputs).map(row).collect(),
            selected: self.focus(moment).filter(|node| *node < inputs),
        };
        let title = say!("What a nudge of {nudge} does", "微调 {nudge} 的效果");
        Some(
            Pane::Nudges
                .panel(title, Place::Detail, Picture::Table(table))
                .active(moment.nudged().is_some())
                .pick(text("look at an input", "查看输入")),
        )
    }
}
