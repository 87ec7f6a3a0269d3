//! The desk: an open lesson and everything that moves it. Knows no screen and no thread; the
//! [`worker`](super::worker) puts it into one.

use super::coach::{Coach, Cue, Showing, Wish, veil};
use super::order::{Mail, Note, Order, Snapshot};
use super::pace::Pace;
use crate::lab::{Change, Findings, Job, Keep, Recipe, Response, Reveal, Session};
use crate::lessons;
use crate::say;
use crate::story::Deed;
use crate::words::{Problem, Text, text, whole};
use std::time::{Duration, Instant};

/// An open lesson and what is going on with it.
pub struct Desk {
    session: Option<Box<dyn Session>>,
    reveal: Reveal,
    pace: Pace,
    running: bool,
    goal: Option<u64>,
    findings: Vec<Findings>,
    detail: (u16, u16),
    keep: usize,
    preview: bool,
    log_axis: bool,
    coach: Coach,
    showing: Option<Showing>,
    mail: Mail,
    jobs: Vec<Job>,
    stopped: Vec<String>,
}

impl Desk {
    /// An empty desk that keeps about `keep` bytes of past states.
    #[must_use]
    pub fn new(keep: usize) -> Desk {
        Desk {
            session: None,
            reveal: Reveal::Whole,
            pace: Pace::default(),
            running: false,
            goal: None,
            findings: Vec::new(),
            detail: (80, 48),
            keep,
            preview: false,
            log_axis: false,
            coach: Coach::new(clock),
            showing: None,
            mail: Mail::default(),
            jobs: Vec::new(),
            stopped: Vec::new(),
        }
    }

    /// Carries out an order, or begins to.
    pub fn obey(&mut self, order: Order) {
        self.coach.stir();
        if !matches!(order, Order::Detail(..) | Order::Axis | Order::Found { .. } | Order::Coach(_)) {
            self.showing = None;
        }
        match order {
            Order::Open { recipe, preview } => {
                self.coach.dismiss();
                self.open(&recipe, preview);
            }
            Order::Coach(cue) => self.follow(cue),
            Order::Detail(columns, rows) => self.detail = (columns, rows),
            Order::Axis => self.log_axis = !self.log_axis,
            Order::Stop => self.stop(),
            Order::Found { job, row } => self.found(&job, row),
            Order::Faster => self.pace.faster(),
            Order::Slower => self.pace.slower(),
            order => self.obey_session(order),
        }
    }

    fn obey_session(&mut self, order: Order) {
        let Some(session) = self.session.as_mut() else { return };
        match order {
            Order::Step(by) => {
                let from = self.goal.unwrap_or_else(|| session.now());
                self.head_for(from.saturating_add_signed(by));
            }
            Order::Seek(t) => self.head_for(t),
            Order::Last => self.go_to_end(),
            Order::Phase(forwards) => self.phase(forwards),
            Order::Run => self.toggle_run(),
            Order::Reset => {
                let outcome = session.reset();
                self.begun_again(outcome, text("Back at the start.", "已回到起点。"));
            }
            Order::Reseed => {
                let seed = session.seed().wrapping_add(1);
                let outcome = session.reseed(seed);
                self.begun_again(outcome, say!("Seed {seed}.", "随机种子 {seed}。"));
            }
            Order::Bring(files) => {
                let outcome = session.bring(files);
                self.begun_again(outcome, text("The data is open.", "数据已打开。"));
            }
            Order::Set { name, value } => self.change(&name, |session| session.set(&name, &value)),
            Order::Nudge { name, up } => self.change(&name, |session| session.nudge(&name, up)),
            Order::Gesture(gesture) => {
                let responses = session.respond(&gesture);
                self.respond(responses);
            }
            Order::Verb(verb) => {
                let responses = session.act(verb);
                self.respond(responses);
            }
            _ => {}
        }
    }

    /// Opens a lesson and heads for the recipe's step. What is open stays open on an error.
    fn open(&mut self, recipe: &Recipe, preview: bool) {
        let keep = if preview { self.keep / 8 } else { self.keep };
        match lessons::open(recipe, Keep::Bytes(keep), clock) {
            Ok(session) => self.place(session, recipe.step, preview),
            Err(problem) => self.mail.note = Some(Note::bad(problem.text)),
        }
    }

    /// Puts an open lesson on the desk and heads for a step.
    pub fn place(&mut self, session: Box<dyn Session>, step: u64, preview: bool) {
        self.stop();
        self.pace = Pace::fitting(session.length(), session.card().steps);
        self.findings.clear();
        self.reveal = Reveal::Whole;
        self.preview = preview;
        self.log_axis = false;
        self.session = Some(session);
        self.mail.note = None;
        if step > 0 {
            self.head_for(step);
        }
    }

    fn head_for(&mut self, t: u64) {
        self.reveal = Reveal::Whole;
        self.goal = Some(t);
    }

