/// The text of a choice, or a reply that means one, as far as it matters: `δᵀ @ a`, `delta.T a` and
/// `δ transposed times a` are one, and so are `0`, `zero` and `zeros`, `only row 3` and `row three only`.
struct ChoiceText {
  let tokens: [String]
  /// The shape that the text is; nil if it is none.
  let shape: TypedShape?
  /// The single number that the text is; nil if it is none.
  let number: TypedNumbers?
  /// The whole numbers and ordinals in the text, and the number with which it begins.
  let numbers: Set<Int>
  let leadingNumber: Int?

  init(_ text: String) {
    tokens = Self.meaning(of: Self.split(text))
    numbers = Set(
      tokens.compactMap { token in
        Int(token) ?? Self.ordinals.firstIndex(of: token).map { $0 + 1 }
      })
    leadingNumber = text.first?.isNumber ?? false ? tokens.first.flatMap { Int($0) } : nil
    shape = try? TypedShape.read(text)
    let number = try? TypedNumbers.read(text, sizes: [])
    self.number = number?.sizes.isEmpty ?? false ? number : nil
  }

  static let ordinals = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth",
  ]

  private static let transposed = "ᵀ"
  private static let only = "only"
  /// Tokens that are written in several ways.
  private static let spellings = [
    "\u{2212}": "-", "\u{2013}": "-", "transposed": transposed, "transpose": transposed,
    "zero": "0", "zeros": "0", "zeroes": "0", "just": only, "alone": only,
    // `one` is a pronoun too.
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "eta": "η", "sigma": "σ",
  ]
  /// Tokens that change nothing: brackets, quotes, marks of products, articles.
  private static let empty: Set<String> = [
    ",", ";", ".", ":", "`", "\"", "'", "(", ")", "[", "]", "@", "*", "·", "×", "times", "the",
  ]

  /// Words, numbers and other characters, each once.
  private static func split(_ text: String) -> [String] {
    var tokens: [String] = []
    var word = ""
    func end() {
      if !word.isEmpty { tokens.append(word) }
      word = ""
    }
    for character in text.lowercased() {
      let isPoint = character == "." && word.first?.isNumber ?? false
      if isPoint || character.isLetter && character != "ᵀ" || character.isNumber || character == "_"
      {
        word.append(character)
      } else {
        end()
        if !character.isWhitespace { tokens.append(String(character)) }
      }
    }
    end()
    return tokens.map { $0.count > 1 && $0.last == "." ? String($0.dropLast()) : $0 }
  }

  private static func meaning(of tokens: [String]) -> [String] {
    var result: [String] = []
    var before = ""
    for token in tokens {
      // `.T` and `^T`
      if token == "t", before == "." || before == "^" {
        if before == "^" { result.removeLast() }
        result.append(transposed)
      } else if !empty.contains(token) {
        result.append(spellings[token] ?? token)
      }
      before = token
    }
    if result.contains(only) { result = result.filter { $0 != only } + [only] }
    // A vector or matrix of zeros, `all zeros`, `0 matrix`.
    let isZero =
      result.contains("0") && result.allSatisfy { ["0", "all", "matrix", "vector"].contains($0) }
    return isZero ? ["0"] : result
  }
}
