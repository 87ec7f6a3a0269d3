//! Keeps from the screen what a question asks for: the future that is drawn already, the numbers that give the answer
//! away, and what the state means.
//!
//! A number is hidden wherever it stands. A whole one of one digit stands everywhere for other reasons (a step, an input,
//! a count); it is hidden where it is known to be the answer: as the result of a line of arithmetic, in the cell, bar or
//! neuron that the question reads, at the node or neuron of its name, and in words behind its name (`J = 9`, `代价：9`).

use crate::lab::scene::{
    Arithmetic, Bars, Cell, Chart, Curve, Graph, Matrix, Network, Panel, Picture, Plane, Table,
};
use crate::lab::{Made, Scene};
use crate::story::{Question, Secrets};
use crate::words::{Text, same, text};

/// A scene as it may be seen at step `now` while a question waits for its answer: curves end here, what the next step
/// brings is not drawn, numbers that would give the answer away are a `?`, and what the state means is not said yet.
pub(super) fn veil(scene: &mut Scene, now: u64, question: &Question) {
    for panel in &mut scene.panels {
        end_at(panel, now as f64);
    }
    if question.is_to_be_done() {
        return;
    }
    scene.panels.iter_mut().for_each(hide_what_comes);
    if let Some(meaning) = &mut scene.verdict {
        *meaning = text(
            "What this state means is said here after your answer.",
            "这个状态说明什么，回答之后会写在这里。",
        );
    }
    let secrets = question.secrets();
    for (panel, place) in &secrets.cells {
        let (panel, aspect) = panel.split_once('.').unwrap_or((panel, ""));
        scene
            .panels
            .iter_mut()
            .filter(|known| known.id == panel)
            .for_each(|panel| blot(panel, aspect, place));
    }
    for panel in &mut scene.panels {
        hide_curves(panel, secrets);
    }
    for number in &secrets.numbers {
        hide(scene, Secret { number: *number, room: secrets.room, names: &secrets.names });
    }
}

/// Takes the question from the end of what a state means: the card's own is the one to answer. What consists of it alone
/// stays.
pub(super) fn leave_out_question(meaning: &mut Text) {
    let en = meaning.en.strip_suffix('?').and_then(|words| words.rfind(". ")).map(|at| at + 1);
    let zh = meaning.zh.strip_suffix('？').and_then(|words| words.rfind('。')).map(|at| at + '。'.len_utf8());
    if let Some((en, zh)) = en.zip(zh) {
        let (en, zh) = (meaning.en[..en].to_string(), meaning.zh[..zh].to_string());
        *meaning = Text { en: en.into(), zh: zh.into() };
    }
}

/// Ends curves at a step.
fn end_at(panel: &mut Panel, now: f64) {
    if let Picture::Chart(chart) = &mut panel.picture
        && chart.steps
    {
        // What was pinned was seen before.
        for curve in chart.curves.iter_mut().filter(|curve| curve.ghost.is_none()) {
            curve.points.retain(|(step, _)| *step <= now);
        }
        chart.marks.retain(|mark| mark.x <= now);
    }
}

/// Takes away what the next step brings.
fn hide_what_comes(panel: &mut Panel) {
    match &mut panel.picture {
        Picture::Chart(chart) => {
            let comes = chart.curves.iter().any(|curve| curve.ahead);
            chart.curves.retain(|curve| !curve.ahead);
            chart.marks.retain(|mark| !mark.ahead);
            // Limits and the line below would speak of what is not drawn.
            if comes {
                chart.bands.clear();
                let after = text("what comes is drawn after your answer", "之后的情形，回答之后画出");
                panel.caption = panel.caption.take().map(|_| after);
            }
        }
        Picture::Plane(plane) => plane.arrows.retain(|arrow| !arrow.ahead),
        Picture::Network(network) => network.next.clear(),
        _ => {}
    }
}

