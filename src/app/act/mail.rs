//! Reading what the desk answers, and going on with what waited for it.

use crate::app::order::{Answer, Note, Outcome};
use crate::app::overlay::{Ask, Metrics, Overlay, Purpose};
use crate::app::snapshot::Snapshot;
use crate::app::state::App;
use crate::data::tensor_file::Weights;
use crate::lab::Response;
use crate::lab::scene::Code;
use crate::words::text;
use std::time::Instant;

impl App {
    /// Takes the desk's mail, and then the events that waited for it.
    pub(in crate::app) fn read_mail(&mut self) {
        loop {
            if let Some(mail) = self.engine.mail() {
                self.dirty = true;
                self.loading = mail.loading;
                if let Some(snapshot) = mail.snapshot {
                    self.take_snapshot(snapshot);
                }
                for answer in mail.answers {
                    self.take_answer(answer);
                }
                if mail.note.is_some() {
                    self.note = mail.note;
                }
            }
            // What waited is carried out on the screen as it is now.
            self.arrange();
            if self.follow_code() {
                continue;
            }
            if self.pending.first().is_none_or(|event| self.must_wait(event)) {
                return;
            }
            if let Some(event) = self.pending.take() {
                self.carry_out(event);
            }
        }
    }

    /// Brings the panels up to date with what is chosen, and gives them their places.
    fn arrange(&mut self) {
        if let Some(snapshot) = &self.snapshot {
            self.panels.follow(snapshot, self.row, &self.focus, &self.keys);
        }
        let lead = self.lead().map(str::to_string);
        let together = self.zoom || self.pair().is_some();
        self.panels.arrange(self.stand().0, lead.as_deref(), together);
    }

    /// The lesson as it is now.
    pub(in crate::app) fn take_snapshot(&mut self, mut snapshot: Box<Snapshot>) {
        self.keys.name_in_scene(&mut snapshot.scene);
        let beside = snapshot.pair.as_mut().and_then(|pair| pair.beside.as_mut());
        beside.into_iter().for_each(|beside| self.keys.name_in_scene(&mut beside.scene));
        if !snapshot.preview && snapshot.at_end() {
            let sealed = self.sealed(&snapshot.recipe);
            let key = snapshot.coach.as_ref().map_or(snapshot.card.id, |said| &said.key);
            self.progress.visit(key, &sealed, true);
        }
        self.motion.follow(self.snapshot.as_deref(), &self.panels(), &snapshot, Instant::now());
        self.panels.renew(&snapshot, self.row, &self.focus, &self.keys);
        let moment = |snapshot: &Snapshot| (snapshot.now, snapshot.reveal);
        if self.snapshot.as_deref().map(moment) != Some(moment(&snapshot)) {
            // The script follows the phase again.
            self.scroll.remove(Code::PANEL);
        }
        self.snapshot = Some(snapshot);
        self.follow_coach();
    }

    /// The answer to an order: whoever waits for it learns what came of it.
    fn take_answer(&mut self, answer: Answer) {
        let Answer { ticket, outcome } = answer;
        self.pending.settle(ticket);
        let news = ticket > self.told;
        let asked = self.overlay.as_mut().is_some_and(|overlay| overlay.awaits(ticket));
        let opened = self.opening.take_if(|opening| opening.ticket == ticket);
        match outcome {
            Outcome::Accepted { said, asks } => {
                if asked {
                    self.overlay = None;
                }
                if let Some(said) = said.filter(|_| news) {
                    self.note = Some(Note::plain(said));
                }
                for request in asks {
                    self.ask(request);
                }
            }
            Outcome::Refused(problem) => match (&mut self.overlay, opened) {
                (Some(overlay), _) if asked => overlay.refuse(problem),
                (_, Some(opening)) => match opening.back {
                    Some(back) => {
                        (self.screen, self.chosen) = back;
                        self.note = Some(Note::bad(problem.text));
                    }
                    None => {
                        self.farewell = Some(problem);
                        self.exit = Some(1);
                    }
                },
                _ => self.note = Some(Note::bad(problem.text)),
            },
            Outcome::Dropped => {
                if asked && let Some(overlay) = &mut self.overlay {
                    overlay.wait_no_more();
                }
            }
        }
    }

    /// What a lesson asks the screen for.
    fn ask(&mut self, request: Response) {
        match request {
            Response::Ask { name, prefill, value, prompt } => {
                let hint = text(
                    "`key:confirm` sets it, `key:leave` leaves it as it is",
                    "`key:confirm` 确认，`key:leave` 放弃",
                );
                let ask = Ask::new(prompt, hint, prefill, Purpose::Set { name, value });
                self.overlay = Some(Overlay::ask(ask.over_number()));
            }
            Response::See(id) => self.bring_forward(&id),
            Response::Save { file, contents } => {
                let hint = text("name of the file to write", "要写入的文件名");
                let prompt = text("Save as", "另存为");
                self.overlay = Some(Overlay::ask(Ask::new(prompt, hint, file, Purpose::Write(contents))));
            }
            Response::Weights(tensors) => {
                let Some(snapshot) = &self.snapshot else { return };
                let (file, recipe) =
                    (format!("{}-{}.h5", snapshot.card.id, snapshot.now), snapshot.recipe.clone());
                let weights = Weights { tensors, line: self.sealed(&recipe).line() };
                let prompt = text("Save the weights as", "权重另存为");
                let hint = text(
                    "name of the file to write; it ends with .h5, .npz or .safetensors",
                    "要写入的文件名，以 .h5、.npz 或 .safetensors 结尾",
                );
                let purpose = Purpose::Weights(Box::new(weights));
                self.overlay = Some(Overlay::ask(Ask::new(prompt, hint, file, purpose)));
            }
            Response::Metrics(columns, rows) => {
                let Some(snapshot) = &self.snapshot else { return };
                let (file, recipe) =
                    (format!("{}-{}.csv", snapshot.card.id, snapshot.now), snapshot.recipe.clone());
                let metrics = Metrics { line: self.sealed(&recipe).line(), columns, rows };
                let prompt = text("Save the metrics as", "指标另存为");
                let hint = text(
                    "name of the file to write; it ends with .csv, .json or .jsonl",
                    "要写入的文件名，以 .csv、.json 或 .jsonl 结尾",
                );
                let purpose = Purpose::Metrics(Box::new(metrics));
                self.overlay = Some(Overlay::ask(Ask::new(prompt, hint, file, purpose)));
            }
            // The desk carries these out itself.
            Response::Set { .. } | Response::Advance(_) | Response::Work(_) | Response::Say(_) => {}
        }
    }

    /// Looks whether something takes so long that it has to be said.
    pub(in crate::app) fn look_at_clock(&mut self) {
        self.dirty |= self.pending.look(Instant::now());
    }
}
