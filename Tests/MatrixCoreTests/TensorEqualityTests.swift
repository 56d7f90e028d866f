import MatrixCore
import Testing

@Suite struct TensorEqualityTests {
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
