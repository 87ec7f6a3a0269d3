//! Files opened and written with care: nothing hangs, nothing is swallowed whole by accident, nothing
//! is left half written.

use super::system;
pub(crate) use super::system::private_folder;
use crate::say;
use crate::words::{Problem, Text, printable, text};
use std::fs;
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

/// 1 MB = 2²⁰ bytes, the unit in which limits are named.
pub(crate) const MB: u64 = 1 << 20;

/// How a path is shown to a person.
pub(crate) fn shown(path: &Path) -> String {
    printable(&path.to_string_lossy())
}

/// A sentence about a file: `FILE: what`.
pub(crate) fn about(name: &str, what: &Text) -> Problem {
    Problem::run(say!("{name}: ", "{name}：").then(what))
}

/// All bytes of the regular file at `path`, at most `limit` of them.
///
/// Devices, pipes, sockets and folders are refused by what the file system says about them, before
/// and after opening; the file is opened without blocking, so that not even a race can make it hang.
///
/// # Errors
/// A sentence that names the file and what is wrong with it.
pub(crate) fn read_bytes(path: &Path, limit: u64) -> Result<Vec<u8>, Problem> {
    let name = shown(path);
    check_regular(&fs::metadata(path).map_err(|e| cannot_open(&name, &e))?, &name)?;
    let file = system::open_at_once(path).map_err(|e| cannot_open(&name, &e))?;
    let metadata = file.metadata().map_err(|e| cannot_open(&name, &e))?;
    check_regular(&metadata, &name)?;
    let size = metadata.len();
    if size > limit {
        let (size, limit) = (size.div_ceil(MB), limit / MB);
        return Err(about(
            &name,
            &say!(
                "is {size} MB long, and nnlab reads at most {limit} MB; use a smaller file",
                "有 {size} MB，而 nnlab 最多读取 {limit} MB；请换一个小一些的文件"
            ),
        ));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    file.take(limit + 1).read_to_end(&mut bytes).map_err(|e| cannot_open(&name, &e))?;
    if bytes.len() as u64 > limit {
        return Err(about(&name, &text("grew while it was being read; try again", "在读取时变大了；请重试")));
    }
    if bytes.is_empty() {
        return Err(about(&name, &text("is empty; nothing to read", "是空文件，没有可读的内容")));
    }
    Ok(bytes)
}

/// The first bytes of the regular file at `path`, at most `most`.
pub(crate) fn read_start(path: &Path, most: usize) -> Result<Vec<u8>, Problem> {
    let name = shown(path);
    check_regular(&fs::metadata(path).map_err(|e| cannot_open(&name, &e))?, &name)?;
    let file = system::open_at_once(path).map_err(|e| cannot_open(&name, &e))?;
    check_regular(&file.metadata().map_err(|e| cannot_open(&name, &e))?, &name)?;
    let mut bytes = Vec::new();
    file.take(most as u64).read_to_end(&mut bytes).map_err(|e| cannot_open(&name, &e))?;
    Ok(bytes)
}

/// The first and the last bytes of the regular file at `path`, at most so many of each: all of a short one.
pub(crate) fn read_ends(path: &Path, first: usize, last: usize) -> Result<Vec<u8>, Problem> {
    let mut bytes = read_start(path, first)?;
    let name = shown(path);
    let mut file = system::open_at_once(path).map_err(|e| cannot_open(&name, &e))?;
    let length = file.metadata().map_err(|e| cannot_open(&name, &e))?.len();
    let from = length.saturating_sub(last as u64).max(bytes.len() as u64);
    let rest =
        file.seek(io::SeekFrom::Start(from)).and_then(|_| file.take(last as u64).read_to_end(&mut bytes));
    rest.map_err(|e| cannot_open(&name, &e))?;
    Ok(bytes)
}

/// [`read_bytes`] for a text file, in whatever encoding.
pub(crate) fn read_text(path: &Path, limit: u64) -> Result<String, Problem> {
    let (name, bytes) = (shown(path), read_bytes(path, limit)?);
    super::kind::refuse_strangers(&name, &bytes, &text("a text file", "文本文件"))?;
    Ok(super::text::decode(&name, bytes, None)?.text)
}

/// The number of the line that the record of a CSV file beginning at `byte` is on: the reader counts the
/// blank lines before a record to it.
pub(crate) fn line_of_record(text: &[u8], byte: u64) -> usize {
    let byte = usize::try_from(byte).unwrap_or(usize::MAX).min(text.len());
    let blank = text[byte..].iter().take_while(|&&b| b == b'\n' || b == b'\r').count();
    text[..byte + blank].iter().filter(|&&b| b == b'\n').count() + 1
}

pub(super) fn check_regular(metadata: &fs::Metadata, name: &str) -> Result<(), Problem> {
    let kind = metadata.file_type();
    let what = if kind.is_file() {
        return Ok(());
    } else if kind.is_dir() {
        text("a folder", "文件夹")
    } else {
        system::special(kind)
    };
    let (en, zh) = (&what.en, &what.zh);
    Err(about(
        name,
        &Text {
            en: format!("is {en}, not a file; give the name of a file").into(),
            zh: format!("是{zh}，不是文件；请给出文件名").into(),
        },
    ))
}

/// Why a file could not be opened, read or written, as a sentence.
pub(crate) fn cannot_open(name: &str, error: &io::Error) -> Problem {
    let what = match error.kind() {
        io::ErrorKind::NotFound => text("there is no such file", "没有这个文件"),
        io::ErrorKind::PermissionDenied => text("may not be opened: permission denied", "无法打开：没有权限"),
        _ => {
            let why = printable(&error.to_string());
            say!("cannot be read ({why})", "无法读取（{why}）")
        }
    };
    about(name, &what)
}

/// Writes `bytes` to `path` so that at every moment either the old file or the whole new one is there:
/// a temporary file beside it, flushed to the disk, then renamed over it, then the folder flushed.
///
/// # Errors
/// A sentence that names the file and why it could not be written; nothing is left behind.
pub(crate) fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    let problem = |e: &io::Error| {
        let why = printable(&e.to_string());
        about(&shown(path), &say!("cannot be written ({why})", "无法写入（{why}）"))
    };
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_path_buf(),
        _ => PathBuf::from("."),
    };
    if path.is_dir() {
        return Err(check_regular(&fs::metadata(path).map_err(|e| problem(&e))?, &shown(path))
            .err()
            .unwrap_or_else(|| problem(&io::Error::from(io::ErrorKind::IsADirectory))));
    }
    let mut file = system::temporary(&folder).map_err(|e| problem(&e))?;
    file.write_all(bytes).map_err(|e| problem(&e))?;
    file.as_file().sync_all().map_err(|e| problem(&e))?;
    file.persist(path).map_err(|e| problem(&e.error))?;
    system::flush_folder(&folder).map_err(|e| problem(&e))
}