/// Takes away the curves whose present end is a secret.
fn hide_curves(panel: &mut Panel, secrets: &Secrets) {
    if let Picture::Chart(chart) = &mut panel.picture
        && chart.steps
    {
        let tells = |curve: &Curve| curve.points.last().is_some_and(|(_, y)| secrets.has(*y));
        chart.curves.retain(|curve| !tells(curve));
    }
}

/// Puts a `?` into a cell, or takes a number from a network.
fn blot(panel: &mut Panel, aspect: &str, place: &[usize]) {
    match (&mut panel.picture, place) {
        (Picture::Network(network), &[layer, at]) => {
            let layer = network.layers.get_mut(layer);
            if let Some(neuron) =
                at.checked_sub(1).zip(layer).and_then(|(at, layer)| layer.neurons.get_mut(at))
            {
                match aspect {
                    "delta" => neuron.error = None,
                    "bias" => neuron.bias = None,
                    _ => neuron.value = None,
                }
            }
        }
        (Picture::Table(table), &[row, column]) => {
            let row = row.checked_sub(1).and_then(|row| table.rows.get_mut(row));
            if let Some(cell) = column.checked_sub(1).zip(row).and_then(|(column, row)| row.get_mut(column)) {
                *cell = Cell::Words(same("?"));
            }
        }
        (Picture::Matrix(Matrix { cols, values, .. }), &[row, column]) if (1..=*cols).contains(&column) => {
            let at = row.checked_sub(1).map(|row| row * *cols + column - 1);
            *values =
                values.iter().enumerate().map(|(k, x)| if Some(k) == at { f64::NAN } else { *x }).collect();
        }
        (Picture::Bars(bars), &[bar]) => {
            if let Some(bar) = bar.checked_sub(1).and_then(|bar| bars.bars.get_mut(bar)) {
                (bar.value, bar.note) = (f64::NAN, same("?"));
            }
        }
        _ => {}
    }
}

/// Puts a `?` wherever the number stands.
fn hide(scene: &mut Scene, answer: Secret<'_>) {
    let mut carried = Vec::new();
    for line in &mut scene.arithmetic {
        let mut result = masked(&line.result, answer.number);
        // What follows from the answer says its sign.
        if let Some(end) = result.find(" ⇒").filter(|end| result[..*end].contains('?')) {
            result.truncate(end);
        }
        if result != line.result {
            carried.extend(line.subject().map(str::to_string));
        }
        // What was measured is the same number again.
        line.check = line.check.take().filter(|_| result == line.result);
        line.result = result;
    }
    for panel in &mut scene.panels {
        mask(&mut panel.title, answer);
        if let Some(caption) = &mut panel.caption {
            mask(caption, answer);
        }
        hide_in(&mut panel.picture, answer);
    }
    // The next line may go on with the result of this one.
    let goes_on = |line: &Arithmetic| carried.iter().any(|subject| line.takes(subject));
    for line in scene.arithmetic.iter_mut().filter(|line| answer.tells_anywhere() || goes_on(line)) {
        line.numbers = operands(&line.formula.en, &line.numbers, answer.number);
    }
}

