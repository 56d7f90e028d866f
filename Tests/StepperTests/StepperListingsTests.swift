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
          id: "contrast.tokens.\($0)", title: "P differs from main.P * [[1, 0, 0], [1, 1, 0]]")
      }, lines: content.lines, values: content.values, closing: [], style: content.style)
    let stepper = Sample.stepper(long, columns: columns)
    return [stepper.keyLines(), stepper.commandLines(), stepper.contentsLines()]
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
      #expect(contents[2].hasSuffix(ellipsis), "\(contents[2])")
    }
    #expect(!lists(80)[2][2].hasSuffix("…"))
  }
}
