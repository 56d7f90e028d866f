import Backprop

/// What a code means, with a lesson that gets it and the same lesson mended.
///
///     CodePage(
///       "double-times", "a power is written `^`", "`**` is Python's sign.",
///       wrong: .statements("Y = X**2"), right: .statements("Y = X^2"))
package struct CodePage: Sendable {
  package let code: String
  /// The rule, in a few words without a full stop.
  package let meaning: String
  /// Why it is a rule, and what to do.
  package let text: String
  /// Nil where no lesson of an author's can get the code.
  package let wrong: Example?
  package let right: Example?

  init(
    _ code: String, _ meaning: String, _ text: String, wrong: Example? = nil, right: Example? = nil
  ) {
    self.code = code
    self.meaning = meaning
    self.text = text
    self.wrong = wrong
    self.right = right
  }

  /// The pages of all codes, in the order in which a lesson is read.
  package static let all =
    files + frontMatter + blocks + syntax + names + functions + axes + data + values + steps
    + warnings

  package static func named(_ code: String) -> CodePage? { all.first { $0.code == code } }

  /// Checks the wrong example: the first diagnostic that it gets.
  package func checked() -> Diagnostic? {
    guard let source = wrong?.source(code) else { return nil }
    return LessonRun(Lesson(source), .everything).problems.first.map { Diagnostic($0, in: source) }
  }
}

extension CodePage {
  /// A part of a lesson, which is shown; the rest of the lesson is the same in many examples.
  package struct Example: Sendable {
    /// What is shown.
    package let shown: String
    /// The part of a network that comes before what is shown; nil where there is none.
    package let frame: String?
    private let bytes: @Sendable () -> [UInt8]

    /// The whole lesson, for a page about a code.
    package func source(_ code: String) -> SourceText {
      // What an example is not about, it may do.
      let allowed = LessonProblem.warningCodes.filter { $0 != code }.joined(separator: ", ")
      let text = bytes()
      guard text.starts(with: "\u{1}".utf8) else {
        return SourceText(name: "example.md", bytes: text)
      }
      let front = """
        ---
        format: 1
        title: An example
        summary: What a code means
        allow: \(allowed)
        ---


        """
      return SourceText(name: "example.md", bytes: Array(front.utf8) + text.dropFirst())
    }
  }

  /// The network in which most examples stand.
  fileprivate static let network = """
    \(dataOfNetwork)
    Y = X @ W + b
    loss L = sum((Y - T)^2) / (2 * N)
    """

  fileprivate static let dataOfNetwork = """
    input  X: (N, in)   = [[1, 2], [3, -1]]
    param  W: (in, out) = [[1, 0, -1], [2, 1, 1]]
    param  b: (out)     = [1, -1, 0]
    target T: (N, out)  = [[4, 2, 0], [1, -1, -3]]
    """
}

extension CodePage.Example {
  /// A whole file.
  static func file(_ text: String) -> Self {
    Self(shown: text, frame: nil) { Array(text.utf8) }
  }

  /// A file's bytes, which can't be shown as they are.
  static func made(_ shown: String, _ bytes: @escaping @Sendable () -> [UInt8]) -> Self {
    Self(shown: shown, frame: nil, bytes: bytes)
  }

  /// Front matter that is right but for one line.
  static func key(_ line: String) -> Self {
    .file("---\nformat: 1\ntitle: A line\nsummary: What a slope is\n\(line)\n---\n\nProse.\n")
  }

  /// What stands below the front matter.
  static func body(_ text: String) -> Self {
    Self(shown: text, frame: nil) { Array("\u{1}\(text)\n".utf8) }
  }

  /// A network by itself.
  static func network(_ statements: String) -> Self {
    .body("```network\n\(statements)\n```")
  }

  /// Statements below the data of `CodePage.network`.
  static func statements(_ text: String) -> Self {
    Self(shown: text, frame: CodePage.dataOfNetwork) {
      Array("\u{1}```network\n\(CodePage.dataOfNetwork)\n\(text)\n```\n".utf8)
    }
  }

  /// What stands below `CodePage.network`.
  static func below(_ text: String) -> Self {
    Self(shown: text, frame: CodePage.network) {
      Array("\u{1}```network\n\(CodePage.network)\n```\n\n\(text)\n".utf8)
    }
  }

  static func steps(_ text: String) -> Self { .below("```steps\n\(text)\n```") }
  static func ask(_ text: String) -> Self { .below("```ask\n\(text)\n```") }
  static func expect(_ text: String) -> Self { .below("```expect\n\(text)\n```") }
}
