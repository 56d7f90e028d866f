import Documents
import Formats
import Terminal
import Testing
import Typography

@testable import backprop_tutor

@Suite("The lists of keys, commands and steps")
struct StepperListingsTests {
  private func lists(
    _ columns: Int, unicode: Bool = true, accessible: Bool = false
  ) -> [[String]] {
    let content = Sample.content(unicode: unicode, accessible: accessible)
    let long = StepperContent(
      lesson: "a-lesson-with-a-very-long-name-indeed-it-is", count: content.count,
      page: {
        PageInfo(
          id: "contrast.tokens.\($0)", title: "P",
          entry: [
            "tokens", "contrast", "P differs from main.P * [[1, 0, 0], [1, 1, 0], [1, 1, 1]]",
          ],
          headings: $0 == 0
            ? [(2, "Where the words that come later are hidden from the first")] : [])
      }, lines: content.lines, values: content.values, closing: [], style: content.style)
    let stepper = Sample.stepper(long, columns: columns)
    return [stepper.keyLines(), stepper.commandLines(), stepper.contents().lines]
  }

  @Test("fit the window", arguments: [1, 2, 5, 12, 20, 30, 40, 60, 80])
  func fit(columns: Int) {
    for unicode in [true, false] {
      for accessible in [true, false] {
        for list in lists(columns, unicode: unicode, accessible: accessible) {
          for line in list { #expect(DisplayWidth.of(line) <= columns, "\(line)") }
        }
      }
    }
  }

  @Test("are broken at words, below what they explain")
  func wrapped() {
    let commands = lists(40)[1]
    #expect(commands.contains("  answer REPLY      answer what is"))
    #expect(commands.contains("                    asked; a is short"))
  }

  @Test("say where a line of the contents was cut", arguments: [40, 60])
  func cut(columns: Int) {
    for (unicode, ellipsis) in [(true, "…"), (false, "...")] {
      let contents = lists(columns, unicode: unicode)[2]
      #expect(contents[3].hasSuffix(ellipsis), "\(contents[3])")
    }
    #expect(!lists(90)[2][3].hasSuffix("…"))
  }

  @Test("put the pages of the contents below the headings of the lesson")
  func headings() {
    var stepper = Sample.stepper(
      Sample.content(headings: [0: [(1, "Title"), (2, "Start")], 2: [(2, "Forward"), (3, "Y")]]))
    #expect(
      stepper.press("⏎⏎t").lines == [
        "Contents of sample", "", "Title", "Start", "  1  text.1", "  2  text.2", "Forward", " Y",
        "▸ 3  forward.Y", "  4  forward.Z", "  5  forward.L", "  6  backward.L",
        "  7  backward.Z", "  8  backward.Y", "",
      ])
  }

  @Test("have the present page in view, however long the contents are", arguments: 1...8)
  func present(page: Int) throws {
    var stepper = Sample.stepper(rows: 6)
    let lines = stepper.press(":\(page)⏎t").lines
    let mark = try #require(lines.firstIndex { $0.hasPrefix("▸ \(page)") })
    #expect(lines.count - mark <= 5)
  }

  @Test("are left for the page", arguments: ["t", "v", "?"], ["⎋", "q", "b", "⌫", "⏎"])
  func leave(list: String, key: String) {
    var content = Sample.content()
    content.asks = { $0 == 5 }
    var stepper = Sample.stepper(content, rows: 100)
    _ = stepper.press(":6⏎\(list)")
    #expect(stepper.prompt.hasPrefix("── Enter, q, Esc back to step 6 · a answer · ? keys · "))
    #expect(stepper.press(key) == StepperEffect(lines: ["page 6 normal 80", ""]))
    #expect(stepper.prompt.hasPrefix("── a answer · "))
    #expect(stepper.press("q") == StepperEffect(ends: true))
  }

  @Test("are left from their middle too, and say how", arguments: ["⎋", "q", "b"])
  func leaveUnread(key: String) {
    var stepper = Sample.stepper(rows: 10)
    _ = stepper.press("?")
    #expect(stepper.prompt.hasPrefix("── more: Enter · 9 of "))
    #expect(stepper.prompt.contains(" lines · q, Esc back to step 1 · "))
    #expect(stepper.press(key).lines == ["", "page 1 normal 80", ""])
    #expect(stepper.unread == nil)
  }

  @Test("do not keep Ctrl-D from ending the lesson, nor an answer from being given")
  func otherKeys() {
    var content = Sample.content()
    content.asks = { _ in true }
    content.check = { reply, _, _, _ in StepperVerdict(lines: ["right: \(reply)"]) }
    var stepper = Sample.stepper(content)
    #expect(stepper.press("v5⏎").lines == ["your answer: 5", "", "right: 5", ""])
    #expect(stepper.prompt.hasPrefix("── a answer · Enter shows it "))
    #expect(stepper.press("v⌃") == StepperEffect(ends: true))
  }

  @Test("take a number in the contents as a step's, at a question too")
  func numberInContents() {
    var content = Sample.content()
    content.asks = { $0 == 0 }
    content.check = { reply, _, _, _ in StepperVerdict(lines: ["said: \(reply)"]) }
    var stepper = Sample.stepper(content)
    #expect(stepper.press("t5⏎").lines == ["page 5 normal 80", ""])
    #expect(stepper.press("gt1⏎").lines == ["page 1 normal 80", ""])
    #expect(stepper.press("5⏎").lines.contains("said: 5"))
    #expect(stepper.press("tv5⏎").lines.contains("said: 5"))
    var lines = Sample.stepper(content, pauses: false)
    _ = lines.receive(line: "contents")
    #expect(lines.receive(line: "12").lines == ["no step 12: 1 to 8"])
    #expect(lines.receive(line: "5").lines == ["page 5 normal 80", ""])
  }

  @Test("say so where there are no values")
  func noValues() {
    let sample = Sample.content()
    var stepper = Sample.stepper(
      StepperContent(
        lesson: "sample", count: 1, page: sample.page, lines: sample.lines, values: { _, _ in [] },
        closing: [], style: sample.style))
    #expect(stepper.press("v") == StepperEffect())
    #expect(stepper.prompt.hasPrefix("── there are no values yet "))
  }

  @Test("explain each sign as it is spelt")
  func signs() {
    let unicode = lists(80)[0]
    let transposed = "X transposed: its rows become columns"
    #expect(unicode.contains { $0.hasPrefix("  Xᵀ  X.T ") && $0.hasSuffix(transposed) })
    #expect(unicode.contains { $0.hasPrefix("  *  ·  ∘  ") })
    #expect(unicode.contains { $0.hasPrefix("  2 * N ") })
    let ascii = lists(80, unicode: false)[1]
    #expect(ascii.contains { $0.hasPrefix("  X.T   ") && $0.hasSuffix(transposed) })
    #expect(ascii.count { $0.hasPrefix("  *  ") } == 1)
    #expect(ascii.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } })
  }
}
