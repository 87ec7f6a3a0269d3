//! The one table of key bindings: dispatch, hints, help and palette are read from it.

use crate::words::{Text, text};
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// What a key can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Run, or pause.
    Run,
    /// One step forwards.
    Step,
    /// One step backwards.
    Back,
    /// One phase forwards.
    Phase,
    /// One phase backwards.
    PhaseBack,
    /// Ten steps forwards.
    Ten,
    /// Ten steps backwards.
    TenBack,
    /// A hundred steps forwards.
    Hundred,
    /// A hundred steps backwards.
    HundredBack,
    /// To step 0.
    First,
    /// To the end of the run.
    Last,
    /// To a step by its number.
    GoTo,
    /// Run faster.
    Faster,
    /// Run slower.
    Slower,
    /// Begin again at the identical start.
    Reset,
    /// Begin again with another seed.
    Reseed,
    /// Undo what was done last.
    Undo,
    /// Do again what was undone.
    Redo,
    /// The next panel.
    NextPanel,
    /// The panel before.
    PreviousPanel,
    /// Choose the one above.
    Up,
    /// Choose the one below.
    Down,
    /// Edit, pick, open.
    Enter,
    /// The chosen parameter one notch up.
    More,
    /// The chosen parameter one notch down.
    Less,
    /// The panel alone on the screen, or all of them.
    Zoom,
    /// Charts between linear and logarithmic.
    Axis,
    /// The view by its digit, in the key.
    View,
    /// The next card.
    NextCard,
    /// The card before.
    CardBefore,
    /// The long text of the card.
    Details,
    /// A hint to the question.
    Hint,
    /// The answer to the question, shown.
    ShowMe,
    /// Exercises.
    Practice,
    /// Symbols and terms.
    Glossary,
    /// A lesson by its number, in the key.
    LessonNumber,
    /// The next lesson.
    NextLesson,
    /// The lesson before.
    PreviousLesson,
    /// The list of lessons; out of whatever is open.
    Home,
    /// Go on where the learner left.
    Continue,
    /// Find anything.
    Palette,
    /// Help.
    Help,
    /// The other language.
    Language,
    /// The share line of this state.
    Share,
    /// Remember this place.
    Save,
    /// Open data files.
    Data,
    /// The script of the run, brought forward or copied.
    Code,
    /// Dark, light, monochrome.
    Theme,
    /// Leave the program.
    Quit,
}

impl Action {
    /// Whether it only moves the run: it means the same whatever is seen.
    pub(super) fn only_moves(self) -> bool {
        use Action::{
            Back, Faster, First, Hundred, HundredBack, Last, Phase, PhaseBack, Run, Slower, Step, Ten,
            TenBack,
        };
        matches!(
            self,
            Run | Step
                | Back
                | Phase
                | PhaseBack
                | Ten
                | TenBack
                | Hundred
                | HundredBack
                | First
                | Last
                | Faster
                | Slower
        )
    }
}

/// Where a binding is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// On the list of lessons and in a lesson.
    Everywhere,
    /// On the list of lessons.
    Home,
    /// In a lesson.
    Lesson,
}

/// A heading in the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// Cards and questions.
    Coach,
    /// Moving through the steps.
    Steps,
    /// Panels, parameters, pictures.
    Panels,
    /// Lessons and the program.
    Lab,
}

impl Topic {
    /// All topics in the order of the help.
    pub const ALL: [Topic; 4] = [Topic::Coach, Topic::Steps, Topic::Panels, Topic::Lab];

    /// The heading.
    #[must_use]
    pub const fn title(self) -> Text {
        match self {
            Topic::Coach => text("Cards and questions", "卡片与问题"),
            Topic::Steps => text("Stepping", "步进"),
            Topic::Panels => text("Views and parameters", "视图与参数"),
            Topic::Lab => text("Lessons and program", "课程与程序"),
        }
    }
}

