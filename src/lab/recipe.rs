//! The recipe of a state, and the share line that spells it: `cats?lr=0.01&seed=3&step=400`.

use super::Settings;
use crate::say;
use crate::words::{Problem, printable};
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use std::fmt::Write as _;
use std::path::PathBuf;

/// A change made at a later step than the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The step it was made at.
    pub t: u64,
    /// The parameter.
    pub name: String,
    /// Its new value, as it would be typed.
    pub value: String,
}

/// All that a state depends on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Recipe {
    /// The lesson.
    pub lesson: String,
    /// What was set before the first step; everything else has its default.
    pub settings: Settings,
    /// The seed, when one was asked for.
    pub seed: Option<u32>,
    /// The learner's own data files; not part of the share line.
    pub data: Vec<PathBuf>,
    /// What was changed at later steps, in the order it was done.
    pub edits: Vec<Edit>,
    /// The step.
    pub step: u64,
}

impl Recipe {
    /// The initial state of a lesson, everything at its default.
    #[must_use]
    pub fn of(lesson: impl Into<String>) -> Recipe {
        Recipe { lesson: lesson.into(), ..Recipe::default() }
    }

    /// Reads a share line: `id`, or `id?name=value&…` with `seed=`, `step=`, and `name@t=value` for a
    /// change made at step `t`. Values are percent-encoded where needed; `+` stands for itself.
    ///
    /// # Errors
    /// A sentence that names the part that cannot be read.
    pub fn parse(line: &str) -> Result<Recipe, Problem> {
        let (lesson, query) = line.trim().split_once('?').unwrap_or((line.trim(), ""));
        let mut recipe = Recipe::of(lesson);
        for part in query.split('&').filter(|part| !part.is_empty()) {
            let Some((name, value)) = part.split_once('=') else {
                let part = printable(part);
                return Err(Problem::usage(say!(
                    "The share line says \"{part}\", but every part has to be name=value.",
                    "分享链接中的“{part}”不对：每一部分都应写成 名称=值。"
                )));
            };
            recipe.take(name, decode(value))?;
        }
        Ok(recipe)
    }

    /// Takes over one `name=value` of a share line; the value is decoded already.
    ///
    /// # Errors
    /// A sentence when a seed or a step cannot be read.
    pub fn take(&mut self, name: &str, value: String) -> Result<(), Problem> {
        match name {
            "seed" => self.seed = Some(seed(&value)?),
            "step" => self.step = whole(name, &value)?,
            _ => match name.split_once('@') {
                Some((name, t)) => {
                    let t = whole(name, t)?;
                    self.edits.push(Edit { t, name: decode(name), value });
                }
                None => self.settings.set(&decode(name), value),
            },
        }
        Ok(())
    }

    /// The share line that opens this very state.
    #[must_use]
    pub fn line(&self) -> String {
        let mut line = self.lesson.clone();
        let mut mark = '?';
        let mut put = |name: &str, value: &str| {
            let _ = write!(line, "{mark}{name}={}", encode(value));
            mark = '&';
        };
        for (name, value) in self.settings.iter() {
            put(&encode(name), value);
        }
        for edit in &self.edits {
            put(&format!("{}@{}", encode(&edit.name), edit.t), &edit.value);
        }
        if let Some(seed) = self.seed {
            put("seed", &seed.to_string());
        }
        if self.step > 0 {
            put("step", &self.step.to_string());
        }
        line
    }
}

/// Reads a seed.
///
/// # Errors
/// A sentence when it is not a whole number that NumPy takes.
pub fn seed(value: &str) -> Result<u32, Problem> {
    value.trim().parse().map_err(|_| {
        let value = printable(value);
        Problem::usage(say!(
            "The seed has to be a whole number from 0 to 4294967295, not \"{value}\".",
            "随机种子必须是 0 到 4294967295 之间的整数，而不是“{value}”。"
        ))
    })
}

fn whole(name: &str, value: &str) -> Result<u64, Problem> {
    value.trim().parse().map_err(|_| {
        let (name, value) = (printable(name), printable(value));
        Problem::usage(say!(
            "The step in \"{name}\" has to be a whole number from 0, not \"{value}\".",
            "“{name}”的步数必须是从 0 开始的整数，而不是“{value}”。"
        ))
    })
}

/// What would end a part, or a shell word in quotes, early.
const RESERVED: &AsciiSet = &CONTROLS
    .add(b'%')
    .add(b'&')
    .add(b'=')
    .add(b'?')
    .add(b'#')
    .add(b'\'')
    .add(b'"')
    .add(b' ')
    .add(b'@')
    .add(b'\\');

fn encode(words: &str) -> String {
    utf8_percent_encode(words, RESERVED).to_string()
}

fn decode(words: &str) -> String {
    percent_decode_str(words).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_share_line_reads_as_it_says() {
        let recipe = Recipe::parse("cats?lr=0.01&seed=3&step=400&lr@120=0.02").expect("valid");
        assert_eq!(recipe.lesson, "cats");
        assert_eq!(recipe.settings.get("lr"), Some("0.01"));
        assert_eq!((recipe.seed, recipe.step), (Some(3), 400));
        assert_eq!(recipe.edits, [Edit { t: 120, name: "lr".into(), value: "0.02".into() }]);
        assert_eq!(recipe.line(), "cats?lr=0.01&lr@120=0.02&seed=3&step=400");
    }

    #[test]
    fn broken_share_lines_say_what_is_wrong() {
        for line in ["cats?lr", "cats?step=-1", "cats?seed=x", "cats?step=1e3", "cats?lr@x=3"] {
            let problem = Recipe::parse(line).expect_err(line);
            assert!(problem.text.en.contains('"'), "{problem}");
        }
    }

    proptest! {
        #[test]
        fn any_recipe_survives_its_share_line(
            value in ".*", name in "[a-zα-ω][a-z0-9_.]{0,8}", step in 0u64..1_000_000, seed: Option<u32>, t in 1u64..99
        ) {
            prop_assume!(name != "seed" && name != "step");
            let mut recipe = Recipe::of("chain");
            recipe.settings.set(&name, value.clone());
            recipe.edits.push(Edit { t, name, value });
            recipe.seed = seed;
            recipe.step = step;
            prop_assert_eq!(Recipe::parse(&recipe.line()).expect("own line"), recipe);
        }
    }
}
