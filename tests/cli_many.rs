//! Several runs at once, and what the program says about itself: compare, sweep, config, doctor, help.

use assert_cmd::Command;
use std::io::{BufRead as _, BufReader};
use std::process::Stdio;
use std::time::{Duration, Instant};

fn nnlab(arguments: &[&str]) -> (String, String, Option<i32>) {
    let mut command = Command::cargo_bin("nnlab").expect("the program");
    let output = command
        .env_clear()
        .env("NNLAB_HOME", "/nonexistent")
        .env("LANG", "C")
        .args(arguments)
        .output()
        .expect("runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (text(output.stdout), text(output.stderr), output.status.code())
}

/// The cells of the rows of a CSV, without the line of names.
fn rows(csv: &str) -> Vec<Vec<f64>> {
    let cells = |line: &str| line.split(',').map(|cell| cell.parse().unwrap_or(f64::NAN)).collect();
    csv.lines().skip(1).map(cells).collect()
}

/// A column of `nnlab run`.
fn column(line: &str, steps: &str, name: &str) -> Vec<f64> {
    let (csv, _, _) = nnlab(&["run", line, "--steps", steps, "--every", "1", "--format", "csv"]);
    let names: Vec<&str> = csv.lines().next().expect("names").split(',').collect();
    let at = names.iter().position(|known| *known == name).expect("the metric");
    rows(&csv).iter().map(|row| row[at]).collect()
}

#[test]
fn two_runs_are_set_side_by_side_with_what_each_gives_alone() {
    let (a, b) = ("descent?lr=0.1", "descent?lr=0.3");
    let (csv, err, code) = nnlab(&["compare", a, b, "--steps", "6", "--every", "1", "--format", "csv"]);
    assert_eq!((err.as_str(), code), ("", Some(0)));
    let metric =
        csv.lines().next().unwrap().split(',').nth(1).unwrap().strip_suffix("_A").unwrap().to_string();
    let (first, second) = (column(a, "6", &metric), column(b, "6", &metric));
    for (row, (x, y)) in rows(&csv).iter().zip(first.iter().zip(&second)) {
        assert_eq!((row[1], row[2], row[3]), (*x, *y, y - x));
    }
    assert_eq!(rows(&csv).len(), 7);
    let (table, _, _) = nnlab(&["compare", a, b, "--steps", "6"]);
    assert!(table.contains("lr: A = 0.1, B = 0.3"), "{table}");
    assert!(table.contains("They part at step"), "{table}");
    let (same, _, _) = nnlab(&["compare", a, a, "--steps", "6"]);
    assert!(same.contains("All settings are the same.") && same.contains("No metric differs"), "{same}");
}

#[test]
fn unlike_runs_and_unknown_metrics_are_refused() {
    let (_, err, code) = nnlab(&["compare", "descent", "cats"]);
    assert!(err.contains("of one lesson") && code == Some(2), "{err}");
    let (_, err, code) = nnlab(&["compare", "descent", "descent", "--metric", "nothing"]);
    assert!(err.contains("There are:") && code == Some(2), "{err}");
}

#[test]
fn a_sweep_ends_each_run_where_it_ends_alone() {
    let (csv, err, code) =
        nnlab(&["sweep", "neuron", "--set", "lr=0.5,1", "--steps", "20", "--format", "csv"]);
    assert_eq!((err.as_str(), code), ("", Some(0)));
    let names: Vec<&str> = csv.lines().next().unwrap().split(',').collect();
    assert_eq!(names[0], "lr");
    let rows = rows(&csv);
    assert_eq!((rows.len(), rows[0][0], rows[1][0], rows[0][1]), (2, 0.5, 1.0, 20.0));
    for row in &rows {
        let alone = column(&format!("neuron?lr={}", row[0]), "20", names[2]);
        assert_eq!(row[2], alone[20]);
    }
    let (_, err, code) = nnlab(&["sweep", "neuron", "--set", "lr=1"]);
    assert!(err.contains("at least one range") && code == Some(2), "{err}");
    let (_, err, code) = nnlab(&["sweep", "neuron", "--set", "lr=0..1:log:3"]);
    assert!(err.contains("is no range") && code == Some(2), "{err}");
}

#[test]
fn the_program_tells_about_itself() {
    let (config, _, _) = nnlab(&["config"]);
    assert!(config.contains("# theme = \"auto\"") && config.contains("NNLAB_THEME"), "{config}");
    let (doctor, _, code) = nnlab(&["doctor"]);
    assert!(doctor.contains(env!("CARGO_PKG_VERSION")) && code == Some(0), "{doctor}");
    let (paths, _, _) = nnlab(&["paths", "--format", "json"]);
    assert!(paths.contains("\"config\": \"/nonexistent/config.toml\""), "{paths}");
    assert_eq!(nnlab(&["help", "data", "info"]).0, nnlab(&["data", "info", "--help"]).0);
    assert_eq!(nnlab(&["help"]).0, nnlab(&["--help"]).0);
}

#[test]
fn slips_are_answered_with_what_may_be_meant() {
    for (arguments, meant) in [
        (&["lgistic"][..], "Did you mean logistic?"),
        (&["swep"], "Did you mean sweep?"),
        (&["run", "optimisers"], "Did you mean optimizers?"),
        (&["run", "network", "--set", "iteratons=3"], "Did you mean iterations?"),
        (&["help", "comparr"], "Did you mean compare?"),
    ] {
        let (_, err, code) = nnlab(arguments);
        assert!(err.contains(meant) && code == Some(2), "{arguments:?}: {err}");
    }
}

/// Whoever reads a slow run through a pipe has its rows long before its end.
#[test]
fn rows_of_a_long_run_reach_a_pipe_before_its_end() {
    let program = assert_cmd::cargo::cargo_bin("nnlab");
    let mut child = std::process::Command::new(program)
        .args(["run", "playground", "--steps", "1000000000", "--every", "10", "--format", "csv"])
        .env("NNLAB_HOME", "/nonexistent")
        .stdout(Stdio::piped())
        .spawn()
        .expect("runs");
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    let began = Instant::now();
    let third = lines.nth(2).expect("a row").expect("text");
    child.kill().expect("it ends");
    child.wait().expect("it ended");
    assert!(third.starts_with("10,"), "{third}");
    // The run itself would take hours.
    assert!(began.elapsed() < Duration::from_secs(300));
}
