//! Several frames one after the other: as an asciicast for terminals, as a page or a moving picture for browsers.

use super::svg::title;
use super::{ansi, escaped, svg};
use crate::view::theme::{Background, Theme};
use crate::words::{Language, text};
use ratatui::buffer::Buffer;
use std::fmt::Write as _;

/// A frame with the words for it.
pub struct Shot {
    /// Which step it shows.
    pub words: String,
    /// What is seen.
    pub frame: Buffer,
}

/// Frames as an asciicast (version 2), each for `pause` seconds. Of a frame only the rows are sent that differ from the
/// one before.
#[must_use]
pub fn cast(title: &str, shots: &[Shot], pause: f64) -> String {
    let size = shots.first().map_or((80, 24), |shot| (shot.frame.area.width, shot.frame.area.height));
    let head = serde_json::json!({
        "version": 2, "width": size.0, "height": size.1, "title": title, "env": {"TERM": "xterm-256color"},
    });
    let mut out = format!("{head}\n");
    let mut before: Vec<String> = Vec::new();
    for (at, shot) in shots.iter().enumerate() {
        let rows: Vec<String> = ansi(&shot.frame).lines().map(str::to_string).collect();
        let mut sent = String::from(if at == 0 { "\x1b[?25l\x1b[2J" } else { "" });
        for (y, row) in rows.iter().enumerate() {
            if before.get(y) != Some(row) {
                let _ = write!(sent, "\x1b[{};1H{row}", y + 1);
            }
        }
        let _ = writeln!(out, "{}", serde_json::json!([at as f64 * pause, "o", sent]));
        before = rows;
    }
    // The last frame stays as long as the others.
    let end = shots.len() as f64 * pause;
    let _ = writeln!(out, "{}", serde_json::json!([end, "o", "\x1b[?25h"]));
    out
}

/// Frames as one page that needs nothing else: buttons and arrow keys step through it; without scripts all frames stand
/// below each other.
#[must_use]
pub fn page(title: &str, shots: &[Shot], pause: f64, theme: Theme, language: Language) -> String {
    let (paper, ink) = match theme.background {
        Background::Dark => ("#0e1014", "#dcdcdc"),
        Background::Light => ("#f4f4f4", "#1e1e1e"),
    };
    let tag = if language == Language::Chinese { "zh-CN" } else { "en" };
    let title = escaped(title);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>{title}</title>\n\
         <style>body{{background:{paper};color:{ink};font:15px system-ui,sans-serif;margin:1rem}}\
         figure{{margin:0 0 1rem}}figure svg{{max-width:100%;height:auto}}nav{{margin:.5rem 0}}\
         button{{font:inherit;padding:.3rem .8rem}}.film figure{{display:none}}.film figure.on{{display:block}}</style>\n\
         </head>\n<body>\n<p><code>{title}</code></p>\n<nav hidden>"
    );
    let buttons = [
        ("first", "⏮", text("to the start", "回到起点")),
        ("back", "◀", text("one back", "退一步")),
        ("run", "▶▶", text("run, or pause", "运行或暂停")),
        ("step", "▶", text("one on", "进一步")),
        ("last", "⏭", text("to the end", "到终点")),
    ];
    for (id, glyph, words) in buttons {
        let words = words.get(language);
        let _ = write!(out, "<button id=\"{id}\" title=\"{words}\" aria-label=\"{words}\">{glyph}</button> ");
    }
    let last = shots.len().saturating_sub(1);
    let _ = writeln!(
        out,
        "<input id=\"at\" type=\"range\" min=\"0\" max=\"{last}\" value=\"0\"> <output id=\"words\"></output></nav>\n<main id=\"film\">"
    );
    for shot in shots {
        let words = escaped(&shot.words);
        let picture = svg(&shot.frame, theme);
        let _ = write!(
            out,
            "<figure role=\"img\" aria-label=\"{words}\">\n{picture}<figcaption>{words}</figcaption>\n</figure>\n"
        );
    }
    let _ = write!(
        out,
        "</main>\n<script>\nconst pause = {pause} * 1000;\n{SCRIPT}</script>\n</body>\n</html>\n"
    );
    out
}

/// Frames as one SVG that plays over and over by itself, each for `pause` seconds, wherever a picture can stand. Who
/// has asked for less motion sees the last one.
#[must_use]
pub fn moving(shots: &[Shot], pause: f64, theme: Theme) -> String {
    let frames: Vec<String> = shots.iter().map(|shot| svg(&shot.frame, theme)).collect();
    let size = frames
        .first()
        .and_then(|frame| frame.split_once('>'))
        .and_then(|(head, _)| Some(&head[head.find("viewBox")?..]))
        .unwrap_or_default();
    let (turn, share) = (shots.len() as f64 * pause, 100.0 / shots.len().max(1) as f64);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" {size}>\n<title>{}</title>\n\
         <style>.f{{visibility:hidden;animation:f {turn}s step-end infinite}}\
         @keyframes f{{0%{{visibility:visible}}{share:.4}%{{visibility:hidden}}}}\
         @media (prefers-reduced-motion:reduce){{.f{{animation:none}}.f:last-child{{visibility:visible}}}}</style>\n",
        shots.first().map(|shot| escaped(&title(&shot.frame))).unwrap_or_default()
    );
    for (at, frame) in frames.iter().enumerate() {
        let _ =
            write!(out, "<g class=\"f\" style=\"animation-delay:{}s\">\n{frame}</g>\n", at as f64 * pause);
    }
    out.push_str("</svg>\n");
    out
}

