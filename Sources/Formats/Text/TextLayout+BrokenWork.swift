import Documents

extension RowLayout {
  /// The last strip with a relation, and the column of its last relation.
  fileprivate var relation: (strip: Int, column: Int)? {
    for (index, strip) in strips.enumerated().reversed() {
      if let item = strip.items.last(where: { $0.role == .relation }) {
        return (index, item.column)
      }
    }
    return nil
  }
}

extension TextLayout {
  /// Breaks every row into lines that fit, with its label above and a hanging indent. The last
  /// relations are aligned if there is room.
  /// Where one row of several values doesn't fit, those of all are below each other.
  func broken(_ rows: [WorkTokens], _ tails: [Grid?], width: Int) -> [RowLayout] {
    let groups = rows.enumerated().map { index, row in
      let room = width - (row.label == nil ? 2 : 4)
      return packed(items(row.tokens, width: room, tail: tails[index]), width: room)
    }
    let isSplit = groups.contains { $0.count > 1 && $0.joined().contains(where: \.isSeparator) }
    var broken = rows.enumerated().map { index, row -> RowLayout in
      if row.isRule { return RowLayout() }
      let indent = row.label == nil ? 0 : 2
      let groups = groups[index].flatMap { group in
        isSplit
          ? group.split(whereSeparator: \.isSeparator).map(Array.init) : [group]
      }
      var strips = groups.enumerated().map { index, items in
        WorkStrip(items, from: index == 0 ? indent : indent + 2)
      }
      alignRelations(&strips, width: width)
      return RowLayout(title: row.label.map { wrapped($0, width: width) } ?? .none, strips: strips)
    }
    let column = broken.reduce(0) { max($0, $1.relation?.column ?? 0) }
    for index in broken.indices {
      guard let (strip, current) = broken[index].relation,
        broken[index].strips[strip].width + column - current <= width
      else { continue }
      broken[index].strips[strip].shift(by: column - current)
    }
    let sum = broken.indices.last { tails[$0] != nil && broken[$0].relation != nil }
    if let end = sum.flatMap({ broken[$0].strips.last?.width }) {
      for index in broken.indices where tails[index] != nil {
        guard broken[index].relation == nil, broken[index].strips.count == 1 else { continue }
        let width = broken[index].strips[0].width
        if width < end { broken[index].strips[0].shift(by: end - width) }
      }
    }
    return broken
  }

  /// Aligns lines that begin with a relation with the relation of the first line.
  private func alignRelations(_ strips: inout [WorkStrip], width: Int) {
    guard let column = strips.first?.items.first(where: { $0.role == .relation })?.column
    else {
      return
    }
    for index in strips.indices.dropFirst() {
      guard let first = strips[index].items.first, first.role == .relation,
        strips[index].width + column - first.column <= width
      else { continue }
      strips[index].shift(by: column - first.column)
    }
  }

  /// Groups of items that fit the width: as many relations as fit; a relation that doesn't fit
  /// breaks before operators, outermost first, and finally between items.
  private func packed(_ items: [WorkItem], width: Int) -> [[WorkItem]] {
    var groups: [[WorkItem]] = []
    var current: [WorkItem] = []

    func endLine() {
      if !current.isEmpty { groups.append(current) }
      current = []
    }
    func fits(_ items: [WorkItem]) -> Bool {
      WorkStrip(items).width <= width && !items.goesOnBesideBands
    }
    func add(_ part: [WorkItem], else split: ([WorkItem]) -> Void) {
      if fits(current + part) {
        current += part
      } else if fits(part) {
        endLine()
        current = part
      } else {
        split(part)
      }
    }
    func split(_ items: [WorkItem], depth: Int) {
      let parts = items.parts(before: [.symbol, .relation], depth: depth)
      if parts.count == 1, depth > items.maxDepth {
        for item in items {
          add([item]) { item in
            endLine()
            current = item
          }
        }
      } else {
        for part in parts { add(part) { split($0, depth: depth + 1) } }
      }
    }
    for relation in items.parts(before: [.relation]) {
      add(relation) { relation in
        endLine()
        split(relation, depth: 0)
      }
    }
    endLine()
    return groups
  }
}

extension [WorkItem] {
  /// Splits before every item of these roles that is in at most `depth` brackets; a number stays
  /// with its factor.
  fileprivate func parts(before roles: [WorkItem.Role], depth: Int = .max) -> [[WorkItem]] {
    var result: [[WorkItem]] = []
    var open = 0
    for item in self {
      let isJoined = result.last?.last?.role == .text && item.isDot
      if roles.contains(item.role) && open <= depth && !isJoined || result.isEmpty {
        result.append([item])
      } else {
        result[result.count - 1].append(item)
      }
      open += item.brackets
    }
    return result
  }

  fileprivate var maxDepth: Int {
    var open = 0
    return reduce(0) { maxDepth, item in
      open += item.brackets
      return Swift.max(maxDepth, open)
    }
  }
}

extension WorkItem {
  /// Whether it is the multiplication sign between a number and a matrix.
  fileprivate var isDot: Bool {
    role == .symbol && ["·", "*"].contains(body.text(0))
  }

  /// Whether it is the space between two values of a row.
  fileprivate var isSeparator: Bool { role == .text && body.text(0) == " " }

  /// The number of opening brackets minus that of closing brackets.
  fileprivate var brackets: Int {
    guard role == .text else { return 0 }
    return (0..<body.height).reduce(0) { count, row in
      let text = body.text(row)
      return count + text.count { $0 == "(" } - text.count { $0 == ")" }
    }
  }
}
