import Backprop
import Formulas
import MatrixCore

/// Finite differences compared with the gradients.
package struct GradientCheck: Sendable {
  /// One input or param.
  package struct Row: Sendable {
    package let name: String
    package let gradient: Tensor
    /// (L(x + h) − L(x − h)) / 2h for each entry, or forward differences if requested.
    package let difference: Tensor
    /// Whether every entry agrees.
    package let holds: Bool
    /// The entry (from 0) with the largest disagreement.
    package let worst: Int?
    package let isExact: Bool
    /// The number of entries that agree only within the rounding error.
    package let rounded: Int
    package let kinks: [Kink]
    package let jumps: [Jump]

    /// The largest difference from the gradient and its indices.
    package var largestGap: (indices: [Int], size: Number)? {
      var largest: (offset: Int, size: Number)?
      for offset in 0..<gradient.count {
        let gap = gradient[offset] - difference[offset]
        let size = gap.double < 0 ? -gap : gap
        if size.double > largest?.size.double ?? 0 { largest = (offset, size) }
      }
      return largest.map { (gradient.shape.indices(at: $0.offset).map { $0 + 1 }, $0.size) }
    }
  }

  /// An entry at which the loss has two slopes.
  package struct Kink: Sendable {
    package let name: String
    /// From 1.
    package let indices: [Int]
    package let left: Number
    package let right: Number
    package let gradient: Number
  }

  /// An entry at which the loss jumps.
  package struct Jump: Sendable {
    package let name: String
    /// From 1.
    package let indices: [Int]
    package let gradient: Number
  }

  /// A random direction along which a large network is checked.
  package struct Direction: Sendable {
    package let name: String
    package let gradient: Double
    package let difference: Double
    package let holds: Bool
  }

  package let rows: [Row]
  package let directions: [Direction]
  /// The step size that the lesson chose.
  package let h: Number?
  package let isForward: Bool
  /// Whether all gradients are near 0, so that agreement proves nothing.
  package let isIdle: Bool
  package let loss: String
}

/// The loss near a leaf's value: in fractions if the network is exact, and in floating point,
/// created on first use.
struct LossProbes {
  let exact: LossProbe?
  private(set) lazy var floating = LossProbe(
    network, leaf: leaf, loss: loss, isExact: false, kinks: kinks)
  private let network: EvaluatedNetwork
  private let leaf: Int
  private let loss: Int
  private let kinks: [Kink]

  init(_ network: EvaluatedNetwork, leaf: Int, loss: Int, isExact: Bool, kinks: [Kink]) {
    self.network = network
    self.leaf = leaf
    self.loss = loss
    self.kinks = kinks
    exact =
      isExact ? LossProbe(network, leaf: leaf, loss: loss, isExact: true, kinks: kinks) : nil
  }
}

/// A use with a kink, and the graph that determines on which side of it each entry is.
struct Kink {
  let node: Int
  let use: Graph.OperationUse
  let side: Graph.Body
}

extension Graph {
  /// The kinks of all nodes, in order.
  var kinks: [Kink] {
    nodes.indices.compactMap { node in
      guard case .operation(let use) = nodes[node].source else { return nil }
      return use.kinkBody.map { Kink(node: node, use: use, side: $0) }
    }
  }
}

/// The loss as a function of one entry of a leaf, with everything else fixed.
///
/// A class, since each evaluation overwrites the previous values.
final class LossProbe {
  private let network: EvaluatedNetwork
  private let leaf: Int
  private let loss: Int
  /// The leaf's original tensor.
  let tensor: Tensor
  /// The nodes on a differentiable path from the leaf to the loss, in order, without those behind
  /// `detach`.
  private let moving: [Int]
  /// Values on the path are overwritten by each evaluation.
  private var values: [Tensor]
  /// Those on the path.
  private let kinks: [Kink]
  /// The loss at the original leaf; nil if it isn't finite.
  private(set) var middle: (loss: Number, sides: [[Double]])?

