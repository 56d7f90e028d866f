import Documents
import Formulas
import Terminal

/// A command: its name, its help, its options and what it does.
struct Command: Sendable {
  let name: String
  /// The name and its arguments, as help shows them.
  let usage: String
  let summary: String
  var details = ""
  let options: [CommandOption]
  /// Arguments that look like options but are not.
  var words: [String] = []
  /// Runs the command and returns the exit status.
  let run: @Sendable (ParsedArguments, inout Output) throws(UsageError) -> Int32

  /// Every command, in the order of the help.
  static let all = [list, lesson, judge, check, export, new, operations]

  /// The summary, the usage and the options.
  var help: Document {
    let options = options.map { option in
      Definition(
        option.value.map { "\(option.name) \($0)" } ?? option.name,
        [Inline](backticked: option.help))
    }
    return Document(
      [summary, "Use: backprop-tutor \(usage)", details].filter { !$0.isEmpty }.map {
        .paragraph([Inline](backticked: $0))
      } + [
        .definitions(
          title: "Options:", options + [Definition("--help", [.text("show this text")])])
      ])
  }

  /// What the program does, and its commands.
  static var help: Document {
    Document([
      .paragraph("backprop-tutor: backpropagation, worked out by hand, matrix by matrix"),
      .paragraph("Use: backprop-tutor COMMAND [OPTIONS]"),
      .definitions(
        title: "Commands:", all.map { Definition($0.usage, [Inline](backticked: $0.summary)) }),
      .definitions(
        title: nil,
        [
          Definition("backprop-tutor lesson affine-batch", [.text("begin here")]),
          Definition("backprop-tutor COMMAND --help", [.text("the options of a command")]),
          Definition("backprop-tutor --version", []),
        ]),
    ])
  }
}
