//! How the learner's own pictures of digits are read.

use super::lessons::Facts;
use super::page::refused;
use super::table::{Written, slices};
use super::{Course, literal};
use crate::data::digits::{Found, Hot, Inside, Layout, Part, Place, Told};
use crate::say;
use crate::words::Problem;
use minijinja::value::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What a script takes from the pictures.
#[derive(Debug, Clone, Copy)]
pub(super) struct Taken {
    /// The digits that are written on them.
    pub(super) labels: bool,
    /// Those to test with.
    pub(super) test: bool,
}

/// What a template needs: the side, and for pictures of one's own the lines that read them.
///
/// # Errors
/// A sentence when the files are written in a way that a short script does not read.
pub(super) fn facts(course: &Course, told: Option<Told>, taken: Taken) -> Result<Facts, Problem> {
    let Some(told) = told else {
        return Ok(Facts::from([
            ("side".into(), Value::from(16)),
            ("classes".into(), Value::from(10)),
            ("shipped".into(), Value::from(true)),
            ("tested".into(), Value::from(taken.test)),
        ]));
    };
    if told.parts.iter().any(|found| matches!(found.part, Part::Folders)) {
        let why = say!(
            "pictures in folders take a library to read. Pack them into one file first.",
            "读取文件夹中的图片需要图像库。请先打包成一个文件。"
        );
        return Err(refused("data", &why));
    }
    let mut own = BTreeMap::from([("gzip", Value::from(false)), ("h5py", Value::from(false))]);
    let mut lines = Lines { told: &told, taken, lines: Vec::new(), path: String::new() };
    if told.parts.iter().all(|found| found.sheet.is_some()) {
        own.insert("table", lines.tables()?);
    } else {
        for (at, found) in told.parts.iter().enumerate().filter(|(at, _)| *at == 0 || taken.test) {
            lines.arrays(at, &found.part);
        }
    }
    if told.parts.len() == 1 {
        lines.split(course.seed);
    }
    let text = lines.lines.join("\n");
    for module in ["gzip", "h5py"] {
        own.insert(module, Value::from(text.contains(&format!("{module}."))));
    }
    own.insert("lines", Value::from(text));
    Ok(Facts::from([
        ("side".into(), Value::from(told.side)),
        ("classes".into(), Value::from(told.classes.len())),
        ("shipped".into(), Value::from(false)),
        ("tested".into(), Value::from(taken.test)),
        ("own".into(), Value::from(own)),
    ]))
}

/// The classes as the files write them.
fn labels(told: &Told) -> Vec<String> {
    match &told.labels {
        Some(numbers) => numbers.iter().map(f64::to_string).collect(),
        None => told.classes.iter().map(|class| literal::string(class)).collect(),
    }
}

/// Pixels as numbers from 0 to 1: bytes by 255, everything else in steps of 1/255.
fn fractions(told: &Told, x: &str) -> String {
    let (low, high) = told.ink;
    if told.whole && told.ink == (0.0, 255.0) {
        return format!("{x} / 255");
    }
    let part = match low {
        0.0 => format!("{x} / {high:?}"),
        low => format!("({x} + {:?}) / {:?}", -low, high - low),
    };
    format!("np.floor({part} * 255 + 0.5) / 255")
}

/// The lines that read pictures, in the making.
struct Lines<'a> {
    told: &'a Told,
    taken: Taken,
    lines: Vec<String>,
    /// The file that `path` names.
    path: String,
}

