import Derivations
import Formulas
import Lessons
import Testing

@Suite("The prose between two steps")
struct PassageTests {
  /// The pages of a lesson with this prose between its two steps: what opens each page, its step, what
  /// concludes it.
  private func pages(_ prose: String) -> [String] {
    let text =
      SampleLesson.lesson("param x = 3\nloss L = x^2 / 2", steps: "show x")
      + "\(prose)\n\n```steps\nshow L\n```\n"
    return SampleLesson.run(text).pages.map { page in
      let name = if case .step(let step) = page.content { step.title.plain } else { "end" }
      return [page.prose.texts, "[\(name)]", page.conclusion.texts].filter { !$0.isEmpty }
        .joined(separator: " ")
    }
  }

  @Test("opens the page below")
  func opens() {
    #expect(pages("One.\n\nTwo.") == ["network [x]", "One. Two. [L]"])
  }

  @Test("concludes the page above as far as the first heading")
  func heading() {
    #expect(
      pages("One.\n\n## Two\n\nThree.\n\n## Four") == ["network [x] One.", "# Three. # [L]"])
  }

  @Test("concludes the page above as far as the first rule, which is not shown")
  func rule() {
    #expect(pages("One.\n\n---\n\nTwo.") == ["network [x] One.", "Two. [L]"])
    #expect(pages("One.\n\n---") == ["network [x] One.", "[L]"])
    #expect(pages("## One\n\n---\n\nTwo.") == ["network [x]", "# — Two. [L]"])
  }

  @Test("concludes the last page in the same way")
  func end() {
    let text =
      SampleLesson.lesson("param x = 3\nloss L = x^2 / 2", steps: "show x") + "One.\n\n---\n"
    #expect(SampleLesson.run(text).pages.map(\.conclusion.texts) == ["One."])
  }

  @Test("opens the first page, rules and all")
  func first() {
    let text =
      SampleLesson.front
      + "One.\n\n---\n\n```network\nparam x = 3\nloss L = x^2\n```\n\n```steps\nshow x\n```\n"
    #expect(SampleLesson.run(text).pages.map(\.prose.texts) == ["One. — network"])
  }
}

extension [LessonRun.Prose] {
  fileprivate var texts: String {
    map { prose in
      switch prose {
      case .block(.heading, _): "#"
      case .block(.rule, _): "—"
      case .block(.paragraph(let inlines), _):
        inlines.map { if case .text(let text) = $0 { text } else { "" } }.joined()
      case .block: "block"
      case .network: "network"
      }
    }.joined(separator: " ")
  }
}
