import Formats
import Formulas
import Terminal
import Testing

@testable import backprop_tutor

@Suite("Replies to a question")
struct StepperRepliesTests {
  /// The first page asks; one hint.
  private func content(unicode: Bool = true) -> StepperContent {
    var content = Sample.content(unicode: unicode, lines: Sample.alike)
    content.asks = { $0 == 0 }
    content.hints = { index, _ in index == 0 ? [["the hint", ""]] : [] }
    content.check = { reply, index, advice, width in
      StepperVerdict(
        lines: ["\(reply) on \(index + 1) in \(width): \(advice.plain)"],
        isRight: reply == "right", isReadable: !reply.hasPrefix("ll"))
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
        == ["your answer: -1/3", "", "-1/3 on 1 in 80: Press h for a hint.", ""])
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

  @Test("that are right leave nothing to do but go on; a whole number is a step then")
  func right() {
    var stepper = Sample.stepper(content())
    _ = stepper.press("aright⏎")
    let next = "── Enter next · b back · t contents · ? keys · q quit ─"
    #expect(stepper.prompt.hasPrefix(next))
    #expect(stepper.press("v⏎").lines == ["page 1 normal 80", ""])
    #expect(stepper.prompt.hasPrefix(next))
    // No hint is offered any more.
    #expect(stepper.press("awrong⏎").lines[2] == "wrong on 1 in 80: ")
    for wrong in ["awrong", "[1]", "-1", "0.42", "1/2", "1,2"] {
      #expect(stepper.press("\(wrong)⏎").lines.first?.hasPrefix("your answer: ") == true)
    }
    #expect(stepper.prompt.hasPrefix(next))
    #expect(stepper.press("z").lines.isEmpty)
    #expect(stepper.prompt.hasPrefix("── z does nothing here · Enter next "))
    #expect(stepper.press("5⏎").lines == ["page 5 normal 80", ""])
    #expect(stepper.press(":1⏎").lines == ["page 1 normal 80", ""])
    #expect(stepper.prompt.hasPrefix("── a answer · "))
    var lines = Sample.stepper(content(), pauses: false)
    _ = lines.receive(line: "answer right")
    #expect(lines.prompt.hasPrefix("Step 1 of 8. Enter for the next, "))
    #expect(lines.receive(line: "answer wrong").lines.first?.hasPrefix("wrong on 1 ") == true)
    #expect(lines.receive(line: "5").lines == ["page 5 normal 80", ""])
  }

  /// The first page asks between three choices.
  private func choices(unicode: Bool = true, severalAreRight: Bool = false) -> StepperContent {
    var content = content(unicode: unicode)
    content.choices = {
      $0 == 0 ? StepperChoices(count: 3, areSeveralRight: severalAreRight) : StepperChoices()
    }
    return content
  }

  @Test(
    "that are a choice begin with its letter, and may have an `a` before them",
    arguments: [
      ("b⏎", "b"), ("c⏎", "c"), ("a⏎", "a"), ("a␣⏎", "a "), ("ab⏎", "b"), ("b␣c⏎", "b c"),
      ("hb⏎", "b"), ("?⎋c⏎", "c"), ("B⏎", "B"), ("A⏎", "A"), ("Ac⏎", "c"), ("all⏎", "all"),
      ("arow␣3⏎", "row 3"),
    ])
  func choice(keys: String, reply: String) {
    var stepper = Sample.stepper(choices(), rows: 200)
    #expect(stepper.press(keys).lines.first == "your answer: \(reply)")
  }

  @Test("that are no choice leave the keys as they are")
  func keysBesideChoices() {
    var stepper = Sample.stepper(choices(), rows: 200)
    #expect(stepper.press("d") == StepperEffect())
    #expect(stepper.entry == .reply("d"))
    #expect(stepper.press("⎋a⎋⏎").lines == ["page 2 normal 80", ""])
    #expect(stepper.press("b").lines == ["page 1 normal 80", ""])
    #expect(stepper.press("h").lines == ["the hint", ""])
    // In place of the page, `b` leads back to it.
    #expect(stepper.press("tb").lines == ["page 1 normal 80", ""])
    #expect(stepper.press("⏎⏎←").lines == ["page 2 normal 80", ""])
  }

  @Test("that are a choice are named in the footer, and what leads back beside them")
  func choicesFooter() {
    var stepper = Sample.stepper(choices())
    #expect(
      stepper.prompt
        == "── a b c answer · h hint · Enter shows it · ← back · v values · ? keys · q quit")
    _ = stepper.press("a")
    #expect(stepper.prompt.hasPrefix("── your answer: a_ · Enter check · Esc leave ─"))
    #expect(stepper.press("⌫⏎") == StepperEffect())
    let ascii = Sample.stepper(choices(unicode: false))
    #expect(ascii.prompt.hasPrefix("-- a b c answer, h hint, Enter shows it, Left back, "))
  }

