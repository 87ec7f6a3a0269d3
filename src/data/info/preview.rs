//! What a file is and what would be done with it, before it is opened.

use super::{Verdict, describe};
use crate::data::cats::PictureSet;
use crate::data::digits::is_set;
use crate::data::files::{MB, about, read_start, shown};
use crate::data::kind::{Kind, kind};
use crate::data::table::column::Content;
use crate::data::table::{Decision, Reading, Scale, Scaling, Table};
use crate::say;
use crate::words::{Problem, Text, printable_start, text};
use std::path::{Path, PathBuf};

/// Text, and other files, up to so long are looked through whole: of a longer table the beginning, of anything else what
/// it is.
const LOOKED_THROUGH: [u64; 2] = [2 * MB, 8 * MB];
/// Rows whose fields are shown.
const HEAD: usize = 3;
/// Tables with more columns are pictures.
const MOST_COLUMNS: usize = 40;
/// Classes of which one can be chosen.
const MOST_CLASSES: usize = 40;

/// What a column is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Learnt from.
    Feature,
    /// To be predicted.
    Answer,
    /// Neither.
    Unused,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Glance {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub holds: Text,
    /// What it is for.
    pub role: Role,
    /// Its first fields.
    pub first: Vec<String>,
}

/// A file at a glance.
#[derive(Debug, Clone)]
pub struct Preview {
    /// What it is.
    pub kind: Text,
    /// The columns of a table.
    pub columns: Vec<Glance>,
    /// What its classes are called, where one of several can be told from the rest.
    pub classes: Vec<String>,
    /// How features are brought to like sizes where nothing is said.
    pub scaling: Scaling,
    /// What was found out.
    pub decisions: Vec<Decision>,
    /// Further lines: data sets, how much was looked at.
    pub lines: Vec<Text>,
    /// What the lesson says, and others where it does not read the file.
    pub verdicts: Vec<Verdict>,
}

/// Looks at these files for a lesson; `reading` overrules what would be found out about a table. Nothing is opened for
/// long: the answer is there within a moment.
///
/// # Errors
/// A sentence if a file cannot be opened, or is damaged beyond description.
pub fn preview(paths: &[PathBuf], lesson: &str, reading: &Reading) -> Result<Preview, Problem> {
    let mut long = 0;
    for path in paths {
        let found = std::fs::metadata(path).map_err(|e| crate::data::files::cannot_open(&shown(path), &e))?;
        if found.is_dir() {
            return Ok(folder(path));
        }
        long = long.max(found.len());
    }
    let [text_most, most] = LOOKED_THROUGH;
    if long > most || (long > text_most && kind(&read_start(&paths[0], MB as usize)?) == Kind::Text) {
        return long_file(paths, reading);
    }
    let described = describe(paths, reading)?;
    let table = paths.first().filter(|_| !described.columns.is_empty());
    let table = table.and_then(|path| Table::read(path, reading).ok());
    let mut preview = Preview {
        kind: described.kind,
        columns: Vec::new(),
        classes: Vec::new(),
        scaling: Scaling::None,
        decisions: described.decisions,
        lines: Vec::new(),
        verdicts: Vec::new(),
    };
    for set in &described.sets {
        let start = format!("{} {} ", set.name, set.shape);
        preview.lines.push(Text {
            en: format!("{start}{}: {}", set.kind.en, set.content.en).into(),
            zh: format!("{start}{}：{}", set.kind.zh, set.content.zh).into(),
        });
    }
    if let Some(table) = table {
        preview.take(&table);
    }
    if lesson == "cats"
        && let Ok(set) = PictureSet::load(paths)
        && set.classes.len() > 2
    {
        preview.classes = set.classes;
    }
    let own = if lesson == "rbm" { "digits" } else { lesson };
    let (mine, others): (Vec<Verdict>, Vec<Verdict>) = described
        .verdicts
        .into_iter()
        .partition(|verdict| verdict.lesson == own || verdict.lesson.is_empty());
    preview.verdicts = mine;
    if preview.verdicts.is_empty() {
        let words = text("This lesson does not read it.", "本课不读取它。");
        preview.verdicts.push(Verdict { lesson: "", fits: false, words, line: None });
        preview.verdicts.extend(others.into_iter().filter(|verdict| verdict.fits).take(2));
    }
    Ok(preview)
}

/// What can be said of a folder at once.
fn folder(path: &Path) -> Preview {
    let words = if is_set(path) {
        text("It holds pictures of digits or letters.", "里面有数字或字母图片。")
    } else {
        text("It is searched for data when it is opened.", "打开时会在其中查找数据。")
    };
    Preview::only(text("a folder", "文件夹"), words)
}

