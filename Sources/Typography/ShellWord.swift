extension String {
  /// The text as one word of a shell's command line that is no option; never with anything that a
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
