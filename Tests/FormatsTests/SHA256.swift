import Foundation

/// The SHA-256 of bytes (FIPS 180-4), for tests of what browsers compare.
enum SHA256 {
  static func base64(_ text: String) -> String {
    Data(digest(Array(text.utf8))).base64EncodedString()
  }

  static func digest(_ message: [UInt8]) -> [UInt8] {
    var padded = message + [0x80]
    while padded.count % 64 != 56 { padded.append(0) }
    padded += bytes(UInt64(message.count) * 8)
    var hash = primes.prefix(8).map { fraction(Double($0).squareRoot()) }
    let constants = primes.map { fraction(cbrt(Double($0))) }
    for start in stride(from: 0, to: padded.count, by: 64) {
      var words = (0..<16).map { index in
        padded[start + 4 * index..<start + 4 * index + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      }
      for index in 16..<64 {
        let (early, late) = (words[index - 15], words[index - 2])
        let first = turned(early, 7) ^ turned(early, 18) ^ early >> 3
        let second = turned(late, 17) ^ turned(late, 19) ^ late >> 10
        words.append(words[index - 16] &+ first &+ words[index - 7] &+ second)
      }
      var state = hash
      for index in 0..<64 {
        let (a, e) = (state[0], state[4])
        let choice: UInt32 = e & state[5] ^ ~e & state[6]
        let majority: UInt32 = a & state[1] ^ a & state[2] ^ state[1] & state[2]
        var first = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)
        first &+= state[7] &+ choice
        first &+= constants[index] &+ words[index]
        var second = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)
        second &+= majority
        state[3] &+= first
        state.removeLast()
        state.insert(first &+ second, at: 0)
      }
      hash = zip(hash, state).map { $0 &+ $1 }
    }
    return hash.flatMap { bytes($0) }
  }

  private static let primes = (2...311).filter { number in
    !(2..<number).contains { number % $0 == 0 }
  }

  /// The first 32 bits behind the point.
  private static func fraction(_ number: Double) -> UInt32 {
    UInt32((number - number.rounded(.down)) * 0x1p32)
  }

  private static func turned(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word >> count | word << (32 - count)
  }

  private static func bytes(_ number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.bigEndian) { Array($0) }
  }
}
