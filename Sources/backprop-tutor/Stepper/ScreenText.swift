import Typography

/// The appearance of a coloured text on the screen.
enum ScreenText {
  /// The text without its escape sequences, which all end in `m`.
  static func plain(_ text: String) -> String {
    let parts = text.unicodeScalars.split(separator: "\u{1B}", omittingEmptySubsequences: false)
    return parts.enumerated().map { index, part in
      String(index == 0 ? part : part.drop { $0 != "m" }.dropFirst())
    }.joined()
  }

  /// The number of rows that a text takes in a window of `columns` columns.
  static func rows(of text: String, columns: Int) -> Int {
    (DisplayWidth.of(plain(text)) + columns - 1) / max(1, columns)
  }
}
