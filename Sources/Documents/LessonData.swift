import Backprop
import Derivations
import Formulas
import Lessons
import MatrixCore
import Typography

/// Pages of a lesson with all that it computes, for a format to write.
package struct LessonData: Sendable {
  package let id: String
  package let title: String
  package let pages: [PageData]
  /// The steps among the pages.
  package let steps: [StepData]
  package let networks: [NetworkData]
  /// The claims of the steps, and the expectations that do not hold.
  package let claims: [(text: String, holds: Bool)]
  package let updates: [UpdateData]
  /// The lesson as programs, for the formats that ask for them.
  package let programs: [Program]
  /// The lessons before and after it, where it is one of a course's files.
  package var neighbours: CourseNeighbours?
}

/// A page with its id.
package struct PageData: Sendable {
  package let id: String
  /// The ids of the steps that are folded into its own.
  package let folded: [String]
  /// Nil for `main`.
  package let network: String?
  /// The whole page, which begins with its header.
  package let document: Document
  /// Whether it shows the answer to a question.
  package let isAnswer: Bool
  /// The question that it asks, for the formats that hold hints or take replies.
  package let question: QuestionData?
}

/// A step of a derivation, with its page below the header.
package struct StepData: Sendable {
  package let id: String
  package let network: String
  package let kind: String
  package let title: String
  package let formula: String?
  package let indexFormula: String?
  package let content: Document
  /// The table that a step shows, for a program to read.
  package let slopes: SlopesData?
}

/// The slopes of one value by another.
package struct SlopesData: Sendable {
  package let value: String
  package let variable: String
  /// A row for each entry of the value, a column for each of the other, row by row.
  package let slopes: Tensor
}

/// A network with its values and gradients before any training.
package struct NetworkData: Sendable {
  package typealias Value = (name: String, role: String, tensor: Tensor)
  package typealias Gradient = (name: String, tensor: Tensor)

  package let name: String
  package let loss: String?
  package let axes: [Axis]
  package let values: [Value]
  package let gradients: [Gradient]
}

/// The loss and the params after a training step.
package struct UpdateData: Sendable {
  package let network: String
  /// From 1.
  package let step: Int
  package let loss: Number?
  package let params: [(name: String, tensor: Tensor)]
}

extension LessonDocument {
  /// The lesson with these pages, and as programs in these languages; with what is needed to judge
  /// replies if `asks`.
  package func data(
    id: String, pages: some Sequence<Int>, detail: Detail, numbers: NumberStyle,
    languages: [Program.Language] = [], asks: Bool = false
  ) -> LessonData {
    var shown: [PageData] = []
    var steps: [StepData] = []
    var claims: [(text: String, holds: Bool)] = []
    for page in pages {
      let content = content(page, detail: detail, numbers: numbers)
      let name = name(of: page)
      shown.append(
        PageData(
          id: name.id, folded: folded(into: page), network: name.network,
          document: document(page, content, numbers),
          isAnswer: answers(page), question: asks ? questionData(page, numbers) : nil))
      for step in run.pages[page].steps {
        // The page of a step alone is what the step shows.
        var own = content
        if run.pages[page].steps.count > 1 {
          own.blocks =
            Document(
              step, detail: detail, numbers: content.numbers(numbers),
              layout: layout(step.network)
            )
            .blocks
        }
        steps.append(StepData(step, own))
        claims += step.claims.map { ($0.text.plain, $0.holds) }
      }
    }
    return LessonData(
      id: id, title: run.lesson.front.title, pages: shown, steps: steps,
      networks: run.networks.filter { !$0.isBroken }.map(NetworkData.init),
      claims: claims + run.failedExpectations.map { ($0.claim, false) },
      updates: run.updates.map {
        UpdateData(network: $0.network, step: $0.step, loss: $0.loss, params: $0.params)
      }, programs: languages.map { program(id: id, in: $0) })
  }
}

extension StepData {
  fileprivate init(_ step: Step, _ content: Document) {
    self.init(
      id: step.id, network: step.network, kind: step.kind.word, title: step.title.plain,
      formula: step.formula?.text(), indexFormula: step.indexFormula?.text(), content: content,
      slopes: SlopesData(step.content))
  }
}

extension SlopesData {
  fileprivate init?(_ content: Step.Content) {
    guard case .jacobian(let shown) = content else { return nil }
    self.init(value: shown.value, variable: shown.variable, slopes: shown.jacobian.slopes)
  }
}

extension NetworkData {
  fileprivate init(_ network: EvaluatedNetwork) {
    self.init(
      name: network.name, loss: network.loss.map { network.graph.nodes[$0].label },
      axes: network.axes,
      values: network.values.compactMap { value in
        network.tensor(value.node).map { (value.name, value.role.rawValue, $0) }
      },
      // Values inside the use of a definition are its own.
      gradients: network.valuesWithGradients.compactMap { value in
        guard network.values.contains(where: { $0.node == value.node }) else { return nil }
        return network.gradient(of: value).map { (value.name, $0) }
      })
  }
}

extension Expectation {
  fileprivate var claim: String {
    let within = within.map { " within \($0.typed)" } ?? ""
    return "\(left.math.text()) equals \(right.math.text())\(within)"
  }
}
