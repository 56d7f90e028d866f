import MatrixCore

/// A work row as laid out, on one strip or, where that is too wide, on several.
struct LaidRow {
  /// The label on lines of its own.
  var title = Box.none
  /// The label at the left of the first strip.
  var label: String?
  var strips: [WorkStrip]

  /// The place of its last matrix, under which a rule may stand.
  var tail: (column: Int, width: Int)? { strips.last?.tail }

  var isTall: Bool { title.height + strips.count > 1 || strips.contains { $0.height > 1 } }

  func write(into lines: inout TextLines) {
    for line in title.lines { lines.append(line) }
    for (index, strip) in strips.enumerated() {
      if index > 0, strip.height > 1 { lines.appendBlank() }
      strip.write(label: index == 0 ? label : nil, into: &lines)
    }
  }
}

extension TextLayout {
  /// Rows of matrices: side by side with the last relation of every row in one column, or, where that
  /// is too wide, each row broken before relations and operators.
  func work(_ rows: [WorkRow], width: Int, into lines: inout TextLines) {
    let rows = rows.filter { !$0.isEmpty }
    let tails = tailGrids(rows, width: width)
    let laid = aligned(rows, tails, width: width) ?? broken(rows, tails, width: width)
    var previous: LaidRow?
    for row in laid {
      guard let row else {
        if let tail = previous?.tail { lines.append(sumRule(under: tail)) }
        previous = nil
        continue
      }
      if let previous, previous.isTall || row.isTall { lines.appendBlank() }
      row.write(into: &lines)
      previous = row
    }
  }

  private func sumRule(under tail: (column: Int, width: Int)) -> Line {
    var line = Line()
    line.append(spaces: tail.column - 2)
    line.append("+ ", width: 2)
    line.append(glyphs.rule, times: max(1, tail.column + tail.width - line.width))
    return line
  }

  /// Where terms are summed, for each row the matrix that ends it, set in columns of one width, so that
  /// the sum can be read downwards.
  private func tailGrids(_ rows: [WorkRow], width: Int) -> [Grid?] {
    var tails = [Grid?](repeating: nil, count: rows.count)
    guard rows.contains(where: { if case .sumRule = $0 { true } else { false } }) else {
      return tails
    }
    var places: [Int] = []
    var slices: [MatrixSlice] = []
    for (index, row) in rows.enumerated() {
      guard let view = row.tail, 1...2 ~= view.tensor.shape.rank,
        let slice = MatrixSlice.slices(view.tensor, view.orientation).first
      else { continue }
      places.append(index)
      slices.append(slice)
    }
    guard slices.count > 1,
      slices.allSatisfy({ $0.rows == slices[0].rows && $0.columns == slices[0].columns })
    else { return tails }
    for (place, grid) in zip(places, fittingGrids(slices, width: width - 4)) { tails[place] = grid }
    return tails
  }

  /// All rows on one line each, nil where one doesn't fit the width. A nil row is a rule.
  private func aligned(_ rows: [WorkRow], _ tails: [Grid?], width: Int) -> [LaidRow?]? {
    var labels = 0
    for case .pieces(let label?, _) in rows { labels = max(labels, DisplayWidth.of(label) + 3) }
    guard labels < width / 2 else { return nil }
    var halves: [(left: WorkStrip, right: ArraySlice<WorkItem>)] = []
    halves.reserveCapacity(rows.count)
    var relation = 0
    for (index, row) in rows.enumerated() {
      guard case .pieces(_, let pieces) = row else {
        halves.append((WorkStrip(), []))
        continue
      }
      let items = items(pieces, width: width, tail: tails[index])
      let split = items.lastIndex { $0.role == .relation } ?? items.count
      let left = WorkStrip(items[..<split], from: labels)
      let right = items[split...]
      halves.append((left, right))
      guard let first = right.first else { continue }
      let captioned =
        right.count > 1 && items[split + 1].caption.height > 0 && left.captionEnd > 0
      relation = max(
        relation, left.items.isEmpty ? labels : left.bodyEnd + 2,
        captioned ? left.captionEnd + 2 - first.body.width - 2 : 0)
    }
    // Terms without a relation stand above the sum, which has one.
    let sum = halves.indices.last { tails[$0] != nil && halves[$0].right.count == 2 }
    let end = sum.map { relation + 2 + halves[$0].right.reduce(0) { $0 + $1.body.width } }
    var laid: [LaidRow?] = []
    laid.reserveCapacity(rows.count)
    for (index, row) in rows.enumerated() {
      guard case .pieces(let label, _) = row else {
        laid.append(nil)
        continue
      }
      var (strip, right) = halves[index]
      if let first = right.popFirst() {
        // A name alone stands at the relation, matrices at the left.
        if !strip.items.contains(where: { $0.role == .tensor }) {
          strip.shift(by: relation - 2 - strip.bodyEnd)
        }
        strip.append(first, at: relation)
        for item in right { strip.append(item) }
      } else if let end, tails[index] != nil, strip.bodyEnd < end {
        strip.shift(by: end - strip.bodyEnd)
      }
      guard strip.width <= width else { return nil }
      laid.append(LaidRow(label: label, strips: [strip]))
    }
    return laid
  }
}

extension WorkRow {
  fileprivate var isEmpty: Bool {
    if case .pieces(nil, let pieces) = self { pieces.isEmpty } else { false }
  }

  /// The tensor that is all of the row, or all that follows its last relation.
  fileprivate var tail: TensorView? {
    guard case .pieces(_, let pieces) = self, case .tensor(let view) = pieces.last else {
      return nil
    }
    if pieces.count == 1 { return view }
    if case .relation = pieces[pieces.count - 2] { return view }
    return nil
  }
}
