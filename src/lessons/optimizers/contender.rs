//! Who takes part: rules by name, each with its letter and colour.

use crate::lab::scene::Ink;
use crate::nn::optimizer::{Convention, Optimizer, RULES, Rule, find};
use crate::say;
use crate::words::{Text, printable, text};

/// Who races when nothing is said.
const USUAL: [&str; 8] = ["sgd", "momentum", "nesterov", "adagrad", "adadelta", "rmsprop", "adam", "adamax"];

/// One letter a rule, in the order of [`RULES`]: it tells trails and curves apart without colour.
const LETTERS: [char; RULES.len()] = ['S', 'M', 'N', 'G', 'D', 'R', 'A', 'X', 'I', 'Q', 'W', 'L'];

/// An optimizer in the race.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Contender {
    /// Its rule and hyper-parameters.
    pub(super) optimizer: Optimizer,
}

impl Contender {
    /// The rule's name in parameters and metrics.
    pub(super) fn name(&self) -> &'static str {
        self.optimizer.rule().name
    }

    fn place(&self) -> usize {
        RULES.iter().position(|rule| rule == self.optimizer.rule()).unwrap_or(0)
    }

    /// The letter at the end of its trail.
    pub(super) fn letter(&self) -> char {
        LETTERS[self.place()]
    }

    /// Its colour: a rule's is the same in every race.
    pub(super) fn ink(&self) -> Ink {
        Ink::Series(self.place() as u8)
    }
}

/// The usual list, without the rules that the convention does not have.
pub(super) fn usual(convention: Convention) -> String {
    let has = |name: &&&str| find(name).is_ok_and(|rule| rule.exists_in(convention));
    USUAL.iter().filter(has).copied().collect::<Vec<_>>().join(",")
}

/// The rules of the usual list that the convention does not have, when these are all the others.
pub(super) fn left_out(rules: &[&'static Rule], convention: Convention) -> Vec<&'static str> {
    let (has, lacks): (Vec<&str>, Vec<&str>) =
        USUAL.iter().partition(|name| find(name).is_ok_and(|rule| rule.exists_in(convention)));
    if rules.iter().map(|rule| rule.name).eq(has) { lacks } else { Vec::new() }
}

/// The rules of a comma list; `all` stands for every rule that the convention has.
///
/// # Errors
/// Which name is unknown, missing in the convention or written twice, or that there is none.
pub(super) fn rules(list: &str, convention: Convention) -> Result<Vec<&'static Rule>, Text> {
    if list.trim() == "all" {
        return Ok(RULES.iter().filter(|rule| rule.exists_in(convention)).collect());
    }
    let mut rules: Vec<&'static Rule> = Vec::new();
    for name in names(list) {
        let rule = known(name)?;
        if !rule.exists_in(convention) {
            let library = convention.label();
            return Err(say!("{} has no {name}", "{} 没有 {name}", library.en));
        }
        if rules.contains(&rule) {
            return Err(say!(
                "{name} is there twice, every rule races once",
                "{name} 出现了两次，每种规则只参加一次"
            ));
        }
        rules.push(rule);
    }
    if rules.is_empty() {
        return Err(text("a race needs at least one", "至少要有一个参赛者"));
    }
    Ok(rules)
}

/// The rules of a comma list, which may be empty.
///
/// # Errors
/// Which name is unknown.
pub(super) fn some(list: &str) -> Result<Vec<&'static Rule>, Text> {
    names(list).map(known).collect()
}

fn names(list: &str) -> impl Iterator<Item = &str> {
    list.split([',', '，', '、']).map(str::trim).filter(|name| !name.is_empty())
}

fn known(name: &str) -> Result<&'static Rule, Text> {
    find(name).map_err(|_| {
        let (name, all) = (printable(name), RULES.each_ref().map(|rule| rule.name).join(", "));
        say!("there is no \"{name}\" among {all}", "没有“{name}”，可用的有 {all}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_list_leaves_out_what_a_convention_lacks() {
        assert_eq!(usual(Convention::PyTorch), USUAL.join(","));
        let tf1 = usual(Convention::Tf1);
        assert!(!tf1.contains("adamax"));
        let out = |list: &str| left_out(&rules(list, Convention::Tf1).expect("a race"), Convention::Tf1);
        assert_eq!(out(&tf1), ["adamax"]);
        assert!(out("sgd,adam").is_empty());
        assert_eq!(rules("all", Convention::Keras).map(|rules| rules.len()), Ok(12));
    }

    #[test]
    fn lists_that_cannot_race_get_a_sentence() {
        for (list, convention) in [
            ("", Convention::PyTorch),
            (" , ,", Convention::PyTorch),
            ("sgd,sgd", Convention::PyTorch),
            ("sgd,adan", Convention::PyTorch),
            ("sgd,lion", Convention::Tf1),
        ] {
            assert!(rules(list, convention).is_err(), "{list}");
        }
    }

    #[test]
    fn letters_are_different() {
        let mut letters = LETTERS.to_vec();
        letters.sort_unstable();
        letters.dedup();
        assert_eq!(letters.len(), RULES.len());
    }
}
