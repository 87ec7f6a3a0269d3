//! What the learner says about a table; whatever is left out is found out.

use super::number::Decimal;
use super::separator::Separator;
use crate::data::text;
use crate::say;
use crate::words::{Problem, Text, printable};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// What happens to a row in which a value that is needed is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Missing {
    /// It is left out, and how many were is said.
    #[default]
    LeaveOut,
    /// The file is refused, with the line.
    Refuse,
}

/// Counts how much of the files has been read, for whoever waits. All meters are alike: they say nothing about a table.
#[derive(Debug, Clone, Default)]
pub struct Meter {
    done: Arc<AtomicU64>,
    all: Arc<AtomicU64>,
}

impl Meter {
    /// One that counts up to `all` with `done`, in bytes of text times the times that they are gone through.
    #[must_use]
    pub fn new(done: Arc<AtomicU64>, all: Arc<AtomicU64>) -> Meter {
        Meter { done, all }
    }

    /// So many bytes more will be read.
    pub(super) fn expect(&self, bytes: u64) {
        self.all.fetch_add(bytes, Ordering::Relaxed);
    }

    /// So many bytes more are read.
    pub(super) fn count(&self, bytes: u64) {
        self.done.fetch_add(bytes, Ordering::Relaxed);
    }
}

impl PartialEq for Meter {
    fn eq(&self, _: &Meter) -> bool {
        true
    }
}

impl Eq for Meter {}

/// What was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// What stands between fields.
    pub separator: Option<Separator>,
    /// Point or comma before the decimals.
    pub decimal: Option<Decimal>,
    /// How letters are written as bytes.
    pub encoding: Option<&'static encoding_rs::Encoding>,
    /// Whether names stand above the rows.
    pub header: Option<bool>,
    /// Lines at the top that are not looked at.
    pub skip: usize,
    /// What happens to rows with holes.
    pub missing: Missing,
    /// The columns to learn from, by name or by number from 1; all that fit where none are named.
    pub columns: Vec<String>,
    /// The column with the answer, by name or by number from 1.
    pub label: Option<String>,
    /// Who waits for it sees how far the reading is.
    pub meter: Meter,
}

/// One thing that can be said about a table.
#[derive(Debug)]
pub struct Question {
    /// As it is typed: `separator`.
    pub name: &'static str,
    /// What it is called.
    pub label: Text,
    /// What it does.
    pub help: Text,
    /// Which words it takes.
    pub expected: Text,
}

/// All that can be said, in the order in which it is offered.
pub static QUESTIONS: [Question; 8] = [
    question(
        "columns",
        crate::words::text("columns", "列"),
        crate::words::text(
            "Which columns of your table are learnt from, by name or number with commas between them.",
            "用表格的哪些列来学习：列名或列号，用逗号隔开。",
        ),
        crate::words::text("names or numbers of columns with commas between them", "用逗号隔开的列名或列号"),
    ),
    question(
        "label",
        crate::words::text("answer column", "答案列"),
        crate::words::text(
            "Which column of your table holds the answer, by name or number.",
            "表格的哪一列是答案：列名或列号。",
        ),
        crate::words::text("the name or number of a column", "列名或列号"),
    ),
    question(
        "missing",
        crate::words::text("missing values", "缺失值"),
        crate::words::text(
            "Rows of your table in which a value is missing: left out and counted, or refused.",
            "缺少数值的行：略过并计数（leave-out），或拒绝整个文件（refuse）。",
        ),
        crate::words::text("leave-out or refuse", " leave-out 或 refuse"),
    ),
    question(
        "separator",
        crate::words::text("separator", "分隔符"),
        crate::words::text("What stands between the fields of your table.", "表格的字段之间用什么分隔。"),
        crate::words::text("comma, semicolon, tab, bar or blanks", " comma、semicolon、tab、bar 或 blanks"),
    ),
    question(
        "decimal",
        crate::words::text("decimal mark", "小数点"),
        crate::words::text(
            "How decimals are written in your table: 1.5 or 1,5.",
            "表格里小数写成 1.5 还是 1,5。",
        ),
        crate::words::text("point or comma", " point 或 comma"),
    ),
    question(
        "header",
        crate::words::text("line of names", "列名行"),
        crate::words::text("Whether the first line of your table holds names.", "表格第一行是不是列名。"),
        crate::words::text("yes or no", " yes 或 no"),
    ),
    question(
        "skip",
        crate::words::text("lines skipped", "跳过的行数"),
        crate::words::text("Lines at the top of your table that are not looked at.", "表格开头不读的行数。"),
        crate::words::text("a whole number", "整数"),
    ),
    question(
        "encoding",
        crate::words::text("encoding", "编码"),
        crate::words::text("How the letters of your table are stored.", "表格文字的编码。"),
        crate::words::text(
            "an encoding such as utf-8, gb18030, windows-1252, utf-16",
            "编码名称，如 utf-8、gb18030、windows-1252、utf-16",
        ),
    ),
];

