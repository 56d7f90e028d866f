// Backprop: the mathematics. A network in, a derivation out; no text layout, no files.

import MatrixCore
import Typography

/// A place in a text: UTF-8 offsets from its beginning.
package typealias SourceRange = Range<Int>

extension SourceRange {
  /// The range of what was made, not read from a text.
  package static let nowhere = 0..<0
}

/// An expression of the one language in which lessons are written and operations are defined.
package struct Formula: Sendable {
  package let kind: Kind
  /// Where it stands in the text it was read from; empty for one that was made, not read.
  package let range: SourceRange

  package init(_ kind: Kind, at range: SourceRange = .nowhere) {
    self.kind = kind
    self.range = range
  }

  package indirect enum Kind: Sendable {
    /// A number, with the way it was typed.
    case number(Number, text: String)
    case name(String)
    /// `early.dW`: a value of a network that has a name.
    case member(network: String, name: String)
    case negated(Formula)
    case binary(BinaryOperator, Formula, Formula)
    case transposed(Formula)
    /// `dW[1, 2]`, counted from 1.
    case indexed(Formula, [Index])
    case call(Call)
    case list([Formula])
    /// Several names or numbers in parentheses, as an option's value: `axes=(h, w)`.
    case tuple([Formula])
  }

  /// A place along an axis, counted from 1.
  package struct Index: Sendable {
    package let number: Int
    package let range: SourceRange

    package init(number: Int, range: SourceRange) {
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

  /// How tightly it binds: a sum least, a power most.
  package var precedence: Int {
    switch self {
    case .add, .subtract: 1
    case .multiply, .divide, .product: 2
    case .power: 4
    }
  }
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

  /// The number it is, where it is nothing but a number.
  package var literal: Number? {
    if case .number(let number, _) = kind { number } else { nil }
  }

  /// The formulas that it is made of, from left to right.
  package var parts: [Formula] {
    switch kind {
    case .number, .name, .member: []
    case .negated(let x), .transposed(let x), .indexed(let x, _): [x]
    case .binary(_, let x, let y): [x, y]
    case .call(let call): call.arguments.map(\.value)
    case .list(let items), .tuple(let items): items
    }
  }
}
