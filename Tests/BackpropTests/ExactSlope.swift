import MatrixCore

/// The slope at 0 of a rational function, from its values alone and without rounding.
///
/// The lowest degrees p and q are sought for which P(s)/Q(s) with Q(0) = 1 passes through all values;
/// then the slope is P₁ − P₀·Q₁. It knows nothing of any rule of differentiation.
enum ExactSlope {
  /// Where the function is to be evaluated, in steps.
  static let points: [Int64] = [0, 1, -1, 2, -2, 3, -3, 4]

  private static let degrees = [
    (0, 0), (1, 0), (2, 0), (0, 1), (1, 1), (3, 0), (0, 2), (1, 2), (2, 2),
  ]

  /// The slope for a step of one; nil where no function of low degree passes through the values.
  static func slope(_ values: [Rational]) -> Rational? {
    for (p, q) in degrees {
      if let slope = slope(values, p, q) { return slope }
    }
    return nil
  }

  private static func slope(_ values: [Rational], _ p: Int, _ q: Int) -> Rational? {
    let unknowns = p + 1 + q
    var rows: [[Rational]] = []
    for (point, value) in zip(points, values) {
      guard let row = row(point, value, p, q) else { return nil }
      rows.append(row)
    }
    guard let solution = solve(Array(rows.prefix(unknowns))) else { return nil }
    for row in rows.dropFirst(unknowns) {
      guard let sum = dot(row, solution), sum == row[unknowns] else { return nil }
    }
    let first = p >= 1 ? solution[1] : .zero
    guard q >= 1 else { return first }
    return solution[0].multiplied(by: solution[p + 1]).flatMap { first.subtracting($0) }
  }

  /// P(s) − f·(Q(s) − 1) = f
  private static func row(_ point: Int64, _ value: Rational, _ p: Int, _ q: Int) -> [Rational]? {
    guard let s = Rational(point) else { return nil }
    var row: [Rational] = []
    for power in 0...p {
      guard let entry = s.raised(to: Int64(power)) else { return nil }
      row.append(entry)
    }
    for power in stride(from: 1, through: q, by: 1) {
      guard let entry = s.raised(to: Int64(power))?.multiplied(by: -value) else { return nil }
      row.append(entry)
    }
    return row + [value]
  }

  private static func dot(_ row: [Rational], _ solution: [Rational]) -> Rational? {
    var sum = Rational.zero
    for (a, b) in zip(row, solution) {
      guard let next = a.multiplied(by: b).flatMap({ sum.adding($0) }) else { return nil }
      sum = next
    }
    return sum
  }

  /// Gauss and Jordan; nil where there is no single solution or a number outgrows 64 bits.
  private static func solve(_ equations: [[Rational]]) -> [Rational]? {
    var rows = equations
    for column in rows.indices {
      guard let pivot = rows.indices.first(where: { $0 >= column && !rows[$0][column].isZero })
      else {
        return nil
      }
      rows.swapAt(column, pivot)
      var scaled: [Rational] = []
      for entry in rows[column] {
        guard let quotient = entry.divided(by: rows[column][column]) else { return nil }
        scaled.append(quotient)
      }
      rows[column] = scaled
      for other in rows.indices where other != column && !rows[other][column].isZero {
        let factor = rows[other][column]
        for place in rows[other].indices {
          guard let product = scaled[place].multiplied(by: factor),
            let difference = rows[other][place].subtracting(product)
          else { return nil }
          rows[other][place] = difference
        }
      }
    }
    return rows.compactMap(\.last)
  }
}
