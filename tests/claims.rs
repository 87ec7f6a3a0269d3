//! One screen says one thing: the same quantity has the same value in title, caption, table, line and verdict, and it is
//! the value that is measured.
//!
//! `NNLAB_STATES=1000 cargo test --release --test claims` looks at so many states of every lesson.

#![allow(clippy::print_stdout, reason = "the law tells how much it has looked at")]

mod states;

use nnlab::lab::scene::{Cell, Chart, Flow, Graph, Picture, Plane, Scene, Table};
use nnlab::lab::{Reveal, Session, Value};
use nnlab::lessons::ALL;
use nnlab::words::{Language, Text, figure, read_figure};
use states::{Dice, count};

/// A quantity and the number that is printed for it.
#[derive(Debug, Clone, PartialEq)]
struct Claim {
    name: String,
    printed: String,
    /// Where it is said, and how.
    place: String,
}

impl Claim {
    fn is_line(&self) -> bool {
        self.place.starts_with("line")
    }

    /// Whether both are of one quantity: the same letter in two lines of arithmetic is of two where these have two names.
    fn is_of_the_same_as(&self, other: &Claim) -> bool {
        let two_lines = self.is_line() && other.is_line() && self.subject() != other.subject();
        self.name == other.name && !two_lines
    }

    /// The name of a line of arithmetic.
    fn subject(&self) -> &str {
        self.place.split(": ").next().unwrap_or_default()
    }
}

/// Everything in words on the screen, with its place.
struct Said {
    language: Language,
    words: Vec<(String, String)>,
}

impl Said {
    fn of(scene: &Scene, language: Language) -> Said {
        let mut said = Said { language, words: Vec::new() };
        // Lines of code give names their values; they claim nothing.
        for panel in scene.panels.iter().filter(|panel| panel.id != "rewritten") {
            said.put(&format!("{} title", panel.id), &panel.title);
            if let Some(caption) = &panel.caption {
                said.put(&format!("{} caption", panel.id), caption);
            }
            said.picture(panel.id, &panel.picture);
        }
        for line in &scene.arithmetic {
            // The subject of the line and what it comes to.
            let subject = line.formula.get(language).split(" = ").next().unwrap_or_default();
            if !line.result.is_empty() && !subject.contains('←') {
                let result = line.result.split("   ").next().unwrap_or_default();
                // The same letter in two lines is of two things where the lines have two names.
                let place = format!("line {}", line.name.get(language));
                said.words.push((place, format!("{subject} = {result}")));
            }
        }
        if let Some(verdict) = &scene.verdict {
            said.put("verdict", verdict);
        }
        said
    }

    fn put(&mut self, place: &str, words: &Text) {
        let words = words.get(self.language);
        if !words.is_empty() {
            self.words.push((place.to_string(), words.to_string()));
        }
    }

    fn picture(&mut self, id: &str, picture: &Picture) {
        match picture {
            Picture::Chart(chart) => self.chart(id, chart),
            Picture::Plane(plane) => self.plane(id, plane),
            Picture::Table(table) => self.table(id, table),
            Picture::Graph(graph) => self.graph(id, graph),
            Picture::Bars(bars) => bars.bars.iter().for_each(|bar| self.put(id, &bar.note)),
            Picture::Prose(lines) => lines.iter().for_each(|line| self.put(id, &line.text)),
            Picture::Gallery { thumbs, .. } => thumbs.iter().for_each(|thumb| self.put(id, &thumb.label)),
            Picture::Flow(Flow { stations, .. }) => {
                stations.iter().for_each(|station| self.picture(id, &station.picture));
            }
            _ => {}
        }
    }

    fn chart(&mut self, id: &str, chart: &Chart) {
        chart.curves.iter().for_each(|curve| self.put(id, &curve.name));
        chart.marks.iter().for_each(|mark| self.put(id, &mark.label));
        chart.bands.iter().for_each(|band| self.put(id, &band.label));
    }

    fn plane(&mut self, id: &str, plane: &Plane) {
        plane.dots.iter().for_each(|dot| self.put(id, &dot.label));
        plane.arrows.iter().for_each(|arrow| self.put(id, &arrow.label));
    }

    /// Nodes with their values and derivatives, as they are drawn.
    fn graph(&mut self, id: &str, graph: &Graph) {
        for node in &graph.nodes {
            let named = [(&node.name, node.value), (&node.gradient_name, node.gradient)];
            for (name, value) in named {
                if let Some(value) = value.filter(|_| !name.is_empty()) {
                    let digits = usize::from(node.digits.max(4));
                    self.words.push((format!("{id} node"), format!("{name} = {}", figure(value, digits))));
                }
            }
        }
    }

