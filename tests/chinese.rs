//! Chinese as it is typeset: no blanks that a line break in the source has left, full-width marks between characters, one
//! word for one thing. Looks at every string of the program and at every Chinese text under `assets`.

use std::fs;
use std::path::{Path, PathBuf};

/// A text with the place where it stands.
struct Words {
    place: String,
    text: String,
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() { files(&entry, found) } else { found.push(entry) }
    }
    found.sort();
}

fn all(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut found);
    found.retain(|path| path.to_string_lossy().ends_with(ending));
    found
}

fn han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// The strings of a source file that hold Chinese, without those of its tests.
fn strings(path: &Path) -> Vec<Words> {
    let source = fs::read_to_string(path).expect("source");
    let source = source.split("#[cfg(test)]").next().unwrap_or_default();
    let mut chars = source.chars().peekable();
    let (mut found, mut line) = (Vec::new(), 1);
    while let Some(c) = chars.next() {
        match c {
            '\n' => line += 1,
            '/' if chars.peek() == Some(&'/') => {
                chars.by_ref().take_while(|c| *c != '\n').for_each(drop);
                line += 1;
            }
            '\'' if chars.peek() == Some(&'"') => {
                chars.next();
            }
            '"' => {
                let (place, mut text) = (format!("{}:{line}", path.display()), String::new());
                while let Some(c) = chars.next().filter(|c| *c != '"') {
                    line += usize::from(c == '\n');
                    match c {
                        '\\' if chars.peek() == Some(&'\n') => {
                            while chars
                                .next_if(|c| c.is_whitespace())
                                .inspect(|c| line += usize::from(*c == '\n'))
                                .is_some()
                            {}
                        }
                        '\\' => text.push(chars.next().map_or(' ', |c| if c == 'n' { '\n' } else { c })),
                        c => text.push(c),
                    }
                }
                if text.chars().any(han) {
                    found.push(Words { place, text });
                }
            }
            _ => {}
        }
    }
    found
}

/// The paragraphs of a Markdown file as they are shown: without code, marks and names of headings.
fn paragraphs(path: &Path) -> Vec<Words> {
    let source = fs::read_to_string(path).expect("a text");
    let mut found = Vec::new();
    let mut fenced = false;
    for (at, line) in source.lines().enumerate() {
        fenced ^= line.starts_with("```");
        if fenced || line.starts_with("    ") || !line.chars().any(han) {
            continue;
        }
        let spoken: String = line.split('`').step_by(2).collect::<Vec<_>>().join("x");
        let spoken = spoken.split(" {#").next().unwrap_or_default().replace('*', "");
        found.push(Words { place: format!("{}:{}", path.display(), at + 1), text: spoken });
    }
    found
}

/// The Chinese sides of what a script's template says: `say("…", "…")`.
fn said(path: &Path) -> Vec<Words> {
    let source = fs::read_to_string(path).expect("a template");
    let place = path.display().to_string();
    let pairs = source.split("say(").skip(1).filter_map(|after| after.split('"').nth(3));
    pairs.map(|text| Words { place: place.clone(), text: text.to_string() }).collect()
}

/// Pieces in which a blank or a half-width mark is part of what is typed.
const TYPED: [&str; 18] = [
    "名称=值",
    "名称 is 词",
    "verb 名称",
    "--class 名称",
    "输入:答案",
    "列数x行数",
    "字节数-校验和",
    "层.神经元 或 层.神经元.来源",
    "低..高:log:个数",
    "低..高:个数",
    "(m, 高, 宽, 3)",
    "(m, 高, 宽)",
    "(m, 边长, 边长)",
    "(m, 边长, 边长, 1 或 3)",
    "x1,x2,标签",
    "课程?名称",
    "名称 = 公式; 名称 = 公式",
    "σ(和)",
];

