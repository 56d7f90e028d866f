import Backprop
import Formulas
import MatrixCore

/// Finite differences beside the gradients.
package struct GradientCheck: Sendable {
  /// One input or param.
  package struct Row: Sendable {
    package let name: String
    package let gradient: Tensor
    /// (L(x + h) − L(x − h)) / 2h for each entry, or forward differences where those were asked for.
    package let difference: Tensor
    /// Whether every entry agrees.
    package let holds: Bool
    /// The entry (from 0) that disagrees most.
    package let worst: Int?
    package let isExact: Bool
    /// How many entries agree only as far as rounding lets it be seen.
    package let rounded: Int
    package let kinks: [Kink]

    /// Where the differences shown are furthest from the gradient, and by how much.
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

  /// A random direction along which a large network is checked.
  package struct Direction: Sendable {
    package let name: String
    package let gradient: Double
    package let difference: Double
    package let holds: Bool
  }

  package let rows: [Row]
  package let directions: [Direction]
  /// The step that the lesson asked for.
  package let h: Number?
  package let isForward: Bool
  /// Whether all gradients are near 0, so that agreement would prove nothing.
  package let isIdle: Bool
  package let loss: String
}

/// The loss beside a leaf: in fractions, where the network has no other numbers, and in floating
/// point, which is begun where it is first asked for.
struct LossProbes {
  let exact: LossProbe?
  private(set) lazy var floating = LossProbe(network, leaf: leaf, loss: loss, isExact: false)
  private let network: Network
  private let leaf: Int
  private let loss: Int

  init(_ network: Network, leaf: Int, loss: Int, isExact: Bool) {
    self.network = network
    self.leaf = leaf
    self.loss = loss
    exact = isExact ? LossProbe(network, leaf: leaf, loss: loss, isExact: true) : nil
  }
}

/// The loss as a function of one entry of a leaf, everything else held.
///
/// A class, as each evaluation writes over the values of the one before.
final class LossProbe {
  private let network: Network
  private let leaf: Int
  private let loss: Int
  /// The leaf's tensor as it is.
  let tensor: Tensor
  /// The nodes between the leaf and the loss, in order: what `detach` holds does not move.
  private let moving: [Int]
  /// Those of the moving nodes are of the evaluation before.
  private var values: [Tensor]
  private var kinks: [(entry: Int, body: Graph.Body)] = []
  /// The loss with the leaf as it is; nil where it is no number.
  private(set) var middle: (loss: Number, sides: [[Double]])?

  /// In floating point throughout where it is not to be exact.
  init(_ network: Network, leaf: Int, loss: Int, isExact: Bool) {
    self.network = network
    self.leaf = leaf
    self.loss = loss
    let graph = network.graph
    moving = graph.nodes(between: leaf, and: loss)
    values = isExact ? network.tensors : network.tensors.map(\.approximate)
    tensor = values[leaf]
    for entry in moving {
      guard case .operation(let use) = graph.nodes[entry].source,
        let body = use.kinkBody(graph.nodes[entry].range)
      else { continue }
      kinks.append((entry, body))
    }
    // An exact network has these values already.
    middle = isExact ? outcome : evaluate(tensor)
  }

  /// The loss with the leaf's tensor replaced, and on which side of every kink it was computed.
  func evaluate(_ tensor: Tensor) -> (loss: Number, sides: [[Double]])? {
    guard loss < values.count else { return nil }
    values[leaf] = tensor
    guard network.graph.evaluateAnew(moving, in: &values) else { return nil }
    return outcome
  }

  /// The loss as the values have it, and on which side of every kink they are.
  private var outcome: (loss: Number, sides: [[Double]])? {
    guard loss < values.count, let loss = values[loss].number, loss.double.isFinite else {
      return nil
    }
    var sides: [[Double]] = []
    for (entry, body) in kinks {
      guard case .operation(let use) = network.graph.nodes[entry].source else { continue }
      let operands = use.tensors(values)
      let inner = try? body.graph.evaluate { reference in
        if case .argument(let index) = reference, index >= 0 {
          operands[index]
        } else {
          operands[0]
        }
      }
      if let inner { sides.append(inner[body.result].doubles) }
    }
    return (loss, sides)
  }

  /// How far rounding may have moved the loss: each value on the way is off by some of its last bits,
  /// and its gradient tells what that does to the loss. The two sums of a long chain may be far larger
  /// than the loss that is left of them.
  var rounding: Double {
    var sum = 0.0
    for entry in moving where entry < network.tensors.count {
      guard let gradient = network.differentiation?.gradient(of: entry)?.value else { continue }
      for (value, slope) in zip(network.tensors[entry].doubles, gradient.doubles) {
        sum += (value * slope).magnitude
      }
    }
    return sum.isFinite ? 4 * Double.ulpOfOne * sum : 0
  }

  func moved(_ offset: Int, by step: Number) -> Tensor {
    tensor.replacing(offset, with: tensor[offset] + step)
  }
}

extension Graph {
  /// Computes some nodes again, in order, none of which is a leaf; whether all could be.
  fileprivate func evaluateAnew(_ moving: [Int], in values: inout [Tensor]) -> Bool {
    for entry in moving {
      guard case .operation(let use) = nodes[entry].source,
        let value = try? use.evaluate(
          use.tensors(values), at: nodes[entry].range)
      else { return false }
      values[entry] = value
    }
    return true
  }

  /// The nodes that depend on one entry and that another depends on, the latter among them. What
  /// `detach` holds depends on nothing.
  fileprivate func nodes(between first: Int, and last: Int) -> [Int] {
    guard first < last else { return [] }
    var depends = [Bool](repeating: false, count: nodes.count)
    depends[first] = true
    for entry in first + 1...last {
      for case .entry(let operand, _) in movingOperands(of: entry) where depends[operand] {
        depends[entry] = true
      }
    }
    var isNeeded = [Bool](repeating: false, count: nodes.count)
    isNeeded[last] = depends[last]
    for entry in (first + 1...last).reversed() where isNeeded[entry] {
      for case .entry(let operand, _) in movingOperands(of: entry) where depends[operand] {
        isNeeded[operand] = true
      }
    }
    return (first + 1...last).filter { isNeeded[$0] }
  }

  private func movingOperands(of entry: Int) -> [Operand] {
    guard case .operation(let use) = nodes[entry].source,
      use.operation.name != "detach"
    else { return [] }
    return use.operands
  }
}

extension Graph.OperationUse {
  /// What tells on which side of its kink each entry is; nil for a smooth operation.
  fileprivate func kinkBody(_ range: SourceRange) -> Graph.Body? {
    guard let kink = operation.kink else { return nil }
    let formula = operation.substituted(
      Operation.formula(kink), operands: placeholders, shapes: operandShapes, options: options,
      isRun: true)
    let (shapes, options) = (operandShapes, options)
    var lowering = Lowering(
      Graph(),
      scope: Scope(
        allowsInternal: true,
        axisSize: { name in
          Operation.size(of: name, shapes) ?? Operation.size(of: name, shapes, options)
        }
      ) { _, name in
        guard let index = Int(name.dropFirst()), index < shapes.count else {
          return .failure(NetworkProblem.unknownName(name, suggestion: nil), related: nil)
        }
        return .meaning(
          .leaf(.argument(index), label: name, shape: shapes[index], constant: nil))
      })
    guard let result = try? lowering.define("side", formula) else { return nil }
    return Graph.Body(graph: lowering.graph, result: result)
  }
}