    fn table(&mut self, id: &str, table: &Table) {
        for cell in table.rows.iter().flatten() {
            if let Cell::Words(words) | Cell::Coloured(words, _) = cell {
                self.put(id, words);
            }
        }
    }

    /// What is said with an equals sign.
    fn claims(&self) -> Vec<Claim> {
        let mut claims = Vec::new();
        for (place, words) in &self.words {
            let mut rest = words.as_str();
            while let Some((before, after)) = rest.split_once(" = ") {
                rest = after;
                let name = before.rsplit([' ', '，', '：', '；', '（', '。', '“']).next().unwrap_or_default();
                let name = if name.contains(')') { name } else { name.trim_start_matches('(') };
                let end = after.find(|c: char| !is_of_number(c)).unwrap_or(after.len());
                let printed = after[..end].trim_end_matches(['.', 'e', '−']);
                // More of a formula on either side, or a unit that makes it another number.
                let alone = !before[..before.len() - name.len()].trim_end().ends_with(is_of_formula);
                let goes_on = after[end..]
                    .trim_start()
                    .starts_with(['·', '*', '/', '+', '−', '(', '%', '×', '^', '²', '=']);
                if alone && !goes_on && !name.is_empty() && read_figure(printed).is_some() {
                    let place = format!("{place}: {words}");
                    claims.push(Claim { name: name.to_string(), printed: printed.to_string(), place });
                }
            }
        }
        // A list of cases: y = 0 and y = 1, a minimum at w = 1 and one at w = −2, a row for each λ.
        let list = |claim: &Claim| {
            let place = |other: &Claim| other.place.split(": ").next() == claim.place.split(": ").next();
            claims.iter().any(|other| {
                other.name == claim.name && other.printed != claim.printed && place(other) && !claim.is_line()
            })
        };
        let kept: Vec<Claim> = claims.iter().filter(|claim| !list(claim)).cloned().collect();
        kept.into_iter().filter(|claim| claim.name != "y").collect()
    }
}

fn is_of_number(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | '−' | 'e' | '\u{202f}')
}

fn is_of_formula(c: char) -> bool {
    matches!(c, '+' | '·' | '/' | '−' | '=')
}

/// How far a printed number can be from what was rounded: half of its last digit.
fn slack(printed: &str) -> f64 {
    let plain: String = printed.chars().filter(|c| *c != '\u{202f}').collect();
    let (mantissa, power) = plain.split_once('e').unwrap_or((&plain, "0"));
    let power: i32 = power.replace('−', "-").parse().unwrap_or(0);
    let decimals = mantissa.split_once('.').map_or(0, |(_, after)| after.len() as i32);
    let half = 0.5 * 10f64.powi(power - decimals);
    // Zeros at the end are not printed: 12 is 12.00, while a large number may have been rounded further.
    match read_figure(printed).map(f64::abs) {
        Some(size) if decimals == 0 && power == 0 && size < 1000.0 => half.min(5e-4 * size),
        _ => half,
    }
}

/// Whether two numbers can be roundings of one.
fn compatible(one: &str, other: &str) -> bool {
    let (Some(a), Some(b)) = (read_figure(one), read_figure(other)) else { return one == other };
    // A number without its last zeros may have been rounded to four digits.
    let digits = 5e-4 * a.abs().min(b.abs());
    a == b
        || (a - b).abs() <= (slack(one) + slack(other)).min(digits.max(slack(one).max(slack(other)))) * 1.0001
}

/// Contradictions among claims.
fn contradictions(claims: &[Claim]) -> Vec<String> {
    let mut found = Vec::new();
    for (at, one) in claims.iter().enumerate() {
        for other in claims[at + 1..].iter().filter(|other| one.is_of_the_same_as(other)) {
            if !compatible(&one.printed, &other.printed) {
                found.push(format!(
                    "{} = {} ({}) but {} ({})",
                    one.name, one.printed, one.place, other.printed, other.place
                ));
            }
        }
    }
    found
}

/// What is known of quantities by their letters: metrics and parameters whose label ends with the letter, and the step.
fn known(session: &dyn Session) -> Vec<(String, f64)> {
    let letter = |label: &Text| label.en.rsplit(' ').next().unwrap_or_default().to_string();
    let metrics = session.metrics().into_iter().zip(session.measure());
    let mut known: Vec<(String, f64)> =
        metrics.map(|(metric, value)| (letter(&metric.label), value)).collect();
    for (parameter, value) in session.parameters().iter() {
        if let (Value::Number(x), Some(_), true) = (value, parameter.label.en.rfind(' '), parameter.listed) {
            known.push((letter(&parameter.label), *x));
        }
    }
    known.retain(|(name, value)| value.is_finite() && name.chars().count() <= 3);
    known
}

