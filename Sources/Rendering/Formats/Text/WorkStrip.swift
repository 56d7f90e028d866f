/// Items put side by side on one line of work.
struct WorkStrip {
  private(set) var items: [WorkItem] = []
  /// The column after the last body, and after the last caption.
  private(set) var bodyEnd: Int
  private(set) var captionEnd = 0
  /// The first item after the last matrix: what a caption in the way moves on by half.
  private var loose = 0

  init(_ items: some Collection<WorkItem> = [], from column: Int = 0) {
    bodyEnd = column
    self.items.reserveCapacity(items.count)
    for item in items { append(item) }
  }

  var width: Int { max(bodyEnd, captionEnd) }

  mutating func append(_ item: WorkItem) {
    append(item, at: bodyEnd + (items.last?.gap(to: item) ?? 0))
  }

  /// Adds the item at a column, or further right where its caption would run into the one before.
  mutating func append(_ item: WorkItem, at column: Int) {
    var item = item
    item.column = column
    if item.caption.height > 0, captionEnd > 0, column < captionEnd + 2 {
      let slack = captionEnd + 2 - column
      for index in loose..<items.count { items[index].column += slack / 2 }
      item.column += slack
    }
    items.append(item)
    bodyEnd = item.column + item.body.width
    guard item.role == .tensor else { return }
    loose = items.count
    if item.caption.height > 0 { captionEnd = item.column + item.caption.width }
  }

  mutating func shift(by columns: Int) {
    for index in items.indices { items[index].column += columns }
    bodyEnd += columns
    if captionEnd > 0 { captionEnd += columns }
  }

  /// The matrix (or number) that ends the strip.
  var tail: (column: Int, width: Int)? {
    guard let last = items.last, last.role == .tensor else { return nil }
    return (last.column, last.body.width)
  }
}

extension WorkStrip {
  /// How many lines the captions take, and the bodies above and from their axes on.
  private var heights: (captions: Int, above: Int, below: Int) {
    var heights = (captions: 0, above: 0, below: 1)
    for item in items {
      heights.captions = max(heights.captions, item.caption.height)
      heights.above = max(heights.above, item.body.axis)
      heights.below = max(heights.below, item.body.height - item.body.axis)
    }
    return heights
  }

  var height: Int {
    let heights = heights
    return heights.captions + heights.above + heights.below
  }

  /// Writes captions on top, the bodies with their axes on one line, a label at the left of it.
  func write(label: String?, into lines: inout TextLines) {
    let heights = heights
    var line = Line()
    for row in 0..<heights.captions + heights.above + heights.below {
      line.removeAll()
      if let label, row == heights.captions { line.append(label) }
      for index in items.indices {
        if row < heights.captions {
          let top = heights.captions - items[index].caption.height
          items[index].caption.draw(row - top, at: items[index].column, on: &line)
        } else {
          let top = heights.captions + heights.above - items[index].body.axis
          items[index].body.draw(row - top, at: items[index].column, on: &line)
        }
      }
      lines.append(line)
    }
  }
}
