import Documents
import Typography

/// The appearance of a document as text.
package struct TextStyle: Sendable {
  /// The minimum width of a line, whatever is requested.
  package static let minimumWidth = 20

  /// Running text is no wider than this, because longer lines are hard to read.
  package static let readableWidth = 80
  /// From this width on, matrices that have a line each are put side by side.
  static let wideWidth = 120

  /// The columns of a line, at least `minimumWidth`.
  package let width: Int
  /// The rows of the window, which drawings are fitted to; nil for a file.
  package let rows: Int?
  package let spelling: Spelling
  /// Whether to add bold, dim, green and red to the words and symbols.
  package let color: Bool
  /// Whether to use words for matrices, headers and claims instead of drawings.
  package let accessible: Bool
  package let numbers: NumberStyle

  package init(
    width: Int = 80, rows: Int? = nil, spelling: Spelling = .unicode, color: Bool = false,
    accessible: Bool = false,
    numbers: NumberStyle = NumberStyle()
  ) {
    self.width = max(width, Self.minimumWidth)
    self.rows = rows
    self.spelling = spelling
    self.color = color
    self.accessible = accessible
    self.numbers = numbers
  }
}

extension TextStyle {
  /// The style in which each number of a document is written one way.
  func numbered(for document: Document) -> TextStyle {
    TextStyle(
      width: width, rows: rows, spelling: spelling, color: color, accessible: accessible,
      numbers: document.numbers(numbers))
  }

  /// The text in that paint if colour is on, else unchanged. Painted text is never measured.
  func painted(_ text: String, _ paint: Paint?) -> String {
    guard color, let paint, !text.isEmpty else { return text }
    return paint.start + text + Paint.end
  }
}
