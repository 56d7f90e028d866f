import MatrixCore
import Testing

@Suite struct SplitMix64Tests {
  @Test(
    "the first numbers are those of the published SplitMix64",
    arguments: [
      (0, [0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4, 0x06C4_5D18_8009_454F]),
      (1, [0x910A_2DEC_8902_5CC1, 0xBEEB_8DA1_658E_EC67, 0xF893_A2EE_FB32_555E]),
      (42, [0xBDD7_3226_2FEB_6E95, 0x28EF_E333_B266_F103, 0x4752_6757_130F_9F52]),
      (-1, [0xE4D9_7177_1B65_2C20, 0xE99F_F867_DBF6_82C9, 0x382F_F84C_B272_81E9]),
    ] as [(Int64, [UInt64])])
  func published(_ seed: Int64, _ numbers: [UInt64]) {
    var generator = SplitMix64(seed: seed)
    #expect(numbers.map { _ in generator.next() } == numbers)
  }

  @Test("unit numbers fill the interval from 0 to 1 evenly")
  func unit() {
    var generator = SplitMix64(seed: 7)
    let sample = (0..<20_000).map { _ in generator.unit() }
    #expect(sample.allSatisfy { $0 >= 0 && $0 < 1 })
    #expect(abs(mean(sample) - 0.5) < 0.01)
    #expect(abs(mean(sample.map { ($0 - 0.5) * ($0 - 0.5) }) - 1.0 / 12) < 0.002)
    for tenth in 0..<10 {
      let count = sample.count { Int($0 * 10) == tenth }
      #expect((1_800...2_200).contains(count))
    }
  }

  @Test("normal numbers have mean 0, variance 1 and the tails of the bell curve")
  func normal() {
    var generator = SplitMix64(seed: 3)
    let sample = (0..<20_000).map { _ in generator.standardNormal() }
    #expect(abs(mean(sample)) < 0.03)
    #expect(abs(mean(sample.map { $0 * $0 }) - 1) < 0.04)
    #expect(abs(mean(sample.map { $0 * $0 * $0 })) < 0.1)
    #expect(abs(mean(sample.map { $0 * $0 * $0 * $0 }) - 3) < 0.25)
    let inner = Double(sample.count { abs($0) < 1 }) / 20_000
    #expect(abs(inner - 0.6827) < 0.015)
  }

  @Test(
    "a number is rounded to thousandths, halves away from zero",
    arguments: [
      (0.1234, 123), (0.1236, 124), (-0.0625, -63), (0.0625, 63), (2, 2000), (-0.0001, 0), (0, 0),
    ] as [(Double, Int64)])
  func thousandths(_ x: Double, _ expected: Int64) {
    #expect(SplitMix64.thousandths(x) == expected)
  }

  @Test(
    "what is no ordinary number has no thousandths",
    arguments: [Double.nan, .infinity, -.infinity, 1e300, -9_223_372_036_854_775.808])
  func unfit(_ x: Double) {
    #expect(SplitMix64.thousandths(x) == nil)
  }

  private func mean(_ sample: [Double]) -> Double { sample.reduce(0, +) / Double(sample.count) }
}
