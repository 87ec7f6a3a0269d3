//! Small files that outlive a session, read with distrust and written whole.

use crate::data::files::{MB, about, cannot_open, private_folder, read_bytes, shown, write_atomically};
use crate::say;
use crate::words::{Problem, printable, text};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

/// A temporary file that is this old belongs to a program that is gone: writing takes milliseconds.
const FORSAKEN: Duration = Duration::from_secs(60);

/// The text of a small file; `None` when there is none.
///
/// # Errors
/// A sentence when it is not a regular file, longer than 1 MB, not text, or cannot be opened.
pub(super) fn read(path: &Path) -> Result<Option<String>, Problem> {
    match fs::symlink_metadata(path) {
        // A folder that is a file on the way to it holds no file either.
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(cannot_open(&shown(path), &error)),
        Ok(found) if found.is_file() && found.len() == 0 => Ok(Some(String::new())),
        Ok(_) => String::from_utf8(read_bytes(path, MB)?)
            .map(Some)
            .map_err(|_| about(&shown(path), &text("is not text in UTF-8", "不是 UTF-8 文本"))),
    }
}

/// Writes a small file so that at every moment the old or the new one is whole, making its folder
/// (readable by its owner alone) first.
///
/// # Errors
/// A sentence that says why it was not saved.
pub(super) fn write(path: &Path, words: &str) -> Result<(), Problem> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let written = match private_folder(folder) {
        Ok(()) => {
            sweep(folder);
            write_atomically(&target(path), words.as_bytes())
        }
        Err(error) => {
            let why = printable(&error.to_string());
            let what = say!("the folder cannot be made ({why})", "无法创建文件夹（{why}）");
            Err(about(&shown(folder), &what))
        }
    };
    written
        .map_err(|problem| Problem {
            text: text("not saved: ", "未保存：").then(&problem.text), ..problem
        })
}

/// Takes away what programs left behind that were killed while they wrote: files with the beginning of our temporary
/// names that nobody has written to for a while.
fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let ours = entry.file_name().to_string_lossy().starts_with(".nnlab-");
        let age = entry
            .metadata()
            .ok()
            .filter(fs::Metadata::is_file)
            .and_then(|it| it.modified().ok()?.elapsed().ok());
        if ours && age.is_some_and(|age| age > FORSAKEN) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Holds the file for this program alone until what is returned is dropped, so that two windows do not write over
/// each other. Where nothing can be locked (a folder that cannot be written), there is nothing to protect.
pub(super) fn hold(path: &Path) -> Option<fs::File> {
    private_folder(path.parent()?).ok()?;
    let lock = fs::File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path.with_extension("lock"))
        .ok()?;
    lock.lock().ok()?;
    Some(lock)
}

/// The file behind a link to one, so that writing leaves the link as it is.
fn target(path: &Path) -> std::path::PathBuf {
    let is_link = fs::symlink_metadata(path).is_ok_and(|found| found.file_type().is_symlink());
    match fs::canonicalize(path) {
        Ok(target) if is_link && target.is_file() => target,
        _ => path.to_path_buf(),
    }
}

/// Moves a file that cannot be used out of the way, so that saving works again and nothing is lost: not what was
/// moved before either. Gives its new name.
pub(super) fn set_aside(path: &Path) -> Result<String, Problem> {
    let names = std::iter::once(".bad".to_string()).chain((2..100).map(|number| format!(".bad{number}")));
    let places = names.map(|end| {
        let mut aside = path.as_os_str().to_owned();
        aside.push(end);
        std::path::PathBuf::from(aside)
    });
    let free = |aside: &std::path::PathBuf| fs::symlink_metadata(aside).is_err();
    let cannot =
        || about(&shown(path), &text("cannot be used, nor moved out of the way", "无法使用，也无法移开"));
    let aside = places.into_iter().find(free).ok_or_else(cannot)?;
    fs::rename(path, &aside).map_err(|_| cannot())?;
    Ok(aside.file_name().unwrap_or_default().to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::SystemTime;

    #[test]
    fn what_killed_programs_left_behind_goes_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        for (name, minutes) in [(".nnlab-old", 5), (".nnlab-now", 0), ("notes", 500), (".other", 500)] {
            let file = fs::File::create(at(name)).expect("a file");
            file.set_modified(SystemTime::now() - Duration::from_secs(60 * minutes)).expect("its age");
        }
        assert_eq!(write(&at("progress.toml"), "x = 1\n"), Ok(()));
        let left =
            ["progress.toml", ".nnlab-old", ".nnlab-now", "notes", ".other"].map(|name| at(name).exists());
        assert_eq!(left, [true, false, true, true, true]);
    }
}
