import Lessons
import Testing

@Suite struct DiagnosticTests {
  @Test("a file with one fault has one problem, in the right range", arguments: Fault.files)
  func file(_ fault: Fault) { check(fault) }

  @Test("a network with one fault has one problem, in the right range", arguments: Fault.networks)
  func network(_ fault: Fault) { check(fault) }

  @Test("a formula with one fault has one problem, in the right range", arguments: Fault.formulas)
  func formula(_ fault: Fault) { check(fault) }

  @Test(
    "a step or a claim with one fault has one problem, in the right range", arguments: Fault.claims)
  func claim(_ fault: Fault) { check(fault) }

  @Test("a typing error has one problem, in the right range", arguments: Fault.mistakes)
  func mistake(_ fault: Fault) { check(fault) }

  @Test(
    "a definition or a step with one fault has one problem, in the right range",
    arguments: Fault.definitions)
  func definition(_ fault: Fault) { check(fault) }

  @Test("what is written as elsewhere has one problem, in the right range", arguments: Fault.slips)
  func slip(_ fault: Fault) { check(fault) }

  @Test("consequences of a fault are not reported", arguments: Fault.cascades)
  func cascade(_ fault: Fault) { check(fault) }

  @Test("every fault of a file is reported, and none affects the text below it")
  func many() {
    let faulty = (1...100).map { "A\($0) = relu((X ? X))" }
    let text =
      Sample.front + "```network\n" + Sample.data + "\n"
      + (faulty + ["Y = relu((X))"]).joined(separator: "\n") + "\n```\n"
    let found = LessonRun.diagnostics(MarkedSource(text).source)
    #expect(found.map(\.code) == Array(repeating: "unknown-character", count: 100))
  }

  private func check(_ fault: Fault) {
    let marked = MarkedSource(fault.text)
    let found = LessonRun.diagnostics(marked.source)
    #expect(found.map(\.code) == [fault.code])
    guard let first = found.first else { return }
    #expect(first.message == fault.message)
    #expect(
      first.range == marked.range,
      "marked \(marked.source.text(first.range)), not \(marked.source.text(marked.range))")
  }
}
