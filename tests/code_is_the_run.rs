//! Every script prints the table of `nnlab run`: run here by Python, wherever there is one with NumPy (and h5py, for
//! lessons that read pictures). Any environment made by `pip install numpy h5py` will do.

#[path = "code/own.rs"]
mod own;
mod python;

use nnlab::app::clock;
use nnlab::code::{self, Asked, Course};
use nnlab::lab::Recipe;
use nnlab::words::Language;
use std::path::Path;
use std::process::Command;

/// Share lines, with the last step and every how many steps there is a row.
const RUNS: &[(&str, u64, u64)] = &[
    ("slope", 13, 1),
    ("slope?f=sigmoid(a)&h=1&a=0.5", 17, 1),
    ("slope?f=sin(a)*exp(-a)&a=1", 12, 5),
    ("slope?a@3=5&f@5=log(a)", 12, 1),
    ("slope?f=abs(a)%2Brelu(a)^3&a=1.5", 12, 1),
    ("chain", 12, 1),
    ("chain?a=5&b@3=3", 12, 1),
    ("chain", 6, 1),
    ("chain?f=z = w*x %2B b; p = sigmoid(z); -(y*log(p) %2B (1-y)*log(1-p))", 40, 1),
    ("chain?f=max(x,y)*lambda %2B abs(x-y)^3/2", 40, 1),
    ("descent", 20, 1),
    ("descent?cost=logistic", 50, 7),
    ("descent?cost=twin&lr@10=0.3&w=2", 30, 1),
    ("descent?cost=(w^2%2Bb^2)/20 - cos(w)*cos(b)", 40, 5),
    ("descent?lr=50", 400, 1),
    ("logistic", 100, 9),
    ("logistic?loss=squared&m=20&seed=5", 60, 1),
    ("logistic?w1=-8&w2=-4&b=2", 30, 1),
    ("logistic?lr@20=5&noise=2", 60, 1),
    ("logistic?lr=1000&seed=3", 20, 1),
    ("vectorize?n=1000", 2, 1),
    ("vectorize?work=gradient&m=20", 1, 1),
    ("vectorize?n=100&seed=9", 1, 1),
    ("neuron", 1000, 100),
    ("neuron?seed=3&lr=0.3", 50, 1),
    ("neuron?targets=0,0,1,1&probe=0,1,0.5", 50, 7),
    ("neuron?lr@20=2&set@30=2=0.5", 60, 1),
    ("neuron?iterations=20", 20, 1),
    ("network", 200, 20),
    ("network?preset=three-layer", 100, 10),
    ("network?preset=worked", 20, 1),
    ("network?preset=xor&seed=4&biases=fixed", 60, 10),
    ("network?layers=2-3-2-1&table=0,1:1; 1,1:0; 0.5,0:1", 40, 10),
    ("network?start=zeros&lr@3=0.5", 10, 1),
    ("network?set@2=1.3.2=0.5", 10, 1),
    ("playground", 60, 20),
    ("playground?data=rings3&optimizer=adam", 30, 10),
    ("playground?data=spiral&regularisation=l1&reg_rate=0.03&hidden=none", 60, 20),
    ("playground?data=multi-gauss&noise=10&share=100&init=he&activation=swish", 30, 10),
    ("playground?inputs=x1,x2^2,sin(x1)&loss=cross-entropy&lr@20=0.1&batch@10=20", 40, 10),
    ("playground?data=moons&optimizer=rmsprop&regularisation=l2&weight@5=1.2.1=0.5", 30, 10),
    ("digits", 6, 2),
    ("digits?hidden=none&optimizer=sgd", 5, 1),
    ("digits?hidden=12,8&activation=tanh&init=xavier&optimizer=momentum", 5, 5),
    ("digits?hidden=8&optimizer=adagrad&lr@2=0.1&seed=7", 4, 1),
    ("digits?hidden=8&activation=elu&batch=100&optimizer=nadam", 4, 1),
    ("rbm?compare=false&hidden=16", 3, 1),
    ("rbm?compare=false&hidden=8&nudged=false&seed=3", 3, 1),
    ("rbm?compare=false&hidden=8&pixels=binary&lr@2=0.5", 3, 1),
    ("rbm?compare=false&hidden=4&batch=100&lr=1", 2, 1),
    ("rbm?compare=false&hidden=5&batch=1000&nudged=false", 3, 1),
    ("optimizers", 40, 10),
    ("optimizers?contenders=all", 20, 5),
    ("optimizers?convention=keras&problem=beale&contenders=all", 20, 5),
    ("optimizers?convention=tf1&noise=0.5&seed=2", 20, 5),
    ("optimizers?cost=x^2%2B3*y^2%2Bsin(x)&adam.lr@5=0.1", 20, 5),
    ("optimizers?problem=train:spiral&contenders=sgd,adam", 20, 10),
    ("optimizers?problem=train:logistic&batch=50&contenders=rmsprop&rmsprop.momentum=0.5", 20, 10),
    ("optimizers?problem=rosenbrock&lr=1&divergence=out", 20, 5),
    ("optimizers?schedule=step&schedule_steps=7", 30, 5),
    ("optimizers?schedule=cosine&schedule_steps=25&contenders=all", 30, 5),
    ("optimizers?schedule=warmup&schedule_factor=0.3&convention=keras&adam.lr@4=0.2", 30, 5),
    ("optimizers?schedule@5=step&schedule_steps@5=4&schedule@12=cosine", 30, 5),
    ("optimizers?problem=train:logistic&schedule=cosine&contenders=sgd,adamw", 20, 5),
    ("optimizers?problem=sparse&adam.bias_correction=false&adagrad.root=false", 30, 5),
    ("optimizers?problem=sparse&noise=0.3&convention=keras&adam.bias_correction=false", 30, 5),
    ("optimizers?convention=tf1&adagrad.root=false&contenders=adagrad,adam", 30, 5),
    ("playground?optimizer=adam&bias_correction=false&lr@5=0.1", 20, 5),
    ("digits?hidden=8&optimizer=adagrad&root=false", 4, 1),
    ("network?start=equal", 10, 1),
    ("hopfield", 200, 20),
    ("hopfield?update=sync&noise=30", 20, 1),
    ("hopfield?rule=storkey&hide=40&side=left", 100, 10),
    ("hopfield?patterns=random&n=64&stored=5&rule=pseudo-inverse&cue=random", 200, 10),
    ("hopfield?patterns=AB&cue=A&normalise=false&spin@3=7~&update@30=sync", 60, 5),
    ("cats", 20, 5),
    ("cats?lr=0.0005&threshold=0.7", 10, 1),
    ("cats?lr@3=0.001", 6, 1),
    ("cats?threshold@2=0.3", 4, 1),
    ("cats?iterations=5", 5, 1),
];

