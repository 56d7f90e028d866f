import Backprop
import Derivations
import MatrixCore

extension Step.Slopes {
  var blocks: [Block] {
    var blocks: [Block] = [
      .paragraph(
        "A row for each entry of \(value), a column for each entry of \(variable): the slope of the one by "
          + "the other.")
    ]
    blocks.append(.table(table))
    if let axis = sharedAxis, isBlockDiagonal(axis) {
      blocks.append(
        .remark(
          label: "note",
          "Off the marked blocks all slopes are 0: nothing depends on another index of \(axis.name)."
        ))
    }
    return blocks
  }

  private var table: Table {
    let slopes = jacobian.slopes
    let columns = jacobian.variable.count
    return Table(
      header: [""] + labels(variable, jacobian.variable),
      rows: labels(value, jacobian.value).enumerated().map { row, label in
        [.text(label)]
          + (0..<columns).map { column in
            let slope = slopes[row * columns + column]
            return slope.isZero ? .zero : .number(slope)
          }
      },
      groups: sharedAxis.map { axis in
        Table.Groups(rows: jacobian.value.count / axis.size, columns: columns / axis.size)
      })
  }

  /// `W[1,1]`, `W[1,2]` …, row by row; a scalar's name.
  private func labels(_ name: String, _ shape: Shape) -> [String] {
    (0..<shape.count).map { offset in
      let indices = shape.indices(at: offset).map { "\($0 + 1)" }.joined(separator: ",")
      return indices.isEmpty ? name : "\(name)[\(indices)]"
    }
  }

  /// The first axis, if both have it: the samples.
  private var sharedAxis: Axis? {
    guard let axis = jacobian.value.axes.first, axis == jacobian.variable.axes.first,
      axis.size > 1, jacobian.value.rank > 1 || jacobian.variable.rank > 1
    else { return nil }
    return axis
  }

  private func isBlockDiagonal(_ axis: Axis) -> Bool {
    let columns = jacobian.variable.count
    let (height, width) = (jacobian.value.count / axis.size, columns / axis.size)
    return (0..<jacobian.slopes.count).allSatisfy { offset in
      (offset / columns) / height == (offset % columns) / width || jacobian.slopes[offset].isZero
    }
  }
}
