//! What is printed is true as printed: every line of arithmetic, worked out from its own characters, gives its result to
//! the last printed digit, in windows of every width too, and no right derivative is called wrong.
//!
//! `NNLAB_STATES=1000000 cargo test --release --test true_as_printed lines_of_slope -- --nocapture` looks at so many
//! states of a lesson.

#![allow(clippy::print_stdout, reason = "the law tells how much it has looked at")]

mod states;

use nnlab::lab::scene::Arithmetic;
use nnlab::lab::{Keep, Recipe, Response, Reveal, Session, Verb};
use nnlab::math::{Expression, paper};
use nnlab::view::{Pen, arithmetic};
use nnlab::words::{Language, figure, read_figure};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use states::{Dice, clock, count};

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
    if line.formula.en.starts_with("J = −1/m Σ") {
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
        by_hand(piece).or_else(|| without_f(piece, f)).or_else(|| without_j(piece, &line.formula.en))
    };
    let worked: Vec<(&str, f64)> =
        line.numbers.split(" = ").filter_map(|piece| Some((piece, value(piece)?))).collect();
    // With pencil and paper nothing is rounded to 64 bits.
    let exact = line.numbers.split(" = ").filter_map(|piece| Some((piece, paper::worked_out(piece)?)));
    let wrong = worked.iter().copied().chain(exact).find(|(_, value)| !agrees(*value, result));
    match wrong {
        _ if worked.is_empty() => Reading::Unread,
        None => Reading::True,
        Some((piece, value)) => Reading::False(format!(
            "{}: {} = {} = {result}, but {piece} is {value}",
            line.name.en, line.formula.en, line.numbers
        )),
    }
}

/// What was met on the way.
#[derive(Default)]
struct Tally {
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
                self.unread
                    .push(format!("{place}: {} = {} = {}", line.formula.en, line.numbers, line.result));
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
            assert!(!check.disagrees(), "{place}: {} {} {check:?}", line.formula.en, line.result);
        }
    }

    /// Nothing passes by being skipped.
    fn bound(&self, lesson: &str, states: u64) {
        let Tally { lines, bare, worked, unread, checks, unmeasured, sized, caught } = self;
        println!(
            "{lesson}: {states} states; {lines} lines, {worked} true, {bare} without numbers, \
             {} unread; {checks} checks, {unmeasured} not measured, {caught} of {sized} would catch 2 %",
            unread.len()
        );
        unread.iter().take(8).for_each(|line| println!("unread: {line}"));
        assert!(*worked * 2 >= states, "{lesson}: {worked} lines worked out in {states} states");
        assert!(unread.is_empty(), "{lesson}: {:#?}", &unread[..unread.len().min(8)]);
        assert!(unmeasured * 5 <= *checks, "{lesson}: {unmeasured} of {checks} checks measure nothing");
        assert!(
            *sized == 0 || caught * 100 >= sized * 99,
            "{lesson}: {caught} of {sized} checks catch an error"
        );
    }
}

/// Columns of the window, which the line has but for one on either side.
const WIDTHS: [u16; 4] = [80, 100, 120, 200];

/// The line as it is drawn in a window, without blanks: where it does not fit its middle is missing, never what it is about
/// or what comes out.
fn is_drawn_whole(line: &Arithmetic, dice: &mut Dice, place: &str) {
    let columns = WIDTHS[dice.below(4) as usize] - 2;
    let language = if dice.below(2) == 0 { Language::English } else { Language::Chinese };
    let area = Rect::new(0, 0, columns, 1 + dice.below(2) as u16);
    let mut buf = Buffer::empty(area);
    arithmetic(std::slice::from_ref(line), area, &mut buf, &Pen { language, ..Pen::plain() });
    let squeezed = |words: &str| words.chars().filter(|c| *c != ' ').collect::<String>();
    let shown = squeezed(&buf.content.iter().map(ratatui::buffer::Cell::symbol).collect::<String>());
    let subject = line.formula.get(language).split([' ', '=']).next().unwrap_or_default();
    assert!(shown.contains(&squeezed(subject)), "{place}: {columns} columns lose {subject}: {shown}");
    assert!(shown.contains(&squeezed(&line.result)), "{place}: {columns} columns lose the result: {shown}");
    let numbers = squeezed(&line.numbers);
    assert!(shown.contains(&numbers) || shown.contains('…'), "{place}: {columns} columns: {shown}");
}

/// What lines such as `w ← w − α·dw = 0.4 − 0.5·0.08 = 0.36` say will be: name, formula, and the number.
fn promised(lines: &[Arithmetic]) -> Vec<(&Arithmetic, f64)> {
    let own = |line: &&Arithmetic| {
        line.formula.en.split_once(" ← ").is_some_and(|(left, right)| right.starts_with(&format!("{left} ")))
    };
    lines.iter().filter(own).filter_map(|line| Some((line, read_figure(&line.result)?))).collect()
}

/// What a step was said to lead to is what the next state begins with. Returns how many numbers were compared.
fn is_kept(before: &[Arithmetic], after: &[Arithmetic], place: &str) -> u64 {
    let mut compared = 0;
    for (line, result) in promised(before) {
        let same = |other: &&Arithmetic| other.name == line.name && other.formula == line.formula;
        let Some(next) = after.iter().find(same) else { continue };
        let first = next.numbers.split(' ').next().and_then(read_figure);
        let Some(first) = first else { continue };
        let slack = 1e-3 * result.abs().max(first.abs());
        assert!((first - result).abs() <= slack, "{place}: {line:?} leads to {first}");
        compared += 1;
    }
    compared
}

