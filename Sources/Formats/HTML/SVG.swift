/// The elements of drawings.
enum SVG {
  static func line(_ x1: Int, _ y1: Int, _ x2: Int, _ y2: Int, _ kind: String) -> String {
    "<line class=\"\(kind)\" x1=\"\(x1)\" y1=\"\(y1)\" x2=\"\(x2)\" y2=\"\(y2)\"/>"
  }

  /// `anchor` is `start`, `middle` or `end`.
  static func text(
    _ x: Int, _ y: Int, _ text: String, _ anchor: String, _ kind: String = ""
  ) -> String {
    "<text class=\"\(kind)\" x=\"\(x)\" y=\"\(y)\" text-anchor=\"\(anchor)\">"
      + "\(text.escapedInHTML)</text>"
  }
}
