//! What is printed is true as printed: every line of arithmetic, worked out from its own characters, gives its result to
//! the last printed digit, and no right derivative is called wrong.
//!
//! `NNLAB_STATES=100000 cargo test --release --test true_as_printed` looks at so many states of every lesson.

#![allow(clippy::print_stdout, reason = "the law tells how much it has looked at")]

use nnlab::lab::scene::Arithmetic;
use nnlab::lab::{Keep, Recipe, Reveal};
use nnlab::math::Expression;
use nnlab::words::{figure, read_figure};
use std::time::Duration;

/// A clock whose readings are apart by times of many sizes.
fn clock() -> Duration {
    use std::cell::Cell;
    thread_local!(static READ: Cell<(u64, u64)> = const { Cell::new((0, 0)) });
    READ.with(|read| {
        let (count, nanos) = read.get();
        let nanos = nanos + 700 + count.wrapping_mul(7_919) % 90_000;
        read.set((count + 1, nanos));
        Duration::from_nanos(nanos)
    })
}

/// A number printed with so many significant digits (zeros at the end of a whole number count as one of them or not).
fn agrees(by_hand: f64, printed: &str) -> bool {
    (1..=17).any(|digits| figure(by_hand, digits) == printed)
}

/// What a piece of a line comes to; `None` if it is not a calculation with numbers alone.
fn by_hand(piece: &str) -> Option<f64> {
    // The terms that are not written one by one: `[95 …: 0.41]`.
    let mut plain = piece.replace(']', ")").replace("(+", "(");
    for unit in [" ns", " µs", " ms", " s"] {
        let after = |rest: &str| rest.is_empty() || rest.starts_with([' ', ')']);
        while let Some(at) = plain.find(unit).filter(|at| after(&plain[at + unit.len()..])) {
            plain.replace_range(at..at + unit.len(), "");
        }
    }
    while let Some(start) = plain.find('[') {
        let end = plain[start..].find(": ")? + start + 2;
        plain.replace_range(start..end, "(");
    }
    let expression = Expression::parse(&plain).ok()?;
    Some(expression.compile(&[]).ok()?.eval(&[])).filter(|value| value.is_finite())
}

/// What a line of arithmetic is when it is read back.
enum Reading {
    /// It has no calculation, or no result yet.
    Bare,
    /// All that can be worked out gives the result.
    True,
    /// There are numbers and a result, but nothing that could be worked out.
    Unread,
    /// What it says, and what it comes to.
    False(String),
}

/// A line without its own function: `f(2 + 0.1)` with f put in.
fn without_f(numbers: &str, f: &str) -> Option<f64> {
    let inside = by_hand(numbers.strip_prefix("f(")?.strip_suffix(')')?)?;
    let function = Expression::parse(f).ok()?;
    let name = function.variables().next()?.to_string();
    Some(function.compile(&[&name]).ok()?.eval(&[inside]))
}

/// A cost at a place, `J(1, −0.5)`, by the formula that the line begins with; the bowl's κ is 10 here.
fn without_j(numbers: &str, formula: &str) -> Option<f64> {
    let inside = numbers.strip_prefix("J(")?.strip_suffix(')')?;
    let mut at = inside.split(", ").filter_map(read_figure);
    let (w, b) = (at.next()?, at.next().unwrap_or(0.0));
    // What the parser of formulas does not read: a third, and two letters side by side.
    let plain = formula.strip_prefix("J = ")?.replace('⅓', "(1/3)").replace('κ', "10·");
    let cost = Expression::parse(&plain).ok()?;
    Some(cost.compile(&["w", "b"]).ok()?.eval(&[w, b]))
}

fn read(line: &Arithmetic, f: &str) -> Reading {
    let result = line.result.split("   ").next().unwrap_or_default();
    let result = result.split(" ⇒ ").next().unwrap_or_default();
    if line.formula.starts_with("J = −1/m Σ") {
        // A mean over points that are not printed.
        return Reading::Bare;
    }
    // A sum that is only a sum may be written with its sign.
    let result = result.strip_prefix('+').unwrap_or(result);
    if line.numbers.is_empty() || result.is_empty() || result == "?" {
        return Reading::Bare;
    }
    if read_figure(result).is_none() {
        return Reading::Unread;
    }
    let value = |piece: &str| {
        by_hand(piece).or_else(|| without_f(piece, f)).or_else(|| without_j(piece, &line.formula))
    };
    let worked: Vec<(&str, f64)> =
        line.numbers.split(" = ").filter_map(|piece| Some((piece, value(piece)?))).collect();
    match worked.iter().find(|(_, value)| !agrees(*value, result)) {
        _ if worked.is_empty() => Reading::Unread,
        None => Reading::True,
        Some((piece, value)) => Reading::False(format!(
            "{}: {} = {} = {result}, but {piece} is {value}",
            line.name.en, line.formula, line.numbers
        )),
    }
}

