import Rendering

/// What a stepper walks through: pages, already rendered, asked for when they are shown.
///
/// Pages are counted from 0 here and from 1 on the screen.
struct StepperContent {
  /// The lesson's name.
  let lesson: String
  /// How many pages there are.
  let count: Int
  let page: (_ index: Int) -> PageInfo
  /// The lines of a page, header included, for a screen so many columns wide.
  let lines: (_ index: Int, _ detail: Detail, _ width: Int) -> [String]
  /// The values worked out up to a page, for a screen so many columns wide.
  let values: (_ index: Int, _ width: Int) -> [String]
  /// The hints of a page that asks something, each in lines for a screen so many columns wide.
  var hints: (_ index: Int, _ width: Int) -> [[String]] = { _, _ in [] }
  /// Whether a page waits for an answer.
  var asks: (_ index: Int) -> Bool = { _ in false }
  /// What to say of a reply to a page that asks, for a screen so many columns wide; `hint` tells how
  /// to get a hint, where there is one left.
  var check: (_ reply: String, _ index: Int, _ hint: [Inline], _ width: Int) -> [String] = {
    _, _, _, _ in []
  }
  /// What to say after the last page.
  let closing: [String]
  let style: StepperStyle
}

/// What a page is called.
struct PageInfo: Hashable, Sendable {
  /// Its name for commands, such as `backward.dW`.
  let id: String
  /// Its name for people, such as `dW`.
  let title: String
  /// Whether a section of the lesson begins with it.
  var startsSection = false
}

/// What the stepper's own lines may be made of.
struct StepperStyle: Hashable, Sendable {
  /// Characters beyond ASCII.
  let unicode: Bool
  let color: Bool
  /// Words in place of drawn lines and marks.
  let accessible: Bool
}