  /// Uses floating point throughout unless it is exact.
  init(_ network: EvaluatedNetwork, leaf: Int, loss: Int, isExact: Bool, kinks: [Kink]) {
    self.network = network
    self.leaf = leaf
    self.loss = loss
    let moving = network.graph.nodes(from: [leaf], to: [loss]) { $0.operation.name == "detach" }
    self.moving = moving
    let isMoving = Set(moving)
    self.kinks = kinks.filter { isMoving.contains($0.node) }
    values = isExact ? network.tensors : network.tensors.map(\.approximate)
    tensor = values[leaf]
    // An exact network has these values already.
    middle = isExact ? outcome : evaluate(tensor)
  }

  /// The loss with the leaf's tensor replaced, and the side of every kink.
  func evaluate(_ tensor: Tensor) -> (loss: Number, sides: [[Double]])? {
    guard loss < values.count else { return nil }
    values[leaf] = tensor
    // A value on the way may be infinite beside the entry, as that of `exp` in `minimum(exp(x), 1)`.
    do { try network.graph.recompute(moving, in: &values, mustBeFinite: false) } catch {
      return nil
    }
    return outcome
  }

  /// The loss of the current values, and the side of every kink.
  private var outcome: (loss: Number, sides: [[Double]])? {
    guard loss < values.count, let loss = values[loss].number, loss.double.isFinite else {
      return nil
    }
    var sides: [[Double]] = []
    for kink in kinks {
      guard let inner = try? kink.side.values(kink.use.tensors(values)) else { continue }
      sides.append(inner[kink.side.result].doubles)
    }
    return (loss, sides)
  }

  /// The possible rounding error of the loss: each intermediate value is off by some of its last
  /// bits, weighted by its gradient. The two sums of a long chain may be far larger than their
  /// difference, the loss. A sum of n terms is off by up to n roundings of all its terms.
  private(set) lazy var rounding: Double = {
    let size = { [network] (node: Int) -> Double in
      guard let gradient = network.gradients?.value(of: node), node < network.tensors.count
      else { return 0 }
      return zip(network.tensors[node].doubles, gradient.doubles)
        .reduce(0) { $0 + ($1.0 * $1.1).magnitude }
    }
    var sum = 0.0
    for node in moving {
      guard case .operation(let use) = network.graph.nodes[node].source else { continue }
      let shape = network.graph.nodes[node].shape
      var (terms, largest) = (1, size(node))
      for (operand, operandShape) in zip(use.operands, use.operandShapes) {
        let summed = operandShape.axes.filter { !shape.contains($0.name) }.reduce(1) {
          $0 * $1.size
        }
        guard summed > 1 else { continue }
        terms = max(terms, summed)
        if case .node(let target, _) = operand { largest = max(largest, size(target)) }
      }
      sum += Double(3 + terms) * largest
    }
    return sum.isFinite ? Double.ulpOfOne * sum : 0
  }()

  func moved(_ offset: Int, by step: Number) -> Tensor {
    tensor.replacing(offset, with: tensor[offset] + step)
  }
}

extension Graph.OperationUse {
  /// The graph that determines on which side of its kink each entry is; nil for a smooth operation.
  fileprivate var kinkBody: Graph.Body? {
    guard let kink = operation.kink else { return nil }
    let formula = operation.substituted(
      Operation.formula(kink), operands: placeholders, shapes: operandShapes, options: options,
      isRun: true)
    let (shapes, options) = (operandShapes, options)
    var lowering = Lowering(
      Graph(),
      scope: .placeholders(axisSize: { name in
        Operation.size(of: name, shapes) ?? Operation.size(of: name, shapes, options)
      }) { name in
        Scope.operandIndex(name, of: shapes.count).map { (.argument($0), name, shapes[$0]) }
      })
    guard let result = try? lowering.define("side", formula) else { return nil }
    return Graph.Body(graph: lowering.graph, result: result)
  }
}
