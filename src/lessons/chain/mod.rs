//! `chain`: a computation graph and the chain rule, one node at a time.
//!
//! The state is how far the passes have come. All numbers follow from the variables in force, so a
//! variable that is changed half-way changes everything that depends on it at once.

mod arithmetic;
mod curve;
mod examples;
mod lines;
mod plan;
mod scene;
mod settings;
mod words;

use crate::lab;
use crate::lab::scene::{Cell, Column, Table};
use crate::lab::{
    Act, Card, Flow, Form, Group, Lesson, Look, Made, Now, Offer, Panes, Report, Response, Reveal, Row,
    Scene, Setup, Spot, Verb,
};
use crate::math::Expression;
use crate::math::derivative::relative_error;
use crate::math::expression::{Graph, NodeId, Op, Style};
use crate::say;
use crate::words::{Problem, Text, same, text};
use curve::Scale;
use plan::{Moment, Task, plan};
use settings::{AUTO, Settings};

static CARD: Card = Card {
    number: 2,
    id: "chain",
    group: Group::Slopes,
    title: text("Computation graph and chain rule", "计算图与链式法则"),
    line: text(
        "A formula becomes a graph: values flow forwards, derivatives flow backwards.",
        "一个公式变成一张图：数值向前流，导数向后流。",
    ),
    goal: text(
        "read a computation graph, and find any derivative in it by the chain rule, node by node",
        "看懂计算图，并用链式法则逐个节点求出任意一个导数",
    ),
    minutes: 15,
    step: text("node", "节点"),
    seeded: false,
    steps: 12,
    preview: "step=8",
    verbs: &[Offer::new(
        Verb::Example,
        text("next example", "换一个例子"),
        text("Another formula worth looking at.", "换一个值得一看的公式。"),
    )],
    guide: text(
        include_str!("../../../assets/lessons/chain.en.md"),
        include_str!("../../../assets/lessons/chain.zh.md"),
    ),
};

/// What is seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Pane {
    Graph,
    Curve,
    Nodes,
    Nudges,
}

impl Panes for Pane {
    const ALL: &'static [(Pane, &'static str, Text)] = &[
        (Pane::Graph, "graph", text("graph", "计算图")),
        (Pane::Curve, "curve", text("one node moves", "一个节点变动")),
        (Pane::Nodes, "nodes", text("every node", "所有节点")),
        (Pane::Nudges, "nudges", text("nudges", "微调")),
    ];
}

/// The graph with all its numbers.
pub(super) struct Chain {
    expression: Expression,
    plan: Vec<Task>,
    /// How far an input is nudged.
    nudge: f64,
    /// The node the learner has chosen; the one of the current step otherwise.
    chosen: Option<NodeId>,
    /// The value of every node.
    values: Vec<f64>,
    /// d result / d node for every node.
    gradients: Vec<f64>,
    /// The same by central differences.
    numeric: Vec<f64>,
    /// In which the result is drawn against any node.
    scale: Scale,
}

/// How many steps of the plan have been taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Progress(usize);

impl Chain {
    fn new(settings: &Settings) -> Chain {
        let expression = settings.expression.clone();
        let graph = expression.graph();
        let inputs: Vec<f64> = settings.inputs.iter().map(|input| **input).collect();
        let values = graph.values(&inputs);
        let gradients = graph.gradients(&values);
        let numeric = (0..values.len()).map(|node| graph.numeric(&values, node)).collect();
        let chosen = graph.nodes().iter().position(|node| node.name == *settings.look);
        let (plan, nudge, scale) = (plan(graph), *settings.nudge, Scale::new(graph, &values));
        Chain { plan, nudge, chosen, values, gradients, numeric, scale, expression }
    }

    fn graph(&self) -> &Graph {
        self.expression.graph()
    }

    /// Whether a corner between the node and the result leaves no slope to measure: its derivative is a convention.
    fn at_corner(&self, node: NodeId) -> bool {
        let (exact, measured) = (self.gradients[node], self.numeric[node]);
        self.graph().corner_after(node, &self.values).is_some() && relative_error(exact, measured) > 1e-4
    }

