import Typography

extension Stepper {
  /// Handles a typed line; notices are printed.
  mutating func receive(line: String) -> StepperEffect {
    var effect: StepperEffect
    switch LineCommand.parse(line) {
    case .command(.goToNumber(let number)) where number < 1 && content.asks(index):
      effect = answer(.maybeReply("\(number)"))
    case .command(let command):
      effect = perform(command)
    case .unknown(let name, let near):
      effect = answer(
        content.asks(index) && near.isEmpty
          ? .maybeReply(name) : .unknownCommand(name, near: near))
    }
    return printingNotice(&effect)
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
