//! The examples of the course, and one of everything else.

use super::*;

fn read(source: &str) -> Expression {
    Expression::parse(source).unwrap_or_else(|error| panic!("{source}: {}", error.text().en))
}

fn value(source: &str) -> f64 {
    read(source).compile(&[]).expect("no variables").eval(&[])
}

fn node(graph: &Graph, name: &str) -> NodeId {
    graph.nodes().iter().position(|node| node.name == name).unwrap_or_else(|| panic!("no node {name}"))
}

/// Each node as `name = text`, in evaluation order.
fn lines(source: &str, style: Style) -> Vec<String> {
    let expression = read(source);
    let graph = expression.graph();
    let operations = (graph.variables()..graph.nodes().len()).map(|id| {
        let name = &graph.nodes()[id].name;
        format!("{name} = {}", graph.text(id, style))
    });
    operations.collect()
}

// CURRICULUM: lesson 2.
#[test]
fn the_first_example_of_the_course() {
    let expression = read("3*(a+b*c)");
    let graph = expression.graph();
    assert_eq!(expression.variables().collect::<Vec<_>>(), ["a", "b", "c"]);
    let names: Vec<&str> = graph.nodes().iter().map(|node| node.name.as_str()).collect();
    assert_eq!(names, ["a", "b", "c", "u", "v", "J"]);
    assert_eq!(lines("3*(a+b*c)", Style::Plain), ["u = b*c", "v = a+u", "J = 3*v"]);
    assert_eq!(lines("3*(a+b*c)", Style::Pretty), ["u = b·c", "v = a + u", "J = 3·v"]);

    let values = graph.values(&[7.0, 4.0, 2.0]);
    assert_eq!(values, [7.0, 4.0, 2.0, 8.0, 15.0, 45.0]);
    assert_eq!(graph.gradients(&values), [3.0, 6.0, 12.0, 3.0, 3.0, 1.0]);
    let values = graph.values(&[5.0, 3.0, 2.0]);
    assert_eq!(values[3..], [6.0, 11.0, 33.0]);
    assert_eq!(graph.gradients(&values)[..4], [3.0, 6.0, 9.0, 3.0]);

    // dJ/db = dJ/dv · dv/du · du/db = 3 · 1 · c
    let ways = graph.ways(1, 10);
    assert_eq!(ways.len(), 1);
    let chain: Vec<String> = ways[0]
        .iter()
        .rev()
        .map(|edge| {
            let (into, from) = (&graph.nodes()[edge.into].name, &graph.nodes()[edge.from].name);
            format!("d{into}/d{from} = {}", graph.formula(edge.into, edge.input))
        })
        .collect();
    assert_eq!(chain, ["dJ/dv = 3", "dv/du = 1", "du/db = c"]);
}

// CURRICULUM: lesson 2, logistic loss at w = b = 0, x = (1, 2), y = 1.
#[test]
fn the_logistic_loss_of_the_course() {
    let expression = read("z = w1*x1 + w2*x2 + b; a = sigmoid(z); L = -(y*log(a) + (1-y)*log(1-a))");
    let graph = expression.graph();
    assert_eq!(expression.intermediates(), ["z", "a", "L"]);
    assert_eq!(expression.variables().collect::<Vec<_>>(), ["w1", "x1", "w2", "x2", "b", "y"]);
    let values = graph.values(&[0.0, 1.0, 0.0, 2.0, 0.0, 1.0]);
    let gradients = graph.gradients(&values);
    let at = |name: &str| (values[node(graph, name)], gradients[node(graph, name)]);
    assert_eq!(at("a").0, 0.5);
    assert!((at("L").0 - std::f64::consts::LN_2).abs() < 1e-15);
    assert_eq!([at("z").1, at("w1").1, at("w2").1, at("b").1], [-0.5, -0.5, -1.0, -0.5]);
    assert_eq!(graph.result(), node(graph, "L"));
}

#[test]
fn powers_signs_and_order_are_those_of_mathematics() {
    let table = [
        ("-2^2", -4.0),
        ("(-2)^2", 4.0),
        ("2^3^2", 512.0),
        ("2^-1", 0.5),
        ("2^-2^2", 1.0 / 16.0),
        ("-2^-2", -0.25),
        ("7-4-2", 1.0),
        ("16/4/2", 2.0),
        ("16/4*2", 8.0),
        ("2+3*4", 14.0),
        ("--3", 3.0),
        ("2*-3", -6.0),
        ("2--3", 5.0),
        ("+3", 3.0),
        ("1e3+.5+2.", 1002.5),
        ("1.5E-1", 0.15),
        ("max(1,min(5,3))", 3.0),
        ("sqrt(16)+abs(-2)", 6.0),
        ("log(e)", 1.0),
        ("ln(e)", 1.0),
        ("relu(-3)+relu(2)", 2.0),
        ("cos(pi)", -1.0),
        ("cos(π)", -1.0),
        ("sigmoid(0)+σ(0)+tanh(0)+sin(0)+tan(0)+exp(0)", 2.0),
    ];
    for (source, expected) in table {
        assert_eq!(value(source), expected, "{source}");
    }
}

