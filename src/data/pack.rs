//! A picture set made from folders of PNG and JPEG files.

use super::cats::PictureSet;
use super::files::{about, cannot_open, shown};
use super::hdf5_file::MOST_DATA_BYTES;
use super::picture_file::one_picture;
use super::pictures::{Pictures, Pixels};
use crate::math::NumpyRng;
use crate::say;
use crate::words::{Problem, printable_start, same, text};
use std::path::{Path, PathBuf};

/// Sides that a packed picture may have.
const SIDES: std::ops::RangeInclusive<usize> = 4..=512;

/// What to pack, and how.
#[derive(Debug, Clone)]
pub struct Pack {
    /// Names and folders of the two classes. The first is what the neuron shall say yes to: label 1.
    pub classes: [(String, PathBuf); 2],
    /// Pixels along each side of every picture.
    pub side: usize,
    /// Which pictures go to the test part.
    pub seed: u32,
    /// The share of the pictures of each class that goes to the test part, in 0…1.
    pub test_share: f64,
}

/// What was packed.
#[derive(Debug)]
pub struct Packed {
    /// The set that was written.
    pub set: PictureSet,
    /// One sentence for each picture that was left out.
    pub skipped: Vec<Problem>,
}

impl Pack {
    /// Reads and resizes the pictures, splits each class by the seed and writes the set to `out`.
    ///
    /// # Errors
    /// A sentence if a folder cannot be read, a class has fewer than two pictures that can, the set
    /// would be too large, or `out` cannot be written. Single bad pictures are skipped and reported.
    pub fn write(&self, out: &Path) -> Result<Packed, Problem> {
        let packed = self.read()?;
        packed.set.write(out)?;
        Ok(packed)
    }

    fn read(&self) -> Result<Packed, Problem> {
        if !SIDES.contains(&self.side) {
            let (side, least, most) = (self.side, SIDES.start(), SIDES.end());
            return Err(Problem::usage(say!(
                "{side} is not a size for pictures; choose {least} to {most} pixels",
                "{side} 不能作为图片的边长；请选 {least} 到 {most} 像素"
            )));
        }
        if !(self.test_share > 0.0 && self.test_share < 1.0) {
            let share = self.test_share;
            return Err(Problem::usage(say!(
                "{share} is not a share for the test part; choose a number between 0 and 1",
                "{share} 不能作为测试部分的比例；请选 0 与 1 之间的数"
            )));
        }
        let mut rng = NumpyRng::new(self.seed);
        let (mut train, mut test, mut skipped) = (Vec::new(), Vec::new(), Vec::new());
        for (label, (_, folder)) in [1, 0].into_iter().zip(&self.classes) {
            let paths = picture_paths(folder)?;
            self.check_size(paths.len(), folder)?;
            let mut pictures = Vec::new();
            for path in &paths {
                match one_picture(path, self.side, self.side, 3) {
                    Ok(bytes) => pictures.push((label, bytes)),
                    Err(problem) => skipped.push(problem),
                }
            }
            if pictures.len() < 2 {
                let found = pictures.len();
                return Err(about(
                    &shown(folder),
                    &say!(
                        "holds {found} pictures that can be read; a class needs two at least, as .png or .jpg files",
                        "有 {found} 张可读的图片；每个类别至少需要两张 .png 或 .jpg 图片"
                    ),
                ));
            }
            rng.shuffle(&mut pictures);
            let tests = (pictures.len() as f64 * self.test_share).round() as usize;
            test.extend(pictures.drain(..tests.clamp(1, pictures.len() - 1)));
            train.extend(pictures);
        }
        rng.shuffle(&mut train);
        rng.shuffle(&mut test);
        let [yes, no] = self.classes.each_ref().map(|(name, _)| printable_start(name, 24));
        let set = PictureSet {
            train: self.pictures(train),
            test: self.pictures(test),
            classes: vec![no, yes],
            values: vec![0.0, 1.0],
            unit: 255.0,
            notes: Vec::new(),
            height: self.side,
            width: self.side,
            channels: 3,
            origin: same(self.classes.each_ref().map(|(_, folder)| shown(folder)).join(" + ")),
        };
        Ok(Packed { set, skipped })
    }

