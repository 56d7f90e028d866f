// What a program says to people.

extension Program {
  /// The lines at the head of the file, after the title.
  package var introduction: [String] {
    switch language {
    case .numpy:
      [
        "The forward pass and the backward pass, written out by hand with NumPy. Each line stands",
        "under its formula, and its value is compared with the lesson's.",
      ]
    case .torch:
      [
        "The forward pass with PyTorch's own functions, and its gradients: another proof of the",
        "lesson's numbers.",
      ]
    }
  }

  /// How names of the lesson became identifiers.
  package static func naming(_ changed: [(name: String, identifier: String)]) -> String {
    let pairs = changed.map { "\($0.name) is \($0.identifier)" }
    return "Names: dots became underscores"
      + (pairs.isEmpty ? "." : "; " + pairs.joined(separator: ", ") + ".")
  }

  /// The head of the table that a program prints.
  package static let tableHead = (name: "name", shape: "shape", gap: "difference")

  /// What a program says at its end.
  package static let verdicts = (holds: "every value agrees", fails: "not every value agrees")
}
