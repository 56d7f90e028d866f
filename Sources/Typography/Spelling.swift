/// Which characters the output is written in. Whatever it is, nothing that a terminal would obey gets
/// through.
package enum Spelling: Hashable, Sendable {
  case unicode
  /// Known symbols are spelt, `delta` and `x_1`; letters lose their accents; the rest becomes `?`.
  case ascii

  /// The text without characters that are never printed, and spelt in ASCII where that is asked for.
  /// Tabs and line ends become spaces.
  package func callAsFunction(_ text: String) -> String {
    switch self {
    case .unicode:
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
  var isSpaceLike: Bool { "\t\n\r ".unicodeScalars.contains(self) }
}
