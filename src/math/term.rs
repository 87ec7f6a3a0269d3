//! Arithmetic with numbers in it, printed so that it is true as printed.
//!
//! A [`Term`] is a calculation on quantities. Printed, its numbers are rounded; [`worked`] gives them as many digits as it
//! takes until the printed numbers, worked out by hand, give the printed result to its last digit: with pencil and paper,
//! where nothing is rounded, and with 64-bit numbers, which may come to something else where parts nearly cancel.

use super::paper;
use crate::words::{exact, figure, read_figure};
use std::ops::{Add, Div, Mul, Neg, Sub};

/// Digits that hold every bit of a 64-bit number.
const ALL_DIGITS: usize = 17;
/// Digits that numbers gain before the result loses some.
const GAIN: usize = 4;
/// Digits that a result keeps when its parts nearly cancel.
const FEW_DIGITS: usize = 3;

/// A calculation: what it is made of, how it is written, what it comes to.
#[derive(Debug, Clone)]
pub enum Term {
    /// A quantity, shown with as many digits as the result needs.
    Number(f64),
    /// A 64-bit number of which what lies behind its last digit matters too: it nearly cancels.
    Bits(f64),
    /// A number written in its own way: `½`, `e`.
    Word(f64, String),
    /// a + b + …
    Sum(Vec<Term>),
    /// a − b
    Difference(Box<[Term; 2]>),
    /// a·b·…
    Product(Vec<Term>),
    /// a / b
    Quotient(Box<[Term; 2]>),
    /// a^b
    Power(Box<[Term; 2]>),
    /// a²
    Square(Box<Term>),
    /// −a
    Minus(Box<Term>),
    /// |a|
    Size(Box<Term>),
    /// A function of one number by its name: `σ(a)`.
    Call(String, fn(f64) -> f64, Box<Term>),
    /// A function of two: `max(a, b)`.
    Both(String, fn(f64, f64) -> f64, Box<[Term; 2]>),
    /// So many terms of a sum that are not written one by one, and what they come to: `[95 …: 0.41]`.
    Rest(usize, f64),
}

/// How tightly the outermost operation holds its parts together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Sum,
    Product,
    Power,
    Atom,
}

/// A line that is true as printed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Worked {
    /// The calculation with its numbers; several ways of writing it are joined by ` = `.
    pub numbers: String,
    /// What it comes to.
    pub result: String,
}

/// A quantity with so many digits, without the tail of a decimal that is not exact in 64 bits.
fn printed(x: f64, digits: usize) -> String {
    if digits < ALL_DIGITS { figure(x, digits) } else { exact(x) }
}

/// A quantity.
#[must_use]
pub fn number(x: f64) -> Term {
    Term::Number(x)
}

/// A function of one number, by the name it is printed and read with.
#[must_use]
pub fn call(name: &str, function: fn(f64) -> f64, of: Term) -> Term {
    Term::Call(name.to_string(), function, Box::new(of))
}

/// A sum with its first `most` terms; the others are one number.
#[must_use]
pub fn sum(terms: Vec<Term>, most: usize) -> Term {
    if terms.len() <= most + 1 {
        return Term::Sum(terms);
    }
    let rest: f64 = terms[most..].iter().map(Term::value).sum();
    let left = terms.len() - most;
    Term::Sum(terms.into_iter().take(most).chain([Term::Rest(left, rest)]).collect())
}

impl Term {
    /// What it comes to, with all digits.
    #[must_use]
    pub fn value(&self) -> f64 {
        self.work(&|x, _| x)
    }

    /// What it comes to when every quantity is the number that is printed with `digits` significant digits.
    #[must_use]
    pub fn by_hand(&self, digits: usize) -> f64 {
        let words = |x: f64, bits: bool| if bits { figure(x, digits) } else { printed(x, digits) };
        self.work(&|x, bits| read_figure(&words(x, bits)).unwrap_or(x))
    }

    /// The same with all bits of its numbers.
    fn with_bits(&self) -> Term {
        let one = |term: &Term| Box::new(term.with_bits());
        let two = |terms: &[Term; 2]| Box::new([terms[0].with_bits(), terms[1].with_bits()]);
        let many = |terms: &[Term]| terms.iter().map(Term::with_bits).collect();
        match self {
            Term::Number(x) | Term::Bits(x) => Term::Bits(*x),
            Term::Word(..) | Term::Rest(..) => self.clone(),
            Term::Sum(terms) => Term::Sum(many(terms)),
            Term::Product(terms) => Term::Product(many(terms)),
            Term::Difference(terms) => Term::Difference(two(terms)),
            Term::Quotient(terms) => Term::Quotient(two(terms)),
            Term::Power(terms) => Term::Power(two(terms)),
            Term::Square(term) => Term::Square(one(term)),
            Term::Minus(term) => Term::Minus(one(term)),
            Term::Size(term) => Term::Size(one(term)),
            Term::Call(name, function, term) => Term::Call(name.clone(), *function, one(term)),
            Term::Both(name, function, terms) => Term::Both(name.clone(), *function, two(terms)),
        }
    }

