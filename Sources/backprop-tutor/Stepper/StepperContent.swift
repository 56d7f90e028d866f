import Documents
import Formulas
import Terminal

/// The content of a stepper: pages rendered on demand.
///
/// Page indices begin at 0, page numbers on the screen at 1.
struct StepperContent {
  /// The lesson's name.
  let lesson: String
  /// The number of pages.
  let count: Int
  let page: (_ index: Int) -> PageInfo
  /// The lines of a page with its header, as wide as `size`; drawings are no taller than it.
  let lines: (_ index: Int, _ detail: Detail, _ size: WindowSize) -> [String]
  /// The values computed up to a page.
  let values: (_ index: Int, _ width: Int) -> [String]
  /// The hints of a question's page.
  var hints: (_ index: Int, _ width: Int) -> [[String]] = { _, _ in [] }
  /// Whether a page asks a question.
  var asks: (_ index: Int) -> Bool = { _ in false }
  /// The choices of a page's question.
  var choices: (_ index: Int) -> StepperChoices = { _ in StepperChoices() }
  /// The verdict on a reply to a question; `advice` says what can be done next.
  var check: (_ reply: String, _ index: Int, _ advice: [Inline], _ width: Int) -> StepperVerdict = {
    _, _, _, _ in StepperVerdict()
  }
  /// Waits for pages after a page, or for all if that is nil, and gives the content with them; nil if
  /// the content is whole.
  var more: ((_ past: Int?) -> StepperContent?)?
  /// The lines after the last page.
  let closing: [String]
  let style: StepperStyle
}

/// The choices of a question.
struct StepperChoices: Hashable, Sendable {
  /// Their number; 0 where none are given.
  var count = 0
  /// Whether several of them are right, so that a reply may name several.
  var areSeveralRight = false
}

/// What is said of a reply, and whether it is right.
struct StepperVerdict {
  var lines: [String] = []
  var isRight = false
  /// Whether the reply could be read as one to this question.
  var isReadable = true
}

/// The names of a page.
struct PageInfo: Sendable {
  /// Its name for commands, such as `backward.dW`.
  let id: String
  /// Its name for people, such as `dW`.
  let title: String
  /// Its name in the contents, in words, such as `backward`, `dW`.
  let entry: [String]
  /// The names for commands of the steps that are folded into it.
  var folded: [String] = []
  /// The headings in its prose.
  var headings: [LessonDocument.Heading] = []
  /// Whether it begins a section of the lesson.
  var startsSection = false

  /// The names for commands of the steps that it shows.
  var ids: [String] { [id] + folded }
}

/// The style of the stepper's own lines.
struct StepperStyle: Hashable, Sendable {
  /// Whether to use characters beyond ASCII.
  let unicode: Bool
  let color: Bool
  /// Whether to use words instead of drawn lines and marks.
  let accessible: Bool
}
