import MatrixCore
import Typography

/// A range of UTF-8 offsets in a text.
package typealias SourceRange = Range<Int>

extension SourceRange {
  /// The range of a formula that was generated, not parsed.
  package static let nowhere = 0..<0
}

/// An expression of the language of lessons and operation definitions.
package struct Formula: Sendable {
  package let kind: Kind
  /// Its range in the parsed text; empty for a generated formula.
  package let range: SourceRange

  package init(_ kind: Kind, at range: SourceRange = .nowhere) {
    self.kind = kind
    self.range = range
  }

  package indirect enum Kind: Sendable {
    /// A number with its text as typed.
    case number(Number, text: String)
    /// A number worked out already, with the formula that it is shown as: 4 for `2 * N`.
    case constant(Number, shown: Formula)
    case name(String)
    /// `early.dW`: a named value of another network.
    case member(network: String, name: String)
    case negated(Formula)
    case binary(BinaryOperator, Formula, Formula)
    case transposed(Formula)
    /// `dW[1, 2]`, `X[2, :]`: indices count from 1.
    case indexed(Formula, [Index])
    case call(Call)
    case list([Formula])
    /// Several names or numbers in parentheses, as the value of an option: `axes=(h, w)`.
    case tuple([Formula])
    /// An axis with its size, in an option: `h=2` in `into=(h=2, w=3)`.
    case axis(String, size: Formula)
  }

  /// An index along an axis, counted from 1, or `:`.
  package struct Index: Sendable {
    /// Nil for `:`, the whole axis.
    package let number: Int?
    package let range: SourceRange

    package init(number: Int?, range: SourceRange) {
      self.number = number
      self.range = range
    }
  }

  package struct Call: Sendable {
    package let function: String
    package let functionRange: SourceRange
    package let arguments: [Argument]

    package init(function: String, functionRange: SourceRange, arguments: [Argument]) {
      self.function = function
      self.functionRange = functionRange
      self.arguments = arguments
    }
  }

  package struct Argument: Sendable {
    /// The option's name, for `axis=class`.
    package let label: String?
    package let labelRange: SourceRange
    package let value: Formula

    package init(label: String?, labelRange: SourceRange, value: Formula) {
      self.label = label
      self.labelRange = labelRange
      self.value = value
    }
  }
}

package enum BinaryOperator: String, Sendable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case product = "@"
  case power = "^"
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case equal = "=="
  case notEqual = "!="

  /// The precedence of its operator: lowest for a comparison, highest for a power.
  package var precedence: Int { sign.precedence }
}

extension Formula {
  package static func name(_ name: String) -> Formula { Formula(.name(name)) }

  package static func number(_ number: Number) -> Formula {
    Formula(.number(number, text: number.typed))
  }

  package static func call(_ function: String, _ arguments: [Formula]) -> Formula {
    Formula(
      .call(
        Call(
          function: function, functionRange: .nowhere,
          arguments: arguments.map { Argument(label: nil, labelRange: .nowhere, value: $0) })))
  }

  /// The number, if the formula is only a number.
  package var literal: Number? {
    switch kind {
    case .number(let number, _), .constant(let number, _): number
    default: nil
    }
  }

  /// What a call copies along other axes, which lessons never write: `x` in
  /// `broadcast(x, to=(N, out))`; nil for any other formula.
  package var copied: Formula? {
    guard case .call(let call) = kind, call.function == "broadcast" else { return nil }
    return call.arguments.first?.value
  }

  /// The subformulas, from left to right.
  package var parts: [Formula] {
    switch kind {
    case .number, .constant, .name, .member: []
    case .negated(let x), .transposed(let x), .indexed(let x, _), .axis(_, let x): [x]
    case .binary(_, let x, let y): [x, y]
    case .call(let call): call.arguments.map(\.value)
    case .list(let items), .tuple(let items): items
    }
  }
}
