import Documents
import Formulas
import Lessons
import Testing
import Typography

@Suite("The pages of a lesson")
struct LessonDocumentTests {
  @Test("write ≈ for = before a value in a sentence that is rounded, by its own digits too")
  func approximately() {
    let text = """
      ---
      format: 1
      title: Signs
      summary: Only a test
      ---

      ```network
      input x: (N) = [1, 2]
      y = exp(x)
      ```

      Here 2 · 1 = {{ 2 * x[1] }}, **e² = {{ y[2] }}**, 1/8 = {{ x[1] / 8 to 2 }}, `a =` {{ y[1] }}.

      ```steps
      show x
      ```

      """
    let document = LessonDocument(
      LessonRun(Lesson(SourceText(name: "signs.md", bytes: Array(text.utf8))), .everything))
    let paragraphs = document.document(0, detail: .normal, numbers: NumberStyle()).blocks.compactMap
    {
      if case .paragraph(let inlines) = $0 { inlines.plain } else { nil }
    }
    #expect(
      paragraphs == ["Here 2 · 1 = 2, e² ≈ 7.389, 1/8 ≈ 0.12, a = 2.718."])
  }
}
