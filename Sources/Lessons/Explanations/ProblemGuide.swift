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

  /// Checks the wrong example: the first diagnostic that it gets.
  package func checked() -> Diagnostic? {
    guard let source = wrong?.source(code) else { return nil }
    return LessonRun(Lesson(source), .everything).problems.first.map { Diagnostic($0, in: source) }
  }
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
  /// What a lesson has around an example.
  enum Frame: String, Sendable {
    /// Nothing: it is a whole file.
    case file
    /// Front matter that is right but for one line.
    case key
    /// The front matter above it.
    case body
    /// A block of its own.
    case network
    /// A block that begins with the data of `ProblemGuide.network`.
    case statements
    /// `ProblemGuide.network` above it.
    case below
    /// The same, in a block of this name.
    case steps, ask, expect
  }

  init(_ frame: Frame, _ text: String) {
    switch frame {
    case .file: self.init(shown: text, frame: nil) { Array(text.utf8) }
    case .key:
      let keys = "format: 1\ntitle: A line\nsummary: What a slope is\n\(text)"
      self.init(.file, "---\n\(keys)\n---\n\nProse.\n")
    case .body: self.init(shown: text, frame: nil) { Array("\u{1}\(text)\n".utf8) }
    case .network: self.init(.body, "```network\n\(text)\n```")
    case .statements:
      let data = ProblemGuide.dataOfNetwork
      self.init(shown: text, frame: data) {
        Array("\u{1}```network\n\(data)\n\(text)\n```\n".utf8)
      }
    case .below:
      let network = ProblemGuide.network
      self.init(shown: text, frame: network) {
        Array("\u{1}```network\n\(network)\n```\n\n\(text)\n".utf8)
      }
    case .steps, .ask, .expect: self.init(.below, "```\(frame.rawValue)\n\(text)\n```")
    }
  }

  /// A file's bytes, which can't be shown as they are.
  static func made(_ shown: String, _ bytes: @escaping @Sendable () -> [UInt8]) -> Self {
    Self(shown: shown, frame: nil, bytes: bytes)
  }
}
