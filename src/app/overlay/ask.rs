//! A line of input.

use super::look::Seen;
use super::{Overlay, line, open_box};
use crate::app::keys::Action;
use crate::app::order::{Control, Deed, Note, Order, Pinning, Ticket};
use crate::app::state::App;
use crate::lab::scene::Ink;
use crate::lab::{Kind, Parameter};
use crate::say;
use crate::view::{Pen, wrap};
use crate::words::{Problem, Text, printable, text};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::{Paragraph, Widget};
use std::path::PathBuf;
use tui_input::Input;

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
    /// Write bytes to this file.
    Write(Vec<u8>),
}

/// A line of input with what it is for.
pub(in crate::app) struct Ask {
    prompt: Text,
    hint: Text,
    input: Input,
    purpose: Purpose,
    parameter: Option<Parameter>,
    problem: Option<Problem>,
    /// What may be meant: ↑ and ↓ go through it.
    offers: Vec<String>,
    /// The files that are named, at a glance.
    seen: Option<Seen>,
    lesson: &'static str,
    /// The order that was given by Enter; the line is closed by its answer and by nothing else.
    pub(super) waiting: Option<Ticket>,
}

impl Ask {
    /// An empty or prefilled line.
    pub(in crate::app) fn new(prompt: Text, hint: Text, prefill: String, purpose: Purpose) -> Ask {
        Ask {
            prompt,
            hint,
            input: Input::new(prefill),
            purpose,
            parameter: None,
            problem: None,
            offers: Vec::new(),
            seen: None,
            lesson: "",
            waiting: None,
        }
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
                "Enter opens what your data folder holds; or type a ",
                "Enter 打开你的数据文件夹中的数据；或输入",
            )
            .then(&path),
            count => say!(
                "Enter opens the first of {count} sets in your data folder, ↑↓ go through them; or type a ",
                "你的数据文件夹中有 {count} 组数据：Enter 打开，↑↓ 换一组；或输入"
            )
            .then(&path),
        };
        let first = offers.first().cloned().unwrap_or_default();
        let mut ask =
            Ask { offers, lesson, ..Ask::new(text("Open data", "打开数据"), hint, first, Purpose::Data) };
        ask.look();
        ask
    }

    /// Puts the offer before or after the one that stands there into the line.
    fn offer(&mut self, by: isize) {
        let at = self.offers.iter().position(|offer| offer == self.input.value());
        let count = self.offers.len().max(1) as isize;
        let next = at.map_or(0, |at| (at as isize + by).rem_euclid(count) as usize);
        if let Some(offer) = self.offers.get(next) {
            self.input = Input::new(offer.clone());
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
        let purpose = Purpose::Set { name: parameter.name.clone(), value: "{}".to_string() };
        Ask { parameter: Some(parameter.clone()), ..Ask::new(parameter.label.clone(), hint, value, purpose) }
    }

    /// Text from the clipboard.
    pub(in crate::app) fn insert(&mut self, words: &str) {
        if self.offers.iter().any(|offer| offer == self.input.value()) {
            // A path that is dropped takes the place of what was only offered.
            self.input = Input::default();
        }
        let between = if matches!(self.purpose, Purpose::Data) { " " } else { "; " };
        line::insert(&mut self.input, words, between, LONGEST);
        self.check();
    }

    /// A key that edits the line.
    pub(super) fn act(&mut self, action: Option<Action>, typed: Option<char>) {
        if self.offers.len() < 2 && self.seen.as_mut().is_some_and(|seen| seen.act(action, typed)) {
            self.problem = None;
            return;
        }
        match action {
            Some(Action::Up) => return self.offer(-1),
            Some(Action::Down) => return self.offer(1),
            _ => {}
        }
        if line::edit(&mut self.input, action, typed, LONGEST) {
            self.check();
        }
    }

    /// The answer is refused: everything stays as it was typed, with the reason below.
    pub(super) fn refuse(&mut self, problem: Problem) {
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
    pub(super) fn draw(&self, pen: &Pen, area: Rect, buf: &mut Buffer) -> Position {
        let seen = self.seen.as_ref().filter(|_| self.problem.is_none());
        let most = (110.min(area.width), area.height.saturating_sub(2));
        let glance = seen.map(|seen| seen.written(pen, most.0.saturating_sub(4), most.1.saturating_sub(4)));
        let size = glance.as_ref().map_or((64, 8), |lines| (most.0, (lines.len() as u16 + 4).min(most.1)));
        let inside = open_box(pen, self.prompt.get(pen.language), size, area, buf);
        let width = inside.width.max(1);
        let scroll = self.input.visual_scroll(usize::from(width.saturating_sub(3)));
        let line = Rect { height: 1, ..inside };
        Paragraph::new(format!("› {}", self.input.value()))
            .style(pen.theme.strong())
            .scroll((0, scroll as u16))
            .render(line, buf);
        let below = Rect { y: inside.y + 2, height: inside.height.saturating_sub(2), ..inside };
        let (words, style): (&str, Style) = match &self.problem {
            Some(problem) => (problem.get(pen.language), pen.theme.ink(Ink::Bad)),
            None => (self.hint.get(pen.language), pen.theme.quiet()),
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

impl App {
    /// Asks for a step to go to.
    pub(in crate::app) fn ask_for_step(&mut self) {
        let Some(snapshot) = &self.snapshot else { return };
        let hint = match snapshot.length {
            Some(length) => {
                say!("a whole number; this run has {length} steps", "一个整数；本次运行共 {length} 步")
            }
            None => text("a whole number; this run has no end", "一个整数；本次运行没有终点"),
        };
        self.overlay = Some(Overlay::ask(Ask::new(
            text("Go to step", "跳到第几步"),
            hint,
            String::new(),
            Purpose::Step,
        )));
    }

    /// Asks for files to open.
    pub(in crate::app) fn ask_for_data(&mut self) {
        let lesson = self.snapshot.as_ref().map_or("", |snapshot| snapshot.card.id);
        let offers = match &self.data_folder {
            Some(folder) => crate::data::offers::offers(lesson, folder),
            None => Vec::new(),
        };
        self.overlay = Some(Overlay::ask(Ask::data(lesson, &offers)));
    }

    /// Opens the editor of the chosen parameter.
    pub(in crate::app) fn edit_parameter(&mut self) {
        let Some(name) = self.chosen_parameter() else { return };
        if self.said().is_some_and(|said| said.forbids(&name)) {
            self.note =
                Some(Note::plain(text("The story has locked this parameter.", "本故事锁定了这个参数。")));
            return;
        }
        let Some(snapshot) = &self.snapshot else { return };
        let parameters = &snapshot.parameters;
        let Some((parameter, value)) = parameters.declared(&name).zip(parameters.value(&name)) else {
            return;
        };
        self.overlay = match &parameter.kind {
            Kind::Switch => {
                self.order(Order::Deed(Deed::Nudge { name, up: true }));
                None
            }
            Kind::Choice(choices) => Some(Overlay::choose(parameter, choices, &value.to_string())),
            _ => Some(Overlay::ask(Ask::parameter(parameter, value.to_string()))),
        };
    }

    /// Enter in a line of input. Returns whether the line is done with.
    pub(super) fn enter_line(&mut self, ask: &mut Ask) -> bool {
        let typed = ask.input.value().to_string();
        let order = match &ask.purpose {
            Purpose::Step => step(&typed).map(|t| Order::Control(Control::Seek(t))),
            Purpose::Set { name, value } => {
                let checked = match &ask.parameter {
                    Some(known) => known.read(&typed).map(|_| ()),
                    None if value != "{}" => number(&typed),
                    None => Ok(()),
                };
                let value = value.replace("{}", typed.trim());
                checked.map(|()| Order::Deed(Deed::Set { name: name.clone(), value }))
            }
            Purpose::Name(number) => Ok(Order::Pin(Pinning::Name(*number, typed))),
            Purpose::Data => {
                let said = ask.seen.as_ref().map(Seen::said).unwrap_or_default();
                crate::data::paths::typed(&typed).map(|files| Order::Deed(Deed::Bring { files, said }))
            }
            Purpose::Write(contents) => {
                let file = self.folder.join(crate::data::paths::path(typed.trim()));
                let written = crate::data::files::write_new(&file, contents);
                if written.is_ok() {
                    let file = printable(typed.trim());
                    self.note = Some(Note::plain(say!("Written: {file}", "已写入：{file}")));
                }
                ask.problem = written.err();
                return ask.problem.is_none();
            }
        };
        match order {
            Ok(order) => ask.waiting = Some(self.order(order)),
            Err(problem) => ask.problem = Some(problem),
        }
        false
    }
}

/// What stands in place of a number in an edit by hand.
fn number(typed: &str) -> Result<(), Problem> {
    let number: Option<f64> = typed.trim().replace('−', "-").parse().ok();
    number.filter(|x| x.is_finite()).map(|_| ()).ok_or_else(|| {
        let typed = printable(typed);
        Problem::usage(say!(
            "A plain number is expected here, such as 0.5 or -2, not \"{typed}\".",
            "这里应为一个数，如 0.5 或 -2，而不是“{typed}”。"
        ))
    })
}

fn step(typed: &str) -> Result<u64, Problem> {
    typed.trim().replace([' ', '_', '\u{202f}'], "").parse().map_err(|_| {
        let typed = printable(typed);
        Problem::usage(say!(
            "A step is a whole number from 0, not \"{typed}\".",
            "步数是从 0 开始的整数，而不是“{typed}”。"
        ))
    })
}
