import Backprop
import Testing

@testable import Lessons

/// The help of a diagnostic is true.
@Suite("Helps") struct FixTests {
  static let faults =
    Fault.files + Fault.networks + Fault.formulas + Fault.claims + Fault.cascades
    + Fault.mistakes + Fault.definitions + Fault.slips
    + WordingTests.words.map { Fault(code: "", message: "", text: $0.text, fix: $0.fix) }

  @Test("applying the fix of a help leaves no problem", arguments: faults)
  func mends(_ fault: Fault) throws {
    let marked = MarkedSource(fault.text)
    let told = try #require(LessonRun.diagnostics(marked.source).first)
    if case .none(let reason) = fault.fix {
      #expect(!reason.isEmpty && told.replacement == nil)
      return
    }
    let mended = try #require(
      fault.fix.mended(marked, told), "no fix for a lesson whose help is \(told.help ?? "none")")
    let left = LessonRun.diagnostics(SourceText(name: "mine.md", bytes: Array(mended.utf8)))
    #expect(left.map { "\($0.line):\($0.column) \($0.message)" } == [], "\(mended)")

    // The changed lines contain a text that the help offers.
    let before = String(decoding: marked.source.bytes, as: UTF8.self).split(separator: "\n")
    let lines = mended.split(separator: "\n")
    let changed = lines.filter { !before.contains($0) }
    let place = marked.source.text(marked.source.lineRange(told.line - 1))
    let text = (changed.isEmpty ? lines : changed + lines.filter { $0 == place })
      .joined(separator: "\n")
    #expect(
      told.offers.isEmpty || told.offers.contains { FixTests.stands($0, in: text) },
      "\(told.offers) stand nowhere in \(text)")
  }

  @Test("applying the help to a page's wrong example fixes it")
  func mendsPage() throws {
    var checked = 0
    for page in ProblemGuide.all {
      guard let source = page.wrong?.source(page.code) else { continue }
      let told = try #require(LessonRun.diagnostics(source).first)
      let marked = MarkedSource(String(decoding: source.bytes, as: UTF8.self))
      guard let mended = Fix.told.mended(marked, told) else { continue }
      checked += 1
      let left = LessonRun.diagnostics(SourceText(name: "example.md", bytes: Array(mended.utf8)))
      #expect(left.map(\.message) == [], "\(page.code): \(told.help ?? "")")
    }
    #expect(checked > 10)
  }

  /// Whether a text contains an offer; `…` matches anything, and so do the operands in a function's
  /// signature.
  private static func stands(_ offer: String, in text: String) -> Bool {
    if offer.hasSuffix(")"), let function = offer.split(separator: "(").first.map(String.init),
      Words.signature(function) == offer
    {
      return text.contains(function + "(")
    }
    var rest = text[...]
    for part in offer.split(separator: "…") {
      guard let place = rest.firstRange(of: part) else { return false }
      rest = rest[place.upperBound...]
    }
    return true
  }
}
