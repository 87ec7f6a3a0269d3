//! Whether names stand above the rows, and what else does: decided by the rows under it, not by the first alone.

use super::number::{Decimal, is_missing, number};
use super::separator::usual_width;
use crate::words::printable_start;

/// Letters of a name that are kept.
const NAME: usize = 24;
/// A name made of numbers, 0, 1, 2 …, has to be at least so long.
const COUNTED: usize = 5;

/// What stands above the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    /// A name for every column, fit to be shown, all different.
    pub(super) names: Vec<String>,
    /// The file gives them.
    pub(super) named: bool,
    /// What the classes 0, 1 … are called, where the first line says so.
    pub(super) classes: Vec<String>,
    /// Lines above that are no rows: titles.
    pub(super) titles: usize,
    /// The byte at which the first row begins; none where there is no row.
    pub(super) rows_begin: Option<usize>,
}

/// Finds it in the first records, each with the byte where it begins; `remark` are the fields of the last remark
/// above them, `asked` is what the learner says about names.
pub(super) fn heading(
    records: &[(usize, Vec<String>)],
    remark: &[String],
    decimal: Decimal,
    asked: Option<bool>,
) -> Heading {
    let width = width(records);
    let rows = || records.iter().map(|(_, fields)| fields.as_slice());
    let begins = |at: usize| records.get(at).map(|(byte, _)| *byte);
    let is_word = |field: &String| number(field, decimal).is_none() && !is_missing(field);
    let nameless = |titles: usize| Heading {
        names: numbered(width),
        named: false,
        classes: Vec::new(),
        titles,
        rows_begin: begins(titles),
    };
    let Some((_, top)) = records.first() else { return nameless(0) };
    if let Some(classes) = counted_classes(rows(), width, is_word).filter(|_| asked.is_none()) {
        return Heading { classes, ..nameless(1) };
    }
    // R leaves out the name of its first column, the rows' own names.
    if asked != Some(false)
        && top.len() > 1
        && top.len() + 1 == width
        && records.len() > 1
        && top.iter().all(is_word)
    {
        let names: Vec<&str> = std::iter::once("").chain(top.iter().map(String::as_str)).collect();
        return Heading { names: distinct(&names), named: true, ..nameless(1) };
    }
    let titles =
        rows().position(|fields| fits(fields, width)).filter(|at| *at < records.len() - 1).unwrap_or(0);
    let titles = if rows().take(titles).all(|fields| fields.len() < width) { titles } else { 0 };
    let first = &records[titles].1;
    let under: Vec<&[String]> = rows().skip(titles + 1).filter(|fields| fits(fields, width)).collect();
    if asked.unwrap_or_else(|| is_header(first, &under, width, decimal)) {
        let names: Vec<&str> = first.iter().take(width).map(String::as_str).collect();
        let mut names = distinct(&names);
        names.resize_with(width, || "?".to_string());
        return Heading { names, named: true, rows_begin: begins(titles + 1), ..nameless(titles) };
    }
    // NumPy writes the names as a remark.
    if asked.is_none() && width > 1 && remark.len() == width && remark.iter().all(is_word) {
        let names: Vec<&str> = remark.iter().map(String::as_str).collect();
        return Heading { names: distinct(&names), named: true, ..nameless(titles) };
    }
    nameless(titles)
}

/// Columns of most records, without one at the end that is empty throughout.
fn width(records: &[(usize, Vec<String>)]) -> usize {
    let mut width = usual_width(records.iter().map(|(_, fields)| fields.len()));
    let last_is_empty =
        |width: usize| records.iter().all(|(_, fields)| fields.get(width - 1).is_none_or(String::is_empty));
    while width > 1 && last_is_empty(width) {
        width -= 1;
    }
    width
}

fn fits(fields: &[String], width: usize) -> bool {
    fields.len() >= width && fields[width..].iter().all(String::is_empty)
}

/// Whether `first` names the columns of the rows `under` it: words over numbers, or words that never come again.
fn is_header(first: &[String], under: &[&[String]], width: usize, decimal: Decimal) -> bool {
    let is_number = |field: &String| number(field, decimal).is_some();
    let is_word = |field: &String| !is_number(field) && !is_missing(field);
    if under.is_empty() {
        return first.iter().take(width).all(is_word);
    }
    if counts_up(first, width) {
        return true;
    }
    let of_numbers = |column: usize| {
        let there = || under.iter().filter_map(|row| row.get(column)).filter(|field| !is_missing(field));
        let numbers = there().filter(|field| is_number(field)).count();
        numbers > 0 && numbers * 5 >= there().count() * 4
    };
    let columns: Vec<usize> = (0..width).filter(|&column| of_numbers(column)).collect();
    let words = columns.iter().filter(|&&column| first.get(column).is_some_and(is_word)).count();
    let numbers: Vec<f64> =
        columns.iter().filter_map(|&column| number(first.get(column)?, decimal)).collect();
    // Years, for example.
    let in_turn = numbers.len() > 1 && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1.0);
    if !columns.is_empty() {
        return words > 0 && (words > numbers.len() || in_turn);
    }
    let comes_again = |column: usize| under.iter().any(|row| row.get(column) == first.get(column));
    let mut names: Vec<String> = first.iter().take(width).cloned().collect();
    names.sort();
    names.dedup();
    names.len() == width && first.iter().take(width).all(is_word) && !(0..width).any(comes_again)
}

