//! Look ↑, imagine ↓: one picture of the batch and one chain on their way through a step.
//!
//! ```text
//! hidden    units h        units of the chain       ⟨v·h⟩data − ⟨v·h⟩fantasy
//!             ↑ look         ↓ imagine (↑ look)         ↓ learn
//! visible   data v         fantasy v′                 the feature
//! ```

use super::learning::{Learning, Trace};
use super::scene::{grey, image, round_up, weights};
use super::source::Part;
use super::written::row;
use super::{Dreamer, Pane};
use crate::lab::scene::{
    Flow, Image, Ink, Light, Palette, Panel, Passage, Picture, Pin, Pixels, Place, Station, Way,
};
use crate::lab::{Look, Panes, Reveal};
use crate::say;
use crate::words::{Text, figure, text};

/// The phases, by their places.
const DATA: usize = 0;
const FANTASY: usize = 1;
const ANSWER: usize = 2;
const DIFFERENCE: usize = 3;
const UPDATE: usize = 4;

/// The panel; `most` is the scale of all features.
pub(super) fn panel(of: &Dreamer, state: &Learning, trace: &Trace, most: f64, look: &Look<'_>) -> Panel {
    let step = Step { of, state, trace, look };
    let difference = step.difference();
    let scale = round_up(difference.iter().fold(0.0, |most: f64, x| most.max(x.abs())));
    let caption = step.caption(scale);
    let flow = Flow {
        columns: vec![(7, 1), (9, 1), (10, 1)],
        rows: 2,
        stations: step.stations(difference, scale, most),
        passages: step.passages(),
    };
    let at = of.example() + 1;
    let title = say!("Look ↑ imagine ↓: picture and chain {at}", "看 ↑ 想象 ↓：第 {at} 张图与第 {at} 条链");
    Pane::Look
        .panel(title, Place::Main, Picture::Flow(flow))
        .caption(caption)
        .active(look.reveal != Reveal::Whole)
        .pick(text("`key:up``key:down` another picture, chain", "`key:up``key:down` 另一张图，另一条链"))
}

/// The step as far as it is shown.
struct Step<'a> {
    of: &'a Dreamer,
    state: &'a Learning,
    trace: &'a Trace,
    look: &'a Look<'a>,
}

