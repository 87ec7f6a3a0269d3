//! What the lines of the script make.

use super::race::{Race, Track};
use crate::lab::Made;

/// Symbols of running powers, and the keys under which a script remembers them.
const POWERS: [&str; 2] = ["p1", "p2"];

/// The values of step t: the gradient that the last contender meets, what each remembers after the step, and where it
/// is then.
pub(super) fn made(track: &Track, race: &Race, t: u64) -> Vec<Made> {
    let mut made = Vec::new();
    for (k, contender) in track.contenders.iter().enumerate().filter(|(k, _)| race.out[*k].is_none()) {
        let (name, rule) = (contender.name(), contender.optimizer.rule());
        let gradient = track.gradient(race, k, t);
        let (mut place, mut memory) = (race.place(k).to_vec(), race.memories[k].clone());
        track.optimizer(k, t).update(&mut memory, &gradient, &mut place);
        let size = [place.len()];
        for slot in rule.slots {
            let values = memory.slot(rule, slot.symbol).iter().copied();
            made.push(Made::array(format!("memory[{name}][\"{}\"]", slot.symbol), &size, values));
        }
        for (key, (_, power)) in POWERS.iter().zip(memory.powers(rule)) {
            made.push(Made::number(format!("memory[{name}][\"{key}\"]"), power));
        }
        for call in [format!("{name}()"), format!("theta[{name}]")] {
            made.push(Made::array(call, &size, place.iter().copied()));
        }
        made.retain(|made| made.name != "g");
        made.push(Made::array("g", &size, gradient));
    }
    made
}