fn course(run: &(&str, u64, u64)) -> Course {
    let recipe = Recipe::parse(run.0).expect(run.0);
    Course::take(&Asked { recipe, last: run.1, every: run.2 }, clock)
        .unwrap_or_else(|e| panic!("{}: {e}", run.0))
}

#[test]
fn what_has_no_code_is_refused_by_name() {
    for (line, name) in
        [("hopfield?bench=capacity", "bench"), ("optimizers?rmsprop.momentum@2=0.5", "rmsprop.momentum")]
    {
        let refused = code::write(&course(&(line, 5, 1)), Language::English).expect_err(line).to_string();
        assert!(refused.contains(&format!("The setting {name} cannot be written")), "{refused}");
    }
}

#[test]
fn notebooks_hold_the_text_and_the_code() {
    for line in ["neuron", "chain"] {
        let course = course(&(line, 3, 1));
        let script = code::write(&course, Language::English).expect(line);
        let notebook =
            code::notebook(&course, &script, Language::English, &nnlab::app::keys::Keymap::default().told())
                .expect(line);
        let read: serde_json::Value = serde_json::from_str(&notebook).expect("JSON");
        let cells = read["cells"].as_array().expect("cells");
        let of = |kind: &str| cells.iter().filter(|cell| cell["cell_type"] == kind).count();
        assert!(of("markdown") > 1 && of("code") > 3, "{line}: {} {}", of("markdown"), of("code"));
    }
}

