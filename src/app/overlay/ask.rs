//! A line of input.

use super::look::Seen;
use super::open_box;
use crate::app::keys::{Action, Keymap};
use crate::app::order::Ticket;
use crate::app::typing::Typing;
use crate::data::rows::{self, Format, Value};
use crate::data::tensor_file::Weights;
use crate::lab::scene::Ink;
use crate::lab::{Kind, Parameter};
use crate::say;
use crate::view::{Pen, wrap};
use crate::words::{Problem, Text, text};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Widget};
use std::collections::HashMap;
use std::path::PathBuf;
use tui_input::InputRequest;

/// An answer has at most so many characters; more come only from a key that sticks or a paste that slipped.
const LONGEST: usize = 4000;

/// What an answer is for.
#[derive(Debug, Clone)]
pub(in crate::app) enum Purpose {
    /// Go to this step.
    Step,
    /// Set a parameter; `{}` in `value` stands for the answer.
    Set {
        /// The parameter.
        name: String,
        /// The value around the answer.
        value: String,
    },
    /// Call a pinned run so.
    Name(usize),
    /// Open these files.
    Data,
    /// Go on from the weights in this file.
    Load,
    /// Write these weights to the file, as its name ends.
    Weights(Box<Weights>),
    /// Write these metrics to the file, as its name ends.
    Metrics(Box<Metrics>),
    /// Write this frame to the file, as its name ends.
    Picture(Box<Buffer>),
    /// Write bytes to this file.
    Write(Vec<u8>),
}

/// Metrics of a run, step by step.
#[derive(Debug, Clone)]
pub(in crate::app) struct Metrics {
    /// The share line of the run.
    pub(in crate::app) line: String,
    /// Names of the columns; the first is that of the step.
    pub(in crate::app) columns: Vec<String>,
    /// The steps with their values.
    pub(in crate::app) rows: Vec<(u64, Vec<f64>)>,
}

impl Metrics {
    /// As the bytes of a file.
    ///
    /// # Errors
    /// A sentence where memory takes no more.
    pub(in crate::app) fn write(&self, format: Format) -> Result<Vec<u8>, Problem> {
        let row = |(t, values): &(u64, Vec<f64>)| {
            let values = values.iter().map(|value| Value::Number(*value));
            std::iter::once(Value::Whole(*t)).chain(values).collect()
        };
        rows::bytes(format, self.columns.clone(), Some(&self.line), self.rows.iter().map(row))
    }
}

impl Purpose {
    /// Lines for the same have one history: its name.
    fn kind(&self) -> &str {
        match self {
            Purpose::Step => "step",
            Purpose::Set { name, .. } => name,
            Purpose::Name(_) => "a pin's name",
            Purpose::Data => "data",
            Purpose::Load => "weights to load",
            Purpose::Weights(_) | Purpose::Metrics(_) | Purpose::Picture(_) | Purpose::Write(_) => {
                "a file to write"
            }
        }
    }

    /// Whether a path is asked for; and whether several are.
    fn paths(&self) -> (bool, bool) {
        let several = matches!(self, Purpose::Data);
        let words = matches!(self, Purpose::Step | Purpose::Set { .. } | Purpose::Name(_));
        (!words, several)
    }
}

/// What was typed in lines of input, by what it was for, the latest last.
#[derive(Debug, Default)]
pub(in crate::app) struct Typed(HashMap<String, Vec<String>>);

impl Typed {
    /// So many lines are remembered of each kind.
    const MOST: usize = 50;

    /// Remembers what was typed.
    pub(in crate::app) fn remember(&mut self, ask: &Ask) {
        let (words, lines) = (ask.input.value(), self.0.entry(ask.purpose.kind().to_string()).or_default());
        if words.trim().is_empty() {
            return;
        }
        lines.retain(|known| known != words);
        lines.push(words.to_string());
        let older = lines.len().saturating_sub(Typed::MOST);
        lines.drain(..older);
    }

    /// What was typed for the same as is asked now.
    pub(in crate::app) fn for_the_same(&self, ask: &Ask) -> Vec<String> {
        self.0.get(ask.purpose.kind()).cloned().unwrap_or_default()
    }
}

/// A line of input with what it is for.
pub(in crate::app) struct Ask {
    prompt: Text,
    hint: Text,
    pub(in crate::app) input: Typing,
    pub(in crate::app) purpose: Purpose,
    pub(in crate::app) parameter: Option<Parameter>,
    pub(in crate::app) problem: Option<Problem>,
    /// What may be meant: ↑ and ↓ go through it.
    offers: Vec<String>,
    /// What was typed for the same before, the latest last; ↑ and ↓ go through it where nothing is offered.
    earlier: Vec<String>,
    /// How a path can go on.
    ways: Vec<String>,
    /// The files that are named, at a glance.
    pub(in crate::app) seen: Option<Seen>,
    lesson: &'static str,
    /// The order that was given by Enter; the line is closed by its answer and by nothing else.
    pub(in crate::app) waiting: Option<Ticket>,
    /// What stands there is a number that nobody has touched yet: what is typed takes its place.
    untouched: bool,
}

