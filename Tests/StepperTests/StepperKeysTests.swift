import Documents
import Formats
import Terminal
import Testing

@testable import backprop_tutor

@Suite("The stepper's keys")
struct StepperKeysTests {
  @Test("start with the first page")
  func start() {
    var stepper = Stepper(Sample.content())
    #expect(stepper.start() == StepperEffect(lines: ["page 1 normal 80", ""]))
  }

  @Test(
    "lead to a page",
    arguments: [
      ("⏎", 2), ("␣", 2), ("→", 2), ("⏎⏎⏎", 4), ("⏎⏎b", 2), ("⏎⏎←", 2), ("⏎⏎⌫", 2),
      ("G", 8), ("Gg", 1), ("Gb", 7), ("5⏎", 5), ("8⏎", 8), ("08⏎", 8), ("⏎12⌫⏎", 1),
      ("3⏎5⏎", 5), ("]", 3), ("]]", 6), ("G[", 6), ("G[[", 3), ("G[[[", 1), ("⏎[", 1),
      ("5⏎[", 3), ("/page 7⏎", 7), ("/PAGE 7⏎", 7), ("/page⏎", 2), ("/page⏎/⏎", 3),
      ("/page 7x⌫⏎", 7), ("4⏎/page 2⏎", 2), ("/backward⏎", 6), ("3⎋⏎", 2), ("/x⎋⏎", 2),
      ("7G", 8), ("i", 1), ("⏎tb", 2), ("⏎vb", 2), ("}", 3), ("}}", 6), ("G{", 6), (":5⏎", 5),
      (":forward.Z⏎", 4), (":␣z␣⏎", 4), ("⏎v⏎", 2), ("⏎v⏎⏎", 3), ("⏎t5⏎", 5), ("⏎tx]", 3),
      ("x⏎", 2),
    ])
  func pages(keys: String, page: Int) {
    var stepper = Sample.stepper()
    let effect = stepper.press(keys)
    #expect(effect.lines.first?.hasPrefix("page \(page) ") == true, "\(effect)")
    #expect(!effect.ends)
    #expect(stepper.index == page - 1)
  }

  @Test(
    "that can do nothing print nothing and say why in the prompt",
    arguments: [
      ("x", "x does nothing here"), ("0.5⏎", "no step 0.5: 1 to 8"), (".5⏎", "no step .5: 1 to 8"),
      ("-5⏎", "no step -5: 1 to 8"), ("−5⏎", "no step −5: 1 to 8"), ("1⏎", "this is step 1"),
      (":1⏎", "this is step 1"), (":text.1⏎", "this is step 1"), ("g", "this is the first step"),
      ("GG", "this is the last step"), ("b", "this is the first step"),
      ("[", "this is the first section"), ("G]", "this is the last section"),
      ("9⏎", "no step 9: 1 to 8"), ("0⏎", "no step 0: 1 to 8"),
      ("99999999999999999999⏎", "no step 999999999: 1 to 8"), ("iii", "there is no more detail"),
      ("oo", "there is no less detail"), ("/nowhere⏎", "not found: nowhere"),
      ("1/2⏎", "no step 1/2: 1 to 8"), ("/⏎", "type / and a text to find"),
      ("⌫", "this is the first step"),
    ])
  func notices(keys: String, notice: String) {
    var stepper = Sample.stepper()
    #expect(stepper.press(keys) == StepperEffect())
    #expect(stepper.prompt.hasPrefix("── \(notice) "), "\(stepper.prompt)")
    #expect(stepper.press("⎋") == StepperEffect())
    #expect(stepper.prompt.contains("Enter "))
    #expect(!stepper.prompt.contains(notice))
  }