/// What can be said of a long file at once: of a table the beginning.
fn long_file(paths: &[PathBuf], reading: &Reading) -> Result<Preview, Problem> {
    let path = &paths[0];
    let mut start = read_start(path, MB as usize)?;
    let what = kind(&start);
    let length = std::fs::metadata(path).map_or(0, |found| found.len()).div_ceil(MB);
    let whole = say!("{length} MB, read whole when it is opened", "{length} MB，打开时读取全部");
    if what != Kind::Text {
        return Ok(Preview::only(what.words(), whole));
    }
    let end = start.iter().rposition(|byte| *byte == b'\n').map_or(start.len(), |at| at + 1);
    start.truncate(end);
    let table = Table::parse(&shown(path), start, reading)?;
    let columns = table.columns.len();
    let mut preview = Preview::only(say!("a table of {columns} columns", "{columns} 列的表格"), whole);
    let rows = table.rows;
    preview.lines.push(say!("looked at: the first {rows} rows", "只看了前 {rows} 行"));
    preview.decisions = table.sheet.decisions.clone();
    if columns <= MOST_COLUMNS {
        preview.take(&table);
    }
    Ok(preview)
}

impl Preview {
    fn only(kind: Text, line: Text) -> Preview {
        Preview {
            kind,
            columns: Vec::new(),
            classes: Vec::new(),
            scaling: Scaling::None,
            decisions: Vec::new(),
            lines: vec![line],
            verdicts: Vec::new(),
        }
    }

    /// The columns of a table.
    fn take(&mut self, table: &Table) {
        let mut head: Vec<Vec<String>> = Vec::new();
        // Enough seen is no trouble.
        let _ = table.sheet.rows(|row| {
            let shown =
                |field: &str| if field.is_empty() { "–".into() } else { printable_start(field, 12) };
            head.push((0..table.columns.len()).map(|at| shown(row.field(at))).collect());
            if head.len() < HEAD { Ok(()) } else { Err(about("", &Text::default())) }
        });
        let role = |at: usize| match () {
            () if at == table.roles.answer => Role::Answer,
            () if table.roles.features.contains(&at) => Role::Feature,
            () => Role::Unused,
        };
        let glance = |(at, column): (usize, &crate::data::table::Column)| Glance {
            name: column.name.clone(),
            holds: column.words(),
            role: role(at),
            first: head.iter().map(|row| row[at].clone()).collect(),
        };
        self.columns = table.columns.iter().enumerate().map(glance).collect();
        let answer = table.answer();
        let of_classes = answer.content() != Content::Numbers || answer.is_of_classes(MOST_CLASSES);
        if of_classes && !answer.many && (3..=MOST_CLASSES).contains(&answer.values.len()) {
            self.classes = answer.values.iter().map(|(name, _)| name.clone()).collect();
        }
        let wanted = crate::data::table::Wanted::Either(MOST_CLASSES);
        if let Ok(read) = table.labelled(wanted) {
            self.scaling = Scale::choose(Scaling::Auto, &read.features, read.names.len()).scaling;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(text: &str, lesson: &str, reading: &Reading) -> Preview {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.csv");
        std::fs::write(&path, text).unwrap();
        preview(&[path], lesson, reading).unwrap()
    }

    #[test]
    fn columns_roles_first_fields_and_scaling_are_seen_before_anything_is_opened() {
        let text = "id,width,height,kind\n1,10,0.5,rosa\n2,30,0.1,alba\n3,20,,rosa\n4,40,0.2,alba\n";
        let seen = look(text, "network", &Reading::default());
        let roles: Vec<Role> = seen.columns.iter().map(|column| column.role).collect();
        assert_eq!(roles, [Role::Unused, Role::Feature, Role::Feature, Role::Answer]);
        assert_eq!(seen.columns[3].first, ["rosa", "alba", "rosa"]);
        assert!(seen.columns[2].holds.en.contains("1 missing"), "{:?}", seen.columns[2]);
        assert_eq!(seen.scaling, Scaling::Standard);
        assert!(seen.verdicts[0].fits, "{:?}", seen.verdicts);
        let asked =
            Reading { columns: vec!["width".into()], label: Some("height".into()), ..Reading::default() };
        let seen = look(text, "network", &asked);
        assert_eq!((seen.columns[1].role, seen.columns[2].role), (Role::Feature, Role::Answer));
        assert_eq!(seen.columns[3].role, Role::Unused);
    }

    #[test]
    fn of_a_long_table_the_beginning_is_looked_at() {
        let mut text = String::from("a,b,c\n");
        while text.len() < 3 << 20 {
            text.push_str("1.25,2.5,0\n-1.5,4,1\n");
        }
        let seen = look(&text, "logistic", &Reading::default());
        assert_eq!(seen.columns.len(), 3);
        assert!(seen.lines[1].en.contains("looked at: the first"), "{:?}", seen.lines);
    }
}