/// A stream of numbers from a seed.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn size(&mut self, low: f64, high: f64) -> String {
        let share = self.next() as f64 / f64::from(1u32 << 31);
        (low * (high / low).powf(share)).to_string()
    }
}

/// Settings of a lesson that lead to other numbers.
fn settings(lesson: &str, dice: &mut Dice) -> Vec<(&'static str, String)> {
    let one = |of: &[&str], dice: &mut Dice| of[dice.below(of.len() as u64) as usize].to_string();
    match lesson {
        "slope" => {
            let f = ["4*a", "a^2", "a^3", "exp(-a*a)*sin(5*a)", "sigmoid(a)", "abs(a)", "x^2 + 3x"];
            let a = one(&["0", "1", "2", "-1.5", "5", "0.3"], dice);
            vec![("f", one(&f, dice)), ("a", a), ("h", one(&["1", "0.001", "0.37"], dice))]
        }
        "chain" => {
            let f = [
                "3*(a+b*c)",
                "z = w1*x1 + w2*x2 + b; p = sigmoid(z); -log(p)",
                "max(a,b)*c",
                "u = a; u*b - c^2",
                "sqrt(a*a + b*b)/c",
            ];
            vec![("f", one(&f, dice)), ("nudge", one(&["0.001", "1e-9", "0.1"], dice))]
        }
        "descent" => vec![
            ("cost", one(&["bowl", "parabola", "twin", "logistic"], dice)),
            ("lr", dice.size(0.01, 0.19)),
        ],
        "logistic" => vec![("lr", dice.size(0.01, 30.0)), ("loss", one(&["cross-entropy", "squared"], dice))],
        "network" => vec![("preset", one(&["two-layer", "three-layer", "worked", "xor"], dice))],
        "neuron" => vec![("lr", dice.size(0.1, 30.0))],
        "playground" => vec![
            ("data", one(&["circle", "xor", "spiral"], dice)),
            ("activation", one(&["relu", "tanh", "sigmoid", "gelu", "elu", "leaky-relu", "swish"], dice)),
            ("optimizer", one(&["sgd", "adam", "rmsprop"], dice)),
        ],
        "optimizers" => {
            vec![("problem", one(&["quadratic", "himmelblau", "saddle", "beale", "rosenbrock"], dice))]
        }
        "hopfield" => vec![
            ("rule", one(&["hebbian", "storkey", "pseudo-inverse"], dice)),
            ("update", one(&["async", "sync"], dice)),
            ("normalise", one(&["on", "off"], dice)),
        ],
        "vectorize" => vec![("work", one(&["dot", "gradient"], dice))],
        _ => Vec::new(),
    }
}

/// How far a random state of a lesson lies.
fn reach(lesson: &str) -> u64 {
    match lesson {
        "slope" => 14,
        "chain" => 20,
        "neuron" => 10_000,
        "network" => 1_500,
        "digits" | "rbm" | "cats" => 12,
        "hopfield" => 40,
        _ => 300,
    }
}

/// What was met on the way.
#[derive(Default)]
struct Tally {
    refused: u64,
    lines: u64,
    bare: u64,
    worked: u64,
    unread: Vec<String>,
    checks: u64,
    /// Checks where nothing could be measured: at a corner or an edge.
    unmeasured: u64,
    /// Checks of a derivative that is not all but 0, and those of them that would catch it 2 % off.
    sized: u64,
    caught: u64,
}

impl Tally {
    fn count(&mut self, line: &Arithmetic, place: &str, f: &str) {
        self.lines += 1;
        match read(line, f) {
            Reading::Bare => self.bare += 1,
            Reading::True => self.worked += 1,
            Reading::Unread => {
                self.unread.push(format!("{place}: {} = {} = {}", line.formula, line.numbers, line.result));
            }
            Reading::False(why) => panic!("{place}: {why}"),
        }
        if let Some(check) = &line.check {
            self.checks += 1;
            self.unmeasured += u64::from(!check.agrees());
            if let Some(exact) =
                read_figure(&line.result).filter(|exact| check.agrees() && exact.abs() > 1e-4)
            {
                self.sized += 1;
                let measured = check.measured;
                self.caught += u64::from(!measured.accepts(1.02 * exact) && !measured.accepts(0.98 * exact));
            }
            assert!(!check.disagrees(), "{place}: {} {} {check:?}", line.formula, line.result);
        }
    }

    /// Nothing passes by being skipped.
    fn bound(&self, lesson: &str, states: u64) {
        let Tally { refused, lines, bare, worked, unread, checks, unmeasured, sized, caught } = self;
        println!(
            "{lesson}: {states} states, {refused} refused; {lines} lines, {worked} true, {bare} without numbers, \
             {} unread; {checks} checks, {unmeasured} not measured, {caught} of {sized} would catch 2 %",
            unread.len()
        );
        assert_eq!(*refused, 0, "{lesson} refuses settings of this test");
        assert!(*worked >= states, "{lesson}: {worked} lines worked out in {states} states");
        assert!(unread.len() as u64 * 100 <= *worked, "{lesson}: {:#?}", &unread[..unread.len().min(8)]);
        assert!(unmeasured * 5 <= *checks, "{lesson}: {unmeasured} of {checks} checks measure nothing");
        assert!(
            *sized == 0 || caught * 100 >= sized * 99,
            "{lesson}: {caught} of {sized} checks catch an error"
        );
    }
}

