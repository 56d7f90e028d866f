import Formulas
import MatrixCore

/// One row of the table of operations: a name, parameters, and formulas of the value and the
/// gradients in the language of lessons, so that the formula shown is the formula run.
///
/// In the formulas operands have their parameters' names; `y` is the value, `g` the upstream
/// gradient, `count` the number of entries along `axis`, `shape` the axes of the first operand.
///
/// A class, so that copies of a graph share the rows.
package final class Operation: Sendable {
  package let name: String
  /// What distinguishes it from other rows of its name; nil if it is the only one.
  package let variant: String?
  package let parameters: [Parameter]
  /// The parameters that are tensors.
  package let operands: [Parameter]
  /// Whether an operand is class labels.
  package let takesLabels: Bool
  /// The operator between its operands, if it is not called by its name.
  package let symbol: BinaryOperator?
  package let shape: ShapeRule
  package let value: Value
  /// The value as textbooks write it, if that differs from the formula run.
  package let textbook: String?
  /// One formula per operand; nil if no gradient passes.
  package let gradients: [String?]
  /// How an entry of the value depends on the operands.
  package let structure: Structure
  /// The reason for the gradient, in a sentence.
  package let why: String
  /// The reason for each operand, if one sentence does not cover all. In braces stand operands and,
  /// as `{y}`, the value, which go by their own names where the reason is given.
  private let operandWhys: [String]
  /// The value as `inside` expands it, if the formula run differs to avoid overflow.
  package let expansion: String?
  package let conventions: [String]
  /// Wrong gradients that people write, and what is wrong with them.
  package let mistakes: [Mistake]
  /// A formula whose values tell on which side of a kink the operand is.
  package let kink: String?
  /// Whether the smaller of two operands is broadcast, as a separate step.
  package let broadcasts: Bool
  /// Whether lessons can't call it by name.
  package let isInternal: Bool
  /// Whether this row applies to these operands, if several rows share its name.
  package let applies: @Sendable ([Shape], Options) -> Bool
  /// The domain of its operands, for tests of all rows.
  package let domain: Domain
  /// The row for another number of operands, at least as many as this one has; nil if it takes no
  /// other number.
  package let taking: (@Sendable (_ count: Int) -> Operation)?
  /// How NumPy has it; empty if it is composed and expanded.
  package let numpy: Spellings
  /// How PyTorch has it; empty if it is composed and expanded, or only in gradients.
  package let torch: Spellings

  package init(
    _ name: String, _ parameters: [Parameter], variant: String? = nil, shape: ShapeRule = .first,
    value: Value, textbook: String? = nil, gradients: [String?], structure: Structure = .opaque,
    why: String = "", operandWhys: [String] = [], expansion: String? = nil,
    conventions: [String] = [], mistakes: [Mistake] = [], kink: String? = nil,
    broadcasts: Bool = false, isInternal: Bool = false, domain: Domain = .any,
    taking: (@Sendable (_ count: Int) -> Operation)? = nil,
    numpy: Spellings = [], torch: Spellings = [],
    applies: @escaping @Sendable ([Shape], Options) -> Bool = { _, _ in true }
  ) {
    self.name = name
    self.variant = variant
    self.parameters = parameters
    symbol = BinaryOperator(rawValue: name)
    operands = parameters.filter(\.isOperand)
    takesLabels = operands.contains { if case .labels = $0.kind { true } else { false } }
    self.shape = shape
    self.value = value
    self.textbook = textbook
    self.gradients = gradients
    self.structure = structure
    self.why = why
    self.operandWhys = operandWhys
    self.expansion = expansion
    self.conventions = conventions
    self.mistakes = mistakes
    self.kink = kink
    self.broadcasts = broadcasts
    self.isInternal = isInternal
    self.domain = domain
    self.taking = taking
    self.numpy = numpy
    self.torch = torch
    self.applies = applies
  }

  /// The reason for the gradient at one operand, in the names of the operands and of the value.
  package func why(_ operand: Int, operands names: [String], value: String) -> String {
    guard hasWhy(for: operand) else { return why }
    let pairs = zip(operands.map(\.name), names) + [("y", value)]
    return pairs.reduce(operandWhys[operand]) { $0.replacing("{\($1.0)}", with: $1.1) }
  }

  /// Whether an operand has a reason of its own.
  package func hasWhy(for operand: Int) -> Bool { operandWhys.indices.contains(operand) }

  package enum Value: Sendable {
    /// Computed by `MatrixCore`.
    case primitive(@Sendable ([Tensor], Options) throws(ShapeError) -> Tensor)
    /// Composed of other operations: statements separated by `;`, the last being the value.
    case formula(String)
  }

  /// How an entry of the value depends on entries of the operands.
  package enum Structure: Sendable {
    /// The same entry of each operand.
    case entrywise
    /// A sum over the axis between the operands.
    case product
    case outer
    case sum
    /// The operand's entry, at every index of the axes that it lacks.
    case broadcast
    /// The operand's own entry: axes have names, so their order doesn't matter.
    case transpose
    /// The operand's entries in order, under other axes.
    case rename
    /// Entries of the operands at other indices, never added; elsewhere the number of the option
    /// `value`, or 0.
    case blocks(@Sendable ([Shape], _ value: Shape, Options) -> [OperandBlock])
    /// Sums of the operand's entries: for each entry, in order, the offset of its sum, or a
    /// negative number.
    case collected(@Sendable (_ operands: [Tensor], Options) -> [Int])
    /// Some function of the whole operand.
    case opaque
  }

  package struct Mistake: Sendable {
    /// The operand whose gradient it is mistaken for.
    package let operand: Int
    package let formula: String
    package let remark: String

    package init(_ formula: String, operand: Int = 0, _ remark: String) {
      self.operand = operand
      self.formula = formula
      self.remark = remark
    }
  }

  package enum Domain: Sendable { case any, positive, probability, oneHot, labels, nonZero }
}

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

/// The shape of an operation's value.
package enum ShapeRule: Sendable {
  /// The shape of the first operand.
  case first
  /// The shape of the first operand without the axes in the option `axis`.
  case reduced
  case computed(@Sendable ([Shape], Options) throws(ShapeRuleError) -> Shape)
}

/// Why an operation does not accept these operands.
package enum ShapeRuleError: Error, Sendable {
  case shape(ShapeError)
  /// The operand at `index` does not have what `expected` describes, such as these axes.
  case operand(index: Int, expected: String, axes: Shape? = nil)
  case option(String, rule: String)
  /// Two operands differ in axes that must be the same.
  case unequal(Int, Int)
  case problem(NetworkProblem)
}
