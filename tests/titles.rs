//! What every panel of every lesson is called and says beneath, in both languages, whether it is in front or behind: none
//! has the words of another.

use insta::assert_snapshot;
use nnlab::lab::{Keep, Recipe, Reveal};
use nnlab::lessons::{self, ALL};
use std::fmt::Write as _;
use std::time::Duration;

#[test]
fn every_panel_has_its_own_words() {
    let mut said = String::new();
    for entry in ALL {
        let id = (entry.card)().id;
        let mut session =
            lessons::open(&Recipe::of(id), Keep::Bytes(1 << 20), || Duration::ZERO).expect("it opens");
        session.seek(3, &mut || true);
        for panel in session.scene(Reveal::Whole, &[], (60, 40)).panels {
            let _ = writeln!(said, "{id}/{}: {} | {}", panel.id, panel.title.en, panel.title.zh);
            if let Some(caption) = panel.caption {
                let _ = writeln!(said, "    {} | {}", caption.en, caption.zh);
            }
        }
    }
    assert_snapshot!(said);
}
