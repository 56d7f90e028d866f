import MatrixCore

/// A part of a value that is a part of an operand, entry for entry.
package struct OperandBlock: Sendable {
  /// The index of an entry along an axis of the operand, counted from 0.
  package enum Index: Sendable, Equatable {
    /// The index along this axis of the value, moved.
    case along(Int, shift: Int = 0)
    case fixed(Int)
  }

  package let operand: Int
  /// One for each axis of the operand.
  package let indices: [Index]
  /// The indices along the axes of the value that it doesn't fill, by the axis.
  package let ranges: [Int: Range<Int>]

  init(_ operand: Int, _ indices: [Index], ranges: [Int: Range<Int>] = [:]) {
    self.operand = operand
    self.indices = indices
    self.ranges = ranges
  }

  /// The operand's axes are found by name in the value's shape; one that is not there has the index
  /// `fixed`.
  static func named(
    _ operand: Int, _ shape: Shape, in value: Shape, fixed: Int = 0,
    ranges: [Int: Range<Int>] = [:]
  ) -> OperandBlock {
    OperandBlock(
      operand, shape.names.map { value.index(of: $0).map { .along($0) } ?? .fixed(fixed) },
      ranges: ranges)
  }

  /// The operand's axes are the value's, in order, and `shifts` are added to the value's indices. The
  /// value may be larger than the operand.
  static func moved(_ shape: Shape, in value: Shape, by shifts: [Int]) -> OperandBlock {
    var ranges: [Int: Range<Int>] = [:]
    for (axis, size) in shape.sizes.enumerated()
    where size < value.axes[axis].size && shifts[axis] <= 0 {
      ranges[axis] = -shifts[axis]..<size - shifts[axis]
    }
    return OperandBlock(
      0, shifts.enumerated().map { .along($0, shift: $1) }, ranges: ranges)
  }
}
