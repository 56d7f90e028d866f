import MatrixCore
import Typography

/// The scale of an axis, and its ticks.
struct PlotScale {
  let isLogarithmic: Bool
  /// The ends of the axis: the numbers, or their exponents of ten.
  let low: Double
  let high: Double
  let ticks: [(value: Double, text: String)]
  /// The number of equal intervals of the axis, separated by ticks.
  let parts: Int

  /// The relative position of a number: 0 at the low end, 1 at the high one.
  func position(of value: Double) -> Double {
    ((isLogarithmic ? Self.logarithm(value) : value) - low) / (high - low)
  }
}

extension PlotScale {
  /// Numbers with a smaller relative difference are drawn as one.
  private static let finest = 1e-9

  /// An axis that ends at round numbers; logarithmic if all numbers are positive and span more than
  /// two powers of ten, or more than one with most of them in the lowest tenth of a linear axis.
  static func fitting(_ numbers: [Double], intervals: Int) -> PlotScale {
    let (least, most) = bounds(numbers)
    let lowest = numbers.count { $0 <= least + (most - least) / 10 }
    if least > 0, most / least > (2 * lowest > numbers.count ? 10 : 100) {
      return logarithmic(least, most, intervals)
    }
    let step = roundStep((most - least) / Double(intervals))
    return linear(
      (least / step).rounded(.down) * step, (most / step).rounded(.up) * step, step: step)
  }

  /// An axis from the minimum to the maximum, with round ticks in between, at least two, which are
  /// integers if all numbers are.
  static func spanning(_ numbers: [Double], intervals: Int) -> PlotScale {
    let (least, most) = bounds(numbers)
    let finest: Double = numbers.allSatisfy { $0 == $0.rounded() } ? 1 : 0
    let step = max(roundStep((most - least) / Double(intervals)), finest)
    let scale = linear(least, most, step: step)
    guard scale.ticks.count < 2 else { return scale }
    return linear(least, most, step: max(roundStep(step / 2.5), finest))
  }

  /// The minimum and the maximum, widened if they are nearly equal.
  private static func bounds(_ numbers: [Double]) -> (Double, Double) {
    let (least, most) = (numbers.min() ?? 0, numbers.max() ?? 1)
    let size = max(abs(least), abs(most))
    guard most - least <= max(size * finest, 1e-290) else { return (least, most) }
    let margin = size > 1e-290 ? size / 2 : 1
    return (least - margin, most + margin)
  }

  private static func linear(_ low: Double, _ high: Double, step: Double) -> PlotScale {
    var ticks: [(value: Double, text: String)] = []
    var index = (low / step - finest).rounded(.up)
    while index * step <= high + step * finest, ticks.count < 50 {
      ticks.append((index * step, text(index * step, step: step)))
      index += 1
    }
    return PlotScale(
      isLogarithmic: false, low: low, high: high, ticks: ticks, parts: max(1, ticks.count - 1))
  }

  private static func logarithmic(_ least: Double, _ most: Double, _ intervals: Int) -> PlotScale {
    let (low, high) = (logarithm(least).rounded(.down), logarithm(most).rounded(.up))
    let step = ((high - low) / Double(intervals)).rounded(.up)
    let first = (low / step).rounded(.up) * step
    let ticks = stride(from: first, through: high, by: step).map { power in
      (value: powerOfTen(Int(power)), text: text(power: Int(power)))
    }
    return PlotScale(
      isLogarithmic: true, low: low, high: high, ticks: ticks, parts: Int(high - low))
  }

  /// The smallest of 1, 2, 5, 10 … times a power of ten that is at least `step`.
  private static func roundStep(_ step: Double) -> Double {
    let power = powerOfTen(FloatingText.exponent(step, digits: 15))
    return ([1, 2, 5].first { $0 * power >= step * (1 - finest) } ?? 10) * power
  }

  private static func logarithm(_ x: Double) -> Double {
    FloatingFunction.log(x) / FloatingFunction.log(10)
  }

  /// The power of ten, correctly rounded, which multiplication is not.
  private static func powerOfTen(_ exponent: Int) -> Double {
    Double("1e\(exponent)") ?? 1
  }

  /// A multiple of the step with only the digits that it needs.
  private static func text(_ value: Double, step: Double) -> String {
    guard abs(value) > step / 2 else { return "0" }
    let last = FloatingText.exponent(step, digits: 1)
    let first = FloatingText.exponent(value, digits: 15)
    if first < 6, last >= -5 { return FloatingText.fixed(value, decimals: max(0, -last)) }
    let longest = max(1, first - last + 1)
    let digits = (1..<longest).first { digits in
      let written = Double(FloatingText.scientific(value, digits: digits)) ?? 0
      return abs(written - value) < step / 1000
    }
    return FloatingText.scientific(value, digits: digits ?? longest)
  }

  private static func text(power: Int) -> String {
    switch power {
    case 0..<6: "1" + .repeated("0", power)
    case -4..<0: "0." + .repeated("0", -power - 1) + "1"
    default: FloatingText.scientific(powerOfTen(power), digits: 1)
    }
  }
}
