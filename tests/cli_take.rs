//! What can be taken along: share lines, films, single views, lines of JSON.

use assert_cmd::Command;
use std::path::Path;

fn nnlab(arguments: &[&str]) -> (String, String, Option<i32>) {
    let mut command = Command::cargo_bin("nnlab").expect("the program");
    let command = command.env_clear().env("NNLAB_HOME", "/nonexistent").env("LANG", "C");
    let output = command.args(arguments).output().expect("runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (text(output.stdout), text(output.stderr), output.status.code())
}

fn words(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

#[test]
fn a_share_line_gives_the_numbers_of_the_run() {
    let (line, _, code) = nnlab(&["share", "logistic", "--set", "lr=0.3", "--seed", "4", "--steps", "30"]);
    assert_eq!((line.as_str(), code), ("logistic?lr=0.3&seed=4&step=30\n", Some(0)));
    let run =
        |arguments: &[&str]| nnlab(&[&["run"], arguments, &["--format", "csv", "--every", "7"]].concat()).0;
    assert_eq!(run(&[line.trim()]), run(&["logistic", "--set", "lr=0.3", "--seed", "4", "--steps", "30"]));
}

#[test]
fn own_data_are_in_the_line_and_changed_data_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = folder.path().join("my table.csv");
    let rows = |shift: f64| {
        let row =
            |k: u32| format!("{},{},{}\n", f64::from(k) + shift, f64::from(k * 7 % 5), u32::from(k > 10));
        format!("a,b,y\n{}", (0..20).map(row).collect::<String>())
    };
    std::fs::write(&table, rows(0.0)).expect("written");
    let (line, err, code) = nnlab(&["share", "logistic", "--data", words(&table), "--steps", "5"]);
    assert_eq!((err.as_str(), code), ("", Some(0)));
    assert!(line.contains("&seal=") || line.contains("?file="), "{line}");
    let (_, _, code) = nnlab(&["run", line.trim()]);
    assert_eq!(code, Some(0));
    std::fs::write(&table, rows(0.5)).expect("written");
    let (_, err, code) = nnlab(&["run", line.trim()]);
    assert!(code == Some(1) && err.contains("my table.csv") && err.contains("changed"), "{err}");
    let (_, err, code) = nnlab(&["share", line.trim()]);
    assert!(code == Some(1) && err.contains("changed"), "{err}");
}

/// The line that rows say before them makes the same rows again; without the flag they are bare.
#[test]
fn rows_say_which_run_made_them_where_it_is_asked_for() {
    for lesson in ["logistic", "vectorize", "chain", "hopfield"] {
        let asked = ["run", lesson, "--steps", "2", "--every", "1", "--format", "csv"];
        let bare = nnlab(&asked).0;
        let (named, err, code) = nnlab(&[&asked[..], &["--recipe"]].concat());
        assert_eq!((err.as_str(), code), ("", Some(0)), "{lesson}");
        let (first, rows) = named.split_once('\n').expect("lines");
        let line = first.strip_prefix("# nnlab ").and_then(|first| first.split_once(": ")).expect(first).1;
        assert!(line.starts_with(lesson) && line.contains("step=2"), "{first}");
        if lesson != "vectorize" {
            assert_eq!(rows, bare);
            assert_eq!(nnlab(&["run", line, "--every", "1", "--format", "csv"]).0, bare, "{line}");
        }
    }
    let json = nnlab(&["run", "slope", "--steps", "2", "--format", "json", "--recipe"]).0;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(
        (json["recipe"].as_str(), json["rows"].as_array().map(Vec::len)),
        (Some("slope?step=2"), Some(3))
    );
}

#[test]
fn what_no_line_could_open_again_is_refused() {
    let refused: [(&[&str], &str); 4] = [
        (&["share", "vectorize"], "measures times"),
        (&["share", "logistic", "--data", "/nonexistent/x.csv"], "x.csv"),
        (&["share", "cats", "--set", "predict=/tmp/cat.png"], "no line"),
        (&["share", "no-such"], "no-such"),
    ];
    for (arguments, word) in refused {
        let (out, err, code) = nnlab(arguments);
        assert!(
            out.is_empty() && err.contains(word) && code.is_some_and(|code| code > 0),
            "{arguments:?}: {err}"
        );
    }
}

#[test]
fn films_are_written_by_the_end_of_their_name_and_replace_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let (cast, page) = (folder.path().join("a.cast"), folder.path().join("a.html"));
    let film = |file: &Path, more: &[&str]| {
        let run = ["record", "chain", "--steps", "2", "--every", "1", "--size", "80x24", "-o", words(file)];
        nnlab(&[&run, more].concat())
    };
    assert_eq!(film(&cast, &[]).2, Some(0));
    let written = std::fs::read_to_string(&cast).expect("a film");
    assert_eq!(written.lines().count(), 1 + 3 + 1);
    assert!(written.starts_with("{") && written.contains("\"version\":2"), "{written:.200}");
    assert_eq!(film(&page, &["--phases"]).2, Some(0));
    let written = std::fs::read_to_string(&page).expect("a film");
    assert!(written.starts_with("<!DOCTYPE html>") && written.matches("<figure ").count() > 3);
    let (_, err, code) = film(&page, &[]);
    assert!(code != Some(0) && err.contains("--force"), "{err}");
    assert_eq!(film(&page, &["--force"]).2, Some(0));
    let (_, err, code) = film(Path::new("/dev/null"), &["--force"]);
    assert!(code != Some(0) && err.contains("/dev/null"), "{err}");
}

