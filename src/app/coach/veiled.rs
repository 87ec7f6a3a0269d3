//! No question is answered by what is seen beside it.

use super::tests::{LANGUAGES, cards};
use super::veil::veil;
use crate::lab::scene::{Arithmetic, Cell, Chart, Curve, Panel, Picture, Table};
use crate::lab::{Recipe, Reveal, Scene};
use crate::story::{Chapter, Lookahead, Question, chapter};
use crate::words::{Text, figure};
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

/// A first wrong answer lifts no part of the veil: every question of every lesson that is no deed is answered wrongly by
/// whoever has gone on and come back, and the picture stays what it was; with the truth the veil falls.
#[test]
fn the_veil_stays_for_another_try() {
    let all: Vec<(usize, usize)> = thread::scope(|scope| {
        let lessons: Vec<_> = cards().map(|card| scope.spawn(|| tried_twice(card.id))).collect();
        lessons.into_iter().map(|lesson| lesson.join().expect("its veil stays")).collect()
    });
    let (kept, lifted) = all.iter().fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1));
    assert!(kept >= 60 && lifted >= 30, "{kept} questions, {lifted} pictures change with the truth");
}

/// How many questions of a lesson kept their picture after a wrong answer, and how many pictures the truth changed.
fn tried_twice(id: &str) -> (usize, usize) {
    use super::tests::{lesson, look, press};
    use super::{Cue, Form};
    use ratatui::crossterm::event::KeyCode;
    let mut app = lesson(id, (100, 30), LANGUAGES[0]);
    let (mut kept, mut lifted) = (0, 0);
    let count = chapter(id, LANGUAGES[0]).expect("a story").cards.len();
    for place in 0..count {
        app.cue(Cue::Card(place));
        look(&mut app);
        let Some(asked) = app.said().and_then(|said| said.open()).cloned() else { continue };
        let tries = match &asked.form {
            Form::Options(options) if options.len() == 2 => continue,
            Form::Doing | Form::LineOrSetting => continue,
            Form::Options(options) => (1..=options.len()).map(|option| option.to_string()).collect(),
            Form::Line => vec!["123456".to_string(), "123456".to_string()],
        };
        let tries: Vec<String> =
            if asked.expects.en.contains("x, y") { vec!["123456, 123456".to_string(); 2] } else { tries };
        press(&mut app, KeyCode::Right);
        press(&mut app, KeyCode::Left);
        let scene = |app: &crate::app::state::App| {
            app.snapshot.as_ref().map(|snapshot| format!("{:?}", snapshot.scene)).expect("a picture")
        };
        let veiled = scene(&app);
        for wrong in tries {
            app.cue(Cue::Answer(wrong));
            look(&mut app);
            let said = app.said().and_then(|said| said.asked.clone()).expect("answered");
            match said.verdict.expect("a verdict") {
                // By chance it was the right one.
                verdict if verdict.right => break,
                verdict if verdict.amiss.is_some() => {
                    assert!(scene(&app) == veiled, "{id} {}", asked.id);
                    kept += 1;
                }
                _ => {
                    lifted += usize::from(scene(&app) != veiled);
                    break;
                }
            }
        }
    }
    (kept, lifted)
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
        // Whoever went on and came back has seen a future that the question is about.
        let now = session.now();
        session.seek(now + 2, &mut || true);
        session.seek(now, &mut || true);
        let mut scene = session.scene(Reveal::Whole, &[], (120, 60));
        let whole = scene.clone();
        veil(&mut scene, session.now(), &question);
        let fault = drawn(&scene, session.now() as f64, &question)
            .or_else(|| written(&scene, &question))
            .or_else(|| carried(&whole, &scene, &question))
            .or_else(|| half_veiled(&scene));
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

/// A future that is drawn, or a curve that ends at the answer.
fn drawn(scene: &Scene, now: f64, question: &Question) -> Option<String> {
    if question.is_to_be_done() {
        return scene.panels.iter().find_map(|panel| match &panel.picture {
            Picture::Chart(chart) => goes_on(chart, now).then(|| format!("{} goes on", panel.id)),
            _ => None,
        });
    }
    let ends_there = |curve: &Curve| {
        let secrets = question.secrets();
        curve.points.last().is_some_and(|(_, y)| secrets.has(*y))
    };
    let comes = |panel: &&Panel| match &panel.picture {
        Picture::Chart(chart) => {
            goes_on(chart, now)
                || chart.curves.iter().any(|curve| curve.ahead || chart.steps && ends_there(curve))
                || chart.marks.iter().any(|mark| mark.ahead)
        }
        Picture::Plane(plane) => plane.arrows.iter().any(|arrow| arrow.ahead),
        Picture::Network(network) => !network.next.is_empty(),
        _ => false,
    };
    scene.panels.iter().find(comes).map(|panel| format!("{} draws what comes", panel.id))
}

/// Whether a curve over the steps has points behind this one.
fn goes_on(chart: &Chart, now: f64) -> bool {
    let later = |curve: &Curve| curve.points.iter().any(|(x, _)| *x > now);
    chart.steps && chart.curves.iter().any(later)
}

/// A number that stands in a picture or in words and gives the answer away, with where it stands.
fn written(scene: &Scene, question: &Question) -> Option<String> {
    if question.is_to_be_done() {
        return None;
    }
    let secrets = question.secrets();
    // Whole numbers of one digit stand everywhere for other reasons.
    let (telling, small): (Vec<f64>, Vec<f64>) =
        secrets.numbers.iter().copied().partition(|secret| secret.fract() != 0.0 || secret.abs() >= 10.0);
    let is_secret = |x: f64| telling.iter().any(|secret| (x - secret).abs() <= secrets.room * secret.abs());
    let shown = |panel: &Panel| {
        let number = numbers(&panel.picture).into_iter().find(|x| is_secret(*x))?;
        Some(format!("{} has {number}", panel.id))
    };
    let said = || {
        let words = words(scene);
        telling.iter().flat_map(|secret| words.iter().filter(|words| says(words, *secret))).next().cloned()
    };
    let cell = || {
        let stands = |(panel, place): &(String, Vec<usize>)| {
            let (id, aspect) = panel.split_once('.').unwrap_or((panel, ""));
            let picture = &scene.panels.iter().find(|known| known.id == id)?.picture;
            cell_at(picture, aspect, place).map(|x| format!("{panel} {place:?} has {x}"))
        };
        secrets.cells.iter().find_map(stands)
    };
    let one_digit = || small.iter().find_map(|secret| of_one_digit(scene, *secret, &secrets.names));
    scene.panels.iter().find_map(shown).or_else(cell).or_else(said).or_else(one_digit)
}

/// A `?` beside which half of the answer stands: its sign, the colour of its sign, or what follows from it.
fn half_veiled(scene: &Scene) -> Option<String> {
    let signed = |words: &String| {
        words.match_indices('?').any(|(at, _)| {
            let mut back = words[..at].chars().rev();
            let sign = back.next().is_some_and(|c| matches!(c, '−' | '-' | '+'));
            let between = |c: char| c == ')' || c.is_ascii_alphanumeric();
            sign && !back.next().is_some_and(between)
        })
    };
    let line = |line: &Arithmetic| format!("{} = {}", line.numbers, line.result);
    let lines: Vec<String> = scene.arithmetic.iter().map(line).collect();
    let follows = |line: &&String| line.split_once(" ⇒").is_some_and(|(known, _)| known.ends_with("= ?"));
    let coloured = |panel: &Panel| match &panel.picture {
        Picture::Table(Table { rows, .. }) => rows.iter().flatten().find_map(|cell| match cell {
            Cell::Coloured(words, _) if words.en == "?" => Some(format!("a coloured ? in {}", panel.id)),
            _ => None,
        }),
        _ => None,
    };
    let followed = || lines.iter().find(follows).cloned();
    let said = || words(scene).into_iter().chain(lines.iter().cloned()).find(signed);
    scene.panels.iter().find_map(coloured).or_else(followed).or_else(said)
}

/// A line that goes on with the result that was asked for, and has it among its numbers.
fn carried(whole: &Scene, veiled: &Scene, question: &Question) -> Option<String> {
    if question.is_to_be_done() {
        return None;
    }
    let found = |number: &f64| {
        let digits = figure(*number, 8);
        let answers = whole.arithmetic.iter().filter(|line| line.result == digits);
        let subjects: Vec<&str> = answers.filter_map(|line| line.subject()).collect();
        let goes_on = veiled.arithmetic.iter().filter(|line| subjects.iter().any(|it| line.takes(it)));
        let has = |line: &&Arithmetic| {
            let number = |c: char| c.is_ascii_digit() || c == '.' || c == '−';
            line.numbers.split(|c| !number(c)).any(|token| token == digits)
        };
        goes_on.into_iter().find(has).map(|line| format!("{digits} goes on in {line:?}"))
    };
    question.secrets().numbers.iter().find_map(found)
}

/// A whole number of one digit where it is known to be the answer: the result of a line, the value of what has its name,
/// and behind its name.
fn of_one_digit(scene: &Scene, secret: f64, names: &[String]) -> Option<String> {
    let digit = secret.to_string().replace('-', "−");
    if let Some(line) = scene.arithmetic.iter().find(|line| line.result == digit) {
        return Some(format!("{line:?}"));
    }
    let valued = scene.panels.iter().find_map(|panel| match &panel.picture {
        Picture::Graph(graph) => graph
            .nodes
            .iter()
            .find(|node| names.contains(&node.name) && [node.value, node.gradient].contains(&Some(secret)))
            .map(|node| format!("node {}", node.name)),
        Picture::Network(network) => network
            .layers
            .iter()
            .flat_map(|layer| &layer.neurons)
            .find(|it| names.contains(&it.name) && [it.value, it.error, it.bias].contains(&Some(secret)))
            .map(|neuron| format!("neuron {}", neuron.name)),
        _ => None,
    });
    let said = |words: &String| {
        let told = names
            .iter()
            .flat_map(|name| [" = ", "=", ": ", "：", "："].map(|is| format!("{name}{is}{digit}")));
        told.into_iter().any(|told| {
            let after = words.split_once(&told).map(|(_, after)| after.trim_end_matches('.'));
            after.is_some_and(|after| !after.starts_with(|c: char| c.is_ascii_digit() || c == '.'))
        })
    };
    valued.or_else(|| words(scene).into_iter().find(said))
}

/// The number in a cell from which an answer would be read.
fn cell_at(picture: &Picture, aspect: &str, place: &[usize]) -> Option<f64> {
    match (picture, place) {
        (Picture::Network(network), &[layer, at]) => {
            let neuron = network.layers.get(layer)?.neurons.get(at - 1)?;
            match aspect {
                "delta" => neuron.error,
                "bias" => neuron.bias,
                _ => neuron.value,
            }
        }
        (Picture::Table(Table { rows, .. }), &[row, column]) => match rows.get(row - 1)?.get(column - 1)? {
            Cell::Number(x, _) | Cell::Inked(x, ..) => Some(*x),
            _ => None,
        },
        (Picture::Matrix(matrix), &[row, column]) => {
            matrix.values.get((row - 1) * matrix.cols + column - 1).copied().filter(|x| !x.is_nan())
        }
        (Picture::Bars(bars), &[bar]) => bars.bars.get(bar - 1).map(|bar| bar.value).filter(|x| !x.is_nan()),
        _ => None,
    }
}

/// The numbers of a picture, as they were computed.
fn numbers(picture: &Picture) -> Vec<f64> {
    match picture {
        Picture::Table(Table { rows, .. }) => {
            let number = |cell: &Cell| match cell {
                Cell::Number(x, _) | Cell::Inked(x, ..) => Some(*x),
                _ => None,
            };
            rows.iter().flatten().filter_map(number).collect()
        }
        Picture::Network(network) => {
            let neurons = network.layers.iter().flat_map(|layer| &layer.neurons);
            neurons.flat_map(|neuron| [neuron.value, neuron.error, neuron.bias]).flatten().collect()
        }
        Picture::Graph(graph) => {
            let nodes = graph.nodes.iter().flat_map(|node| [node.value, node.gradient]);
            nodes.chain(graph.wires.iter().map(|wire| wire.slope)).flatten().collect()
        }
        Picture::Bars(bars) => bars.bars.iter().map(|bar| bar.value).collect(),
        Picture::Matrix(matrix) => matrix.values.to_vec(),
        Picture::Flow(flow) => flow.stations.iter().flat_map(|station| numbers(&station.picture)).collect(),
        _ => Vec::new(),
    }
}

/// All that is written in a scene, in both languages.
fn words(scene: &Scene) -> Vec<String> {
    let mut words: Vec<&Text> = scene.verdict.iter().collect();
    for panel in &scene.panels {
        words.push(&panel.title);
        words.extend(&panel.caption);
        match &panel.picture {
            Picture::Chart(chart) => {
                words.extend(chart.marks.iter().map(|mark| &mark.label));
                words.extend(chart.bands.iter().map(|band| &band.label));
            }
            Picture::Plane(plane) => words.extend(plane.dots.iter().map(|dot| &dot.label)),
            Picture::Table(Table { rows, .. }) => {
                words.extend(rows.iter().flatten().filter_map(|cell| match cell {
                    Cell::Words(words) | Cell::Coloured(words, _) => Some(words),
                    _ => None,
                }));
            }
            Picture::Bars(bars) => words.extend(bars.bars.iter().map(|bar| &bar.note)),
            Picture::Flow(flow) => words.extend(flow.passages.iter().map(|passage| &passage.words)),
            _ => {}
        }
    }
    let line = |line: &Arithmetic| {
        let measured = line.check.as_ref().map(|check| figure(check.measured.slope, 8));
        format!("{} {}", line.result, measured.unwrap_or_default())
    };
    let both = words.into_iter().flat_map(|words| [words.en.to_string(), words.zh.to_string()]);
    both.chain(scene.arithmetic.iter().map(line)).collect()
}

/// Whether words have this number: a whole one of two digits as it is, any other with three digits or more.
fn says(words: &str, secret: f64) -> bool {
    let words = words.replace('−', "-");
    let number = |c: char| c.is_ascii_digit() || c == '.' || c == '-';
    let mut rest = words.as_str();
    let mut before = None;
    while let Some(at) = rest.find(number) {
        before = rest[..at].chars().next_back().or(before);
        let end = rest[at..].find(|c: char| !number(c)).map_or(rest.len(), |end| at + end);
        let token = rest[at..end].trim_end_matches(['.', '-']);
        let digits = token.trim_start_matches(['-', '0', '.']).chars().filter(char::is_ascii_digit).count();
        let decimals = token.split_once('.').map_or(0, |(_, after)| after.len());
        let near = 0.5 * 10_f64.powi(-(decimals as i32));
        let enough = if secret.fract() == 0.0 { 2 } else { 3 };
        let free = !before.is_some_and(|c: char| c.is_alphabetic() && c < '\u{2e80}');
        if free && digits >= enough && token.parse().is_ok_and(|value: f64| (value - secret).abs() <= near) {
            return true;
        }
        before = rest[..end].chars().next_back();
        rest = &rest[end..];
    }
    false
}

/// Every part of the veil by itself: a scene made up for the purpose, with the answer and the future in all places that
/// there are, keeps none of them.
#[test]
fn whatever_holds_the_answer_is_veiled() {
    use crate::lab::Made;
    use crate::lab::scene::*;
    let ahead = &mut Lookahead::keeping(2, || Duration::ZERO);
    let neuron = chapter("neuron", LANGUAGES[0]).expect("a story");
    let card = &neuron.cards[neuron.place("forward").expect("a card")];
    let session = ahead.open(card.scene.as_ref().expect("a state")).expect("a scene");
    let question = Question::ask(card.task.as_ref().expect("a task"), session.as_ref(), ahead);
    let question = question.expect("an answer");
    assert_eq!(question.secrets().cells, [("examples".to_string(), vec![3, 4])], "read from a table");
    let crate::story::Answer::Number(x) = question.right_answer() else { panic!("a number") };
    let words = || crate::words::same(figure(x, 6));
    let curve = |points| Curve::new(Text::default(), points, Ink::Accent);
    let mark = |at| Mark { x: at, label: words(), ..Mark::default() };
    let over_steps = Chart {
        curves: vec![curve(vec![(0.0, 1.0), (7.0, 77.0)]), curve(vec![(0.0, x)])],
        marks: vec![Mark { x: 7.0, glyph: '7', ..Mark::default() }],
        steps: true,
        ..Chart::default()
    };
    let band = || Band { at: 1.0, vertical: false, label: words(), ink: Ink::Quiet };
    let plain = Chart { marks: vec![mark(0.0)], bands: vec![band()], ..Chart::default() };
    let coming = Chart {
        curves: vec![Curve { ahead: true, ..curve(vec![(77.0, 77.0)]) }],
        marks: vec![Mark { x: 77.0, ahead: true, ..Mark::default() }],
        bands: vec![Band { at: 77.0, label: Text::default(), ..band() }],
        ..Chart::default()
    };
    let network = Network { next: vec![vec![vec![77.0]]], ..Network::default() };
    let graph = Graph {
        nodes: vec![Node { value: Some(x), gradient: Some(x), ..Node::default() }],
        wires: vec![Wire { slope: Some(x), ..Wire::default() }],
    };
    let bar = |value| Bar { value, note: words(), ..Bar::default() };
    let bars = || Bars { bars: vec![bar(x), bar(1.0)], ..Bars::default() };
    let station =
        Station { picture: Picture::Bars(bars()), place: (0, 0), name: Text::default(), light: Light::Known };
    let passage = Passage { words: words(), place: (0, 0), down: false, way: Way::On, light: Light::Known };
    let flow = Flow { stations: vec![station], passages: vec![passage], ..Flow::default() };
    let matrix = Matrix {
        rows: 1,
        cols: 1,
        values: vec![x].into(),
        range: (0.0, 1.0),
        palette: Palette::default(),
        row_names: Vec::new(),
        col_names: Vec::new(),
        axes: Default::default(),
        decimals: None,
        selected: None,
    };
    let row = || vec![Cell::Words(words()), Cell::Number(x, 4), Cell::Number(1.0, 4), Cell::Number(77.0, 4)];
    let table = Table { rows: vec![row(), row(), row()], ..Table::default() };
    let code = Code { made: vec![Made::number("o", x)], ..Code::default() };
    let pictures = [
        ("steps", Picture::Chart(over_steps)),
        ("plain", Picture::Chart(plain)),
        ("coming", Picture::Chart(coming)),
        ("network", Picture::Network(network)),
        ("graph", Picture::Graph(graph)),
        ("bars", Picture::Bars(bars())),
        ("flow", Picture::Flow(flow)),
        ("matrix", Picture::Matrix(matrix)),
        ("examples", Picture::Table(table)),
        ("code", Picture::Code(code)),
    ];
    let panels = pictures.map(|(id, picture)| Panel::new(id, words(), Place::Main, picture).caption(words()));
    let line = Arithmetic {
        numbers: format!("{} + 1", figure(x, 6)),
        result: figure(x, 6),
        ..Arithmetic::default()
    };
    let mut scene = Scene { panels: panels.into(), arithmetic: vec![line], verdict: Some(words()) };
    veil(&mut scene, 0, &question);
    let left = format!("{scene:?}");
    let known = figure(x, 6);
    assert!(!left.contains(&known[..6]), "{known} in {left}");
    // The last cell of the other rows is no answer.
    assert_eq!(left.matches("77.0").count(), 2, "{left}");
    assert!(!left.contains("'7'"), "a mark of a later step: {left}");
}
