//! Trained weights as HDF5, NPZ and safetensors, each with the share line of the run that they come from.
//!
//! Every array is float64. The line is an array of bytes called `recipe` (in safetensors: of the metadata).

use super::files::{about, read_bytes, shown};
use super::hdf5_file::{Budget, DataFile, MOST_FILE_BYTES, dimensions};
use super::numbers::Numbers;
use crate::math::Tensor;
use crate::say;
use crate::words::{Problem, printable, text};
use npyz::WriterBuilder as _;
use safetensors::tensor::{Dtype, SafeTensors, TensorView};
use std::collections::HashMap;
use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;

/// Name of the array that holds the share line.
const RECIPE: &str = "recipe";

/// So many arrays at most are read from a file.
const MOST: usize = 64;

/// How weights are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// HDF5, as h5py reads it.
    Hdf5,
    /// NumPy's archive.
    Npz,
    /// Hugging Face's format.
    Safetensors,
}

impl Format {
    /// As the name of a file ends.
    ///
    /// # Errors
    /// A sentence with the endings that there are.
    pub fn of(path: &Path) -> Result<Format, Problem> {
        let end = path.extension().map(|end| end.to_string_lossy().to_lowercase());
        match end.as_deref() {
            Some("h5" | "hdf5") => Ok(Format::Hdf5),
            Some("npz") => Ok(Format::Npz),
            Some("safetensors") => Ok(Format::Safetensors),
            _ => Err(Problem::usage(text(
                "The name of the file says how weights are written: it ends with .h5, .npz or .safetensors.",
                "文件名决定权重的格式：应以 .h5、.npz 或 .safetensors 结尾。",
            ))),
        }
    }
}

/// Weights with the share line of their run.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// The arrays.
    pub tensors: Vec<Tensor>,
    /// The share line.
    pub line: String,
}

impl Weights {
    /// The file's bytes.
    ///
    /// # Errors
    /// A sentence if a library cannot write them.
    pub fn write(&self, format: Format) -> Result<Vec<u8>, Problem> {
        let written = match format {
            Format::Hdf5 => self.hdf5(),
            Format::Npz => self.npz(),
            Format::Safetensors => self.safetensors(),
        };
        written.map_err(|why| {
            let why = printable(&why);
            Problem::run(say!("The weights cannot be written ({why}).", "权重无法写出（{why}）。"))
        })
    }

    fn hdf5(&self) -> Result<Vec<u8>, String> {
        let mut file = hdf5::FileBuilder::new();
        for tensor in &self.tensors {
            let shape: Vec<u64> = tensor.shape.iter().map(|length| *length as u64).collect();
            file.create_dataset(&tensor.name).with_f64_data(&tensor.values).with_shape(&shape);
        }
        file.create_dataset(RECIPE).with_u8_data(self.line.as_bytes());
        file.finish().map_err(|error| error.to_string())
    }

    fn npz(&self) -> Result<Vec<u8>, String> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options =
            zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        let mut put = |name: &str, bytes: Result<Vec<u8>, std::io::Error>| -> Result<(), String> {
            archive.start_file(format!("{name}.npy"), options).map_err(|error| error.to_string())?;
            let bytes = bytes.map_err(|error| error.to_string())?;
            archive.write_all(&bytes).map_err(|error| error.to_string())
        };
        for tensor in &self.tensors {
            put(&tensor.name, npy(&tensor.shape, tensor.values.iter().copied()))?;
        }
        put(RECIPE, npy(&[self.line.len()], self.line.bytes()))?;
        Ok(archive.finish().map_err(|error| error.to_string())?.into_inner())
    }

    fn safetensors(&self) -> Result<Vec<u8>, String> {
        let bytes: Vec<Vec<u8>> = self
            .tensors
            .iter()
            .map(|tensor| tensor.values.iter().flat_map(|x| x.to_le_bytes()).collect())
            .collect();
        let views = self.tensors.iter().zip(&bytes).map(|(tensor, bytes)| {
            Ok((tensor.name.as_str(), TensorView::new(Dtype::F64, tensor.shape.clone(), bytes)?))
        });
        let views = views.collect::<Result<Vec<_>, safetensors::SafeTensorError>>();
        let told = HashMap::from([(RECIPE.to_string(), self.line.clone())]);
        let written = views.and_then(|views| safetensors::serialize(views, Some(told)));
        written.map_err(|error| error.to_string())
    }

    /// Reads a file of weights, whatever its name is.
    ///
    /// # Errors
    /// A sentence when it is none, is damaged, or does not tell which run its weights are of.
    pub fn read(path: &Path) -> Result<Weights, Problem> {
        let bytes = read_bytes(path, MOST_FILE_BYTES)?;
        let name = shown(path);
        let mut weights = if bytes.starts_with(b"PK") {
            from_npz(&name, &bytes)?
        } else if bytes.get(8) == Some(&b'{') {
            from_safetensors(&name, &bytes)?
        } else {
            from_hdf5(&name, bytes)?
        };
        weights.tensors.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(weights)
    }
}

/// One array as NumPy writes it.
fn npy<T: npyz::AutoSerialize>(shape: &[usize], values: impl Iterator<Item = T>) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let shape: Vec<u64> = shape.iter().map(|length| *length as u64).collect();
    let mut writer = npyz::WriteOptions::new().default_dtype().shape(&shape).writer(&mut bytes).begin_nd()?;
    writer.extend(values)?;
    writer.finish()?;
    Ok(bytes)
}

