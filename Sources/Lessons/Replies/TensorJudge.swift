import Backprop
import Derivations
import Formulas
import MatrixCore
import Typography

/// Judges numbers that stand for a tensor.
struct TensorJudge {
  let typed: TypedNumbers
  let right: Tensor
  /// How far each entry is off where it is worked out from displayed digits.
  let drift: [Double]
  let wrong: [AskedQuestion.WrongAnswer]
  let seen: SeenValues
  /// Nil in a lesson without networks.
  private(set) var search: MistakeSearch?
  let numbers: NumberStyle
  private var asked: AskedExpression? { search?.asked }

  /// Two or three mistakes that fit are named; more say nothing.
  private static let mostNamed = 3

  mutating func verdict(after earlier: EarlierAnswers?) -> Verdict {
    let tolerance = Tolerance(numbers)
    if tolerance.isEqual(typed, right, drift: drift) {
      var reason = asked?.reason ?? Verdict.Reason()
      reason.isRounded = !typed.isExactly(right)
      return .right(reason)
    }
    guard typed.fits(right.shape.sizes) else {
      // A lesson may have a reply to numbers of other sizes.
      let authored = wrong.first { wrong in
        if case .tensor(let value) = wrong.value { tolerance.isEqual(typed, value) } else { false }
      }
      if let authored {
        return .mistakes(Verdict.Mistakes(found: [.authored(authored)], isLikely: true))
      }
      return .shape(otherShape(tolerance))
    }
    if let asked, let names = earlier?.leading(to: asked, where: { tolerance.isEqual(typed, $0) }) {
      return .follows(names)
    }
    if let mistakes = mistakes(where: { tolerance.isEqual($0, $1) }) { return mistakes }
    if let missing = tolerance.missingDigits(typed, of: right, drift: drift) {
      return .partial(.digits(missing: missing))
    }
    let isTwoDigits = typed.numbers.allSatisfy { $0.rounding.map { $0.significant > 1 } ?? true }
    if isTwoDigits,
      let mistakes = mistakes(
        of: [.usual], isExact: false, where: { tolerance.missingDigits($0, of: $1) != nil })
    {
      return mistakes
    }
    let isRight = tolerance.matches(typed, right, drift: drift)
    // Where some entries are right, the place of the first wrong one says more.
    if !isRight.contains(true), tolerance.isClose(typed, to: right) {
      return .partial(.close(count: right.count))
    }
    if isMultiple(tolerance) {
      return .mistakes(
        Verdict.Mistakes(found: [.usual(Mistake(.multiple))], isLikely: true))
    }
    guard right.count > 1, isRight.contains(true) else { return unexplained }
    return .partial(.entries(entries(isRight)))
  }

  private var unexplained: Verdict { .unknown(next: asked?.before(seen)) }

  /// The mistakes that explain the reply; nil if there are none. `isExact` where all digits fit.
  private mutating func mistakes(
    of families: [MistakeSearch.Family] = MistakeSearch.Family.allCases, isExact: Bool = true,
    where fits: (TypedNumbers, Tensor) -> Bool
  ) -> Verdict? {
    guard asked != nil else {
      let found = wrong.filter { wrong in
        if case .tensor(let value) = wrong.value { fits(typed, value) } else { false }
      }
      guard let first = found.first else { return nil }
      return .mistakes(Verdict.Mistakes(found: [.authored(first)], isLikely: isExact))
    }
    let reply = typed
    let found = search?.mistakes(of: families) { fits(reply, $0) } ?? []
    if found.isEmpty { return nil }
    guard found.count <= Self.mostNamed else { return unexplained }
    let explanations = found.map { mistake -> Verdict.Explanation in
      if case .authored(let index) = mistake.cause { return .authored(wrong[index]) }
      return .usual(mistake)
    }
    let isAuthored = if case .authored = explanations[0] { true } else { false }
    // By chance one number says nothing.
    let isLikely = typed.numbers.count { !$0.value.isZero } > 1
    return .mistakes(
      Verdict.Mistakes(found: explanations, isLikely: isExact && (isAuthored || isLikely)))
  }

