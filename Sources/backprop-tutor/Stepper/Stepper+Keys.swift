import Terminal

extension Stepper {
  /// The maximum length of typed text.
  private static let longestNumber = 9
  private static let longestText = 200

  /// Handles a key.
  mutating func receive(_ key: Key) -> StepperEffect {
    notice = nil
    if key == .control("d") { return perform(.quit) }
    switch entry {
    case .nothing: return receivePlain(key)
    case .number(let digits): return receive(key, afterDigits: digits)
    case .search(let text): return receive(key, afterText: text, Entry.search, { .find($0) })
    case .reply(let text): return receive(key, afterText: text, Entry.reply, { .reply($0) })
    }
  }

  private mutating func receivePlain(_ key: Key) -> StepperEffect {
    if let command = StepperCommand(key) { return perform(command) }
    switch key {
    case .character(let digit) where digit.isASCII && digit.isWholeNumber:
      entry = .number(String(digit))
    case .character("/"):
      entry = .search("")
    case .character("a"):
      guard content.asks(index) else { return answer(.nothingAsked) }
      entry = .reply("")
    case .escape:
      break
    default:
      return answer(.unknownKey)
    }
    return StepperEffect()
  }

  private mutating func receive(_ key: Key, afterDigits digits: String) -> StepperEffect {
    switch key {
    case .character(let digit) where digit.isASCII && digit.isWholeNumber:
      if digits.count < Self.longestNumber { entry = .number(digits + String(digit)) }
    case .backspace:
      entry = digits.count > 1 ? .number(String(digits.dropLast())) : .nothing
    case .enter:
      entry = .nothing
      return perform(.goToNumber(Int(digits) ?? 0))
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
    case .character(let character):
      if text.count < Self.longestText { self.entry = entry(text + String(character)) }
    case .space:
      if text.count < Self.longestText { self.entry = entry(text + " ") }
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
}
