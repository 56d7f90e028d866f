extension String {
  /// The text quoted as one shell word that is not read as an option, without characters that a
  /// terminal would obey.
  package var shellWord: String {
    let word = (hasPrefix("-") ? "./" + self : self).printable
    let isPlain = word.allSatisfy { $0.isLetter || $0.isNumber || "/._-+@%,".contains($0) }
    if isPlain, !word.isEmpty { return word }
    return "'"
      + word.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\\''") + "'"
  }
}
