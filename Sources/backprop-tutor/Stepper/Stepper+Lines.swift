import Typography

extension Stepper {
  /// Handles a typed line; notices are printed.
  mutating func receive(line: String) -> StepperEffect {
    var effect: StepperEffect
    var command = LineCommand.parse(line)
    if let open = openReply {
      openReply = nil
      command = .command(.reply(line.isEmpty ? open : "\(open)\n\(line)"))
    } else if content.asks(index), isReply(line) {
      command = .command(.reply(line))
    }
    switch command {
    case .command(.reply(let reply))
    where !line.isEmpty && reply.hasOpenBracket && content.asks(index):
      openReply = reply.cutToTypedText
      effect = StepperEffect()
    case .command(let command):
      effect = perform(command)
    case .unknown(let name, let near):
      effect = answer(
        content.asks(index) && near.isEmpty
          ? .maybeReply(name) : .unknownCommand(name, near: near))
    }
    return printingNotice(&effect)
  }

  /// Whether a line is a reply without a command before it.
  private func isReply(_ line: String) -> Bool {
    guard let first = line.first else { return false }
    if isInContents || isAnswered, Int(line) != nil { return false }
    if line.count == 1, first.isWholeNumber { return true }
    return line.count > 1 ? first.beginsReply || namesSeveral(line) : isChoice(first)
  }

  /// Whether a line names several choices: `ac`, `a c`, `a and c`.
  private func namesSeveral(_ line: String) -> Bool {
    let words = line.lowercased().split { !$0.isLetter && !$0.isNumber }.filter { $0 != "and" }
    return mayNameSeveral && !words.isEmpty && words.joined().allSatisfy(isChoice)
  }

  /// Handles a line that was too long.
  mutating func receiveTooLongLine() -> StepperEffect {
    var effect = answer(.lineTooLong)
    return printingNotice(&effect)
  }

  private mutating func printingNotice(_ effect: inout StepperEffect) -> StepperEffect {
    if let text = notice?.text {
      effect.lines.insert(contentsOf: WordWrap.lines(spelt(text), width: width), at: 0)
    }
    notice = nil
    return effect
  }
}
