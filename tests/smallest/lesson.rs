use nnlab::lab::scene::{Axis, Chart, Curve, Ink, Picture, Place};
use nnlab::lab::*;
use nnlab::words::{Problem, text};

static CARD: Card = Card {
    number: 99,
    id: "shrink",
    group: Group::Slopes,
    title: text("What is left", "还剩多少"),
    line: text("A number shrinks step by step.", "一个数逐步缩小。"),
    goal: text("say how fast a number shrinks", "说出一个数缩小得多快"),
    minutes: 1,
    step: text("step", "步"),
    seeded: false,
    steps: 20,
    preview: "step=5",
    verbs: &[],
    guide: text(include_str!("guide.en.md"), include_str!("guide.zh.md")),
};
const X: Metric = Metric::new("x", text("what is left", "剩余"));
pub(crate) struct Shrink;
impl Lesson for Shrink {
    type Settings = Setting<f64>;
    type State = f64;
    type Pane = OnePane;
    fn card() -> &'static Card {
        &CARD
    }
    fn settings(form: &mut Form<'_>) -> Result<Setting<f64>, Problem> {
        let help = text("The share that stays.", "每步留下的比例。");
        form.number("factor", text("factor", "系数"), help, 0.5, 0.0..=2.0).live()
    }
    fn open(_: &Setup<'_, Setting<f64>>) -> Result<(Shrink, f64), Problem> {
        Ok((Shrink, 1.0))
    }
    fn step(&self, factor: &Setting<f64>, x: &mut f64, _: u64) -> Flow {
        *x *= **factor;
        Flow::Going
    }
    fn measure(&self, now: Now<'_, Self>, row: &mut Row) {
        row.put(&X, *now.state);
    }
    fn scene(&self, _: Now<'_, Self>, look: &Look<'_>) -> Scene {
        let curve = Curve::new(X.label, look.history.curve(&X), Ink::Accent);
        let x = Axis::new(text("step", "步"));
        let chart = Chart { x, curves: vec![curve], steps: true, ..Chart::default() };
        Scene { panels: vec![OnePane.panel(X.label, Place::Main, Picture::Chart(chart))], ..Scene::default() }
    }
}
