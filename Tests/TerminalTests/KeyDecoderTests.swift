import Terminal
import Testing

@Suite("The key decoder")
struct KeyDecoderTests {
  @Test(
    "reads a key from its bytes, however they are cut",
    arguments: [
      ("\r", [.enter]), ("\n", [.enter]), (" ", [.space]), ("\t", [.tab]),
      ("\u{7F}", [.backspace]), ("\u{08}", [.backspace]),
      ("\u{04}", [.control("d")]), ("\u{00}", [.control("@")]), ("\u{1F}", [.control("_")]),
      ("q", [.character("q")]), ("é", [.character("é")]), ("Σ", [.character("Σ")]),
      ("あ", [.character("あ")]), ("🙂", [.character("🙂")]),
      ("\u{1B}[A", [.up]), ("\u{1B}[B", [.down]), ("\u{1B}[C", [.right]), ("\u{1B}[D", [.left]),
      ("\u{1B}OA", [.up]), ("\u{1B}OB", [.down]), ("\u{1B}OC", [.right]), ("\u{1B}OD", [.left]),
      ("\u{1B}[H", [.home]), ("\u{1B}[1~", [.home]), ("\u{1B}OH", [.home]),
      ("\u{1B}[F", [.end]), ("\u{1B}[4~", [.end]), ("\u{1B}[5~", [.pageUp]),
      ("\u{1B}[6~", [.pageDown]), ("\u{1B}[3~", [.delete]), ("\u{1B}[1;5C", [.right]),
      ("\u{1B}OM", [.enter]), ("\u{1B}\r", [.escape, .enter]),
      ("ab\u{1B}[Cc\n", [.character("a"), .character("b"), .right, .character("c"), .enter]),
    ] as [(String, [Key])])
  func keys(text: String, expected: [Key]) {
    var whole = KeyDecoder()
    #expect(whole.feed(Array(text.utf8)) == expected)
    #expect(!whole.isWaiting)
    var piecemeal = KeyDecoder()
    #expect(text.utf8.flatMap { piecemeal.feed([$0]) } == expected)
    #expect(!piecemeal.isWaiting)
  }

  @Test(
    "swallows whole what names no key",
    arguments: [
      "\u{1B}[15~", "\u{1B}[201~", "\u{1B}[I", "\u{1B}[?1;2c", "\u{1B}[<0;3;4M", "\u{1B}[M !!",
      "\u{1B}[[A", "\u{1B}OP", "\u{1B}]11;rgb:ff/ff/ff\u{07}", "\u{1B}]0;title\u{1B}\\",
      "\u{1B}P1$r0m\u{1B}\\", "\u{1B}x", "\u{0085}",
      "\u{1B}[1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1z",
    ])
  func swallows(sequence: String) {
    var decoder = KeyDecoder()
    #expect(decoder.feed(Array((sequence + "q").utf8)) == [.character("q")])
  }

  @Test("takes what was pasted for one key, cut at a limit")
  func paste() {
    var decoder = KeyDecoder()
    let begin = "\u{1B}[200~"
    let end = "\u{1B}[201~"
    #expect(
      decoder.feed(Array("a\(begin)q\r\u{1B}[Cä\(end)b".utf8))
        == [.character("a"), .paste("q\n\u{1B}[Cä"), .character("b")])
    #expect(decoder.feed(Array("\(begin)1".utf8)) == [])
    #expect(decoder.isWaiting && decoder.isPasting)
    #expect(decoder.flush() == [.paste("1")])
    let long = begin + String(repeating: "x", count: 200_000) + end
    #expect(decoder.feed(Array(long.utf8)) == [.paste(String(repeating: "x", count: 1 << 16))])
    #expect(!decoder.isWaiting)
  }

  @Test("takes an ESC for the key when nothing follows in time")
  func escape() {
    var decoder = KeyDecoder()
    #expect(decoder.feed([0x1B]) == [])
    #expect(decoder.isWaiting)
    #expect(decoder.flush() == [.escape])
    #expect(!decoder.isWaiting)
    #expect(decoder.feed(Array("[C".utf8)) == [.character("["), .character("C")])
  }

  @Test("tells two ESC apart from a sequence after an ESC")
  func escapes() {
    var decoder = KeyDecoder()
    #expect(decoder.feed(Array("\u{1B}\u{1B}".utf8)) == [.escape])
    #expect(decoder.feed(Array("[C".utf8)) == [.right])
  }

  @Test(
    "shows bytes that are no text as U+FFFD and goes on",
    arguments: [
      [0xFF], [0x80], [0xC0], [0xE2, 0x28], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x41],
    ] as [[UInt8]])
  func malformed(bytes: [UInt8]) {
    var decoder = KeyDecoder()
    let keys = decoder.feed(bytes + Array("q".utf8))
    #expect(keys.first == .character("\u{FFFD}"))
    #expect(keys.last == .character("q"))
  }

  @Test("gives a key for a character that was cut off")
  func cutOff() {
    var decoder = KeyDecoder()
    #expect(decoder.feed([0xE2, 0x82]) == [])
    #expect(decoder.flush() == [.character("\u{FFFD}")])
  }

  @Test("survives every pair and triple of troublesome bytes")
  func everything() {
    let bytes: [UInt8] = [
      0, 4, 0x0A, 0x1B, 0x20, 0x3B, 0x4D, 0x4F, 0x5B, 0x5D, 0x7E, 0x80, 0xE2, 0xF0, 0xFF,
    ]
    for first in bytes {
      for second in bytes {
        for third in bytes {
          var decoder = KeyDecoder()
          _ = decoder.feed([first, second, third])
          _ = decoder.flush()
          #expect(decoder.feed([0x71]) == [.character("q")])
        }
      }
    }
  }
}
