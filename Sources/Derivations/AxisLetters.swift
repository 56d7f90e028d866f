import Backprop
import MatrixCore

/// The letter that stands for an index of each axis: the first letter of its name that no other axis
/// has, in small.
package struct AxisLetters: Sendable {
  private var letters = NameTable<String>()

  /// Letters that are `taken` by values are left to them.
  package init(_ names: [String], taken values: [String] = []) {
    var taken = NameSet(values)
    for name in names where self.letters[name] == nil {
      let letters = name.filter(\.isLetter).map { $0.lowercased() }
      let candidates = letters + [name.lowercased(), name]
      var letter = candidates.first { !taken.contains($0) } ?? name
      while taken.contains(letter) { letter += "′" }
      taken.insert(letter)
      self.letters.set(name, to: letter)
    }
  }

  /// An axis that was primed, as another bears its name, has that one's letter primed.
  package subscript(name: String) -> String {
    if let letter = letters[name] { return letter }
    return name.hasSuffix("′") ? self[String(name.dropLast())] + "′" : name.lowercased()
  }
}
