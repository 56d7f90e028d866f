import Backprop
import Derivations
import Formulas

/// What a code means, with a lesson that gets it and the same lesson mended.
package struct ProblemGuide: Sendable {
  package let code: String
  /// The rule, in a few words without a full stop.
  package let rule: String
  /// Why it is a rule, and what to do.
  package let text: String
  /// Nil where no lesson of an author's can get the code.
  package let wrong: Example?
  package let right: Example?

  /// The guides to all codes, in the order in which a lesson is read.
  package static let all =
    [
      FileProblem.guides, SyntaxProblem.guides, NetworkProblem.guides, Finding.guides,
      LintProblem.guides,
    ]
    .flatMap { $0 }

  package static func named(_ code: String) -> ProblemGuide? { all.first { $0.code == code } }
}

extension ProblemGuide {
  /// A part of a lesson, which is shown; the rest of the lesson is the same in many examples.
  package struct Example: Sendable {
    /// What is shown.
    package let shown: String
    /// The part of a network that comes before what is shown; nil where there is none.
    package let frame: String?
    private let bytes: @Sendable () -> [UInt8]

    /// The whole lesson, for the guide to a code.
    package func source(_ code: String) -> SourceText {
      // What an example is not about, it may do.
      let allowed = Problem.warningCodes.filter { $0 != code }.joined(separator: ", ")
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

extension ProblemGuide.Example {
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

  /// Statements below the data of `ProblemGuide.network`.
  static func statements(_ text: String) -> Self {
    Self(shown: text, frame: ProblemGuide.dataOfNetwork) {
      Array("\u{1}```network\n\(ProblemGuide.dataOfNetwork)\n\(text)\n```\n".utf8)
    }
  }

  /// What stands below `ProblemGuide.network`.
  static func below(_ text: String) -> Self {
    Self(shown: text, frame: ProblemGuide.network) {
      Array("\u{1}```network\n\(ProblemGuide.network)\n```\n\n\(text)\n".utf8)
    }
  }

  static func steps(_ text: String) -> Self { .below("```steps\n\(text)\n```") }
  static func ask(_ text: String) -> Self { .below("```ask\n\(text)\n```") }
  static func expect(_ text: String) -> Self { .below("```expect\n\(text)\n```") }
}
