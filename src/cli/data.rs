//! `nnlab data`: the shipped sets, what a file holds, and sets from folders of pictures.

use super::output::{Output, Stop};
use crate::data::pack::Pack;
use crate::data::table::Reading;
use crate::data::{digits, drawing, free, info};
use crate::say;
use crate::words::{Language, Problem, printable};
use serde_json::json;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// What to do with data.
#[derive(Debug, Clone)]
pub(super) enum Work {
    /// Draw the shipped sets again, into a folder.
    Make {
        /// Of the drawings; each set has its own when none is said.
        seed: Option<u32>,
        /// The folder.
        folder: PathBuf,
        /// Replace what is there.
        force: bool,
    },
    /// Say what files hold.
    Info {
        /// The files, which belong together.
        files: Vec<PathBuf>,
        /// What the learner says about them.
        reading: Reading,
        /// As JSON.
        json: bool,
    },
    /// Make a set from folders of pictures.
    Pack {
        /// What to pack.
        pack: Pack,
        /// The file to write.
        out: PathBuf,
        /// Replace what is there.
        force: bool,
    },
}

/// Does it and says what was done.
pub(super) fn work(work: &Work, language: Language, out: &mut Output) -> Result<(), Stop> {
    match work {
        Work::Make { seed, folder, force } => make(*seed, folder, *force, language, out),
        Work::Info { files, reading, json } => {
            let described = info::describe(files, reading)?;
            if *json {
                return Ok(writeln!(out, "{:#}", as_json(&described, language))?);
            }
            for line in described.lines() {
                writeln!(out, "{}", line.get(language))?;
            }
            Ok(())
        }
        Work::Pack { pack, out: file, force } => {
            free(file, *force)?;
            let packed = pack.write(file)?;
            for problem in &packed.skipped {
                super::complain(problem, language);
            }
            let (train, test) = (packed.set.train.len(), packed.set.test.len());
            let (side, skipped, name) = (pack.side, packed.skipped.len(), shown(file));
            let done = say!(
                "{name}: {train} pictures to train on and {test} to test with, {side} × {side} pixels; {skipped} left out",
                "{name}：训练图片 {train} 张，测试图片 {test} 张，{side} × {side} 像素；略过 {skipped} 张"
            );
            Ok(writeln!(out, "{}", done.get(language))?)
        }
    }
}

/// The description for programs: names as they are typed, sentences in the language asked for.
fn as_json(of: &info::Description, language: Language) -> serde_json::Value {
    let sets = of.sets.iter().map(|set| {
        json!({
            "name": set.name, "shape": set.shape, "type": set.kind.en, "storage": set.storage,
            "content": set.content.get(language),
        })
    });
    let columns =
        of.columns.iter().map(|(name, content)| json!({"name": name, "content": content.get(language)}));
    let decisions = of.decisions.iter().map(|decision| {
        json!({"name": decision.name, "value": decision.value, "words": decision.words.get(language)})
    });
    let verdicts = of.verdicts.iter().map(|verdict| {
        json!({
            "lesson": verdict.lesson, "fits": verdict.fits, "words": verdict.words.get(language),
            "line": verdict.line,
        })
    });
    json!({
        "file": of.file,
        "kind": of.kind.get(language),
        "sets": sets.collect::<Vec<_>>(),
        "columns": columns.collect::<Vec<_>>(),
        "decisions": decisions.collect::<Vec<_>>(),
        "lessons": verdicts.collect::<Vec<_>>(),
    })
}

/// Draws the shipped sets; from the same seed the files are the same to the bit on every machine.
fn make(
    seed: Option<u32>,
    folder: &Path,
    force: bool,
    language: Language,
    out: &mut Output,
) -> Result<(), Stop> {
    fs::create_dir_all(folder).map_err(|error| {
        let (name, why) = (shown(folder), printable(&error.to_string()));
        Problem::run(say!("{name}: the folder cannot be made ({why})", "{name}：无法创建文件夹（{why}）"))
    })?;
    let (cats, digits) = (folder.join("cats.h5"), folder.join("digits.h5"));
    free(&cats, force)?;
    free(&digits, force)?;
    drawing::generate_cats(seed.unwrap_or(drawing::SHIPPED_SEED)).write(&cats)?;
    digits::generate_digits(seed.unwrap_or(digits::SHIPPED_SEED)).write(&digits)?;
    for file in [&cats, &digits] {
        let name = shown(file);
        writeln!(out, "{}", say!("{name}: written", "{name}：已写出").get(language))?;
    }
    Ok(())
}

fn shown(path: &Path) -> String {
    printable(&path.to_string_lossy())
}
