import Foundation
import Testing

/// A lesson with problems: `lesson` shows the steps before the first, and names all of them as `check`
/// does.
@Suite("A faulty lesson")
struct FaultyLessonTests {
  private let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
  }

  private static let front = "---\nformat: 1\ntitle: A\nsummary: B\n---\n\n"
  private static let network =
    "```network\ninput X: (N=2, in=3) = ones\nparam W: (in, out) = [[1, 0], [2, 1], [1, 1]]\n"
    + "loss L = sum(X @ W)\n```\n\n"
  private static let question = "```ask\nA\nanswer: nope\n```\n\n"

  private static let lessons: [(body: String, steps: [String], isShort: Bool)] = [
    // What a step says.
    (
      network + "```steps\nforward\ndetail dW by sample\nupdate W with sgdd(rate=1)\ninside L\n"
        + "detail dW[9, 9]\n```\n\n" + question + "```expect\nL = zop\n```\n",
      ["forward.L.1", "forward.L", "detail.dW.sample"], false
    ),
    // How a step is written.
    (
      network + "```steps\nforward\ndetail dW by nope\nbackward\nshow nope\n```\n",
      ["forward.L.1", "forward.L"], false
    ),
    // What is expected is never shown, and holds nothing back.
    (
      network + "```expect\nL = 77\ndW = [[4, 4, 4]]\nL ==\n```\n",
      [
        "forward.L.1", "forward.L", "backward.dL", "backward.dL.1", "backward.dW", "backward.dX",
        "check.gradients",
      ], false
    ),
    // A number that is none.
    (
      "```network\ninput x = 0\ny = x + 1\nloss L = log(x) * y\n```\n\n"
        + "```steps\nforward\nbackward\ninside x\n```\n", ["forward.y"], false
    ),
    // A network that comes after another.
    (
      network + "```steps\nforward\n```\n\n```network late\ninput z = main.nope\n```\n\n"
        + "```steps\nforward\n```\n", ["forward.L.1", "forward.L"], false
    ),
    ("```network\ninput x = nope\n```\n\n```steps\nshow x, y\n```\n", [], true),
  ]

  @Test("is shown up to its first problem, and all are told", arguments: lessons.indices)
  func told(index: Int) throws {
    let (body, steps, isShort) = FaultyLessonTests.lessons[index]
    try folder.write(FaultyLessonTests.front + body, to: "mine.md")
    let checked = try FinishedRun(["check", "mine.md"], in: folder.url)
    let shown = try FinishedRun(["lesson", "mine.md"], in: folder.url)
    #expect(shown.status == 1)
    #expect(shown.output.isEmpty == isShort)
    #expect(places(shown.messages) == places(checked.output))
    #expect(!places(shown.messages).isEmpty)
    let run = try FinishedRun(["lesson", "mine.md", "--format", "json"], in: folder.url)
    #expect(run.status == 1 && run.messages == shown.messages)
    if isShort {
      #expect(run.output == "")
    } else {
      let found = try json(run.output)["steps"] as? [[String: Any]]
      #expect(found?.compactMap { $0["id"] as? String } == steps)
    }
  }

  @Test("has its false claims in its JSON")
  func claims() throws {
    let body = "```expect\nL = 77\nL = 16 within 1\n```\n\n```steps\ncompare L with 3\n```\n"
    try folder.write(FaultyLessonTests.front + FaultyLessonTests.network + body, to: "mine.md")
    let run = try FinishedRun(["lesson", "mine.md", "--format", "json"], in: folder.url)
    #expect(run.status == 1)
    let claims = try #require(try json(run.output)["claims"] as? [[String: Any]])
    let failed = claims.filter { $0["holds"] as? Bool == false }.compactMap {
      $0["claim"] as? String
    }
    #expect(failed == ["L equals 3", "L equals 77", "L equals 16 within 1"])
  }

  private func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  /// The lines that say where a problem is.
  private func places(_ text: String) -> [Substring] {
    text.split(separator: "\n").filter { $0.contains("--> ") }
  }
}
