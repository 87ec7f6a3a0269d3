//! A lesson without a story of its own: its guide, told in cards.

use super::{Card, Chapter, Sentence};
use crate::lab;
use crate::words::{Language, wrap_whole};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// The lines that a coach has on a small screen, and their columns.
const LINES: usize = 3;
const COLUMNS: usize = 76;

impl Chapter {
    /// The guide of a lesson as a chapter: a heading's paragraphs and list items, as many a card as a small screen
    /// shows. The whole guide is the long text of each.
    #[must_use]
    pub fn of_guide(lesson: &lab::Card, language: Language) -> Chapter {
        let guide = lesson.guide.get(language);
        let mut cards: Vec<Card> = Vec::new();
        for (title, words) in portions(guide) {
            let id = format!("guide-{}", cards.len() + 1);
            let (coach, more) = (Sentence::plain(&words), Sentence::plain(guide));
            let (views, deeds, given) = (Vec::new(), Vec::new(), Vec::new());
            cards.push(Card {
                id,
                title,
                coach,
                scene: None,
                views,
                deeds,
                task: None,
                more,
                given,
                line: 0,
            });
        }
        Chapter {
            lesson: lesson.id.to_string(),
            title: lesson.title.get(language).to_string(),
            foreword: lesson.line.get(language).to_string(),
            hidden: Vec::new(),
            locked: Vec::new(),
            cards,
            drills: Vec::new(),
            named: Vec::new(),
            line: 0,
        }
    }
}

/// Headings with as many words below them as fit on a card.
fn portions(guide: &str) -> Vec<(String, String)> {
    let mut portions: Vec<(String, String)> = Vec::new();
    for (title, block) in blocks(guide) {
        for sentence in sentences(&block) {
            let last = portions.last().filter(|(known, _)| *known == title);
            let joined = last.map(|(_, words)| {
                let glued = words.ends_with(|c: char| !c.is_ascii());
                format!("{words}{}{sentence}", if glued { "" } else { " " })
            });
            match joined.filter(|words| wrap_whole(words, COLUMNS).len() <= LINES) {
                Some(words) => {
                    portions.pop();
                    portions.push((title.clone(), words));
                }
                None => portions.push((title.clone(), sentence)),
            }
        }
    }
    portions
}

/// Paragraphs and list items, each with the heading above it.
fn blocks(guide: &str) -> Vec<(String, String)> {
    let (mut blocks, mut title, mut words, mut heading) = (Vec::new(), String::new(), String::new(), false);
    for event in Parser::new(guide) {
        match event {
            Event::Start(Tag::Heading { .. }) => {
                (heading, title) = (true, String::new());
            }
            Event::Start(Tag::Item) => words.push_str("· "),
            Event::Text(text) | Event::Code(text) if heading => title.push_str(&text),
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            Event::SoftBreak | Event::HardBreak if !words.ends_with(|c: char| !c.is_ascii()) => {
                words.push(' ');
            }
            Event::End(TagEnd::Heading(_)) => heading = false,
            // A listing is read in the long text.
            Event::End(TagEnd::CodeBlock) if words.trim_end().contains('\n') => words.clear(),
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock) if !words.trim().is_empty() => {
                blocks
                    .push((title.clone(), std::mem::take(&mut words).replace('\n', " ").trim().to_string()));
            }
            _ => {}
        }
    }
    blocks
}

/// A block at its full stops; what has none is one sentence.
fn sentences(block: &str) -> Vec<String> {
    let (mut sentences, mut rest) = (Vec::new(), block);
    while let Some(at) = [". ", "? ", "! ", "。", "？"]
        .iter()
        .filter_map(|end| Some(rest.find(end)? + end.trim_end().len()))
        .min()
    {
        // A list item, and what is longer than a card, stays as it is.
        if wrap_whole(block, COLUMNS).len() <= LINES {
            break;
        }
        sentences.push(rest[..at].to_string());
        rest = rest[at..].trim_start();
    }
    if !rest.is_empty() {
        sentences.push(rest.to_string());
    }
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons;

    /// Every guide is told whole, on cards that a small screen shows.
    #[test]
    fn every_guide_is_told_in_cards_that_fit() {
        for entry in lessons::ALL {
            let card = (entry.card)();
            for language in [Language::English, Language::Chinese] {
                let chapter = Chapter::of_guide(card, language);
                assert!((4..=24).contains(&chapter.cards.len()), "{} {}", card.id, chapter.cards.len());
                let words = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
                let told: String = chapter.cards.iter().map(|card| words(card.coach.source())).collect();
                for block in blocks(card.guide.get(language)) {
                    assert!(told.contains(&words(&block.1)), "{}: {}", card.id, block.1);
                }
                for card in &chapter.cards {
                    assert!(!card.title.is_empty());
                    let lines = wrap_whole(card.coach.source(), COLUMNS).len();
                    assert!(lines <= LINES, "{} lines: {}", lines, card.coach.source());
                }
            }
        }
    }
}