impl Ask {
    /// An empty or prefilled line.
    pub(in crate::app) fn new(prompt: Text, hint: Text, prefill: String, purpose: Purpose) -> Ask {
        Ask {
            prompt,
            hint,
            input: Typing::new(prefill),
            purpose,
            parameter: None,
            problem: None,
            offers: Vec::new(),
            earlier: Vec::new(),
            ways: Vec::new(),
            seen: None,
            lesson: "",
            waiting: None,
            untouched: false,
        }
    }

    /// The same; a number that stands there is replaced by what is typed.
    pub(in crate::app) fn over_number(self) -> Ask {
        Ask { untouched: self.input.value().parse::<f64>().is_ok(), ..self }
    }

    /// Which files to open in a lesson; the first that is offered stands there already.
    pub(in crate::app) fn data(lesson: &'static str, offers: &[PathBuf]) -> Ask {
        let offers: Vec<String> = offers.iter().map(|path| path.display().to_string()).collect();
        let path = text(
            "path of a file or folder; several separated by spaces",
            "文件或文件夹的路径；多个路径用空格分开",
        );
        let hint = match offers.len() {
            0 => path,
            1 => text(
                "`key:confirm` opens what your data folder holds; or type a ",
                "`key:confirm` 打开你的数据文件夹中的数据；或输入",
            )
            .then(&path),
            count => say!(
                "`key:confirm` opens the first of {count} sets in your data folder, `key:box_up``key:box_down` go through them; or type a ",
                "你的数据文件夹中有 {count} 组数据：`key:confirm` 打开，`key:box_up``key:box_down` 换一组；或输入"
            )
            .then(&path),
        };
        let first = offers.first().cloned().unwrap_or_default();
        let mut ask =
            Ask { offers, lesson, ..Ask::new(text("Open data", "打开数据"), hint, first, Purpose::Data) };
        ask.look();
        ask
    }

    /// What was typed for the same before can be gone back to.
    pub(in crate::app) fn recall(&mut self, earlier: Vec<String>) {
        self.earlier = earlier;
    }

    /// What was typed before or after what stands there takes its place; behind the latest comes an empty line.
    fn go_back(&mut self, by: isize) {
        let at = self.earlier.iter().position(|known| known == self.input.value());
        let next = at.unwrap_or(self.earlier.len()).saturating_add_signed(by);
        let words = self.earlier.get(next).cloned();
        if words.is_some() || at.is_some() {
            self.input.put(&words.unwrap_or_default());
            self.check();
        }
    }

    /// Completes the path that is being typed.
    fn complete(&mut self) {
        let (path, several) = self.purpose.paths();
        if !path {
            return;
        }
        let (line, ways) = crate::data::paths::completed(self.input.value(), several);
        if line != self.input.value() {
            self.input.put(&line);
            self.check();
        }
        self.ways = ways;
    }

    /// Puts the offer before or after the one that stands there into the line.
    fn offer(&mut self, by: isize) {
        let at = self.offers.iter().position(|offer| offer == self.input.value());
        let count = self.offers.len().max(1) as isize;
        let next = at.map_or(0, |at| (at as isize + by).rem_euclid(count) as usize);
        if let Some(offer) = self.offers.get(next) {
            let offer = offer.clone();
            self.input.put(&offer);
            self.check();
        }
    }

    /// The value of a parameter, checked while it is typed.
    pub(in crate::app) fn parameter(parameter: &Parameter, value: String) -> Ask {
        let expected = parameter.expected();
        let hint = Text {
            en: format!("{} It takes {}.", parameter.help.en, expected.en).into(),
            zh: format!("{}取值应为{}。", parameter.help.zh, expected.zh).into(),
        };
        let label = parameter.label.clone();
        let purpose = Purpose::Set { name: parameter.name.clone(), value: "{}".to_string() };
        let untouched = matches!(parameter.kind, Kind::Number { .. } | Kind::Whole { .. });
        let parameter = Some(parameter.clone());
        Ask { untouched, ..Ask { parameter, ..Ask::new(label, hint, value, purpose) } }
    }

    /// Text from the clipboard.
    pub(in crate::app) fn insert(&mut self, words: &str) {
        if self.offers.iter().any(|offer| offer == self.input.value()) {
            // A path that is dropped takes the place of what was only offered.
            self.input.put("");
        }
        self.touch(true);
        let between = if matches!(self.purpose, Purpose::Data) { " " } else { "; " };
        self.input.insert(words, between, LONGEST);
        self.ways.clear();
        self.check();
    }