/// 0, 1, 2 … or 1, 2, 3 …: what pandas calls columns without names; the first may be of another kind.
fn counts_up(first: &[String], width: usize) -> bool {
    let counts = |from: usize, start: usize| {
        first.iter().take(width).skip(from).enumerate().all(|(i, field)| *field == (i + start).to_string())
    };
    width >= COUNTED
        && first.len() >= width
        && [(0, 0), (0, 1), (1, 0), (1, 1)].into_iter().any(|(from, start)| counts(from, start))
}

/// The classes' names of a file that begins with its numbers of rows and features, as scikit-learn's own do.
fn counted_classes<'a>(
    mut rows: impl Iterator<Item = &'a [String]> + Clone,
    width: usize,
    is_word: impl Fn(&String) -> bool,
) -> Option<Vec<String>> {
    let [count, features, names @ ..] = rows.next()? else { return None };
    let (count, features): (usize, usize) = (count.parse().ok()?, features.parse().ok()?);
    let enough = count >= rows.count() && features + 1 == width && !names.is_empty();
    (enough && names.iter().all(is_word))
        .then(|| names.iter().map(|name| printable_start(name, NAME)).collect())
}

/// x1, x2 …
fn numbered(width: usize) -> Vec<String> {
    (1..=width).map(|column| format!("x{column}")).collect()
}

/// Names fit to be shown, all different, none empty.
fn distinct(names: &[&str]) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    let mut out = Vec::with_capacity(names.len());
    for (at, name) in names.iter().enumerate() {
        let mut name = printable_start(name, NAME);
        if name.is_empty() {
            name = format!("x{}", at + 1);
        }
        let mut own = name.clone();
        let mut turn = 2;
        while !seen.insert(own.clone()) {
            own = format!("{name} ({turn})");
            turn += 1;
        }
        out.push(own);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(lines: &str) -> Heading {
        let records: Vec<(usize, Vec<String>)> = lines
            .lines()
            .enumerate()
            .map(|(at, line)| (at, line.split(',').map(String::from).collect()))
            .collect();
        heading(&records, &[], Decimal::Point, None)
    }

    #[test]
    fn names_stand_above_numbers() {
        let heading = found("a,b,kind\n1,2,x\n3,4,y");
        assert_eq!(
            (heading.names, heading.named, heading.rows_begin),
            (vec!["a".into(), "b".into(), "kind".into()], true, Some(1))
        );
        assert!(!found("1,2,x\n3,4,y").named);
        assert!(!found("1,zwei,0\n3,4,1\n5,6,0").named, "a slip in the first row makes it no header");
        assert!(!found("3,,0\n4,1,0").named, "a hole in the first row makes it no header");
        assert!(found("Land,2019,2020,Klasse\nA,1,2,0\nB,3,4,1").named);
        assert!(found("0,1,2,3,4\n5.1,3.5,1.4,0.2,1\n4.9,3.0,1.4,0.2,0").named);
    }

    #[test]
    fn words_alone_are_names_if_they_never_come_again() {
        assert!(found("kind,smell\nflat,none\nbell,foul").named);
        assert!(!found("flat,foul\nflat,none\nbell,foul").named);
    }

    #[test]
    fn titles_and_separators_at_the_end_are_passed_over() {
        let heading = found("My points\na,b,\n1,2,\n3,4,");
        assert_eq!((heading.names.len(), heading.titles, heading.rows_begin), (2, 1, Some(2)));
    }

    #[test]
    fn the_first_lines_of_r_and_scikit_learn() {
        assert_eq!(found("a,b\n1,5,6\n2,7,8").names, ["x1", "a", "b"]);
        let iris = found("2,4,setosa,virginica\n5.1,3.5,1.4,0.2,0\n4.9,3,1.4,0.2,1");
        assert_eq!(
            (iris.classes, iris.named, iris.rows_begin),
            (vec!["setosa".into(), "virginica".into()], false, Some(1))
        );
    }

    #[test]
    fn names_are_told_apart() {
        assert_eq!(distinct(&["a", "", "a"]), ["a", "x2", "a (2)"]);
    }
}
