import Typography

/// What a typed line means.
enum LineCommand: Hashable {
  case command(StepperCommand)
  /// An unknown command, with the names of similar commands.
  case unknown(String, near: [String])
}

extension LineCommand {
  /// Reads a line: `""` is Enter, `go backward.dW`, `12`, `next section`, `find TEXT`.
  static func parse(_ line: String) -> LineCommand {
    let words = line.split { $0 == " " || $0 == "\t" }
    guard let first = words.first else { return .command(.next) }
    if let number = Int(first), words.count == 1 { return .command(.goToNumber(number)) }
    let name = first.lowercased()
    let rest = words.dropFirst().joined(separator: " ")
    // The only command whose letter means something else in lower case.
    if first == "G", rest.isEmpty { return .command(.last) }
    if let command = command(name, rest) { return .command(command) }
    if first.first == "/" {
      return .command(.find((first.dropFirst() + (rest.isEmpty ? "" : " " + rest)).description))
    }
    let shown = String(words.joined(separator: " ").prefix(40))
    return .unknown(shown, near: near(to: rest.isEmpty ? name : "\(name) \(rest.lowercased())"))
  }

  private static func command(_ name: String, _ rest: String) -> StepperCommand? {
    switch (name, rest.lowercased()) {
    case ("go", _), ("goto", _), ("step", _):
      return .go(to: rest)
    case ("find", _), ("search", _): return .find(rest)
    case ("answer", _), ("a", _): return .reply(rest)
    default: return simpleCommands.first { $0.name == line(name, rest) }?.command
    }
  }

  private static func line(_ name: String, _ rest: String) -> String {
    rest.isEmpty ? name : "\(name) \(rest.lowercased())"
  }

  /// The commands without arguments.
  private static var simpleCommands: [(name: String, command: StepperCommand)] {
    [
      ("next", .next), ("n", .next), ("back", .back), ("b", .back),
      ("next section", .nextSection), ("}", .nextSection), ("]", .nextSection),
      ("previous section", .previousSection), ("{", .previousSection),
      ("[", .previousSection),
      ("first", .first), ("g", .first), ("last", .last),
      ("contents", .contents), ("t", .contents), ("values", .values), ("v", .values),
      ("hint", .hint),
      ("into", .moreDetail), ("i", .moreDetail), ("out", .lessDetail), ("o", .lessDetail),
      ("help", .help), ("h", .help), ("?", .help), ("quit", .quit), ("q", .quit), ("exit", .quit),
    ]
  }

  /// The commands at most two letters away from `text`, the nearest first.
  private static func near(to text: String) -> [String] {
    let names = simpleCommands.map(\.name).filter { $0.count > 2 } + ["go", "find", "answer"]
    let text = Array(text.prefix(40))
    let distances = names.map { (name: $0, distance: editDistance(text, Array($0))) }
    let close = distances.filter { $0.distance <= 2 && $0.distance < $0.name.count }
    let least = close.map(\.distance).min()
    return close.filter { $0.distance == least }.map(\.name)
  }
}