    fn go_to_end(&mut self) {
        let Some(session) = &self.session else { return };
        let end = match session.length() {
            Some(length) if session.now() < length => length,
            Some(_) => session.head(),
            None if session.now() < session.head() => session.head(),
            None => session.now().saturating_add(session.card().steps.max(1)),
        };
        self.head_for(end);
    }

    /// Moves the cursor over the phases of a step; over its end into the step that follows.
    fn phase(&mut self, forwards: bool) {
        self.running = false;
        let Some(session) = self.session.as_mut() else { return };
        let count = session.phases().len();
        self.reveal = match (self.reveal, forwards) {
            (Reveal::Whole, true) => Reveal::Upto(0),
            (Reveal::Upto(at), true) if at + 1 < count => Reveal::Upto(at + 1),
            (Reveal::Upto(_), true) => {
                if session.forward() {
                    Reveal::Upto(0)
                } else {
                    Reveal::Whole
                }
            }
            (Reveal::Upto(at), false) if at > 0 => Reveal::Upto(at - 1),
            (_, false) => {
                let now = session.now();
                if now == 0 {
                    Reveal::Whole
                } else {
                    session.seek(now - 1, &mut || true);
                    Reveal::Upto(session.phases().len().saturating_sub(1))
                }
            }
        };
    }

    fn toggle_run(&mut self) {
        self.goal = None;
        self.reveal = Reveal::Whole;
        self.running = !self.running;
        self.pace.begin(Instant::now());
        let Some(session) = self.session.as_mut() else { return };
        // A finished run begins again: Space is never without effect.
        if self.running && session.at_end() && !session.broken() {
            session.seek(0, &mut || true);
        }
    }

    fn begun_again(&mut self, outcome: Result<(), Problem>, done: Text) {
        match outcome {
            Ok(()) => {
                self.stop();
                self.reveal = Reveal::Whole;
                self.findings.clear();
                self.mail.note = Some(Note::plain(done));
            }
            Err(problem) => self.mail.note = Some(Note::bad(problem.text)),
        }
    }

    /// Changes a parameter, and says what that did.
    fn change(&mut self, name: &str, change: impl FnOnce(&mut dyn Session) -> Result<Change, Problem>) {
        if self.coach.forbids(name) {
            let note = text("The story has locked this parameter.", "本故事锁定了这个参数。");
            self.mail.note = Some(Note::plain(note));
            return;
        }
        let Some(session) = self.session.as_mut() else { return };
        match change(session.as_mut()) {
            Ok(Change::Restarted) => {
                self.goal = None;
                self.findings.clear();
                self.reveal = Reveal::Whole;
                let note = text("The run begins again with this value.", "以新的值重新开始。");
                self.mail.note = Some(Note::plain(note));
            }
            Ok(Change::Live) => {
                let t = whole(session.now());
                let note = say!("Counts from step {t} on.", "从第 {t} 步起生效。");
                self.mail.note = Some(Note::plain(note));
            }
            Ok(Change::View | Change::None) => self.mail.note = None,
            Err(problem) => self.mail.note = Some(Note::bad(problem.text)),
        }
    }

    fn respond(&mut self, responses: Vec<Response>) {
        for response in responses {
            match response {
                Response::Set { name, value } => self.change(&name, |session| session.put(&name, value)),
                Response::Advance(steps) => {
                    let now = self.session.as_ref().map_or(0, |session| session.now());
                    self.head_for(now.saturating_add(steps));
                }
                Response::Work(job) => self.start(&job),
                Response::Say(words) => self.mail.note = Some(Note::plain(words)),
                ask @ (Response::Ask { .. } | Response::Save { .. }) => self.mail.requests.push(ask),
            }
        }
    }

    /// Puts a background job up for whoever runs jobs.
    fn start(&mut self, name: &str) {
        let Some(job) = self.session.as_ref().and_then(|session| session.job(name)) else { return };
        self.findings.retain(|found| found.name != job.name);
        self.findings.push(Findings {
            name: job.name.clone(),
            columns: job.columns.clone(),
            total: job.total,
            ..Findings::default()
        });
        self.stopped.push(job.name.clone());
        self.jobs.push(job);
    }

    fn found(&mut self, job: &str, row: Vec<f64>) {
        if let Some(findings) = self.findings.iter_mut().find(|found| found.name == job && !found.stopped) {
            findings.rows.push(row);
        }
    }

    /// Stops whatever is going on.
    fn stop(&mut self) {
        self.running = false;
        self.goal = None;
        for findings in self.findings.iter_mut().filter(|found| !found.done()) {
            findings.stopped = true;
            self.stopped.push(findings.name.clone());
        }
    }

    /// Whether there is anything to do without an order.
    #[must_use]
    pub fn busy(&self) -> bool {
        self.running || self.goal.is_some() || self.showing.is_some()
    }

