import Documents
import Formulas

/// The content of a stepper: pages rendered on demand.
///
/// Page indices begin at 0, page numbers on the screen at 1.
struct StepperContent {
  /// The lesson's name.
  let lesson: String
  /// The number of pages.
  let count: Int
  let page: (_ index: Int) -> PageInfo
  /// The lines of a page with its header, for a width in columns.
  let lines: (_ index: Int, _ detail: Detail, _ width: Int) -> [String]
  /// The values computed up to a page.
  let values: (_ index: Int, _ width: Int) -> [String]
  /// The hints of a question's page.
  var hints: (_ index: Int, _ width: Int) -> [[String]] = { _, _ in [] }
  /// Whether a page asks a question.
  var asks: (_ index: Int) -> Bool = { _ in false }
  /// The verdict on a reply to a question; `hint` says how to get a hint, if one is left.
  var check: (_ reply: String, _ index: Int, _ hint: [Inline], _ width: Int) -> [String] = {
    _, _, _, _ in []
  }
  /// The lines after the last page.
  let closing: [String]
  let style: StepperStyle
}

/// The names of a page.
struct PageInfo: Hashable, Sendable {
  /// Its name for commands, such as `backward.dW`.
  let id: String
  /// Its name for people, such as `dW`.
  let title: String
  /// The names for commands of the steps that are folded into it.
  var folded: [String] = []
  /// Whether it begins a section of the lesson.
  var startsSection = false
}

/// The style of the stepper's own lines.
struct StepperStyle: Hashable, Sendable {
  /// Whether to use characters beyond ASCII.
  let unicode: Bool
  let color: Bool
  /// Whether to use words instead of drawn lines and marks.
  let accessible: Bool
}
