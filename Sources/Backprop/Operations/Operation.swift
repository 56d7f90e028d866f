import Formulas
import MatrixCore

/// One row of the table of operations: a name, its parameters, how its value is computed and what its
/// gradients are, all in the language of lessons, so that what is shown is what is run.
///
/// In the formulas the operands bear their parameters' names; `y` is the value, `g` the gradient
/// arriving at it, `count` the number of entries along `axis`, `shape` the axes of the first operand.
///
/// A class, so that the uses of an operation, which are copied with every graph, share its one row.
package final class Operation: Sendable {
  package let name: String
  /// What tells it from the others of its name; nil where it is the only one.
  package let variant: String?
  package let parameters: [Parameter]
  /// The parameters that are tensors.
  package let operands: [Parameter]
  /// Whether one of them is class labels, which not every number is.
  package let takesLabels: Bool
  /// What is written between its operands, where it is not called by its name.
  package let symbol: BinaryOperator?
  package let shape: ShapeRule
  package let value: Value
  /// The value as books write it, where that differs from what is run.
  package let textbook: String?
  /// One formula an operand; nil where no gradient passes.
  package let gradients: [String?]
  /// How it looks entry by entry.
  package let structure: Structure
  /// Why the gradient is what it is, in a sentence.
  package let why: String
  /// The same for each operand, where one sentence does not do for all.
  package let operandWhys: [String]
  /// The value as `inside` opens it, where what is run is written otherwise lest it overflow.
  package let expansion: String?
  package let conventions: [String]
  /// What people write in place of the gradient, and what is wrong with it.
  package let mistakes: [Mistake]
  /// A formula whose signs (or whose ones) say on which side of a kink the operand is.
  package let kink: String?
  /// Whether the smaller of two operands is copied, as a step of its own.
  package let broadcasts: Bool
  /// Whether lessons may use it by name.
  package let isInternal: Bool
  /// Whether this row is the one for these operands, where several bear one name.
  package let applies: @Sendable ([Shape], Options) -> Bool
  /// What operands it takes, for the tests that run over all rows.
  package let domain: Domain

  package init(
    _ name: String, _ parameters: [Parameter], variant: String? = nil, shape: ShapeRule = .first,
    value: Value, textbook: String? = nil, gradients: [String?], structure: Structure = .opaque,
    why: String = "", operandWhys: [String] = [], expansion: String? = nil,
    conventions: [String] = [], mistakes: [Mistake] = [], kink: String? = nil,
    broadcasts: Bool = false, isInternal: Bool = false, domain: Domain = .any,
    applies: @escaping @Sendable ([Shape], Options) -> Bool = { _, _ in true }
  ) {
    self.name = name
    self.variant = variant
    self.parameters = parameters
    symbol = name.utf8.count == 1 ? BinaryOperator(rawValue: name) : nil
    // Most rows take tensors alone, and need no second list.
    operands =
      parameters.allSatisfy(\.isOperand) ? parameters : parameters.filter(\.isOperand)
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
    self.applies = applies
  }

  /// Why the gradient at one operand is what it is.
  package func why(_ operand: Int) -> String {
    operandWhys.indices.contains(operand) ? operandWhys[operand] : why
  }

  package enum Value: Sendable {
    /// Computed by the matrix core.
    case primitive(@Sendable ([Tensor], Options) throws(ShapeError) -> Tensor)
    /// Made of smaller operations: statements separated by `;`, of which the last is the value.
    case formula(String)
  }

  /// How an entry of the value comes of entries of the operands.
  package enum Structure: Sendable {
    /// The same entry of each operand.
    case entrywise
    /// A sum over the axis between the operands.
    case product
    case outer
    case sum
    /// The same entry for every index of the axes that the operand lacks.
    case broadcast
    /// The operand's own entry: axes have names, so their order doesn't matter.
    case transpose
    /// The operand's entries under other names, in order.
    case rename
    /// Entries of the operand added where they belong: for each of them, in order, the offset of the
    /// entry to which it goes, or a negative number.
    case collected(@Sendable (_ operands: [Tensor], Options) -> [Int])
    /// Whatever the function makes of the whole operand.
    case opaque
  }

  package struct Mistake: Sendable {
    /// Which operand's gradient it is taken for.
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
    /// Class labels counted from 0, below the size of the axis that the option of this name names.
    case labels(axisOption: String)
    /// Axes of the first operand. Nil as default: the option must be given.
    case axes(default: DefaultAxes?)
    /// A number made of numbers, axis sizes and scalar consts.
    case number(default: Number?, rule: NumberRule)
    case word([String], default: String)
    /// Names of axes that the result gets.
    case newAxes(count: Int)
    /// An axis whose size is known.
    case knownAxis
    /// Whole numbers, one for each of two axes.
    case integers(default: WholesDefault, least: Int)
    /// Axes of known sizes.
    case target
  }

  package enum DefaultAxes: Sendable {
    case all
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

    /// What a number must be, in words.
    package var text: String {
      switch self {
      case .any: "a number"
      case .positive: "positive"
      case .notNegative: "0 or more"
      case .belowOne: "from 0 up to, not including, 1"
      }
    }
  }

  package enum WholesDefault: Sendable {
    case required
    case value(Int)
    /// The value of another option.
    case sameAs(String)
  }

  package static func operand(_ name: String) -> Parameter {
    Parameter(name: name, kind: .operand)
  }

  package static func axis(_ defaultAxes: DefaultAxes? = nil) -> Parameter {
    Parameter(name: "axis", kind: .axes(default: defaultAxes))
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

/// The options of one use of a function, all filled in.
package struct Options: Sendable {
  package enum Value: Sendable {
    case names([String])
    case number(Number, Formula)
    case word(String)
    case integers([Int])
    case shape(Shape)
  }

  package var values = Values()

  /// Values by their names; there are few, so they are searched one by one.
  package struct Values: Sendable {
    package struct Named {
      package let name: String
      package var value: Value
    }

    package var all: [Named] = []

    package subscript(name: String) -> Value? {
      get { all.first { $0.name == name }?.value }
      set {
        if let place = all.firstIndex(where: { $0.name == name }) { all.remove(at: place) }
        if let newValue { all.append(Named(name: name, value: newValue)) }
      }
    }
  }

  package func names(_ option: String = "axis") -> [String] {
    if case .names(let names) = values[option] { names } else { [] }
  }

  package func number(_ option: String) -> Number {
    if case .number(let number, _) = values[option] { number } else { Number(Int32(0)) }
  }

  package func word(_ option: String) -> String {
    if case .word(let word) = values[option] { word } else { "" }
  }

  package func integers(_ option: String) -> [Int] {
    if case .integers(let integers) = values[option] { integers } else { [] }
  }

  package func shape(_ option: String) -> Shape {
    if case .shape(let shape) = values[option] { shape } else { .scalar }
  }
}

/// The axes of a function's value from those of its operands.
package enum ShapeRule: Sendable {
  /// Those of the first operand.
  case first
  /// Those of the first operand without the ones in the option `axis`.
  case reduced
  case computed(@Sendable ([Shape], Options) throws(ShapeRuleError) -> Shape)
}

/// Why a function does not take these operands.
package enum ShapeRuleError: Error, Sendable {
  case shape(ShapeError)
  /// The operand at `index` has not the axes that `expected` describes.
  case operand(index: Int, expected: String)
  case option(String, rule: String)
  case problem(NetworkProblem)
}
