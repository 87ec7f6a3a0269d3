//! The same network in scikit-learn, where it has one: a few lines beside the NumPy form.

use super::super::literal;
use super::record;
use crate::lessons::Method;
use crate::math::Activation;
use crate::nn::mlp::{Penalty, Regularisation};
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
    pub(super) method: &'a Method,
}

/// The lines for a template; nothing where scikit-learn has no such network.
pub(super) fn fact(network: &Network<'_>) -> Value {
    lines(network).map_or(Value::from(()), |told| {
        record([("en", Value::from(told.en.to_string())), ("zh", Value::from(told.zh.to_string()))])
    })
}

/// The lines; nothing where scikit-learn does not have this activation, rule or penalty.
fn lines(network: &Network<'_>) -> Option<Text> {
    let Network { sizes, classes, epochs, method } = network;
    let optimizer = &method.optimizer;
    let hidden = &sizes[1..sizes.len() - 1];
    let activation = match method.activation {
        Activation::Relu => "relu",
        Activation::Tanh => "tanh",
        Activation::Sigmoid => "logistic",
        Activation::Linear => "identity",
        _ => return None,
    };
    let value = |name: &str| optimizer.get(name).unwrap_or(f64::NAN);
    let number = |name: &str| literal::number(value(name));
    let mut words = vec![format!("\"{activation}\"")];
    match optimizer.rule().name {
        "sgd" => words.push("solver=\"sgd\", momentum=0".into()),
        "momentum" => {
            let momentum = number("momentum");
            words.extend([
                "solver=\"sgd\"".into(),
                format!("momentum={momentum}"),
                "nesterovs_momentum=False".into(),
            ]);
        }
        "nesterov" => words.push(format!("solver=\"sgd\", momentum={}", number("momentum"))),
        "adam" if value("bias_correction") != 0.0 => {
            // Where they differ from scikit-learn's own.
            let own = [("beta_1", "beta1", 0.9), ("beta_2", "beta2", 0.999), ("epsilon", "eps", 1e-8)];
            let told = own.iter().filter(|(_, name, usual)| value(name) != *usual);
            words.extend(told.map(|(its, name, _)| format!("{its}={}", number(name))));
        }
        _ => return None,
    }
    let batch = method.batch;
    let alpha = match method.penalty {
        None => "0".into(),
        Some(Regularisation { penalty: Penalty::L1, .. }) => return None,
        // Its penalty is divided by the size of a batch.
        Some(Regularisation { penalty: Penalty::L2, rate }) => literal::number(rate * batch as f64),
    };
    words.push(format!("alpha={alpha}"));
    words.push(format!("batch_size={batch}"));
    words.push(format!("learning_rate_init={}", number("lr")));
    words.push(format!("max_iter={epochs}"));
    let layers = hidden.iter().map(|n| format!("{n},")).collect::<Vec<_>>().join(" ");
    let kind = if *classes { "MLPClassifier" } else { "MLPRegressor" };
    let code = call(&format!("    model = {kind}(({layers})"), &words);
    let says = text(
        "Much the same with scikit-learn; its loss for classes is the cross-entropy:",
        "用 scikit-learn 的近似写法；分类时它的损失是交叉熵：",
    );
    Some(says.then(&same(format!("\n{code}"))))
}

/// A call over as many lines as it takes, then the training.
fn call(begin: &str, words: &[String]) -> String {
    let indent = " ".repeat(begin.find('(').map_or(8, |at| at + 1));
    let (mut code, mut used) = (begin.to_string(), begin.len());
    for word in words {
        let turn = used + word.len() + 2 > 76;
        code += &if turn { format!(",\n{indent}{word}") } else { format!(", {word}") };
        used = if turn { indent.len() + word.len() } else { used + word.len() + 2 };
    }
    code + ").fit(X, y)"
}
