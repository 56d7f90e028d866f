import MatrixCore

/// The letter that stands for an index of each axis: the first letter of its name that no other axis
/// has, in small.
package struct AxisLetters: Sendable {
  private var names: [String] = []
  /// As many as there are names.
  private var letters: [String] = []

  /// Letters that are `taken` by values are left to them.
  package init(_ names: [String], taken values: [String] = []) {
    for name in names where !self.names.contains(name) {
      var letter = name.letters.first { !values.contains($0) && !letters.contains($0) } ?? name
      while values.contains(letter) || letters.contains(letter) { letter += "′" }
      self.names.append(name)
      letters.append(letter)
    }
  }

  /// An axis that was primed, as another bears its name, has that one's letter primed.
  package subscript(name: String) -> String {
    if let place = names.firstIndex(of: name) { return letters[place] }
    return name.hasSuffix("′") ? self[String(name.dropLast())] + "′" : name.lowercased()
  }
}

extension String {
  /// The letters that may stand for an axis of this name, the best first.
  fileprivate var letters: [String] {
    filter(\.isLetter).map { $0.lowercased() } + [lowercased()]
  }
}
