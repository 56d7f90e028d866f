import Backprop
import Formulas
import MatrixCore

/// One step of a derivation: everything that any format says about it.
///
/// A class, so that the pages that show it share it.
package final class Step: Sendable {
  package enum Kind: String, Sendable {
    case forward, backward, detail, inside, show, shapes, graph, compare, contrast, check, sweep
    case update, train
  }

  /// `backward.dW`: it stays the same when the lesson grows.
  package let id: String
  package let network: String
  package let kind: Kind
  /// `dW`
  package let title: String
  /// The formula in matrix form, `X.T @ dY`, where there is one.
  package let formula: String?
  /// The formula entry by entry, `dW[i,o] = Σₙ X[n,i] · dY[n,o]`.
  package let indexFormula: String?
  package let content: Content
  package let claims: [Claim]

  init(
    id: String, network: String, kind: Kind, title: String, formula: String?,
    indexFormula: String?, content: Content, claims: [Claim]
  ) {
    self.id = id
    self.network = network
    self.kind = kind
    self.title = title
    self.formula = formula
    self.indexFormula = indexFormula
    self.content = content
    self.claims = claims
  }

  package enum Content: Sendable {
    case evaluation(Evaluation)
    /// Where the way back begins: the gradient of the loss with respect to itself.
    case seed(label: String, loss: String)
    /// What arrives is passed on unchanged to steps without a name.
    case passThrough(PassThrough)
    /// Nothing arrives.
    case zero(label: String, value: Tensor, of: String, loss: String)
    case sum(SumOfTerms)
    case entries(Entries)
    case values([Shown])
    case shapes([ShapeRow])
    case comparison(Comparison)
    case check(GradientCheck)
    case sweep(Sweep)
    case graph(EvaluatedNetwork)
    case training(TrainingRun)
    /// What a composed operation's inside proves.
    case expansion(ExpansionCheck)
  }

  package struct Named: Sendable {
    package let label: String
    package let tensor: Tensor
  }

  /// A value and the operation that makes it.
  package struct Evaluation: Sendable {
    package let label: String
    package let value: Tensor
    /// The operation in labels: `Y.1 + Y.2`.
    package let formula: Formula
    /// The whole right side of the statement, where this is its last operation and not its only one.
    package let statement: Formula?
    /// What the labels stand for, in the order of the formula.
    package let operands: [Named]
    package let indexForm: IndexForm?
    package let indexLetters: [String]
    package let why: String
    package let conventions: [String]
    /// The formula as books write it.
    package let textbook: Formula?
    package let terms: SumOfTerms?
    /// The axes that are summed away.
    package let summedAxes: [Axis]
    /// What the names of axes in the formula stand for.
    package let axes: [Axis]
    /// What the operands are that the lesson gave no name, as formulas of those with one.
    package var meanings: [Described] = []
  }

  /// A value and what it is in labels: `Y.1`, `X @ W`.
  package struct Described: Sendable {
    package let label: String
    package let formula: Formula
  }

  package struct PassThrough: Sendable {
    package let upstream: String
    package let value: Tensor
    /// The steps that get it, and what they are.
    package let receivers: [Described]
    package let operation: String
  }

  package struct Entries: Sendable {
    package struct Entry: Sendable {
      /// Counted from 1.
      package let indices: [Int]
      package let symbols: String
      package let numbers: [ScalarPiece]
      package let value: Number
      /// Where it lies along axes that labels count on.
      package let labels: [LabelPlace]
    }

    package let label: String
    package let shape: Shape
    package let formula: Formula
    package let entries: [Entry]
    /// How many entries the value has.
    package let total: Int
  }

  package struct Shown: Sendable {
    package let text: String
    package let value: ExpressionValue
    /// Where the entries that it picks by their indices lie along axes that labels count on.
    package var labels: [LabelPlace] = []
  }

  package struct ShapeRow: Sendable {
    package let name: String
    package let role: String
    package let shape: Shape
    package let formula: Formula?
  }

  /// The entry (its indices from 1) where two tensors differ most, and what they hold there.
  package struct Difference: Sendable {
    package let indices: [Int]
    package let left: Number
    package let right: Number
  }

  package struct Comparison: Sendable {
    package let left: Formula
    package let right: Formula
    package let leftValue: ExpressionValue
    package let rightValue: ExpressionValue
    /// Nil where they are equal.
    package let difference: Difference?
    package let expectsEqual: Bool
    package let isExact: Bool
  }

  package struct ExpansionCheck: Sendable {
    package let label: String
    package let operation: String
    /// The operand, the compact gradient and the one that the inside gives.
    package let gradients: [(operand: String, formula: Formula, compact: Tensor, opened: Tensor)]
    package let isSeededUnevenly: Bool
  }
}

/// A line that the engine has checked.
package struct Claim: Sendable {
  package let text: String
  package let holds: Bool
  /// Whether it is worth a line of its own where little is shown.
  package let isShown: Bool

  package init(_ text: String, holds: Bool, isShown: Bool = true) {
    self.text = text
    self.holds = holds
    self.isShown = isShown
  }
}
