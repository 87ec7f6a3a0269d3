//! The command line in both languages: help, refusals, exit codes, closed and full outputs.

use assert_cmd::Command;
use std::process::Stdio;

fn nnlab(arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("nnlab").expect("the program");
    command.env_clear().env("NNLAB_HOME", "/nonexistent").env("LANG", "C").args(arguments);
    command
}

/// Standard output, standard error and exit code.
fn run(arguments: &[&str]) -> (String, String, Option<i32>) {
    let output = nnlab(arguments).output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (text(output.stdout), text(output.stderr), output.status.code())
}

/// Whether text holds a Chinese character.
fn chinese(words: &str) -> bool {
    words.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

#[test]
fn help_speaks_the_language_asked_for() {
    for arguments in [&["--help"][..], &["-h"], &["run", "--help"], &["run", "-h", "--lang", "en"]] {
        let (out, err, code) = run(arguments);
        assert!(out.contains("Usage\n  nnlab") && out.contains("Examples"), "{out}");
        assert!(!chinese(&out) && err.is_empty());
        assert_eq!(code, Some(0));
    }
    let asked_for = [
        run(&["--lang", "zh", "--help"]).0,
        run(&["--help", "--lang=zh"]).0,
        String::from_utf8(nnlab(&["--help"]).env("NNLAB_LANG", "zh").output().expect("runs").stdout)
            .expect("text"),
        String::from_utf8(nnlab(&["--help"]).env("LANG", "zh_CN.UTF-8").output().expect("runs").stdout)
            .expect("text"),
    ];
    for out in asked_for {
        assert!(out.contains("用法\n  nnlab [命令] [选项] [课程]") && out.contains("示例"), "{out}");
    }
    assert!(chinese(&run(&["run", "--help", "--lang", "zh"]).0));
}

#[test]
fn the_version_is_that_of_the_package() {
    assert_eq!(
        run(&["--version"]),
        (format!("nnlab {}\n", env!("CARGO_PKG_VERSION")), String::new(), Some(0))
    );
}

#[test]
fn what_cannot_be_asked_for_gets_a_sentence_in_both_languages_and_exit_code_2() {
    let refused: [(&[&str], &str); 12] = [
        (&["--no-such-option"], "--no-such-option"),
        (&["run"], "<LESSON>"),
        (&["run", "no-such-lesson"], "no-such-lesson"),
        (&["no-such?lr=1"], "no-such"),
        (&["run", "no-such", "--format", "xml"], "xml"),
        (&["run", "no-such", "--every", "0"], "--every 0"),
        (&["run", "no-such", "--every", "1e3"], "1e3"),
        (&["run", "no-such", "--steps", "-1"], "-1"),
        (&["run", "no-such", "--steps", "99999999999999999999"], "--steps"),
        (&["run", "no-such", "--steps", "1", "--steps", "2"], "--steps"),
        (&["--lang", "fr"], "fr"),
        (&["no-such", "list"], "list"),
    ];
    for (arguments, detail) in refused {
        let (out, err, code) = run(arguments);
        assert_eq!((out.as_str(), code), ("", Some(2)), "{arguments:?}: {err}");
        assert!(err.starts_with("nnlab: ") && err.contains(detail) && !chinese(&err), "{arguments:?}: {err}");
        let zh = nnlab(arguments).env("LANG", "zh_CN.UTF-8").output().expect("it runs");
        let err = String::from_utf8(zh.stderr).expect("text");
        assert!(chinese(&err) && zh.status.code() == Some(2), "{arguments:?}: {err}");
    }
}

#[test]
fn a_word_that_steers_a_terminal_is_not_repeated() {
    for arguments in
        [&["\u{1b}]0;pwned\u{7}"][..], &["run", "\u{1b}[2J"], &["--\u{1b}[2J"], &["--lang", "\u{1b}c"]]
    {
        let (out, err, code) = run(arguments);
        assert!(
            !out.contains('\u{1b}') && !err.contains('\u{1b}') && code == Some(2),
            "{arguments:?}: {err}"
        );
    }
    let long = "a".repeat(100_000);
    let (_, err, code) = run(&[&long]);
    assert!(err.len() < 1000 && code == Some(2));
}

#[test]
fn a_reader_who_has_seen_enough_is_no_error_and_a_full_disk_is() {
    let program = assert_cmd::cargo::cargo_bin("nnlab");
    let mut child = std::process::Command::new(&program)
        .args(["completions", "bash"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("/dev/full");
    let output = std::process::Command::new(program).arg("--help").stdout(full).output().expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot be written"));
}

#[test]
fn completions_and_paths_are_printed() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let (out, err, code) = run(&["completions", shell]);
        assert!(
            out.contains("nnlab") && out.contains("every") && err.is_empty() && code == Some(0),
            "{shell}"
        );
    }
    let (out, _, code) = run(&["paths"]);
    assert!(out.contains("/nonexistent/config.toml") && out.contains("/nonexistent/progress.toml"), "{out}");
    assert_eq!(code, Some(0));
}

#[test]
fn a_line_from_elsewhere_opens_no_file_by_itself() {
    for line in ["hopfield?patterns=/etc/hosts", "hopfield?cue=./Cargo.toml", "hopfield?patterns@3=notes.txt"]
    {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_nnlab"))
            .args(["show", line])
            .output()
            .expect("it runs");
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{line}: {complaint}");
        assert!(complaint.contains("--set"), "{complaint}");
    }
}

/// Without a screen too it is said what is wrong with the settings; the rows come all the same.
#[test]
fn a_wrong_variable_is_said_without_a_screen() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_nnlab"))
        .args(["run", "slope", "--steps", "1", "--format", "csv"])
        .envs([("NNLAB_HOME", "/nonexistent"), ("NNLAB_THEME", "blue"), ("NNLAB_COLOUR", "16")])
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("NNLAB_THEME: it takes auto, dark") && said.contains("not \"blue\""), "{said}");
    assert!(said.contains("Did you mean NNLAB_COLOR?"), "{said}");
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stdout).lines().count()), (Some(0), 3));
}

/// What beginners type, and the way on from there.
#[test]
fn slips_of_beginners_are_shown_the_way() {
    for (words, wanted) in [
        (
            &["rnu", "cats"][..],
            "\"cats\" is a lesson, and what stands before it is no command. Did you mean run?",
        ),
        (&["CATS"], "Did you mean cats?"),
        (&["run", "playground", "--set", "data=spirl"], "Did you mean spiral?"),
        (&["points.csv"], "nnlab logistic --data FILE"),
        (&["cats", "--set", "lr=0.1"], "nnlab 'cats?lr=0.1'"),
    ] {
        let out =
            std::process::Command::new(env!("CARGO_BIN_EXE_nnlab")).args(words).output().expect("it runs");
        let said = String::from_utf8_lossy(&out.stderr).into_owned();
        assert!(out.status.code() == Some(2) && said.contains(wanted), "{words:?}: {said}");
    }
}
