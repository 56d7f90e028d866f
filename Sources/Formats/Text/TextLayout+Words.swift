import Documents
import MatrixCore
import Typography

// Matrices and work as text, for a screen reader.

extension TextLayout {
  /// `X, N 2 by in 2`, then a line for each row: `row 1: 1, 2`.
  func tensorAsText(_ view: TensorView, width: Int) -> [String] {
    let axes = view.tensor.shape.axes
    let slices = MatrixSlice.slices(view.tensor, .row)
    let shown = Abridged(slices.count, limit: Abridged.compactLimit)
    let isRounded = Grid.grids(
      of: shown.compactMap { $0.map { slices[$0] } }, numbers: style.numbers, glyphs: glyphs
    ).contains { $0.isRounded }
    let numbers = style.numbers.uniform(
      for: shown.flatMap { $0.map { slices[$0].shownEntries } ?? [] })
    let title = [
      view.name ?? "", axes.map(\.description).joined(separator: " by "),
      isRounded ? "approximate" : "",
    ].filter { !$0.isEmpty }.joined(separator: ", ")
    if axes.count < 2 {
      let entries = slices.first.map { row(0, of: $0, numbers) } ?? ""
      return prose(title.isEmpty ? entries : "\(title): \(entries)", width: width, hang: 2)
    }
    var result = prose(title, width: width, hang: 2)
    let leading = Shape(Array(axes.dropLast(2)))
    for index in shown {
      guard let index else {
        result.append("(\(slices.count - 6) left out)")
        continue
      }
      if !leading.isScalar { result += prose(label(leading, at: index), width: width) }
      for rowIndex in Abridged(slices[index].rows, limit: Abridged.limit) {
        guard let rowIndex else {
          result.append("(\(slices[index].rows - 6) rows left out)")
          continue
        }
        result += prose(
          "row \(rowIndex + 1): \(row(rowIndex, of: slices[index], numbers))", width: width, hang: 2
        )
      }
    }
    return result
  }

  private func row(_ row: Int, of slice: MatrixSlice, _ numbers: NumberStyle) -> String {
    Abridged(slice.columns, limit: Abridged.limit).map { column in
      guard let column else { return "(\(slice.columns - 6) left out)" }
      return style.spelling(numbers.text(slice.entry(row, column)))
    }.joined(separator: ", ")
  }

  /// Rows of work, one line per piece; numbers alone stay on one line.
  func workAsText(_ rows: [WorkRow], width: Int) -> [String] {
    var result: [String] = []
    for row in rows {
      guard case .pieces(let label, let pieces) = row else {
        result.append("their sum:")
        continue
      }
      var words: [String] = []
      var lines: [String] = []
      for piece in pieces {
        switch piece {
        case .symbol(let text), .relation(let text): words.append(Self.operatorNames[text] ?? text)
        case .text(let text): words.append(text)
        case .tensor(let view):
          if view.tensor.shape.isScalar {
            words += with(digits: view.digits).tensorAsText(view, width: .max)
            continue
          }
          if !words.isEmpty { lines += prose(words.joined(separator: " "), width: width, hang: 2) }
          words = []
          lines += with(digits: view.digits).tensorAsText(view, width: width)
        }
      }
      if !words.isEmpty { lines += prose(words.joined(separator: " "), width: width, hang: 2) }
      if let label { result += prose(label + ":", width: width) }
      result += lines
    }
    return result
  }

  /// The names of operators between matrices.
  private static let operatorNames = [
    "=": "equals", "≈": "is approximately", "~": "is approximately", "+": "plus", "-": "minus",
    "−": "minus", "@": "matrix product with", "⊗": "outer product with",
    "(x)": "outer product with", "∘": "times, entry by entry,", ".*": "times, entry by entry,",
    "*": "times", "·": "times", "/": "divided by",
  ]
}
