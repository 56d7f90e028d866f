import Testing

@testable import MatrixCore

@Suite struct BroadcastingTests {
  @Test(
    "the larger operand's axes are the result's, in its order; of equals the left's",
    arguments: [
      ("n m", "m", "n m"), ("m", "n m", "n m"), ("n m", "", "n m"), ("", "n", "n"),
      ("n m", "m n", "n m"),
      ("m n", "n m", "m n"), ("n m k", "k n", "n m k"), ("", "", ""),
    ])
  func shapes(_ left: String, _ right: String, _ result: String) throws {
    #expect(try Tensor.broadcastShape(shape(left), shape(right)) == shape(result))
    #expect(try Tensor.combine(.add, counting(left), counting(right)).shape == shape(result))
  }

  @Test(
    "where neither contains the other nothing is copied",
    arguments: [("n", "m"), ("n m", "m k"), ("n m", "k")])
  func notContained(_ left: String, _ right: String) {
    let error = ShapeError.notContained(left: shape(left), right: shape(right))
    #expect(throws: error) { try Tensor.combine(.add, counting(left), counting(right)) }
  }

  @Test("axes of one name and two sizes are different axes")
  func sizes() {
    #expect(throws: ShapeError.self) {
      try Tensor.combine(.add, .ones(Shape([Axis("n", 2)])), .ones(Shape([Axis("n", 3)])))
    }
  }

  @Test("entries meet by the names of their axes, not by their places")
  func permuted() throws {
    let a = try matrix("n", "m", [[1, 2, 3], [4, 5, 6]])
    let b = try matrix("m", "n", [[10, 40], [20, 50], [30, 60]])
    #expect(try Tensor.combine(.add, a, b).numbers == numbers([11, 22, 33, 44, 55, 66]))
    #expect(try Tensor.combine(.subtract, b, a).numbers == numbers([9, 36, 18, 45, 27, 54]))
    #expect(try a.broadcast(to: shape("m n")).numbers == numbers([1, 4, 2, 5, 3, 6]))
  }

  @Test("a copy is repeated along the axes that it lacked")
  func copies() throws {
    let row = try matrix("n", "m", [[1, 2, 3]]).slice("n", at: 0)
    #expect(try row.broadcast(to: shape("n m")).numbers == numbers([1, 2, 3, 1, 2, 3]))
    #expect(try row.broadcast(to: shape("m n")).numbers == numbers([1, 1, 2, 2, 3, 3]))
    #expect(throws: ShapeError.self) { try row.broadcast(to: shape("n")) }
  }
}

@Suite struct ProductTests {
  @Test(
    "a product sums away the axis between its operands",
    arguments: [
      ("n m", "m k", "n k"), ("n m", "m", "n"), ("n", "n m", "m"), ("n", "n", ""),
    ])
  func shapes(_ left: String, _ right: String, _ result: String) throws {
    for isExact in [true, false] {
      let (a, b) = (counting(left), counting(right))
      let product = try isExact ? Tensor.product(a, b) : Tensor.product(a.approximate, b)
      #expect(product.shape == shape(result))
      #expect(product.isExact == isExact)
      // The same sum written out.
      let copies = try Tensor.combine(
        .multiply, a.broadcast(to: all(left, right)), b.broadcast(to: all(left, right)))
      let kept = shape(result).names
      let summed = try copies.sum(over: copies.shape.names.filter { !kept.contains($0) })
      #expect(product.doubles == summed.doubles)
    }
  }

