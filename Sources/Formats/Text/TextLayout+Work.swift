import Documents
import Formulas
import MatrixCore
import Typography

/// A laid out row of work, on one strip or, if it is too wide, on several; the rule of a sum has
/// none.
struct RowLayout {
  /// The label on lines of its own.
  var title = Box.none
  /// The label at the left of the first strip.
  var label: String?
  var strips: [WorkStrip] = []

  var isRule: Bool { title.height + strips.count == 0 }

  /// The column and width of its last matrix, under which a rule may be drawn.
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
  /// Rows of matrices, each on one line with the last relations aligned, or, if that is too wide,
  /// broken before relations and operators.
  func work(_ rows: [WorkRow], width: Int, into lines: inout TextLines) {
    let rows = rows.map { WorkTokens($0, style.numbers) }.filter { !$0.isEmpty }
    let tails = tailGrids(rows, width: width)
    let layouts =
      aligned(rows, tails, width: width, isRoomy: true) ?? aligned(rows, tails, width: width)
      ?? broken(rows, tails, width: width)
    for index in layouts.indices {
      let follows = index > 0 && !layouts[index - 1].isRule
      if layouts[index].isRule {
        if follows, let tail = layouts[index - 1].tail { lines.append(sumRule(under: tail)) }
        continue
      }
      if follows, layouts[index - 1].isTall || layouts[index].isTall { lines.appendBlank() }
      layouts[index].write(into: &lines)
    }
  }

  /// Whether a row fits the width on one line.
  func fits(_ row: WorkRow, width: Int) -> Bool {
    aligned([WorkTokens(row, style.numbers)], [nil], width: width) != nil
  }

  private func sumRule(under tail: (column: Int, width: Int)) -> Line {
    var line = Line()
    line.append(spaces: tail.column - 2)
    line.append("+ ", width: 2)
    line.append(glyphs.rule, times: max(1, tail.column + tail.width - line.width))
    return line
  }

  /// The last matrix of each row of a sum, in columns of equal width, so that the sum can be read
  /// downwards.
  private func tailGrids(_ rows: [WorkTokens], width: Int) -> [Grid?] {
    var tails = [Grid?](repeating: nil, count: rows.count)
    guard rows.contains(where: \.isRule) else {
      return tails
    }
    var indices: [Int] = []
    var slices: [MatrixSlice] = []
    for (index, row) in rows.enumerated() {
      guard let view = row.tail, 1...2 ~= view.tensor.shape.rank,
        let slice = MatrixSlice.slices(view.tensor, view.orientation).first
      else { continue }
      indices.append(index)
      slices.append(slice)
    }
    guard slices.count > 1,
      slices.allSatisfy({ $0.rows == slices[0].rows && $0.columns == slices[0].columns })
    else { return tails }
    for (index, grid) in zip(indices, fittingGrids(slices, width: width - 4)) {
      tails[index] = grid
    }
    return tails
  }

  /// All rows on one line each; nil if one doesn't fit the width.
  private func aligned(
    _ rows: [WorkTokens], _ tails: [Grid?], width: Int, isRoomy: Bool = false
  ) -> [RowLayout]? {
    var labels = 0
    for label in rows.compactMap(\.label) { labels = max(labels, DisplayWidth.of(label) + 3) }
    guard labels < width / 2 else { return nil }
    var layouts: [RowLayout] = []
    layouts.reserveCapacity(rows.count)
    var relation = 0
    for (index, row) in rows.enumerated() {
      if row.isRule {
        layouts.append(RowLayout())
        continue
      }
      let drawn = items(row.tokens, width: width, tail: tails[index])
      if drawn.goesOnBesideBands { return nil }
      let items = isRoomy ? drawn.roomy : drawn
      let split = items.lastIndex { $0.role == .relation } ?? items.count
      let next = split + 1 < items.count ? items[split + 1].caption.height : 0
      let sign = split < items.count ? items[split].body.width : 0
      // The last relation and the rest are placed once its column is known.
      let strip = WorkStrip(items, placing: split, from: labels)
      if !strip.rest.isEmpty {
        let captioned = next > 0 && strip.captionEnd > 0
        relation = max(
          relation, split == 0 ? labels : strip.bodyEnd + 2,
          captioned ? strip.captionEnd - sign : 0)
      }
      layouts.append(RowLayout(label: row.label, strips: [strip]))
    }
    // Terms without a relation are aligned with the sum, which has one.
    let sum = layouts.indices.last { tails[$0] != nil && layouts[$0].strips[0].rest.count == 2 }
    let end = sum.map { relation + 2 + layouts[$0].strips[0].rest.reduce(0) { $0 + $1.body.width } }
    for index in layouts.indices where !layouts[index].isRule {
      layouts[index].align(relation: relation, end: tails[index] == nil ? nil : end)
      guard layouts[index].strips[0].width <= width else { return nil }
    }
    return layouts
  }
}

extension RowLayout {
  /// Moves the last relation and the rest to a column; a row without a relation ends at `end`.
  fileprivate mutating func align(relation: Int, end: Int?) {
    if !strips[0].rest.isEmpty {
      // A name alone is moved to the relation; matrices stay at the left.
      if !strips[0].hasPlacedTensor {
        strips[0].shift(by: relation - 2 - strips[0].bodyEnd)
      }
      strips[0].placeRest(at: relation)
    } else if let end, strips[0].bodyEnd < end {
      strips[0].shift(by: end - strips[0].bodyEnd)
    }
  }
}

/// A row of work as tokens; without any, the rule of a sum.
struct WorkTokens {
  var label: String?
  var tokens: [MathToken] = []
  var isRule = false
  /// Whether it stands in brackets.
  var isAside = false

  init(_ row: WorkRow, _ numbers: NumberStyle) {
    switch row {
    case .sumRule: isRule = true
    case .aside(let math):
      tokens = [.text("(")] + math.tokens(numbers) + [.text(")")]
      isAside = true
    case .line(let label, let parts):
      self.label = label
      tokens = Array(parts.map { $0.tokens(numbers) }.joined(separator: [.text(" ")]))
    }
  }

  var isEmpty: Bool { !isRule && label == nil && tokens.isEmpty }

  /// The tensor that is the whole row, or all that follows its last relation.
  fileprivate var tail: TensorView? {
    let tokens = isAside ? tokens.dropLast() : tokens[...]
    guard case .tensor(let view) = tokens.last else { return nil }
    if tokens.count == 1 { return view }
    if case .relation = tokens[tokens.count - 2] { return view }
    return nil
  }
}
