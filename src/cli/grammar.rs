//! The words of the command line and what they mean, in one language.

use super::code;
use super::data;
use super::help;
use super::sheet::Format;
use super::{record, screen, share, weights};
use crate::data::table::{QUESTIONS, Question};
use crate::words::Language;
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, Command, ValueHint, value_parser};
use clap_complete::Shell;
use std::path::PathBuf;

/// Makes commands and arguments that speak one language.
#[derive(Clone, Copy)]
pub(super) struct Speaker(Language);

impl Speaker {
    /// The language spoken.
    pub(super) fn language(self) -> Language {
        self.0
    }

    /// The words in the language spoken. Both are written down wherever there are any, as in a
    /// [`Text`](crate::words::Text); clap only wants constant ones.
    pub(super) fn say(self, en: &'static str, zh: &'static str) -> &'static str {
        match self.0 {
            Language::English => en,
            Language::Chinese => zh,
        }
    }

    /// A command without clap's own help.
    pub(super) fn command(self, name: &'static str, about: &'static str) -> Command {
        Command::new(name)
            .about(about)
            .disable_help_flag(true)
            .disable_help_subcommand(true)
            .disable_version_flag(true)
    }

    /// `--name`.
    pub(super) fn flag(self, name: &'static str, help: &'static str) -> Arg {
        Arg::new(name).long(name).help(help).action(ArgAction::SetTrue)
    }

    /// `--name VALUE`.
    pub(super) fn option(self, name: &'static str, value: &'static str, help: &'static str) -> Arg {
        Arg::new(name).long(name).value_name(value).help(help)
    }

    /// `--name a|b|c`, given as `a|b|c`.
    pub(super) fn choice(self, name: &'static str, values: &'static str, help: &'static str) -> Arg {
        self.option(name, values, help).value_parser(PossibleValuesParser::new(values.split('|')))
    }

    /// `VALUE` by its place.
    pub(super) fn place(self, name: &'static str, value: &'static str, help: &'static str) -> Arg {
        Arg::new(name).value_name(value).help(help)
    }

    pub(super) fn lesson(self, help: &'static str) -> Arg {
        self.place("lesson", self.say("LESSON", "课程"), help)
    }

    /// A story: `--story FILE`.
    fn story(self) -> Arg {
        let help = self.say("a story of your own (Markdown)", "你自己的故事（Markdown）");
        let story = self.option("story", self.say("FILE", "文件"), help);
        story.value_parser(value_parser!(PathBuf)).value_hint(ValueHint::FilePath)
    }

    /// Files: `--data PATH`, once a file.
    pub(super) fn data(self) -> Arg {
        let help = self.say(
            "your own data: file or folder; once for each file",
            "用自己的数据：文件或文件夹；每个文件写一次",
        );
        let data = self.option("data", self.say("PATH", "路径"), help).action(ArgAction::Append);
        data.value_parser(value_parser!(PathBuf)).value_hint(ValueHint::AnyPath)
    }

    /// `--set NAME=VALUE`, once a parameter.
    pub(super) fn set(self) -> Arg {
        let help = self.say("give a parameter a value; once for each", "设定参数；每个参数写一次");
        self.option("set", self.say("NAME=VALUE", "名称=值"), help).action(ArgAction::Append)
    }

    /// What can be said about a table of one's own: `--columns`, `--label` …
    pub(super) fn about_tables(self) -> Vec<Arg> {
        let heading = self.say("Your own data", "自己的数据");
        let arg = |question: &Question| {
            let help = question.help.get(self.0).to_string();
            let value = self.say("VALUE", "值");
            let arg = Arg::new(question.name).long(question.name).value_name(value).help(help);
            arg.help_heading(heading).allow_hyphen_values(question.name == "label")
        };
        QUESTIONS.iter().map(arg).collect()
    }

    /// What can be said about data of one's own to a lesson.
    pub(super) fn about_data(self) -> Vec<Arg> {
        let heading = self.say("Your own data", "自己的数据");
        let scale = self.say(
            "none, unit (0…1) or standard (mean 0, deviation 1)",
            "none、unit（0…1）或 standard（均值 0、标准差 1）",
        );
        let class = self.say("the class told from all others", "与其余区分的类别");
        let sideways =
            self.say("yes or no: rows and columns of pictures are exchanged", "yes 或 no：图片是否行列颠倒");
        let own = [("scale", scale), ("class", class), ("sideways", sideways)];
        let own =
            own.map(|(name, help)| self.option(name, self.say("VALUE", "值"), help).help_heading(heading));
        self.about_tables().into_iter().chain(own).collect()
    }

    fn format(self) -> Arg {
        self.choice(
            "format",
            Format::NAMES,
            self.say(
                "how to print (default: as the file's name ends,\nelse table)",
                "输出格式（默认看文件名的结尾，否则 table）",
            ),
        )
    }

    /// `--force`.
    pub(super) fn force(self) -> Arg {
        self.flag("force", self.say("replace files that are there", "替换已有的文件"))
    }

    /// Where the output goes: `-o FILE`.
    pub(super) fn out(self) -> [Arg; 2] {
        let help = self.say("write to a file (-: to the standard output)", "写到文件（-：标准输出）");
        let out = self.option("out", self.say("FILE", "文件"), help).short('o');
        [out.value_parser(value_parser!(PathBuf)).value_hint(ValueHint::FilePath), self.force()]
    }

    /// `--load FILE`.
    pub(super) fn load(self) -> Arg {
        let help = self.say("go on from weights that nnlab wrote, bit by bit", "从 nnlab 写出的权重逐位继续");
        let load = self.option("load", self.say("FILE", "文件"), help);
        load.value_parser(value_parser!(PathBuf)).value_hint(ValueHint::FilePath)
    }

    pub(super) fn seed(self) -> Arg {
        self.option(
            "seed",
            self.say("N", "整数"),
            self.say("the random seed (default: 1)", "随机种子（默认 1）"),
        )
        .allow_negative_numbers(true)
    }

    pub(super) fn steps(self) -> Arg {
        let help = self.say("the last step (default: a whole run)", "最后一步（默认：完整的一次训练）");
        self.option("steps", self.say("N", "步数"), help).allow_negative_numbers(true)
    }
}

