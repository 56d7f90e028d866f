import Formats
import Terminal
import Testing

@testable import backprop_tutor

@Suite("A page taller than the window")
struct StepperPagingTests {
  /// Page 2 has 20 lines, the others have two; the window shows 10 rows, one of them the prompt.
  private var stepper: Stepper {
    var stepper = Sample.stepper(
      Sample.content(lines: { index, _, _ in
        index == 1 ? (1...19).map { "line \($0)" } + [""] : ["page \(index + 1)", ""]
      }), rows: 10)
    _ = stepper.press("⏎")
    return stepper
  }

  @Test("is shown part by part, and says how far one has come")
  func parts() {
    var stepper = Sample.stepper(stepper.content, rows: 10)
    #expect(stepper.press("⏎").lines == (1...9).map { "line \($0)" })
    #expect(stepper.prompt.hasPrefix("── more: Enter · 9 of 20 lines "))
    #expect(stepper.press("⏎").lines == (10...18).map { "line \($0)" })
    #expect(stepper.prompt.hasPrefix("── more: Enter · 18 of 20 lines "))
    #expect(stepper.press("␣").lines == ["line 19", ""])
    #expect(stepper.prompt.hasPrefix("── Enter next "))
    #expect(stepper.press("→").lines == ["page 3", ""])
  }

  @Test("is left by every key that leads elsewhere", arguments: ["b", "1⏎", "g", "/page 1⏎", "["])
  func leave(keys: String) {
    var stepper = stepper
    #expect(stepper.press(keys).lines == ["", "page 1", ""])
    #expect(stepper.prompt.hasPrefix("── "))
    #expect(!stepper.prompt.contains("more"))
  }

  @Test("goes back to its start from inside, and from there to the page before")
  func back() {
    var stepper = stepper
    #expect(stepper.press("⏎b").lines[1] == "line 1")
    #expect(stepper.press("b").lines == ["", "page 1", ""])
  }

  @Test("goes on where it was after a key without effect")
  func noEffect() {
    for key in ["x", "12⎋", "⎋"] {
      var stepper = stepper
      _ = stepper.press(key)
      #expect(stepper.press("⏎").lines.first == "line 10", "\(key)")
    }
  }

  @Test("begins anew after what was asked for in the middle of it")
  func anew() {
    var content = stepper.content
    content.hints = { _, _ in [["the hint", ""]] }
    for key in ["v", "t", "?", "vt", "??", "h"] {
      var stepper = Sample.stepper(content, rows: 10)
      _ = stepper.press("⏎\(key)")
      while stepper.unread != nil { _ = stepper.press("⏎") }
      #expect(stepper.prompt.hasPrefix("── Enter, q, Esc back to step 2 "), "\(key)")
      #expect(stepper.press("⏎").lines == (1...9).map { "line \($0)" }, "\(key)")
      #expect(stepper.press("⏎").lines.first == "line 10", "\(key)")
    }
  }

  @Test("is scrolled to what was found in it")
  func found() {
    var stepper = Sample.stepper(stepper.content, rows: 10)
    #expect(stepper.press("/line␣12⏎").lines == (1...18).map { "line \($0)" })
    #expect(stepper.press("/line␣19⏎").lines == ["line 19", ""])
    #expect(stepper.notice == nil)
    #expect(stepper.press("/line␣3⏎").lines.count == 9)
    #expect(stepper.notice == .searchWrapped)
    #expect(stepper.press("/line␣9␣line␣10⏎").lines.count == 18)
    #expect(stepper.press("/text.2⏎").lines == [""] + (1...8).map { "line \($0)" })
  }

  @Test("is closed with a blank line, whatever ends it")
  func closed() {
    for keys in ["b", "5⏎", "g", "/page 1⏎", "v", "?", "t"] {
      var stepper = stepper
      let lines = stepper.press(keys).lines
      #expect(lines.first == "", "\(keys)")
      #expect(lines.dropFirst().first != "", "\(keys)")
      // What was read to its end has its blank line already.
      if stepper.unread == nil { #expect(stepper.press("g3⏎").lines == ["page 3", ""], "\(keys)") }
    }
  }

  @Test("breaks between blocks, and cuts only one that is taller than the window")
  func blocks() {
    let blocks = [["head", ""], ["  a", "  a", "  a", ""], ["  b", "  b", "  b", "  b", ""]]
    let tall = (1...12).map { "  row \($0)" }
    var stepper = Stepper(
      Sample.content(lines: { _, _, _ in blocks.flatMap(\.self) + tall + [""] }),
      size: WindowSize(columns: 80, rows: 10))
    #expect(stepper.start().lines == Array(blocks[0] + blocks[1]))
    // The last block fits no window, so that the rest of this one is filled.
    #expect(stepper.press("⏎").lines == blocks[2] + tall[..<4])
    #expect(stepper.press("⏎").lines == tall[4...] + [""])
  }

  @Test("keeps a heading with what it is the heading of")
  func heading() {
    let text = (1...4).map { "  text \($0)" }
    let lines = ["head", ""] + text + ["", "Heading", "───────", ""] + text + [""]
    var stepper = Stepper(
      Sample.content(lines: { _, _, _ in lines }), size: WindowSize(columns: 80, rows: 13))
    #expect(stepper.start().lines == ["head", ""] + text + [""])
    #expect(stepper.press("⏎").lines.first == "Heading")
  }

  @Test("is shown whole where it just fits", arguments: [(20, 9), (21, 20), (22, 20), (1, 2)])
  func fits(rows: Int, lines: Int) {
    var stepper = Sample.stepper(stepper.content, rows: rows)
    #expect(stepper.press("2⏎").lines.count == (rows == 20 ? 19 : lines))
  }

  @Test("counts the rows that a line takes, not the line")
  func wideLines() {
    let content = Sample.content(lines: { _, _, _ in
      [String](repeating: String(repeating: "\u{1B}[1mxxxxx\u{1B}[0m", count: 5), count: 5)
    })
    var stepper = Stepper(content, size: WindowSize(columns: 10, rows: 10))
    #expect(stepper.start().lines.count == 3)
  }

  @Test("is not taken apart where lines are typed")
  func lines() {
    var stepper = Sample.stepper(stepper.content, rows: 10, pauses: false)
    #expect(stepper.receive(line: "").lines.count == 20)
  }
}