/// Puts a `?` wherever the number stands in a picture; for one that stands everywhere, where it has its name.
fn hide_in(picture: &mut Picture, answer: Secret<'_>) {
    match picture {
        Picture::Chart(Chart { marks, bands, .. }) => {
            marks.iter_mut().for_each(|mark| mask(&mut mark.label, answer));
            bands.iter_mut().for_each(|band| mask(&mut band.label, answer));
        }
        Picture::Plane(Plane { dots, .. }) => dots.iter_mut().for_each(|dot| mask(&mut dot.label, answer)),
        Picture::Table(table) => mask_table(table, answer),
        Picture::Bars(Bars { bars, .. }) => {
            for bar in bars {
                mask(&mut bar.note, answer);
                if answer.is(bar.value) && (answer.tells_anywhere() || answer.is_called(&bar.name.en)) {
                    (bar.value, bar.note) = (f64::NAN, same("?"));
                }
            }
        }
        Picture::Matrix(matrix) if answer.tells_anywhere() && matrix.values.iter().any(|x| answer.is(*x)) => {
            matrix.values = matrix.values.iter().map(|x| if answer.is(*x) { f64::NAN } else { *x }).collect();
        }
        Picture::Network(Network { layers, .. }) => {
            for neuron in layers.iter_mut().flat_map(|layer| &mut layer.neurons) {
                if answer.tells_anywhere() || answer.is_called(&neuron.name) {
                    for known in [&mut neuron.value, &mut neuron.error, &mut neuron.bias] {
                        *known = known.filter(|x| !answer.is(*x));
                    }
                }
            }
        }
        Picture::Graph(Graph { nodes, wires }) => {
            for node in nodes {
                if answer.tells_anywhere() || answer.is_called(&node.name) {
                    node.value = node.value.filter(|x| !answer.is(*x));
                    node.gradient = node.gradient.filter(|x| !answer.is(*x));
                }
            }
            for wire in wires.iter_mut().filter(|_| answer.tells_anywhere()) {
                wire.slope = wire.slope.filter(|x| !answer.is(*x));
            }
        }
        Picture::Flow(flow) => {
            flow.stations.iter_mut().for_each(|station| hide_in(&mut station.picture, answer));
            flow.passages.iter_mut().for_each(|passage| mask(&mut passage.words, answer));
        }
        Picture::Code(code) => code.made.retain(|made| !tells(made, answer)),
        Picture::Matrix(_)
        | Picture::Relief(_)
        | Picture::Image(_)
        | Picture::Gallery { .. }
        | Picture::Prose(_) => {}
    }
}

/// A number that gives an answer away, how far, as a part of it, another one may be and still be the same, and what it
/// is called.
#[derive(Clone, Copy)]
struct Secret<'a> {
    number: f64,
    room: f64,
    names: &'a [String],
}

impl Secret<'_> {
    /// Whether a number is the answer, as computed on another way.
    fn is(self, x: f64) -> bool {
        (x - self.number).abs() <= self.room * self.number.abs()
    }

    fn tells_anywhere(self) -> bool {
        Secrets::tells_anywhere(self.number)
    }

    /// Whether it is called so: `J`, `dJ/db` for `b`.
    fn is_called(self, name: &str) -> bool {
        let part = name.rsplit('/').next().unwrap_or_default();
        let symbol = part.strip_prefix('d').or_else(|| part.strip_prefix('∂')).unwrap_or(part);
        self.names.iter().any(|known| [name, symbol].contains(&known.as_str()))
    }

    /// Whether what stands before a number is its name and a sign that says what it is: `J = `, `代价 J：`.
    fn is_told_by(self, before: &str) -> bool {
        let before = before.trim_end_matches([' ', '−', '-']);
        let Some(name) = before.strip_suffix(['=', '≈', ':', '：']).map(str::trim_end) else {
            return false;
        };
        let symbol = name.rsplit([' ', '(', '（', ',', '，', ';', '；', '·']).next().unwrap_or_default();
        let ends = |known: &String| !known.is_ascii() && name.ends_with(known.as_str());
        self.is_called(symbol) || self.names.iter().any(ends)
    }
}

/// Whether a value of the script is the answer.
fn tells(made: &Made, answer: Secret<'_>) -> bool {
    let answer = Secret { room: answer.room.max(1e-6), ..answer };
    (answer.tells_anywhere() || answer.is_called(&made.name)) && made.first.iter().any(|x| answer.is(*x))
}

