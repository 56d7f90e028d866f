import Testing

@testable import backprop_tutor

@Suite("Hints of a question")
struct StepperHintTests {
  private let content: StepperContent = {
    var content = Sample.content(lines: Sample.alike)
    content.hints = { index, width in
      index == 0 ? [["first hint, \(width) columns", ""], ["second hint", ""]] : []
    }
    content.asks = { $0 == 0 }
    return content
  }()

  @Test("come one at a time, then again from the first, and so where the page is shown again")
  func oneAtATime() {
    var stepper = Sample.stepper(content)
    #expect(stepper.prompt.hasPrefix("── a answer · h hint · Enter shows it · b back"))
    #expect(stepper.press("h").lines == ["first hint, 80 columns", ""])
    #expect(stepper.press("h").lines == ["second hint", ""])
    #expect(!stepper.prompt.contains("h hint"))
    #expect(stepper.press("h").lines == ["first hint, 80 columns", ""])
    #expect(stepper.prompt.hasPrefix("── again from the first hint · a answer · Enter shows it "))
    #expect(stepper.press("h").lines == ["second hint", ""])
    for way in ["⏎b", ":2⏎:1⏎", "t⏎"] {
      #expect(stepper.press(way).lines == ["page 1 normal 80", ""])
      #expect(stepper.prompt.hasPrefix("── a answer · h hint "))
      #expect(stepper.press("h").lines == ["first hint, 80 columns", ""])
    }
  }

  @Test("are missed where nothing is asked")
  func nothingAsked() {
    var stepper = Sample.stepper(content)
    #expect(stepper.press("⏎h").lines.isEmpty)
    #expect(stepper.notice == .noHints)
    #expect(!stepper.prompt.contains("h hint"))
  }

  @Test("can be asked for in a line")
  func line() {
    var stepper = Sample.stepper(content, pauses: false)
    #expect(stepper.prompt == "Step 1 of 8. answer REPLY, hint, Enter to see it, or help: ")
    #expect(stepper.receive(line: "hint").lines == ["first hint, 80 columns", ""])
  }
}
