import Typography

/// The signs of formulas and what they mean.
package enum Legend {
  package static let title = "Signs"

  /// The signs as they are spelt in the formulas, each once.
  package static func signs(_ spelling: Spelling) -> [(name: String, purpose: String)] {
    var seen: Set<String> = []
    return signs.map { (spelt($0.sign, spelling), spelling($0.meaning)) }.filter {
      seen.insert($0.0).inserted
    }
  }

  /// Signs that mean one thing, each spelling once: `*; ·` in ASCII is `*`.
  private static func spelt(_ signs: String, _ spelling: Spelling) -> String {
    var seen: Set<String> = []
    return signs.split(separator: ";").map { spelling(String($0.drop { $0 == " " })) }
      .filter { seen.insert($0).inserted }.joined(separator: "  ")
  }

  private static let signs: [(sign: String, meaning: String)] = [
    ("(N 2, in 3)", "a shape: 2 entries along the axis N, 3 along in"),
    ("2 * N", "in a formula the name of an axis is its size"),
    ("@", "the matrix product: each row of the left with each column of the right"),
    ("*; ·; ∘", "times: * in formulas, · with numbers, ∘ entry by entry between matrices"),
    ("M^2", "a power, entry by entry: each entry of M squared, not M @ M"),
    ("log; exp", "the natural logarithm, and e to a power, of each entry"),
    ("⊗", "a column times a row: a matrix of all products of their entries"),
    ("Xᵀ; X.T", "X transposed: its rows become columns"),
    ("W[2, :]", "row 2 of W; W[:, 2] is its column 2"),
    ("Σₙ", "the sum over n = 1, 2, … to the end of its axis"),
    ("c′", "a second letter for the axis of c, counted on its own"),
    ("σ′", "the slope of the function σ"),
    ("dW", "the gradient of W: how fast the loss grows when an entry of W grows"),
    ("→", "copied along another axis"),
    ("≈", "the numbers after it are rounded; all digits are worked with"),
    ("✓", "checked: the program has worked it out, and it holds"),
  ]
}