fn mask_table(table: &mut Table, answer: Secret<'_>) {
    for cell in table.rows.iter_mut().flatten() {
        match cell {
            Cell::Number(x, _) | Cell::Inked(x, _, _) if answer.tells_anywhere() && answer.is(*x) => {
                *cell = Cell::Words(same("?"));
            }
            Cell::Words(words) => mask(words, answer),
            Cell::Coloured(words, _) => {
                let known = words.clone();
                mask(words, answer);
                // The colour of a number is its sign.
                if *words != known {
                    *cell = Cell::Words(std::mem::take(words));
                }
            }
            _ => {}
        }
    }
}

fn mask(words: &mut Text, answer: Secret<'_>) {
    let (en, zh) = (masked_for(&words.en, answer), masked_for(&words.zh, answer));
    if en != *words.en || zh != *words.zh {
        *words = Text { en: en.into(), zh: zh.into() };
    }
}

/// The operands of a line, with a `?` for the answer; the learning rate, which stands before the first `·` where the
/// formula has `α·`, is no secret even if it happens to be the same number.
fn operands(formula: &str, numbers: &str, answer: f64) -> String {
    let rate = numbers.split_once('·').filter(|_| formula.contains("α·"));
    let Some((before, after)) = rate else { return masked(numbers, answer) };
    let digits = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    let (before, rate) = before.split_at(digits);
    format!("{}{rate}·{}", masked(before, answer), masked(after, answer))
}

/// Words with a `?` for the answer: everywhere, or behind its name alone.
fn masked_for(words: &str, answer: Secret<'_>) -> String {
    if answer.tells_anywhere() {
        return masked(words, answer.number);
    }
    masked_where(words, answer.number, |before| answer.is_told_by(before))
}

/// Words with a `?` for every number in them that is the answer, as exactly as it is written.
fn masked(words: &str, answer: f64) -> String {
    masked_where(words, answer, |_| true)
}

/// [`masked`] where what stands before the number says so.
fn masked_where(words: &str, answer: f64, is_told_by: impl Fn(&str) -> bool) -> String {
    let words = if answer == 0.5 { words.replace('½', "?") } else { words.to_string() };
    let words = words.as_str();
    let (mut masked, mut rest) = (String::new(), words);
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let end =
            rest[at..].find(|c: char| !c.is_ascii_digit() && c != '.').map_or(rest.len(), |end| at + end);
        let digits = rest[at..end].trim_end_matches('.');
        let before = rest[..at].chars().next_back();
        let sign = if matches!(before, Some('−' | '-')) { -1.0 } else { 1.0 };
        let decimals = digits.split_once('.').map_or(0, |(_, after)| after.len());
        let power = rest[at + digits.len()..].starts_with(['e', 'E']);
        // A letter before it makes it a part of a name; a Chinese word does not.
        let part = before.is_some_and(|c| c.is_alphanumeric() && c < '\u{2e80}');
        let exact = 0.5 * 10_f64.powi(-(decimals as i32)) * 1.001;
        let long = digits.chars().filter(char::is_ascii_digit).count() > 1 || answer.abs() < 10.0;
        let it = digits.parse::<f64>().is_ok_and(|value| (sign * value - answer).abs() <= exact);
        let whole = decimals > 0 || answer.fract() == 0.0;
        let until = &words[..words.len() - rest.len() + at];
        if it && whole && long && is_told_by(until) && !power && !part {
            masked.push_str(&rest[..at - own_sign(until)]);
            masked.push('?');
        } else {
            masked.push_str(&rest[..at]);
            masked.push_str(digits);
        }
        rest = &rest[at + digits.len()..];
    }
    masked.push_str(rest);
    masked
}