/// The names of all commands.
pub(super) const COMMANDS: [&str; 21] = [
    "list",
    "run",
    "code",
    "compare",
    "sweep",
    "show",
    "record",
    "weights",
    "share",
    "predict",
    "data",
    "learn",
    "story",
    "glossary",
    "progress",
    "config",
    "doctor",
    "paths",
    "completions",
    "man",
    "help",
];

/// The whole grammar, with the help of every command.
pub(super) fn command(language: Language) -> Command {
    help::write(words(language), language)
}

/// The whole grammar without pages of help: whoever has typed something right reads none, and to set them all takes
/// longer than to read the command line.
pub(super) fn words(language: Language) -> Command {
    let s = Speaker(language);
    let about = s.say(
        "nnlab · see how neural networks learn, step by step, forwards and backwards",
        "nnlab · 看神经网络怎样学习：一步一步，能进能退",
    );
    let lesson = s.say(
        "open this lesson, or the very state of a share line;\nwithout it, the home screen",
        "打开这一课，或分享命令所指的状态；\n不写则打开主屏幕",
    );
    let version = s.flag("version", s.say("print the version", "显示版本")).short('V');
    let verbose = s.say("with --version: and how the program was built", "与 --version 一起：并显示构建信息");
    let verbose = s.flag("verbose", verbose).requires("version");
    s.command("nnlab", about)
        .version(env!("CARGO_PKG_VERSION"))
        .arg(s.lesson(lesson))
        .arg(s.data())
        .arg(s.story())
        .args(s.about_data())
        .args([version, verbose])
        .args(everywhere(s))
        .subcommands([
            list(s),
            run(s),
            code::command(s),
            compare(s),
            sweep(s),
            screen::command(s),
            record::command(s),
            weights::command(s),
            share::command(s),
            predict(s),
            data::command(s),
        ])
        .subcommands([learn(s), story(s), glossary(s), progress(s)])
        .subcommands([config(s), doctor(s), paths(s), completions(s), man(s), help_command(s)])
        .after_help(s.say(
            "nnlab                                          the home screen
nnlab cats                                     a lesson
nnlab 'cats?lr=0.01&step=400'                  one exact state
nnlab run chain --set 'f=a*b+c' --format csv   numbers, no screen",
            "nnlab                                          主屏幕
nnlab cats                                     打开一课
nnlab 'cats?lr=0.01&step=400'                  打开某个确切的状态
nnlab run chain --set 'f=a*b+c' --format csv   命令行模式，只要数字",
        ))
}

