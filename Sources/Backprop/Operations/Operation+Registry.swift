import MatrixCore

extension Operation {
  /// Every operation, family by family; each family's rows stand in a file of their own.
  package static let all: [Operation] =
    arithmetic + products + reductions + activations + normalisations + losses + rearrangements
    + windows

  /// The place of the first row of each name; others of the name stand next to it.
  private static let places: [String: Int] = {
    var places: [String: Int] = [:]
    places.reserveCapacity(all.count)
    for (index, row) in all.enumerated() where index == 0 || all[index - 1].name != row.name {
      places[row.name] = index
    }
    return places
  }()

  /// The rows of that name, of which one applies to given operands.
  package static func rows(named name: String) -> ArraySlice<Operation> {
    guard let first = places[name] else { return [] }
    var end = first + 1
    while end < all.count, all[end].name == name { end += 1 }
    return all[first..<end]
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

  package struct Statement {
    package let name: String?
    package let formula: Formula
  }

  /// The statements of a value made of smaller operations; the last has no name.
  package var statements: [Statement] {
    guard case .formula(let text) = value else { return [] }
    return Operation.statements(text)
  }

  static func statements(_ text: String) -> [Statement] {
    text.utf8.split(separator: UInt8(ascii: ";")).map { statement in
      // An `=` that follows a bracket is an option's.
      guard let equals = statement.firstIndex(of: UInt8(ascii: "=")),
        !statement[..<equals].contains(UInt8(ascii: "("))
      else { return Statement(name: nil, formula: formula(String(Substring(statement)))) }
      let name = String(Substring(statement[..<equals])).filter { $0 != " " }
      let value = statement[statement.index(after: equals)...]
      return Statement(name: name, formula: formula(String(Substring(value))))
    }
  }
}
