import MatrixCore

/// The letter that stands for an index of each axis: the first letter of its name that no other axis
/// has, in small.
package struct AxisLetters: Sendable {
  private var letters = NameTable<String>()

  /// Letters that are `taken` by values are left to them.
  package init(_ names: [String], taken values: [String] = []) {
    var taken = NameSet(values)
    for name in names where letters[name] == nil {
      let candidates = AxisLetters.letters(of: name) + [name.lowercased(), name]
      var letter = candidates.first { !taken.contains($0) } ?? name
      while taken.contains(letter) { letter += "′" }
      taken.insert(letter)
      letters.set(name, to: letter)
    }
  }

  /// The letters of a name, in small.
  private static func letters(of name: String) -> [String] {
    if name.utf8.contains(where: { $0 >= 0x80 }) {
      return name.filter(\.isLetter).map { $0.lowercased() }
    }
    return name.utf8.compactMap { byte in
      let small = byte | 0x20
      return UInt8(ascii: "a")...UInt8(ascii: "z") ~= small
        ? String(Unicode.Scalar(small)) : nil
    }
  }

  /// An axis that was primed, as another bears its name, has that one's letter primed.
  package subscript(name: String) -> String {
    if let letter = letters[name] { return letter }
    return name.hasSuffix("′") ? self[String(name.dropLast())] + "′" : name.lowercased()
  }
}
