//! Exercises without end: a scene and a question with gaps, filled anew each time.

use super::formula;
use super::read_task::read_task;
use super::sections::Section;
use super::{Fault, Quantity, Task};
use crate::lab::Recipe;
use crate::math::NumpyRng;
use crate::say;
use crate::words::{Text, text};

/// What is asked again and again, with other numbers.
#[derive(Debug, Clone)]
pub struct Drill {
    section: Section,
    vary: Vec<(String, Spread)>,
    scene: String,
    named: Vec<(String, Quantity)>,
}

/// Values for a gap.
#[derive(Debug, Clone, PartialEq)]
enum Spread {
    /// From the first to the second, so far apart.
    Grid(f64, f64, f64),
    /// One of these.
    OneOf(Vec<String>),
    /// A random formula of these variables.
    Formula(Vec<String>),
    /// A random function of this variable, with a derivative that can be found by the rules.
    Function(String),
}

/// How an exercise went so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// How many were answered.
    pub answered: u32,
    /// How many of them rightly at the first try.
    pub right: u32,
    /// How many rightly in a row until now.
    pub streak: u32,
}

impl Tally {
    /// Counts an answer.
    pub fn count(&mut self, right: bool) {
        self.answered += 1;
        self.right += u32::from(right);
        self.streak = if right { self.streak + 1 } else { 0 };
    }

    /// The tally in words.
    #[must_use]
    pub fn text(&self) -> Text {
        let Tally { answered, right, streak } = self;
        say!(
            "{right} of {answered} right at once, {streak} in a row",
            "一次答对 {right} / {answered}，连对 {streak} 题"
        )
    }
}

/// Words with their gaps filled: outside of live numbers, which are formulas, with a minus sign for a hyphen.
fn in_words(words: &str, fill: &impl Fn(&str) -> String) -> String {
    let (mut filled, mut rest) = (String::new(), words);
    while let Some(at) = rest.find(['$', '{']) {
        let (before, after) = rest.split_at(at);
        let length = |end: fn(char) -> bool| after[1..].find(end).map_or(after.len(), |end| end + 1);
        let (piece, more) = match after.starts_with('{') {
            true => after.split_at((length(|c| c == '}') + 1).min(after.len())),
            false => after.split_at(length(|c| !c.is_ascii_alphanumeric() && c != '_')),
        };
        let value = fill(piece);
        let is_number = piece.starts_with('$') && value.parse::<f64>().is_ok();
        filled.push_str(before);
        filled.push_str(&if is_number { value.replacen('-', "−", 1) } else { value });
        rest = more;
    }
    filled + rest
}

impl Drill {
    pub(super) fn read(
        section: Section,
        vary: Vec<(String, usize)>,
        scene: String,
        named: Vec<(String, Quantity)>,
    ) -> Result<Drill, Text> {
        let spread = |(definition, _): (String, usize)| {
            let (name, values) = definition
                .split_once('=')
                .ok_or_else(|| text("vary: NAME = VALUES", "应写 vary: 名称 = 取值"))?;
            Ok((name.trim().to_string(), Spread::parse(values.trim())?))
        };
        let vary = vary.into_iter().map(spread).collect::<Result<_, Text>>()?;
        Ok(Drill { section, vary, scene, named })
    }

    /// Its name.
    #[must_use]
    pub fn id(&self) -> &str {
        self.section.id.as_deref().unwrap_or_default()
    }