  @Test("a product that can't be is an error that says why")
  func errors() {
    #expect(throws: ShapeError.innerAxesDiffer(left: shape("n m"), right: shape("k m"))) {
      try Tensor.product(counting("n m"), counting("k m"))
    }
    #expect(throws: ShapeError.productRank(shape("n m k"))) {
      try Tensor.product(counting("n m k"), counting("k"))
    }
    #expect(throws: ShapeError.productRank(.scalar)) {
      try Tensor.product(counting("n"), counting(""))
    }
    #expect(throws: ShapeError.repeatedAxis("n", left: shape("n m"), right: shape("m n"))) {
      try Tensor.product(counting("n m"), counting("m n"))
    }
    #expect(throws: ShapeError.notMatrix(shape("n"))) { try counting("n").transposed() }
    #expect(throws: ShapeError.productRank(shape("n m"))) {
      try Tensor.outerProduct(counting("n m"), counting("k"))
    }
  }

  @Test("an outer product has every entry of one times every entry of the other")
  func outer() throws {
    let product = try Tensor.outerProduct(counting("n"), counting("m"))
    #expect(product.shape == shape("n m"))
    #expect(product.numbers == numbers([1, 2, 3, 2, 4, 6]))
  }

  @Test(
    "a transpose of any size has every entry in its place",
    arguments: [(1, 9), (9, 1), (7, 8), (8, 7), (16, 3), (3, 17), (20, 25)])
  func transposed(_ rows: Int, _ columns: Int) throws {
    let shape = Shape([Axis("n", rows), Axis("m", columns)])
    let matrix = try Tensor(shape, numbers: (0..<rows * columns).map { Number($0) })
    for matrix in [matrix, matrix.approximate] {
      let transposed = try matrix.transposed()
      for row in 0..<rows {
        for column in 0..<columns {
          #expect(transposed.entry([column, row]) == matrix.entry([row, column]))
        }
      }
    }
  }

  @Test("a transpose swaps the axes with their entries")
  func transposed() throws {
    let matrix = try matrix("n", "m", [[1, 2, 3], [4, 5, 6]]).transposed()
    #expect(matrix.shape == shape("m n"))
    #expect(matrix.numbers == numbers([1, 4, 2, 5, 3, 6]))
  }
}

@Suite struct ReductionTests {
  @Test(
    "a sum over several axes leaves the others in order",
    arguments: [
      (["n"], "m k", [8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30]),
      (["n", "k"], "m", [68, 100, 132]), (["k", "n"], "m", [68, 100, 132]),
      (["n", "m", "k"], "", [300]),
      ([], "n m k", Array(1...24)),
    ] as [([String], String, [Int])])
  func sums(_ axes: [String], _ kept: String, _ expected: [Int]) throws {
    let tensor = counting("n m k")
    let expectedNumbers: [Int] = axes == ["n"] ? (1...12).map { 2 * $0 + 12 } : expected
    for each in [tensor, tensor.approximate] {
      let sum = try each.sum(over: axes)
      #expect(sum.shape == shape(kept))
      #expect(sum.doubles == expectedNumbers.map(Double.init))
      #expect(sum.isExact == each.isExact)
    }
  }

  @Test("an axis that isn't there is an error")
  func missing() {
    #expect(throws: ShapeError.missingAxis("x", in: shape("n m"))) {
      try counting("n m").sum(over: ["x"])
    }
    #expect(throws: ShapeError.missingAxis("x", in: shape("n"))) {
      try counting("n").maximum(over: ["x"])
    }
    #expect(throws: ShapeError.missingAxis("x", in: shape("n"))) {
      try counting("n").firstMaximum(over: ["x"])
    }
  }

  @Test(
    "of several largest entries the first is the maximum",
    arguments: [
      ([[1, 3, 3], [2, 2, 1]], [3, 2], [0, 1, 0, 1, 0, 0]),
      ([[-1, -1, -1], [0, -5, 0]], [-1, 0], [1, 0, 0, 1, 0, 0]),
    ])
  func ties(_ rows: [[Int]], _ maxima: [Int], _ marks: [Int]) throws {
    let exact = try matrix("n", "m", rows)
    for tensor in [exact, exact.approximate] {
      #expect(try tensor.maximum(over: ["m"]).doubles == maxima.map(Double.init))
      #expect(try tensor.firstMaximum(over: ["m"]).doubles == marks.map(Double.init))
      let both = try tensor.firstMaximum(over: ["n", "m"]).doubles
      #expect(both.reduce(0, +) == 1)
    }
  }

  @Test("a NaN is never lost in a maximum")
  func nans() throws {
    let tensor = try Tensor(shape("m"), doubles: [1, .nan, 3])
    #expect(try tensor.maximum(over: ["m"]).doubles[0].isNaN)
    #expect(try Tensor.combine(.maximum, tensor, .zeros(shape("m"))).doubles[1].isNaN)
    #expect(try Tensor.combine(.minimum, .zeros(shape("m")), tensor).doubles[1].isNaN)
  }

  @Test("floating sums run from the first entry to the last")
  func order() throws {
    let sum = try Tensor(shape("m"), doubles: [1e16, 1, -1e16]).sum(over: ["m"])
    #expect(sum.number == .floating(0))
  }
}

