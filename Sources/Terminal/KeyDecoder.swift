/// Turns the bytes of a terminal into keys, however the reads have cut them.
///
///     var decoder = KeyDecoder()
///     decoder.feed([0x1B, 0x5B])  // []
///     decoder.feed([0x43])        // [.right]
///
/// A sequence that names no key of `Key` is swallowed whole. What is held back is a few bytes.
package struct KeyDecoder: Sendable {
  private var state = State.ground

  private enum State {
    case ground
    /// After ESC.
    case escape
    /// After `ESC [`: the parameters so far.
    case control(parameters: [UInt8])
    /// After `ESC O`.
    case shifted
    /// In a sequence with a text of its own, which only `ESC \` or BEL ends.
    case text(escaped: Bool)
    /// In a sequence that so many more bytes end.
    case skipping(Int)
    /// In a character of several bytes.
    case character([UInt8], length: Int)
  }

  package init() {}
}

extension KeyDecoder {
  /// Tells whether bytes are held back because more may belong to them.
  package var isWaiting: Bool {
    if case .ground = state { false } else { true }
  }

  /// Takes the next bytes and gives the keys that they complete.
  package mutating func feed(_ bytes: some Sequence<UInt8>) -> [Key] {
    var keys: [Key] = []
    for byte in bytes { take(byte, &keys) }
    return keys
  }

  /// Gives up waiting: an ESC that nothing followed was the key itself.
  package mutating func giveUpWaiting() -> [Key] {
    defer { state = .ground }
    switch state {
    case .escape: return [.escape]
    case .character: return [.character("\u{FFFD}")]
    case .ground, .control, .shifted, .text, .skipping: return []
    }
  }
}

extension KeyDecoder {
  private static let escapeByte = UInt8(0x1B)
  /// No key has more parameters.
  private static let longestSequence = 32

  private mutating func take(_ byte: UInt8, _ keys: inout [Key]) {
    switch state {
    case .ground:
      takeInGround(byte, &keys)
    case .escape:
      takeAfterEscape(byte, &keys)
    case .control(let parameters):
      takeControl(byte, parameters, &keys)
    case .shifted:
      takeShifted(byte, &keys)
    case .text(let escaped):
      let ends = byte == 0x07 || (escaped && byte == UInt8(ascii: "\\"))
      state = ends ? .ground : .text(escaped: byte == Self.escapeByte)
    case .skipping(let count):
      state = count > 1 ? .skipping(count - 1) : .ground
    case .character(let bytes, let length):
      takeCharacter(byte, bytes, length, &keys)
    }
  }

  private mutating func takeInGround(_ byte: UInt8, _ keys: inout [Key]) {
    switch byte {
    case Self.escapeByte: state = .escape
    case 0xC2...0xDF: state = .character([byte], length: 2)
    case 0xE0...0xEF: state = .character([byte], length: 3)
    case 0xF0...0xF4: state = .character([byte], length: 4)
    default: keys.append(Self.key(of: byte))
    }
  }

  /// The key that one byte stands for.
  private static func key(of byte: UInt8) -> Key {
    switch byte {
    case 0x0A, 0x0D: .enter
    case 0x09: .tab
    case 0x08, 0x7F: .backspace
    case 0x20: .space
    case 0x01...0x1A: .control(Character(Unicode.Scalar(byte + 0x60)))
    case 0x00, 0x1C...0x1F: .control(Character(Unicode.Scalar(byte + 0x40)))
    case 0x21...0x7E: .character(Character(Unicode.Scalar(byte)))
    default: .character("\u{FFFD}")
    }
  }

  private mutating func takeAfterEscape(_ byte: UInt8, _ keys: inout [Key]) {
    switch byte {
    case UInt8(ascii: "["):
      state = .control(parameters: [])
    case UInt8(ascii: "O"):
      state = .shifted
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"),
      UInt8(ascii: "_"):
      state = .text(escaped: false)
    case 0x20...0x7E:
      // Alt with a key, which nothing here listens to.
      state = .ground
    default:
      keys.append(.escape)
      state = .ground
      takeInGround(byte, &keys)
    }
  }

  private mutating func takeControl(_ byte: UInt8, _ parameters: [UInt8], _ keys: inout [Key]) {
    switch byte {
    case UInt8(ascii: "[") where parameters.isEmpty:
      // The function keys of the Linux console.
      state = .skipping(1)
    case UInt8(ascii: "M") where parameters.isEmpty:
      // The mouse, left switched on by another program.
      state = .skipping(3)
    case 0x20...0x3F:
      let more = parameters.count < Self.longestSequence ? parameters + [byte] : parameters
      state = .control(parameters: more)
    case 0x40...0x7E:
      state = .ground
      if let key = Self.key(final: byte, parameters) { keys.append(key) }
    default:
      state = .ground
      takeInGround(byte, &keys)
    }
  }

  private mutating func takeShifted(_ byte: UInt8, _ keys: inout [Key]) {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ";"):
      break
    case 0x20...0x7E:
      state = .ground
      if byte == UInt8(ascii: "M") { keys.append(.enter) }
      if let key = Self.key(final: byte, []) { keys.append(key) }
    default:
      state = .ground
      takeInGround(byte, &keys)
    }
  }

  /// The key that a sequence names, whatever Shift, Alt or Ctrl is held with it.
  private static func key(final: UInt8, _ parameters: [UInt8]) -> Key? {
    switch final {
    case UInt8(ascii: "A"): .up
    case UInt8(ascii: "B"): .down
    case UInt8(ascii: "C"): .right
    case UInt8(ascii: "D"): .left
    case UInt8(ascii: "H"): .home
    case UInt8(ascii: "F"): .end
    case UInt8(ascii: "~"): key(numbered: parameters)
    default: nil
    }
  }

  private static func key(numbered parameters: [UInt8]) -> Key? {
    let number = parameters.prefix { $0 != UInt8(ascii: ";") }
    guard let digit = number.first, number.count == 1 else { return nil }
    return switch digit {
    case UInt8(ascii: "1"), UInt8(ascii: "7"): .home
    case UInt8(ascii: "4"), UInt8(ascii: "8"): .end
    case UInt8(ascii: "3"): .delete
    case UInt8(ascii: "5"): .pageUp
    case UInt8(ascii: "6"): .pageDown
    default: nil
    }
  }

  private mutating func takeCharacter(
    _ byte: UInt8, _ bytes: [UInt8], _ length: Int, _ keys: inout [Key]
  ) {
    guard byte & 0xC0 == 0x80 else {
      keys.append(.character("\u{FFFD}"))
      state = .ground
      takeInGround(byte, &keys)
      return
    }
    let all = bytes + [byte]
    guard all.count == length else {
      state = .character(all, length: length)
      return
    }
    state = .ground
    let scalars = String(decoding: all, as: UTF8.self).unicodeScalars
    guard let scalar = scalars.first, scalars.count == 1 else {
      keys.append(.character("\u{FFFD}"))
      return
    }
    // The control characters above ASCII are nobody's keys.
    if scalar.value >= 0xA0 { keys.append(.character(Character(scalar))) }
  }
}
