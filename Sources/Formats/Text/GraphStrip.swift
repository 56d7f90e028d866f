import Documents
import Typography

/// A part of a graph drawn from left to right: its inputs at the left, one band of lines for each,
/// and its result at the right. An operation is in the band of its last operand; lines from the
/// others come down to it. The line of a value that is used again forks, and everything drawn below
/// it before its last use stands right of the fork.
struct GraphStrip {
  let text: GraphText
  let root: Int
  private(set) var edges: [Edge] = []
  private(set) var lanes: [Lane] = []
  private(set) var bands = 0
  private(set) var width = 0
  private let isCut: (Int) -> Bool
  /// The uses of each value within this strip.
  private var uses: [Int: [GraphPicture.Operand]] = [:]

  /// A line from a value to its consumer.
  struct Edge {
    let node: Int
    let band: Int
    /// The operation before it, with its column and centre; nil for an input and a branch.
    var circle: (text: String, column: Int, center: Int)?
    /// The start of its line, and the first column of the next operation.
    let start: Int
    var end: Int
    /// The texts above and below, and their column.
    var value = ""
    var gradient = ""
    let textColumn: Int
    /// The edges into its operation, in order.
    var operands: [Int] = []
    /// What comes back along a branch, right of the fork.
    var part: (text: String, column: Int)?
  }

  /// The fork of a value that is used more than once, and the bands that it leads to.
  struct Lane {
    let node: Int
    let column: Int
    var bands: [Int]
    let uses: Int

    var isOpen: Bool { bands.count < uses }
  }

  /// Lays out the strip that ends in `root`; `isCut` is true for results of other strips.
  init(_ text: GraphText, root: Int, isCut: @escaping (Int) -> Bool) {
    self.text = text
    self.root = root
    self.isCut = isCut
    var reached: Set = [root]
    var waiting = [root]
    while let node = waiting.popLast() {
      for operand in text.picture.nodes[node].use?.operands ?? [] {
        uses[operand.node, default: []].append(operand)
        if !isInput(operand.node), reached.insert(operand.node).inserted {
          waiting.append(operand.node)
        }
      }
    }
    let edge = edges[addOperation(root)]
    width = edge.end + 1
  }

  /// The operations whose results are drawn inside the strip, without its own result.
  var inner: [Int] { edges.filter { $0.circle != nil && $0.node != root }.map(\.node) }
}

extension GraphStrip {
  private func isInput(_ node: Int) -> Bool {
    text.picture.nodes[node].use == nil || isCut(node)
  }

  /// The first column right of the forks that have branches to come.
  private var margin: Int {
    lanes.filter(\.isOpen).map { $0.column + 3 }.max() ?? 0
  }

  /// Places one use of a value, with the value if this is its first, and returns the index of its edge.
  private mutating func add(_ operand: GraphPicture.Operand) -> Int {
    let node = operand.node
    if let lane = lanes.firstIndex(where: { $0.node == node }) {
      return addBranch(operand, lane)
    }
    let index = isInput(node) ? addInput(node) : addOperation(node)
    if let all = uses[node], all.count > 1 { fork(index, operand, all.count) }
    return index
  }

  private mutating func addBranch(_ operand: GraphPicture.Operand, _ lane: Int) -> Int {
    let (part, column) = (text.gradient(operand.node, [operand]), margin)
    lanes[lane].bands.append(bands)
    edges.append(
      Edge(
        node: operand.node, band: bands, start: lanes[lane].column,
        end: column + DisplayWidth.of(part) + 1, textColumn: column, part: (part, column)))
    bands += 1
    return edges.count - 1
  }

  private mutating func addInput(_ node: Int) -> Int {
    let (value, gradient, column) = (text.values[node], trunkGradient(node), margin)
    let longest = max(DisplayWidth.of(value), DisplayWidth.of(gradient))
    edges.append(
      Edge(
        node: node, band: bands, start: column, end: column + longest + 1, value: value,
        gradient: gradient, textColumn: column))
    bands += 1
    return edges.count - 1
  }

  /// Places an operation after its operands.
  private mutating func addOperation(_ node: Int) -> Int {
    let operands = text.picture.nodes[node].use?.operands ?? []
    var reach = margin
    var incoming: [Int] = []
    for operand in operands {
      incoming.append(add(operand))
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

  /// Lets the line of a value fork behind its texts.
  private mutating func fork(_ edge: Int, _ operand: GraphPicture.Operand, _ uses: Int) {
    let (part, column) = (text.gradient(operand.node, [operand]), edges[edge].end)
    lanes.append(
      Lane(node: operand.node, column: column, bands: [edges[edge].band], uses: uses))
    edges[edge].part = (part, column + 3)
    edges[edge].end = column + 3 + DisplayWidth.of(part) + 1
  }

  /// The gradient text below an input: its gradient if this strip has all its uses, the
  /// contribution of a single use, else nothing.
  private func trunkGradient(_ node: Int) -> String {
    let uses = uses[node] ?? []
    let all = text.picture.nodes[node].gradient?.contributions.count ?? 0
    let isAll = uses.reduce(0) { $0 + $1.contributions.count } == all
    return uses.count == 1 || isAll ? text.gradient(node, uses) : ""
  }
}
