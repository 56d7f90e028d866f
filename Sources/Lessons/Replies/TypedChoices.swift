import MatrixCore
import Typography

/// The choices that a student typed: `b`, `a c`, `1 and 3`, `first`, `all`, or what one of them says:
/// its text, its first words, its number or its shape.
struct TypedChoices {
  private let text: String
  private let choices: [ChoiceText]
  private let reply: ChoiceText
  /// The words between which separators and `and` are left out.
  private let words: [String]

  private init(_ text: String, _ choices: [String]) {
    self.text = text
    self.choices = choices.map(ChoiceText.init)
    reply = ChoiceText(text)
    words = text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
      .filter { !Self.fillers.contains($0) }
  }

  /// The indices of the choices, each once.
  static func read(_ text: String, choices: [String]) throws(UnreadableReply) -> [Int] {
    let typed = TypedChoices(text, choices)
    if let found = typed.letters ?? typed.whole ?? typed.value ?? typed.axes { return found }
    if typed.isUnknownShape { throw .choice(count: choices.count) }
    if let found = try typed.numbers { return found }
    guard
      let found = typed.joinedLetters ?? typed.beginning ?? typed.ordinals ?? typed.all
    else { throw .choice(count: choices.count) }
    return found
  }

  private static let fillers: Set<String> = [
    "and", "the", "choice", "choices", "answer", "answers", "option", "options",
  ]
  /// The words that may follow `all`.
  private static let quantities: Set<String> = [
    "of", "them", "these", "two", "three", "four", "five", "six", "are", "right",
  ]
}

extension TypedChoices {
  private var letters: [Int]? {
    let letters = choices.indices.map(AskedQuestion.letter)
    return indices { letters.firstIndex(of: $0) }
  }

  /// `ac`
  private var joinedLetters: [Int]? {
    guard words.count == 1, choices.count <= 26, Set(words[0]).count == words[0].count else {
      return nil
    }
    let letters = choices.indices.map { Character(AskedQuestion.letter(ofChoice: $0)) }
    let indices = words[0].compactMap { letters.firstIndex(of: $0) }
    return indices.count == words[0].count ? indices.sorted() : nil
  }

  private var whole: [Int]? {
    choices.firstIndex { !reply.tokens.isEmpty && $0.tokens == reply.tokens }.map { [$0] }
  }

  /// The only choice that begins with the reply.
  private var beginning: [Int]? {
    reply.tokens.isEmpty ? nil : only { $0.tokens.starts(with: reply.tokens) }
  }

  /// The only choice that is the same number or shape.
  private var value: [Int]? {
    if let shape = reply.shape, shape.axes.count > 1,
      let index = only({ $0.shape?.isEqual(to: shape) ?? false })
    {
      return index
    }
    guard let number = reply.number else { return nil }
    let tolerance = Tolerance(NumberStyle())
    return only { choice in
      choice.number.map { tolerance.isEqual(number, Tensor($0.numbers[0].value)) } ?? false
    }
  }

  /// The only choice that is a shape of these axes: `(N, out)`.
  private var axes: [Int]? {
    guard reply.tokens.count > 1 else { return nil }
    return only { choice in
      choice.shape.map { $0.axes.map { $0.name?.lowercased() } == reply.tokens } ?? false
    }
  }

  /// A shape that can't be read as numbers of choices either: none of the choices is this one.
  private var isUnknownShape: Bool {
    guard let shape = reply.shape, shape.axes.count > 1 else { return false }
    let isMarked =
      shape.axes.contains { $0.name != nil } || text.contains { "([×".contains($0) }
      || words.contains { $0.contains("x") } || words.contains("by")
    return isMarked && choices.contains { $0.shape != nil }
  }

  /// `2`: the number of a choice where no choice has a number in its text, else the only choice with
  /// this one. Throws where it may be meant otherwise, or is in none of them.
  private var numbers: [Int]? {
    get throws(UnreadableReply) {
      let typed = words.compactMap { Int($0) }
      guard !typed.isEmpty, typed.count == words.count else { return nil }
      let indices = indices { Int($0).map { $0 - 1 } }
      let said = text.lowercased()
      if said.contains("choice") || said.contains("option") { return indices }
      // Where one says how much, such as `8, the root of 64`, a number says how much too.
      if choices.contains(where: { $0.number != nil || $0.leadingNumber != nil }) {
        guard typed.count == 1 else { return nil }
        let named = choices.indices.filter {
          choices[$0].number == nil && choices[$0].leadingNumber == typed[0]
        }
        if named.count > 1 { throw .ambiguousChoice(count: choices.count) }
        if named.isEmpty { throw .choice(count: choices.count) }
        return named
      }
      if typed.count > 1, typed.sorted() == Array(1...typed.count), let all = all(typed.count) {
        return all
      }
      let named =
        typed.count == 1 ? choices.indices.filter { choices[$0].numbers.contains(typed[0]) } : []
      let isPlain = choices.allSatisfy(\.numbers.isEmpty)
      if isPlain || named.isEmpty && indices == nil { return indices }
      if choices.allSatisfy({ $0.numbers.isDisjoint(with: typed) }) {
        throw .choice(count: choices.count)
      }
      guard named.count == 1, indices == nil || indices == named else {
        throw .ambiguousChoice(count: choices.count)
      }
      return named
    }
  }

  /// The only choice that says `all`, or `all three` where that is the count.
  private func all(_ count: Int) -> [Int]? {
    only { $0.tokens.first == "all" && $0.numbers.isSubset(of: [count]) }
  }

  private var ordinals: [Int]? {
    let words = words.filter { $0 != "one" && $0 != "ones" }
    return Self.indices(words, choices.count) {
      $0 == "last" ? choices.count - 1 : ChoiceText.ordinals.firstIndex(of: $0)
    }
  }

  private var all: [Int]? {
    let essence = words.filter { !Self.quantities.contains($0) && Int($0) != choices.count }
    let isAll = essence == ["all"] || essence == ["both"] && choices.count == 2
    return isAll ? Array(choices.indices) : nil
  }

  private func only(_ isMeant: (ChoiceText) -> Bool) -> [Int]? {
    let found = choices.indices.filter { isMeant(choices[$0]) }
    return found.count == 1 ? found : nil
  }

  private func indices(_ index: (String) -> Int?) -> [Int]? {
    Self.indices(words, choices.count, index)
  }

  /// The indices of words, if each is the index of a choice.
  private static func indices(
    _ words: [String], _ count: Int, _ index: (String) -> Int?
  ) -> [Int]? {
    let indices = words.compactMap(index)
    guard !indices.isEmpty, indices.count == words.count,
      indices.allSatisfy((0..<count).contains)
    else { return nil }
    return Array(Set(indices)).sorted()
  }
}