#[test]
fn formulas_are_read_as_people_write_them() {
    let same = [
        ("2a", "2*a"),
        ("5a + 2x", "5*a + 2*x"),
        ("3(a+bc)", "3*(a+b*c)"),
        ("2ab", "2*a*b"),
        ("a(1-a)", "a*(1-a)"),
        ("(a+1)(a-1)", "(a+1)*(a-1)"),
        ("2x1 + 3x2", "2*x1 + 3*x2"),
        ("a**2", "a^2"),
        ("a²", "a^2"),
        ("x₁² + x₂⁻¹", "x1^2 + x2^-1"),
        ("2a²b", "2*a^2*b"),
        ("sin a", "sin(a)"),
        ("sin 2a", "sin(2*a)"),
        ("2 sin a cos a", "2*sin(a)*cos(a)"),
        ("sin a^2 + 1", "sin(a^2) + 1"),
        ("−ln p", "-log(p)"),
        ("ln −p", "log(-p)"),
        ("exp -a", "exp(-a)"),
        ("√2 a", "sqrt(2)*a"),
        ("½(a − b)²", "0.5*(a-b)^2"),
        ("|a − b|", "abs(a-b)"),
        ("12\u{202f}288 + a", "12288 + a"),
        ("1.5e−9·a", "1.5e-9*a"),
    ];
    for (written, meant) in same {
        assert_eq!(read(written).graph(), read(meant).graph(), "{written}");
    }
    // Where every sign is written, a word is one variable, and so is one that was given a meaning.
    assert_eq!(read("bc + 1").variables().collect::<Vec<_>>(), ["bc"]);
    assert_eq!(read("ab = 3; 2ab").variables().count(), 0);
    assert_eq!(read("2rate").variables().collect::<Vec<_>>(), ["rate"]);
    assert_eq!(read("x^2 + sin(x)").renamed("x", "a").expect("free").source(), "a^2 + sin(a)");
    assert_eq!(read("２ｘ+x").renamed("x", "a").expect("free").source(), "２a+a");
}

#[test]
fn names_may_be_words_of_any_script() {
    let expression = read("权重*输入 + β_0 - x12");
    assert_eq!(expression.variables().collect::<Vec<_>>(), ["权重", "输入", "β_0", "x12"]);
    assert_eq!(expression.graph().values(&[2.0, 3.0, 0.5, 0.25])[6], 6.25);
}

#[test]
fn what_an_input_method_types_is_understood() {
    let plain = read("z=3*(a+b/c)-d; max(z,-1.5)");
    for source in [
        "ｚ＝３＊（ａ＋ｂ／ｃ）－ｄ；ｍａｘ（ｚ，－１．５）",
        "z=3×(a+b÷c)−d\nmax(z、−1.5)",
        "z=3·(a+b/c)–d;;max(z,-1.5);",
    ] {
        assert_eq!(read(source).graph(), plain.graph(), "{source}");
    }
}

#[test]
fn equal_parts_are_one_node_and_their_gradients_add() {
    let expression = read("(a+b)*c + (a+b)*(a+b)");
    let graph = expression.graph();
    assert_eq!(graph.nodes().len(), 3 + 4);
    let values = graph.values(&[2.0, 3.0, 4.0]);
    let gradients = graph.gradients(&values);
    // J = sc + s²: dJ/ds = c + 2s
    assert_eq!(gradients[node(graph, "u")], 4.0 + 10.0);
    assert_eq!(graph.uses(node(graph, "u")).len(), 3);
    assert_eq!(graph.ways(0, 10).len(), 3);
    assert_eq!(graph.ways(0, 2).len(), 2);
    assert_eq!(lines("0.5*x + .5*x", Style::Plain), ["u = 0.5*x", "J = u+u"]);
}

