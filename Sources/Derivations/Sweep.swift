import MatrixCore

/// The difference for decreasing step sizes and its distance from the gradient.
package struct Sweep: Sendable {
  package struct Row: Sendable {
    /// h is 10 to the power −`power`.
    package let power: Int
    package let central: Double
    package let forward: Double
  }

  package let name: String
  /// From 1.
  package let indices: [Int]
  package let gradient: Number
  package let rows: [Row]

  /// `W[1, 2]`; for a scalar its name.
  package var entry: String {
    indices.isEmpty ? name : "\(name)[\(indices.map { "\($0)" }.joined(separator: ", "))]"
  }
}