#[test]
fn one_view_can_be_had_alone() {
    let show = |view: &str, more: &[&str]| {
        nnlab(&[&["show", "chain?step=3", "--view", view, "--size", "50x9"], more].concat())
    };
    let (out, _, code) = show("graph", &[]);
    assert_eq!((out.lines().count(), code), (9, Some(0)));
    assert!(show("graph", &["--format", "svg"]).0.starts_with("<svg"));
    let (_, err, code) = show("no-such", &[]);
    assert!(code == Some(2) && err.contains("graph"), "{err}");
}

/// Two runs in one picture and in one film: each with its own settings, both at the step of the first.
#[test]
fn two_runs_stand_side_by_side_in_pictures_and_films() {
    let (a, b) = ("descent?lr=0.1&step=3", "descent?lr=0.05&step=1");
    let pair = |first: &str, second: &str, more: &[&str]| {
        nnlab(&[&["show", first, "--beside", second, "--size", "100x30"], more].concat())
    };
    let (frame, err, code) = pair(a, b, &[]);
    assert_eq!((err.as_str(), code), ("", Some(0)));
    // Text is for this terminal, which shows ASCII alone; a picture is not.
    for words in
        ["step 3", "A learning rate a 0.1", "B learning rate a 0.05", "They part at step 1: ", "B - A"]
    {
        assert!(frame.contains(words), "{words}\n{frame}");
    }
    let (svg, _, _) = pair(b, a, &["--lang", "zh", "--format", "svg"]);
    assert!(svg.contains("学习率") && svg.contains("α"), "{svg}");
    let folder = tempfile::tempdir().expect("a folder");
    let (png, page) = (folder.path().join("pair.png"), folder.path().join("pair.html"));
    assert_eq!(pair(a, b, &["-o", words(&png)]).2, Some(0));
    assert!(std::fs::read(&png).expect("a picture").starts_with(b"\x89PNG"));
    let film = ["record", a, "--beside", b, "--steps", "2", "--every", "1", "--size", "100x30"];
    assert_eq!(nnlab(&[&film[..], &["-o", words(&page)]].concat()).2, Some(0));
    let page = std::fs::read_to_string(&page).expect("a film");
    assert_eq!(page.matches("B learning rate α 0.05").count(), 3, "in every frame");
    let refused: [(&[&str], &str); 4] = [
        (&["show", a, "--beside", "slope"], "descent and slope"),
        (&["show", a, "--beside", b, "--view", "cost"], "--view"),
        (&["show", "--beside", b], "LESSON"),
        (&["show", a, "--beside", "descent?lr=fast"], "\"fast\""),
    ];
    for (arguments, word) in refused {
        let (out, err, code) = nnlab(arguments);
        assert!(out.is_empty() && err.contains(word) && code > Some(0), "{arguments:?}: {err}");
    }
}

#[test]
fn lines_of_json_are_the_rows() {
    let run = |format: &str| nnlab(&["run", "neuron", "--steps", "20", "--every", "5", "--format", format]).0;
    let lines: Vec<serde_json::Value> =
        run("jsonl").lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(
        serde_json::Value::from(lines),
        serde_json::from_str::<serde_json::Value>(&run("json")).expect("JSON")
    );
}

