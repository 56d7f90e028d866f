import Documents
import Lessons
import Testing

@Suite("Sections")
struct LessonDocumentSectionsTests {
  @Test("begin with a heading, a network, the way forward, the way back: never with an answer")
  func starts() {
    let text = """
      ---
      format: 1
      title: Sections
      summary: Only a test
      ---

      ```network
      input  x: (N) = [1, 2, 4]
      param  w      = 3
      y = w * x
      loss L = sum(y^2) / N
      ```

      ```steps
      show x
      forward until y
      ```

      ```ask
      What is dw?
      answer: dw
      ```

      ```steps
      forward
      show y
      backward until dy
      detail dw by sample
      backward
      compare dw with sum(x * dy)
      ```

      ## What if

      ```steps
      show L
      ```

      ```network other
      param  v      = 3
      loss M = v^2
      ```

      ```steps
      forward
      ```

      The end.

      """
    let document = LessonDocument(
      LessonRun(Lesson(SourceText(name: "sections.md", bytes: Array(text.utf8))), .everything))
    let starts = (0..<document.count).filter(document.startsSection).map {
      document.name(of: $0).id
    }
    #expect(
      starts == ["show.x", "forward.y.1", "backward.dy", "show.L", "other.forward.M"])
  }
}
