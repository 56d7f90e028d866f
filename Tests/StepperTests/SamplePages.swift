import Documents
import Terminal

@testable import backprop_tutor

/// A lesson of pages that say no more than which they are.
enum Sample {
  /// Two pages of an introduction, three forward and three backward.
  static let ids = [
    "text.1", "text.2", "forward.Y", "forward.Z", "forward.L", "backward.L", "backward.Z",
    "backward.Y",
  ]

  /// Pages that are the same at every level of detail.
  static let alike: @Sendable (Int, Detail, Int) -> [String] = { index, _, columns in
    ["page \(index + 1) normal \(columns)", ""]
  }

  static func content(
    count: Int = ids.count, unicode: Bool = true, accessible: Bool = false,
    headings: [Int: [LessonDocument.Heading]] = [:],
    lines: ((Int, Detail, Int) -> [String])? = nil
  ) -> StepperContent {
    StepperContent(
      lesson: "sample",
      count: count,
      page: { index in
        let parts = ids[index % ids.count].split(separator: ".").map(String.init)
        return PageInfo(
          id: ids[index % ids.count], title: parts[1], entry: [ids[index % ids.count]],
          headings: headings[index] ?? [], startsSection: [0, 2, 5].contains(index))
      },
      lines: { index, detail, size in
        lines?(index, detail, size.columns)
          ?? ["page \(index + 1) \(detail) \(size.columns)", ""]
      },
      values: { index, width in ["values to \(index + 1) in \(width)", ""] },
      closing: ["the end"],
      style: StepperStyle(unicode: unicode, color: false, accessible: accessible))
  }

  /// A stepper that has shown its first page.
  static func stepper(
    _ content: StepperContent = content(), pages: Range<Int>? = nil, columns: Int = 80,
    rows: Int = 24, pauses: Bool = true
  ) -> Stepper {
    var stepper = Stepper(
      content, pages: pages, size: WindowSize(columns: columns, rows: rows), pauses: pauses)
    _ = stepper.start()
    return stepper
  }
}

extension Stepper {
  /// Presses the keys that a text stands for, and gives what the last one did.
  ///
  /// `⏎` Enter, `␣` space, `→` `←` arrows, `⌫` backspace, `⎋` Escape, `⌃` Ctrl-D.
  mutating func press(_ keys: String) -> StepperEffect {
    var effect = StepperEffect()
    for key in keys { effect = receive(Self.key(key)) }
    return effect
  }

  private static func key(_ character: Character) -> Key {
    switch character {
    case "⏎": .enter
    case "␣": .space
    case "→": .right
    case "←": .left
    case "⌫": .backspace
    case "⎋": .escape
    case "⌃": .control("d")
    default: .character(character)
    }
  }
}
