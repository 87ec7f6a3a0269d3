//! Every update rule against the libraries it follows.
//!
//! `reference/optimizers.json`: x, y of two problems at steps 0 … 10,000 under the formulas of PyTorch 2.15,
//! Keras 3.15 and `tf.compat.v1.train` of TensorFlow 2.21, computed in 50-digit arithmetic from f64
//! hyper-parameters and checked against the real libraries. Each row is `[step, x, y, tolerance]`; steps under
//! `finite` are chaotic (rounding was amplified above 1e-9) and only have to be finite.

use nnlab::nn::optimizer::{Convention, Optimizer};
use serde::Deserialize;
use serde_json::{Map, Value};

#[derive(Deserialize)]
struct Run {
    convention: String,
    problem: String,
    optimizer: String,
    lr: f64,
    hyper: Map<String, Value>,
    trajectory: Vec<(u64, f64, f64, f64)>,
    finite: Vec<u64>,
}

fn gradient(problem: &str, [x, y]: [f64; 2]) -> [f64; 2] {
    match problem {
        "rosenbrock" => [-2.0 * (1.0 - x) - 400.0 * x * (y - x * x), 200.0 * (y - x * x)],
        "quadratic" => [x, 25.0 * y],
        other => panic!("no problem {other} in the reference"),
    }
}

impl Run {
    fn optimizer(&self) -> Optimizer {
        let convention = Convention::find(&self.convention).expect("the reference names conventions we have");
        let optimizer = Optimizer::new(&self.optimizer, convention).expect("and rules we have");
        let mut optimizer = optimizer.with_rate(self.lr);
        for (name, value) in &self.hyper {
            let value = value.as_f64().unwrap_or_else(|| f64::from(u8::from(value == &Value::Bool(true))));
            // What a convention has built in must be what the reference says it has.
            match optimizer.set(name, value) {
                Ok(()) => {}
                Err(problem) => assert_eq!(optimizer.get(name), Some(value), "{problem}"),
            }
        }
        optimizer
    }
}

#[test]
fn trajectories_are_those_of_the_libraries() {
    let runs: Vec<Run> = serde_json::from_str(include_str!("reference/optimizers.json")).unwrap();
    assert_eq!(runs.len(), 68);
    let mut failures = Vec::new();
    for run in &runs {
        let optimizer = run.optimizer();
        let mut memory = optimizer.memory(2);
        let mut point = [run.trajectory[0].1, run.trajectory[0].2];
        for step in 0..=10_000 {
            if let Some(&(_, x, y, tolerance)) = run.trajectory.iter().find(|row| row.0 == step) {
                let error = (point[0] - x).abs().max((point[1] - y).abs());
                if error.is_nan() || error > tolerance {
                    failures.push(format!(
                        "{} {} {} {:?} step {step}: off by {error:.1e}, allowed {tolerance:.1e}",
                        run.convention, run.problem, run.optimizer, run.hyper
                    ));
                }
            } else if run.finite.contains(&step) {
                assert!(point.iter().all(|x| x.is_finite()));
            }
            optimizer.update(&mut memory, &gradient(&run.problem, point), &mut point);
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// The reference holds every default a library publishes for a rule's own settings.
#[test]
fn defaults_are_those_of_the_libraries() {
    let runs: Vec<Run> = serde_json::from_str(include_str!("reference/optimizers.json")).unwrap();
    for run in runs.iter().filter(|run| run.optimizer != "rmsprop") {
        let fresh = Optimizer::new(&run.optimizer, Convention::find(&run.convention).unwrap()).unwrap();
        assert_eq!(fresh.with_rate(run.lr), run.optimizer(), "{} {}", run.convention, run.optimizer);
    }
}
