//! `nnlab paths`, `nnlab config` and `nnlab doctor`: where things are, what can be set, what this terminal shows.

use super::output::{Output, Stop};
use super::request::Flags;
use crate::app::config::Config;
use crate::app::places::Places;
use crate::app::terminal;
use crate::say;
use crate::words::{Language, Text, text};
use std::io::Write as _;

/// Prints where configuration and progress are kept, and where data are looked for.
pub(super) fn paths(json: bool, language: Language, out: &mut Output) -> Result<(), Stop> {
    let places = Places::find();
    let all = [
        ("config", text("configuration", "配置"), places.config_file()),
        ("chosen", text("chosen       ", "所选"), places.chosen_file()),
        ("progress", text("progress     ", "进度"), places.progress_file()),
        ("data", text("data         ", "数据"), places.data_folder()),
    ];
    if json {
        let pairs = all.into_iter().map(|(name, _, path)| {
            let path = path.map(|path| path.display().to_string());
            (name.to_string(), path.map_or(serde_json::Value::Null, serde_json::Value::String))
        });
        let object = serde_json::Value::Object(pairs.collect());
        writeln!(out, "{object:#}")?;
        return Ok(());
    }
    let nowhere = text("nowhere: there is no home directory", "无处保存：没有主目录");
    for (_, name, path) in all {
        let path = path.map_or(nowhere.get(language).to_string(), |path| path.display().to_string());
        writeln!(out, "{}  {path}", name.get(language))?;
    }
    Ok(())
}

/// Prints a configuration file with every setting at its default, each explained.
pub(super) fn config(language: Language, out: &mut Output) -> Result<(), Stop> {
    Ok(out.write_all(Config::template(language).as_bytes())?)
}

/// Prints the version; on request with how the program was built and what it can do here.
pub(super) fn version(verbose: bool, language: Language, out: &mut Output) -> Result<(), Stop> {
    writeln!(out, "nnlab {}", env!("CARGO_PKG_VERSION"))?;
    if !verbose {
        return Ok(());
    }
    let (os, arch) = (std::env::consts::OS, std::env::consts::ARCH);
    let kind = if cfg!(debug_assertions) { text("debug", "调试") } else { text("release", "发布") };
    let lessons = crate::lessons::ALL.len();
    let lines = [
        (text("system", "系统"), format!("{os} {arch}")),
        (text("build", "构建"), kind.get(language).to_string()),
        (text("SIMD", "SIMD"), simd()),
        (text("needs Rust", "需要 Rust"), env!("CARGO_PKG_RUST_VERSION").to_string()),
        (text("lessons", "课程"), lessons.to_string()),
        (text("licence", "许可"), env!("CARGO_PKG_LICENSE").to_string()),
    ];
    for (name, value) in lines {
        writeln!(out, "{}: {value}", name.get(language))?;
    }
    Ok(())
}

/// Prints what the program sees of this terminal, and what it passes over in the configuration.
pub(super) fn doctor(flags: &Flags, language: Language, out: &mut Output) -> Result<(), Stop> {
    let (config, problems) = Config::load(flags);
    let variable = |name: &str| std::env::var(name).unwrap_or_else(|_| "–".to_string());
    let depth = terminal::colour_depth(terminal::environment);
    let yes_no = |yes: bool| if yes { text("yes", "是") } else { text("no", "否") };
    let utf8 = yes_no(terminal::speaks_utf8(terminal::environment));
    let mut say = |name: Text, value: &str| -> Result<(), Stop> {
        Ok(writeln!(out, "{}: {}", name.get(language), crate::words::printable(value))?)
    };
    say(text("version", "版本"), env!("CARGO_PKG_VERSION"))?;
    say(text("system", "系统"), &format!("{} {}", std::env::consts::OS, std::env::consts::ARCH))?;
    say(
        text("terminal (TERM, COLORTERM)", "终端（TERM、COLORTERM）"),
        &format!("{}, {}", variable("TERM"), variable("COLORTERM")),
    )?;
    say(text("colours found", "检测到的颜色"), &format!("{depth:?}"))?;
    say(text("shows UTF-8", "能显示 UTF-8"), utf8.get(language))?;
    say(text("language", "语言"), config.language.code())?;
    say(
        text("settings in force", "生效的设置"),
        &format!(
            "theme={:?}, color={:?}, glyphs={:?}, mouse={}, animation={}, history_mb={}",
            config.theme, config.color, config.glyphs, config.mouse, config.animation, config.history_mb
        ),
    )?;
    if problems.is_empty() {
        writeln!(out, "{}", say!("The configuration has no mistakes.", "配置没有错误。").get(language))?;
    }
    for problem in problems {
        writeln!(out, "{}", crate::words::printable(problem.get(language)))?;
    }
    Ok(())
}

/// The level of vector instructions that the kernels run with, by its short name: `V3`.
fn simd() -> String {
    let words = format!("{:?}", pulp::Arch::new());
    words.split(['(', ' ']).next().unwrap_or_default().to_string()
}
