//! What a learner does, in words that a machine reads: `step 3; set lr=0.2; end`.

use crate::lab::{Response, Session, Verb};
use crate::say;
use crate::words::{Problem, Text, printable, same, text};
use std::fmt;

/// One thing to do, or done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// So many steps forwards.
    Step(u64),
    /// So many steps back.
    Back(u64),
    /// So many phases of the step that follows.
    Phase(u64),
    /// To this step.
    Goto(u64),
    /// To the end of the run.
    End,
    /// To the identical start.
    Reset,
    /// A parameter to this value.
    Set(String, String),
    /// Begin again with this seed.
    Seed(u32),
    /// One of the lesson's own keys, by its name.
    Verb(String),
}

impl Deed {
    /// Reads one deed.
    ///
    /// # Errors
    /// A sentence with all the forms.
    pub fn parse(words: &str) -> Result<Deed, Text> {
        let (verb, rest) =
            words.trim().split_once(' ').map_or((words.trim(), ""), |(verb, rest)| (verb, rest.trim()));
        let count = || if rest.is_empty() { Some(1) } else { rest.parse().ok() };
        let deed = match verb {
            "step" => count().map(Deed::Step),
            "back" => count().map(Deed::Back),
            "phase" => count().map(Deed::Phase),
            "goto" => rest.parse().ok().map(Deed::Goto),
            "end" if rest.is_empty() => Some(Deed::End),
            "reset" if rest.is_empty() => Some(Deed::Reset),
            "set" => rest
                .split_once('=')
                .map(|(name, value)| Deed::Set(name.trim().to_string(), value.trim().to_string())),
            "seed" => rest.parse().ok().map(Deed::Seed),
            "verb" if !rest.is_empty() => Some(Deed::Verb(rest.to_string())),
            _ => None,
        };
        deed.ok_or_else(|| {
            let words = printable(words);
            say!(
                "\"{words}\" is nothing to do; write step N, back N, phase N, goto T, end, reset, seed N, verb NAME or set NAME=VALUE",
                "“{words}”不是可做的事；应写 step N、back N、phase N、goto T、end、reset、seed N、verb 名称 或 set 名称=值"
            )
        })
    }

    /// Reads deeds with semicolons between them.
    pub(super) fn list(words: &str) -> Result<Vec<Deed>, Text> {
        words.split([';', '；']).filter(|deed| !deed.trim().is_empty()).map(Deed::parse).collect()
    }

    /// The parameter that it sets.
    #[must_use]
    pub fn sets(&self) -> Option<&str> {
        match self {
            Deed::Set(name, _) => Some(name),
            _ => None,
        }
    }

    /// Does it. Phases are a matter of what is shown; a session does nothing for them.
    ///
    /// # Errors
    /// A sentence when the lesson does not take it.
    pub fn perform(&self, session: &mut dyn Session) -> Result<(), Problem> {
        let mut seek = |t: u64| {
            session.seek(t, &mut || true);
        };
        match self {
            Deed::Step(n) => {
                let t = session.now().saturating_add(*n);
                session.seek(t, &mut || true);
            }
            Deed::Back(n) => {
                let t = session.now().saturating_sub(*n);
                session.seek(t, &mut || true);
            }
            Deed::Goto(t) => seek(*t),
            Deed::End => {
                let end = session.length().unwrap_or(session.card().steps);
                session.seek(end, &mut || true);
            }
            Deed::Phase(_) => {}
            Deed::Reset => session.reset()?,
            Deed::Set(name, value) => {
                session.set(name, value)?;
            }
            Deed::Seed(seed) => session.reseed(*seed)?,
            Deed::Verb(name) => {
                for response in Verb::named(name).map(|verb| session.act(verb)).unwrap_or_default() {
                    match response {
                        Response::Set { name, value } => {
                            session.put(&name, value)?;
                        }
                        Response::Advance(steps) => {
                            let t = session.now().saturating_add(steps);
                            session.seek(t, &mut || true);
                        }
                        _ => {}
                    }
                }
            }
        }
        Ok(())
    }

    /// Deeds as instructions, one behind the other, for who is at `here`.
    #[must_use]
    pub fn instructions(deeds: &[Deed], here: &dyn Session) -> Text {
        let all = deeds.iter().map(|deed| deed.text(here));
        all.reduce(|a, b| a.then(&text("; ", "；")).then(&b)).unwrap_or_default()
    }

