/// A cell of a notebook.
struct NotebookCell {
  enum Kind: String { case markdown, code }

  let kind: Kind
  /// The id of the step that it belongs to.
  let id: String
  /// Without blank lines at the beginning and the end.
  let lines: [String]

  init(_ kind: Kind, _ id: String, _ lines: [String]) {
    self.kind = kind
    self.id = id
    let inner = lines.drop { $0.isEmpty }
    let end = inner.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? inner.startIndex
    self.lines = Array(inner[..<end])
  }

  init(_ kind: Kind, _ id: String, _ text: String) {
    self.init(
      kind, id, text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
  }

  /// The cell with its keys sorted; code has no outputs.
  func json(id: String) -> JSON {
    // A text of several lines may itself hold line ends.
    let source = lines.joined(separator: "\n").split(
      separator: "\n", omittingEmptySubsequences: false)
    let lines = source.enumerated().map { index, line in
      index + 1 < source.count ? line + "\n" : String(line)
    }
    let isCode = kind == .code
    return .object(
      [("cell_type", .string(kind.rawValue))] + (isCode ? [("execution_count", .null)] : [])
        + [("id", .string(id)), ("metadata", .object([]))]
        + (isCode ? [("outputs", .array([]))] : []) + [("source", .lines(lines))])
  }
}

/// The ids of a notebook's cells: 1 to 64 of letters, digits, `-` and `_`, no two the same.
struct NotebookIDs {
  private static let longest = 64
  private var taken: Set<String> = []

  /// The step's id with other characters replaced, cut, and numbered where it is taken.
  mutating func id(for step: String) -> String {
    let plain = String(
      step.unicodeScalars.map { scalar -> Character in
        scalar.isASCII && (scalar.properties.isAlphabetic || "0"..."9" ~= scalar || scalar == "_")
          ? Character(scalar) : "-"
      })
    var id = String((plain.isEmpty ? "-" : plain).prefix(Self.longest))
    var count = 1
    while !taken.insert(id).inserted {
      count += 1
      let end = "-\(count)"
      id = String(plain.prefix(Self.longest - end.count)) + end
    }
    return id
  }
}
