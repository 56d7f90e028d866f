import Formulas
import MatrixCore

extension Operation {
  /// One file's operations, with their names. The rows are made where one of the names is first looked
  /// up: a lesson needs few of the families, and a start should not wait for all.
  enum Family: Int, CaseIterable {
    case arithmetic, products, reductions, activations, normalisations, losses, rearrangements
    case windows

    var names: [String] {
      switch self {
      case .arithmetic: arithmeticNames
      case .products: productNames
      case .reductions: reductionNames
      case .activations: activationNames
      case .normalisations: normalisationNames
      case .losses: lossNames
      case .rearrangements: rearrangementNames
      case .windows: windowNames
      }
    }

    var rows: [Operation] {
      switch self {
      case .arithmetic: Operation.arithmetic
      case .products: Operation.products
      case .reductions: Operation.reductions
      case .activations: Operation.activations
      case .normalisations: Operation.normalisations
      case .losses: Operation.losses
      case .rearrangements: Operation.rearrangements
      case .windows: Operation.windows
      }
    }

    /// The family that has a name.
    init?(of name: String) {
      // Operators, which most uses are.
      if name.utf8.count == 1 {
        self = name == "@" ? .products : .arithmetic
        return
      }
      var number = 0
      while let family = Family(rawValue: number) {
        if family.has(name) {
          self = family
          return
        }
        number += 1
      }
      return nil
    }

    /// Nearly all names are told apart by their lengths or first bytes, which is quicker than to hash them.
    private func has(_ name: String) -> Bool {
      let (count, first) = (name.utf8.count, name.utf8.first)
      return names.contains { $0.utf8.count == count && $0.utf8.first == first && $0 == name }
    }
  }

  /// Every operation, family by family.
  package static let all: [Operation] = Family.allCases.flatMap(\.rows)

  /// The rows of that name, of which one applies to given operands. They stand side by side.
  package static func rows(named name: String) -> ArraySlice<Operation> {
    guard let rows = Family(of: name)?.rows,
      let first = rows.firstIndex(where: { $0.name == name })
    else { return [] }
    var end = first + 1
    while end < rows.count, rows[end].name == name { end += 1 }
    return rows[first..<end]
  }

  /// Whether an operation has that name, so that it can't be a value's.
  package static func isFunction(_ name: String) -> Bool { !rows(named: name).isEmpty }

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
  package static func formula(_ text: String) -> Formula {
    let bytes = Array(text.utf8)
    do {
      return try FormulaParser.formula(bytes, 0..<bytes.count)
    } catch {
      preconditionFailure("the table of operations has a formula that can't be read: \(text)")
    }
  }

  /// The names that the statements of a value give and its gradients use.
  static func locals(of value: Value, usedIn gradients: [String?]) -> Set<String> {
    guard case .formula(let text) = value else { return [] }
    let names = Set(statements(text).compactMap(\.name))
    guard !names.isEmpty else { return [] }
    return names.intersection(gradients.compactMap { $0 }.flatMap { formula($0).names })
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

  package static func statements(_ text: String) -> [Statement] {
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
