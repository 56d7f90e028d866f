import Documents
import Typography

/// A part of a graph drawn from left to right: its inputs at the left, one band of lines for each,
/// and its result at the right. An operation is in the band of its last operand; lines from the
/// others come down to it.
struct GraphStrip {
  let text: GraphText
  let root: Int
  private(set) var edges: [Edge] = []
  private(set) var lanes: [Lane] = []
  private(set) var bands = 0
  private(set) var width = 0
  /// The operand with the longest path within this strip, for each operation that has one.
  private(set) var longestOperands: [Int: Int] = [:]
  private var leafWidth = 0
  private var armStart = 0

  /// A line from a value to its consumer.
  struct Edge {
    let node: Int
    let band: Int
    /// The operation before it, with its column and centre; nil for an input.
    let circle: (text: String, column: Int, center: Int)?
    /// The start of its line, and the first column of the next operation.
    let start: Int
    let end: Int
    /// The texts above and below, and their column.
    let value: String
    let gradient: String
    let textColumn: Int
    /// The edges into its operation, in order.
    let operands: [Int]
    /// The gradient contribution of a branch, right of the fork.
    var part: (text: String, column: Int)?
  }

  /// The fork of a value that is used more than once, and the bands that it leads to.
  struct Lane {
    let node: Int
    let column: Int
    var bands: [Int]
  }

  /// Lays out the strip that ends in `root`; `isCut` is true for results of other strips.
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
    lanes = forked.enumerated().map { index, node in
      Lane(node: node, column: leafWidth + 2 * index, bands: [])
    }
    let edge = edges[add(root, isCut, taken)]
    width = edge.end + 1
  }
}

extension GraphStrip {
  /// Collects the inputs and their uses, in band order.
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

  /// The gradient text below an input: its gradient if this strip has all its uses, the
  /// contribution of a single use, else nothing.
  private func trunkGradient(_ node: Int, _ operands: [GraphPicture.Operand]) -> String {
    if operands.count == 1 { return text.gradient(operands[0]) }
    let parts = operands.compactMap(\.part)
    return parts.count == parts.first?.total ? text.gradients[node] : ""
  }

  /// Places an operation after its operands and returns the index of its output edge.
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
        if edges[incoming[incoming.count - 1]].end > reach { longestOperands[node] = operand.node }
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
