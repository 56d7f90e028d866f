import Formats
import Testing

@testable import backprop_tutor

@Suite("Replies to a question")
struct StepperRepliesTests {
  /// The first page asks; one hint.
  private func content(unicode: Bool = true) -> StepperContent {
    var content = Sample.content(unicode: unicode)
    content.asks = { $0 == 0 }
    content.hints = { index, _ in index == 0 ? [["the hint", ""]] : [] }
    content.check = { reply, index, hint, width in
      ["\(reply) on \(index + 1) in \(width)\(hint.isEmpty ? "" : ", hint left")"]
    }
    return content
  }

  @Test("are typed after `a`, checked with Enter, and stay on the screen")
  func keys() {
    var stepper = Sample.stepper(content())
    #expect(stepper.press("a") == StepperEffect())
    #expect(stepper.prompt.hasPrefix("── your answer: _ · Enter check · Esc leave ──"))
    #expect(stepper.press("-1/2⌫3") == StepperEffect())
    #expect(stepper.prompt.hasPrefix("── your answer: -1/3_ "))
    #expect(
      stepper.press("⏎").lines
        == ["your answer: -1/3", "", "-1/3 on 1 in 80, hint left", ""])
    #expect(stepper.prompt.hasPrefix("── a answer · "))
    // Again, and then on.
    #expect(stepper.press("ab␣c⏎").lines.first == "your answer: b c")
    #expect(stepper.press("⏎").lines == ["page 2 normal 80", ""])
  }

  @Test("can be left, and an empty one costs nothing", arguments: ["a⎋", "a⌫", "a⏎", "a1⎋", "a␣⏎"])
  func left(keys: String) {
    var stepper = Sample.stepper(content())
    #expect(stepper.press(keys) == StepperEffect())
    #expect(stepper.prompt.hasPrefix("── a answer · "))
  }

  @Test("keep digits, q and ? from being keys")
  func letters() {
    var stepper = Sample.stepper(content())
    #expect(stepper.press("a12q?g⏎").lines.first == "your answer: 12q?g")
    #expect(stepper.index == 0)
  }

  @Test("leave a number and Enter what it is: a step")
  func number() {
    var stepper = Sample.stepper(content())
    #expect(stepper.press("5⏎").lines == ["page 5 normal 80", ""])
  }

  @Test("are not taken where nothing is asked")
  func nothingAsked() {
    var stepper = Sample.stepper(content())
    #expect(stepper.press("⏎a") == StepperEffect())
    #expect(stepper.notice == .nothingAsked)
    var lines = Sample.stepper(content(), pauses: false)
    _ = lines.receive(line: "")
    #expect(lines.receive(line: "answer 1").lines == ["nothing is asked here"])
  }

  @Test(
    "are lines too",
    arguments: [
      ("answer -2", "-2 on 1 in 80, hint left"), ("a -2", "-2 on 1 in 80, hint left"),
      ("answer [[1, 2],  [3, 4]]", "[[1, 2], [3, 4]] on 1 in 80, hint left"),
      ("ANSWER B", "B on 1 in 80, hint left"),
    ])
  func lines(line: String, said: String) {
    var stepper = Sample.stepper(content(), pauses: false)
    #expect(stepper.receive(line: line).lines == [said, ""])
    #expect(stepper.index == 0)
  }

  @Test("without the word are told how to be given")
  func bareReply() {
    var stepper = Sample.stepper(content(), pauses: false)
    #expect(
      stepper.receive(line: "-1/2").lines
        == ["no command `-1/2`; if it is your answer: `answer -1/2`"])
    #expect(stepper.receive(line: "answer").lines == ["type your answer after it: `answer -2`"])
    #expect(stepper.receive(line: "-2").lines.first?.contains("`answer -2`") == true)
    #expect(
      stepper.receive(line: "bakc").lines == ["no command `bakc`; did you mean `back`?"])
  }

  @Test("say no more of hints once all were shown")
  func hintsShown() {
    var stepper = Sample.stepper(content())
    #expect(stepper.press("ha1⏎").lines[2] == "1 on 1 in 80")
  }

  @Test(
    "have a footer that says what to do",
    arguments: [
      (80, true, "── a answer · h hint · Enter shows it · b back · ? keys · q quit ──────────────"),
      (40, true, "── a answer · h hint · Enter shows it ─"),
      (40, false, "-- a answer, h hint, Enter shows it ---"),
      (30, true, "── a answer · Enter shows it"),
      (20, true, "── a answer ───────"),
    ])
  func footer(columns: Int, unicode: Bool, prompt: String) {
    let stepper = Sample.stepper(content(unicode: unicode), columns: columns)
    #expect(stepper.prompt.hasPrefix(prompt.prefix(columns - 1)), "\(stepper.prompt)")
  }
}