fn look_at(lesson: &'static str, states: u64) {
    let mut dice = Dice(lesson.bytes().fold(7, |seed, byte| seed * 31 + u64::from(byte)));
    let mut tally = Tally::default();
    for _ in 0..states {
        let mut recipe = Recipe::of(lesson);
        for (name, value) in settings(lesson, &mut dice) {
            recipe.settings.set(name, value);
        }
        if (nnlab::lessons::find(lesson).expect("a lesson").card)().seeded {
            recipe.seed = Some(dice.below(1000) as u32);
        }
        let mut session = match nnlab::lessons::open(&recipe, Keep::default(), clock) {
            Ok(session) => session,
            Err(problem) => {
                println!("{}: {}", recipe.line(), problem);
                tally.refused += 1;
                continue;
            }
        };
        let far = dice.below(4) == 0;
        let end = if far { reach(lesson) } else { reach(lesson) / 8 + 2 };
        session.seek(dice.below(end + 1), &mut || true);
        let phases = session.phases().len();
        let f = recipe.settings.get("f").unwrap_or_default();
        for phase in (0..phases).map(Reveal::Upto).chain([Reveal::Whole]) {
            let place = format!("{} step {}", recipe.line(), session.now());
            for line in session.scene(phase, &[], (30, 20)).arithmetic {
                tally.count(&line, &place, f);
            }
        }
    }
    tally.bound(lesson, states);
}

/// Lessons of all kinds at the end of their way, where gradients are 0 but for rounding.
#[test]
fn no_right_derivative_is_called_wrong_at_the_end() {
    let ends = [
        "slope?f=a^3&a=0&step=16",
        "slope?f=abs(a)&a=0&step=8",
        "descent?cost=parabola&step=300",
        "descent?cost=twin&lr=0.19&step=200",
        "descent?cost=bowl&step=2000",
        "descent?cost=logistic&lr=0.1&step=2000",
        "chain?f=(a-3)^2&a=3&step=40",
        "logistic?lr=931.7275433833233&noise=1.8877409145622857&example=5&seed=472&step=8&w1=1.0237883073101228&w2=-94.02542482933514&b=8.677987404652884",
        "logistic?step=20000&lr=10&noise=0.1",
        "neuron?step=10000",
        "network?preset=two-layer&step=1500",
        "network?preset=worked&step=1500",
        "network?preset=xor&start=zeros&step=100",
        "playground?data=xor&activation=relu&step=600",
        "playground?data=circle&activation=relu&lr=3&hidden=4,4&step=600",
        "optimizers?step=1000",
        "cats?step=300&lr=0.05",
    ];
    let mut checks = 0;
    for end in ends {
        let recipe = Recipe::parse(end).unwrap_or_else(|problem| panic!("{end}: {problem}"));
        let mut session = nnlab::lessons::open(&recipe, Keep::Nothing, clock)
            .unwrap_or_else(|problem| panic!("{end}: {problem}"));
        session.seek(recipe.step, &mut || true);
        for line in session.scene(Reveal::Whole, &[], (30, 20)).arithmetic {
            checks += u64::from(line.check.is_some());
            assert!(line.check.as_ref().is_none_or(|check| !check.disagrees()), "{end}: {line:?}");
            assert!(
                !matches!(read(&line, "a^3"), Reading::False(_)) || line.numbers.starts_with("f("),
                "{end}: {line:?}"
            );
        }
    }
    assert!(checks > 25, "{checks}");
}

fn states(of: u64) -> u64 {
    std::env::var("NNLAB_STATES").ok().and_then(|count| count.parse().ok()).unwrap_or(of)
}

#[test]
fn lines_about_slopes_are_true() {
    ["slope", "chain", "descent"].into_iter().for_each(|lesson| look_at(lesson, states(200)));
}

#[test]
fn lines_about_one_neuron_are_true() {
    ["logistic", "neuron"].into_iter().for_each(|lesson| look_at(lesson, states(60)));
    ["cats", "vectorize"].into_iter().for_each(|lesson| look_at(lesson, states(4)));
}

#[test]
fn lines_about_networks_are_true() {
    ["network", "playground"].into_iter().for_each(|lesson| look_at(lesson, states(40)));
    look_at("digits", states(3));
}

#[test]
fn lines_about_memories_and_rules_are_true() {
    ["optimizers", "hopfield"].into_iter().for_each(|lesson| look_at(lesson, states(30)));
    look_at("rbm", states(3));
}
