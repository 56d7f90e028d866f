import Backprop
import MatrixCore

/// The index letter of each axis: the first letter of its name that no other axis has, in lower
/// case, else a free letter with which no axis begins; a name of one letter is primed.
package struct AxisLetters: Sendable {
  private var letters: [String: String] = [:]

  /// Letters in `taken` are reserved for values.
  package init(_ names: [String], taken values: [String] = []) {
    var taken = NameSet(values)
    let initials = names.compactMap { $0.first?.lowercased() }
    for name in names where self.letters[name] == nil {
      let letters = name.lazy.filter(\.isLetter).map { $0.lowercased() }
      var letter =
        letters.first { !taken.contains($0) }
        ?? "kjlmrsqpuvwhigcab".lazy.map(String.init).first {
          name.count > 1 && !taken.contains($0) && !initials.contains($0)
        } ?? (taken.contains(name.lowercased()) ? name : name.lowercased())
      while taken.contains(letter) { letter += "′" }
      taken.insert(letter)
      self.letters[name] = letter
    }
  }

  /// The letters of all axes of a network.
  package init(_ network: Network) {
    self.init(network.axes.map(\.name), taken: network.values.map(\.name))
  }

  /// A primed axis gets the primed letter of the axis with the unprimed name.
  package subscript(name: String) -> String {
    if let letter = letters[name] { return letter }
    return name.hasSuffix("′") ? self[String(name.dropLast())] + "′" : name.lowercased()
  }

  /// The indices of the entry stored at `offset`, counted from 1: `n = 1, c = 2`.
  package func label(_ shape: Shape, at offset: Int) -> String {
    zip(shape.names, shape.indices(at: offset))
      .map { "\(self[$0]) = \($1 + 1)" }.joined(separator: ", ")
  }
}