  @Test(
    "are shown in the prompt as they are typed",
    arguments: [
      ("1", "go to step 1_"), ("12", "go to step 12_"), ("12⌫", "go to step 1_"),
      ("1⌫", "Enter next"), ("0.5", "go to step 0.5_"), ("/", "find _"), ("/a b", "find a b_"),
      ("/⌫", "Enter next"),
      ("/ab⌫", "find a_"), ("/a⎋", "Enter next"), ("/q", "find q_"), ("/Σ", "find Σ_"),
    ])
  func entry(keys: String, shown: String) {
    var stepper = Sample.stepper()
    #expect(stepper.press(keys.replacing(" ", with: "␣")) == StepperEffect())
    #expect(stepper.prompt.hasPrefix("── \(shown) "), "\(stepper.prompt)")
  }

  @Test("without a command are named once, beside the key that lists the others")
  func unknownKeys() {
    var stepper = Sample.stepper()
    for (key, name) in [(Key.tab, "Tab"), (.control("f"), "Ctrl-F"), (.delete, "Delete")] {
      _ = stepper.receive(key)
      #expect(stepper.prompt.hasPrefix("── \(name) does nothing here · Enter next · "))
      #expect(stepper.prompt.split(separator: "?").count == 2)
    }
  }

  @Test("show the step on the screen again where something else stands in its place")
  func sameStep() {
    var stepper = Sample.stepper()
    for list in ["t", "v", "?"] {
      _ = stepper.press("\(list)⎋\(list)")
      while stepper.unread != nil { _ = stepper.press("⏎") }
      #expect(stepper.press("1⏎").lines == ["page 1 normal 80", ""])
    }
  }

  @Test(
    "wait for pages that are not worked out yet, only where they are needed",
    arguments: [
      ("⏎⏎", 3, 0), ("⏎⏎⏎", 4, 1), ("⏎⏎⏎⏎⏎⏎⏎", 8, 2), ("2⏎", 2, 0), ("7⏎", 7, 1), ("G", 8, 1),
      ("⏎⏎v⏎", 3, 0), ("⏎⏎b", 2, 0), ("/page 7⏎", 7, 1), (":backward.Z⏎", 7, 1), ("⏎⏎]", 6, 1),
    ])
  func growing(keys: String, page: Int, waits: Int) {
    final class Counter { var waits = 0 }
    let counter = Counter()
    func content(_ count: Int) -> StepperContent {
      var shown = Sample.content(count: count, lines: Sample.alike)
      guard count < Sample.ids.count else { return shown }
      shown.more = { past in
        counter.waits += 1
        return content(min(past.map { $0 + 4 } ?? 8, 8))
      }
      return shown
    }
    var stepper = Sample.stepper(content(3))
    #expect(stepper.press(keys).lines.first == "page \(page) normal 80")
    #expect(counter.waits == waits)
  }

  @Test("change the detail and print the page again")
  func detail() {
    var stepper = Sample.stepper()
    #expect(stepper.press("⏎i").lines == ["page 2 full 80", ""])
    #expect(stepper.press("o").lines == ["page 2 normal 80", ""])
    #expect(stepper.press("o").lines == ["page 2 brief 80", ""])
    #expect(stepper.press("⏎").lines == ["page 3 brief 80", ""])
  }

