//! Networks against numbers that other programs computed.

use nnlab::math::{Activation, NumpyRng, loss::Loss};
use nnlab::nn::Rows;
use nnlab::nn::mlp::{Head, Mlp, Penalty, Regularisation, Samples, Workspace};
use nnlab::nn::rbm::{self, Chains, Rbm};
use serde::Deserialize;

/// PyTorch, float64: losses, outputs and gradients of the mean loss over a batch.
#[derive(Deserialize)]
struct Gradients {
    cases: Vec<GradientCase>,
}

#[derive(Deserialize)]
struct GradientCase {
    activation: String,
    loss: String,
    shape: Vec<usize>,
    #[serde(rename = "weights (layer[out][in])")]
    weights: Vec<Vec<Vec<f64>>>,
    biases: Vec<Vec<f64>>,
    #[serde(rename = "X")]
    x: Vec<Vec<f64>>,
    targets: Vec<f64>,
    outputs: Vec<Vec<f64>>,
    loss_value: f64,
    grad_w: Vec<Vec<Vec<f64>>>,
    grad_b: Vec<Vec<f64>>,
}

/// The parameter vector of a network: layer by layer, weights, then biases.
fn parameters(mlp: &Mlp, weights: &[Vec<Vec<f64>>], biases: &[Vec<f64>]) -> Vec<f64> {
    let mut parameters = vec![f64::NAN; mlp.parameters()];
    for ((layer, weights), biases) in mlp.layers().iter().zip(weights).zip(biases) {
        parameters[layer.weights.clone()].copy_from_slice(&weights.concat());
        parameters[layer.biases.clone()].copy_from_slice(biases);
    }
    parameters
}

fn close(found: &[f64], wanted: &[f64], tolerance: f64, what: &str) {
    assert_eq!(found.len(), wanted.len(), "{what}");
    for (k, (found, wanted)) in found.iter().zip(wanted).enumerate() {
        assert!((found - wanted).abs() <= tolerance, "{what}[{k}]: {found} is not {wanted}");
    }
}

#[test]
fn gradients_are_those_of_pytorch() {
    let reference: Gradients = serde_json::from_str(include_str!("reference/mlp_gradients.json"))
        .expect("the reference is readable");
    assert_eq!(reference.cases.len(), 8);
    for case in reference.cases {
        let hidden = Activation::from_name(&case.activation).expect("a known activation");
        let softmax = case.loss == "softmax_ce";
        let tanh = Head::Apart { activation: Activation::Tanh, loss: Loss::HalfSquared };
        let mlp = Mlp::new(&case.shape, hidden, if softmax { Head::Softmax } else { tanh }, true);
        let what = format!("{} {}", case.activation, case.loss);

        let classes = mlp.outputs();
        let one_hot = |&class: &f64| (0..classes).map(move |k| f64::from(u8::from(k as f64 == class)));
        let targets = if softmax { case.targets.iter().flat_map(one_hot).collect() } else { case.targets };
        let inputs = case.x.concat();
        let samples = Samples { inputs: Rows::Reals(&inputs), targets: &targets };
        let all: Vec<usize> = (0..case.x.len()).collect();
        let parameters_now = parameters(&mlp, &case.weights, &case.biases);
        let (mut room, m) = (Workspace::new(&mlp), all.len() as f64);

        let mut answers = vec![0.0; all.len() * mlp.outputs()];
        let loss = mlp.answer(&parameters_now, samples, &all, &mut room, &mut answers) / m;
        close(&[loss], &[case.loss_value], 1e-14, &what);
        close(&answers, &case.outputs.concat(), 1e-14, &what);

        let mut gradient = vec![0.0; mlp.parameters()];
        mlp.gradient(&parameters_now, samples, &all, 1.0 / m, &mut room, &mut gradient);
        close(&gradient, &parameters(&mlp, &case.grad_w, &case.grad_b), 1e-15, &what);
    }
}

/// The browser playground's own network code (nn.ts) run under Node.
#[derive(Deserialize)]
struct Playground {
    points: Vec<Point>,
    cases: Vec<TrainingCase>,
}

