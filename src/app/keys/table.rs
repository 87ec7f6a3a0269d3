//! All keys of the program, one line each.

use super::action::Scope::{
    Box, Choice, Everywhere, Home, Inside, Lesson, Line, Options, Page, Question, Reading, Search, Writing,
};
use super::action::{Action, Scope, Topic};
use super::{ctrl, key, letter};
use crate::words::{Text, text};
use Action as A;
use KeyCode as K;
use Topic as T;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tui_input::InputRequest as Edit;

/// An action with its keys and its words.
#[derive(Debug)]
pub struct Binding {
    /// Its name in the configuration file.
    pub id: &'static str,
    /// What it does.
    pub action: Action,
    /// The keys, where nobody says otherwise; the first is the one shown in hints.
    pub keys: &'static [KeyEvent],
    /// Where it is in force.
    pub scope: Scope,
    /// Heading in the help.
    pub topic: Topic,
    /// A word or two for hints.
    pub name: Text,
    /// One sentence for help and palette.
    pub help: Text,
}

const fn shift(code: KeyCode) -> KeyEvent {
    KeyEvent::new(code, KeyModifiers::SHIFT)
}

const fn with_ctrl(code: KeyCode) -> KeyEvent {
    KeyEvent::new(code, KeyModifiers::CONTROL)
}

const fn bind(
    id: &'static str,
    action: Action,
    scope: Scope,
    topic: Topic,
    keys: &'static [KeyEvent],
    name: Text,
    help: Text,
) -> Binding {
    Binding { id, action, keys, scope, topic, name, help }
}