    /// The deed as an instruction for who is at `here`, where parameters have their names.
    #[must_use]
    pub fn text(&self, here: &dyn Session) -> Text {
        match self {
            Deed::Step(1) => text("take one step", "走 1 步"),
            Deed::Step(n) => say!("take {n} steps", "走 {n} 步"),
            Deed::Back(1) => text("go one step back", "退 1 步"),
            Deed::Back(n) => say!("go {n} steps back", "退 {n} 步"),
            Deed::Phase(1) => text("walk through one phase", "逐阶段走 1 次"),
            Deed::Phase(n) => say!("walk through {n} phases", "逐阶段走 {n} 次"),
            Deed::Goto(t) => say!("go to step {t}", "到第 {t} 步"),
            Deed::End => say!("go to the end", "走到结束"),
            Deed::Reset => say!("reset", "重置"),
            Deed::Set(name, value) => {
                let known = here.parameters().iter().find(|(parameter, _)| parameter.name == *name);
                let label =
                    known.map_or_else(|| same(name.clone()), |(parameter, _)| parameter.label.clone());
                let (en, zh) = (&label.en, &label.zh);
                let gap = if zh.starts_with(|c: char| c.is_ascii()) { " " } else { "" };
                say!("set {en} = {value}", "设{gap}{zh} = {value}")
            }
            Deed::Seed(seed) => say!("seed {seed}", "随机种子 {seed}"),
            Deed::Verb(name) => {
                let key = Verb::named(name).map_or_else(String::new, |verb| verb.key().to_string());
                say!("press {key}", "按 {key}")
            }
        }
    }
}

impl fmt::Display for Deed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Deed::Step(n) => write!(f, "step {n}"),
            Deed::Back(n) => write!(f, "back {n}"),
            Deed::Phase(n) => write!(f, "phase {n}"),
            Deed::Goto(t) => write!(f, "goto {t}"),
            Deed::End => write!(f, "end"),
            Deed::Reset => write!(f, "reset"),
            Deed::Set(name, value) => write!(f, "set {name}={value}"),
            Deed::Seed(seed) => write!(f, "seed {seed}"),
            Deed::Verb(name) => write!(f, "verb {name}"),
        }
    }
}

/// Follows whether the deeds that were asked for are done, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watch {
    wanted: Vec<Deed>,
    done: usize,
    /// Steps or phases of the present deed so far.
    count: u64,
}

impl Watch {
    /// Nothing is done yet.
    #[must_use]
    pub fn over(wanted: &[Deed]) -> Watch {
        Watch { wanted: wanted.to_vec(), done: 0, count: 0 }
    }

    /// How many of the deeds are done.
    #[must_use]
    pub fn done(&self) -> usize {
        self.done
    }

    /// Whether all are.
    #[must_use]
    pub fn complete(&self) -> bool {
        self.done >= self.wanted.len()
    }

    /// Takes notice of what was done, after it was done: the session is where it led to.
    pub fn notice(&mut self, deed: &Deed, after: &dyn Session) {
        let Some(wanted) = self.wanted.get(self.done) else { return };
        let at_end = after.ending().is_some() || after.length() == Some(after.now());
        let reached = match (wanted, deed) {
            (Deed::Step(n), Deed::Step(m))
            | (Deed::Back(n), Deed::Back(m))
            | (Deed::Phase(n), Deed::Phase(m)) => {
                self.count += m;
                self.count >= *n
            }
            (Deed::Goto(t), _) => after.now() == *t,
            (Deed::End, _) => at_end,
            (Deed::Set(name, value), Deed::Set(set, to)) => name == set && same_value(value, to),
            (wanted, deed) => wanted == deed,
        };
        if reached {
            self.done += 1;
            self.count = 0;
        }
    }
}

fn same_value(a: &str, b: &str) -> bool {
    match (a.parse::<f64>(), b.parse::<f64>()) {
        (Ok(a), Ok(b)) => a == b,
        _ => a == b,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deeds_read_as_they_are_written() {
        let words = "step 3; back 1; phase 2; goto 40; end; reset; set lr=0.2; seed 4; verb example";
        let deeds = Deed::list(words).expect("readable");
        assert_eq!(deeds.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "), words);
        assert_eq!(Deed::parse("step"), Ok(Deed::Step(1)));
        for wrong in ["", "walk", "step x", "set lr", "goto", "end 3", "verb"] {
            assert!(Deed::parse(wrong).is_err(), "{wrong}");
        }
    }
}
