//! What holds for every expression.

use super::*;
use crate::math::derivative::{numeric_gradient, relative_error};
use proptest::prelude::*;

fn read(source: &str) -> Expression {
    Expression::parse(source).unwrap_or_else(|error| panic!("{source}: {}", error.text().en))
}

/// The bits of a value; what is not a number has no sign that matters.
fn bits(value: f64) -> u64 {
    if value.is_nan() { f64::NAN.to_bits() } else { value.to_bits() }
}

/// Formulas in x, y, z of every operation, some with a named intermediate.
fn formulas() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        3 => prop_oneof![Just("x"), Just("y"), Just("z")].prop_map(String::from),
        1 => (-40..40i32).prop_map(|tenths| format!("({})", f64::from(tenths) / 10.0)),
    ];
    let tree = leaf.prop_recursive(5, 40, 2, |inner| {
        let function = prop_oneof![
            Just("exp"), Just("sqrt"), Just("abs"), Just("sin"), Just("cos"), Just("tanh"), Just("sigmoid"),
            Just("relu"), Just("log"), Just("sign"), Just("-")
        ];
        prop_oneof![
            3 => (inner.clone(), prop_oneof![Just("+"), Just("-"), Just("*"), Just("/")], inner.clone())
                .prop_map(|(a, op, b)| format!("({a}){op}({b})")),
            2 => (function, inner.clone()).prop_map(|(f, a)| format!("{f}({a})")),
            1 => (inner.clone(), 0..4u32).prop_map(|(a, n)| format!("({a})^{n}")),
            1 => (prop_oneof![Just("max"), Just("min")], inner.clone(), inner).prop_map(|(f, a, b)| format!("{f}({a},{b})")),
        ]
    });
    (tree.clone(), tree, any::<bool>()).prop_map(|(a, b, named)| {
        let (a, b) = (format!("({a})+0*(x+y+z)"), b);
        if named { format!("k={b};k*k+{a}") } else { a }
    })
}

proptest! {
    #[test]
    fn gradients_are_slopes(source in formulas(), x in -2.0..2.0, y in -2.0..2.0, z in -2.0..2.0) {
        let expression = read(&source);
        let function = expression.compile(&["x", "y", "z"]).expect("no others");
        let mut at = [x, y, z];
        let mut gradient = [0.0; 3];
        let here = function.gradient(&at, &mut gradient);
        for (i, &slope) in gradient.iter().enumerate() {
            // Two step widths: where they disagree the function is too steep or has a corner.
            let fine = numeric_gradient(|x| function.eval(x), &mut at, i, Some(1e-6));
            let coarse = numeric_gradient(|x| function.eval(x), &mut at, i, Some(1e-4));
            let tame = here.is_finite() && here.abs() < 1e4 && relative_error(fine, coarse) < 1e-5;
            // √(y − y) is constant, but the chain rule meets 0 · ∞ there: it says so and claims no slope.
            if tame && slope.is_finite() && function.is_smooth_at(&at) {
                let close = relative_error(slope, coarse) < 1e-3 || (slope - coarse).abs() < 1e-6;
                prop_assert!(close, "{source} in {i}: {} and {coarse}", slope);
            }
        }
    }

    #[test]
    fn graph_and_function_agree_to_the_bit(source in formulas(), x in -2.0..2.0, y in -2.0..2.0, z in -2.0..2.0) {
        let expression = read(&source);
        let graph = expression.graph();
        let by_name: Vec<f64> = expression.variables().map(|name| match name { "x" => x, "y" => y, _ => z }).collect();
        let values = graph.values(&by_name);
        let gradients = graph.gradients(&values);
        let function = expression.compile(&["z", "x", "y"]).expect("no others");
        let mut gradient = [0.0; 3];
        let value = function.gradient(&[z, x, y], &mut gradient);
        prop_assert_eq!(bits(value), bits(values[graph.result()]));
        prop_assert_eq!(bits(function.eval(&[z, x, y])), bits(value));
        for (v, name) in expression.variables().enumerate() {
            let place = ["z", "x", "y"].iter().position(|known| *known == name).expect("known");
            prop_assert_eq!(bits(gradient[place]), bits(gradients[v]));
        }
    }

    #[test]
    fn the_ways_of_a_variable_add_up_to_its_gradient(source in formulas(), x in 0.1..2.0, y in 0.1..2.0, z in 0.1..2.0) {
        let expression = read(&source);
        let graph = expression.graph();
        let values = graph.values(&[x, y, z][..graph.variables()]);
        let gradients = graph.gradients(&values);
        for v in 0..graph.variables() {
            let ways = graph.ways(v, 1000);
            if ways.len() < 1000 && values.iter().chain(&gradients).all(|value| value.abs() < 1e9) {
                let product = |way: &Vec<Edge>| way.iter().map(|e| graph.local(e.into, e.input, &values)).product::<f64>();
                let sum: f64 = ways.iter().map(product).sum();
                let size: f64 = 1.0 + ways.iter().map(|way| product(way).abs()).sum::<f64>();
                prop_assert!(sum.is_nan() || (sum - gradients[v]).abs() < 1e-9 * size, "{source}: {sum}, {}", gradients[v]);
            }
        }
    }

    /// What a node says it does can be typed again and gives the same.
    #[test]
    fn the_text_of_a_node_can_be_read_again(source in formulas(), x in -2.0..2.0, y in -2.0..2.0, z in -2.0..2.0) {
        let expression = read(&source);
        let graph = expression.graph();
        let program: Vec<String> = (graph.variables()..graph.nodes().len())
            .map(|id| format!("{}={}", graph.nodes()[id].name, graph.text(id, Style::Plain)))
            .chain([graph.nodes()[graph.result()].name.clone()])
            .collect();
        let program = program.join(";");
        if program.len() <= 2000 {
            let at = [x, y, z];
            let (first, again) = (expression.compile(&["x", "y", "z"]), read(&program).compile(&["x", "y", "z"]));
            let (first, again) = (first.expect("known").eval(&at), again.expect("known").eval(&at));
            prop_assert!(bits(first) == bits(again), "{source} / {program}: {first} {again}");
        }
    }

    #[test]
    fn no_source_makes_it_panic(source in "\\PC{0,60}", noise in "[-+*/^(),;=. 0-9a-e×（，πσ]{0,80}") {
        for source in [source, noise] {
            if let Ok(expression) = Expression::parse(&source) {
                let graph = expression.graph();
                let values = graph.values(&vec![0.0; graph.variables()]);
                let gradients = graph.gradients(&values);
                let _ = (graph.trouble(&values), graph.gradient_trouble(&values, &gradients));
                for id in 0..graph.nodes().len() {
                    prop_assert!(!graph.text(id, Style::Pretty).is_empty());
                    prop_assert!(!graph.formula(id, 0).is_empty() && !graph.formula(id, 1).is_empty());
                }
            }
        }
    }
}
