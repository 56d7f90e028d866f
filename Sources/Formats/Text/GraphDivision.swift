import Documents

/// A graph cut at some values, each of which ends a strip; values that strips share are cut as well.
struct GraphDivision {
  private let picture: GraphPicture
  private let cuts: Set<Int>
  /// The strips that use each value, by the value that ends them.
  private let consumers: [Set<Int>]

  init(_ picture: GraphPicture, at cuts: Set<Int>) {
    self.picture = picture
    var all = cuts
    var consumers = [Set<Int>](repeating: [], count: picture.nodes.count)
    for (index, node) in zip(picture.nodes.indices, picture.nodes).reversed() {
      guard let use = node.use else { continue }
      if consumers[index].count != 1 { all.insert(index) }
      let strip = all.contains(index) ? index : consumers[index].first ?? index
      for operand in use.operands { consumers[operand.node].insert(strip) }
    }
    self.cuts = all
    self.consumers = consumers
  }

  func isCut(_ node: Int) -> Bool { cuts.contains(node) }

  func cut(at node: Int) -> GraphDivision { GraphDivision(picture, at: cuts.union([node])) }

  /// How often a value comes in again in another strip than that of its first use.
  var repetitions: Int { consumers.reduce(0) { $0 + max(0, $1.count - 1) } }
}
