import Derivations
import Formulas

/// An expression in prose, shown with `digits` significant digits.
package struct ProseExpression {
  package let formula: Formula
  package let digits: Int?
}

extension ProseBlock {
  /// The expressions of the block, in order.
  package var expressions: [ProseExpression] {
    var found: [ProseExpression] = []
    addExpressions(to: &found)
    return found
  }

  private func addExpressions(to found: inout [ProseExpression]) {
    switch self {
    case .heading(_, let inlines), .paragraph(let inlines): inlines.addExpressions(to: &found)
    case .list(_, let items):
      for item in items { for block in item { block.addExpressions(to: &found) } }
    case .quote(let blocks): for block in blocks { block.addExpressions(to: &found) }
    case .code, .rule: break
    }
  }
}

extension [ProseInline] {
  /// The expressions of running text, in order.
  package var expressions: [ProseExpression] {
    var found: [ProseExpression] = []
    addExpressions(to: &found)
    return found
  }

  fileprivate func addExpressions(to found: inout [ProseExpression]) {
    for inline in self {
      switch inline {
      case .text, .code: break
      case .emphasis(let inner), .strong(let inner): inner.addExpressions(to: &found)
      case .expression(let formula, let digits):
        found.append(ProseExpression(formula: formula, digits: digits))
      }
    }
  }
}

/// The value of an expression in prose, with the digits that it is shown with.
package struct ProseValue: Sendable {
  package let value: ExpressionValue
  package let digits: Int?
}
