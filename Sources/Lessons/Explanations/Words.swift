import Typography

/// The words that explain a problem.
struct Words: Sendable {
  /// What is wrong, in one sentence.
  let message: String
  /// The label of the marked text.
  let label: String?
  /// The label of the related range.
  let related: String?
  /// The likely fix.
  let help: String?

  init(_ message: String, label: String? = nil, related: String? = nil, help: String? = nil) {
    self.message = message
    self.label = label
    self.related = related
    self.help = help
  }

  static func didYouMean(_ suggestion: String?) -> String? {
    suggestion.map { "did you mean \($0.quoted)?" }
  }
}

// MARK: - Turns of phrase

extension String {
  /// The text quoted for a sentence: on one line, and shortened if it is long.
  var quoted: String { "`\(shortened)`" }

  package var shortened: String {
    let words = prefix(1_000).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return DisplayWidth.shortened(words, to: 49)
  }
}

extension [String] {
  /// `a`, `b` or `c`
  func quoted(_ word: String) -> String {
    let quoted = map(\.quoted)
    guard let last = quoted.last, count > 1 else { return quoted.first ?? "" }
    return quoted.dropLast().joined(separator: ", ") + " \(word) " + last
  }
}

extension Int {
  /// The number with its noun: `1 axis`, `2 axes`.
  func of(_ singular: String, _ plural: String) -> String {
    "\(grouped) \(self == 1 ? singular : plural)"
  }

  /// `16,000,000`
  var grouped: String {
    var result = ""
    for (index, digit) in String(magnitude).reversed().enumerated() {
      if index > 0, index % 3 == 0 { result.append(",") }
      result.append(digit)
    }
    return (self < 0 ? "-" : "") + String(result.reversed())
  }
}

extension FixedWidthInteger {
  /// The number in base 16, with at least `digits` digits.
  func hexadecimal(digits: Int) -> String {
    let text = String(self, radix: 16, uppercase: true)
    return String(repeating: "0", count: Swift.max(0, digits - text.utf8.count)) + text
  }
}
