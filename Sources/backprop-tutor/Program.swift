import Backprop
import Derivations
import Lessons
import Rendering
import Terminal
import Typography

/// One run of the program: what it writes to, and what its commands share.
struct Program: ~Copyable {
  static let version = "1.0.0"

  var output = Output()
  /// What is shown, kept until the process ends: to take it down piece by piece takes time, and only
  /// what is static never is.
  nonisolated(unsafe) static var shown: LessonRun?

  /// Runs the command that the arguments name, and gives the exit status.
  mutating func run(_ arguments: [String]) -> Int32 {
    do throws(UsageError) {
      if arguments.first == "--version" {
        output.write("backprop-tutor \(Program.version)\n")
        return 0
      }
      guard let place = Option.placeOfCommand(arguments) else {
        let options = Option.look + [.lessons]
        if arguments.contains(where: Program.asksForHelp) {
          return help(nil, arguments, options)
        }
        return try overview(ParsedArguments(arguments, options))
      }
      // A command's options may stand before its name.
      let name = arguments[place]
      var rest = arguments
      rest.remove(at: place)
      if name == "help" {
        let topic = Option.placeOfCommand(rest)
        return try help(about: topic.map { rest.remove(at: $0) }, rest)
      }
      guard let command = Command.named(name) else {
        throw .unknownCommand(name, nearest(name, Command.all.map(\.name)))
      }
      if rest.contains(where: Program.asksForHelp) { return help(command, rest, command.options) }
      let parsed = try ParsedArguments(rest, command.options, words: command.words)
      switch command.name {
      case "list": return try list(parsed)
      case "lesson": return try lesson(parsed)
      case "check": return try check(parsed)
      case "new": return try new(parsed)
      default: return try operations(parsed)
      }
    } catch {
      output.writeError("backprop-tutor: \(error.message)\n")
      return 2
    }
  }

  /// Writes what is still buffered. A reader that has gone away is no failure.
  mutating func finish(_ status: Int32) -> Int32 {
    output.flush()
    guard case .failed(let error) = output.failure else { return status }
    output.writeError("backprop-tutor: the output can't be written: \(error.message)\n")
    return max(status, 2)
  }

  private static func asksForHelp(_ argument: String) -> Bool {
    argument == "--help" || argument == "-h"
  }

  private mutating func help(
    about name: String?, _ arguments: [String]
  ) throws(UsageError) -> Int32 {
    guard let name else { return help(nil, arguments, Option.look) }
    guard let command = Command.named(name) else {
      throw .unknownCommand(name, nearest(name, Command.all.map(\.name)))
    }
    return help(command, arguments, command.options)
  }

  /// Shows the help of a command, or that of the program. It is given whatever else is wrong with the
  /// arguments.
  private mutating func help(
    _ command: Command?, _ arguments: [String], _ options: [Option]
  ) -> Int32 {
    let others = arguments.filter { !Program.asksForHelp($0) }
    let given = try? OutputOptions(ParsedArguments(others, options, words: command?.words ?? []))
    let look = given ?? (try? OutputOptions(ParsedArguments([], [])))
    let style = look?.style ?? TextStyle()
    output.write(lines: command?.help(style) ?? Command.help(style))
    return 0
  }
}

/// What is wrong with the arguments.
enum UsageError: Error {
  case unknownCommand(String, String?)
  case unknownOption(String, String?)
  case missingValue(String)
  case unexpectedValue(String)
  case badValue(option: String, value: String, expected: String)
  case missingArgument(String)
  case tooManyArguments(String)
  case unknownLesson(String, suggestion: String?, places: [String])
  case noLessons([String])
  case unreadable(String, String)
  case noFolder(String)
  case emptyName(option: String)
  case badLessonID(String, String?)
  case fileExists(String)
  case unknownCode(String, String?)
  case notTogether(String, String)
  case needsTerminal(String)
  case unknownStep(String, String?, count: Int)
  case unknownOperation(String, String?)

  var message: String {
    switch self {
    case .unknownCommand(let name, let meant):
      "there is no command `\(name.printable)`\(UsageError.suggestion(meant)) "
        + "`backprop-tutor --help` lists the commands."
    case .unknownOption(let name, let meant):
      "there is no option `\(name.printable)` here\(UsageError.suggestion(meant))"
    case .missingValue(let option): "`\(option)` needs a value after it."
    case .unexpectedValue(let option): "`\(option)` takes no value."
    case .badValue(let option, let value, let expected):
      "`\(option)` needs \(expected), not `\(value.printable)`."
    case .missingArgument(let what): "\(what) is missing."
    case .tooManyArguments(let argument): "`\(argument.printable)` is one argument too many."
    case .unknownLesson(let id, let meant, let places):
      "there is no lesson `\(id.printable)`\(UsageError.suggestion(meant))\n"
        + "Searched in:" + places.map { "\n  \($0.printable)" }.joined()
        + "\n`--lessons DIR` names another place, and a path like ./mine.md one file."
    case .noLessons(let places):
      "no lessons were found.\nSearched:"
        + places.map { "\n  \($0.printable)" }.joined() + "\n`--lessons DIR` names one."
    case .unreadable(let path, let reason): "\(path.printable): \(reason)"
    case .noFolder(let path): "\(path.printable): there is no such folder"
    case .emptyName(let option): "`\(option)` needs a name after it, not an empty one."
    case .badLessonID(let id, let meant):
      "`\(id.printable)` is no lesson's id\(UsageError.ending(meant)) An id is made of lower-case "
        + "letters, digits and hyphens."
    case .fileExists(let path):
      "\(path.printable) is there already, and `new` never writes over a file. Choose another id."
    case .unknownCode(let code, let meant):
      "there is no code `\(code.printable)`\(UsageError.ending(meant)) "
        + "`backprop-tutor check --codes` lists them."
    case .notTogether(let one, let other): "`\(one)` can't go with `\(other)`."
    case .needsTerminal(let option): "`\(option)` needs a terminal to show the lesson on."
    case .unknownStep(let step, let meant, let count):
      "the lesson has no step `\(step.printable)`\(UsageError.suggestion(meant)) "
        + "It has \(count) steps, which can also be named by number."
    case .unknownOperation(let name, let meant):
      "there is no operation `\(name.printable)`\(UsageError.suggestion(meant)) "
        + "`backprop-tutor operations` lists them."
    }
  }

  /// The end of a sentence, with what was probably meant.
  private static func ending(_ meant: String?) -> String {
    meant == nil ? "." : suggestion(meant)
  }

  private static func suggestion(_ meant: String?) -> String {
    meant.map { "; did you mean `\($0)`?" } ?? "."
  }
}
