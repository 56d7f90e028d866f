import Formulas

extension Graph {
  /// An operand as a formula: a number as it was written, a node by its name.
  package func label(of operand: Operand, _ name: ((Int) -> Formula)? = nil) -> Formula {
    switch operand {
    case .constant(_, let formula): return formula
    case .node(let node, let transposed):
      let label = name?(node) ?? .name(nodes[node].label)
      return transposed ? Formula(.transposed(label)) : label
    }
  }

  /// A node as a formula of the named nodes, by their labels; without the copies that give operands
  /// their axes, `dY * gamma` for `dY * broadcast(gamma, to=(N, in))`, if `copies` is false.
  package func writtenOut(
    _ node: Int, label: ((Int) -> String)? = nil, copies: Bool = true, isNamed: (Int) -> Bool
  ) -> Formula {
    guard case .operation(let use) = nodes[node].source else {
      return .name(label?(node) ?? nodes[node].label)
    }
    return use.formula.replacing { name in
      for operand in use.operandNodes where nodes[operand].label == name {
        if !copies, !isNamed(operand), let copied = copied(at: operand) {
          return isNamed(copied)
            ? .name(label?(copied) ?? nodes[copied].label)
            : writtenOut(copied, label: label, copies: copies, isNamed: isNamed)
        }
        if !isNamed(operand) {
          return writtenOut(operand, label: label, copies: copies, isNamed: isNamed)
        }
        return label.map { .name($0(operand)) }
      }
      return nil
    }
  }

  /// The node whose copies a node holds; nil if it holds something else.
  private func copied(at node: Int) -> Int? {
    if case .operation(let use) = nodes[node].source { use.copiedNode } else { nil }
  }
}

extension Graph.OperationUse {
  /// The operands as formulas of labels.
  package func labels(_ graph: Graph) -> [Formula] { operands.map { graph.label(of: $0) } }

  /// The operands as formulas of placeholders.
  package var placeholders: [Formula] {
    operands.enumerated().map { index, operand in
      switch operand {
      case .constant(let number, let formula): Formula(.constant(number, shown: formula))
      case .node(_, false): .name("#\(index)")
      case .node(_, true): Formula(.transposed(.name("#\(index)")))
      }
    }
  }
}
