import MatrixCore
import Typography

extension JSON {
  /// The value as text with a final line end: objects and nested arrays have one entry per line, an
  /// array of plain values one line. The stack depth does not depend on the nesting.
  package var text: String {
    String(decoding: bytes, as: UTF8.self)
  }

  /// The value as text without a line end.
  var line: String {
    var bytes: [UInt8] = []
    withoutActuallyEscaping({ bytes += $0 }) { (sink: @escaping ([UInt8]) -> Void) in
      var writer = JSONWriter(sink: sink, isOneLine: true)
      writer.write(self)
      sink(writer.bytes)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    write { bytes += $0 }
    return bytes
  }

  /// Writes the text piece by piece, so that it is never in memory as a whole.
  package func write(_ sink: ([UInt8]) -> Void) {
    withoutActuallyEscaping(sink) { sink in
      var writer = JSONWriter(sink: sink)
      writer.write(self)
      writer.bytes.append(UInt8(ascii: "\n"))
      sink(writer.bytes)
    }
  }

  fileprivate var isPlain: Bool {
    switch self {
    case .object(let entries): entries.isEmpty
    case .array(let values): values.isEmpty
    case .data(let tensor): tensor.shape.isScalar
    case .lines(let lines): lines.isEmpty
    default: true
    }
  }
}

private struct JSONWriter {
  let sink: ([UInt8]) -> Void
  var isOneLine = false
  var bytes: [UInt8] = []

  /// The unwritten rest of an object or an array.
  private enum Rest {
    case object(ArraySlice<(key: String, value: JSON)>)
    case array(ArraySlice<JSON>)
  }

  mutating func write(_ value: JSON) {
    var open: [Rest] = []
    begin(value, &open)
    while let rest = open.popLast() {
      passOn()
      switch rest {
      case .object(var entries):
        guard let entry = entries.popFirst() else {
          close("}", depth: open.count)
          continue
        }
        line(depth: open.count + 1)
        append(entry.key)
        bytes += [UInt8(ascii: ":"), UInt8(ascii: " ")]
        open.append(.object(entries))
        begin(entry.value, &open)
      case .array(var values):
        guard let value = values.popFirst() else {
          close("]", depth: open.count)
          continue
        }
        line(depth: open.count + 1)
        open.append(.array(values))
        begin(value, &open)
      }
    }
  }

  private mutating func begin(_ value: JSON, _ open: inout [Rest]) {
    switch value {
    case .object(let entries) where !entries.isEmpty:
      bytes.append(UInt8(ascii: "{"))
      open.append(.object(entries[...]))
    case .array(let values) where !values.allSatisfy(\.isPlain):
      bytes.append(UInt8(ascii: "["))
      open.append(.array(values[...]))
    case .lines(let lines) where !lines.isEmpty:
      bytes.append(UInt8(ascii: "["))
      for text in lines {
        line(depth: open.count + 1)
        append(text)
      }
      close("]", depth: open.count)
    case .data(let tensor):
      entries(of: tensor, from: 0, axis: 0, depth: open.count)
    case .array(let values):
      bytes.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { bytes += [UInt8(ascii: ","), UInt8(ascii: " ")] }
        plain(value)
      }
      bytes.append(UInt8(ascii: "]"))
    default: plain(value)
    }
  }

  /// Passes on what is written, except its last byte, which the next line looks at.
  private mutating func passOn() {
    guard bytes.count > 1 << 14, let last = bytes.popLast() else { return }
    sink(bytes)
    bytes.removeAll(keepingCapacity: true)
    bytes.append(last)
  }

  /// Writes the entries of a tensor from an offset, nested by the axes from `axis` on.
  private mutating func entries(of tensor: Tensor, from start: Int, axis: Int, depth: Int) {
    let sizes = tensor.shape.sizes
    guard axis < sizes.count else { return plain(JSON(tensor[start])) }
    let step = sizes[(axis + 1)...].reduce(1, *)
    bytes.append(UInt8(ascii: "["))
    for index in 0..<sizes[axis] {
      if axis + 1 < sizes.count {
        line(depth: depth + 1)
        entries(of: tensor, from: start + index * step, axis: axis + 1, depth: depth + 1)
      } else {
        if index > 0 { bytes += [UInt8(ascii: ","), UInt8(ascii: " ")] }
        plain(JSON(tensor[start + index]))
      }
      passOn()
    }
    if axis + 1 < sizes.count { newline(depth: depth) }
    bytes.append(UInt8(ascii: "]"))
  }

  private mutating func plain(_ value: JSON) {
    switch value {
    case .object: bytes += "{}".utf8
    case .array, .lines: bytes += "[]".utf8
    case .data(let tensor): entries(of: tensor, from: 0, axis: 0, depth: 0)
    case .string(let string): append(string)
    case .number(let number): append(number)
    case .integer(let integer): bytes += String(integer).utf8
    case .bool(let bool): bytes += (bool ? "true" : "false").utf8
    case .null: bytes += "null".utf8
    }
  }

  /// Begins a line, after a comma unless it is the first entry.
  private mutating func line(depth: Int) {
    if bytes.last != UInt8(ascii: "{"), bytes.last != UInt8(ascii: "[") {
      bytes.append(UInt8(ascii: ","))
    }
    newline(depth: depth)
  }

  private mutating func close(_ bracket: Unicode.Scalar, depth: Int) {
    newline(depth: depth)
    bytes.append(UInt8(ascii: bracket))
  }

  private mutating func newline(depth: Int) {
    if isOneLine { return }
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
  }
}

extension JSONWriter {
  /// The shortest decimals that parse to the same number; null for NaN and infinities.
  private mutating func append(_ number: Double) {
    guard number.isFinite else {
      bytes += "null".utf8
      return
    }
    bytes += FloatingText.shortest(number).utf8
  }

  private mutating func append(_ string: String) {
    bytes.append(UInt8(ascii: "\""))
    if string.utf8.allSatisfy({ 0x20 <= $0 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }) {
      bytes += string.utf8
    } else {
      for scalar in string.unicodeScalars { append(scalar) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\"": bytes += "\\\"".utf8
    case "\\": bytes += "\\\\".utf8
    case "\n": bytes += "\\n".utf8
    case "\r": bytes += "\\r".utf8
    case "\t": bytes += "\\t".utf8
    case _ where scalar.isNeverPrinted:
      for unit in UTF16.encode(scalar)! {
        let digits = String(unit, radix: 16)
        bytes += "\\u\(String(repeating: "0", count: 4 - digits.utf8.count))\(digits)".utf8
      }
    default: bytes += UTF8.encode(scalar)!
    }
  }
}
