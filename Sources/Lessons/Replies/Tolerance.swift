import MatrixCore
import Typography

/// How far a reply may be from a value: by the digits that were typed and those that were shown.
struct Tolerance {
  private let numbers: NumberStyle
  /// The largest entry of the tensor that an entry was asked of; 0 if it was asked for whole.
  private let scale: Double

  init(_ numbers: NumberStyle, scale: Double = 0) {
    self.numbers = numbers
    self.scale = scale
  }

  /// The relative error of results in single precision, from products of a few terms.
  private static let singlePrecision = 4e-6
}

extension Tolerance {
  /// For each entry of the reply whether it is that of a tensor.
  func matches(_ typed: TypedNumbers, _ tensor: Tensor) -> [Bool] {
    guard typed.numbers.count == tensor.count else { return typed.numbers.map { _ in false } }
    let largest = max(scale, tensor.largestMagnitude)
    let digits = typed.mostDigits
    return typed.numbers.indices.map {
      isEqual(typed.numbers[$0], tensor[$0], in: tensor, largest, digits)
    }
  }

  func isEqual(_ typed: TypedNumbers, _ tensor: Tensor) -> Bool {
    guard typed.fits(tensor.shape.sizes), typed.numbers.count == tensor.count else { return false }
    let largest = max(scale, tensor.largestMagnitude)
    let digits = typed.mostDigits
    return typed.numbers.indices.allSatisfy {
      isEqual(typed.numbers[$0], tensor[$0], in: tensor, largest, digits)
    }
  }

  /// Whether a number stands for an entry of a tensor; `largest` is the size of the tensor's entries,
  /// `digits` the precision of the reply's most precise number.
  private func isEqual(
    _ number: TypedNumber, _ entry: Number, in tensor: Tensor, _ largest: Double,
    _ digits: TypedNumber.Rounding?
  ) -> Bool {
    if number.value.isEqual(to: entry) { return true }
    // Slack for the rounding of doubles, also at exact halves.
    let distance = (number.value.double - entry.double).magnitude / (1 + 1e-9)
    let isPrinted = number.isPrinted(beside: digits)
    if number.rounding == nil || digits?.significant ?? 0 >= 5 && isPrinted,
      distance <= Self.singlePrecision * (largest == 0 ? 1 : largest)
    {
      return true
    }
    if let rounding = number.rounding {
      let enough = min(3, numbers.precision)
      if rounding.significant >= enough || digits?.significant ?? 0 >= enough && isPrinted {
        if distance <= 0.5 * Double.powerOfTen(-rounding.decimals) { return true }
      } else if number.value.double != 0,
        // The digits shown may end in zeros, which students leave out.
        distance <= 0.5 * entry.double.leadingPowerOfTen * Double.powerOfTen(1 - numbers.precision)
      {
        return true
      }
    }
    // A result worked out from displayed digits may be off by two units of the last.
    return distance <= 2 * unit(of: largest) && isShownRounded(tensor)
  }

  /// Whether each entry is right, or the beginning of the right one with at least two digits.
  func isBeginning(_ typed: TypedNumbers, of tensor: Tensor) -> Bool {
    guard typed.fits(tensor.shape.sizes), typed.numbers.count == tensor.count else { return false }
    let isRight = matches(typed, tensor)
    return typed.numbers.indices.allSatisfy { index in
      isRight[index] || typed.numbers[index].isBeginning(of: tensor[index].double)
    }
  }

  /// How far a result worked out from displayed digits may be off; 0 where all are displayed.
  func slack(_ tensor: Tensor) -> Double {
    let largest = tensor.doubles.reduce(0) { max($0, $1.magnitude) }
    return isShownRounded(tensor) ? 2 * unit(of: largest) : 0
  }

  /// The unit of the last digit with which numbers of this size are displayed.
  private func unit(of largest: Double) -> Double {
    largest.leadingPowerOfTen * Double.powerOfTen(1 - max(3, numbers.precision))
  }

  private func isShownRounded(_ tensor: Tensor) -> Bool {
    !tensor.isExact || tensor.numbers.contains { numbers.formatted($0).isRounded }
  }
}

extension TypedNumber {
  /// Whether it may have been printed with the number of decimals of another, or in powers of ten.
  fileprivate func isPrinted(beside other: Rounding?) -> Bool {
    guard let other, let rounding else { return false }
    return rounding.significant >= 5 || rounding.decimals >= other.decimals
  }

  /// Whether the digits typed, two or more, are the first ones of a number, rounded or cut off.
  fileprivate func isBeginning(of number: Double) -> Bool {
    guard let rounding, value.double != 0 else { return false }
    let distance = (value.double - number).magnitude / (1 + 1e-9)
    if rounding.significant < 3, distance <= 0.05 * number.leadingPowerOfTen { return true }
    return rounding.significant >= 2 && value.double.sign == number.sign
      && value.double.magnitude <= number.magnitude
      && distance < Double.powerOfTen(-rounding.decimals)
  }
}

extension Tensor {
  /// The largest |entry|.
  var largestMagnitude: Double { doubles.reduce(0) { max($0, $1.magnitude) } }
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
