//! Paths as people type, paste and drop them.

use crate::say;
use crate::words::{Problem, printable, text};
use std::path::{Path, PathBuf};

/// The files that a line names: the whole line if there is such a file, otherwise words with blanks between them;
/// a name with blanks stands in quotes or has a backslash before each blank, as file managers and terminals drop it.
/// `~` is the home folder, and `file://` may stand before a path.
///
/// # Errors
/// A sentence if nothing is named, or a quotation mark is not closed.
pub fn typed(line: &str) -> Result<Vec<PathBuf>, Problem> {
    let line = line.trim();
    let whole = path(line);
    if !line.is_empty() && whole.exists() {
        return Ok(vec![whole]);
    }
    let words = shell_words::split(line).map_err(|_| {
        let line = printable(line);
        Problem::usage(say!("A quotation mark is not closed in: {line}", "引号没有成对出现：{line}"))
    })?;
    let words: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return Err(Problem::usage(text(
            "Type the path of a file or folder; until then the data that is open stays.",
            "请输入文件或文件夹的路径；在此之前继续使用当前数据。",
        )));
    }
    Ok(words.iter().map(|word| path(word)).collect())
}

/// So many ways that a path can go on are told at most.
const WAYS: usize = 40;

/// A line with the path at its end completed as far as there is only one way; where there are several, what they are
/// called. Of `several` paths the last one is completed, with a backslash before each blank.
#[must_use]
pub fn completed(line: &str, several: bool) -> (String, Vec<String>) {
    let (before, word) = line.split_at(if several { last_word(line) } else { 0 });
    let plain = if several { word.replace("\\ ", " ") } else { word.to_string() };
    let at = plain.rfind(['/', std::path::MAIN_SEPARATOR]).map_or(0, |at| at + 1);
    let (folder, start) = plain.split_at(at);
    let place = if folder.is_empty() { PathBuf::from(".") } else { path(folder) };
    let Ok(entries) = std::fs::read_dir(place) else { return (line.to_string(), Vec::new()) };
    let entries = entries.filter_map(Result::ok).filter_map(|entry| {
        let name = entry.file_name().into_string().ok()?;
        let fits = name.starts_with(start) && (start.starts_with('.') || !name.starts_with('.'));
        let end = if entry.path().is_dir() { "/" } else { "" };
        (fits && name == printable(&name)).then(|| name + end)
    });
    let mut ways: Vec<String> = entries.collect();
    ways.sort();
    let Some(first) = ways.first() else { return (line.to_string(), Vec::new()) };
    let shared =
        ways.iter().map(|way| first.chars().zip(way.chars()).take_while(|(a, b)| a == b).count()).min();
    let common: String = first.chars().take(shared.unwrap_or(0)).collect();
    let whole = format!("{folder}{common}");
    let whole = if several { whole.replace(' ', "\\ ") } else { whole };
    ways.truncate(if ways.len() == 1 { 0 } else { WAYS });
    (format!("{before}{whole}"), ways)
}

/// Where the last word of a line begins: behind the last blank that has no backslash before it.
fn last_word(line: &str) -> usize {
    let blank = |(at, c): (usize, char)| c == ' ' && !line[..at].ends_with('\\');
    line.char_indices().rfind(|it| blank(*it)).map_or(0, |(at, _)| at + 1)
}

/// One path: quotes around it, `file://` and `~` are understood unless a file is really called so.
#[must_use]
pub fn path(word: &str) -> PathBuf {
    let home = etcetera::home_dir().ok();
    path_from(word, home.as_deref())
}

fn path_from(word: &str, home: Option<&Path>) -> PathBuf {
    let plain = PathBuf::from(word);
    if word.is_empty() || plain.exists() {
        return plain;
    }
    let quoted = ['"', '\''].into_iter().find_map(|mark| word.strip_prefix(mark)?.strip_suffix(mark));
    let word = quoted.unwrap_or(word);
    if let Some(address) = word.strip_prefix("file://") {
        // The name of a machine may stand before the path; only this one has files here.
        let from = address.find('/').unwrap_or(0);
        let decoded = percent_encoding::percent_decode_str(&address[from..]).decode_utf8_lossy();
        return PathBuf::from(decoded.as_ref());
    }
    match (word.strip_prefix('~'), home) {
        (Some(""), Some(home)) => home.to_path_buf(),
        (Some(rest), Some(home)) if rest.starts_with(['/', std::path::MAIN_SEPARATOR]) => {
            home.join(&rest[1..])
        }
        _ => PathBuf::from(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_with_blanks_is_named_by_the_whole_line_in_quotes_or_escaped() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("新建文件夹 (2)").join("my points.csv");
        std::fs::create_dir(file.parent().unwrap()).unwrap();
        std::fs::write(&file, "1,2,0\n").unwrap();
        let name = file.to_str().unwrap();
        let escaped = name.replace(' ', "\\ ").replace('(', "\\(").replace(')', "\\)");
        let address = format!("file://{}", name.replace(' ', "%20"));
        for line in [name.to_string(), format!("'{name}'"), format!("\"{name}\" "), escaped, address] {
            assert_eq!(typed(&line).unwrap(), std::slice::from_ref(&file), "{line}");
        }
        let two = format!("'{name}' /b.csv");
        assert_eq!(typed(&two).unwrap(), [file, PathBuf::from("/b.csv")]);
    }

    #[test]
    fn a_path_is_completed_as_far_as_there_is_one_way() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("my data");
        std::fs::create_dir_all(root.join("cats")).unwrap();
        for name in ["points a.csv", "points b.csv", ".hidden", "猫.h5"] {
            std::fs::write(root.join(name), "").unwrap();
        }
        let root = root.to_str().unwrap();
        let one = |line: &str| completed(&format!("{root}/{line}"), false);
        assert_eq!(one("c"), (format!("{root}/cats/"), vec![]));
        let (line, ways) = one("p");
        assert_eq!(
            (line, ways),
            (format!("{root}/points "), vec!["points a.csv".into(), "points b.csv".into()])
        );
        assert_eq!(one("猫").0, format!("{root}/猫.h5"));
        assert_eq!(one("x"), (format!("{root}/x"), vec![]));
        assert_eq!(one("").1, ["cats/", "points a.csv", "points b.csv", "猫.h5"]);
        assert_eq!(one(".h").0, format!("{root}/.hidden"));
        let escaped = root.replace(' ', "\\ ");
        let (line, _) = completed(&format!("/a.csv {escaped}/points\\ a"), true);
        assert_eq!(line, format!("/a.csv {escaped}/points\\ a.csv"));
        assert_eq!(
            typed(&line).unwrap(),
            [PathBuf::from("/a.csv"), PathBuf::from(root).join("points a.csv")]
        );
    }

    #[test]
    fn home_is_a_tilde_at_the_start_only() {
        let home = Path::new("/home/ada");
        let of = |word: &str| path_from(word, Some(home));
        assert_eq!(of("~/data/x.csv"), home.join("data/x.csv"));
        assert_eq!(of("~"), home);
        assert_eq!(of("~ada/x.csv"), PathBuf::from("~ada/x.csv"));
        assert_eq!(of("a~/x.csv"), PathBuf::from("a~/x.csv"));
        assert_eq!(path_from("~/x.csv", None), PathBuf::from("~/x.csv"));
    }

    #[test]
    fn nothing_and_an_open_quote_are_answered() {
        assert!(typed("  ").is_err());
        assert!(typed("'a b").unwrap_err().to_string().contains("not closed"));
    }
}
