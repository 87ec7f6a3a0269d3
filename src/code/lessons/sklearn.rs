//! The same network in scikit-learn, where it has one: a few lines beside the NumPy form.

use super::super::{Course, literal};
use super::record;
use crate::words::{Text, same, text};
use minijinja::value::Value;

/// How scikit-learn is told about a network.
pub(super) struct Network<'a> {
    /// Features, neurons of each layer, outputs.
    pub(super) sizes: &'a [usize],
    /// The answers are classes, and not numbers.
    pub(super) classes: bool,
    /// Epochs at most.
    pub(super) epochs: u64,
}

/// The lines for a template; nothing where scikit-learn has no such network.
pub(super) fn fact(course: &Course, network: &Network<'_>) -> Value {
    lines(course, network).map_or(Value::from(()), |told| {
        record([("en", Value::from(told.en.to_string())), ("zh", Value::from(told.zh.to_string()))])
    })
}

/// The lines; nothing where scikit-learn does not have this activation, rule or penalty.
fn lines(course: &Course, network: &Network<'_>) -> Option<Text> {
    let p = &course.start;
    let Network { sizes, classes, epochs } = network;
    let hidden = &sizes[1..sizes.len() - 1];
    let activation = match p.word("activation") {
        "relu" => "relu",
        "tanh" => "tanh",
        "sigmoid" => "logistic",
        "linear" => "identity",
        _ => return None,
    };
    let number = |name: &str| literal::number(p.number(name));
    let solver = match p.word("optimizer") {
        "sgd" => "solver=\"sgd\", momentum=0".to_string(),
        "momentum" => format!("solver=\"sgd\", momentum={}, nesterovs_momentum=False", number("momentum")),
        "nesterov" => format!("solver=\"sgd\", momentum={}", number("momentum")),
        "adam" if !p.declared("bias_correction").is_some_and(|_| !p.on("bias_correction")) => {
            format!("beta_1={}, beta_2={}, epsilon={}", number("beta1"), number("beta2"), number("eps"))
        }
        _ => return None,
    };
    let batch = p.count("batch");
    let alpha = match p.word("regularisation") {
        "l1" => return None,
        // Its penalty is divided by the size of a batch.
        "l2" => literal::number(p.number("reg_rate") * batch as f64),
        _ => "0".into(),
    };
    let layers = hidden.iter().map(|n| format!("{n},")).collect::<Vec<_>>().join(" ");
    let kind = if *classes { "MLPClassifier" } else { "MLPRegressor" };
    let rate = number("lr");
    let code = format!(
        "    model = {kind}(\n        ({layers}), \"{activation}\", {solver},\n        learning_rate_init={rate}, batch_size={batch}, alpha={alpha}, max_iter={epochs},\n    )\n    model.fit(X, y)"
    );
    let says = text(
        "Much the same with scikit-learn; its loss for classes is the cross-entropy:",
        "用 scikit-learn 的近似写法；分类时它的损失是交叉熵：",
    );
    Some(says.then(&same(format!("\n{code}"))))
}
