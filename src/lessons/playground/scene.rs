//! The network and the large map.

use super::feature::Feature;
use super::maps::{self, Maps};
use super::view::{Lines, Map, View};
use super::world::Goal;
use super::{Asked, Pane, Playground, curves, shape, tables, words, written};
use crate::lab::scene::{
    Axis, Contour, Dot, Field, Flowing, Ink, Network, Neuron, Palette, Panel, Picture, Place, Plane, Scene,
    Selected,
};
use crate::lab::{Look, Now, Panes, Reveal};
use crate::lessons::networks::Trained;
use crate::lessons::networks::diagram::{diagram, unit};
use crate::math::surface::{Grid, contour};
use crate::nn::mlp::Trace;
use crate::say;
use crate::words::{Text, fixed, same, text};

/// Pixels of a neuron's small map, each way.
const SMALL: usize = 24;

/// Pixels of the large map for each point drawn, so that the colours between them are seen.
const PIXELS_A_DOT: usize = 24;

/// Values within this part of the largest are drawn as near 0.
const NEAR_ZERO: f64 = 0.05;

/// What is computed once for all panels.
pub(super) struct Sight<'a> {
    pub(super) of: &'a Playground,
    pub(super) view: &'a View,
    pub(super) state: &'a Trained,
    /// The chosen point.
    pub(super) example: usize,
    pub(super) trace: Trace,
    /// Of the next mini-batch.
    pub(super) gradient: Vec<f64>,
    pub(super) train: Asked,
    pub(super) test: Asked,
    pub(super) selected: Selected,
}

impl Sight<'_> {
    /// Layer and place of the chosen neuron, or of the one that the chosen connection leads to.
    pub(super) fn neuron(&self) -> (usize, usize) {
        match self.selected {
            Selected::Neuron { layer, index } => (layer, index),
            Selected::Edge { layer, to, .. } => (layer, to),
            Selected::Nothing => (self.of.mlp().layers().len(), 0),
        }
    }

    /// What a neuron is called.
    pub(super) fn name(&self, layer: usize, index: usize) -> String {
        if layer == 0 {
            return Feature::ALL[index].symbol().to_string();
        }
        let last = self.of.mlp().layers().len();
        if layer == last { output(self.of, index) } else { unit(layer, last - 1, index) }
    }
}

/// What an output is called.
fn output(of: &Playground, index: usize) -> String {
    match of.world.goal {
        Goal::Many(_) => format!("ŷ {}", of.world.class_name(index)),
        _ => "ŷ".to_string(),
    }
}

pub(super) fn scene(of: &Playground, now: Now<'_, Playground>, look: &Look<'_>) -> Scene {
    let (view, state) = (&now.settings.view, now.state);
    let example = of.example(view);
    let (inputs, targets) = of.point(example);
    let sight = Sight {
        of,
        view,
        state,
        example,
        trace: of.mlp().trace(&state.parameters, &inputs, &targets),
        gradient: of.training.gradient(state),
        train: of.ask(state, false),
        test: of.ask(state, true),
        selected: of.selected(view),
    };
    let mut panels = vec![network(&sight, look), plane(&sight, look), curves::loss(&sight, look)];
    panels.push(tables::neuron(&sight, look));
    panels.push(tables::quality(&sight));
    panels.push(curves::gradients(&sight, look));
    panels.extend(curves::activity(&sight, look));
    panels.push(tables::points(&sight));
    Scene { panels, arithmetic: written::arithmetic(&sight, look), verdict: Some(words::verdict(&sight)) }
}

