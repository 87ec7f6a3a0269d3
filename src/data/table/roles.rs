//! What each column is for: to learn from, the answer, or neither. Names decide where there are names, else what
//! the columns hold and where they stand; what a header says is never overruled by values.

use super::column::{Column, Content};
use super::reading::{Reading, find_column};
use super::sheet::Sheet;
use crate::words::{Problem, Text, text};

/// Names of the column with the answer, the surest first; letters and digits only.
pub(in crate::data) const ANSWERS: [&str; 40] = [
    "label",
    "labels",
    "class",
    "target",
    "targets",
    "y",
    "species",
    "variety",
    "digit",
    "outcome",
    "diagnosis",
    "survived",
    "output",
    "answer",
    "classlabel",
    "classname",
    "classes",
    "category",
    "result",
    "type",
    "kind",
    "quality",
    "grade",
    "admitted",
    "passed",
    "saved",
    "churn",
    "exited",
    "default",
    "purchased",
    "letter",
    "medv",
    "标签",
    "类别",
    "分类",
    "类",
    "目标",
    "结果",
    "品种",
    "答案",
];

/// Names of columns that only count or name the rows.
pub(in crate::data) const COUNTERS: [&str; 18] = [
    "",
    "id",
    "ids",
    "index",
    "idx",
    "no",
    "nr",
    "row",
    "rowid",
    "rownumber",
    "rownames",
    "unnamed0",
    "passengerid",
    "customerid",
    "序号",
    "编号",
    "行号",
    "学号",
];

/// Rows that a nameless column has to count before it is taken for their number.
const COUNTED: usize = 10;
/// Columns of a nameless table, at least, before its first may be a count of the rows.
const WIDE: usize = 4;
/// Values of an answer that is a class rather than a quantity.
const FEW: usize = 20;

/// Why a column is what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The learner says so.
    Asked,
    /// Its name says so.
    Name,
    /// What it holds says so.
    Content,
    /// Where it stands says so.
    Place,
}

impl Why {
    /// The reason in brackets behind a name.
    #[must_use]
    pub fn words(self) -> Text {
        match self {
            Why::Asked => text("as asked", "按要求"),
            Why::Name => text("by its name", "按列名"),
            Why::Content => text("by what it holds", "按内容"),
            Why::Place => text("by its place", "按位置"),
        }
    }
}

/// What the columns are for.
#[derive(Debug, Clone, PartialEq)]
pub struct Roles {
    /// The columns to learn from, by place.
    pub features: Vec<usize>,
    /// The column with the answer.
    pub answer: usize,
    /// Why that one.
    pub why: Why,
    /// Columns that only count the rows.
    pub counters: Vec<usize>,
}

/// Finds out what the columns are for.
///
/// # Errors
/// A sentence if the learner names a column that is not there, or one for both.
pub(super) fn roles(sheet: &Sheet, columns: &[Column], reading: &Reading) -> Result<Roles, Problem> {
    let asked = |called: &String| find_column(&sheet.name, called, &sheet.names);
    let counters: Vec<usize> = (0..columns.len()).filter(|&at| is_counter(sheet, columns, at)).collect();
    let chosen: Vec<usize> = reading.columns.iter().map(asked).collect::<Result<_, _>>()?;
    let (answer, why) = match &reading.label {
        Some(label) => (asked(label)?, Why::Asked),
        None => {
            let open: Vec<usize> = (0..columns.len())
                .filter(|at| !chosen.contains(at) && !counters.contains(at))
                .filter(|&at| columns[at].content() != Content::Nothing)
                .collect();
            answer(sheet, columns, &open)
        }
    };
    if let Some(&both) = chosen.iter().find(|&&at| at == answer) {
        let name = &columns[both].name;
        return Err(Problem::usage(crate::say!(
            "{}: “{name}” cannot be learnt from and be the answer as well; say which with columns and label",
            "{}：“{name}”不能既用来学习又作为答案；请用 columns 和 label 指明",
            sheet.name
        )));
    }
    let features = if chosen.is_empty() {
        let fit = |&at: &usize| {
            at != answer
                && !counters.contains(&at)
                && matches!(columns[at].content(), Content::Numbers | Content::Truths)
        };
        (0..columns.len()).filter(fit).collect()
    } else {
        chosen
    };
    Ok(Roles { features, answer, why, counters })
}

/// The answer among the columns that are still open.
fn answer(sheet: &Sheet, columns: &[Column], open: &[usize]) -> (usize, Why) {
    let (Some(&first), Some(&last)) = (open.first(), open.last()) else {
        return (columns.len().saturating_sub(1), Why::Place);
    };
    if sheet.named {
        let plain: Vec<String> = open.iter().map(|&at| plain(&columns[at].name)).collect();
        let named = ANSWERS.iter().find_map(|name| plain.iter().position(|plain| plain == name));
        if let Some(at) = named {
            return (open[at], Why::Name);
        }
    }
    // The one column of words that come again, else the last of several.
    let in_words =
        |&&at: &&usize| columns[at].content() != Content::Numbers && columns[at].is_of_classes(FEW);
    let words: Vec<usize> = open.iter().filter(in_words).copied().collect();
    if let Some(&at) = words.last() {
        return (at, if words.len() == 1 { Why::Content } else { Why::Place });
    }
    // Without names: classes before quantities, as some collections have them.
    let of_classes = |at: usize| columns[at].is_of_classes(FEW);
    if !sheet.named && !of_classes(last) && of_classes(first) && columns[first].values.len() > 1 {
        return (first, Why::Content);
    }
    (last, Why::Place)
}

/// Whether a column only counts or names the rows.
fn is_counter(sheet: &Sheet, columns: &[Column], at: usize) -> bool {
    let column = &columns[at];
    if sheet.named {
        let plain = plain(&column.name);
        // A first column without a name is called x1.
        let nameless = at == 0 && column.name == "x1" && column.counts;
        let all_differ = column.many || column.values.iter().all(|(_, count)| *count == 1);
        return nameless || (COUNTERS.contains(&plain.as_str()) && all_differ);
    }
    at == 0 && columns.len() >= WIDE && column.counts && column.numbers >= COUNTED
}

/// A name without case, blanks and signs.
pub(in crate::data) fn plain(name: &str) -> String {
    name.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}
