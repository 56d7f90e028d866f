import Backprop
import Lessons
import Testing
import Typography

@Suite("Errors carried forward")
struct EarlierAnswersTests {
  private static let lesson = SampleLesson.lesson(
    """
    input  X: (N, in)   = [[1, 2], [3, -1], [0, 1]]
    param  W: (in, out) = [[1, 0], [2, 1]]
    param  b: (out)     = [1, -1]
    target T: (N, out)  = [[4, 2], [1, -1], [0, 5]]
    Z = X @ W + b
    A = relu(Z)
    loss L = sum((A - T)^2) / 2
    """)

  /// What is said of an answer, given others.
  private func said(_ name: String, _ reply: String, _ others: [(String, String)]) throws -> String
  {
    let run = SampleLesson.run(Self.lesson)
    var earlier = EarlierAnswers()
    for (name, reply) in others {
      try run.judge(of: name, NumberStyle()).add(.text(reply), named: name, to: &earlier)
    }
    var judge = try run.judge(of: name, NumberStyle())
    switch judge.verdict(on: .text(reply), after: earlier) {
    case .right: return "right"
    case .follows(let names): return "follows \(names)"
    default: return "wrong"
    }
  }

  @Test(
    "are seen from a gradient, a value, or both",
    arguments: [
      ("dW", "[[7, 7], [1, 2]]", [("dZ", "[[1, 1], [2, 2], [1, 2]]")], "follows [\"dZ\"]"),
      ("db", "[4, 5]", [("dZ", "[[1, 1], [2, 2], [1, 2]]")], "follows [\"dZ\"]"),
      // The nearest wrong answer counts.
      (
        "db", "[4, 5]", [("dZ", "[[1, 1], [2, 2], [1, 2]]"), ("dA", "[[9, 9], [9, 9], [9, 9]]")],
        "follows [\"dZ\"]"
      ),
      ("dA", "[[1, 1], [1, 1], [1, 1]]", [("A", "[[5, 3], [2, 0], [1, 6]]")], "follows [\"A\"]"),
      ("db", "[4, 5]", [], "wrong"),
      ("db", "[4, 6]", [("dZ", "[[1, 1], [2, 2], [1, 2]]")], "wrong"),
      // Too much would follow from nothing.
      ("db", "[0, 0]", [("dZ", "[[0, 0], [0, 0], [0, 0]]")], "wrong"),
      // Later answers lead to nothing.
      ("dZ", "[[1, 1], [2, 2], [1, 2]]", [("db", "[4, 5]")], "wrong"),
    ] as [(String, String, [(String, String)], String)])
  func carried(name: String, reply: String, others: [(String, String)], said: String) throws {
    #expect(try self.said(name, reply, others) == said)
  }
}
