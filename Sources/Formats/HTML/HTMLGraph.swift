import Documents
import MatrixCore
import Typography

/// A computational graph as SVG: values in boxes, from left to right in the order of the forward pass,
/// with lines to all uses; and the words of its accessible list.
struct HTMLGraph {
  private let picture: GraphPicture
  private let numbers: NumberStyle

  init(_ picture: GraphPicture, _ numbers: NumberStyle) {
    self.picture = picture
    self.numbers = numbers
  }

  /// The maximum number of values drawn; larger graphs are listed.
  private static let maxDrawn = 80

  /// Whether it is drawn; otherwise it is a list.
  var isDrawn: Bool { picture.nodes.count <= Self.maxDrawn && !picture.nodes.isEmpty }

  var html: String {
    let words = picture.sentences(numbers).map { "<li>\($0.escapedInHTML)</li>" }
    let list = "<ul>\n\(words.joined(separator: "\n"))\n</ul>"
    guard isDrawn else { return list }
    let caption = picture.boxCaption.escapedInHTML
    return """
      <figure><figcaption>\(caption)</figcaption>
      <div class="wide" tabindex="0" role="group" aria-label="\(Vocabulary.graph)">
      \(drawing)
      </div>
      <details><summary>\(Vocabulary.inWords)</summary>
      \(list)
      </details></figure>
      """
  }

  private var boxWidth: Int {
    let longest = picture.nodes.map { max(title($0).count, formula($0).count, gradient($0).count) }
    return 20 + 8 * (longest.max() ?? 0)
  }

  private var drawing: String {
    let layout = HTMLGraphLayout(picture, boxWidth: boxWidth)
    var parts: [String] = []
    for (index, node) in picture.nodes.enumerated() {
      for (order, operand) in (node.use?.operands ?? []).enumerated() {
        let line = layout.line(from: operand.node, to: index, operand: order)
        parts.append("<path class=\"edge\" d=\"\(line)\"/>")
      }
    }
    for (node, corner) in zip(picture.nodes, layout.corners) {
      parts.append(
        "<rect class=\"\(node.use == nil ? "data" : "value")\" x=\"\(corner.x)\" y=\"\(corner.y)\" "
          + "width=\"\(layout.boxWidth)\" height=\"\(HTMLGraphLayout.boxHeight)\" rx=\"6\"/>")
      let middle = corner.x + layout.boxWidth / 2
      parts.append(SVG.text(middle, corner.y + 18, title(node), "middle", "title"))
      parts.append(SVG.text(middle, corner.y + 36, formula(node), "middle"))
      parts.append(SVG.text(middle, corner.y + 54, gradient(node), "middle", "gradient"))
    }
    let (w, h) = (layout.width, layout.height)
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
