import Formulas
import MatrixCore

extension Operation {
  /// Every operation, family by family.
  package static let all: [Operation] =
    arithmetic + comparisons + products + reductions + activations + normalisations + losses
    + rearrangements + parts + windows

  private static let rowsByName = Dictionary(grouping: all, by: \.name)

  /// The rows of that name, in their order; the first that applies to given operands is the one meant.
  package static func rows(named name: String) -> [Operation] { rowsByName[name] ?? [] }

  /// The names that lessons may call, in the order of the table.
  package static var functionNames: [String] {
    NameSet(all.filter { !$0.isInternal }.map(\.name)).names
  }

  /// Whether its value is made of smaller operations.
  package var isComposed: Bool {
    if case .formula = value { true } else { false }
  }

  /// Parses a formula of the table.
  package static func formula(_ text: String) -> Formula {
    let bytes = Array(text.utf8)
    do {
      return try FormulaParser.formula(bytes, 0..<bytes.count)
    } catch {
      preconditionFailure("the table of operations has a formula that can't be read: \(text)")
    }
  }

  /// The names of values inside the operation that its gradients use again.
  var localsOfGradients: Set<String> {
    // A value of one statement names nothing.
    guard case .formula(let text) = value, text.contains(";") else { return [] }
    let names = Set(statements.compactMap(\.name))
    return names.intersection(
      gradients.compactMap { $0 }.flatMap { Operation.formula($0).names })
  }

  /// One statement of a value made of smaller operations: `centred = x - mean(x, axis=axis)`.
  package struct Statement {
    package let name: String?
    package let formula: Formula
  }

  /// The statements of a value made of smaller operations; the last has no name.
  package var statements: [Statement] {
    guard case .formula(let text) = value else { return [] }
    return Operation.statements(text)
  }

  /// Parses statements separated by `;`.
  package static func statements(_ text: String) -> [Statement] {
    text.utf8.split(separator: UInt8(ascii: ";")).map { statement in
      // An `=` after a bracket belongs to an option.
      guard let equals = statement.firstIndex(of: UInt8(ascii: "=")),
        !statement[..<equals].contains(UInt8(ascii: "("))
      else { return Statement(name: nil, formula: formula(String(Substring(statement)))) }
      return Statement(
        name: String(
          decoding: statement[..<equals].filter { $0 != UInt8(ascii: " ") }, as: UTF8.self),
        formula: formula(String(Substring(statement[equals...].dropFirst()))))
    }
  }
}