impl Lines<'_> {
    /// Names of the pictures and digits of a part.
    fn names(&self, part: usize) -> (&'static str, &'static str) {
        match part {
            0 => ("x", "y"),
            _ => ("x_test", "y_test"),
        }
    }

    /// The pictures as numbers from 0 to 1, upright.
    fn finish(&mut self, x: &str) {
        let side = self.told.side;
        self.lines
            .push(format!("{x} = {}", fractions(self.told, &format!("{x}.reshape(-1, {side}, {side})"))));
        if self.told.turned {
            self.lines.push(format!("{x} = {x}.transpose(0, 2, 1)"));
        }
    }

    /// Labels that are not the digits themselves become their places in a list.
    fn places(&mut self, y: &str) {
        if self.told.are_digits() || !self.taken.labels {
            return;
        }
        if y == "y" {
            self.lines.extend(literal::wrapped("classes = [", &labels(self.told), "]"));
        }
        self.lines.push(format!("{y} = np.array([classes.index(label) for label in {y}])"));
    }

    /// Tables are read by one function.
    fn tables(&mut self) -> Result<Value, Problem> {
        let mut all: Vec<BTreeMap<&'static str, String>> = Vec::new();
        for found in &self.told.parts {
            all.push(table(found)?);
        }
        // What is left out in one is not in the other.
        for name in ["missing", "blank"] {
            let words: BTreeSet<String> =
                all.iter().flat_map(|table| table[name].split('\n').map(String::from)).collect();
            let words = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join("\n");
            all.iter_mut().for_each(|table| _ = table.insert(name, words.clone()));
        }
        let mut first = all[0].clone();
        // Lines above the rows may be more in one than in the other.
        let skip = all.iter().any(|other| other["above"] != first["above"]);
        let differs = |name: &str| all.iter().any(|other| other[name] != first[name]);
        if let Some(name) = first.keys().copied().find(|name| *name != "above" && differs(name)) {
            let why = say!(
                "its two tables are not written alike ({name}). Write them in one form.",
                "两张表的写法不同（{name}）。请改成同一种写法。"
            );
            return Err(refused("data", &why));
        }
        let above: Vec<String> = all.iter().map(|table| table["above"].clone()).collect();
        let cut = match above[0].as_str() {
            _ if skip => "[skip:]".to_string(),
            "0" => String::new(),
            above => format!("[{above}:]"),
        };
        first.insert("lines", first["lines"].replace("readlines()", &format!("readlines(){cut}")));
        first.insert("skip", if skip { ", skip".into() } else { String::new() });
        let test = self.taken.test;
        for (at, found) in self.told.parts.iter().enumerate().filter(|(at, _)| *at == 0 || test) {
            let Part::Table { path, .. } = &found.part else { continue };
            let (x, y) = self.names(at);
            let y = if self.taken.labels { y } else { "_" };
            self.lines.extend(literal::assigned("path", &path.display().to_string()));
            let skip = if skip { format!(", {}", above[at]) } else { String::new() };
            self.lines.push(format!("{x}, {y} = read_table(path{skip})"));
            self.finish(x);
            self.places(y);
        }
        if !first["missing"].is_empty() {
            first.insert("missing", format!("({},)", first["missing"].replace('\n', ", ")));
        }
        let mut table: BTreeMap<&str, Value> =
            first.into_iter().map(|(name, it)| (name, Value::from(it))).collect();
        table.insert("tens", Value::from(self.told.tens && self.told.are_digits()));
        table.insert("words", Value::from(self.told.labels.is_none()));
        Ok(Value::from(table))
    }

    /// The arrays of a part.
    fn arrays(&mut self, part: usize, found: &Part) {
        let Part::Arrays { pictures, layout, bytes, labels, hot } = found else { return };
        let (x, y) = self.names(part);
        self.open(&pictures.path);
        let real = if *bytes { "" } else { ".astype(float)" };
        self.lines.push(format!("{x} = {}{real}", array(pictures)));
        let n = self.told.side * self.told.side;
        match layout {
            Layout::Rows => {}
            Layout::Columns => self.lines.push(format!("{x} = {x}.reshape({n}, -1).T")),
            Layout::Colours | Layout::ColoursFirst => {
                let shape = if *layout == Layout::Colours { "-1, 3".into() } else { format!("-1, 3, {n}") };
                self.lines.push(format!("r, g, b = np.moveaxis({x}.reshape({shape}).astype(float), 1, 0)"));
                let grey = "0.299 * r + 0.587 * g + 0.114 * b";
                let line = if *bytes { format!("np.floor({grey})") } else { grey.to_string() };
                self.lines.push(format!("{x} = {line}"));
            }
        }
        self.finish(x);
        if !self.taken.labels {
            return;
        }
        self.open(&labels.path);
        let hot = match hot {
            Hot::No if self.told.labels.is_none() => ".ravel()".to_string(),
            Hot::No => ".ravel().astype(int)".to_string(),
            Hot::Rows(k) => format!(".reshape(-1, {k}).argmax(axis=1)"),
            Hot::Columns(k) => format!(".reshape({k}, -1).argmax(axis=0)"),
        };
        let tens = if self.told.tens && self.told.are_digits() { " % 10" } else { "" };
        self.lines.push(format!("{y} = {}{hot}{tens}", array(labels)));
        self.places(y);
    }

    fn open(&mut self, path: &std::path::Path) {
        let path = path.display().to_string();
        if path != self.path {
            self.lines.extend(literal::assigned("path", &path));
            self.path = path;
        }
    }

    /// A fifth of the pictures, chosen by the seed, to test with.
    fn split(&mut self, seed: u32) {
        let Taken { labels, test } = self.taken;
        self.lines.push(format!("np.random.seed({seed})"));
        self.lines.push("order = np.random.permutation(len(x))".into());
        self.lines.push("fifth = max(len(x) // 5, 1)".into());
        let mut both = |name: &str| {
            self.lines.push(match test {
                true => format!("{name}_test, {name} = {name}[order[:fifth]], {name}[order[fifth:]]"),
                false => format!("{name} = {name}[order[fifth:]]"),
            });
        };
        both("x");
        if labels {
            both("y");
        }
    }
}

/// An array of the file that `path` names.
fn array(place: &Place) -> String {
    let file = if place.packed { "gzip.open(path)" } else { "path" };
    match &place.inside {
        Inside::Hdf5(name) => format!("h5py.File({file})[{}][:]", literal::string(name)),
        Inside::Npz(name) => format!("np.load({file})[{}]", literal::string(name)),
        Inside::Npy => format!("np.load({file})"),
        // Behind the header; the shape is given to it below.
        Inside::Idx { number, header } => {
            let open = if place.packed { file } else { "open(path, \"rb\")" };
            format!("np.frombuffer({open}.read(), \"{number}\", offset={header})")
        }
    }
}

/// How a table is written, word by word.
fn table(found: &Found) -> Result<BTreeMap<&'static str, String>, Problem> {
    let (Some((sheet, pixels)), &Part::Table { label, .. }) = (&found.sheet, &found.part) else {
        return Err(refused("data", &say!("it is no table.", "它不是表格。")));
    };
    let mut needed = pixels.clone();
    needed.push(label);
    let all: Vec<usize> = (0..sheet.width()).collect();
    let written = Written::of(sheet, &needed, &all)?;
    let slices = slices(pixels);
    let comma = written.point();
    let pixels = if written.comma { format!("[x{comma} for x in {slices}]") } else { slices };
    Ok(BTreeMap::from([
        ("encoding", written.encoding.clone()),
        ("lines", written.kept()),
        ("above", written.above.to_string()),
        ("blank", if written.blank { "blank".into() } else { String::new() }),
        ("rows", written.rows()),
        ("missing", written.missing.join("\n")),
        ("pixels", pixels),
        ("label", format!("row[{label}]{comma}")),
    ]))
}