/// What every command understands.
fn everywhere(s: Speaker) -> Vec<Arg> {
    let heading = s.say("Everywhere", "通用选项");
    let arguments = [
        s.choice("lang", "en|zh", s.say("English or Chinese", "英文或中文")),
        s.choice("color", "auto|always|256|16|never", s.say("use of colour", "是否使用颜色")),
        s.choice(
            "theme",
            "auto|dark|light|high-contrast|mono|own",
            s.say("colours of the screen", "屏幕配色"),
        ),
        s.flag("ascii", s.say("draw with ASCII characters only", "只用 ASCII 字符作图")),
        s.flag("no-mouse", s.say("leave the mouse to the terminal", "不使用鼠标")),
        s.flag("no-animation", s.say("nothing moves by itself", "不显示动画")),
        s.flag("quiet", s.say("no progress bar", "不显示进度条")).short('q'),
        s.flag("help", s.say("print this help", "显示本帮助")).short('h').action(ArgAction::Help),
    ];
    arguments.into_iter().map(|argument| argument.global(true).help_heading(heading)).collect()
}

fn list(s: Speaker) -> Command {
    s.command("list", s.say("list the lessons", "列出所有课程"))
        .arg(s.format())
        .after_help("nnlab list\nnnlab list --format json")
}

fn run(s: Speaker) -> Command {
    let about =
        s.say("run a lesson without the screen and print its numbers", "以命令行模式运行一课，并输出数字");
    let every = s.say(
        "a row every K steps (default: about 20 rows);\nrow 0 is the start, the last step has one too",
        "每 K 步输出一行（默认约 20 行）；\n第 0 行是初始状态，最后一步也有一行",
    );
    let recipe = s.say("say before the rows which run makes them", "在各行之前写明由哪次运行得出");
    s.command("run", about)
        .arg(s.lesson(s.say("a lesson or a share line", "课程或分享命令")).required_unless_present("load"))
        .args([s.set(), s.seed(), s.steps(), s.load()])
        .arg(s.option("every", s.say("K", "步数"), every).allow_negative_numbers(true))
        .args([s.format(), s.flag("recipe", recipe), s.data()])
        .args(s.about_data())
        .args(s.out())
        .after_help(
            "nnlab run cats --steps 2000 --every 100 --format csv
nnlab run cats --data train.h5 --data test.h5
nnlab run chain --set 'f=3*(a+b*c)' --set a=5
nnlab run 'cats?lr=0.01&step=400' --format json",
        )
}

fn compare(s: Speaker) -> Command {
    let about = s.say("run two and set them side by side", "运行两次并作比较");
    let line = s.say("a share line or a lesson", "分享命令或课程");
    let metric = s.say("the metric to print (default: the first)", "要输出的指标（默认第一个）");
    let every = s.say("a row every K steps (default: about 20 rows)", "每 K 步输出一行（默认约 20 行）");
    s.command("compare", about)
        .arg(s.place("first", "A", line).required(true))
        .arg(s.place("second", "B", line).required(true))
        .arg(s.option("metric", s.say("NAME", "名称"), metric))
        .args([s.steps(), s.option("every", s.say("K", "步数"), every).allow_negative_numbers(true)])
        .args([s.format(), s.data()])
        .args(s.out())
        .after_help("nnlab compare 'cats?lr=0.005' 'cats?lr=0.002' --steps 500")
}

fn sweep(s: Speaker) -> Command {
    let about = s.say("run a lesson with many values, a row a run", "用多个取值各运行一次，每次一行");
    let ranges = s.say(
        "a value, or a range: LOW..HIGH:log:N, LOW..HIGH:N, A,B,C",
        "一个值，或取值范围：低..高:log:个数、低..高:个数、A,B,C",
    );
    let ranges = s.option("set", s.say("NAME=RANGE", "名称=范围"), ranges).action(ArgAction::Append);
    s.command("sweep", about)
        .arg(s.lesson(s.say("a lesson or a share line", "课程或分享命令")).required(true))
        .args([ranges, s.seed(), s.steps(), s.format(), s.data()])
        .args(s.about_data())
        .args(s.out())
        .after_help("nnlab sweep cats --set lr=0.001..0.01:log:5 --steps 500 --format csv")
}

fn config(s: Speaker) -> Command {
    let about = s.say("print a settings file with every default", "输出带默认值的设置文件");
    s.command("config", about).after_help("nnlab config > ~/.config/nnlab/config.toml")
}

fn doctor(s: Speaker) -> Command {
    s.command("doctor", s.say("say what is found about this terminal", "说明检测到的终端情况"))
        .after_help("nnlab doctor\nnnlab doctor --ascii")
}

fn help_command(s: Speaker) -> Command {
    let command = s.place("command", s.say("COMMAND", "命令"), s.say("the command", "命令")).num_args(0..);
    s.command("help", s.say("print the help of a command", "显示某个命令的帮助"))
        .arg(command)
        .after_help("nnlab help run\nnnlab help data make")
}

