//! Colours of one's own in the configuration file: how they stand there, and how they are read.

use crate::say;
use crate::view::{Base, InkSlot, Own};
use crate::words::{Language, Problem, Text, did_you_mean, printable, text};
use ratatui::style::Color;
use toml::de::{DeTable, DeValue};

/// So many lines the template has for them.
#[cfg(test)]
pub(super) const NAMES: usize = 21;

/// The colours as they stand in the file, in a table of their own.
pub(super) fn template(language: Language) -> String {
    let head = say!(
        "\n# Colours of your own (the theme own; in force as soon as there are any). To use them, remove the # before [colors]\n# and before the line. A colour is #rrggbb, a number of the palette of 256, or one of the terminal's: red, lightred,\n# green, yellow, blue, magenta, cyan, gray, darkgray, black, white. base is the theme of what is not named: auto,\n# dark, light or high-contrast. What could not be read on the background is said and left out.\n\n# [colors]\n",
        "\n# 自定义颜色（主题 own；只要写了颜色就生效）。要使用，请去掉 [colors] 和该行前的 #。\n# 颜色可写成 #rrggbb、256 色调色板中的编号，或终端颜色名：red、lightred、green、yellow、blue、magenta、cyan、\n# gray、darkgray、black、white。base 是未写明者所用的主题：auto、dark、light 或 high-contrast。\n# 在背景上看不清的颜色会被指出并略过。\n\n# [colors]\n"
    );
    let what = text("the theme of what is not named", "未写明者所用的主题");
    let mut lines = format!("{}# base = \"auto\"  # {}\n", head.get(language), what.get(language));
    for (name, what, usual) in InkSlot::all() {
        lines += &format!("# {name} = \"{usual}\"  # {}\n", what.get(language));
    }
    lines
}

/// Reads the table of colours; what cannot be is said with its line, and left out. Without any there are none.
pub(super) fn read(rows: &DeTable<'_>, place: &dyn Fn(usize) -> Text) -> (Option<Own>, Vec<Problem>) {
    let (mut base, mut colours, mut problems) = (Base::Auto, Vec::new(), Vec::new());
    for (name, value) in rows {
        let at = place(name.span().start).then(&say!(", colors: ", "，颜色："));
        let name = name.get_ref().as_ref();
        match (name, InkSlot::of(name)) {
            ("base", _) => match base_of(value.get_ref()) {
                Ok(theme) => base = theme,
                Err(why) => problems.push(Problem::usage(at.then(&why))),
            },
            (_, Some(slot)) => match colour_of(value.get_ref()) {
                Ok(colour) => colours.push((slot, colour, at)),
                Err(why) => problems.push(Problem::usage(at.then(&why))),
            },
            (_, None) => problems.push(Problem::usage(at.then(&unknown(name)))),
        }
    }
    let pairs: Vec<(InkSlot, Color)> = colours.iter().map(|(slot, colour, _)| (*slot, *colour)).collect();
    let (own, faults) = Own::new(base, &pairs);
    for (slot, why) in faults {
        let at = colours.iter().find(|(known, ..)| *known == slot).map(|(_, _, at)| at.clone());
        problems.push(Problem::usage(at.unwrap_or_default().then(&why)));
    }
    ((!pairs.is_empty() || base != Base::Auto).then_some(own), problems)
}

fn unknown(name: &str) -> Text {
    let names: Vec<String> = InkSlot::all().map(|(name, ..)| name).collect();
    let list =
        names.iter().take_while(|name| !name.starts_with("series")).cloned().collect::<Vec<_>>().join(", ");
    let shown = printable(name);
    say!(
        "nothing is called \"{shown}\". There are: base, {list}, series-1 … series-12.",
        "没有名为“{shown}”的颜色。可用的有：base, {list}, series-1 … series-12。"
    )
    .then(&did_you_mean(&shown, names.iter().map(String::as_str)))
}

fn base_of(value: &DeValue<'_>) -> Result<Base, Text> {
    match value.as_str() {
        Some("auto") => Ok(Base::Auto),
        Some("dark") => Ok(Base::Dark),
        Some("light") => Ok(Base::Light),
        Some("high-contrast") => Ok(Base::HighContrast),
        _ => Err(text(
            "base takes auto, dark, light or high-contrast.",
            "base 应为 auto、dark、light 或 high-contrast。",
        )),
    }
}

fn colour_of(value: &DeValue<'_>) -> Result<Color, Text> {
    let words = match value {
        DeValue::String(words) => words.to_string(),
        DeValue::Integer(number) => number.to_string(),
        other => other.type_str().to_string(),
    };
    words.parse().ok().filter(|colour| *colour != Color::Reset).ok_or_else(|| {
        let words = printable(&words);
        say!(
            "\"{words}\" is no colour; one is written #ff8800, 208, or as a name: red, lightred, green, yellow, blue, magenta, cyan, gray, darkgray, black, white.",
            "“{words}”不是颜色；颜色写成 #ff8800、208，或名称：red、lightred、green、yellow、blue、magenta、cyan、gray、darkgray、black、white。"
        )
    })
}

#[cfg(test)]
mod tests {
    use crate::app::config::ThemeChoice;
    use crate::app::config::tests::load;

    #[test]
    fn colours_of_ones_own_are_in_force_unless_another_theme_is_asked_for() {
        let file = "[colors]\nbase = 'light'\nnegative = '#005f5f'\npositive = 'magenta'\nseries-2 = 89\n";
        let (config, problems) = load(file, &[], &[]);
        assert_eq!(problems, Vec::<String>::new());
        assert!(config.own_colours.is_some());
        assert_eq!(config.theme, ThemeChoice::Own);
        assert_eq!(load(file, &[("NNLAB_THEME", "dark")], &[]).0.theme, ThemeChoice::Dark);
        assert_eq!(load(file, &[], &[("theme", "high-contrast")]).0.theme, ThemeChoice::HighContrast);
        let (config, problems) = load("theme = 'own'", &[], &[]);
        assert_eq!(config.theme, ThemeChoice::Auto);
        assert!(problems[0].contains("[colors]"), "{problems:?}");
    }

    #[test]
    fn every_mistake_is_named_with_its_line_and_the_rest_holds() {
        let file = "mouse = false\n[colors]\nbase = 'dark'\nnegativ = 'red'\ngood = 'grun'\nbad = '#202028'\npositive = '#70b0ff'\nseries-3 = 215\nquiet = 250\naccent = 3.5\nseries-13 = 'red'\n";
        let (config, problems) = load(file, &[], &[]);
        assert!(config.own_colours.is_some() && config.theme == ThemeChoice::Own);
        for (line, words) in [
            (4, "Did you mean negative"),
            (5, "\"grun\" is no colour"),
            (6, "contrast with the background is 1."),
            (7, "it looks like negative"),
            (8, "it looks like series-2"),
            (10, "is no colour"),
            (11, "nothing is called \"series-13\""),
        ] {
            let found =
                problems.iter().find(|it| it.starts_with(&format!("config.toml, line {line}, colors: ")));
            assert!(found.is_some_and(|it| it.contains(words)), "line {line}: {words} in {problems:#?}");
        }
        assert_eq!(problems.len(), 7, "{problems:#?}");
    }
}