fn damaged(name: &str) -> Problem {
    about(name, &text("is no file of weights that can be read", "不是可以读取的权重文件"))
}

fn untold(name: &str) -> Problem {
    about(
        name,
        &text(
            "does not tell which run its weights are of: it is no file that nnlab wrote",
            "没有写明权重属于哪次运行：它不是 nnlab 写出的文件",
        ),
    )
}

fn from_hdf5(name: &str, bytes: Vec<u8>) -> Result<Weights, Problem> {
    let file = DataFile::from_bytes(name, bytes)?;
    let (mut tensors, mut line, mut budget) = (Vec::new(), None, Budget::default());
    for set in file.names(MOST) {
        let numbers = file.numbers(&set, &mut budget)?;
        let shape = numbers.shape.clone();
        match numbers.read()? {
            Numbers::Bytes(bytes) if set == RECIPE => line = String::from_utf8(bytes).ok(),
            Numbers::Floats(values) => tensors.push(Tensor::new(set, &shape, values)),
            Numbers::Bytes(_) => return Err(damaged(name)),
        }
    }
    Ok(Weights { tensors, line: line.ok_or_else(|| untold(name))? })
}

fn from_npz(name: &str, bytes: &[u8]) -> Result<Weights, Problem> {
    let broken = || damaged(name);
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let (mut tensors, mut line) = (Vec::new(), None);
    for at in 0..archive.len().min(MOST) {
        let entry = archive.by_index(at).map_err(|_| broken())?;
        let array = entry.name().map_err(|_| broken())?.trim_end_matches(".npy").to_string();
        let mut raw = Vec::new();
        // What is stored as it is takes no more room than the file.
        entry.take(MOST_FILE_BYTES).read_to_end(&mut raw).map_err(|_| broken())?;
        let read = npyz::NpyFile::new(raw.as_slice()).map_err(|_| broken())?;
        let shape: Vec<usize> = read.shape().iter().map(|length| *length as usize).collect();
        let fits = shape
            .iter()
            .try_fold(1_usize, |n, length| n.checked_mul(*length))
            .is_some_and(|n| n <= raw.len());
        if !fits {
            return Err(about(name, &say!("claims the shape {}", "声明的形状是 {}", dimensions(&shape))));
        }
        if array == RECIPE {
            line = read.into_vec::<u8>().ok().and_then(|bytes| String::from_utf8(bytes).ok());
        } else {
            let values = read.into_vec::<f64>().map_err(|_| broken())?;
            if values.len() != shape.iter().product::<usize>() {
                return Err(broken());
            }
            tensors.push(Tensor { name: array, shape, values });
        }
    }
    Ok(Weights { tensors, line: line.ok_or_else(|| untold(name))? })
}

fn from_safetensors(name: &str, bytes: &[u8]) -> Result<Weights, Problem> {
    let (_, told) = SafeTensors::read_metadata(bytes).map_err(|_| damaged(name))?;
    let line = told.metadata().as_ref().and_then(|told| told.get(RECIPE)).cloned();
    let file = SafeTensors::deserialize(bytes).map_err(|_| damaged(name))?;
    let mut tensors = Vec::new();
    for (array, view) in file.tensors() {
        if view.dtype() != Dtype::F64 {
            return Err(damaged(name));
        }
        let values = view.data().chunks_exact(8).map(|bytes| {
            let mut number = [0; 8];
            number.copy_from_slice(bytes);
            f64::from_le_bytes(number)
        });
        tensors.push(Tensor { name: array, shape: view.shape().to_vec(), values: values.collect() });
    }
    Ok(Weights { tensors, line: line.ok_or_else(|| untold(name))? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weights() -> Weights {
        let tensors = vec![
            Tensor::new("W1", &[2, 3], vec![0.1, -2.0, 1e-300, f64::MIN_POSITIVE, 0.1 + 0.2, -0.0]),
            Tensor::list("b1", vec![std::f64::consts::PI, 7.0]),
        ];
        Weights { tensors, line: "cats?lr=0.01&step=3".into() }
    }

    #[test]
    fn every_format_gives_back_every_bit() {
        let folder = tempfile::tempdir().expect("a folder");
        for (format, name) in
            [(Format::Hdf5, "a.h5"), (Format::Npz, "a.npz"), (Format::Safetensors, "a.safetensors")]
        {
            let path = folder.path().join(name);
            assert_eq!(Format::of(&path), Ok(format));
            std::fs::write(&path, weights().write(format).expect("written")).expect("written");
            let read = Weights::read(&path).expect("read");
            assert_eq!(read.line, weights().line, "{name}");
            assert!(read.tensors.iter().zip(&weights().tensors).all(|(a, b)| a.is(b)), "{name}: {read:?}");
            // Half a file is refused with a sentence.
            let whole = std::fs::read(&path).expect("written");
            for length in [9, whole.len() / 3, whole.len() / 2, whole.len() - 9] {
                std::fs::write(&path, &whole[..length]).expect("written");
                assert!(Weights::read(&path).is_err(), "{name}, {length} bytes");
            }
        }
        assert!(Format::of(Path::new("weights.pkl")).is_err());
    }
}
