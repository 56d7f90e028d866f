/// A command: its name, what follows it, its options.
struct Command {
  let name: String
  let use: String
  let summary: String
  let details: String
  let options: [Option]

  static let all = [
    Command(
      name: "list", use: "list", summary: "the course, in order, with summaries", details: "",
      options: [.lessons] + Option.look),
    Command(
      name: "lesson", use: "lesson ID|FILE", summary: "step through a lesson",
      details: """
        ID is a lesson of the course; FILE is a path with `/` or `.md` in it, or `-` for standard
        input. Enter shows the next step and ? lists the keys. A question takes your answer after
        a, and Enter shows the right one. With --watch the step on the screen is worked out again
        whenever the file is saved; with --accessible, at the next Enter.
        """,
      options: Option.steps + [.format, .output, .lessons] + Option.look),
    Command(
      name: "check", use: "check [FILE|FOLDER ...]",
      summary: "prove lessons: every problem at once, with its place",
      details: """
        Without a name, all lessons of the course. The exit status is 1 where a lesson has an error,
        2 where a file can't be read. Every problem has a code, which --explain explains.
        """,
      options: Option.codes + [.format, .lessons] + Option.look),
    Command(
      name: "new", use: "new ID", summary: "a lesson to start from, which passes `check`",
      details: """
        Writes ID.md into the folder that --lessons names, else into ./lessons where it is there,
        else into this folder; never over a file. lessons/README.md is the guide for authors.
        """,
      options: [.from, .lessons] + Option.look),
    Command(
      name: "operations", use: "operations [NAME]",
      summary: "what formulas can use: value, gradients, conventions",
      details: "", options: Option.look),
  ]

  static func named(_ name: String) -> Command? { all.first { $0.name == name } }

  var help: String {
    var text = "\(summary)\n\nUse: backprop-tutor \(use)\n"
    if !details.isEmpty { text += "\n\(details)\n" }
    text += "\nOptions:\n" + Command.table(options) + Command.row("--help", "show this text")
    return text
  }

  static func table(_ options: [Option]) -> String {
    options.map { option in
      row(option.value.map { "\(option.name) \($0)" } ?? option.name, option.help)
    }.joined()
  }

  static func row(_ left: String, _ right: String) -> String {
    "  " + left + String(repeating: " ", count: max(1, 19 - left.count)) + right + "\n"
  }
}

enum Help {
  static var general: String {
    var text = """
      backprop-tutor: backpropagation, worked out by hand, matrix by matrix

      Use: backprop-tutor COMMAND [OPTIONS]

      Commands:

      """
    for command in Command.all {
      text +=
        "  " + command.use + String(repeating: " ", count: max(1, 26 - command.use.count))
        + command.summary + "\n"
    }
    text += """

        backprop-tutor lesson affine-batch    begin here
        backprop-tutor COMMAND --help         the options of a command
        backprop-tutor --version

      """
    return text
  }
}
