/// Which strips a graph is drawn in, so that each fits the width.
struct GraphPlan {
  let strips: [GraphStrip]

  /// Cuts the graph where a value is used more than once, and where a strip would be too wide: at a
  /// value with a name sooner than at a step on the way to one. Nil where one operation alone is
  /// wider than that.
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

  /// Where to cut a strip that is too wide: on the longest way to its result, as near to it as
  /// possible.
  private static func cut(_ strip: GraphStrip, _ cuts: Set<Int>, _ width: Int) -> Int? {
    var way: [Int] = []
    var node = strip.root
    while let next = strip.deepest[node] {
      way.append(next)
      node = next
    }
    func fits(_ cut: Int) -> Bool {
      GraphStrip(strip.text, root: strip.root) { $0 == cut || cuts.contains($0) }.width <= width
    }
    let nodes = strip.text.picture.nodes
    return way.first { nodes[$0].isNamed && fits($0) } ?? way.first(where: fits) ?? way.first
  }
}