#[derive(Deserialize)]
struct Point {
    x: f64,
    y: f64,
    label: f64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct TrainingCase {
    activation: String,
    shape: Vec<usize>,
    regularization: Option<String>,
    reg_rate: f64,
    lr: f64,
    batch: usize,
    init: Numbers,
    loss0: f64,
    trace: Vec<Row>,
}

#[derive(Deserialize)]
struct Numbers {
    w: Vec<Vec<Vec<f64>>>,
    b: Vec<Vec<f64>>,
}

#[derive(Deserialize)]
struct Row {
    epoch: usize,
    loss: f64,
    dead_links: usize,
    w: Option<Vec<Vec<Vec<f64>>>>,
    b: Option<Vec<Vec<f64>>>,
}

#[test]
fn training_is_that_of_the_browser_playground() {
    let reference: Playground =
        serde_json::from_str(include_str!("reference/playground.json")).expect("the reference is readable");
    let inputs: Vec<f64> = reference.points.iter().flat_map(|point| [point.x, point.y]).collect();
    let targets: Vec<f64> = reference.points.iter().map(|point| point.label).collect();
    let samples = Samples { inputs: Rows::Reals(&inputs), targets: &targets };
    let all: Vec<usize> = (0..targets.len()).collect();
    assert_eq!(reference.cases.len(), 7);
    for case in &reference.cases {
        let hidden = Activation::from_name(&case.activation.to_lowercase()).expect("a known activation");
        let head = Head::Apart { activation: Activation::Tanh, loss: Loss::HalfSquared };
        let mlp = Mlp::new(&case.shape, hidden, head, true);
        let penalty = case.regularization.as_deref().map(|name| match name {
            "L1" => Penalty::L1,
            "L2" => Penalty::L2,
            _ => panic!("unknown penalty {name}"),
        });
        let what = format!("{} {:?} {:?}", case.activation, case.shape, case.regularization);
        let mut now = parameters(&mlp, &case.init.w, &case.init.b);
        let (mut gradient, mut dead) = (vec![0.0; now.len()], vec![false; now.len()]);
        let (mut room, mut answers) = (Workspace::new(&mlp), vec![0.0; all.len()]);
        let mut loss = |now: &[f64], room: &mut Workspace| {
            mlp.answer(now, samples, &all, room, &mut answers) / all.len() as f64
        };
        close(&[loss(&now, &mut room)], &[case.loss0], 1e-14, &what);
        let mut epoch = 0;
        for row in &case.trace {
            while epoch < row.epoch {
                for batch in all.chunks(case.batch) {
                    let before = now.clone();
                    let scale = 1.0 / batch.len() as f64;
                    mlp.gradient(&now, samples, batch, scale, &mut room, &mut gradient);
                    for (now, gradient) in now.iter_mut().zip(&gradient) {
                        *now -= case.lr * gradient;
                    }
                    if let Some(penalty) = penalty {
                        let rule = Regularisation { penalty, rate: case.reg_rate };
                        rule.shrink(&mlp, case.lr, &before, &mut now, &mut dead);
                    }
                }
                epoch += 1;
            }
            let tolerance = if epoch <= 3 { 1e-12 } else { 1e-9 };
            close(&[loss(&now, &mut room)], &[row.loss], tolerance, &format!("{what} epoch {epoch}"));
            assert_eq!(dead.iter().filter(|dead| **dead).count(), row.dead_links, "{what} epoch {epoch}");
            if let (Some(w), Some(b)) = (&row.w, &row.b) {
                close(&now, &parameters(&mlp, w, b), tolerance, &format!("{what} epoch {epoch}"));
            }
        }
    }
}

/// rows 001, 011, 101, 111 → 0, 1, 1, 0.
const XOR: ([f64; 12], [f64; 4]) = ([0., 0., 1., 0., 1., 1., 1., 0., 1., 1., 1., 1.], [0.0, 1.0, 1.0, 0.0]);

/// A table learnt by full-batch descent of Σ loss from NumPy's first weights, layer after layer, each drawn as a
/// matrix of inputs × outputs.
struct Table {
    mlp: Mlp,
    parameters: Vec<f64>,
    inputs: Vec<f64>,
    targets: Vec<f64>,
}

impl Table {
    fn new(
        sizes: &[usize],
        loss: Loss,
        rows: &[f64],
        targets: &[f64],
        weight: fn(&mut NumpyRng) -> f64,
    ) -> Table {
        let head = Head::Apart { activation: Activation::Sigmoid, loss };
        let mlp = Mlp::new(sizes, Activation::Sigmoid, head, false);
        let mut rng = NumpyRng::new(1);
        let mut parameters = vec![0.0; mlp.parameters()];
        for layer in mlp.layers() {
            for from in 0..layer.inputs {
                for to in 0..layer.outputs {
                    parameters[layer.weight(to, from)] = weight(&mut rng);
                }
            }
        }
        Table { mlp, parameters, inputs: rows.to_vec(), targets: targets.to_vec() }
    }

