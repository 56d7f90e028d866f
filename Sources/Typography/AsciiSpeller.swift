/// Writes text in ASCII, scalar by scalar: `Σₙ xₙᵀ δ²` becomes `sum_n x_n.T delta^2`.
package struct AsciiSpeller {
  package private(set) var text = ""
  private var run = Run.plain
  /// Whether the text ends in an operator's word, such as `sum`, which needs a space before a
  /// letter.
  private var followsOperator = false

  /// Whether the last letter was written as a word, such as `theta`.
  private var isWord = false

  /// The kind of the last scalar, so that `¹²` is `^12` and `ₙ₊₁` is `_n+1`.
  private enum Run { case plain, subscripted, superscripted }

  package init() {}

  package mutating func append(_ scalar: Unicode.Scalar) {
    if scalar.isSpaceLike {
      plain(" ")
    } else if scalar.isNeverPrinted {
      plain("?")
    } else if scalar.isASCII {
      plain(String(scalar))
    } else if let letter = AsciiSymbols.superscripts[scalar] {
      if run != .superscripted { text += "^" }
      text += letter
      run = .superscripted
    } else if let letter = AsciiSymbols.subscripts[scalar] {
      // A digit joins its name, `x1`; a letter would read as part of the name.
      if run != .subscripted, letter.first?.isLetter == true { text += "_" }
      text += letter
      run = .subscripted
    } else if let words = AsciiSymbols.words[scalar] {
      let isOperator = AsciiSymbols.operators.contains(words)
      if isOperator, text.last?.isLetterOrDigit == true { text += " " }
      plain(words)
      followsOperator = isOperator
    } else if DisplayWidth.of(scalar) == 0 {
      if let name = AsciiSymbols.marks.first(where: { $0.scalar == scalar }) { mark(name) }
    } else {
      let (letter, accent) = scalar.spelt
      plain(letter)
      if let accent, let name = AsciiSymbols.marks.first(where: { $0.name == accent }) {
        mark(name)
      }
    }
  }

  private mutating func plain(_ words: String) {
    if followsOperator, words.first?.isLetterOrDigit == true { text += " " }
    followsOperator = false
    run = .plain
    isWord = words.count > 1
    text += words
  }

  /// Writes the mark on the previous letter: `ŷ` becomes `y_hat`, and `ê` stays e.
  private mutating func mark(_ mark: AsciiSymbols.Mark) {
    guard let letter = text.last, isWord || !mark.usual.contains(letter) else { return }
    text += "_" + mark.word
  }
}

extension Unicode.Scalar {
  /// The letter and the accent that the scalar's Unicode name ends in: `ŷ` is y with CIRCUMFLEX,
  /// `δ` is delta, `𝐖` is W. `?` if there is none.
  fileprivate var spelt: (letter: String, accent: Substring?) {
    guard let words = properties.name?.split(separator: " "),
      words[0] == "LATIN" || words[0] == "GREEK" || words[0] == "MATHEMATICAL",
      let index = words.lastIndex(where: { ["LETTER", "CAPITAL", "SMALL"].contains($0) }),
      index + 1 < words.count
    else { return ("?", nil) }
    let name = words[index + 1]
    let lower = name == "LAMDA" ? "lambda" : name.lowercased()
    let letter =
      words.contains("CAPITAL") && !words.contains("SMALL")
      ? lower.prefix(1).uppercased() + lower.dropFirst() : lower
    return (letter, index + 3 < words.count ? words[index + 3] : nil)
  }
}

extension Character {
  fileprivate var isLetterOrDigit: Bool { isLetter || isNumber }
}