fn network(sight: &Sight<'_>, look: &Look<'_>) -> Panel {
    let of = sight.of;
    let outputs: Vec<String> = (0..of.world.goal.outputs()).map(|at| output(of, at)).collect();
    let trace = look.reveal.shows(0).then_some(&sight.trace);
    let mut network = diagram(of.mlp(), &sight.state.parameters, &[], &outputs, trace);
    if !look.reveal.shows(2) {
        network.layers.iter_mut().flat_map(|layer| &mut layer.neurons).for_each(|neuron| neuron.error = None);
    }
    all_inputs(sight, &mut network);
    let maps = Maps::new(of, sight.state, SMALL, SMALL);
    for (l, layer) in network.layers.iter_mut().enumerate().skip(1) {
        for (index, neuron) in layer.neurons.iter_mut().enumerate() {
            neuron.map = Some(maps.image(l, index, maps::range(of, l, maps.of(l, index))));
        }
    }
    let layer = sight.neuron().0.max(1);
    network.flowing = match look.reveal {
        Reveal::Upto(0) => Flowing::Forward(layer),
        Reveal::Upto(2) => Flowing::Backward(layer),
        Reveal::Upto(3) => Flowing::Update,
        _ => Flowing::Still,
    };
    network.selected = sight.selected;
    if of.hidden.len() > 2 {
        for (l, layer) in network.layers.iter_mut().enumerate().skip(1).take(of.hidden.len()) {
            layer.title = say!("layer {l}", "第 {l} 层");
        }
    }
    let sizes = of.mlp().sizes().map(|size| size.to_string()).collect::<Vec<_>>().join("-");
    Pane::Network
        .panel(say!("The network, {sizes}", "网络 {sizes}"), Place::Main, Picture::Network(network))
        .caption(text("solid orange +, dashed blue −; maps: answers", "连线：橙实线 +，蓝虚线 −；小图：输出"))
        .active(look.reveal != Reveal::Whole)
        .pick(text(
            "`key:press`: choose, then set · input: on/off",
            "`key:press`：选中，再按设值 · 输入：开/关",
        ))
}

/// All seven inputs, those that are off dimmed and without connections.
fn all_inputs(sight: &Sight<'_>, network: &mut Network) {
    let of = sight.of;
    let place = |feature: Feature| shape::active(&of.world.features, feature as usize);
    if let Some(inputs) = network.layers.first_mut() {
        inputs.neurons = Feature::ALL
            .map(|feature| Neuron {
                name: feature.symbol().to_string(),
                value: place(feature).map(|at| sight.trace.a[0][at]),
                map: Some(maps::input(feature, &of.world, SMALL)),
                off: place(feature).is_none(),
                ..Neuron::default()
            })
            .into();
    }
    for row in network.weights.first_mut().into_iter().flatten() {
        *row = Feature::ALL.map(|feature| place(feature).map_or(f64::NAN, |at| row[at])).into();
    }
}

fn plane(sight: &Sight<'_>, look: &Look<'_>) -> Panel {
    let of = sight.of;
    let window = of.world.window;
    let (cols, rows) = (usize::from(look.detail.0.clamp(24, 100)), usize::from(look.detail.1.clamp(24, 100)));
    let maps = Maps::new(of, sight.state, cols, rows);
    let (wide, high) = (window.x.1 - window.x.0, window.y.1 - window.y.0);
    let [x1, x2, _] = &of.world.points.columns;
    let picture = Plane {
        x: Axis::new(same(x1.clone())).range(window.x.0, window.x.1),
        y: Axis::new(same(x2.clone())).range(window.y.0, window.y.1),
        field: Some(field(sight, &maps)),
        contours: borders(sight, &maps),
        dots: dots(sight, usize::from(look.detail.0) * usize::from(look.detail.1) / PIXELS_A_DOT),
        square: (0.4..2.5).contains(&(wide / high)),
        ..Plane::default()
    };
    let (layer, index) = sight.neuron();
    let title = if *sight.view.map == Map::Neuron && layer > 0 {
        let name = sight.name(layer, index);
        say!("What {name} answers, where", "{name} 在各处的输出")
    } else if of.world.goal == Goal::Number {
        text("What the network predicts, where", "网络在各处的预测")
    } else {
        text("What the network answers, where", "网络在各处的回答")
    };
    Pane::Plane
        .panel(title, Place::Main, Picture::Plane(picture))
        .caption(plane_caption(sight))
        .active(look.reveal.explains(0))
        .pick(text("click: look at a point", "点击：查看一个点"))
}

/// The colours of the large map.
fn field(sight: &Sight<'_>, maps: &Maps) -> Field {
    let of = sight.of;
    let (layer, index) = sight.neuron();
    let last = of.mlp().layers().len();
    let plain = |values: Vec<f64>, range, palette, label: Text| Field {
        cols: maps.cols,
        rows: maps.rows,
        values: values.into(),
        range,
        palette,
        label,
    };
    if !(*sight.view.map == Map::Neuron && layer > 0) && of.world.goal.outputs() > 1 {
        let classes = maps.answers(of.world.goal.outputs()).map(|answer| of.says(&answer) as f64).collect();
        return plain(
            classes,
            (0.0, (of.world.goal.classes() - 1) as f64),
            Palette::Classes,
            Text::default(),
        );
    }
    let (layer, index) = if *sight.view.map == Map::Neuron && layer > 0 { (layer, index) } else { (last, 0) };
    let map = maps.of(layer, index);
    let (low, high) = maps::range(of, layer, map);
    let middle = f64::midpoint(low, high);
    let decided = |&a: &f64| if a > middle { high } else { low };
    let values = if *sight.view.discrete { map.iter().map(decided).collect() } else { map.to_vec() };
    plain(values, (low, high), Palette::Diverging, same(sight.name(layer, index)))
}