    fn run(&mut self, steps: usize) {
        let all: Vec<usize> = (0..self.targets.len()).collect();
        let samples = Samples { inputs: Rows::Reals(&self.inputs), targets: &self.targets };
        let (mut room, mut gradient) = (Workspace::new(&self.mlp), vec![0.0; self.parameters.len()]);
        for _ in 0..steps {
            self.mlp.gradient(&self.parameters, samples, &all, 1.0, &mut room, &mut gradient);
            self.parameters.iter_mut().zip(&gradient).for_each(|(p, g)| *p -= g);
        }
    }

    /// The answers to the table, Σ loss, and mean |error|.
    fn measure(&self) -> (Vec<f64>, f64, f64) {
        let all: Vec<usize> = (0..self.targets.len()).collect();
        let samples = Samples { inputs: Rows::Reals(&self.inputs), targets: &self.targets };
        let mut answers = vec![0.0; all.len()];
        let loss =
            self.mlp.answer(&self.parameters, samples, &all, &mut Workspace::new(&self.mlp), &mut answers);
        let error: f64 = answers.iter().zip(&self.targets).map(|(a, y)| (a - y).abs()).sum();
        (answers, loss, error / all.len() as f64)
    }
}

/// The nine-line network (lesson `neuron`), as the curriculum has its numbers.
#[test]
fn one_neuron_learns_its_table() {
    let rows = [0., 0., 1., 1., 1., 1., 1., 0., 1., 0., 1., 1.];
    let targets = [0.0, 1.0, 1.0, 0.0];
    let mut table = Table::new(&[3, 1], Loss::HalfSquared, &rows, &targets, |rng| 2.0 * rng.random() - 1.0);
    close(&table.parameters, &[-0.165955990594852, 0.4406489868843162, -0.9997712503653102], 1e-15, "w at 0");
    let mut steps = 0;
    for (step, probe) in [
        (0, 0.45860596288357436),
        (1, 0.5300273374560521),
        (100, 0.990255764378245),
        (10_000, 0.9999370428352157),
    ] {
        table.run(step - steps);
        steps = step;
        let trace = table.mlp.trace(&table.parameters, &[1.0, 0.0, 0.0], &[1.0]);
        close(&trace.a[1], &[probe], if step < 2 { 1e-15 } else { 1e-12 }, "probe");
    }
    close(&table.parameters, &[9.67299303, -0.2078435, -4.62963669], 5e-9, "final w");
}

#[test]
fn two_layers_learn_xor() {
    let mut table = Table::new(&[3, 4, 1], Loss::Squared, &XOR.0, &XOR.1, NumpyRng::random);
    let mut steps = 0;
    for (step, loss) in [
        (0, 1.311838214944246),
        (100, 0.983370126966990),
        (500, 0.020154022563463),
        (1499, 0.003358845278525),
    ] {
        table.run(step - steps);
        steps = step;
        close(&[table.measure().1], &[loss], 1e-12, "loss");
    }
    table.run(1);
    close(&table.measure().0, &[0.009654, 0.968947, 0.968862, 0.036452], 5e-7, "outputs");
}

#[test]
fn three_layers_learn_xor() {
    let weight = |rng: &mut NumpyRng| 2.0 * rng.random() - 1.0;
    let mut table = Table::new(&[3, 4, 1], Loss::HalfSquared, &XOR.0, &XOR.1, weight);
    for error in [0.4964100319027255, 0.008584525653247, 0.005789459862508] {
        close(&[table.measure().2], &[error], 1e-12, "error");
        table.run(10_000);
    }
}

/// The hand-calculated example of a 2-2-2 network (M. Mazur, "A step by step backpropagation example").
#[test]
fn the_worked_example_comes_out() {
    let head = Head::Apart { activation: Activation::Sigmoid, loss: Loss::HalfSquared };
    let mlp = Mlp::new(&[2, 2, 2], Activation::Sigmoid, head, true);
    let weights = [vec![vec![0.15, 0.2], vec![0.25, 0.3]], vec![vec![0.4, 0.45], vec![0.5, 0.55]]];
    let now = parameters(&mlp, &weights, &[vec![0.35; 2], vec![0.6; 2]]);
    let trace = mlp.trace(&now, &[0.05, 0.1], &[0.01, 0.99]);
    close(&trace.a[1], &[0.5932699921071872, 0.596884378259767], 1e-15, "hidden");
    close(&trace.a[2], &[0.7513650695523157, 0.7729284653214625], 1e-15, "outputs");
    close(&[trace.loss], &[0.2983711087600027], 1e-15, "loss");
    close(&[trace.gradient[mlp.layers()[1].weight(0, 0)]], &[0.08216704056423077], 1e-15, "dE/dw5");
}

/// Small machines of NumPy, and a run of scikit-learn's `BernoulliRBM`.
#[derive(Deserialize)]
struct Machines {
    #[serde(rename = "W (visible x hidden)")]
    w: Vec<Vec<f64>>,
    bv: Vec<f64>,
    bh: Vec<f64>,
    #[serde(rename = "V")]
    v: Vec<Vec<f64>>,
    p_h_given_v: Vec<Vec<f64>>,
    free_energy: Vec<f64>,
    #[serde(rename = "log_Z_exact")]
    log_z: f64,
    mean_log_likelihood: f64,
    mean_field_cd1: MeanField,
    scikit_learn: Learnt,
}

#[derive(Deserialize)]
struct MeanField {
    #[serde(rename = "h (p>0.5)")]
    h: Vec<Vec<f64>>,
    p_v_given_h: Vec<Vec<f64>>,
    p_h_given_pv: Vec<Vec<f64>>,
}

#[derive(Deserialize)]
struct Learnt {
    #[serde(rename = "X")]
    x: Vec<Vec<f64>>,
    components: Vec<Vec<f64>>,
    hidden: Vec<f64>,
    visible: Vec<f64>,
    h_samples: Vec<Vec<f64>>,
    score_mean: f64,
}

fn machines() -> Machines {
    serde_json::from_str(include_str!("reference/rbm.json")).expect("the reference is readable")
}

/// Rows of hidden units with the zeros that follow them, and the other way round.
fn padded(machine: &Rbm, rows: &[Vec<f64>]) -> Vec<f64> {
    let zeros = vec![0.0; machine.width() - machine.hidden()];
    rows.iter().flat_map(|row| row.iter().chain(&zeros)).copied().collect()
}

fn trimmed(machine: &Rbm, rows: &[f64]) -> Vec<f64> {
    rows.chunks(machine.width()).flat_map(|row| &row[..machine.hidden()]).copied().collect()
}

#[test]
fn a_small_machine_has_the_probabilities_and_energies_of_numpy() {
    let reference = machines();
    let mut machine = Rbm::zero(6, 4);
    for (i, row) in reference.w.iter().enumerate() {
        row.iter().enumerate().for_each(|(j, &w)| machine.set_weight(i, j, w));
    }
    machine.visible_biases_mut().copy_from_slice(&reference.bv);
    machine.hidden_biases_mut().copy_from_slice(&reference.bh);
    let (count, v) = (reference.v.len(), reference.v.concat());
    let mut h = vec![0.0; count * machine.width()];
    machine.hidden_probabilities(&v, &mut h);
    close(&trimmed(&machine, &h), &reference.p_h_given_v.concat(), 1e-15, "p(h|v)");
    let energies: Vec<f64> = reference.v.iter().map(|v| machine.free_energy(v)).collect();
    close(&energies, &reference.free_energy, 1e-14, "F(v)");
    let log_z = machine.log_partition().expect("four hidden units");
    close(&[log_z], &[reference.log_z], 1e-14, "ln Z");
    let likelihood = -energies.iter().sum::<f64>() / count as f64 - log_z;
    close(&[likelihood], &[reference.mean_log_likelihood], 1e-14, "likelihood");

    let mut seen = vec![0.0; v.len()];
    machine.visible_probabilities(&padded(&machine, &reference.mean_field_cd1.h), &mut seen);
    close(&seen, &reference.mean_field_cd1.p_v_given_h.concat(), 1e-15, "p(v|h)");
    machine.hidden_probabilities(&seen, &mut h);
    close(&trimmed(&machine, &h), &reference.mean_field_cd1.p_h_given_pv.concat(), 1e-15, "p(h|p(v|h))");
}

#[test]
fn the_partition_function_does_not_care_which_side_is_summed() {
    let mut rng = NumpyRng::new(9);
    let mut machine = Rbm::random(5, 9, &mut rng);
    let mut turned = Rbm::zero(9, 5);
    for i in 0..5 {
        for j in 0..9 {
            let w = rng.randn();
            machine.set_weight(i, j, w);
            turned.set_weight(j, i, w);
        }
    }
    for (machine_bias, turned_bias) in machine.hidden_biases_mut().iter_mut().zip(turned.visible_biases_mut())
    {
        *machine_bias = rng.randn();
        *turned_bias = *machine_bias;
    }
    let (one, other) = (machine.log_partition(), turned.log_partition());
    close(&[one.expect("small")], &[other.expect("small")], 1e-12, "ln Z");
    assert_eq!(Rbm::zero(21, 21).log_partition(), None);
}

#[test]
fn learning_is_that_of_scikit_learn() {
    let reference = machines().scikit_learn;
    let mut rng = NumpyRng::new(1);
    let mut machine = Rbm::random(12, 11, &mut rng);
    let (mut chains, mut room) = (Chains::new(&machine, 5), rbm::Workspace::new(&machine, 5));
    let x = reference.x.concat();
    let before = machine.reconstruction_error(&x);
    for _ in 0..4 {
        for batch in x.chunks(5 * 12) {
            machine.learn(batch, 0.06, &mut chains, &mut rng, &mut room);
        }
    }
    let components: Vec<f64> = (0..11).flat_map(|j| machine.feature(j)).collect();
    close(&components, &reference.components.concat(), 1e-14, "weights");
    close(machine.hidden_biases(), &reference.hidden, 1e-14, "hidden biases");
    close(machine.visible_biases(), &reference.visible, 1e-14, "visible biases");
    assert_eq!(trimmed(&machine, &chains.hidden), reference.h_samples.concat());
    let score = machine.pseudo_likelihood(&x, &mut NumpyRng::new(7));
    close(&[score], &[reference.score_mean], 1e-12, "pseudo-likelihood");
    assert!(machine.reconstruction_error(&x) < before);
}

/// One random pixel of each picture estimates what all pixels come to, and scatters about it.
#[test]
fn a_random_pixel_stands_for_all_of_them_on_average() {
    let mut rng = NumpyRng::new(3);
    let mut machine = Rbm::random(12, 5, &mut rng);
    (0..12).for_each(|i| (0..5).for_each(|j| machine.set_weight(i, j, rng.normal(0.0, 1.0))));
    let rows: Vec<f64> = (0..20 * 12).map(|_| f64::from(u8::from(rng.bernoulli(0.4)))).collect();
    let every: Vec<usize> = (0..20).flat_map(|_| 0..12).collect();
    let exact = machine.pseudo_likelihood_at(&rows, &every);
    let drawn: Vec<f64> = (0..2000).map(|_| machine.pseudo_likelihood(&rows, &mut rng)).collect();
    let mean = drawn.iter().sum::<f64>() / 2000.0;
    let scatter = (drawn.iter().map(|score| (score - mean).powi(2)).sum::<f64>() / 2000.0).sqrt();
    assert!((mean - exact).abs() < 4.0 * scatter / 2000f64.sqrt(), "{mean} ± {scatter}, exactly {exact}");
    assert!(scatter > 0.2, "{scatter}");
}
