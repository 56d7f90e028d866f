/// The choices that a student typed: `b`, `a c`, `a, c`, or the text of one.
enum TypedChoices {
  /// The indices of the choices, each once.
  static func read(_ text: String, choices: [String]) throws(Verdict.Unreadable) -> [Int] {
    let letters = choices.indices.map(AskedQuestion.letter)
    let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    let named = words.filter { $0 != "and" }
    let places = named.compactMap { letters.firstIndex(of: $0) }
    if !places.isEmpty, places.count == named.count { return unique(places) }
    let wanted = essence(text)
    if let place = choices.firstIndex(where: { essence($0) == wanted }) { return [place] }
    // `ac`
    if named.count == 1, choices.count <= 26, Set(named[0]).count == named[0].count {
      let places = named[0].compactMap { letters.firstIndex(of: String($0)) }
      if places.count == named[0].count { return places.sorted() }
    }
    throw .choice(count: choices.count)
  }

  private static func unique(_ places: [Int]) -> [Int] { Array(Set(places)).sorted() }

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
