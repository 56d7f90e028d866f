import Typography

/// A part of a graph drawn from left to right: what it takes in stands at the left, one band of lines
/// for each, and its result leaves at the right. An operation stands in the band of its last operand;
/// the others come down to it.
struct GraphStrip {
  let text: GraphText
  let root: Int
  private(set) var edges: [Edge] = []
  private(set) var lanes: [Lane] = []
  private(set) var bands = 0
  private(set) var width = 0
  /// For each operation the one in this strip that its longest operand comes of, if any.
  private(set) var deepest: [Int: Int] = [:]
  private var leafWidth = 0
  private var armStart = 0

  /// A line from what gives a value to what uses it.
  struct Edge {
    let node: Int
    let band: Int
    /// The operation before it, and the column at which that stands; nil for what comes in.
    let circle: (text: String, column: Int, center: Int)?
    /// Where its line begins and where the next operation may stand.
    let start: Int
    let end: Int
    /// What stands above and below, and at which column.
    let value: String
    let gradient: String
    let textColumn: Int
    /// What comes to its operation, in order.
    let operands: [Int]
    /// For a branch of a value used more than once: what it sends back, right of the branching.
    var part: (text: String, column: Int)?
  }

  /// Where a value that is used more than once branches, and into which bands.
  struct Lane {
    let node: Int
    let column: Int
    var bands: [Int]
  }

  /// `isCut` says of an operation that it ends a strip of its own.
  init(_ text: GraphText, root: Int, isCut: (Int) -> Bool) {
    self.text = text
    self.root = root
    var taken: [Int: [GraphPicture.Operand]] = [:]
    var order: [Int] = []
    collect(root, isCut, &taken, &order)
    let forked = order.filter { (taken[$0]?.count ?? 0) > 1 }
    for node in order {
      let widest = max(
        DisplayWidth.of(text.values[node]), DisplayWidth.of(trunkGradient(node, taken[node] ?? [])))
      leafWidth = max(leafWidth, widest + 1)
    }
    armStart = leafWidth + 2 * forked.count + 1
    lanes = forked.enumerated().map { place, node in
      Lane(node: node, column: leafWidth + 2 * place, bands: [])
    }
    let edge = edges[add(root, isCut, taken)]
    width = edge.end + 1
  }
}

extension GraphStrip {
  /// What comes in, and as what, in the order of the bands.
  private func collect(
    _ node: Int, _ isCut: (Int) -> Bool, _ taken: inout [Int: [GraphPicture.Operand]],
    _ order: inout [Int]
  ) {
    for operand in text.picture.nodes[node].use?.operands ?? [] {
      if text.picture.nodes[operand.node].use == nil || isCut(operand.node) {
        if taken[operand.node] == nil { order.append(operand.node) }
        taken[operand.node, default: []].append(operand)
      } else {
        collect(operand.node, isCut, &taken, &order)
      }
    }
  }

  /// What stands below a value coming in: its gradient where all of it comes from here, else the part.
  private func trunkGradient(_ node: Int, _ operands: [GraphPicture.Operand]) -> String {
    if operands.count == 1 { return text.gradient(operands[0]) }
    let parts = operands.compactMap(\.part)
    return parts.count == parts.first?.total ? text.gradients[node] : ""
  }

  /// Places an operation after its operands and says which edge leaves it.
  private mutating func add(
    _ node: Int, _ isCut: (Int) -> Bool, _ taken: [Int: [GraphPicture.Operand]]
  ) -> Int {
    let operands = text.picture.nodes[node].use?.operands ?? []
    var incoming: [Int] = []
    var reach = 0
    for operand in operands {
      if text.picture.nodes[operand.node].use == nil || isCut(operand.node) {
        incoming.append(addLeaf(operand, taken[operand.node] ?? []))
      } else {
        incoming.append(add(operand.node, isCut, taken))
        if edges[incoming[incoming.count - 1]].end > reach { deepest[node] = operand.node }
      }
      reach = max(reach, edges[incoming[incoming.count - 1]].end)
    }
    if operands.isEmpty { bands += 1 }
    let circle = text.circle(node)
    let start = reach + DisplayWidth.of(circle)
    let (value, gradient) = (text.values[node], text.gradients[node])
    let longest = max(DisplayWidth.of(value), DisplayWidth.of(gradient))
    edges.append(
      Edge(
        node: node, band: bands - 1,
        circle: (circle, reach, reach + (DisplayWidth.of(circle) - 1) / 2), start: start,
        end: start + 1 + longest + 1, value: value, gradient: gradient, textColumn: start + 1,
        operands: incoming))
    return edges.count - 1
  }

  private mutating func addLeaf(
    _ operand: GraphPicture.Operand, _ taken: [GraphPicture.Operand]
  ) -> Int {
    let node = operand.node
    let band = bands
    bands += 1
    guard taken.count > 1, let lane = lanes.firstIndex(where: { $0.node == node }) else {
      let (value, gradient) = (text.values[node], trunkGradient(node, taken))
      let longest = max(DisplayWidth.of(value), DisplayWidth.of(gradient))
      edges.append(
        Edge(
          node: node, band: band, circle: nil, start: 0,
          end: lanes.isEmpty ? longest + 1 : armStart, value: value, gradient: gradient,
          textColumn: 0, operands: []))
      return edges.count - 1
    }
    let isFirst = lanes[lane].bands.isEmpty
    lanes[lane].bands.append(band)
    let part = text.gradient(operand)
    edges.append(
      Edge(
        node: node, band: band, circle: nil, start: isFirst ? 0 : lanes[lane].column,
        end: armStart + DisplayWidth.of(part) + 1, value: isFirst ? text.values[node] : "",
        gradient: isFirst ? trunkGradient(node, taken) : "", textColumn: 0, operands: [],
        part: (part, armStart)))
    return edges.count - 1
  }
}
