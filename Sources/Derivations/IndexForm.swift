import Formulas
import MatrixCore

/// How one entry of a value depends on entries of others: `Σₙ X[n,i] · dY[n,o]`.
///
/// It is derived from the evaluated graph; it can be printed with letters or numbers and evaluated
/// entry by entry, so that it can be checked.
package indirect enum IndexForm: Sendable {
  case number(Number, MathText)
  /// An entry of a named value, or of a function of a whole tensor: `softmax(z)[n,c]`.
  case entry(of: MathText, tensor: Tensor, at: [EntryIndex])
  case sum(letter: String, size: Int, IndexForm)
  case collected(Collection, IndexForm)
  /// The first of the parts in whose ranges the entry lies, else a number.
  case cases([Part], otherwise: Number)
  /// A form whose letters are those of axes that are joined, row by row, in one whose index is known.
  case parted(letters: [String], sizes: [Int], of: EntryIndex, IndexForm)
  case negated(IndexForm)
  case binary(BinaryOperator, IndexForm, IndexForm)
  case function(
    String, [IndexForm], options: [MathArgument], evaluate: @Sendable ([Number]) -> Number)
}

extension IndexForm {
  /// A form that takes a look at every entry of a tensor is found for at most this many.
  static let mostEntries = 100_000

  /// The operand entries that belong to each entry of a value.
  package struct Collection: Sendable {
    let indices: [EntryIndex]
    let shape: Shape
    let operandLetters: [String]
    let operandShape: Shape
    /// The offsets in the operand, for each offset in the value.
    let sources: [[Int]]

    /// Whether several operand entries belong to some entry.
    var isSum: Bool { sources.contains { $0.count > 1 } }

    /// The operand offsets of the current entry.
    func sources(_ bound: IndexBinding) -> [Int] {
      indices.offset(in: shape, bound).map { sources[$0] } ?? []
    }
  }

  /// A form that holds where indices lie in ranges.
  package struct Part: Sendable {
    struct Condition: Sendable {
      let index: EntryIndex
      /// Counted from 0.
      let range: Range<Int>
      /// The size of the axis.
      let size: Int

      /// `t = 2`, `j > 2` or `2 ≤ p ≤ 4`, counted from 1.
      var text: String {
        if range.count == 1 { return "\(index.text) = \(range.upperBound)" }
        if range.lowerBound == 0 { return "\(index.text) ≤ \(range.upperBound)" }
        if range.upperBound >= size { return "\(index.text) > \(range.lowerBound)" }
        return "\(range.lowerBound + 1) ≤ \(index.text) ≤ \(range.upperBound)"
      }
    }

    let conditions: [Condition]
    let form: IndexForm

    func holds(_ bound: IndexBinding) -> Bool {
      conditions.allSatisfy { $0.range.contains($0.index(bound)) }
    }
  }

  /// The number of an entry.
  func evaluate(_ bound: inout IndexBinding) -> Number {
    switch self {
    case .number(let number, _): return number
    case .entry(_, let tensor, let indices):
      return indices.offset(in: tensor.shape, bound).map { tensor[$0] } ?? 0
    case .sum(let letter, let size, let body):
      var total = Number(0)
      bound.push(letter, 0)
      for index in 0..<size {
        bound.turn(to: index)
        total = total + body.evaluate(&bound)
      }
      bound.pop()
      return total
    case .collected(let collection, let body):
      var total = Number(0)
      for source in collection.sources(bound) {
        bound.push(collection.operandLetters, collection.operandShape.indices(at: source))
        total = total + body.evaluate(&bound)
        bound.pop(collection.operandLetters.count)
      }
      return total
    case .cases(let parts, let otherwise):
      return parts.first { $0.holds(bound) }?.form.evaluate(&bound) ?? otherwise
    case .parted(let letters, let sizes, let index, let body):
      bound.push(letters, sizes, at: index(bound))
      defer { bound.pop(letters.count) }
      return body.evaluate(&bound)
    case .negated(let body): return -body.evaluate(&bound)
    case .binary(let operation, let left, let right):
      return operation(left.evaluate(&bound), right.evaluate(&bound))
    case .function(_, let arguments, _, let function):
      return function(arguments.map { $0.evaluate(&bound) })
    }
  }

  /// A letter with a prime over which it sums, since the letter alone means an index already.
  var secondLetter: String? {
    switch self {
    case .number, .entry: nil
    case .sum(let letter, _, let body): letter.hasSuffix("′") ? letter : body.secondLetter
    case .collected(_, let body), .parted(_, _, _, let body), .negated(let body): body.secondLetter
    case .cases(let parts, _): parts.lazy.compactMap(\.form.secondLetter).first
    case .binary(_, let left, let right): left.secondLetter ?? right.secondLetter
    case .function(_, let arguments, _, _): arguments.lazy.compactMap(\.secondLetter).first
    }
  }

  /// The letters of the outermost sums.
  var summedLetters: [String] {
    if case .sum(let letter, _, let body) = self { [letter] + body.summedLetters } else { [] }
  }

