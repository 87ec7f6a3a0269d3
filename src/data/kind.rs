//! What a file is by its first bytes, whatever it is called: what is read here, and what it is instead.

use super::files::about;
use crate::say;
use crate::words::{Problem, Text, text};
use std::io::Read;

/// The bytes of HDF5 at 0, 512, 1024 …
const HDF5: &[u8] = b"\x89HDF\r\n\x1a\n";
/// Places where an HDF5 file may begin inside another (MATLAB writes a page of its own before).
const HDF5_PLACES: [usize; 6] = [0, 512, 1024, 2048, 4096, 8192];

/// What a file is.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// HDF5, MATLAB 7.3 files included.
    Hdf5,
    /// IDX, the format of MNIST's files.
    Idx,
    /// One NumPy array.
    Npy,
    /// Several NumPy arrays in a ZIP archive.
    Npz,
    /// Packed by gzip.
    Gzip,
    /// A PNG or JPEG picture.
    Picture,
    /// None of those and nothing below: text, perhaps.
    Text,
    /// Something that no lesson reads.
    Stranger(Stranger),
}

/// Something that no lesson reads.
#[derive(Debug, Clone, PartialEq)]
pub struct Stranger {
    /// What it is: `a web page (HTML)`.
    pub what: Text,
    /// What to do about it.
    pub advice: Text,
}

const fn stranger(en: &'static str, zh: &'static str, todo: Text) -> Kind {
    Kind::Stranger(Stranger { what: text(en, zh), advice: todo })
}

const DOWNLOAD: Text = text("download the file itself again", "请重新下载文件本身");
const UNPACK: Text = text("unpack it and give the files in it", "请先解压，再给出其中的文件");
const AS_CSV: Text = text("save it as CSV and give that", "请另存为 CSV 再打开");
const AS_PNG: Text = text("save it as PNG or JPEG", "请另存为 PNG 或 JPEG");
const AS_NPZ: Text = text(
    "save its arrays with numpy.savez and give that, or as CSV",
    "请用 numpy.savez 保存其中的数组，或另存为 CSV",
);

/// Signatures at the beginning of files.
static SIGNATURES: [(&[u8], Kind); 25] = [
    (b"\x93NUMPY", Kind::Npy),
    (b"\x1f\x8b", Kind::Gzip),
    (b"\x89PNG\r\n\x1a\n", Kind::Picture),
    (b"\xff\xd8\xff", Kind::Picture),
    (b"GIF8", stranger("a GIF picture", "GIF 图片", AS_PNG)),
    (b"BM", stranger("a BMP picture", "BMP 图片", AS_PNG)),
    (b"II*\0", stranger("a TIFF picture", "TIFF 图片", AS_PNG)),
    (b"MM\0*", stranger("a TIFF picture", "TIFF 图片", AS_PNG)),
    (b"%PDF", stranger("a PDF document", "PDF 文档", AS_CSV)),
    (b"{\\rtf", stranger("an RTF document", "RTF 文档", AS_CSV)),
    (b"\xd0\xcf\x11\xe0", stranger("an old Excel or Word file", "旧版 Excel 或 Word 文件", AS_CSV)),
    (b"PAR1", stranger("a Parquet table", "Parquet 表格", AS_CSV)),
    (b"ARROW1", stranger("an Arrow table", "Arrow 表格", AS_CSV)),
    (b"SQLite format 3", stranger("an SQLite data base", "SQLite 数据库", AS_CSV)),
    (
        b"MATLAB 5.0",
        stranger(
            "a MATLAB file of version 5",
            "MATLAB 5 版文件",
            text(
                "save it in MATLAB with -v7.3: save('data.mat', '-v7.3')",
                "请在 MATLAB 中用 -v7.3 保存：save('data.mat', '-v7.3')",
            ),
        ),
    ),
    (
        b"\x0e\x03\x13\x01",
        stranger("an HDF4 file", "HDF4 文件", text("convert it with h4toh5", "请用 h4toh5 转换")),
    ),
    (b"\x80\x02", stranger("a pickled Python object", "Python 的 pickle 文件", AS_NPZ)),
    (b"\x80\x03", stranger("a pickled Python object", "Python 的 pickle 文件", AS_NPZ)),
    (b"\x80\x04", stranger("a pickled Python object", "Python 的 pickle 文件", AS_NPZ)),
    (b"\x80\x05", stranger("a pickled Python object", "Python 的 pickle 文件", AS_NPZ)),
    (b"BZh", stranger("an archive packed by bzip2", "bzip2 压缩文件", UNPACK)),
    (b"\xfd7zXZ", stranger("an archive packed by xz", "xz 压缩文件", UNPACK)),
    (b"7z\xbc\xaf", stranger("a 7-Zip archive", "7-Zip 压缩文件", UNPACK)),
    (b"Rar!", stranger("a RAR archive", "RAR 压缩文件", UNPACK)),
    (b"\x28\xb5\x2f\xfd", stranger("an archive packed by zstd", "zstd 压缩文件", UNPACK)),
];

