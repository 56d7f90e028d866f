// Rendering: what to say as a value (`Document`), and then how it looks (`Formats`).

import Derivations
import MatrixCore

/// What one screen says, before anything is decided about how it looks.
package struct Document: Sendable {
  package var blocks: [Block]
  /// The letters of the axes of the network that it is about; nil where it is about none.
  package var letters: AxisLetters?

  package init(_ blocks: [Block] = []) {
    self.blocks = blocks
  }
}

/// A piece of running text.
package enum Inline: Sendable, Hashable {
  case text(String)
  /// Typed in the language of formulas or of the shell.
  case code(String)
  case emphasis([Inline])
  case strong([Inline])
}

package enum Block: Sendable {
  case heading(level: Int, [Inline])
  case paragraph([Inline])
  case list(ListMarks, items: [[Block]])
  case quote([Block])
  /// Shown as typed.
  case code([String])
  case rule
  /// The line that opens a step: `── 8/14 · backward · dW ──…`. `place` is one unbroken word.
  case stepHeader(StepHeader)
  /// Lines of formulas: what stands left of the first relation, the rest, and a remark at the right.
  case equations([Equation])
  /// Numbers worked out: matrices joined by operators, the relations of all rows under each other.
  case work([WorkRow])
  case table(Table)
  /// The computational graph, values above its edges and gradients below.
  case graph(GraphPicture)
  /// A curve with its axes.
  case plot(Plot)
  /// A line that the engine has checked.
  case claim(String, holds: Bool)
  /// One thing to remember, with its kind in a word (`why`, `convention`, `note`).
  case remark(label: String, [Inline])
}

package struct StepHeader: Sendable {
  /// From 1.
  package let place: Int
  package let total: Int
  /// Nil where it is `main`.
  package let network: String?
  /// `backward`
  package let section: String
  package let title: String

  package init(
    place: Int, total: Int, network: String? = nil, section: String, title: String
  ) {
    self.place = place
    self.total = total
    self.network = network
    self.section = section
    self.title = title
  }
}

/// One line of symbols, `dW = Xᵀ @ dY`, with a remark that stands at the right edge where it fits and
/// on a line of its own below where it doesn't.
package struct Equation: Sendable {
  package let left: String
  /// What follows, each with its relation: `= Xᵀ @ dY`. A line too long breaks before a relation,
  /// else after an operator.
  package let right: [String]
  package let remark: String?

  package init(_ left: String, _ right: [String], remark: String? = nil) {
    self.left = left
    self.right = right
    self.remark = remark
  }
}

package enum WorkRow: Sendable {
  /// A label (`n = 1`) and what stands beside it.
  case pieces(label: String?, [WorkPiece])
  /// The line under the terms of a sum, below the last matrix of the row before.
  case sumRule
}

package enum WorkPiece: Sendable {
  case tensor(TensorView)
  /// An operator between matrices: `@ + − ⊗ ∘ /`.
  case symbol(String)
  /// `=`; the last one of each row stands under those of the other rows.
  case relation(String)
  /// A function's name, a bracket, a factor: `exp`, `(`, `2 *`.
  case text(String)
}

/// A tensor to be printed, with what stands above it.
package struct TensorView: Sendable {
  package enum Orientation: Sendable { case row, column }

  package let tensor: Tensor
  /// `dW`; nil where none is to be shown. The shape is printed after it: `dW (in 2, out 3)`.
  package let name: String?
  /// How a tensor of one axis is drawn.
  package let orientation: Orientation
  /// The significant digits without which the number would look like another one beside it.
  package let digits: Int

  package init(
    _ tensor: Tensor, name: String? = nil, orientation: Orientation = .row, digits: Int = 1
  ) {
    self.tensor = tensor
    self.name = name
    self.orientation = orientation
    self.digits = digits
  }
}

package struct Table: Sendable {
  package enum Cell: Sendable {
    case text(String)
    case number(Number)
    case tensor(Tensor)
  }

  package let header: [String]
  package let rows: [[Cell]]

  package init(header: [String], rows: [[Cell]]) {
    self.header = header
    self.rows = rows
  }
}