    fn name(&self, node: NodeId) -> &str {
        &self.graph().nodes()[node].name
    }

    fn result_name(&self) -> &str {
        self.name(self.graph().result())
    }

    fn is_variable(&self, node: NodeId) -> bool {
        self.graph().nodes()[node].op == Op::Variable
    }

    /// All values when the input `node` is nudged.
    fn nudged(&self, node: NodeId) -> Vec<f64> {
        self.graph().perturbed(&self.values, node, self.values[node] + self.nudge)
    }

    /// (J(x + nudge) − J(x)) / nudge.
    fn quotient(&self, node: NodeId) -> f64 {
        let result = self.graph().result();
        (self.nudged(node)[result] - self.values[result]) / self.nudge
    }

    /// Why this task cannot be done, if a number would not be finite.
    fn obstacle(&self, task: Task) -> Option<Text> {
        let graph = self.graph();
        let value = graph.trouble(&self.values);
        match task {
            Task::Forward(node) => value.filter(|(bad, _)| *bad <= node).map(|(_, why)| why),
            Task::Backward(node) => {
                let bad = |node: NodeId| !self.gradients[node].is_finite();
                let gradient = || graph.gradient_trouble(&self.values, &self.gradients).filter(|_| bad(node));
                value.or_else(gradient).map(|(_, why)| why)
            }
            Task::Nudge(node) => {
                let trouble = graph.trouble(&self.nudged(node))?.1;
                let (name, before) = (self.name(node), self.arrow(node));
                Some(
                    say!("Nudging {name}, {before}, ends badly: ", "微调 {name}（{before}）出了问题：")
                        .then(&trouble),
                )
            }
        }
    }

    /// The node that is looked at: the chosen one, or the one of the current step.
    fn focus(&self, moment: &Moment<'_>) -> Option<NodeId> {
        self.chosen.or(moment.now.map(|(task, _)| task.node()))
    }

    /// Looks at a node; a variable that is looked at already can be given another value.
    fn pick(&self, settings: &Settings, node: NodeId) -> Vec<Response> {
        if node >= self.values.len() {
            return Vec::new();
        }
        let name = self.name(node);
        if self.chosen != Some(node) {
            return vec![settings.look.to(name)];
        }
        let Some(input) = settings.inputs.get(node) else { return vec![settings.look.to(AUTO)] };
        vec![input.ask(input.to_string(), say!("new value of {name}", "{name} 的新值"))]
    }

    /// Looks so many nodes further.
    fn look_further(&self, settings: &Settings, focus: Option<NodeId>, by: i32) -> Response {
        let last = self.values.len() - 1;
        let node = focus.map_or(0, |node| node.saturating_add_signed(by as isize).min(last));
        settings.look.to(self.name(node))
    }
}

/// The formula and the values of its variables, as the script of a run is told.
///
/// # Errors
/// A sentence when a setting does not fit.
pub(crate) fn told(settings: &lab::Settings) -> Result<(Expression, Vec<f64>), Problem> {
    let (settings, _) = Chain::read(settings)?;
    let values = settings.inputs.iter().map(|input| **input).collect();
    Ok((settings.expression, values))
}

impl Lesson for Chain {
    type Settings = Settings;
    type State = Progress;
    type Pane = Pane;

