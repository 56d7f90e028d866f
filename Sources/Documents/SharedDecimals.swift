import Derivations
import Formulas
import Lessons
import MatrixCore
import Typography

/// The numbers of decimals of a page: each rounded number is written one way wherever it stands, and
/// matrices of like numbers have one number of decimals.
struct SharedDecimals {
  /// Numbers that share their decimals.
  private struct Group {
    let magnitudes: [Double]
    var decimals: Int
    /// The most that it takes over from other matrices.
    let most: Int
    let isMatrix: Bool
    /// Whether it is a product or the like, whose digits must follow from those of its factors.
    let isResult: Bool
  }

  private let style: NumberStyle
  private var groups: [Group] = []

  init(_ style: NumberStyle) { self.style = style }

  /// The digits that a group takes beyond its most, so that a number has those that it has elsewhere.
  private static let beyond = 2

  /// The decimals by magnitude, at least those that are given.
  func decimals(atLeast given: [Double: Int]) -> [Double: Int] {
    var (groups, decimals) = (groups, given)
    let matrices = Set(groups.filter(\.isMatrix).map(\.decimals))
    for index in groups.indices where !groups[index].isResult {
      // A number by itself takes one digit more, so that a sum has the decimals of its terms.
      let most = groups[index].most - (groups[index].isMatrix ? 0 : 1)
      let affordable = matrices.filter { $0 <= most }.max() ?? 0
      groups[index].decimals = max(groups[index].decimals, affordable)
    }
    // A number in two groups gives both its decimals. This ends, for decimals only grow.
    var hasGrown = true
    while hasGrown {
      hasGrown = false
      for index in groups.indices {
        let group = groups[index]
        let wanted = group.magnitudes.map { decimals[$0] ?? 0 }.filter {
          $0 <= group.most + Self.beyond
        }
        groups[index].decimals = max(group.decimals, wanted.max() ?? 0)
        for magnitude in group.magnitudes
        where decimals[magnitude] ?? 0 < groups[index].decimals {
          decimals[magnitude] = groups[index].decimals
          hasGrown = true
        }
      }
    }
    return decimals
  }
}

extension SharedDecimals {
  mutating func add(_ blocks: [Block]) {
    for block in blocks {
      switch block {
      case .equations(let equations):
        for equation in equations {
          if let left = equation.left { add(left) }
          for relation in equation.right { add(relation.right) }
        }
      case .work(let rows):
        for row in rows {
          switch row {
          case .line(_, let parts): for math in parts { add(math) }
          case .aside(let math): add(math)
          case .sumRule: break
          }
        }
      case .table(let table): add(table)
      case .list(_, let items): for item in items { add(item) }
      case .quote(let inner): add(inner)
      default: break
      }
    }
  }

  /// The values in prose that are written without digits of their own.
  mutating func add(_ prose: [LessonRun.Prose]) {
    for case .block(_, let values) in prose {
      for value in values where value.digits == nil {
        if case .tensor(let tensor) = value.value { add(TensorView(tensor), isMatrix: false) }
      }
    }
  }

  private mutating func add(_ math: MathText, isResult: Bool = false) {
    if case .relations(let left?, let relations) = math {
      add(left)
      for (index, relation) in relations.enumerated() {
        let isLast = index == relations.count - 1
        add(relation.right, isResult: isLast && !left.isSum)
      }
      return
    }
    _ = math.map { leaf in
      switch leaf {
      case .number(let number, let digits): add([number], digits: digits, isMatrix: false)
      case .tensor(let view):
        add(view, isMatrix: !view.tensor.shape.isScalar, isResult: isResult)
      default: break
      }
      return leaf
    }
  }

  private mutating func add(_ table: Table) {
    for column in table.header.indices {
      var numbers: [Number] = []
      for row in table.rows {
        switch row[column] {
        case .number(let number): numbers.append(number)
        case .tensor(let tensor): add(TensorView(tensor), isMatrix: false)
        case .math(let math): add(math)
        case .text, .zero: break
        }
      }
      add(numbers, digits: 1, isMatrix: false)
    }
  }

  private mutating func add(_ view: TensorView, isMatrix: Bool, isResult: Bool = false) {
    let slices = MatrixSlice.slices(view.tensor, view.orientation)
    let shown = Abridged(slices.count, limit: Abridged.compactLimit).compactMap(\.self)
    add(
      shown.flatMap { slices[$0].shownEntries }, digits: view.digits, isMatrix: isMatrix,
      isResult: isResult)
  }

  private mutating func add(
    _ numbers: [Number], digits: Int, isMatrix: Bool, isResult: Bool = false
  ) {
    guard numbers.contains(where: style.mayRound) else { return }
    let style = style.with(digits: digits).uniform(for: numbers)
    let decimals = style.decimals(numbers)
    guard let shared = decimals.compactMap(\.self).min() else { return }
    var together: [Double] = []
    for (number, own) in zip(numbers, decimals) {
      guard let own else { continue }
      let magnitude = number.double.magnitude
      if own == shared {
        together.append(magnitude)
      } else {
        // One that is too small to share.
        groups.append(
          Group(
            magnitudes: [magnitude], decimals: own, most: self.style.mostDecimals(magnitude),
            isMatrix: false, isResult: isResult))
      }
    }
    groups.append(
      Group(
        magnitudes: together, decimals: shared,
        most: self.style.mostDecimals(together.max() ?? 0), isMatrix: isMatrix, isResult: isResult))
  }
}

extension MathText {
  /// Whether it is worked out by adding alone, so that a result has as many decimals as its terms.
  fileprivate var isSum: Bool {
    switch self {
    case .number, .tensor, .name, .typed: true
    case .negated(let inner), .transposed(let inner): inner.isSum
    case .binary(.add, let left, let right), .binary(.subtract, let left, let right):
      left.isSum && right.isSum
    case .relations(let left, let relations):
      left?.isSum ?? true && relations.allSatisfy(\.right.isSum)
    default: false
    }
  }
}
