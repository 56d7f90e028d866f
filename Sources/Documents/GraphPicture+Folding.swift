extension GraphPicture {
  /// Nodes that are drawn as one: those between its operands and its result.
  struct Fold {
    let nodes: Range<Int>
    let result: Int
    /// The label in its circle.
    let name: String
    /// `cell(H0, X1)`
    let formula: String
  }

  /// The graph with each fold as one node. The folds are apart.
  func folded(_ folds: [Fold]) -> GraphPicture {
    let folds = folds.filter { $0.nodes.contains($0.result) }
    guard !folds.isEmpty else { return self }
    var owners: [Int: Fold] = [:]
    for fold in folds { for node in fold.nodes { owners[node] = fold } }
    let kept = nodes.indices.filter { node in owners[node].map { $0.result == node } ?? true }
    let places = Dictionary(uniqueKeysWithValues: zip(kept, kept.indices))
    return GraphPicture(
      kept.map { index in
        let node = nodes[index]
        return Node(
          label: node.label, role: node.role, isNamed: node.isNamed, shape: node.shape,
          number: node.number, gradient: node.gradient,
          use: owners[index].map { use(of: $0, places) } ?? node.use?.moved(places))
      })
  }

  /// The use of everything outside a fold that a node inside it uses, each once.
  private func use(of fold: Fold, _ places: [Int: Int]) -> Use {
    var operands: [Operand] = []
    for index in fold.nodes {
      for operand in nodes[index].use?.operands ?? [] where !fold.nodes.contains(operand.node) {
        guard let place = places[operand.node] else { continue }
        if let known = operands.firstIndex(where: { $0.node == place }) {
          let together = operands[known].contributions + operand.contributions
          operands[known] = Operand(place, contributions: together.sorted())
        } else {
          operands.append(Operand(place, contributions: operand.contributions))
        }
      }
    }
    return Use(operation: fold.name, formula: fold.formula, operands: operands)
  }
}

extension GraphPicture.Use {
  fileprivate func moved(_ places: [Int: Int]) -> GraphPicture.Use {
    GraphPicture.Use(
      operation: operation, formula: formula,
      operands: operands.compactMap { operand in
        places[operand.node].map {
          GraphPicture.Operand($0, contributions: operand.contributions)
        }
      })
  }
}
