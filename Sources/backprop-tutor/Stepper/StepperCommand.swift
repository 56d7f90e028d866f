import Formats
import Terminal

/// A command to the stepper, given by a key or a line.
enum StepperCommand: Hashable, Sendable {
  case next
  case back
  case nextSection
  case previousSection
  case first
  case last
  /// Goes to a step by its number, from 1.
  case goToNumber(Int)
  /// Goes to a step by its id or title.
  case goToName(String)
  case contents
  case values
  /// Shows the next hint of a question.
  case hint
  /// Checks the student's answer.
  case reply(String)
  case moreDetail
  case lessDetail
  /// Goes to the next step that contains a text; the previous text if it is empty.
  case find(String)
  case help
  /// Goes back to the page from what stands in its place, else quits.
  case leave
  case quit
}

extension StepperCommand {
  /// The command of a single key.
  init?(_ key: Key) {
    switch key {
    case .enter, .space, .right, .down, .pageDown: self = .next
    case .left, .backspace, .up, .pageUp: self = .back
    case .home: self = .first
    case .end: self = .last
    case .control("d"): self = .quit
    case .character(let character):
      switch character {
      case "b": self = .back
      case "}", "]": self = .nextSection
      case "{", "[": self = .previousSection
      case "g": self = .first
      case "G": self = .last
      case "t": self = .contents
      case "v": self = .values
      case "h": self = .hint
      case "i": self = .moreDetail
      case "o": self = .lessDetail
      case "?": self = .help
      case "q": self = .leave
      default: return nil
      }
    default: return nil
    }
  }
}
