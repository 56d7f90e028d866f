import MatrixCore

/// The words that formats put beside a document's own, such as labels instead of drawn marks.
package enum Vocabulary {
  package static let quote = "Quote"
  package static let help = "help"
  package static let code = "code"
  package static let course = "The course"
  package static let mathematics = "mathematics"
  package static let graph = "computational graph"
  package static let inWords = "In words"
  package static let steps = "Steps"
  package static let back = "Back"
  package static let next = "Next"
  package static let all = "All steps"
  package static let reply = "Your answer"
  package static let answer = "Answer"
  package static let pageKeys =
    "→, Space or Enter: next. ←: back. Home, End: first, last. ?: these keys."

  package static func hint(_ number: Int) -> String { "Hint \(number)" }

  /// What a page says of a reply that it judges by itself.
  package static let verdicts: [(key: String, words: String)] = [
    ("notYet", notYet), ("perhaps", "Perhaps this:"), ("either", "Either:"),
    ("perhapsEither", "Perhaps either:"), ("or", "Or:"),
    ("oneDigit", digits(missing: 1)), ("twoDigits", digits(missing: 2)),
    ("close", close(count: 1)), ("allClose", close(count: 2)),
    ("incomplete", missingChoices(1)), ("missing", missingChoices(nil)),
    ("tooMany", choicesTooMany(1)), ("severalTooMany", choicesTooMany(nil)),
    ("wrongChoice", wrongChoice),
    ("otherShape", otherShape), ("typeShape", typeShape), ("ragged", ragged),
    ("comma", "That can be read in two ways: type a point before the decimals."),
    ("entries", "entries are right."),
    ("shape", "Not yet: the answer has other sizes."),
    ("cut", "Print the whole array: “...” leaves numbers out."),
    ("choice", "\(noChoice) Type the letter of one."),
    ("ambiguousChoice", "\(ambiguousChoice) Type the letter of one."),
    ("unreadable", "That can't be read. Type numbers, like -2, 1/3 or [[1, 2], [3, 4]]."),
  ]

  package static let notYet = "Not yet."
  package static let otherShape = "Not yet. It has another shape."
  package static let typeShape =
    "That can't be read. Type a shape with its sizes, like (N 4, in 2) or (4, 2)."
  package static let ragged = "That can't be read: its rows are not of one length."
  package static let noChoice = "That is none of the choices."
  package static let ambiguousChoice = "That could mean more than one of the choices."
  /// What is said of a wrong choice among several where the lesson says nothing.
  package static let wrongChoice = "No."

  /// What is said of right choices that are not all of them; `#` stands for a number not known yet.
  package static func missingChoices(_ count: Int?) -> String {
    "Right so far, but not all: "
      + (count == 1
        ? "there is another right choice."
        : "\(count.map { "\($0)" } ?? "#") more choices are right.")
  }

  /// What is said of all right choices and wrong ones; `#` stands for a number not known yet.
  package static func choicesTooMany(_ count: Int?) -> String {
    count == 1
      ? "Not yet: there is a choice too many."
      : "Not yet: there are \(count.map { "\($0)" } ?? "#") choices too many."
  }

  /// What is said of the first digits of an answer.
  package static func digits(missing: Int) -> String {
    "Right so far: give \(missing == 1 ? "one more digit" : "two more digits")."
  }

  /// What is said of numbers whose last digits alone are wrong.
  package static func close(count: Int) -> String {
    "Close: check the last digit\(count == 1 ? "" : "s")."
  }

  package static func step(_ position: String) -> String { "Step \(position)" }

  package static func claim(holds: Bool) -> String { holds ? "holds" : "does not hold" }

  /// The text that a diagnostic marks.
  package static func marked(_ text: String) -> String { "marked: \(text)" }

  /// The line that a diagnostic marks.
  package static func line(_ number: Int, isMain: Bool) -> String {
    isMain ? "line \(number)" : "see line \(number)"
  }

  /// Some columns of a matrix that is too wide, from 1: `out 1–5 of 12`.
  package static func columns(_ range: ClosedRange<Int>, of axis: Axis) -> String {
    let numbers = range.count == 1 ? "" : "–\(range.upperBound)"
    return "\(axis.name) \(range.lowerBound)\(numbers) of \(axis.size)"
  }
}