/// A number that a sentence says of a metric: the lesson, where it is said, what stands before and behind it.
const SPOKEN: [(&str, &str, &str, &str, &str); 20] = [
    ("neuron", "verdict", "mean error ", "", "error"),
    ("neuron", "verdict", "平均误差 ", "", "error"),
    ("neuron", "error caption", "", " at iteration", "error"),
    ("neuron", "error caption", "次迭代：", "", "error"),
    ("network", "verdict", "mean error ", "", "error"),
    ("network", "verdict", "平均误差 ", "", "error"),
    ("playground", "loss caption", "test ", "", "test_loss"),
    ("playground", "loss caption", "测试 ", "", "test_loss"),
    ("playground", "quality caption", "training ", "", "train_accuracy"),
    ("playground", "quality caption", "训练 ", "", "train_accuracy"),
    ("digits", "loss caption", "test loss ", "", "test_loss"),
    ("digits", "loss caption", "测试损失 ", "", "test_loss"),
    ("digits", "accuracy caption", "", " % of", "test_accuracy"),
    ("digits", "accuracy caption", "张测试图片：", "", "test_accuracy"),
    ("rbm", "likelihood caption", "", " at step", "pseudo_likelihood"),
    ("rbm", "likelihood caption", "步：", "", "pseudo_likelihood"),
    ("rbm", "error caption", "", " at step", "reconstruction_error"),
    ("rbm", "error caption", "步：", "", "reconstruction_error"),
    ("optimizers", "verdict", " with ", "", "lowest"),
    ("optimizers", "verdict", "，代价 ", "", "lowest"),
];

/// What sentences say of metrics, as claims of the metric.
fn spoken(lesson: &str, said: &Said) -> Vec<Claim> {
    let mut claims = Vec::new();
    for (_, place, before, behind, metric) in SPOKEN.iter().filter(|spoken| spoken.0 == lesson) {
        for (at, words) in said.words.iter().filter(|(at, _)| at == place) {
            let number = match behind {
                &"" => words.split_once(before).map_or("", |(_, after)| after),
                _ => words.split_once(behind).map_or("", |(number, _)| number),
            };
            let end = number.find(|c: char| !is_of_number(c)).unwrap_or(number.len());
            let printed = number[..end].trim_end_matches(['.', 'e', '−']).to_string();
            if read_figure(&printed).is_some() {
                claims.push(Claim {
                    name: format!("metric {metric}"),
                    printed,
                    place: format!("{at}: {words}"),
                });
            }
        }
    }
    claims
}

/// The metrics that sentences speak of.
fn spoken_of(lesson: &str, session: &dyn Session) -> Vec<(String, f64)> {
    let metrics = session.metrics().into_iter().zip(session.measure());
    let values: Vec<(String, f64)> =
        metrics.map(|(metric, value)| (metric.name.to_string(), value)).collect();
    let costs = values.iter().filter(|(name, _)| name.ends_with(".f") || name.ends_with(".cost"));
    let lowest = costs.map(|(_, cost)| *cost).filter(|cost| cost.is_finite()).fold(f64::INFINITY, f64::min);
    let lowest = Some(("lowest".to_string(), lowest)).filter(|_| lesson == "optimizers");
    let named = values.into_iter().chain(lowest).filter(|(_, value)| value.is_finite());
    named.map(|(name, value)| (format!("metric {name}"), value)).collect()
}

/// Claims that differ from what is measured or set.
fn untrue(claims: &[Claim], known: &[(String, f64)]) -> Vec<String> {
    // A line's letter may be of one example.
    let says = |claim: &&Claim| {
        !claim.is_line() && known.iter().filter(|(name, _)| *name == claim.name).count() == 1
    };
    let mut found = Vec::new();
    for claim in claims.iter().filter(says) {
        for (name, value) in known.iter().filter(|(name, _)| *name == claim.name) {
            let printed = read_figure(&claim.printed).unwrap_or(f64::NAN);
            if (printed - value).abs() > slack(&claim.printed).max(5e-4 * value.abs()) * 1.0001 {
                found.push(format!("{name} is {value}, but {}", claim.place));
            }
        }
    }
    found
}

