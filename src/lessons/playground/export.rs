//! Points and weights as files.

use super::Playground;
use super::view::Format;
use crate::data::weights_file::{LayerNumbers, NetworkNumbers};
use crate::lab::Response;
use crate::lessons::networks::Trained;
use crate::nn::mlp::Head;

/// The points, in the order in which they are divided into training and test, as CSV.
pub(super) fn points(of: &Playground) -> Response {
    Response::Save { file: "points.csv".to_string(), contents: of.world.points.to_csv().into_bytes() }
}

/// Weights and biases in a format.
pub(super) fn weights(of: &Playground, state: &Trained, format: Format) -> Response {
    let numbers = numbers(of, state);
    let (file, contents) = match format {
        Format::Csv => ("weights.csv", numbers.to_csv().into_bytes()),
        Format::Json => ("weights.json", numbers.to_json().into_bytes()),
        Format::Hdf5 => match numbers.to_hdf5() {
            Ok(bytes) => ("weights.h5", bytes),
            Err(problem) => return Response::Say(problem.text),
        },
    };
    Response::Save { file: file.to_string(), contents }
}

fn numbers(of: &Playground, state: &Trained) -> NetworkNumbers {
    let layer = |layer: &crate::nn::mlp::Layer| LayerNumbers {
        weights: state.parameters[layer.weights.clone()].chunks(layer.inputs).map(<[f64]>::to_vec).collect(),
        biases: state.parameters[layer.biases.clone()].to_vec(),
    };
    let output = match of.mlp().head() {
        Head::Softmax => "softmax",
        Head::Apart { activation, .. } => activation.name(),
    };
    NetworkNumbers {
        inputs: of.world.features.iter().map(|feature| feature.name().to_string()).collect(),
        activation: of.mlp().hidden().name().to_string(),
        output: output.to_string(),
        layers: of.mlp().layers().iter().map(layer).collect(),
    }
}
