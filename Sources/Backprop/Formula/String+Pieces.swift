// What is done to texts all the time, byte by byte: the first use of the library's general ways, which
// work on characters and on any collection, costs a start as much as a page.

extension String {
  /// `W` of `dW`: the name of the value whose gradient a name may be.
  package var gradientTarget: String? {
    utf8.first == UInt8(ascii: "d") ? String(self[utf8.index(after: utf8.startIndex)...]) : nil
  }

  /// Whether an ASCII character stands somewhere in the text.
  package func holds(_ character: Unicode.Scalar) -> Bool {
    utf8.contains(UInt8(ascii: character))
  }
}

extension [String] {
  /// The texts as one, the separator between each two.
  package func joined(separator: String = "") -> String {
    var text = ""
    for index in indices {
      if index > 0 { text += separator }
      text += self[index]
    }
    return text
  }
}
