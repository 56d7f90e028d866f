import Formulas
import MatrixCore

extension Scope {
  /// The scope of a formula of the operation table whose names are placeholders: `#0` and `#1` for
  /// operands, `#y` for the value, `#g` for its gradient.
  package static func placeholders(
    axisSize: @escaping @Sendable (String) -> Int? = { _ in nil },
    _ leaf: @escaping @Sendable (String) -> (Graph.Reference, label: String, shape: Shape)?
  ) -> Scope {
    Scope(allowsInternal: true, axisSize: axisSize) { _, name in
      guard let (reference, label, shape) = leaf(name) else {
        return .problem(.unknownName(name, suggestion: nil), related: nil)
      }
      return .meaning(.leaf(reference, label: label, shape: shape, constant: nil))
    }
  }

  /// The operand index of a placeholder.
  package static func operandIndex(_ placeholder: String, of count: Int) -> Int? {
    guard placeholder.hasPrefix("#"), let index = Int(placeholder.dropFirst()) else { return nil }
    return (0..<count).contains(index) ? index : nil
  }
}
