import MatrixCore

extension Operation {
  /// Every operation, family by family; each family's rows stand in a file of their own.
  package static let all: [Operation] =
    arithmetic + products + reductions + activations + normalisations + losses + rearrangements
    + windows

  private static let byName: [String: [Int]] = {
    var rows: [String: [Int]] = [:]
    for (index, row) in all.enumerated() { rows[row.name, default: []].append(index) }
    return rows
  }()

  /// The rows of that name, of which one applies to given operands.
  package static func rows(named name: String) -> [Operation] {
    (byName[name] ?? []).map { all[$0] }
  }

  /// The names that lessons may call.
  package static var functionNames: [String] {
    var names: [String] = []
    for row in all where !row.isInternal && !names.contains(row.name) { names.append(row.name) }
    return names
  }

  /// Whether its value is made of smaller operations.
  package var isComposed: Bool {
    if case .formula = value { true } else { false }
  }

  /// The operation's value or a gradient, read from its row.
  static func formula(_ text: String) -> Formula {
    let bytes = Array(text.utf8)
    do {
      return try FormulaParser.formula(bytes, 0..<bytes.count)
    } catch {
      preconditionFailure("the table of operations has a formula that can't be read: \(text)")
    }
  }

  /// The statements of a value made of smaller operations; the last has no name.
  package var statements: [(name: String?, formula: Formula)] {
    guard case .formula(let text) = value else { return [] }
    return Operation.statements(text)
  }

  static func statements(_ text: String) -> [(name: String?, formula: Formula)] {
    text.split(separator: ";").map { statement in
      if let equals = statement.firstIndex(of: "="),
        statement[..<equals].allSatisfy({ $0.isLetter || $0.isNumber || $0 == " " || $0 == "_" })
      {
        let name = statement[..<equals].filter { $0 != " " }
        return (
          String(name), Operation.formula(String(statement[statement.index(after: equals)...]))
        )
      }
      return (nil, Operation.formula(String(statement)))
    }
  }
}