  /// The number of entries read to evaluate one.
  package var cost: Int {
    switch self {
    case .number: return 0
    case .entry: return 1
    case .sum(_, let size, let body): return size.multipliedSaturating(by: max(1, body.cost))
    case .collected(let collection, let body):
      let most = collection.sources.reduce(1) { max($0, $1.count) }
      return most.multipliedSaturating(by: max(1, body.cost))
    case .cases(let parts, _): return parts.reduce(0) { max($0, $1.form.cost) }
    case .negated(let body), .parted(_, _, _, let body): return body.cost
    case .binary(_, let left, let right): return left.cost.addingSaturating(right.cost)
    case .function(_, let arguments, _, _):
      return arguments.reduce(1) { $0.addingSaturating($1.cost) }
    }
  }
}

// MARK: - Mathematics

extension IndexForm {
  /// With letters: `Σₙ X[n,i] · dY[n,o]`.
  package var math: MathText {
    switch self {
    case .number(_, let math): math
    case .entry(let value, _, let indices): .entry(value, indices.map(\.text))
    case .sum(let letter, _, let body): .sum(over: letter, body.math)
    case .collected(let collection, let body):
      .gathered(
        MathGathering(
          body.math, from: collection.operandLetters, at: collection.indices.map(\.text),
          isSum: collection.isSum,
          hasGaps: collection.sources.contains(where: \.isEmpty)))
    case .cases(let parts, let otherwise):
      parts.reversed().reduce(nil as MathText?) { rest, part in
        if part.conditions.isEmpty { return part.form.math }
        let condition = part.conditions.map(\.text).joined(separator: " and ")
        return .gathered(
          MathGathering(
            part.form.math, condition: "for \(condition)", otherwise: rest ?? .number(otherwise)))
      } ?? .number(otherwise)
    case .parted(let letters, let sizes, let index, let body):
      .gathered(
        MathGathering(
          body.math,
          condition: "where \(index.text) = "
            + EntryIndex.joining(zip(letters, sizes).map { (.letter($0), $1) }).text))
    case .negated(let body): .negated(body.math)
    case .binary(let operation, let left, let right):
      .binary(operation.scalarSign, left.math, right.math)
    case .function(let name, let arguments, let options, _):
      .call(name, arguments.map { MathArgument($0.math) } + options)
    }
  }

  /// The sums written out with indices and with numbers: `X[1,1] · dY[1,2] + X[2,1] · dY[2,2]` and
  /// `1 · (-1/2) + 3 · (-1/2)`.
  package func worked(_ bound: IndexBinding) -> (symbols: MathText, numbers: MathText) {
    var bound = bound
    return work(&bound)
  }

  private func work(_ bound: inout IndexBinding) -> (symbols: MathText, numbers: MathText) {
    switch self {
    case .number(let number, let math): return (math, .number(number))
    case .entry(let value, _, let indices):
      let indices = indices.map { "\($0(bound) + 1)" }
      return (.entry(value, indices), .number(evaluate(&bound)))
    case .sum(let letter, let size, let body):
      var terms: [(symbols: MathText, numbers: MathText)] = []
      bound.push(letter, 0)
      for index in 0..<size {
        bound.turn(to: index)
        terms.append(body.work(&bound))
      }
      bound.pop()
      return (.sum(of: terms.map(\.symbols)), .sum(of: terms.map(\.numbers)))
    case .collected(let collection, let body):
      var terms: [(symbols: MathText, numbers: MathText)] = []
      for source in collection.sources(bound) {
        bound.push(collection.operandLetters, collection.operandShape.indices(at: source))
        terms.append(body.work(&bound))
        bound.pop(collection.operandLetters.count)
      }
      if terms.isEmpty { return (.typed("0"), .typed("0")) }
      return (.sum(of: terms.map(\.symbols)), .sum(of: terms.map(\.numbers)))
    case .cases(let parts, let otherwise):
      return parts.first { $0.holds(bound) }?.form.work(&bound)
        ?? (.number(otherwise), .number(otherwise))
    case .parted(let letters, let sizes, let index, let body):
      bound.push(letters, sizes, at: index(bound))
      defer { bound.pop(letters.count) }
      return body.work(&bound)
    case .negated(let body):
      let work = body.work(&bound)
      return (.negated(work.symbols), .negated(work.numbers))
    case .binary(let operation, let left, let right):
      let (x, y) = (left.work(&bound), right.work(&bound))
      let sign = operation.scalarSign
      return (.binary(sign, x.symbols, y.symbols), .binary(sign, x.numbers, y.numbers))
    case .function(let name, let arguments, let options, _):
      let works = arguments.map { $0.work(&bound) }
      return (
        .call(name, works.map { MathArgument($0.symbols) } + options),
        .call(name, works.map { MathArgument($0.numbers) } + options)
      )
    }
  }
}

extension BinaryOperator {
  /// The operator between single numbers.
  fileprivate var scalarSign: MathOperator {
    self == .multiply || self == .product ? .dot : sign
  }
}

extension MathText {
  /// The terms added; those of a term that is a sum itself stand among them.
  fileprivate static func sum(of terms: [MathText]) -> MathText {
    .terms(terms.flatMap { if case .terms(let inner) = $0 { inner } else { [$0] } })
  }
}
