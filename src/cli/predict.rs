//! `nnlab predict`: ask the trained neuron of lesson `cats` about a picture.

use super::output::{Output, Stop};
use super::run::{Headless, travel};
use super::watch::Watch;
use crate::lab::Reveal;
use crate::words::Language;
use std::io::Write as _;

/// Trains the neuron and prints what it says, for one picture after the other.
pub(super) fn predict(
    headless: &Headless,
    pictures: &[String],
    language: Language,
    out: &mut Output,
) -> Result<(), Stop> {
    let mut watch = Watch::begin()?;
    let mut session = headless.open()?;
    let session = session.as_mut();
    // A picture that cannot be read is said before the training, not after it.
    for picture in pictures {
        session.set("predict", picture)?;
    }
    let last = headless.last(session);
    travel(session, last, &mut watch, out)?;
    for picture in pictures {
        session.set("predict", picture)?;
        let scene = session.scene(Reveal::Whole, &[], (1, 1));
        if let Some(panel) = scene.panels.iter().find(|panel| panel.id == "picture") {
            let says = panel.caption.as_ref().map_or("", |caption| caption.get(language));
            writeln!(out, "{}\n  {says}", panel.title.get(language))?;
        }
    }
    Ok(())
}
