/// Decodes the bytes of a terminal into keys, across reads.
///
///     var decoder = KeyDecoder()
///     decoder.feed([0x1B, 0x5B])  // []
///     decoder.feed([0x43])        // [.right]
///
/// A sequence for a key that `Key` lacks is dropped as a whole. Only a few bytes are ever buffered,
/// except of pasted text, which is one key and is cut at a limit.
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
    /// In a string sequence, which only `ESC \` or BEL ends.
    case text(escaped: Bool)
    /// In a sequence with n more bytes.
    case skipping(Int)
    /// In a multibyte character.
    case character([UInt8], length: Int)
    /// In pasted text.
    case paste([UInt8])
  }

  package init() {}
}

extension KeyDecoder {
  /// Whether bytes are buffered because more may follow.
  package var isWaiting: Bool {
    if case .ground = state { false } else { true }
  }

  /// Whether pasted text has begun and not ended.
  package var isPasting: Bool {
    if case .paste = state { true } else { false }
  }

  /// Decodes the next bytes and returns the keys that they complete.
  package mutating func feed(_ bytes: some Sequence<UInt8>) -> [Key] {
    var keys: [Key] = []
    for byte in bytes { take(byte, &keys) }
    return keys
  }

  /// Ends an incomplete sequence: an ESC alone is the Escape key.
  package mutating func flush() -> [Key] {
    defer { state = .ground }
    switch state {
    case .escape: return [.escape]
    case .character: return [.character("\u{FFFD}")]
    case .paste(let bytes): return [Self.pasted(bytes)]
    case .ground, .control, .shifted, .text, .skipping: return []
    }
  }
}

extension KeyDecoder {
  private static let escapeByte = UInt8(0x1B)
  /// No key has a longer sequence.
  private static let longestSequence = 32
  private static let longestPaste = 1 << 16
  private static let endOfPaste = Array("\u{1B}[201~".utf8)

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
    case .paste(var bytes):
      state = .ground
      bytes.append(byte)
      if bytes.count > Self.longestPaste + Self.endOfPaste.count {
        bytes.remove(at: Self.longestPaste)
      }
      if bytes.suffix(Self.endOfPaste.count).elementsEqual(Self.endOfPaste) {
        keys.append(Self.pasted(bytes.dropLast(Self.endOfPaste.count)))
      } else {
        state = .paste(bytes)
      }
    }
  }

  private static func pasted(_ bytes: some Collection<UInt8>) -> Key {
    let text = String(decoding: bytes, as: UTF8.self).unicodeScalars.map { scalar in
      scalar == "\r" ? "\n" : scalar
    }
    return .paste(String(String.UnicodeScalarView(text)))
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

  /// The key of a single byte.
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
      // Alt with a key, which is not used.
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
      // A function key of the Linux console.
      state = .skipping(1)
    case UInt8(ascii: "M") where parameters.isEmpty:
      // A mouse report, which another program left enabled.
      state = .skipping(3)
    case 0x20...0x3F:
      let more = parameters.count < Self.longestSequence ? parameters + [byte] : parameters
      state = .control(parameters: more)
    case 0x40...0x7E:
      let beginsPaste = byte == UInt8(ascii: "~") && parameters.elementsEqual("200".utf8)
      state = beginsPaste ? .paste([]) : .ground
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

  /// The key of a sequence, without its modifiers.
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
    // The control characters above ASCII are no keys.
    if scalar.value >= 0xA0 { keys.append(.character(Character(scalar))) }
  }
}