@Suite struct RearrangingTests {
  @Test(
    "gathering takes entries by place, and 0 where the place is below 0; scattering adds them back")
  func gatherScatter() throws {
    let exact = try vector("1/2 1/3 5")
    for tensor in [exact, exact.approximate] {
      let gathered = tensor.gather([2, -1, 0, 0], as: Shape([Axis("k", 4)]))
      #expect(gathered.doubles == [5, 0, 0.5, 0.5])
      #expect(gathered.isExact == tensor.isExact)
      let back = gathered.scatter([2, -1, 0, 0], as: tensor.shape)
      #expect(back.doubles == [1, 0, 5])
      #expect(back.isExact == tensor.isExact)
      #expect(tensor.scatter([-1, -1, -1], as: Shape([Axis("k", 2)])).doubles == [0, 0])
    }
  }

  @Test("a slice is what stands at one index of an axis")
  func slices() {
    let tensor = counting("n m k")
    #expect(tensor.slice("n", at: 1).numbers == numbers(Array(13...24)))
    #expect(tensor.slice("m", at: 2).numbers == numbers([9, 10, 11, 12, 21, 22, 23, 24]))
    #expect(tensor.slice("k", at: 0).shape == shape("n m"))
    #expect(tensor.slice("k", at: 3).numbers == numbers([4, 8, 12, 16, 20, 24]))
  }

  @Test("labels pick rows, and rows that are picked twice add their gradients")
  func rows() throws {
    let table = try matrix("word", "d", [[1, 2], [3, 4], [5, 6]])
    let labels = try vector("2 0 2")
    #expect(table.rows(at: labels).numbers == numbers([5, 6, 1, 2, 5, 6]))
    #expect(table.rows(at: labels).shape == Shape([Axis("n", 3), Axis("d", 2)]))
    let back = table.rows(at: labels).scatteredRows(at: labels, into: table.shape)
    #expect(back.numbers == numbers([1, 2, 0, 0, 10, 12]))
    #expect(labels.oneHot(Axis("word", 3)).numbers == numbers([0, 0, 1, 1, 0, 0, 0, 0, 1]))
  }

  @Test("0 where the other is 0")
  func zeroed() throws {
    let tensor = try Tensor(Shape([Axis("n", 3)]), doubles: [.nan, -.infinity, 2])
    #expect(tensor.zeroed(where: try vector("0 0 1")).doubles == [0, 0, 2])
  }

  @Test(
    "the first entry that is not finite is found at every place",
    arguments: [Double.nan, .infinity, -.infinity])
  func notFinite(_ double: Double) throws {
    for count in 0...9 {
      let shape = Shape([Axis("n", count)])
      let entries = (0..<count).map { $0 % 2 == 0 ? Double.greatestFiniteMagnitude : -0.0 }
      #expect(try Tensor(shape, doubles: entries).firstNonFinite == nil)
      for place in 0..<count {
        var entries = entries
        entries[place] = double
        entries[count - 1] = place < count - 1 ? .nan : double
        #expect(try Tensor(shape, doubles: entries).firstNonFinite == place)
      }
    }
  }

