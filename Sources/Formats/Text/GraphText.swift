import Documents
import MatrixCore
import Typography

/// The texts above and below the edges of a graph.
struct GraphText {
  let picture: GraphPicture
  let style: TextStyle
  let glyphs: Glyphs
  let detail: Detail
  /// The texts above and below the edges, by node.
  private(set) var values: [String] = []
  private(set) var gradients: [String] = []

  init(picture: GraphPicture, style: TextStyle, glyphs: Glyphs, detail: Detail) {
    self.picture = picture
    self.style = style
    self.glyphs = glyphs
    self.detail = detail
    values = picture.nodes.map(value)
    gradients = picture.nodes.map(gradient)
  }

  /// The level of detail of tensors, from highest to lowest.
  enum Detail: CaseIterable {
    /// `Y (N 2, out 3)` above, `dY (N 2, out 3)` below.
    case shapes
    /// `Y (N 2, out 3)` above, `dY` below.
    case valueShapes
    /// `Y (2, 3)` above, `dY` below.
    case sizes
    /// `Y` above, `dY` below; numbers are still shown.
    case labels
    /// No numbers.
    case bare
  }
}

extension GraphText {
  /// What comes back from some uses of a value: its gradient, or the contributions of these uses.
  func gradient(_ node: Int, _ uses: [GraphPicture.Operand]) -> String {
    let parts = uses.flatMap { picture.contributions(of: $0) }
    if parts.isEmpty { return "" }
    if parts.count == picture.nodes[node].gradient?.contributions.count { return gradients[node] }
    let numbers = parts.compactMap(\.number)
    return parts.map(\.label).joined(separator: " + ")
      + equals(numbers.count == parts.count ? numbers.reduce(Number(0), +) : nil)
  }

  /// The operation in parentheses, drawn as a circle.
  func circle(_ node: Int) -> String {
    "(\(picture.nodes[node].use?.operation ?? ""))"
  }

  private func value(_ node: GraphPicture.Node) -> String {
    if node.shape.isScalar { return node.label + equals(node.number) }
    switch detail {
    case .shapes, .valueShapes: return "\(node.label) \(node.shape)"
    case .sizes:
      return "\(node.label) (\(node.shape.sizes.map { "\($0)" }.joined(separator: ", ")))"
    case .labels, .bare: return node.label
    }
  }

  private func gradient(_ node: GraphPicture.Node) -> String {
    guard let gradient = node.gradient else { return "" }
    if node.shape.isScalar { return gradient.label + equals(gradient.number) }
    return detail == .shapes ? "\(gradient.label) \(node.shape)" : gradient.label
  }

  private func equals(_ number: Number?) -> String {
    guard let number, detail != .bare else { return "" }
    let text = style.numbers.formatted(number)
    return " \(text.isRounded ? glyphs.approximately : "=") \(style.spelling(text.text))"
  }
}
