//! Stories, glossary and progress on the command line, with the learner's words through a pipe.

use assert_cmd::Command;
use std::fs;
use std::path::Path;

/// The program with a home of its own.
fn nnlab(home: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("nnlab").expect("the program");
    command.env("NNLAB_HOME", home).env("LANG", "C").env_remove("NNLAB_LANG").args(arguments);
    command
}

fn said(home: &Path, arguments: &[&str], typed: &str) -> String {
    let run = nnlab(home, arguments).write_stdin(typed).assert().success();
    String::from_utf8(run.get_output().stdout.clone()).expect("text")
}

fn refused(home: &Path, arguments: &[&str]) -> String {
    let run = nnlab(home, arguments).assert().code(2);
    String::from_utf8(run.get_output().stderr.clone()).expect("text")
}

#[test]
fn a_story_is_told_line_by_line_and_what_was_solved_is_kept() {
    let home = tempfile::tempdir().expect("a home");
    let typed = "7\n\nhint\n5\n6\n\n10\n\nstay\n\nrise\n\n0.1\n\n1/4\n\n";
    let told = said(home.path(), &["learn", "slope", "--plain"], typed);
    assert!(told.contains("1/7  Two points make a slope") && told.contains("Right: 7."), "{told}");
    assert!(told.contains("You said 5; that is too large. Try once more;"), "{told}");
    assert!(told.contains("You said 6; it is 4.1."), "{told}");
    assert!(told.contains("6 of 7 tasks solved"), "{told}");
    let frame = |c: char| ('\u{2500}'..='\u{28ff}').contains(&c) || c == '\x1b';
    assert!(!told.replace(['●', '◆'], "").contains(frame), "{told}");
    let kept = said(home.path(), &["progress", "--format", "csv"], "");
    assert!(kept.contains("slope,6,7,0,at-five by-rule no-bend rise-run turning where-steepest"), "{kept}");
    said(home.path(), &["progress", "--reset", "slope"], "");
    assert!(said(home.path(), &["progress", "--format", "csv"], "").contains("slope,0,7,,"));
    assert!(refused(home.path(), &["progress", "--reset", "slop"]).contains("slop"));
}

#[test]
fn orders_work_in_a_story_and_an_input_that_ends_is_no_error() {
    let home = tempfile::tempdir().expect("a home");
    let typed = "set a=3\nnumbers\nmore\nhelp\nnonsense\nshow\nback\n";
    let told = said(home.path(), &["learn", "slope", "--plain"], typed);
    for words in
        ["quotient 7", "difference quotient", "hint, show, more", "not \"nonsense\"", "The answer: 7"]
    {
        assert!(told.contains(words), "{words} in\n{told}");
    }
    let practised = said(home.path(), &["learn", "slope", "--plain"], "next\nnext\nnext\nnext\nnext\nnext\n");
    assert!(practised.contains("7/7"), "{practised}");
    let practised =
        said(home.path(), &["learn", "slope", "--plain"], "practice\n1e9\n1e9\nhint\n1e9\nshow\n\nquit\n");
    assert!(practised.contains("0 of 2 right at once") && practised.contains("The answer: "), "{practised}");
    let chinese = said(home.path(), &["learn", "slope", "--plain", "--lang", "zh"], "7\n");
    assert!(chinese.contains("正确：7。"), "{chinese}");
}

const CLASS: &str = "---
language: en
title: Monday's class
---

# Slopes
lesson: slope
hide: h

## Look {#look}
scene: slope?h=1

The quotient is {quotient}.

### Next {#next}
number: quotient@+1

What comes next?

# Chains
lesson: chain

## Forward {#forward}

Begin.

### Sum {#sum}
number: value.J@end

What is J?

# Down
lesson: descent

## Walk {#walk}

Take a step.
";

/// The number that a card asks for is not among those of the step before it is answered.
#[test]
fn an_answer_is_not_told_before_it_is_given() {
    let home = tempfile::tempdir().expect("a home");
    let told = said(home.path(), &["learn", "logistic", "--plain"], "next\nnext\n1\n1\n");
    assert!(told.contains("that is too large. Try once more;"), "{told}");
    let (before, after) = told.split_once("Not so. You said 1; it is ").expect("refused");
    assert!(before.contains("cost J ?") && after.starts_with("0.83111476."), "{told}");
}

#[test]
fn a_teachers_file_is_told_checked_and_printed() {
    let home = tempfile::tempdir().expect("a home");
    let file = home.path().join("monday.md");
    fs::write(&file, CLASS).expect("written");
    let name = file.to_str().expect("a name");
    let checked = said(home.path(), &["story", "check", name], "");
    assert!(checked.contains("Monday's class: 3 lesson(s), 3 cards, 2 tasks"), "{checked}");
    let told = said(home.path(), &["learn", "--story", name, "--plain"], "4.1\n\n45\n\n\n");
    assert!(told.contains("Right: 4.1.") && told.contains("Right: 45."), "{told}");
    assert!(said(home.path(), &["progress", "--format", "csv"], "").contains("monday/chain,1,"));
    let printed = said(home.path(), &["story", "print", name], "");
    assert!(printed.contains("What comes next?") && !printed.contains("4.1"), "{printed}");
    let printed = said(home.path(), &["story", "print", name, "--answers"], "");
    assert!(printed.contains("1. Next: **4.1**"), "{printed}");
}

