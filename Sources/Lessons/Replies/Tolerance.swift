import Formulas
import MatrixCore
import Typography

/// How far a reply may be from a value: by the digits that were typed and those that were shown.
struct Tolerance {
  private let numbers: NumberStyle

  init(_ numbers: NumberStyle) {
    self.numbers = numbers
  }

  /// The digits that are enough, however many are shown.
  private var enough: Int { min(ReplyBounds.digits, numbers.precision) }
}

extension Tolerance {
  /// For each entry of the reply whether it is that of a tensor; `drift` is how far each is off where
  /// it is worked out from displayed digits.
  func matches(_ typed: TypedNumbers, _ tensor: Tensor, drift: [Double] = []) -> [Bool] {
    guard typed.numbers.count == tensor.count else { return typed.numbers.map { _ in false } }
    let largest = tensor.largestMagnitude
    let single = ReplyBounds.singlePrecision * (largest == 0 ? 1 : largest)
    let units = tensor.numbers.map(unit)
    let slacks = slack(units, drift: drift)
    return typed.numbers.indices.map { index in
      isEqual(
        typed.numbers[index], tensor[index], typed.mostDigits, single, slacks[index],
        displayed: units[index])
    }
  }

  func isEqual(_ typed: TypedNumbers, _ tensor: Tensor, drift: [Double] = []) -> Bool {
    typed.fits(tensor.shape.sizes) && typed.numbers.count == tensor.count
      && matches(typed, tensor, drift: drift).allSatisfy { $0 }
  }

  /// Whether a number stands for an entry; `digits` is the precision of the reply's most precise
  /// number, `single` how far a result in single precision may be off, `slack` one from displayed
  /// digits, `displayed` the unit of the last of these.
  private func isEqual(
    _ number: TypedNumber, _ entry: Number, _ digits: TypedNumber.Rounding?, _ single: Double,
    _ slack: Double, displayed: Double
  ) -> Bool {
    if number.value.isEqual(to: entry) { return true }
    let distance = number.distance(from: entry)
    let isPrinted = number.isPrinted(beside: digits)
    if number.rounding == nil || digits?.significant ?? 0 >= 5 && isPrinted, distance <= single {
      return true
    }
    if let rounding = number.rounding {
      if rounding.significant >= enough || digits?.significant ?? 0 >= enough && isPrinted {
        if distance <= 0.5 * (rounding.unit + displayed) { return true }
      } else if number.value.double != 0,
        // The digits shown may end in zeros, which students leave out.
        distance <= 0.5 * entry.double.leadingPowerOfTen * Double.powerOfTen(1 - numbers.precision)
      {
        return true
      }
    }
    return distance <= slack
  }

  /// For each entry how far a result worked out from displayed digits may be off: two units of the
  /// last digit that is displayed of it, or one beyond its drift.
  func slack(_ tensor: Tensor, drift: [Double]) -> [Double] {
    slack(tensor.numbers.map(unit), drift: drift)
  }

  private func slack(_ units: [Double], drift: [Double]) -> [Double] {
    guard drift.count == units.count else { return units.map { 2 * $0 } }
    return zip(units, drift).map { max(2 * $0, $1 == 0 ? 0 : $0 + $1) }
  }

  /// The unit of the last digit that is displayed of a number; 0 where all are.
  private func unit(_ entry: Number) -> Double {
    guard entry.rational == nil || numbers.formatted(entry).isRounded else { return 0 }
    let digits = max(ReplyBounds.digits, numbers.precision)
    return entry.double.leadingPowerOfTen * Double.powerOfTen(1 - digits)
  }

  /// The number of digits that are missing where each entry is right, or the right one with too few
  /// digits; nil if an entry is neither.
  func missingDigits(
    _ typed: TypedNumbers, of tensor: Tensor, drift: [Double] = []
  ) -> Int? {
    guard typed.fits(tensor.shape.sizes), typed.numbers.count == tensor.count else { return nil }
    var missing = 1
    let slacks = slack(tensor, drift: drift)
    for (index, isRight) in matches(typed, tensor, drift: drift).enumerated() where !isRight {
      let number = typed.numbers[index]
      guard let rounding = number.rounding,
        isBeginning(number, rounding, of: tensor[index], slack: slacks[index])
      else { return nil }
      missing = max(missing, enough - rounding.significant)
    }
    return missing
  }

  /// Whether each entry is off by at most two units of the last digit typed, of two or more, and by no
  /// more than a slip in that digit makes. A whole number is not rounded, so that nearness says nothing.
  func isClose(_ typed: TypedNumbers, to tensor: Tensor) -> Bool {
    guard typed.fits(tensor.shape.sizes), typed.numbers.count == tensor.count else { return false }
    return zip(typed.numbers, tensor.numbers).allSatisfy { number, entry in
      guard let rounding = number.rounding else { return false }
      return rounding.significant > 1 && rounding.decimals > 0
        && number.distance(from: entry)
          <= min(2 * rounding.unit, ReplyBounds.slip * entry.double.magnitude)
    }
  }

  /// Whether the digits typed are the first ones of an entry, rounded or cut off; rounded too from a
  /// result that is off by `slack`. One digit alone must be rounded, of a number that can't be written
  /// out.
  private func isBeginning(
    _ number: TypedNumber, _ rounding: TypedNumber.Rounding, of entry: Number, slack: Double
  ) -> Bool {
    guard !number.value.isZero else { return false }
    let distance = number.distance(from: entry)
    let isRounded = distance <= 0.5 * rounding.unit + slack
    if rounding.significant == 1 { return rounding.decimals > 0 && unit(entry) > 0 && isRounded }
    let isCutOff =
      number.value.double.sign == entry.double.sign
      && number.value.double.magnitude <= entry.double.magnitude
      && distance < rounding.unit * (1 - ReplyBounds.unitError)
    return isRounded || isCutOff
  }
}

extension TypedNumber {
  /// The distance, with a little off for the rounding of doubles at exact halves.
  fileprivate func distance(from entry: Number) -> Double {
    (value.double - entry.double).magnitude / (1 + ReplyBounds.distanceError)
  }

  /// Whether it may have been printed with the number of decimals of another, or in powers of ten.
  fileprivate func isPrinted(beside other: Rounding?) -> Bool {
    guard let other, let rounding else { return false }
    return rounding.significant >= 5 || rounding.decimals >= other.decimals
  }
}

extension TypedNumber.Rounding {
  /// The unit of the last digit.
  fileprivate var unit: Double { Double.powerOfTen(-decimals) }
}

extension Tensor {
  /// The largest |entry|.
  fileprivate var largestMagnitude: Double { doubles.reduce(0) { max($0, $1.magnitude) } }
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