/// An action with its keys and its words.
#[derive(Debug)]
pub struct Binding {
    /// What it does.
    pub action: Action,
    /// The keys; the first is the one shown in hints.
    pub keys: &'static [KeyEvent],
    /// Where it is in force.
    pub scope: Scope,
    /// Heading in the help.
    pub topic: Topic,
    /// How the keys are written.
    pub shown: &'static str,
    /// A word or two for hints.
    pub name: Text,
    /// One sentence for help and palette.
    pub help: Text,
}

/// A key with nothing held down.
#[must_use]
pub const fn key(code: KeyCode) -> KeyEvent {
    KeyEvent::new(code, KeyModifiers::NONE)
}

/// The key that types a character.
#[must_use]
pub const fn letter(character: char) -> KeyEvent {
    key(KeyCode::Char(character))
}

/// A character with Control held.
#[must_use]
pub const fn ctrl(character: char) -> KeyEvent {
    KeyEvent::new(KeyCode::Char(character), KeyModifiers::CONTROL)
}

const fn shift(code: KeyCode) -> KeyEvent {
    KeyEvent::new(code, KeyModifiers::SHIFT)
}

const fn bind(
    action: Action,
    scope: Scope,
    topic: Topic,
    shown: &'static str,
    keys: &'static [KeyEvent],
    name: Text,
    help: Text,
) -> Binding {
    Binding { action, keys, scope, topic, shown, name, help }
}

use Action as A;
use KeyCode as K;
use Scope::{Everywhere, Home, Lesson};
use Topic::{Coach, Lab, Panels, Steps};

