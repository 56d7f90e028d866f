import Documents
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
    #expect(stepper.prompt.hasPrefix("── step 2/8 · more: Enter · 18 of 20 lines "))
    #expect(stepper.press("␣").lines == ["line 19", ""])
    #expect(stepper.prompt.hasPrefix("── step 2/8 · Enter next "))
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
    #expect(stepper.press("⏎b").lines[0] == "line 1")
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
    #expect(stepper.prompt.hasPrefix("── found in step 2 · Enter next "))
    #expect(stepper.press("/line␣3⏎").lines.count == 9)
    #expect(stepper.notice == .foundOnlyHere)
    #expect(stepper.press("/line␣9␣line␣10⏎").lines.count == 18)
    #expect(stepper.press("/text.2⏎").lines == (1...9).map { "line \($0)" })
  }

  @Test(
    "is shown again from the lines that were left", arguments: ["t", "v", "?", "h"],
    ["⏎", "⎋", "b", "q"])
  func resumed(list: String, key: String) {
    var content = stepper.content
    content.hints = { _, _ in [["the hint", ""]] }
    for (parts, first, last) in [("⏎", 10, 18), ("⏎⏎", 19, 19)] {
      // The hint of a page that was read stands below it.
      if list == "h", parts == "⏎⏎" { continue }
      var stepper = Sample.stepper(content, rows: 10)
      _ = stepper.press("⏎\(parts)\(list)")
      while stepper.unread != nil { _ = stepper.press("⏎") }
      let lines = stepper.press(key).lines
      #expect(lines.filter { !$0.isEmpty } == (first...last).map { "line \($0)" })
      #expect(stepper.prompt.hasPrefix("── step 2/8 · "))
    }
  }

  @Test("is shown at another level from the lines that were left, where it has them")
  func detail() {
    let rows = (1...19).map { "line \($0)" }
    var stepper = Sample.stepper(
      Sample.content(lines: { _, detail, _ in
        (detail == .full ? ["head", "more", ""] : ["head", ""]) + rows + [""]
      }), rows: 10)
    _ = stepper.press("⏎")
    #expect(stepper.press("i").lines.first == "line 8")
    #expect(stepper.press("o").lines.first == "line 8")
    #expect(stepper.press("b").lines.first == "head")
  }

  @Test(
    "begins at the top of the window if it doesn't fit it, as a question does before its answer")
  func top() {
    var content = stepper.content
    content.asks = { $0 == 2 }
    var stepper = Sample.stepper(content, rows: 10)
    #expect(stepper.press("⏎").startsScreen)
    for keys in ["⏎", "⏎", "⏎", "⏎"] { #expect(!stepper.press(keys).startsScreen) }
    #expect(stepper.press("b") == StepperEffect(lines: ["page 3", ""], startsScreen: true))
    #expect(!stepper.press("v").startsScreen)
    #expect(stepper.press("?").startsScreen)
    #expect(!stepper.press("⎋").startsScreen)
    #expect(stepper.press("b").startsScreen)
    #expect(!stepper.press("b").startsScreen)
    var lines = Sample.stepper(content, rows: 10, pauses: false)
    #expect(!lines.receive(line: "").startsScreen)
  }

  @Test("is closed with a blank line when the lesson is left in it")
  func quit() {
    for key in ["q", "⌃"] {
      var stepper = stepper
      #expect(stepper.press(key) == StepperEffect(lines: [""], ends: true))
    }
  }

  @Test("is closed with a blank line, whatever ends it")
  func closed() {
    for keys in ["b", "5⏎", "g", "/page 1⏎", "v", "?", "t"] {
      var stepper = stepper
      let effect = stepper.press(keys)
      #expect(effect.lines.first?.isEmpty == !effect.startsScreen, "\(keys)")
      #expect(effect.lines.dropFirst(effect.startsScreen ? 0 : 1).first != "", "\(keys)")
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

  @Test("is shown whole where it just fits", arguments: [(20, 9), (21, 20), (22, 20), (1, 1)])
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