/// What the file with these bytes is.
#[must_use]
pub fn kind(bytes: &[u8]) -> Kind {
    if HDF5_PLACES.iter().any(|&at| bytes.get(at..).is_some_and(|rest| rest.starts_with(HDF5))) {
        return Kind::Hdf5;
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return archive(bytes);
    }
    if let Some((_, kind)) = SIGNATURES.iter().find(|(start, _)| bytes.starts_with(start)) {
        // Two letters alone are not enough: a table may begin with them.
        let short = bytes.starts_with(b"BM") && !bytes.contains(&0);
        if !short {
            return kind.clone();
        }
    }
    match bytes {
        [0, 0, 8 | 9 | 11..=14, 1..=8, ..] => return Kind::Idx,
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => {
            return stranger("a WebP picture", "WebP 图片", AS_PNG);
        }
        _ if bytes.get(257..262) == Some(b"ustar") => {
            return stranger("a TAR archive", "TAR 压缩文件", UNPACK);
        }
        _ if bytes.iter().take(4096).all(|&b| b == 0) && !bytes.is_empty() => {
            return stranger(
                "nothing but zeros, as a download that broke off leaves it",
                "全是零，像是中断的下载",
                DOWNLOAD,
            );
        }
        _ => {}
    }
    of_words(bytes)
}

/// What a ZIP archive holds, by the names in it.
fn archive(bytes: &[u8]) -> Kind {
    let holds = |name: &[u8]| bytes.windows(name.len()).any(|window| window == name);
    // The list of what is inside stands at the end.
    let end = &bytes[bytes.len().saturating_sub(70_000)..];
    let whole = end.windows(4).any(|window| window == b"PK\x05\x06");
    match () {
        () if !whole => stranger(
            "the beginning of a ZIP archive (its end is missing, as in a .npz or .xlsx that was cut off)",
            "ZIP 压缩文件的开头（缺少结尾，例如不完整的 .npz 或 .xlsx）",
            DOWNLOAD,
        ),
        () if holds(b".npy") => Kind::Npz,
        () if holds(b"xl/workbook") || holds(b"xl/worksheets") => stranger(
            "an Excel workbook (.xlsx)",
            "Excel 工作簿（.xlsx）",
            text("save it in Excel as CSV UTF-8 and give that", "请在 Excel 中另存为“CSV UTF-8”再打开"),
        ),
        () if holds(b"opendocument") => stranger("an OpenDocument file", "OpenDocument 文件", AS_CSV),
        () if holds(b"word/document") => stranger("a Word document", "Word 文档", AS_CSV),
        () if holds(b"data.pkl") => stranger("a PyTorch file", "PyTorch 文件", AS_NPZ),
        () => stranger("a ZIP archive", "ZIP 压缩文件", UNPACK),
    }
}

/// What a file that begins like text is.
fn of_words(bytes: &[u8]) -> Kind {
    let start = &bytes[..bytes.len().min(4096)];
    let start = String::from_utf8_lossy(start).replace('\0', "").to_lowercase();
    let start = start.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\u{fffd}');
    let begins = |words: &[&str]| words.iter().any(|word| start.starts_with(word));
    let page = text(
        "a server answered with it instead of the data; download the file itself again",
        "服务器返回的是网页而不是数据；请重新下载文件本身",
    );
    // A table may begin with such a number too.
    let refuses = begins(&["404", "403"])
        && ["not found", "forbidden", "denied"].iter().any(|words| start.contains(words));
    match () {
        () if begins(&["<!doctype html", "<html", "<head", "<body"]) => {
            stranger("a web page (HTML)", "网页（HTML）", page)
        }
        () if start.starts_with("<?xml") && start.contains("<html") => {
            stranger("a web page (HTML)", "网页（HTML）", page)
        }
        () if begins(&["<?xml", "<error", "<svg"]) => stranger("an XML file", "XML 文件", page),
        () if bytes.len() < 300 && (refuses || begins(&["access denied", "not found"])) => {
            stranger("a server's refusal", "服务器的拒绝信息", page)
        }
        () if begins(&["version https://git-lfs"]) => stranger(
            "a Git LFS pointer",
            "Git LFS 指针文件",
            text(
                "it only names the data; run “git lfs pull” in that repository, or download the file itself",
                "它只指向数据；请在该仓库运行“git lfs pull”，或下载文件本身",
            ),
        ),
        () if begins(&["/annex/objects/", "../.git/annex", ".git/annex"]) => stranger(
            "a git-annex pointer",
            "git-annex 指针文件",
            text("run “git annex get” on it", "请对它运行“git annex get”"),
        ),
        () if begins(&["{", "[{", "[["]) && start.contains("\"cells\"") => {
            stranger("a Jupyter notebook", "Jupyter 笔记本", AS_CSV)
        }
        () if begins(&["{", "[{", "[["]) => stranger("a JSON file", "JSON 文件", AS_CSV),
        () if begins(&["@relation"]) => stranger(
            "an ARFF table of Weka",
            "Weka 的 ARFF 表格",
            text("save it as CSV and give that", "请另存为 CSV 再打开"),
        ),
        () => Kind::Text,
    }
}

