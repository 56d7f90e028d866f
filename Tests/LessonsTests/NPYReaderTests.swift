import Foundation
import Lessons
import MatrixCore
import Testing
import Typography

@Suite("Arrays that NumPy saved")
struct NPYReaderTests {
  /// A file of version 1. The entries are in the order of storage.
  private func file(
    _ type: String, _ shape: String, _ entries: [UInt8], order: String = "False"
  ) -> [UInt8] {
    var header = "{'descr': '\(type)', 'fortran_order': \(order), 'shape': \(shape), }"
    header += String(repeating: " ", count: 63 - (10 + header.utf8.count) % 64) + "\n"
    let count = header.utf8.count
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(count & 0xFF), UInt8(count >> 8)]
      + Array(header.utf8) + entries
  }

  private func bytes<Value>(_ values: [Value], bigEndian: Bool = false) -> [UInt8] {
    values.flatMap { value in
      let bytes = withUnsafeBytes(of: value) { Array($0) }
      return bigEndian ? bytes.reversed() : bytes
    }
  }

  private static let lesson = SampleLesson.lesson(
    """
    input  X: (N, in) = [[1, 2, 3], [4, 5, -6]]
    loss L = sum(X * X) / 2
    """)

  private func isRight(_ file: [UInt8]) throws -> Bool {
    var judge = try SampleLesson.run(Self.lesson).judge(of: "dX", NumberStyle())
    return judge.verdict(on: .array(try NPYReader.read(file))).isRight
  }

  @Test("are read in each type, byte order and order of axes")
  func types() throws {
    let rows: [Double] = [1, 2, 3, 4, 5, -6]
    let columns: [Double] = [1, 4, 2, 5, 3, -6]
    for isBig in [false, true] {
      let mark = isBig ? ">" : "<"
      for (values, order) in [(rows, "False"), (columns, "True")] {
        let files = [
          file("\(mark)f8", "(2, 3)", bytes(values, bigEndian: isBig), order: order),
          file(
            "\(mark)f4", "(2, 3)", bytes(values.map(Float.init), bigEndian: isBig), order: order),
          file(
            "\(mark)i8", "(2, 3)", bytes(values.map(Int64.init), bigEndian: isBig), order: order),
          file(
            "\(mark)i4", "(2, 3)", bytes(values.map(Int32.init), bigEndian: isBig), order: order),
        ]
        for file in files { #expect(try isRight(file)) }
      }
    }
  }

  @Test(
    "say what is wrong with them",
    arguments: [
      ("<c16", "(2, 3)", 96, .array(.type("<c16"))), ("<f8", "(2, 3)", 47, .array(.size)),
      ("<f8", "(2, 3)", 49, .array(.size)),
      ("<f8", "(4611686018427387904, 4)", 48, .array(.size)),
      ("<f8", "(1152921504606846976,)", 0, .array(.size)),
      ("<f8", "(9223372036854775808,)", 0, .array(.header)), ("<f8", "(-1,)", 0, .array(.header)),
      ("<f8", "2, 3", 48, .array(.header)), ("<f8", "(2, 3", 48, .array(.header)),
      ("<f8", "(1, 1, 1, 1, 1, 1, 1)", 8, .array(.axes(7))), ("<f8", "(0, 3)", 0, .emptyList),
      ("|O", "()", 8, .array(.type("|O"))), ("", "()", 8, .array(.type(""))),
    ] as [(String, String, Int, UnreadableReply)])
  func faults(type: String, shape: String, count: Int, fault: UnreadableReply) {
    let bytes = file(type, shape, [UInt8](repeating: 0, count: count))
    #expect(throws: fault) { try NPYReader.read(bytes) }
  }

  @Test("never trap where they are cut, at any byte")
  func cut() {
    let whole = file("<f8", "(2, 3)", bytes([1.0, 2, 3, 4, 5, 6]))
    for count in 0..<whole.count {
      #expect(throws: UnreadableReply.self) { try NPYReader.read(Array(whole.prefix(count))) }
    }
    for index in whole.indices {
      for byte: UInt8 in [0, 0xFF] {
        var broken = whole
        broken[index] = byte
        _ = try? NPYReader.read(broken)
      }
    }
  }

  @Test("are refused where a number is not finite, or the version is another")
  func notFinite() {
    #expect(throws: UnreadableReply.notFinite) {
      try NPYReader.read(file("<f8", "(2,)", bytes([1, Double.nan])))
    }
    var other = file("<f8", "(1,)", bytes([1.0]))
    other[6] = 2
    #expect(throws: UnreadableReply.array(.version)) { try NPYReader.read(other) }
  }
}
