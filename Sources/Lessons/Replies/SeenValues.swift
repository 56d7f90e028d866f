import Backprop
import Derivations
import Formulas
import MatrixCore

/// The values and gradients that a lesson's pages show, by network and label: `late.dW`.
struct SeenValues: Sendable {
  /// Those that a student has met when a question is asked.
  let before: Set<String>
  /// Those of all pages.
  let all: Set<String>

  /// Those met before a page and in its own text; none where no page asks.
  init(_ pages: [LessonRun.Page], before page: Int?, in networks: [EvaluatedNetwork]) {
    all = pages.labelsShown(in: networks)
    before = page.map { Array(pages.prefix($0 + 1)).labelsShown(in: networks) } ?? []
  }
}

extension [LessonRun.Page] {
  fileprivate func labelsShown(in networks: [EvaluatedNetwork]) -> Set<String> {
    let names = Set(networks.map(\.name))
    var labels: Set<String> = []
    for page in self {
      for step in page.steps {
        for label in step.labelsShown {
          let isWhole = label.split(separator: ".").first.map { names.contains(String($0)) }
          labels.insert(isWhole ?? false ? label : "\(step.network).\(label)")
        }
      }
      guard let index = page.network, networks.indices.contains(index) else { continue }
      for case .block(let block, _) in page.prose {
        for expression in block.expressions {
          for target in networks.targets(of: expression.formula, in: index) {
            if let label = networks.label(of: target) { labels.insert(label) }
          }
        }
      }
    }
    return labels
  }
}

extension [EvaluatedNetwork] {
  /// `late.dW`; nil for a value without a name.
  fileprivate func label(of target: AskedExpression.Target) -> String? {
    self[target.network].value(at: target.node).map {
      "\(self[target.network].name).\(target.isGradient ? "d" : "")\($0.name)"
    }
  }
}

extension Step {
  /// The names of the values whose numbers it shows, among other formulas.
  fileprivate var labelsShown: [String] {
    switch content {
    case .evaluation(let evaluation): [evaluation.label]
    case .seed(let label, _), .zero(let label, _, _, _): [label]
    case .passThrough(let passed): passed.receivers.map { "d" + $0.label }
    case .sum(let sum): [sum.label]
    case .entries(let entries): [entries.label]
    case .values(let values): values.map { $0.math.text() }
    case .comparison(let comparison): [comparison.left.text(), comparison.right.text()]
    case .check(let check): check.rows.map { "d" + $0.name }
    case .shapes, .sweep, .jacobian, .graph, .training, .expansion: []
    }
  }
}
