//! What is seen of files in the box that opens them, and what can be said there about their columns.

use crate::app::keys::{Action, Keymap};
use crate::data::digits::Sideways;
use crate::data::info::{Glance, Preview, Role, preview};
use crate::data::table::{Reading, Scaling};
use crate::lab::scene::Ink;
use crate::say;
use crate::story::without_backticks;
use crate::view::{Pen, cut, wrap};
use crate::words::{Language, Problem, Text, text};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use std::path::PathBuf;
use tui_input::InputRequest;
use unicode_width::UnicodeWidthStr;

/// Files at a glance, with what the learner chose.
pub(in crate::app) struct Seen {
    lesson: &'static str,
    paths: Vec<PathBuf>,
    found: Result<Preview, Problem>,
    /// The row that ← and → change; none while the path is typed.
    row: Option<usize>,
    /// The roles are the learner's.
    chosen: bool,
    scaling: Scaling,
    sideways: Sideways,
    /// The class told from the rest, by its place.
    class: Option<usize>,
}

/// What a row is about.
enum Row {
    Column(usize),
    Scaling,
    Class,
    Sideways,
}

impl Seen {
    /// Looks at files for a lesson.
    pub(super) fn new(lesson: &'static str, paths: Vec<PathBuf>) -> Seen {
        let found = preview(&paths, lesson, &Reading::default());
        let (scaling, sideways) = (Scaling::Auto, Sideways::Auto);
        Seen { lesson, paths, found, row: None, chosen: false, scaling, sideways, class: None }
    }

    /// Whether these are the files.
    pub(super) fn shows(&self, paths: &[PathBuf]) -> bool {
        self.paths == paths
    }

    /// The path is typed again.
    pub(super) fn leave(&mut self) {
        self.row = None;
    }

    fn rows(&self) -> Vec<Row> {
        let Ok(preview) = &self.found else { return Vec::new() };
        match self.lesson {
            "digits" | "rbm" => return vec![Row::Sideways],
            "cats" if !preview.classes.is_empty() => return vec![Row::Class],
            "logistic" | "playground" | "network" => {}
            _ => return Vec::new(),
        }
        let mut rows: Vec<Row> = (0..preview.columns.len()).map(Row::Column).collect();
        if !rows.is_empty() {
            rows.push(Row::Scaling);
        }
        if self.lesson == "logistic" && !preview.classes.is_empty() {
            rows.push(Row::Class);
        }
        rows
    }

    /// A key; `false` when it belongs to the line.
    pub(super) fn act(&mut self, action: Option<Action>, typed: Option<char>) -> bool {
        let count = self.rows().len();
        let turn = match (action, typed) {
            (Some(Action::Edit(InputRequest::GoToPrevChar)), _) => -1,
            (Some(Action::Edit(InputRequest::GoToNextChar)), _) | (None, Some(' ')) => 1,
            (Some(Action::Down), _) if count > 0 => {
                self.row = Some(self.row.map_or(0, |row| (row + 1).min(count - 1)));
                return true;
            }
            (Some(Action::Up), _) if count > 0 => {
                self.row = self.row.and_then(|row| row.checked_sub(1));
                return true;
            }
            _ => return false,
        };
        let Some(row) = self.row else { return false };
        match self.rows().get(row) {
            Some(Row::Column(at)) => self.turn_role(*at, turn),
            Some(Row::Scaling) => self.turn_scaling(turn),
            Some(Row::Class) => self.turn_class(turn),
            Some(Row::Sideways) => {
                self.sideways = match self.sideways {
                    Sideways::Auto => Sideways::Yes,
                    Sideways::Yes => Sideways::No,
                    Sideways::No => Sideways::Auto,
                }
            }
            None => {}
        }
        true
    }

