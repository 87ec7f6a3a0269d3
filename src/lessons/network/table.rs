//! The table a network learns: rows of inputs with the answers that are wanted.

use crate::data::csv_points::MOST_CLASSES;
use crate::data::table::{self, Content, Labelled, Reading, Scale, Scaling, Targets, Wanted};
use crate::lessons::networks::diagram::subscript;
use crate::lessons::networks::{Examples, Inputs};
use crate::say;
use crate::words::{Problem, Text, figure, printable, printable_start, same, text};
use std::path::PathBuf;

/// Inputs of which all combinations are listed.
const MOST_INPUTS: usize = 5;
/// The largest input.
const LARGEST: f64 = 1e6;

/// Rows of inputs with wanted answers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Table {
    pub(super) examples: Examples,
    pub(super) inputs: usize,
    pub(super) outputs: usize,
    /// What inputs and answers are called, where the learner's file says so.
    pub(super) names: Option<Vec<String>>,
    /// How the inputs of a file were brought to like sizes.
    pub(super) scale: Option<Scale>,
    /// That an input of a file says nothing.
    pub(super) constant: Option<Text>,
}

impl Table {
    /// Reads `inputs:answers; inputs:answers; …`, numbers separated by commas or blanks.
    pub(super) fn parse(words: &str) -> Result<Table, Problem> {
        let words = words.replace('，', ",").replace('；', ";").replace('：', ":");
        let mut rows = Vec::new();
        for (at, line) in words.split([';', '\n']).filter(|line| !line.trim().is_empty()).enumerate() {
            let row = at + 1;
            let Some((inputs, answers)) = line.split_once(':') else {
                let line = printable(line.trim());
                return Err(Problem::usage(say!(
                    "Row {row} of the table, \"{line}\", needs a colon between its inputs and the answer wanted, like 0,1:1.",
                    "表格第 {row} 行“{line}”缺少冒号，应写成 输入:答案，如 0,1:1。"
                )));
            };
            rows.push((numbers(inputs, row)?, numbers(answers, row)?));
        }
        let Some((inputs, outputs)) = rows.first().map(|(inputs, answers)| (inputs.len(), answers.len()))
        else {
            return Err(Problem::usage(text(
                "The table has no rows; write some like 0,1:1; 1,1:0.",
                "表格没有任何行；请写成 0,1:1; 1,1:0 这样。",
            )));
        };
        if let Some(at) = rows.iter().position(|(x, y)| (x.len(), y.len()) != (inputs, outputs)) {
            let row = at + 1;
            return Err(Problem::usage(say!(
                "Row {row} of the table is not as long as the first one: {inputs} inputs, {outputs} answers.",
                "表格第 {row} 行与第一行长度不同：应有 {inputs} 个输入、{outputs} 个答案。"
            )));
        }
        let (inputs_of, answers): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
        Table::new(inputs_of.concat(), answers.concat(), (inputs, outputs), None)
    }

    /// All rows of zeros and ones; wanted is how many ones there are, in binary with the lowest digit first. With one
    /// answer: whether their number is odd.
    pub(super) fn ones(inputs: usize, outputs: usize) -> Result<Table, Problem> {
        if inputs > MOST_INPUTS {
            return Err(Problem::usage(say!(
                "All rows of {inputs} zeros and ones are too many; write the rows of the table, or take at most {MOST_INPUTS} inputs.",
                "{inputs} 位 0 和 1 的所有组合太多；请写出表格的行，或最多用 {MOST_INPUTS} 个输入。"
            )));
        }
        let (mut x, mut y) = (Vec::new(), Vec::new());
        for row in 0..1_u32 << inputs {
            x.extend((0..inputs).rev().map(|bit| f64::from(row >> bit & 1)));
            y.extend((0..outputs).map(|digit| f64::from(row.count_ones() >> digit & 1)));
        }
        Table::new(x, y, (inputs, outputs), None)
    }

    /// Reads the table in a file: its features are the inputs; classes are an output each, two of them one output.
    /// Where the layers have several outputs and just as many columns as the file, its last ones are the answers.
    pub(super) fn read(
        files: &[PathBuf],
        reading: &Reading,
        scaling: Scaling,
        (inputs, outputs): (usize, usize),
    ) -> Result<Table, Problem> {
        let [file] = files else {
            let count = files.len();
            return Err(Problem::usage(say!(
                "This lesson reads one table, not {count} files.",
                "本课读取一个表格，而不是 {count} 个文件。"
            )));
        };
        let mut read = table::Table::read(file, reading)?;
        let asked = !reading.columns.is_empty() || reading.label.is_some();
        let several = outputs > 1 && !asked && inputs + outputs == read.columns.len();
        if several && read.columns.iter().all(|column| column.content() == Content::Numbers) {
            return Table::of_numbers(&mut read, inputs);
        }
        let Labelled { mut features, names, targets, answer, left_out: _ } =
            read.labelled(Wanted::Either(MOST_CLASSES))?;
        let constant = crate::lessons::trouble::constant(&names, &features);
        let scale = Scale::choose(scaling, &features, names.len());
        scale.apply_all(&mut features);
        let (answers, called) = match targets {
            Targets::Values(values) => (values, vec![answer]),
            Targets::Classes { labels, names } if names.len() <= 2 => {
                if names.len() < 2 {
                    return Err(one_class(&read.sheet.name, &names));
                }
                (labels.iter().map(|label| f64::from(*label)).collect(), vec![names[1].clone()])
            }
            Targets::Classes { labels, names } => {
                let one_of =
                    |label: u8| (0..names.len()).map(move |class| f64::from(usize::from(label) == class));
                (labels.iter().flat_map(|label| one_of(*label).collect::<Vec<_>>()).collect(), names.clone())
            }
        };
        let (n, k) = (names.len(), called.len());
        let names = names.into_iter().chain(called).map(|name| printable_start(&name, 12)).collect();
        let mut table = Table::new(features, answers, (n, k), Some(names))?;
        table.scale = Some(scale);
        table.constant = constant;
        Ok(table)
    }

