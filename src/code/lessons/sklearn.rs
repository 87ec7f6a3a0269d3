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
    let mut words = vec![format!("\"{activation}\"")];
    match p.word("optimizer") {
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
        "adam" if p.declared("bias_correction").is_none() || p.on("bias_correction") => {
            // Where they differ from scikit-learn's own.
            let own = [("beta_1", "beta1", 0.9), ("beta_2", "beta2", 0.999), ("epsilon", "eps", 1e-8)];
            let told = own.iter().filter(|(_, name, usual)| p.number(name) != *usual);
            words.extend(told.map(|(its, name, _)| format!("{its}={}", number(name))));
        }
        _ => return None,
    }
    let batch = p.count("batch");
    let alpha = match p.word("regularisation") {
        "l1" => return None,
        // Its penalty is divided by the size of a batch.
        "l2" => literal::number(p.number("reg_rate") * batch as f64),
        _ => "0".into(),
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
