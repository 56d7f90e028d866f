import Formulas
import MatrixCore

/// A parameter of a function: a tensor, or an option that is given by name.
package struct Parameter: Sendable {
  package let name: String
  package let kind: Kind

  package enum Kind: Sendable {
    case operand
    /// Class labels from 0, along the axis in this option; along the first operand's first axis if
    /// empty.
    case labels(axisOption: String)
    /// Axes of the first operand; required if the default is nil.
    case axes(default: DefaultAxes?)
    /// An expression of numbers, axis sizes and scalar consts.
    case number(default: Number?, rule: NumberRule)
    case word([String], default: String)
    /// Axes, one of each operand in their order.
    case axisOfEach
    /// Names of new axes of the result; nil for as many as the option `axes` has.
    case newAxes(count: Int?)
    /// New axes of the result with their sizes, which may be left out where they are known; nil for any
    /// number of axes.
    case sizedAxes(count: Int?)
    /// An index along an axis, counted from 1.
    case index
    /// An axis whose size is known.
    case knownAxis
    /// Integers, one for each axis of the option `axes`.
    case integers(default: IntegersDefault, least: Int)
    /// Axes of known sizes.
    case target
  }

  package enum DefaultAxes: Sendable {
    case all, first
    case named(String)
  }

  package enum NumberRule: Sendable {
    case any, positive, notNegative, belowOne

    package func allows(_ number: Number) -> Bool {
      switch self {
      case .any: true
      case .positive: number.double > 0
      case .notNegative: number.double >= 0
      case .belowOne: number.double >= 0 && number.double < 1
      }
    }

    /// The rule in words.
    package var text: String {
      switch self {
      case .any: "a number"
      case .positive: "positive"
      case .notNegative: "0 or more"
      case .belowOne: "from 0 up to, not including, 1"
      }
    }
  }

  package enum IntegersDefault: Sendable {
    case required
    case value(Int)
    /// The value of this other option.
    case sameAs(String)
  }

  package static func operand(_ name: String) -> Parameter {
    Parameter(name: name, kind: .operand)
  }

  package static func axis(_ defaultAxes: DefaultAxes? = nil) -> Parameter {
    Parameter(name: "axis", kind: .axes(default: defaultAxes))
  }

  package static func index(_ name: String) -> Parameter {
    Parameter(name: name, kind: .index)
  }

  package static func number(
    _ name: String, _ value: Number?, _ rule: NumberRule = .any
  ) -> Parameter {
    Parameter(name: name, kind: .number(default: value, rule: rule))
  }

  package var isOperand: Bool {
    switch kind {
    case .operand, .labels: true
    default: false
    }
  }
}

/// The options of one use of an operation, with their defaults. There are few, so a linear search is
/// enough.
package struct Options: Sendable {
  /// Among the indices of an entry: the whole axis.
  package static let wholeAxis = 0

  package enum Value: Sendable {
    case names([String])
    case number(Number, Formula)
    case word(String)
    case integers([Int])
    case shape(Shape)
  }

  package private(set) var all: [(name: String, value: Value)] = []

  package init() {}

  package subscript(name: String) -> Value? { all.first { $0.name == name }?.value }

  /// Sets or replaces an option.
  package mutating func set(_ name: String, to value: Value) {
    if let index = all.firstIndex(where: { $0.name == name }) {
      all[index].value = value
    } else {
      all.append((name, value))
    }
  }

  /// The names of an option; none if it is missing.
  package func names(_ option: String = "axis") -> [String] {
    if case .names(let names) = self[option] { names } else { [] }
  }

  /// The number of an option; 0 if it is missing.
  package func number(_ option: String) -> Number {
    if case .number(let number, _) = self[option] { number } else { 0 }
  }

  /// The word of an option; empty if it is missing.
  package func word(_ option: String) -> String {
    if case .word(let word) = self[option] { word } else { "" }
  }

  /// The integers of an option; none if it is missing.
  package func integers(_ option: String) -> [Int] {
    if case .integers(let integers) = self[option] { integers } else { [] }
  }

  /// An index counted from 1; 1 if it is missing.
  package func index(_ option: String) -> Int { integers(option).first ?? 1 }

  /// The shape of an option; a scalar's if it is missing.
  package func shape(_ option: String) -> Shape {
    if case .shape(let shape) = self[option] { shape } else { .scalar }
  }
}