/// All bindings, in the order of the help.
#[rustfmt::skip]
pub static BINDINGS: &[Binding] = &[
    bind("next_card", A::NextCard, Lesson, T::Coach, &[letter('n')], text("next", "下一张"), text("The next card; where a card's question has no room beside its words, first the question.", "下一张卡片；若文字旁放不下问题，则先显示问题。")),
    bind("card_before", A::CardBefore, Lesson, T::Coach, &[letter('p')], text("back", "上一张"), text("The card before.", "上一张卡片。")),
    bind("more", A::Details, Lesson, T::Coach, &[letter('m')], text("more", "详情"), text("The long text of the card.", "卡片的详细说明。")),
    bind("hint", A::Hint, Lesson, T::Coach, &[letter('H')], text("hint", "提示"), text("A hint to the question: the first one is vague, the second one is not.", "问题的提示：第一条含蓄，第二条明确。")),
    bind("show_me", A::ShowMe, Lesson, T::Coach, &[letter('U')], text("show me", "看答案"), text("Show how it is done, and the answer.", "演示做法并给出答案。")),
    bind("practice", A::Practice, Lesson, T::Coach, &[letter('P')], text("practice", "练习"), text("Exercises without end, another one each time; `key:card_before` goes back to the cards.", "无尽的练习，每题都不同；按 `key:card_before` 回到卡片。")),
    bind("words", A::Glossary, Everywhere, T::Coach, &[letter(';')], text("words", "术语"), text("What a symbol or a term means, those of the card first; a click on one opens it.", "符号与术语的含义，本卡片的排在最前；用鼠标点击也能打开。")),

    bind("run", A::Run, Lesson, T::Steps, &[letter(' ')], text("run", "运行"), text("Run, or pause a run.", "运行；再按一次暂停。")),
    bind("step", A::Step, Lesson, T::Steps, &[key(K::Right), letter('l')], text("step", "一步"), text("One step forwards.", "前进一步。")),
    bind("back", A::Back, Lesson, T::Steps, &[key(K::Left), letter('h')], text("back", "退回"), text("One step backwards, exactly.", "精确地退回一步。")),
    bind("phase", A::Phase, Lesson, T::Steps, &[letter('.')], text("phase", "阶段"), text("One phase inside the step: forward, cost, backward, update.", "步内前进一个阶段：前向、代价、反向、更新。")),
    bind("phase_back", A::PhaseBack, Lesson, T::Steps, &[letter(',')], text("phase back", "上一阶段"), text("One phase back.", "退回一个阶段。")),
    bind("ten", A::Ten, Lesson, T::Steps, &[shift(K::Right)], text("ten steps", "十步"), text("Ten steps forwards.", "前进十步。")),
    bind("ten_back", A::TenBack, Lesson, T::Steps, &[shift(K::Left)], text("ten back", "退十步"), text("Ten steps backwards.", "退回十步。")),
    bind("hundred", A::Hundred, Lesson, T::Steps, &[key(K::PageDown)], text("hundred", "百步"), text("A hundred steps forwards.", "前进一百步。")),
    bind("hundred_back", A::HundredBack, Lesson, T::Steps, &[key(K::PageUp)], text("hundred back", "退百步"), text("A hundred steps backwards.", "退回一百步。")),
    bind("start", A::First, Lesson, T::Steps, &[key(K::Home)], text("start", "起点"), text("To step 0; everything visited can be gone to again.", "回到第 0 步；走过的每一步都能再去。")),
    bind("end", A::Last, Lesson, T::Steps, &[key(K::End)], text("end", "终点"), text("To the end of the run.", "一直走到本次运行的终点。")),
    bind("go_to", A::GoTo, Lesson, T::Steps, &[letter('g')], text("go to", "跳到"), text("Go to a step by its number.", "跳到指定的步数。")),
    bind("faster", A::Faster, Lesson, T::Steps, &[letter('+'), letter('=')], text("faster", "加速"), text("Run faster.", "运行得更快。")),
    bind("slower", A::Slower, Lesson, T::Steps, &[letter('-')], text("slower", "减速"), text("Run slower.", "运行得更慢。")),
    bind("reset", A::Reset, Lesson, T::Steps, &[letter('r')], text("reset", "重置"), text("Begin again at the identical start; changes made on the way are forgotten.", "回到完全相同的起点，途中所做的改动一并忘掉。")),
    bind("new_seed", A::Reseed, Lesson, T::Steps, &[letter('S')], text("new seed", "新种子"), text("Begin again with the next random seed.", "换下一个随机种子，重新开始。")),
    bind("undo", A::Undo, Everywhere, T::Steps, &[letter('u')], text("undo", "撤销"), text("Undo what was done with the run last: a value, a seed, data, a weight, a drawing, a reset, a card's own state, leaving a lesson.", "撤销对本次运行所做的上一项改动：取值、种子、数据、权重、绘画、重置、卡片自己的状态、离开课程。")),
    bind("redo", A::Redo, Everywhere, T::Steps, &[ctrl('r')], text("redo", "重做"), text("Do again what was undone.", "重做刚撤销的改动。")),

    bind("view", A::View, Lesson, T::Panels, &[letter('1'), letter('2'), letter('3'), letter('4'), letter('5'), letter('6'), letter('7'), letter('8'), letter('9'), letter('0')], text("view", "视图"), text("Bring the view of this digit forward; 0 lists all parameters. While a question waits for a number, a digit begins the answer.", "显示该数字对应的视图；0 列出全部参数。等待回答数值时，数字键用于输入答案。")),
    bind("code", A::Code, Lesson, T::Panels, &[letter('C')], text("code", "代码"), text("Bring the script of exactly this run forward, with what its lines make; again: copy it. In that view `key:up``key:down` scroll and `key:enter` saves it.", "显示本次运行的脚本及各行刚算出的值；再按一次复制。在该视图中 `key:up``key:down` 滚动，`key:enter` 保存。")),
    bind("pin", A::Pin, Lesson, T::Panels, &[letter('*')], text("pin", "固定"), text("Pin this run: later runs are drawn over its curves, with the first step at which they part; again: name it. In the list of pinned runs `key:press` compares and `key:erase` removes.", "固定本次运行：之后的运行画在它的曲线上，并指出从哪一步起分开；再按一次命名。在固定的运行列表中 `key:press` 比较，`key:erase` 取消固定。")),
    bind("pair", A::Pair, Lesson, T::Panels, &[letter('|')], text("side by side", "并排"), text("Put a second run beside this one: the chosen one of the pinned runs, or this run once more. Every key that steps, forwards, backwards or by phase, moves both; changes go to the one in front. Again: this run alone; the other one stays pinned.", "在旁边放第二次运行：选中的固定运行，或本次运行的副本。所有步进键（前进、后退、阶段）同时移动两者；改动只作用于当前的一个。再按一次：只留本次运行，另一个保持固定。")),
    bind("swap", A::Swap, Lesson, T::Panels, &[letter('\\')], text("the other run", "另一个运行"), text("Of two runs side by side, work on the other one.", "在并排的两次运行之间切换当前的一个。")),
    bind("next_panel", A::NextPanel, Lesson, T::Panels, &[key(K::Tab)], text("panel", "面板"), text("To the next panel.", "到下一个面板。")),
    bind("previous_panel", A::PreviousPanel, Lesson, T::Panels, &[shift(K::BackTab)], text("panel before", "上一面板"), text("To the panel before.", "到上一个面板。")),
    bind("up", A::Up, Everywhere, T::Panels, &[key(K::Up), letter('k')], text("choose", "选择"), text("Choose the one above.", "选择上面一项。")),
    bind("down", A::Down, Everywhere, T::Panels, &[key(K::Down), letter('j')], text("choose", "选择"), text("Choose the one below.", "选择下面一项。")),
    bind("enter", A::Enter, Lesson, T::Panels, &[key(K::Enter)], text("edit", "编辑"), text("What comes next on the card; edit the chosen parameter; or work inside the panel: `key:cursor_left``key:cursor_up``key:cursor_down``key:cursor_right` move, `key:press` picks, `key:erase` erases, `key:leave_panel` leaves.", "继续当前卡片；编辑选中的参数；或进入面板：`key:cursor_left``key:cursor_up``key:cursor_down``key:cursor_right` 移动，`key:press` 选取，`key:erase` 擦除，`key:leave_panel` 离开。")),
    bind("decrease", A::Less, Lesson, T::Panels, &[letter('<')], text("less", "调小"), text("The chosen parameter one notch down.", "把选中的参数调小一档。")),
    bind("increase", A::More, Lesson, T::Panels, &[letter('>')], text("more", "调大"), text("The chosen parameter one notch up.", "把选中的参数调大一档。")),
    bind("zoom", A::Zoom, Lesson, T::Panels, &[letter('z')], text("zoom", "放大"), text("Show the panel alone, with the columns of a table that have no room beside others (›), or all panels again.", "单独显示当前面板（表格中放不下的列（›）也会显示），或恢复全部面板。")),
    bind("log_axis", A::Axis, Lesson, T::Panels, &[letter('a')], text("log axis", "对数轴"), text("Switch the cost chart between a linear and a logarithmic axis.", "代价曲线在线性轴与对数轴之间切换。")),

    bind("cursor_left", A::Left, Inside, T::Inside, &[key(K::Left), letter('h')], text("left", "左移"), text("The cursor to the left; with Shift five at once.", "光标左移；按住 Shift 一次五格。")),
    bind("cursor_right", A::Right, Inside, T::Inside, &[key(K::Right), letter('l')], text("right", "右移"), text("The cursor to the right.", "光标右移。")),
    bind("cursor_up", A::Up, Inside, T::Inside, &[key(K::Up), letter('k')], text("up", "上移"), text("The cursor up.", "光标上移。")),
    bind("cursor_down", A::Down, Inside, T::Inside, &[key(K::Down), letter('j')], text("down", "下移"), text("The cursor down.", "光标下移。")),
    bind("press", A::Press, Inside, T::Inside, &[key(K::Enter), letter(' ')], text("pick", "选取"), text("Pick what is there; on a sheet: put the pen down, or lift it.", "选取光标处的内容；在画板上：落笔或抬笔。")),
    bind("erase", A::Erase, Inside, T::Inside, &[key(K::Backspace), key(K::Delete)], text("erase", "擦除"), text("Erase what is there.", "擦除光标处的内容。")),
    bind("leave_panel", A::Leave, Inside, T::Inside, &[key(K::Esc)], text("leave the panel", "离开面板"), text("Out of the panel.", "离开面板。")),

    bind("open", A::Enter, Home, T::Lab, &[key(K::Enter), key(K::Right), letter('l')], text("open", "打开"), text("Open the chosen lesson.", "打开选中的课程。")),
    bind("first_lesson", A::Top, Home, T::Lab, &[key(K::Home), letter('g')], text("first", "第一课"), text("To the first lesson of the list.", "跳到目录的第一课。")),
    bind("last_lesson", A::Bottom, Home, T::Lab, &[key(K::End), letter('G')], text("last", "最后一课"), text("To the last lesson of the list.", "跳到目录的最后一课。")),
    bind("lessons_down", A::PageDown, Home, T::Lab, &[key(K::PageDown)], text("five down", "下移五课"), text("Five lessons down the list.", "在目录中下移五课。")),
    bind("lessons_up", A::PageUp, Home, T::Lab, &[key(K::PageUp)], text("five up", "上移五课"), text("Five lessons up the list.", "在目录中上移五课。")),
    bind("continue", A::Continue, Home, T::Lab, &[letter('c')], text("continue", "继续"), text("Go on where you left the chosen lesson.", "从上次离开的地方继续选中的课程。")),
    bind("lesson", A::LessonNumber, Home, T::Lab, &[letter('1'), letter('2'), letter('3'), letter('4'), letter('5'), letter('6'), letter('7'), letter('8'), letter('9')], text("lesson", "课程"), text("Open a lesson by its number.", "按编号打开课程。")),
    bind("next_lesson", A::NextLesson, Everywhere, T::Lab, &[letter(']')], text("next lesson", "下一课"), text("The next lesson.", "下一课。")),
    bind("previous_lesson", A::PreviousLesson, Everywhere, T::Lab, &[letter('[')], text("lesson before", "上一课"), text("The lesson before.", "上一课。")),
    bind("lessons", A::Home, Everywhere, T::Lab, &[key(K::Esc)], text("lessons", "目录"), text("Out of what is open; from a lesson to the list of lessons.", "离开当前打开的内容；在课程中则回到目录。")),
    bind("find", A::Palette, Everywhere, T::Lab, &[letter(':'), letter('/'), ctrl('p')], text("find anything", "查找"), text("Find any lesson, card, parameter, value, term or action by a few letters.", "输入几个字，查找任何课程、卡片、参数、取值、术语或操作。")),
    bind("help", A::Help, Everywhere, T::Lab, &[letter('?'), key(K::F(1))], text("help", "帮助"), text("All keys, and what this lesson offers.", "所有按键，以及本课的操作。")),
    bind("share", A::Share, Lesson, T::Lab, &[letter('y')], text("share", "分享"), text("Show and copy the share line that opens exactly this state.", "显示并复制能打开当前状态的分享命令。")),
    bind("save", A::Save, Lesson, T::Lab, &[letter('s')], text("save", "保存"), text("Remember this place; `key:continue` on the list of lessons comes back to it.", "记住当前位置；在目录中按 `key:continue` 可回到这里。")),
    bind("picture", A::Picture, Everywhere, T::Lab, &[letter('!')], text("picture", "图片"), text("Save what is seen as a picture (.svg, .png) or as text (.txt; .ans with colours).", "把所见画面存为图片（.svg、.png）或文本（.txt；.ans 带颜色）。")),
    bind("metrics", A::Metrics, Lesson, T::Lab, &[letter('%')], text("metrics", "指标"), text("Save the metrics of the steps so far (.csv, .json, .jsonl), with the line that makes them again.", "保存到目前为止各步的指标（.csv、.json、.jsonl），并附上能重现它们的链接。")),
    bind("weights", A::Weights, Lesson, T::Lab, &[letter('#')], text("weights", "权重"), text("Save what the run has learnt (.h5, .npz, .safetensors), to go on from it later here or with nnlab run --load.", "保存学到的权重（.h5、.npz、.safetensors），以后可在这里或用 nnlab run --load 从它继续。")),
    bind("load", A::Load, Lesson, T::Lab, &[letter('@')], text("load weights", "载入权重"), text("Go on from weights that were saved, exactly: at their step, with all that the run remembers.", "从保存的权重精确地继续：回到保存时的那一步，连同优化器等所记住的一切。")),
    bind("open_data", A::Data, Lesson, T::Lab, &[letter('o')], text("open data", "打开数据"), text("Open your own data files in this lesson.", "在本课中打开自己的数据文件。")),
    bind("language", A::Language, Everywhere, T::Lab, &[letter('L')], text("中文", "English"), text("Switch the language: English，简体中文.", "切换语言：English、简体中文。")),
    bind("theme", A::Theme, Everywhere, T::Lab, &[letter('T')], text("theme", "主题"), text("Switch the theme: dark, light, high contrast, without colours, your own (nnlab config).", "切换主题：深色、浅色、高对比度、无彩色、自定义（nnlab config）。")),
    bind("quit", A::Quit, Everywhere, T::Lab, &[letter('q')], text("quit", "退出"), text("Leave the lab.", "退出程序。")),
    bind("interrupt", A::Interrupt, Everywhere, T::Lab, &[ctrl('c')], text("stop", "停下"), text("Stop what is running; where nothing runs, leave the lab.", "停下正在运行的内容；没有运行时则退出程序。")),

    bind("box_up", A::Up, Box, T::Boxes, &[key(K::Up)], text("up", "上移"), text("Up; in a line: what was typed there before, or the offer before.", "上移；在输入行中：之前输入过的内容，或上一个候选。")),
    bind("box_down", A::Down, Box, T::Boxes, &[key(K::Down)], text("down", "下移"), text("Down; in a line: back again, or the next offer.", "下移；在输入行中：往回，或下一个候选。")),
    bind("list_up", A::Up, Reading, T::Boxes, &[letter('k')], text("up", "上移"), text("Up, where nothing is typed.", "上移（不输入文字处）。")),
    bind("list_down", A::Down, Reading, T::Boxes, &[letter('j')], text("down", "下移"), text("Down, where nothing is typed.", "下移（不输入文字处）。")),
    bind("next_found", A::Down, Search, T::Boxes, &[key(K::Tab)], text("down", "下移"), text("The next one found.", "下一个查到的条目。")),
    bind("page_up", A::PageUp, Box, T::Boxes, &[key(K::PageUp)], text("ten up", "上移十行"), text("Ten lines up.", "上移十行。")),
    bind("page_down", A::PageDown, Box, T::Boxes, &[key(K::PageDown)], text("ten down", "下移十行"), text("Ten lines down.", "下移十行。")),
    bind("read_on", A::PageDown, Page, T::Boxes, &[letter(' ')], text("read on", "往下读"), text("In a page: ten lines down.", "在页面中：下移十行。")),
    bind("top", A::Top, Reading, T::Boxes, &[key(K::Home)], text("top", "开头"), text("To the first line.", "到第一行。")),
    bind("bottom", A::Bottom, Reading, T::Boxes, &[key(K::End)], text("bottom", "末尾"), text("To the last line.", "到最后一行。")),
    bind("confirm", A::Enter, Box, T::Boxes, &[key(K::Enter)], text("take it", "确定"), text("Take what is chosen or typed.", "采用选中或输入的内容。")),
    bind("take", A::Enter, Choice, T::Boxes, &[letter(' ')], text("take it", "确定"), text("In a list of values: take this one.", "在取值列表中：采用这一项。")),
    bind("leave", A::Leave, Box, T::Boxes, &[key(K::Esc), ctrl('c')], text("leave", "离开"), text("Out of it; nothing is changed.", "离开，什么也不改变。")),
    bind("close", A::Leave, Reading, T::Boxes, &[letter('q')], text("close", "关闭"), text("Out of it, where nothing is typed.", "离开（不输入文字处）。")),
    bind("answer_up", A::Up, Options, T::Boxes, &[key(K::Up)], text("up", "上移"), text("Among the answers offered: up.", "在所给的答案中：上移。")),
    bind("answer_down", A::Down, Options, T::Boxes, &[key(K::Down)], text("down", "下移"), text("Among the answers offered: down.", "在所给的答案中：下移。")),
    bind("answer", A::Enter, Question, T::Boxes, &[key(K::Enter)], text("check", "检查"), text("Give the answer that is chosen or typed.", "提交选中或输入的答案。")),
    bind("take_back", A::Leave, Question, T::Boxes, &[key(K::Esc)], text("take back", "收回"), text("Take back what is chosen or typed as an answer.", "收回选中或输入的答案。")),

    bind("line_start", A::Edit(Edit::GoToStart), Writing, T::Typing, &[ctrl('a'), key(K::Home)], text("start", "行首"), text("To the start of the line.", "到行首。")),
    bind("line_end", A::Edit(Edit::GoToEnd), Writing, T::Typing, &[ctrl('e'), key(K::End)], text("end", "行尾"), text("To the end of the line.", "到行尾。")),
    bind("character_left", A::Edit(Edit::GoToPrevChar), Writing, T::Typing, &[key(K::Left)], text("left", "左移"), text("A character to the left.", "左移一个字。")),
    bind("character_right", A::Edit(Edit::GoToNextChar), Writing, T::Typing, &[key(K::Right)], text("right", "右移"), text("A character to the right.", "右移一个字。")),
    bind("word_left", A::Edit(Edit::GoToPrevWord), Writing, T::Typing, &[with_ctrl(K::Left)], text("word left", "左移一词"), text("A word to the left.", "左移一个词。")),
    bind("word_right", A::Edit(Edit::GoToNextWord), Writing, T::Typing, &[with_ctrl(K::Right)], text("word right", "右移一词"), text("A word to the right.", "右移一个词。")),
    bind("erase_before", A::Edit(Edit::DeletePrevChar), Writing, T::Typing, &[key(K::Backspace)], text("erase", "删除"), text("Erase the character before.", "删去前一个字。")),
    bind("erase_behind", A::Edit(Edit::DeleteNextChar), Writing, T::Typing, &[key(K::Delete)], text("erase", "删除"), text("Erase the character behind.", "删去后一个字。")),
    bind("erase_word", A::Edit(Edit::DeletePrevWord), Writing, T::Typing, &[ctrl('w')], text("erase word", "删词"), text("Erase the word before.", "删去前一个词。")),
    bind("erase_rest", A::Edit(Edit::DeleteTillEnd), Writing, T::Typing, &[ctrl('k')], text("erase rest", "删到行尾"), text("Erase all behind the cursor.", "删去光标后的内容。")),
    bind("erase_line", A::Edit(Edit::DeleteLine), Writing, T::Typing, &[ctrl('u')], text("erase line", "删行"), text("Erase the line.", "删去整行。")),
    bind("undo_typing", A::EditUndo, Writing, T::Typing, &[ctrl('_'), ctrl('/')], text("undo typing", "撤销输入"), text("Take back the latest change of the line.", "撤销对这一行的上一次改动。")),
    bind("redo_typing", A::EditRedo, Writing, T::Typing, &[ctrl('r')], text("redo typing", "重做输入"), text("Change the line again as it was changed.", "重做刚撤销的改动。")),
    bind("complete", A::Complete, Line, T::Typing, &[key(K::Tab)], text("complete", "补全"), text("Complete the path that is being typed, as far as there is only one way; else show how it can go on.", "补全正在输入的路径；有多种可能时列出。")),
    bind("put_back", A::Edit(Edit::Yank), Writing, T::Typing, &[ctrl('y')], text("put back", "粘回"), text("Put back what was erased by word, rest or line.", "粘回按词、到行尾或整行删去的内容。")),
];

