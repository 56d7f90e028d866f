extension Tensor {
  /// The parts one after the other, each at its first axis: tensors of the axes of `target` less its
  /// first. Exact if all parts are.
  package static func stacked(_ parts: [Tensor], as target: Shape) -> Tensor {
    Tensor(target, entries(joining: parts))
  }

  /// The entries at `offsets` in the parts, which are counted one after the other.
  package static func gathered(
    from parts: [Tensor], at offsets: [Int], as target: Shape
  ) -> Tensor {
    Tensor(Shape([]), entries(joining: parts)).gathered(offsets, target)
  }

  /// `a` where the mask is not 0, else `b`; numbers among them stand for every entry.
  package static func choose(
    _ mask: Tensor, _ a: Tensor, _ b: Tensor
  ) throws(ShapeError) -> Tensor {
    let shape = [mask, a, b].map(\.shape).first { !$0.isScalar } ?? .scalar
    let isChosen = try mask.broadcast(to: shape).doubles.map { $0 != 0 }
    let (x, y) = (try a.broadcast(to: shape), try b.broadcast(to: shape))
    let offsets = isChosen.indices.map { isChosen[$0] ? $0 : shape.count + $0 }
    return gathered(from: [x, y], at: offsets, as: shape)
  }

  private static func entries(joining parts: [Tensor]) -> Entries {
    var exact: [ExactEntries] = []
    for part in parts {
      guard case .exact(let entries) = part.entries else {
        return .floating(parts.flatMap(\.doubles))
      }
      exact.append(entries)
    }
    return .exact(ExactEntries(joining: exact))
  }
}

extension ExactEntries {
  init(joining parts: [ExactEntries]) {
    if let shared = parts.first?.shared, parts.allSatisfy({ $0.shared == shared }) {
      self.init(numerators: parts.flatMap(\.numerators), over: shared)
    } else {
      self.init(parts.flatMap(\.rationals))
    }
  }
}
