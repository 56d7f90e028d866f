import MatrixCore
import Testing

@Suite struct IntSaturatingTests {
  @Test(
    "products and sums end at the largest Int",
    arguments: [
      (3, 4, 12, 7), (0, .max, 0, .max), (1, .max, .max, .max), (2, .max, .max, .max),
      (.max, .max, .max, .max),
    ])
  func results(a: Int, b: Int, product: Int, sum: Int) {
    #expect(a.multipliedSaturating(by: b) == product)
    #expect(a.addingSaturating(b) == sum)
  }
}
