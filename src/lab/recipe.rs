//! The recipe of a state, and the share line that spells it: `cats?lr=0.01&seed=3&step=400`.

use super::Settings;
use crate::say;
use crate::words::{Problem, printable, read_whole, text};
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use std::fmt::Write as _;
use std::path::PathBuf;

/// A change made at a later step than the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The step it was made at.
    pub t: u64,
    /// The parameter.
    pub name: String,
    /// Its new value, as it would be typed.
    pub value: String,
}

/// What a file of data held: its bytes and its checksum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seal {
    /// How many bytes.
    pub bytes: u64,
    /// Their CRC-32.
    pub sum: u32,
}

/// All that a state depends on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Recipe {
    /// The lesson.
    pub lesson: String,
    /// What was set before the first step; everything else has its default.
    pub settings: Settings,
    /// The seed, when one was asked for.
    pub seed: Option<u32>,
    /// The learner's own data files.
    pub data: Vec<PathBuf>,
    /// What each of them held, where that is known; only then they are part of the share line.
    pub seals: Vec<Seal>,
    /// What was changed at later steps, in the order it was done.
    pub edits: Vec<Edit>,
    /// The step.
    pub step: u64,
}

impl Recipe {
    /// The initial state of a lesson, everything at its default.
    #[must_use]
    pub fn of(lesson: impl Into<String>) -> Recipe {
        Recipe { lesson: lesson.into(), ..Recipe::default() }
    }

    /// Reads a share line: `id`, or `id?name=value&…` with `seed=`, `step=`, and `name@t=value` for a
    /// change made at step `t`; `file=` with `seal=` is a file of data and what it held. Values are percent-encoded where needed; `+` stands for itself.
    ///
    /// # Errors
    /// A sentence that names the part that cannot be read.
    pub fn parse(line: &str) -> Result<Recipe, Problem> {
        let (lesson, query) = line.trim().split_once(['?', '？']).unwrap_or((line.trim(), ""));
        let mut recipe = Recipe::of(lesson);
        for part in query.split('&').filter(|part| !part.is_empty()) {
            let Some((name, value)) = part.split_once('=') else {
                let part = printable(part);
                return Err(Problem::usage(say!(
                    "The share line says \"{part}\", but every part has to be name=value.",
                    "分享命令中的“{part}”不对：每一部分都应写成 名称=值。"
                )));
            };
            recipe.take(name, decode(value))?;
        }
        if recipe.data.len() != recipe.seals.len() {
            return Err(Problem::usage(text(
                "The share line names a file of data without saying what it held (file=PATH&seal=BYTES-CHECKSUM). To open a file as it is now, use --data.",
                "分享命令提到了数据文件，却没有写明其内容（file=路径&seal=字节数-校验和）。若要按现在的内容打开文件，请用 --data。",
            )));
        }
        Ok(recipe)
    }

    /// Takes over one `name=value` of a share line; the value is decoded already.
    ///
    /// # Errors
    /// A sentence when a seed or a step cannot be read.
    pub fn take(&mut self, name: &str, value: String) -> Result<(), Problem> {
        match name {
            "seed" => self.seed = Some(seed(&value)?),
            "step" => self.step = whole(name, &value)?,
            "file" => self.data.push(PathBuf::from(value)),
            "seal" => self.seals.push(Seal::parse(&value)?),
            _ => match name.split_once('@') {
                Some((name, t)) => {
                    let t = whole(name, t)?;
                    self.edits.push(Edit { t, name: decode(name), value });
                }
                None => self.settings.set(&decode(name), value),
            },
        }
        Ok(())
    }

    /// The share line that opens this very state.
    #[must_use]
    pub fn line(&self) -> String {
        let mut line = self.lesson.clone();
        let mut mark = '?';
        let mut put = |name: &str, value: &str| {
            let _ = write!(line, "{mark}{name}={}", encode(value));
            mark = '&';
        };
        for (name, value) in self.settings.iter() {
            put(&encode(name), value);
        }
        for edit in &self.edits {
            put(&format!("{}@{}", encode(&edit.name), edit.t), &edit.value);
        }
        for (path, seal) in self.data.iter().zip(&self.seals) {
            put("file", &path.to_string_lossy());
            put("seal", &format!("{}-{:08x}", seal.bytes, seal.sum));
        }
        if let Some(seed) = self.seed {
            put("seed", &seed.to_string());
        }
        if self.step > 0 {
            put("step", &self.step.to_string());
        }
        line
    }
}

impl Seal {
    fn parse(words: &str) -> Result<Seal, Problem> {
        let parts = words.split_once('-');
        let read = parts.and_then(|(bytes, sum)| {
            Some(Seal { bytes: bytes.parse().ok()?, sum: u32::from_str_radix(sum, 16).ok()? })
        });
        read.ok_or_else(|| {
            let words = printable(words);
            Problem::usage(say!(
                "What a file held is written as BYTES-CHECKSUM, not \"{words}\".",
                "文件内容应写成 字节数-校验和，而不是“{words}”。"
            ))
        })
    }
}