  @Test("entries are found by their indices and nowhere else")
  func entries() {
    let tensor = counting("n m")
    #expect(tensor.entry([1, 2]) == Number(6))
    for outside in [[2, 0], [0, 3], [-1, 0], [0], [0, 0, 0]] {
      #expect(tensor.entry(outside) == nil)
    }
    for offset in 0..<tensor.count {
      #expect(tensor.shape.offset(of: tensor.shape.indices(at: offset)) == offset)
    }
  }
}

@Suite struct EqualityTests {
  @Test(
    "exact numbers are equal exactly, others within 1e-9 of the larger, or of 1",
    arguments: [
      (1.0, 1.0000000009, true), (1, 1.0000000011, false), (0, 9e-10, true), (0, 1.1e-9, false),
      (1e9, 1e9 + 0.9, true), (1e9, 1e9 + 1.1, false), (-1, 1, false), (.nan, 1, false),
      (.nan, .nan, false),
      (.infinity, 1, false),
    ])
  func floating(_ a: Double, _ b: Double, _ isEqual: Bool) {
    let (x, y) = (Tensor(.floating(a)), Tensor(.floating(b)))
    #expect((x.largestDifference(from: y) == nil) == isEqual)
    #expect((y.largestDifference(from: x) == nil) == isEqual)
  }

  @Test("two exact numbers that differ at all differ")
  func exact() throws {
    let a = try vector("1/1000000000000 1")
    let b = try vector("0 1")
    #expect(a.largestDifference(from: b)?.offset == 0)
    #expect(a.approximate.largestDifference(from: b) == nil)
    #expect(try vector("1/3 1").largestDifference(from: vector("1/3 1")) == nil)
  }

  @Test("the largest difference is found, a NaN before all others")
  func largest() throws {
    let a = try vector("1 5 9 2")
    let b = try vector("2 8 9 0")
    #expect(a.largestDifference(from: b)?.offset == 1)
    #expect(a.largestDifference(from: b)?.size == 3)
    let broken = a.approximate.replacing(3, with: .floating(.nan))
    #expect(broken.largestDifference(from: b)?.offset == 3)
  }

  @Test("within a tolerance the difference itself is bounded, exactly where all is exact")
  func within() throws {
    let tolerance = Number.exact(try #require(Rational(1, 10)))
    let (a, b) = try (vector("1 1"), vector("11/10 9/10"))
    #expect(a.largestDifference(from: b, within: tolerance) == nil)
    #expect(a.largestDifference(from: try vector("1101/1000 1"), within: tolerance)?.offset == 0)
    #expect(a.approximate.largestDifference(from: try vector("1.2 1"), within: tolerance) == nil)
  }
}

// MARK: - Tensors of a few words

private let sizes = ["n": 2, "m": 3, "k": 4]

private func shape(_ names: String) -> Shape {
  Shape(names.split(separator: " ").map { Axis(String($0), sizes[String($0)] ?? 2) })
}

/// 1, 2, 3 and so on.
private func counting(_ names: String) -> Tensor {
  let shape = shape(names)
  return (try? Tensor(shape, numbers: numbers(Array(1...shape.count)))) ?? .zeros(shape)
}

private func numbers(_ integers: [Int]) -> [Number] { integers.map { Number($0) } }

private func matrix(_ first: String, _ second: String, _ rows: [[Int]]) throws -> Tensor {
  try Tensor(
    Shape([Axis(first, rows.count), Axis(second, rows[0].count)]),
    numbers: numbers(rows.flatMap { $0 }))
}

/// The axes of both, the left's first.
private func all(_ left: String, _ right: String) -> Shape {
  let own = shape(left)
  return Shape(own.axes + shape(right).axes.filter { !own.contains($0.name) })
}
