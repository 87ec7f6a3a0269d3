//! The program `nnlab`.

use nnlab::app::{self, Start, terminal::Options};
use nnlab::lab::Recipe;
use nnlab::view::Pen;

fn main() -> std::process::ExitCode {
    let recipe = std::env::args().nth(1).map(|line| Recipe::parse(&line).expect("line"));
    let options =
        Options { mouse: true, ask_background: false, depth: app::terminal::ColourDepth::TrueColour };
    let mut pen = Pen::default();
    if std::env::var("LANG").is_ok_and(|l| l.starts_with("zh")) {
        pen.language = nnlab::words::Language::Chinese;
    }
    let progress = app::progress::Progress::load(None).0;
    let code = app::run(Start { recipe, pen, options, keep: 64 << 20, progress });
    std::process::ExitCode::from(code.unwrap_or(2) as u8)
}
