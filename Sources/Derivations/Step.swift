import Backprop
import Formulas
import MatrixCore

/// One step of a derivation, independent of the format.
///
/// A class, so that the pages that show it share it.
package final class Step: Sendable {
  /// The word of the kind, which ids begin with and the JSON shows.
  package struct Kind: Hashable, Sendable {
    package let word: String

    package init(_ word: String) { self.word = word }

    package static let forward = Kind("forward")
    package static let backward = Kind("backward")
    package static let inside = Kind("inside")
  }

  /// `backward.dW`: it stays the same when the lesson grows.
  package let id: String
  package let network: String
  package let kind: Kind
  /// `dW`
  package let title: Sentence
  /// The formula in matrix form, `X.T @ dY`, if there is one.
  package let formula: Formula?
  /// The formula entry by entry, `dW[i,o] = Σₙ X[n,i] · dY[n,o]`.
  package let indexFormula: MathText?
  package let content: Content
  package let claims: [Claim]
  /// The steps before it that have no page of their own.
  package let folded: Folded?

  init(
    id: String, network: String, kind: Kind, title: Sentence, formula: Formula?,
    indexFormula: MathText?, content: Content, claims: [Claim], folded: Folded? = nil
  ) {
    self.id = id
    self.network = network
    self.kind = kind
    self.title = title
    self.formula = formula
    self.indexFormula = indexFormula
    self.content = content
    self.claims = claims
    self.folded = folded
  }

  /// The steps of its page, itself the last.
  package var unfolded: [Step] { (folded?.steps ?? []) + [self] }

  package enum Content: Sendable {
    case evaluation(Evaluation)
    /// The seed of the backward pass: the gradient of the loss with respect to itself.
    case seed(label: String, loss: String)
    /// The upstream gradient passes unchanged to unnamed steps.
    case passThrough(PassThrough)
    /// No gradient reaches the value.
    case zero(label: String, value: Tensor, of: String, loss: String)
    case sum(SumOfTerms)
    case entries(Entries)
    case values([Shown])
    case shapes([ShapeRow])
    case comparison(Comparison)
    case check(GradientCheck)
    case sweep(Sweep)
    case jacobian(Slopes)
    case graph(EvaluatedNetwork)
    case training(TrainingRun)
    /// The check of a composed operation's expansion.
    case expansion(ExpansionCheck)
  }

  /// The unnamed steps from the loss to its first named gradient, which the page of that gradient shows
  /// as one.
  package struct Folded: Sendable {
    package let steps: [Step]
    /// The step that shows the named gradient: where possible, by one formula of named values for all
    /// the steps, such as `dY = (Y - T) / N`.
    package let whole: Evaluation
    /// `dL = 1`, `dL.2 = dL / N`: each step and the last.
    package let chain: [Link]
  }

  /// A step of a folded page.
  package struct Link: Sendable {
    package let label: String
    package let formula: Formula
    /// The value of a number that is worked out.
    package let number: Number?
    package let why: String
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
    /// The whole right side of the statement, if this is the last of several operations.
    package var statement: Formula?
    /// The values of the labels, in the order of the formula.
    package let operands: [Named]
    package var indexForm: IndexForm?
    package var indexLetters: [String] = []
    package var why: String
    package var conventions: [String] = []
    /// The formula in textbook form.
    package var textbook: Formula?
    package var terms: SumOfTerms?
    /// The summed axes.
    package var summedAxes: [Axis] = []
    /// What they are called beside the index formula: the axis, or its letter where the value has an
    /// axis of that name too, which is not summed.
    package var summedNames: [String] {
      let letters = indexForm?.summedLetters ?? []
      guard letters.count == summedAxes.count else { return summedAxes.map(\.name) }
      return zip(summedAxes, letters).map { axis, letter in
        letter.hasSuffix("′") || axis.name.hasSuffix("′") ? letter : axis.name
      }
    }
    /// The axes that the formula names.
    package let axes: [Axis]
    /// The unnamed operands as formulas of named values.
    package var meanings: [Described] = []
  }

  /// A value and its formula of labels: `Y.1`, `X @ W`.
  package struct Described: Sendable {
    package let label: String
    package let formula: Formula
  }

  package struct PassThrough: Sendable {
    package let upstream: String
    package let value: Tensor
    /// The receiving steps and their formulas.
    package let receivers: [Described]
    package let operation: String
  }

  /// The slopes of a value by another.
  package struct Slopes: Sendable {
    package let value: String
    package let variable: String
    package let jacobian: Jacobian
  }

  package struct Entries: Sendable {
    package struct Entry: Sendable {
      /// Counted from 1.
      package let indices: [Int]
      package let symbols: MathText
      package let numbers: MathText
      package let value: Number
      /// Its location along axes that labels index.
      package let labels: [LabelPlace]
      /// The entries that it is a copy of, in order; the arithmetic is that of the last.
      package var copied: [MathText] = []

      /// Whether it is another entry as it stands.
      package var isCopy: Bool { if case .number = numbers { true } else { false } }
    }

    package let label: String
    package let shape: Shape
    package let formula: Formula
    package let entries: [Entry]
    /// The number of entries of the value.
    package let total: Int
    /// The unnamed values that the formula names.
    package var meanings: [Described] = []
  }

  package struct Shown: Sendable {
    package let math: MathText
    package let value: ExpressionValue
    /// How it is worked out, if it is a formula.
    package let working: Working?
    /// The locations of the indexed entries along axes that labels index.
    package var labels: [LabelPlace]

    package init(
      math: MathText, value: ExpressionValue, working: Working? = nil, labels: [LabelPlace] = []
    ) {
      self.math = math
      self.value = value
      self.working = working
      self.labels = labels
    }
  }

  package struct ShapeRow: Sendable {
    package let name: String
    package let role: String
    package let shape: Shape
    package let formula: Formula?
    /// Whether it is a value inside a definition.
    package var isInner = false
  }

  /// The entry (indices from 1) with the largest difference between two tensors, the first of
  /// several, and its values.
  package struct Difference: Sendable {
    package let indices: [Int]
    /// The indices of all entries that differ as much, and whether their values are the same pair.
    package let places: [[Int]]
    package let isOnePair: Bool
    package let left: Number
    package let right: Number
  }

  package struct Comparison: Sendable {
    package let left: Formula
    package let right: Formula
    package let leftValue: ExpressionValue
    package let rightValue: ExpressionValue
    /// How each side that is a formula is worked out.
    package let leftWorking: Working?
    package let rightWorking: Working?
    /// Nil if they are equal.
    package let difference: Difference?
    package let expectsEqual: Bool
    package let isExact: Bool
  }

  package struct ExpansionCheck: Sendable {
    package let label: String
    package let operation: String
    /// The operand, its compact gradient and that of the expansion.
    package let gradients: [(operand: String, formula: Formula, compact: Tensor, opened: Tensor)]
    package let isSeededUnevenly: Bool
  }
}

/// A line that the engine has checked.
package struct Claim: Sendable {
  package let text: Sentence
  package let holds: Bool
  /// Whether it is shown on a line of its own in a short output.
  package let isShown: Bool

  package init(_ text: Sentence, holds: Bool, isShown: Bool = true) {
    self.text = text
    self.holds = holds
    self.isShown = isShown
  }
}
