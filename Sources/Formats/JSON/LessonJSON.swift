import Backprop
import Derivations
import Documents
import Formulas
import Lessons
import MatrixCore
import Typography

/// A lesson as JSON, for other programs: format 1.
package enum LessonJSON {
  /// The lesson's JSON object, with the steps of `pages`.
  package static func value(
    _ id: String, _ run: LessonRun, pages: Range<Int>, detail: Detail, style: TextStyle
  ) -> JSON {
    var steps: [JSON] = []
    var claims: [JSON] = []
    for page in pages {
      guard case .step(let step) = run.pages[page].content else { continue }
      var document = Document(step, detail: detail, numbers: style.numbers)
      document.letters = run.letters(step.network)
      steps.append(
        .object([
          ("id", .string(step.id)), ("network", .string(step.network)),
          ("kind", .string(step.kind.rawValue)), ("title", .string(step.title)),
          ("formula", step.formula.map(JSON.string) ?? .null),
          ("index_formula", step.indexFormula.map(JSON.string) ?? .null),
          ("text", .string(TextFormat.text(document, style))),
        ]))
      claims += step.claims.map { claim in
        .object([("claim", .string(claim.text)), ("holds", .bool(claim.holds))])
      }
    }
    claims += run.failedExpectations.map { expectation in
      let sides = "\(expectation.left.text(.pretty)) equals \(expectation.right.text(.pretty))"
      let bound = expectation.within.map { " within \($0.typed)" } ?? ""
      return .object([("claim", .string(sides + bound)), ("holds", .bool(false))])
    }
    return .object([
      ("format", .integer(1)), ("lesson", .string(id)),
      ("title", .string(run.lesson.front.title)),
      ("networks", .array(run.networks.filter { !$0.isBroken }.map(network))),
      ("steps", .array(steps)),
      ("claims", .array(claims)), ("updates", .array(run.updates.map(update))),
    ])
  }

  private static func update(_ update: Update) -> JSON {
    .object([
      ("network", .string(update.network)), ("step", .integer(update.step)),
      ("loss", update.loss.map { JSON($0) } ?? .null),
      ("params", .object(update.params.map { ($0.name, JSON(data: $0.tensor)) })),
    ])
  }

  private static func network(_ network: EvaluatedNetwork) -> JSON {
    var values: [(key: String, value: JSON)] = []
    for value in network.values {
      guard let tensor = network.tensor(value.entry) else { continue }
      values.append(
        (value.name, .object([("role", .string(value.role.rawValue))] + members(tensor))))
    }
    var gradients: [(key: String, value: JSON)] = []
    for value in network.valuesWithGradients {
      guard let tensor = network.gradient(of: value) else { continue }
      gradients.append((value.name, .object(members(tensor))))
    }
    return .object([
      ("name", .string(network.name)),
      ("loss", network.loss.map { .string(network.graph.nodes[$0].label) } ?? .null),
      ("axes", .object(network.axes.map { ($0.name, .integer($0.size)) })),
      ("values", .object(values)), ("gradients", .object(gradients)),
    ])
  }

  private static func members(_ tensor: Tensor) -> [(key: String, value: JSON)] {
    [
      ("axes", .strings(tensor.shape.names)),
      ("shape", .array(tensor.shape.sizes.map(JSON.integer))), ("data", JSON(data: tensor)),
      ("exact", .bool(tensor.isExact)),
    ]
  }
}
