import Documents
import Formulas

extension TextLayout {
  /// The blocks of a document, with matrices that follow each other, each in a block of its own,
  /// side by side where a wide window has room for them.
  func sideBySide(_ blocks: [Block], width: Int) -> [Block] {
    guard style.width >= TextStyle.wideWidth, !style.accessible else { return blocks }
    var result: [Block] = []
    var last: [MathText]?
    for block in blocks {
      let matrices = block.matrices
      if let next = matrices, let before = last,
        fits(.line(label: nil, before + next), width: width)
      {
        result[result.count - 1] = .work([.line(label: nil, before + next)])
        last = before + next
      } else {
        result.append(block)
        last = matrices
      }
    }
    return result
  }
}

extension Block {
  /// The matrices of a block that is a row of nothing else.
  fileprivate var matrices: [MathText]? {
    guard case .work(let rows) = self, rows.count == 1, case .line(nil, let parts) = rows[0],
      parts.allSatisfy({ if case .tensor = $0 { true } else { false } })
    else { return nil }
    return parts
  }
}
