//! What a Chinese screen shows is Chinese: titles, captions, axes, legends, tables, lines of arithmetic, verdicts,
//! parameters and phases of every lesson hold no English word but those that both languages write alike.

mod at_once;
mod states;

use nnlab::app::Film;
use nnlab::app::keys::Keymap;
use nnlab::lab::scene::Panel;
use nnlab::lab::{Keep, Recipe, Reveal, Session};
use nnlab::lessons;
use nnlab::view::{PanelState, Pen, arithmetic, draw_panel, print};
use nnlab::words::Language;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use states::{Dice, clock};
use std::collections::BTreeSet;

/// Latin words that are written the same in both languages, by what they are. So are words of at most three capitals
/// (RGB, the letters of contenders, patterns) and names of keys between backquotes.
const ALIKE: [&str; 8] = [
    // Functions and operators of formulas.
    "sin cos exp ln log max min abs sqrt sign tanh sigmoid relu softmax",
    // Derivatives as the course writes them.
    "dJ du dv da db dc dp dq dr dw dx dz dL wx Mv",
    // Units.
    "ns ms GB MB kB Gflop",
    // Names of people, programs, sets of data.
    "He Xavier Glorot Adam Hebb Storkey Kingma Ba Cauchy Robbins Monro Python NumPy PyTorch Rust ndarray arXiv MNIST nnlab",
    // Names of rules and shapes that have none in Chinese.
    "ReLU ELU GELU Sigmoid Swish Leaky RMS sgd momentum nesterov adagrad adadelta rmsprop adam adamax nadam amsgrad adamw lion",
    // Keys.
    "Enter Esc Tab Space Home End Shift Ctrl Backspace",
    // Words of Python on a card.
    "for in",
    // Names of a parameter's examples, which are typed.
    "bowl parabola heart none cat",
];

/// What is typed or comes from a file, and is more than a word.
const TYPED: [&str; 4] =
    ["nnlab data", "--data", "non-cat", "A stochastic approximation method, Ann. Math. Stat."];

/// Words of Latin letters in a text, but for those that are [`ALIKE`].
fn english(text: &str) -> BTreeSet<String> {
    let text = TYPED.iter().fold(text.to_string(), |text, typed| text.replace(typed, ""));
    let alike: BTreeSet<&str> = ALIKE.iter().flat_map(|words| words.split(' ')).collect();
    let capitals = |word: &str| word.len() <= 3 && word.chars().all(|c| c.is_ascii_uppercase());
    // Racers that share a cell are named by their letters.
    let racers = |word: &str| {
        let letters: BTreeSet<char> = word.chars().filter(|c| "SMNGDRAX".contains(*c)).collect();
        letters.len() == word.len()
    };
    let spoken = text.split('`').step_by(2).collect::<Vec<_>>().join(" ");
    let words = spoken.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 1);
    words
        .filter(|word| !alike.contains(word) && !capitals(word) && !racers(word))
        .map(str::to_string)
        .collect()
}

fn pen() -> Pen {
    Pen { language: Language::Chinese, ..Pen::plain() }
}

/// Panels that show source code.
fn holds_code(panel: &Panel) -> bool {
    matches!(panel.id, "rewritten" | "code" | "functions")
}

/// Everything that a state shows in all its panels and lines, each with its place.
fn shown(session: &mut dyn Session, reveal: Reveal) -> Vec<(String, String)> {
    let scene = session.scene(reveal, &[], (120, 80));
    let draw = |area: Rect, draw: &dyn Fn(&mut Buffer)| {
        let mut buf = Buffer::empty(area);
        draw(&mut buf);
        print::text(&buf)
    };
    let mut all = Vec::new();
    for panel in scene.panels.iter().filter(|panel| !holds_code(panel)) {
        let area = Rect::new(0, 0, 200, 60);
        let text = draw(area, &|buf| draw_panel(panel, area, buf, &pen(), &PanelState::default()));
        all.push((panel.id.to_string(), text));
    }
    for line in &scene.arithmetic {
        let area = Rect::new(0, 0, 400, 2);
        let text = draw(area, &|buf| arithmetic(std::slice::from_ref(line), area, buf, &pen()));
        all.push((format!("line {}", line.name.en), text));
    }
    if let Some(verdict) = &scene.verdict {
        all.push(("verdict".to_string(), verdict.zh.to_string()));
    }
    all
}

#[test]
fn no_english_word_is_left_on_a_chinese_screen() {
    at_once::every_lesson(|card| {
        let mut found = Vec::new();
        let mut look_at = |place: &str, text: &str| {
            let words = english(text);
            if !words.is_empty() {
                found.push(format!("{place}: {words:?}"));
            }
        };
        let recipe = Recipe::of(card.id);
        let usual = lessons::open(&recipe, Keep::Bytes(1 << 20), clock).expect("it opens");
        let mut dice = Dice::of(card.id);
        let others = (0..states::count(3)).map(|_| states::random(card.id, &mut dice).1);
        let mut looked_at = 0;
        for mut session in std::iter::once(usual).chain(others) {
            for step in [session.now(), session.now() + 3] {
                session.seek(step, &mut || true);
                let phases = session.phases();
                for phase in &phases {
                    look_at("phase", &phase.zh);
                }
                for reveal in (0..phases.len()).map(Reveal::Upto).chain([Reveal::Whole]) {
                    for (place, text) in shown(&mut *session, reveal) {
                        looked_at += 1;
                        look_at(&place, &text);
                    }
                }
            }
        }
        let film = Film::open(Some(&recipe), (200, 60), pen(), &Keymap::default()).expect("it opens");
        look_at("screen", &print::text(&film.frame()));
        assert!(looked_at > 20, "{}: {looked_at} pieces", card.id);
        found.sort();
        found.dedup();
        assert!(found.is_empty(), "{}:\n{}", card.id, found.join("\n"));
    });
}

#[test]
fn english_words_are_found() {
    for wrong in
        ["error = y − o", "g = ⟨v·h⟩data − ⟨v·h⟩fantasy", "t_loop / t_array", "δ = Σ w·δ(next)", "F(flipped)"]
    {
        assert!(!english(wrong).is_empty(), "{wrong}");
    }
    for right in [
        "dJ/dw = ln(a)",
        "Adam 与 RGB",
        "按 `key:step`",
        "p₀ = e^z₀ / Σ e^z",
        "用 ReLU，再按 Enter",
        "1e−7",
        "47.8 µs",
    ] {
        assert!(english(right).is_empty(), "{right}");
    }
}