impl Kind {
    /// What it is.
    #[must_use]
    pub fn words(&self) -> Text {
        match self {
            Kind::Hdf5 => text("an HDF5 file", "HDF5 文件"),
            Kind::Idx => text("an IDX file, as MNIST has them", "IDX 文件（MNIST 的格式）"),
            Kind::Npy => text("one NumPy array (.npy)", "一个 NumPy 数组（.npy）"),
            Kind::Npz => text("NumPy arrays (.npz)", "NumPy 数组（.npz）"),
            Kind::Gzip => text("a file packed by gzip", "gzip 压缩文件"),
            Kind::Picture => text("a picture", "图片"),
            Kind::Text => text("text", "文本"),
            Kind::Stranger(stranger) => stranger.what.clone(),
        }
    }
}

/// Refuses what no lesson reads; `wanted` is what was looked for.
///
/// # Errors
/// A sentence that says what the file is and what to do.
pub(crate) fn refuse_strangers(name: &str, bytes: &[u8], wanted: &Text) -> Result<(), Problem> {
    match kind(bytes) {
        Kind::Text => Ok(()),
        Kind::Gzip => Err(instead(name, &packed(bytes), wanted)),
        kind => Err(instead(name, &kind, wanted)),
    }
}

/// What a file packed by gzip is to somebody who looks for text: what is in it where that is a stranger, else packed.
fn packed(bytes: &[u8]) -> Kind {
    let mut start = Vec::new();
    // A damaged stream gives what comes before the damage.
    let _ = flate2::read::GzDecoder::new(bytes).take(4096).read_to_end(&mut start);
    match kind(&start) {
        Kind::Stranger(stranger) if !start.is_empty() => Kind::Stranger(stranger),
        _ => stranger("a file packed by gzip", "gzip 压缩文件", UNPACK),
    }
}

/// The sentence about a file that is something else than what was wanted.
pub(crate) fn instead(name: &str, kind: &Kind, wanted: &Text) -> Problem {
    let what = kind.words();
    let advice = match kind {
        Kind::Stranger(stranger) => stranger.advice.clone(),
        _ => say!("“nnlab data info” says which lesson reads it", "“nnlab data info”会说明哪一课可以读取它"),
    };
    about(
        name,
        &Text {
            en: format!("is {}, not {}; {}", what.en, wanted.en, advice.en).into(),
            zh: format!("是{}，不是{}；{}", what.zh, wanted.zh, advice.zh).into(),
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence(bytes: &[u8]) -> String {
        refuse_strangers("f", bytes, &text("a table", "表格")).unwrap_err().to_string()
    }

    #[test]
    fn strangers_are_called_by_their_name() {
        assert!(
            sentence(b"\n\n<!DOCTYPE html><html>").contains("is a web page (HTML), not a table; a server")
        );
        assert!(sentence(b"version https://git-lfs.github.com/spec/v1\noid").contains("git lfs pull"));
        assert!(sentence(b"PK\x03\x04....xl/workbook.xml....PK\x05\x06").contains("save it in Excel as CSV"));
        assert!(sentence(b"PK\x03\x04....x_train.npy").contains("beginning of a ZIP archive"));
        assert!(sentence(b"PK\x03\x04....a.csv...PK\x05\x06").contains("unpack it"));
        assert!(sentence(&[0; 5000]).contains("nothing but zeros"));
        assert!(sentence(b"{\"cells\": []}").contains("Jupyter"));
        assert!(sentence(b"MATLAB 5.0 MAT-file").contains("-v7.3"));
    }

    #[test]
    fn what_is_packed_is_called_by_its_name_too() {
        let packed = |bytes: &[u8]| {
            let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            std::io::Write::write_all(&mut gzip, bytes).unwrap();
            gzip.finish().unwrap()
        };
        assert!(sentence(&packed(b"<!DOCTYPE html><html>")).contains("is a web page (HTML), not a table"));
        assert!(sentence(&packed(b"x,y\n1,2\n")).contains("packed by gzip, not a table; unpack it"));
    }

    #[test]
    fn what_is_read_is_known() {
        let mut mat = b"MATLAB 7.3 MAT-file".to_vec();
        mat.resize(512, b' ');
        mat.extend(HDF5);
        assert_eq!(kind(&mat), Kind::Hdf5);
        assert_eq!(kind(b"PK\x03\x04..x_train.npy..PK\x05\x06"), Kind::Npz);
        assert_eq!(kind(&[0, 0, 8, 3, 0]), Kind::Idx);
        assert_eq!(kind(b"x1,x2,label\n1,2,0"), Kind::Text);
        assert_eq!(kind(b"BMI,age,label\n1,2,0"), Kind::Text);
    }
}