/// All bindings, in the order of the help.
#[rustfmt::skip]
pub static BINDINGS: &[Binding] = &[
    bind(A::NextCard, Lesson, Coach, "n", &[letter('n')], text("next", "下一张"), text("The next card; where a card's question has no room beside its words, first the question.", "下一张卡片；若文字旁放不下问题，则先显示问题。")),
    bind(A::CardBefore, Lesson, Coach, "p", &[letter('p')], text("back", "上一张"), text("The card before.", "上一张卡片。")),
    bind(A::Details, Lesson, Coach, "m", &[letter('m')], text("more", "详情"), text("The long text of the card.", "卡片的详细说明。")),
    bind(A::Hint, Lesson, Coach, "H", &[letter('H')], text("hint", "提示"), text("A hint to the question: the first one is vague, the second one is not.", "问题的提示：第一条含蓄，第二条明确。")),
    bind(A::ShowMe, Lesson, Coach, "U", &[letter('U')], text("show me", "看答案"), text("Show how it is done, and the answer.", "演示做法并给出答案。")),
    bind(A::Practice, Lesson, Coach, "P", &[letter('P')], text("practice", "练习"), text("Exercises without end, another one each time; p goes back to the cards.", "无尽的练习，每题都不同；按 p 回到卡片。")),
    bind(A::Glossary, Everywhere, Coach, ";", &[letter(';')], text("words", "术语"), text("What a symbol or a term means.", "符号与术语的含义。")),

    bind(A::Run, Lesson, Steps, "Space", &[letter(' ')], text("run", "运行"), text("Run, or pause a run.", "运行；再按一次暂停。")),
    bind(A::Step, Lesson, Steps, "→ l", &[key(K::Right), letter('l')], text("step", "一步"), text("One step forwards.", "前进一步。")),
    bind(A::Back, Lesson, Steps, "← h", &[key(K::Left), letter('h')], text("back", "退回"), text("One step backwards, exactly.", "精确地退回一步。")),
    bind(A::Phase, Lesson, Steps, ".", &[letter('.')], text("phase", "阶段"), text("One phase inside the step: forward, cost, backward, update.", "步内前进一个阶段：前向、代价、反向、更新。")),
    bind(A::PhaseBack, Lesson, Steps, ",", &[letter(',')], text("phase back", "上一阶段"), text("One phase back.", "退回一个阶段。")),
    bind(A::Ten, Lesson, Steps, "Shift-→", &[shift(K::Right)], text("ten steps", "十步"), text("Ten steps forwards.", "前进十步。")),
    bind(A::TenBack, Lesson, Steps, "Shift-←", &[shift(K::Left)], text("ten back", "退十步"), text("Ten steps backwards.", "退回十步。")),
    bind(A::Hundred, Lesson, Steps, "PgDn", &[key(K::PageDown)], text("hundred", "百步"), text("A hundred steps forwards.", "前进一百步。")),
    bind(A::HundredBack, Lesson, Steps, "PgUp", &[key(K::PageUp)], text("hundred back", "退百步"), text("A hundred steps backwards.", "退回一百步。")),
    bind(A::First, Lesson, Steps, "Home", &[key(K::Home)], text("start", "起点"), text("To step 0; everything visited can be gone to again.", "回到第 0 步；走过的每一步都能再去。")),
    bind(A::Last, Lesson, Steps, "End", &[key(K::End)], text("end", "终点"), text("To the end of the run.", "一直走到本次运行的终点。")),
    bind(A::GoTo, Lesson, Steps, "g", &[letter('g')], text("go to", "跳到"), text("Go to a step by its number.", "跳到指定的步数。")),
    bind(A::Faster, Lesson, Steps, "+ =", &[letter('+'), letter('=')], text("faster", "加速"), text("Run faster.", "运行得更快。")),
    bind(A::Slower, Lesson, Steps, "-", &[letter('-')], text("slower", "减速"), text("Run slower.", "运行得更慢。")),
    bind(A::Reset, Lesson, Steps, "r", &[letter('r')], text("reset", "重置"), text("Begin again at the identical start; changes made on the way are forgotten.", "回到完全相同的起点，途中所做的改动一并忘掉。")),
    bind(A::Reseed, Lesson, Steps, "S", &[letter('S')], text("new seed", "新种子"), text("Begin again with the next random seed.", "换下一个随机种子，重新开始。")),
    bind(A::Undo, Everywhere, Steps, "u", &[letter('u')], text("undo", "撤销"), text("Undo what was done with the run last: a value, a seed, data, a weight, a drawing, a reset, a card's own state, leaving a lesson.", "撤销对本次运行所做的上一项改动：取值、种子、数据、权重、绘画、重置、卡片自己的状态、离开课程。")),
    bind(A::Redo, Everywhere, Steps, "Ctrl-R", &[ctrl('r')], text("redo", "重做"), text("Do again what was undone.", "重做刚撤销的改动。")),

    bind(A::View, Lesson, Panels, "1…9 0", &[letter('1'), letter('2'), letter('3'), letter('4'), letter('5'), letter('6'), letter('7'), letter('8'), letter('9'), letter('0')], text("view", "视图"), text("Bring the view of this digit forward; 0 lists all parameters. While a question waits for a number, a digit begins the answer.", "显示该数字对应的视图；0 列出全部参数。等待回答数值时，数字键用于输入答案。")),
    bind(A::Code, Lesson, Panels, "C", &[letter('C')], text("code", "代码"), text("Bring the script of exactly this run forward, with what its lines make; again: copy it. In that view arrows scroll and Enter saves it.", "显示本次运行的脚本及各行刚算出的值；再按一次复制。在该视图中方向键滚动，Enter 保存。")),
    bind(A::NextPanel, Lesson, Panels, "Tab", &[key(K::Tab)], text("panel", "面板"), text("To the next panel.", "到下一个面板。")),
    bind(A::PreviousPanel, Lesson, Panels, "Shift-Tab", &[shift(K::BackTab)], text("panel before", "上一面板"), text("To the panel before.", "到上一个面板。")),
    bind(A::Up, Everywhere, Panels, "↑ k", &[key(K::Up), letter('k')], text("choose", "选择"), text("Choose the one above.", "选择上面一项。")),
    bind(A::Down, Everywhere, Panels, "↓ j", &[key(K::Down), letter('j')], text("choose", "选择"), text("Choose the one below.", "选择下面一项。")),
    bind(A::Enter, Lesson, Panels, "Enter", &[key(K::Enter)], text("edit", "编辑"), text("What comes next on the card; edit the chosen parameter; or work inside the panel: arrows move, Enter picks, Backspace erases, Esc leaves.", "继续当前卡片；编辑选中的参数；或进入面板：方向键移动，Enter 选取，Backspace 擦除，Esc 离开。")),
    bind(A::Less, Lesson, Panels, "<", &[letter('<')], text("less", "调小"), text("The chosen parameter one notch down.", "把选中的参数调小一档。")),
    bind(A::More, Lesson, Panels, ">", &[letter('>')], text("more", "调大"), text("The chosen parameter one notch up.", "把选中的参数调大一档。")),
    bind(A::Zoom, Lesson, Panels, "z", &[letter('z')], text("zoom", "放大"), text("Show the panel alone, or all panels again.", "单独显示当前面板，或恢复全部面板。")),
    bind(A::Axis, Lesson, Panels, "a", &[letter('a')], text("log axis", "对数轴"), text("Switch the cost chart between a linear and a logarithmic axis.", "代价曲线在线性轴与对数轴之间切换。")),

    bind(A::Enter, Home, Lab, "Enter", &[key(K::Enter), key(K::Right), letter('l')], text("open", "打开"), text("Open the chosen lesson.", "打开选中的课程。")),
    bind(A::Continue, Home, Lab, "c", &[letter('c')], text("continue", "继续"), text("Go on where you left the chosen lesson.", "从上次离开的地方继续选中的课程。")),
    bind(A::LessonNumber, Home, Lab, "1…9", &[letter('1'), letter('2'), letter('3'), letter('4'), letter('5'), letter('6'), letter('7'), letter('8'), letter('9')], text("lesson", "课程"), text("Open a lesson by its number.", "按编号打开课程。")),
    bind(A::NextLesson, Everywhere, Lab, "]", &[letter(']')], text("next lesson", "下一课"), text("The next lesson.", "下一课。")),
    bind(A::PreviousLesson, Everywhere, Lab, "[", &[letter('[')], text("lesson before", "上一课"), text("The lesson before.", "上一课。")),
    bind(A::Home, Everywhere, Lab, "Esc", &[key(K::Esc)], text("lessons", "目录"), text("Out of what is open; from a lesson to the list of lessons.", "离开当前打开的内容；在课程中则回到目录。")),
    bind(A::Palette, Everywhere, Lab, ": /", &[letter(':'), letter('/'), ctrl('p')], text("find anything", "查找"), text("Find any lesson, card, parameter, value, term or action by a few letters.", "输入几个字，查找任何课程、卡片、参数、取值、术语或操作。")),
    bind(A::Help, Everywhere, Lab, "?", &[letter('?'), key(K::F(1))], text("help", "帮助"), text("All keys, and what this lesson offers.", "所有按键，以及本课的操作。")),
    bind(A::Share, Lesson, Lab, "y", &[letter('y')], text("share", "分享"), text("Show and copy the share line that opens exactly this state.", "显示并复制能打开当前状态的分享链接。")),
    bind(A::Save, Lesson, Lab, "s", &[letter('s')], text("save", "保存"), text("Remember this place; c on the list of lessons comes back to it.", "记住当前位置；在目录中按 c 可回到这里。")),
    bind(A::Data, Lesson, Lab, "o", &[letter('o')], text("open data", "打开数据"), text("Open your own data files in this lesson.", "在本课中打开自己的数据文件。")),
    bind(A::Language, Everywhere, Lab, "L", &[letter('L')], text("中文", "English"), text("Switch the language: English，简体中文.", "切换语言：English、简体中文。")),
    bind(A::Theme, Everywhere, Lab, "T", &[letter('T')], text("theme", "主题"), text("Switch the theme: dark, light, monochrome.", "切换主题：深色、浅色、单色。")),
    bind(A::Quit, Everywhere, Lab, "q", &[letter('q'), ctrl('c')], text("quit", "退出"), text("Leave the lab; Ctrl-C first stops what is running.", "退出程序；Ctrl-C 会先停下正在运行的内容。")),
];