/// Reads a seed.
///
/// # Errors
/// A sentence when it is not a whole number that NumPy takes.
pub fn seed(value: &str) -> Result<u32, Problem> {
    read_whole(value).and_then(|seed| u32::try_from(seed).ok()).ok_or_else(|| {
        let value = printable(value);
        Problem::usage(say!(
            "The seed has to be a whole number from 0 to 4294967295, not \"{value}\".",
            "随机种子必须是 0 到 4294967295 之间的整数，而不是“{value}”。"
        ))
    })
}

fn whole(name: &str, value: &str) -> Result<u64, Problem> {
    value.trim().parse().map_err(|_| {
        let (name, value) = (printable(name), printable(value));
        Problem::usage(say!(
            "The step in \"{name}\" has to be a whole number from 0, not \"{value}\".",
            "“{name}”的步数必须是从 0 开始的整数，而不是“{value}”。"
        ))
    })
}

/// What would end a part, or a shell word in quotes, early.
const RESERVED: &AsciiSet = &CONTROLS
    .add(b'%')
    .add(b'&')
    .add(b'=')
    .add(b'?')
    .add(b'#')
    .add(b'\'')
    .add(b'"')
    .add(b' ')
    .add(b'@')
    .add(b'\\');

/// A share line for a terminal that shows nothing but ASCII.
#[must_use]
pub fn in_ascii(line: &str) -> String {
    utf8_percent_encode(line, CONTROLS).to_string()
}

/// Letters of every language stay as they are, so that `f=权重*输入` can be read.
fn encode(words: &str) -> String {
    let mut line = String::with_capacity(words.len());
    for c in words.chars() {
        // Full-width ones would be read as the narrow ones that they stand for.
        match c.is_alphanumeric() && !('\u{ff00}'..='\u{ffef}').contains(&c) {
            true => line.push(c),
            false => line.extend(utf8_percent_encode(c.encode_utf8(&mut [0; 4]), RESERVED)),
        }
    }
    line
}

fn decode(words: &str) -> String {
    percent_decode_str(words).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_share_line_reads_as_it_says() {
        let recipe = Recipe::parse("cats?lr=0.01&seed=3&step=400&lr@120=0.02").expect("valid");
        assert_eq!(recipe.lesson, "cats");
        assert_eq!(recipe.settings.get("lr"), Some("0.01"));
        assert_eq!((recipe.seed, recipe.step), (Some(3), 400));
        assert_eq!(recipe.edits, [Edit { t: 120, name: "lr".into(), value: "0.02".into() }]);
        assert_eq!(recipe.line(), "cats?lr=0.01&lr@120=0.02&seed=3&step=400");
    }

    #[test]
    fn letters_of_every_language_stay_readable() {
        let mut recipe = Recipe::of("chain");
        recipe.settings.set("f", "权重*输入+偏置²");
        recipe.data = vec!["/home/李/我的 数据.csv".into()];
        recipe.seals = vec![Seal { bytes: 1, sum: 2 }];
        let line = recipe.line();
        assert!(line.starts_with("chain?f=权重*输入+偏置²&file=/home/李/我的%20数据.csv&seal="), "{line}");
        assert!(in_ascii(&line).is_ascii());
        assert_eq!(Recipe::parse(&in_ascii(&line)), Ok(recipe.clone()));
        assert_eq!(Recipe::parse(&line), Ok(recipe));
        // What cannot be seen, or would be taken for something else, is written in numbers.
        for (value, written) in [("a\u{202e}b", "a%E2%80%AEb"), ("５", "%EF%BC%95"), ("e\u{301}", "e%CC%81")]
        {
            let mut recipe = Recipe::of("chain");
            recipe.settings.set("f", value);
            assert_eq!(recipe.line(), format!("chain?f={written}"));
            assert_eq!(Recipe::parse(&recipe.line()), Ok(recipe));
        }
    }

    #[test]
    fn a_share_line_carries_data_with_what_they_held() {
        let recipe = Recipe {
            data: vec!["/home/ann/my photos & more".into()],
            seals: vec![Seal { bytes: 12_345, sum: 0x9f3a }],
            ..Recipe::of("cats")
        };
        assert!(recipe.line().ends_with("&seal=12345-00009f3a"), "{}", recipe.line());
        assert_eq!(Recipe::parse(&recipe.line()), Ok(recipe));
        for line in ["cats?file=/etc/passwd", "cats?seal=3-4", "cats?file=a&seal=x"] {
            assert!(Recipe::parse(line).is_err(), "{line}");
        }
    }

    #[test]
    fn broken_share_lines_say_what_is_wrong() {
        for line in ["cats?lr", "cats?step=-1", "cats?seed=x", "cats?step=1e3", "cats?lr@x=3"] {
            let problem = Recipe::parse(line).expect_err(line);
            assert!(problem.text.en.contains('"'), "{problem}");
        }
    }

    proptest! {
        #[test]
        fn any_recipe_survives_its_share_line(
            value in ".*", name in "[a-zα-ω][a-z0-9_.]{0,8}", step in 0u64..1_000_000, seed: Option<u32>, t in 1u64..99
        ) {
            prop_assume!(!["seed", "step", "file", "seal"].contains(&&*name));
            let mut recipe = Recipe::of("chain");
            recipe.settings.set(&name, value.clone());
            recipe.edits.push(Edit { t, name, value });
            recipe.seed = seed;
            recipe.step = step;
            prop_assert_eq!(Recipe::parse(&recipe.line()).expect("own line"), recipe);
        }
    }
}
