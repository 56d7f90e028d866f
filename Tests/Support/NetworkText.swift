import Backprop
import Formulas
import MatrixCore

/// A network as a lesson writes it, read with the engine's own formulas.
package struct NetworkText {
  package let network: EvaluatedNetwork
  /// What the reading found.
  package let problems: [Problem]

  package init(
    _ text: String, name: String = "main", after earlier: [EvaluatedNetwork] = [],
    entryRange: @escaping @Sendable (_ list: SourceRange, _ offset: Int) -> SourceRange? = { _, _ in
      nil
    }
  ) throws(Problem) {
    let statements = try NetworkText.statements(text)
    var names = NameTable<SourceRange>.empty
    for statement in statements { names.note(statement.name, at: statement.nameRange) }
    var builder = NetworkBuilder(
      name: name, nameRange: 0..<0, earlier: earlier.map(\.network), names: names,
      entryRange: entryRange)
    for statement in statements { builder.add(statement) }
    network = builder.finish().evaluated(after: earlier)
    problems = builder.problems
  }

  package static func statements(_ text: String) throws(Problem) -> [NetworkBuilder.Statement] {
    var reader = StatementReader(text)
    return try reader.statements()
  }
}

extension EvaluatedNetwork {
  /// The value called `name`, or its gradient where that is `d` and a value's name.
  package func tensor(named name: String) -> Tensor? {
    if let value = value(named: name) { return tensor(value.node) }
    return value(named: String(name.dropFirst())).flatMap { gradient(of: $0) }
  }
}

extension Formula {
  /// The formula that stands in `text`.
  package init(reading text: String, place: FormulaParser.Place = .anywhere) throws(Problem) {
    let bytes = Array(text.utf8)
    self = try FormulaParser.formula(bytes, 0..<bytes.count, place: place)
  }
}

private struct StatementReader {
  private let bytes: [UInt8]
  private var parser: FormulaParser

  init(_ text: String) {
    bytes = Array(text.utf8)
    parser = FormulaParser(
      Lexer(bytes, in: 0..<bytes.count, statements: true), place: .anywhere)
  }

  mutating func statements() throws(Problem) -> [NetworkBuilder.Statement] {
    var result: [NetworkBuilder.Statement] = []
    while parser.token.kind != .end {
      if parser.token.kind == .newline {
        parser.advance()
      } else {
        result.append(try statement())
        try parser.expectEnd()
      }
    }
    return result
  }

  private mutating func statement() throws(Problem) -> NetworkBuilder.Statement {
    var role = Network.Role.value
    var (name, range) = try parser.expectName(.valueName)
    if let written = Network.Role(rawValue: name), parser.token.kind == .name {
      role = written
      (name, range) = try parser.expectName(.valueName)
    }
    let axes = parser.take(.colon) ? try axes() : nil
    try parser.expect(.equals, .words(["="]))
    let formula = try parser.formula()
    return NetworkBuilder.Statement(
      role: role, name: name, nameRange: range, axes: axes,
      data: try data(formula, isData: role != .value && role != .loss))
  }

  private mutating func axes() throws(Problem) -> [AxisDeclaration] {
    var axes: [AxisDeclaration] = []
    try parser.expect(.openParenthesis, .words(["("]))
    while !parser.take(.closeParenthesis) {
      let (name, range) = try parser.expectName(.axisName)
      var size: Int?
      if parser.take(.equals) {
        size = NumberReader.read(bytes, parser.token.range)?.integer
        parser.advance()
      }
      axes.append(AxisDeclaration(name: name, size: size, range: range))
      _ = parser.take(.comma)
    }
    return axes
  }

  private func data(_ formula: Formula, isData: Bool) throws(Problem) -> NetworkBuilder.Data {
    guard isData else { return .formula(formula) }
    switch formula.kind {
    case .list:
      var lowering = Lowering(
        scope: Scope(allowsInternal: false, axisSize: { _ in nil }) { _, name in
          .problem(.unknownName(name, suggestion: nil), related: nil)
        })
      let list = try ListLiteral(formula) { (item) throws(Problem) in try lowering.constant(item) }
      return .list(sizes: list.shape.sizes, numbers: list.tensor.numbers, range: formula.range)
    case .name(let word) where DataGenerator.names.contains(word):
      return .generator(formula)
    case .call(let call) where DataGenerator.names.contains(call.function):
      return .generator(formula)
    default:
      return .formula(formula)
    }
  }
}
