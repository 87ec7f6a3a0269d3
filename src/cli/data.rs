//! `nnlab data`: the shipped sets, what a file holds, and sets from folders of pictures.

use super::output::{Output, Stop};
use crate::data::pack::Pack;
use crate::data::{digits, drawing, info};
use crate::say;
use crate::words::{Language, Problem, printable};
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
    },
    /// Say what a file holds.
    Info(PathBuf),
    /// Make a set from folders of pictures.
    Pack {
        /// What to pack.
        pack: Pack,
        /// The file to write.
        out: PathBuf,
    },
}

/// Does it and says what was done.
pub(super) fn work(work: &Work, language: Language, out: &mut Output) -> Result<(), Stop> {
    match work {
        Work::Make { seed, folder } => make(*seed, folder, language, out),
        Work::Info(file) => {
            for line in info::describe(file)?.lines() {
                writeln!(out, "{}", line.get(language))?;
            }
            Ok(())
        }
        Work::Pack { pack, out: file } => {
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

/// Draws the shipped sets; from the same seed the files are the same to the bit on every machine.
fn make(seed: Option<u32>, folder: &Path, language: Language, out: &mut Output) -> Result<(), Stop> {
    fs::create_dir_all(folder).map_err(|error| {
        let (name, why) = (shown(folder), printable(&error.to_string()));
        Problem::run(say!("{name}: the folder cannot be made ({why})", "{name}：无法创建文件夹（{why}）"))
    })?;
    let (cats, digits) = (folder.join("cats.h5"), folder.join("digits.h5"));
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
