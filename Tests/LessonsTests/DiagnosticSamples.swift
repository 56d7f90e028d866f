import Lessons

/// A lesson with one fault, and the problem that should be reported.
struct Fault: Sendable, CustomStringConvertible {
  let code: String
  let message: String
  /// The lesson; `1️⃣` and `2️⃣` enclose the range that should be marked.
  let text: String
  let fix: Fix

  var description: String { "\(code): \(message)" }

  /// A whole file.
  static func file(
    _ code: String, _ message: String, _ text: String, fix: Fix = .told
  ) -> Fault {
    Fault(code: code, message: message, text: text, fix: fix)
  }

  /// The keys of a front matter.
  static func front(
    _ code: String, _ message: String, _ keys: String, fix: Fix = .told
  ) -> Fault {
    Fault(code: code, message: message, text: "---\n\(keys)\n---\n\nText.\n", fix: fix)
  }

  /// The text below the front matter.
  static func body(
    _ code: String, _ message: String, _ body: String, fix: Fix = .told
  ) -> Fault {
    Fault(code: code, message: message, text: Sample.front + body, fix: fix)
  }

  /// The statements of a network.
  static func network(
    _ code: String, _ message: String, _ statements: String, fix: Fix = .told
  ) -> Fault {
    body(code, message, "```network\n\(statements)\n```\n", fix: fix)
  }

  /// Statements that come after `X: (N 2, in 2)`, `W: (in 2, out 3)` and `b: (out 3)`.
  static func formula(
    _ code: String, _ message: String, _ statements: String, fix: Fix = .told
  ) -> Fault {
    network(code, message, Sample.data + "\n" + statements, fix: fix)
  }

  /// Steps for the affine layer.
  static func steps(
    _ code: String, _ message: String, _ steps: String, fix: Fix = .told
  ) -> Fault {
    body(code, message, Sample.network + "```steps\n\(steps)\n```\n", fix: fix)
  }

  static func expect(
    _ code: String, _ message: String, _ lines: String, fix: Fix = .told
  ) -> Fault {
    body(code, message, Sample.network + "```expect\n\(lines)\n```\n", fix: fix)
  }

  static func ask(
    _ code: String, _ message: String, _ question: String, fix: Fix = .told
  ) -> Fault {
    body(code, message, Sample.network + question, fix: fix)
  }

  static func prose(
    _ code: String, _ message: String, _ prose: String, fix: Fix = .told
  ) -> Fault {
    body(code, message, prose + "\n\n" + Sample.network, fix: fix)
  }
}

/// The parts of the faulty lessons.
enum Sample {
  /// Allows the warnings that small numbers cause, except those of gradient checks.
  static let allowed =
    "allow: equal-axes, symmetric-matrix, zero-row, tie, batch-of-two,"
    + " mistake-invisible, mistakes-collide, unused-value"

  static let front = """
    ---
    format: 1
    title: A title
    summary: A summary
    \(allowed)
    ---


    """

  static let data = """
    input X: (N, in) = [[1, 2], [3, -1]]
    param W: (in, out) = [[1, 0, -1], [2, 1, 1]]
    param b: (out) = [1, -1, 0]
    """

  static let network = """
    ```network
    \(data)
    target T: (N, out) = [[4, 2, 0], [1, -1, -3]]
    Y = X @ W + b
    loss L = sum((Y - T)^2) / (2 * N)
    ```


    """
}

/// A text without its marks, and the range between them.
struct MarkedSource {
  let source: SourceText
  let range: Range<Int>

  init(_ text: String, name: String = "mine.md") {
    var bytes = Array(text.utf8)
    let low = MarkedSource.take("1️⃣", from: &bytes)
    let high = MarkedSource.take("2️⃣", from: &bytes)
    source = SourceText(name: name, bytes: bytes)
    range = (low ?? 0)..<(high ?? low ?? 0)
  }

  private static func take(_ mark: String, from bytes: inout [UInt8]) -> Int? {
    let mark = Array(mark.utf8)
    guard bytes.count >= mark.count,
      let place = (0...bytes.count - mark.count).first(where: {
        bytes[$0..<$0 + mark.count].elementsEqual(mark)
      })
    else { return nil }
    bytes.removeSubrange(place..<place + mark.count)
    return place
  }
}

extension LessonRun {
  /// All diagnostics of a lesson.
  static func diagnostics(_ source: SourceText) -> [Diagnostic] {
    LessonRun(Lesson(source), .everything).problems.map { Diagnostic($0, in: source) }
  }
}
