//! Lines of input: what is asked for, and what Enter does with it.

use crate::app::order::{Control, Deed, Note, Order, Pinning};
use crate::app::overlay::{Ask, Overlay, Purpose, Seen};
use crate::app::state::App;
use crate::data::rows;
use crate::data::tensor_file::Format;
use crate::lab::Kind;
use crate::say;
use crate::words::{Problem, printable, text};
use std::path::Path;

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
    pub(in crate::app) fn enter_line(&mut self, ask: &mut Ask) -> bool {
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
            Purpose::Weights(weights) => {
                let format = Format::of(Path::new(typed.trim()));
                let contents = format.and_then(|format| weights.write(format));
                return self.write_file(ask, contents);
            }
            Purpose::Metrics(metrics) => {
                let format = rows::Format::of(Path::new(typed.trim()));
                let contents = format.and_then(|format| metrics.write(format));
                return self.write_file(ask, contents);
            }
            Purpose::Picture(frame) => {
                let picture = self.printed(frame, &typed);
                return self.write_file(ask, picture);
            }
            Purpose::Write(contents) => {
                let contents = contents.clone();
                return self.write_file(ask, Ok(contents));
            }
        };
        match order {
            Ok(order) => ask.waiting = Some(self.order(order)),
            Err(problem) => ask.problem = Some(problem),
        }
        false
    }
}

impl App {
    /// Writes the file that is named in a line; nothing that is there is replaced. Whether it is written.
    fn write_file(&mut self, ask: &mut Ask, contents: Result<Vec<u8>, Problem>) -> bool {
        let typed = ask.input.value().trim().to_string();
        let file = self.folder.join(crate::data::paths::path(&typed));
        let written = contents.and_then(|contents| crate::data::files::write_new(&file, &contents));
        if written.is_ok() {
            let file = printable(&typed);
            self.note = Some(Note::plain(say!("Written: {file}", "已写入：{file}")));
        }
        ask.problem = written.err();
        ask.problem.is_none()
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

#[cfg(test)]
mod tests {
    use super::number;

    /// A box for a number says what a number is, not how the parameter behind it is written.
    #[test]
    fn a_plain_number_is_told_from_anything_else() {
        for right in ["0.5", " -2 ", "−2.5", "1e-3"] {
            assert_eq!(number(right), Ok(()), "{right}");
        }
        for wrong in ["abc", "", "1e999", "1.2.1=0.5"] {
            let problem = number(wrong).expect_err(wrong);
            assert!(problem.text.en.starts_with("A plain number is expected here"), "{}", problem.text.en);
        }
    }
}
