import Formats
import Typography

/// An option of the command line.
struct CommandOption: Sendable {
  let name: String
  /// The placeholder of its value in help; nil for a flag.
  let value: String?
  private let explanation: @Sendable () -> String

  /// The help is put together only where it is shown.
  init(name: String, value: String?, help: @autoclosure @escaping @Sendable () -> String) {
    self.name = name
    self.value = value
    explanation = help
  }

  var help: String { explanation() }

  static let lessons = CommandOption(
    name: "--lessons", value: "DIR", help: "look for lessons in this folder first")
  static func format(among formats: [any DocumentFormat.Type] = Format.all) -> CommandOption {
    CommandOption(name: "--format", value: "FORMAT", help: formats.map { $0.help }.listed())
  }
  static let output = CommandOption(
    name: "-o", value: "FILE", help: "write to this file instead of standard output")

  /// The options of `OutputOptions` that every command takes.
  static let appearance = [
    CommandOption(
      name: "--width", value: "COLUMNS", help: "how wide lines may be; less than 20 counts as 20"),
    CommandOption(name: "--color", value: "WHEN", help: "auto (usual), always or never"),
    CommandOption(name: "--ascii", value: nil, help: "plain ASCII characters only"),
    CommandOption(
      name: "--accessible", value: nil, help: "words instead of drawn boxes, for screen readers"),
  ]
}

extension CommandOption {
  /// The option that `name` is probably a misspelling of.
  static func meant(by name: String, _ options: [CommandOption]) -> String? {
    let isOutput = name == "--output" || name.hasPrefix("-o")
    if isOutput, options.contains(where: { $0.name == output.name }) { return output.name }
    return nearest(name, options.map(\.name))
  }
}

/// The arguments of a command: options, and positional arguments.
struct ParsedArguments {
  private struct Given {
    let name: String
    /// Nil for a flag.
    let value: String?
  }

  private var given: [Given] = []
  private(set) var positional: [String] = []

  /// Parses arguments; `words` look like options but are not.
  init(
    _ arguments: [String], _ options: [CommandOption], words: [String] = []
  ) throws(UsageError) {
    var index = 0
    while index < arguments.count {
      let argument = arguments[index]
      index += 1
      if argument == "--" {
        positional += arguments[index...]
        break
      }
      guard argument.hasPrefix("-"), argument != "-", !words.contains(argument)
      else {
        positional.append(argument)
        continue
      }
      let isLong = argument.hasPrefix("--")
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = isLong ? String(parts[0]) : argument
      guard let option = options.first(where: { $0.name == name }) else {
        throw .unknownOption(name, CommandOption.meant(by: name, options))
      }
      let attached = isLong && parts.count == 2 ? String(parts[1]) : nil
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

  /// The value of an option; the last one if it is given twice.
  subscript(option: String) -> String? { given.last { $0.name == option }?.value }

  func has(_ flag: String) -> Bool { given.contains { $0.name == flag } }

  /// The option's value, which must be one of `words`; the first is the default.
  func word(_ option: String, _ words: [String]) throws(UsageError) -> String {
    guard let value = self[option] else { return words[0] }
    guard words.contains(value) else {
      throw .badValue(
        option: option, value: value,
        expected: words.listed())
    }
    return value
  }

  /// The format that `--format` names, which must be one of `formats`; the first if it names none.
  func format(
    among formats: [any DocumentFormat.Type] = Format.all
  ) throws(UsageError) -> any DocumentFormat.Type {
    guard let name = self["--format"] else { return formats.first ?? TextFormat.self }
    return try Format.named(name, among: formats)
  }

  /// Throws if an option that chooses or shapes pages is given for a format that has none.
  func checkOptions(for format: any DocumentFormat.Type) throws(UsageError) {
    guard !format.hasPages else { return }
    for option in ["--from", "--to", "--detail", "--numbers", "--precision"]
    where self[option] != nil {
      throw .optionForPages(option, format: format.name)
    }
  }

  /// The option's value as an integer in `range`; nil if the option is not given.
  func integer(_ option: String, _ range: ClosedRange<Int>) throws(UsageError) -> Int? {
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

  /// The only positional argument, if there is one.
  func single() throws(UsageError) -> String? {
    if positional.count > 1 { throw .tooManyArguments(positional[1]) }
    return positional.first
  }
}

extension Format {
  /// The format of that name.
  static func named(
    _ name: String, among formats: [any DocumentFormat.Type] = Format.all
  ) throws(UsageError) -> any DocumentFormat.Type {
    let names = formats.map { $0.name }
    guard let format = formats.first(where: { $0.name == name }) else {
      throw .unknownFormat(name, nearest(name, names), known: names)
    }
    return format
  }
}

extension [String] {
  /// `text, json or html`
  func listed(with word: String = "or") -> String {
    count < 2 ? joined() : dropLast().joined(separator: ", ") + " \(word) " + (last ?? "")
  }
}
