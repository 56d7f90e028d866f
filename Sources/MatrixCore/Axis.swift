// MatrixCore: tensors with named axes, exact or floating, and every loop over entries. It knows
// nothing of formulas, lessons or text layout.

/// One dimension of a tensor: its name and how many entries it has.
package struct Axis: Hashable, Sendable {
  package let name: String
  package let size: Int

  package init(_ name: String, _ size: Int) {
    self.name = name
    self.size = size
  }
}

extension Axis: CustomStringConvertible {
  /// Whether the axis has a name to show; the axes of a list are `#1`, `#2`.
  package var isNamed: Bool { !name.hasPrefix("#") }

  /// The axis as shapes print it: `N 2`.
  package var description: String { isNamed ? "\(name) \(size)" : "\(size)" }
}
