//! What is printed is true as printed: every line of arithmetic, worked out from its own characters, gives its result to
//! the last printed digit, and no right derivative is called wrong.
//!
//! `NNLAB_STATES=100000 cargo test --release --test true_as_printed` looks at so many states of every lesson.

use nnlab::lab::scene::Arithmetic;
use nnlab::lab::{Keep, Recipe, Reveal};
use nnlab::math::Expression;
use nnlab::words::{figure, read_figure};
use std::time::Duration;

fn no_clock() -> Duration {
    Duration::ZERO
}

/// A number printed with so many significant digits (zeros at the end of a whole number count as one of them or not).
fn agrees(by_hand: f64, printed: &str) -> bool {
    (1..=17).any(|digits| figure(by_hand, digits) == printed)
}

/// What a piece of a line comes to; `None` if it is not a calculation with numbers alone.
fn by_hand(piece: &str) -> Option<f64> {
    // The terms that are not written one by one: `[95 …: 0.41]`.
    let mut plain = piece.replace(']', ")");
    while let Some(start) = plain.find('[') {
        let end = plain[start..].find(": ")? + start + 2;
        plain.replace_range(start..end, "(");
    }
    let expression = Expression::parse(&plain).ok()?;
    Some(expression.compile(&[]).ok()?.eval(&[])).filter(|value| value.is_finite())
}

/// Why a line is not true as printed.
fn untruth(line: &Arithmetic) -> Option<String> {
    let result = line.result.split("   ").next().unwrap_or_default();
    let result = result.split(" ⇒ ").next().unwrap_or_default();
    read_figure(result)?;
    let wrong = |piece: &str| by_hand(piece).filter(|value| !agrees(*value, result));
    let pieces = line.numbers.split(" = ");
    let (piece, value) = pieces.filter_map(|piece| Some((piece, wrong(piece)?))).next()?;
    Some(format!("{}: {} = {} = {result}, but {piece} is {value}", line.name.en, line.formula, line.numbers))
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
        "optimizers" => vec![("problem", one(&["valley", "beale", "rosenbrock"], dice))],
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

fn look_at(lesson: &'static str, states: u64) {
    let mut dice = Dice(lesson.bytes().fold(7, |seed, byte| seed * 31 + u64::from(byte)));
    let (mut lines, mut worked) = (0_u64, 0_u64);
    for _ in 0..states {
        let mut recipe = Recipe::of(lesson);
        for (name, value) in settings(lesson, &mut dice) {
            recipe.settings.set(name, value);
        }
        if nnlab::lessons::find(lesson).expect("a lesson").card.seeded {
            recipe.seed = Some(dice.below(1000) as u32);
        }
        let Ok(mut session) = nnlab::lessons::open(&recipe, Keep::Nothing, no_clock) else {
            // A name that this lesson does not know: the defaults will do.
            assert!(nnlab::lessons::open(&Recipe::of(lesson), Keep::Nothing, no_clock).is_ok(), "{lesson}");
            continue;
        };
        let far = dice.below(4) == 0;
        let end = if far { reach(lesson) } else { reach(lesson) / 8 + 2 };
        session.seek(dice.below(end + 1), &mut || true);
        let phases = session.phases().len();
        for phase in (0..phases).map(Reveal::Upto).chain([Reveal::Whole]) {
            for line in session.scene(phase, &[], (30, 20)).arithmetic {
                lines += 1;
                worked += u64::from(by_hand(&line.numbers).is_some());
                if let Some(why) = untruth(&line) {
                    panic!("{} step {}: {why}", recipe.line(), session.now());
                }
                if let Some(check) = line.check.filter(|check| check.disagrees()) {
                    panic!("{} step {}: {} {check:?}", recipe.line(), session.now(), line.result);
                }
            }
        }
    }
    assert!(lines > states, "{lesson} says nothing");
    println!("{lesson}: {lines} lines, {worked} of them worked out by hand");
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
