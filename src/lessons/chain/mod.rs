//! `chain`: a computation graph and the chain rule, one node at a time.
//!
//! The state is how far the passes have come. All numbers follow from the variables in force, so a
//! variable that is changed half-way changes everything that depends on it at once.

mod arithmetic;
mod examples;
mod plan;
mod scene;
mod words;

use crate::lab::bridge::{OldLesson, OldSetup};
use crate::lab::scene::{Cell, Column, Table};
use crate::lab::{
    Act, Card, Flow, Gesture, Group, Look, Metric, Offer, Parameter, Parameters, Report, Response, Reveal,
    Scene, Settings, Spot, Verb,
};
use crate::math::Expression;
use crate::math::expression::{Graph, NodeId, Op, Style};
use crate::say;
use crate::words::{Problem, Text, same, text};
use plan::{Moment, Task, plan};

static CARD: Card = Card {
    number: 2,
    id: "chain",
    group: Group::Slopes,
    title: text("Computation graph and chain rule", "计算图与链式法则"),
    line: text(
        "A formula becomes a graph: values flow forwards, derivatives flow backwards.",
        "一个式子变成一张图：数值向前流，导数向后流。",
    ),
    goal: text(
        "read a computation graph, and find any derivative in it by the chain rule, node by node",
        "看懂计算图，并用链式法则逐个节点求出任意一个导数",
    ),
    minutes: 15,
    step: text("node", "节点"),
    seeded: false,
    steps: 12,
    preview: 8,
    verbs: &[Offer {
        verb: Verb::Example,
        name: text("next example", "换一个例子"),
        help: text("Another formula worth looking at.", "换一个值得一看的式子。"),
    }],
    guide: text(
        include_str!("../../../assets/lessons/chain.en.md"),
        include_str!("../../../assets/lessons/chain.zh.md"),
    ),
};

/// Parameters that are not variables, and the words of a share line that are none either.
const RESERVED: [&str; 6] = ["f", "nudge", "look", "auto", "seed", "step"];

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
}

/// How many steps of the plan have been taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Progress(usize);

/// Reads the formula of these settings.
fn read(settings: &Settings) -> Result<Expression, Problem> {
    let formula = settings.get_or("f", examples::FIRST);
    let expression = Expression::parse(formula).map_err(|error| {
        let before = text("The formula cannot be read: ", "无法读懂这个式子：");
        Problem::usage(before.then(&error.text()).then(&text(".", "。")))
    })?;
    let names = expression.variables().chain(expression.intermediates().iter().map(String::as_str));
    for name in names {
        if RESERVED.contains(&name) {
            return Err(Problem::usage(say!(
                "In this lesson the word {name} has another meaning: give the variable another name, such as {name}1.",
                "在本课中 {name} 另有含义：请给这个变量换个名字，例如 {name}1。"
            )));
        }
    }
    Ok(expression)
}

/// What a variable begins with: the course's numbers for a, b and c, and 1, 2, 3 … for the others.
fn defaults(expression: &Expression) -> Vec<(String, f64)> {
    let mut others = (1..).map(f64::from);
    expression
        .variables()
        .map(|name| {
            let value = match name {
                "a" => 7.0,
                "b" => 4.0,
                "c" => 2.0,
                _ => others.next().unwrap_or(1.0),
            };
            (name.to_string(), value)
        })
        .collect()
}

impl Chain {
    fn new(parameters: &Parameters) -> Result<Chain, Problem> {
        let mut settings = Settings::default();
        settings.set("f", parameters.word("f"));
        let expression = read(&settings)?;
        let graph = expression.graph();
        let inputs: Vec<f64> = expression.variables().map(|name| parameters.number(name)).collect();
        let values = graph.values(&inputs);
        let gradients = graph.gradients(&values);
        let numeric = (0..values.len()).map(|node| graph.numeric(&values, node)).collect();
        let chosen = graph.nodes().iter().position(|node| node.name == parameters.word("look"));
        let plan = plan(graph);
        Ok(Chain { plan, nudge: parameters.number("nudge"), chosen, values, gradients, numeric, expression })
    }

    fn graph(&self) -> &Graph {
        self.expression.graph()
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
    fn pick(&self, node: NodeId) -> Vec<Response> {
        if node >= self.values.len() {
            return Vec::new();
        }
        let name = self.name(node).to_string();
        if self.chosen != Some(node) {
            return vec![Response::Set { name: "look".into(), value: name.into() }];
        }
        if !self.is_variable(node) {
            return vec![Response::Set { name: "look".into(), value: "auto".into() }];
        }
        let prompt = say!("new value of {name}", "{name} 的新值");
        let prefill = self.values[node].to_string();
        vec![Response::Ask { name, prefill, value: "{}".into(), prompt }]
    }
}

impl OldLesson for Chain {
    type State = Progress;

    fn card() -> &'static Card {
        &CARD
    }