/// Steps through the frames of a page.
const SCRIPT: &str = "const film = document.getElementById('film'), frames = film.children, range = document.getElementById('at');
let at = 0, timer = null;
document.querySelector('nav').hidden = false;
film.className = 'film';
function show(t) {
  frames[at].classList.remove('on');
  at = Math.max(0, Math.min(frames.length - 1, t));
  frames[at].classList.add('on');
  range.value = at;
  document.getElementById('words').textContent = frames[at].getAttribute('aria-label');
}
function stop() { clearInterval(timer); timer = null; }
function run() {
  if (timer) return stop();
  if (at === frames.length - 1) show(0);
  timer = setInterval(() => at === frames.length - 1 ? stop() : show(at + 1), pause);
}
const deeds = { first: () => show(0), back: () => show(at - 1), step: () => show(at + 1), last: () => show(frames.length - 1) };
for (const id in deeds) document.getElementById(id).onclick = () => { stop(); deeds[id](); };
document.getElementById('run').onclick = run;
range.oninput = () => { stop(); show(+range.value); };
const keys = { ArrowRight: 'step', ArrowLeft: 'back', Home: 'first', End: 'last' };
document.onkeydown = (event) => {
  if (event.target === range) return;
  if (event.key === ' ' && event.target.tagName !== 'BUTTON') { run(); event.preventDefault(); }
  if (keys[event.key]) { stop(); deeds[keys[event.key]](); event.preventDefault(); }
};
show(0);
";

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    fn shot(words: &str) -> Shot {
        let mut frame = Buffer::empty(Rect::new(0, 0, 12, 2));
        frame.set_string(0, 0, "the same", Style::new());
        frame.set_string(0, 1, words, Style::new());
        Shot { words: words.into(), frame }
    }

    #[test]
    fn a_cast_replays_every_frame_and_sends_what_changed_alone() {
        let shots = ["one", "two <&>", "two <&>"].map(shot);
        let cast = cast("t", &shots, 0.5);
        let lines: Vec<serde_json::Value> =
            cast.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        assert_eq!(
            (lines[0]["version"].as_i64(), lines[0]["width"].as_i64(), lines.len()),
            (Some(2), Some(12), 5)
        );
        let mut screen = vt100::Parser::new(2.try_into().expect("not 0"), 12.try_into().expect("not 0"), 0);
        for (at, line) in lines[1..4].iter().enumerate() {
            assert_eq!(line[0].as_f64(), Some(0.5 * at as f64));
            screen.process(line[2].as_str().expect("what is sent").as_bytes());
            assert_eq!(
                screen.screen().contents().lines().nth(1).map(str::trim_end),
                Some(shots[at].words.as_str())
            );
        }
        assert!(!lines[2][2].as_str().is_some_and(|sent| sent.contains("the same")), "sent again");
        assert_eq!(lines[3][2], "");
    }

    #[test]
    fn a_moving_picture_shows_one_frame_after_the_other() {
        let shots = ["one", "two", "three"].map(shot);
        let moving = moving(&shots, 0.5, Theme::DARK);
        assert!(moving.starts_with(&svg(&shots[0].frame, Theme::DARK)[..60]), "as large as a frame");
        let at = |words: &str| moving.find(words).expect(words);
        assert!(
            at("delay:0s") < at(">one<") && at(">one<") < at("delay:0.5s") && at("delay:1s") < at(">three<")
        );
        assert!(moving.contains("animation:f 1.5s") && moving.contains("33.3333%{visibility:hidden}"));
        assert_eq!(moving.matches("<g class=\"f\"").count(), 3);
    }

    #[test]
    fn a_page_needs_nothing_else_and_holds_every_frame() {
        let page = page("a <b>", &["one", "two"].map(shot), 1.0, Theme::DARK, Language::Chinese);
        assert_eq!(page.matches("<figure ").count(), 2);
        assert!(page.contains("a &lt;b&gt;") && !page.contains("a <b>") && page.contains("lang=\"zh-CN\""));
        let elsewhere = page.replace("http://www.w3.org/2000/svg", "");
        assert!(!elsewhere.contains("http") && !elsewhere.contains("src="), "it asks for something");
    }
}
