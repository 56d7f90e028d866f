import Backprop
import MatrixCore

/// An index along an axis of classes: rows and columns count from 1, labels from 0.
package struct LabelPlace: Sendable, Equatable {
  package let axis: String
  /// From 1.
  package let index: Int

  package var label: Int { index - 1 }
}

extension EvaluatedNetwork {
  /// The locations of an entry, with indices from 1, along the axes that labels index; nil stands
  /// for a whole axis.
  func labelPlaces(_ indices: [Int?], _ shape: Shape) -> [LabelPlace] {
    let axes = graph.labelAxes
    return zip(shape.names, indices).compactMap { name, index in
      guard let index, axes.contains(name) else { return nil }
      return LabelPlace(axis: name, index: index)
    }
  }
}

extension Graph {
  /// The names of the axes that labels index.
  fileprivate var labelAxes: Set<String> {
    var axes: Set<String> = []
    for case .operation(let use) in nodes.map(\.source)
    where use.operation.takesLabels {
      for case .labels(let option) in use.operation.operands.map(\.kind) {
        let axis = Operation.labelAxis(option, use.options, use.operandShapes[0])
        if let axis { axes.insert(axis.name) }
      }
    }
    return axes
  }
}
