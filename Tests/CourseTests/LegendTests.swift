import Backprop
import Derivations
import Formats
import Formulas
import Lessons
import Testing
import Typography

@testable import Documents

/// What the stepper's lists say of every lesson.
struct LegendTests {
  @Test("every sign in a lesson's formulas is in the legend", arguments: Course.ids)
  func signs(id: String) throws {
    let document = LessonDocument(try Course.run(id))
    let known = Set(Legend.signs(.unicode).map(\.name).joined())
    for page in 0..<document.count {
      var shown = document.document(page, detail: .full, numbers: NumberStyle())
      shown.blocks = shown.blocks.filter { block in
        switch block {
        case .equations, .work, .claim: true
        default: false
        }
      }
      let signs = TextFormat.text(shown, TextStyle()).filter(\.isSign)
      #expect(Set(signs).subtracting(known).isEmpty, "\(document.name(of: page).id): \(signs)")
    }
  }

  @Test("the signs fit a screen, and each stands once", arguments: [false, true])
  func screen(isASCII: Bool) {
    let signs = Legend.signs(isASCII ? .ascii : .unicode)
    #expect(signs.count <= 20)
    #expect(signs.allSatisfy { $0.purpose.count <= 72 })
    let words = signs.flatMap { $0.name.split(separator: "  ") }
    #expect(Set(words).count == words.count)
  }

  @Test("every value that a lesson shows is among the values so far", arguments: Course.ids)
  func values(id: String) throws {
    let run = try Course.run(id)
    let document = LessonDocument(run)
    for (page, content) in run.pages.enumerated() {
      guard case .step(let step) = content.content, case .values(let shown) = step.content else {
        continue
      }
      let lines = TextFormat.lines(document.values(upTo: page), TextStyle(width: 1_000))
      for value in shown {
        let name = value.math.text()
        let own = run.networks.first { name.hasPrefix("\($0.name).") }?.name
        let listed = own.map { String(name.dropFirst($0.count + 1)) } ?? name
        #expect(lines.contains { $0.contains(listed) }, "\(step.id): \(name)")
      }
    }
  }

  @Test("what a question is answered from is on the first screen of values", arguments: Course.ids)
  func neededValues(id: String) throws {
    let document = LessonDocument(try Course.run(id))
    for page in 0..<document.count {
      guard let question = document.question(at: page) else { continue }
      let screen = TextFormat.lines(document.values(upTo: page), TextStyle(width: 80)).prefix(23)
      for operand in document.operands(of: question, at: page) {
        #expect(
          screen.contains { $0.split(separator: " ").first == operand.label[...] },
          "\(document.name(of: page).id): \(operand.label)")
      }
    }
  }

  @Test("every page has a name in the contents, and no heading is lost", arguments: Course.ids)
  func contents(id: String) throws {
    let run = try Course.run(id)
    let document = LessonDocument(run)
    let headings = (0..<document.count).flatMap { document.headings($0, numbers: NumberStyle()) }
    let written = run.lesson.items.flatMap { item -> [ProseBlock] in
      if case .prose(let blocks) = item.content { blocks } else { [] }
    }.count { if case .heading = $0 { true } else { false } }
    #expect(headings.count == written)
    #expect((0..<document.count).allSatisfy { !document.entry($0).joined().isEmpty })
  }
}

extension Character {
  /// Whether it is a sign of formulas and not a letter, a digit or a part of a drawing.
  fileprivate var isSign: Bool {
    guard !isASCII, !isNewline else { return false }
    if "ᵀΣ∘⊗′".contains(self) { return true }
    guard !isLetter, !isNumber, !"…⋯⋮⋱–".contains(self) else { return false }
    return !unicodeScalars.contains { scalar in
      (0x23A1...0x23A6).contains(scalar.value) || (0x2500...0x257F).contains(scalar.value)
    }
  }
}