fn predict(s: Speaker) -> Command {
    let about = s
        .say("ask the trained neuron of lesson cats about a picture", "让 cats 一课训练好的神经元看一张图片");
    let pictures = s
        .place(
            "path",
            s.say("PICTURE", "图片"),
            s.say("PNG or JPEG; several are asked one by one", "PNG 或 JPEG；可写多个"),
        )
        .required(true)
        .num_args(1..)
        .value_parser(value_parser!(PathBuf))
        .value_hint(ValueHint::FilePath);
    s.command("predict", about).arg(pictures).args([s.set(), s.steps(), s.data()]).after_help(
        "nnlab predict my-cat.jpg
nnlab predict my-cat.jpg --data catvnoncat/ --steps 2000",
    )
}

fn learn(s: Speaker) -> Command {
    let about = s.say("tell a lesson's story, with its questions", "讲一课的故事，并提出问题");
    let plain = s.say("line by line, without a screen", "命令行模式，逐行进行");
    s.command("learn", about)
        .arg(s.lesson(s.say("a lesson (default: slope)", "课程（默认 slope）")))
        .arg(s.flag("plain", plain))
        .arg(s.story())
        .after_help("nnlab learn slope --plain\nnnlab learn --story my-class.md --plain")
}

fn story(s: Speaker) -> Command {
    let file = s.place("path", s.say("FILE", "文件"), s.say("the story", "故事文件"));
    let check = s
        .command("check", s.say("say what is wrong with a story, line by line", "逐行指出故事中的问题"))
        .arg(file.required(true).value_parser(value_parser!(PathBuf)).value_hint(ValueHint::FilePath))
        .after_help("nnlab story check my-class.md");
    let what = s.say("a lesson, or a story of your own", "课程，或你自己的故事文件");
    let answers = s.say("with the answers at the end", "末尾附答案");
    let print = s
        .command("print", s.say("print a handout (Markdown)", "输出讲义（Markdown）"))
        .arg(s.lesson(what).required(true))
        .arg(s.flag("answers", answers))
        .after_help("nnlab story print slope > slope.md\nnnlab story print my-class.md --answers");
    s.command("story", s.say("stories: check one, print one", "故事：检查、打印"))
        .subcommand_required(true)
        .subcommands([check, print])
        .after_help("nnlab story print slope > slope.md\nnnlab story check my-class.md")
}

fn glossary(s: Speaker) -> Command {
    let term = s.say("a term or a symbol, in either language", "术语或符号，中英文均可");
    s.command("glossary", s.say("explain a term, or all of them", "解释一个术语，或全部术语"))
        .arg(s.place("term", s.say("TERM", "术语"), term))
        .after_help("nnlab glossary momentum\nnnlab glossary 反向传播")
}

fn progress(s: Speaker) -> Command {
    let about = s.say("print what you have solved, or begin anew", "显示已解出的任务，或重新开始");
    let reset = s.say("forget a lesson's marks, or all", "清除一课的进度，或用 all 清除全部");
    s.command("progress", about)
        .arg(s.format())
        .args(s.out())
        .arg(s.option("reset", s.say("LESSON|all", "课程|all"), reset))
        .after_help("nnlab progress --format csv > progress.csv\nnnlab progress --reset all")
}

fn completions(s: Speaker) -> Command {
    let about = s.say("print a script that completes nnlab's words", "输出命令行补全脚本");
    let shell = s.say("bash, elvish, fish, powershell or zsh", "bash、elvish、fish、powershell 或 zsh");
    s.command("completions", about)
        .arg(s.place("shell", "SHELL", shell).required(true).value_parser(value_parser!(Shell)))
        .after_help("nnlab completions bash > ~/.local/share/bash-completion/completions/nnlab")
}

fn man(s: Speaker) -> Command {
    let command = s.say("of this command (default: of the program)", "某个命令的手册（默认：整个程序）");
    s.command("man", s.say("print a manual page", "输出手册页"))
        .arg(s.place("command", s.say("COMMAND", "命令"), command).num_args(0..))
        .args(s.out())
        .after_help("nnlab man | man -l -\nnnlab man run -o nnlab-run.1")
}

fn paths(s: Speaker) -> Command {
    s.command("paths", s.say("say where settings and progress are kept", "显示设置和进度保存在哪里"))
        .arg(s.choice("format", "text|json", s.say("how to print (default: text)", "输出格式（默认 text）")))
        .after_help("nnlab paths\nnnlab paths --format json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_commands_is_whole() {
        let command = command(Language::English);
        let names: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
        assert_eq!(names, COMMANDS);
    }
}
