import Backprop
import Derivations
import Formulas
import MatrixCore

extension GraphPicture {
  /// The graph of a network, with each use of a definition as one node.
  package init(folded network: EvaluatedNetwork) {
    self = GraphPicture(network).folded(
      network.graph.definitionUses.map { use in
        Fold(
          nodes: use.nodes, result: use.result, name: use.name,
          formula: use.formula.math.text())
      })
  }

  /// The whole graph of a network, with its gradients if they are known.
  package init(_ network: EvaluatedNetwork) {
    var roles: [Int: Network.Role] = [:]
    for value in network.values { roles[value.node] = value.role }
    self.init(
      network.graph.nodes.enumerated().map { index, node in
        let gradients = network.gradients
        return Node(
          label: node.label,
          role: roles[index] ?? (network.graph.isData(index) ? .const : .value),
          isNamed: network.network.isNamed(index), shape: node.shape,
          number: node.shape.isScalar ? network.tensor(index)?.number : nil,
          gradient: gradients?.gradient(of: index).flatMap { gradients?.picture(of: $0) },
          use: Use(node, index, gradients))
      })
  }
}

extension GraphPicture.Use {
  fileprivate init?(_ node: Graph.Node, _ index: Int, _ gradients: Gradients?) {
    guard case .operation(let use) = node.source else { return nil }
    self.init(
      operation: use.symbol, formula: use.words,
      operands: use.operands.enumerated().compactMap { operand, source in
        guard case .node(let target, _) = source else { return nil }
        let contributions = gradients?.gradient(of: target)?.contributions ?? []
        return GraphPicture.Operand(
          target,
          contributions: contributions.indices.filter {
            contributions[$0].consumer == index && contributions[$0].operand == operand
          })
      })
  }
}

extension Gradients {
  /// What comes back to a value, under the labels of the steps that show it.
  fileprivate func picture(of gradient: GradientGraph.Gradient) -> GraphPicture.Gradient {
    func number(_ value: Tensor) -> Number? { value.shape.isScalar ? value.number : nil }
    let contributions = gradient.contributions
    let label = "d" + graph.graph.nodes[gradient.node].label
    return GraphPicture.Gradient(
      label: label, number: number(value(gradient)),
      contributions: contributions.indices.map { index in
        GraphPicture.Contribution(
          label: contributions.count > 1
            ? gradient.contributionLabel(index, graph.graph) : label,
          number: number(value(contributions[index])))
      })
  }
}

extension Graph {
  fileprivate func isData(_ node: Int) -> Bool {
    if case .leaf = nodes[node].source { true } else { false }
  }
}

extension Graph.OperationUse {
  /// The operation's label in its circle, with constant operands: `/ (2 * N)`. A `ᵀ` is on the side
  /// of a transposed operand.
  fileprivate var symbol: String {
    var words: [String] = []
    if operands.count == 2, case .constant(_, let formula) = operands[0] {
      words.append(formula.factorText)
    }
    words.append(transposeMark(0) + name + transposeMark(1))
    if operands.count == 2, case .constant(_, let formula) = operands[1] {
      words.append(formula.factorText)
    }
    return words.joined(separator: " ")
  }

  /// The formula; for a copy, which lessons never write, a description.
  fileprivate var words: String {
    guard let operand = formula.copied, case .shape(let target) = options["to"] else {
      return formula.math.text()
    }
    let axes = target.removing(operandShapes[0].names).names.joined(separator: " and ")
    return "\(operand.math.text()), copied along \(axes)"
  }

  private func transposeMark(_ operand: Int) -> String {
    guard operation.name == "@", operands.count == 2,
      case .node(_, transposed: true) = operands[operand]
    else { return "" }
    return "ᵀ"
  }

  private var name: String {
    if isCopy { return "copy" }
    switch operation.name {
    case "negate", "-": return "−"
    case ".T": return "ᵀ"
    case "same": return "="
    case "^":
      if case .number(_, let formula) = options["n"] { return "^" + formula.factorText }
      return "^"
    default: return operation.name
    }
  }
}

extension Formula {
  /// The formula, in brackets if it has more than one word.
  fileprivate var factorText: String {
    let text = math.text()
    return text.contains(" ") ? "(\(text))" : text
  }
}
