import Backprop
import Formulas
import MatrixCore

/// Lesson 1.
package let affineBatch = """
  input  X: (N, in)   = [[1, 2], [3, -1]]
  param  W: (in, out) = [[1, 0, -1], [2, 1, 1]]
  param  b: (out)     = [1, -1, 0]
  target T: (N, out)  = [[4, 2, 0], [1, -1, -3]]
  Y = X @ W + b
  loss L = sum((Y - T)^2) / (2 * N)
  """

/// A number or nested lists as a tensor of these axes.
package func tensor(_ formula: Formula, _ shape: Shape) throws -> Tensor {
  var lowering = Lowering(
    scope: Scope(allowsInternal: false, axisSize: { _ in nil }) { _, name in
      .problem(.unknownName(name, suggestion: nil), related: nil)
    })
  if let number = try lowering.constant(formula) { return Tensor(number) }
  let list = try ListLiteral(formula) { (item) throws(Problem) in try lowering.constant(item) }
  return try list.tensor.renamed(shape)
}

extension ProblemKind {
  /// The case's name.
  package var name: String { String("\(self)".prefix { $0 != "(" }) }
}
