//! `nnlab sweep`: one lesson with many values of a parameter, a row a run.

use super::output::{Output, Stop};
use super::run::Headless;
use super::sheet::{Sheet, Value, heading};
use super::watch::Watch;
use crate::say;
use crate::words::{Language, Problem, printable};

/// Runs at most, whatever the ranges multiply to.
const MOST_RUNS: usize = 10_000;

/// What to run, and what to try.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sweep {
    /// The lesson with everything that stays.
    pub(super) headless: Headless,
    /// The parameters that are tried, each with its values.
    pub(super) ranges: Vec<Range>,
}

/// A parameter and the values it takes one after another.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Range {
    name: String,
    values: Vec<String>,
}

impl Range {
    /// Reads `lr=0.001..0.1:log:9`, `m=10..50:5` or `lr=0.1,0.2,0.5`; nothing if it is a single value.
    ///
    /// # Errors
    /// A sentence about a range that has no end, no steps, or a logarithm of what is not positive.
    pub(super) fn parse(setting: &str) -> Result<Option<Range>, Problem> {
        let Some((name, values)) = setting.split_once('=') else { return Ok(None) };
        let name = name.trim().to_string();
        if let Some((low, rest)) = values.split_once("..") {
            let mut parts = rest.split(':');
            let high = parts.next().unwrap_or_default();
            let (logarithmic, count) = match (parts.next(), parts.next(), parts.next()) {
                (Some("log"), Some(count), None) => (true, count),
                (Some("lin"), Some(count), None) | (Some(count), None, None) => (false, count),
                _ => return Err(wrong(values)),
            };
            let (Ok(low), Ok(high), Ok(count)) = (low.trim().parse(), high.trim().parse(), count.parse())
            else {
                return Err(wrong(values));
            };
            return Ok(Some(Range {
                name,
                values: spaced(low, high, count, logarithmic).ok_or_else(|| wrong(values))?,
            }));
        }
        if values.contains(',') {
            let values = values.split(',').map(|value| value.trim().to_string()).collect();
            return Ok(Some(Range { name, values }));
        }
        Ok(None)
    }
}

/// `count` values from `low` to `high`, both included, evenly spaced in value or in logarithm.
fn spaced(low: f64, high: f64, count: usize, logarithmic: bool) -> Option<Vec<String>> {
    let fits = low.is_finite() && high.is_finite() && (2..=MOST_RUNS).contains(&count);
    if !fits || (logarithmic && (low <= 0.0 || high <= 0.0)) {
        return None;
    }
    let value = |i: usize| {
        let share = i as f64 / (count - 1) as f64;
        match (i, logarithmic) {
            (0, _) => low,
            _ if i == count - 1 => high,
            (_, true) => (low.ln() + share * (high / low).ln()).exp(),
            (_, false) => low + share * (high - low),
        }
    };
    // Six digits are enough to choose a value, and can be typed again.
    let shown = |x: f64| format!("{x:.5e}").parse::<f64>().unwrap_or(x).to_string();
    Some((0..count).map(|i| shown(value(i))).collect())
}

fn wrong(values: &str) -> Problem {
    let values = printable(values);
    Problem::usage(say!(
        "\"{values}\" is no range; write 0.001..0.1:log:9 (nine values, evenly spaced as logarithms of positive numbers), 0..1:11, or 0.1,0.2,0.5.",
        "“{values}”不是取值范围；应写成 0.001..0.1:log:9（九个正数，按对数等距）、0..1:11，或 0.1,0.2,0.5。"
    ))
}

/// Runs every combination and prints where each ended.
pub(super) fn sweep(sweep: &Sweep, language: Language, out: &mut Output) -> Result<(), Stop> {
    let runs = sweep.ranges.iter().try_fold(1_usize, |n, range| n.checked_mul(range.values.len()));
    let Some(runs) = runs.filter(|runs| *runs <= MOST_RUNS) else {
        let what = say!(
            "These ranges make more than {MOST_RUNS} runs; try fewer values.",
            "这些范围会产生超过 {MOST_RUNS} 次运行；请减少取值。"
        );
        return Err(Problem::usage(what).into());
    };
    let mut watch = Watch::begin()?;
    watch.show(runs as u64, out);
    let mut sheet = None;
    for run in 0..runs {
        let mut headless = sweep.headless.clone();
        let chosen = choice(&sweep.ranges, run);
        for (range, value) in sweep.ranges.iter().zip(&chosen) {
            headless.recipe.take(&range.name, (*value).to_string())?;
        }
        let mut session = headless.open()?;
        let last = headless.last(session.as_ref());
        session.seek(last, &mut || !watch.interrupted());
        if !watch.go_on() {
            break;
        }
        if sheet.is_none() {
            let names = sweep.ranges.iter().map(|range| (range.name.clone(), range.name.clone()));
            let metrics = std::iter::once(session.counter()).chain(session.metrics());
            let metrics = metrics.map(|metric| heading(&metric.name, &metric.label, language));
            sheet = Some(Sheet::begin(&mut *out, headless.format, names.chain(metrics).collect())?);
        }
        let values = chosen
            .iter()
            .map(|value| value.parse().map_or_else(|_| Value::Words((*value).to_string()), Value::Number));
        let ended = std::iter::once(Value::Whole(session.now()));
        let measured = session.measure().into_iter().map(Value::Number);
        if let Some(sheet) = &mut sheet {
            sheet.row(values.chain(ended).chain(measured).collect())?;
            sheet.keep_up()?;
        }
    }
    let interrupted = watch.end();
    if let Some(sheet) = sheet {
        sheet.end()?;
    }
    interrupted
}

/// The values of run `run`: the last range changes fastest.
fn choice(ranges: &[Range], mut run: usize) -> Vec<&str> {
    let mut chosen = Vec::new();
    for range in ranges.iter().rev() {
        chosen.push(range.values[run % range.values.len()].as_str());
        run /= range.values.len();
    }
    chosen.reverse();
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(setting: &str) -> Vec<String> {
        Range::parse(setting).unwrap().unwrap().values
    }

    #[test]
    fn ranges_are_read_and_end_where_they_say() {
        assert_eq!(values("lr=0.001..0.1:log:3"), ["0.001", "0.01", "0.1"]);
        assert_eq!(values("m=10..50:5"), ["10", "20", "30", "40", "50"]);
        assert_eq!(values("m=1..0:lin:3"), ["1", "0.5", "0"]);
        assert_eq!(values("start=0.1, 0.2"), ["0.1", "0.2"]);
        assert_eq!(Range::parse("lr=0.3").unwrap(), None);
        for bad in ["lr=0..1:log:5", "lr=0.1..1", "lr=1..2:1", "lr=a..2:5", "lr=1..2:geo:5"] {
            assert!(Range::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn every_combination_comes_once() {
        let range = |name: &str, values: &[&str]| Range {
            name: name.into(),
            values: values.iter().map(ToString::to_string).collect(),
        };
        let ranges = [range("a", &["1", "2"]), range("b", &["x", "y"])];
        let all: Vec<Vec<&str>> = (0..4).map(|run| choice(&ranges, run)).collect();
        assert_eq!(all, [["1", "x"], ["1", "y"], ["2", "x"], ["2", "y"]]);
    }
}