/// A step is taken as it was written out.
#[test]
fn a_step_leads_to_what_its_lines_say() {
    for lesson in ["descent", "logistic", "cats", "neuron", "network", "playground", "optimizers"] {
        let mut dice = Dice::of(lesson);
        let mut compared = 0;
        for _ in 0..count(if lesson == "cats" { 3 } else { 12 }) {
            let (recipe, mut session) = states::random(lesson, &mut dice);
            let before = session.scene(Reveal::Whole, &[], (30, 20)).arithmetic;
            if session.forward() {
                let after = session.scene(Reveal::Whole, &[], (30, 20)).arithmetic;
                compared += is_kept(&before, &after, &recipe.line());
            }
        }
        assert!(compared > 2, "{lesson}: {compared} numbers compared");
    }
}

/// States of one run that are looked at, each in one of its phases, or as a whole: more in a long run, in which opening
/// takes most of the time.
fn visits(states: u64) -> u64 {
    match states {
        0..=1000 => 4,
        1001..=100_000 => 25,
        _ => 400,
    }
}

/// The next example, the next weight: what the lines are about.
fn turn_to_another(session: &mut dyn Session, dice: &mut Dice, place: &str) {
    for verb in [Verb::Next, Verb::Weight] {
        if dice.below(2) == 0 {
            for response in session.act(verb) {
                if let Response::Set { name, value } = response {
                    session.put(&name, value).unwrap_or_else(|problem| panic!("{place}: {problem}"));
                }
            }
        }
    }
}

fn look_at(lesson: &'static str, states: u64) {
    let mut dice = Dice::of(lesson);
    let mut tally = Tally::default();
    let mut left = states;
    while left > 0 {
        let (_, mut session) = states::random(lesson, &mut dice);
        for _ in 0..visits(states).min(left) {
            left -= 1;
            if states > 100_000 && left.is_multiple_of(states / 20) {
                println!("{lesson}: {} of {states} states", states - left);
            }
            let phase = dice.below(session.phases().len() as u64 + 1) as usize;
            let reveal = if phase < session.phases().len() { Reveal::Upto(phase) } else { Reveal::Whole };
            let recipe = session.recipe();
            let (f, place) = (recipe.settings.get("f").unwrap_or_default(), recipe.line());
            for line in session.scene(reveal, &[], (30, 20)).arithmetic {
                tally.count(&line, &place, f);
                is_drawn_whole(&line, &mut dice, &place);
            }
            turn_to_another(session.as_mut(), &mut dice, &place);
            let step = session.now() + 1 + dice.below(states::reach(lesson) / 20 + 1);
            session.seek(step, &mut || true);
            if session.broken() || session.at_end() {
                break;
            }
        }
    }
    tally.bound(lesson, states);
}

/// Where sums are so large that 64 bits hold their powers no longer, and probabilities are rounded to 0 or 1, lines are
/// written in another way, which can be worked out.
#[test]
fn what_is_beyond_64_bits_is_written_so_that_it_can_be_read() {
    let states = [
        "digits?activation=relu&lr=2.374821287150585&seed=151&step=1",
        "digits?activation=relu&lr=2.374821287150585&seed=151&step=3",
        "digits?lr=1000&optimizer=sgd&step=60",
        "rbm?lr=8.871953593248215&seed=9&step=2",
        "rbm?lr=10&step=60",
    ];
    for state in states {
        let recipe = Recipe::parse(state).unwrap_or_else(|problem| panic!("{state}: {problem}"));
        let mut session = nnlab::lessons::open(&recipe, Keep::Nothing, clock)
            .unwrap_or_else(|problem| panic!("{state}: {problem}"));
        session.seek(recipe.step, &mut || true);
        for line in session.scene(Reveal::Whole, &[], (30, 20)).arithmetic {
            assert!(matches!(read(&line, ""), Reading::True), "{state}: {line:?}");
            assert!(!line.numbers.contains('∞') && !line.result.contains('∞'), "{state}: {line:?}");
        }
    }
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
        // All answers of the batch are right to the last digit but one.
        "playground?activation=elu&data=circle&lr=1.6684976671350171&optimizer=adam&seed=596&step=71",
        "optimizers?step=1000",
        // Sums of a hundred, and a probability near 1.
        "digits?activation=sigmoid&lr=2.6165089832288118&picture=775&seed=12&step=194",
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

/// A test for each lesson, so that a long run can be of one.
macro_rules! every_lesson {
    ($($test:ident: $lesson:literal, $states:literal;)*) => {
        $(#[test]
        fn $test() {
            look_at($lesson, count($states));
        })*

        #[test]
        fn no_lesson_is_left_out() {
            let looked_at = [$($lesson),*];
            for entry in nnlab::lessons::ALL {
                assert!(looked_at.contains(&(entry.card)().id), "{}", (entry.card)().id);
            }
        }
    };
}

every_lesson! {
    lines_of_slope_are_true: "slope", 400;
    lines_of_chain_are_true: "chain", 400;
    lines_of_descent_are_true: "descent", 400;
    lines_of_logistic_are_true: "logistic", 120;
    lines_of_vectorize_are_true: "vectorize", 8;
    lines_of_cats_are_true: "cats", 12;
    lines_of_neuron_are_true: "neuron", 120;
    lines_of_network_are_true: "network", 100;
    lines_of_playground_are_true: "playground", 60;
    lines_of_digits_are_true: "digits", 8;
    lines_of_rbm_are_true: "rbm", 8;
    lines_of_optimizers_are_true: "optimizers", 60;
    lines_of_hopfield_are_true: "hopfield", 60;
}
