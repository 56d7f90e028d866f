/// Items side by side on one line of work.
struct WorkStrip {
  private(set) var items: [WorkItem]
  /// The number of placed items.
  private var placedCount = 0
  /// The end column of the last body, and of the last caption.
  private(set) var bodyEnd: Int
  private(set) var captionEnd = 0
  /// The end of the widest band of a tensor of several.
  private var bandEnd = 0
  /// The first item after the last tensor; these items are moved by half if a caption needs room.
  private var firstAfterTensor = 0

  /// Places the first `count` items, or all.
  init(_ items: [WorkItem], placing count: Int? = nil, from column: Int = 0) {
    self.items = items
    bodyEnd = column
    placeItems(count ?? items.count)
  }

  var width: Int { max(bodyEnd, captionEnd, bandEnd) }

  /// The items not yet placed.
  var rest: ArraySlice<WorkItem> { items[placedCount...] }

  var hasPlacedTensor: Bool { items[..<placedCount].contains(where: \.isValue) }

  /// Places items until `count` are placed.
  private mutating func placeItems(_ count: Int) {
    while placedCount < count {
      place(
        at: bodyEnd + (placedCount == 0 ? 0 : items[placedCount - 1].gap(to: items[placedCount])))
    }
  }

  /// Places the next item at a column, then all others.
  mutating func placeRest(at column: Int) {
    place(at: column)
    placeItems(items.count)
  }

  /// Places the next item at a column, or further right if its caption would overlap the previous
  /// one.
  private mutating func place(at column: Int) {
    var column = column
    let (body, caption) = (items[placedCount].body.width, items[placedCount].caption)
    if caption.height > 0, captionEnd > 0, column < captionEnd + 2 {
      let slack = captionEnd + 2 - column
      for index in firstAfterTensor..<placedCount { items[index].column += slack / 2 }
      column += slack
    }
    items[placedCount].column = column
    bodyEnd = column + items[placedCount].endWidth
    if items[placedCount].body.end != nil { bandEnd = column + body }
    placedCount += 1
    guard items[placedCount - 1].isValue else { return }
    firstAfterTensor = placedCount
    if caption.height > 0 { captionEnd = column + caption.width }
  }

  mutating func shift(by columns: Int) {
    for index in 0..<placedCount { items[index].column += columns }
    bodyEnd += columns
    if bandEnd > 0 { bandEnd += columns }
    if captionEnd > 0 { captionEnd += columns }
  }

  /// The column and width of the tensor that ends the strip.
  var tail: (column: Int, width: Int)? {
    guard let last = items.last, last.isValue else { return nil }
    return (last.column, last.body.width)
  }
}

extension WorkStrip {
  /// The heights of the captions, of the bodies above their axes, and from their axes on.
  private var heights: (captions: Int, above: Int, below: Int) {
    var heights = (captions: 0, above: 0, below: 1)
    for (item, drop) in zip(items, drops) {
      heights.captions = max(heights.captions, item.caption.height)
      heights.above = max(heights.above, item.body.axis - drop)
      heights.below = max(heights.below, item.body.height - item.body.axis + drop)
    }
    return heights
  }

  /// How far below the line each item stands: what closes a tensor of several bands is beside its last.
  private var drops: [Int] {
    var drop = 0
    return items.map { item in
      if !item.isClosing { drop = 0 }
      defer { if let end = item.body.end { drop = end.axis - item.body.axis } }
      return drop
    }
  }

  var height: Int {
    let heights = heights
    return heights.captions + heights.above + heights.below
  }

  /// Writes the captions on top, and below them the bodies with aligned axes and a label at the
  /// left.
  func write(label: String?, into lines: inout TextLines) {
    let heights = heights
    let drops = drops
    for row in 0..<heights.captions + heights.above + heights.below {
      var line = Line()
      if let label, row == heights.captions { line.append(label) }
      for index in items.indices {
        if row < heights.captions {
          let top = heights.captions - items[index].caption.height
          items[index].caption.draw(row - top, at: items[index].column, on: &line)
        } else {
          let top = heights.captions + heights.above - items[index].body.axis + drops[index]
          items[index].body.draw(row - top, at: items[index].column, on: &line)
        }
      }
      lines.append(line)
    }
  }
}
