import Derivations
import Rendering

/// A command: its name, what follows it, its options.
struct Command {
  let name: String
  let use: String
  let summary: String
  let details: String
  let options: [Option]
  /// Arguments that begin like an option, and are none.
  var words: [String] = []

  static var all: [Command] { [list, lesson, check, new, operations] }

  /// A start makes no other command than the one that it is for.
  static func named(_ name: String) -> Command? {
    switch name {
    case "list": list
    case "lesson": lesson
    case "check": check
    case "new": new
    case "operations": operations
    default: nil
    }
  }

  private static let list = Command(
    name: "list", use: "list", summary: "the course, in order, with summaries", details: "",
    options: [.lessons] + Option.look)

  private static let lesson = Command(
    name: "lesson", use: "lesson ID|FILE", summary: "step through a lesson",
    details: """
      ID is a lesson of the course; FILE is a path with `/` or `.md` in it, or `-` for standard \
      input. Enter shows the next step and ? lists the keys. A question takes your answer after \
      a, and Enter shows the right one. With --watch the step on the screen is worked out again \
      whenever the file is saved; with --accessible, at the next Enter.
      """,
    options: Option.steps + [.format, .output, .lessons] + Option.look + Option.numbers)

  private static let check = Command(
    name: "check", use: "check [FILE|FOLDER ...]",
    summary: "prove lessons: every problem at once, with its place",
    details: """
      Without a name, all lessons of the course. The exit status is 1 where a lesson has an error, \
      2 where a file can't be read. Every problem has a code, which --explain explains.
      """,
    options: Option.codes + [.format, .lessons] + Option.look)

  private static let new = Command(
    name: "new", use: "new ID", summary: "a lesson to start from, which passes `check`",
    details: """
      Writes ID.md into the folder that --lessons names, else into ./lessons where it is there, \
      else into this folder; never over a file. lessons/README.md is the guide for authors.
      """,
    options: [.from, .lessons] + Option.look)

  private static let operations = Command(
    name: "operations", use: "operations [NAME]",
    summary: "what formulas can use: value, gradients, conventions",
    details: "", options: Option.look, words: ["-x"])

  /// What it does, how it is called and which options it takes.
  func help(_ style: TextStyle) -> [String] {
    var text = HelpText(style)
    text.say(summary)
    text.say("Use: backprop-tutor \(use)", hang: 5)
    if !details.isEmpty { text.say(details) }
    text.say("Options:")
    text.list(
      options.map { option in
        (option.value.map { "\(option.name) \($0)" } ?? option.name, option.help)
      }
        + [("--help", "show this text")], column: 19)
    return text.lines
  }

  /// What the program is, and its commands.
  static func help(_ style: TextStyle) -> [String] {
    var text = HelpText(style)
    text.say("backprop-tutor: backpropagation, worked out by hand, matrix by matrix")
    text.say("Use: backprop-tutor COMMAND [OPTIONS]", hang: 5)
    text.say("Commands:")
    text.list(all.map { ($0.use, $0.summary) }, column: 26)
    text.blank()
    text.list(
      [
        ("backprop-tutor lesson affine-batch", "begin here"),
        ("backprop-tutor COMMAND --help", "the options of a command"),
        ("backprop-tutor --version", ""),
      ], column: 38)
    return text.lines
  }
}

/// The lines of a help, as wide as the style has it.
private struct HelpText {
  private let style: TextStyle
  private(set) var lines: [String] = []

  init(_ style: TextStyle) {
    self.style = style
  }

  mutating func blank() { lines.append("") }

  /// A paragraph, after a blank line.
  mutating func say(_ text: String, hang: Int = 0) {
    if !lines.isEmpty { blank() }
    lines += TextFormat.prose(text, hang: hang, style)
  }

  /// Words, each with what it means: beside it, or below where there is little room.
  mutating func list(_ rows: [(word: String, meaning: String)], column: Int) {
    let isNarrow = style.width < column + 36
    for (word, meaning) in rows {
      if meaning.isEmpty || isNarrow {
        lines += TextFormat.prose(word, lead: "  ", hang: 4, style)
        if !meaning.isEmpty { lines += TextFormat.prose(meaning, lead: "      ", hang: 6, style) }
      } else {
        let gap = String(repeating: " ", count: max(1, column - word.count))
        lines += TextFormat.prose(meaning, lead: "  " + word + gap, hang: column + 2, style)
      }
    }
  }
}