    /// Its heading.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.section.title
    }

    /// Line of the heading in the file.
    #[must_use]
    pub fn line(&self) -> usize {
        self.section.line
    }

    /// The exercise of this number: where it plays, and what it asks. The same number is the same exercise, in
    /// every language.
    ///
    /// # Errors
    /// What cannot be read, once the gaps are filled.
    pub fn exercise(&self, number: u32) -> Result<(Recipe, Task), Vec<Fault>> {
        let mut random = NumpyRng::new(number);
        let mut gaps: Vec<(String, String)> =
            self.vary.iter().map(|(name, spread)| (format!("${name}"), spread.value(&mut random))).collect();
        // A name that begins with another one is filled first.
        gaps.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        let fill = |words: &str| {
            gaps.iter().fold(words.to_string(), |words, (name, value)| words.replace(name, value))
        };
        let mut section = self.section.clone();
        section.fields = section.fields.map(|name, value| match name {
            "because" | "hint" => in_words(value, &fill),
            _ => fill(value),
        });
        section.body = in_words(&section.body, &fill);
        let line = section.line;
        let mut faults = Vec::new();
        let task = read_task(section, &self.named, &mut faults);
        let encoded = |words: &str| words.replace('+', "%2B").replace(' ', "%20");
        let scene =
            gaps.iter().fold(self.scene.clone(), |scene, (name, value)| scene.replace(name, &encoded(value)));
        match (Recipe::parse(&scene), task) {
            (Ok(recipe), Some(task)) if faults.is_empty() => Ok((recipe, task)),
            (Err(problem), _) => Err(vec![Fault::new(line, problem.text)]),
            _ => Err(faults),
        }
    }
}

impl Spread {
    /// `1..9`, `0.5..3 by 0.5`, `0.1 | 0.2`, `formula of a b c`, `function of a`.
    fn parse(values: &str) -> Result<Spread, Text> {
        if let Some(names) = values.strip_prefix("formula of ") {
            return Ok(Spread::Formula(names.split_whitespace().map(str::to_string).collect()));
        }
        if let Some(name) = values.strip_prefix("function of ") {
            return Ok(Spread::Function(name.trim().to_string()));
        }
        if let Some((low, rest)) = values.split_once("..") {
            let (high, by) = rest.split_once(" by ").unwrap_or((rest, "1"));
            let numbers = [low, high, by].map(|number| number.trim().parse::<f64>().ok());
            if let [Some(low), Some(high), Some(by)] = numbers
                && low <= high
                && by > 0.0
            {
                return Ok(Spread::Grid(low, high, by));
            }
        }
        let words: Vec<String> = values.split('|').map(|word| word.trim().to_string()).collect();
        if words.iter().any(String::is_empty) || words.len() < 2 {
            return Err(say!(
                "\"{values}\" are no values: write 1..9, 0..2 by 0.5, 1 | 2 | 5, formula of a b or function of a",
                "“{values}”不是取值：应写 1..9、0..2 by 0.5、1 | 2 | 5、formula of a b 或 function of a"
            ));
        }
        Ok(Spread::OneOf(words))
    }

    fn value(&self, random: &mut NumpyRng) -> String {
        match self {
            Spread::Grid(low, high, by) => {
                let places = ((high - low) / by + 1e-9).floor() as i64 + 1;
                let value = low + by * random.randint(0, places) as f64;
                // Decimal steps leave dust in the last digits.
                format!("{value:.9}").trim_end_matches('0').trim_end_matches('.').to_string()
            }
            Spread::OneOf(words) => words[random.randint(0, words.len() as i64) as usize].clone(),
            Spread::Formula(names) => formula::formula(names, random),
            Spread::Function(name) => formula::function(name, random),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_those_that_were_asked_for() {
        let mut random = NumpyRng::new(3);
        let grid = Spread::parse("0.1..0.5 by 0.2").expect("a grid");
        let seen: std::collections::BTreeSet<String> = (0..50).map(|_| grid.value(&mut random)).collect();
        assert_eq!(seen.into_iter().collect::<Vec<_>>(), ["0.1", "0.3", "0.5"]);
        for wrong in ["", "3", "1 | ", "5..1", "a..b"] {
            assert!(Spread::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_negative_number_has_a_minus_sign_in_words_and_a_hyphen_in_formulas() {
        let fill = |words: &str| words.replace("$w", "-2.5").replace("$f", "a-b");
        let filled = in_words("w = $w, f = $f，权重$w；{2*$w:3} and ${", &fill);
        assert_eq!(filled, "w = −2.5, f = a-b，权重−2.5；{2*-2.5:3} and ${");
    }

    #[test]
    fn a_streak_ends_with_a_mistake() {
        let mut tally = Tally::default();
        [true, true, false, true].into_iter().for_each(|right| tally.count(right));
        assert_eq!(tally, Tally { answered: 4, right: 3, streak: 1 });
    }
}
