//! Headless runs: rows, formats, exit codes. The numbers are those of the curriculum.

use assert_cmd::Command;

/// Standard output, standard error and exit code.
fn nnlab(arguments: &[&str]) -> (String, String, Option<i32>) {
    let mut command = Command::cargo_bin("nnlab").expect("the program");
    let command = command.env_clear().env("NNLAB_HOME", "/nonexistent").env("LANG", "C");
    let output = command.args(arguments).output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (text(output.stdout), text(output.stderr), output.status.code())
}

#[test]
fn a_table_of_nodes_comes_out_in_every_format() {
    // CURRICULUM, lesson 2: 7, 4, 2 give u 8, v 15, J 45 and the gradients 3, 6, 12, 3, 3.
    let (csv, err, code) = nnlab(&["run", "chain", "--format", "csv"]);
    assert_eq!((err.as_str(), code), ("", Some(0)));
    let mut rows = csv.lines().map(|line| line.split(',').collect::<Vec<_>>());
    assert_eq!(rows.next().expect("a heading"), ["node", "expression", "value", "gradient", "numeric"]);
    let found: Vec<_> =
        rows.map(|row| (row[0].to_string(), row[2].to_string(), row[3].to_string())).collect();
    let expected = [
        ("a", "7", "3"),
        ("b", "4", "6"),
        ("c", "2", "12"),
        ("u", "8", "3"),
        ("v", "15", "3"),
        ("J", "45", "1"),
    ];
    assert_eq!(found, expected.map(|(node, value, gradient)| (node.into(), value.into(), gradient.into())));

    let (json, _, _) = nnlab(&["run", "chain", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("valid JSON");
    assert_eq!(json[5]["node"], "J");
    assert_eq!(json[5]["value"], 45.0);
    let (table, _, _) = nnlab(&["run", "chain"]);
    assert_eq!(table.lines().count(), 7);
}

#[test]
fn a_row_stands_for_the_state_before_its_step() {
    let (csv, _, code) = nnlab(&["run", "cats", "--steps", "7", "--every", "3", "--format", "csv"]);
    let rows: Vec<Vec<&str>> = csv.lines().map(|line| line.split(',').collect()).collect();
    assert_eq!(code, Some(0));
    assert_eq!(rows[0], ["step", "cost", "train_accuracy", "test_accuracy"]);
    assert_eq!(rows[1..].iter().map(|row| row[0]).collect::<Vec<_>>(), ["0", "3", "6", "7"]);
    // At w = 0 every answer is one half: the cost is ln 2.
    let cost: f64 = rows[1][1].parse().expect("a number");
    assert!((cost - std::f64::consts::LN_2).abs() < 1e-12);
    // The same run, asked for otherwise.
    assert_eq!(nnlab(&["run", "cats?step=7", "--every", "3", "--format", "csv"]).0, csv);
    assert_eq!(
        nnlab(&["run", "cats", "--set", "lr=0.005", "--steps", "7", "--every", "3", "--format", "csv"]).0,
        csv
    );
}

#[test]
fn a_run_ends_where_it_is_told_or_where_the_lesson_ends() {
    let steps = |arguments: &[&str]| {
        let (csv, err, code) = nnlab(&[&["run"], arguments, &["--format", "csv"]].concat());
        assert_eq!((err.as_str(), code), ("", Some(0)), "{arguments:?}");
        csv.lines().skip(1).map(|row| row.split(',').next().unwrap_or("").to_string()).collect::<Vec<_>>()
    };
    assert_eq!(steps(&["cats", "--steps", "2003", "--every", "1000"]), ["0", "1000", "2000", "2003"]);
    assert_eq!(steps(&["cats", "--set", "iterations=9", "--steps", "2003", "--every", "6"]), ["0", "6", "9"]);
    assert_eq!(steps(&["cats", "--steps", "0"]), ["0"]);
    assert_eq!(steps(&["slope", "--steps", "1000", "--every", "1"]), steps(&["slope"]));
}

#[test]
fn a_run_that_breaks_off_says_why_and_ends_its_output() {
    // 2/λmax is 0.2 on this bowl: every step of 5 overshoots farther, until numbers end.
    let arguments =
        ["run", "descent", "--set", "cost=bowl", "--set", "lr=5", "--steps", "5000", "--every", "10"];
    let (out, err, code) = nnlab(&[&arguments[..], &["--format", "json"]].concat());
    let rows: serde_json::Value = serde_json::from_str(&out).expect("valid JSON");
    assert!(rows.as_array().expect("an array").len() > 2);
    assert!(err.starts_with("nnlab: Stopped at step ") && code == Some(1), "{err}");
    let (_, err, _) = nnlab(&[&arguments[..], &["--lang", "zh"]].concat());
    assert!(err.starts_with("nnlab: 在第 "), "{err}");
}

#[test]
fn an_interrupted_run_ends_its_output() {
    use std::io::{BufRead as _, BufReader, Read as _};
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("nnlab"))
        .args(["run", "descent", "--steps", "100000000", "--every", "1", "--format", "json"])
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("it runs");
    let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut words = String::new();
    out.read_line(&mut words).expect("the run has begun");
    let id = child.id().to_string();
    let sent = std::process::Command::new("kill").args(["-INT", &id]).status().expect("a signal");
    assert!(sent.success());
    out.read_to_string(&mut words).expect("the rest");
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
    let rows: serde_json::Value = serde_json::from_str(&words).expect("valid JSON");
    assert!(rows.as_array().is_some_and(|rows| !rows.is_empty()));
}

#[test]
fn machines_read_the_same_whatever_the_language() {
    let arguments = ["run", "cats", "--steps", "2", "--format", "csv"];
    assert_eq!(nnlab(&arguments).0, nnlab(&[&arguments[..], &["--lang", "zh"]].concat()).0);
    assert!(nnlab(&["run", "cats", "--steps", "2", "--lang", "zh"]).0.contains("代价"));
    assert!(nnlab(&["list", "--lang", "zh"]).0.contains("课程"));
}

#[test]
fn bad_values_get_a_sentence_and_no_output() {
    let refused: [(&[&str], &str, i32); 10] = [
        (&["run", "cats", "--set", "lr=nan"], "(lr) takes", 2),
        (&["run", "cats", "--set", "lr="], "(lr) takes", 2),
        (&["run", "cats", "--set", "lr"], "NAME=VALUE", 2),
        (&["run", "cats", "--set", "no_such=1"], "no_such", 2),
        (&["run", "chain", "--set", "f=3*(a+"], "at character", 2),
        (&["run", "cats", "--seed", "-1"], "The seed", 2),
        (&["run", "cats", "--data", ""], "--data", 2),
        (&["run", "cats", "--data", "\u{1b}]0;pwned\u{7}"], "control characters", 2),
        (&["run", "cats", "--data", "/dev/zero"], "/dev/zero", 1),
        (&["run", "cats", "--data", "/nonexistent.h5"], "/nonexistent.h5", 1),
    ];
    for (arguments, detail, expected) in refused {
        let (out, err, code) = nnlab(arguments);
        assert_eq!((out.as_str(), code), ("", Some(expected)), "{arguments:?}: {err}");
        assert!(err.starts_with("nnlab: ") && err.contains(detail) && !err.contains('\u{1b}'), "{err}");
    }
}

#[test]
fn a_frame_is_printed_in_every_format() {
    let (text, err, code) = nnlab(&["show", "chain?step=3", "--size", "100x30", "--format", "text"]);
    assert_eq!((err.as_str(), code), ("", Some(0)));
    assert_eq!(text.lines().count(), 30);
    assert!(!text.contains('\u{1b}'));
    let (ansi, _, _) =
        nnlab(&["show", "chain?step=3", "--size", "100x30", "--format", "ansi", "--color", "always"]);
    assert!(ansi.contains("\u{1b}[0;"));
    let (svg, _, _) = nnlab(&["show", "chain?step=3", "--size", "100x30", "--format", "svg"]);
    assert!(svg.starts_with("<svg ") && svg.contains("width=\"816\" height=\"496\""));
    for size in ["0x0", "80", "axb", "99999999x99999999", "-1x5"] {
        assert_eq!(nnlab(&["show", "chain", "--size", size]).2, Some(2), "{size}");
    }
    let (_, err, code) = nnlab(&["show", "chain", "-o", "frame.jpg"]);
    assert!(err.contains(".svg") && err.contains(".jpg") && code == Some(2), "{err}");
}

#[test]
fn data_is_made_described_and_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().to_str().expect("a name");
    let (out, err, code) = nnlab(&["data", "make", "-o", path]);
    assert_eq!((err.as_str(), code, out.lines().count()), ("", Some(0), 2));
    let shipped = |name: &str| std::fs::read(format!("{}/datasets/{name}", env!("CARGO_MANIFEST_DIR")));
    for name in ["cats.h5", "digits.h5"] {
        let made = std::fs::read(folder.path().join(name)).expect("made");
        assert!(made == shipped(name).expect("shipped"), "{name} is not the shipped one");
    }
    let (out, _, code) = nnlab(&["data", "info", &format!("{path}/cats.h5")]);
    assert!(out.contains("train_set_x") && out.contains("(209, 64, 64, 3)") && code == Some(0), "{out}");
    assert_eq!(nnlab(&["data", "info", "/dev/null"]).2, Some(1));
    assert_eq!(nnlab(&["data"]).2, Some(2));
    assert_eq!(nnlab(&["data", "pack", "--class", "cat", "a", "-o", "b"]).2, Some(2));
}

