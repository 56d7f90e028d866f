import Backprop
import Formulas
import MatrixCore
import Typography

extension GraphPicture {
  /// How to read the drawing, which may be cut into strips.
  package func caption(isCut: Bool) -> String {
    "Forward goes right, values above the lines."
      + (hasGradients ? " Backward comes left, gradients below them." : "")
      + (isCut ? " What leaves by an arrow comes in again further down." : "")
  }

  /// How to read a drawing in boxes.
  package var boxCaption: String {
    "Forward goes right along the lines. Each box shows a value, its formula"
      + (hasGradients ? " and its gradient." : ".")
  }

  /// `dU = dU.from.Y + dU.from.H` for each value that is drawn with more than one use.
  package func sums(_ style: NumberStyle) -> [Equation] {
    zip(nodes, uses).compactMap { node, uses in
      guard uses > 1, let gradient = node.gradient, gradient.contributions.count > 1 else {
        return nil
      }
      let parts = gradient.contributions
      var right = [MathRelation(.equals, .terms(parts.map { .name($0.label) }))]
      let numbers = parts.compactMap(\.number)
      if numbers.count == parts.count, let total = gradient.number {
        right += ScalarWork(.terms(numbers.map { .number($0) }), value: total, style).right()
      }
      return Equation(
        .name(gradient.label), right,
        remark: "\(name: node.label) is used \(parts.count) times: what comes back adds up")
    }
  }

  /// Names the data that no operation uses; nil if there is none.
  package var unused: String? {
    let labels = zip(nodes, uses).filter { $0.use == nil && $1 == 0 }.map(\.0.label)
    return labels.isEmpty ? nil : "Not used: \(labels.joined(separator: ", "))."
  }

  /// The number of values described before and after the gap in a large graph.
  private static let maxListed = 30

  /// A sentence for each value, in topological order; of a large graph the first and the last.
  package func sentences(_ numbers: NumberStyle) -> [String] {
    let uses = uses
    let sentences = nodes.indices.map { index in
      let node = nodes[index]
      var sentence = "\(node.label) is \(node.use?.formula ?? node.role.words), "
      sentence += node.text(node.number, numbers)
      if let gradient = node.gradient {
        sentence += "; its gradient is \(gradient.label)"
        if node.shape.isScalar, gradient.number != nil {
          sentence += ", " + node.text(gradient.number, numbers)
        }
      } else if hasGradients {
        sentence += "; no gradient"
      }
      if let parts = node.gradient?.contributions, parts.count > 1 {
        sentence += ", the sum of \(parts.map(\.label).inWords)"
      } else if uses[index] == 0, node.use == nil {
        sentence += "; it is not used"
      }
      return sentence + "."
    }
    let rest = sentences.count - 2 * Self.maxListed
    if rest <= 0 { return sentences }
    return sentences.prefix(Self.maxListed) + [leftOut(rest)] + sentences.suffix(Self.maxListed)
  }
}

extension [String] {
  /// `a, b and c`
  fileprivate var inWords: String {
    count < 2
      ? joined() : dropLast().joined(separator: ", ") + " and " + suffix(1).joined()
  }
}

extension GraphPicture.Node {
  fileprivate func text(_ number: Number?, _ numbers: NumberStyle) -> String {
    shape.isScalar ? number.map(numbers.spoken) ?? "a number" : shape.spoken
  }
}

extension Network.Role {
  fileprivate var words: String {
    switch self {
    case .input: "an input"
    case .param: "a param"
    case .target: "a target"
    case .const: "a constant"
    case .value: "a value"
    case .loss: "the loss"
    }
  }
}
