//! Lines of input: what is asked for, and what Enter does with it.

use crate::app::order::{Control, Deed, Note, Order, Pinning};
use crate::app::overlay::{Ask, Overlay, Purpose, Seen};
use crate::app::state::App;
use crate::data::rows;
use crate::data::tensor_file::Format;
use crate::lab::Kind;
use crate::lessons::Loaded;
use crate::say;
use crate::words::{Problem, narrow, printable, read_whole, text};
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

    /// Asks for weights to go on from.
    pub(in crate::app) fn ask_for_weights(&mut self) {
        let prompt = text("Load weights", "载入权重");
        let hint = text(
            "path of a file that `key:weights` or nnlab weights wrote; `key:complete` completes it",
            "由 `key:weights` 或 nnlab weights 写出的文件的路径；`key:complete` 补全",
        );
        self.overlay = Some(Overlay::ask(Ask::new(prompt, hint, String::new(), Purpose::Load)));
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
            Purpose::Load => weights_in(&typed).map(|loaded| Order::Deed(Deed::Load(Box::new(loaded)))),
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

/// The weights in a file, with their run.
fn weights_in(typed: &str) -> Result<Loaded, Problem> {
    match typed.trim() {
        "" => Err(Problem::usage(text("Type the path of a file of weights.", "请输入权重文件的路径。"))),
        typed => Loaded::read(&crate::data::paths::path(typed)),
    }
}

/// What stands in place of a number in an edit by hand.
fn number(typed: &str) -> Result<(), Problem> {
    let plain = |c: char| if c == '−' { '-' } else { narrow(c) };
    let number: Option<f64> = typed.trim().chars().map(plain).collect::<String>().parse().ok();
    number.filter(|x| x.is_finite()).map(|_| ()).ok_or_else(|| {
        let typed = printable(typed);
        Problem::usage(say!(
            "A plain number is expected here, such as 0.5 or -2, not \"{typed}\".",
            "这里应为一个数，如 0.5 或 -2，而不是“{typed}”。"
        ))
    })
}

fn step(typed: &str) -> Result<u64, Problem> {
    read_whole(typed).ok_or_else(|| {
        let typed = printable(typed);
        Problem::usage(say!(
            "A step is a whole number from 0, not \"{typed}\".",
            "步数是从 0 开始的整数，而不是“{typed}”。"
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::keys::{Action, key, letter};
    use crate::app::tests::app;
    use crate::lab::Recipe;
    use crate::view::print;
    use ratatui::buffer::Buffer;
    use ratatui::crossterm::event::{Event, KeyCode};
    use ratatui::layout::Rect;

    fn press(app: &mut App, code: KeyCode) {
        app.handle_event(Event::Key(key(code)));
        app.read_mail();
    }

    /// Opens a line with a key and puts words into it.
    fn ask(app: &mut App, open: char, words: &str) {
        app.handle_event(Event::Key(letter(open)));
        app.read_mail();
        app.handle_event(Event::Paste(words.to_string()));
        app.read_mail();
    }

    fn typed(app: &App) -> Option<&str> {
        match &app.overlay {
            Some(Overlay::Ask(ask)) => Some(ask.input.value()),
            _ => None,
        }
    }

    fn frame(app: &App) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 120, 40));
        app.draw_into(&mut buffer);
        print::text(&buffer)
    }

    #[test]
    fn weights_that_were_saved_are_gone_on_from_exactly_and_that_is_undone() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("learnt.npz");
        let mut app = app("logistic?lr=0.3&step=7");
        let saved = app.snapshot.as_ref().map(|s| (s.recipe.clone(), format!("{:?}", s.scene)));
        let contents = {
            app.act(Action::Weights);
            app.read_mail();
            match &app.overlay {
                Some(Overlay::Ask(ask)) => match &ask.purpose {
                    Purpose::Weights(weights) => weights.write(Format::Npz).expect("they can be written"),
                    other => panic!("{other:?}"),
                },
                _ => panic!("it asks where they go"),
            }
        };
        std::fs::write(&file, contents).expect("a file");
        app.overlay = None;
        app.order(Order::Deed(Deed::Set { name: "lr".into(), value: "0.01".into() }));
        app.act(Action::Ten);
        app.read_mail();
        let other = app.snapshot.as_ref().map(|s| s.recipe.clone());
        ask(&mut app, '@', file.to_str().expect("a path"));
        press(&mut app, KeyCode::Enter);
        assert_eq!(typed(&app), None, "{}", frame(&app));
        assert_eq!(app.snapshot.as_ref().map(|s| (s.recipe.clone(), format!("{:?}", s.scene))), saved);
        assert!(frame(&app).contains("Going on from the weights, at step 7."), "{}", frame(&app));
        app.act(Action::Undo);
        app.read_mail();
        assert_eq!(app.snapshot.as_ref().map(|s| s.recipe.clone()), other);
        // Another lesson refuses them, and the line stays.
        app.open(Recipe::of("neuron"));
        app.read_mail();
        ask(&mut app, '@', file.to_str().expect("a path"));
        press(&mut app, KeyCode::Enter);
        assert!(typed(&app).is_some());
        assert!(
            frame(&app).contains("The file holds weights of logistic, not of neuron."),
            "{}",
            frame(&app)
        );
        for wrong in ["", "/no/such.npz"] {
            app.overlay = None;
            ask(&mut app, '@', wrong);
            press(&mut app, KeyCode::Enter);
            assert_eq!(typed(&app), Some(wrong), "it is refused");
        }
    }

    #[test]
    fn a_line_goes_back_to_what_was_typed_for_the_same_before() {
        let mut app = app("descent");
        for step in ["3", "12"] {
            ask(&mut app, 'g', step);
            press(&mut app, KeyCode::Enter);
        }
        ask(&mut app, 'g', "4");
        let mut seen = Vec::new();
        for code in [KeyCode::Up, KeyCode::Up, KeyCode::Up, KeyCode::Down, KeyCode::Down] {
            press(&mut app, code);
            seen.push(typed(&app).unwrap_or_default().to_string());
        }
        assert_eq!(seen, ["12", "3", "3", "12", ""]);
        app.handle_event(Event::Key(crate::app::keys::ctrl('_')));
        assert_eq!(typed(&app), Some("12"), "going back is taken back too");
        app.overlay = None;
        ask(&mut app, '@', "");
        press(&mut app, KeyCode::Up);
        assert_eq!(typed(&app), Some(""), "another line has another history");
    }

    #[test]
    fn tab_completes_a_path() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["one.h5", "other.h5"] {
            std::fs::write(folder.path().join(name), "").expect("a file");
        }
        let mut app = app("logistic");
        ask(&mut app, '@', &format!("{}/o", folder.path().display()));
        press(&mut app, KeyCode::Tab);
        assert!(frame(&app).contains("one.h5  other.h5"), "{}", frame(&app));
        app.handle_event(Event::Key(letter('t')));
        press(&mut app, KeyCode::Tab);
        assert_eq!(typed(&app), folder.path().join("other.h5").to_str());
    }
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
