//! The book in `docs/`, made of what the program itself knows: guides, cards with their questions and answers,
//! parameters, metrics, keys, terms, and views as the program draws them.

use nnlab::app::Film;
use nnlab::app::keys::{BINDINGS, Keymap, Topic, written_all};
use nnlab::lab::scene::Place;
use nnlab::lab::{Card, Effect, Keep, Recipe, Session};
use nnlab::lessons::{self, ALL};
use nnlab::story::{Chapter, Lookahead, chapter, glossary, handout};
use nnlab::view::{Pen, print};
use nnlab::words::{Language, Text, text};
use std::fmt::Write as _;
use std::time::Duration;

/// Columns and rows of a picture.
const PICTURE: (u16, u16) = (76, 22);

const LANGUAGES: [Language; 2] = [Language::English, Language::Chinese];

/// Lessons whose picture in the book is not their main view: it says more, and of `vectorize` it holds no measured
/// times, which are never the same.
const VIEWS: [(&str, &str); 3] = [("cats", "weights"), ("rbm", "features"), ("vectorize", "shapes")];

/// Times are not measured for a book.
fn no_clock() -> Duration {
    Duration::ZERO
}

/// Every file of the book: its path below `docs`, and what it holds.
pub(crate) fn files() -> Vec<(String, String)> {
    let mut files = vec![
        ("book.toml".to_string(), BOOK.to_string()),
        ("src/README.md".to_string(), front()),
        ("src/SUMMARY.md".to_string(), summary()),
    ];
    for language in LANGUAGES {
        files.push((format!("src/{}/keys.md", language.code()), keys(language)));
        files.push((format!("src/{}/glossary.md", language.code()), terms(language)));
    }
    let lessons: Vec<Vec<(String, String)>> = std::thread::scope(|scope| {
        let each: Vec<_> = ALL.iter().map(|entry| scope.spawn(|| lesson((entry.card)()))).collect();
        each.into_iter().map(|one| one.join().expect("a lesson's pages")).collect()
    });
    files.extend(lessons.into_iter().flatten());
    files
}

const BOOK: &str = "[book]\ntitle = \"nnlab\"\ndescription = \"See how neural networks learn\"\nlanguage = \"en\"\n\n[output.html]\nno-section-label = true\n";

fn front() -> String {
    let mut page = String::from(
        "# nnlab\n\nSee how neural networks learn: a full-screen lab in the terminal, stepped forwards and backwards.\n\n在终端里看神经网络如何学习：逐步前进，也能逐步后退。\n\n",
    );
    let _ = writeln!(page, "![A network looks at four rows](pictures/network.svg)\n");
    page += "This book is written by the program: `cargo run --example book`. 本书由程序生成。\n";
    page
}

fn summary() -> String {
    let mut page = String::from("# Summary\n\n[nnlab](README.md)\n");
    for language in LANGUAGES {
        let code = language.code();
        let heading = text("Lessons", "课程");
        let _ = write!(page, "\n# {}\n\n", heading.get(language));
        for card in ALL.iter().map(|entry| (entry.card)()) {
            let _ =
                writeln!(page, "- [{} · {}]({code}/{}.md)", card.number, card.title.get(language), card.id);
        }
        let _ = writeln!(page, "- [{}]({code}/keys.md)", KEYS.get(language));
        let _ = writeln!(page, "- [{}]({code}/glossary.md)", GLOSSARY.get(language));
    }
    page
}

static KEYS: Text = text("Keys", "按键");
static GLOSSARY: Text = text("Symbols and terms", "符号与术语");

/// What stands in a cell of a table.
fn cell(words: &str) -> String {
    words.replace('|', "\\|").replace('\n', " ")
}

fn keys(language: Language) -> String {
    let mut page = format!("# {}\n", KEYS.get(language));
    let keymap = Keymap::default();
    for topic in Topic::ALL {
        let _ = write!(page, "\n## {}\n\n| | |\n|---|---|\n", topic.title().get(language));
        for binding in BINDINGS.iter().filter(|binding| binding.topic == topic) {
            let help = keymap.named(&binding.help);
            let written = written_all(binding.keys);
            let _ = writeln!(page, "| {} | {} |", cell(&written), cell(help.get(language)));
        }
    }
    page
}

fn terms(language: Language) -> String {
    let mut page = format!("# {}\n", GLOSSARY.get(language));
    for entry in glossary::ALL.iter().copied().flatten() {
        let (term, other) = (entry.term.get(language), entry.term.get(language.other()));
        let stop = if language == Language::Chinese { "。" } else { ". " };
        let formula = entry.formula.get(language);
        let formula = if formula.is_empty() { String::new() } else { format!("`{formula}`{stop}") };
        let (says, id) = (entry.says.get(language), entry.lesson);
        let _ = write!(page, "\n**{term}** ({other}){stop}{formula}{says} → [{id}]({id}.md)\n");
    }
    page
}

