/// The character set of the output. Neither lets through characters that a terminal would obey.
package enum Spelling: Hashable, Sendable {
  case unicode
  /// Spells known symbols, `delta` and `x_1`; removes accents from letters; replaces the rest by
  /// `?`.
  case ascii

  /// The text without characters that are never printed, spelt in ASCII if requested. Tabs and line
  /// ends become spaces.
  package func callAsFunction(_ text: String) -> String {
    switch self {
    case .unicode:
      // Most text is printable ASCII.
      if text.utf8.allSatisfy({ 0x20...0x7E ~= $0 }) { return text }
      if !text.unicodeScalars.contains(where: { $0.isSpaceLike || $0.isNeverPrinted }) {
        return text
      }
      var result = String.UnicodeScalarView()
      for scalar in text.unicodeScalars { result.append(scalar.isSpaceLike ? " " : scalar) }
      return String(result).printable
    case .ascii:
      var speller = AsciiSpeller()
      for scalar in text.unicodeScalars { speller.append(scalar) }
      return speller.text
    }
  }
}

extension Unicode.Scalar {
  /// Whether it is white space that is printed as a space.
  var isSpaceLike: Bool { self == "\t" || self == "\n" || self == "\r" }
}
