import Documents

/// Where the boxes and lines of a graph in SVG stand: a column for each step of the forward pass, with
/// the lines that pass it below its boxes.
struct HTMLGraphLayout {
  let boxWidth: Int
  /// The corner of each box.
  private(set) var corners: [Point]
  private(set) var width = 0
  private(set) var height = 0
  /// The heights at which the line of a value passes the columns behind it, in order.
  private var passages: [[Point]]

  static let boxHeight = 62
  private static let boxPitch = boxHeight + 18
  private static let linePitch = 14
  private static let gap = 44
  private static let margin = 8

  struct Point {
    var x: Int
    var y: Int
  }

  init(_ picture: GraphPicture, boxWidth: Int) {
    self.boxWidth = boxWidth
    let columns = Self.columns(picture)
    let none = Point(x: Self.margin, y: Self.margin)
    corners = columns.map { Point(x: none.x + $0 * (boxWidth + Self.gap), y: none.y) }
    passages = Array(repeating: [], count: columns.count)
    // The last column to which a line leads from each value.
    var reach = columns
    for (index, node) in picture.nodes.enumerated() {
      for operand in node.use?.operands ?? [] {
        reach[operand.node] = max(reach[operand.node], columns[index])
      }
    }
    let count = (columns.max() ?? 0) + 1
    var (boxes, lines) = (
      [[Int]](repeating: [], count: count), [[Int]](repeating: [], count: count)
    )
    for index in columns.indices {
      boxes[columns[index]].append(index)
      for column in columns[index]..<reach[index] where column > columns[index] {
        lines[column].append(index)
      }
    }
    let heights = zip(boxes, lines).map {
      $0.count * Self.boxPitch + $1.count * Self.linePitch
    }
    let tallest = heights.max() ?? 0
    width = count * (boxWidth + Self.gap) - Self.gap + 2 * Self.margin
    height = tallest + 2 * Self.margin
    for column in 0..<count {
      var point = none
      point.x += column * (boxWidth + Self.gap)
      point.y += (tallest - heights[column]) / 2
      for node in boxes[column] {
        corners[node] = point
        point.y += Self.boxPitch
      }
      for node in lines[column] {
        passages[node].append(point)
        point.y += Self.linePitch
      }
    }
  }

  /// The line from a value to the operand of a box, around the boxes between; all lines of a value
  /// begin as one.
  func line(from node: Int, to consumer: Int, operand: Int) -> String {
    let (start, end) = (corners[node], corners[consumer])
    var from = Point(x: start.x + boxWidth, y: start.y + Self.boxHeight / 2)
    var path = "M\(from.x) \(from.y)"
    func curve(to: Point) {
      let middle = (from.x + to.x) / 2
      path += " C\(middle) \(from.y) \(middle) \(to.y) \(to.x) \(to.y)"
    }
    for passage in passages[node] where passage.x < end.x {
      curve(to: passage)
      from = Point(x: passage.x + boxWidth, y: passage.y)
      path += " H\(from.x)"
    }
    curve(to: Point(x: end.x, y: end.y + 20 + 16 * min(operand, 2)))
    return path
  }

  /// Values that nothing later needs stand as far right as their operands let them, so data stands
  /// just before its first use.
  private static func columns(_ picture: GraphPicture) -> [Int] {
    var columns = [Int](repeating: 0, count: picture.nodes.count)
    for (index, node) in picture.nodes.enumerated() {
      for operand in node.use?.operands ?? [] {
        columns[index] = max(columns[index], columns[operand.node] + 1)
      }
    }
    var nearest = [Int?](repeating: nil, count: picture.nodes.count)
    for (index, node) in picture.nodes.enumerated() {
      for operand in node.use?.operands ?? [] {
        nearest[operand.node] = min(nearest[operand.node] ?? .max, columns[index])
      }
    }
    for (index, node) in picture.nodes.enumerated() where node.use == nil {
      if let consumer = nearest[index] { columns[index] = consumer - 1 }
    }
    return columns
  }
}