// A key that means two things in one place does not build.
const _: () = {
    let mut at = 0;
    while at < BINDINGS.len() {
        let mut other = at + 1;
        while other < BINDINGS.len() {
            let (a, b) = (&BINDINGS[at], &BINDINGS[other]);
            assert!(!(a.scope.meets(b.scope) && share(a.keys, b.keys)), "a key is bound twice in one place");
            other += 1;
        }
        at += 1;
    }
};

/// Whether two lists have a key in common.
const fn share(one: &[KeyEvent], other: &[KeyEvent]) -> bool {
    let mut i = 0;
    while i < one.len() {
        let mut j = 0;
        while j < other.len() {
            if same(one[i], other[j]) {
                return true;
            }
            j += 1;
        }
        i += 1;
    }
    false
}

/// Equality that the compiler can compute: `PartialEq` cannot be called in constants.
const fn same(one: KeyEvent, other: KeyEvent) -> bool {
    if one.modifiers.bits() != other.modifiers.bits() {
        return false;
    }
    match (one.code, other.code) {
        (K::Char(a), K::Char(b)) => a as u32 == b as u32,
        (K::F(a), K::F(b)) => a == b,
        (K::Left, K::Left)
        | (K::Right, K::Right)
        | (K::Up, K::Up)
        | (K::Down, K::Down)
        | (K::Home, K::Home)
        | (K::End, K::End)
        | (K::PageUp, K::PageUp)
        | (K::PageDown, K::PageDown)
        | (K::Tab, K::Tab)
        | (K::BackTab, K::BackTab)
        | (K::Enter, K::Enter)
        | (K::Esc, K::Esc)
        | (K::Backspace, K::Backspace)
        | (K::Delete, K::Delete) => true,
        _ => false,
    }
}
