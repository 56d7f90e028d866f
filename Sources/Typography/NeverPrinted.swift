extension Unicode.Scalar {
  /// Whether the scalar is never printed, because a terminal may obey it or because it reorders or
  /// hides the text around it. Input with one is refused, or the scalar is replaced.
  package var isNeverPrinted: Bool {
    if isASCII { return value < 0x20 || value == 0x7F }
    return switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    // The joiners shape Persian and Indic letters, and emoji.
    case .format: value != 0x200C && value != 0x200D
    // Unassigned, but reserved for formatting.
    default: [0x2065, 0xE0000].contains(value) || 0xE0002...0xE007F ~= value
    }
  }
}

extension String {
  /// The text with U+FFFD in place of each scalar that is never printed.
  package var printable: String {
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars { result.append(scalar.isNeverPrinted ? "\u{FFFD}" : scalar) }
    return String(result)
  }
}