#[test]
fn constants_are_folded_into_the_node_that_uses_them() {
    assert_eq!(lines("2*3*x", Style::Plain), ["J = 6*x"]);
    assert_eq!(lines("1/3*x", Style::Plain), ["J = 1/3*x"]);
    assert_eq!(lines("x*(1/3)", Style::Plain), ["J = x*(1/3)"]);
    assert_eq!(lines("x-(2+sqrt(2))", Style::Plain), ["J = x-(2+sqrt(2))"]);
    assert_eq!(lines("2*pi*r", Style::Pretty), ["J = 2·π·r"]);
    assert_eq!(lines("2*pi*r", Style::Python), ["J = 2 * np.pi * r"]);
    assert_eq!(lines("x^-2 - -3", Style::Plain), ["u = x^(-2)", "J = u-(-3)"]);
    assert_eq!(lines("(-2)^x + -3*y", Style::Plain), ["u = (-2)^x", "v = -3*y", "J = u+v"]);
    assert_eq!(lines("e^(2*3)", Style::Plain), ["J = e^6"]);
    assert_eq!(lines("6*7", Style::Plain), ["J = 42"]);
    assert_eq!(value("6*7"), 42.0);
    let constant = read("6*7");
    assert_eq!(constant.graph().values(&[]), [42.0]);
    assert_eq!(constant.graph().gradients(&[42.0]), [1.0]);
}

#[test]
fn made_names_keep_out_of_the_way() {
    assert_eq!(lines("u*v + w*J", Style::Plain), ["p = u*v", "q = w*J", "L = p+q"]);
    // Names that the learner used never stand for anything else, an alias or a part that is there twice included.
    assert_eq!(lines("u = a; u*b + c", Style::Plain), ["v = a*b", "J = v+c"]);
    assert_eq!(lines("J = a; J*b", Style::Plain), ["L = a*b"]);
    let twice = lines("p = a*b; q = a*b; p+q+c*d", Style::Plain);
    assert_eq!(twice, ["p = a*b", "u = p+p", "v = c*d", "J = u+v"]);
    let long = lines("sin(cos(sin(cos(sin(cos(sin(cos(sin(cos(x))))))))))", Style::Plain);
    assert_eq!(long[7..], ["t = sin(s)", "u1 = cos(t)", "J = sin(u1)"]);
    assert_eq!(lines("z = a*b; z", Style::Plain), ["z = a*b"]);
    assert_eq!(lines("cost = a*b", Style::Plain), ["cost = a*b"]);
    // Nor a name that is one of theirs without its number: no `w` beside `w1`.
    assert_eq!(lines("w1*x + u2*w2", Style::Plain), ["v = w1*x", "p = u2*w2", "J = v+p"]);
    assert_eq!(lines("J1*a", Style::Plain), ["L = J1*a"]);
}

#[test]
fn numpy_spelling() {
    let source = "z = w*x^2; p = sigmoid(z); max(p, lambda) - abs(z)";
    let expected = [
        "u = x**2",
        "z = w * u",
        "p = sigmoid(z)",
        "v = np.maximum(p, lambda_)",
        "q = np.abs(z)",
        "J = v - q",
    ];
    assert_eq!(lines(source, Style::Python), expected);
}

#[test]
fn a_variable_alone_is_its_own_result() {
    let expression = read("a");
    assert_eq!(expression.graph().result(), 0);
    assert_eq!(expression.graph().gradients(&expression.graph().values(&[5.0])), [1.0]);
    let function = expression.compile(&["b", "a"]).expect("a is known");
    let mut gradient = [9.0; 2];
    assert_eq!(function.gradient(&[1.0, 5.0], &mut gradient), 5.0);
    assert_eq!(gradient, [0.0, 1.0]);
}

#[test]
fn formulas_of_local_derivatives() {
    let formula = |source: &str, input: usize| {
        let expression = read(source);
        expression.graph().formula(expression.graph().result(), input)
    };
    let table = [
        ("x-y", 1, "−1"),
        ("x*3", 0, "3"),
        ("x*(1/3)", 0, "1/3"),
        ("x/y", 0, "1/y"),
        ("x/y", 1, "−x/y^2"),
        ("x/2", 0, "1/2"),
        ("x^2", 0, "2·x"),
        ("x^3", 0, "3·x^2"),
        ("x^1", 0, "1"),
        ("x^0", 0, "0"),
        ("x^0.5", 0, "0.5·x^(−0.5)"),
        ("x^(1/3)", 0, "(1/3)·x^((1/3) − 1)"),
        ("x^y", 0, "y·x^(y − 1)"),
        ("x^y", 1, "x^y·ln(x)"),
        ("2^y", 1, "2^y·ln(2)"),
        ("-x", 0, "−1"),
        ("exp(x)", 0, "exp(x)"),
        ("log(p)", 0, "1/p"),
        ("sqrt(x)", 0, "1/(2·sqrt(x))"),
        ("abs(x)", 0, "sign(x)"),
        ("cos(x)", 0, "−sin(x)"),
        ("tanh(z)", 0, "1 − tanh(z)^2"),
        ("sigmoid(z)", 0, "σ(z)·(1 − σ(z))"),
        ("relu(z)", 0, "[z > 0]"),
        ("max(a,b)", 1, "[b > a] + [a = b]/2"),
        ("min(a,-1)", 0, "[a < (−1)] + [a = (−1)]/2"),
    ];
    for (source, input, expected) in table {
        assert_eq!(formula(source, input), expected, "{source}");
    }
}

