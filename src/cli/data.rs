//! `nnlab data`: the shipped sets, what a file holds, and sets from folders of pictures.

use super::grammar::Speaker;
use super::output::{Output, Stop};
use super::request::{count, one, paths};
use crate::data::pack::Pack;
use crate::data::table::Reading;
use crate::data::{digits, drawing, free, info};
use crate::lab::seed;
use crate::say;
use crate::words::{Language, Problem, printable};
use clap::{Arg, ArgAction, ArgMatches, Command, ValueHint, value_parser};
use serde_json::json;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// What to do with data.
#[derive(Debug, Clone)]
pub(super) enum Work {
    /// Draw the shipped sets again, into a folder.
    Make {
        /// Of the drawings; each set has its own when none is said.
        seed: Option<u32>,
        /// The folder.
        folder: PathBuf,
        /// Replace what is there.
        force: bool,
    },
    /// Say what files hold.
    Info {
        /// The files, which belong together.
        files: Vec<PathBuf>,
        /// What the learner says about them.
        reading: Reading,
        /// As JSON.
        json: bool,
    },
    /// Make a set from folders of pictures.
    Pack {
        /// What to pack.
        pack: Pack,
        /// The file to write.
        out: PathBuf,
        /// Replace what is there.
        force: bool,
    },
}

/// The words of the command.
pub(super) fn command(s: Speaker) -> Command {
    let path = |value, help| s.place("path", value, help).required(true).value_parser(value_parser!(PathBuf));
    let seed = |help| s.option("seed", s.say("N", "整数"), help).allow_negative_numbers(true);
    let out = |value, help, hint| {
        let out = s.option("path", value, help).long("out").short('o');
        out.value_parser(value_parser!(PathBuf)).value_hint(hint)
    };
    let folder = s.say("where to (default: datasets)", "写到哪里（默认 datasets）");
    let make = s
        .command("make", s.say("draw the shipped sets again, to the bit", "重新绘制自带的数据集，逐位相同"))
        .arg(seed(s.say("other drawings (default: the shipped ones)", "换一组图画（默认：自带的那组）")))
        .arg(out(s.say("DIR", "文件夹"), folder, ValueHint::DirPath).default_value("datasets"))
        .arg(s.force())
        .after_help("nnlab data make\nnnlab data make --seed 7 -o other-drawings");
    let info = s
        .command(
            "info",
            s.say(
                "say what a file is, what was found out and which lesson reads it",
                "说明文件是什么、判断出了什么、哪一课可以读取",
            ),
        )
        .arg(
            path(
                s.say("FILE", "文件"),
                s.say("a file, a folder, or files that belong together", "文件、文件夹，或同一组的几个文件"),
            )
            .num_args(1..)
            .value_hint(ValueHint::AnyPath),
        )
        .arg(s.choice("format", "text|json", s.say("how to print (default: text)", "输出格式（默认 text）")))
        .args(s.about_tables())
        .after_help("nnlab data info scores.csv\nnnlab data info train.h5 test.h5 --format json");
    let class = s.say(
        "a class and its folder of PNG or JPEG pictures; twice,\nfirst what the neuron shall look for",
        "一个类别及其 PNG 或 JPEG 图片的文件夹；写两次，\n先写神经元要找的类别",
    );
    let class = Arg::new("class")
        .long("class")
        .num_args(2)
        .value_names(match s.language() {
            Language::English => ["NAME", "DIR"],
            Language::Chinese => ["名称", "文件夹"],
        })
        .help(class)
        .value_parser(value_parser!(PathBuf))
        .action(ArgAction::Append)
        .required(true);
    let side = s.say("pixels along each side (default: 64)", "图片边长，像素（默认 64）");
    let share = s.say("share of pictures to test with (default: 0.2)", "测试图片的比例（默认 0.2）");
    let pack = s
        .command("pack", s.say("make a set from folders of pictures", "用图片文件夹制作数据集"))
        .arg(class)
        .arg(s.option("size", s.say("N", "整数"), side).allow_negative_numbers(true))
        .arg(seed(s.say("who goes to the test part (default: 1)", "测试图片的抽取（默认 1）")))
        .arg(s.option("test-share", s.say("X", "比例"), share).allow_negative_numbers(true))
        .arg(
            out(s.say("FILE", "文件"), s.say("the file to write", "要写出的文件"), ValueHint::FilePath)
                .required(true),
        )
        .arg(s.force())
        .after_help(
            "nnlab data pack --class cat cats/ --class other others/ -o mine.h5
nnlab cats --data mine.h5",
        );
    s.command("data", s.say("data sets: make, look into, pack", "数据集：生成、查看、打包"))
        .subcommand_required(true)
        .subcommands([make, info, pack])
        .after_help(
            "nnlab data info scores.csv\nnnlab data pack --class cat cats/ --class other others/ -o mine.h5",
        )
}

