/// Items put side by side on one line of work.
struct WorkStrip {
  private(set) var items: [(column: Int, item: WorkItem)] = []
  /// The column after the last body, and after the last caption.
  private(set) var bodyEnd: Int
  private(set) var captionEnd = 0
  /// The first item after the last matrix: what a caption in the way moves on by half.
  private var loose = 0

  init(_ items: [WorkItem] = [], from column: Int = 0) {
    bodyEnd = column
    for item in items { append(item) }
  }

  var width: Int { max(bodyEnd, captionEnd) }

  mutating func append(_ item: WorkItem) {
    append(item, at: bodyEnd + (items.last?.item.gap(to: item) ?? 0))
  }

  /// Adds the item at a column, or further right where its caption would run into the one before.
  mutating func append(_ item: WorkItem, at column: Int) {
    var column = column
    if !item.caption.isEmpty, captionEnd > 0, column < captionEnd + 2 {
      let slack = captionEnd + 2 - column
      for index in loose..<items.count { items[index].column += slack / 2 }
      column += slack
    }
    items.append((column, item))
    bodyEnd = column + item.body.width
    guard item.role == .tensor else { return }
    loose = items.count
    if !item.caption.isEmpty { captionEnd = column + item.captionWidth }
  }

  mutating func shift(by columns: Int) {
    for index in items.indices { items[index].column += columns }
    bodyEnd += columns
    if captionEnd > 0 { captionEnd += columns }
  }

  /// The matrix (or number) that ends the strip.
  var tail: (column: Int, width: Int)? {
    guard let last = items.last, last.item.role == .tensor else { return nil }
    return (last.column, last.item.body.width)
  }

  /// The lines: captions on top, the bodies with their axes on one line, a label at the left of it.
  func lines(label: Line? = nil) -> [Line] {
    let captions = items.reduce(0) { max($0, $1.item.caption.count) }
    let above = items.reduce(0) { max($0, $1.item.body.axis) }
    let below = items.reduce(1) { max($0, $1.item.body.lines.count - $1.item.body.axis) }
    var picture = Picture(height: captions + above + below)
    if let label { picture.place([label], column: 0, row: captions) }
    for (column, item) in items {
      picture.place(item.caption, column: column, row: captions - item.caption.count)
      picture.place(item.body.lines, column: column, row: captions + above - item.body.axis)
    }
    return picture.lines
  }
}