  @Test("show what more detail adds, and pass over levels that change nothing")
  func addedDetail() {
    var stepper = Sample.stepper(
      Sample.content(lines: { index, detail, _ in
        let parts = [["page", "", "formula", ""], ["terms", "", "why", ""], ["products", ""]]
        let shown = index == 0 ? parts[..<(detail.rawValue + 1)] : parts[..<1]
        return shown.flatMap(\.self) + (index == 2 && detail == .full ? ["more", ""] : [])
      }))
    #expect(stepper.press("i").lines == ["products", ""])
    #expect(stepper.press("o").lines.count == 8)
    #expect(stepper.press("o").lines.count == 4)
    #expect(stepper.press("i").lines == ["terms", "", "why", ""])
    #expect(stepper.prompt.hasPrefix("── Enter next · i more · "))
    _ = stepper.press("o⏎")
    #expect(stepper.prompt.hasPrefix("── Enter next · brief: i more · "))
    #expect(stepper.press("i") == StepperEffect())
    let keys = "Enter next · ? keys · q quit ──"
    #expect(
      stepper.prompt.hasPrefix("── detail is now normal; nothing more here · \(keys)"))
    #expect(stepper.detail == .normal)
    #expect(stepper.press("⏎i").lines == ["more", ""])
    #expect(stepper.press("bo") == StepperEffect())
    #expect(
      stepper.prompt.hasPrefix("── detail is now normal; nothing less here · \(keys)"))
    #expect(stepper.detail == .normal)
  }

  @Test("show the page again where more detail writes something otherwise")
  func rewrittenDetail() {
    var stepper = Sample.stepper(
      Sample.content(lines: { _, detail, _ in
        detail == .full ? ["q = 0.0900306", "", "terms", ""] : ["q = 0.09003", ""]
      }))
    #expect(stepper.press("i").lines == ["q = 0.0900306", "", "terms", ""])
  }

  @Test("end the lesson: q and Ctrl-D at once, Enter after the last page with its closing")
  func ends() {
    for keys in ["q", "⌃", "⏎q", "/x⌃", "1⌃", "1q"] {
      var stepper = Sample.stepper()
      #expect(stepper.press(keys) == StepperEffect(ends: true), "\(keys)")
    }
    for keys in ["G⏎", "G→", "⏎⏎⏎⏎⏎⏎⏎␣"] {
      var stepper = Sample.stepper()
      #expect(stepper.press(keys) == StepperEffect(lines: ["the end"], ends: true), "\(keys)")
    }
  }

  @Test("stay within the pages that were asked for")
  func range() {
    var stepper = Sample.stepper(pages: 2..<5)
    #expect(stepper.index == 2)
    #expect(stepper.press("b").lines.isEmpty)
    #expect(stepper.press("6⏎").lines.isEmpty)
    #expect(stepper.prompt.contains("no step 6: 3 to 5"))
    #expect(stepper.press("/page 7⏎").lines.isEmpty)
    #expect(stepper.press("G").lines.first == "page 5 normal 80")
    #expect(stepper.press("⏎").ends)
  }

  @Test("do no harm where there is no page, or a page without lines")
  func nothing() {
    var none = Stepper(Sample.content(count: 0))
    #expect(none.start() == StepperEffect(lines: ["the end"], ends: true))
    var empty = Sample.stepper(Sample.content(lines: { _, _, _ in [] }))
    for keys in ["⏎", "b", "i", "o", "]", "[", "g", "5⏎", "/foo⏎", "?", "t", "v"] {
      #expect(!empty.press(keys).ends)
      #expect(!empty.prompt.isEmpty)
    }
    #expect(empty.press("G⏎").ends)
  }

  @Test("print the contents with a mark at the page shown last")
  func contents() {
    var stepper = Sample.stepper()
    #expect(
      stepper.press("⏎⏎t").lines == [
        "Contents of sample", "", "  1  text.1", "  2  text.2", "▸ 3  forward.Y",
        "  4  forward.Z", "  5  forward.L", "  6  backward.L", "  7  backward.Z",
        "  8  backward.Y", "",
      ])
  }

  @Test("find a text in a step before where no later one has it, and say so")
  func searchBefore() {
    var stepper = Sample.stepper()
    #expect(stepper.press("4⏎/page␣2⏎").lines.first?.hasPrefix("page 2 ") == true)
    #expect(stepper.prompt.hasPrefix("── found before this one: step 2 · Enter next · "))
    #expect(stepper.press("/⏎").lines.first?.hasPrefix("page 2 ") == true)
    #expect(stepper.prompt.hasPrefix("── found only in this step · Enter next · "))
  }

  @Test("find a phrase whatever colours and lines it is spread over")
  func search() {
    var stepper = Sample.stepper(
      Sample.content(lines: { index, _, _ in
        index == 4 ? ["the \u{1B}[31mouter\u{1B}[0m", "  Product"] : ["nothing"]
      }))
    #expect(stepper.press("/outer␣product⏎").lines.last == "")
    #expect(stepper.index == 4)
    #expect(stepper.press("/31m⏎") == StepperEffect())
  }
}
