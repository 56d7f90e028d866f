import Testing

@testable import MatrixCore

@Suite struct ProductOfDoublesTests {
  /// Rows, inner, columns: smaller than a tile, whole tiles, one more, several blocks, nothing.
  static let sizes: [(Int, Int, Int)] = [
    (1, 1, 1), (2, 3, 2), (1, 700, 3), (3, 700, 1), (700, 3, 1), (1, 3, 700), (40, 1, 30),
    (6, 50, 4), (12, 100, 8), (7, 50, 5), (5, 67, 3), (11, 201, 7), (6, 402, 4), (13, 450, 9),
    (8, 5, 401), (9, 203, 205), (0, 3, 2), (3, 0, 2), (3, 2, 0), (0, 0, 0), (100, 0, 100),
  ]

  @Test("each sum runs from the first term to the last, to the last bit", arguments: sizes)
  func order(_ rows: Int, _ inner: Int, _ columns: Int) {
    var generator = SplitMix64(seed: Int64(rows * inner + columns))
    let a = (0..<rows * inner).map { _ in generator.standardNormal() }
    let b = (0..<inner * columns).map { _ in generator.standardNormal() / 3 }
    let product = productOfDoubles(
      .doubles(a), .doubles(b), rows: rows, inner: inner, columns: columns)
    let expected = termByTerm(a, b, rows, inner, columns)
    #expect(product.map(\.bitPattern) == expected.map(\.bitPattern))
  }

  @Test(
    "fractions are divided before they are multiplied, whichever operand they are",
    arguments: sizes)
  func fractions(_ rows: Int, _ inner: Int, _ columns: Int) {
    var generator = SplitMix64(seed: Int64(rows + inner * columns))
    let a = (0..<rows * inner).map { _ in Int64(generator.next() % 2001) - 1000 }
    let b = (0..<inner * columns).map { _ in Int64(generator.next() % 2001) - 1000 }
    for (p, q) in [(Int64(1), Int64(1)), (1, 1000), (1000, 1), (7, 300)] {
      let (x, y) = (a.map { Double($0) / Double(p) }, b.map { Double($0) / Double(q) })
      let expected = termByTerm(x, y, rows, inner, columns).map(\.bitPattern)
      let factors: [(Factor, Factor)] = [
        (.fractions(a, over: p), .fractions(b, over: q)),
        (.doubles(x), .fractions(b, over: q)), (.fractions(a, over: p), .doubles(y)),
      ]
      for (left, right) in factors {
        let product = productOfDoubles(left, right, rows: rows, inner: inner, columns: columns)
        #expect(product.map(\.bitPattern) == expected)
      }
    }
  }

  @Test("what is not finite stays in its row and its column", arguments: [7, 11, 24])
  func notFinite(_ size: Int) {
    var a = [Double](repeating: 1, count: size * size)
    var b = [Double](repeating: 0, count: size * size)
    a[size * size - 1] = .infinity
    b[size - 1] = -.infinity
    let product = productOfDoubles(
      .doubles(a), .doubles(b), rows: size, inner: size, columns: size)
    let expected = termByTerm(a, b, size, size, size)
    for (x, y) in zip(product, expected) { #expect(x == y || (x.isNaN && y.isNaN)) }
    #expect(product.filter(\.isNaN).count == size)
    #expect(product.filter(\.isInfinite).count == size - 1)
  }
}

private func termByTerm(
  _ a: [Double], _ b: [Double], _ rows: Int, _ inner: Int, _ columns: Int
) -> [Double] {
  var result: [Double] = []
  for row in 0..<rows {
    for column in 0..<columns {
      var sum = 0.0
      for k in 0..<inner { sum += a[row * inner + k] * b[k * columns + column] }
      result.append(sum)
    }
  }
  return result
}
