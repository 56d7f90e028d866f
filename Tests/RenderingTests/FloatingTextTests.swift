import Testing

@testable import Rendering

@Suite struct FloatingTextTests {
  /// Numbers of every size, ties and numbers next to powers of ten among them.
  static let numbers: [Double] = {
    var generator = SystemRandomNumberGenerator()
    var numbers: [Double] = [
      0.5, 2.675, 1234.5, 0.03125, 9.9995, 99995, 0.00099995, 1e15, 1e16, 123_456_789, 1e-5,
      .leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude, 0.1, 1.0 / 3,
    ]
    for _ in 0..<600 {
      let x = Double(bitPattern: .random(in: 0...UInt64.max, using: &generator))
      if x.isFinite, x != 0 { numbers.append(x) }
      let y = Double.random(in: -1...1, using: &generator)
      numbers += [y, 1000 * y, (y * 1000).rounded() / 1000 + 1, (y * 4096).rounded() / 4096 + 2]
    }
    return numbers
  }()

  @Test("the digits are those that C prints", arguments: 1...17)
  func sameAsC(_ digits: Int) {
    for x in Self.numbers {
      let scientific = FloatingText.scientific(x, digits: digits)
      #expect(scientific == FloatingText.printed("%.*e", digits - 1, x))
      guard x.magnitude >= 0.0001, x.magnitude < 1e9 else { continue }
      let fixed = FloatingText.fixed(x, decimals: digits + 3)
      #expect(fixed == FloatingText.printed("%.*f", digits + 3, x))
    }
  }
}
