import Terminal
import Typography

extension Stepper {
  private static let longestNumber = 9

  /// Handles a key.
  mutating func receive(_ key: Key) -> StepperEffect {
    let didNothing = if case .unknownKey? = notice { true } else { false }
    notice = nil
    if key == .control("d") { return perform(.quit) }
    // A reply of keys that do nothing ends with Enter too, which would show the answer.
    if didNothing, key == .enter, awaitsReply, !isAside { return StepperEffect() }
    switch entry {
    case .nothing: return receivePlain(key)
    case .number(let digits): return receive(key, afterNumber: digits)
    case .step(let text): return receive(key, afterText: text, Entry.step, StepperCommand.go)
    case .search(let text): return receive(key, afterText: text, Entry.search, { .find($0) })
    case .reply(let text):
      if key == .enter, text.hasOpenBracket, text.last != "\n" {
        return extend(text, by: "\n", Entry.reply)
      }
      return receive(key, afterText: text, Entry.reply, { .reply($0) })
    }
  }

  private mutating func receivePlain(_ key: Key) -> StepperEffect {
    if content.asks(index), !(isInContents && key.isDigit) {
      switch key {
      // After a right reply a whole number is a step's again.
      case .character(let first) where first.beginsReply && (awaitsReply || !first.isASCIIDigit):
        return extend("", by: String(first), Entry.reply)
      case .character(let letter) where !isAside && isChoice(letter):
        return extend("", by: String(letter), Entry.reply)
      case .paste(let text): return extend("", by: text, Entry.reply)
      default: break
      }
    }
    if let command = StepperCommand(key) { return perform(command) }
    switch key {
    // A sign or a point too, so that `0.5` and `-5` are refused rather than read as 5.
    case .character(let first) where first.isInNumber:
      entry = .number(String(first))
    case .character(":"):
      entry = .step("")
    case .character("/"):
      entry = .search("")
    case .character("a"):
      guard content.asks(index) else { return answer(.nothingAsked) }
      entry = .reply("")
    case .paste:
      return answer(.nothingAsked)
    case .character(let letter) where letter.isLetter && awaitsReply && !isInContents:
      return extend("", by: String(letter), Entry.reply)
    case .escape:
      return isAside ? resume() : StepperEffect()
    default:
      return answer(.unknownKey(key.name))
    }
    return StepperEffect()
  }

  private mutating func receive(_ key: Key, afterNumber digits: String) -> StepperEffect {
    switch key {
    // No step has such a number, but a right reply may be followed by another.
    case .character(let character)
    where content.asks(index) && !isInContents && "./,".contains(character):
      return extend(digits, by: String(character), Entry.reply)
    // In `1/2` the stroke is no command; there is no step of that number.
    case .character(let digit) where digit.isInNumber || digit == "/":
      if digits.count < Self.longestNumber { entry = .number(digits + String(digit)) }
    case .backspace:
      entry = digits.count > 1 ? .number(String(digits.dropLast())) : .nothing
    case .enter:
      entry = .nothing
      return Int(digits).map { perform(.goToNumber($0)) } ?? answer(noStep(digits))
    case .escape:
      entry = .nothing
    default:
      // Another key cancels the number.
      entry = .nothing
      return receivePlain(key)
    }
    return StepperEffect()
  }

  private mutating func receive(
    _ key: Key, afterText text: String, _ entry: (String) -> Entry,
    _ command: (String) -> StepperCommand
  ) -> StepperEffect {
    switch key {
    case .character(let character): return extend(text, by: String(character), entry)
    case .space: return extend(text, by: " ", entry)
    case .paste(let pasted):
      if case .reply = self.entry { return extend(text, by: pasted, entry) }
      return extend(
        text, by: pasted.split(whereSeparator: \.isNewline).joined(separator: " "), entry)
    case .backspace:
      self.entry = text.isEmpty ? .nothing : entry(String(text.dropLast()))
    case .enter:
      self.entry = .nothing
      return perform(command(text))
    case .escape:
      self.entry = .nothing
    default:
      break
    }
    return StepperEffect()
  }

  /// Adds as much to the typed text as there is room for.
  private mutating func extend(
    _ text: String, by added: String, _ entry: (String) -> Entry
  ) -> StepperEffect {
    self.entry = entry((text + added).cutToTypedText)
    return StepperEffect()
  }
}

extension StepperCommand {
  /// Goes to the step with this number or name.
  static func go(to step: String) -> StepperCommand {
    let step = step.split(separator: " ").joined(separator: " ")
    return Int(step).map { .goToNumber($0) } ?? .goToName(step)
  }
}

extension Key {
  fileprivate var isDigit: Bool {
    if case .character(let character) = self { character.isASCIIDigit } else { false }
  }

  /// The key as it is called.
  fileprivate var name: String {
    switch self {
    case .character(let character): String(character)
    case .control(let character): "Ctrl-\(character.uppercased())"
    case .tab: "Tab"
    case .delete: "Delete"
    default: "that key"
    }
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isWholeNumber }

  /// Whether the character can stand in a number, a step's or another.
  fileprivate var isInNumber: Bool { isASCIIDigit || "-\u{2212}.".contains(self) }

  /// Whether a reply, and no key, begins with the character where something is asked.
  var beginsReply: Bool { isInNumber || "([".contains(self) }
}

extension String {
  /// The beginning of the text, at most as long as typed text may be. Scalars count, because a
  /// character may have any number of marks.
  var cutToTypedText: String { String(String.UnicodeScalarView(unicodeScalars.prefix(8_000))) }

  /// Whether a bracket is open at the end of the text.
  var hasOpenBracket: Bool {
    reduce(0) { depth, character in
      "[(".contains(character) ? depth + 1 : "])".contains(character) ? depth - 1 : depth
    } > 0
  }
}
