//! Small files that outlive a session, read with distrust and written whole.

use crate::data::files::{MB, about, cannot_open, private_folder, read_bytes, shown, write_atomically};
use crate::say;
use crate::words::{Problem, printable, text};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

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
        Ok(()) => write_atomically(path, words.as_bytes()),
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

/// Moves a file that cannot be used out of the way, so that saving works again and nothing is lost.
pub(super) fn set_aside(path: &Path) -> Result<(), Problem> {
    let mut aside = path.as_os_str().to_owned();
    aside.push(".bad");
    fs::rename(path, &aside).map_err(|_| {
        about(&shown(path), &text("cannot be used, nor moved out of the way", "无法使用，也无法移开"))
    })
}