    /// The line is being changed; what is written takes the place of a number that nobody has touched.
    fn touch(&mut self, replaces: bool) {
        if std::mem::take(&mut self.untouched) && replaces {
            self.input.put("");
        }
    }

    /// A key that edits the line.
    pub(in crate::app) fn act(&mut self, action: Option<Action>, typed: Option<char>) {
        if self.offers.len() < 2 && self.seen.as_mut().is_some_and(|seen| seen.act(action, typed)) {
            self.problem = None;
            return;
        }
        match action {
            Some(Action::Up) if self.offers.is_empty() => return self.go_back(-1),
            Some(Action::Down) if self.offers.is_empty() => return self.go_back(1),
            Some(Action::Up) => return self.offer(-1),
            Some(Action::Down) => return self.offer(1),
            Some(Action::Complete) => return self.complete(),
            _ => {}
        }
        self.ways.clear();
        let erases =
            matches!(action, Some(Action::Edit(InputRequest::DeletePrevChar | InputRequest::DeleteNextChar)));
        self.touch(erases || (action.is_none() && typed.is_some()));
        if self.input.edit(action, typed, LONGEST) {
            self.check();
        }
    }

    /// The answer is refused: everything stays as it was typed, with the reason below.
    pub(in crate::app) fn refuse(&mut self, problem: Problem) {
        (self.waiting, self.problem) = (None, Some(problem));
    }

    /// Says at once when what is typed does not fit.
    fn check(&mut self) {
        self.look();
        let typed = self.input.value();
        self.problem = match &self.parameter {
            Some(parameter) if !typed.trim().is_empty() => parameter.read(typed).err(),
            _ => None,
        };
    }

    /// Looks at the files, as soon as what is typed names some.
    fn look(&mut self) {
        if !matches!(self.purpose, Purpose::Data) {
            return;
        }
        let paths = crate::data::paths::typed(self.input.value()).unwrap_or_default();
        if self.seen.as_ref().is_some_and(|seen| seen.shows(&paths)) {
            self.seen.iter_mut().for_each(Seen::leave);
            return;
        }
        let there = !paths.is_empty() && paths.iter().all(|path| path.exists());
        self.seen = there.then(|| Seen::new(self.lesson, paths));
    }

    /// Draws the box; returns where the text cursor belongs.
    pub(in crate::app) fn draw(&self, pen: &Pen, keys: &Keymap, area: Rect, buf: &mut Buffer) -> Position {
        let seen = self.seen.as_ref().filter(|seen| self.problem.is_none() || seen.offers());
        let seen = seen.filter(|_| self.ways.is_empty());
        let most = (110.min(area.width), area.height.saturating_sub(2));
        let glance = seen.map(|seen| {
            let size = (most.0.saturating_sub(4), most.1.saturating_sub(4));
            seen.written(pen, keys, size, self.problem.as_ref())
        });
        let size = glance.as_ref().map_or((64, 8), |lines| (most.0, (lines.len() as u16 + 4).min(most.1)));
        let inside = open_box(pen, self.prompt.get(pen.language), size, area, buf);
        let width = inside.width.max(1);
        let scroll = self.input.visual_scroll(usize::from(width.saturating_sub(3)));
        let line = Rect { height: 1, ..inside };
        let value = if self.untouched { pen.theme.chosen() } else { pen.theme.strong() };
        let shown = [Span::raw("› "), Span::styled(self.input.value().to_string(), value)];
        Paragraph::new(Line::from_iter(shown))
            .style(pen.theme.strong())
            .scroll((0, scroll as u16))
            .render(line, buf);
        let below = Rect { y: inside.y + 2, height: inside.height.saturating_sub(2), ..inside };
        let (hint, ways) = (keys.named(&self.hint), self.ways.join("  "));
        let (words, style): (&str, Style) = match &self.problem {
            Some(problem) => (problem.get(pen.language), pen.theme.ink(Ink::Bad)),
            None if !ways.is_empty() => (ways.as_str(), Style::new()),
            None => (hint.get(pen.language), pen.theme.quiet()),
        };
        match glance {
            Some(lines) => Paragraph::new(lines).render(below.intersection(inside), buf),
            None => {
                let lines = wrap(words, usize::from(inside.width)).join("\n");
                Paragraph::new(lines).style(style).render(below.intersection(inside), buf);
            }
        }
        let cursor = self.input.visual_cursor().saturating_sub(scroll) as u16 + 2;
        Position::new(inside.x + cursor.min(width - 1), inside.y)
    }
}
