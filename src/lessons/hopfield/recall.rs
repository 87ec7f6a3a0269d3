//! What moves: one state being recalled, and the step from it to the next.

use super::Memory;
use crate::lab::Flow;
use crate::math::NumpyRng;
use crate::nn::hopfield::{Mode, Order, State, Update, Verdict};
use crate::say;
use crate::words::{Text, fixed, text, whole};

/// All that changes from update to update.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::lessons) struct Recall {
    /// Spins and local fields.
    pub(super) state: State,
    /// Who is asked next.
    pub(super) order: Order,
    /// The update that led here, when it was of one neuron.
    pub(super) last: Option<Update>,
    /// How many neurons the last update flipped.
    pub(super) flips: Option<usize>,
    /// Updates since the last flip.
    pub(super) quiet: u64,
    /// The spins before the last synchronous update; empty after any other.
    before: Vec<i8>,
    /// The last synchronous update led back to the state before the one before.
    pub(super) cycle: bool,
    /// What dragging paints: the spin last set by hand.
    pub(super) brush: i8,
}

impl Recall {
    pub(super) fn new(state: State, order: Order) -> Recall {
        Recall { state, order, last: None, flips: None, quiet: 0, before: Vec::new(), cycle: false, brush: 1 }
    }

    pub(super) fn bytes(&self) -> usize {
        let n = self.state.spins().len();
        size_of::<Recall>() + n * (1 + 8 + 2) + self.before.len() + size_of::<NumpyRng>()
    }
}

impl Memory {
    pub(super) fn advance(&self, recall: &mut Recall, t: u64) -> Flow {
        match self.mode {
            Mode::Asynchronous => self.ask_one(recall),
            Mode::Synchronous => self.ask_all(recall),
        }
        if recall.cycle {
            return Flow::Finished(self.outcome(recall, t + 1));
        }
        // A sweep without a flip, whatever the order in which it began and ended.
        let sweep = match self.mode {
            Mode::Asynchronous => self.network.neurons() as u64,
            Mode::Synchronous => 1,
        };
        if recall.quiet >= sweep && self.rests(recall) {
            return Flow::Finished(self.outcome(recall, t + 1));
        }
        Flow::Going
    }

    fn ask_one(&self, recall: &mut Recall) {
        let Some(neuron) = recall.order.take() else { return };
        let update = self.network.update(&mut recall.state, neuron);
        recall.last = Some(update);
        recall.before.clear();
        self.count(recall, usize::from(update.flipped()));
    }

    fn ask_all(&self, recall: &mut Recall) {
        let before = recall.state.spins().to_vec();
        let flips = self.network.update_all(&mut recall.state);
        recall.last = None;
        recall.cycle = flips > 0 && recall.before == recall.state.spins();
        recall.before = before;
        self.count(recall, flips);
    }

    fn count(&self, recall: &mut Recall, flips: usize) {
        recall.flips = Some(flips);
        recall.quiet = if flips > 0 { 0 } else { recall.quiet + 1 };
    }

    /// Whether no neuron would flip.
    pub(super) fn rests(&self, recall: &Recall) -> bool {
        self.network.restless(&recall.state).next().is_none()
    }

    /// What the state after `t` updates turned out to be, in words.
    pub(super) fn outcome(&self, recall: &Recall, t: u64) -> Text {
        if recall.cycle {
            let t = whole(t);
            return say!(
                "after {t} updates it swings for ever between two states; asked one at a time (update = async) it would settle",
                "更新 {t} 次后在两个状态之间来回摆动；若改为逐个更新（update = async）便会稳定"
            );
        }
        let verdict = self.network.verdict(&recall.state, Mode::Asynchronous);
        let words = verdict.text(&self.network);
        let (nearest, m) = self.network.nearest(&recall.state);
        let m = fixed(m, 2);
        match verdict {
            Verdict::Moving(_) => {
                let near = text(" · nearest: ", " · 最近：").then(&self.network.patterns()[nearest].name);
                words.then(&near).then(&say!(" (overlap {m})", "（重叠度 {m}）"))
            }
            Verdict::Stored(_) | Verdict::Inverse(_) => {
                self.settled(recall, t).then(&words).then(&say!(" (overlap {m})", "（重叠度 {m}）"))
            }
            _ => self.settled(recall, t).then(&words),
        }
    }

    fn settled(&self, recall: &Recall, t: u64) -> Text {
        match t.saturating_sub(recall.quiet) {
            0 => text("at rest from the start: this is ", "一开始就已稳定，这是"),
            updates => {
                let updates = whole(updates);
                say!("settled after {updates} updates: this is ", "更新 {updates} 次后稳定，这是")
            }
        }
    }

    /// An edit by hand: `37~` turns neuron 37 over, `37+` and `37-` set it, `invert` turns all over.
    ///
    /// # Errors
    /// That there is no such neuron; nothing where what is expected says all.
    pub(super) fn paint(&self, recall: &mut Recall, typed: &str) -> Result<(), Text> {
        let n = self.network.neurons();
        let typed = typed.trim();
        if typed == "invert" {
            (0..n).for_each(|i| self.network.flip(&mut recall.state, i));
        } else {
            let (neuron, spin) = read(typed).ok_or_else(Text::default)?;
            if neuron >= n {
                let last = n - 1;
                return Err(say!("there are neurons from 0 to {last}", "神经元编号为 0 到 {last}"));
            }
            let now = recall.state.spins()[neuron];
            recall.brush = spin.unwrap_or(-now);
            if recall.brush != now {
                self.network.flip(&mut recall.state, neuron);
            }
        }
        recall.quiet = 0;
        recall.before.clear();
        recall.cycle = false;
        Ok(())
    }
}

/// The neuron and the spin it is set to, or `None` to turn it over.
fn read(typed: &str) -> Option<(usize, Option<i8>)> {
    let spin = match typed.chars().last()? {
        '+' => Some(1),
        '-' => Some(-1),
        '~' => None,
        _ => return None,
    };
    Some((typed[..typed.len() - 1].parse().ok()?, spin))
}
