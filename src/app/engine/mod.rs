//! Who runs the desk: a thread of its own, or for tests and single pictures whoever asks.

#[cfg(test)]
pub(in crate::app) mod delayed;
mod inline;
mod worker;

pub use inline::Inline;
pub use worker::Worker;

use super::order::{Mail, Order, Ticket};

/// Something that obeys orders and brings mail.
pub trait Engine {
    /// Hands over an order; its answer comes with some later mail.
    fn order(&mut self, ticket: Ticket, order: Order);
    /// Mail that came since the last time.
    fn mail(&mut self) -> Option<Mail>;
}