#[test]
fn an_error_says_where_and_what_was_expected() {
    // Source, column, found, a part of what was expected.
    let table = [
        ("", 1, "the end", "an expression"),
        ("   ", 4, "the end", "an expression"),
        ("3*(a+b", 7, "the end", "`)`"),
        ("3*(a+b))", 8, "`)`", "an operator or the end"),
        ("3*/a", 3, "`/`", "a number, a name or `(`"),
        ("a* *2", 4, "`*`", "a power is written a^b"),
        ("2 3", 3, "the number 3", "to multiply, write *"),
        ("a2 rate", 4, "the name rate", "to multiply, write *"),
        ("learning rate", 10, "the name rate", "to multiply, write *"),
        ("rate(b)", 1, "`rate(`", "`rate*(`"),
        ("2|a", 2, "`|`", "an operator"),
        ("|a", 3, "the end", "`|`"),
        ("foo(b)", 1, "`foo(`", "exp log sqrt abs sign sin cos tan tanh sigmoid relu max min"),
        ("a+b; a*b", 1, "a part without a name", "z = …"),
        ("exp", 4, "the end", "`(` after the function exp"),
        ("max(1)", 6, "`)`", "second value of max"),
        ("exp(1,2)", 6, "`,`", "`)` of exp"),
        ("a = 1; a = 2", 8, "`a =` a second time", "a new name"),
        ("b = a; a = 2; a", 8, "after `a` was used", "a new name"),
        ("pi = 3", 1, "`pi`", "another name"),
        ("max = 3", 1, "`max`", "another name"),
        ("a = ", 5, "the end", "a number, a name or `("),
        ("(a = 3)", 4, "`=`", "`)`"),
        ("a $ b", 3, "`$`", "a number, a name"),
        ("a\u{202e} b", 2, "the invisible character U+202E", "a number, a name"),
        ("权重 @ 3", 4, "`@`", "a number, a name"),
        ("1e999", 1, "1e999", "1.8e308"),
        ("3 + .", 5, "`.`", "a number, such as"),
        ("x_ + _x", 6, "`_`", "a number, a name"),
    ];
    for (source, column, found, expected) in table {
        let error = Expression::parse(source).expect_err(source);
        assert_eq!(error.column, column, "{source}: {}", error.text().en);
        assert!(error.found.en.contains(found), "{source}: {}", error.text().en);
        assert!(error.expected.en.contains(expected), "{source}: {}", error.text().en);
        let before = source.get(..error.byte).expect("a boundary");
        assert_eq!(before.chars().count() + 1, column, "{source}");
    }
    let error = Expression::parse("3*(a+b").expect_err("open parenthesis");
    assert_eq!(error.text().zh, "第 7 个字符处：遇到结尾，应为运算符或“)”");
    let unknown = read("a + speed").compile(&["a", "b"]).expect_err("speed is unknown");
    assert_eq!(
        unknown.text().en,
        "at character 5: found the variable speed, expected a formula in a, b only"
    );
}

#[test]
fn hostile_lengths_and_depths_are_refused_or_read() {
    for open in ["(", "-", "exp(", "2^", "(-", "max(1,"] {
        let error = Expression::parse(&open.repeat(300)).expect_err(open);
        assert!(error.found.en.contains("levels of nesting"), "{open}: {}", error.text().en);
    }
    let error = Expression::parse(&"a+".repeat(500_000)).expect_err("too long");
    assert_eq!((error.column, error.byte), (2001, 2000));
    // The longest that are allowed: a thousand different variables, a thousand operations on one.
    let sum: Vec<String> = (0..400).map(|i| format!("x{i}")).collect();
    assert_eq!(read(&sum.join("+")).graph().nodes().len(), 400 + 399);
    let square = read(&(0..90).map(|i| format!("x{}=x{i}*x{i}", i + 1)).collect::<Vec<_>>().join(";"));
    let values = square.graph().values(&[1.0]);
    assert_eq!(square.graph().gradients(&values)[0], 2f64.powi(90));
    assert_eq!(square.graph().ways(0, 5).len(), 5);
    let third = read(&vec!["1/3"; 400].join("+"));
    assert!((third.graph().values(&[])[0] - 400.0 / 3.0).abs() < 1e-10);
}

