import Backprop
import Derivations
import MatrixCore

extension LessonRun {
  /// Judges a reply to a page's question; nil if the page asks none.
  ///
  /// `choices` are the texts of the choices as shown, `precision` the significant digits of rounded
  /// numbers.
  package func verdict(
    on reply: String, at page: Int, choices: [String], precision: Int
  ) -> Verdict? {
    guard case .question(let question) = pages[page].content else { return nil }
    return question.verdict(on: reply, choices: choices, precision: precision) { fits in
      guard let network = pages[page].network, let formula = question.answer?.formula else {
        return nil
      }
      return DerivationBuilder(networks).usualMistake(in: formula, current: network, where: fits)
    }
  }
}

extension AskedQuestion {
  /// Judges a reply. `mistake` searches for a usual mistake whose value fits; it is called only if
  /// nothing else explains the reply.
  fileprivate func verdict(
    on reply: String, choices texts: [String], precision: Int,
    mistake: (_ fits: (Tensor) -> Bool) -> UsualMistake?
  ) -> Verdict {
    do throws(Verdict.Unreadable) {
      switch answer?.value {
      case .tensor(let tensor):
        let typed = try TypedNumbers.read(reply, sizes: tensor.shape.sizes)
        return verdict(on: typed, tensor, precision, mistake)
      case .shape(let shape): return verdict(on: try TypedShape.read(reply), shape)
      case nil: return verdict(on: try TypedChoices.read(reply, choices: texts))
      }
    } catch {
      return .unreadable(error)
    }
  }

  private func verdict(on named: [Int]) -> Verdict {
    let right = choices.indices.filter { choices[$0].isRight }
    if named == right { return .right }
    return .choices(named, isComplete: right.allSatisfy(named.contains))
  }

  private func verdict(on typed: TypedShape, _ shape: Shape) -> Verdict {
    if typed.isEqual(to: shape) { return .right }
    for wrong in self.wrong {
      if case .shape(let value) = wrong.value, typed.isEqual(to: value) {
        return .wrong(wrong.reply)
      }
    }
    return typed.isReordering(of: shape) ? .order : .notYet
  }

  private func verdict(
    on typed: TypedNumbers, _ tensor: Tensor, _ precision: Int,
    _ mistake: (_ fits: (Tensor) -> Bool) -> UsualMistake?
  ) -> Verdict {
    if typed.isEqual(to: tensor) { return .right }
    if typed.isEqual(to: tensor, roundedTo: precision) { return .rightToDigits }
    for wrong in self.wrong {
      if case .tensor(let value) = wrong.value, typed.isEqual(to: value, roundedTo: precision) {
        return .wrong(wrong.reply)
      }
    }
    if let mistake = mistake({ typed.isEqual(to: $0, roundedTo: precision) }) {
      return .mistake(mistake.remark)
    }
    if tensor.shape.rank == 2, let turned = try? tensor.transposed(),
      typed.isEqual(to: turned, roundedTo: precision)
    {
      return .transposed
    }
    if typed.isEqual(to: tensor, roundedTo: 2) { return .needsDigit }
    guard typed.fits(tensor.shape.sizes) else { return .sizes(typed.sizes, expected: tensor.shape) }
    guard tensor.count > 1 else { return .notYet }
    let isRight = typed.numbers.indices.map {
      typed.numbers[$0].isEqual(to: tensor[$0], roundedTo: precision)
    }
    let first = isRight.firstIndex(of: false) ?? 0
    return .entries(
      right: isRight.count { $0 }, of: tensor.count,
      firstWrong: tensor.shape.indices(at: first).map { $0 + 1 })
  }
}

extension TypedNumbers {
  func isEqual(to tensor: Tensor, roundedTo precision: Int? = nil) -> Bool {
    fits(tensor.shape.sizes) && numbers.count == tensor.count
      && numbers.indices.allSatisfy {
        numbers[$0].isEqual(to: tensor[$0], roundedTo: precision)
      }
  }
}

extension TypedNumber {
  /// Whether the numbers are equal, exactly or (given a precision) to the digits typed: at least
  /// three, or all that are shown.
  func isEqual(to number: Number, roundedTo precision: Int?) -> Bool {
    if value.isEqual(to: number) { return true }
    guard let precision, let rounding else { return false }
    let expected = number.double
    // Slack for the rounding of doubles, also at exact halves.
    let distance = (value.double - expected).magnitude / (1 + 1e-9)
    if rounding.significant >= min(3, precision) {
      return distance <= 0.5 * Double.powerOfTen(-rounding.decimals)
    }
    // The digits shown may end in zeros, which students leave out.
    return value.double != 0
      && distance <= 0.5 * expected.leadingPowerOfTen * Double.powerOfTen(1 - precision)
  }
}

extension Double {
  fileprivate static func powerOfTen(_ exponent: Int) -> Double {
    var power = 1.0
    for _ in 0..<min(exponent.magnitude, 400) { power *= 10 }
    return exponent < 0 ? 1 / power : power
  }

  /// The power of ten of the first digit.
  fileprivate var leadingPowerOfTen: Double {
    guard self != 0, isFinite else { return 0 }
    var power = 1.0
    while power * 10 <= magnitude { power *= 10 }
    while power > magnitude { power /= 10 }
    return power
  }
}
