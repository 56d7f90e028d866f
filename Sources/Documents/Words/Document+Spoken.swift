import Formulas
import MatrixCore
import Typography

extension Document {
  /// The document with sentences in place of drawings, for a screen reader.
  package func spoken(_ numbers: NumberStyle) -> Document {
    let speaker = Speaker(numbers: numbers, labels: labels)
    var document = self
    document.blocks = blocks.flatMap(speaker.blocks)
    return document
  }
}

/// Describes drawings in sentences.
private struct Speaker {
  let numbers: NumberStyle
  let labels: MatrixLabels

  func blocks(_ block: Block) -> [Block] {
    switch block {
    case .list(let marks, let items): [.list(marks, items: items.map { $0.flatMap(blocks) })]
    case .quote(let inner): [.quote(inner.flatMap(blocks))]
    case .work(let rows): [.sentences(rows.flatMap(sentences))]
    case .table(let table): table.rows.map { .sentences(sentences($0, table.header)) }
    case .graph(let picture): [.sentences(picture.sentences(numbers))]
    case .plot(let plot): [.sentences(plot.sentences(numbers))]
    default: [block]
    }
  }

  private func sentences(_ row: WorkRow) -> [String] {
    switch row {
    case .sumRule: ["their sum:"]
    case .aside(let math): sentences(math)
    case .line(let label, let parts): (label.map { [$0 + ":"] } ?? []) + parts.flatMap(sentences)
    }
  }

  /// A sentence per tensor; numbers and the operators between them share one.
  private func sentences(_ math: MathText) -> [String] {
    var sentences: [String] = []
    var words: [String] = []
    func endSentence() {
      if !words.isEmpty { sentences.append(words.joined(separator: " ")) }
      words = []
    }
    for token in math.tokens(numbers) {
      switch token {
      case .symbol(let text), .relation(let text):
        words.append(Self.operatorNames[text] ?? text)
      case .text(let text): words.append(text)
      case .number(let number, let digits):
        words.append(numbers.with(digits: digits).spoken(number))
      case .tensor(let view):
        endSentence()
        sentences += view.sentences(numbers, labels)
      }
    }
    endSentence()
    return sentences
  }

  /// `header: cell` for each cell of a row.
  private func sentences(_ row: [Table.Cell], _ headers: [String]) -> [String] {
    row.enumerated().flatMap { column, cell -> [String] in
      let header = column < headers.count ? headers[column] : ""
      let lead = header.isEmpty ? "" : header + ": "
      switch cell {
      case .text(""): return []
      case .text(let text): return [lead + text]
      case .math(let math): return [lead + math.text(numbers)]
      case .number(let number): return [lead + numbers.spoken(number)]
      case .zero: return [lead + "0"]
      case .tensor(let tensor) where tensor.shape.isScalar:
        return [lead + numbers.spoken(tensor[0])]
      case .tensor(let tensor):
        return TensorView(tensor, name: .name(header)).sentences(numbers, labels)
      }
    }
  }

  private static let operatorNames = [
    "=": "equals", "≈": "is approximately", "+": "plus", "-": "minus", "−": "minus",
    "@": "matrix product with", "⊗": "outer product with", "∘": "times, entry by entry,",
    "*": "times", "·": "times", "/": "divided by",
  ]
}

extension NumberStyle {
  /// `2.5`, `approximately 0.7311`
  func spoken(_ number: Number) -> String {
    let text = formatted(number)
    return (text.isRounded ? "approximately " : "") + text.text
  }
}

extension Shape {
  /// `N 2 by in 2`
  var spoken: String { axes.map(\.description).joined(separator: " by ") }
}

extension TensorView {
  /// `X, N 2 by in 2`, then each row: `row 1: 1, 2`.
  fileprivate func sentences(_ style: NumberStyle, _ labels: MatrixLabels) -> [String] {
    let style = style.with(digits: digits)
    let matrices = MatrixSlice.slices(tensor, .row)
    let shown = Abridged(matrices.count, limit: Abridged.compactLimit)
    let entries = shown.flatMap { $0.map { matrices[$0].shownEntries } ?? [] }
    let numbers = style.uniform(for: entries)
    let isRounded = entries.contains { numbers.formatted($0).isRounded } || !tensor.isExact
    let title = [name?.text(style) ?? "", tensor.shape.spoken, isRounded ? "approximate" : ""]
      .filter { !$0.isEmpty }.joined(separator: ", ")
    if tensor.shape.rank < 2 {
      let row = matrices[0].text(row: 0, numbers)
      return [title.isEmpty ? row : "\(title): \(row)"]
    }
    var sentences = [title]
    let leading = Shape(Array(tensor.shape.axes.dropLast(2)))
    for index in shown {
      guard let index else {
        sentences.append(leftOut(matrices.count - 6))
        continue
      }
      if !leading.isScalar { sentences.append(labels.label(leading, at: index)) }
      for row in Abridged(matrices[index].rows, limit: Abridged.limit) {
        sentences.append(
          row.map { "row \($0 + 1): \(matrices[index].text(row: $0, numbers))" }
            ?? leftOut(matrices[index].rows - 6, "rows "))
      }
    }
    return sentences
  }
}

extension MatrixSlice {
  fileprivate func text(row: Int, _ numbers: NumberStyle) -> String {
    Abridged(columns, limit: Abridged.limit).map { column in
      column.map { numbers.text(entry(row, $0)) } ?? leftOut(columns - 6)
    }.joined(separator: ", ")
  }
}

/// `(3 left out)`
func leftOut(_ count: Int, _ what: String = "") -> String { "(\(count) \(what)left out)" }