  @Test(
    "that may name several choices begin with `a` too",
    arguments: [
      ("a⏎", "a"), ("ac⏎", "ac"), ("a␣c⏎", "a c"), ("bc⏎", "bc"), ("AC⏎", "AC"), ("all⏎", "all"),
      ("?⎋ac⏎", "ac"), ("hac⏎", "ac"),
    ])
  func several(keys: String, reply: String) {
    var stepper = Sample.stepper(choices(severalAreRight: true), rows: 200)
    #expect(stepper.press(keys).lines.first == "your answer: \(reply)")
  }

  @Test("that may name several choices are announced, and none of them is given by Enter alone")
  func severalFooter() {
    var stepper = Sample.stepper(choices(severalAreRight: true))
    #expect(
      stepper.prompt.hasPrefix(
        "── a b c answer · several as ac · h hint · Enter shows it · ? keys · q quit ─"))
    #expect(stepper.press("a⌫⏎") == StepperEffect())
    #expect(stepper.press("a").lines.isEmpty)
    #expect(stepper.prompt.hasPrefix("── your answer: a_ · Enter check · "))
  }

  @Test(
    "that name several choices are lines too",
    arguments: ["a", "ac", "a c", "a, c", "a and c", "A C", "answer ac"])
  func severalLines(line: String) {
    var stepper = Sample.stepper(choices(severalAreRight: true), pauses: false)
    #expect(stepper.prompt.hasPrefix("Step 1 of 8. a, b or c, several as ac, hint, "))
    let reply = line.replacing("answer ", with: "")
    #expect(stepper.receive(line: line).lines.first?.hasPrefix("\(reply) on 1 in 80: ") == true)
    var single = Sample.stepper(choices(), pauses: false)
    #expect(single.receive(line: "a c").lines.first?.hasPrefix("c on 1 in 80: ") == true)
  }

  @Test("that are a choice are lines too", arguments: ["a", "b", "c", "B"])
  func choiceLines(letter: String) {
    var stepper = Sample.stepper(choices(), pauses: false)
    #expect(stepper.prompt.hasPrefix("Step 1 of 8. a, b or c, hint, Enter to see it, "))
    let said = "\(letter) on 1 in 80: Type hint for a hint."
    #expect(stepper.receive(line: letter).lines == [said, ""])
    _ = stepper.receive(line: "")
    #expect(stepper.receive(line: "b").lines == ["page 1 normal 80", ""])
  }

  @Test("keep digits, q and ? from being keys")
  func letters() {
    var stepper = Sample.stepper(content())
    #expect(stepper.press("a12q?g⏎").lines.first == "your answer: 12q?g")
    #expect(stepper.index == 0)
  }

  @Test("begin with a number, a bracket or a paste, and `:` leads to a step")
  func number() {
    for reply in ["5", "-1", "−1", ".5", "(1)", "[1]"] {
      var stepper = Sample.stepper(content())
      #expect(stepper.press(reply + "⏎").lines.first == "your answer: \(reply)")
    }
    var stepper = Sample.stepper(content())
    #expect(stepper.receive(.paste("1 2\n3 4")) == StepperEffect())
    #expect(stepper.entry == .reply("1 2\n3 4"))
    #expect(stepper.prompt.hasPrefix("── your answer: 1 2 3 4_ "))
    #expect(stepper.press("⎋:5⏎").lines == ["page 5 normal 80", ""])
  }

  @Test(
    "begin with any letter that is no command",
    arguments: ["none", "zero", "row␣3", "δ␣x", "None", "False", "?⎋zero"])
  func letters(keys: String) {
    let reply = keys.replacing("?⎋", with: "").replacing("␣", with: " ")
    for content in [content(), choices()] {
      var stepper = Sample.stepper(content, rows: 200)
      #expect(stepper.press("\(keys)⏎").lines.first == "your answer: \(reply)")
    }
  }

  @Test("are not taken for a key that does nothing, whose Enter shows no answer")
  func keyThatDoesNothing() {
    var stepper = Sample.stepper(content())
    #expect(stepper.press("√") == StepperEffect())
    #expect(stepper.prompt.hasPrefix("── √ does nothing here · a answer · "))
    #expect(stepper.press("⏎") == StepperEffect())
    #expect(stepper.prompt.hasPrefix("── a answer · "))
    #expect(stepper.press("⏎").lines == ["page 2 normal 80", ""])
    // In place of the page, Enter leads back to it.
    #expect(stepper.press("btz⏎").lines == ["page 1 normal 80", ""])
  }

  @Test("go on while a bracket is open")
  func openBrackets() {
    var stepper = Sample.stepper(content())
    #expect(stepper.press("[[1]⏎") == StepperEffect())
    #expect(stepper.prompt.contains("a bracket is open"))
    #expect(stepper.press("]⏎").lines.first == "your answer: [[1] ]")
    #expect(stepper.press("[1⏎⏎").lines.first == "your answer: [1 ")
    var lines = Sample.stepper(content(), pauses: false)
    #expect(lines.receive(line: "answer [1,") == StepperEffect())
    #expect(lines.prompt.hasPrefix("A bracket is open."))
    #expect(lines.receive(line: "2]").lines.first == "[1,\n2] on 1 in 80: Type hint for a hint.")
    _ = lines.receive(line: "[1")
    #expect(lines.receive(line: "").lines.first == "[1 on 1 in 80: Type hint for a hint.")
  }

  @Test("are cut at a length in scalars, and echoed with an ellipsis where they are too wide")
  func longReplies() {
    var stepper = Sample.stepper(content())
    _ = stepper.press("a")
    _ = stepper.receive(.paste("x" + String(repeating: "\u{301}", count: 20_000)))
    guard case .reply(let text) = stepper.entry else {
      Issue.record("\(stepper.entry)")
      return
    }
    #expect(text.unicodeScalars.count == 8_000)
    #expect(stepper.prompt.unicodeScalars.count < 1_000)
    _ = stepper.press("⎋a")
    _ = stepper.receive(.paste(String(repeating: "12", count: 100)))
    #expect(stepper.press("⏎").lines.first?.hasSuffix("12…") == true)
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
      ("answer -2", "-2 on 1 in 80: Type hint for a hint."),
      ("a -2", "-2 on 1 in 80: Type hint for a hint."),
      ("answer [[1, 2],  [3, 4]]", "[[1, 2], [3, 4]] on 1 in 80: Type hint for a hint."),
      ("ANSWER B", "B on 1 in 80: Type hint for a hint."),
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
      stepper.receive(line: "q2").lines == ["no command `q2`; if it is your answer: `answer q2`"])
    #expect(stepper.receive(line: "-1/2").lines == ["-1/2 on 1 in 80: Type hint for a hint.", ""])
    #expect(stepper.receive(line: "answer").lines == ["type your answer after it: `answer -2`"])
    #expect(
      stepper.receive(line: "bakc").lines == ["no command `bakc`; did you mean `back`?"])
  }

  @Test("say no more of hints once all were shown, but what else can be done")
  func hintsShown() {
    let said = "1 on 1 in 80: Enter shows how it is worked out."
    var stepper = Sample.stepper(content())
    #expect(stepper.press("ha1⏎").lines[2] == said)
    var lines = Sample.stepper(content(), pauses: false)
    _ = lines.receive(line: "hint")
    #expect(lines.receive(line: "1").lines.first == said)
  }

  @Test(
    "have a footer that says what to do",
    arguments: [
      (80, true, "── a answer · h hint · Enter shows it · b back · v values · ? keys · q quit ───"),
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