  /// Whether all entries have one ratio to the right ones, and three or more are not 0.
  private func isMultiple(_ tolerance: Tolerance) -> Bool {
    guard right.count > 2, typed.numbers.count(where: { !$0.value.isZero }) > 2,
      let largest = right.numbers.indices.max(by: {
        right[$0].double.magnitude < right[$1].double.magnitude
      }), !right[largest].isZero,
      let multiple = try? Tensor.combine(
        .multiply, right, Tensor(typed.numbers[largest].value / right[largest]))
    else { return false }
    return multiple.firstNonFinite == nil && tolerance.isEqual(typed, multiple)
  }
}

// MARK: - Shapes and entries

extension TensorJudge {
  private func otherShape(_ tolerance: Tolerance) -> Verdict.OtherShape {
    let (sizes, expected) = (typed.sizes, right.shape)
    func other(_ kind: Verdict.OtherShape.Kind) -> Verdict.OtherShape {
      Verdict.OtherShape(kind: kind, expected: expected)
    }
    if sizes.count == 2, sizes == expected.sizes.reversed() {
      let isRight = (try? right.transposed()).map { tolerance.isEqual(typed, $0) } ?? false
      return other(.transposed(sizes, isRight: isRight))
    }
    if let axis = unsummedAxis {
      return other(
        .unsummed(sizes, axis: axis, of: asked?.value(with: { tolerance.isEqual(typed, $0) })))
    }
    if typed.numbers.count == right.count, right.count > 1 {
      let isRight = tolerance.matches(typed, right).allSatisfy { $0 }
      return other(.flattened(sizes, isRight: isRight))
    }
    return other(.other(sizes))
  }

  /// The axis, such as the samples, along which the reply has a row for each entry of the answer:
  /// one that is summed away, or the only one of that size.
  private var unsummedAxis: String? {
    guard let asked, let first = typed.sizes.first, right.shape.rank > 0,
      Array(typed.sizes.dropFirst()) == right.shape.sizes
    else { return nil }
    let names = asked.networks[asked.network].axes.filter {
      $0.size == first && !right.shape.contains($0.name)
    }.map(\.name)
    let summed = asked.reason.summed
    return names.first(where: summed.contains) ?? (names.count == 1 ? names[0] : nil)
  }

  private func entries(_ isRight: [Bool]) -> Verdict.Entries {
    let shape = right.shape
    let first = isRight.firstIndex(of: false) ?? 0
    return Verdict.Entries(
      right: isRight.count { $0 }, count: isRight.count,
      firstWrong: shape.indices(at: first).map { $0 + 1 }, slices: slices(isRight))
  }

  /// The slices along an axis that are wrong throughout where the others are right throughout.
  private func slices(_ isRight: [Bool]) -> Verdict.Slices? {
    let shape = right.shape
    guard shape.rank > 1 else { return nil }
    for (position, axis) in shape.axes.enumerated() {
      var rights = [Int](repeating: 0, count: axis.size)
      for offset in isRight.indices where isRight[offset] {
        rights[shape.indices(at: offset)[position]] += 1
      }
      let size = isRight.count / max(1, axis.size)
      if rights.allSatisfy({ $0 == 0 || $0 == size }) {
        let wrong = rights.indices.filter { rights[$0] == 0 }.map { $0 + 1 }
        return Verdict.Slices(axis: axis, position: position, wrong: wrong)
      }
    }
    return nil
  }
}

extension TypedNumbers {
  func isExactly(_ tensor: Tensor) -> Bool {
    numbers.count == tensor.count
      && numbers.indices.allSatisfy { numbers[$0].value.isEqual(to: tensor[$0]) }
  }
}
