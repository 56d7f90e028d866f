import MatrixCore
import Testing
import Typography

@testable import Documents
@testable import Formats

@Suite struct TextFormatTests {
  static let styles: [TextStyle] = {
    var styles: [TextStyle] = []
    for width in [
      1, 20, 21, 22, 23, 25, 28, 30, 33, 39, 40, 41, 47, 52, 59, 60, 61, 70, 79, 80, 100, 120,
    ] {
      for spelling in [Spelling.unicode, .ascii] {
        for accessible in [false, true] {
          styles.append(
            TextStyle(width: width, spelling: spelling, color: false, accessible: accessible))
        }
      }
      styles.append(TextStyle(width: width, color: true))
      styles.append(TextStyle(width: width, numbers: NumberStyle(mode: .fraction, precision: 17)))
      styles.append(TextStyle(width: width, numbers: NumberStyle(mode: .decimal, precision: 1)))
    }
    return styles
  }()

  @Test(
    "no line is wider than the width, ends in a space or holds a control character",
    arguments: styles)
  func bounds(_ style: TextStyle) {
    for (index, document) in Samples.all.enumerated() {
      let lines = TextFormat.lines(document, style)
      #expect(!lines.isEmpty && lines.first != "" && lines.last != "")
      for line in lines {
        let plain = Self.withoutColor(line)
        #expect(DisplayWidth.of(plain) <= style.width, "document \(index): \(plain)")
        #expect(plain.last != " ", "document \(index): \(plain)")
        #expect(!plain.unicodeScalars.contains { $0.isNeverPrinted })
        if style.spelling == .ascii { #expect(plain.utf8.allSatisfy { $0 < 0x7F }) }
        if style.accessible {
          #expect(
            !plain.unicodeScalars.contains {
              0x2500..<0x2600 ~= $0.value || 0x23A1..<0x23A7 ~= $0.value
            })
        }
      }
    }
  }

  @Test("the place of a step is one unbroken word in every style", arguments: styles)
  func place(_ style: TextStyle) {
    #expect(TextFormat.lines(Samples.step, style)[0].contains("8/14"))
    #expect(TextFormat.lines(Samples.hostile, style)[0].contains("9999/10000"))
  }

  @Test("colour adds nothing but colour")
  func color() {
    for document in Samples.all {
      let plain = TextFormat.lines(document, TextStyle())
      let colored = TextFormat.lines(document, TextStyle(color: true))
      // What is bold or italic needs no asterisks.
      #expect(
        colored.map { Self.withoutColor($0).filter { $0 != "*" } }
          == plain.map { $0.filter { $0 != "*" } })
    }
    #expect(
      TextFormat.lines(Samples.step, TextStyle(color: true))[0].contains("\u{1B}[1m8/14 · backward")
    )
  }

  @Test("words set into a line fill it, and the last ones go first")
  func bar() {
    let keys = ["Enter next", "b back", "t contents", "q quit"]
    #expect(
      TextFormat.bar(keys, TextStyle(width: 60))
        == "── Enter next · b back · t contents · q quit ───────────────")
    #expect(TextFormat.bar(keys, TextStyle(width: 30)) == "── Enter next · b back ───────")
    #expect(
      TextFormat.bar(keys, TextStyle(width: 30, spelling: .ascii))
        == "-- Enter next - b back -------")
  }

  static func withoutColor(_ line: String) -> String {
    var result = ""
    var isCode = false
    for scalar in line.unicodeScalars {
      if scalar == "\u{1B}" { isCode = true }
      if !isCode { result.unicodeScalars.append(scalar) }
      if isCode, scalar == "m" { isCode = false }
    }
    return result
  }
}