/// "57 of 60 right", "33 of 50 wrong": with an accuracy that is measured.
fn shares(said: &Said, session: &dyn Session) -> Vec<String> {
    let metrics = session.metrics().into_iter().zip(session.measure());
    let accuracies: Vec<f64> =
        metrics.filter(|(metric, _)| metric.name.ends_with("accuracy")).map(|(_, value)| value).collect();
    let mut found = Vec::new();
    if accuracies.is_empty() || said.language != Language::English {
        return found;
    }
    for (place, words) in &said.words {
        let tokens: Vec<&str> = words.split_whitespace().collect();
        for three in tokens.windows(3) {
            let number = |word: &str| read_figure(word.trim_end_matches([',', ';', '.', ':']));
            let (Some(a), "of", Some(b)) = (number(three[0]), three[1], number(three[2])) else { continue };
            let about = ["right", "wrong"].iter().any(|word| words.contains(word));
            let share = 100.0 * a / b;
            let fits =
                |accuracy: &f64| (share - accuracy).abs() < 1e-6 || (100.0 - share - accuracy).abs() < 1e-6;
            if about && b >= 4.0 && !accuracies.iter().any(fits) {
                found.push(format!("{place}: {words} (accuracies {accuracies:?})"));
            }
        }
    }
    found
}

/// What was met.
#[derive(Default)]
struct Tally {
    claims: u64,
    compared: u64,
    caught: u64,
}

fn look_at(lesson: &'static str, states: u64, problems: &mut Vec<String>) {
    let mut dice = Dice::of(lesson);
    let mut tally = Tally::default();
    for _ in 0..states {
        let (recipe, session) = states::random(lesson, &mut dice);
        let mut known = known(session.as_ref());
        known.extend(spoken_of(lesson, session.as_ref()));
        // Everything, or one of the phases.
        let phase = dice.below(session.phases().len() as u64 + 1) as usize;
        for phase in [Reveal::Whole, Reveal::Upto(phase)] {
            let scene = session.scene(phase, &[], (30, 20));
            for language in [Language::English, Language::Chinese] {
                let said = Said::of(&scene, language);
                let mut claims = said.claims();
                claims.extend(spoken(lesson, &said));
                tally.claims += claims.len() as u64;
                let mut found = contradictions(&claims);
                found.extend(untrue(&claims, &known));
                found.extend(shares(&said, session.as_ref()));
                problems
                    .extend(found.into_iter().map(|found| format!("{} {phase:?}: {found}", recipe.line())));
                bite(&claims, &known, &mut tally);
            }
        }
    }
    problems
        .iter()
        .filter(|problem| problem.starts_with(lesson))
        .take(40)
        .for_each(|problem| println!("{problem}"));
    println!("{lesson}: {} claims, {} of {} altered ones caught", tally.claims, tally.caught, tally.compared);
    // Lesson 5 says nothing twice: its numbers are times.
    let enough = tally.caught * 3 >= tally.compared * 2 && tally.caught >= states.min(4);
    assert!(lesson == "vectorize" || enough, "{lesson}: altered claims are not noticed");
}

/// Each claim that is said twice or measured, altered by a tenth, is noticed.
fn bite(claims: &[Claim], known: &[(String, f64)], tally: &mut Tally) {
    for (at, claim) in claims.iter().enumerate() {
        let twice = claims.iter().filter(|other| claim.is_of_the_same_as(other)).count() > 1;
        let measured = !claim.is_line() && known.iter().filter(|(name, _)| *name == claim.name).count() == 1;
        let value = read_figure(&claim.printed).unwrap_or_default();
        if !(twice || measured) || value.abs() < 1e-3 || claim.printed.len() < 4 {
            continue;
        }
        let mut altered = claims.to_vec();
        altered[at].printed = figure(1.1 * value, 6);
        tally.compared += 1;
        let caught = !contradictions(&altered).is_empty() || !untrue(&altered, known).is_empty();
        tally.caught += u64::from(caught);
    }
}

#[test]
fn a_screen_does_not_contradict_itself() {
    let mut problems = Vec::new();
    for entry in ALL {
        let id = (entry.card)().id;
        let few = match id {
            "digits" => 2,
            "rbm" | "cats" => 3,
            _ => 15,
        };
        look_at(id, count(few), &mut problems);
    }
    problems.sort();
    problems.dedup_by(|one, other| one.split(": ").nth(1) == other.split(": ").nth(1));
    assert!(problems.is_empty(), "{} contradictions\n{}", problems.len(), problems.join("\n"));
}
