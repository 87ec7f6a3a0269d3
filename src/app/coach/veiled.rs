//! No question is answered by what is seen beside it.

use super::tests::{LANGUAGES, cards};
use super::veil::veil;
use crate::lab::scene::{Arithmetic, Cell, Panel, Picture, Table};
use crate::lab::{Recipe, Reveal, Scene};
use crate::story::{Chapter, Lookahead, Question, chapter};
use crate::words::figure;
use std::thread;
use std::time::Duration;

/// Every question of every lesson, at the state at which it is put: what the next step brings is not drawn, curves end at
/// the present step, and no title, caption, label, table, network or formula has a number that gives the answer away.
#[test]
fn nothing_beside_a_question_answers_it() {
    let told = |id: &str| {
        let ahead = &mut Lookahead::keeping(2, || Duration::ZERO);
        LANGUAGES.map(|language| asked(chapter(id, language).expect("a story"), ahead))
    };
    let all: Vec<Vec<Option<String>>> = thread::scope(|scope| {
        let lessons: Vec<_> = cards().map(|card| scope.spawn(move || told(card.id).concat())).collect();
        lessons.into_iter().map(|lesson| lesson.join().expect("it is told to its end")).collect()
    });
    let all = all.concat();
    assert!(all.len() >= 2 * 95, "{} questions", all.len());
    let faults: Vec<String> = all.into_iter().flatten().collect();
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

/// What is wrong with each question of a chapter, if anything is.
fn asked(chapter: &Chapter, ahead: &mut Lookahead) -> Vec<Option<String>> {
    let mut at = Recipe::of(&chapter.lesson);
    let mut found = Vec::new();
    for card in &chapter.cards {
        at = card.scene.clone().unwrap_or(at);
        let Some(task) = &card.task else { continue };
        let mut session = ahead.open(&at).expect("a scene");
        for deed in &card.deeds {
            deed.perform(session.as_mut()).expect("it can be done");
        }
        let question = Question::ask(task, session.as_ref(), ahead).expect("an answer");
        let mut scene = session.scene(Reveal::Whole, &[], (120, 60));
        let whole = scene.clone();
        veil(&mut scene, session.now(), &question);
        let fault = drawn(&scene, session.now() as f64, &question).or_else(|| written(&scene, &question));
        found.push(fault.map(|fault| format!("{} {}: {fault}", chapter.lesson, task.id)));
        if question.is_to_be_done() {
            assert_eq!(
                scene.verdict, whole.verdict,
                "{}: what is to be done may be judged on the way",
                task.id
            );
        }
    }
    found
}

/// A future that is drawn.
fn drawn(scene: &Scene, now: f64, question: &Question) -> Option<String> {
    let comes = |panel: &&Panel| match &panel.picture {
        Picture::Chart(chart) => {
            let later = |(x, _): &(f64, f64)| chart.steps && *x > now;
            chart.curves.iter().any(|curve| curve.points.iter().any(later))
                || !question.is_to_be_done()
                    && (chart.curves.iter().any(|curve| curve.ahead)
                        || chart.marks.iter().any(|mark| mark.ahead))
        }
        Picture::Plane(plane) => !question.is_to_be_done() && plane.arrows.iter().any(|arrow| arrow.ahead),
        _ => false,
    };
    scene.panels.iter().find(comes).map(|panel| format!("{} draws what comes", panel.id))
}

/// A number that is written and gives the answer away, with the words that it stands in.
fn written(scene: &Scene, question: &Question) -> Option<String> {
    let secrets = &question.secrets().numbers;
    // Small whole numbers stand everywhere for other reasons.
    let telling = secrets.iter().filter(|secret| secret.fract() != 0.0 || secret.abs() > 99.0);
    let words = words(scene);
    telling.flat_map(|secret| words.iter().filter(|words| says(words, *secret))).next().cloned()
}

/// All that is written in a scene.
fn words(scene: &Scene) -> Vec<String> {
    let mut words: Vec<String> = scene.verdict.iter().map(|verdict| verdict.en.to_string()).collect();
    for panel in &scene.panels {
        words.push(panel.title.en.to_string());
        words.extend(panel.caption.iter().map(|caption| caption.en.to_string()));
        match &panel.picture {
            Picture::Chart(chart) => words.extend(chart.marks.iter().map(|mark| mark.label.en.to_string())),
            Picture::Table(Table { rows, .. }) => {
                words.extend(rows.iter().flatten().map(|cell| match cell {
                    // Another row may come near the answer by chance.
                    Cell::Number(x, _) | Cell::Inked(x, ..) => figure(*x, 8),
                    Cell::Words(words) | Cell::Coloured(words, _) => words.en.to_string(),
                    Cell::Empty => String::new(),
                }));
            }
            Picture::Network(network) => {
                let neurons = network.layers.iter().flat_map(|layer| &layer.neurons);
                let known = neurons.flat_map(|neuron| [neuron.value, neuron.error, neuron.bias]);
                words.extend(known.flatten().map(|x| figure(x, 5)));
            }
            Picture::Graph(graph) => {
                let known = graph.nodes.iter().flat_map(|node| [node.value, node.gradient]);
                words.extend(known.flatten().map(|x| figure(x, 5)));
            }
            Picture::Bars(bars) => {
                words.extend(bars.bars.iter().map(|bar| format!("{} {}", figure(bar.value, 5), bar.note.en)));
            }
            _ => {}
        }
    }
    let line = |line: &Arithmetic| {
        let measured = line.check.as_ref().map(|check| figure(check.measured.slope, 8));
        format!("{} {}", line.result, measured.unwrap_or_default())
    };
    words.extend(scene.arithmetic.iter().map(line));
    words
}

/// Whether words have this number, with three digits or more.
fn says(words: &str, secret: f64) -> bool {
    let number = |c: char| c.is_ascii_digit() || c == '.';
    words.replace('−', "-").split(|c: char| !number(c) && c != '-').any(|token| {
        let token = token.trim_end_matches(['.', '-']);
        let digits = token.trim_start_matches(['-', '0', '.']).chars().filter(char::is_ascii_digit).count();
        let decimals = token.split_once('.').map_or(0, |(_, after)| after.len());
        let near = 0.5 * 10_f64.powi(-(decimals as i32));
        digits >= 3 && token.parse().is_ok_and(|value: f64| (value - secret).abs() <= near)
    })
}
