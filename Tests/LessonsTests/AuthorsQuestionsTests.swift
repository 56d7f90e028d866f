import Lessons
import Testing

/// Small lessons that authors wrote with the guide alone, and what they are told.
struct AuthorsQuestionsTests {
  struct Case: Sendable, CustomStringConvertible {
    let description: String
    let body: String
    /// `line:column message | help`
    var told: [String] = []
  }

  static let cases = [
    Case(
      description: "an update of all params",
      body: """
        ```network
        input  x: (N) = [1, 2, 4]
        param  w      = 3
        param  b      = 1
        loss L = mean((w * x + b - 1)^2)
        ```
        ```steps
        update with sgd(rate=1/10)
        ```
        """),
    Case(
      description: "the size of an axis of an earlier network",
      body: """
        ```network
        input  x: (N) = [1, 2, 4]
        loss L = mean(x^2)
        ```
        ```network two
        input  y: (n2) = [1, 2]
        loss L = mean(y^2)
        ```
        ```steps
        show main.N
        show main.dx * main.N
        ```
        ```expect
        main.N = 3
        main.dx * main.N = [2, 4, 8]
        ```
        """),
    Case(
      description: "axes that a statement needs equal",
      body: """
        ```network
        input  h: (N, hid)   = [[1, 2], [0, -1], [3, 1]]
        param  W: (hid, new) = [[1, -1], [2, 1]]
        g: (N, hid) = h @ W
        y = h + g
        loss L = sum(y^2)
        ```
        """),
    Case(
      description: "names of an earlier network",
      body: """
        ```network
        input  x: (N) = [1, 2, 4]
        param  w      = 3
        loss L = mean((w * x - 1)^2)
        ```
        ```network two
        input  y: (n2) = [1, 2]
        loss L = mean(y^2)
        ```
        ```steps
        show w
        update w with sgd(rate=1/10)
        update main.w with sgd(rate=1/10)
        check gradients of w
        detail dw by sample
        ```
        """,
      told: [
        "16:6 nothing here is called `w` | did you mean `main.w`?",
        "17:8 `w` is in the network `main`, and a step works on the last network above it, `two`"
          + " | put the step above the network `two`",
        "18:8 a step works on the last network above it, so it takes a name without a network"
          + " | write `w`, in steps of the network `main`",
        "19:20 `w` is in the network `main`, and a step works on the last network above it, `two`"
          + " | put the step above the network `two`",
        "20:8 `dw` is in the network `main`, and a step works on the last network above it, `two`"
          + " | put the step above the network `two`",
      ]),
    Case(
      description: "a sample that is to be ignored",
      body: """
        ```network
        input  z: (N, class)   = [[0.2, 0.3, 0.5], [0.5, 0.2, 0.3], [1, 2, -1], [0, 1, 2]]
        target t: (N)          = [2, 1, -100, 0]
        const  keep: (N)       = [1, 1, 0, 1]
        loss L = sum(keep * softmax_cross_entropy(z, t, axis=class)) / sum(keep)
        ```
        """,
      told: [
        "8:33 a class label is a whole number from 0, not -100"
          + " | an ignored sample takes any label and the weight 0, as in sum(keep * …) / sum(keep)"
      ]),
    Case(
      description: "a number beside a vector in a contrast",
      body: """
        ```network
        input  x: (N) = [1, 2, 4]
        param  w      = 3
        loss L = mean((w * x - 1)^2)
        ```
        ```steps
        contrast dx with dw
        ```
        """,
      told: [
        "12:1 a contrast is entry by entry, so both sides have the same axes"
          + " | copy it first: `broadcast(dw, to=(N))`"
      ]),
  ]

  @Test("are told what to write", arguments: cases)
  func told(_ lesson: Case) {
    let text = "---\nformat: 1\ntitle: t\nsummary: s\n---\n" + lesson.body + "\n"
    let source = SourceText(name: "a.md", bytes: Array(text.utf8))
    let found = LessonRun(Lesson(source), .everything).problems.map { problem in
      let diagnostic = Diagnostic(problem, in: source)
      return "\(diagnostic.line):\(diagnostic.column) \(diagnostic.message)"
        + (diagnostic.help.map { " | \($0)" } ?? "")
    }
    #expect(found == lesson.told)
  }
}
