import Typography

/// The signs of formulas and what they mean.
package enum Legend {
  package static let title = "Signs"

  /// The signs as they are spelt in the formulas, each once.
  package static func signs(_ spelling: Spelling) -> [(name: String, purpose: String)] {
    var seen: Set<String> = []
    return signs.map { (spelling($0.sign), spelling($0.meaning)) }.filter {
      seen.insert($0.0).inserted
    }
  }

  private static let signs: [(sign: String, meaning: String)] = [
    ("(N 2, in 3)", "a shape: 2 entries along the axis N, 3 along in"),
    ("2 * N", "in a formula the name of an axis is its size"),
    ("@", "the matrix product: each row of the left with each column of the right"),
    ("*", "times; between two matrices of one shape, entry by entry"),
    ("·", "times, between numbers, or a number and a matrix"),
    ("∘", "times, entry by entry"),
    ("⊗", "a column times a row: a matrix of all products of their entries"),
    ("Xᵀ", "X transposed: its rows become columns"),
    ("Σₙ", "the sum over n = 1, 2, … to the end of its axis"),
    ("σ′", "the slope of the function σ"),
    ("dW", "the gradient of W: how fast the loss grows when an entry of W grows"),
    ("→", "copied along another axis"),
    ("≈", "the numbers after it are rounded"),
    ("✓", "checked: the program has worked it out, and it holds"),
  ]
}
