//! A lesson's card: what never changes about it.

use super::Offer;
use crate::words::{Text, text};

/// Part of the curriculum that a lesson stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Derivatives, the chain rule, gradient descent.
    Slopes,
    /// A single neuron.
    Neuron,
    /// Networks of several layers and machines that dream.
    Networks,
    /// Optimizers and associative memory.
    Memory,
}

impl Group {
    /// All groups in teaching order.
    pub const ALL: [Group; 4] = [Group::Slopes, Group::Neuron, Group::Networks, Group::Memory];

    /// The heading above the group's lessons.
    #[must_use]
    pub const fn title(self) -> Text {
        match self {
            Group::Slopes => text("Slopes and chains", "斜率与链式法则"),
            Group::Neuron => text("One neuron", "一个神经元"),
            Group::Networks => text("Networks", "神经网络"),
            Group::Memory => text("How they learn, what they remember", "如何学习，如何记忆"),
        }
    }
}

/// What a lesson is, declared once: list, home screen, help and headless runs read it.
#[derive(Debug)]
pub struct Card {
    /// Place in the curriculum, from 1.
    pub number: u8,
    /// Name on the command line and in share lines.
    pub id: &'static str,
    /// Part of the curriculum.
    pub group: Group,
    /// Title in words a beginner knows.
    pub title: Text,
    /// One sentence: what happens here.
    pub line: Text,
    /// "You will be able to …": one sentence without that beginning.
    pub goal: Text,
    /// About how long a learner stays, in minutes.
    pub minutes: u16,
    /// What one step is, as a noun: "iteration", "neuron update".
    pub step: Text,
    /// Whether the seed has any influence; the header shows `–` otherwise.
    pub seeded: bool,
    /// Steps of a headless run that does not say how many, when the lesson has no length of its own.
    pub steps: u64,
    /// What a share line says behind the lesson's name, of the state whose main picture stands beside the lesson on the
    /// home screen: `step=40`.
    pub preview: &'static str,
    /// What it offers besides what every lesson can do.
    pub verbs: &'static [Offer],
    /// The guide in Markdown, shown beside the picture.
    pub guide: Text,
}
