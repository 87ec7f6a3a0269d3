//! Whatever is set, a script is a page: at most 120 lines of 88 columns. Every choice of every lesson is tried alone, and
//! then many settings together, some of them changed on the way.

mod at_once;
#[path = "code/own.rs"]
mod own;

use nnlab::app::clock;
use nnlab::code::{self, Asked, Course};
use nnlab::lab::{Edit, Effect, Kind, Parameter, Recipe, Settings};
use nnlab::lessons;
use nnlab::math::NumpyRng;
use nnlab::words::Language;
use std::collections::BTreeSet;
use std::path::Path;
use unicode_width::UnicodeWidthStr as _;

const LINES: usize = 120;
const COLUMNS: usize = 88;
/// The last step of a run.
const LAST: u64 = 2;

/// A run of a lesson; those that read digits read a table of one's own, which takes most lines and least time.
fn recipe(id: &str, folder: &Path) -> Recipe {
    let mut recipe = Recipe::of(id);
    if ["digits", "rbm"].contains(&id) {
        recipe.data = vec![folder.join("ink.csv")];
    }
    recipe
}

/// A folder with files of one's own.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    own::write(folder.path());
    folder
}

/// What is typed where words are expected.
const WORDS: &[(&str, &[&str])] = &[
    ("slope f", &["sin(a)*exp(-a)", "max(a, 1) + a^a", "abs(a)+relu(a)^3", "sigmoid(a)"]),
    (
        "chain f",
        &["z = w*x + b; p = sigmoid(z); -(y*log(p) + (1-y)*log(1-p))", "max(x,y)*lambda + abs(x-y)^3/2"],
    ),
    ("descent cost", &["twin", "logistic", "(w^2+b^2)/20 - cos(w)*cos(b)", "abs(w)+sigmoid(b)"]),
    ("neuron probe", &["0,1,0.5"]),
    ("neuron targets", &["0,0,1,1"]),
    ("neuron set", &["1=0.5"]),
    ("network layers", &["3-5-4-2", "4-16-16-16-16-16-16-3"]),
    ("network set", &["1.1.1=0.5"]),
    ("playground hidden", &["none", "8,8", "16,16,16,16,16,16"]),
    ("playground inputs", &["x1^2,x2^2", "x1,x2,x1^2,x2^2,x1x2,sin(x1),sin(x2)"]),
    ("playground weight", &["1.1.1=0.5"]),
    ("digits hidden", &["none", "6", "5,4,3,2"]),
    ("optimizers contenders", &["all", "sgd", "nadam,adamw,rmsprop"]),
    ("optimizers cost", &["x^2+3*y^2+sin(x)", "abs(x)+max(x,y)^2"]),
    ("hopfield patterns", &["random", "ABCDEFGHIJKLMNOPQRSTUVWXYZ heart", "AB"]),
    ("hopfield cue", &["random", "A", "2"]),
    ("hopfield spin", &["3~"]),
];

/// Values worth trying for a parameter of a lesson.
fn values(lesson: &str, parameter: &Parameter) -> Vec<String> {
    match &parameter.kind {
        Kind::Choice(choices) => choices.iter().map(|choice| choice.id.to_string()).collect(),
        Kind::Switch => vec!["true".into(), "false".into()],
        Kind::Number { min, max, .. } => vec![min.to_string(), max.to_string(), "0.125".into()],
        Kind::Whole { min, .. } => vec![min.to_string(), (min + 1).to_string(), (min + 6).to_string()],
        Kind::Words(_) => {
            let name = format!("{lesson} {}", parameter.name);
            WORDS
                .iter()
                .find(|(of, _)| *of == name)
                .map_or_else(Vec::new, |(_, words)| words.iter().map(ToString::to_string).collect())
        }
    }
}

/// Writes a run's script in both languages and looks at it; what the lesson does not take is passed over. Whether there
/// was a script.
fn try_on(recipe: &Recipe) -> bool {
    let asked = Asked { recipe: recipe.clone(), last: LAST, every: 2 };
    let Ok(course) = Course::take(&asked, clock) else { return false };
    for language in [Language::English, Language::Chinese] {
        let script = match code::write(&course, language) {
            Ok(script) => script.to_string(),
            Err(problem) => {
                let sentence = problem.text.get(language).to_string();
                let set = || {
                    recipe.settings.iter().map(|(name, _)| name).chain(recipe.edits.iter().map(|e| &*e.name))
                };
                assert!(set().any(|name| sentence.contains(name)), "{}: {sentence}", recipe.line());
                return false;
            }
        };
        let lines = script.lines().count();
        assert!(lines <= LINES, "{}: {lines} lines", recipe.line());
        // Only the command above the code may be wider, where its words are.
        let code = script.split("\"\"\"").skip(2).collect::<String>();
        let wide = code.lines().find(|line| line.width() > COLUMNS);
        assert!(wide.is_none(), "{}: {wide:?}", recipe.line());
        let left = ["{{", "{%", "#:", " \n"].into_iter().find(|piece| script.contains(piece));
        assert!(left.is_none(), "{}: {left:?} is left in it", recipe.line());
    }
    true
}

#[test]
fn every_choice_alone_fits() {
    let folder = folder();
    at_once::every_lesson(|card| {
        let id = card.id;
        let parameters = (lessons::find(id).expect("listed").parameters)(&Settings::default()).expect(id);
        let mut written = BTreeSet::new();
        assert!(id == "cats" || try_on(&Recipe::of(id)), "{id}");
        for (parameter, _) in parameters.iter().filter(|(parameter, _)| parameter.effect != Effect::View) {
            for value in values(id, parameter) {
                let mut recipe = recipe(id, folder.path());
                match parameter.effect {
                    Effect::State => recipe.edits.push(Edit { t: 1, name: parameter.name.clone(), value }),
                    _ => recipe.settings.set(&parameter.name, value),
                }
                if try_on(&recipe) {
                    written.insert(parameter.name.clone());
                }
            }
        }
        assert!(written.len() > 1, "{id}: {written:?}");
    });
}

#[test]
fn many_settings_together_fit() {
    let folder = folder();
    let mut rng = NumpyRng::new(7);
    let mut pick = move |most: usize| (rng.random() * most as f64) as usize;
    for entry in lessons::ALL {
        let id = (entry.card)().id;
        let (tries, mut written) = (if id == "cats" { 4 } else { 40 }, 0);
        for _ in 0..tries {
            let mut recipe = recipe(id, folder.path());
            for round in 0..4 {
                // What there is to set depends on what is set.
                let Ok(parameters) = (entry.parameters)(&recipe.settings) else { break };
                let all: Vec<&Parameter> =
                    parameters.iter().map(|(p, _)| p).filter(|p| p.effect != Effect::View).collect();
                let parameter = all[pick(all.len())];
                let values = values(id, parameter);
                if values.is_empty() {
                    continue;
                }
                let value = values[pick(values.len())].clone();
                if round == 3 && parameter.effect != Effect::Restart {
                    recipe.edits.push(Edit { t: 1, name: parameter.name.clone(), value });
                } else if parameter.effect != Effect::State {
                    recipe.settings.set(&parameter.name, value);
                }
            }
            written += usize::from(try_on(&recipe));
        }
        assert!(written > tries / 4, "{id}: {written} of {tries}");
    }
}
