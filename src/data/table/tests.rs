//! Tables as learners have them: every spelling of the same rows gives the same numbers.

use super::*;

fn table(text: &str) -> Table {
    Table::parse("t.csv", text.as_bytes().to_vec(), &Reading::default()).unwrap()
}

fn asked(text: &str, said: &[(&str, &str)]) -> Result<Table, Problem> {
    let of = |name: &str| said.iter().find(|(n, _)| *n == name).map(|(_, value)| *value);
    Table::parse("t.csv", text.as_bytes().to_vec(), &Reading::of(of)?)
}

fn rows(text: &str) -> (Vec<f64>, Targets) {
    let labelled = table(text).labelled(Wanted::Classes(10)).unwrap();
    (labelled.features, labelled.targets)
}

fn names(targets: &Targets) -> Vec<&str> {
    match targets {
        Targets::Classes { names, .. } => names.iter().map(String::as_str).collect(),
        Targets::Values(_) => Vec::new(),
    }
}

#[test]
fn the_same_rows_in_every_dress() {
    let plain = rows("0.5,1.5,0\n2.5,0.25,1\n3,4,1\n");
    for dress in [
        "x1,x2,label\n0.5,1.5,0\n2.5,0.25,1\n3,4,1\n",
        "0.5;1.5;0\n2.5;0.25;1\n3;4;1\n",
        "0,5;1,5;0\n2,5;0,25;1\n3;4;1\n",
        "sep=;\r\nx1;x2;label\r\n0.5;1.5;0\r\n2.5;0.25;1\r\n3;4;1\r\n",
        "0.5\t1.5\t0\n2.5\t0.25\t1\n3\t4\t1\n",
        "  0.5   1.5  0\n  2.5  0.25  1\n    3     4  1\n",
        "# made by hand\n\n0.5,1.5,0\n# a remark\n2.5,0.25,1\n\n3,4,1\n",
        "% x1, x2, label\n0.5,1.5,0\n2.5,0.25,1\n3,4,1\n",
        "# x1 x2 label\n0.5 1.5 0\n2.5 0.25 1\n3 4 1\n",
        "x1,x2,label,\n0.5,1.5,0,\n2.5,0.25,1,\n3,4,1,\n",
        "x1,x2,label\n0.5,1.5,0,\n2.5,0.25,1,\n3,4,1,\n",
        ",x1,x2,label\n0,0.5,1.5,0\n1,2.5,0.25,1\n2,3,4,1\n",
        "Id,x1,x2,Class\n7,0.5,1.5,0\n8,2.5,0.25,1\n9,3,4,1\n",
        "x1 x2 label\n\"1\" 0.5 1.5 0\n\"2\" 2.5 0.25 1\n\"3\" 3 4 1\n",
        "\"x,1\";\"x,2\";\"l,m\"\n0.5;1.5;0\n2.5;0.25;1\n3;4;1\n",
        "label,x1,x2\n0,0.5,1.5\n1,2.5,0.25\n1,3,4\n",
        "Points of Monday\n\nx1,x2,label\n0.5,1.5,0\n2.5,0.25,1\n3,4,1\n,,\n",
        "x1,x2,label\n+.5,1.5e0,0\n２.５,25%,1\n3.0,4.,1.0\n",
        "x1|x2|label\n0.5|1.5|0\n2.5|0.25|1\n3|4|1\n",
        "x1,x2,标签\n0.5,1.5,0\n2.5,0.25,1\n3,4,1\n",
    ] {
        assert_eq!(rows(dress), plain, "{dress}");
    }
}

#[test]
fn names_say_which_column_is_the_answer() {
    let answer = |text: &str| table(text).answer().name.clone();
    assert_eq!(answer("y,a,b\n0.5,1,2\n0.25,3,4\n"), "y");
    assert_eq!(answer("target,a,label\n1,1,2\n1,3,4\n"), "label");
    assert_eq!(answer("a,Species,b\n1,x,2\n3,x,4\n"), "Species");
    assert_eq!(answer("a,b,state\n1,2,x\n3,4,x\n"), "state");
    // A header without known names: by what columns hold, then by place, never by values.
    assert_eq!(answer("state,a,b\nx,1,2\nx,3,4\ny,1,2\ny,2,1\n"), "state");
    assert_eq!(answer("a,b,c\n1,0.5,0.25\n0,3.5,4.5\n1,2.5,1.5\n0,1.5,1.25\n"), "c");
    // No names: classes before quantities.
    assert_eq!(answer("1,0.5,14.25\n2,3.5,4.5\n1,2.5,1.5\n2,1.5,1.25\n"), "x1");
}

#[test]
fn words_become_classes_in_the_order_of_their_letters() {
    let (_, targets) = rows("a,b,kind\n1,2,yes\n3,4,no\n5,6,yes\n");
    assert_eq!(targets, Targets::Classes { labels: vec![1, 0, 1], names: vec!["no".into(), "yes".into()] });
    let (_, targets) = rows("a,b,kind\n1,2,10\n3,4,9\n5,6,10\n");
    assert_eq!(names(&targets), ["9", "10"]);
    let (_, targets) = rows("3,2,setosa,virginica\n1,2,1\n3,4,0\n5,6,1\n");
    assert_eq!(names(&targets), ["setosa", "virginica"], "scikit-learn's first line names the classes");
}

