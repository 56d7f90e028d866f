import Formulas
import Lessons
import MatrixCore
import Testing

@testable import Documents

@Suite struct VectorLayoutTests {
  @Test(
    "the samples are the first axis of the inputs that are matrices",
    arguments: [
      ("input X: (N, in) = [[1, 2], [3, 4]]\ninput u: (N) = [1, 2]", ["N"]),
      ("input X: (in, N) = [[1, 2], [3, 4]]", ["in"]),
      ("input x: (in) = [1, 2]", []), ("param W: (in, out) = [[1, 2], [3, 4]]", []),
      ("input X: (N, in) = [[1, 2], [3, 4]]\ninput Y: (in, N) = [[1, 2], [3, 4]]", []),
    ])
  func samples(_ network: String, _ axes: [String]) throws {
    let text =
      "---\nformat: 1\ntitle: t\nsummary: s\n---\n```network\n\(network)\n```\n```steps\nshow 1\n```\n"
    let run = LessonRun(Lesson(SourceText(name: "test", bytes: Array(text.utf8))), .errors)
    let layout = LessonDocument(run).layout(nil)
    #expect(layout.upright == Set(axes))
    for axis in ["N", "in"] {
      let vector = Tensor(Shape([Axis(axis, 2)]), filledWith: 1)
      #expect(layout.orientation(vector) == (axes.contains(axis) ? .column : .row))
    }
  }
}
