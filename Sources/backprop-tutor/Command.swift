import Formats
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
  static let all = [list, lesson, check, new, operations]

  /// The summary, the usage and the options.
  func help(_ style: TextStyle) -> [String] {
    var text = HelpText(style)
    text.say(summary)
    text.say("Use: backprop-tutor \(usage)", hang: 5)
    if !details.isEmpty { text.say(details) }
    text.say("Options:")
    text.list(
      options.map { option in
        (option.value.map { "\(option.name) \($0)" } ?? option.name, option.help)
      }
        + [("--help", "show this text")], column: 19)
    return text.lines
  }

  /// What the program does, and its commands.
  static func help(_ style: TextStyle) -> [String] {
    var text = HelpText(style)
    text.say("backprop-tutor: backpropagation, worked out by hand, matrix by matrix")
    text.say("Use: backprop-tutor COMMAND [OPTIONS]", hang: 5)
    text.say("Commands:")
    text.list(all.map { ($0.usage, $0.summary) }, column: 26)
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

/// The lines of a help text, wrapped to the style's width.
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

  /// A list of words with their meanings, in two columns or, in narrow windows, in one.
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
