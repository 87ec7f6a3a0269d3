//! The numbers of a state, line by line; one that a card asks for is a `?` until it was answered.

use super::Plain;
use crate::cli::output::Stop;
use crate::lab::scene::{Arithmetic, Cell, Table};
use crate::lab::{Report, Reveal};
use crate::story::{Answer, Card, Kind, Question};
use crate::words::figure;

impl Plain<'_> {
    /// The number that the card will ask for, once its deeds are done.
    pub(super) fn asked_number(&mut self, card: &Card) -> Option<f64> {
        let task = card.task.as_ref().filter(|task| matches!(task.kind, Kind::Number { .. }))?;
        let mut then = self.ahead.open(&self.session.recipe()).ok()?;
        for deed in &card.deeds {
            deed.perform(then.as_mut()).ok()?;
        }
        match Question::ask(task, then.as_ref(), &mut self.ahead).ok()?.right_answer() {
            Answer::Number(number) => Some(number),
            _ => None,
        }
    }

    /// A number as it may be read now.
    fn figure(&self, x: f64, digits: usize) -> String {
        let told = |secret: f64| (x - secret).abs() <= 1e-9 * secret.abs();
        if self.secret.is_some_and(told) { "?".into() } else { figure(x, digits) }
    }

    /// The metrics of this step as far as they are known, or the table of a lesson that has none.
    pub(super) fn numbers(&mut self) -> Result<(), Stop> {
        let counter = self.session.counter().label;
        let mut parts = vec![format!("{} {}", counter.get(self.language), self.session.now())];
        let measured = self.session.metrics().into_iter().zip(self.session.measure());
        for (metric, value) in measured.filter(|(_, value)| !value.is_nan()) {
            parts.push(format!("{} {}", metric.label.get(self.language), self.figure(value, 6)));
        }
        self.words(&parts.join("; "))?;
        if let Report::Table(table) = self.session.report() {
            self.table(&table)?;
        }
        Ok(())
    }

    fn table(&mut self, table: &Table) -> Result<(), Stop> {
        for row in &table.rows {
            let cells = row.iter().zip(&table.columns).filter_map(|(cell, column)| {
                let value = match cell {
                    Cell::Words(words) | Cell::Coloured(words, _) => words.get(self.language).to_string(),
                    Cell::Number(x, digits) | Cell::Inked(x, digits, _) => {
                        self.figure(*x, usize::from(*digits))
                    }
                    Cell::Empty => return None,
                };
                Some(format!("{} {value}", column.title.get(self.language)))
            });
            let line = cells.collect::<Vec<_>>().join("; ");
            self.words(&line)?;
        }
        Ok(())
    }

    /// The arithmetic lines, as far as they are revealed.
    pub(super) fn arithmetic(&mut self, reveal: Reveal) -> Result<(), Stop> {
        let scene = self.session.scene(reveal, &[], (64, 64));
        let lines = scene.arithmetic.iter().filter(|line| reveal == Reveal::Whole || line.active);
        for Arithmetic { name, formula, numbers, result, .. } in lines {
            let sums = [formula.get(self.language), numbers, result];
            let line = sums.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" = ");
            self.words(&format!("{}: {line}", name.get(self.language)))?;
        }
        Ok(())
    }
}
