import Documents

/// The division of a graph into strips that fit the width.
struct GraphPlan {
  let strips: [GraphStrip]
  /// How often a value comes in again in another strip than that of its first use.
  let repetitions: Int

  /// Cuts the graph wherever a strip would be too wide: preferably so that all uses of a value stay in
  /// one strip, and at a named value. Nil if a single operation is wider than that.
  init?(_ text: GraphText, width: Int) {
    let nodes = text.picture.nodes
    let operations = nodes.indices.filter { nodes[$0].use != nil }
    var division = GraphDivision(text.picture, at: [])
    var isWhole = false
    // A cut makes no strip wider, save by the name of what comes back: then the strip is cut again.
    while !isWhole {
      isWhole = true
      for node in operations {
        while true {
          let strip = GraphStrip(text, root: node, isCut: division.isCut)
          if strip.width <= width { break }
          guard let next = Self.cut(strip, division, width) else { return nil }
          division = next
          isWhole = false
        }
      }
    }
    strips = operations.filter(division.isCut).map {
      GraphStrip(text, root: $0, isCut: division.isCut)
    }
    repetitions = division.repetitions
  }

  /// The best cut of a strip that is too wide, near to its result; nil if it has a single operation.
  private static func cut(
    _ strip: GraphStrip, _ division: GraphDivision, _ width: Int
  ) -> GraphDivision? {
    let nodes = strip.text.picture.nodes
    let cuts = strip.inner.sorted(by: >).enumerated().map { distance, node in
      let next = division.cut(at: node)
      return (rank: [next.repetitions, nodes[node].isNamed ? 0 : 1, distance], next: next)
    }.sorted { $0.rank.lexicographicallyPrecedes($1.rank) }.map(\.next)
    return cuts.first { next in
      GraphStrip(strip.text, root: strip.root, isCut: next.isCut).width <= width
    } ?? cuts.first
  }
}
