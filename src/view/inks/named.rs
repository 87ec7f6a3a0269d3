//! What a colour is called.

use crate::view::colours::{BASIC, rgb_of};
use crate::words::{Text, text};
use ratatui::style::Color;

/// The eight names of the sixteen colours.
static NAMES: [Text; 8] = [
    text("black", "黑"),
    text("red", "红"),
    text("green", "绿"),
    text("yellow", "黄"),
    text("blue", "蓝"),
    text("magenta", "品红"),
    text("cyan", "青"),
    text("grey", "灰"),
];

/// What a colour is called: a named one by its name, any other by its hue.
pub(in crate::view) fn hue_of(colour: Color) -> Text {
    if let Some(at) = BASIC.iter().position(|(known, _)| *known == colour) {
        return match at {
            8 => NAMES[7].clone(),
            15 => text("white", "白"),
            at => NAMES[at % 8].clone(),
        };
    }
    let [r, g, b] = rgb_of(colour).unwrap_or([128; 3]).map(f32::from);
    let (most, least) = (r.max(g).max(b), r.min(g).min(b));
    let width = most - least;
    if width < 0.15 * most.max(1.0) || most < 30.0 {
        return match most {
            most if most < 60.0 => NAMES[0].clone(),
            most if most > 225.0 => text("white", "白"),
            _ => NAMES[7].clone(),
        };
    }
    let sixths = if most == r {
        ((g - b) / width).rem_euclid(6.0)
    } else if most == g {
        (b - r) / width + 2.0
    } else {
        (r - g) / width + 4.0
    };
    match sixths * 60.0 {
        hue if (15.0..50.0).contains(&hue) && most < 150.0 => text("brown", "棕"),
        hue if (15.0..50.0).contains(&hue) => text("orange", "橙"),
        hue if (50.0..70.0).contains(&hue) => NAMES[3].clone(),
        hue if (70.0..165.0).contains(&hue) => NAMES[2].clone(),
        hue if (165.0..192.0).contains(&hue) => NAMES[6].clone(),
        hue if (192.0..255.0).contains(&hue) => NAMES[4].clone(),
        hue if (255.0..292.0).contains(&hue) => text("purple", "紫"),
        hue if (292.0..345.0).contains(&hue) => text("pink", "粉"),
        _ => NAMES[1].clone(),
    }
}
