import Documents
import MatrixCore
import Typography

/// A computational graph as SVG: values in boxes, from left to right in the order of the forward pass,
/// with forks drawn; and the words of its accessible list.
struct HTMLGraph {
  private let picture: GraphPicture
  private let numbers: NumberStyle
  /// The column of each node, and its row in it.
  private let places: [(column: Int, row: Int)]

  init(_ picture: GraphPicture, _ numbers: NumberStyle) {
    self.picture = picture
    self.numbers = numbers
    places = HTMLGraph.places(picture)
  }

  /// The maximum number of values drawn; larger graphs are listed.
  private static let maxDrawn = 80

  var html: String {
    let words = picture.sentences(numbers).map { "<li>\($0.escapedInHTML)</li>" }
    let list = "<ul>\n\(words.joined(separator: "\n"))\n</ul>"
    guard picture.nodes.count <= Self.maxDrawn, !picture.nodes.isEmpty else { return list }
    let sums = picture.sums(numbers)
    let setter = MathSetter(markup: MathML(), numbers: numbers, labels: MatrixLabels())
    let equations = sums.isEmpty ? "" : HTMLBlocks(setter: setter).html(.equations(sums))
    let caption = picture.boxCaption.escapedInHTML
    return """
      <figure><figcaption>\(caption)</figcaption>
      <div class="wide" tabindex="0" role="group" aria-label="\(Vocabulary.graph)">
      \(drawing)
      </div>
      <details><summary>\(Vocabulary.inWords)</summary>
      \(list)
      </details></figure>
      \(equations)
      """
  }

  /// Values that nothing later needs stand as far right as their operands let them, so data stands
  /// just before its first use.
  private static func places(_ picture: GraphPicture) -> [(column: Int, row: Int)] {
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
    var heights: [Int: Int] = [:]
    return columns.map { column in
      defer { heights[column, default: 0] += 1 }
      return (column, heights[column, default: 0])
    }
  }

  private var boxWidth: Int {
    let longest = picture.nodes.map { max(title($0).count, formula($0).count, gradient($0).count) }
    return 20 + 8 * (longest.max() ?? 0)
  }
  private let boxHeight = 62
  private let gap = 44

  private var drawing: String {
    let (width, nodes) = (boxWidth, picture.nodes)
    let heights = Dictionary(grouping: places, by: \.column).mapValues(\.count)
    let tallest = heights.values.max() ?? 1
    func corner(_ index: Int) -> (x: Int, y: Int) {
      let place = places[index]
      let free = (tallest - (heights[place.column] ?? 1)) * (boxHeight + 18) / 2
      return (8 + place.column * (width + gap), 8 + free + place.row * (boxHeight + 18))
    }
    var parts: [String] = []
    for (index, node) in nodes.enumerated() {
      for (order, operand) in (node.use?.operands ?? []).enumerated() {
        let (from, to) = (corner(operand.node), corner(index))
        let (x1, y1) = (from.x + width, from.y + boxHeight / 2)
        let (x2, y2) = (to.x, to.y + 20 + 16 * min(order, 2))
        let bend = max(gap / 2, (x2 - x1) / 2)
        parts.append(
          "<path class=\"edge\" d=\"M\(x1) \(y1) C\(x1 + bend) \(y1) \(x2 - bend) \(y2) \(x2) \(y2)\"/>"
        )
      }
    }
    for (index, node) in nodes.enumerated() {
      let (x, y) = corner(index)
      parts.append(
        "<rect class=\"\(node.use == nil ? "data" : "value")\" x=\"\(x)\" y=\"\(y)\" "
          + "width=\"\(width)\" height=\"\(boxHeight)\" rx=\"6\"/>")
      let middle = x + width / 2
      parts.append(SVG.text(middle, y + 18, title(node), "middle", "title"))
      parts.append(SVG.text(middle, y + 36, formula(node), "middle"))
      parts.append(SVG.text(middle, y + 54, gradient(node), "middle", "gradient"))
    }
    let columns = (places.map(\.column).max() ?? 0) + 1
    let (w, h) = (columns * (width + gap) - gap + 16, tallest * (boxHeight + 18) - 2)
    return """
      <svg width="\(w)" height="\(h)" viewBox="0 0 \(w) \(h)" role="img" aria-label="\(
        picture.boxCaption.escapedInHTML)">
      \(parts.joined(separator: "\n"))
      </svg>
      """
  }

  private func title(_ node: GraphPicture.Node) -> String {
    node.number.map { "\(node.label) = \(numbers.text($0))" } ?? "\(node.label) \(node.shape)"
  }

  private func formula(_ node: GraphPicture.Node) -> String { node.use?.formula ?? "" }

  private func gradient(_ node: GraphPicture.Node) -> String {
    guard let gradient = node.gradient else { return "" }
    return gradient.number.map { "\(gradient.label) = \(numbers.text($0))" } ?? gradient.label
  }
}