    /// `read` makes a number of a quantity; the switch tells whether it is one with all its bits.
    fn work(&self, read: &dyn Fn(f64, bool) -> f64) -> f64 {
        let of = |term: &Term| term.work(read);
        match self {
            Term::Number(x) | Term::Rest(_, x) => read(*x, false),
            Term::Bits(x) => read(*x, true),
            Term::Word(x, _) => *x,
            Term::Sum(terms) => terms.iter().map(of).reduce(|a, b| a + b).unwrap_or(0.0),
            Term::Difference(parts) => of(&parts[0]) - of(&parts[1]),
            Term::Product(terms) => terms.iter().map(of).product(),
            Term::Quotient(parts) => of(&parts[0]) / of(&parts[1]),
            Term::Power(parts) => of(&parts[0]).powf(of(&parts[1])),
            Term::Square(part) => of(part) * of(part),
            Term::Minus(part) => -of(part),
            Term::Size(part) => of(part).abs(),
            Term::Call(_, function, part) => function(of(part)),
            Term::Both(_, function, parts) => function(of(&parts[0]), of(&parts[1])),
        }
    }

    /// The calculation with `digits` significant digits of every quantity.
    #[must_use]
    pub fn text(&self, digits: usize) -> String {
        self.written(digits).0
    }

    fn written(&self, digits: usize) -> (String, Binding) {
        use Binding::{Atom, Power, Product, Sum};
        let inside = |term: &Term, least: Binding| {
            let (text, binding) = term.written(digits);
            if binding < least { format!("({text})") } else { text }
        };
        // A number below zero stands in brackets unless it comes first.
        let later = |term: &Term, least: Binding| {
            let text = inside(term, least);
            if text.starts_with('−') { format!("({text})") } else { text }
        };
        let chain = |terms: &[Term], sign: &str, least: Binding| {
            let each = terms.iter().enumerate();
            each.map(|(at, term)| if at == 0 { inside(term, least) } else { later(term, least) })
                .collect::<Vec<_>>()
                .join(sign)
        };
        let tight = |term: &Term| later(term, Atom);
        match self {
            Term::Number(x) => (printed(*x, digits), Atom),
            Term::Bits(x) => (figure(*x, digits), Atom),
            Term::Word(_, word) => (word.clone(), Atom),
            Term::Rest(count, x) => (format!("[{count} …: {}]", printed(*x, digits)), Atom),
            Term::Sum(terms) | Term::Product(terms) if terms.len() == 1 => terms[0].written(digits),
            Term::Sum(terms) => (chain(terms, " + ", Sum), Sum),
            Term::Product(terms) => (chain(terms, "·", Power), Product),
            Term::Difference(p) => (format!("{} − {}", inside(&p[0], Sum), later(&p[1], Product)), Sum),
            Term::Quotient(p) => (format!("{} / {}", inside(&p[0], Product), later(&p[1], Power)), Product),
            Term::Power(p) => (format!("{}^{}", tight(&p[0]), tight(&p[1])), Power),
            Term::Square(p) => (format!("{}²", tight(p)), Power),
            Term::Minus(p) => (format!("−{}", later(p, Power)), Product),
            Term::Size(p) => (format!("|{}|", p.text(digits)), Atom),
            Term::Call(name, _, p) if name == "√" => (format!("√{}", tight(p)), Atom),
            Term::Call(name, _, p) => (format!("{name}({})", p.text(digits)), Atom),
            Term::Both(name, _, p) => (format!("{name}({}, {})", p[0].text(digits), p[1].text(digits)), Atom),
        }
    }

    /// The line `numbers = result`, from `digits` of the numbers and `shown` of the result upward.
    #[must_use]
    pub fn comes_to(&self, result: f64, digits: usize, shown: usize) -> Worked {
        worked(&[self], result, digits, shown)
    }
}