/// A column that is the same in every row is named, with what the run prints and on the screen.
#[test]
fn a_column_of_no_variance_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = folder.path().join("rooms.csv");
    let rows: String =
        (0..40).map(|k| format!("{},7,{}\n", (k * 7) % 40, u32::from((k * 7) % 40 > 20))).collect();
    std::fs::write(&table, format!("hours,room,passed\n{rows}")).expect("written");
    let table = table.to_str().expect("a path");
    for lesson in ["logistic", "playground", "network"] {
        let said = "room is 7 in every row: it tells no example from another.";
        let (rows, err, code) = nnlab(&["run", lesson, "--data", table, "--steps", "2", "--format", "csv"]);
        assert_eq!((err, code), (format!("nnlab: {said}\n"), Some(0)), "{lesson}");
        assert_eq!(rows.lines().count(), 4, "{lesson}");
        let (_, err, _) = nnlab(&["run", lesson, "--data", table, "--steps", "2", "--quiet"]);
        assert_eq!(err, "", "{lesson}");
        // At the start it comes first, so that a single row has room for it.
        let size = ["--size", "160x50", "--format", "text"];
        let (screen, _, _) = nnlab(&[&["show", lesson, "--data", table][..], &size[..]].concat());
        assert!(screen.contains(said), "{lesson}\n{screen}");
    }
}