    fn card() -> &'static Card {
        &CARD
    }

    fn settings(form: &mut Form<'_>) -> Result<Settings, Problem> {
        Settings::fill(form)
    }

    fn open(setup: &Setup<'_, Settings>) -> Result<(Chain, Progress), Problem> {
        Ok((Chain::new(setup.settings), Progress(0)))
    }

    fn tune(&mut self, settings: &Settings) -> Result<(), Problem> {
        *self = Chain::new(settings);
        Ok(())
    }

    fn step(&self, _: &Settings, state: &mut Progress, _: u64) -> Flow {
        let Some(task) = self.plan.get(state.0) else { return Flow::Finished(self.conclusion()) };
        if let Some(why) = self.obstacle(*task) {
            return Flow::Broken(why);
        }
        state.0 += 1;
        if state.0 == self.plan.len() { Flow::Finished(self.conclusion()) } else { Flow::Going }
    }

    fn length(&self, _: &Settings) -> Option<u64> {
        Some(self.plan.len() as u64)
    }

    fn phases(&self, now: Now<'_, Self>) -> Vec<Text> {
        self.plan.get(now.state.0).map_or_else(Vec::new, |task| task.phases(self.graph()))
    }

    fn made(&self, _: Now<'_, Self>) -> Vec<Made> {
        lines::made(self)
    }

    fn measure(&self, _: Now<'_, Self>, _: &mut Row) {}

    fn scene(&self, now: Now<'_, Self>, look: &Look<'_>) -> Scene {
        self.draw(&Moment::new(&self.plan, now.state.0, look.reveal))
    }

    fn respond(&self, now: Now<'_, Self>, _: Pane, act: Act) -> Vec<Response> {
        match act {
            Act::Press(Spot::Item(item)) => self.pick(now.settings, item),
            Act::Erase(_) => vec![now.settings.look.to(AUTO)],
            Act::Move { dx, dy } => {
                let focus = self.focus(&Moment::new(&self.plan, now.state.0, Reveal::Whole));
                vec![self.look_further(now.settings, focus, dx.saturating_add(dy))]
            }
            _ => Vec::new(),
        }
    }

    fn act(&self, now: Now<'_, Self>, verb: Verb) -> Vec<Response> {
        match verb {
            Verb::Example => next_example(now.settings),
            _ => Vec::new(),
        }
    }

    fn report(&self, now: Now<'_, Self>) -> Report {
        let moment = Moment::new(&self.plan, now.state.0, Reveal::Whole);
        Report::Table(self.table(&moment, Style::Plain))
    }
}

fn next_example(settings: &Settings) -> Vec<Response> {
    let list = &examples::EXAMPLES;
    let shown = list.iter().position(|example| example.formula == settings.expression.source());
    let example = &list[shown.map_or(0, |at| (at + 1) % list.len())];
    let mut responses = vec![settings.f.to(example.formula), settings.look.to(AUTO)];
    responses.extend(example.values.iter().map(|(name, value)| Response::set_next(name, value)));
    responses.push(Response::Say(example.shows.clone()));
    responses
}

impl Chain {
    /// A row a node, in evaluation order; what has not been computed yet is empty.
    fn table(&self, moment: &Moment<'_>, style: Style) -> Table {
        let column = |name: &str, title: Text, help: Text| Column { title, name: name.to_string(), help };
        let result = self.result_name();
        let columns = vec![
            column("node", text("node", "节点"), text("its name", "名称")),
            column(
                "expression",
                text("computes", "计算"),
                text("what it computes from its inputs", "由输入算出什么"),
            ),
            column("value", text("value", "值"), text("from the forward pass", "前向传播所得")),
            column(
                "gradient",
                text("slope", "导数"),
                say!(
                    "of {result} by the node: from the backward pass, by the chain rule",
                    "{result} 对该节点的导数：反向传播所得，用链式法则"
                ),
            ),
            column(
                "numeric",
                text("measured", "实测"),
                text("the same by a central difference", "同一导数的中心差分"),
            ),
        ];
        let row = |node: NodeId| {
            let known = moment.knows(Task::Backward(node));
            let number = |shown: bool, x: f64| if shown { Cell::Number(x, 6) } else { Cell::Empty };
            let expression = if self.is_variable(node) {
                Cell::Empty
            } else {
                Cell::Words(same(self.graph().text(node, style)))
            };
            vec![
                Cell::Words(same(self.name(node))),
                expression,
                number(self.is_variable(node) || moment.knows(Task::Forward(node)), self.values[node]),
                number(known, self.gradients[node]),
                match known && self.at_corner(node) {
                    true => Cell::Words(text("corner", "折点")),
                    false => number(known, self.numeric[node]),
                },
            ]
        };
        let rows = (0..self.values.len()).map(row).collect();
        Table { columns, rows, selected: self.focus(moment) }
    }
}