/// The line `first = second = … = result`, true as printed: the numbers begin with `digits` significant digits and get as
/// many as it takes until each of these ways, worked out from the printed numbers, gives the result to its last of `shown`
/// digits. Where that would take many because the parts nearly cancel, the result is shown with fewer; what differs from
/// all of these by the rounding of 64-bit numbers alone is replaced by what the calculation itself comes to.
#[must_use]
pub fn worked(ways: &[&Term], result: f64, digits: usize, shown: usize) -> Worked {
    let text = |ways: &[&Term], digits: usize| {
        let mut numbers: Vec<String> = ways.iter().map(|way| way.text(digits)).collect();
        numbers.dedup();
        numbers.join(" = ")
    };
    // Where two ways differ, neither is what they both come to.
    let by_hand = |ways: &[&Term], digits: usize, shown: usize| {
        let mut all = ways.iter().map(|way| way.by_hand(digits));
        let first = all.next().unwrap_or(f64::NAN);
        if all.all(|other| figure(other, shown) == figure(first, shown)) { first } else { f64::NAN }
    };
    let plain = |digits: usize, shown: usize| by_hand(ways, digits, shown);
    if let Some(line) = settle(|digits| text(ways, digits), plain, result, digits, shown) {
        return line;
    }
    // Bits behind the last decimal digit decide: then all of them are shown.
    let bits: Vec<Term> = ways.iter().map(|way| way.with_bits()).collect();
    let bits: Vec<&Term> = bits.iter().collect();
    let few = shown.min(FEW_DIGITS);
    let holds = |digits: &usize| {
        figure(by_hand(&bits, *digits, few), few) == figure(result, few)
            && holds_on_paper(&text(&bits, *digits), result, few)
    };
    if let Some(digits) = (ALL_DIGITS..=2 * ALL_DIGITS).find(holds) {
        return Worked { numbers: text(&bits, digits), result: figure(result, few) };
    }
    own(|digits| text(ways, digits), plain, result, digits, shown)
}

/// Whether sums come to this result too where nothing is rounded to 64 bits, as far as they are only sums.
fn holds_on_paper(numbers: &str, result: f64, shown: usize) -> bool {
    let mut sums = numbers.split(" = ").filter_map(paper::worked_out);
    sums.all(|sum| figure(sum, shown) == figure(result, shown))
}

/// [`worked`] for a line that is written by `text` with so many digits of its numbers, and read by `by_hand`.
pub fn settled(
    text: impl Fn(usize) -> String,
    by_hand: impl Fn(usize) -> f64,
    result: f64,
    digits: usize,
    shown: usize,
) -> Worked {
    let by_hand = |digits: usize, _: usize| by_hand(digits);
    settle(&text, by_hand, result, digits, shown).unwrap_or_else(|| own(text, by_hand, result, digits, shown))
}

/// The line with as many digits as it needs; `None` where no number of them is enough.
fn settle(
    text: impl Fn(usize) -> String,
    by_hand: impl Fn(usize, usize) -> f64,
    result: f64,
    digits: usize,
    shown: usize,
) -> Option<Worked> {
    let few = shown.min(FEW_DIGITS);
    let near = (digits..=digits + GAIN).map(|digits| (digits, shown));
    let far = (digits + GAIN + 1..=ALL_DIGITS).map(|digits| (digits, few));
    let last = (1..few).rev().map(|few| (ALL_DIGITS, few));
    let holds = |digits: usize, shown: usize| {
        figure(by_hand(digits, shown), shown) == figure(result, shown)
            && holds_on_paper(&text(digits), result, shown)
    };
    let mut all = near.chain(far).chain(last);
    let (digits, shown) = all.find(|(digits, shown)| holds(*digits, *shown))?;
    Some(Worked { numbers: text(digits), result: figure(result, shown) })
}

/// The line with what the calculation itself comes to.
fn own(
    text: impl Fn(usize) -> String,
    by_hand: impl Fn(usize, usize) -> f64,
    result: f64,
    digits: usize,
    shown: usize,
) -> Worked {
    let own = by_hand(ALL_DIGITS, shown);
    let own = if own.is_nan() { result } else { own };
    let few = shown.min(FEW_DIGITS);
    let holds = |digits: usize, shown: usize| figure(by_hand(digits, shown), shown) == figure(own, shown);
    let mut widths = (digits..=ALL_DIGITS).flat_map(|digits| [(digits, shown), (digits, few)]);
    let (digits, shown) = widths.find(|(digits, shown)| holds(*digits, *shown)).unwrap_or((ALL_DIGITS, 1));
    Worked { numbers: text(digits), result: figure(own, shown) }
}

impl From<f64> for Term {
    fn from(x: f64) -> Term {
        Term::Number(x)
    }
}

impl Add for Term {
    type Output = Term;
    fn add(self, other: Term) -> Term {
        match self {
            Term::Sum(mut terms) => {
                terms.push(other);
                Term::Sum(terms)
            }
            first => Term::Sum(vec![first, other]),
        }
    }
}

impl Mul for Term {
    type Output = Term;
    fn mul(self, other: Term) -> Term {
        match self {
            Term::Product(mut terms) => {
                terms.push(other);
                Term::Product(terms)
            }
            first => Term::Product(vec![first, other]),
        }
    }
}

