import Formulas
import Lessons
import Testing
import Typography

@testable import Documents
@testable import Formats

/// How pages of `compare`, `contrast` and `show` work out the formulas that they show.
@Suite struct WorkedFormulaTests {
  private func page(_ step: String, _ detail: Detail = .normal) -> [String] {
    let text = """
      ---
      format: 1
      title: Work
      summary: Formulas worked out
      ---

      ```network
      input P: (N, class) = [[1, 2, 1], [2, 0, 2]]
      input G: (N, class) = [[3, 1, 2], [1, 4, 1]]
      param w: (class)    = [1, 2, 3]
      y = P @ w
      D = P - G
      E = P * (G - sum(G * P, axis=class))
      loss L = sum(y^2) / N + sum(D) + sum(E)
      ```

      ```steps
      \(step)
      ```
      """
    let source = SourceText(name: "work.md", bytes: Array(text.utf8))
    let page = LessonDocument(LessonRun(Lesson(source), .errors))
      .document(0, detail: detail, numbers: NumberStyle())
    let lines = TextFormat.lines(page, TextStyle(width: 80))
    return (lines.firstIndex { $0.hasPrefix("  loss") || $0.hasPrefix("    loss") }).map {
      lines[($0 + 2)...].filter { !$0.isEmpty && !$0.contains("✓") }
    } ?? lines
  }

  @Test("a product stands beside its factors, under the name that it equals")
  func product() {
    #expect(
      page("compare y with P @ w") == [
        "  P (N 2, class 3)  w (class 3)  y (N 2)",
        "  ⎡ 1  2  1 ⎤       ⎡ 1 ⎤        ⎡ 8 ⎤",
        "  ⎣ 2  0  2 ⎦   @   ⎢ 2 ⎥     =  ⎣ 8 ⎦",
        "                    ⎣ 3 ⎦",
      ])
  }

  @Test("where the matrices are many, one entry is worked out, that which differs most")
  func entry() {
    #expect(
      page("compare D with P - G") == [
        "  D (N 2, class 3)", "  ⎡ -2   1  -1 ⎤", "  ⎣  1  -4   1 ⎦",
        "  D[1,1] = P[1,1] - G[1,1] = 1 - 3 = -2",
      ])
    #expect(
      page("contrast D with P + 2 * G").contains(
        "  (P + 2 * G)[2,2] = P[2,2] + 2 · G[2,2] = 0 + 2 · 4 = 8")
    )
  }

  @Test("with more detail each operation stands on its own line, the sum as one value a row")
  func full() {
    let lines = page("compare E with P * (G - sum(G * P, axis=class))", .full)
    #expect(lines.contains { $0.contains("sum(G * P, axis=class) (N 2)") })
    #expect(lines.contains { $0.contains("G - sum(G * P, axis=class) (N 2, class 3)") })
    #expect(lines.last { $0.contains("(") }?.contains("E (N 2, class 3)") == true)
  }

  @Test("a sign has the same room whether or not the names above its matrices need more")
  func room() {
    #expect(page("show w + w").contains("  [ 1  2  3 ]  +  [ 1  2  3 ]  =  [ 2  4  6 ]"))
  }

  @Test("in brief the result stands alone")
  func brief() {
    #expect(
      page("compare D with P - G", .brief) == [
        "  D (N 2, class 3)", "  ⎡ -2   1  -1 ⎤", "  ⎣  1  -4   1 ⎦",
      ])
  }

  @Test("what was worked out on a page is not worked out on it again")
  func known() {
    let lines = page("show sum(G * P, axis=class), sum(G * P, axis=class) / N")
    #expect(lines.count { $0.contains("sum( ") } == 1)
  }

  @Test("a number stands before its arithmetic")
  func number() {
    #expect(
      page("show sum(w) / N") == [
        "                  w (class 3)", "  sum(w)  =  sum( [ 1  2  3 ] )  =  6",
        "  sum(w) / N  =  6 / 2  =  3",
      ])
  }
}