/// Reads what was asked for.
pub(super) fn asked(name: &str, matches: &ArgMatches) -> Result<Work, Problem> {
    let seed = one(matches, "seed").map(seed).transpose()?;
    let mut paths = paths(matches, "path")?;
    let path = paths.pop().unwrap_or_default();
    match name {
        "make" => Ok(Work::Make { seed, folder: path, force: matches.get_flag("force") }),
        "info" => {
            paths.push(path);
            let reading = Reading::of(|name| one(matches, name))?;
            Ok(Work::Info { files: paths, reading, json: one(matches, "format") == Some("json") })
        }
        _ => {
            let side = count(matches, "size")?.and_then(|side| usize::try_from(side).ok()).unwrap_or(64);
            let pack = Pack {
                classes: classes(matches)?,
                side,
                seed: seed.unwrap_or(1),
                test_share: share(matches)?,
            };
            Ok(Work::Pack { pack, out: path, force: matches.get_flag("force") })
        }
    }
}

/// Two classes: `--class NAME DIR --class NAME DIR`.
fn classes(matches: &ArgMatches) -> Result<[(String, PathBuf); 2], Problem> {
    let words = paths(matches, "class")?;
    let class = |pair: &[PathBuf]| Some((pair.first()?.to_string_lossy().into_owned(), pair.get(1)?.clone()));
    let classes: Vec<_> = words.chunks(2).filter_map(class).collect();
    classes.try_into().map_err(|classes: Vec<_>| {
        let found = classes.len();
        Problem::usage(say!(
            "A set has two classes; --class NAME DIR is here {found} times. The first is what the neuron looks for.",
            "数据集应有两个类别，而这里有 {found} 个 --class 名称 文件夹。第一个是神经元要找的类别。"
        ))
    })
}

/// The share of pictures to test with.
fn share(matches: &ArgMatches) -> Result<f64, Problem> {
    let typed = one(matches, "test-share").unwrap_or("0.2");
    typed.trim().parse().map_err(|_| {
        let typed = printable(typed);
        Problem::usage(say!(
            "--test-share takes a number between 0 and 1, not \"{typed}\".",
            "--test-share 应为 0 与 1 之间的数，而不是“{typed}”。"
        ))
    })
}

/// Does it and says what was done.
pub(super) fn work(work: &Work, language: Language, out: &mut Output) -> Result<(), Stop> {
    match work {
        Work::Make { seed, folder, force } => make(*seed, folder, *force, language, out),
        Work::Info { files, reading, json } => {
            let described = info::describe(files, reading)?;
            if *json {
                return Ok(writeln!(out, "{:#}", as_json(&described, language))?);
            }
            for line in described.lines() {
                writeln!(out, "{}", line.get(language))?;
            }
            Ok(())
        }
        Work::Pack { pack, out: file, force } => {
            free(file, *force)?;
            let packed = pack.write(file)?;
            for problem in &packed.skipped {
                super::complain(problem, language);
            }
            let (train, test) = (packed.set.train.len(), packed.set.test.len());
            let (side, skipped, name) = (pack.side, packed.skipped.len(), shown(file));
            let done = say!(
                "{name}: {train} pictures to train on and {test} to test with, {side} × {side} pixels; {skipped} left out",
                "{name}：训练图片 {train} 张，测试图片 {test} 张，{side} × {side} 像素；略过 {skipped} 张"
            );
            Ok(writeln!(out, "{}", done.get(language))?)
        }
    }
}

/// The description for programs: names as they are typed, sentences in the language asked for.
fn as_json(of: &info::Description, language: Language) -> serde_json::Value {
    let sets = of.sets.iter().map(|set| {
        json!({
            "name": set.name, "shape": set.shape, "type": set.kind.en, "storage": set.storage.en,
            "content": set.content.get(language),
        })
    });
    let columns =
        of.columns.iter().map(|(name, content)| json!({"name": name, "content": content.get(language)}));
    let decisions = of.decisions.iter().map(|decision| {
        json!({"name": decision.name, "value": decision.value, "words": decision.words.get(language)})
    });
    let verdicts = of.verdicts.iter().map(|verdict| {
        json!({
            "lesson": verdict.lesson, "fits": verdict.fits, "words": verdict.words.get(language),
            "line": verdict.line,
        })
    });
    json!({
        "file": of.file,
        "kind": of.kind.get(language),
        "sets": sets.collect::<Vec<_>>(),
        "columns": columns.collect::<Vec<_>>(),
        "decisions": decisions.collect::<Vec<_>>(),
        "lessons": verdicts.collect::<Vec<_>>(),
    })
}

/// Draws the shipped sets; from the same seed the files are the same to the bit on every machine.
fn make(
    seed: Option<u32>,
    folder: &Path,
    force: bool,
    language: Language,
    out: &mut Output,
) -> Result<(), Stop> {
    fs::create_dir_all(folder).map_err(|error| {
        let (name, why) = (shown(folder), printable(&error.to_string()));
        Problem::run(say!("{name}: the folder cannot be made ({why})", "{name}：无法创建文件夹（{why}）"))
    })?;
    let (cats, digits) = (folder.join("cats.h5"), folder.join("digits.h5"));
    free(&cats, force)?;
    free(&digits, force)?;
    drawing::generate_cats(seed.unwrap_or(drawing::SHIPPED_SEED)).write(&cats)?;
    digits::generate_digits(seed.unwrap_or(digits::SHIPPED_SEED)).write(&digits)?;
    for file in [&cats, &digits] {
        let name = shown(file);
        writeln!(out, "{}", say!("{name}: written", "{name}：已写出").get(language))?;
    }
    Ok(())
}

fn shown(path: &Path) -> String {
    printable(&path.to_string_lossy())
}
