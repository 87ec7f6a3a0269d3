//! What stands at the side of the lines of the view *code* is what the lines make: scripts are executed here line by
//! line, wherever there is a Python with NumPy (and h5py, for lessons that read pictures), and their values compared
//! with the lab's. Any environment made by `pip install numpy h5py` will do.

mod python;

use nnlab::app::clock;
use nnlab::code::{self, Asked, Course};
use nnlab::lab::{Keep, Made, Recipe, Session};
use nnlab::words::Language;
use nnlab::{lab::scene::Moment, lessons};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

/// Share lines, and the last step that is executed.
const RUNS: &[(&str, u64)] = &[
    ("slope", 3),
    ("slope?f=sin(a)*exp(-a)&a=1&h=1", 4),
    ("chain", 13),
    ("chain?f=z = w*x %2B b; p = sigmoid(z); -(y*log(p) %2B (1-y)*log(1-p))", 20),
    ("descent", 4),
    ("descent?cost=logistic&lr@2=0.5", 4),
    ("logistic", 3),
    ("logistic?loss=squared&m=20&lr@1=2", 3),
    ("vectorize?n=300", 2),
    ("vectorize?work=gradient&m=6", 1),
    ("neuron", 4),
    ("neuron?lr=0.3&set@2=2=0.5", 4),
    ("network", 3),
    ("network?preset=three-layer&lr@1=0.5", 3),
    ("network?preset=worked", 2),
    ("playground", 4),
    ("playground?data=rings3&optimizer=adam&regularisation=l1&hidden=3", 4),
    ("playground?regularisation=l2&hidden=none&batch@2=3", 4),
    ("digits?hidden=6", 2),
    ("rbm?compare=false&hidden=5&nudged=false", 2),
    ("optimizers", 3),
    ("optimizers?contenders=all", 3),
    ("optimizers?convention=keras&contenders=all&problem=beale", 3),
    ("optimizers?convention=tf1&contenders=all&noise=0.5", 3),
    ("optimizers?problem=train:logistic&batch=50&contenders=rmsprop,adam&rmsprop.momentum=0.5", 3),
    ("hopfield", 30),
    ("hopfield?update=sync&noise=30", 3),
    ("hopfield?rule=storkey&normalise=false", 30),
    ("cats", 3),
    ("cats?lr@1=0.001", 3),
];

/// A line that makes something: its number, when, and what.
type Marked = (usize, Moment);

fn open(line: &str) -> Box<dyn Session> {
    lessons::open(&Recipe::parse(line).expect(line), Keep::Nothing, clock).expect(line)
}

fn script(run: &(&str, u64)) -> (String, Vec<Marked>) {
    let recipe = Recipe::parse(run.0).expect(run.0);
    let course = Course::take(&Asked { recipe, last: run.1, every: 1 }, clock).expect(run.0);
    let script = code::write(&course, Language::English).unwrap_or_else(|e| panic!("{}: {e}", run.0));
    let marked = script.lines.iter().zip(1..).filter_map(|(line, at)| Some((at, line.moment.clone()?)));
    (script.to_string(), marked.collect())
}

/// Every phase has lines, every line a phase, and every name at a line a value in the lab.
#[test]
fn every_phase_has_lines_and_every_name_a_value() {
    let mut lessons = BTreeSet::new();
    for run in RUNS {
        let (_, marked) = script(run);
        let mut session = open(run.0);
        lessons.insert(session.card().id);
        let mut named: BTreeSet<String> = BTreeSet::new();
        for t in 0..=run.1 {
            assert!(session.seek(t, &mut || true) || session.at_end(), "{}: step {t}", run.0);
            for (phase, words) in session.phases().iter().enumerate() {
                let lit = |moment: &Moment| match moment.step {
                    Some(step) => step == t,
                    None => moment.phase == phase,
                };
                let found = marked.iter().any(|(_, moment)| lit(moment));
                assert!(found, "{}: no line is lit in phase {} of step {t}", run.0, words.en);
            }
            named.extend(session.made().iter().map(|made| made.name.to_string()));
            let most = session.phases().len().max(3);
            assert!(marked.iter().all(|(_, moment)| moment.phase < most), "{}: a phase too many", run.0);
        }
        for (line, moment) in &marked {
            for name in &moment.names {
                assert!(named.contains(name), "{}: the lab has no {name} for line {line}", run.0);
            }
        }
    }
    assert_eq!(lessons.len(), lessons::ALL.len(), "{lessons:?}");
}

#[test]
fn lines_make_what_the_lab_says() {
    let trace = |folder: &Path| {
        std::fs::write(folder.join("trace.py"), include_str!("lines/trace.py")).expect("written");
    };
    if let Some(skipped) = python::compare_all(RUNS, |run| run.0, trace, compare) {
        println!("{skipped}");
    }
}

/// What a line made: step, line, name, shape, numbers as Python writes them.
type Line = (Option<u64>, usize, String, Vec<usize>, Vec<String>);

/// Executes the script line by line, and compares what its lines make with the lab.
fn compare(folder: &Path, run: &(&str, u64), worker: usize) -> Result<(), String> {
    let (text, marked) = script(run);
    let file = folder.join(format!("script_{worker}.py"));
    std::fs::write(&file, text).map_err(|e| e.to_string())?;
    let names: BTreeMap<String, &Vec<String>> =
        marked.iter().map(|(line, moment)| (line.to_string(), &moment.names)).collect();
    let marks = serde_json::to_string(&names).map_err(|e| e.to_string())?;
    let mut python = Command::new("python3");
    python.args(["-W", "ignore", "trace.py"]).arg(&file).arg(marks).current_dir(folder);
    let done = python.output().map_err(|e| e.to_string())?;
    if !done.status.success() {
        return Err(format!("the script fails: {}", String::from_utf8_lossy(&done.stderr)));
    }
    let lines: Vec<Line> = serde_json::from_slice(&done.stdout).map_err(|e| e.to_string())?;
    let mut seen = BTreeSet::new();
    let mut session = open(run.0);
    for t in 0..=run.1 {
        session.seek(t, &mut || true);
        let made = session.made();
        for (_, line, name, shape, numbers) in lines.iter().filter(|line| line.0.unwrap_or(t) == t) {
            let Some(made) = made.iter().find(|made| made.name == *name) else { continue };
            alike(made, shape, numbers).map_err(|why| format!("line {line} at step {t}: {name}: {why}"))?;
            seen.insert((*line, name.clone()));
        }
    }
    for (line, moment) in &marked {
        for name in &moment.names {
            if !seen.contains(&(*line, name.clone())) {
                return Err(format!("line {line} never made {name}"));
            }
        }
    }
    Ok(())
}

fn alike(made: &Made, shape: &[usize], numbers: &[String]) -> Result<(), String> {
    if made.shape != shape {
        return Err(format!("shape {shape:?} instead of {:?}", made.shape));
    }
    let numbers: Vec<f64> = numbers.iter().map(|x| x.parse().expect("a number")).collect();
    if made.first.len() != numbers.len() {
        return Err(format!("{} numbers instead of {}", numbers.len(), made.first.len()));
    }
    for (a, b) in made.first.iter().zip(&numbers) {
        let fits = (a - b).abs() <= 1e-9 * a.abs().max(b.abs()) || (a - b).abs() < 1e-12 || a == b;
        if !(fits || a.is_nan() && b.is_nan()) {
            return Err(format!("{numbers:?} instead of {:?}", made.first));
        }
    }
    Ok(())
}
