//! What operating systems do differently with files.

use crate::words::{Text, text};
use std::fs::{DirBuilder, File, FileType, OpenOptions};
use std::io;
use std::path::Path;

/// Opens a file to read without waiting for anybody, so that a pipe in its place cannot make the program hang.
#[cfg(unix)]
pub(super) fn open_at_once(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
    OpenOptions::new().read(true).custom_flags(flags.bits().cast_signed()).open(path)
}

/// Opens a file to read.
#[cfg(not(unix))]
pub(super) fn open_at_once(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).open(path)
}

/// What stands in a folder that is neither a file nor a folder.
#[cfg(unix)]
pub(super) fn special(kind: FileType) -> Text {
    use std::os::unix::fs::FileTypeExt as _;
    if kind.is_fifo() {
        text("a pipe", "管道")
    } else if kind.is_socket() {
        text("a socket", "套接字")
    } else {
        text("a device", "设备")
    }
}

/// What stands in a folder that is neither a file nor a folder.
#[cfg(not(unix))]
pub(super) fn special(_: FileType) -> Text {
    text("a device", "设备")
}

/// A new file beside others that everybody may read, as programs make them; a temporary one is private otherwise.
pub(super) fn temporary(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".nnlab-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
    builder.tempfile_in(folder)
}

/// Flushes a folder to the disk, so that a file renamed in it stays so after a power cut.
#[cfg(unix)]
pub(super) fn flush_folder(folder: &Path) -> io::Result<()> {
    File::open(folder).and_then(|folder| folder.sync_all())
}

/// A folder cannot be flushed here.
#[cfg(not(unix))]
pub(super) fn flush_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Makes a folder and those above it, readable by its owner alone where there are owners.
pub(crate) fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}