impl Scope {
    /// Whether a binding of this scope is in force at `place`.
    fn covers(self, place: Scope) -> bool {
        self == Everywhere || self == place
    }
}

/// Whether the key writes its character, and is no command.
#[must_use]
pub fn types(key: KeyEvent) -> bool {
    !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT)
}

/// The key as a command. What an input method writes in its full-width form (ｑ ？ ：) or as Chinese
/// punctuation (。《【), and what a Cyrillic layout writes, is the key of the keyboard that it came from;
/// Shift counts only where the character does not say so already. Not for text fields.
#[must_use]
pub fn command(key: KeyEvent) -> KeyEvent {
    let KeyCode::Char(character) = key.code else { return KeyEvent::new(key.code, key.modifiers) };
    let plain = match character {
        '\u{3000}' => ' ',
        '。' => '.',
        '《' => '<',
        '》' => '>',
        '【' => '[',
        '】' => ']',
        '￥' => '$',
        // The full-width block is ASCII from `!` to `~`, moved by a constant.
        '！'..='～' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
        other => CYRILLIC.chars().zip(LATIN.chars()).find(|(it, _)| *it == other).map_or(other, |it| it.1),
    };
    KeyEvent::new(KeyCode::Char(plain), key.modifiers - KeyModifiers::SHIFT)
}

