import Backprop
import Documents
import MatrixCore
import Typography

extension TextLayout {
  /// The maximum number of values drawn; larger graphs are listed.
  private static let maxDrawn = 80
  /// A list longer than twice this leaves out the middle.
  private static let maxListed = 30

  /// A graph drawn from left to right, with values above the lines and gradients below, in as many
  /// strips as the width needs; as text if it can't be drawn.
  func graph(_ picture: GraphPicture, width: Int) -> [String] {
    guard !style.accessible, picture.nodes.count <= Self.maxDrawn else {
      return graphAsText(picture, width: width)
    }
    for detail in GraphText.Detail.allCases {
      let text = GraphText(picture: picture, style: style, glyphs: glyphs, detail: detail)
      guard let plan = GraphPlan(text, width: width) else { continue }
      let rails = glyphs.isASCII ? Rails.ascii : .unicode
      if plan.strips.isEmpty { break }
      var result = caption(picture, isCut: plan.strips.count > 1, width: width)
      for strip in plan.strips {
        result.append("")
        result += strip.lines(style, rails, hasGradients: picture.hasGradients)
      }
      for rest in [sums(text, width: width), unused(picture, width: width)] where !rest.isEmpty {
        result += [""] + rest
      }
      return result
    }
    return graphAsText(picture, width: width)
  }

  /// Explains how to read the drawing.
  private func caption(_ picture: GraphPicture, isCut: Bool, width: Int) -> [String] {
    var text = "Forward goes right, values above the lines."
    if picture.hasGradients { text += " Backward comes left, gradients below them." }
    if isCut { text += " What leaves by an arrow comes in again further down." }
    return prose(text, width: width, paint: .dim)
  }

  /// `dh = part 1 + part 2` for each value that is used more than once.
  private func sums(_ text: GraphText, width: Int) -> [String] {
    var equations: [Equation] = []
    for (node, parts) in zip(text.picture.nodes, text.picture.parts) where parts.count > 1 {
      guard let gradient = node.gradient else { continue }
      var right = ["= " + parts.map { "part \($0.position)" }.joined(separator: " + ")]
      let numbers = parts.compactMap(\.number).map { style.numbers.formatted($0) }
      if numbers.count == parts.count, let total = gradient.number.map(style.numbers.formatted) {
        let isRounded = numbers.contains { $0.isRounded }
        right.append(
          (isRounded ? glyphs.approximately : "=") + " "
            + numbers.map { $0.text.first == "-" ? "(\($0.text))" : $0.text }
            .joined(separator: " + "))
        right.append((total.isRounded ? glyphs.approximately : "=") + " " + total.text)
      }
      equations.append(
        Equation(
          gradient.label, right.map(style.spelling.callAsFunction),
          remark: "\(node.label) is used \(parts.count) times: what comes back adds up"))
    }
    return equations.isEmpty ? [] : lines(.equations(equations), width: width)
  }

  private func unused(_ picture: GraphPicture, width: Int) -> [String] {
    let labels = zip(picture.nodes, picture.uses).filter { $0.use == nil && $1 == 0 }
      .map(\.0.label)
    if labels.isEmpty { return [] }
    return prose("Not used: \(labels.joined(separator: ", ")).", width: width, paint: .dim)
  }
}

// MARK: - As text

extension TextLayout {
  /// A sentence for each value, in topological order.
  func graphAsText(_ picture: GraphPicture, width: Int) -> [String] {
    let (uses, parts) = (picture.uses, picture.parts)
    let count = picture.nodes.count
    let isCut = count > 2 * Self.maxListed
    var result: [String] = []
    for (index, node) in picture.nodes.enumerated() {
      if isCut, index == Self.maxListed {
        result.append("(\(count - 2 * Self.maxListed) left out)")
      }
      if isCut, index >= Self.maxListed, index < count - Self.maxListed { continue }
      var sentence = "\(node.label) is \(node.use?.formula ?? node.role.words)"
      sentence += ", " + text(node.number, node.shape)
      if let gradient = node.gradient {
        sentence += "; its gradient is \(gradient.label)"
        if node.shape.isScalar, gradient.number != nil {
          sentence += ", " + text(gradient.number, node.shape)
        }
      } else if picture.hasGradients {
        sentence += "; no gradient"
      }
      if parts[index].count > 1 {
        sentence += ", the sum of what comes back from \(parts[index].count) uses"
      } else if uses[index] == 0, node.use == nil {
        sentence += "; it is not used"
      }
      result += prose(sentence + ".", width: width, hang: 2)
    }
    return result
  }

  private func text(_ number: Number?, _ shape: Shape) -> String {
    guard shape.isScalar else { return shape.axes.map(\.description).joined(separator: " by ") }
    guard let number else { return "a number" }
    let text = style.numbers.formatted(number)
    return (text.isRounded ? "approximately " : "") + style.spelling(text.text)
  }
}

extension Network.Role {
  fileprivate var words: String {
    switch self {
    case .input: "an input"
    case .param: "a param"
    case .target: "a target"
    case .const: "a constant"
    case .value: "a value"
    case .loss: "the loss"
    }
  }
}
