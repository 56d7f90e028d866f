import Documents

/// The division of a graph into strips that fit the width.
struct GraphPlan {
  let strips: [GraphStrip]

  /// Cuts the graph at each value that is used more than once, and wherever a strip would be too
  /// wide, preferably at a named value. Nil if a single operation is wider than that.
  init?(_ text: GraphText, width: Int) {
    let nodes = text.picture.nodes
    let uses = text.picture.uses
    let operations = nodes.indices.filter { nodes[$0].use != nil }
    var cuts = Set(operations.filter { uses[$0] != 1 })
    for node in operations {
      var strip = GraphStrip(text, root: node) { cuts.contains($0) }
      while strip.width > width {
        guard let cut = Self.cut(strip, cuts, width) else { return nil }
        cuts.insert(cut)
        strip = GraphStrip(text, root: node) { cuts.contains($0) }
      }
    }
    strips = operations.filter(cuts.contains).map { root in
      GraphStrip(text, root: root) { cuts.contains($0) }
    }
  }

  /// The best cut of a strip that is too wide: on the longest path to its result, as near to it as
  /// possible.
  private static func cut(_ strip: GraphStrip, _ cuts: Set<Int>, _ width: Int) -> Int? {
    var path: [Int] = []
    var node = strip.root
    while let next = strip.longestOperands[node] {
      path.append(next)
      node = next
    }
    func fits(_ cut: Int) -> Bool {
      GraphStrip(strip.text, root: strip.root) { $0 == cut || cuts.contains($0) }.width <= width
    }
    let nodes = strip.text.picture.nodes
    return path.first { nodes[$0].isNamed && fits($0) } ?? path.first(where: fits) ?? path.first
  }
}