    fn turn_role(&mut self, at: usize, by: isize) {
        const ROLES: [Role; 3] = [Role::Feature, Role::Answer, Role::Unused];
        let Ok(preview) = &mut self.found else { return };
        let now = ROLES.iter().position(|role| *role == preview.columns[at].role).unwrap_or(0);
        let next = ROLES[(now as isize + by).rem_euclid(3) as usize];
        if next == Role::Answer {
            // There is one answer.
            let other = preview.columns.iter_mut().find(|column| column.role == Role::Answer);
            other.into_iter().for_each(|column| column.role = Role::Unused);
        }
        preview.columns[at].role = next;
        self.chosen = true;
        self.look_again();
    }

    fn turn_scaling(&mut self, by: isize) {
        let all = Scaling::ALL.map(|row| row.0);
        let now = all.iter().position(|scaling| *scaling == self.scaling).unwrap_or(0);
        self.scaling = all[(now as isize + by).rem_euclid(all.len() as isize) as usize];
    }

    fn turn_class(&mut self, by: isize) {
        let count = self.found.as_ref().map_or(0, |preview| preview.classes.len()) as isize;
        let now = self.class.map_or(-1, |class| class as isize);
        let next = (now + 1 + by).rem_euclid(count + 1) - 1;
        self.class = usize::try_from(next).ok();
    }

    /// With other roles the lesson may say something else.
    fn look_again(&mut self) {
        let Ok(before) = &self.found else { return };
        let reading = self.reading();
        if let Ok(after) = preview(&self.paths, self.lesson, &reading) {
            let columns = before.columns.clone();
            self.found = Ok(Preview { columns, ..after });
        }
        self.class = None;
    }

    /// The columns of a role: by name, or by number where a name could be taken for several.
    fn of_role(&self, wanted: Role) -> Vec<String> {
        let Ok(preview) = &self.found else { return Vec::new() };
        let columns = preview.columns.iter().enumerate();
        let known = |name: &str| preview.columns.iter().filter(|column| column.name == name).count();
        let called = |(at, column): (usize, &Glance)| {
            let plain = !column.name.contains([',', '，', '、']) && known(&column.name) == 1;
            if plain { column.name.clone() } else { (at + 1).to_string() }
        };
        columns.filter(|(_, column)| column.role == wanted).map(called).collect()
    }

    fn reading(&self) -> Reading {
        if !self.chosen {
            return Reading::default();
        }
        Reading {
            columns: self.of_role(Role::Feature),
            label: self.of_role(Role::Answer).into_iter().next(),
            ..Reading::default()
        }
    }

    /// What is to be set with these files.
    pub(in crate::app) fn said(&self) -> Vec<(String, String)> {
        let mut said = Vec::new();
        let reading = self.reading();
        if !reading.columns.is_empty() {
            said.push(("columns".into(), reading.columns.join(",")));
        }
        said.extend(reading.label.map(|label| ("label".into(), label)));
        if self.scaling != Scaling::Auto {
            let row = Scaling::ALL.into_iter().find(|row| row.0 == self.scaling);
            said.extend(row.map(|row| ("scale".into(), row.1.to_string())));
        }
        match self.sideways {
            Sideways::Auto => {}
            Sideways::Yes => said.push(("sideways".into(), "yes".into())),
            Sideways::No => said.push(("sideways".into(), "no".into())),
        }
        let classes = self.found.as_ref().map_or(&[][..], |preview| &preview.classes);
        said.extend(self.class.and_then(|at| classes.get(at)).map(|class| ("class".into(), class.clone())));
        said
    }

    /// Whether there is something to choose.
    pub(super) fn offers(&self) -> bool {
        !self.rows().is_empty()
    }