    fn parameters(settings: &Settings) -> Result<Vec<Parameter>, Problem> {
        let expression = read(settings)?;
        let mut parameters = vec![Parameter::words(
            "f",
            text("formula", "式子"),
            text(
                "The formula: + - * / ^ ( ), exp log sqrt abs sin cos tan tanh sigmoid relu max min, pi, e, any variables, \
                 and named parts before the last one: z = w*x + b; sigmoid(z).",
                "式子：+ - * / ^ ( )，exp log sqrt abs sin cos tan tanh sigmoid relu max min，pi、e，任意变量名；\
                 最后一部分之前可以写带名字的中间量：z = w*x + b; sigmoid(z)。",
            ),
            text("a formula such as 3*(a+b*c)", "式子，例如 3*(a+b*c)"),
            examples::FIRST,
        )];
        for (name, value) in defaults(&expression) {
            let help = say!("Value of the input {name}.", "输入 {name} 的值。");
            parameters.push(Parameter::number(name.clone(), same(name), help, value, -1e12, 1e12).live());
        }
        let help = text(
            "How far each input is moved at the end to check its derivative.",
            "最后检验导数时，每个输入移动多少。",
        );
        parameters.push(Parameter::rate("nudge", text("nudge", "微调量"), help, 0.001, 1e-12, 1.0).live());
        let help = text(
            "The node whose arithmetic is shown; auto follows the steps.",
            "显示哪个节点的算式；auto 表示跟随步骤。",
        );
        let expected = text("the name of a node, or auto", "节点的名称，或 auto");
        parameters.push(
            Parameter::words("look", text("look at", "查看"), help, expected, "auto").view().unlisted(),
        );
        Ok(parameters)
    }

    fn open(setup: &OldSetup<'_>) -> Result<(Chain, Progress), Problem> {
        Ok((Chain::new(setup.parameters)?, Progress(0)))
    }

    fn tune(&mut self, parameters: &Parameters) -> Result<(), Problem> {
        *self = Chain::new(parameters)?;
        Ok(())
    }

    fn step(&self, state: &mut Progress, _: u64) -> Flow {
        let Some(task) = self.plan.get(state.0) else { return Flow::Finished(self.conclusion()) };
        if let Some(why) = self.obstacle(*task) {
            return Flow::Broken(why);
        }
        state.0 += 1;
        if state.0 == self.plan.len() { Flow::Finished(self.conclusion()) } else { Flow::Going }
    }

    fn length(&self) -> Option<u64> {
        Some(self.plan.len() as u64)
    }

    fn bytes(&self, _: &Progress) -> usize {
        size_of::<Progress>()
    }

    fn phases(&self, state: &Progress) -> Vec<Text> {
        self.plan.get(state.0).map_or_else(Vec::new, |task| task.phases(self.graph()))
    }

    fn metrics(&self) -> Vec<Metric> {
        Vec::new()
    }

    fn measure(&self, _: &Progress, _: u64) -> Vec<f64> {
        Vec::new()
    }

    fn scene(&self, state: &Progress, look: &Look<'_>) -> Scene {
        self.draw(&Moment::new(&self.plan, state.0, look.reveal))
    }

    fn respond(&self, state: &Progress, gesture: &Gesture) -> Vec<Response> {
        let look = |node: NodeId| vec![Response::Set { name: "look".into(), value: self.name(node).into() }];
        match gesture.act {
            Act::Press(Spot::Item(item)) => self.pick(item),
            Act::Erase(_) => vec![Response::Set { name: "look".into(), value: "auto".into() }],
            Act::Move { dx, dy } => {
                let moment = Moment::new(&self.plan, state.0, Reveal::Whole);
                let last = self.values.len() - 1;
                match self.focus(&moment) {
                    None => look(0),
                    Some(node) => look(node.saturating_add_signed(dx.saturating_add(dy) as isize).min(last)),
                }
            }
            _ => Vec::new(),
        }
    }

    fn act(&self, _: &Progress, verb: Verb) -> Vec<Response> {
        if verb != Verb::Example {
            return Vec::new();
        }
        let shown = examples::EXAMPLES.iter().position(|example| example.formula == self.expression.source());
        let next = shown.map_or(0, |at| (at + 1) % examples::EXAMPLES.len());
        let example = &examples::EXAMPLES[next];
        let set = |name: &str, value: String| Response::Set { name: name.to_string(), value: value.into() };
        let mut responses = vec![set("f", example.formula.into()), set("look", "auto".into())];
        responses.extend(example.values.iter().map(|(name, value)| set(name, value.to_string())));
        responses.push(Response::Say(example.shows.clone()));
        responses
    }

    fn report(&self, state: &Progress) -> Report {
        let moment = Moment::new(&self.plan, state.0, Reveal::Whole);
        Report::Table(self.table(&moment, Style::Plain))
    }
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
                say!("d{result}/d·", "d{result}/d·"),
                text("from the backward pass, by the chain rule", "反向传播所得，用链式法则"),
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
                number(known, self.numeric[node]),
            ]
        };
        let rows = (0..self.values.len()).map(row).collect();
        Table { columns, rows, selected: self.focus(moment) }
    }
}