impl Sub for Term {
    type Output = Term;
    fn sub(self, other: Term) -> Term {
        Term::Difference(Box::new([self, other]))
    }
}

impl Div for Term {
    type Output = Term;
    fn div(self, other: Term) -> Term {
        Term::Quotient(Box::new([self, other]))
    }
}

impl Neg for Term {
    type Output = Term;
    fn neg(self) -> Term {
        Term::Minus(Box::new(self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::Expression;
    use proptest::prelude::*;

    /// A difference that nearly cancels is true with pencil and paper too.
    #[test]
    fn what_nearly_cancels_shows_what_lies_behind_its_last_digit() {
        let line = |digits: usize| {
            let rise = Term::Bits(4.000000004) - number(4.0);
            let worked = (rise / number(1e-9)).comes_to((4.000000004 - 4.0) / 1e-9, digits, 10);
            format!("{} = {}", worked.numbers, worked.result)
        };
        assert_eq!(line(19), "(4.000000004000000331 − 4) / 1e−9 = 4.000000331");
        assert_eq!((number(4.000000004) - number(4.0)).comes_to(4.000000331e-9, 6, 10).result, "4e−9");
    }

    /// What the printed characters say, read by the parser of formulas.
    fn read(printed: &str) -> f64 {
        let function = Expression::parse(printed).unwrap_or_else(|e| panic!("{printed}: {}", e.text().en));
        function.compile(&[]).expect("numbers only").eval(&[])
    }

    #[test]
    fn digits_are_as_many_as_the_result_needs() {
        let line = |term: Term, result: f64| {
            let worked = term.comes_to(result, 4, 5);
            format!("{} = {}", worked.numbers, worked.result)
        };
        let n = number;
        assert_eq!(line(n(0.5) - n(0.1) * n(-0.25), 0.525), "0.5 − 0.1·(−0.25) = 0.525");
        assert_eq!(line(n(1.0) / n(3.0) - n(0.333), 1.0 / 3.0 - 0.333), "1 / 3 − 0.333 = 0.00033333");
        let third = 1.0 / 3.0;
        assert_eq!(line(n(third) - n(0.333), third - 0.333), "0.33333333 − 0.333 = 0.00033333");
        assert_eq!(line((n(2.0) + n(-3.0)) * n(-4.0), 4.0), "(2 + (−3))·(−4) = 4");
        assert_eq!(line(Term::Square(Box::new(n(-3.0) - n(1.0))) / n(2.0), 8.0), "(−3 − 1)² / 2 = 8");
        assert_eq!(line(call("ln", f64::ln, n(0.25)), 0.25f64.ln()), "ln(0.25) = −1.3863");
        assert_eq!(line(-n(-2.0), 2.0), "−(−2) = 2");
        let long = sum((1..=9).map(|k| n(f64::from(k))).collect(), 3);
        assert_eq!(line(long, 45.0), "1 + 2 + 3 + [6 …: 39] = 45");
    }

    proptest! {
        /// The law: what is printed, worked out from its own characters, gives what is printed.
        #[test]
        fn a_line_is_true_as_printed(
            parts in proptest::collection::vec((-30.0..30.0, -1.0..1.0), 1..7),
            scale in -12..12i32,
            noise in -2..3i32,
        ) {
            let parts: Vec<(f64, f64)> = parts.into_iter().map(|(a, b)| (a * 10f64.powi(scale), b)).collect();
            let term = Term::Sum(parts.iter().map(|(a, b)| number(*a) * number(*b)).collect());
            // The kernel that computed the result may have summed in another order.
            let result = parts.iter().rev().map(|(a, b)| a * b).sum::<f64>() * (1.0 + f64::from(noise) * 2.2e-16);
            let line = term.comes_to(result, 4, 6);
            let decimals = figure(read(&line.numbers), 6);
            let digits = line.result.bytes().filter(u8::is_ascii_digit).count();
            prop_assert!(
                decimals == line.result || figure(read(&line.numbers), 3) == line.result || digits < 3,
                "{} = {}, by hand {decimals}", line.numbers, line.result
            );
        }

        /// Parts that cancel are still true.
        #[test]
        fn cancelling_parts_are_true(a in 0.1..10.0f64, exponent in 1..17i32, b in -1.0..1.0f64) {
            let near = a * (1.0 + b * 10f64.powi(-exponent));
            let line = (number(near) - number(a)).comes_to(near - a, 4, 6);
            let by_hand = read(&line.numbers);
            let holds = (1..=6).any(|digits| figure(by_hand, digits) == line.result);
            prop_assert!(holds, "{} = {}, by hand {by_hand}", line.numbers, line.result);
        }
    }
}