impl Step<'_> {
    fn light(&self, phase: usize) -> Light {
        Light::of(self.look.reveal.shows(phase), self.look.reveal.explains(phase))
    }

    /// Whether the chain has looked at what it imagined. At rest it is seen imagining.
    fn answered(&self) -> bool {
        matches!(self.look.reveal, Reveal::Upto(phase) if phase >= ANSWER)
    }

    /// The row of the chosen picture or chain, of visible or of hidden units.
    fn one<'a>(&self, rows: &'a [f64], length: usize) -> &'a [f64] {
        row(rows, self.of.example(), length)
    }

    fn seen(&self) -> &[f64] {
        self.one(self.trace.room.data_hidden(), self.state.machine.width())
    }

    fn chain(&self) -> &[f64] {
        let width = self.state.machine.width();
        if self.answered() {
            self.one(&self.trace.answers, width)
        } else {
            self.one(&self.state.chains.hidden, width)
        }
    }

    /// ⟨v·h⟩data − ⟨v·h⟩fantasy of the chosen unit, for every pixel.
    fn difference(&self) -> Vec<f64> {
        let (of, width, visible) = (self.of, self.state.machine.width(), self.of.source.visible());
        let mut sum = vec![0.0; visible];
        let mut add = |sign: f64, v: &[f64], h: &[f64]| {
            for (v, h) in v.chunks_exact(visible).zip(h.chunks_exact(width)) {
                for (sum, v) in sum.iter_mut().zip(v) {
                    *sum += sign * v * h[of.unit()];
                }
            }
        };
        add(1.0, &self.trace.data, self.trace.room.data_hidden());
        add(-1.0, self.trace.room.imagined(), &self.trace.answers);
        sum.iter_mut().for_each(|sum| *sum /= of.batch() as f64);
        sum
    }

    /// Hidden units as lamps, row by row, the chosen one marked.
    fn units(&self, h: &[f64]) -> Picture {
        let (of, unit) = (self.of, self.of.unit());
        let width = (of.hidden as f64).sqrt().ceil() as usize;
        let height = of.hidden.div_ceil(width);
        let mut values = h[..of.hidden].to_vec();
        values.resize(width * height, f64::NAN);
        let pixels =
            Pixels::Values { values: values.into(), range: (0.0, 1.0), palette: Palette::Sequential };
        let pin = Pin { row: unit / width, col: unit % width, ink: Ink::Accent, glyph: '+' };
        Picture::Image(Image { width, height, pixels, pins: vec![pin], crisp: true })
    }

    fn stations(&self, difference: Vec<f64>, scale: f64, most: f64) -> Vec<Station> {
        let (of, trace) = (self.of, self.trace);
        let visible = of.source.visible();
        let shown = |place, name: Text, picture, light| Station { place, name, picture, light };
        let pixels = |v: &[f64]| Picture::Image(grey(of, v.into()));
        let (chain, light) = if self.answered() {
            (text("answer h′", "反应 h′"), self.light(ANSWER))
        } else {
            (text("chain's h", "链的 h"), Light::of(true, self.look.reveal.explains(FANTASY)))
        };
        let after = if self.look.reveal.shows(UPDATE) { &trace.next } else { self.state };
        let unit = of.unit() + 1;
        let change = image(of, difference.into(), (-scale, scale), Palette::Diverging);
        vec![
            shown((0, 0), text("units h", "单元 h"), self.units(self.seen()), self.light(DATA)),
            shown(
                (1, 0),
                text("data v", "数据 v"),
                pixels(self.one(&trace.data, visible)),
                Light::of(true, self.look.reveal.explains(DATA)),
            ),
            shown((0, 1), chain, self.units(self.chain()), light),
            shown(
                (1, 1),
                text("fantasy v′", "想象 v′"),
                pixels(self.one(trace.room.imagined(), visible)),
                self.light(FANTASY),
            ),
            shown((0, 2), text("difference", "差异"), Picture::Image(change), self.light(DIFFERENCE)),
            shown(
                (1, 2),
                say!("feature {unit}", "特征 {unit}"),
                Picture::Image(weights(of, after, of.unit(), most)),
                Light::of(true, self.look.reveal.explains(UPDATE)),
            ),
        ]
    }

    fn passages(&self) -> Vec<Passage> {
        let upright =
            |column, way, words, light| Passage { place: (0, column), down: true, way, words, light };
        let look = text("look", "看");
        let chain = if self.answered() {
            upright(1, Way::Back, look.clone(), self.light(ANSWER))
        } else {
            upright(1, Way::On, text("imagine", "想象"), self.light(FANTASY))
        };
        vec![
            upright(0, Way::Back, look, self.light(DATA)),
            chain,
            upright(2, Way::On, text("learn", "学习"), self.light(UPDATE)),
        ]
    }

    /// What happens in the phase, with its numbers.
    fn caption(&self, scale: f64) -> Text {
        let (of, unit) = (self.of, self.of.unit() + 1);
        let on = |h: &[f64]| h[..of.hidden].iter().filter(|h| **h > 0.5).count();
        let (all, scale) = (of.hidden, figure(scale, 2));
        match self.look.reveal {
            Reveal::Whole => say!(
                "a bright unit says yes · orange: unit {unit} is to want more ink there (±{scale})",
                "亮：单元点亮 · 橙：单元 {unit} 应更希望那里有墨（±{scale}）"
            ),
            Reveal::Upto(DATA) => {
                let (on, at) = (on(self.seen()), of.shown(self.state).nth(of.example()).unwrap_or_default());
                let label = of.source.name(Part::Train, at);
                say!(
                    "h = σ(c + v·W): {on} of {all} units say yes to this {label}",
                    "h = σ(c + v·W)：看到这个 {label}，{all} 个单元点亮 {on} 个"
                )
            }
            Reveal::Upto(FANTASY) => {
                let on = on(self.chain());
                say!(
                    "p(v′) = σ(b + W·h): {on} of {all} units are on, they draw every pixel",
                    "p(v′) = σ(b + W·h)：{all} 个单元亮着 {on} 个，由它们抽出每个像素"
                )
            }
            Reveal::Upto(ANSWER) => {
                let on = on(self.chain());
                say!(
                    "h′ = σ(c + v′·W): {on} of {all} units say yes to what was imagined",
                    "h′ = σ(c + v′·W)：对想象出的图，{all} 个单元点亮 {on} 个"
                )
            }
            Reveal::Upto(DIFFERENCE) => say!(
                "⟨v·h⟩data − ⟨v·h⟩fantasy of unit {unit}: orange, more in the data (±{scale})",
                "单元 {unit} 的 ⟨v·h⟩数据 − ⟨v·h⟩想象：橙，数据中更多（±{scale}）"
            ),
            Reveal::Upto(_) => {
                let moved = |pixel: &usize| {
                    (self.trace.next.machine.weight(*pixel, of.unit())
                        - self.state.machine.weight(*pixel, of.unit()))
                    .abs()
                };
                let largest = (0..of.source.visible()).map(|pixel| moved(&pixel)).fold(0.0, f64::max);
                let largest = figure(largest, 2);
                say!(
                    "w + α·difference: no weight of unit {unit} moves by more than {largest}",
                    "w + α·差异：单元 {unit} 的权重最多移动 {largest}"
                )
            }
        }
    }
}
