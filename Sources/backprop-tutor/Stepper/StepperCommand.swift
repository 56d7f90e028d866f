import Rendering
import Terminal

/// What a student can ask of the stepper, by a key or by a line.
enum StepperCommand: Hashable, Sendable {
  case next
  case back
  case nextSection
  case previousSection
  case first
  case last
  /// To a step by its number, counted from 1.
  case goToNumber(Int)
  /// To a step by its id or title.
  case goToName(String)
  case contents
  case values
  /// The next hint of a question.
  case hint
  /// What the student takes for the answer.
  case reply(String)
  case moreDetail
  case lessDetail
  /// To the next step with a text; where it is empty, with the text sought before.
  case find(String)
  case help
  case quit
}

extension StepperCommand {
  /// The command that a key gives by itself.
  init?(_ key: Key) {
    switch key {
    case .enter, .space, .right: self = .next
    case .left, .backspace: self = .back
    case .control("d"): self = .quit
    case .character(let character):
      switch character {
      case "b": self = .back
      case "]": self = .nextSection
      case "[": self = .previousSection
      case "g": self = .first
      case "G": self = .last
      case "t": self = .contents
      case "v": self = .values
      case "h": self = .hint
      case "i": self = .moreDetail
      case "o": self = .lessDetail
      case "?": self = .help
      case "q": self = .quit
      default: return nil
      }
    default: return nil
    }
  }
}