    /// How long until there is something to do, when busy.
    #[must_use]
    pub fn wait(&self, now: Instant) -> Duration {
        match &self.showing {
            _ if self.goal.is_some() => Duration::ZERO,
            Some(showing) => showing.wait(now),
            None => self.pace.wait(now),
        }
    }

    /// Works on what was ordered, at most until `deadline`. Returns whether anything changed.
    pub fn work(&mut self, deadline: Instant) -> bool {
        let Some(session) = self.session.as_mut() else { return false };
        let mut in_time = || Instant::now() < deadline;
        if let Some(goal) = self.goal {
            if session.seek(goal, &mut in_time) || session.at_end() {
                self.goal = None;
                self.coach.stir();
            }
            return true;
        }
        if self.showing.is_some() {
            return self.show();
        }
        if !self.running {
            return false;
        }
        let mut moved = false;
        for _ in 0..self.pace.due(Instant::now()) {
            if !session.forward() {
                break;
            }
            moved = true;
            if session.at_end() || !in_time() {
                break;
            }
        }
        // A goal that is reached on the way is one that was seen.
        if session.at_end() || self.coach.is_reached(session.as_ref(), Instant::now()) {
            self.running = false;
            self.coach.stir();
            return true;
        }
        moved
    }

    /// What the learner wants from the coach, and what the coach wants done for it.
    fn follow(&mut self, cue: Cue) {
        let Some(session) = self.session.as_mut() else { return };
        match self.coach.follow(cue, session.as_mut()) {
            Ok(Some(Wish::Open(recipe))) => {
                // The same run is gone back to, not opened anew.
                let begun = |recipe: &Recipe| Recipe { step: 0, ..recipe.clone() };
                if begun(&session.recipe()) == begun(&recipe) {
                    self.running = false;
                    self.head_for(recipe.step);
                } else {
                    self.open(&recipe, false);
                }
            }
            Ok(Some(Wish::Perform(deeds, pause))) => self.showing = Some(Showing::of(deeds, pause)),
            Ok(None) => {}
            Err(problem) => self.mail.note = Some(Note::bad(problem.text)),
        }
    }

    /// Does the next thing of what is being shown, when it is due.
    fn show(&mut self) -> bool {
        let Some((session, showing)) = self.session.as_mut().zip(self.showing.as_mut()) else { return false };
        let Some(deed) = showing.next(Instant::now()) else { return false };
        if showing.is_over() {
            self.showing = None;
        }
        self.reveal = Reveal::Whole;
        match deed {
            Deed::Phase(_) => self.phase(true),
            deed => {
                if let Err(problem) = deed.perform(session.as_mut()) {
                    self.mail.note = Some(Note::bad(problem.text));
                }
            }
        }
        self.coach.stir();
        true
    }

    /// How long the desk stays at rest before the coach looks up; `None` when it has nothing to look at.
    #[must_use]
    pub fn patience(&self) -> Option<Duration> {
        self.coach.patience().filter(|_| !self.busy())
    }

    /// The coach looks at the lesson, which is at rest.
    pub fn settle(&mut self) {
        if let Some(session) = &self.session {
            self.coach.look(session.as_ref(), self.reveal);
        }
    }

    /// Jobs to be run, and the names of those to be stopped first.
    pub fn jobs(&mut self) -> (Vec<String>, Vec<Job>) {
        (std::mem::take(&mut self.stopped), std::mem::take(&mut self.jobs))
    }

    /// What is to be told to the screen since the last time, with a picture of now.
    pub fn report(&mut self) -> Mail {
        let snapshot = self.session.as_ref().map(|session| Box::new(self.snapshot(session.as_ref())));
        Mail { snapshot, ..std::mem::take(&mut self.mail) }
    }

    fn snapshot(&self, session: &dyn Session) -> Snapshot {
        let mut scene = session.scene(self.reveal, &self.findings, self.detail);
        if self.log_axis {
            super::order::make_logarithmic(&mut scene);
        }
        if self.coach.asks() {
            veil(&mut scene, session.now(), self.coach.answer());
        }
        Snapshot {
            coach: self.coach.said(),
            card: session.card(),
            now: session.now(),
            head: session.head(),
            length: session.length(),
            phases: session.phases(),
            reveal: self.reveal,
            seed: session.seed(),
            running: self.running,
            speed: self.pace.speed(),
            goal: self.goal,
            working: self.findings.iter().find(|f| !f.done() && !f.stopped).map(|f| (f.rows.len(), f.total)),
            ending: session.ending().cloned(),
            broken: session.broken(),
            parameters: session.parameters().clone(),
            recipe: session.recipe(),
            preview: self.preview,
            scene,
        }
    }
}

/// The time since the program first asked.
pub fn clock() -> Duration {
    use std::sync::OnceLock;
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}
