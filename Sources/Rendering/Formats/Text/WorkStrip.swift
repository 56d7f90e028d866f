/// Items put side by side on one line of work.
struct WorkStrip {
  private(set) var items: [WorkItem]
  /// How many of them have their place.
  private var placed = 0
  /// The column after the last body, and after the last caption.
  private(set) var bodyEnd: Int
  private(set) var captionEnd = 0
  /// The first item after the last matrix: what a caption in the way moves on by half.
  private var loose = 0

  /// Places all items, or so many of them for now.
  init(_ items: [WorkItem], placing count: Int? = nil, from column: Int = 0) {
    self.items = items
    bodyEnd = column
    placeItems(count ?? items.count)
  }

  var width: Int { max(bodyEnd, captionEnd) }

  /// The items that have no place yet.
  var rest: ArraySlice<WorkItem> { items[placed...] }

  var hasPlacedTensor: Bool { items[..<placed].contains { $0.role == .tensor } }

  /// Places items until so many have their place.
  private mutating func placeItems(_ count: Int) {
    while placed < count {
      place(at: bodyEnd + (placed == 0 ? 0 : items[placed - 1].gap(to: items[placed])))
    }
  }

  /// Places the next item at a column, and all others after it.
  mutating func placeRest(at column: Int) {
    place(at: column)
    placeItems(items.count)
  }

  /// Places the next item at a column, or further right where its caption would run into the one
  /// before.
  private mutating func place(at column: Int) {
    var column = column
    let (body, caption) = (items[placed].body.width, items[placed].caption)
    if caption.height > 0, captionEnd > 0, column < captionEnd + 2 {
      let slack = captionEnd + 2 - column
      for index in loose..<placed { items[index].column += slack / 2 }
      column += slack
    }
    items[placed].column = column
    bodyEnd = column + body
    placed += 1
    guard items[placed - 1].role == .tensor else { return }
    loose = placed
    if caption.height > 0 { captionEnd = column + caption.width }
  }

  mutating func shift(by columns: Int) {
    for index in 0..<placed { items[index].column += columns }
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
    for row in 0..<heights.captions + heights.above + heights.below {
      var line = Line()
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
