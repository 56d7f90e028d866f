/// The characters that the layout itself draws.
struct Glyphs: Sendable {
  let isASCII: Bool
  let rule, doubleRule, dottedRule: String
  let approximately, ellipsis, rangeDash, bullet, bar, separator: String
  let holds, fails: String
  /// Where entries are left out: along a row, along a column, and where both meet.
  let rowGap, columnGap, cornerGap: String
  /// The left and right bracket of one line, and of the first, a middle and the last of several.
  let single, first, middle, last: (String, String)
}

extension Glyphs {
  static let unicode = Glyphs(
    isASCII: false,
    rule: "─", doubleRule: "═", dottedRule: "·", approximately: "≈", ellipsis: "…", rangeDash: "–",
    bullet: "•", bar: "│", separator: " · ", holds: "✓", fails: "✗", rowGap: "⋯", columnGap: "⋮",
    cornerGap: "⋱", single: ("[", "]"), first: ("⎡", "⎤"), middle: ("⎢", "⎥"), last: ("⎣", "⎦"))

  static let ascii = Glyphs(
    isASCII: true,
    rule: "-", doubleRule: "=", dottedRule: ".", approximately: "~", ellipsis: "...",
    rangeDash: "-",
    bullet: "-", bar: "|", separator: " - ", holds: "[ok]", fails: "[FAILED]", rowGap: "...",
    columnGap: ":", cornerGap: "...", single: ("[", "]"), first: ("[", "]"), middle: ("[", "]"),
    last: ("[", "]"))

  init(_ spelling: Spelling) {
    self = spelling == .ascii ? .ascii : .unicode
  }

  func brackets(line: Int, of count: Int) -> (String, String) {
    if count == 1 { return single }
    return line == 0 ? first : line == count - 1 ? last : middle
  }
}
