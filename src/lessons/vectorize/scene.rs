//! What is seen: growing bars, the times of all trials, the ratio over sizes, speeds, the worked example.

use super::timing::{Times, Trial};
use super::{ARRAY, LOOP, Pane, RATIO, Vectorize, functions, numbers, shapes, written};
use crate::lab::scene::{
    Axis, Band, Bar, Bars, Cell, Chart, Column, Curve, Ink, Mark, Panel, Picture, Place, Table,
};
use crate::lab::{JobResults, Look, Metric, Panes, Scene};
use crate::say;
use crate::words::{Text, figure, same, text, whole};

/// Both ways: their time, their name, their colour and their letter.
const WAYS: [(&Metric, Text, Ink, char); 2] = [
    (&LOOP, text("loop", "循环"), Ink::Series(0), 'L'),
    (&ARRAY, text("array", "数组"), Ink::Series(1), 'A'),
];

/// The times of both ways over the trials so far.
type Both = [Option<Times>; 2];

/// The scene of one state.
pub(super) fn scene(of: &Vectorize, trial: &Trial, look: &Look<'_>) -> Scene {
    let both = WAYS.map(|(time, ..)| Times::upto(look.history, time, look.t));
    Scene {
        panels: vec![
            bars(&both, look),
            ratio(of, &both, look.results(RATIO)),
            trials(&both, look),
            shapes::rewritten(of, look.reveal),
            shapes::drawn(of, look.reveal),
            speeds(of, &both),
            numbers::panel(of, look.reveal),
            functions::panel(),
        ],
        arithmetic: written::arithmetic(of, trial, &both, look),
        verdict: Some(verdict(trial, &both)),
    }
}

/// A unit that suits a time in microseconds: how many of it are one microsecond, and its sign.
pub(super) fn unit(us: f64) -> (f64, &'static str) {
    match us {
        us if us < 1.0 => (1e3, "ns"),
        us if us < 1e3 => (1.0, "µs"),
        us if us < 1e6 => (1e-3, "ms"),
        _ => (1e-6, "s"),
    }
}

/// A time in a unit that suits it.
pub(super) fn span(us: f64) -> String {
    let (factor, unit) = unit(us);
    format!("{} {unit}", figure(us * factor, 3))
}

/// A median and the middle half about it: `89.6 µs (85.6 … 91.9)`.
fn spread(times: &Times) -> String {
    let (factor, _) = unit(times.median);
    let [low, high] = [times.quartiles.0, times.quartiles.1].map(|us| figure(us * factor, 3));
    format!("{} ({low} … {high})", span(times.median))
}

/// Time of all trials, had each taken the median.
fn spent(times: &Times) -> f64 {
    times.median * times.count as f64
}

/// The next of 1, 2, 5 · 10ᵏ above: a scale on which bars are seen to grow.
fn scale_above(x: f64) -> f64 {
    if !(x > 0.0 && x.is_finite()) {
        return 1.0;
    }
    let power = 10f64.powf(x.log10().floor());
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|rung| rung * power).find(|end| *end > x).unwrap_or(10.0 * power)
}

/// The time that the trials so far take at their median pace; behind each bar that median and the middle
/// half of the trials. A trial that another program disturbed does not spoil the picture.
fn bars(both: &Both, look: &Look<'_>) -> Panel {
    let bar = |((_, name, ink, _), times): (&(&Metric, Text, Ink, char), &Option<Times>)| match times {
        None => Bar { name: name.clone(), note: text("not yet", "尚无"), ink: *ink, value: 0.0 },
        Some(times) => Bar { name: name.clone(), value: spent(times), note: same(spread(times)), ink: *ink },
    };
    let most = both.iter().flatten().map(spent).fold(0.0, f64::max);
    let bars = WAYS.iter().zip(both).map(bar).collect();
    let count = both[0].map_or(0, |times| times.count);
    let end = span(scale_above(most));
    Pane::Bars
        .panel(
            say!("Time for {count} trials", "{count} 次试验的用时"),
            Place::Main,
            Picture::Bars(Bars { bars, range: (0.0, scale_above(most)), selected: None }),
        )
        .caption(say!(
            "behind: median (middle half); full width {end}",
            "右侧：中位数（居中的一半）；满格为 {end}"
        ))
        .active(look.reveal.explains(2))
}

/// The time of every trial.
fn trials(both: &Both, look: &Look<'_>) -> Panel {
    let positive = |points: Vec<(f64, f64)>| points.into_iter().filter(|(_, us)| *us > 0.0).collect();
    let curve = |(time, name, ink, letter): &(&Metric, Text, Ink, char)| Curve {
        name: name.clone(),
        points: positive(look.history.curve(time)),
        ink: *ink,
        letter: Some(*letter),
        ..Curve::default()
    };
    let mut bands = vec![Band { at: look.t as f64, vertical: true, label: Text::default(), ink: Ink::Quiet }];
    for ((_, _, ink, _), times) in WAYS.iter().zip(both) {
        bands.extend(times.filter(|times| times.median > 0.0).map(|times| Band {
            at: times.median,
            vertical: false,
            label: Text::default(),
            ink: *ink,
        }));
    }
    let last = (look.history.next() as f64 * 1.3).max(20.0);
    let chart = Chart {
        x: Axis::new(text("trial", "试验")).range(0.0, last),
        y: Axis::new(text("µs", "µs")).log(),
        curves: WAYS.iter().map(curve).collect(),
        bands,
        steps: true,
        ..Chart::default()
    };
    Pane::Trials
        .panel(text("Time of each trial", "每次试验的耗时"), Place::Cost, Picture::Chart(chart))
        .caption(text("level lines: the medians", "水平线：中位数"))
        .active(look.reveal.explains(2))
        .pick(text("click: go to that trial", "点击：跳到该次试验"))
}