#[test]
fn scripts_print_the_tables_of_their_runs() {
    let compare = |folder: &Path, run: &(&str, u64, u64), worker| compare(folder, run, &[], worker);
    if let Some(skipped) = python::compare_all(RUNS, |run| run.0, |_| {}, compare) {
        println!("{skipped}");
    }
}

#[test]
fn scripts_read_what_nnlab_reads() {
    let compare =
        |folder: &Path, run: &(&str, &[&str]), worker| compare(folder, &(run.0, 6, 2), run.1, worker);
    if let Some(skipped) = python::compare_all(own::RUNS, |run| run.0, own::write, compare) {
        println!("{skipped}");
    }
}

fn nnlab(folder: &Path, arguments: &[&str]) -> String {
    let done = Command::new(env!("CARGO_BIN_EXE_nnlab")).args(arguments).current_dir(folder).output();
    String::from_utf8(done.expect("nnlab runs").stdout).expect("text")
}

/// Runs nnlab and the script, and compares what they print.
fn compare(folder: &Path, run: &(&str, u64, u64), data: &[&str], worker: usize) -> Result<(), String> {
    let (steps, every) = (run.1.to_string(), run.2.to_string());
    let mut asked = vec!["--steps", &steps, "--every", &every];
    data.iter().for_each(|file| asked.extend(["--data", file]));
    let table = nnlab(folder, &[&["run", run.0, "--format", "csv"], &asked[..]].concat());
    let file = folder.join(format!("script_{worker}.py"));
    let script = nnlab(folder, &[&["code", run.0], &asked[..]].concat());
    std::fs::write(&file, script).map_err(|e| e.to_string())?;
    let done = Command::new("python3").arg("-W").arg("ignore").arg(&file).current_dir(folder).output();
    let done = done.map_err(|e| e.to_string())?;
    let (said, complained) = (String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    if !done.status.success() {
        return Err(format!("the script fails: {complained}"));
    }
    if run.0.starts_with("vectorize") {
        return differences_only(&table, &said);
    }
    let (expected, found): (Vec<&str>, Vec<&str>) = (table.lines().collect(), said.lines().collect());
    if expected.len() != found.len() || expected.first() != found.first() {
        return Err(format!(
            "{} rows for {}: {:?} {:?}",
            found.len(),
            expected.len(),
            found.first(),
            expected.first()
        ));
    }
    for (at, (expected, found)) in expected.iter().zip(&found).enumerate() {
        let pairs = expected.split(',').zip(found.split(','));
        if expected.split(',').count() != found.split(',').count() || !pairs.clone().all(|(a, b)| alike(a, b))
        {
            return Err(format!("row {at}: {found} instead of {expected}"));
        }
    }
    Ok(())
}

/// Times are different every time; that both ways compute the same is not.
fn differences_only(table: &str, said: &str) -> Result<(), String> {
    let last = |text: &str| -> Vec<f64> {
        text.lines().skip(1).filter_map(|line| line.rsplit(',').next()?.parse().ok()).collect()
    };
    let (expected, found) = (last(table), last(said));
    let fit = expected.len() == found.len() && !found.is_empty() && found.iter().all(|x| x.abs() < 1e-9);
    if fit && table.lines().next() == said.lines().next() {
        Ok(())
    } else {
        Err(format!("{said} for {table}"))
    }
}

/// Equal words, or numbers that agree to nine digits.
fn alike(a: &str, b: &str) -> bool {
    match (a.parse::<f64>(), b.parse::<f64>()) {
        (Ok(a), Ok(b)) => (a - b).abs() <= 1e-9 * a.abs().max(b.abs()) || (a - b).abs() < 1e-14,
        _ => a == b,
    }
}
