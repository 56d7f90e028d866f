import MatrixCore

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
    var uses = kept.map { index in
      owners[index].map { use(of: $0, places) } ?? nodes[index].use?.moved(places)
    }
    GraphPicture.number(&uses)
    return GraphPicture(
      zip(kept, uses).map { index, use in
        let node = nodes[index]
        return Node(
          label: node.label, role: node.role, isNamed: node.isNamed, shape: node.shape,
          number: node.number, gradient: node.gradient, use: use)
      })
  }

  /// The use of everything outside a fold that a node inside it uses, each once.
  private func use(of fold: Fold, _ places: [Int: Int]) -> Use {
    var operands: [Operand] = []
    for index in fold.nodes {
      for operand in nodes[index].use?.operands ?? [] where !fold.nodes.contains(operand.node) {
        guard let place = places[operand.node] else { continue }
        if let known = operands.firstIndex(where: { $0.node == place }) {
          operands[known] = Operand(place, part: operands[known].part.adding(operand.part))
        } else {
          operands.append(Operand(place, part: operand.part))
        }
      }
    }
    return Use(operation: fold.name, formula: fold.formula, operands: operands)
  }

  /// Numbers the parts of each node's gradient again, in the order of the uses.
  private static func number(_ uses: inout [Use?]) {
    var totals = [Int](repeating: 0, count: uses.count)
    for case let use? in uses {
      for operand in use.operands where operand.part != nil { totals[operand.node] += 1 }
    }
    var positions = [Int](repeating: 0, count: uses.count)
    uses = uses.map { use in
      use.map { use in
        Use(
          operation: use.operation, formula: use.formula,
          operands: use.operands.map { operand in
            guard let part = operand.part else { return operand }
            positions[operand.node] += 1
            return Operand(
              operand.node,
              part: Part(
                position: positions[operand.node], total: totals[operand.node],
                number: part.number))
          })
      }
    }
  }
}

extension GraphPicture.Use {
  fileprivate func moved(_ places: [Int: Int]) -> GraphPicture.Use {
    GraphPicture.Use(
      operation: operation, formula: formula,
      operands: operands.compactMap { operand in
        places[operand.node].map { GraphPicture.Operand($0, part: operand.part) }
      })
  }
}

extension GraphPicture.Part? {
  /// The part that two uses inside a fold make together.
  fileprivate func adding(_ other: GraphPicture.Part?) -> GraphPicture.Part? {
    guard let self, let other else { return self ?? other }
    let number = self.number.flatMap { own in other.number.map { own + $0 } }
    return GraphPicture.Part(position: self.position, total: self.total, number: number)
  }
}
