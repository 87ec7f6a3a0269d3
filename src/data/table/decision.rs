//! What was found out about a file, in words for people and in one word for programs.

use super::number::Decimal;
use super::separator::Separator;
use crate::say;
use crate::words::{Text, same, text};

/// One thing that was found out.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// What it is about: the name of the option that overrules it, where there is one.
    pub name: &'static str,
    /// What that is called.
    pub label: Text,
    /// What was found, as it would be typed.
    pub value: String,
    /// What was found, for reading.
    pub words: Text,
}

impl Decision {
    /// What was found about `name`.
    #[must_use]
    pub fn new(name: &'static str, label: Text, value: impl Into<String>, words: Text) -> Decision {
        Decision { name, label, value: value.into(), words }
    }

    pub(super) fn encoding(encoding: &str) -> Decision {
        let value = encoding.to_lowercase();
        Decision::new("encoding", text("encoding", "编码"), value, same(encoding))
    }

    pub(super) fn separator(separator: Separator) -> Decision {
        let words = match separator {
            Separator::Tab => text("tab", "制表符"),
            Separator::Semicolon => text("semicolon", "分号"),
            Separator::Bar => text("vertical bar", "竖线"),
            Separator::Comma => text("comma", "逗号"),
            Separator::Blanks => text("blanks", "空格"),
        };
        Decision::new("separator", text("between fields", "字段之间"), separator.name(), words)
    }

    pub(super) fn decimal(decimal: Decimal) -> Decision {
        let words = match decimal {
            Decimal::Point => text("point, as in 1.5", "点，如 1.5"),
            Decimal::Comma => text("comma, as in 1,5", "逗号，如 1,5"),
        };
        Decision::new("decimal", text("decimals", "小数"), decimal.name(), words)
    }

    pub(super) fn header(named: bool, titles: &usize) -> Decision {
        let words = match (named, titles) {
            (true, 0) => text("in the file", "在文件中"),
            (true, n) => say!("in the file, below {n} lines of titles", "在文件中，位于 {n} 行标题之下"),
            (false, 0) => text("none; columns are x1, x2 …", "没有；各列记作 x1、x2……"),
            (false, n) => say!("none, below {n} lines of titles", "没有；上方有 {n} 行标题"),
        };
        Decision::new("header", text("names of columns", "列名"), if named { "yes" } else { "no" }, words)
    }

    pub(super) fn skip(skipped: usize, remarks: usize) -> Decision {
        let words = say!("{skipped}, and {remarks} remarks", "{skipped} 行，另有 {remarks} 行注释");
        Decision::new("skip", text("lines skipped at the top", "开头跳过的行数"), skipped.to_string(), words)
    }
}
