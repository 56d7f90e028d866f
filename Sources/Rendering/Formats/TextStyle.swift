import Typography

/// How a document is to look as text.
package struct TextStyle: Sendable {
  /// A line is never narrower laid out than this, whatever is asked for.
  package static let minimumWidth = 20

  /// The columns of a line, at least `minimumWidth`.
  package let width: Int
  package let spelling: Spelling
  /// Whether bold, dim, green and red are added to what words and symbols say already.
  package let color: Bool
  /// Whether matrices, headers and claims are put in words, without anything drawn.
  package let accessible: Bool
  package let numbers: NumberStyle

  package init(
    width: Int = 80, spelling: Spelling = .unicode, color: Bool = false, accessible: Bool = false,
    numbers: NumberStyle = NumberStyle()
  ) {
    self.width = max(width, Self.minimumWidth)
    self.spelling = spelling
    self.color = color
    self.accessible = accessible
    self.numbers = numbers
  }
}

/// Colours and weights, as a terminal is told them.
enum Paint: String, Sendable {
  case bold = "1"
  case dim = "2"
  case italic = "3"
  case red = "31"
  case green = "32"

  var start: String { "\u{1B}[\(rawValue)m" }
  static let end = "\u{1B}[0m"
}

extension TextStyle {
  /// The text in that paint where there is colour, else as it is. Painted text is never measured.
  func painted(_ text: String, _ paint: Paint?) -> String {
    guard color, let paint, !text.isEmpty else { return text }
    return paint.start + text + Paint.end
  }
}
