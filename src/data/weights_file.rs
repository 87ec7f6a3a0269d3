//! Weights and biases of a network as CSV, JSON and HDF5, for other programs to read.

use crate::say;
use crate::words::{Problem, printable};
use std::fmt::Write;

/// The numbers of one dense layer z = Wa + b.
#[derive(Debug, Clone, PartialEq)]
pub struct LayerNumbers {
    /// W, one row a neuron.
    pub weights: Vec<Vec<f64>>,
    /// b, one number a neuron.
    pub biases: Vec<f64>,
}

/// The numbers of a network and what they belong to.
#[derive(Debug, Clone, PartialEq)]
pub struct NetworkNumbers {
    /// What the inputs are called.
    pub inputs: Vec<String>,
    /// Activation of the hidden layers.
    pub activation: String,
    /// Activation of the outputs.
    pub output: String,
    /// From the first hidden layer to the output.
    pub layers: Vec<LayerNumbers>,
}

impl NetworkNumbers {
    /// One line a number, `layer,neuron,from,value`, counted from 1; `from` is `b` for a bias.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let mut out = String::from("layer,neuron,from,value\n");
        for (l, layer) in self.layers.iter().enumerate() {
            for (to, (row, bias)) in layer.weights.iter().zip(&layer.biases).enumerate() {
                // Writing to a string cannot fail.
                for (from, weight) in row.iter().enumerate() {
                    let _ = writeln!(out, "{},{},{},{weight}", l + 1, to + 1, from + 1);
                }
                let _ = writeln!(out, "{},{},b,{bias}", l + 1, to + 1);
            }
        }
        out
    }

    /// `{"inputs": […], "activation": …, "output": …, "layers": [{"weights": [[…]], "biases": […]}]}`
    #[must_use]
    pub fn to_json(&self) -> String {
        let list = |numbers: &[f64]| {
            let written: Vec<String> = numbers.iter().map(ToString::to_string).collect();
            format!("[{}]", written.join(", "))
        };
        let layers = self.layers.iter().map(|layer| {
            let rows: Vec<String> = layer.weights.iter().map(|row| list(row)).collect();
            format!(
                "    {{\"weights\": [{}],\n     \"biases\": {}}}",
                rows.join(",\n                 "),
                list(&layer.biases)
            )
        });
        let inputs: Vec<String> = self.inputs.iter().map(|name| format!("\"{name}\"")).collect();
        format!(
            "{{\n  \"inputs\": [{}],\n  \"activation\": \"{}\",\n  \"output\": \"{}\",\n  \"layers\": [\n{}\n  ]\n}}\n",
            inputs.join(", "),
            self.activation,
            self.output,
            layers.collect::<Vec<_>>().join(",\n")
        )
    }

    /// Data sets `W1` (neurons × inputs), `b1`, `W2` … in float64.
    ///
    /// # Errors
    /// A sentence if the library cannot write it.
    pub fn to_hdf5(&self) -> Result<Vec<u8>, Problem> {
        let mut file = hdf5::FileBuilder::new();
        for (l, layer) in self.layers.iter().enumerate() {
            let (neurons, inputs) = (layer.biases.len() as u64, layer.weights[0].len() as u64);
            let weights = layer.weights.concat();
            file.create_dataset(&format!("W{}", l + 1))
                .with_f64_data(&weights)
                .with_shape(&[neurons, inputs]);
            file.create_dataset(&format!("b{}", l + 1)).with_f64_data(&layer.biases);
        }
        file.finish().map_err(|e| {
            let why = printable(&e.to_string());
            Problem::run(say!(
                "The weights cannot be written as HDF5 ({why}).",
                "权重无法写成 HDF5（{why}）。"
            ))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network() -> NetworkNumbers {
        let layer = |weights: &[&[f64]], biases: &[f64]| LayerNumbers {
            weights: weights.iter().map(|row| row.to_vec()).collect(),
            biases: biases.to_vec(),
        };
        NetworkNumbers {
            inputs: vec!["x1".into(), "x2".into()],
            activation: "tanh".into(),
            output: "linear".into(),
            layers: vec![layer(&[&[0.1, -2.0], &[1e-300, 3.0]], &[0.5, 0.0]), layer(&[&[1.0, 2.0]], &[-1.0])],
        }
    }

    #[test]
    fn every_number_is_in_the_csv_once() {
        let csv = network().to_csv();
        assert_eq!(csv.lines().count(), 1 + 6 + 3);
        assert!(csv.contains("\n1,1,2,-2\n") && csv.contains("\n2,1,b,-1\n"), "{csv}");
    }

    #[test]
    fn json_is_read_by_others() {
        let read: serde_json::Value = serde_json::from_str(&network().to_json()).unwrap();
        assert_eq!(read["layers"][0]["weights"][1][0].as_f64(), Some(1e-300));
        assert_eq!(read["layers"][1]["biases"][0].as_f64(), Some(-1.0));
        assert_eq!(read["inputs"][1], "x2");
    }

    #[test]
    fn hdf5_is_read_back() {
        let bytes = network().to_hdf5().unwrap();
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        let info = crate::data::info::describe(&[file.path().to_path_buf()], &Default::default()).unwrap();
        assert!(format!("{info:?}").contains("W2"), "{info:?}");
    }
}