#[test]
fn a_value_that_is_not_finite_is_explained() {
    let told = |source: &str, inputs: &[f64]| {
        let expression = read(source);
        let graph = expression.graph();
        graph.trouble(&graph.values(inputs)).map(|(_, text)| text.en.into_owned())
    };
    let table: [(&str, &[f64], &str); 9] = [
        ("3*log(p)", &[0.0], "u = ln(p) is −∞: p is 0, and the logarithm falls without end towards 0."),
        (
            "log(p)",
            &[-2.5],
            "J = ln(p) is not a number: p is −2.5, and a negative number has no real logarithm.",
        ),
        ("1/x", &[0.0], "J = 1/x is +∞: it divides by x, which is 0."),
        ("sqrt(x)", &[-1.0], "J = sqrt(x) is not a number: x is −1, and a negative number has no real root."),
        ("x^-1", &[0.0], "J = x^(−1) is +∞: x is 0, and a negative power of it divides by 0."),
        (
            "x^0.5",
            &[-4.0],
            "J = x^0.5 is not a number: x is −4, and a negative number has no real power 0.5.",
        ),
        ("exp(x)", &[1000.0], "J = exp(x) is +∞: it is larger than any 64-bit number (1.8·10^308)."),
        ("x+1/0", &[1.0], "J = x + 1/0 is +∞: 1/0 has no finite value, whatever the variables are."),
        ("x+1", &[f64::NAN], "x is not a number: give it a number."),
    ];
    for (source, inputs, sentence) in table {
        assert_eq!(told(source, inputs).as_deref(), Some(sentence));
    }
    assert_eq!(told("log(p)", &[1.0]), None);
    let root = read("3*sqrt(x)");
    let values = root.graph().values(&[0.0]);
    let (id, why) = root.graph().gradient_trouble(&values, &root.graph().gradients(&values)).expect("1/0");
    assert_eq!((id, why.en.as_ref()), (0, "du/dx = 1/(2·sqrt(x)) is not finite at x = 0."));
}

#[test]
fn ties_are_shared_evenly() {
    let gradients = |source: &str, at: &[f64]| {
        let expression = read(source);
        let graph = expression.graph();
        let values = graph.values(at);
        graph.gradients(&values)[..at.len()].to_vec()
    };
    assert_eq!(gradients("max(x,y)+min(x,y)", &[2.0, 2.0]), [1.0, 1.0]);
    assert_eq!(gradients("max(x,max(x,y))", &[1.0, 1.0]), [0.75, 0.25]);
    assert_eq!(gradients("max(a,-a)", &[0.0]), gradients("abs(a)", &[0.0]));
}

#[test]
fn a_root_at_0_has_no_slope_even_squared() {
    let root = read("sqrt(x)^2");
    let values = root.graph().values(&[0.0]);
    assert!(root.graph().gradients(&values)[0].is_nan());
    // What does not change with its input has a slope, and so has what the result does not use.
    let flat = read("sqrt(relu(x))");
    assert_eq!(flat.graph().gradients(&flat.graph().values(&[-1.0]))[0], 0.0);
    let unused = read("k = sqrt(x); 2*x");
    assert_eq!(unused.graph().gradients(&unused.graph().values(&[0.0]))[0], 2.0);
    assert_eq!(unused.compile(&["x"]).expect("x").gradient(&[0.0], &mut [0.0]), 0.0);
}

#[test]
fn corners_are_known() {
    let function = read("abs(x) + max(x, y)").compile(&["x", "y"]).expect("x and y");
    assert!(function.is_smooth_at(&[1.0, 2.0]));
    assert!(!function.is_smooth_at(&[0.0, 2.0]));
    assert!(!function.is_smooth_at(&[2.0, 2.0]));
    let expression = read("relu(x)");
    assert!(!expression.graph().is_smooth_at(&expression.graph().values(&[0.0])));
    assert!(expression.graph().is_smooth_at(&expression.graph().values(&[0.1])));
}

/// What a typed answer may begin with follows from what can be read.
#[test]
fn a_number_begins_with_what_is_read() {
    for c in "0123456789.-−(|√πσacelmprst０５－（".chars() {
        assert!(Expression::begins_number(c), "{c}");
    }
    for c in "dfghijknoquvwxyzHUn?)]*/^,; ".chars() {
        assert!(!Expression::begins_number(c), "{c}");
    }
}
