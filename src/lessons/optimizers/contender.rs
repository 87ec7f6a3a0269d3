//! Who takes part: rules by name, each with its letter and colour.

use crate::lab::scene::Ink;
use crate::nn::optimizer::{Convention, Optimizer, RULES, Rule, find};
use crate::say;
use crate::words::Problem;

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

/// The rules of the usual list that the convention does not have, when the list is the usual one.
pub(super) fn left_out(list: &str, convention: Convention) -> Vec<&'static str> {
    let lacks = |name: &&str| find(name).is_ok_and(|rule| !rule.exists_in(convention));
    if list == usual(convention) { USUAL.into_iter().filter(lacks).collect() } else { Vec::new() }
}

/// The rules of a comma list; `all` stands for every rule that the convention has.
///
/// # Errors
/// A sentence when a name is unknown, missing in the convention or written twice, or there is none.
pub(super) fn rules(list: &str, convention: Convention) -> Result<Vec<&'static Rule>, Problem> {
    if list.trim() == "all" {
        return Ok(RULES.iter().filter(|rule| rule.exists_in(convention)).collect());
    }
    let mut rules: Vec<&'static Rule> = Vec::new();
    for name in list.split([',', '，', '、']).map(str::trim).filter(|name| !name.is_empty()) {
        let rule = Optimizer::new(name, convention)?.rule();
        if rules.contains(&rule) {
            return Err(Problem::usage(say!(
                "{name} is in the list of contenders twice; once is enough, every rule races once.",
                "参赛名单里 {name} 出现了两次；每种规则只参加一次。"
            )));
        }
        rules.push(rule);
    }
    if rules.is_empty() {
        return Err(Problem::usage(say!(
            "A race needs at least one contender: contenders=sgd,adam for example, or contenders=all.",
            "至少要有一个参赛者，例如 contenders=sgd,adam，或 contenders=all。"
        )));
    }
    Ok(rules)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_list_leaves_out_what_a_convention_lacks() {
        assert_eq!(usual(Convention::PyTorch), USUAL.join(","));
        let tf1 = usual(Convention::Tf1);
        assert!(!tf1.contains("adamax"));
        assert_eq!(left_out(&tf1, Convention::Tf1), ["adamax"]);
        assert!(left_out("sgd,adam", Convention::Tf1).is_empty());
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