/// What is wrong with a text.
fn faults(text: &str) -> Vec<String> {
    const FULL: &str = "，。；：？！、）》”";
    let mut text = text.to_string();
    for typed in TYPED {
        text = text.replace(typed, "x");
    }
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let around =
        |at: usize| chars[at.saturating_sub(8)..(at + 8).min(chars.len())].iter().collect::<String>();
    for (at, three) in chars.windows(3).enumerate() {
        let [before, mark, after] = [three[0], three[1], three[2]];
        let fault = match mark {
            ' ' if han(before) && han(after) => "a blank between two characters",
            ' ' if FULL.contains(after) && before != ' ' => "a blank before a full-width mark",
            ' ' if FULL.contains(before) && (han(after) || after.is_ascii_alphanumeric()) => {
                "a blank behind a full-width mark"
            }
            ',' | ';' | '?' | '!' | ':' if han(before) && (han(after) || after == ' ') => "a half-width mark",
            '(' if han(before) && han(after) => "a half-width bracket",
            ' ' if after == '%' && (before.is_ascii_digit() || before == '}') => {
                "a blank before a per cent sign"
            }
            _ => continue,
        };
        found.push(format!("{fault}: …{}…", around(at)));
    }
    for key in ["Enter", "Esc", "Space", "Backspace", "Tab"] {
        for (at, _) in text.match_indices(key) {
            let (before, after) = (text[..at].chars().next_back(), text[at + key.len()..].chars().next());
            if before.is_some_and(han) || after.is_some_and(han) {
                found.push(format!("the key {key} without a blank: {text}"));
            }
        }
    }
    found
}

#[test]
fn no_blank_is_left_over_and_marks_are_full_width() {
    let mut problems = Vec::new();
    let mut seen = 0;
    let sources = all("src", ".rs").into_iter().filter(|path| {
        // Words that are searched for, and texts of tests.
        let name = path.to_string_lossy().replace('\\', "/");
        !name.contains("/glossary/") && !name.ends_with("/tests.rs") && !name.contains("/tests/")
    });
    let texts = all("assets", ".zh.md");
    let scripts = all("assets/code", ".j2");
    let strings = sources.flat_map(|path| strings(&path)).chain(scripts.iter().flat_map(|path| said(path)));
    for words in strings.chain(texts.iter().flat_map(|path| paragraphs(path))) {
        seen += 1;
        problems.extend(faults(&words.text).into_iter().map(|fault| format!("{}: {fault}", words.place)));
    }
    assert!(seen > 2000, "{seen}");
    assert!(problems.is_empty(), "{} of {seen}\n{}", problems.len(), problems.join("\n"));
}

/// One word for one thing: what is said instead.
const WORDS: [(&str, &str); 17] = [
    ("拐点", "折点 (a corner; 拐点 is an inflection point)"),
    ("批次", "小批量"),
    ("批大小", "小批量"),
    ("S 形函数", "Sigmoid 函数"),
    ("S 曲线", "Sigmoid 曲线"),
    ("坡度", "梯度"),
    ("不开屏幕", "命令行模式"),
    ("不开界面", "命令行模式"),
    ("无界面", "命令行模式"),
    ("权重惩罚", "正则化"),
    ("分享链接", "分享命令"),
    ("弯曲程度", "曲率"),
    ("回车", "Enter"),
    ("退格", "Backspace"),
    ("伪记忆", "伪稳态"),
    ("前进量", "横向增量"),
    ("升高 / 前进", "纵向增量 / 横向增量"),
];

#[test]
fn one_thing_has_one_name() {
    let sources = all("src", ".rs");
    let lessons = all("assets", ".zh.md");
    let mut problems = Vec::new();
    let scripts = all("assets/code", ".j2");
    let strings =
        sources.iter().flat_map(|path| strings(path)).chain(scripts.iter().flat_map(|path| said(path)));
    for words in strings.chain(lessons.iter().flat_map(|path| paragraphs(path))) {
        for (wrong, right) in WORDS {
            if words.text.contains(wrong) {
                problems.push(format!("{}: {wrong}: {right}", words.place));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn faults_are_found() {
    for wrong in [
        "还会显示 导数",
        "停止 。然后",
        "停止。 然后",
        "下降,然后",
        "平均(共 3)",
        "平均(共)",
        "按Enter打开",
        "答对 {x} %",
    ] {
        assert!(!faults(wrong).is_empty(), "{wrong}");
    }
    for right in
        ["学习率 α 太大", "J = 0.5，在第 3 步", "f(a) 是 4", "用 NAME=VALUE 写", "按 Enter，再按 Esc"]
    {
        assert_eq!(faults(right), Vec::<String>::new(), "{right}");
    }
}
