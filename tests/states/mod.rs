//! Lessons in random states: settings that lead to other numbers, a seed, a step.

use nnlab::lab::{Keep, Recipe, Session};
use std::time::Duration;

/// A clock whose readings are apart by times of many sizes.
pub(crate) fn clock() -> Duration {
    use std::cell::Cell;
    thread_local!(static READ: Cell<(u64, u64)> = const { Cell::new((0, 0)) });
    READ.with(|read| {
        let (count, nanos) = read.get();
        let nanos = nanos + 700 + count.wrapping_mul(7_919) % 90_000;
        read.set((count + 1, nanos));
        Duration::from_nanos(nanos)
    })
}

/// A stream of numbers from a seed.
pub(crate) struct Dice(u64);

impl Dice {
    /// A stream of its own for a lesson.
    pub(crate) fn of(lesson: &str) -> Dice {
        Dice(lesson.bytes().fold(7, |seed, byte| seed * 31 + u64::from(byte)))
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// A learning rate about a usual one; now and then one that is far off.
    pub(crate) fn rate(&mut self, usual: f64) -> String {
        let far = if self.below(4) == 0 { 1e3 } else { 6.0 };
        self.size(usual / far, usual * far)
    }

    pub(crate) fn size(&mut self, low: f64, high: f64) -> String {
        let share = self.next() as f64 / f64::from(1u32 << 31);
        (low * (high / low).powf(share)).to_string()
    }
}

/// Settings of a lesson that lead to other numbers.
pub(crate) fn settings(lesson: &str, dice: &mut Dice) -> Vec<(&'static str, String)> {
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
        "logistic" => vec![("lr", dice.rate(0.5)), ("loss", one(&["cross-entropy", "squared"], dice))],
        "network" => vec![
            ("preset", one(&["two-layer", "three-layer", "worked", "xor"], dice)),
            ("lr", dice.rate(1.0)),
        ],
        "neuron" => vec![("lr", dice.rate(1.0))],
        "cats" => vec![("lr", dice.rate(0.005))],
        "digits" => vec![("lr", dice.rate(0.003)), ("activation", one(&["relu", "tanh", "sigmoid"], dice))],
        "rbm" => vec![("lr", dice.rate(0.01))],
        "playground" => vec![
            ("lr", dice.rate(0.03)),
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
pub(crate) fn reach(lesson: &str) -> u64 {
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

/// How many states are looked at: so many, or `NNLAB_STATES`.
pub(crate) fn count(of: u64) -> u64 {
    std::env::var("NNLAB_STATES").ok().and_then(|count| count.parse().ok()).unwrap_or(of)
}

/// A lesson with random settings and seed at a random step, and its recipe.
pub(crate) fn random(lesson: &'static str, dice: &mut Dice) -> (Recipe, Box<dyn Session>) {
    let mut recipe = Recipe::of(lesson);
    for (name, value) in settings(lesson, dice) {
        recipe.settings.set(name, value);
    }
    if (nnlab::lessons::find(lesson).expect("a lesson").card)().seeded {
        recipe.seed = Some(dice.below(1000) as u32);
    }
    let mut session = nnlab::lessons::open(&recipe, Keep::default(), clock)
        .unwrap_or_else(|problem| panic!("{}: {problem}", recipe.line()));
    let end = if dice.below(4) == 0 { reach(lesson) } else { reach(lesson) / 8 + 2 };
    session.seek(dice.below(end + 1), &mut || true);
    recipe.step = session.now();
    (recipe, session)
}