    /// Its lines, as many as fit below the line that is typed; where they were refused, with the reason.
    pub(super) fn written(
        &self,
        pen: &Pen,
        keymap: &Keymap,
        (width, height): (u16, u16),
        refused: Option<&Problem>,
    ) -> Vec<Line<'static>> {
        match &self.found {
            Ok(preview) => self.lines(preview, (pen, keymap), Rect::new(0, 0, width, height), refused),
            Err(problem) => wrapped(problem.get(pen.language), pen.theme.ink(Ink::Bad), width),
        }
    }

    fn lines(
        &self,
        preview: &Preview,
        (pen, keymap): (&Pen, &Keymap),
        area: Rect,
        refused: Option<&Problem>,
    ) -> Vec<Line<'static>> {
        let language = pen.language;
        let mut lines = wrapped(preview.kind.get(language), pen.theme.strong(), area.width);
        let found: Vec<String> = preview
            .decisions
            .iter()
            .filter(|decision| !["label", "columns", "unused", "skip"].contains(&decision.name))
            .map(|decision| {
                let colon = if language == Language::Chinese { "：" } else { ": " };
                format!("{}{colon}{}", decision.label.get(language), decision.words.get(language))
            })
            .collect();
        lines.extend(wrapped(&found.join(" · "), pen.theme.quiet(), area.width).into_iter().take(3));
        for line in preview.lines.iter().take(6) {
            lines.extend(wrapped(line.get(language), pen.theme.quiet(), area.width).into_iter().take(1));
        }
        let mut below: Vec<Line<'static>> = vec![Line::default()];
        if let Some(problem) = refused {
            below.extend(
                wrapped(problem.get(language), pen.theme.ink(Ink::Bad), area.width).into_iter().take(5),
            );
        }
        for verdict in preview.verdicts.iter().filter(|_| refused.is_none()) {
            let style = if verdict.fits { pen.theme.ink(Ink::Good) } else { pen.theme.ink(Ink::Bad) };
            below.extend(wrapped(verdict.words.get(language), style, area.width).into_iter().take(3));
        }
        let keys = if self.rows().is_empty() {
            text(
                "`key:confirm` opens it · `key:leave` leaves everything as it is",
                "`key:confirm` 打开 · `key:leave` 保持不变",
            )
        } else {
            text(
                "`key:confirm` opens it · `key:box_down``key:box_up` choose a row, `key:character_left``key:character_right` change it · `key:leave` leaves all as it is",
                "`key:confirm` 打开 · `key:box_down``key:box_up` 选行，`key:character_left``key:character_right` 更改 · `key:leave` 保持不变",
            )
        };
        below.extend(wrapped(keymap.named(&keys).get(language), pen.theme.quiet(), area.width));
        let room = usize::from(area.height).saturating_sub(lines.len() + below.len() + 1);
        let rows = self.table(preview, pen, area.width);
        if rows.len() > 1 {
            lines.push(Line::default());
            let (head, rows) = rows.split_at(1);
            let room = room.saturating_sub(1);
            // The chosen row is in sight.
            let first = self.row.map_or(0, |row| (row + 1).saturating_sub(room)).min(rows.len());
            lines.extend(head.iter().filter(|_| !preview.columns.is_empty()).cloned());
            lines.extend(rows.iter().skip(first).take(room).cloned());
        }
        lines.extend(below);
        lines
    }

    /// A line of titles, then the columns, the scaling, the class.
    fn table(&self, preview: &Preview, pen: &Pen, width: u16) -> Vec<Line<'static>> {
        let language = pen.language;
        let widest = preview.columns.iter().map(|column| column.name.width()).max().unwrap_or(0);
        let name = widest.clamp(8, 18);
        let role = if language == Language::Chinese { 8 } else { 11 };
        let rest = usize::from(width).saturating_sub(2 + name + 2 + role + 2);
        let (holds, first) = if rest > 50 { (rest * 6 / 10, rest * 4 / 10) } else { (rest, 0) };
        let widths = [name, role, holds, first.saturating_sub(2)];
        let title = [
            text("column", "列"),
            text("for", "用途"),
            text("what it holds", "内容"),
            text("first rows", "前几行"),
        ];
        let cells = |parts: [&str; 4]| -> String {
            let padded = parts.iter().zip(widths).filter(|(_, width)| *width > 0);
            padded.map(|(part, width)| fit(part, width)).collect::<Vec<_>>().join("  ")
        };
        let mut lines = vec![Line::styled(
            format!("  {}", cells(title.each_ref().map(|t| t.get(language)))),
            pen.theme.quiet(),
        )];
        for (at, row) in self.rows_or_columns(preview).into_iter().enumerate() {
            let (words, style) = match row {
                Row::Column(column) => {
                    let Glance { name, holds, role, first } = &preview.columns[column];
                    let ink = match role {
                        Role::Answer => pen.theme.accent(),
                        Role::Feature => Style::new(),
                        Role::Unused => pen.theme.quiet(),
                    };
                    (
                        cells([
                            name,
                            role_words(*role).get(language),
                            holds.get(language),
                            &first.join("  "),
                        ]),
                        ink,
                    )
                }
                Row::Scaling => {
                    let words = self.scaling_words(preview);
                    let title = text("scaling", "缩放");
                    (format!("{}  {}", fit(title.get(language), name), words.get(language)), Style::new())
                }
                Row::Sideways => {
                    let words = match self.sideways {
                        Sideways::Auto => text("found out by name", "按名称判断"),
                        Sideways::Yes => {
                            text("yes: pictures lie on their side and are turned", "是：图片行列颠倒，转正")
                        }
                        Sideways::No => text("no: pictures stand upright", "否：图片是正的"),
                    };
                    let title = text("sideways", "行列颠倒");
                    (format!("{}  {}", fit(title.get(language), name), words.get(language)), Style::new())
                }
                Row::Class => {
                    let class = self.class.and_then(|at| preview.classes.get(at));
                    let words = match class {
                        Some(class) => say!("{class} against the rest", "{class} 与其余相对"),
                        None => text("choose one, told from the rest", "选一类，与其余区分"),
                    };
                    let title = text("class", "类别");
                    (format!("{}  {}", fit(title.get(language), name), words.get(language)), Style::new())
                }
            };
            let chosen = self.row == Some(at);
            let mark = if chosen { "▸ " } else { "  " };
            let style = if chosen { pen.theme.chosen() } else { style };
            lines.push(Line::from(vec![Span::styled(mark, style), Span::styled(words, style)]));
        }
        lines
    }

    /// Columns are shown where they cannot be chosen, too.
    fn rows_or_columns(&self, preview: &Preview) -> Vec<Row> {
        let rows = self.rows();
        if rows.is_empty() { (0..preview.columns.len()).map(Row::Column).collect() } else { rows }
    }

    fn scaling_words(&self, preview: &Preview) -> Text {
        let label = |wanted: Scaling| {
            Scaling::ALL.iter().find(|row| row.0 == wanted).map(|row| row.2.clone()).unwrap_or_default()
        };
        let own = label(self.scaling);
        if self.scaling != Scaling::Auto {
            return own;
        }
        let now = label(preview.scaling);
        own.then(&Text { en: format!(": {}", now.en).into(), zh: format!("：{}", now.zh).into() })
    }
}

fn role_words(role: Role) -> Text {
    match role {
        Role::Feature => text("learnt from", "用来学习"),
        Role::Answer => text("the answer", "答案"),
        Role::Unused => text("not used", "不使用"),
    }
}

/// Words in exactly so many columns.
fn fit(words: &str, width: usize) -> String {
    let words = cut(words, width);
    let room = width.saturating_sub(words.width());
    format!("{words}{}", " ".repeat(room))
}

/// Lines of words; names that a command line would need stand in backticks, which no screen shows.
fn wrapped(words: &str, style: Style, width: u16) -> Vec<Line<'static>> {
    if words.is_empty() {
        return Vec::new();
    }
    let (words, _) = without_backticks(words);
    wrap(&words, usize::from(width)).into_iter().map(|line| Line::styled(line.to_string(), style)).collect()
}
