import Formulas
import MatrixCore

extension NetworkBuilder {
  /// The right side of a statement.
  package enum Data: Sendable {
    /// Nested lists: their length at each depth, and the numbers in order.
    case list(sizes: [Int], numbers: [Number], range: SourceRange)
    case generator(Formula)
    case formula(Formula)
    /// `define`: no data, but a formula for others to use.
    case definition(Definition)
  }

  package struct Statement: Sendable {
    package let role: Network.Role
    package let name: String
    package let nameRange: SourceRange
    /// Nil if none are named, empty if the value has none.
    package let axes: [AxisDeclaration]?
    package let data: Data

    package init(
      role: Network.Role, name: String, nameRange: SourceRange, axes: [AxisDeclaration]?,
      data: Data
    ) {
      self.role = role
      self.name = name
      self.nameRange = nameRange
      self.axes = axes
      self.data = data
    }
  }

  /// The known parts of a statement that could not be parsed completely.
  package struct IllegibleStatement: Sendable {
    package let role: Network.Role
    package let name: String
    package let nameRange: SourceRange
    package let axes: [AxisDeclaration]
    /// Other words in it that may name axes.
    package let words: [String]

    package init(
      role: Network.Role, name: String, nameRange: SourceRange, axes: [AxisDeclaration],
      words: [String]
    ) {
      self.role = role
      self.name = name
      self.nameRange = nameRange
      self.axes = axes
      self.words = words
    }
  }
}