/// Makes sure that a file may be written at `path`: nothing is there, or with `force` a regular file that may be
/// replaced. Devices, pipes, folders and links are never replaced.
///
/// # Errors
/// A sentence that says what is there.
pub fn free(path: &Path, force: bool) -> Result<(), Problem> {
    let Ok(there) = fs::symlink_metadata(path) else { return Ok(()) };
    let name = shown(path);
    if !there.is_file() {
        let what = text(
            "is there already and is no regular file; it is not replaced, choose another name",
            "已经存在，而且不是普通文件；不会替换，请换一个名称",
        );
        return Err(about(&name, &what));
    }
    if force {
        return Ok(());
    }
    let what = text(
        "is there already; choose another name, or replace it with --force",
        "该文件已存在；请换一个名称，或用 --force 替换",
    );
    Err(about(&name, &what))
}

/// Writes a file that does not exist yet; nothing of the learner's is ever overwritten.
pub(crate) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    if fs::symlink_metadata(path).is_ok() {
        let what = text("this file exists already; choose another name", "该文件已存在；请换一个名称");
        return Err(about(&shown(path), &what));
    }
    write_atomically(path, bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence(path: &str) -> String {
        read_bytes(Path::new(path), MB).unwrap_err().to_string()
    }

    #[test]
    fn what_is_not_a_file_is_named_and_never_read() {
        assert_eq!(sentence("/dev/zero"), "/dev/zero: is a device, not a file; give the name of a file");
        assert_eq!(sentence("/"), "/: is a folder, not a file; give the name of a file");
        assert_eq!(sentence("/no/such"), "/no/such: there is no such file");
    }

    #[test]
    fn a_pipe_does_not_hang() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
        assert!(made.success());
        assert!(read_bytes(&pipe, MB).unwrap_err().to_string().contains("is a pipe"));
    }

    #[test]
    fn a_file_beyond_the_limit_is_refused_before_it_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("hole");
        fs::File::create(&path).unwrap().set_len(1 << 40).unwrap();
        let sentence = read_bytes(&path, 3 * MB).unwrap_err().to_string();
        assert!(sentence.contains("1048576 MB") && sentence.contains("at most 3 MB"), "{sentence}");
    }

    #[test]
    fn writing_replaces_the_whole_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        write_atomically(&path, b"one").unwrap();
        write_atomically(&path, b"two").unwrap();
        assert_eq!(read_text(&path, MB).unwrap(), "two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(write_atomically(folder.path(), b"x").is_err());
    }

    /// What a learner exports never takes the place of something that is there, whatever it is.
    #[test]
    fn nothing_that_is_there_is_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("weights.csv");
        write_new(&path, b"mine").unwrap();
        let refused = write_new(&path, b"yours").unwrap_err().to_string();
        assert!(refused.contains("this file exists already; choose another name"), "{refused}");
        assert_eq!(fs::read(&path).unwrap(), b"mine");
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(folder.path().join("gone"), &link).unwrap();
        assert!(write_new(&link, b"yours").is_err(), "a link that leads nowhere is there as well");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    }
}
