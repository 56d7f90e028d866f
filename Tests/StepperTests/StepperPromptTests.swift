import Formats
import Terminal
import Testing
import Typography

@testable import backprop_tutor

@Suite("The prompt")
struct StepperPromptTests {
  @Test(
    "fits the window, and drops what finds no room",
    arguments: [
      (
        80, true,
        "── Enter next · b back · t contents · ? keys · q quit ─────────────────────────"
      ),
      (
        80, false,
        "-- Enter next, b back, t contents, ? keys, q quit -----------------------------"
      ),
      (50, true, "── Enter next · b back · ? keys · q quit ────────"),
      (40, true, "── Enter next · ? keys · q quit ───────"),
      (40, false, "-- Enter next, b back, ? keys, q quit -"),
      (30, true, "── Enter next · q quit ──────"),
      (20, true, "── Enter next ─────"),
      (10, true, "── Enter "),
      (2, true, "─"),
      (1, true, "─"),
    ])
  func fits(columns: Int, unicode: Bool, prompt: String) {
    let stepper = Sample.stepper(
      Sample.content(unicode: unicode, lines: Sample.alike), columns: columns)
    #expect(stepper.prompt == prompt)
  }

  @Test("is never as wide as the window, whatever it says", arguments: [1, 2, 5, 10, 40, 80, 200])
  func width(columns: Int) {
    for keys in ["", "x", "12", "/looking for あいうえお", "/nowhere to be found⏎", "G", "99⏎"] {
      var stepper = Sample.stepper(columns: columns)
      _ = stepper.press(keys)
      #expect(DisplayWidth.of(stepper.prompt) <= max(1, columns - 1), "\(stepper.prompt)")
    }
  }

  @Test("is ASCII where the screen is, whatever was typed")
  func ascii() {
    for keys in ["", "x", "12", "/Σ", "/Σ⏎", "/−2", "G", "t"] {
      var stepper = Sample.stepper(Sample.content(unicode: false))
      _ = stepper.press(keys)
      #expect(stepper.prompt.utf8.allSatisfy { $0 < 0x80 }, "\(stepper.prompt)")
    }
  }

  @Test("says on the last page that Enter ends the lesson")
  func last() {
    var stepper = Sample.stepper()
    _ = stepper.press("G")
    #expect(stepper.prompt.hasPrefix("── Enter end · "))
  }

  @Test("says which detail is on, and how to leave it")
  func detail() {
    var stepper = Sample.stepper()
    _ = stepper.press("o⏎")
    #expect(stepper.prompt.hasPrefix("── Enter next · brief: i more · b back "))
    _ = stepper.press("ii")
    #expect(stepper.prompt.hasPrefix("── Enter next · full: o less · b back "))
    _ = stepper.press("o")
    #expect(stepper.prompt.hasPrefix("── Enter next · i more · b back "))
  }

  @Test(
    "says first where the student stopped, and by which keys that is reached",
    arguments: [
      (80, false, "── stopped at 5 last time: 5 Enter · Enter next · b back · ? keys · q quit ─"),
      (80, true, "── stopped at 5 last time: :5 Enter · a answer · Enter shows it · q quit ─"),
      (40, false, "── stopped at 5 last time: 5 Enter ────"), (20, false, "── stopped at 5 las"),
    ])
  func stopped(columns: Int, asks: Bool, prompt: String) {
    var content = Sample.content(lines: Sample.alike)
    content.asks = { _ in asks }
    var stepper = Stepper(content, size: WindowSize(columns: columns, rows: 24))
    _ = stepper.start(stopped: 4)
    #expect(stepper.prompt.hasPrefix(prompt), "\(stepper.prompt)")
    #expect(stepper.press(asks ? ":5⏎" : "5⏎").lines.first?.hasPrefix("page 5 ") == true)
  }

  @Test("shows the end of a text that is longer than the window")
  func longText() {
    var stepper = Sample.stepper(columns: 30)
    _ = stepper.press("/abcdefghijklmnopqrstuvwxyz0123456789")
    #expect(stepper.prompt.hasPrefix("── find …"))
    #expect(stepper.prompt.contains("0123456789_"))
  }

  @Test("asks for a line in words")
  func lines() {
    var stepper = Sample.stepper(pauses: false)
    #expect(stepper.prompt == "Step 1 of 8. Enter for the next, or help: ")
    _ = stepper.receive(line: "last")
    #expect(stepper.prompt == "Step 8 of 8. Enter ends the lesson, or help: ")
  }
}