#[test]
fn a_broken_file_is_answered_with_line_and_reason() {
    let home = tempfile::tempdir().expect("a home");
    let file = home.path().join("broken.md");
    for (from, to, line, reason) in [
        ("lesson: chain", "lesson: chains", 20, "There is no lesson"),
        ("hide: h", "hide: zz", 6, "no parameter or view \"zz\""),
        ("{quotient}", "{quotent}", 10, "no number \"quotent\""),
        ("{quotient}", "{quotient", 10, "not closed"),
        ("number: quotient@+1", "numbre: quotient@+1", 15, "what it asks for"),
        ("number: quotient@+1", "number: quotient@+1\nhnit: x", 17, "\"hnit:\" means nothing"),
        ("scene: slope?h=1", "scene: slope?h=-1", 10, "takes a number from"),
        ("{#next}", "{#look}", 15, "twice"),
        ("Take a step.", "Take 4711 steps.", 35, "written by hand"),
        (
            "language: en",
            "language: fr",
            2,
            "nnlab does not speak \"fr\": write language: en or language: zh",
        ),
        ("language: en", "language: english", 2, "does not speak \"english\""),
        ("language: en", "language:", 2, "\"language:\" has no value"),
        ("language: en", "Language: en", 2, "\"Language: en\" is no field"),
        ("language: en", "langauge: en", 2, "\"langauge:\" means nothing here; there are language, title"),
        ("language: en", "language: en\nlanguage: zh", 3, "\"language:\" stands here twice, first in line 2"),
        ("title: Monday's class", "title: Monday's class\nauthor", 4, "\"author\" is no field"),
        ("title: Monday's class\n---", "title: Monday's class", 1, "the head does not end"),
        ("# Slopes", "Welcome!\n\n# Slopes", 6, "text before the first chapter"),
        (
            "lesson: slope",
            "lesson: slope\nlesson: chain",
            8,
            "\"lesson:\" stands here twice, first in line 7",
        ),
        ("hide: h", "hide:", 8, "\"hide:\" has no value"),
        (
            "hide: h",
            "hide: h\nscene: slope",
            9,
            "\"scene:\" means nothing here; there are lesson, hide, lock, let",
        ),
        ("scene: slope?h=1", "Scene: slope?h=1", 11, "a field is written scene: VALUE"),
        ("scene: slope?h=1", "scene:slope?h=1", 11, "a field is written scene: VALUE"),
        ("scene: slope?h=1", "scene: slope?h=1\ngiven: two", 12, "\"two\" is no number"),
        ("number: quotient@+1", "number: quotient@+1\nsteps: 3", 17, "does not belong to this kind of task"),
        ("number: quotient@+1", "number: quotient@+1\nwithin: 1%\nwithin: 2%", 18, "stands here twice"),
        ("number: quotient@+1", "number: quotient@+1\nwithin: much", 17, "no tolerance"),
        ("number: quotient@+1", "direction: quotient\nafter: soon", 17, "no whole number"),
        ("number: quotient@+1", "choice: maybe", 16, "write choice: yes"),
        ("number: quotient@+1", "point: curve\nx: a\nover: a\nwithin: 0.1", 16, "belong together"),
        (
            "Take a step.",
            "Take a step.\n\n### Low {#low}\nreach: cost < 1\nsolution: goto 1\n\nLower.",
            39,
            "does not reach the goal",
        ),
    ] {
        fs::write(&file, CLASS.replacen(from, to, 1)).expect("written");
        let why = refused(home.path(), &["story", "check", file.to_str().expect("a name")]);
        assert!(why.contains(&format!("line {line}: ")) && why.contains(reason), "{to}: {why}");
    }
    // What a chapter hides is not reached by a share line either.
    fs::write(&file, CLASS).expect("written");
    let why = refused(home.path(), &["--story", file.to_str().expect("a name"), "slope?h=2"]);
    assert!(why.contains("The story keeps \"h\" as it is in its chapter \"Slopes\""), "{why}");
    let missing = nnlab(home.path(), &["story", "check", "/nowhere.md"]).assert().failure();
    assert!(!missing.get_output().stderr.is_empty());
}

#[test]
fn the_glossary_answers_in_both_languages() {
    let home = tempfile::tempdir().expect("a home");
    assert!(said(home.path(), &["glossary", "momentum"], "").contains("optimizers"));
    assert!(said(home.path(), &["glossary", "反向传播", "--lang", "zh"], "").contains("链式法则"));
    assert!(said(home.path(), &["glossary"], "").lines().count() > 150);
    assert!(refused(home.path(), &["glossary", "zebra"]).contains("zebra"));
}
