import Backprop
import Derivations
import Typography

/// An option of the command line.
struct Option {
  let name: String
  /// What stands for its value in help; nil for an option without one.
  let value: String?
  let help: String

  static let lessons = Option(
    name: "--lessons", value: "DIR", help: "look for lessons in this folder first")
  static let format = Option(
    name: "--format", value: "FORMAT", help: "text (usual) or json, for other programs")
  static let output = Option(
    name: "-o", value: "FILE", help: "write to this file instead of standard output")

  static let codes = [
    Option(name: "--strict", value: nil, help: "count warnings as errors"),
    Option(name: "--codes", value: nil, help: "list the codes of all problems"),
    Option(name: "--explain", value: "CODE", help: "say what a code means, with an example"),
  ]

  static let from = Option(
    name: "--from", value: "LESSON", help: "start from this lesson: its name or its file")

  /// How everything looks.
  static let look = [
    Option(
      name: "--width", value: "COLUMNS", help: "how wide lines may be; less than 20 counts as 20"),
    Option(name: "--color", value: "WHEN", help: "auto (usual), always or never"),
    Option(name: "--ascii", value: nil, help: "plain ASCII characters only"),
    Option(
      name: "--accessible", value: nil, help: "words instead of drawn boxes, for screen readers"),
  ]

  /// How numbers are written.
  static let numbers = [
    Option(
      name: "--numbers", value: "KIND", help: "auto (usual), fraction or decimal"),
    Option(name: "--precision", value: "D", help: "significant digits of decimals, 1 to 17"),
  ]

  static let steps = [
    Option(
      name: "--watch", value: nil, help: "work the step out again when the file is saved"),
    Option(name: "--all", value: nil, help: "print all steps without pauses"),
    Option(name: "--from", value: "STEP", help: "begin at this step: an id or a number"),
    Option(name: "--to", value: "STEP", help: "end with this step"),
    Option(
      name: "--detail", value: "LEVEL",
      help: "brief (formula, result), normal, or full (every product)"),
  ]
}

extension Option {
  /// The option that was probably meant.
  static func meant(by name: String, _ options: [Option]) -> String? {
    let isOutput = name == "--output" || name.utf8.starts(with: "-o".utf8)
    if isOutput, options.contains(where: { $0.name == output.name }) { return output.name }
    return nearest(name, options.map(\.name))
  }

  /// Where the command's name stands among arguments that may begin with options; nil where there is
  /// none.
  static func placeOfCommand(_ arguments: [String]) -> Int? {
    var index = 0
    while index < arguments.count {
      let argument = arguments[index]
      guard argument.utf8.first == UInt8(ascii: "-"), argument != "-" else { return index }
      let takesNext = Command.all.contains { command in
        command.options.contains { $0.name == argument && $0.value != nil }
      }
      index += takesNext ? 2 : 1
    }
    return nil
  }
}

/// The arguments of a command, options apart from the rest.
struct ParsedArguments {
  private struct Given {
    let name: String
    /// Nil for an option without one.
    let value: String?
  }

  private var given: [Given] = []
  private(set) var positional: [String] = []

  /// `words` begin like options, and are none.
  init(
    _ arguments: [String], _ options: [Option], words: [String] = []
  ) throws(UsageError) {
    var index = 0
    while index < arguments.count {
      let argument = arguments[index]
      index += 1
      if argument == "--" {
        positional += arguments[index...]
        break
      }
      guard argument.utf8.first == UInt8(ascii: "-"), argument != "-", !words.contains(argument)
      else {
        positional.append(argument)
        continue
      }
      let isLong = argument.utf8.dropFirst().first == UInt8(ascii: "-")
      let parts = argument.utf8.split(
        separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      let name = isLong ? String(Substring(parts[0])) : argument
      guard let option = options.first(where: { $0.name == name }) else {
        throw .unknownOption(name, Option.meant(by: name, options))
      }
      let attached = isLong && parts.count == 2 ? String(Substring(parts[1])) : nil
      guard option.value != nil else {
        if attached != nil { throw .unexpectedValue(name) }
        given.append(Given(name: name, value: nil))
        continue
      }
      if let attached {
        given.append(Given(name: name, value: attached))
      } else if index < arguments.count {
        given.append(Given(name: name, value: arguments[index]))
        index += 1
      } else {
        throw .missingValue(name)
      }
    }
  }

  /// The value of an option, the last where it is given twice.
  subscript(option: String) -> String? { given.last { $0.name == option }?.value }

  func has(_ flag: String) -> Bool { given.contains { $0.name == flag } }

  /// One of some words; the first where the option is not given.
  func word(_ option: String, _ words: [String]) throws(UsageError) -> String {
    guard let value = self[option] else { return words[0] }
    guard words.contains(value) else {
      throw .badValue(
        option: option, value: value,
        expected: words.dropLast().joined(separator: ", ")
          + " or " + (words.last ?? ""))
    }
    return value
  }

  /// A whole number in a range; nil where the option is not given.
  func whole(_ option: String, _ range: ClosedRange<Int>) throws(UsageError) -> Int? {
    guard let value = self[option] else { return nil }
    guard let number = Int(value), range.contains(number) else {
      throw .badValue(
        option: option, value: value,
        expected: range.upperBound == .max
          ? "a whole number from \(range.lowerBound)"
          : "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// The one argument that is no option; nil where there is none.
  func single() throws(UsageError) -> String? {
    if positional.count > 1 { throw .tooManyArguments(positional[1]) }
    return positional.first
  }
}
