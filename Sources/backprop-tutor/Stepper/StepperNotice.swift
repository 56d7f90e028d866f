import Documents

/// A notice of the stepper, shown in the prompt.
enum StepperNotice: Hashable, Sendable {
  /// A key without a command, by its name.
  case unknownKey(String)
  /// The step asked for is on the screen.
  case thisStep(Int)
  case firstStep
  case lastStep
  /// Where the student stopped last time, by the step's number; `key` goes there.
  case stoppedAt(Int, key: String)
  case fileSaved
  case expectationFails
  case firstSection
  case lastSection
  case fullDetail
  case leastDetail
  /// The level of detail is another, at which the page is the same.
  case moreElsewhere(Detail)
  case lessElsewhere(Detail)
  case noStep(String, ClosedRange<Int>)
  case noStepNamed
  case noValues
  case noHints
  case hintsAgain
  case nothingAsked
  case noReply
  /// A line that looks like a reply but is not a command.
  case maybeReply(String)
  case noSearchText
  case notFound(String)
  /// A text was found in the step with this number.
  case found(Int)
  /// A text was found in no later step, but in the one with this number before it.
  case foundBefore(Int)
  case foundOnlyHere
  case lineTooLong
  case unknownCommand(String, near: [String])
}

extension StepperNotice {
  /// The notice in words, short enough for a prompt.
  var text: String {
    switch self {
    case .unknownKey(let key): "\(key) does nothing here"
    case .thisStep(let number): "this is step \(number)"
    case .firstStep: "this is the first step"
    case .lastStep: "this is the last step"
    case .stoppedAt(let number, let key): "stopped at \(number) last time: \(key)"
    case .fileSaved: "saved"
    case .expectationFails: "saved; an expectation fails: G shows it"
    case .firstSection: "this is the first section"
    case .lastSection: "this is the last section"
    case .fullDetail: "there is no more detail here"
    case .leastDetail: "there is no less detail here"
    case .moreElsewhere(let level): "detail is now \(level); nothing more here"
    case .lessElsewhere(let level): "detail is now \(level); nothing less here"
    case .noStep(let name, let steps):
      "no step \(name): \(steps.lowerBound) to \(steps.upperBound)"
    case .noStepNamed: "say which step: `go 8` or `go NAME`"
    case .noValues: "there are no values yet"
    case .noHints: "there is no hint here"
    case .hintsAgain: "again from the first hint"
    case .nothingAsked: "nothing is asked here"
    case .noReply: "type your answer after it: `answer -2`"
    case .maybeReply(let text): "no command `\(text)`; if it is your answer: `answer \(text)`"
    case .noSearchText: "type / and a text to find"
    case .notFound(let text): "not found: \(text)"
    case .found(let number): "found in step \(number)"
    case .foundBefore(let number): "found before this one: step \(number)"
    case .foundOnlyHere: "found only in this step"
    case .lineTooLong: "that line is too long; `help` lists the commands"
    case .unknownCommand(let command, let near):
      near.isEmpty
        ? "no command `\(command)`; `help` lists the commands"
        : "no command `\(command)`; did you mean \(Self.choice(near))?"
    }
  }

  private static func choice(_ names: [String]) -> String {
    names.map { "`\($0)`" }.joined(separator: " or ")
  }
}