    fn check_size(&self, pictures: usize, folder: &Path) -> Result<(), Problem> {
        let bytes = (pictures * self.side * self.side * 3) as u64;
        // Half for each class: what is packed has to be readable again.
        if bytes * 2 > MOST_DATA_BYTES {
            let side = self.side;
            return Err(about(
                &shown(folder),
                &say!(
                    "holds {pictures} pictures, too many at {side} × {side} pixels; choose a smaller size or fewer pictures",
                    "有 {pictures} 张图片，按 {side} × {side} 像素太多；请选小一些的尺寸或少一些图片"
                ),
            ));
        }
        Ok(())
    }

    fn pictures(&self, pictures: Vec<(u8, Vec<u8>)>) -> Pictures {
        let labels = pictures.iter().map(|(label, _)| *label).collect();
        let bytes = pictures.into_iter().flat_map(|(_, bytes)| bytes).collect();
        Pictures { pixels: Pixels::Bytes(bytes), features: self.side * self.side * 3, labels }
    }
}

/// The PNG and JPEG files of a folder, by name.
pub(super) fn picture_paths(folder: &Path) -> Result<Vec<PathBuf>, Problem> {
    let name = shown(folder);
    if !folder.is_dir() && folder.exists() {
        return Err(about(
            &name,
            &text("is not a folder; give a folder of pictures", "不是文件夹；请给出图片文件夹"),
        ));
    }
    let entries = std::fs::read_dir(folder).map_err(|e| cannot_open(&name, &e))?;
    let known = |path: &PathBuf| {
        path.extension().is_some_and(|e| ["png", "jpg", "jpeg"].iter().any(|k| e.eq_ignore_ascii_case(k)))
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(known).collect();
    paths.sort();
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ImageBuffer, Rgb};

    fn folder_of(count: u8, red: u8) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for i in 0..count {
            let picture = ImageBuffer::from_pixel(20, 10, Rgb([red, i, 0]));
            picture.save(folder.path().join(format!("{i:02}.png"))).unwrap();
        }
        folder
    }

    fn pack(yes: &Path, no: &Path) -> Pack {
        let classes = [("dog".to_string(), yes.to_path_buf()), ("other".to_string(), no.to_path_buf())];
        Pack { classes, side: 8, seed: 3, test_share: 0.25 }
    }

    #[test]
    fn folders_become_a_set_that_reads_back() {
        let (dogs, others) = (folder_of(8, 200), folder_of(12, 10));
        std::fs::write(dogs.path().join("broken.jpg"), "no picture").unwrap();
        std::fs::write(dogs.path().join("notes.txt"), "not looked at").unwrap();
        let out = tempfile::tempdir().unwrap();
        let file = out.path().join("dogs.h5");
        let packed = pack(dogs.path(), others.path()).write(&file).unwrap();
        assert_eq!(packed.skipped.len(), 1);
        assert!(packed.skipped[0].to_string().contains("broken.jpg"));
        let set = PictureSet::load(&[file]).unwrap();
        assert_eq!(set.classes, ["other", "dog"]);
        assert_eq!((set.train.len(), set.train.count(1)), (6 + 9, 6));
        assert_eq!((set.test.len(), set.test.count(1)), (2 + 3, 2));
        for part in [&set.train, &set.test] {
            for (i, &label) in part.labels.iter().enumerate() {
                assert_eq!(part.bytes(i)[0], if label == 1 { 200 } else { 10 });
            }
        }
    }

    #[test]
    fn the_seed_decides_the_split() {
        let (dogs, others) = (folder_of(8, 200), folder_of(8, 10));
        let packed = |seed| Pack { seed, ..pack(dogs.path(), others.path()) }.read().unwrap().set;
        assert_eq!(packed(1), packed(1));
        assert_ne!(packed(1), packed(2));
    }

    #[test]
    fn what_cannot_be_packed_is_said() {
        let (dogs, none) = (folder_of(2, 1), folder_of(1, 1));
        let sentence = |p: Pack| p.read().unwrap_err().to_string();
        assert!(sentence(pack(dogs.path(), none.path())).contains("holds 1 pictures that can be read"));
        assert!(sentence(pack(dogs.path(), Path::new("/no/such"))).contains("no such file"));
        assert!(sentence(Pack { side: 3, ..pack(dogs.path(), dogs.path()) }).contains("not a size"));
        assert!(
            sentence(Pack { test_share: f64::NAN, ..pack(dogs.path(), dogs.path()) }).contains("not a share")
        );
    }
}
