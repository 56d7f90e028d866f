import Formats
import Terminal
import Testing
import Typography

@testable import backprop_tutor

@Suite("The stepper's lines")
struct StepperLinesTests {
  @Test(
    "lead to a page",
    arguments: [
      ("", 2), ("  ", 2), ("next", 2), ("n", 2), ("5", 5), ("go 5", 5), ("GO 5", 5),
      ("go backward.Z", 7), ("go BACKWARD.z", 7), ("go text.2", 2), ("step 3", 3), ("last", 8),
      ("next section", 3), ("Next  Section", 3), ("find page 7", 7), ("/page 7", 7),
      ("/forward", 3), ("first", 1), ("go Y", 3), ("go text", 1), ("out", 1), ("into", 1), ("G", 8),
    ])
  func pages(line: String, page: Int) {
    var stepper = Sample.stepper(pauses: false)
    let effect = stepper.receive(line: line)
    #expect(effect.lines.first?.hasPrefix("page \(page) ") == true, "\(effect)")
    #expect(stepper.index == page - 1)
  }

  @Test("lead to a page by a name in its title", arguments: ["go dS", "go ds", "go P ∘ dP"])
  func names(line: String) {
    let sample = Sample.content()
    let content = StepperContent(
      lesson: "sample", count: 8,
      page: { index in
        PageInfo(id: "compare-\(index)", title: index == 4 ? "dS, P ∘ dP" : "Y", entry: ["", ""])
      },
      lines: sample.lines, values: sample.values, closing: [], style: sample.style)
    var stepper = Sample.stepper(content, pauses: false)
    _ = stepper.receive(line: line)
    #expect(stepper.index == 4)
  }

  @Test(
    "that mean nothing name the commands that they look like",
    arguments: [
      ("bakc", "no command `bakc`; did you mean `back`?"),
      ("hlep", "no command `hlep`; did you mean `help`?"),
      ("nex section", "no command `nex section`; did you mean `next section`?"),
      ("xyzzy plugh", "no command `xyzzy plugh`; `help` lists the commands"),
      ("go", "say which step: `go 8` or `go NAME`"),
      ("go nowhere", "no step nowhere: 1 to 8"), ("99", "no step 99: 1 to 8"),
      ("-1", "no step -1: 1 to 8"), ("find nowhere", "not found: nowhere"),
      ("back", "this is the first step"),
      (
        "99999999999999999999999", "no command `99999999999999999999999`; `help` lists the commands"
      ),
    ])
  func unknown(line: String, answer: String) {
    var stepper = Sample.stepper(pauses: false)
    #expect(stepper.receive(line: line) == StepperEffect(lines: [answer]))
  }

  @Test("tell G, the last step, from g, the first, as the keys do")
  func firstAndLast() {
    var stepper = Sample.stepper(pauses: false)
    _ = stepper.receive(line: "G")
    #expect(stepper.index == 7)
    _ = stepper.receive(line: "g")
    #expect(stepper.index == 0)
  }

  @Test("quit", arguments: ["q", "quit", "QUIT", "exit"])
  func quit(line: String) {
    var stepper = Sample.stepper(pauses: false)
    #expect(stepper.receive(line: line) == StepperEffect(ends: true))
  }

  @Test("mark the present page in words where the screen is read aloud")
  func accessible() {
    var stepper = Sample.stepper(
      Sample.content(count: 2, unicode: false, accessible: true), pauses: false)
    #expect(
      stepper.receive(line: "contents").lines == [
        "Contents of sample", "", "1  text.1 (you are here)", "2  text.2", "",
      ])
  }

  @Test("answer a search that goes on from the first page before they show it")
  func round() {
    var stepper = Sample.stepper(pauses: false)
    _ = stepper.receive(line: "last")
    let effect = stepper.receive(line: "find page 2")
    #expect(effect.lines == ["found before this one: step 2", "page 2 normal 80", ""])
  }

  @Test("go on after a list, and say which detail is on")
  func lists() {
    var stepper = Sample.stepper(pauses: false)
    _ = stepper.receive(line: "values")
    #expect(stepper.receive(line: "").lines == ["page 2 normal 80", ""])
    _ = stepper.receive(line: "out")
    #expect(stepper.prompt.hasPrefix("Step 2 of 8, brief. "))
    _ = stepper.receive(line: "contents")
    #expect(stepper.receive(line: "quit").ends)
  }

  @Test("list the commands, not the keys")
  func help() {
    var stepper = Sample.stepper(pauses: false)
    #expect(stepper.receive(line: "help").lines.first == "Commands")
    #expect(stepper.receiveTooLongLine().lines.count == 1)
  }

  @Test("are asked for and answered within the window", arguments: [20, 40, 80])
  func width(columns: Int) {
    var content = Sample.content()
    content.asks = { $0 == 0 }
    var stepper = Sample.stepper(content, columns: columns, pauses: false)
    let lines = stepper.receive(line: "what is this").lines
    let prompt = stepper.prompt.split(separator: "\n").map(String.init)
    for line in lines + prompt { #expect(DisplayWidth.of(line) <= columns, "\(line)") }
  }
}