/// The letters of the Russian layout, and what the same keys write in the Latin one.
const CYRILLIC: &str = "йцукенгшщзхъфывапролджэячсмитьбюЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ";
const LATIN: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,.QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>";

/// The binding of a key at a place (the list of lessons, or a lesson).
#[must_use]
pub fn binding(pressed: KeyEvent, place: Scope) -> Option<&'static Binding> {
    BINDINGS.iter().find(|binding| binding.scope.covers(place) && binding.keys.contains(&pressed))
}

/// The bindings in force at a place.
pub fn bindings(place: Scope) -> impl Iterator<Item = &'static Binding> {
    BINDINGS.iter().filter(move |binding| binding.scope.covers(place))
}

/// The words of an action at a place: how its key is written and what it is called in a hint.
#[must_use]
pub fn hint(action: Action, place: Scope) -> Option<(&'static str, &'static Text)> {
    let binding = bindings(place).find(|binding| binding.action == action)?;
    Some((binding.shown.split(' ').next().unwrap_or(binding.shown), &binding.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_means_two_things_in_one_place() {
        for place in [Scope::Home, Scope::Lesson] {
            let mut seen = std::collections::HashMap::new();
            for binding in bindings(place) {
                for key in binding.keys {
                    let other = seen.insert(*key, binding.action);
                    assert!(other.is_none(), "{key:?}: {other:?} and {:?}", binding.action);
                }
            }
        }
    }

    #[test]
    fn what_an_input_method_or_another_layout_writes_is_the_key_it_came_from() {
        let typed = "ｑ？：　【～猫дЛ";
        let meant = "q?: [~猫lK";
        for (typed, meant) in typed.chars().zip(meant.chars()) {
            assert_eq!(command(letter(typed)), letter(meant));
        }
        assert_eq!(CYRILLIC.chars().count(), LATIN.chars().count());
        assert_eq!(command(key(K::Up)), key(K::Up));
        let alt = |character| KeyEvent::new(K::Char(character), KeyModifiers::ALT);
        assert_eq!(command(alt('ａ')), alt('a'));
    }

    /// Some terminals tell the Shift that a character was made with, others do not.
    #[test]
    fn shift_counts_where_the_character_does_not_tell_it() {
        for character in ['?', 'P', '>'] {
            assert_eq!(command(shift(K::Char(character))), letter(character));
        }
        assert_eq!(command(shift(K::Right)), shift(K::Right));
    }

    #[test]
    fn no_verb_of_a_lesson_takes_a_general_key() {
        for verb in crate::lab::Verb::all() {
            let taken = binding(letter(verb.key()), Scope::Lesson);
            assert!(taken.is_none(), "{verb:?} takes {:?}", verb.key());
        }
    }
}
