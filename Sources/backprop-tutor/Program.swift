import Formats
import Terminal
import Typography

/// One run of the program, which owns its output.
struct Program: ~Copyable {
  static let version = "1.0.0"

  var output = Output()

  /// Runs the command that the arguments name and returns the exit status.
  mutating func run(_ arguments: [String]) -> Int32 {
    do throws(UsageError) {
      if arguments.first == "--version" {
        output.write("backprop-tutor \(Program.version)\n")
        return 0
      }
      guard let index = Program.indexOfCommand(arguments) else {
        let options = CommandOption.appearance + [.lessons]
        if arguments.prefix(while: { $0 != "--" }).contains(where: Program.asksForHelp) {
          return help(nil, arguments, options)
        }
        return try overview(ParsedArguments(arguments, options))
      }
      // A command's options may come before its name.
      let name = arguments[index]
      var rest = arguments
      rest.remove(at: index)
      if name == "help" {
        guard let topic = Program.indexOfCommand(rest) else {
          return help(nil, rest, CommandOption.appearance)
        }
        let command = try Program.command(rest.remove(at: topic))
        return help(command, rest, command.options)
      }
      let command = try Program.command(name)
      if rest.prefix(while: { $0 != "--" }).contains(where: Program.asksForHelp) {
        return help(command, rest, command.options)
      }
      return try command.run(
        ParsedArguments(rest, command.options, words: command.words), &output)
    } catch {
      output.writeError("backprop-tutor: \(error.message)\n")
      return 2
    }
  }

  /// Flushes the output. A closed pipe is not a failure.
  mutating func finish(_ status: Int32) -> Int32 {
    output.flush()
    guard case .failed(let error) = output.failure else { return status }
    output.writeError("backprop-tutor: the output can't be written: \(error.message)\n")
    return max(status, 2)
  }

  private static func command(_ name: String) throws(UsageError) -> Command {
    guard let command = Command.all.first(where: { $0.name == name }) else {
      throw .unknownCommand(name, nearest(name, Command.all.map(\.name)) ?? Program.lesson(name))
    }
    return command
  }

  /// The command that shows a lesson whose name or file stands in the place of a command.
  private static func lesson(_ name: String) -> String? {
    if name.hasSuffix(".md"), FileSystem.exists(name) { return "lesson \(name.shellWord)" }
    let library = try? LessonLibrary(ParsedArguments([], []))
    return (try? library?.path(of: name.lessonID)).map { _ in "lesson \(name.lessonID)" }
  }

  /// The index of the command's name among arguments that may begin with options.
  private static func indexOfCommand(_ arguments: [String]) -> Int? {
    var index = 0
    while index < arguments.count {
      let argument = arguments[index]
      guard argument.hasPrefix("-"), argument != "-" else { return index }
      let takesNext = Command.all.contains { command in
        command.options.contains { $0.name == argument && $0.value != nil }
      }
      index += takesNext ? 2 : 1
    }
    return nil
  }

  private static func asksForHelp(_ argument: String) -> Bool {
    argument == "--help" || argument == "-h"
  }

  /// Shows the help of a command, or of the program, even if other arguments are wrong.
  private mutating func help(
    _ command: Command?, _ arguments: [String], _ options: [CommandOption]
  ) -> Int32 {
    let others = arguments.filter { !Program.asksForHelp($0) }
    let given = try? OutputOptions(ParsedArguments(others, options, words: command?.words ?? []))
    let style = (given ?? (try? OutputOptions(ParsedArguments([], []))))?.style ?? TextStyle()
    output.write(TextFormat.text(command?.help ?? Command.help, style))
    return 0
  }
}
