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
  package func why(
    _ operand: Int, operands names: @autoclosure () -> [String], value: @autoclosure () -> String
  ) -> String {
    guard hasWhy(for: operand) else { return why }
    let meanings = zip(operands.map(\.name), names()) + [("y", value())]
    return operandWhys[operand].filling { name in meanings.first { $0.0 == name }?.1 }
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

extension String {
  /// The text with each `{name}` in it replaced, as far as there is a replacement.
  fileprivate func filling(_ replacement: (Substring) -> String?) -> String {
    var filled = ""
    var rest = unicodeScalars[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let next = rest.index(after: close)
      let name = Substring(rest[open..<close].dropFirst())
      filled += Substring(rest[..<open])
      filled += replacement(name) ?? "{\(name)}"
      rest = rest[next...]
    }
    return filled + Substring(rest)
  }
}
