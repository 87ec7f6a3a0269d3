//! What keys can ask for, and where.

use crate::words::{Text, text};
use tui_input::InputRequest;

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
    /// Save what the run has learnt.
    Weights,
    /// Save the metrics of the steps so far.
    Metrics,
    /// Go on from weights that were saved.
    Load,
    /// Save what is seen as a picture.
    Picture,
    /// Pin the run, or name it.
    Pin,
    /// A second run beside this one, or this one alone.
    Pair,
    /// Edits go to the other one of two runs.
    Swap,
    /// The script of the run, brought forward or copied.
    Code,
    /// Dark, light, monochrome.
    Theme,
    /// Leave the program.
    Quit,
    /// Stop what goes on; where nothing does, leave the program.
    Interrupt,
    /// The cursor inside a panel to the left.
    Left,
    /// The cursor inside a panel to the right.
    Right,
    /// The same as a press of the mouse at the cursor.
    Press,
    /// Take away what is at the cursor.
    Erase,
    /// A screenful up.
    PageUp,
    /// A screenful down.
    PageDown,
    /// To the first of a list, to the top of a page.
    Top,
    /// To the last of a list, to the bottom of a page.
    Bottom,
    /// Out of what is open; nothing in it is done.
    Leave,
    /// Change the line of text.
    Edit(InputRequest),
    /// Take back the latest change of the line of text.
    EditUndo,
    /// Change it again as it was changed.
    EditRedo,
    /// Complete the path that is being typed.
    Complete,
}

impl Action {
    /// Whether the key itself says more than its name: the digit of a view or a lesson.
    #[must_use]
    pub fn reads_its_key(self) -> bool {
        matches!(self, Action::View | Action::LessonNumber)
    }

    /// Whether it only moves the run: it means the same whatever is seen.
    #[must_use]
    pub fn only_moves(self) -> bool {
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
    /// With the cursor inside a panel; keys that mean nothing there mean what they mean in the lesson.
    Inside,
    /// In whatever is open on top of a screen.
    Box,
    /// In what is open on top where nothing is typed.
    Reading,
    /// In a text to be read: help, a page.
    Page,
    /// In a list of values.
    Choice,
    /// In a list that is searched by typing.
    Search,
    /// In a line of text.
    Line,
    /// Where text is typed: in a line, in a search, in the answer to a question.
    Writing,
    /// In the answer to a question.
    Question,
    /// In an answer that is typed.
    Answer,
    /// Among the answers that a question offers.
    Options,
}

impl Scope {
    /// The places that the learner can be at, each one by itself.
    pub const PLACES: [Scope; 9] = {
        use Scope::{Answer, Choice, Home, Inside, Lesson, Line, Options, Page, Search};
        [Home, Lesson, Inside, Page, Choice, Search, Line, Answer, Options]
    };

    /// Whether a binding of this scope is in force at `place`.
    #[must_use]
    pub const fn covers(self, place: Scope) -> bool {
        use Scope::{
            Answer, Box, Choice, Everywhere, Home, Lesson, Line, Options, Page, Question, Reading, Search,
            Writing,
        };
        self as u8 == place as u8
            || matches!(
                (self, place),
                (Everywhere, Home | Lesson)
                    | (Box, Page | Choice | Search | Line)
                    | (Reading, Page | Choice)
                    | (Writing, Search | Line | Answer)
                    | (Question, Answer | Options)
            )
    }

    /// Whether there is a place where both are in force.
    #[must_use]
    pub const fn meets(self, other: Scope) -> bool {
        let mut at = 0;
        while at < Scope::PLACES.len() {
            if self.covers(Scope::PLACES[at]) && other.covers(Scope::PLACES[at]) {
                return true;
            }
            at += 1;
        }
        false
    }
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
    /// With the cursor inside a panel.
    Inside,
    /// Lessons and the program.
    Lab,
    /// Lists, pages and boxes.
    Boxes,
    /// Typing a line.
    Typing,
}

impl Topic {
    /// All topics in the order of the help.
    pub const ALL: [Topic; 7] =
        [Topic::Coach, Topic::Steps, Topic::Panels, Topic::Inside, Topic::Lab, Topic::Boxes, Topic::Typing];

    /// Whether the help at a place has it, beside what is in force there.
    #[must_use]
    pub const fn helps(self, place: Scope) -> bool {
        !matches!((self, place), (Topic::Inside, Scope::Home))
    }

    /// The heading.
    #[must_use]
    pub const fn title(self) -> Text {
        match self {
            Topic::Coach => text("Cards and questions", "卡片与问题"),
            Topic::Steps => text("Stepping", "步进"),
            Topic::Panels => text("Views and parameters", "视图与参数"),
            Topic::Inside => text("Inside a panel", "在面板内"),
            Topic::Lab => text("Lessons and program", "课程与程序"),
            Topic::Boxes => text("Lists, pages and boxes", "列表、页面与对话框"),
            Topic::Typing => text("Typing a line", "输入一行文字"),
        }
    }
}
