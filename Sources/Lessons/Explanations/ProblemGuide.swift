import Backprop
import Derivations
import Formulas

/// What a problem code means, with a lesson that has the problem and the same lesson corrected.
package struct ProblemGuide: Sendable {
  package let code: String
  /// The rule, in a few words without a full stop.
  package let rule: String
  /// Why it is a rule, and what to do.
  package let text: String
  /// Nil if no lesson can have the problem.
  package let wrong: Example?
  package let right: Example?

  /// The guides to all codes, in the order of the stages that report them.
  package static let all =
    [
      FileProblem.guides, SyntaxProblem.guides, NetworkProblem.guides, Finding.guides,
      LintProblem.guides,
    ]
    .flatMap { $0 }

  package static func named(_ code: String) -> ProblemGuide? { all.first { $0.code == code } }

  /// The first diagnostic of the wrong example.
  package func checked() -> Diagnostic? {
    guard let source = wrong?.source(code) else { return nil }
    return LessonRun(Lesson(source), .everything).problems.first.map { Diagnostic($0, in: source) }
  }
}

extension ProblemGuide {
  /// A lesson of which only a part is shown; the rest is shared by many examples.
  package struct Example: Sendable {
    package let shown: String
    /// The part of the network before the shown part, if there is one.
    package let frame: String?
    /// Whether `source` puts front matter before the bytes.
    private let needsFrontMatter: Bool
    private let bytes: @Sendable () -> [UInt8]

    /// The whole lesson, for the guide to a code.
    package func source(_ code: String) -> SourceText {
      guard needsFrontMatter else { return SourceText(name: "example.md", bytes: bytes()) }
      // Allows every warning that the example is not about.
      let allowed = Problem.warningCodes.filter { $0 != code }.joined(separator: ", ")
      let front = """
        ---
        format: 1
        title: An example
        summary: What a code means
        allow: \(allowed)
        ---


        """
      return SourceText(name: "example.md", bytes: Array(front.utf8) + bytes())
    }
  }

  /// The network of most examples.
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
  /// The part of a lesson around an example.
  enum Frame: String, Sendable {
    /// None: the example is a whole file.
    case file
    /// Front matter to which the example adds one line.
    case key
    /// Front matter above the example.
    case body
    /// A `network` block that is all example.
    case network
    /// A `network` block that begins with the data of `ProblemGuide.network`.
    case statements
    /// `ProblemGuide.network` above the example.
    case below
    /// `ProblemGuide.network` above a block of this name.
    case steps, ask, expect
  }

  init(_ frame: Frame, _ text: String) {
    switch frame {
    case .file: self = .made(text) { Array(text.utf8) }
    case .key:
      let keys = "format: 1\ntitle: A line\nsummary: What a slope is\n\(text)"
      self.init(.file, "---\n\(keys)\n---\n\nProse.\n")
    case .body: self = .made(text, needsFrontMatter: true) { Array("\(text)\n".utf8) }
    case .network: self.init(.body, "```network\n\(text)\n```")
    case .statements:
      let data = ProblemGuide.dataOfNetwork
      self.init(shown: text, frame: data, needsFrontMatter: true) {
        Array("```network\n\(data)\n\(text)\n```\n".utf8)
      }
    case .below:
      let network = ProblemGuide.network
      self.init(shown: text, frame: network, needsFrontMatter: true) {
        Array("```network\n\(network)\n```\n\n\(text)\n".utf8)
      }
    case .steps, .ask, .expect: self.init(.below, "```\(frame.rawValue)\n\(text)\n```")
    }
  }

  /// An example whose bytes are made by a closure.
  static func made(
    _ shown: String, needsFrontMatter: Bool = false, _ bytes: @escaping @Sendable () -> [UInt8]
  ) -> Self {
    Self(shown: shown, frame: nil, needsFrontMatter: needsFrontMatter, bytes: bytes)
  }
}