const fn question(name: &'static str, label: Text, help: Text, expected: Text) -> Question {
    Question { name, label, help, expected }
}

impl Reading {
    /// What these words say: `of` gives what was said about a question, nothing or `auto` leaves it to be found.
    ///
    /// # Errors
    /// A sentence for a word that a question does not take.
    pub fn of<'a>(of: impl Fn(&str) -> Option<&'a str>) -> Result<Reading, Problem> {
        let mut reading = Reading::default();
        for question in &QUESTIONS {
            let said = of(question.name).map(str::trim).unwrap_or_default();
            if !said.is_empty() && said != "auto" {
                reading.take(question, said)?;
            }
        }
        Ok(reading)
    }

    fn take(&mut self, question: &Question, said: &str) -> Result<(), Problem> {
        let wrong = || {
            let (name, said, expected) = (question.name, printable(said), &question.expected);
            Problem::usage(Text {
                en: format!("{name} takes {}, not \"{said}\".", expected.en).into(),
                zh: format!("{name} 应为{}，而不是“{said}”。", expected.zh).into(),
            })
        };
        match question.name {
            "columns" => {
                self.columns = said.split([',', '，', '、']).map(|name| name.trim().to_string()).collect();
                self.columns.retain(|name| !name.is_empty());
            }
            "label" => self.label = Some(said.to_string()),
            "missing" => {
                self.missing = match said {
                    "leave-out" => Missing::LeaveOut,
                    "refuse" => Missing::Refuse,
                    _ => return Err(wrong()),
                }
            }
            "separator" => self.separator = Some(Separator::named(said).ok_or_else(wrong)?),
            "decimal" => {
                self.decimal = Some(match said {
                    "point" | "." => Decimal::Point,
                    "comma" | "," => Decimal::Comma,
                    _ => return Err(wrong()),
                });
            }
            "header" => {
                self.header = Some(match said {
                    "yes" | "true" | "on" | "1" => true,
                    "no" | "false" | "off" | "0" => false,
                    _ => return Err(wrong()),
                });
            }
            "skip" => self.skip = said.parse().map_err(|_| wrong())?,
            _ => self.encoding = Some(text::named(said).ok_or_else(wrong)?),
        }
        Ok(())
    }
}

/// The place of the column called so: by its name, whatever its case, else by its number from 1.
///
/// # Errors
/// A sentence that lists the columns.
pub(in crate::data) fn find_column(file: &str, called: &str, names: &[String]) -> Result<usize, Problem> {
    let same = |name: &String| name.trim().to_lowercase() == called.trim().to_lowercase();
    let by_number =
        || called.trim().parse::<usize>().ok().and_then(|n| n.checked_sub(1)).filter(|&n| n < names.len());
    names
        .iter()
        .position(|name| name == called)
        .or_else(|| names.iter().position(same))
        .or_else(by_number)
        .ok_or_else(|| {
            let (called, list) = (printable(called), list(names));
            Problem::usage(say!(
                "{file}: there is no column “{called}”; there are: {list}",
                "{file}：没有“{called}”这一列；有：{list}"
            ))
        })
}

/// Names with commas between them, many of them cut short.
pub(super) fn list(names: &[String]) -> String {
    const MOST: usize = 12;
    let mut list = names.iter().take(MOST).cloned().collect::<Vec<_>>().join(", ");
    if names.len() > MOST {
        list.push_str(", …");
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(name: &str, value: &str) -> Result<Reading, Problem> {
        Reading::of(|asked| (asked == name).then_some(value))
    }

    #[test]
    fn words_are_taken_or_refused_with_what_is_expected() {
        assert_eq!(said("separator", ";").unwrap().separator, Some(Separator::Semicolon));
        assert_eq!(said("separator", "auto").unwrap(), Reading::default());
        assert_eq!(said("columns", "Age, Fare").unwrap().columns, ["Age", "Fare"]);
        assert_eq!(said("header", "no").unwrap().header, Some(false));
        assert_eq!(
            said("decimal", "dot").unwrap_err().to_string(),
            "decimal takes point or comma, not \"dot\"."
        );
        assert!(said("encoding", "klingon").is_err());
    }

    #[test]
    fn columns_are_found_by_name_and_number() {
        let names = ["Age", "Fare", "1"].map(String::from);
        assert_eq!(find_column("f", "fare", &names).unwrap(), 1);
        assert_eq!(find_column("f", "1", &names).unwrap(), 2);
        assert_eq!(find_column("f", "2", &names).unwrap(), 1);
        assert!(find_column("f", "Sex", &names).unwrap_err().to_string().contains("there are: Age, Fare, 1"));
    }
}
