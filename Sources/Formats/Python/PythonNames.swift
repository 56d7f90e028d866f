import Documents

/// An identifier of Python for each name of a program, no two the same.
struct PythonNames {
  private var identifiers: [String: String] = [:]
  private var taken: Set<String>
  /// The names of the lesson that changed by more than their dots.
  private(set) var changed: [(name: String, identifier: String)] = []

  /// `reserved` are names that the script uses itself.
  init(reserved: [String] = []) {
    taken = Self.words.union(reserved)
  }

  /// The names of a program, in their order.
  init(_ program: Program, reserved: [String]) {
    self.init(reserved: reserved + program.functions.map(\.name))
    for part in program.parts { add(part.lines) }
  }

  private mutating func add(_ lines: [Program.Line]) {
    for line in lines {
      switch line {
      case .assign(let names, _): for name in names { add(name) }
      case .function(let name, _, let body, _):
        add(name)
        add(body)
      case .loop(let counter, _, let body):
        add(counter)
        add(body)
      case .comment, .run, .check: break
      }
    }
  }

  /// Gives a name an identifier, if it has none.
  mutating func add(_ name: String) {
    guard identifiers[name] == nil else { return }
    let plain = Self.plain(name)
    var identifier = plain
    // With an underscore a number at the end stays readable.
    var count = 1
    while taken.contains(identifier) {
      identifier = count == 1 ? plain + "_" : "\(plain)_\(count)"
      count += 1
    }
    taken.insert(identifier)
    identifiers[name] = identifier
    let expected = name.split { $0 == "." || $0 == "/" }.joined(separator: "_")
    if identifier != expected, !name.contains("#") { changed.append((name.withDots, identifier)) }
  }

  /// The identifier of a name of the program.
  subscript(name: String) -> String { identifiers[name] ?? Self.plain(name) }

  /// The name with only what identifiers may hold.
  private static func plain(_ name: String) -> String {
    var text = ""
    for scalar in name.unicodeScalars {
      if let digit = subscriptDigit(scalar) {
        text += String(digit)
      } else if isKept(scalar) {
        text.unicodeScalars.append(scalar)
      } else if scalar == "." || scalar == "/" {
        text += "_"
      } else if scalar != "#" {
        text += "u" + String(scalar.value, radix: 16, uppercase: true)
      }
    }
    guard let first = text.unicodeScalars.first, first.properties.isXIDStart || first == "_" else {
      return "_" + text
    }
    return text
  }

  private static func subscriptDigit(_ scalar: Unicode.Scalar) -> UInt32? {
    0x2080...0x2089 ~= scalar.value ? scalar.value - 0x2080 : nil
  }

  /// Whether Python takes the character in an identifier, and takes it as it is: it normalises
  /// identifiers (NFKC), so that letters that look alike may become the same.
  private static func isKept(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return scalar.properties.isAlphabetic || "0"..."9" ~= scalar || scalar == "_"
    }
    guard scalar.properties.isXIDContinue else { return false }
    let lower = scalar.properties.lowercaseMapping.unicodeScalars
    if lower.count == 1, let small = lower.first, small != scalar {
      return !small.properties.changesWhenNFKCCaseFolded
    }
    return !scalar.properties.changesWhenNFKCCaseFolded
  }

  /// Python's keywords and the names that are always there.
  private static let words: Set<String> = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while",
    "with", "yield", "match", "case", "type", "_",
    "abs", "all", "any", "ascii", "bin", "bool", "bytes", "callable", "chr", "complex", "dict",
    "dir", "divmod", "enumerate", "eval", "exec", "exit", "filter", "float", "format", "hash",
    "help", "hex", "id", "input", "int", "isinstance", "iter", "len", "list", "map", "max", "min",
    "next", "object", "oct", "open", "ord", "pow", "print", "quit", "range", "repr", "reversed",
    "round", "set", "slice", "sorted", "str", "sum", "super", "tuple", "vars", "zip",
  ]
}
