import Formulas
import MatrixCore

extension Operation {
  /// The operation's expansion, with `labels` for its leaves and `result` for its value; nil for a
  /// primitive operation. Another formula of the value may be expanded instead.
  package func body(
    labels: [String], _ shapes: [Shape], _ options: Options, _ range: SourceRange,
    result resultName: String = "y", written text: String? = nil
  ) throws(Problem) -> Graph.Body? {
    guard isComposed else { return nil }
    let statements = text.map(Operation.statements) ?? statements
    let placeholders = operands.indices.map { Formula.name("#\($0)") }
    var lowering = Lowering(
      Graph(),
      scope: .placeholders(axisSize: { Operation.size(of: $0, shapes, options) }) { name in
        Scope.operandIndex(name, of: labels.count).map {
          (.argument($0), labels[$0], shapes[$0])
        }
      })
    // An axis of the lesson may share its name with a value in the body, so these become
    // placeholders too.
    let names = Set(statements.compactMap(\.name))
    var locals: [String: Int] = [:]
    var result = 0
    for statement in statements {
      let formula = substituted(
        statement.formula, operands: placeholders, shapes: shapes, options: options, isRun: true,
        local: { names.contains($0) ? .name("#\($0)") : nil })
      var name = statement.name ?? resultName
      while labels.contains(name) { name += "_" }
      do {
        result = try lowering.defineLocal(
          name, formula, &locals, statement.name.map { "#\($0)" })
      } catch {
        throw Problem(kind: error.kind, at: range)
      }
    }
    return Graph.Body(graph: lowering.graph, result: result)
  }
}