/// The pages of a lesson in both languages, and its picture.
fn lesson(card: &'static Card) -> Vec<(String, String)> {
    let line =
        if card.preview.is_empty() { card.id.to_string() } else { format!("{}?{}", card.id, card.preview) };
    let recipe = Recipe::parse(&line).expect("a share line");
    let session = lessons::open(&Recipe::of(card.id), Keep::Bytes(1 << 20), no_clock).expect("it opens");
    let mut files = vec![(format!("src/pictures/{}.svg", card.id), picture(&recipe))];
    for language in LANGUAGES {
        let page = page(card, &recipe, session.as_ref(), language);
        files.push((format!("src/{}/{}.md", language.code(), card.id), page));
    }
    files
}

/// A view of a lesson, at the state that the list of lessons shows.
fn picture(recipe: &Recipe) -> String {
    let film = Film::open(Some(recipe), PICTURE, Pen::plain(), &Keymap::default()).expect("it opens");
    let panels = &film.now().expect("a lesson").scene.panels;
    let main = || panels.iter().find(|panel| panel.place == Place::Main).expect("a main view").id;
    let own = VIEWS.iter().find(|(lesson, _)| *lesson == recipe.lesson).map(|(_, view)| *view);
    print::svg(&film.view(own.unwrap_or_else(main)).expect("the view is there"), Pen::plain().theme)
}

/// The story of a lesson card by card, with its questions, and the answers behind them.
fn cards(chapter: &Chapter, language: Language) -> String {
    let heading = text("The story, card by card", "故事的卡片");
    let mut part = format!("\n## {}\n", heading.get(language));
    let keys = Keymap::default().told();
    let told = handout(chapter, language, true, &keys, Lookahead::new(no_clock)).expect("it can be told");
    // Its own title is the lesson's; what stands below it moves down.
    for line in told.lines().skip(1) {
        let below = if line.starts_with("## ") { "#" } else { "" };
        let _ = writeln!(part, "{below}{line}");
    }
    part
}

fn page(card: &Card, recipe: &Recipe, session: &dyn Session, language: Language) -> String {
    let say = |words: Text| words.get(language).to_string();
    let (colon, stop) = if language == Language::Chinese { ("：", "。") } else { (": ", ". ") };
    let mut page = format!("# {} · {}\n\n", card.number, card.title.get(language));
    let _ = write!(page, "{}\n\n", card.line.get(language));
    let _ = write!(page, "![{}](../pictures/{}.svg)\n\n", card.title.get(language), card.id);
    let _ = write!(page, "    nnlab '{}'\n\n", recipe.line());
    // Headings of the guide stand below the lesson's.
    for line in card.guide.get(language).lines() {
        let below = if line.starts_with('#') { "#" } else { "" };
        let _ = writeln!(page, "{below}{line}");
    }
    if let Some(chapter) = chapter(card.id, language) {
        page += &cards(chapter, language);
        let print = text("The same on paper", "可供打印");
        let _ = write!(page, "\n{}{colon}`nnlab story print {} --answers`\n", print.get(language), card.id);
    }
    let columns = say(text("| name | what it is | takes | usual |", "| 名称 | 含义 | 取值 | 默认 |"));
    let _ = write!(page, "\n## {}\n\n{columns}\n|---|---|---|---|\n", say(text("Parameters", "参数")));
    for (parameter, _) in session.parameters().iter() {
        let effect = match parameter.effect {
            Effect::Restart => say(text(" The run begins again.", "重新开始运行。")),
            Effect::View => say(text(" Changes no number.", "不改变任何数值。")),
            Effect::Live | Effect::State => String::new(),
        };
        let what = format!("{}{stop}{}{effect}", parameter.label.get(language), parameter.help.get(language));
        let (takes, usual) = (parameter.expected(), parameter.default.to_string());
        let usual = if usual.is_empty() { String::new() } else { format!("`{usual}`") };
        let takes = cell(takes.get(language).trim());
        let _ = writeln!(page, "| `{}` | {} | {takes} | {} |", parameter.name, cell(&what), cell(&usual));
    }
    let _ = write!(page, "\n## {}\n\n", say(text("Columns of `nnlab run`", "`nnlab run` 的列")));
    for metric in session.metrics() {
        let _ = writeln!(page, "- `{}`{colon}{}", metric.name, metric.label.get(language));
    }
    if !card.verbs.is_empty() {
        let _ = write!(page, "\n## {}\n\n| | |\n|---|---|\n", say(text("Keys of this lesson", "本课的按键")));
        for offer in card.verbs {
            let help = Keymap::default().named(&offer.help);
            let _ = writeln!(page, "| {} | {} |", offer.verb.key(), cell(help.get(language)));
        }
    }
    page
}
