import Formats
import Terminal
import Typography

/// The style of the output, from options, the environment and the terminal.
struct OutputOptions {
  let style: TextStyle
  /// The requested width; nil if lines follow the window.
  let fixedWidth: Int?

  init(_ arguments: ParsedArguments) throws(UsageError) {
    let isTerminal = StandardStream.output.isTerminal
    let isDumb = Environment.terminalIsDumb
    let width =
      try arguments.integer("--width", 1...Int.max)
      ?? Environment.integer("COLUMNS", 1...Int.max)
    fixedWidth = width.map { min($0, WindowSize.maximumColumns) }
    let color: Bool =
      switch try arguments.word("--color", ["auto", "always", "never"]) {
      case "always": true
      case "never": false
      default: isTerminal && !isDumb && Environment.nonEmptyVariable("NO_COLOR") == nil
      }
    let numbers = NumberStyle(
      mode: try OutputOptions.mode(arguments.word("--numbers", ["auto", "fraction", "decimal"])),
      precision: try arguments.integer("--precision", 1...17) ?? 4)
    style = TextStyle(
      width: fixedWidth ?? (WindowSize.current() ?? .usual).columns,
      spelling: arguments.has("--ascii") || !OutputOptions.localeIsUTF8 ? .ascii : .unicode,
      color: color,
      accessible: arguments.has("--accessible")
        || Environment.isOn("ACCESSIBLE"),
      numbers: numbers)
  }

  /// The style at another width.
  func style(width: Int) -> TextStyle {
    TextStyle(
      width: width, spelling: style.spelling, color: style.color, accessible: style.accessible,
      numbers: style.numbers)
  }

  /// The style for a window.
  func style(_ size: WindowSize) -> TextStyle {
    TextStyle(
      width: size.columns, rows: size.rows, spelling: style.spelling, color: style.color,
      accessible: style.accessible, numbers: style.numbers)
  }

  /// The style for a format, which follows the terminal only if the format is for terminals.
  func style(for format: any DocumentFormat.Type) -> TextStyle {
    format.isForTerminals
      ? style
      : TextStyle(width: fixedWidth ?? 80, spelling: style.spelling, numbers: style.numbers)
  }

  private static func mode(_ word: String) -> NumberStyle.Mode {
    switch word {
    case "fraction": .fraction
    case "decimal": .decimal
    default: .auto
    }
  }

  /// Whether the locale is UTF-8, by the first of these variables that is set.
  private static var localeIsUTF8: Bool {
    for name in ["LC_ALL", "LC_CTYPE", "LANG"] {
      guard let value = Environment.nonEmptyVariable(name) else { continue }
      // `de_DE.UTF-8@euro`
      let locale = value.prefix { $0 != "@" }.lowercased()
      return locale.hasSuffix("utf-8") || locale.hasSuffix("utf8")
    }
    return false
  }
}
