import Typography

/// The characters drawn by the layout.
struct Glyphs: Sendable {
  let isASCII: Bool

  init(_ spelling: Spelling) {
    isASCII = spelling == .ascii
  }
}

extension Glyphs {
  var rule: String { isASCII ? "-" : "─" }
  var doubleRule: String { isASCII ? "=" : "═" }
  var dottedRule: String { isASCII ? "." : "·" }
  var approximately: String { isASCII ? "~" : "≈" }
  var ellipsis: String { isASCII ? "..." : "…" }
  var bullet: String { isASCII ? "-" : "•" }
  var bar: String { isASCII ? "|" : "│" }
  var crossing: String { isASCII ? "+" : "┼" }
  var separator: String { isASCII ? " - " : " · " }
  var holds: String { isASCII ? "[ok]" : "✓" }
  var fails: String { isASCII ? "[FAILED]" : "✗" }
  /// The marks for entries left out along a row, along a column, and along both.
  var rowGap: String { isASCII ? "..." : "⋯" }
  var columnGap: String { isASCII ? ":" : "⋮" }
  var cornerGap: String { isASCII ? "..." : "⋱" }

  /// The left and right brackets of a line of a matrix.
  func brackets(line: Int, of count: Int) -> (String, String) {
    if isASCII || count == 1 { return ("[", "]") }
    return line == 0 ? ("⎡", "⎤") : line == count - 1 ? ("⎣", "⎦") : ("⎢", "⎥")
  }
}