/// How many bytes the sign takes that belongs to the number behind these words and says half of it: `= −`, `(+`; one
/// between two numbers belongs to neither.
fn own_sign(before: &str) -> usize {
    let mut back = before.chars().rev();
    let sign = back.next().filter(|c| matches!(c, '−' | '-' | '+'));
    let between = back.next().is_some_and(|c| c == ')' || c == '?' || c.is_alphanumeric() && c < '\u{2e80}');
    sign.filter(|_| !between).map_or(0, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answer_is_a_question_mark_wherever_it_stands() {
        assert_eq!(masked("J = 0.693147 at iteration 0", std::f64::consts::LN_2), "J = ? at iteration 0");
        assert_eq!(masked("J = ln 2 = 0.6931. Which", std::f64::consts::LN_2), "J = ln 2 = ?. Which");
        assert_eq!(masked("the answer is ½, a 0.500", 0.5), "the answer is ?, a ?");
        assert_eq!(masked("w1 = 6, x6, 16, 6e5, −6 and 6", 6.0), "w1 = ?, x6, 16, 6e5, −6 and ?");
        assert_eq!(masked("dw = −0.0981", -0.098058), "dw = ?", "its sign is half of it");
        assert_eq!(masked("+0.25, (+0.25), 3+0.25, 3 + 0.25", 0.25), "?, (?), 3+?, 3 + ?");
        assert_eq!(masked("共66张，x66", 66.0), "共?张，x66");
    }

    /// A number in a title, below a picture, at a mark, in a cell: none is left, whatever the picture is.
    #[test]
    fn no_words_around_a_picture_keep_the_answer() {
        use crate::lab::scene::{Bar, Dot, Ink, Mark, Place, Plane};
        let words = || text("w = 0.375 at last", "最后 w = 0.375");
        let dot = Dot { x: 0.0, y: 0.0, ink: Ink::Plain, glyph: '•', selected: false, label: words() };
        let bar = Bar { name: same("w"), value: 0.375, note: words(), ink: Ink::Plain };
        let row = vec![Cell::Words(words()), Cell::Coloured(words(), Ink::Quiet), Cell::Number(0.375, 4)];
        let pictures = [
            Picture::Chart(Chart {
                marks: vec![Mark { label: words(), ..Mark::default() }],
                ..Chart::default()
            }),
            Picture::Plane(Plane { dots: vec![dot], ..Plane::default() }),
            Picture::Bars(Bars { bars: vec![bar], ..Bars::default() }),
            Picture::Table(Table { rows: vec![row], ..Table::default() }),
        ];
        let panels = pictures.map(|it| Panel::new("it", words(), Place::Main, it).caption(words()));
        let mut scene = Scene { panels: panels.into(), ..Scene::default() };
        hide(&mut scene, Secret { number: 0.375, room: 1e-9, names: &[] });
        let left = format!("{scene:?}");
        assert!(!left.contains("375") && left.matches("w = ?").count() >= 2 * (2 * 4 + 4), "{left}");
    }

    #[test]
    fn one_digit_is_a_question_mark_behind_its_name_alone() {
        let names = ["value.J", "cost J", "代价 J", "J"].map(String::from);
        let masked = |words: &str, number| masked_for(words, Secret { number, room: 1e-9, names: &names });
        assert_eq!(masked("step 9 of 9: J = 9, w = 9", 9.0), "step 9 of 9: J = ?, w = 9");
        assert_eq!(masked("dJ/dJ = 1, dJ/dv = 1, J(1) = 1", 1.0), "dJ/dJ = ?, dJ/dv = 1, J(1) = 1");
        assert_eq!(masked("J = −4, 4 left", -4.0), "J = ?, 4 left");
        assert_eq!(masked("第 9 步，代价 J：9，共 9 个", 9.0), "第 9 步，代价 J：?，共 9 个");
        assert_eq!(masked("J = 19 and J = 9.5", 9.0), "J = 19 and J = 9.5");
    }

    #[test]
    fn a_learning_rate_is_no_secret() {
        let formula = "w ← w − α·∂J/∂w";
        assert_eq!(operands(formula, "0.5 − 0.5·(−0.549264)", 0.5), "? − 0.5·(−0.549264)");
        assert_eq!(operands("(a − y)·x", "(0.5 − 1)·2", 0.5), "(? − 1)·2");
    }
}
