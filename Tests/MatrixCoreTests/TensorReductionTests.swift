import MatrixCore
import Testing

@Suite struct TensorReductionTests {
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
