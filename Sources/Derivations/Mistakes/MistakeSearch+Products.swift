import Backprop
import Formulas
import MatrixCore

// Other values of the lesson, and products of its matrices, in place of the one asked for.

extension MistakeSearch {
  /// The most candidates that are tried.
  private static let mostProducts = 4_000
  private static let mostOperands = 200

  /// A value or gradient of the network with its name.
  private struct Operand {
    let formula: Formula
    let target: AskedExpression.Target
    let isTransposed: Bool
    let sizes: [Int]
  }

  /// Every value, and every product of two matrices or their transposes, of the right sizes.
  var products: [Candidate] {
    guard let target = asked.single else { return [] }
    let sizes = asked.networks[target.network].shape(target.node).sizes
    let operands = operands(target).prefix(Self.mostOperands)
    var candidates: [Candidate] = []
    for operand in operands where operand.sizes == sizes && operand.target != target {
      candidates.append(candidate(operand.formula, [operand], target) { $0[0] })
    }
    let pairs = operands.filter { $0.sizes.count == 2 || $0.sizes.count == 1 }
    for left in pairs {
      for right in pairs where candidates.count < Self.mostProducts {
        if left.sizes == sizes, right.sizes == sizes, !left.isTransposed, !right.isTransposed,
          left.target != right.target
        {
          candidates.append(
            candidate(
              Formula(.binary(.multiply, left.formula, right.formula)), [left, right], target
            ) { try? .combine(.multiply, $0[0], $0[1]) })
        }
        guard left.sizes.last == right.sizes.first,
          left.sizes.dropLast() + right.sizes.dropFirst() == sizes[...]
        else { continue }
        candidates.append(
          candidate(Formula(.binary(.product, left.formula, right.formula)), [left, right], target)
          {
            Self.product($0[0], $0[1])
          })
      }
    }
    return candidates
  }

  private func candidate(
    _ formula: Formula, _ operands: [Operand], _ target: AskedExpression.Target,
    _ combine: @escaping @Sendable ([Tensor]) -> Tensor?
  ) -> Candidate {
    let targets = operands.map { ($0.target, $0.isTransposed) }
    return Candidate(Mistake(.otherFormula, formula: formula)) { networks in
      var tensors: [Tensor] = []
      for (operand, isTransposed) in targets {
        guard let tensor = Self.tensor(operand, networks),
          let turned = isTransposed ? try? tensor.transposed() : tensor
        else { return nil }
        tensors.append(turned.byPosition)
      }
      guard let value = combine(tensors) else { return nil }
      let shape = networks[target.network].shape(target.node)
      guard value.shape.sizes == shape.sizes else { return nil }
      return self.value(value.under(shape), for: target, in: networks)
    }
  }

  /// The product of matrices or vectors whose axes are numbered.
  private static func product(_ left: Tensor, _ right: Tensor) -> Tensor? {
    let inner = Axis("#inner", left.shape.sizes.last ?? 0)
    let a = left.under(Shape(left.shape.axes.dropLast() + [inner]))
    let b = right.under(
      Shape([inner] + right.shape.axes.dropFirst().map { Axis($0.name + "'", $0.size) }))
    return try? .product(a, b)
  }

  /// The matrices and vectors of the network that was asked about, whole and transposed.
  private func operands(_ target: AskedExpression.Target) -> [Operand] {
    let network = asked.networks[target.network]
    let prefix: (String) -> Formula = { name in
      target.network == asked.network
        ? .name(name) : Formula(.member(network: network.name, name: name))
    }
    var operands: [Operand] = []
    func add(_ name: String, _ node: Int, isGradient: Bool) {
      let sizes = network.shape(node).sizes
      guard (1...2).contains(sizes.count) else { return }
      let value = AskedExpression.Target(
        network: target.network, node: node, isGradient: isGradient)
      operands.append(
        Operand(formula: prefix(name), target: value, isTransposed: false, sizes: sizes))
      guard sizes.count == 2 else { return }
      operands.append(
        Operand(
          formula: Formula(.transposed(prefix(name))), target: value, isTransposed: true,
          sizes: sizes.reversed()))
    }
    for value in network.values { add(value.name, value.node, isGradient: false) }
    for value in network.valuesWithGradients {
      add("d" + value.name, value.node, isGradient: true)
    }
    return operands
  }

  private static func tensor(
    _ target: AskedExpression.Target, _ networks: [EvaluatedNetwork]
  ) -> Tensor? {
    let network = networks[target.network]
    guard target.isGradient else { return network.tensor(target.node) }
    return network.value(at: target.node).flatMap { network.gradient(of: $0) }
  }
}

extension Tensor {
  /// The same entries under axes that are named by their position, so that products and
  /// multiplication go by sizes alone.
  fileprivate var byPosition: Tensor {
    under(Shape(shape.sizes.enumerated().map { Axis("#\($0)", $1) }))
  }
}
