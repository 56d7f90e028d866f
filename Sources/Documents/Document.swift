// Documents: what one page says, as data.

import MatrixCore

/// The content of one screen, independent of its appearance.
package struct Document: Sendable {
  package var blocks: [Block]
  package internal(set) var labels = MatrixLabels()

  package init(_ blocks: [Block] = []) {
    self.blocks = blocks
  }
}

/// A piece of running text.
package enum Inline: Sendable, Hashable {
  case text(String)
  /// A computed value, which stays on one line if it is short.
  case value(String)
  /// Text in the language of formulas or of the shell.
  case code(String)
  case emphasis([Inline])
  case strong([Inline])
}

extension [Inline] {
  /// The text without its markup.
  package var plain: String {
    map {
      switch $0 {
      case .text(let text), .value(let text), .code(let text): text
      case .emphasis(let inner), .strong(let inner): inner.plain
      }
    }.joined()
  }
}

extension [Inline] {
  /// Text with code between backticks.
  package init(backticked text: String) {
    self = text.split(separator: "`", omittingEmptySubsequences: false).enumerated().compactMap {
      index, part in
      part.isEmpty ? nil : index % 2 == 1 ? .code(String(part)) : .text(String(part))
    }
  }
}

package enum Block: Sendable {
  case heading(level: Int, [Inline])
  case paragraph([Inline])
  case list(ListMarks, items: [[Block]])
  case quote([Block])
  /// Shown as typed.
  case code([String])
  case rule
  /// Sentences, each on a line of its own.
  case sentences([String])
  /// The header line of a step: `── 8/14 · backward · dW ──…`. `position` is one unbroken word.
  case stepHeader(StepHeader)
  /// Formula lines: the left side of the first relation, the rest, and a remark at the right.
  case equations([Equation])
  /// Terms with what they mean.
  case definitions(title: String?, [Definition])
  /// Worked numbers: matrices joined by operators, with the relations of all rows aligned.
  case work([WorkRow])
  case table(Table)
  /// The computational graph, with values above its edges and gradients below.
  case graph(GraphPicture)
  /// A curve with its axes.
  case plot(Plot)
  /// A problem of a lesson, with its source.
  case diagnostic(DiagnosticFrame)
  /// A claim that the engine has checked.
  case claim(String, holds: Bool)
  /// A remark with its kind in a word (`why`, `convention`, `note`).
  case remark(label: String, [Inline])
}

extension Block {
  /// A paragraph of plain text.
  package static func paragraph(_ text: String) -> Block { .paragraph([.text(text)]) }

  /// A remark of plain text.
  package static func remark(label: String, _ text: String) -> Block {
    .remark(label: label, [.text(text)])
  }

  /// One row of work without a label.
  package static func work(_ pieces: WorkPiece...) -> Block { .work([.pieces(label: nil, pieces)]) }
}

extension WorkPiece {
  package static func tensor(_ tensor: Tensor, name: String? = nil, digits: Int = 1) -> WorkPiece {
    .tensor(TensorView(tensor, name: name, digits: digits))
  }
}

package struct StepHeader: Sendable {
  /// The number of the step, from 1.
  package let position: Int
  package let total: Int
  /// Nil for `main`.
  package var network: String?
  /// The part of the lesson, such as `backward`.
  package let section: String
  package let title: String

  /// `8/14`
  package var progress: String { "\(position)/\(total)" }

  /// The progress and the other texts, without empty ones.
  package var words: [String] {
    [progress] + [network ?? "", section, title].filter { !$0.isEmpty }
  }
}

/// One formula, `dW = Xᵀ @ dY`, with a remark at the right edge if it fits, else on a line of its
/// own below.
package struct Equation: Sendable {
  package let left: String
  /// The right sides, each with its relation: `= Xᵀ @ dY`. A line that is too long breaks before a
  /// relation, else after an operator.
  package let right: [String]
  package let remark: String?

  package init(_ left: String, _ right: [String], remark: String? = nil) {
    self.left = left
    self.right = right
    self.remark = remark
  }
}

package enum WorkRow: Sendable {
  /// A label (`n = 1`) and the row's content.
  case pieces(label: String?, [WorkPiece])
  /// The line under the terms of a sum, below the last matrix of the previous row.
  case sumRule
}

package enum WorkPiece: Sendable {
  case tensor(TensorView)
  /// An operator between matrices: `@ + − ⊗ ∘ /`.
  case symbol(String)
  /// `=`; the last relations of all rows are aligned.
  case relation(String)
  /// A function's name, a bracket, a factor: `exp`, `(`, `2 *`.
  case text(String)
}

/// A tensor to print, with a caption above it.
package struct TensorView: Sendable {
  package enum Orientation: Sendable { case row, column }

  package let tensor: Tensor
  /// `dW`, followed by the shape: `dW (in 2, out 3)`; nil for no caption.
  package let name: String?
  /// How to draw a tensor of one axis.
  package let orientation: Orientation
  /// The minimum number of significant digits that distinguishes the number from one beside it.
  package let digits: Int
  /// How tightly the operator beside a number binds, as `BinaryOperator` has it: a number whose text
  /// binds less takes brackets. 0 if there is none.
  package let binding: Int

  package init(
    _ tensor: Tensor, name: String? = nil, orientation: Orientation = .row, digits: Int = 1,
    binding: Int = 0
  ) {
    self.tensor = tensor
    self.name = name
    self.orientation = orientation
    self.digits = digits
    self.binding = binding
  }

  /// A number's text, in brackets where its sign or its fraction bar would be read otherwise.
  package func bracketed(_ text: String) -> String {
    let own = text.contains("/") ? 2 : text.hasPrefix("-") ? 3 : 5
    return own < binding ? "(\(text))" : text
  }
}

/// A term, such as an option, and what it means.
package struct Definition: Sendable {
  package let term: String
  package let meaning: [Inline]

  package init(_ term: String, _ meaning: [Inline]) {
    self.term = term
    self.meaning = meaning
  }
}

package struct Table: Sendable {
  package enum Cell: Sendable {
    case text(String)
    case number(Number)
    case tensor(Tensor)
    /// A 0 among other numbers, shown as a faint dot.
    case zero
  }

  /// Cells that belong together, below the header and beside the first column.
  package struct Groups: Sendable {
    /// The number of rows and of columns in each.
    package let rows: Int
    package let columns: Int
  }

  package let header: [String]
  package let rows: [[Cell]]
  package let groups: Groups?

  package init(header: [String], rows: [[Cell]], groups: Groups? = nil) {
    self.header = header
    self.rows = rows
    self.groups = groups
  }
}
