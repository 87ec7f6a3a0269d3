//! IDX, the format of MNIST's files: a magic number, big-endian lengths, bytes; often gzipped.

use super::{Parts, SIDES, about, cannot_open, shown};
use crate::data::files::{MB, read_bytes};
use crate::data::pictures::{Pictures, Pixels};
use crate::say;
use crate::words::{Problem, text};
use std::io::Read;
use std::path::{Path, PathBuf};

/// The longest file, and the most bytes that a gzipped one may unpack to.
const MOST_BYTES: u64 = 64 * MB;

/// One IDX file: its lengths and its bytes.
struct Idx {
    path: PathBuf,
    shape: Vec<usize>,
    bytes: Vec<u8>,
}

/// The IDX files of a folder, by name.
pub(super) fn folder(folder: &Path) -> Result<Vec<PathBuf>, Problem> {
    let name = shown(folder);
    let entries = std::fs::read_dir(folder).map_err(|e| cannot_open(&name, &e))?;
    let known = |path: &PathBuf| {
        let name = path.file_name().map(|n| n.to_string_lossy().to_lowercase()).unwrap_or_default();
        (name.contains("idx1") || name.contains("idx3")) && path.is_file()
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(known).collect();
    paths.sort();
    // Where a file lies there both packed and unpacked, the unpacked one is read.
    let all = paths.clone();
    paths
        .retain(|path| path.extension().is_none_or(|e| e != "gz") || !all.contains(&path.with_extension("")));
    if paths.is_empty() {
        return Err(about(
            &name,
            &text(
                "this folder holds none of MNIST's files (train-images-idx3-ubyte and its fellows)",
                "这个文件夹里没有 MNIST 的文件（train-images-idx3-ubyte 等）",
            ),
        ));
    }
    Ok(paths)
}

/// The parts in two or four IDX files, of which those named `test…` or `t10k…` are the test part.
pub(super) fn read(paths: &[PathBuf]) -> Result<Parts, Problem> {
    if paths.len() > 4 {
        return Err(about(
            &shown(&paths[0]),
            &text("comes with too many files; MNIST has four", "文件太多；MNIST 有四个文件"),
        ));
    }
    let is_test = |path: &PathBuf| {
        let name = path.file_name().map(|n| n.to_string_lossy().to_lowercase()).unwrap_or_default();
        name.contains("t10k") || name.contains("test")
    };
    let (test, train): (Vec<PathBuf>, Vec<PathBuf>) = paths.iter().cloned().partition(is_test);
    let (train, test) = if train.is_empty() { (test, train) } else { (train, test) };
    let (train, side) = part(&train)?;
    if test.is_empty() {
        return Ok((train, None, side));
    }
    let first = shown(&test[0]);
    let (test, test_side) = part(&test)?;
    if side != test_side {
        return Err(about(
            &first,
            &say!(
                "has pictures of side {test_side}, but those to train on have {side}",
                "的图片边长是 {test_side}，而训练用的是 {side}"
            ),
        ));
    }
    Ok((train, Some(test), side))
}

/// One part: a file of pictures and a file of labels, in any order.
fn part(paths: &[PathBuf]) -> Result<(Pictures, usize), Problem> {
    let mut files = paths.iter().map(|path| open(path)).collect::<Result<Vec<Idx>, _>>()?;
    files.sort_by_key(|file| std::cmp::Reverse(file.shape.len()));
    let [pictures, labels] = <[Idx; 2]>::try_from(files).map_err(|files| {
        let name = files.first().map(|f| shown(&f.path)).unwrap_or_default();
        about(
            &name,
            &text(
                "needs exactly one fellow: one file of pictures (idx3) and one of labels (idx1)",
                "需要恰好一个搭档：图片文件（idx3）和标签文件（idx1）各一个",
            ),
        )
    })?;
    let (m, side) = match pictures.shape[..] {
        [m, h, w] if h == w && SIDES.contains(&h) && m > 0 => (m, h),
        _ => {
            let shape = super::dimensions(&pictures.shape);
            return Err(about(
                &shown(&pictures.path),
                &say!(
                    "has the shape {shape}; expected (m, side, side)",
                    "的形状是 {shape}；应当是 (m, 边长, 边长)"
                ),
            ));
        }
    };
    if labels.shape != [m] {
        let shape = super::dimensions(&labels.shape);
        return Err(about(
            &shown(&labels.path),
            &say!("has the shape {shape}; expected ({m},) labels", "的形状是 {shape}；应当是 ({m},) 个标签"),
        ));
    }
    if let Some(i) = labels.bytes.iter().position(|&label| label > 9) {
        let label = labels.bytes[i];
        return Err(about(
            &shown(&labels.path),
            &say!(
                "gives picture {i} the label {label}; only 0 to 9 are expected",
                "给图片 {i} 的标签是 {label}；只应是 0 到 9"
            ),
        ));
    }
    Ok((
        Pictures { pixels: Pixels::Bytes(pictures.bytes), features: side * side, labels: labels.bytes },
        side,
    ))
}

fn open(path: &Path) -> Result<Idx, Problem> {
    let mut bytes = read_bytes(path, MOST_BYTES)?;
    if bytes.starts_with(&[0x1f, 0x8b]) {
        bytes = gunzip(path, &bytes)?;
    }
    let (shape, header) = lengths(&bytes).ok_or_else(|| {
        about(
            &shown(path),
            &text(
                "is not an IDX file of bytes (it does not begin with 0 0 8 and a number of dimensions)",
                "不是字节类型的 IDX 文件（开头应为 0 0 8 和维数）",
            ),
        )
    })?;
    let claimed = shape.iter().try_fold(1_usize, |n, &d| n.checked_mul(d));
    let found = bytes.len() - header;
    if claimed != Some(found) {
        let shape = super::dimensions(&shape);
        return Err(about(
            &shown(path),
            &say!(
                "claims the shape {shape} but holds {found} bytes",
                "声明的形状是 {shape}，却有 {found} 字节"
            ),
        ));
    }
    bytes.drain(..header);
    Ok(Idx { path: path.to_path_buf(), shape, bytes })
}

/// The lengths in the header, and where it ends.
fn lengths(bytes: &[u8]) -> Option<(Vec<usize>, usize)> {
    let [0, 0, 8, rank @ 1..=4] = *bytes.first_chunk::<4>()? else { return None };
    let header = 4 + 4 * usize::from(rank);
    let lengths = bytes.get(4..header)?.chunks_exact(4);
    let shape = lengths.map(|b| b.iter().fold(0_usize, |n, &b| n << 8 | usize::from(b))).collect();
    Some((shape, header))
}

fn gunzip(path: &Path, packed: &[u8]) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let read = flate2::read::GzDecoder::new(packed).take(MOST_BYTES + 1).read_to_end(&mut bytes);
    let what = match read {
        Ok(_) if bytes.len() as u64 <= MOST_BYTES => return Ok(bytes),
        Ok(_) => {
            let limit = MOST_BYTES / MB;
            say!("unpacks to more than {limit} MB, the most that is read", "解压后超过可读的上限 {limit} MB")
        }
        Err(_) => text("cannot be unpacked: the gzip stream is damaged", "无法解压：gzip 数据已损坏"),
    };
    Err(about(&shown(path), &what))
}