    /// A table whose last columns are all answers.
    fn of_numbers(read: &mut table::Table, inputs: usize) -> Result<Table, Problem> {
        let outputs = read.columns.len() - inputs;
        let names = read.columns.iter().map(|column| printable_start(&column.name, 12)).collect();
        read.roles.features = (0..inputs + outputs - 1).collect();
        read.roles.answer = inputs + outputs - 1;
        let Labelled { features, targets: Targets::Values(last), .. } = read.labelled(Wanted::Values)? else {
            return Table::parse("");
        };
        let (mut x, mut y) = (Vec::new(), Vec::new());
        for (row, last) in features.chunks_exact(inputs + outputs - 1).zip(last) {
            x.extend_from_slice(&row[..inputs]);
            y.extend_from_slice(&row[inputs..]);
            y.push(last);
        }
        Table::new(x, y, (inputs, outputs), Some(names))
    }

    fn new(
        inputs: Vec<f64>,
        targets: Vec<f64>,
        (n, k): (usize, usize),
        names: Option<Vec<String>>,
    ) -> Result<Table, Problem> {
        if let Some(y) = targets.iter().find(|y| !(0.0..=1.0).contains(*y)) {
            let y = figure(*y, 6);
            return Err(Problem::usage(say!(
                "An answer of {y} is wanted, but these networks answer between 0 and 1; scale the answers.",
                "应有的答案里有 {y}，但这些网络的输出在 0 到 1 之间；请先缩放答案。"
            )));
        }
        if let Some(x) = inputs.iter().find(|x| x.is_nan() || x.abs() > LARGEST) {
            let x = figure(*x, 6);
            return Err(Problem::usage(say!(
                "The table has an input of {x}; inputs go up to ±1000000.",
                "表格里有输入 {x}；输入的绝对值不能超过 1000000。"
            )));
        }
        let count = targets.len() / k;
        let examples = Examples { inputs: Inputs::Reals(inputs), targets, count };
        Ok(Table { examples, inputs: n, outputs: k, names, scale: None, constant: None })
    }

    /// How an example is called in a list: its inputs.
    pub(super) fn label(&self, example: usize) -> Text {
        let (inputs, _) = self.examples.one(example);
        let short = inputs.len() <= 6 && self.scale.is_none();
        match short {
            true => same(inputs.iter().map(|x| figure(*x, 3)).collect::<Vec<_>>().join(" ")),
            false => say!("row {}", "第 {} 行", example + 1),
        }
    }

    /// The names of the inputs and of the outputs.
    pub(super) fn names(&self) -> (Vec<String>, Vec<String>) {
        match &self.names {
            Some(names) => (names[..self.inputs].to_vec(), names[self.inputs..].to_vec()),
            None => {
                let list = |letter: char, count: usize| {
                    (0..count).map(|at| format!("{letter}{}", subscript(at + 1))).collect()
                };
                let outputs =
                    if self.outputs == 1 { vec!["ŷ".to_string()] } else { list('o', self.outputs) };
                (list('x', self.inputs), outputs)
            }
        }
    }
}

fn one_class(file: &str, names: &[String]) -> Problem {
    let class = names.first().cloned().unwrap_or_default();
    Problem::run(say!(
        "{file}: every row has the answer “{class}”; there is nothing to tell apart",
        "{file}：每一行的答案都是“{class}”，没有可区分的类别"
    ))
}

fn numbers(words: &str, row: usize) -> Result<Vec<f64>, Problem> {
    let parts = words.split([',', ' ']).map(str::trim).filter(|part| !part.is_empty());
    let read: Result<Vec<f64>, &str> = parts.map(|part| part.parse().map_err(|_| part)).collect();
    match read {
        Ok(numbers) if !numbers.is_empty() => Ok(numbers),
        Ok(_) => Err(Problem::usage(say!(
            "Row {row} of the table has nothing on one side of its colon.",
            "表格第 {row} 行冒号的一侧是空的。"
        ))),
        Err(part) => {
            let part = printable(part);
            Err(Problem::usage(say!(
                "Row {row} of the table says \"{part}\", which is not a number.",
                "表格第 {row} 行的“{part}”不是数。"
            )))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ones_are_counted_in_binary() {
        let table = Table::ones(3, 2).expect("eight rows");
        assert_eq!(table.examples.one(6), (vec![1.0, 1.0, 0.0], &[0.0, 1.0][..]));
        assert_eq!(table.examples.one(7), (vec![1.0; 3], &[1.0, 1.0][..]));
        assert!(Table::ones(6, 1).is_err());
    }

    #[test]
    fn what_is_wrong_is_said_with_its_row() {
        let say = |words: &str| Table::parse(words).expect_err(words).to_string();
        assert!(say("0,1:1; 1 1").contains("Row 2 of the table, \"1 1\", needs a colon"));
        assert!(say("0,1:1; 1:1").contains("Row 2 of the table is not as long"));
        assert!(say("0,a:1").contains("Row 1 of the table says \"a\""));
        assert!(say("0,1:").contains("nothing on one side"));
        assert!(say(" ; ").contains("no rows"));
        assert!(say("0:2").contains("between 0 and 1"));
        assert!(say("1e9:1").contains("input of"));
        assert!(say("0:nan").contains("between 0 and 1"));
        assert_eq!(Table::parse("0 1：1；1，1：0").expect("Chinese marks").examples.count, 2);
    }
}
