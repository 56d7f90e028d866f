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

extension ScreenText {
  /// The line with each occurrence of a text in lower case in reverse colours.
  static func marking(_ wanted: String, in line: String) -> String {
    let characters = Array(line)
    let visible = visibleIndices(characters)
    let (text, part) = (visible.map { characters[$0].lowercased() }, wanted.map { String($0) })
    guard !part.isEmpty, part.count <= text.count else { return line }
    var marked: Set<Int> = []
    for start in 0...text.count - part.count
    where text[start..<start + part.count].elementsEqual(part) {
      marked.formUnion(visible[start..<start + part.count])
    }
    return characters.enumerated().map { index, character in
      guard marked.contains(index) else { return String(character) }
      // Colours inside would end it, so that it begins again after them.
      let start = marked.contains(index - 1) ? "" : "\u{1B}[7m"
      let end = marked.contains(index + 1) ? "" : "\u{1B}[27m"
      return "\(start)\(character)\(end)"
    }.joined()
  }

  /// The indices of the characters outside escape sequences.
  private static func visibleIndices(_ characters: [Character]) -> [Int] {
    var isInEscape = false
    return characters.indices.filter { index in
      if characters[index] == "\u{1B}" { isInEscape = true }
      defer { if characters[index] == "m" { isInEscape = false } }
      return !isInEscape
    }
  }
}
