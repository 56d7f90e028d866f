// Documents: what one page says, as data.

import Formulas
import MatrixCore
import Typography

/// The content of one screen, independent of its appearance.
package struct Document: Sendable {
  package var blocks: [Block]
  package internal(set) var labels = MatrixLabels()
  /// How many decimals the rounded numbers have at least, by magnitude.
  var decimals: [Double: Int] = [:]

  package init(_ blocks: [Block] = []) {
    self.blocks = blocks
  }

  /// The style in which each number of the document is written one way.
  package func numbers(_ style: NumberStyle) -> NumberStyle { style.with(decimals: decimals) }
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
  /// Formula lines with remarks at the right.
  case equations([Equation])
  /// Terms with what they mean.
  case definitions(title: String?, [Definition])
  /// Worked numbers, with the relations of all rows aligned.
  case work([WorkRow])
  case table(Table)
  /// The computational graph, with values above its edges and gradients below.
  case graph(GraphPicture)
  /// A curve with its axes.
  case plot(Plot)
  /// A problem of a lesson, with its source.
  case diagnostic(DiagnosticFrame)
  /// A claim that the engine has checked.
  case claim(Sentence, holds: Bool)
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

  /// A remark with mathematics.
  package static func remark(label: String, _ sentence: Sentence) -> Block {
    .remark(label: label, sentence.inlines)
  }

  /// A paragraph with mathematics.
  package static func paragraph(_ sentence: Sentence) -> Block { .paragraph(sentence.inlines) }

  /// One row of work without a label.
  package static func work(_ math: MathText...) -> Block { .work([.line(label: nil, math)]) }
}

package struct StepHeader: Sendable {
  /// The number of the step, from 1.
  package let position: Int
  /// The number of steps; nil as long as it is not known.
  package let total: Int?
  /// Nil for `main`.
  package var network: String?
  /// The part of the lesson, such as `backward`.
  package let section: String
  package let title: Sentence

  /// `8/14`
  package var progress: String { "\(position)/\(total.map(String.init) ?? "…")" }

  /// The progress and the other texts, without empty ones.
  package var words: [String] {
    [progress] + [network ?? "", section, title.plain].filter { !$0.isEmpty }
  }
}

/// One formula, `dW = Xᵀ @ dY`, with a remark at the right edge if it fits, else on a line of its
/// own below.
package struct Equation: Sendable {
  /// Nil where the formula goes on from the one above.
  package let left: MathText?
  /// The right sides; a line that is too long breaks before a relation, else after an operator.
  package let right: [MathRelation]
  package let remark: Sentence?

  package init(_ left: MathText?, _ right: [MathRelation], remark: Sentence? = nil) {
    self.left = left
    self.right = right
    self.remark = remark
  }

  /// `left = right`
  package init(_ left: MathText?, _ right: MathText, remark: Sentence? = nil) {
    self.init(left, [MathRelation(.equals, right)], remark: remark)
  }

  /// A relation as an equation.
  package init(_ math: MathText, remark: Sentence? = nil) {
    if case .relations(let left, let right) = math {
      self.init(left, right, remark: remark)
    } else {
      self.init(math, [], remark: remark)
    }
  }
}

/// A row of worked numbers.
package enum WorkRow: Sendable {
  /// A label (`n = 1`) and mathematics, several side by side.
  case line(label: String?, [MathText])
  /// In brackets, because it is not a term of the sum.
  case aside(MathText)
  /// The line under the terms of a sum, below the last matrix of the previous row.
  case sumRule
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

/// A table, whose rows have as many cells as its header.
package struct Table: Sendable {
  package enum Cell: Sendable {
    case text(String)
    case math(MathText)
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

  /// Fills short rows with empty cells.
  package init(header: [String], rows: [[Cell]], groups: Groups? = nil) {
    let count = rows.reduce(header.count) { max($0, $1.count) }
    self.header = header + [String](repeating: "", count: count - header.count)
    self.rows = rows.map { $0 + [Cell](repeating: .text(""), count: count - $0.count) }
    self.groups = groups
  }

  /// Whether a group of columns, other than the first, begins with this column.
  package func beginsGroup(_ column: Int) -> Bool {
    guard let groups, groups.columns > 0, column > 1 else { return false }
    return (column - 1) % groups.columns == 0
  }
}
