import Formulas

/// An axis as a statement names it, with its size if that is written.
package struct AxisDeclaration: Sendable {
  package let name: String
  package let size: Int?
  package let range: SourceRange

  package init(name: String, size: Int?, range: SourceRange) {
    self.name = name
    self.size = size
    self.range = range
  }
}
