//! What a file of data holds, in two numbers: to know it again, or to say that it has changed.

use super::files::{about, cannot_open, check_regular, shown};
use super::system;
use crate::say;
use crate::words::{Problem, text};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Folders in folders are looked into so deep.
const DEPTH: usize = 8;

/// Bytes and checksum (CRC-32) of a file, or of all files in a folder with their names.
///
/// # Errors
/// A sentence that names what cannot be read.
pub fn seal(path: &Path) -> Result<(u64, u32), Problem> {
    let mut hasher = crc32fast::Hasher::new();
    let mut bytes = 0;
    take(path, DEPTH, &mut hasher, &mut bytes)?;
    Ok((bytes, hasher.finalize()))
}

/// Whether a file still is what it was.
///
/// # Errors
/// A sentence that names the file and says that it is missing or has changed.
pub fn check(path: &Path, (bytes, sum): (u64, u32)) -> Result<(), Problem> {
    let (now, now_sum) = seal(path)?;
    let name = shown(path);
    if now != bytes {
        return Err(about(
            &name,
            &say!(
                "has changed: it had {bytes} bytes, now it has {now}. Other data give other numbers; to use it as it is now, open it anew: with --data, or in the lesson",
                "已经改变：原来有 {bytes} 字节，现在有 {now} 字节。数据不同，结果也不同；若要使用现在的内容，请重新打开：用 --data，或在课程中打开"
            ),
        ));
    }
    if now_sum == sum {
        return Ok(());
    }
    Err(about(
        &name,
        &text(
            "has changed: it is as long as it was, but its content is another. Other data give other numbers; to use it as it is now, open it anew: with --data, or in the lesson",
            "已经改变：长度相同，但内容不同。数据不同，结果也不同；若要使用现在的内容，请重新打开：用 --data，或在课程中打开",
        ),
    ))
}

fn take(path: &Path, depth: usize, hasher: &mut crc32fast::Hasher, bytes: &mut u64) -> Result<(), Problem> {
    let cannot = |error| cannot_open(&shown(path), &error);
    let found = fs::metadata(path).map_err(cannot)?;
    if found.is_dir() && depth > 0 {
        let entries = fs::read_dir(path).map_err(cannot)?;
        let mut inside: Vec<PathBuf> =
            entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>().map_err(cannot)?;
        inside.sort();
        // Links that lead nowhere, pipes and the like are no data.
        inside.retain(|path| fs::metadata(path).is_ok_and(|found| found.is_file() || found.is_dir()));
        for path in inside {
            hasher.update(path.file_name().unwrap_or_default().as_encoded_bytes());
            take(&path, depth - 1, hasher, bytes)?;
        }
        return Ok(());
    }
    check_regular(&found, &shown(path))?;
    let mut file = system::open_at_once(path).map_err(cannot)?;
    let mut part = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut part).map_err(cannot)?;
        if read == 0 {
            return Ok(());
        }
        hasher.update(&part[..read]);
        *bytes += read as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_changes_is_said_whatever_changes_in_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("points.csv");
        fs::write(&file, "1,2,0\n").expect("written");
        let (alone, all) = (seal(&file).expect("read"), seal(folder.path()).expect("read"));
        assert_eq!((alone.0, all.0), (6, 6));
        assert_eq!((check(&file, alone), check(folder.path(), all)), (Ok(()), Ok(())));
        for words in ["1,2,1\n", "1,2,0\n3,4,1\n"] {
            fs::write(&file, words).expect("written");
            for (path, was) in [(file.as_path(), alone), (folder.path(), all)] {
                let problem = check(path, was).expect_err("it has changed");
                let name = path.file_name().expect("a name").to_string_lossy();
                assert!(
                    problem.text.en.contains("has changed") && problem.text.en.contains(&*name),
                    "{problem}"
                );
            }
        }
        fs::rename(&file, folder.path().join("other.csv")).expect("renamed");
        assert!(check(&file, alone).is_err_and(|problem| problem.text.en.contains("points.csv")));
        assert_ne!(seal(folder.path()).expect("read").1, all.1, "names count");
    }
}
