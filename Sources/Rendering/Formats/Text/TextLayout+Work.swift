import MatrixCore

/// A work row as drawn, with the place of its last matrix, under which a rule may stand.
struct LaidRow {
  var lines: [Line]
  var tail: (column: Int, width: Int)?
}

extension TextLayout {
  /// Rows of matrices: side by side with the last relation of every row in one column, or, where that
  /// is too wide, each row broken before relations and operators.
  func work(_ rows: [WorkRow], width: Int) -> [String] {
    let rows = rows.filter { !$0.isEmpty }
    let tails = tailGrids(rows, width: width)
    let laid = aligned(rows, tails, width: width) ?? broken(rows, tails, width: width)
    var result: [Line] = []
    var previous: LaidRow?
    for row in laid {
      guard let row else {
        if let tail = previous?.tail { result.append(sumRule(under: tail)) }
        previous = nil
        continue
      }
      if let previous, previous.lines.count > 1 || row.lines.count > 1 { result.append(Line()) }
      result += row.lines
      previous = row
    }
    return result.map(\.trimmed)
  }

  private func sumRule(under tail: (column: Int, width: Int)) -> Line {
    var line = Line(.spaces(tail.column - 2) + "+ ")
    line.append(
      .repeated(glyphs.rule, max(1, tail.column + tail.width - line.width)))
    return line
  }

  /// Where terms are summed, the matrices that end the rows, set in columns of one width, so that the
  /// sum can be read downwards.
  private func tailGrids(_ rows: [WorkRow], width: Int) -> [Int: Grid] {
    guard rows.contains(where: { if case .sumRule = $0 { true } else { false } }) else {
      return [:]
    }
    var slices: [(row: Int, slice: MatrixSlice, shape: [Int])] = []
    for (index, row) in rows.enumerated() {
      guard let view = row.tail, 1...2 ~= view.tensor.shape.rank,
        let slice = MatrixSlice.slices(view.tensor, view.orientation).first
      else { continue }
      slices.append((index, slice, [slice.rows, slice.columns]))
    }
    guard slices.count > 1, slices.allSatisfy({ $0.shape == slices[0].shape }) else { return [:] }
    let grids = fittingGrids(slices.map(\.slice), width: width - 4)
    return Dictionary(uniqueKeysWithValues: zip(slices.map(\.row), grids))
  }

  /// All rows on one line each, nil where one doesn't fit the width. A nil row is a rule.
  private func aligned(_ rows: [WorkRow], _ tails: [Int: Grid], width: Int) -> [LaidRow?]? {
    var labels = 0
    for case .pieces(let label?, _) in rows { labels = max(labels, DisplayWidth.of(label) + 3) }
    guard labels < width / 2 else { return nil }
    var lefts: [(strip: WorkStrip, right: [WorkItem])] = []
    var relation = 0
    for (index, row) in rows.enumerated() {
      guard case .pieces(_, let pieces) = row else {
        lefts.append((WorkStrip(), []))
        continue
      }
      let items = items(pieces, width: width, tail: tails[index])
      let split = items.lastIndex { $0.role == .relation } ?? items.count
      let strip = WorkStrip(Array(items[..<split]), from: labels)
      let right = Array(items[split...])
      lefts.append((strip, right))
      guard !right.isEmpty else { continue }
      let captioned = right.count > 1 && !right[1].caption.isEmpty && strip.captionEnd > 0
      relation = max(
        relation, strip.items.isEmpty ? labels : strip.bodyEnd + 2,
        captioned ? strip.captionEnd + 2 - right[0].body.width - 2 : 0)
    }
    // Terms without a relation stand above the sum, which has one.
    let sum = lefts.indices.last { tails[$0] != nil && lefts[$0].right.count == 2 }
    let end = sum.map { relation + 2 + lefts[$0].right.reduce(0) { $0 + $1.body.width } }
    var laid: [LaidRow?] = []
    for (index, (row, (strip, right))) in zip(rows, lefts).enumerated() {
      guard case .pieces(let label, _) = row else {
        laid.append(nil)
        continue
      }
      var strip = strip
      if !right.isEmpty {
        // A name alone stands at the relation, matrices at the left.
        if !strip.items.contains(where: { $0.item.role == .tensor }) {
          strip.shift(by: relation - 2 - strip.bodyEnd)
        }
        strip.append(right[0], at: relation)
        for item in right.dropFirst() { strip.append(item) }
      } else if let end, tails[index] != nil, strip.bodyEnd < end {
        strip.shift(by: end - strip.bodyEnd)
      }
      guard strip.width <= width else { return nil }
      laid.append(LaidRow(lines: strip.lines(label: label.map { Line($0) }), tail: strip.tail))
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
