/// The choices that a student typed: `b`, `a c`, `a, c`, `1 3`, or the text of one.
enum TypedChoices {
  /// The indices of the choices, each once.
  static func read(_ text: String, choices: [String]) throws(UnreadableReply) -> [Int] {
    let letters = choices.indices.map(AskedQuestion.letter)
    let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    let named = words.filter { $0 != "and" }
    let indices = named.compactMap { letters.firstIndex(of: $0) }
    if !indices.isEmpty, indices.count == named.count { return unique(indices) }
    let wanted = essence(text)
    if let index = choices.firstIndex(where: { essence($0) == wanted }) { return [index] }
    // `ac`
    if named.count == 1, choices.count <= 26, Set(named[0]).count == named[0].count {
      let indices = named[0].compactMap { letters.firstIndex(of: String($0)) }
      if indices.count == named[0].count { return indices.sorted() }
    }
    // `2`, unless a choice is a number itself.
    if !choices.contains(where: { Double(essence($0)) != nil }) {
      let indices = named.compactMap { Int($0) }.map { $0 - 1 }
      if !indices.isEmpty, indices.count == named.count,
        indices.allSatisfy(choices.indices.contains)
      {
        return unique(indices)
      }
    }
    throw .choice(count: choices.count)
  }

  private static func unique(_ indices: [Int]) -> [Int] { Array(Set(indices)).sorted() }

  /// The text normalised: without capitals, spaces, quotes and the full stop at the end.
  private static func essence(_ text: String) -> String {
    var essence = ""
    for character in text.lowercased()
    where !character.isWhitespace && !"`\"'()".contains(character) {
      essence.append(character == "\u{2212}" ? "-" : character)
    }
    return essence.last == "." ? String(essence.dropLast()) : essence
  }
}
