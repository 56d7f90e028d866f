import Lessons
import Testing

@Suite struct DiagnosticTests {
  @Test("a file with one fault gets one problem, at its place", arguments: Fault.files)
  func file(_ fault: Fault) { check(fault) }

  @Test("a network with one fault gets one problem, at its place", arguments: Fault.networks)
  func network(_ fault: Fault) { check(fault) }

  @Test("a formula with one fault gets one problem, at its place", arguments: Fault.formulas)
  func formula(_ fault: Fault) { check(fault) }

  @Test("a step or a claim with one fault gets one problem, at its place", arguments: Fault.claims)
  func claim(_ fault: Fault) { check(fault) }

  @Test("a slip of the hand gets one problem, at its place", arguments: Fault.mistakes)
  func mistake(_ fault: Fault) { check(fault) }

  @Test("what only follows from a fault is not told", arguments: Fault.cascades)
  func cascade(_ fault: Fault) { check(fault) }

  @Test("every fault of a file is told, and none weighs on what stands below it")
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