/// The ratio over sizes: the present one, and what the background job has found so far.
fn ratio(of: &Vectorize, both: &Both, results: Option<&JobResults>) -> Panel {
    let size = of.work.kind().size_name();
    let mut chart = Chart {
        x: Axis::new(same(size)).log().range(of.work.kind().sizes().0, of.work.kind().sizes().1),
        y: Axis::new(text("loop / array", "循环 / 数组")),
        bands: vec![Band { at: 1.0, vertical: false, label: text("equal", "相同"), ink: Ink::Quiet }],
        ..Chart::default()
    };
    let mut caption = say!(
        "◆ here; press b to measure small and large {size} in the background",
        "◆ 当前规模；按 b 在后台测量 {size} 从小到大的各种情况"
    );
    if let Some(found) = results.filter(|found| !found.rows.is_empty()) {
        let all = found.column(size).into_iter().zip(found.column("ratio"));
        let points: Vec<(f64, f64)> = all.filter(|(_, ratio)| ratio.is_finite()).collect();
        let mark =
            |(x, y): &(f64, f64)| Mark { x: *x, y: *y, glyph: '●', ink: Ink::Series(2), ..Mark::default() };
        chart.marks = points.iter().map(mark).collect();
        chart.curves.push(Curve { points, ink: Ink::Series(2), ..Curve::default() });
        let (done, total) = (found.rows.len(), found.total);
        caption = say!(
            "◆ here; ● medians of 7 trials, {done} of {total} sizes",
            "◆ 当前规模；● 7 次试验的中位数，{done}/{total} 种规模"
        );
    }
    if let [Some(by_loop), Some(by_arrays)] = both {
        let (x, y) = (of.work.size() as f64, by_loop.median / by_arrays.median);
        if y.is_finite() {
            chart.marks.push(Mark::new((x, y), '◆', same(figure(y, 2)), Ink::Accent));
        }
    }
    let title = text("How many times as fast? Ratio against size", "快多少倍？倍数随规模的变化");
    Pane::Ratio.panel(title, Place::Main, Picture::Chart(chart)).caption(caption)
}

/// Bytes and operations per second at the median.
fn speeds(of: &Vectorize, both: &Both) -> Panel {
    let column = |title: Text, help: Text| Column { title, help, ..Column::default() };
    let columns = vec![
        column(Text::default(), Text::default()),
        column(text("median, µs", "中位数，µs"), text("time of one computation", "一次计算的时间")),
        column(text("Gflop/s", "Gflop/s"), text("additions and multiplications", "加法与乘法次数")),
        column(text("GB/s", "GB/s"), text("numbers read from the arrays", "从数组读取的数据量")),
    ];
    let row = |((_, name, ink, _), times): (&(&Metric, Text, Ink, char), &Option<Times>)| {
        let median = times.map(|times| times.median).filter(|median| *median > 0.0);
        let number = |x: Option<f64>| x.map_or(Cell::Empty, |x| Cell::Number(x, 3));
        vec![
            Cell::Coloured(name.clone(), *ink),
            number(median),
            number(median.map(|us| of.work.flops() / us / 1e3)),
            number(median.map(|us| of.work.bytes() / us / 1e3)),
        ]
    };
    let rows = WAYS.iter().zip(both).map(row).collect();
    let (flops, bytes) = (whole(of.work.flops() as u64), whole(of.work.bytes() as u64));
    Pane::Speeds
        .panel(
            text("What the machine does per second", "机器每秒做多少"),
            Place::Detail,
            Picture::Table(Table { columns, rows, selected: None }),
        )
        .caption(say!(
            "one computation: {flops} operations, {bytes} bytes read",
            "一次计算：{flops} 次运算，读取 {bytes} 字节"
        ))
}

/// What has been measured, in a sentence.
fn verdict(trial: &Trial, both: &Both) -> Text {
    let difference = figure(trial.difference, 2);
    let [Some(by_loop), Some(by_arrays)] = both else {
        return text(
            "Trial 0 was the warm-up. Press `key:step` for the first trial that counts.",
            "第 0 次是预热。按 `key:step` 进行第一次计入统计的试验。",
        );
    };
    let ratio = by_loop.median / by_arrays.median;
    if !ratio.is_finite() {
        return text(
            "The clock did not move during a trial: choose more numbers.",
            "试验期间时钟没有走动：请增大规模。",
        );
    }
    let (faster, slower) = (figure(ratio, 2), figure(1.0 / ratio, 2));
    if faster == "1" || slower == "1" {
        say!(
            "Here and now both take about the same time; the results differ by {difference}.",
            "此时此地，两种写法用时相差无几；结果相差 {difference}。"
        )
    } else if ratio >= 1.0 {
        say!(
            "Here and now the array expression is {faster} times as fast; the results differ by {difference}.",
            "此时此地，数组表达式的速度是循环的 {faster} 倍；结果相差 {difference}。"
        )
    } else {
        say!(
            "Here and now the loop is {slower} times as fast as the array expression; the results differ by {difference}.",
            "此时此地，循环的速度是数组表达式的 {slower} 倍；结果相差 {difference}。"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_leave_room_to_grow() {
        for (x, end) in [(0.7, 1.0), (1.0, 2.0), (4.9, 5.0), (5.0, 10.0), (130.0, 200.0), (0.0, 1.0)] {
            assert!((scale_above(x) - end).abs() < 1e-9, "{x}");
        }
        let spans = [0.05, 131.0, 2500.0, 3.2e6].map(span);
        assert_eq!(spans, ["50 ns", "131 µs", "2.5 ms", "3.2 s"]);
    }
}
