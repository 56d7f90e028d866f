import MatrixCore

/// Reads a `.npy` file of version 1: float32, float64, int32 or int64, in either byte order, rows
/// or columns first.
///
/// Source: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
package enum NPYReader {
  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  package static func isArray(_ bytes: [UInt8]) -> Bool { bytes.starts(with: magic) }

  package static func read(_ bytes: [UInt8]) throws(UnreadableReply) -> TypedNumbers {
    guard bytes.count >= 10, bytes[6] == 1, bytes[7] == 0 else { throw .array(.version) }
    let start = 10 + Int(bytes[8]) + Int(bytes[9]) << 8
    guard start <= bytes.count, let header = Header(bytes[10..<start]) else {
      throw .array(.header)
    }
    guard let type = EntryType(header.type) else {
      throw .array(.type(String(header.type.prefix(20))))
    }
    guard header.sizes.count <= Shape.maximumRank else { throw .array(.axes(header.sizes.count)) }
    var count = 1
    for size in header.sizes {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      guard !overflow else { throw .array(.size) }
      count = product
    }
    // As many entries as there are bytes for: no size is believed before.
    let (length, overflow) = count.multipliedReportingOverflow(by: type.width)
    guard !overflow, length == bytes.count - start else { throw .array(.size) }
    guard count > 0 else { throw .emptyList }
    var numbers: [TypedNumber] = []
    numbers.reserveCapacity(count)
    for index in 0..<count {
      let first = start + index * type.width
      let number = type.number(bytes[first..<first + type.width])
      guard number.double.isFinite else { throw .notFinite }
      numbers.append(TypedNumber(value: number, rounding: nil))
    }
    if header.isColumnMajor { numbers = rowMajor(numbers, header.sizes) }
    return TypedNumbers(sizes: header.sizes, numbers: numbers)
  }

  /// The entries in row-major order, the last axis fastest.
  private static func rowMajor(_ numbers: [TypedNumber], _ sizes: [Int]) -> [TypedNumber] {
    let shape = Shape(sizes.map { Axis("", $0) })
    var strides: [Int] = []
    var stride = 1
    for size in sizes {
      strides.append(stride)
      stride *= size
    }
    return numbers.indices.map { offset in
      numbers[zip(shape.indices(at: offset), strides).reduce(0) { $0 + $1.0 * $1.1 }]
    }
  }
}

extension NPYReader {
  /// The type of the entries: `<f8`.
  private struct EntryType {
    let width: Int
    let isFloating: Bool
    let isBigEndian: Bool

    init?(_ text: String) {
      switch text.dropFirst() {
      case "f4": (width, isFloating) = (4, true)
      case "f8": (width, isFloating) = (8, true)
      case "i4": (width, isFloating) = (4, false)
      case "i8": (width, isFloating) = (8, false)
      default: return nil
      }
      guard text.first == "<" || text.first == ">" else { return nil }
      isBigEndian = text.first == ">"
    }

    func number(_ bytes: ArraySlice<UInt8>) -> Number {
      var bits: UInt64 = 0
      for byte in isBigEndian ? Array(bytes) : bytes.reversed() { bits = bits << 8 | UInt64(byte) }
      switch (isFloating, width) {
      case (true, 8): return .floating(Double(bitPattern: bits))
      case (true, _): return .floating(Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits))))
      case (false, 8): return integer(Int64(bitPattern: bits))
      case (false, _): return integer(Int64(Int32(truncatingIfNeeded: bits)))
      }
    }

    private func integer(_ value: Int64) -> Number {
      Rational(value).map(Number.exact) ?? .floating(Double(value))
    }
  }

  /// `{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }`
  private struct Header {
    private(set) var type = ""
    private(set) var isColumnMajor = false
    private(set) var sizes: [Int] = []

    init?(_ bytes: ArraySlice<UInt8>) {
      let text = String(decoding: bytes, as: UTF8.self)
      guard let type = Header.value(of: "descr", in: text),
        let order = Header.value(of: "fortran_order", in: text),
        let shape = Header.value(of: "shape", in: text)
      else { return nil }
      self.type = type.prefix { $0 != "," && $0 != "}" }.filter {
        $0 != "'" && $0 != "\"" && $0 != " "
      }
      switch order.prefix(while: \.isLetter) {
      case "True": isColumnMajor = true
      case "False": isColumnMajor = false
      default: return nil
      }
      guard shape.first == "(", let end = shape.firstIndex(of: ")") else { return nil }
      for part in shape[..<end].dropFirst().split(separator: ",") {
        let digits = part.filter { $0 != " " }
        if digits.isEmpty { continue }
        guard let size = Int(digits), size >= 0 else { return nil }
        sizes.append(size)
      }
    }

    /// The text after a key and its colon.
    private static func value(of key: String, in text: String) -> Substring? {
      for quote in ["'", "\""] {
        guard let found = text.firstRange(of: quote + key + quote) else { continue }
        let rest = text[found.upperBound...].drop { $0 == " " }
        guard rest.first == ":" else { continue }
        return rest.dropFirst().drop { $0 == " " }
      }
      return nil
    }
  }
}