#[test]
fn columns_and_label_are_chosen() {
    let passengers = "Name,Sex,Age,Fare,Cabin,Survived\n\"A, Mr\",male,22,7.25,,0\n\"B, Mrs\",female,38,71.28,C85,1\n\
                      \"C, Miss\",female,,7.9,,1\n";
    let chosen = asked(passengers, &[("columns", "age,fare")]).unwrap();
    let labelled = chosen.labelled(Wanted::Classes(10)).unwrap();
    assert_eq!((labelled.features, labelled.left_out), (vec![22.0, 7.25, 38.0, 71.28], 1));
    let sex = asked(passengers, &[("columns", "Sex,Fare")]).unwrap().labelled(Wanted::Classes(10)).unwrap();
    assert_eq!(sex.features, [1.0, 7.25, 0.0, 71.28, 0.0, 7.9], "two words are 0 and 1 in their order");
    let by_sex = asked(passengers, &[("label", "Sex"), ("columns", "4,3")]).unwrap();
    assert_eq!(
        (by_sex.answer().name.as_str(), by_sex.features()),
        ("Sex", vec!["Fare".into(), "Age".into()])
    );
    let sentence = |said: &[(&str, &str)]| asked(passengers, said).unwrap_err().to_string();
    assert!(sentence(&[("columns", "Ages")]).contains("no column “Ages”; there are: Name, Sex, Age"));
    assert!(
        sentence(&[("columns", "Age,Survived"), ("label", "survived")]).contains("be the answer as well")
    );
    let names =
        asked(passengers, &[("columns", "Name,Age")]).unwrap().labelled(Wanted::Classes(10)).unwrap_err();
    assert!(names.to_string().contains("column Name holds words"), "{names}");
}

#[test]
fn every_decision_can_be_overruled() {
    let features = |text: &str, said: &[(&str, &str)]| {
        asked(text, said).unwrap().labelled(Wanted::Classes(10)).unwrap().features
    };
    assert_eq!(
        features("1,5 2 0\n2,5 3 1\n", &[("decimal", "comma"), ("separator", "blanks")]),
        [1.5, 2.0, 2.5, 3.0]
    );
    assert_eq!(features("1,2,0\n3,4,1\n", &[("header", "yes")]), [3.0, 4.0]);
    assert_eq!(features("junk,a,b\n1,2,0\n3,4,1\n", &[("skip", "1")]), [1.0, 2.0, 3.0, 4.0]);
    assert_eq!(features("1,2,0\n,4,1\n", &[]), [1.0, 2.0]);
    let refused =
        asked("1,2,0\n,4,1\n", &[("missing", "refuse")]).unwrap().labelled(Wanted::Values).unwrap_err();
    assert!(refused.to_string().contains("line 2 x1: the value is missing"), "{refused}");
    let bytes = encoding_rs::GB18030.encode("甲,乙,类\n1,2,男\n3,4,女\n").0.into_owned();
    let reading = Reading { encoding: crate::data::text::named("gbk"), ..Reading::default() };
    let read = Table::parse("t", bytes, &reading).unwrap();
    assert_eq!(read.sheet.names, ["甲", "乙", "类"]);
}

#[test]
fn what_was_found_out_is_told() {
    let told: Vec<(String, String)> = table("Id;Grösse;Gewicht;Art\n1;1,5;2,25;alba\n2;;3,5;rosa\n")
        .decisions()
        .into_iter()
        .map(|decision| (decision.name.to_string(), decision.value))
        .collect();
    let expected = [
        ("encoding", "utf-8"),
        ("skip", "0"),
        ("separator", "semicolon"),
        ("decimal", "comma"),
        ("header", "yes"),
        ("label", "Art"),
        ("columns", "Grösse,Gewicht"),
        ("unused", "Id"),
        ("missing", "leave-out"),
    ];
    assert_eq!(told, expected.map(|(name, value)| (name.to_string(), value.to_string())));
}

#[test]
fn what_is_no_table_is_said() {
    let sentence = |text: &[u8]| match Table::parse("t.csv", text.to_vec(), &Reading::default()) {
        Err(problem) => problem.to_string(),
        Ok(table) => table.labelled(Wanted::Classes(10)).unwrap_err().to_string(),
    };
    assert!(
        sentence(b"Call me Ishmael.\nSome years ago.\n").contains("column"),
        "{}",
        sentence(b"Call me.\n")
    );
    assert!(sentence(b"1,2,0\n3,4,\"1\n5,6,0\n7,8,1\n").contains("line 2"));
    assert!(sentence(b"1,2,0\n3,4,1\n5,6,0\n7,8").contains("may have been cut off"));
    assert!(sentence(b"a,b,c\n1,2,x\n1,2,y\n3,u,z\n").contains("line 4 b: “u” is not a number"));
    assert!(sentence(b"404: Not Found").contains("a server's refusal"));
    assert!(sentence(b"403 Forbidden\n").contains("a server's refusal"));
    let numbers = Table::parse("t.csv", b"404075791.2,0\n404,1\n".to_vec(), &Reading::default());
    assert!(numbers.is_ok(), "numbers begin like this as well");
    assert!(sentence(b"<html><body>403</body></html>").contains("web page"));
    assert!(sentence(b"7\n8\n9\n").contains("single column"));
}