/// Where neurons change sides, and where the answer does.
fn borders(sight: &Sight<'_>, maps: &Maps) -> Vec<Contour> {
    let of = sight.of;
    let last = of.mlp().layers().len();
    let line = |layer: usize, index: usize, level: f64, ink: Ink| {
        let mut grid = Grid::of_cells(of.world.window, maps.cols, maps.rows, |_, _| 0.0);
        grid.values.copy_from_slice(maps.of(layer, index));
        Contour { level, segments: contour(&grid, level).into(), ink }
    };
    let (layer, index) = sight.neuron();
    let hidden = if layer == 0 || layer == last { 1 } else { layer };
    let level = maps::border(of.mlp().hidden());
    let mut all = match *sight.view.lines {
        Lines::Layer if last > 1 => {
            (0..of.hidden[hidden - 1]).map(|at| line(hidden, at, level, Ink::Series(at as u8))).collect()
        }
        Lines::Neuron if last > 1 && layer == hidden => vec![line(layer, index, level, Ink::Accent)],
        _ => Vec::new(),
    };
    if of.world.goal == Goal::Two {
        let level = if of.cross_entropy { 0.5 } else { 0.0 };
        all.push(line(last, 0, level, Ink::Plain));
    }
    all
}

/// The chosen point and evenly many of the others, about `most`.
fn dots(sight: &Sight<'_>, most: usize) -> Vec<Dot> {
    let (world, chosen) = (&sight.of.world, sight.example);
    let (train, count) = (world.train, world.count());
    let tests = if *sight.view.test { train..count } else { train..train };
    let stride = (train + tests.len()).div_ceil(most.clamp(60, 1000)).max(1);
    let part = |places: std::ops::Range<usize>| places.step_by(stride).filter(move |i| *i != chosen);
    part(tests).chain(part(0..train)).chain([chosen]).map(|i| dot(sight, i)).collect()
}

fn dot(sight: &Sight<'_>, i: usize) -> Dot {
    let of = sight.of;
    let [x, y] = of.world.points.features[i];
    let test = usize::from(i >= of.world.train);
    let sign = |positive: bool| if positive { Ink::Positive } else { Ink::Negative };
    let (glyph, ink) = match of.world.goal {
        Goal::Two => ([['○', '◇'], ['●', '◆']][of.world.class(i)][test], sign(of.world.class(i) == 1)),
        Goal::Many(_) => {
            let class = of.world.class(i);
            ([['●', '▲', '■', '◆'], ['○', '△', '□', '◇']][test][class % 4], Ink::Series(class as u8))
        }
        Goal::Number => {
            let value = of.point(i).1[0];
            match value.abs() > NEAR_ZERO * of.world.most() {
                true => ([['○', '◇'], ['●', '◆']][usize::from(value > 0.0)][test], sign(value > 0.0)),
                false => ('·', Ink::Plain),
            }
        }
    };
    Dot { x, y, ink, glyph, selected: i == sight.example, label: Text::default() }
}

fn plane_caption(sight: &Sight<'_>) -> Text {
    let of = sight.of;
    let name = |class: usize| of.world.class_name(class);
    let percent = |accuracy: f64| fixed(accuracy, 1);
    let right = |part: &Asked| percent(part.accuracy);
    let tests =
        if *sight.view.test { text(" · ◇ ◆ test", " · ◇ ◆ 测试点") } else { Text::default() };
    let head = match of.world.goal {
        Goal::Two => say!("○ {} · ● {}", "○ {} · ● {}", name(0), name(1)),
        Goal::Many(_) => {
            let glyphs = ['●', '▲', '■', '◆'];
            let all =
                (0..of.world.goal.classes()).map(|class| format!("{} {}", glyphs[class % 4], name(class)));
            same(all.collect::<Vec<_>>().join(" · "))
        }
        Goal::Number => {
            return text("○ below 0 · ● above 0, dots near 0", "○ 小于 0 · ● 大于 0，小点接近 0")
                .then(&tests);
        }
    };
    let (train, test) = (right(&sight.train), right(&sight.test));
    let right = if of.test.count > 0 {
        say!(" · right {train}, test {test} %", " · 正确 {train}，测试 {test}%")
    } else {
        say!(" · right {train} %", " · 正确 {train}%")
    };
    head.then(&tests).then(&right)
}
