//! Hopfield's associative memory: patterns are valleys of an energy, recall is rolling down.
//!
//! N neurons sᵢ = ±1, symmetric weights wᵢⱼ with wᵢᵢ = 0. A neuron looks at its local field hᵢ = Σⱼ wᵢⱼ sⱼ and
//! takes its sign; at hᵢ = 0 it stays as it is. Asked one at a time, no neuron can raise
//! E = −½ Σᵢⱼ wᵢⱼ sᵢ sⱼ. (Hopfield 1982, PNAS 79.)
//!
//! What is learned ([`Hopfield`]) is apart from what moves ([`State`]): a state is N spins and N fields, so an
//! update is O(1) where nothing flips and O(N) where something does.

mod capacity;
mod factors;
mod gallery;
mod hebb;
mod network;
mod order;
mod pattern;
mod rule;
mod verdict;
mod weights;

pub use capacity::{Capacity, Load};
pub use gallery::{gallery, spell};
pub use network::{Contribution, Hopfield, State, Update};
pub use order::Order;
pub use pattern::{LARGEST, Pattern, Side};
pub use rule::Rule;
pub use verdict::{Mode, Verdict};
