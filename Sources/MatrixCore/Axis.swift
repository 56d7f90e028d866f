// MatrixCore: the small matrix core. Tensors with named axes, exact or floating, and every loop
// over entries. It knows nothing of formulas, lessons or text layout.

/// One dimension of a tensor: its name and how many entries it has.
package struct Axis: Hashable, Sendable {
  package let name: String
  package let size: Int

  package init(_ name: String, _ size: Int) {
    self.name = name
    self.size = size
  }

  /// The sizes first, which are compared at once.
  package static func == (left: Axis, right: Axis) -> Bool {
    left.size == right.size && left.name == right.name
  }
}

extension Axis: CustomStringConvertible {
  /// Whether the axis has a name that may be told: those of a list have none, and are `#1`, `#2`.
  package var isNamed: Bool { name.utf8.first != UInt8(ascii: "#") }

  /// The axis as shapes print it: `N 2`.
  package var description: String {
    var text = ""
    write(to: &text)
    return text
  }

  func write(to text: inout String) {
    if isNamed {
      text += name
      text += " "
    }
    text += String(size)
  }
}