#[test]
fn the_version_tells_more_when_asked() {
    let (short, long) = (nnlab(&["--version"]).0, nnlab(&["--version", "--verbose"]).0);
    assert!(long.starts_with(&short) && long.lines().count() > 4, "{long}");
    assert_eq!(nnlab(&["--verbose"]).2, Some(2));
}

/// A request that is refused leaves the file alone that it was to replace, and makes none.
#[test]
fn a_request_that_fails_replaces_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let (old, new) = (folder.path().join("old.csv"), folder.path().join("new.csv"));
    std::fs::write(&old, "kept\n").expect("written");
    for (file, wrong) in [(&old, "lrr=1"), (&old, "lr=fast"), (&new, "lrr=1")] {
        let (_, err, code) =
            nnlab(&["run", "neuron", "--steps", "2", "--set", wrong, "--force", "-o", words(file)]);
        assert!(code == Some(2) && !err.is_empty(), "{err}");
    }
    assert_eq!(std::fs::read_to_string(&old).expect("there"), "kept\n");
    assert!(!new.exists(), "it holds nothing");
    assert_eq!(nnlab(&["run", "neuron", "--steps", "2", "--force", "-o", words(&old)]).2, Some(0));
    let rows = std::fs::read_to_string(&old).expect("there");
    assert!(rows.lines().count() == 4 && !rows.contains("kept"), "{rows}");
}

/// Lessons that learn weights, with few steps, and an optimizer that remembers.
const LEARNERS: [(&str, &str, &str); 6] = [
    ("cats", "6", "15"),
    ("playground?optimizer=adam&hidden=4", "30", "70"),
    ("network", "9", "20"),
    ("neuron", "9", "20"),
    ("logistic", "9", "20"),
    ("hopfield", "20", "45"),
];

#[test]
fn weights_that_are_loaded_go_on_bit_by_bit() {
    let folder = tempfile::tempdir().expect("a folder");
    for (at, (line, first, last)) in LEARNERS.into_iter().enumerate() {
        let end = ["h5", "npz", "safetensors"][at % 3];
        let [file, then, once] = ["a", "b", "c"].map(|name| folder.path().join(format!("{at}{name}.{end}")));
        let write = |arguments: &[&str], file: &Path| {
            let (_, err, code) = nnlab(&[&["weights"], arguments, &["-o", words(file)]].concat());
            assert_eq!((err.as_str(), code), ("", Some(0)), "{line}");
        };
        write(&[line, "--steps", first], &file);
        write(&["--load", words(&file), "--steps", last], &then);
        write(&[line, "--steps", last], &once);
        let bytes = |path: &Path| std::fs::read(path).expect("written");
        assert!(bytes(&then) == bytes(&once), "{line} goes on otherwise");
        assert!(bytes(&file) != bytes(&once), "{line} learns nothing");
        let rows = |arguments: &[&str]| {
            let csv =
                nnlab(&[&["run"], arguments, &["--steps", last, "--every", "1", "--format", "csv"]].concat())
                    .0;
            csv.lines().map(str::to_string).collect::<Vec<_>>()
        };
        let (whole, rest) = (rows(&[line]), rows(&["--load", words(&file)]));
        assert_eq!(rest[1..], whole[whole.len() + 1 - rest.len()..], "{line}");
    }
}

#[test]
fn weights_that_were_changed_are_not_gone_on_from() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("w.safetensors");
    assert_eq!(nnlab(&["weights", "neuron", "--steps", "9", "-o", words(&file)]).2, Some(0));
    let mut bytes = std::fs::read(&file).expect("written");
    *bytes.last_mut().expect("weights") ^= 1;
    std::fs::write(&file, bytes).expect("written");
    let (out, err, code) = nnlab(&["run", "--load", words(&file), "--steps", "20"]);
    assert!(out.is_empty() && err.contains("not those of the run") && code == Some(1), "{err}");
    let none = folder.path().join("s.npz");
    let refused: [(&[&str], &str); 4] = [
        (&["run", "--load", words(&file), "--set", "lr=2"], "--set"),
        (&["run", "cats", "--load", words(&file)], "neuron"),
        (&["weights", "slope", "-o", words(&none)], "no weights"),
        (&["weights", "cats", "-o", "w.pkl"], ".npz"),
    ];
    for (arguments, word) in refused {
        let (_, err, code) = nnlab(arguments);
        assert!(err.contains(word) && code == Some(2), "{arguments:?}: {err}");
    }
}
