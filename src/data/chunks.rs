//! A short cut for the storage that most compressed files use: whole rows in deflated chunks.
//!
//! The library puts a chunk in place run by run along the last dimension, which for colour pictures is
//! three bytes at a time and takes longer than inflating them. Here each chunk is inflated straight to
//! where it belongs, on all threads. Whatever is not exactly as expected is left to the library, which also words the
//! errors.

use flate2::{Decompress, FlushDecompress, Status};
use hdf5::{Chunk, Dataset, Layout};
use rayon::prelude::*;

/// HDF5's number for the deflate filter.
const DEFLATE: u16 = 1;

/// The bytes of `set`, `row` of them for each index along the first dimension and `rows` indices,
/// if its chunks are deflated, hold whole rows and are all there. `file` is the whole file.
pub(super) fn read_deflated_rows(file: &[u8], set: &Dataset, shape: &[usize], row: usize) -> Option<Vec<u8>> {
    let Ok(Layout::Chunked { chunk_shape, .. }) = set.layout() else { return None };
    let (&rows, rest) = shape.split_first()?;
    let (&height, chunk_rest) = chunk_shape.split_first()?;
    let whole_rows = rest.iter().map(|&n| n as u64).eq(chunk_rest.iter().copied());
    if !whole_rows || set.filters() != [DEFLATE] || height > rows as u64 {
        return None;
    }
    let height = height as usize;
    let mut chunks = set.chunks().ok()?;
    chunks.sort_by_key(|chunk| chunk.offset.first().copied());
    if chunks.len() != rows.div_ceil(height) {
        return None;
    }
    let mut bytes = vec![0; rows * row];
    let places = bytes.par_chunks_mut(height * row).zip(&chunks).enumerate();
    places
        .map_init(
            || Decompress::new(true),
            |decoder, (i, (place, chunk))| {
                decoder.reset(true);
                let stored = stored(file, chunk, i * height)?;
                if place.len() == height * row {
                    return inflate(decoder, stored, place);
                }
                // The last chunk hangs over the end of the set; what hangs over is dropped.
                let mut spill = vec![0; height * row];
                inflate(decoder, stored, &mut spill)?;
                place.copy_from_slice(&spill[..place.len()]);
                Some(())
            },
        )
        .collect::<Option<()>>()?;
    Some(bytes)
}

/// The stored bytes of a chunk that begins at row `first` and was written through every filter.
fn stored<'a>(file: &'a [u8], chunk: &Chunk, first: usize) -> Option<&'a [u8]> {
    let (row, rest) = chunk.offset.split_first()?;
    if *row != first as u64 || rest.iter().any(|&o| o != 0) || chunk.filter_mask != 0 {
        return None;
    }
    let begin = usize::try_from(chunk.address).ok()?;
    file.get(begin..begin.checked_add(usize::try_from(chunk.storage_size).ok()?)?)
}

/// Fills `place` exactly, never writing more.
fn inflate(decoder: &mut Decompress, stored: &[u8], place: &mut [u8]) -> Option<()> {
    let status = decoder.decompress(stored, place, FlushDecompress::Finish).ok()?;
    (status == Status::StreamEnd && decoder.total_out() == place.len() as u64).then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rows: u64, height: u64, shuffle: bool) -> bool {
        let bytes: Vec<u8> = (0..rows * 12).map(|i| (i * i % 251) as u8).collect();
        let mut builder = hdf5::FileBuilder::new();
        let set = builder.create_dataset("x").with_u8_data(&bytes).with_shape(&[rows, 4, 3]);
        set.with_chunks(&[height, 4, 3]).with_deflate(6);
        if shuffle {
            set.with_shuffle();
        }
        let file = hdf5::File::from_bytes(builder.finish().unwrap()).unwrap();
        let set = file.dataset("x").unwrap();
        let read = read_deflated_rows(file.as_bytes(), &set, &[rows as usize, 4, 3], 12);
        assert!(read.is_none_or(|read| read == bytes), "{rows} rows in chunks of {height}");
        read_deflated_rows(file.as_bytes(), &set, &[rows as usize, 4, 3], 12).is_some()
    }

    #[test]
    fn chunks_of_whole_rows_are_read_to_their_place() {
        for (rows, height) in [(1, 1), (7, 2), (8, 4), (9, 9), (10, 3)] {
            assert!(check(rows, height, false));
        }
    }

    #[test]
    fn other_filters_are_left_to_the_library() {
        assert!(!check(8, 4, true));
    }
}
